"""Plane geometry of a page: points, boxes, transformation matrices, painted areas.

Measures in pt in the page's own space, y grows upwards; colours are (r, g, b) from 0 to 1.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from careerpdf.check.objects import number

Colour = tuple[float, float, float]
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_STEPS = 6  # straight pieces that stand for a curve


@dataclass(frozen=True)
class Fill:
    """An area painted: closed outlines in page space; `colour` is None if it cannot be known."""

    outlines: tuple[tuple[Point, ...], ...]
    box: Box
    even_odd: bool
    colour: Colour | None
    clip: tuple[tuple[Point, ...], ...] = ()  # what it is cut to; empty: nothing
    opaque: bool = True

    def holds_text(self, box: Box) -> bool:
        """Tell whether a line of text in a box stands on this area from its beginning to its end."""
        middle = (box[1] + box[3]) / 2
        own = self.box
        if own[0] > box[0] or own[2] < box[2] or not own[1] <= middle <= own[3]:
            return False
        return all(self.holds((x, middle)) for x in (box[0], (box[0] + box[2]) / 2, box[2]))

    def holds(self, point: Point) -> bool:
        """Tell whether a point is painted."""
        x, y = point
        if not (self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]):
            return False
        if self.clip and not inside(clip_box(self.clip), point):
            return False
        turns = crossings = 0
        for outline in self.outlines:
            for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
                if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                    crossings += 1
                    turns += 1 if y2 > y1 else -1
        return bool(crossings % 2) if self.even_odd else turns != 0


def matrix(operands: Sequence[object]) -> Matrix:
    """The matrix that six operands give; what is missing is 0."""
    a, b, c, d, e, f = ([number(v) for v in operands] + [0.0] * 6)[:6]
    return a, b, c, d, e, f


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that transforms by `first` and then by `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(matrix: Matrix, point: Point) -> Point:
    """The point as transformed."""
    a, b, c, d, e, f = matrix
    x, y = point
    return (a * x + c * y + e, b * x + d * y + f)


def scale_of(matrix: Matrix) -> float:
    """Scale of lengths, on average of both directions."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def around(points: Iterable[Point]) -> Box:
    """The smallest box that holds the points, of which there is at least one."""
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def finite(box: Box) -> Box:
    """The box, or an empty one if transformations have driven it out of all bounds."""
    return box if all(map(math.isfinite, box)) else (0.0, 0.0, 0.0, 0.0)


def inside(box: Box, point: Point) -> bool:
    """Tell whether a point lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def area(box: Box) -> float:
    """Area of a box; 0 for one that is turned inside out."""
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def overlap(one: Box, other: Box) -> float:
    """Area that two boxes share, with a hundredth of a point for a box without height or width."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return 0.0 if width < 0 or height < 0 else max(width, 0.01) * max(height, 0.01)


@lru_cache(maxsize=256)
def clip_box(outlines: tuple[tuple[Point, ...], ...]) -> Box:
    """The box around a clipping path."""
    return around(point for outline in outlines for point in outline)


def curve(p0: Point, p1: Point, p2: Point, p3: Point) -> list[Point]:
    """Points of a Bézier curve, without its first."""
    points = []
    for k in range(1, _STEPS + 1):
        t = k / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append((a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]))
    return points


def line_outline(points: Sequence[Point], width: float) -> tuple[Point, ...]:
    """The area of a straight line of this width; empty if the path is anything else."""
    if len(points) != 2:
        return ()
    (x1, y1), (x2, y2) = points
    length = math.hypot(x2 - x1, y2 - y1)
    if not length:
        return ()
    across, up = (y1 - y2) / length * width / 2, (x2 - x1) / length * width / 2
    return ((x1 + across, y1 + up), (x2 + across, y2 + up), (x2 - across, y2 - up), (x1 - across, y1 - up))


def mixed(colour: Colour | None, behind: Colour | None, alpha: float | None) -> Colour | None:
    """A see-through colour over another; None if one of the three cannot be known."""
    if colour is None or behind is None or alpha is None:
        return None
    red, green, blue = (alpha * over + (1 - alpha) * under for over, under in zip(colour, behind, strict=True))
    return (red, green, blue)
