"""Columns of equal height. Lengths in pt."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from careerpdf.layout.flowables import SLACK, Flowable, breakable, draw_stack, gap, stack_height
from careerpdf.pdf.canvas import PdfCanvas

_STEPS = 12  # of the bisection for a balanced height
_TALL = 3000.0  # pt; no page is so tall


class _Measured:
    """Flowables one below the other in a `width`, each measured once, however often they are cut."""

    def __init__(self, items: Sequence[Flowable], width: float, sizes: Sequence[tuple[float, float]] = ()) -> None:
        self.items, self.width = items, width
        self._sizes = list(sizes)  # gap above and height of each, as far as they have been measured

    def _reach(self, height: float) -> tuple[int, float]:
        """Return how many of them fit into a height, and the height of these."""
        used, limit, sizes = 0.0, height + SLACK, self._sizes
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
        """Tell whether all of them fit into a height."""
        return self._reach(height)[0] == len(self.items)

    def cut(self, height: float) -> "tuple[list[Flowable], _Measured | None]":
        """Return the flowables that fit, headings kept with the next one, and the rest; either may be empty."""
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
    """Flowables in columns, filled one after the other; where the flow ends, they are of about the same height."""

    items: Sequence[Flowable]
    columns: int
    column_gap: float
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    filled: Sequence[Sequence[Flowable]] = ()  # full columns of a part of the flow that ends a page
    _width: float = field(default=-1.0, init=False)  # of the last wrap, its height, and its columns
    _height: float = field(default=0.0, init=False)
    _columns: Sequence[Sequence[Flowable]] = field(default=(), init=False)
    _stack: _Measured | None = field(default=None, init=False)  # the items in the width of a column

    def _own(self, width: float) -> float:
        """Return the width of a column."""
        return (width - self.column_gap * (self.columns - 1)) / self.columns

    def _measured(self, own: float) -> _Measured:
        """Return the items measured for the width of a column."""
        if self._stack is None or self._stack.width != own:
            self._stack = _Measured(self.items, own)
        return self._stack

    def _fill(self, own: float, height: float) -> tuple[list[list[Flowable]], _Measured | None]:
        """Return columns of at most `height`, and the rest."""
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
        if self.filled or self.wrap(width) <= height + SLACK:
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

    def breakable(self) -> "ColumnFlow":
        """Return the same flow with items that may be cut anywhere."""
        return self if self.filled else replace(self, items=[breakable(item) for item in self.items])

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        own = self._own(self._width)
        for column in self._columns:
            draw_stack(column, own, canvas, x, top)
            x += own + self.column_gap
