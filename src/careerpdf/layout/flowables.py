"""Flowables: what pages are filled with. Each knows its height for a width, may be split, and draws itself.

Text is `careerpdf.text.paragraph.Paragraph`; here are the containers and drawings around it. Measures in pt, `top` is
the upper edge, y grows upwards. `draw` is called with the width that `wrap` had last.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol, runtime_checkable

from careerpdf.document import nodes as n
from careerpdf.pdf.canvas import Colour, PdfCanvas
from careerpdf.pdf.pictures import PictureFile
from careerpdf.text.paragraph import Paragraph

_CAPTION = 3.0  # pt between a step's box and what stands below it
_SLACK = 0.01  # rounding: what is over by less than this fits


@runtime_checkable
class Flowable(Protocol):
    """What a page can be filled with."""

    @property
    def space_before(self) -> float: ...
    @property
    def space_after(self) -> float: ...
    @property
    def keep_with_next(self) -> bool: ...
    def wrap(self, width: float) -> float:
        """The height at `width`."""

    def split(self, width: float, height: float) -> "tuple[Flowable, Flowable] | None":
        """Two parts of which the first fits into `height`, None if it must not be cut there."""

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None: ...


def gap(previous: Flowable | None, following: Flowable) -> float:
    """The space between two flowables: the larger of what either asks for."""
    if previous is None:
        return 0.0
    after, before = previous.space_after, following.space_before
    return after if after > before else before


def stack_height(items: Sequence[Flowable], width: float) -> float:
    """Height of flowables one below the other."""
    height, previous = 0.0, None
    for item in items:
        height += gap(previous, item) + item.wrap(width)
        previous = item
    return height


def filled(items: Sequence[Flowable], width: float, height: float) -> tuple[list[Flowable], list[Flowable]]:
    """What of a stack fits, headings kept with what follows, and what is left over; either may be nothing."""
    used, previous = 0.0, None
    for k, item in enumerate(items):
        space = gap(previous, item)
        own = item.wrap(width)
        if used + space + own > height + _SLACK:
            parts = item.split(width, height - used - space)
            if parts:
                return [*items[:k], parts[0]], [parts[1], *items[k + 1 :]]
            while k and items[k - 1].keep_with_next:
                k -= 1
            return list(items[:k]), list(items[k:])
        used += space + own
        previous = item
    return list(items), []


def split_stack(items: Sequence[Flowable], width: float, height: float) -> tuple[list[Flowable], list[Flowable]] | None:
    """Cut a stack so that its first part fits; headings stay with what follows. None if nothing fits, or everything."""
    first, rest = filled(items, width, height)
    return (first, rest) if first and rest else None


def draw_stack(items: Sequence[Flowable], width: float, canvas: PdfCanvas, x: float, top: float) -> None:
    """Draw flowables one below the other."""
    previous = None
    for item in items:
        top -= gap(previous, item)
        height = item.wrap(width)
        item.draw(canvas, x, top)
        top -= height
        previous = item


@dataclass(eq=False)
class Anchored:
    """A heading that can be linked to and stands in the bookmarks."""

    heading: Paragraph
    name: str
    title: str | None  # None: no bookmark
    level: int

    @property
    def space_before(self) -> float:
        return self.heading.space_before

    @property
    def space_after(self) -> float:
        return self.heading.space_after

    @property
    def keep_with_next(self) -> bool:
        return self.heading.keep_with_next

    def wrap(self, width: float) -> float:
        return self.heading.wrap(width)

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        canvas.anchor(self.name, top, outline=self.title, level=self.level)
        self.heading.draw(canvas, x, top)


@dataclass(eq=False)
class Stack:
    """Flowables one below the other, kept together unless taller than a page; without `keep`, they are cut where at
    least `least` (pt) of the page is left for the first part.
    """

    items: Sequence[Flowable]
    keep: bool = True
    least: float = 0.0
    keep_with_next: bool = False
    _width: float = field(default=-1.0, init=False)  # of the last wrap, and the height it gave
    _height: float = field(default=0.0, init=False)

    @property
    def space_before(self) -> float:
        return self.items[0].space_before if self.items else 0.0

    @property
    def space_after(self) -> float:
        return self.items[-1].space_after if self.items else 0.0

    def wrap(self, width: float) -> float:
        if width != self._width:
            self._width, self._height = width, stack_height(self.items, width)
        return self._height

    def split(self, width: float, height: float) -> "tuple[Stack, Stack] | None":
        if self.keep or height < self.least:
            return None
        parts = split_stack(self.items, width, height)
        return (replace(self, items=parts[0]), replace(self, items=parts[1])) if parts else None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        draw_stack(self.items, self._width, canvas, x, top)


@dataclass(eq=False)
class Bulleted:
    """A list item: its label hangs in the indent, its body may break over pages."""

    label: Paragraph | None
    body: Sequence[Flowable]
    indent: float
    space_before: float
    space_after: float
    keep_with_next: bool = False
    _width: float = field(default=-1.0, init=False)  # of the last wrap, and the height it gave
    _height: float = field(default=0.0, init=False)

    def wrap(self, width: float) -> float:
        if width != self._width:
            if self.label:
                self.label.wrap(self.indent)
            self._width, self._height = width, stack_height(self.body, width - self.indent)
        return self._height

    def split(self, width: float, height: float) -> "tuple[Bulleted, Bulleted] | None":
        parts = split_stack(self.body, width - self.indent, height)
        if parts is None:
            return None
        return replace(self, body=parts[0], space_after=0.0), replace(self, label=None, body=parts[1], space_before=0.0)

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        if self.label:
            self.label.draw(canvas, x, top)
        draw_stack(self.body, self._width - self.indent, canvas, x + self.indent, top)


@dataclass(eq=False)
class Row:
    """Cells side by side, tops aligned. `shares` are parts of the width without the gaps."""

    cells: Sequence[Stack]
    shares: Sequence[float]
    column_gap: float
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    middle: bool = False  # cells centred against the tallest
    bottom: bool = False  # or standing on its lower edge
    keep: bool = True  # never cut, unless taller than a page
    _width: float = field(default=-1.0, init=False)  # of the last wrap, and the height it gave
    _height: float = field(default=0.0, init=False)

    def _widths(self, width: float) -> list[float]:
        free = width - self.column_gap * (len(self.shares) - 1)
        total = sum(self.shares)
        return [free * share / total for share in self.shares]

    def wrap(self, width: float) -> float:
        if width != self._width:
            heights = (c.wrap(w) for c, w in zip(self.cells, self._widths(width), strict=False))
            self._width, self._height = width, max(heights, default=0.0)
        return self._height

    def split(self, width: float, height: float) -> "tuple[Row, Row] | None":
        if self.keep or self.wrap(width) <= height + _SLACK:
            return None
        heads: list[Stack] = []
        tails: list[Stack] = []
        for cell, own in zip(self.cells, self._widths(width), strict=False):
            if cell.wrap(own) <= height + _SLACK:
                heads.append(cell)
                tails.append(Stack([], keep=False))
                continue
            parts = replace(cell, keep=False).split(own, height)
            if parts is None:
                return None
            heads.append(parts[0])
            tails.append(parts[1])
        return replace(self, cells=heads, space_after=0.0), replace(self, cells=tails, space_before=0.0)

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        widths = self._widths(self._width)
        heights = [cell.wrap(width) for cell, width in zip(self.cells, widths, strict=False)]
        height = max(heights, default=0.0)
        for cell, width, own in zip(self.cells, widths, heights, strict=False):
            free = height - own
            down = free if self.bottom else free / 2 if self.middle and cell is not self.cells[0] else 0.0
            cell.draw(canvas, x, top - down)
            x += width + self.column_gap


@dataclass(frozen=True, slots=True)
class Bleed:
    """How far a box reaches out to the page's edges: left, right, and up if it stands at the page's `top`."""

    left: float
    right: float
    up: float
    top: float


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """The look of a box, resolved: colours as (r, g, b), lengths in pt."""

    padding: tuple[float, float]
    fill: Colour | None = None
    border: Colour | None = None
    border_width: float = 0.0
    radius: float = 0.0
    rule_top: Colour | None = None
    rule_bottom: Colour | None = None
    rule_left: Colour | None = None
    rule_width: float = 0.75
    bleed: "Bleed | None" = None

    def inner(self, width: float) -> float:
        """Width of what stands in a box of `width`. A box with a line at its left only has no padding at its right."""
        open_right = self.rule_left and not (self.fill or self.border)
        return width - self.padding[1] * (1 if open_right else 2)


@dataclass(eq=False)
class Boxed:
    """A box that hugs its flowables."""

    items: Sequence[Flowable]
    look: BoxStyle
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    keep: bool = True  # never cut, unless taller than a page
    starts: bool = True  # whether the box starts here,
    ends: bool = True  # and ends here
    _width: float = field(default=-1.0, init=False)  # of the last wrap, and the height it gave
    _height: float = field(default=0.0, init=False)

    def wrap(self, width: float) -> float:
        if width != self._width:
            inside = stack_height(self.items, self.look.inner(width))
            self._width, self._height = width, inside + 2 * self.look.padding[0]
        return self._height

    def split(self, width: float, height: float) -> "tuple[Boxed, Boxed] | None":
        if self.keep:
            return None
        parts = split_stack(self.items, self.look.inner(width), height - 2 * self.look.padding[0])
        if parts is None:
            return None
        first, rest = parts
        while rest and isinstance(rest[0], Ruled):  # a divider has nothing to divide at the head of a box
            rest = rest[1:]
        while first and isinstance(first[-1], Ruled):
            first = first[:-1]
        if not first or not rest:
            return None
        return (
            replace(self, items=first, space_after=0.0, ends=False),
            replace(self, items=rest, space_before=0.0, starts=False),
        )

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        height = self.wrap(self._width)
        look = self.look
        if out := look.bleed:
            up = out.up if top > out.top - _SLACK else 0.0
            _draw_box(canvas, look, x - out.left, top + up, self._width + out.left + out.right, height + up)
        else:
            _draw_box(canvas, look, x, top, self._width, height)
        if look.rule_top and self.starts:
            canvas.rule(x, top - look.rule_width, self._width, look.rule_width, look.rule_top)
        if look.rule_bottom and self.ends:
            canvas.rule(x, top - height, self._width, look.rule_width, look.rule_bottom)
        if look.rule_left:
            canvas.rule(x, top - height, look.rule_width, height, look.rule_left)
        draw_stack(self.items, look.inner(self._width), canvas, x + look.padding[1], top - look.padding[0])


@runtime_checkable
class Loosening(Protocol):
    """What knows itself how to be cut everywhere."""

    def loosened(self) -> Flowable: ...


def loosened(item: Flowable) -> Flowable:
    """The same, free to be cut everywhere: for what is taller than a page."""
    if isinstance(item, Loosening):
        return item.loosened()
    if isinstance(item, Stack | Boxed):
        return replace(item, items=[loosened(inner) for inner in item.items], keep=False)
    if isinstance(item, Row):
        cells = [replace(cell, items=[loosened(inner) for inner in cell.items], keep=False) for cell in item.cells]
        return replace(item, cells=cells, keep=False)
    return item


@dataclass(eq=False)
class Ruled:
    """A drawn line; `length` 0 means the whole width."""

    colour: Colour
    thickness: float
    length: float
    space_before: float
    space_after: float
    keep_with_next: bool = False
    _width: float = 0.0

    def wrap(self, width: float) -> float:
        self._width = width
        return self.thickness

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        if self.thickness:
            canvas.rule(x, top - self.thickness, self.length or self._width, self.thickness, self.colour)


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Colours and lengths of pay scale and outlook meter."""

    track: Colour
    bar: Colour
    knob_border: Colour
    height: float
    radius: float
    width: float = 0.0  # the longest; 0: as wide as its place
    hatched: bool = False

    def fitted(self, width: float) -> float:
        """The width of a chart whose place is `width` wide."""
        return min(width, self.width) if self.width else width

    def draw_bar(self, canvas: PdfCanvas, x: float, top: float, width: float) -> None:
        """A bar that counts: filled, or full of lines."""
        if self.hatched:
            canvas.hatch(x, top, width, self.height, self.bar, self.height * 0.4)
        else:
            canvas.box(x, top, width, self.height, fill=self.bar, radius=min(self.radius, self.height / 2))


@dataclass(eq=False)
class ScaleFlow:
    """The pay scale: a track from low to high, filled to the first mark, a knob at each mark."""

    node: n.Scale
    labels: tuple[Paragraph, Paragraph]  # under the ends: value
    captions: tuple[Paragraph, Paragraph]  # below the values: what they are
    marks: Sequence[Paragraph]  # above the knobs
    look: ChartStyle
    space_before: float = 0.0
    space_after: float = 6.0
    keep_with_next: bool = False
    _width: float = 0.0

    @property
    def _pad(self) -> float:
        return self.look.height * 0.45

    def wrap(self, width: float) -> float:
        self._width = width = self.look.fitted(width)
        above = max((m.wrap(width) for m in self.marks), default=0.0)
        below = max(p.wrap(width / 2) for p in self.labels)
        if any(p.content for p in self.captions):
            below += max(p.wrap(width / 2) for p in self.captions)
        return above + self.look.height + 2 * self._pad + below

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        width, look = self._width, self.look
        height = self.wrap(width)
        above = max((m.wrap(width) for m in self.marks), default=0.0)
        bar_top = top - above - self._pad
        middle = bar_top - look.height / 2
        span = self.node.high.value - self.node.low.value
        places = [x + width * (m.value - self.node.low.value) / span if span > 0 else x for m in self.node.marks]
        with canvas.figure(self.node, (x, top - height, x + width, top)):
            if look.hatched:
                canvas.box(x, bar_top, width, look.height, border=look.bar, border_width=0.6)
            else:
                canvas.box(x, bar_top, width, look.height, fill=look.track, radius=look.radius)
            if places:
                look.draw_bar(canvas, x, bar_top, max(places[0] - x, look.height))
            inside, outline = (look.knob_border, look.bar) if look.hatched else (look.bar, look.knob_border)
            for place in places:
                canvas.disc(place, middle, look.height * 0.85, inside, outline)
        for mark, place in zip(self.marks, places, strict=True):
            own = mark.natural_width()
            mark.wrap(own + 0.1)
            mark.draw(canvas, min(max(x, place - own / 2), x + width - own), top)
        below = bar_top - look.height - self._pad
        for row in (self.labels, self.captions):
            if not any(p.content for p in row):
                continue
            for paragraph, at in zip(row, (x, x + width / 2), strict=True):
                if paragraph.content:
                    paragraph.wrap(width / 2)
                    paragraph.draw(canvas, at, below)
            below -= row[0].style.leading


@dataclass(eq=False)
class MeterFlow:
    """The outlook meter: fields of equal size, the first `level` of them filled, the rest outlined."""

    node: n.Meter
    look: ChartStyle
    space_before: float = 4.0
    space_after: float = 5.0
    keep_with_next: bool = True
    _width: float = 0.0

    def wrap(self, width: float) -> float:
        self._width = self.look.fitted(width)
        return self.look.height

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        space = self.look.height * 0.55
        own = (self._width - space * (self.node.steps - 1)) / self.node.steps
        with canvas.figure(self.node, (x, top - self.look.height, x + self._width, top)):
            for k in range(self.node.steps):
                left = x + k * (own + space)
                if k < self.node.level:
                    self.look.draw_bar(canvas, left, top, own)
                    continue
                canvas.box(
                    left,
                    top,
                    own,
                    self.look.height,
                    border=self.look.bar,
                    radius=self.look.radius,
                    border_width=max(0.6, self.look.height * 0.05),
                )


@dataclass(frozen=True, slots=True)
class PathwayStyle:
    origin: BoxStyle
    step: BoxStyle
    line: Colour
    width: float
    step_width: float
    row: float
    stacked: bool = False
    grid: tuple[float, float] | None = None  # width of a column and the gap to the next, where the page has three
    line_width: float = 1.0


@dataclass(eq=False)
class PathwayFlow:
    """From one role to the next ones: a box, a bus line, a box for each next role with what leads there beside it."""

    origin: Paragraph
    steps: Sequence[tuple[Paragraph, Paragraph | None]]
    look: PathwayStyle
    space_before: float = 3.0
    space_after: float = 9.0
    keep_with_next: bool = False
    _width: float = 0.0

    def _columns(self, width: float) -> tuple[float, float, float, float]:
        """Widths of origin, connector, step and note."""
        look = self.look
        if look.stacked:
            return width, 0.0, width - look.row, 0.0
        if look.grid and width > 3 * look.grid[0]:
            column, space = look.grid
            return column, space, column, width - 2 * (column + space)
        if width < look.width + look.step_width + 100:  # narrow paper: notes stand below their step
            connector = width * 0.08
            origin = width * 0.36
            return origin, connector, width - origin - connector, 0.0
        connector = min(62.0, (width - look.width - look.step_width) * 0.2)
        return look.width, connector, look.step_width, width - look.width - connector - look.step_width - 10

    def _rows(self, width: float) -> list[float]:
        _, _, step_width, note_width = self._columns(width)
        vertical, horizontal = self.look.step.padding
        rows = []
        for title, how in self.steps:
            height = max(self.look.row, title.wrap(step_width - 2 * horizontal) + 2 * vertical)
            if how:
                height = (
                    max(height, how.wrap(note_width))
                    if note_width
                    else height + how.wrap(step_width - horizontal) + _CAPTION
                )
            rows.append(height)
        return rows

    def wrap(self, width: float) -> float:
        self._width = width
        origin, *_ = self._columns(width)
        own = self.origin.wrap(origin - 2 * self.look.origin.padding[1]) + 2 * self.look.origin.padding[0]
        rows = self._rows(width)
        if self.look.stacked:
            return max(own, self.look.row) + sum(row + self._between for row in rows)
        return max(sum(rows) + self._between * (len(rows) - 1), own)

    def split(self, _width: float, _height: float) -> None:
        return None

    @property
    def _between(self) -> float:
        narrow = not self._columns(self._width)[3] and any(how for _, how in self.steps)
        return self.look.row * (0.45 if narrow else 0.24)

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        if self.look.stacked:
            self._draw_stacked(canvas, x, top)
            return
        look = self.look
        origin_width, connector, step_width, note_width = self._columns(self._width)
        height = self.wrap(self._width)
        rows = self._rows(self._width)
        room = height - sum(rows) - self._between * (len(rows) - 1)
        at, centres = top - room / 2, []  # an origin that is taller than all steps has them in its middle
        for (_, how), row in zip(self.steps, rows, strict=True):
            note_below = how.wrap(step_width - look.step.padding[1]) + _CAPTION if how and not note_width else 0.0
            centres.append(at - (row - note_below) / 2)
            at -= row + self._between
        vertical, horizontal = look.origin.padding
        own = max(look.row, self.origin.wrap(origin_width - 2 * horizontal) + 2 * vertical)
        middle = (centres[0] + centres[-1]) / 2 if centres else top - height / 2
        bus = x + origin_width + connector * 0.55
        right = x + origin_width + connector
        if centres:
            canvas.polyline([(x + origin_width, middle), (bus, middle)], look.line_width, look.line)
            if len(centres) > 1:
                canvas.polyline([(bus, centres[0]), (bus, centres[-1])], look.line_width, look.line)
            for centre in centres:
                canvas.polyline([(bus, centre), (right, centre)], look.line_width, look.line)
        _draw_box(canvas, look.origin, x, middle + own / 2, origin_width, own)
        text = self.origin.wrap(origin_width - 2 * horizontal)
        self.origin.draw(canvas, x + horizontal, middle + text / 2)
        vertical, horizontal = look.step.padding
        for (title, how), centre in zip(self.steps, centres, strict=True):
            text = title.wrap(step_width - 2 * horizontal)
            own = max(look.row, text + 2 * vertical)
            _draw_box(canvas, look.step, right, centre + own / 2, step_width, own)
            title.draw(canvas, right + horizontal, centre + text / 2)
            if how and note_width:
                own = how.wrap(note_width)
                how.draw(canvas, x + self._width - note_width, centre + own / 2)
            elif how:
                how.wrap(step_width - horizontal)
                how.draw(canvas, right + horizontal, centre - own / 2 - _CAPTION)

    def _draw_stacked(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Boxes one below the other, the steps indented and tied to the origin by a line at their left."""
        look = self.look
        vertical, horizontal = look.origin.padding
        text = self.origin.wrap(self._width - 2 * horizontal)
        own = max(look.row, text + 2 * vertical)
        _draw_box(canvas, look.origin, x, top, self._width, own)
        self.origin.draw(canvas, x + horizontal, top - (own - text) / 2)
        trunk, step_x, step_width = x + look.row / 2, x + look.row, self._width - look.row
        at, centres = top - own - self._between, []
        vertical, horizontal = look.step.padding
        for (title, how), row in zip(self.steps, self._rows(self._width), strict=True):
            text = title.wrap(step_width - 2 * horizontal)
            height = max(look.row, text + 2 * vertical)
            centres.append(at - height / 2)
            _draw_box(canvas, look.step, step_x, at, step_width, height)
            title.draw(canvas, step_x + horizontal, at - (height - text) / 2)
            if how:
                how.wrap(step_width - horizontal)
                how.draw(canvas, step_x + horizontal, at - height - _CAPTION)
            at -= row + self._between
        if centres:
            canvas.polyline([(trunk, top - own), (trunk, centres[-1])], look.line_width, look.line)
        for centre in centres:
            canvas.polyline([(trunk, centre), (step_x, centre)], look.line_width, look.line)


def _draw_box(canvas: PdfCanvas, look: BoxStyle, x: float, top: float, width: float, height: float) -> None:
    if look.fill or look.border:
        canvas.box(
            x,
            top,
            width,
            height,
            fill=look.fill,
            border=look.border,
            border_width=look.border_width,
            radius=look.radius,
        )


@lru_cache(maxsize=64)
def _qr_rows(data: str) -> tuple[tuple[bool, ...], ...]:
    from qrcodegen import QrCode  # pages without a code do not pay for it

    code = QrCode.encode_text(data, QrCode.Ecc.MEDIUM)
    size = range(code.get_size())
    return tuple(tuple(code.get_module(x, y) for x in size) for y in size)


def qr_modules(data: str) -> int:
    """How many cells a side of the QR code has."""
    return len(_qr_rows(data))


@dataclass(eq=False)
class QrFlow:
    """A QR code as wide as its column allows, at most `size`; the office block keeps the quiet zone free."""

    node: n.QrCode
    size: float
    colour: Colour
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    _side: float = 0.0

    def wrap(self, width: float) -> float:
        self._side = min(self.size, width)
        return self._side

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        with canvas.figure(self.node, (x, top - self._side, x + self._side, top)):
            canvas.cells(x, top, self._side, _qr_rows(self.node.data), self.colour)


@dataclass(eq=False)
class ImageFlow:
    """A picture in its own proportions, as large as its column and `height` allow."""

    node: n.Image
    picture: PictureFile
    height: float
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    _size: tuple[float, float] = (0.0, 0.0)

    def wrap(self, width: float) -> float:
        scale = min(width / self.picture.width, self.height / self.picture.height)
        self._size = (self.picture.width * scale, self.picture.height * scale)
        return self._size[1]

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        width, height = self._size
        with canvas.figure(None if self.node.alt is None else self.node, (x, top - height, x + width, top)):
            canvas.picture(self.picture, x, top, width, height)


@dataclass(eq=False)
class BesideFlow:
    """A main flow with an aside at its side; the page breaker lays it out (see `pages.py`).

    `inline` makes the same aside as it stands in the flow where the page has no room at the side.
    """

    lead: Sequence[Flowable]
    aside: Boxed
    inline: Callable[[], Boxed]
    main: Sequence[Flowable]
