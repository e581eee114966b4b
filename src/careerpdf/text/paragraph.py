"""The Paragraph flowable: inline content in one text style, broken into lines and drawn with one TJ a stretch.

Measures are in pt unless a name says otherwise; y grows upwards as in PDF, `top` is the upper edge of a box.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from careerpdf.document.nodes import Inline, Lang, Link, Text
from careerpdf.text.linebreak import Box, Breaks
from careerpdf.text.shaping import SHIFT, FontStack, Piece, Word

if TYPE_CHECKING:
    from careerpdf.pdf.canvas import PdfCanvas

Align = Literal["left", "right", "center", "justify"]

_WIDOW = _ORPHAN = 2  # lines that must stay together at the head and the foot of a page
_SPACES = re.compile(r"[ \t\r\n]+")
# Spaces of a fixed width: str.split() would swallow them, and no line may end at most of them.
_OTHER_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x0b\x0c\x1c-\x1f\x85]")
# After a hyphen, dash or slash inside a word a line may end; between two ideographs or kana too.
_CJK = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_INNER_BREAK = re.compile(rf"(?<=\w[-–—/])(?=\w)|(?<=—)(?=\w)|(?<=[{_CJK}])(?=[{_CJK}])|(?<=\u200b)")
_ADDRESS = re.compile(r"://|@|www\.|\w/\w+/")
_SHIFTS = re.compile(f"{SHIFT}([^{SHIFT}]*){SHIFT}")
_UNDERLINE_DROP, _UNDERLINE_WIDTH = 0.11, 0.05  # of the type size


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set: sizes in pt, `tracking` in thousandths of an em, colours as (r, g, b) from 0 to 1."""

    regular: FontStack
    bold: FontStack
    italic: FontStack
    bold_italic: FontStack
    size: float
    leading: float
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    link_colour: tuple[float, float, float] | None = None
    align: Align = "left"
    tracking: float = 0.0
    hyphenate: str | None = None
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    keep_together: bool = False
    measure: float | None = None  # longest line, pt
    underline_emphasis: bool = False  # bold and italic words are underlined instead

    def stack(self, text: Text) -> FontStack:
        if self.underline_emphasis:
            return self.regular
        if text.bold:
            return self.bold_italic if text.italic else self.bold
        return self.italic if text.italic else self.regular

    def baseline(self) -> float:
        """From the top of a line to its baseline: capitals stand in the middle of the leading."""
        return (self.leading + self.regular.first.cap_height * self.size / 1000) / 2


class _Run(NamedTuple):
    stack: FontStack
    tag: Link | Lang | None  # the element that the text belongs to, the paragraph's own if None
    link: Link | None
    underlined: bool = False


class _Atom(NamedTuple):
    text: str
    word: Word
    run: _Run


class _Stretch(NamedTuple):
    """A part of a line in one run."""

    run: _Run
    items: "Sequence[Word | float | str]"  # words, spaces as their width in pt, texts of _right_to_left_order
    width: float


class _Measured:
    """Content in certain fonts, measured once: good for every size and width. Widths in thousandths of an em."""

    __slots__ = ("_by_width", "_style", "atoms", "boxes", "breaks", "lines_at", "pieces", "strings")

    def __init__(self, content: Sequence[Inline], style: TextStyle) -> None:
        self._style = style
        self.atoms: list[_Atom] = []
        self.boxes: list[Box] = []
        for text, run in _runs(content, style):
            self._add_run(text, run)
        if self.boxes:
            self.boxes[-1] = Box(self.boxes[-1].width, 0.0, True)
        self._finish()

    def _finish(self) -> None:
        self.breaks = Breaks(self.boxes)
        self.lines_at: dict[float, list[tuple[int, int]]] = {}
        self._by_width: dict[float, _Measured] = {}
        # For text all in one look, in one font and without surprises, which is nearly all text: what each box adds to
        # a TJ array, its space included, and the pieces that the strings are made of. Empty for any other text.
        self.strings: list[str] = []
        self.pieces: tuple[Piece, ...] = ()
        if (
            not self.atoms
            or self.atoms[0].run.tag
            or self.atoms[0].run.underlined
            or self._style.hyphenate
            or self._style.align == "justify"
        ):
            return
        run = self.atoms[0].run
        space = run.stack.word(" ").plain
        if space is None:
            return
        end = space.tj
        strings: list[str] = []
        pieces: list[Piece] = []
        for (_, word, own), (_, glue, _, _) in zip(self.atoms, self.boxes, strict=True):
            piece = word.plain
            if piece is None or own is not run:
                return
            pieces.append(piece)
            strings.append(piece.tj + end if glue else piece.tj)
        pieces.append(space)
        self.strings, self.pieces = strings, tuple(dict.fromkeys(pieces))

    def for_width(self, width: float) -> "_Measured":
        """Itself, or with what is wider than a line cut between characters: it has to go somewhere."""
        if self.breaks.widest <= width:
            return self
        found = self._by_width.get(width)
        if found is None:
            found = self._by_width[width] = self._cut(width)
        return found

    def lines(self, width: float) -> list[tuple[int, int]]:
        found = self.lines_at.get(width)
        if found is None:
            found = self.lines_at[width] = self.breaks.lines(width, justify=self._style.align == "justify")
        return found

    def measure(self, word: Word) -> float:
        return word.width + word.length * self._style.tracking

    def _add_run(self, text: str, run: _Run) -> None:
        space = self.measure(run.stack.word(" "))
        boxes = self.boxes
        if text[0] in " \t\r\n" and boxes:
            boxes[-1] = Box(boxes[-1].width, boxes[-1].glue or space, True)
        words = [w for w in _SPACES.split(text) if w] if _OTHER_SPACES.search(text) else text.split()
        last = len(words) - (0 if text[-1] in " \t\r\n" else 1)
        plain, tracking = not self._style.hyphenate, self._style.tracking
        shape, add_atom, add_box = run.stack.word, self.atoms.append, boxes.append
        new: Callable[..., Any] = tuple.__new__
        for number, word in enumerate(words):
            if plain and word.isalpha() and word.isascii():  # nearly always
                shaped = shape(word)
                # tuple.__new__ because a named tuple's own takes three times as long, and this runs for every word
                add_atom(new(_Atom, (word, shaped, run)))
                width = shaped.width + shaped.length * tracking if tracking else shaped.width
                add_box(new(Box, (width, space, True, 0.0) if number < last else (width, 0.0, False, 0.0)))
            else:
                self._add_word(word, run, space if number < last else 0.0)

    def _add_word(self, text: str, run: _Run, glue: float) -> None:
        parts = _INNER_BREAK.split(text)
        # A hyphen inside an address would look like a part of it.
        hyphenate = None if _ADDRESS.search(text) else self._style.hyphenate
        for number, part in enumerate(parts, 1):
            whole = number == len(parts)
            syllables = _syllables(part, hyphenate) if hyphenate else (part,)
            for k, syllable in enumerate(syllables, 1):
                word = run.stack.word(syllable)
                self.atoms.append(_Atom(syllable, word, run))
                inside = k < len(syllables)
                self.boxes.append(
                    Box(
                        self.measure(word),
                        glue if whole and not inside else 0.0,
                        inside or not whole or glue > 0,
                        self.measure(run.stack.word("-")) if inside else 0.0,
                    )
                )

    def part(self, start: int, end: int) -> "_Measured":
        """The boxes from `start` up to `end` as a text of their own."""
        return self._of(self.atoms[start:end], self.boxes[start:end])

    def _of(self, atoms: list[_Atom], boxes: list[Box]) -> "_Measured":
        made = object.__new__(_Measured)
        made._style, made.atoms, made.boxes = self._style, atoms, boxes
        made._finish()
        return made

    def _cut(self, width: float) -> "_Measured":
        atoms: list[_Atom] = []
        boxes: list[Box] = []
        first = 0  # of what holds together: one word, which may be of several atoms in several looks
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

    def _cut_atom(self, atom: _Atom, box: Box, width: float, atoms: list[_Atom], boxes: list[Box]) -> None:
        rest = atom.text
        while rest:
            end = 1
            while end < len(rest) and self.measure(atom.run.stack.word(rest[: end + 1])) <= width:
                end += 1
            word = atom.run.stack.word(rest[:end])
            atoms.append(_Atom(rest[:end], word, atom.run))
            rest = rest[end:]
            own = self.measure(word)
            boxes.append(Box(own, 0.0, True) if rest else Box(own, box.glue, True, box.hyphen))


class TextCache:
    """What has been measured of one document; shared by the layouts that copy-fit tries."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int, float, str | None, str], tuple[Sequence[Inline], _Measured]] = {}
        self._literals: dict[str, tuple[Text, ...]] = {}

    def literal(self, words: str) -> tuple[Text, ...]:
        """Content that no node holds (a bullet, a label of a chart): the same object for the same words."""
        return self._literals.setdefault(words, (Text(words),) if words else ())

    def measured(self, content: Sequence[Inline], style: TextStyle) -> _Measured:
        key = (id(content), id(style.regular), style.tracking, style.hyphenate, style.align)
        found = self._found.get(key)
        if found is None:  # the content is kept too, so that its id stays its own
            found = self._found[key] = (content, _Measured(content, style))
        return found[1]


@dataclass(eq=False)
class Paragraph:
    """A flowable. `node` is the document node that its tags go to; None makes it an artifact."""

    node: object | None
    content: Sequence[Inline]
    style: TextStyle
    cache: TextCache | None = None
    _text: _Measured | None = field(default=None, repr=False)  # as broken for the width at hand
    _lines: list[tuple[int, int]] = field(default_factory=list, repr=False)
    _width: float = field(default=-1.0, repr=False)
    _part: _Measured | None = field(default=None, repr=False)  # what this holds of a paragraph that was split
    _starts: bool = True  # whether the paragraph starts here,
    _ends: bool = True  # and ends here

    @property
    def space_before(self) -> float:
        return self.style.space_before if self._starts else 0.0

    @property
    def space_after(self) -> float:
        return self.style.space_after if self._ends else 0.0

    @property
    def keep_with_next(self) -> bool:
        return self.style.keep_with_next

    def wrap(self, width: float) -> float:
        """Break into lines of `width`; returns the height."""
        self._break(width)
        return len(self._lines) * self.style.leading

    def split(self, width: float, height: float) -> tuple["Paragraph", "Paragraph"] | None:
        """Two parts, of which the first fits into `height`; None if widow and orphan control forbid it."""
        self._break(width)
        fits = int((height + 0.01) / self.style.leading)
        count = len(self._lines)
        if self.style.keep_together or fits >= count:
            return None
        at = min(fits, count - _WIDOW)
        if at < _ORPHAN:
            return None
        assert self._text is not None  # noqa: S101 (_break came before)
        text, lines, box = self._text, self._lines, self._lines[at][0]
        # The rest may be set in a column of another width, so it takes its text along, not its lines.
        head, tail = text.part(0, box), text.part(box, len(text.boxes))
        rest = [(start - box, end - box) for start, end in lines[at:]]
        return (
            replace(self, _part=head, _text=head, _lines=lines[:at], _ends=False),
            replace(self, _part=tail, _text=tail, _lines=rest, _starts=False),
        )

    def natural_width(self) -> float:
        """Width of the text on one line."""
        return self._measure().breaks.natural * self.style.size / 1000

    def _measure(self) -> _Measured:
        if self._part is not None:
            return self._part
        if self.cache is not None:
            return self.cache.measured(self.content, self.style)
        return _Measured(self.content, self.style)

    def _break(self, width: float) -> None:
        if width == self._width:
            return
        own = min(width, self.style.measure) if self.style.measure else width
        ems = own * 1000 / self.style.size
        self._text = self._measure().for_width(ems)
        self._lines = self._text.lines(ems)
        self._width = width

    def _line(self, start: int, end: int) -> list[_Stretch]:
        text = self._text
        assert text is not None  # noqa: S101 (wrap came before)
        atoms, boxes, em = text.atoms, text.boxes, self.style.size / 1000
        stretches: list[_Stretch] = []
        k = start
        while k < end:
            run = atoms[k].run
            items: list[Word | float] = []
            width = 0.0
            while k < end and atoms[k].run is run:
                first = k
                while k + 1 < end and not boxes[k].glue and atoms[k + 1].run is run:
                    k += 1
                word = atoms[k].word
                if k > first:  # parts of one word that stayed on one line are shaped as one
                    word = run.stack.word("".join(a.text for a in atoms[first : k + 1]))
                items.append(word)
                width += text.measure(word) * em
                if k + 1 == end and boxes[k].hyphen:
                    items.append(_soft_hyphen(run.stack))
                    width += boxes[k].hyphen * em
                if boxes[k].glue and k + 1 < end:
                    space = boxes[k].glue * em
                    items.append(space)
                    width += space
                k += 1
            stretches.append(_Stretch(run, _right_to_left_order(items), width))
        return stretches

    # -- drawing

    def draw(self, canvas: "PdfCanvas", x: float, top: float) -> None:
        """Draw the lines; `wrap` must have been called."""
        style, text = self.style, self._text
        assert text is not None  # noqa: S101 (wrap came before)
        if text.strings and canvas.use_all(text.pieces):
            self._draw_plain(canvas, x, top, text)
            return
        width = min(self._width, style.measure) if style.measure else self._width
        baseline = top - style.baseline()
        out = ["BT"]
        if style.tracking:
            out.append(f"{style.tracking * style.size / 1000:.4g} Tc")
        state = _TextState(canvas, out, self.node, style)
        for number, (start, end) in enumerate(self._lines, 1):
            goes_on = number < len(self._lines) or not self._ends
            stretches = self._line(start, end)
            natural = sum(s.width for s in stretches)
            indent, extra = 0.0, 0.0
            if style.align == "right":
                indent = width - natural
            elif style.align == "center":
                indent = (width - natural) / 2
            elif style.align == "justify" and goes_on:
                spaces = sum(isinstance(i, float) for s in stretches for i in s.items)
                extra = (width - natural) / spaces if spaces else 0.0
            out.append(f"1 0 0 1 {x + indent:.2f} {baseline:.2f} Tm")
            at = x + indent
            for stretch in stretches:
                state.set(stretch, at, baseline, extra)
                at += stretch.width + extra * sum(isinstance(i, float) for i in stretch.items)
            if goes_on:
                state.space_at_line_end(text.boxes[end - 1].glue > 0, stretches[-1].run)
            baseline -= style.leading
        state.close()
        if style.tracking:
            out.append("0 Tc")
        out.append("ET")
        canvas.write(out)
        for link, left, base, right in state.links:
            self._decorate(canvas, link, left, base, right)

    def _draw_plain(self, canvas: "PdfCanvas", x: float, top: float, text: _Measured) -> None:
        """The same for text in one look and one font: a line is its strings one after the other."""
        style, boxes, strings = self.style, text.boxes, text.strings
        baseline = top - style.baseline()
        red, green, blue = style.colour
        out = [
            "BT",
            canvas.mark(self.node),
            f"{red:.4g} {green:.4g} {blue:.4g} rg /{text.pieces[0].font.name} {style.size:.4g} Tf",
        ]
        if style.tracking:
            out.append(f"{style.tracking * style.size / 1000:.4g} Tc")
        for start, end in self._lines:
            at = x
            if style.align != "left":
                width = min(self._width, style.measure) if style.measure else self._width
                natural = sum(box.width + box.glue for box in boxes[start:end]) - boxes[end - 1].glue
                at += (width - natural * style.size / 1000) / (1 if style.align == "right" else 2)
            # The space at a line's end is drawn too, for text extraction and screen readers.
            out.append(f"1 0 0 1 {at:.2f} {baseline:.2f} Tm [{''.join(strings[start:end])}]TJ")
            baseline -= style.leading
        if style.tracking:
            out.append("0 Tc")
        out += ["EMC", "ET"]
        canvas.write(out)

    def _decorate(self, canvas: "PdfCanvas", link: Link | None, left: float, base: float, right: float) -> None:
        size = self.style.size
        canvas.rule(
            left,
            base - size * _UNDERLINE_DROP,
            right - left,
            size * _UNDERLINE_WIDTH,
            self.style.link_colour or self.style.colour,
        )
        if link:
            canvas.link(link, (left, base - size * 0.25, right, base + size * 0.85))


class _TextState:
    """What is set inside a text object at the moment, so that only changes are written."""

    def __init__(self, canvas: "PdfCanvas", out: list[str], node: object | None, style: TextStyle) -> None:
        self.canvas, self.out, self.node, self.style = canvas, out, node, style
        self.font = ""
        self.colour: tuple[float, float, float] | None = None
        self.marked: object = self  # nothing is marked yet; None would mean "artifact"
        self.links: list[tuple[Link | None, float, float, float]] = []  # what is underlined, too

    def set(self, stretch: _Stretch, x: float, baseline: float, extra: float) -> None:
        run, style, out = stretch.run, self.style, self.out
        self._mark(run.tag or self.node)
        colour = style.link_colour if run.link and style.link_colour else style.colour
        if colour != self.colour:
            out.append(f"{colour[0]:.4g} {colour[1]:.4g} {colour[2]:.4g} rg")
            self.colour = colour
        size = style.size
        space = run.stack.word(" ").pieces[0]
        self.canvas.use(space)
        array: list[str] = []
        grouped = False
        for item in stretch.items:
            if isinstance(item, str):
                self._flush(array)
                out.append(_actual_text(item) if item else "EMC")
                grouped = bool(item)
                continue
            if isinstance(item, float):
                self._font(space, array)
                array.append(space.tj)
                if extra:
                    array.append(f"{-extra * 1000 / size:.1f}")
                continue
            if item.missing:
                self.canvas.missing += item.missing
            for piece in item.pieces:
                self._font(piece, array)
                if self.canvas.use(piece) and not grouped:
                    self._flush(array)
                    out.append(_actual_text(piece.text))
                    array.append(piece.tj)
                    self._flush(array)
                    out.append("EMC")
                elif array and array[-1][-1] != ">" and piece.tj[0] != "<":
                    array.append(" " + piece.tj)
                else:
                    array.append(piece.tj)
        self._flush(array)
        if run.link or run.underlined:
            width = stretch.width + extra * sum(isinstance(i, float) for i in stretch.items)
            if isinstance(stretch.items[-1], float):  # the space after a link is not underlined
                width -= stretch.items[-1] + extra
            self.links.append((run.link, x, baseline, x + width))

    def space_at_line_end(self, wanted: bool, run: _Run) -> None:
        """A real space where a line was broken at one, for text extraction and screen readers."""
        if wanted:
            piece = run.stack.word(" ").pieces[0]
            array: list[str] = []
            self._font(piece, array)
            self.out.append(f"[{piece.tj}]TJ")

    def close(self) -> None:
        if self.marked is not self:
            self.out.append("EMC")

    def _mark(self, node: object | None) -> None:
        if node is self.marked:
            return
        self.close()
        self.out.append(self.canvas.mark(node))
        self.marked = node

    def _font(self, piece: Piece, array: list[str]) -> None:
        name = piece.font.name
        if name != self.font:
            self._flush(array)
            self.out.append(f"/{name} {self.style.size:.4g} Tf")
            self.font = name

    def _flush(self, array: list[str]) -> None:
        if not array:
            return
        text = "".join(array)
        if SHIFT in text:
            size = self.style.size
            text = _SHIFTS.sub(lambda m: f"]TJ {float(m[1]) * size / 1000:.3g} Ts [", text)
        self.out.append(f"[{text}]TJ")
        array.clear()


def _actual_text(text: str) -> str:
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"


def _runs(content: Sequence[Inline], style: TextStyle) -> list[tuple[str, _Run]]:
    runs: list[tuple[str, _Run]] = []

    def walk(items: Sequence[Inline], tag: Link | Lang | None, link: Link | None) -> None:
        for item in items:
            if isinstance(item, Text):
                if item.text:
                    underlined = style.underline_emphasis and (item.bold or item.italic)
                    runs.append((item.text, _Run(style.stack(item), tag, link, underlined)))
            elif isinstance(item, Link):
                walk(item.children, item, item)
            else:
                walk(item.children, item, link)

    walk(content, None, None)
    return runs


def _right_to_left_order(items: list[Word | float]) -> Sequence[Word | float | str]:
    """Neighbouring right-to-left words, and the spaces between them, in the order in which they are drawn.

    Where that is not the order in which they are read, the text as it is read stands before them and "" after.
    """
    if not any(isinstance(i, Word) and i.right_to_left for i in items):
        return items
    ordered: list[Word | float | str] = []
    k = 0
    while k < len(items):
        item = items[k]
        end = k + 1
        if isinstance(item, Word) and item.right_to_left:
            for later in range(k + 2, len(items), 2):
                follower = items[later]
                if not (isinstance(follower, Word) and follower.right_to_left):
                    break
                end = later + 1
            group = items[k:end]
            if len(group) > 1 or len(item.pieces) > 1:
                text = "".join(" " if isinstance(i, float) else i.text for i in group)
                ordered.extend((text, *reversed(group), ""))
            else:
                ordered.append(item)
        else:
            ordered.append(item)
        k = end
    return ordered


@lru_cache(maxsize=64)
def _soft_hyphen(stack: FontStack) -> Word:
    """A hyphen that reads as U+00AD, so that a broken word stays one word to a reader-aloud and a search."""
    word = stack.word("-")
    return replace(word, pieces=tuple(replace(p, text="\u00ad", needs_actual_text=True) for p in word.pieces))


@lru_cache(maxsize=8)
def _dictionary(lang: str) -> object:
    import pyphen

    found = pyphen.language_fallback(lang.replace("-", "_"))
    return pyphen.Pyphen(lang=found, left=3, right=3) if found else None


@lru_cache(maxsize=20_000)
def _syllables(word: str, lang: str) -> tuple[str, ...]:
    if len(word) < 7 or not word.rstrip(".,;:!?)”’").isalpha() or word.isupper():
        return (word,)
    dictionary = _dictionary(lang)
    if dictionary is None:
        return (word,)
    cuts = [0, *dictionary.positions(word), len(word)]  # type: ignore[attr-defined]
    return tuple(word[a:b] for a, b in pairwise(cuts))
