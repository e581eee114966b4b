"""Tables: columns that share the width, rows that are never cut, a header on every page. Lengths in pt."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from careerpdf.document import nodes as n
from careerpdf.layout.charts import ChartStyle
from careerpdf.layout.flowables import SLACK, Flowable, Row, Stack, stack_height
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.text.canvas import Colour

_TOGETHER = 2  # rows that stay together at the head and the foot of a page
_MOST_ROWS = 200  # rows that are measured for one page: more than it holds
_MOST_FITTED = 0.72  # of the width for columns without a share, where others have one


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Lines below the header and below each row, space above and below a row's text, gap between columns."""

    head_line: tuple[Colour, float]
    row_line: tuple[Colour, float]
    padding: float
    column_gap: float
    above_title: float = 0.0  # more room above the title of a group


@dataclass(frozen=True, slots=True)
class ColumnWidth:
    """Widths of a column's header and of its widest text on one line, and the column's share of the rest."""

    header: float
    natural: float
    share: float


@dataclass(frozen=True, slots=True)
class TableLine:
    """Row, or (`title`) title of a group over all columns."""

    cells: Sequence[Stack]
    title: bool = False


@dataclass(eq=False)
class TableFlow:
    """Table. `repeated` is the header as an artifact, drawn instead of `header` where the table continues."""

    columns: Sequence[ColumnWidth]
    header: Sequence[Stack]
    repeated: Sequence[Stack]
    lines: Sequence[TableLine]
    look: TableStyle
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    starts: bool = True
    keep: bool = True  # rows are never cut, unless taller than a page
    _width: float = field(default=-1.0, init=False)  # of the last wrap; header and rows for it, and their heights
    _head: Row | None = field(default=None, init=False)
    _rows: list[Row] = field(default_factory=list, init=False)
    _heights: list[float] = field(default_factory=list, init=False)

    def widths(self, width: float) -> list[float]:
        """Return the columns' widths in a table of `width`."""
        free = width - self.look.column_gap * (len(self.columns) - 1)
        total = sum(column.share for column in self.columns)
        fitted = sum(column.natural for column in self.columns if not column.share)
        if not total:
            return [column.natural * free / fitted for column in self.columns] if fitted else [free / len(self.columns)]
        shrink = min(1.0, free * _MOST_FITTED / fitted) if fitted else 1.0
        rest = free - fitted * shrink
        found = [rest * c.share / total if c.share else c.natural * shrink for c in self.columns]
        # A header is on one line: where it is wider than its share, it takes width from the other shares.
        over = [max(0.0, c.header - own) if c.share else 0.0 for c, own in zip(self.columns, found, strict=True)]
        givers = sum(own for own, c, o in zip(found, self.columns, over, strict=True) if c.share and not o)
        if givers > 2 * sum(over):
            less = sum(over) / givers
            found = [
                own + o if o or not c.share else own * (1 - less)
                for own, c, o in zip(found, self.columns, over, strict=True)
            ]
        return found

    def wrap(self, width: float) -> float:
        if width != self._width:
            self._width, self._head, self._rows = width, None, []
        if self._head is None:
            look, grid = self.look, self.widths(width)
            near = self.lines[:_MOST_ROWS]
            self._head = Row(self.header if self.starts else self.repeated, grid, look.column_gap, bottom=True)
            self._rows += [
                Row(line.cells, (1.0,) if line.title else grid, look.column_gap) for line in near[len(self._rows) :]
            ]
            self._heights = [self._head.wrap(width) + look.padding + look.head_line[1]]
            for k, (line, row) in enumerate(zip(near, self._rows, strict=True)):
                around = look.padding * 1.5 + self._above(k) if line.title else 2 * look.padding + look.row_line[1]
                self._heights.append(row.wrap(width) + around)
        return sum(self._heights)

    def _above(self, number: int) -> float:
        """Return the space above a line on top of its padding: titles right below the header need none."""
        return self.look.above_title if number and self.lines[number].title else 0.0

    def split(self, width: float, height: float) -> "tuple[TableFlow, TableFlow] | None":
        if self.wrap(width) <= height + SLACK:
            return None
        head, *heights = self._heights
        used, fits = head, 0
        for own in heights:
            if used + own > height + SLACK:
                break
            used, fits = used + own, fits + 1
        together = _TOGETHER if self.keep else 1
        for cut in range(fits, 0, -1):
            before = sum(not line.title for line in self.lines[:cut])
            after = sum(not line.title for line in self.lines[cut : cut + 2 * together])
            if not self.lines[cut - 1].title and before >= together and after >= together:
                return self._cut_after(cut)
        return None if self.keep else self._force(width, height - head, fits)

    def breakable(self) -> "TableFlow":
        """Return the same table, free to be cut after any row and, where one is taller than a page, inside it."""
        lines = [replace(line, cells=[replace(cell, keep=False) for cell in line.cells]) for line in self.lines]
        return replace(self, lines=lines, keep=False)

    def _force(self, width: float, height: float, fits: int) -> "tuple[TableFlow, TableFlow] | None":
        """Cut a row that is taller than a page."""
        if fits and fits < len(self.lines):
            return self._cut_after(fits)
        line = self.lines[0]
        loose = replace(self._rows[0], keep=False)
        parts = loose.split(width, height - 2 * self.look.padding)
        if parts is None:
            return self._cut_after(1) if len(self.lines) > 1 else None
        first, rest = (replace(line, cells=part.cells) for part in parts)
        return self._cut([first], [rest, *self.lines[1:]])

    def _cut_after(self, count: int) -> "tuple[TableFlow, TableFlow]":
        """Cut after that many lines, whose rows need not be measured again."""
        first, rest = self._cut(self.lines[:count], self.lines[count:])
        first._width = rest._width = self._width
        first._rows, rest._rows = self._rows[:count], self._rows[count:]
        return first, rest

    def _cut(self, first: Sequence[TableLine], rest: Sequence[TableLine]) -> "tuple[TableFlow, TableFlow]":
        return (
            replace(self, lines=first, space_after=0.0, keep_with_next=False),
            replace(self, lines=rest, space_before=0.0, starts=False),
        )

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        width, padding = self._width, self.look.padding
        assert self._head is not None  # noqa: S101 (wrap came before)
        for k, (row, height) in enumerate(zip((self._head, *self._rows), self._heights, strict=True)):
            row.draw(canvas, x, top - (padding + self._above(k - 1) if k else 0.0))
            top -= height
            if k and self.lines[k - 1].title:
                continue
            colour, thickness = self.look.row_line if k else self.look.head_line
            canvas.rule(x, top, width, thickness, colour)


@dataclass(eq=False)
class BarCell:
    """Figure with a bar at its right; figures of one column are as wide as `figure`."""

    text: Flowable
    leading: float
    bar: n.Bar | None
    figure: float
    look: ChartStyle
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    _width: float = 0.0

    def wrap(self, width: float) -> float:
        self._width = width
        return self.text.wrap(min(self.figure, width))

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        self.text.draw(canvas, x, top)
        if self.bar is None:
            return
        look, space = self.look, self.look.height
        room = self._width - self.figure - space
        length = max(room * self.bar.share, look.height / 3)
        if room < 2 * look.height:
            return
        line = self.leading
        left, upper = x + self.figure + space, top - (line - look.height) / 2
        if self.bar.hollow:
            radius = min(look.radius, look.height / 2)
            canvas.box(left, upper, length, look.height, border=look.bar, radius=radius)
        else:
            look.draw_bar(canvas, left, upper, length)


@dataclass(eq=False)
class EmptyCell:
    """Cell without text. It gets an empty mark, because an element without content would look like a mistake."""

    node: n.Cell
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False

    def wrap(self, _width: float) -> float:
        return 0.0

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, _x: float, _top: float) -> None:
        canvas.write((canvas.mark(self.node), "EMC"))


@dataclass(eq=False)
class NarrowCell:
    """Flowable in the left part of its cell, at most `width` wide, and `less` narrower than that.

    It serves for the header over figures with bars, and for figures without a note mark in a column where others have
    one that hangs out to the right of the digits.
    """

    item: Flowable
    width: float = 0.0
    less: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False

    def wrap(self, width: float) -> float:
        return stack_height([self.item], (min(width, self.width) if self.width else width) - self.less)

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        self.item.draw(canvas, x, top)
