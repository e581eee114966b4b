"""Total-fit line breaking: the breaks that make the whole paragraph's lines most even, by dynamic programming.

Knows widths only; which boxes those are, and how they are drawn, is `paragraph.py`'s business.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_HYPHEN_COST = 0.05  # as much as a line about 22 % short
_INNER_COST = 0.015  # a break at a hyphen or dash that stands in the text
_RUNT_COST = 0.12  # a last line of one short word
_LOOSE = 0.5  # starts that leave more than this share of a line empty are tried only if no other fits
_MAX_SHRINK = 0.25  # of a space, in justified lines


@dataclass(frozen=True, slots=True)
class Box:
    """What lies between two break opportunities: widths in pt.

    `glue` is the space after it (0 where nothing stands there), `hyphen` the width of a hyphen that
    appears if the line ends here, `can_break` whether the line may end here.
    """

    width: float
    glue: float
    can_break: bool
    hyphen: float = 0.0


def break_lines(boxes: Sequence[Box], width: float, *, justify: bool = False) -> list[tuple[int, int]]:
    """The lines as (first box, box after the last) pairs; `width` in pt.

    A box wider than the line gets a line of its own: it is never cut here, nor anything dropped.
    """
    count = len(boxes)
    if not count:
        return []
    starts_at = [0.0]
    for box in boxes:
        starts_at.append(starts_at[-1] + box.width + box.glue)
    if starts_at[-1] - boxes[-1].glue <= width:
        return [(0, count)]

    # nodes[k] = index of the first box of a line that may start there; cost and predecessor of getting there
    nodes = [0]
    cost = [0.0]
    came_from = [0]
    for end, box in enumerate(boxes, 1):
        last = end == count
        if not (box.can_break or last):
            continue
        right = starts_at[end] - box.glue + box.hyphen
        best, best_from = float("inf"), len(nodes) - 1
        for k in range(len(nodes) - 1, -1, -1):
            natural = right - starts_at[nodes[k]]
            slack = (width - natural) / width
            if slack < 0:
                if justify and _shrinkable(boxes, nodes[k], end) >= natural - width:
                    slack = -slack
                elif best < float("inf"):
                    break
                elif k == len(nodes) - 1:  # one unbreakable box: too wide, but it has to stand somewhere
                    best, best_from = cost[k] + 10.0 + slack * slack, k
                    break
                else:
                    break
            elif slack > _LOOSE and not last and best < float("inf"):
                continue
            if last:
                runt = nodes[k] == end - 1 and natural < width * 0.33
                line_cost = _RUNT_COST if runt and k else 0.0
            else:
                line_cost = slack * slack + (_HYPHEN_COST if box.hyphen else 0.0 if box.glue else _INNER_COST)
            if cost[k] + line_cost < best:
                best, best_from = cost[k] + line_cost, k
        nodes.append(end)
        cost.append(best)
        came_from.append(best_from)

    lines: list[tuple[int, int]] = []
    k = len(nodes) - 1
    while k:
        lines.append((nodes[came_from[k]], nodes[k]))
        k = came_from[k]
    lines.reverse()
    return lines


def _shrinkable(boxes: Sequence[Box], start: int, end: int) -> float:
    return sum(box.glue for box in boxes[start : end - 1]) * _MAX_SHRINK
