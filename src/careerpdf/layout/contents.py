"""Lines of a table of contents, entries of an index, and columns that one text flows through. Measures in pt."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from careerpdf.document.nodes import Link
from careerpdf.layout.flowables import Flowable, draw_stack, gap, loosened, stack_height
from careerpdf.pdf.canvas import Colour, PdfCanvas
from careerpdf.text.measured import PlainText
from careerpdf.text.paragraph import Paragraph

_SLACK = 0.01
_STEPS = 12  # of the bisection for a balanced height
_TALL = 3000.0  # pt; no page is so tall


@dataclass(eq=False)
class Lined(Paragraph):
    """A paragraph that can be asked for its last line. `wrap` must have been called."""

    def last_line(self) -> float:
        """Width of the last line."""
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


@dataclass(eq=False)
class Hanging:
    """A paragraph whose first line stands out to the left by `hang`."""

    text: Lined
    hang: float
    starts: bool = True
    _width: float = field(default=0.0, init=False)

    @property
    def space_before(self) -> float:
        return self.text.space_before

    @property
    def space_after(self) -> float:
        return self.text.space_after

    @property
    def keep_with_next(self) -> bool:
        return self.text.keep_with_next

    def wrap(self, width: float) -> float:
        self._width = width
        return self.text.wrap(width - self.hang)

    def split(self, width: float, height: float) -> "tuple[Hanging, Hanging] | None":
        parts = self.text.split(width - self.hang, height)
        if parts is None:
            return None
        first, rest = parts
        assert isinstance(first, Lined) and isinstance(rest, Lined)  # noqa: S101, PT018 (parts are of its own kind)
        return Hanging(first, self.hang, self.starts), Hanging(rest, self.hang, starts=False)

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        text, out = self.text, 1 if self.starts else 0  # lines that stand out
        text.draw(canvas, x, top, 0, out)
        text.draw(canvas, x + self.hang, top - out * text.style.leading, out)


@dataclass(eq=False)
class Linked:
    """A flowable that is one link as a whole, without an underline."""

    item: Paragraph | Hanging
    link: Link
    _size: tuple[float, float] = field(default=(0.0, 0.0), init=False)

    @property
    def space_before(self) -> float:
        return self.item.space_before

    @property
    def space_after(self) -> float:
        return self.item.space_after

    @property
    def keep_with_next(self) -> bool:
        return self.item.keep_with_next

    def natural_width(self) -> float:
        """Width of the text on one line."""
        return (self.item.text if isinstance(self.item, Hanging) else self.item).natural_width()

    def wrap(self, width: float) -> float:
        self._size = (width, self.item.wrap(width))
        return self._size[1]

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        self.item.draw(canvas, x, top)
        canvas.link(self.link, (x, top - self._size[1], x + self._size[0], top))


@dataclass(frozen=True, slots=True)
class LeaderStyle:
    """A row of dots: their colour, diameter and distance."""

    colour: Colour
    dot: float
    step: float


@dataclass(eq=False)
class TocLine:
    """A title, dots, and the page number at the end of the title's last line; the whole is one link."""

    title: Lined
    page: Paragraph | None
    link: Link | None
    indent: float
    hang: float
    room: float  # for the page number and what is before it
    leader: LeaderStyle
    keep_with_next: bool = False
    _width: float = field(default=0.0, init=False)

    @property
    def space_before(self) -> float:
        return self.title.space_before

    @property
    def space_after(self) -> float:
        return self.title.space_after

    def wrap(self, width: float) -> float:
        self._width = width
        return self.title.wrap(width - self.indent - self.hang - self.room)

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        style, height = self.title.style, self.wrap(self._width)
        left, right = x + self.indent, x + self._width
        Hanging(self.title, self.hang).draw(canvas, left, top)
        last = top - height + style.leading
        if self.page:
            own = self.page.natural_width()
            self.page.wrap(own + 0.1)
            self.page.draw(canvas, right - own, last)
            wrapped = height > style.leading + _SLACK
            start = left + (self.hang if wrapped else 0.0) + self.title.last_line() + style.size * 0.4
            self._dots(canvas, start, right - own, right, last - style.baseline)
        if self.link:
            canvas.link(self.link, (left, top - height, right, top))

    def _dots(self, canvas: PdfCanvas, start: float, end: float, right: float, baseline: float) -> None:
        """Dots up to the page number, at the same places in every line."""
        look = self.leader
        first, last = int((right - start) / look.step), int((right - end) / look.step) + 1
        if first - last < 2:
            return
        y, begin, stop = baseline + look.dot / 2, right - first * look.step, right - last * look.step
        colour = " ".join(f"{part:.4g}" for part in look.colour)
        line = f"{begin:.2f} {y:.2f} m {stop + 0.01:.2f} {y:.2f} l S"
        # A dash of no length with round ends is a dot.
        dots = f"{colour} RG {look.dot:.2f} w 1 J [0 {look.step:.2f}] 0 d {line}"
        canvas.write(("/Artifact BMC q", dots, "Q EMC"))


class _Measured:
    """Flowables one below the other, `width` pt wide. Each is measured once, however often they are cut."""

    def __init__(self, items: Sequence[Flowable], width: float, sizes: Sequence[tuple[float, float]] = ()) -> None:
        self.items, self.width = items, width
        self._sizes = list(sizes)  # gap above and height of the first of them, as far as that was asked for

    def _reach(self, height: float) -> tuple[int, float]:
        """How many of them fit into a height, and how tall these are."""
        used, limit, sizes = 0.0, height + _SLACK, self._sizes
        previous: Flowable | None = None
        for k, item in enumerate(self.items):
            if k == len(sizes):
                sizes.append((gap(previous, item), item.wrap(self.width)))
            space, own = sizes[k]
            if used + space + own > limit:
                return k, used
            used += space + own
            previous = item
        return len(self.items), used

    def fits(self, height: float) -> bool:
        return self._reach(height)[0] == len(self.items)

    def cut(self, height: float) -> "tuple[list[Flowable], _Measured | None]":
        """What fits, headings kept with what follows, and what is left over; either may be nothing."""
        items, sizes = self.items, self._sizes
        k, used = self._reach(height)
        if k == len(items):
            return list(items), None
        parts = items[k].split(self.width, height - used - sizes[k][0])
        if parts:
            rest = [parts[1], *items[k + 1 :]]
            first = (0.0, parts[1].wrap(self.width))
            return [*items[:k], parts[0]], _Measured(rest, self.width, (first, *sizes[k + 1 :]))
        while k and items[k - 1].keep_with_next:
            k -= 1
        rest = [*items[k:]]
        return list(items[:k]), _Measured(rest, self.width, ((0.0, sizes[k][1]), *sizes[k + 1 :]))


@dataclass(eq=False)
class ColumnFlow:
    """Flowables that flow down one column after the other; columns are of about the same height where they end."""

    items: Sequence[Flowable]
    columns: int
    column_gap: float
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    filled: Sequence[Sequence[Flowable]] = ()  # columns that are full: this part of the flow ends a page
    _width: float = field(default=-1.0, init=False)  # of the last wrap, the height it gave, and the columns
    _height: float = field(default=0.0, init=False)
    _columns: Sequence[Sequence[Flowable]] = field(default=(), init=False)
    _stack: _Measured | None = field(default=None, init=False)  # the items as wide as a column

    def _own(self, width: float) -> float:
        return (width - self.column_gap * (self.columns - 1)) / self.columns

    def _measured(self, own: float) -> _Measured:
        if self._stack is None or self._stack.width != own:
            self._stack = _Measured(self.items, own)
        return self._stack

    def _fill(self, own: float, height: float) -> tuple[list[list[Flowable]], _Measured | None]:
        """Columns of at most `height`, and what is left over."""
        columns: list[list[Flowable]] = []
        rest: _Measured | None = self._measured(own)
        while rest and len(columns) < self.columns:
            column, rest = rest.cut(height)
            if not column:
                break
            columns.append(column)
        return columns, rest

    def wrap(self, width: float) -> float:
        if width == self._width:
            return self._height
        self._width, own = width, self._own(width)
        if self.filled:
            self._columns = self.filled
        elif not self._measured(own).fits(_TALL * self.columns):
            # It fits on no page, whatever its height: a long index would be balanced anew for every page.
            self._columns, self._height = (), _TALL
            return self._height
        else:
            high = stack_height(self.items, own)
            low, best = high / self.columns, [list(self.items)]
            for _ in range(_STEPS if self.columns > 1 else 0):
                middle = (low + high) / 2
                columns, rest = self._fill(own, middle)
                if rest:
                    low = middle
                else:
                    high, best = middle, columns
            self._columns = best
        self._height = max((stack_height(column, own) for column in self._columns), default=0.0)
        return self._height

    def split(self, width: float, height: float) -> "tuple[ColumnFlow, ColumnFlow] | None":
        if self.filled or self.wrap(width) <= height + _SLACK:
            return None
        own = self._own(width)
        columns, rest = self._fill(own, height)
        if not rest and len(columns) > 1:
            rest = _Measured(columns.pop(), own)
        if not columns or not rest:
            return None
        following = replace(self, items=rest.items, space_before=0.0)
        following._stack = rest
        return replace(self, filled=columns, space_after=0.0), following

    def loosened(self) -> "ColumnFlow":
        """The same with items that are free to be cut everywhere."""
        return self if self.filled else replace(self, items=[loosened(item) for item in self.items])

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        own = self._own(self._width)
        for column in self._columns:
            draw_stack(column, own, canvas, x, top)
            x += own + self.column_gap


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
        while y >= self.bottom - _SLACK:
            canvas.rule(x, y, self._width, self.thickness, self.colour)
            y -= self.step
