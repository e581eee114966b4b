"""Embedding: a font as one PDF document uses it, written as a subset Type0 / Identity-H font.

Glyph ids are the character codes (the subset keeps them), so a content stream means the same in every document.
"""

import hashlib
import string
from collections.abc import Iterable
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from careerpdf.pdf.objects import RawObject, flate_stream
from careerpdf.text.font import Font

_SYMBOLIC = 4  # FontDescriptor Flags, ISO 32000-1 table 123: glyph ids are our codes, so never "nonsymbolic"
_ITALIC = 64


class EmbeddedFont:
    """A font as one PDF document uses it: the glyphs drawn so far, written as a subset when the document is saved.

    ReportLab asks for the objects by `addObjects`, once, because the canvas lists this in `delayedFonts`.
    """

    def __init__(self, font: Font) -> None:
        self.font = font
        self.glyphs: dict[int, str] = {}  # glyph id -> the text it stands for

    def use(self, glyphs: dict[int, str]) -> bool:
        """Note glyphs as drawn; tells whether they all stand for what they stood for before in this document."""
        known = self.glyphs
        return all([known.setdefault(glyph, text) == text for glyph, text in glyphs.items()])  # noqa: C419 (note all)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (ReportLab's protocol)
        font, used = self.font, sorted(self.glyphs)
        program = _subset(font, used)
        tag = _subset_tag(program, font.name)
        base_name = f"{tag}+{font.name}"
        if font.is_cff:
            key, extra = "FontFile3", {"Subtype": pdfdoc.PDFName("CIDFontType0C")}
            program = hb.Face(hb.Blob(program)).reference_table("CFF ").data
        else:
            key, extra = "FontFile2", {"Length1": len(program)}
        x_min, y_min, x_max, y_max = _bounding_box(font)
        italic = "Italic" in font.name or "Oblique" in font.name
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base_name),
                "Flags": _SYMBOLIC | (_ITALIC if italic else 0),
                "FontBBox": pdfdoc.PDFArray([x_min, y_min, x_max, y_max]),
                "ItalicAngle": -12 if italic else 0,
                "Ascent": round(font.ascent),
                "Descent": round(font.descent),
                "CapHeight": round(font.cap_height),
                "StemV": 140 if "Bold" in font.name else 80,
                key: doc.Reference(flate_stream(program, extra)),
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType0" if font.is_cff else "CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base_name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": doc.Reference(descriptor),
                "DW": 1000,
                "W": RawObject(_widths(font, used)),
            }
            | ({} if font.is_cff else {"CIDToGIDMap": pdfdoc.PDFName("Identity")})
        )
        full_name = base_name + ("-Identity-H" if font.is_cff else "")
        type0 = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(full_name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant)]),
                "ToUnicode": doc.Reference(flate_stream(_to_unicode(self.glyphs), {})),
            }
        )
        doc.idToObject["BasicFonts"].dict[font.name] = doc.Reference(type0)


def _subset(font: Font, glyphs: Iterable[int]) -> bytes:
    request = hb.SubsetInput()
    request.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    request.glyph_set.update({0, *glyphs})
    # A PDF font needs only the outlines and metrics; shaping was done before.
    request.drop_table_tag_set.update(
        {
            _tag_number(t)
            for t in ("GSUB", "GPOS", "GDEF", "kern", "name", "DSIG", "post", "OS/2", "cmap", "STAT", "meta")
        }
    )
    return bytes(hb.subset(font.face, request).blob.data)


def _tag_number(text: str) -> int:
    """A four-letter OpenType tag as HarfBuzz's number."""
    return int.from_bytes(text.encode("ascii"), "big")


def _subset_tag(program: bytes, name: str) -> str:
    # ISO 32000-1, 9.6.4: six capitals. From the content, so that equal input gives equal bytes.
    number = int.from_bytes(hashlib.sha256(name.encode() + program).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters += string.ascii_uppercase[rest]
    return letters


def _bounding_box(font: Font) -> tuple[int, int, int, int]:
    head = font.face.reference_table("head").data
    scale = 1000 / font.face.upem
    x_min, y_min, x_max, y_max = (
        round(int.from_bytes(head[at : at + 2], "big", signed=True) * scale) for at in (36, 38, 40, 42)
    )
    return x_min, y_min, x_max, y_max


def _widths(font: Font, used: list[int]) -> str:
    parts: list[str] = []
    previous = -2
    for glyph in used:
        width = f"{font.advance(glyph):.4g}" if font.face.upem != 1000 else f"{font.advance(glyph):.0f}"
        parts.append(f" {width}" if glyph == previous + 1 else f"{']' if parts else ''}{glyph}[{width}")
        previous = glyph
    return f"[{''.join(parts)}{']' if parts else ''}]"


def _to_unicode(glyphs: dict[int, str]) -> bytes:
    entries = [
        f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in sorted(glyphs.items()) if text
    ]
    blocks = []
    for start in range(0, len(entries), 100):  # 100 per block is the limit of the CMap format (Adobe TN 5411)
        block = entries[start : start + 100]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + "".join(blocks)
        + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
