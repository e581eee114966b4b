"""Marks on a sheet for those who cut and fold it, as strokes. Lengths in pt.

Crop marks stand outside of the trimmed area and its bleed. Where pages reach the edge of the sheet there is no room for
them; then short ticks at the sheet's edges lie on the lines themselves, where the knife takes them away.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from careerpdf.press.layouts import TOLERANCE, Box, Imposition

GAP = 3.0  # between what may be printed and a mark
LENGTH = 14.0
SHORTEST = 5.0  # of a crop mark: what is shorter is not seen
TICK = 12.0
WIDTH = 0.25
ROOM = GAP + LENGTH + 3.0  # that marks want outside of the bleed


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; dashed for a fold."""

    x1: float
    y1: float
    x2: float
    y2: float
    dashed: bool = False

    @property
    def box(self) -> Box:
        return Box(min(self.x1, self.x2), min(self.y1, self.y2), max(self.x1, self.x2), max(self.y1, self.y2))


def marks_of(imposition: Imposition) -> tuple[Stroke, ...]:
    """The marks of each side; they are the same on all, because what is cut lies in the middle of the sheet."""
    lines_x = [(x, False) for x in imposition.cuts_x]
    if imposition.fold is not None:
        lines_x.append((imposition.fold, True))
    (width, height), trim = imposition.size, imposition.trim
    strokes: list[Stroke] = []
    for x, dashed in lines_x:
        inside = TOLERANCE < x < width - TOLERANCE
        for start, end in _pieces(trim.bottom, trim.top, imposition.bleed, height, inside=inside):
            strokes.append(Stroke(x, start, x, end, dashed))
    for y in imposition.cuts_y:
        inside = TOLERANCE < y < height - TOLERANCE
        for start, end in _pieces(trim.left, trim.right, imposition.bleed, width, inside=inside):
            strokes.append(Stroke(start, y, end, y))
    return tuple(strokes)


def _pieces(low: float, high: float, bleed: float, end: float, *, inside: bool) -> Iterator[tuple[float, float]]:
    """The ends of the two marks on a line that is cut or folded; none if the line is the sheet's own edge."""
    if not inside:
        return
    room = min(low, end - high) - bleed - GAP
    if room >= SHORTEST:
        length = min(LENGTH, room)
        yield low - bleed - GAP - length, low - bleed - GAP
        yield high + bleed + GAP, high + bleed + GAP + length
    else:
        yield 0.0, TICK
        yield end - TICK, end


def are_outside(imposition: Imposition) -> bool:
    """True if all marks have room outside of what is printed."""
    printed = imposition.trim.grown(imposition.bleed)
    return all(_apart(stroke.box, printed) for stroke in marks_of(imposition))


def _apart(one: Box, other: Box) -> bool:
    return one.right <= other.left or one.left >= other.right or one.top <= other.bottom or one.bottom >= other.top
