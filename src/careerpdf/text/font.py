"""OpenType font with its metrics. Shaping is in `shaping.py`, embedding in `careerpdf.pdf.fonts`."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from careerpdf.system.caches import cleared_with_caches
from careerpdf.system.resources import fonts_dir

#: A character for private use: it has another look in each font, and nobody can read out what it says.
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")

_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r"})


class _Glyphs(dict[int, tuple[str, float]]):
    """Code and unkerned advance width of each glyph, worked out when it is first looked up."""

    def __init__(self, font: "Font") -> None:
        self._font = font

    def __missing__(self, number: int) -> tuple[str, float]:
        code = number.to_bytes(2, "big").decode("latin-1").translate(_ESCAPES)
        advance = float(self._font.hb_font.get_glyph_h_advance(number)) * self._font.per_mille
        self[number] = found = (code, advance)
        return found


def number(value: float) -> str:
    """Format an adjustment in a TJ array: what follows moves left by `value` thousandths of an em.

    Returns an empty string if it would be zero.
    """
    return "" if -0.05 < value < 0.05 else f"{value:.1f}".removesuffix(".0")


def kerning(value: float) -> str:
    """Format an adjustment between two glyphs inside a string of a TJ array, which it interrupts."""
    moved = number(value)
    return moved and f"){moved}("


@dataclass(eq=False)
class Font:
    """OpenType font file. All metrics are in thousandths of an em."""

    path: Path
    face: Any = field(repr=False)
    hb_font: Any = field(repr=False)

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
        """One font unit in thousandths of an em."""
        return 1000 / float(self.face.upem)

    @cached_property
    def postscript_name(self) -> str:
        """The name that the font gives itself, as a PDF can write it (63 characters at most, as in PostScript)."""
        found = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.path.stem
        return "".join(c for c in found if c.isascii() and (c.isalnum() or c in "-_"))[:63] or "Font"

    @cached_property
    def name(self) -> str:
        """The name of the font resource on every page: that of the font, and a digest of its file unless it ships with
        careerpdf. Two cuts by the same maker may both be called "Brand".
        """
        if _is_shipped(self.path):
            return self.postscript_name
        return f"{self.postscript_name}-{hashlib.sha256(self.face.blob.data).hexdigest()[:8]}"

    @cached_property
    def ascent(self) -> float:
        """Height above the baseline that the font reserves for its tallest glyphs."""
        return float(self.hb_font.get_font_extents("ltr").ascender) * self.per_mille

    @cached_property
    def descent(self) -> float:
        """Depth below the baseline, a negative number."""
        return float(self.hb_font.get_font_extents("ltr").descender) * self.per_mille

    @cached_property
    def cap_height(self) -> float:
        """Height of capitals; an estimate if the font does not give it."""
        found = self.hb_font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT)
        return float(found) * self.per_mille if found else self.ascent * 0.7

    @cached_property
    def is_cff(self) -> bool:
        return any(len(self.face.reference_table(tag)) for tag in ("CFF ", "CFF2"))

    @cached_property
    def unicodes(self) -> frozenset[int]:
        """The code points that the font has a glyph for, but for private ones (ISO 19005-2, 6.2.11.7.3)."""
        return frozenset(code for code in self.face.unicodes if not PRIVATE.match(chr(code)))

    @cached_property
    def glyphs(self) -> dict[int, tuple[str, float]]:
        """Code (as written in a PDF string) and unkerned advance width of each glyph, by glyph number."""
        return _Glyphs(self)

    def advance(self, glyph: int) -> float:
        """Return the glyph's advance width before kerning."""
        return self.glyphs[glyph][1]


_opened: dict[Path, Font] = {}


def open_font(path: Path) -> Font:
    """Return the font of a file, opened once per process. Raises what `Font.open` does."""
    found = _opened.get(path)
    if found is None:
        found = _opened[path] = Font.open(path)
    return found


def _clear_opened() -> None:
    """Read font files anew, but for those that ship with careerpdf."""
    for path in [path for path in _opened if not _is_shipped(path)]:
        del _opened[path]


def _is_shipped(path: Path) -> bool:
    shipped = fonts_dir()
    return shipped is not None and path.is_relative_to(shipped)


cleared_with_caches(_clear_opened, fonts=True)
