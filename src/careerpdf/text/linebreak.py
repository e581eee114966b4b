"""Total-fit line breaking: the breaks that make the whole paragraph's lines most even, by dynamic programming.

Knows widths only; which boxes those are, and how they are drawn, is `paragraph.py`'s business.
"""

from collections.abc import Sequence
from itertools import accumulate, chain, repeat
from typing import NamedTuple

_HYPHEN_COST = 0.05  # as much as a line about 22 % short
_INNER_COST = 0.015  # a break at a hyphen or dash that stands in the text
_RUNT_COST = 0.12  # a last line of one short word
_RUNT = 0.33  # of the width: what is shorter is a runt
_MAX_SHRINK = 0.25  # of a space, in justified lines
_TOO_WIDE_COST = 10.0
_FAR = float("inf")


class Box(NamedTuple):
    """What lies between two break opportunities: widths in any one unit.

    `glue` is the space after it (0 where nothing stands there), `hyphen` the width of a hyphen that
    appears if the line ends here, `can_break` whether the line may end here.
    """

    width: float
    glue: float
    can_break: bool
    hyphen: float = 0.0


class Breaks:
    """A paragraph's break opportunities, measured once and good for every width."""

    __slots__ = ("_costs", "_inside", "_nodes", "_passed", "_rights", "_starts", "natural", "widest")

    def __init__(self, boxes: Sequence[Box]) -> None:
        # Node k is a place between boxes: a line may end before it and start after it.
        self._nodes = [0]
        self._starts = [0.0]  # where a line that starts at the node begins
        self._rights = [0.0]  # where a line that ends at the node ends, its hyphen included
        self._costs = [0.0]  # of ending a line there
        self._inside = [0.0]  # spaces before the node, less the one that a line ending there drops
        self._passed = [0.0]  # spaces before the node
        at = glues = widest = 0.0
        count = len(boxes)
        for number, (width, glue, can_break, hyphen) in enumerate(boxes, 1):
            right = at + width
            at = right + glue
            if width > widest:
                widest = width
            if can_break or number == count:
                self._nodes.append(number)
                self._starts.append(at)
                self._rights.append(right + hyphen if number < count else right)
                self._costs.append(_HYPHEN_COST if hyphen else 0.0 if glue else _INNER_COST)
                self._inside.append(glues)
                self._passed.append(glues + glue)
            glues += glue
        self.natural = self._rights[-1]  # width on one line
        self.widest = widest

    @classmethod
    def of_words(cls, widths: Sequence[float], space: float) -> "Breaks":
        """Of words with a space between each two and no other place to break."""
        made = object.__new__(cls)
        made._nodes = list(range(len(widths) + 1))
        # Words and spaces in turn, added up: where each ends, and so where a line ends, and where the next one starts.
        ends = list(accumulate(chain.from_iterable(zip(widths, repeat(space), strict=False))))
        starts, rights = [0.0, *ends[1::2]], [0.0, *ends[::2]]
        made._starts, made._rights = starts, rights
        made._costs = [0.0] * len(starts)
        made._inside = made._passed = made._costs  # used for justified text only, which is never measured this way
        made.natural, made.widest = rights[-1], max(widths, default=0.0)
        return made

    def lines(self, width: float, *, justify: bool = False) -> list[tuple[int, int]]:
        """The lines as (first box, box after the last) pairs.

        A box wider than the line gets a line of its own: it is never cut here, nor anything dropped.
        """
        nodes, starts, rights, costs = self._nodes, self._starts, self._rights, self._costs
        last = len(nodes) - 1
        if not last:
            return []
        if self.natural <= width:
            return [(0, nodes[-1])]
        cost = [0.0] * (last + 1)
        came_from = [0] * (last + 1)
        low = 0
        for j in range(1, last):
            room = width - rights[j]  # with the start of a line added, what that line leaves empty
            while low < j - 1 and room + starts[low] < 0 and not (justify and self._shrinks(low, j, width)):
                low += 1
            best, best_from = _FAR, j - 1
            for k in range(low, j):
                slack = (room + starts[k]) / width
                own = slack * slack
                if slack >= 0:
                    if own >= best:
                        break  # later starts leave the line emptier still
                elif not (justify and self._shrinks(k, j, width)):
                    own += _TOO_WIDE_COST
                now = cost[k] + own
                if now < best:
                    best, best_from = now, k
            cost[j] = best + costs[j]
            came_from[j] = best_from
        came_from[last] = self._last_start(low, cost, width, justify=justify)
        found: list[tuple[int, int]] = []
        j = last
        while j:
            found.append((nodes[came_from[j]], nodes[j]))
            j = came_from[j]
        found.reverse()
        return found

    def _last_start(self, low: int, cost: Sequence[float], width: float, *, justify: bool) -> int:
        """Where the last line begins, which may be short: a node from `low` on, given what it costs to get there."""
        last = len(self._nodes) - 1
        best, best_from = _FAR, last - 1
        for k in range(low, last):
            natural = self._rights[last] - self._starts[k]
            now = cost[k]
            if natural > width:
                if not (justify and self._shrinks(k, last, width)):
                    # Only a box that is wider than any line begins a line that is too wide.
                    now += _TOO_WIDE_COST if k == last - 1 else _FAR
            elif k and k == last - 1 and natural < width * _RUNT:
                now += _RUNT_COST
            if now < best:
                best, best_from = now, k
        return best_from

    def _shrinks(self, start: int, end: int, width: float) -> bool:
        """Whether a justified line fits if its spaces are drawn together."""
        spaces = self._inside[end] - self._passed[start]
        return self._rights[end] - self._starts[start] - spaces * _MAX_SHRINK <= width


def break_lines(boxes: Sequence[Box], width: float, *, justify: bool = False) -> list[tuple[int, int]]:
    """`Breaks.lines` of boxes that are broken once."""
    return Breaks(boxes).lines(width, justify=justify)
