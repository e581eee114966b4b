"""SVG drawings as PDF operators. Lengths in pt, y grows upwards; colours are RGB, nothing is transparent."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from careerpdf.assets.svg import SvgError, plain_svg

_KAPPA = 0.5523  # control points of a quarter circle as a Bézier curve
_FARTHEST = 1e6  # greatest coordinate of a point
_CURVES = {0: (2, "m"), 1: (2, "l"), 2: (6, "c"), 3: (0, "h")}  # ReportLab's operators: operands, PDF's operator


@dataclass(frozen=True, slots=True)
class Vectors:
    """Drawing: its size and its operators, with its lower left corner at the origin."""

    width: float
    height: float
    operators: str


def read_vectors(data: bytes) -> Vectors:
    """Read the drawing in an SVG file. Raises SvgError."""
    text = plain_svg(data)
    from lxml import etree  # few files hold a picture
    from svglib.svglib import SvgRenderer

    complaints = _Complaints()
    log = logging.getLogger("svglib.svglib")
    log.addHandler(complaints)
    propagate, log.propagate = log.propagate, False
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        drawing = SvgRenderer("").render(etree.fromstring(text.encode("utf-8"), parser))
        width, height = float(drawing.width), float(drawing.height)
        if not (0 < width < _FARTHEST and 0 < height < _FARTHEST):
            raise SvgError("it says neither how large it is nor what part of it is seen", "give it a viewBox")
        operators = "\n".join(("4 M", *_draw(drawing)))
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise SvgError("a part of it cannot be read") from error
    finally:
        log.removeHandler(complaints)
        log.propagate = propagate
    if complaints.said:
        raise SvgError(f"a part of it cannot be drawn: {complaints.said[0][:80]}")
    return Vectors(width, height, operators)


class _Complaints(logging.Handler):
    """Collector of svglib's complaints, which go to its log only."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _draw(shape: Any) -> Iterator[str]:
    """Yield the operators of a shape of ReportLab's graphics, which are svglib's output."""
    from reportlab.graphics import shapes as s

    if isinstance(shape, s.Group):  # a Drawing is one
        yield "q"
        if tuple(shape.transform) != (1, 0, 0, 1, 0, 0):
            yield f"{_numbers(shape.transform, 8)} cm"
        for child in shape.contents:
            yield from _draw(child)
        yield "Q"
        return
    match shape:
        case s.Path():
            outline = _path(shape)
        case s.Rect():
            outline = _rect(shape.x, shape.y, shape.width, shape.height, shape.rx or 0, shape.ry or 0)
        case s.Circle():
            outline = _ellipse(shape.cx, shape.cy, shape.r, shape.r)
        case s.Ellipse():
            outline = _ellipse(shape.cx, shape.cy, shape.rx, shape.ry)
        case s.Polygon() | s.PolyLine():
            outline = _line(shape.points) + (" h" if isinstance(shape, s.Polygon) else "")
        case s.Line():
            outline = _line((shape.x1, shape.y1, shape.x2, shape.y2))
        case _:
            raise SvgError(f"it holds something that cannot be drawn ({type(shape).__name__})")
    if not outline:
        return
    rule = "*" if getattr(shape, "fillMode", s.FILL_NON_ZERO) == s.FILL_EVEN_ODD else ""
    if getattr(shape, "isClipPath", 0):
        yield f"{outline} W{rule} n"
        return
    looks = shape.getProperties()
    fill, stroke = looks.get("fillColor"), looks.get("strokeColor")
    if isinstance(shape, s.PolyLine | s.Line):
        fill = None
    if not fill and not stroke:
        return
    sets = [f"{_numbers((fill.red, fill.green, fill.blue))} rg"] if fill else []
    if stroke:
        sets.append(f"{_numbers((stroke.red, stroke.green, stroke.blue))} RG {_numbers((looks['strokeWidth'],))} w")
        sets.append(f"{int(looks.get('strokeLineCap') or 0)} J {int(looks.get('strokeLineJoin') or 0)} j")
        dashes = [float(part) for part in looks.get("strokeDashArray") or ()]
        sets.append(f"[{_numbers(dashes)}] 0 d" if any(dashes) and min(dashes) >= 0 else "[] 0 d")
    paint = "B" if fill and stroke else "f" if fill else "S"
    yield f"{' '.join(sets)} {outline} {paint}{rule if fill else ''}"


def _path(path: Any) -> str:
    out, at = [], 0
    for operator in path.operators:
        count, name = _CURVES[operator]
        out.append(f"{_numbers(path.points[at : at + count])} {name}" if count else name)
        at += count
    return " ".join(out)


def _line(points: Sequence[float]) -> str:
    pairs = zip(points[::2], points[1::2], strict=True)
    return " ".join(f"{_numbers(pair)} {'l' if k else 'm'}" for k, pair in enumerate(pairs))


def _rect(x: float, y: float, width: float, height: float, rx: float, ry: float) -> str:
    if width <= 0 or height <= 0:
        return ""
    if rx <= 0 or ry <= 0:
        return f"{_numbers((x, y, width, height))} re"
    a, b = rx * (1 - _KAPPA), ry * (1 - _KAPPA)
    right, top = x + width, y + height
    return " ".join(
        (
            f"{_numbers((x + rx, y))} m {_numbers((right - rx, y))} l",
            f"{_numbers((right - a, y, right, y + b, right, y + ry))} c {_numbers((right, top - ry))} l",
            f"{_numbers((right, top - b, right - a, top, right - rx, top))} c {_numbers((x + rx, top))} l",
            f"{_numbers((x + a, top, x, top - b, x, top - ry))} c {_numbers((x, y + ry))} l",
            f"{_numbers((x, y + b, x + a, y, x + rx, y))} c h",
        )
    )


def _ellipse(x: float, y: float, rx: float, ry: float) -> str:
    return _rect(x - rx, y - ry, 2 * rx, 2 * ry, rx, ry)


def _numbers(values: Sequence[float], places: int = 4) -> str:
    """Format numbers for PDF, never with an exponent. Raises SvgError for a point that is beyond any page."""
    out = []
    for value in values:
        if not isfinite(value) or abs(value) > _FARTHEST:
            raise SvgError("a point of it lies out of any page")
        out.append(f"{value:.{places}f}".rstrip("0").rstrip("."))
    return " ".join(out)
