"""Embedding of fonts: each as one PDF document uses it, written as a subset Type0 / Identity-H font.

Glyph ids are the character codes (the subset keeps them), so a content stream means the same in every document.
"""

import hashlib
import string
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import uharfbuzz as hb

from careerpdf.pdf.writer import PdfWriter, compressed, deflate
from careerpdf.text.font import Font
from careerpdf.text.shaping import Piece

_SYMBOLIC = 4  # FontDescriptor Flags, ISO 32000-1 table 123: codes are glyph ids, so never "nonsymbolic"
_ITALIC = 64


class FontConflictError(Exception):
    """A glyph that stands for one text already is used for another one."""


class UsedFonts:
    """Glyphs that drawings use, by font file, with the text that each stands for; shared by the drawings of a process.

    A piece that was examined for one drawing need not be examined for the next.
    """

    def __init__(self) -> None:
        self.glyphs: dict[str, dict[int, str]] = {}
        self._plain: set[Piece] = set()  # examined pieces that need no ActualText,
        self._with_actual_text: set[Piece] = set()  # and those that do;
        self._conflicting: set[Piece] = set()  # of these, those with a glyph that stands for another text already
        self._drawn: defaultdict[Font, list[Sequence[Piece]]] = defaultdict(list)  # since `take_drawn` was called last,
        self._recent: set[Piece] = set()  # and before that, since `drop_old_pieces` was called last

    def use(self, piece: Piece) -> bool:
        """Note the piece's glyphs as used; returns whether it needs ActualText to be read right."""
        return not self.use_all((piece,))

    def use_all(self, pieces: Sequence[Piece]) -> bool:
        """Note the glyphs of all `pieces`, which are of one font, as used.

        Returns whether every piece can do without ActualText.
        """
        self._drawn[pieces[0].font].append(pieces)
        if self._plain.issuperset(pieces):
            return True
        for piece in pieces:
            if not (piece in self._plain or piece in self._with_actual_text):
                self._register(piece)
        return self._plain.issuperset(pieces)

    def _register(self, piece: Piece) -> None:
        """Examine a piece: whether its glyphs stand for the same texts as before."""
        known = self.glyphs.setdefault(str(piece.font.path), {})
        independent = True
        for glyph, text in piece.glyphs.items():
            if known.setdefault(glyph, text) != text:
                independent = False
        if not independent:
            self._conflicting.add(piece)
        if independent and not piece.needs_actual_text:
            self._plain.add(piece)
        else:
            self._with_actual_text.add(piece)

    def agrees_with(self, fonts: Mapping[str, Mapping[int, str]]) -> bool:
        """Tell whether glyphs of another drawing that are used here, too, stand for the same texts here."""
        for path, glyphs in fonts.items():
            known = self.glyphs.get(path, {})
            if known.items() >= glyphs.items():  # nearly always, and checked fast
                continue
            if any(known.get(glyph, text) != text for glyph, text in glyphs.items()):
                return False
        return True

    def merge(self, fonts: Mapping[str, Mapping[int, str]]) -> None:
        """Add the glyphs of another drawing of the same file. Raises FontConflictError, and adds none then."""
        if not self.agrees_with(fonts):
            raise FontConflictError
        for path, glyphs in fonts.items():
            self.glyphs.setdefault(path, {}).update(glyphs)

    def take_drawn(self) -> tuple[dict[str, dict[int, str]], bool]:
        """Return the glyphs that were used since this was called last, and whether they are independent.

        They are if each stood for the text that it would stand for had nothing been drawn before.
        """
        drawn, self._drawn = self._drawn, defaultdict(list)
        used: defaultdict[str, set[int]] = defaultdict(set)
        independent = True
        for font, together in drawn.items():  # a file may have been opened twice
            pieces = set[Piece]().union(*together)
            self._recent |= pieces
            used[str(font.path)].update(*[piece.glyphs for piece in pieces])
            independent = independent and (self._conflicting.isdisjoint(pieces) or self._is_first(font, together))
        found: dict[str, dict[int, str]] = {}
        for path in sorted(used):
            texts = self.glyphs[path]  # the first text of a glyph is the one that counts
            found[path] = {glyph: texts[glyph] for glyph in used[path]}
        return found, independent

    def _is_first(self, font: Font, drawn: Sequence[Sequence[Piece]]) -> bool:
        """Tell whether each glyph of a font stands for the text that it stood for first in `drawn`."""
        first: dict[int, str] = {}
        for piece in dict.fromkeys(chain.from_iterable(drawn)):
            for glyph, text in piece.glyphs.items():
                first.setdefault(glyph, text)
        return first.items() <= self.glyphs[str(font.path)].items()

    def drop_old_pieces(self) -> None:
        """Drop pieces that were examined, but not drawn since this was called last; to be called between two drawings.

        If a glyph stood for more than one text, everything is dropped: the drawings to come may agree on another text.
        """
        lately, self._recent = self._recent, set()
        if self._conflicting:
            self.glyphs.clear()
            self._conflicting.clear()
            lately = set()
        self._plain &= lately
        self._with_actual_text &= lately


def embed_font(writer: PdfWriter, font: Font, glyphs: Mapping[int, str]) -> int:
    """Write a font's subset with all objects that belong to it; returns the number of the font dictionary."""
    used = sorted(glyphs)
    program = _program(font, used)
    name = font.postscript_name
    base_name = f"{_subset_tag(program, name)}+{name}"
    if font.is_cff:
        file = f"/FontFile3 {writer.add_stream(deflate(program), '/Subtype/CIDFontType0C/Filter/FlateDecode')} 0 R"
    else:
        while (packed := compressed(program))[-1] == 0x0D:  # see `deflate`; here the length is written twice
            program += b"\n"
        entries = f"/Length1 {len(program)}/Filter/FlateDecode"
        file = f"/FontFile2 {writer.add_stream(packed, entries)} 0 R"
    italic = "Italic" in name or "Oblique" in name
    x_min, y_min, x_max, y_max = _bounding_box(font)
    descriptor = writer.add(
        f"<</Type/FontDescriptor/FontName/{base_name}/Flags {_SYMBOLIC | (_ITALIC if italic else 0)}"
        f"/FontBBox[{x_min} {y_min} {x_max} {y_max}]/ItalicAngle {-12 if italic else 0}"
        f"/Ascent {round(font.ascent)}/Descent {round(font.descent)}/CapHeight {round(font.cap_height)}"
        f"/StemV {140 if 'Bold' in name else 80}{file}>>"
    )
    kind = "/CIDFontType0" if font.is_cff else "/CIDFontType2/CIDToGIDMap/Identity"
    descendant = writer.add(
        f"<</Type/Font/Subtype{kind}/BaseFont/{base_name}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/DW 1000/W {_widths(font, used)}>>"
    )
    meanings = writer.add_stream(deflate(_to_unicode(glyphs)))
    return writer.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{base_name}{'-Identity-H' if font.is_cff else ''}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {meanings} 0 R>>"
    )


def _program(font: Font, glyphs: Iterable[int]) -> bytes:
    """The font's file with no more than `glyphs`, which keep their numbers."""
    if font.is_cff:
        from careerpdf.pdf.cff import cff_program  # most fonts have TrueType outlines

        return cff_program(font, glyphs)
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
    """Return a four-letter OpenType tag as HarfBuzz's number."""
    return int.from_bytes(text.encode("ascii"), "big")


def _subset_tag(program: bytes, name: str) -> str:
    """Return the six capitals before a subset's name (ISO 32000-1, 9.6.4).

    They follow from the content, so that equal input gives equal bytes.
    """
    number = int.from_bytes(hashlib.sha256(name.encode() + program).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters += string.ascii_uppercase[rest]
    return letters


def _bounding_box(font: Font) -> tuple[int, int, int, int]:
    """Return the font's bounding box in thousandths of an em."""
    head = font.face.reference_table("head").data
    scale = 1000 / font.face.upem
    x_min, y_min, x_max, y_max = (
        round(int.from_bytes(head[at : at + 2], "big", signed=True) * scale) for at in (36, 38, 40, 42)
    )
    return x_min, y_min, x_max, y_max


def _widths(font: Font, used: list[int]) -> str:
    """Return the array of glyph widths (ISO 32000-1, 9.7.4.3)."""
    parts: list[str] = []
    previous = -2
    for glyph in used:
        width = f"{font.advance(glyph):.1f}".removesuffix(".0")
        parts.append(f" {width}" if glyph == previous + 1 else f"{']' if parts else ''}{glyph}[{width}")
        previous = glyph
    return f"[{''.join(parts)}{']' if parts else ''}]"


def _to_unicode(glyphs: Mapping[int, str]) -> bytes:
    """Return the CMap from glyphs to their texts (ISO 32000-1, 9.10.3)."""
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
