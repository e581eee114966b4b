"""Linear and radial gradients (SVG 2, 14.2)."""

import math
from dataclasses import replace

from careerpdf.assets.svg.drawing import Gradient, Paint, Stop
from careerpdf.assets.svg.elements import Element
from careerpdf.assets.svg.geometry import Box, Matrix
from careerpdf.assets.svg.limits import Budget
from careerpdf.assets.svg.references import References
from careerpdf.assets.svg.styles import Styles
from careerpdf.assets.svg.values import colour, length, share, transform, whole

_MOST_REPEATS = 100
_LONGEST_CHAIN = 10
_NEAREST_EDGE = 0.999  # how near a focus may come to the edge, in radii
_APART = 0.01
_BEYOND = 1.01  # where a focus lies that is not meant to be on the edge
#: What a gradient takes over from the one that it refers to.
_SHARED = ("gradientUnits", "gradientTransform", "transform-origin", "spreadMethod")
_OWN = {"linearGradient": ("x1", "y1", "x2", "y2"), "radialGradient": ("cx", "cy", "r", "fx", "fy", "fr")}


class Gradients:
    """The gradients of one file."""

    def __init__(self, styles: Styles, references: References, budget: Budget) -> None:
        self._styles, self._references, self._budget = styles, references, budget
        self._known: dict[Element, tuple[dict[str, str], tuple[Stop, ...]]] = {}

    def read(
        self, element: Element, box: Box | None, matrix: Matrix, viewport: tuple[float, float], seen: Box
    ) -> Paint | None:
        """A gradient for a shape in that box; a plain colour if it has no other, or None for nothing.

        `matrix` leads to the coordinates of the drawing, of which `seen` is seen. Raises SvgError, ValueError.
        """
        values, stops = self._collected(element)
        self._budget.points(stops)
        if not stops:
            return None
        if values.get("gradientUnits") != "userSpaceOnUse":
            if not box or box[2] <= box[0] or box[3] <= box[1]:
                return None
            matrix = matrix @ Matrix(a=box[2] - box[0], d=box[3] - box[1], e=box[0], f=box[1])
            viewport = (1.0, 1.0)
        matrix = matrix @ transform(values.get("gradientTransform", "none"))
        last = Paint(stops[-1].colour, stops[-1].opacity)
        if len(stops) == 1:
            return last
        if not matrix.determinant or "transform-origin" in values:
            raise element.error("it has a gradient that is turned or squeezed", "give it one color")

        def point(x: str, y: str, defaults: tuple[str, str]) -> complex:
            return complex(
                length(values.get(x, defaults[0]), viewport[0], 16), length(values.get(y, defaults[1]), viewport[1], 16)
            )

        if element.name == "linearGradient":
            start, end = point("x1", "y1", ("0", "0")), point("x2", "y2", ("100%", "0"))
            if start == end:
                return last
            gradient = Gradient(start, end, None, stops, matrix)
        else:
            across = whole(viewport, None)
            centre = point("cx", "cy", ("50%", "50%"))
            focus = point("fx", "fy", (values.get("cx", "50%"), values.get("cy", "50%")))
            inner, outer = (length(values.get(*radius), across, 16) for radius in (("fr", "0"), ("r", "50%")))
            if outer <= 0:
                return last
            off = abs(focus - centre) / outer
            if off > _BEYOND or not 0 <= inner < outer * (1 - min(off, _NEAREST_EDGE)):
                raise element.error("it has a gradient that begins outside of its circle", "move the gradient's focus")
            if off > _NEAREST_EDGE:
                focus = centre + (focus - centre) / off * _NEAREST_EDGE
            gradient = Gradient(focus, centre, (inner, outer), stops, matrix)
        spread = values.get("spreadMethod", "pad")
        if spread in ("reflect", "repeat"):
            gradient = _repeated(gradient, element, seen, mirrored=spread == "reflect")
            self._budget.points(gradient.stops)
            return Paint(gradient, 1.0)
        # Of several stops at an end, the outermost is the one that goes on beyond it.
        low = -_APART if stops[1].offset == 0 and gradient.radii is None else 0.0
        return Paint(_between(gradient, low, 1 + _APART if stops[-2].offset == 1 else 1.0), 1.0)

    def _collected(self, element: Element) -> tuple[dict[str, str], tuple[Stop, ...]]:
        """The attributes and the stops of a gradient, its own before those that it refers to."""
        if element not in self._known:
            self._known[element] = self._collect(element)
        return self._known[element]

    def _collect(self, element: Element) -> tuple[dict[str, str], tuple[Stop, ...]]:
        values: dict[str, str] = {}
        stops: tuple[Stop, ...] = ()
        one: Element = element
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.in_place(one)
            names = (*_SHARED, *_OWN[element.name]) if one.name == element.name else _SHARED
            values = {name: style[name] for name in names if name in style} | values
            stops = stops or self._stops(one)
            if not one.href:
                return values, stops
            one = self._references.by_href(one, one.href)
            if one.name not in _OWN:
                break
        raise element.error("it has a gradient that refers to no gradient")

    def _stops(self, element: Element) -> tuple[Stop, ...]:
        stops: list[Stop] = []
        for child in element.inner:
            if child.name != "stop":
                continue
            style = self._styles.in_place(child)
            try:
                offset = share(style.get("offset", "0"))
                found = colour(style.get("stop-color", "#000")) or colour(style.get("color", "#000"))
                if found is None:
                    raise ValueError("currentColor")
                opacity = found[1] * share(style.get("stop-opacity", "1"))
            except ValueError as error:
                raise child.error(f"a color of a gradient cannot be read: {str(error)[:40]!r}") from error
            stops.append(Stop(max(offset, stops[-1].offset if stops else 0.0), found[0], opacity))
        return tuple(stops)


def _repeated(gradient: Gradient, element: Element, seen: Box, *, mirrored: bool) -> Gradient:
    """A gradient that is written out as often as it is seen."""
    back = gradient.matrix.inverse()
    corners = back.points(complex(x, y) for x in (seen[0], seen[2]) for y in (seen[1], seen[3]))
    along = gradient.end - gradient.start
    if gradient.radii is None:
        places = [((corner - gradient.start) / along).real for corner in corners]
        low, high = math.floor(min(places) + 1e-6), math.ceil(max(places) - 1e-6)
    else:
        inner, outer = gradient.radii
        if inner:
            raise element.error("it has a gradient that repeats from a circle", "save it as PNG")
        farthest = max(abs(corner - gradient.end) for corner in corners)
        low, high = 0, math.ceil((farthest + abs(along)) / (outer - abs(along)))
    low, high = min(low, 0), max(high, 1)
    if high - low > _MOST_REPEATS:
        raise element.error("it has a gradient that repeats too often", "save it as PNG")
    padded = (replace(gradient.stops[0], offset=0.0), *gradient.stops, replace(gradient.stops[-1], offset=1.0))
    stops: list[Stop] = []
    for part in range(low, high):
        turned = mirrored and part % 2
        for stop in reversed(padded) if turned else padded:
            stops.append(replace(stop, offset=part + (1 - stop.offset if turned else stop.offset)))
    return _between(replace(gradient, stops=tuple(stops)), low, high)


def _between(gradient: Gradient, low: float, high: float) -> Gradient:
    """The same gradient from and to other offsets."""
    if (low, high) == (0, 1):
        return gradient
    along, radii = gradient.end - gradient.start, gradient.radii
    return replace(
        gradient,
        start=gradient.start + along * low,
        end=gradient.start + along * high,
        radii=radii and (radii[0], radii[0] + (radii[1] - radii[0]) * high),
        stops=tuple(replace(stop, offset=(stop.offset - low) / (high - low)) for stop in gradient.stops),
    )
