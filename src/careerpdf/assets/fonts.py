"""Font files that a text names: whether the name can be one in its folder, and whether a PDF can hold the font."""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from careerpdf.source.syntax_errors import quoted

_KINDS = {b"\0\1\0\0", b"true", b"OTTO"}
_FOR_THE_WEB = ("a web font", "where a font can be had for the web, it can be had as .ttf or .otf, too")
_OTHER_KINDS = {
    b"wOFF": _FOR_THE_WEB,
    b"wOF2": _FOR_THE_WEB,
    b"ttcf": ("a collection of several fonts", "get each cut as a file of its own"),
    b"%!PS": ("a Type 1 font", "its maker may have it as .otf, too"),
}
_NEEDED = {"cmap", "head", "hhea", "hmtx", "maxp"}
_OUTLINES = ({"glyf", "loca"}, {"CFF "}, {"CFF2"})  # a font has one of these
_PICTURES = {"CBDT", "EBDT", "SVG ", "sbix"}  # tables of glyphs that are not outlines
_LOOKED_AT = 100  # letters of a font, to see whether anything is drawn for them
_FS_TYPE = 8  # its place in the table OS/2 (OpenType 1.9.1)
_RESTRICTED, _PREVIEW, _EDITABLE, _NO_SUBSET, _BITMAPS_ONLY = 0x2, 0x4, 0x8, 0x100, 0x200
_MAGIC = 0x5F0F3CF5  # of the table head
_WIDEST = 32  # ems that a glyph may advance: a CFF font holds 32767 thousandths (Adobe TN 5177)
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FontFault:
    """A fault of a font file, as a Diagnostic says it."""

    message: str
    expected: str | None = None
    hint: str | None = None


def find_font(name: str, folders: Sequence[Path]) -> Path | FontFault:
    """The font file `name` in the first of `folders` that has it; or why there is none that a PDF can hold."""
    text = name.replace("\\", "/")
    outside = FontFault(
        f"the font file {quoted(name)} lies outside this folder",
        "a file in this folder, such as fonts/Brand-Regular.ttf",
        "copy the font into this folder",
    )
    if re.match(r"(?:[a-z]:|/|~)", text, re.IGNORECASE) or ".." in text.split("/"):
        return outside
    for folder in folders:
        try:
            path = (folder / text).resolve()
            found = path.is_file()
        except (OSError, ValueError, RuntimeError):
            continue
        if found:
            return (_fault(path, name) or path) if path.is_relative_to(folder.resolve()) else outside
    return FontFault(
        f"there is no font file {quoted(name)} in this folder",
        hint="write the name as it is spelled there, with capitals and ending",
    )


def _fault(path: Path, name: str) -> FontFault | None:
    """Find out why a PDF cannot hold the font; None if it can."""
    shown = quoted(name)
    try:
        if path.stat().st_size > _LARGEST:
            return FontFault(f"the font file {shown} is larger than {_LARGEST >> 20} MB", hint="get a smaller one")
        data = path.read_bytes()
    except OSError as error:
        return FontFault(f"the font file {shown} cannot be read: {(error.strerror or 'unknown reason').lower()}")
    if data[:4] not in _KINDS:
        kind, hint = _OTHER_KINDS.get(data[:4], ("no font", None))
        return FontFault(f"{shown} is {kind}", "a TrueType or OpenType font (.ttf or .otf)", hint)
    tables = _tables(data)
    if not tables or not tables.keys() >= _NEEDED or not _has_glyphs(data, tables):
        return _damaged(shown)
    if not any(tables.keys() >= outlines for outlines in _OUTLINES):
        if _PICTURES.isdisjoint(tables):
            return _damaged(shown)
        return FontFault(f"{shown} has pictures in place of letters", "a font of outlines")
    if "fvar" in tables:
        return FontFault(
            f"{shown} is a variable font, whose weights a PDF cannot tell apart",
            "one file for each cut, such as Brand-Regular.ttf and Brand-Bold.ttf",
            "they often lie in a folder `static` of the same download",
        )
    return _licence(data, tables, shown) or _unfit(data, shown)


def _damaged(shown: str) -> FontFault:
    return FontFault(f"the font file {shown} is damaged or not complete", hint="get the file anew")


def _tables(data: bytes) -> dict[str, tuple[int, int]] | None:
    """Offset and length of each table; None if one lies outside of the file."""
    try:
        (count,) = struct.unpack_from(">4xH", data)
        rows = [struct.unpack_from(">4s4xII", data, 12 + 16 * number) for number in range(count)]
    except struct.error:
        return None
    if any(start + length > len(data) for _, start, length in rows):
        return None
    return {tag.decode("latin-1"): (start, length) for tag, start, length in rows}


def _has_glyphs(data: bytes, tables: dict[str, tuple[int, int]]) -> bool:
    """Tell whether the font's head is one (magic number, units per em), and it has glyphs, widths and characters."""
    try:
        magic, units = struct.unpack_from(">12xI2xH", data, tables["head"][0])
        (glyphs,) = struct.unpack_from(">4xH", data, tables["maxp"][0])
        (maps,) = struct.unpack_from(">2xH", data, tables["cmap"][0])
        (widths,) = struct.unpack_from(">34xH", data, tables["hhea"][0])
        start, length = tables["hmtx"]
        advances = struct.unpack_from(f">{2 * widths}H", data, start)[::2]
    except struct.error:
        return False
    if not 0 < widths <= glyphs or length < 4 * widths + 2 * (glyphs - widths) or max(advances) > _WIDEST * units:
        return False
    return bool(magic == _MAGIC and 16 <= units <= 16384 and glyphs > 1 and maps > 0)


def _licence(data: bytes, tables: dict[str, tuple[int, int]], shown: str) -> FontFault | None:
    """Read what the font's maker forbids; a font that says nothing of it may be embedded."""
    start, length = tables.get("OS/2", (0, 0))
    if length < _FS_TYPE + 2:
        return None
    (rights,) = struct.unpack_from(">H", data, start + _FS_TYPE)
    hint = "use another font, or ask its maker for a licence and a file that allow it"
    if rights & _RESTRICTED and not rights & (_PREVIEW | _EDITABLE):
        return FontFault(f"the licence of the font {shown} forbids that a PDF holds it", hint=hint)
    if rights & (_NO_SUBSET | _BITMAPS_ONLY):
        return FontFault(f"the licence of the font {shown} forbids that a PDF holds a part of its outlines", hint=hint)
    return None


def _unfit(data: bytes, shown: str) -> FontFault | None:
    """The reason why no text can be set in a font: it has no letters, or nothing is drawn for them."""
    import uharfbuzz as hb  # most styles take the fonts that come along

    face = hb.Face(hb.Blob(data))
    font = hb.Font(face)
    glyphs = {code: font.get_nominal_glyph(code) for code in sorted(face.unicodes)}
    if any(glyph is None or glyph >= face.glyph_count for glyph in glyphs.values()):
        return _damaged(shown)
    letters = [glyph for code, glyph in glyphs.items() if chr(code).isalpha()][:_LOOKED_AT]
    if not letters:
        return FontFault(f"{shown} has no letters", "a font for text", "fonts of symbols cannot be used")
    extents = [font.get_glyph_extents(glyph) for glyph in letters]
    if not any(extent and extent.width and extent.height for extent in extents):
        return FontFault(f"the font {shown} draws nothing for its letters", hint="get the file anew, or another font")
    request = hb.SubsetInput()
    request.glyph_set.update(letters)
    try:
        hb.subset(face, request)
    except RuntimeError:
        return _damaged(shown)
    return None
