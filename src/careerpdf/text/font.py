"""One OpenType font and its metrics. Shaping lives in `shaping.py`, embedding in `careerpdf.pdf.fonts`."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb


@dataclass(eq=False)
class Font:
    """An OpenType font file. All metrics are in thousandths of an em."""

    path: Path
    face: Any = field(repr=False)
    hb_font: Any = field(repr=False)
    _glyphs: dict[int, tuple[str, float]] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, path: Path) -> "Font":
        """Read a TrueType or OpenType file. Raises OSError if it cannot be read, ValueError if it is no font."""
        data = path.read_bytes()
        if data[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
            raise ValueError(f"{path.name} is not a TrueType or OpenType font")
        face = hb.Face(hb.Blob(data))
        return cls(path, face, hb.Font(face))

    @cached_property
    def per_mille(self) -> float:
        """What a unit of the font is in thousandths of an em."""
        return 1000 / float(self.face.upem)

    @cached_property
    def name(self) -> str:
        """PostScript name; also the name of the font resource on every page."""
        found = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.path.stem
        return "".join(c for c in found if c.isascii() and (c.isalnum() or c in "-_")) or "Font"

    @cached_property
    def ascent(self) -> float:
        return float(self.hb_font.get_font_extents("ltr").ascender) * self.per_mille

    @cached_property
    def descent(self) -> float:
        return float(self.hb_font.get_font_extents("ltr").descender) * self.per_mille

    @cached_property
    def cap_height(self) -> float:
        found = self.hb_font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT)
        return float(found) * self.per_mille if found else self.ascent * 0.7

    @cached_property
    def is_cff(self) -> bool:
        return "CFF " in self.face.table_tags

    @cached_property
    def unicodes(self) -> frozenset[int]:
        """The code points that the font has a glyph for."""
        return frozenset(self.face.unicodes)

    def glyph(self, number: int) -> tuple[str, float]:
        """The glyph's code as it is written in a PDF, and its own advance width, before kerning."""
        found = self._glyphs.get(number)
        if found is None:
            advance = float(self.hb_font.get_glyph_h_advance(number)) * self.per_mille
            found = self._glyphs[number] = (f"{number:04X}", advance)
        return found

    def advance(self, glyph: int) -> float:
        """The glyph's own advance width, before kerning."""
        return self.glyph(glyph)[1]


@lru_cache(maxsize=64)
def open_font(path: Path) -> Font:
    """`Font.open`, once per file and process."""
    return Font.open(path)
