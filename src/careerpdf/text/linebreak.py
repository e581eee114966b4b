"""Total-fit line breaking: the breaks that make the whole paragraph's lines most even, by dynamic programming.

Knows widths only; which text the boxes hold, and how it is drawn, is up to `paragraph.py`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, repeat
from typing import NamedTuple

_HYPHEN_COST = 0.05  # as much as a line about 22 % short
_INNER_COST = 0.015  # a break at a hyphen or dash of the text
_RUNT_COST = 0.12  # a last line of one short word
_RUNT = 0.33  # of the width: a shorter last line is a runt
_MAX_SHRINK = 0.25  # of a space, in justified lines
_TOO_WIDE_COST = 10.0
_INFINITY = float("inf")


class Box(NamedTuple):
    """Unbreakable stretch between two break opportunities, its widths in any one unit.

    `glue` is the width of the space after it (0 without one), `hyphen` that of the hyphen that appears if the line ends
    here; the line may end here only if `can_break`.
    """

    width: float
    glue: float
    can_break: bool
    hyphen: float = 0.0


class Breaks:
    """Break opportunities of a paragraph, measured once and valid for every line width."""

    __slots__ = (
        "_boxes",
        "_costs",
        "_count",
        "_dropped_space",
        "_nodes",
        "_rights",
        "_starts",
        "_tight_rights",
        "_tight_starts",
        "natural",
        "widest",
    )

    natural: float  # width on one line
    widest: float  # of a box

    # Node k is a place between boxes: a line may end before it and start after it. For each node:
    _nodes: Sequence[int]  # the number of boxes before it
    _starts: Sequence[float]  # the left edge of a line that starts at it
    _rights: Sequence[float]  # the right edge of a line that ends at it, its hyphen included
    _costs: Sequence[float]  # of ending a line there
    # The same with all spaces shrunk as far as justified lines allow.
    _tight_starts: Sequence[float]
    _tight_rights: Sequence[float]

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes: Sequence[Box] | None = boxes  # until nodes are made of them
        self._count = len(boxes)
        at = right = widest = 0.0
        for width, glue, _, _ in boxes:
            right = at + width
            at = right + glue
            if width > widest:
                widest = width
        self.natural = right
        self.widest = widest

    def _find_nodes(self, boxes: Sequence[Box]) -> None:
        """Work out the nodes, which a text that fits on one line can do without."""
        self._dropped_space = 0.0  # excess of each of `_rights`: the width of a space that a line drops
        rows = [(0, 0.0, 0.0, 0.0, 0.0, 0.0)]
        at = right = shrink = edge = 0.0
        count = len(boxes)
        for number, (width, glue, can_break, hyphen) in enumerate(boxes, 1):
            right = at + width
            at = right + glue
            shrunk = shrink + glue * _MAX_SHRINK
            if can_break or number == count:
                # Never less than at the node before, though its hyphen may be wider than all of this box.
                edge = max(edge, right + hyphen if number < count else right)
                cost = _HYPHEN_COST if hyphen else 0.0 if glue else _INNER_COST
                rows.append((number, at, edge, cost, at - shrunk, edge - shrink))
            shrink = shrunk
        columns = zip(*rows, strict=True)
        self._nodes, self._starts, self._rights, self._costs, self._tight_starts, self._tight_rights = columns

    @classmethod
    def of_words(cls, advances: Sequence[float], space: float) -> "Breaks":
        """Make the breaks of words, at least one, that may be broken only between words; never for justified lines.

        `advances` are their widths, each with the space after it; `space` is the width of that space.
        """
        made = object.__new__(cls)
        made._boxes, made._count = None, len(advances)
        made._dropped_space = space
        made._starts = made._rights = made._tight_starts = made._tight_rights = [0.0, *accumulate(advances)]
        made._nodes = range(made._count + 1)
        made._costs = [0.0] * (made._count + 1)
        made.natural, made.widest = made._starts[-1] - space, max(advances) - space
        return made

    def lines(self, width: float, *, justify: bool = False) -> list[tuple[int, int]]:
        """Return the lines of `width` as (first box, box after the last) pairs.

        A box wider than the line gets a line of its own: it is never cut here, nor is anything dropped.
        """
        if not self._count:
            return []
        if self.natural <= width:
            return [(0, self._count)]
        if self._boxes is not None:
            self._find_nodes(self._boxes)
            self._boxes = None
        nodes = self._nodes
        last = len(nodes) - 1
        begins, edges = (self._tight_starts, self._tight_rights) if justify else (self._starts, self._rights)
        starts, rights, costs = self._starts, self._rights, self._costs
        room = width + self._dropped_space
        limit = self._greedy_cost(width, begins, edges)
        cost = [0.0, *repeat(_INFINITY, last)]  # of the best lines from the first node to each
        came_from = [0] * (last + 1)
        for k in range(last):
            so_far = cost[k]
            if so_far > limit:
                continue  # too uneven already, or no line ends here
            start = starts[k]
            end = bisect_right(edges, begins[k] + room, k + 1) - 1  # of the longest line from here that fits
            if end == k:
                end, so_far = k + 1, so_far + _TOO_WIDE_COST
            if end == last:  # the last line may be short
                end, runt = last - 1, k == last - 1 and self._is_runt(width)
                now = so_far + _RUNT_COST if runt else so_far
                if now < cost[last]:
                    cost[last], came_from[last] = now, k
            for j in range(end, k, -1):
                slack = (room - rights[j] + start) / width
                now = so_far + slack * slack
                if now > limit and slack >= 0:
                    break  # shorter lines would cost even more
                now += costs[j]
                if now < cost[j]:
                    cost[j], came_from[j] = now, k
        found: list[tuple[int, int]] = []
        j = last
        while j:
            found.append((nodes[came_from[j]], nodes[j]))
            j = came_from[j]
        found.reverse()
        return found

    def _greedy_cost(self, width: float, begins: Sequence[float], edges: Sequence[float]) -> float:
        """Return the cost of lines each of which takes as much as fits: the best lines cost no more."""
        starts, rights, costs = self._starts, self._rights, self._costs
        last = len(edges) - 1
        room = width + self._dropped_space
        limit = 0.0
        k = 0
        while True:
            end = bisect_right(edges, begins[k] + room, k + 1) - 1
            if end == k:
                end, limit = k + 1, limit + _TOO_WIDE_COST
            if end == last:
                return limit + _RUNT_COST if k == last - 1 and self._is_runt(width) else limit
            slack = (room - rights[end] + starts[k]) / width
            limit += slack * slack
            limit += costs[end]
            k = end

    def _is_runt(self, width: float) -> bool:
        """Tell whether a last line from the last node but one is too short to stand alone."""
        return self._rights[-1] - self._dropped_space - self._starts[-2] < width * _RUNT


def break_lines(boxes: Sequence[Box], width: float, *, justify: bool = False) -> list[tuple[int, int]]:
    """Return the lines of boxes that are broken only once; see `Breaks.lines`."""
    return Breaks(boxes).lines(width, justify=justify)
