"""Transforms and outlines: what an outline is made of, how it is moved, and the box around it.

A point is a complex number. Each segment of an outline is a letter of PDF's operators (m, l, c or h) with its points.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Segment = tuple[str, tuple[complex, ...]]
Path = tuple[Segment, ...]
#: Left, lower, right and upper edge.
Box = tuple[float, float, float, float]

NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_NUMBER = re.compile(NUMBER)
LARGEST = 1e9  # that a number may be
SEPARATORS = " \t\r\n\f,"
_QUARTER = 0.5522847498  # how far control points stand off for a quarter of a circle


@dataclass(frozen=True, slots=True)
class Matrix:
    """The transform x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, inner: "Matrix") -> "Matrix":
        """The transform that does the inner one first."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    @property
    def determinant(self) -> float:
        return self.a * self.d - self.b * self.c

    @property
    def scale(self) -> float:
        """The factor by which a length grows, in the mean of all directions."""
        return math.sqrt(abs(self.determinant))

    @property
    def is_similar(self) -> bool:
        """True if circles stay circles."""
        slack = 1e-6 * (abs(self.a) + abs(self.b) + abs(self.c) + abs(self.d))
        turned = abs(self.a - self.d) + abs(self.b + self.c) <= slack
        return turned or abs(self.a + self.d) + abs(self.b - self.c) <= slack

    def is_near(self, most: float) -> bool:
        """True if no value of it is larger, or is no number."""
        return all(abs(value) <= most for value in (self.a, self.b, self.c, self.d, self.e, self.f))

    def inverse(self) -> "Matrix":
        """The way back. Raises ZeroDivisionError."""
        by = self.determinant
        a, b, c, d = self.d / by, -self.b / by, -self.c / by, self.a / by
        return Matrix(a, b, c, d, -a * self.e - c * self.f, -b * self.e - d * self.f)

    def points(self, points: Iterable[complex]) -> tuple[complex, ...]:
        a, b, c, d, e, f = self.a, self.b, self.c, self.d, self.e, self.f
        return tuple([complex(a * p.real + c * p.imag + e, b * p.real + d * p.imag + f) for p in points])

    def path(self, path: Path) -> Path:
        return tuple([(letter, self.points(points)) for letter, points in path])


def moved(x: float, y: float) -> Matrix:
    return Matrix(e=x, f=y)


def scaled(x: float, y: float) -> Matrix:
    return Matrix(a=x, d=y)


def numbers(text: str) -> list[float]:
    """Numbers with spaces or commas between them, or nothing where none is needed. Raises ValueError."""
    if _NUMBER.sub("", text).strip(SEPARATORS):
        raise ValueError(text)
    found = [float(number) for number in _NUMBER.findall(text)]
    if any(abs(value) > LARGEST for value in found):
        raise ValueError(text)
    return found


def stretched(point: complex, x: float, y: float) -> complex:
    return complex(point.real * x, point.imag * y)


# -- outlines


def polygon(points: Sequence[complex], *, closed: bool) -> Path:
    lines: list[Segment] = [("l", (point,)) for point in points[1:]]
    return (("m", (points[0],)), *lines, *([("h", ())] if closed else ())) if points else ()


def rectangle(x: float, y: float, width: float, height: float, rx: float = 0, ry: float = 0) -> Path:
    right, low = x + width, y + height
    if not rx or not ry:
        return polygon([complex(x, y), complex(right, y), complex(right, low), complex(x, low)], closed=True)
    a, b = rx * (1 - _QUARTER), ry * (1 - _QUARTER)
    corners = (
        ((right - rx, y), (right - a, y), (right, y + b), (right, y + ry)),
        ((right, low - ry), (right, low - b), (right - a, low), (right - rx, low)),
        ((x + rx, low), (x + a, low), (x, low - b), (x, low - ry)),
        ((x, y + ry), (x, y + b), (x + a, y), (x + rx, y)),
    )
    path: list[Segment] = [("m", (complex(x + rx, y),))]
    for begin, *curve in corners:
        if complex(*begin) != path[-1][1][-1]:
            path.append(("l", (complex(*begin),)))
        path.append(("c", tuple(complex(*point) for point in curve)))
    return (*path, ("h", ()))


def ellipse(centre: complex, rx: float, ry: float) -> Path:
    """From the right, and clockwise where y grows downwards: that is where dashes begin."""
    path: list[Segment] = [("m", (centre + rx,))]
    for quarter in range(4):
        turn = 1j**quarter
        control = (turn * complex(1, _QUARTER), turn * complex(_QUARTER, 1), turn * 1j)
        path.append(("c", tuple(centre + stretched(point, rx, ry) for point in control)))
    return (*path, ("h", ()))


# -- what an outline is like


def is_near(path: Path, most: float) -> bool:
    """True if no point of it lies farther from the origin along an axis, or is no number."""
    return all(-most <= p.real <= most and -most <= p.imag <= most for _, points in path for p in points)


def subpaths(path: Path) -> Iterator[Path]:
    begin = 0
    for at, (letter, _) in enumerate(path):
        if letter == "m" and at:
            yield path[begin:at]
            begin = at
    if path:
        yield path[begin:]


def box_of(path: Path) -> Box | None:
    """The box around an outline, its curves followed; None for no outline."""
    xs: list[float] = []
    ys: list[float] = []
    here = 0j
    for letter, points in path:
        if letter == "c":
            xs += _extremes(here.real, *(point.real for point in points))
            ys += _extremes(here.imag, *(point.imag for point in points))
        elif points:
            xs.append(points[0].real)
            ys.append(points[0].imag)
        if points:
            here = points[-1]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _extremes(p0: float, p1: float, p2: float, p3: float) -> list[float]:
    """The end of a curve, and where it turns, along one axis."""
    if min(p0, p3) <= min(p1, p2) and max(p1, p2) <= max(p0, p3):
        return [p3]
    a, b, c = p3 - p0 + 3 * (p1 - p2), 2 * (p0 - 2 * p1 + p2), p1 - p0
    if abs(a) < 1e-12:
        turns = [-c / b] if b else []
    else:
        root = b * b - 4 * a * c
        turns = [(-b + sign * math.sqrt(root)) / (2 * a) for sign in (1, -1)] if root >= 0 else []
    return [p3, *((1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t * t * p2 + t**3 * p3
                  for t in turns if 0 < t < 1)]  # fmt: skip


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The box around boxes."""
    found = [box for box in boxes if box]
    return (
        (min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found))
        if found
        else None
    )


def dot(subpath: Path) -> complex | None:
    """The place of a subpath that goes nowhere, which round and square ends make a dot; None for any other."""
    places = {point for _, points in subpath for point in points}
    return places.pop() if len(places) == 1 and len(subpath) > 1 else None


def with_area(path: Path) -> Path:
    """An outline without the subpaths that enclose nothing, which viewers of PDF would draw as hairlines."""
    return tuple([segment for part in subpaths(path) if _encloses(part) for segment in part])


def _encloses(subpath: Path) -> bool:
    places = {point for _, points in subpath for point in points}
    if len(places) < 3:
        return False
    first, second, *others = places
    along = (second - first).conjugate()
    return any(abs(((place - first) * along).imag) > 1e-9 * abs(place - first) * abs(along) for place in others)
