"""Shaping of words to glyphs by HarfBuzz, with a cache: role text repeats its words, so most are shaped already.

A `FontStack` is a font with its fallbacks and OpenType features; it turns a word into a `Word`, whose measures are in
thousandths of an em. How lines are made of words is up to `paragraph.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb

from careerpdf.text.font import PRIVATE, Font, kerning, number

#: Delimiter of a baseline shift inside `Piece.tj`; see `Piece`. No string of a PDF can hold it.
SHIFT = "\ue000"

# As glyphs, default ignorables would be spaces of no width, and all real spaces would read as the first of them. The
# flags are combined once, because that takes as long as shaping a word.
_FLAGS = hb.BufferFlags.DEFAULT | hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
_GLYPHS_AND_ADVANCES = hb.BufferSerializeFlags.NO_GLYPH_NAMES | hb.BufferSerializeFlags.NO_CLUSTERS

# Reused for each word; clearing it keeps its flags.
_buffer = hb.Buffer()
_buffer.flags = _FLAGS

# Characters without ink: nothing is lost if a font lacks them.
_INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", *map(chr, range(0xFE00, 0xFE10))}


class PlainWord(NamedTuple):
    """Word whose only piece can be put between others in a TJ array without change.

    `advance` is its width with the space after it. `codes` are the content of its string, without the parentheses
    around it, `spaced` the same with a space at its end.
    """

    advance: float
    codes: str
    spaced: str
    piece: "Piece"


# Not frozen, though nothing changes them: freezing would take a tenth of the time of shaping a word.
@dataclass(slots=True, eq=False)
class Piece:
    """Part of a word set in one font.

    `tj` is the content of a PDF TJ array, in which ``SHIFT + n + SHIFT`` is a baseline shift of n thousandths of an em.
    `needs_actual_text` is true if the glyphs alone do not give the text back.
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
    """Shaped word; `width` in thousandths of an em, `length` in glyphs, since PDF adds tracking after each glyph.

    `missing` holds the characters that no font of the stack has.
    """

    pieces: tuple[Piece, ...]
    width: float
    length: int
    right_to_left: bool = False
    missing: str = ""
    plain: "PlainWord | None" = None

    @property
    def text(self) -> str:
        """The word in reading order."""
        return "".join(p.text for p in (reversed(self.pieces) if self.right_to_left else self.pieces))


@dataclass(eq=False)
class FontStack:
    """Font, the fonts to fall back on, and the OpenType features to shape with."""

    fonts: Sequence[Font]
    features: dict[str, bool] = field(default_factory=dict)
    right_to_left: bool = False  # whether any word so far runs to the left
    #: Shapes a text without a line break to a word. This is the table's own method, as it is called for every word.
    word: Callable[[str], Word] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._words = _Words(self)
        self.word = self._words.__getitem__
        self._shapers = _Shapers(self.features)
        self._shaper = self._shapers[self.fonts[0]]

    @property
    def first(self) -> Font:
        """The font that is used where it has the characters."""
        return self.fonts[0]

    @property
    def words(self) -> int:
        """Number of words that came up since `drop_old_words` was called last."""
        return len(self._words)

    def drop_old_words(self) -> None:
        """Drop the shaped words that have not come up since this was called last."""
        self._words.drop_old()

    def _shape(self, text: str) -> Word:
        if not PRIVATE.search(text) and (spelled := self._shaper.spelled(text)):  # nearly always
            return self._plain(spelled)
        first = self.fonts[0]
        if first.unicodes.issuperset(map(ord, text)):
            piece, right_to_left = self._shaper.shape(text)
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
                    font, placeholder = self._placeholder
                    pieces.append(self._shapers[font].shape(placeholder * len(visible), stands_for=visible)[0])
                continue
            piece, right_to_left = self._shapers[font].piece(part)
            any_rtl = any_rtl or right_to_left
            if piece.tj:
                pieces.append(piece)
        if any_rtl:
            self.right_to_left = True
            pieces.reverse()
        width, length = sum(p.width for p in pieces), sum(p.count for p in pieces)
        return Word(tuple(pieces), width, length, any_rtl, "".join(missing))

    @cached_property
    def _placeholder(self) -> tuple[Font, str]:
        """The sign for a character that no font has, a replacement character or a question mark, and its font."""
        if 0xFFFD in self.first.unicodes:
            return self.first, "\ufffd"
        return next((font for font in self.fonts if ord("?") in font.unicodes), self.first), "?"

    def _plain(self, piece: Piece) -> Word:
        """Make a word of one piece that is a single string."""
        codes = piece.tj[1:-1]
        if piece.text == " ":
            plain = PlainWord(piece.width, codes, codes, piece)
        else:
            space = self.word(" ").pieces[0]
            if space.font is not piece.font:  # which has none
                return Word((piece,), piece.width, piece.count)
            plain = PlainWord(piece.width + space.width, codes, codes + space.tj[1:-1], piece)
        return Word((piece,), piece.width, piece.count, plain=plain)

    def _by_font(self, text: str) -> list[tuple[Font | None, str]]:
        """Split a text into runs of one font each; None for characters that no font has."""
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
    """Words of a font stack by their text, each shaped when it is first looked up."""

    def __init__(self, stack: FontStack) -> None:
        self._stack = stack
        self._earlier: dict[str, Word] = {}  # those that have not come up since `drop_old` was called last

    def __missing__(self, text: str) -> Word:
        earlier = self._earlier.pop(text, None)
        found = self[text] = earlier or self._stack._shape(text)
        return found

    def drop_old(self) -> None:
        """Drop the words that have not come up since this was called last."""
        self._earlier = dict(self)
        self.clear()


def joined(strings: str) -> str:
    """Join neighbouring strings of a TJ array to one string, which is a tenth less to compress, and to read.

    Inside a string each parenthesis has a backslash before it, so those without one are the ends of strings.
    """
    return strings.replace(")(", "")


class _ShapedGlyph(NamedTuple):
    """Glyph as shaped: its number, its text, its code, the code followed by kerning, and its advance width.

    `code` and `kerned` belong inside the parentheses of a string of a TJ array; kerning interrupts the string.
    """

    glyph: int
    text: str
    code: str
    kerned: str
    advance: float


class _Shapers(dict[Font, "_Shaper"]):
    """Shapers with the same features, by font."""

    def __init__(self, features: dict[str, bool]) -> None:
        self._features = features

    def __missing__(self, font: Font) -> "_Shaper":
        found = self[font] = _Shaper(font, self._features)
        return found


class _Shaper(dict[str, _ShapedGlyph]):
    """Shaper of text in one font with certain features.

    Nearly every word consists of glyphs that stood for one text each in words before, and that are not moved. So the
    shaper keeps the result for each pair of glyph and advance, as HarfBuzz writes it ("32+494"), and looks up all pairs
    of a word at once: examining glyph after glyph takes longer than shaping. Words for which this fails are examined.
    """

    def __init__(self, font: Font, features: dict[str, bool]) -> None:
        self._font, self._features = font, features
        self._texts: dict[int, str] = {}  # the text of each glyph when it first came up,
        self._first: dict[int, str] = {}  # and for each other character that has the same glyph, that one

    def __missing__(self, said: str) -> _ShapedGlyph:
        glyph, _, advance = said.partition("+")
        # A glyph that is moved is written with more fields; number 0 stands for a missing character.
        if glyph == "0" or not (glyph.isdigit() and advance.isdigit()):
            raise KeyError(said)
        number = int(glyph)
        text = self._texts[number]
        code, own = self._font.glyphs[number]
        width = int(advance) * self._font.per_mille
        found = self[said] = _ShapedGlyph(number, text, code, code + kerning(own - width), width)
        return found

    def piece(self, text: str) -> tuple[Piece, bool]:
        """Shape a text; returns it and whether it runs to the left."""
        spelled = self.spelled(text)
        return (spelled, False) if spelled else self.shape(text)

    def spelled(self, text: str) -> Piece | None:
        """Shape a left-to-right text that comes to one string, by glyphs each of which is known to stand for one text.

        Nearly every word is such a text; for any other the result is None.
        """
        shaped = self._shaped(text)
        said = shaped.serialize(self._font.hb_font, flags=_GLYPHS_AND_ADVANCES)[1:-1].split("|")
        try:
            ids, texts, codes, kerned, advances = zip(*map(self.__getitem__, said), strict=True)
        except KeyError:
            return self.spelled(text) if self._record_texts(shaped, text) else None
        if kerned[-1] != codes[-1]:  # kerning after the last glyph would stand outside of the string
            return None
        glyphs = dict(zip(ids, texts, strict=True))
        if (spelled := "".join(texts)) != text:
            if spelled != text.translate(self._first):
                return self.spelled(text) if self._record_texts(shaped, text) else None
            if len(ids) != len(text):
                return None
            glyphs = dict(zip(ids, text, strict=True))
            if len(glyphs) != len(set(text)):  # one glyph cannot stand for two characters
                return None
        return Piece(self._font, f"({''.join(kerned)})", sum(advances), text, glyphs, False, len(ids))

    def _record_texts(self, shaped: hb.Buffer, text: str) -> bool:
        """Record the text of each glyph, if each stands for one part of the text in order; returns whether any is new.

        Glyphs of right-to-left text are never recorded, so no such text is put together from known ones.
        """
        infos, known = shaped.glyph_infos, len(self._texts) + len(self._first)
        starts = [info.cluster for info in infos]
        if shaped.direction == "rtl" or starts != sorted(set(starts)) or not _INVISIBLE.isdisjoint(text):
            return False
        for info, (start, end) in zip(infos, pairwise([*starts, len(text)]), strict=True):
            part = text[start:end]
            first = self._texts.setdefault(info.codepoint, part)
            if first != part and len(first) == len(part) == 1:
                self._first[ord(part)] = first
        return len(self._texts) + len(self._first) > known

    def _shaped(self, text: str) -> hb.Buffer:
        """Return the text as HarfBuzz shapes it, in a buffer that is valid until the next text is shaped."""
        buffer = _buffer
        buffer.clear_contents()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font.hb_font, buffer, self._features)
        return buffer

    def shape(self, text: str, *, stands_for: str | None = None) -> tuple[Piece, bool]:
        """Shape any text glyph by glyph; returns it and whether it runs to the left.

        The text may be drawn in place of another one that no font has, `stands_for`.
        """
        font, buffer = self._font, self._shaped(text)
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

        glyphs, exact = _glyph_texts(text, infos, right_to_left)
        needs_actual_text = not exact or stands_for is not None or (right_to_left and len(infos) > 1)
        piece = Piece(font, "".join(_spaced(parts)), width, stands_for or text, glyphs, needs_actual_text, len(infos))
        return piece, right_to_left


def _spaced(parts: list[str]) -> list[str]:
    """Put a space between two numbers in a row; strings need none."""
    spaced: list[str] = []
    for part in parts:
        if spaced and spaced[-1][-1] not in f"){SHIFT}" and part[0] not in f"({SHIFT}":
            spaced.append(" ")
        spaced.append(part)
    return spaced


def _glyph_texts(text: str, infos: Sequence[hb.GlyphInfo], right_to_left: bool) -> tuple[dict[int, str], bool]:
    """Map each glyph to its text; returns also whether the glyphs in drawn order spell `text` exactly."""
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
