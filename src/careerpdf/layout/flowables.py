"""Flowables, of which pages consist. Each knows its height for a width, may be split, and draws itself.

Text is `careerpdf.text.paragraph.Paragraph`; here are the containers and drawings around it. Lengths in pt, `top` is
the upper edge, y grows upwards. `draw` uses the width that `wrap` was called with last.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

from careerpdf.document import nodes as n
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.pictures import PictureFile
from careerpdf.text.canvas import Colour
from careerpdf.text.paragraph import Paragraph

SLACK = 0.01  # tolerance for rounding, by which a flowable may be too tall


@runtime_checkable
class Flowable(Protocol):
    """Protocol of the parts of a page. Spaces before and after are in pt."""

    @property
    def space_before(self) -> float: ...
    @property
    def space_after(self) -> float: ...
    @property
    def keep_with_next(self) -> bool: ...
    def wrap(self, width: float) -> float:
        """Return the height at `width`, and keep the width for `draw`."""

    def split(self, width: float, height: float) -> "tuple[Flowable, Flowable] | None":
        """Return two parts of which the first fits into `height`; None if it must not be cut there."""

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None: ...


def gap(previous: Flowable | None, following: Flowable) -> float:
    """Return the space between two flowables: the larger of those that either asks for."""
    if previous is None:
        return 0.0
    after, before = previous.space_after, following.space_before
    return after if after > before else before


def stack_height(items: Sequence[Flowable], width: float) -> float:
    """Return the height of flowables one below the other."""
    height, previous = 0.0, None
    for item in items:
        height += gap(previous, item) + item.wrap(width)
        previous = item
    return height


def take_fitting(items: Sequence[Flowable], width: float, height: float) -> tuple[list[Flowable], list[Flowable]]:
    """Return the flowables of a stack that fit, headings kept with the next one, and the rest; either may be empty."""
    used, previous = 0.0, None
    for k, item in enumerate(items):
        space = gap(previous, item)
        own = item.wrap(width)
        if used + space + own > height + SLACK:
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
    """Cut a stack so that its first part fits; headings stay with the next flowable.

    Returns None if nothing fits, or everything.
    """
    first, rest = take_fitting(items, width, height)
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
    """Heading that is a link target or a bookmark."""

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
    """Flowables one below the other, kept together unless they are taller than a page.

    Without `keep`, they are cut where at least `least` of the page is left for the first part.
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
    """List item: its label is in the indent, its body may break over pages."""

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
        """Return the widths of the cells."""
        free = width - self.column_gap * (len(self.shares) - 1)
        total = sum(self.shares)
        return [free * share / total for share in self.shares]

    def wrap(self, width: float) -> float:
        if width != self._width:
            heights = (c.wrap(w) for c, w in zip(self.cells, self._widths(width), strict=False))
            self._width, self._height = width, max(heights, default=0.0)
        return self._height

    def split(self, width: float, height: float) -> "tuple[Row, Row] | None":
        if self.keep or self.wrap(width) <= height + SLACK:
            return None
        heads: list[Stack] = []
        tails: list[Stack] = []
        for cell, own in zip(self.cells, self._widths(width), strict=False):
            if cell.wrap(own) <= height + SLACK:
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
    """Distances by which a box extends to the page's edges: left, right, and up if its top is at the page's `top`."""

    left: float
    right: float
    up: float
    top: float


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """Resolved look of a box: colours as (r, g, b), lengths in pt."""

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

    def inner_width(self, width: float) -> float:
        """Return the width inside a box of `width`.

        A box with a line at its left only has no padding at its right.
        """
        open_right = self.rule_left and not (self.fill or self.border)
        return width - self.padding[1] * (1 if open_right else 2)


@dataclass(eq=False)
class Boxed:
    """Box around flowables."""

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
            inside = stack_height(self.items, self.look.inner_width(width))
            self._width, self._height = width, inside + 2 * self.look.padding[0]
        return self._height

    def split(self, width: float, height: float) -> "tuple[Boxed, Boxed] | None":
        if self.keep:
            return None
        parts = split_stack(self.items, self.look.inner_width(width), height - 2 * self.look.padding[0])
        if parts is None:
            return None
        first, rest = parts
        while rest and isinstance(rest[0], Ruled):  # dividers at the edges of a box divide nothing
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
            up = out.up if top > out.top - SLACK else 0.0
            draw_box(canvas, look, x - out.left, top + up, self._width + out.left + out.right, height + up)
        else:
            draw_box(canvas, look, x, top, self._width, height)
        if look.rule_top and self.starts:
            canvas.rule(x, top - look.rule_width, self._width, look.rule_width, look.rule_top)
        if look.rule_bottom and self.ends:
            canvas.rule(x, top - height, self._width, look.rule_width, look.rule_bottom)
        if look.rule_left:
            canvas.rule(x, top - height, look.rule_width, height, look.rule_left)
        draw_stack(self.items, look.inner_width(self._width), canvas, x + look.padding[1], top - look.padding[0])


@runtime_checkable
class Breakable(Protocol):
    """Protocol of flowables that know how to be cut anywhere."""

    def breakable(self) -> Flowable: ...


def breakable(item: Flowable) -> Flowable:
    """Return the same flowable, free to be cut anywhere: for one that is taller than a page."""
    if isinstance(item, Breakable):
        return item.breakable()
    if isinstance(item, Stack | Boxed):
        return replace(item, items=[breakable(inner) for inner in item.items], keep=False)
    if isinstance(item, Row):
        cells = [replace(cell, items=[breakable(inner) for inner in cell.items], keep=False) for cell in item.cells]
        return replace(item, cells=cells, keep=False)
    return item


@dataclass(eq=False)
class Ruled:
    """Drawn line; `length` 0 means the whole width."""

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


def draw_box(canvas: PdfCanvas, look: BoxStyle, x: float, top: float, width: float, height: float) -> None:
    """Draw fill and border of a box."""
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


@dataclass(eq=False)
class ImageFlow:
    """Picture in its own proportions, as large as its column and `height` allow."""

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
    """Main flow with an aside at its side; the page breaker lays it out (see `pages.py`).

    `inline` makes the same aside for the flow, where the page has no room at the side.
    """

    lead: Sequence[Flowable]
    aside: Boxed
    inline: Callable[[], Boxed]
    main: Sequence[Flowable]


@dataclass(eq=False)
class LinesFlow:
    """Ruled lines down to `bottom` (above the page's lower edge), at least `least` of them, under a `label`."""

    colour: Colour
    thickness: float
    step: float
    bottom: float
    label: Paragraph | None = None
    least: int = 3
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    _width: float = field(default=0.0, init=False)

    def wrap(self, width: float) -> float:
        self._width = width
        return self.step * self.least + (self.label.wrap(width) if self.label else 0.0)

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        y = top - self.step
        if self.label:
            self.label.draw(canvas, x, top)
            y -= self.label.wrap(self._width)
        while y >= self.bottom - SLACK:
            canvas.rule(x, y, self._width, self.thickness, self.colour)
            y -= self.step
