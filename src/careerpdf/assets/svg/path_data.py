"""Path data (SVG 2, 9.3): from their commands to lines and curves."""

import cmath
import math
import re
from collections.abc import Iterator, Sequence

from careerpdf.assets.svg.geometry import NUMBER, SEPARATORS, Path, Segment, numbers, stretched

_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
# Flags need nothing between them and what follows. Numbers are atomic, so that nothing is tried twice.
_ARC = re.compile(r"[\s,]*".join([*[f"((?>{NUMBER}))"] * 3, "([01])", "([01])", *[f"((?>{NUMBER}))"] * 2, ""]))
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}


def path_of(data: str) -> Path:
    """The outline that path data describe. Raises ValueError."""
    pen = _Pen()
    end = 0
    for found in _COMMAND.finditer(data):
        if data[end : found.start()].strip():
            raise ValueError(data[end:])
        end = found.end()
        try:
            _follow(pen, found[1], found[2].strip(SEPARATORS))
        except ValueError:
            raise ValueError(found[0].strip()) from None
    if data[end:].strip():
        raise ValueError(data[end:])
    return tuple(pen.path)


def _follow(pen: "_Pen", letter: str, text: str) -> None:
    """Raises ValueError."""
    if letter in "Zz":
        if text:
            raise ValueError(text)
        pen.close()
        return
    for values in _arguments(letter.upper(), text):
        pen.draw(letter.upper(), values, is_relative=letter.islower())
        if letter in "Mm":  # what follows without a letter are lines
            letter = "l" if letter == "m" else "L"


class _Pen:
    """The outline so far, and where it goes on."""

    def __init__(self) -> None:
        self.path: list[Segment] = []
        self._here = self._start = 0j
        self._control = 0j  # the last one of a curve
        self._last = ""
        self._is_open = False

    def close(self) -> None:
        if self._is_open:
            self.path.append(("h", ()))
        self._here, self._is_open, self._last = self._start, False, "Z"

    def draw(self, name: str, values: Sequence[float], *, is_relative: bool) -> None:
        """Follow a command by its capital letter. Raises ValueError before there is a beginning."""
        base = self._here if is_relative else 0j
        if name == "M" or not self._is_open:
            if name != "M" and not self.path:
                raise ValueError("no beginning")
            # After a closepath the next subpath begins where the last one did.
            self._here = self._start = base + complex(*values) if name == "M" else self._here
            self.path.append(("m", (self._here,)))
            self._is_open = True
        if name == "A":
            end = base + complex(values[5], values[6])
            self.path += _arc(self._here, end, values)
            self._here = end
        elif name == "H":
            self._line(complex(base.real + values[0], self._here.imag))
        elif name == "V":
            self._line(complex(self._here.real, base.imag + values[0]))
        elif name == "L":
            self._line(base + complex(*values))
        elif name != "M":
            self._curve(name, [base + complex(x, y) for x, y in zip(values[::2], values[1::2], strict=True)])
        self._last = name

    def _line(self, end: complex) -> None:
        self.path.append(("l", (end,)))
        self._here = end

    def _curve(self, name: str, points: list[complex]) -> None:
        here = self._here
        if name in "ST":  # the first control point mirrors the last one of a curve of the same kind
            is_same = self._last and self._last in ("CS" if name == "S" else "QT")
            points.insert(0, 2 * here - self._control if is_same else here)
        self._control, self._here = points[-2:]
        if name in "QT":
            points = [here + 2 / 3 * (points[0] - here), points[1] + 2 / 3 * (points[0] - points[1]), points[1]]
        self.path.append(("c", tuple(points)))


def _arguments(name: str, text: str) -> Iterator[Sequence[float]]:
    """The numbers of a command, as often as it is repeated. Raises ValueError."""
    values = _arcs(text) if name == "A" else numbers(text)
    takes = _TAKES[name]
    if not values or len(values) % takes:
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
    """An arc of an ellipse as curves (SVG 2, appendix B.2)."""
    rx, ry, turn = abs(values[0]), abs(values[1]), cmath.rect(1, math.radians(values[2]))
    is_large, is_clockwise = bool(values[3]), bool(values[4])
    if start == end:
        return
    if not rx or not ry:
        yield "l", (end,)
        return
    # In the coordinates of a unit circle
    one, two = (stretched(point / turn, 1 / rx, 1 / ry) for point in (start, end))
    grown = max(abs(two - one) / 2, 1.0)  # radii that are too small grow
    one, two = one / grown, two / grown
    off = math.sqrt(max(1 - abs(two - one) ** 2 / 4, 0.0)) * (1 if is_large != is_clockwise else -1)
    centre = (one + two) / 2 + off * 1j * (two - one) / abs(two - one)
    begin, angle = cmath.phase(one - centre), cmath.phase((two - centre) / (one - centre))
    if is_clockwise and angle < 0:
        angle += 2 * math.pi
    elif not is_clockwise and angle > 0:
        angle -= 2 * math.pi
    parts = max(math.ceil(abs(angle) / (math.pi / 2) - 1e-6), 1)
    step = angle / parts
    away = 4 / 3 * math.tan(step / 4) * 1j
    for part in range(parts):
        first, last = cmath.rect(1, begin + part * step), cmath.rect(1, begin + (part + 1) * step)
        points = [first * (1 + away), last * (1 - away), last]
        points = [stretched(grown * (centre + point), rx, ry) * turn for point in points]
        yield "c", (points[0], points[1], end if part == parts - 1 else points[2])
