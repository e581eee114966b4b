"""The Paragraph flowable: inline content in one text style, broken into lines and drawn with one TJ operator a stretch.

Lengths are in pt unless a name says otherwise; y grows upwards as in PDF, `top` is the upper edge of a box.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from careerpdf.document.nodes import Inline, Link
from careerpdf.text.canvas import Colour, TextCanvas
from careerpdf.text.measured import MeasuredText, PlainText, Run, TextCache, measure
from careerpdf.text.shaping import SHIFT, FontStack, Piece, Word, joined
from careerpdf.text.style import TextStyle, fill_and_font, font_operator, length, rgb

_NUMERALS = "0123456789ivxlcdm"  # characters of page numbers
_SHIFTS = re.compile(f"{SHIFT}([^{SHIFT}]*){SHIFT}")
_UNDERLINE_DROP, _UNDERLINE_WIDTH = 0.15, 0.045  # of the type size


class _Stretch(NamedTuple):
    """Part of a line in one run: words with a space between each two. Widths in pt."""

    run: Run
    words: list[Word]
    space: float  # width of the space after the last word, 0 without one
    hyphen: bool  # whether the line ends with a soft hyphen
    width: float

    @property
    def spaces(self) -> int:
        """Number of spaces."""
        return len(self.words) - (not self.space)


@dataclass(eq=False)
class Paragraph:
    """Flowable of text. `node` is the document node that its tags go to; None makes it an artifact."""

    node: object | None
    content: Sequence[Inline]
    style: TextStyle
    cache: TextCache | None = None
    _text: MeasuredText | PlainText | None = field(default=None, repr=False)  # as broken into `_lines`
    _lines: Sequence[tuple[int, int]] = field(default=(), repr=False)
    _width: float = field(default=-1.0, repr=False)
    _part: MeasuredText | PlainText | None = field(default=None, repr=False)  # of a paragraph that was split
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
        if width != self._width:
            self._break(width)
        return len(self._lines) * self.style.leading

    def split(self, width: float, height: float) -> tuple["Paragraph", "Paragraph"] | None:
        """Return two parts of which the first fits into `height`.

        None if everything fits, or if widow and orphan control allows no cut.
        """
        self.wrap(width)
        fits = int((height + 0.01) / self.style.leading)
        count = len(self._lines)
        if self.style.keep_together or fits >= count:
            return None
        at = min(fits, count - self.style.keep_lines)
        if at < self.style.keep_lines:
            return None
        assert self._text is not None  # noqa: S101 (_break came before)
        text, lines, box = self._text, self._lines, self._lines[at][0]
        # The rest may be set in a column of another width, so it takes its text along, not its lines.
        head, tail = text.part(0, box), text.part(box, text.count)
        rest = [(start - box, end - box) for start, end in lines[at:]]
        return (
            replace(self, _part=head, _text=head, _lines=lines[:at], _ends=False),
            replace(self, _part=tail, _text=tail, _lines=rest, _starts=False),
        )

    def natural_width(self) -> float:
        """Return the width of the text on one line."""
        return self._measure().natural * self.style.size / 1000

    def last_line_width(self) -> float:
        """Return the width of the last line; `wrap` must have been called."""
        text = self._text
        if text is None or not self._lines:
            return 0.0
        start, end = self._lines[-1]
        if isinstance(text, PlainText):
            ems = text.line_width(start, end)
        else:
            boxes = text.boxes[start:end]
            ems = sum(box.width + box.glue for box in boxes) - boxes[-1].glue
        return ems * self.style.size / 1000

    def _measure(self) -> MeasuredText | PlainText:
        if self._part is not None:
            return self._part
        if self.cache is not None:
            return self.cache.measured(self.content, self.style)
        return measure(self.content, self.style)

    def _break(self, width: float) -> None:
        own = min(width, self.style.measure) if self.style.measure else width
        ems = own * 1000 / self.style.size
        text = self._measure()
        lines = text.lines(ems) if isinstance(text, PlainText) else None
        if lines is None:  # text that is not plain, or a word that has to be cut
            text, lines = self._to_measured(text).broken(ems)
        self._text, self._lines, self._width = text, lines, width

    def _to_measured(self, text: MeasuredText | PlainText) -> MeasuredText:
        """Return a text of this paragraph as a MeasuredText."""
        return text.to_measured(self.content, self.style) if isinstance(text, PlainText) else text

    def _line(self, text: MeasuredText, start: int, end: int) -> list[_Stretch]:
        """Return the stretches of the line from box `start` up to `end`."""
        atoms, boxes, em = text.atoms, text.boxes, self.style.size / 1000
        stretches: list[_Stretch] = []
        words: list[Word] = []
        width, first = 0.0, start  # `first` is the first atom of the word
        for k in range(start, end):
            run, box = atoms[k].run, boxes[k]
            following = atoms[k + 1].run if k + 1 < end else None
            if not box.glue and following is run:
                continue
            if k > first:  # parts of one word that stayed on one line are shaped as one
                word = run.stack.word("".join(a.text for a in atoms[first : k + 1]))
                width += text.measure(word) * em
            else:
                word = atoms[k].word
                width += box.width * em
            words.append(word)
            first = k + 1
            space = box.glue * em if following else 0.0
            width += space
            if following is not run:
                hyphen = 0.0 if following else box.hyphen * em
                stretches.append(_Stretch(run, words, space, hyphen > 0, width + hyphen))
                words, width = [], 0.0
        return stretches

    # -- drawing

    def draw(self, canvas: TextCanvas, x: float, top: float, first: int = 0, end: int | None = None) -> None:
        """Draw the lines from number `first` up to `end`, if there are any, as if they were all.

        `wrap` must have been called.
        """
        style, text, lines = self.style, self._text, self._lines[first:end]
        if not lines:
            return
        assert text is not None  # noqa: S101 (wrap came before)
        if isinstance(text, PlainText):
            if canvas.use_all(text.pieces):
                self._draw_plain(canvas, x, top, text, lines)
                return
            text = self._to_measured(text)
        width = min(self._width, style.measure) if style.measure else self._width
        baseline = top - style.baseline
        out = ["BT"]
        if style.tracking:
            out.append(_tracked(style))
        state = _TextState(canvas, out, self.node, style)
        for start, stop in lines:
            more = stop < self._lines[-1][1] or not self._ends  # of the paragraph, after this line
            stretches = self._line(text, start, stop)
            at, extra = x, 0.0
            if style.align != "left":
                slack = width - sum([stretch.width for stretch in stretches])
                if style.align == "right":
                    at += slack
                elif style.align == "center":
                    at += slack / 2
                elif more:
                    spaces = sum([stretch.spaces for stretch in stretches])
                    extra = slack / spaces if spaces else 0.0
            out.append(f"1 0 0 1 {length(at)} {baseline:.2f} Tm")
            for stretch in stretches:
                state.set(stretch, at, baseline, extra)
                at += stretch.width
                if extra:
                    at += extra * stretch.spaces
            if more:
                state.space_at_line_end(text.boxes[stop - 1].glue > 0, stretches[-1].run)
            baseline -= style.leading
        state.close()
        if style.tracking:
            out.append("0 Tc")
        out.append("ET")
        canvas.write(out)
        for link, left, base, right in state.links:
            self._decorate(canvas, link, left, base, right)

    def _draw_plain(
        self, canvas: TextCanvas, x: float, top: float, text: PlainText, lines: Sequence[tuple[int, int]]
    ) -> None:
        """Draw lines of text in one font: each line is one string."""
        style, codes = self.style, text.codes
        baseline = top - style.baseline
        out = [fill_and_font(style.colour, text.pieces[0].font.name, style.size)]
        if style.tracking:
            out.append(_tracked(style))
        left = length(x)
        for start, end in lines:
            if style.align != "left":
                width = min(self._width, style.measure) if style.measure else self._width
                slack = width - text.line_width(start, end) * style.size / 1000
                left = f"{x + (slack if style.align == 'right' else slack / 2):.2f}"
            # The space at a line's end is drawn too, for text extraction and screen readers.
            out.append(f"1 0 0 1 {left} {baseline:.2f} Tm [({''.join(codes[start:end])})]TJ")
            baseline -= style.leading
        if style.tracking:
            out.append("0 Tc")
        canvas.text(self.node, out)

    def _decorate(self, canvas: TextCanvas, link: Link | None, left: float, base: float, right: float) -> None:
        """Underline a stretch, and add the annotation of its link."""
        size = self.style.size
        if not (link and self.style.plain_links):
            canvas.rule(
                left,
                base - size * _UNDERLINE_DROP,
                right - left,
                size * _UNDERLINE_WIDTH,
                self.style.link_colour or self.style.colour,
            )
        if link:
            canvas.link(link, (left, base - size * 0.25, right, base + size * 0.85))


def _tracked(style: TextStyle) -> str:
    """Return the operator that sets the tracking."""
    return f"{style.tracking * style.size / 1000:.4g} Tc"


class _TextState:
    """Colour, font and mark that are set inside a text object, so that only changes are written."""

    __slots__ = ("canvas", "colour", "font", "links", "marked", "node", "out", "style")

    def __init__(self, canvas: TextCanvas, out: list[str], node: object | None, style: TextStyle) -> None:
        self.canvas, self.out, self.node, self.style = canvas, out, node, style
        self.font = ""
        self.colour: Colour | None = None
        self.marked: object = self  # nothing is marked yet; None would mean "artifact"
        self.links: list[tuple[Link | None, float, float, float]] = []  # and text that is only underlined

    def set(self, stretch: _Stretch, x: float, baseline: float, extra: float) -> None:
        """Draw a stretch whose spaces are `extra` wider than they are in the font."""
        run, style = stretch.run, self.style
        if run.page_of is not None:
            self._reserve_page_number(run, run.page_of, stretch.width - stretch.space, x, baseline)
            self.space_at_line_end(stretch.space > 0, run)
            if stretch.space:  # the space of a justified line is wider than its glyph
                self.out.append(f"1 0 0 1 {x + stretch.width + extra:.2f} {baseline:.2f} Tm")
            return
        self._mark(run.tag or self.node)
        colour = style.link_colour if run.link and style.link_colour else style.colour
        if colour != self.colour:
            self.out.append(f"{rgb(colour)} rg")
            self.colour = colour
        if extra or stretch.hyphen or not self._set_plain(stretch):
            self._set_words(stretch, extra)
        if run.link or run.underlined:
            width = stretch.width
            if extra:
                width += extra * stretch.spaces
            if stretch.space:  # the one after a link is not underlined
                width -= stretch.space + extra
            self.links.append((run.link, x, baseline, x + width))

    def _set_plain(self, stretch: _Stretch) -> bool:
        """Draw a stretch as one string; returns False if it cannot be one."""
        space = stretch.run.stack.word(" ").plain
        if space is None:
            return False
        pieces, codes, plain = [space.piece], [], space
        for word in stretch.words:
            if word.plain is None:
                return False
            plain = word.plain
            pieces.append(plain.piece)
            codes.append(plain.spaced)
        if not self.canvas.use_all(pieces):
            return False
        if not stretch.space:
            codes[-1] = plain.codes
        self._font(space.piece, [])
        self.out.append(f"[({''.join(codes)})]TJ")
        return True

    def _set_words(self, stretch: _Stretch, extra: float) -> None:
        """Draw a stretch piece by piece."""
        stack, out = stretch.run.stack, self.out
        space = stack.word(" ")
        items: list[Word] = []
        for word in stretch.words:
            items += (word, space)
        if not stretch.space:
            items.pop()
        if stretch.hyphen:
            items.append(_soft_hyphen(stack))
        self.canvas.use(space.pieces[0])
        array: list[str] = []
        grouped = False
        for item in _right_to_left_order(items) if stack.right_to_left else items:
            if isinstance(item, str):
                self._flush(array)
                out.append(_actual_text(item) if item else "EMC")
                grouped = bool(item)
                continue
            if item is space:
                self._font(space.pieces[0], array)
                array.append(space.pieces[0].tj)
                if extra:
                    array.append(f"{-extra * 1000 / self.style.size:.1f}")
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
                elif array and array[-1][-1] != ")" and piece.tj[0] != "(":
                    array.append(" " + piece.tj)
                else:
                    array.append(piece.tj)
        self._flush(array)

    def _reserve_page_number(self, run: Run, target: str, width: float, x: float, baseline: float) -> None:
        """Reserve room for a page number.

        Its mark is in a content stream of its own, so it cannot be inside another mark.
        """
        self.close()
        style = self.style
        text_state, glyphs = numerals(self.canvas, run.stack, style)
        place = (x + width, True) if style.align == "right" else (x, False)
        self.canvas.reserve_page_number(run.tag or self.node, target, *place, baseline, text_state, glyphs)
        self.out.append(
            f"1 0 0 1 {x + width:.2f} {baseline:.2f} Tm"
        )  # the text that follows comes after the reserved room
        self.marked = self

    def space_at_line_end(self, wanted: bool, run: Run) -> None:
        """Draw the space where a line was broken at one: text extraction and screen readers need it."""
        if wanted:
            self._mark(run.tag or self.node)
            piece = run.stack.word(" ").pieces[0]
            self.canvas.use(piece)
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
            self.out.append(font_operator(name, self.style.size))
            self.font = name

    def _flush(self, array: list[str]) -> None:
        if not array:
            return
        text = joined("".join(array))
        if SHIFT in text:
            size = self.style.size
            text = _SHIFTS.sub(lambda m: f"]TJ {float(m[1]) * size / 1000:.3g} Ts [", text)
        self.out.append(f"[{text}]TJ")
        array.clear()


def _actual_text(text: str) -> str:
    """Return the operator that opens a span which reads as `text`."""
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"


def _right_to_left_order(items: Sequence[Word]) -> Sequence[Word | str]:
    """Put neighbouring right-to-left words, and the spaces between them, into the order in which they are drawn.

    Where that is not the order in which they are read, the text as it is read is put before them and "" after.
    """
    if not any(item.right_to_left for item in items):
        return items
    ordered: list[Word | str] = []
    k = 0
    while k < len(items):
        item = items[k]
        end = k + 1
        if item.right_to_left:
            for later in range(k + 2, len(items), 2):
                if not items[later].right_to_left:
                    break
                end = later + 1
            group = items[k:end]
            if len(group) > 1 or len(item.pieces) > 1:
                text = "".join(one.text for one in group)
                ordered.extend((text, *reversed(group), ""))
            else:
                ordered.append(item)
        else:
            ordered.append(item)
        k = end
    return ordered


def numerals(canvas: TextCanvas, stack: FontStack, style: TextStyle) -> tuple[str, dict[str, tuple[str, float]]]:
    """Return the operators that set colour and font of a page number, and the glyphs of its characters.

    These are the code and the width (pt) of each character that a page number may have. The glyphs of all these
    characters count as used: which number it will be is not known yet.
    """
    pieces, glyphs = _numerals(stack, style.size, style.tracking)
    canvas.use_all(pieces)
    return fill_and_font(style.colour, pieces[0].font.name, style.size), glyphs


@lru_cache(maxsize=64)
def _numerals(stack: FontStack, size: float, tracking: float) -> tuple[tuple[Piece, ...], dict[str, tuple[str, float]]]:
    """Return the pieces of all characters in page numbers, and code and width (pt) of each character."""
    pieces = tuple(stack.word(character).pieces[0] for character in _NUMERALS)
    return pieces, {
        character: (piece.tj[1:-1], (piece.width + tracking) * size / 1000)
        for character, piece in zip(_NUMERALS, pieces, strict=True)
    }


@lru_cache(maxsize=64)
def _soft_hyphen(stack: FontStack) -> Word:
    """Return a hyphen that reads as U+00AD, so that a divided word is one word in speech and search."""
    word = stack.word("-")
    return replace(word, pieces=tuple(replace(p, text="\u00ad", needs_actual_text=True) for p in word.pieces))
