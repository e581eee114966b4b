"""Transforms and outlines: path data (SVG 2, 9), basic shapes (10), and the box around an outline.

A point is a complex number. Each segment of an outline is a letter of PDF's operators (m, l, c or h) with its points.
"""

import cmath
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
_BETWEEN = " \t\r\n\f,"
_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
# Flags need nothing between them and what follows. Numbers are atomic, so that nothing is tried twice.
_ARC = re.compile("[\\s,]*".join([*[f"((?>{NUMBER}))"] * 3, "([01])", "([01])", *[f"((?>{NUMBER}))"] * 2, ""]))
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
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
        """How much larger a length becomes, in the mean of all directions."""
        return math.sqrt(abs(self.determinant))

    @property
    def is_similar(self) -> bool:
        """Whether circles stay circles."""
        slack = 1e-6 * (abs(self.a) + abs(self.b) + abs(self.c) + abs(self.d))
        turned = abs(self.a - self.d) + abs(self.b + self.c) <= slack
        return turned or abs(self.a + self.d) + abs(self.b - self.c) <= slack

    def is_near(self, most: float) -> bool:
        """Whether no value of it is larger, or is no number."""
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
    if _NUMBER.sub("", text).strip(_BETWEEN):
        raise ValueError(text)
    found = [float(number) for number in _NUMBER.findall(text)]
    if any(abs(value) > LARGEST for value in found):
        raise ValueError(text)
    return found


# -- path data


def path_of(data: str) -> Path:
    """The outline that path data describe. Raises ValueError."""
    path: list[Segment] = []
    here = start = last = 0j  # `last` is the last control point
    before, is_open = "", False
    end = 0
    for found in _COMMAND.finditer(data):
        if data[end : found.start()].strip():
            raise ValueError(data[end : found.start()])
        end = found.end()
        letter, name = found[1], found[1].upper()
        for values in _arguments(name, found[2]):
            base = here if letter.islower() else 0j
            if name == "Z":
                if is_open:
                    path.append(("h", ()))
                here, is_open = start, False
            elif name == "M":
                here = start = base + complex(*values)
                path.append(("m", (here,)))
                name, is_open = "L", True  # what follows without a letter are lines
                before = "M"
                continue
            else:
                if not path:
                    raise ValueError("no beginning")
                if not is_open:  # after a closepath the next subpath begins where the last one did
                    path.append(("m", (here,)))
                    is_open = True
                if name in "LHV":
                    if name == "L":
                        here = base + complex(*values)
                    elif name == "H":
                        here = complex(base.real + values[0], here.imag)
                    else:
                        here = complex(here.real, base.imag + values[0])
                    path.append(("l", (here,)))
                elif name == "A":
                    to = base + complex(values[5], values[6])
                    path += _arc(here, to, values)
                    here = to
                else:
                    points = [base + complex(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
                    if name in "ST":
                        points.insert(0, 2 * here - last if before in ("CS" if name == "S" else "QT") else here)
                    last, to = points[-2], points[-1]
                    if name in "QT":
                        points = [here + 2 / 3 * (last - here), to + 2 / 3 * (last - to), to]
                    path.append(("c", tuple(points)))
                    here = to
            before = name
    if data[end:].strip():
        raise ValueError(data[end:])
    return tuple(path)


def _arguments(name: str, text: str) -> Iterator[Sequence[float]]:
    """The numbers of a command, as often as it is repeated. Raises ValueError."""
    values = _arcs(text.strip(_BETWEEN)) if name == "A" else numbers(text)
    takes = _TAKES[name]
    if takes == 0 and not values:
        yield ()
        return
    if not takes or not values or len(values) % takes:
        raise ValueError(text)
    for at in range(0, len(values), takes):
        yield values[at : at + takes]


def _arcs(text: str) -> list[float]:
    """Raises ValueError."""
    values: list[float] = []
    at = 0
    while at < len(text):
        found = _ARC.match(text, at)
        if not found:
            raise ValueError(text)
        values += numbers(" ".join(found.groups()))
        at = found.end()
    return values


def _arc(start: complex, end: complex, values: Sequence[float]) -> Iterator[Segment]:
    """An arc of an ellipse as curves (SVG 2, appendix B.2.4 and B.2.5)."""
    rx, ry, turn = abs(values[0]), abs(values[1]), cmath.rect(1, math.radians(values[2]))
    large, sweep = bool(values[3]), bool(values[4])
    if start == end:
        return
    if not rx or not ry:
        yield "l", (end,)
        return
    # In the coordinates of a unit circle
    one, two = (_squeezed(point / turn, 1 / rx, 1 / ry) for point in (start, end))
    half = abs(two - one) / 2
    grown = max(half, 1.0)  # radii that are too small grow
    one, two, half = one / grown, two / grown, half / grown
    off = math.sqrt(max(1 - half * half, 0.0)) * (1 if large != sweep else -1)
    centre = (one + two) / 2 + off * 1j * (two - one) / abs(two - one)
    begin, angle = cmath.phase(one - centre), cmath.phase((two - centre) / (one - centre))
    if sweep and angle < 0:
        angle += 2 * math.pi
    elif not sweep and angle > 0:
        angle -= 2 * math.pi
    parts = max(math.ceil(abs(angle) / (math.pi / 2) - 1e-6), 1)
    step = angle / parts
    away = 4 / 3 * math.tan(step / 4) * 1j
    for part in range(parts):
        from_, to = cmath.rect(1, begin + part * step), cmath.rect(1, begin + (part + 1) * step)
        points = [from_ * (1 + away), to * (1 - away), to]
        points = [_squeezed(grown * (centre + point), rx, ry) * turn for point in points]
        yield "c", (points[0], points[1], end if part == parts - 1 else points[2])


def _squeezed(point: complex, x: float, y: float) -> complex:
    return complex(point.real * x, point.imag * y)


# -- basic shapes


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
        path.append(("c", tuple(centre + _squeezed(point, rx, ry) for point in control)))
    return (*path, ("h", ()))


# -- what an outline is like


def is_near(path: Path, most: float) -> bool:
    """Whether no point of it lies farther from the origin along an axis, or is no number."""
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
