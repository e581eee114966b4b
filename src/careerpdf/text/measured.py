"""Measured content: words, their widths, and break opportunities, valid for every type size and line width.

Widths are in thousandths of an em. How lines are drawn is up to `paragraph.py`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, cast

from careerpdf.document.nodes import Inline, Lang, Link, PageRef, Text
from careerpdf.text.linebreak import Box, Breaks
from careerpdf.text.shaping import FontStack, Piece, PlainWord, Word
from careerpdf.text.style import TextStyle

_SPACES = re.compile(r"[ \t\r\n]+")
# Spaces of a fixed width: str.split() would swallow them, and no line may end at most of them.
_OTHER_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x0b\x0c\x1c-\x1f\x85]")
# After a hyphen, dash or slash inside a word a line may end; between two ideographs or kana too.
_CJK = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# (but not between numbers: 2024–34 is read at a glance).
_ASCII_BREAK = re.compile(r"(?<=\w[-/])(?=\w)(?!(?<=\d-)\d)")
_INNER_BREAK = rf"(?<=\w[-–—/])(?=\w)(?!(?<=\d[-–])\d)|(?<=—)(?=\w)|(?<=[{_CJK}])(?=[{_CJK}])|(?<=\u200b)"
_ADDRESS = re.compile(r"://|@|www\.|\w/\w+/")
# Text of these characters alone is plain: no break inside a word, no unusual space, nothing that HarfBuzz reorders or
# joins. A set and not a pattern: compiling one with such ranges takes longer than setting a page.
_PLAIN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x180)))) - set("-/") | set("–’‘“”„…•·×°£€§")
_DASH_BREAK = re.compile(r"\w–[^\W\d]|[^\W\d]–\w")  # a dash after which a line may end

_LABEL = 40  # characters, at most, of a heading or a label
_WHOLE = _PLAIN - {"–"} | {"\u00a0"}  # no line ends inside a word of these

Lines = list[tuple[int, int]]  # for each line: its first box, and the box after its last


class Run(NamedTuple):
    """Stretch of text in one font stack that belongs to one structure element."""

    stack: FontStack
    tag: Link | Lang | None  # the element that the text belongs to, the paragraph's own if None
    link: Link | None
    underlined: bool = False
    page_of: str | None = None  # room for the page number of this place


class Atom(NamedTuple):
    """Text of one box with its glyphs."""

    text: str
    word: Word
    run: Run


class MeasuredText:
    """Content in certain fonts, measured once for every type size and line width. Widths in thousandths of an em."""

    __slots__ = ("_breaks", "_by_width", "_lines", "_style", "atoms", "boxes")

    def __init__(self, content: Sequence[Inline], style: TextStyle) -> None:
        self._style = style
        self.atoms: list[Atom] = []
        self.boxes: list[Box] = []
        for text, run in _runs(content, style):
            self._add_run(text, run)
        if self.boxes:
            self.boxes[-1] = Box(self.boxes[-1].width, 0.0, True)
        self._finish()

    def _finish(self) -> None:
        self._breaks = Breaks(self.boxes)
        self._lines: dict[float, Lines] = {}
        self._by_width: dict[float, MeasuredText] = {}

    @property
    def count(self) -> int:
        """Number of boxes."""
        return len(self.boxes)

    @property
    def natural(self) -> float:
        """Width on one line."""
        return self._breaks.natural

    def broken(self, width: float) -> "tuple[MeasuredText, Lines]":
        """Break into lines; returns the text that the lines belong to, and the lines.

        That text is this one, unless a box is wider than a line: then it is one with that box cut between characters.
        """
        if self._breaks.widest > width:
            cut = self._by_width.get(width)
            if cut is None:
                cut = self._by_width[width] = self._cut(width)
            return cut, cut._broken(width)
        return self, self._broken(width)

    def _broken(self, width: float) -> Lines:
        found = self._lines.get(width)
        if found is None:
            found = self._lines[width] = self._breaks.lines(width, justify=self._style.align == "justify")
        return found

    def measure(self, word: Word) -> float:
        """Return the width of a word with its tracking."""
        return word.width + word.length * self._style.tracking

    def _add_run(self, text: str, run: Run) -> None:
        """Add the words of a run."""
        space = self.measure(run.stack.word(" "))
        boxes = self.boxes
        if text[0] in " \t\r\n" and boxes:
            boxes[-1] = Box(boxes[-1].width, boxes[-1].glue or space, True)
        common = (text.isascii() and text.isprintable()) or not _OTHER_SPACES.search(text)
        words = text.split() if common else [word for word in _SPACES.split(text) if word]
        last = len(words) - (0 if text[-1] in " \t\r\n" else 1)
        plain, tracking = not self._style.hyphenate, self._style.tracking
        shape, add_atom, add_box = run.stack.word, self.atoms.append, boxes.append
        new: Callable[..., Any] = tuple.__new__
        for number, word in enumerate(words):
            # True for nearly all words.
            if plain and (not ("-" in word or "/" in word) if word.isascii() else _WHOLE.issuperset(word)):
                shaped = shape(word)
                # tuple.__new__ because a named tuple's own takes three times as long, and this runs for every word
                add_atom(new(Atom, (word, shaped, run)))
                width = shaped.width + shaped.length * tracking if tracking else shaped.width
                add_box(new(Box, (width, space, True, 0.0) if number < last else (width, 0.0, False, 0.0)))
            else:
                self._add_word(word, run, space if number < last else 0.0)

    def _add_word(self, text: str, run: Run, glue: float) -> None:
        """Add a word with a box for each part after which a line may end; `glue` is the space after it."""
        cuts = _ASCII_BREAK.split(text) if text.isascii() else re.split(_INNER_BREAK, text)
        parts = [part for part in cuts if part]
        # A hyphen inside an address would look like a part of it.
        hyphenate = None if _ADDRESS.search(text) else self._style.hyphenate
        for number, part in enumerate(parts, 1):
            whole = number == len(parts)
            syllables = _syllables(part, hyphenate) if hyphenate else (part,)
            for k, syllable in enumerate(syllables, 1):
                word = run.stack.word(syllable)
                self.atoms.append(Atom(syllable, word, run))
                inside = k < len(syllables)
                self.boxes.append(
                    Box(
                        self.measure(word),
                        glue if whole and not inside else 0.0,
                        inside or not whole or glue > 0,
                        self.measure(run.stack.word("-")) if inside else 0.0,
                    )
                )

    def part(self, start: int, end: int) -> "MeasuredText":
        """Return the boxes from `start` up to `end` as a text of their own."""
        return self._of(self.atoms[start:end], self.boxes[start:end])

    def _of(self, atoms: list[Atom], boxes: list[Box]) -> "MeasuredText":
        made = object.__new__(MeasuredText)
        made._style, made.atoms, made.boxes = self._style, atoms, boxes
        made._finish()
        return made

    def _cut(self, width: float) -> "MeasuredText":
        """Return the text with what is wider than `width` cut between characters."""
        atoms: list[Atom] = []
        boxes: list[Box] = []
        first = 0  # of an unbreakable group: one word, which may have several atoms in several styles
        for number, box in enumerate(self.boxes, 1):
            if not (box.can_break or number == len(self.boxes)):
                continue
            together = self.boxes[first:number]
            if sum(b.width for b in together) + box.hyphen <= width:
                atoms += self.atoms[first:number]
                boxes += together
            else:
                for atom, own in zip(self.atoms[first:number], together, strict=True):
                    self._cut_atom(atom, own, width, atoms, boxes)
            first = number
        return self._of(atoms, boxes)

    def _cut_atom(self, atom: Atom, box: Box, width: float, atoms: list[Atom], boxes: list[Box]) -> None:
        rest = atom.text
        while rest:
            end = 1
            while end < len(rest) and self.measure(atom.run.stack.word(rest[: end + 1])) <= width:
                end += 1
            word = atom.run.stack.word(rest[:end])
            atoms.append(Atom(rest[:end], word, atom.run))
            rest = rest[end:]
            own = self.measure(word)
            boxes.append(Box(own, 0.0, True) if rest else Box(own, box.glue, True, box.hyphen))


class PlainText:
    """Plain text of one font, as nearly all text is: a box is a word, and a line is one string.

    Offers what `MeasuredText` does, at a tenth of its cost; `to_measured` gives the same text as one.
    """

    __slots__ = (
        "_advances",
        "_breaks",
        "_ends",
        "_first",
        "_gap",
        "_lines",
        "_space",
        "_tracking",
        "_words",
        "codes",
        "natural",
        "pieces",
    )

    def __init__(
        self, words: Sequence[PlainWord], space: Piece, tracking: float, first: int = 0, ends: bool = True
    ) -> None:
        """Take the `words` of a text from its word number `first` on, at least one.

        `ends` tells whether its last word is among them; `space` is the glyph of a space.
        """
        self._words, self._space, self._tracking, self._first, self._ends = words, space, tracking, first, ends
        advances, codes, spaced, pieces = zip(*words, strict=True)
        self._advances: Sequence[float] = advances
        self._gap = space.width
        if tracking:  # after each glyph of a word and after the space
            self._advances = [word.advance + (word.piece.count + 1) * tracking for word in words]
            self._gap += tracking
        self.natural = sum(self._advances) - self._gap  # width on one line
        # The codes that each word adds to the string of a line, its space included, and their pieces.
        self.codes: Sequence[str] = (*spaced[:-1], codes[-1]) if ends else spaced
        self.pieces: tuple[Piece, ...] = (*pieces, space)
        self._breaks: Breaks | None = None  # text that fits on one line needs none
        self._lines: dict[float, Lines] = {}

    @property
    def count(self) -> int:
        """Number of boxes."""
        return len(self._words)

    def lines(self, width: float) -> Lines | None:
        """Break into lines; None if a word is wider than a line, so that it has to be cut."""
        if self.natural <= width:
            return [(0, len(self._words))]
        if self._breaks is None:
            self._breaks = Breaks.of_words(self._advances, self._gap)
        if self._breaks.widest > width:
            return None
        found = self._lines.get(width)
        if found is None:
            found = self._lines[width] = self._breaks.lines(width)
        return found

    def line_width(self, start: int, end: int) -> float:
        """Return the width of the words from `start` up to `end` on one line."""
        return sum(self._advances[start:end]) - self._gap

    def part(self, start: int, end: int) -> "PlainText":
        """Return the words from `start` up to `end` as a text of their own."""
        words, ends = self._words[start:end], self._ends and end == len(self._words)
        return PlainText(words, self._space, self._tracking, self._first + start, ends)

    def to_measured(self, content: Sequence[Inline], style: TextStyle) -> MeasuredText:
        """Return the same text, with the same boxes, as a `MeasuredText`; `content` is what it was measured from."""
        return MeasuredText(content, style).part(self._first, self._first + len(self._words))


def measure(content: Sequence[Inline], style: TextStyle) -> MeasuredText | PlainText:
    """Measure content in a style's fonts."""
    if len(content) == 1 and isinstance(content[0], Text) and not style.hyphenate and style.align != "justify":
        only = content[0]
        if not (style.underline_emphasis and (only.bold or only.italic)):
            made = _plain_label if len(only.text) <= _LABEL else _plain_text
            if found := made(only.text, style.stack(only), style.tracking):
                return found
    return MeasuredText(content, style)


def _plain_text(text: str, stack: FontStack, tracking: float) -> PlainText | None:
    """Measure a text of one look as a PlainText; None if it cannot be one."""
    if not _is_plain(text):
        return None
    words = [word.plain for word in map(stack.word, text.split())]
    space = stack.word(" ").plain
    if words and space and all(words):
        return PlainText(cast("list[PlainWord]", words), space.piece, tracking)
    return None


# Headings and labels, which every document of a kind has.
_plain_label = lru_cache(maxsize=300)(_plain_text)


def _is_plain(text: str) -> bool:
    """Tell whether a text has no break inside a word, no unusual space, and nothing that HarfBuzz reorders or joins."""
    if text.isascii():  # nearly always; no document holds control characters, but for those that are spaces
        return not ("-" in text or "/" in text)
    return _PLAIN.issuperset(text) and not ("–" in text and _DASH_BREAK.search(text))


class TextCache:
    """Measured texts of one document, shared by the layouts that copy-fit tries."""

    def __init__(self) -> None:
        self._found: dict[
            tuple[int, int, float, str | None, str], tuple[Sequence[Inline], MeasuredText | PlainText]
        ] = {}
        self._literals: dict[str, tuple[Text, ...]] = {}

    def literal(self, words: str) -> tuple[Text, ...]:
        """Return content that no node holds (a bullet, a label of a chart): one object for the same words."""
        return self._literals.setdefault(words, (Text(words),) if words else ())

    def measured(self, content: Sequence[Inline], style: TextStyle) -> MeasuredText | PlainText:
        """Return the measured content, measuring it when it first comes up."""
        key = (id(content), id(style.regular), style.tracking, style.hyphenate, style.align)
        found = self._found.get(key)
        if found is None:  # the content is kept too, so that its id stays its own
            found = self._found[key] = (content, measure(content, style))
        return found[1]


def _runs(
    content: Sequence[Inline], style: TextStyle, tag: Link | Lang | None = None, link: Link | None = None
) -> Iterator[tuple[str, Run]]:
    """Yield the content's texts, each with the run that it is set in."""
    for item in content:
        if isinstance(item, Text):
            if item.text:
                underlined = style.underline_emphasis and (item.bold or item.italic)
                yield item.text, Run(style.stack(item), tag, link, underlined)
        elif isinstance(item, Link):
            yield from _runs(item.children, style, item, item)
        elif isinstance(item, PageRef):
            # The link around it is not passed on: a line under room that is not filled would be too long.
            yield "0" * item.digits, Run(style.regular, tag, None, page_of=item.target)
        else:
            yield from _runs(item.children, style, item, link)


@lru_cache(maxsize=8)
def _hyphenation(lang: str) -> object:
    """Return the hyphenation dictionary of a language; None if there is none."""
    import pyphen

    found = pyphen.language_fallback(lang.replace("-", "_"))
    return pyphen.Pyphen(lang=found, left=3, right=3) if found else None


@lru_cache(maxsize=20_000)
def _syllables(word: str, lang: str) -> tuple[str, ...]:
    """Split a word where it may be hyphenated."""
    if len(word) < 7 or not word.rstrip(".,;:!?)”’").isalpha() or word.isupper():
        return (word,)
    dictionary = _hyphenation(lang)
    if dictionary is None:
        return (word,)
    cuts = [0, *dictionary.positions(word), len(word)]  # type: ignore[attr-defined]
    return tuple(word[a:b] for a, b in pairwise(cuts))
