"""Words to glyphs, by HarfBuzz, with a cache: role text repeats its words, so shaping almost vanishes.

A `FontStack` is a font with its fallbacks and OpenType features; it turns a word into a `Word` whose
measures are in thousandths of an em. What a line does with words is `paragraph.py`'s business.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb

from careerpdf.text.font import Font, number

#: Stands before and after a baseline shift inside `Piece.tj`; see `Piece`. No string of a PDF can hold it.
SHIFT = "\ue000"

# As a glyph, those would be a space of no width, and all real spaces would read as what came first. Once, because to
# combine flags takes as long as to shape a word.
_FLAGS = hb.BufferFlags.DEFAULT | hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
_GLYPHS_AND_ADVANCES = hb.BufferSerializeFlags.NO_GLYPH_NAMES | hb.BufferSerializeFlags.NO_CLUSTERS

# Used again for each word; clearing it keeps its flags.
_buffer = hb.Buffer()
_buffer.flags = _FLAGS

# Characters that have no ink and may be missing from a font without anyone missing them.
_INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", *map(chr, range(0xFE00, 0xFE10))}


class Plain(NamedTuple):
    """A word whose only piece can stand in a TJ array between others as it is.

    `advance` is its width with the space after it. `codes` are what its string holds, without the parentheses around
    it, `spaced` the same with a space after it.
    """

    advance: float
    codes: str
    spaced: str
    piece: "Piece"


# Not frozen, though nobody changes them: that would make a tenth of the time that a word takes.
@dataclass(slots=True, eq=False)
class Piece:
    """Part of a word set in one font.

    `tj` is the inside of a PDF TJ array; a baseline shift of n thousandths of an em stands in it as
    ``SHIFT + n + SHIFT``. `needs_actual_text` tells that the glyphs alone do not give the text back.
    """

    font: Font
    tj: str
    width: float
    text: str
    glyphs: dict[int, str]
    needs_actual_text: bool
    count: int  # of glyphs


@dataclass(slots=True, eq=False)
class Word:
    """A shaped word; `width` in thousandths of an em, `length` in glyphs: PDF tracks between those.

    `missing` holds the characters that no font of the stack has.
    """

    pieces: tuple[Piece, ...]
    width: float
    length: int
    right_to_left: bool = False
    missing: str = ""
    plain: "Plain | None" = None

    @property
    def text(self) -> str:
        """What the word says, in the order in which it is read."""
        return "".join(p.text for p in (reversed(self.pieces) if self.right_to_left else self.pieces))


@dataclass(eq=False)
class FontStack:
    """A font, the fonts to fall back on, and the OpenType features to shape with."""

    fonts: Sequence[Font]
    features: dict[str, bool] = field(default_factory=dict)
    right_to_left: bool = False  # whether any word so far runs to the left
    #: Shapes a text, with no line break inside, to a word. Called for every word, so nothing stands before the table.
    word: Callable[[str], Word] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._words = _Words(self)
        self.word = self._words.__getitem__

    @property
    def first(self) -> Font:
        return self.fonts[0]

    @property
    def words(self) -> int:
        """How many shaped words are kept."""
        return len(self._words)

    def forget(self) -> None:
        """Let go of the shaped words."""
        self._words.clear()

    def _shape(self, text: str) -> Word:
        first = self.fonts[0]
        if whole := _one_to_one(first, text, self.features):  # nearly always
            return self._plain(whole)
        if first.unicodes.issuperset(map(ord, text)):
            piece, right_to_left = _shape_piece(first, text, self.features, stands_for=None)
            self.right_to_left = self.right_to_left or right_to_left
            if not piece.tj:
                return Word((), 0.0, 0)
            fits = piece.tj[:1] == "(" and piece.tj[-1:] == ")" and SHIFT not in piece.tj
            if not fits or piece.needs_actual_text or right_to_left:
                return Word((piece,), piece.width, piece.count, right_to_left)
            return self._plain(piece)
        pieces: list[Piece] = []
        missing: list[str] = []
        any_rtl = False
        for font, part in self._by_font(text):
            if font is None:
                visible = "".join(c for c in part if c not in _INVISIBLE)
                if visible:
                    missing.append(visible)
                    shown = ("\ufffd" if 0xFFFD in self.fonts[0].unicodes else "?") * len(visible)
                    pieces.append(_shape_piece(self.fonts[0], shown, self.features, stands_for=visible)[0])
                continue
            piece, right_to_left = _shape_piece(font, part, self.features, stands_for=None)
            any_rtl = any_rtl or right_to_left
            if piece.tj:
                pieces.append(piece)
        if any_rtl:
            self.right_to_left = True
            pieces.reverse()
        width, length = sum(p.width for p in pieces), sum(p.count for p in pieces)
        return Word(tuple(pieces), width, length, any_rtl, "".join(missing))

    def _plain(self, piece: Piece) -> Word:
        codes = piece.tj[1:-1]
        if piece.text == " ":
            plain = Plain(piece.width, codes, codes, piece)
        else:
            space = self.word(" ").pieces[0]
            plain = Plain(piece.width + space.width, codes, joined(piece.tj + space.tj)[1:-1], piece)
        return Word((piece,), piece.width, piece.count, plain=plain)

    def _by_font(self, text: str) -> list[tuple[Font | None, str]]:
        runs: list[tuple[Font | None, str]] = []
        for character in text:
            code = ord(character)
            font = next((f for f in self.fonts if code in f.unicodes), None)
            if runs and runs[-1][0] is font:
                runs[-1] = (font, runs[-1][1] + character)
            else:
                runs.append((font, character))
        return runs


class _Words(dict[str, Word]):
    """The words of a font stack by their text; what is not there yet is shaped when it is looked up."""

    def __init__(self, stack: FontStack) -> None:
        self._stack = stack

    def __missing__(self, text: str) -> Word:
        found = self[text] = self._stack._shape(text)
        return found


def joined(strings: str) -> str:
    """Strings of a TJ array with nothing between them as one string: a tenth less to compress, and to read.

    Inside a string stands a backslash before each parenthesis, so these are its ends.
    """
    return strings.replace(")(", "")


def _shaped(font: Font, text: str, features: dict[str, bool]) -> hb.Buffer:
    """The text as HarfBuzz shapes it; good until the next one is shaped."""
    buffer = _buffer
    buffer.clear_contents()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font.hb_font, buffer, features)
    return buffer


def _shape_piece(font: Font, text: str, features: dict[str, bool], stands_for: str | None) -> tuple[Piece, bool]:
    if stands_for is None and (whole := _one_to_one(font, text, features)):
        return whole, False
    buffer = _shaped(font, text, features)
    right_to_left = buffer.direction == "rtl"
    infos, positions = buffer.glyph_infos, buffer.glyph_positions or ()
    scale = font.per_mille

    parts: list[str] = []
    run: list[str] = []  # codes of a string that is not closed yet

    def close() -> None:
        if run:
            parts.append(f"({''.join(run)})")
            run.clear()

    def adjust(amount: float) -> None:
        if moved := number(amount):
            close()
            parts.append(moved)

    width = 0.0
    for info, position in zip(infos, positions, strict=True):
        code, own = font.glyphs[info.codepoint]
        advance = position.x_advance * scale
        if position.x_offset:
            adjust(-position.x_offset * scale)
        if position.y_offset:
            close()
            parts.append(f"{SHIFT}{position.y_offset * scale:.1f}{SHIFT}({code}){SHIFT}0{SHIFT}")
        else:
            run.append(code)
        adjust(own - advance + position.x_offset * scale)
        width += advance
    close()

    glyphs, exact = _meanings(text, infos, right_to_left)
    needs_actual_text = not exact or stands_for is not None or (right_to_left and len(infos) > 1)
    piece = Piece(font, "".join(_spaced(parts)), width, stands_for or text, glyphs, needs_actual_text, len(infos))
    return piece, right_to_left


def _one_to_one(font: Font, text: str, features: dict[str, bool]) -> Piece | None:
    """The piece of a text that runs to the right, where each character has its own glyph and none is moved, as in
    nearly every word; else None.

    Asks for all glyphs and advances at once, as text: one by one they take longer than shaping.
    """
    shaped = _shaped(font, text, features)
    if shaped.direction == "rtl":
        return None
    said = shaped.serialize(font.hb_font, flags=_GLYPHS_AND_ADVANCES)[1:-1].split("|")
    placed = list(map(font.placements.__getitem__, said))
    if None in placed:
        return None
    ids, codes, kerned, advances = zip(*placed, strict=True)
    # A feature may have put another glyph in its place, such as another kind of figure.
    if ids != tuple(map(font.nominal.__getitem__, text)) and not _in_order(shaped, text):
        return None
    glyphs = dict(zip(ids, text, strict=True))
    # Kerning after the last glyph would stand outside of the string, and one glyph cannot stand for two characters.
    if kerned[-1] != codes[-1] or len(glyphs) != len(set(text)):
        return None
    return Piece(font, f"({''.join(kerned)})", sum(advances), text, glyphs, False, len(text))


def _in_order(shaped: hb.Buffer, text: str) -> bool:
    """Whether each character has become one glyph, in the order of the text."""
    return [info.cluster for info in shaped.glyph_infos] == list(range(len(text)))


def _spaced(parts: list[str]) -> list[str]:
    # Two numbers in a row need a space between them; strings do not.
    spaced: list[str] = []
    for part in parts:
        if spaced and spaced[-1][-1] not in f"){SHIFT}" and part[0] not in f"({SHIFT}":
            spaced.append(" ")
        spaced.append(part)
    return spaced


def _meanings(text: str, infos: Sequence[hb.GlyphInfo], right_to_left: bool) -> tuple[dict[int, str], bool]:
    """Which text each glyph stands for, and whether the glyphs in drawn order spell `text` exactly."""
    clusters: dict[int, list[int]] = {}
    for info in infos:
        clusters.setdefault(info.cluster, []).append(info.codepoint)
    starts = sorted(clusters)
    glyphs: dict[int, str] = {}
    exact = True
    for start, end in pairwise([*starts, len(text)]):
        ids, part = clusters[start], "".join(c for c in text[start:end] if c not in _INVISIBLE)
        if len(ids) == 1:
            meanings = [part]
        elif len(ids) == len(part) and not right_to_left:
            meanings = list(part)
        else:
            # PDF/UA (ISO 14289-1, 7.21.7) wants a Unicode value for every glyph; ActualText gives the true text.
            meanings = [part] + ["\u200b"] * (len(ids) - 1)
            exact = False
        for glyph, meaning in zip(ids, meanings, strict=True):
            if glyphs.setdefault(glyph, meaning) != meaning:
                exact = False
    return glyphs, exact
