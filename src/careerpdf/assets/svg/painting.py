"""Painting of shapes: fills, lines and gradients (SVG 2, 13 and 14)."""

import re
from collections.abc import Callable

from careerpdf.assets.svg import geometry, values
from careerpdf.assets.svg.drawing import Fill, Item, Paint, Stroke
from careerpdf.assets.svg.elements import Element
from careerpdf.assets.svg.geometry import Box, Matrix, Path
from careerpdf.assets.svg.gradients import Gradients
from careerpdf.assets.svg.limits import Budget
from careerpdf.assets.svg.place import Place
from careerpdf.assets.svg.references import References
from careerpdf.assets.svg.styles import Styles

_FINEST_DASHES = 0.5  # thousandths of the drawing's longer side
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_MARKERS = ("marker", "marker-start", "marker-mid", "marker-end")


class Painter:
    """Paints the shapes of one drawing. `base` leads to its coordinates from px, of which `seen` is seen.

    Its methods raise SvgError, and ValueError and ArithmeticError for values that are none.
    """

    def __init__(self, styles: Styles, references: References, budget: Budget, base: Matrix, seen: Box) -> None:
        self._references, self._budget, self._base, self._seen = references, budget, base, seen
        self._gradients = Gradients(styles, references, budget)

    def shape(self, place: Place, path: Path) -> list[Item]:
        """A shape with that outline, in the order of its layers."""
        for name in _MARKERS:
            if place.style.get(name, "none") != "none":
                raise place.element.error(f"it has marks on its lines ({name})", "turn the marks into shapes")
        layers: dict[str, Callable[[Place, Path], list[Item]]] = {"fill": self._fill, "stroke": self._stroke}
        order = [name for name in place.style.get("paint-order", "").split() if name in layers]
        return [item for name in dict.fromkeys((*order, *layers)) for item in layers[name](place, path)]

    def colour(self, element: Element, text: str, current: str) -> Paint | None:
        """A plain colour; None for one that is not seen. `current` is what currentColor means."""
        try:
            found = values.colour(text) or values.colour(current)
        except ValueError:
            found = None
        if found is None:
            raise element.error(f"the color {text[:40]!r} is not understood", "write it as #rrggbb")
        return Paint(*found) if found[1] else None

    def _fill(self, place: Place, path: Path) -> list[Item]:
        paint = self._paint(place, "fill", "#000", path)
        area = geometry.with_area(path)
        even_odd = place.style.get("fill-rule") == "evenodd"
        return [Fill(place.matrix.path(area), paint, even_odd)] if paint and area else []

    def _stroke(self, place: Place, path: Path) -> list[Item]:
        style, matrix = place.style, place.matrix
        paint, width = self._paint(place, "stroke", "none", path), place.length("stroke-width", "1")
        if not paint or width <= 0:
            return []
        cap, join = _CAPS.get(style.get("stroke-linecap", "butt")), _JOINS.get(style.get("stroke-linejoin", "miter"))
        if cap is None or join is None:
            raise place.element.error("it has lines with ends or corners that cannot be drawn", "use round ones")
        if style.get("vector-effect") == "non-scaling-stroke":
            path, matrix = (self._base.inverse() @ matrix).path(path), self._base
        lines: list[geometry.Segment] = []
        dots: list[Item] = []
        for part in geometry.subpaths(path):
            # A viewer of PDF draws a line that goes nowhere as it likes, but SVG says what it looks like.
            if (dot := geometry.dot(part)) is None:
                lines += part
            elif cap:
                square = geometry.rectangle(dot.real - width / 2, dot.imag - width / 2, width, width)
                shape = geometry.ellipse(dot, width / 2, width / 2) if cap == 1 else square
                self._budget.points(shape)
                dots.append(Fill(matrix.path(shape), paint))
        if not lines:
            return dots
        limit = max(float(style.get("stroke-miterlimit", "4")), 1.0)
        dashes, offset = self._dashes(place, matrix), place.length("stroke-dashoffset")
        return [Stroke(tuple(lines), paint, matrix, width, cap, join, limit, dashes, offset), *dots]

    def _dashes(self, place: Place, matrix: Matrix) -> tuple[float, ...]:
        text = place.style.get("stroke-dasharray", "none")
        if text == "none":
            return ()
        dashes = tuple(place.px(part) for part in re.split(r"[\s,]+", text.strip(" ,")))
        if min(dashes) < 0 or not any(dashes):
            return ()
        if "pathLength" in place.style:
            raise place.element.error("it has dashes of a part of a length", "give them in units of the drawing")
        if sum(dashes) * matrix.scale < _FINEST_DASHES:
            raise place.element.error("it has dashes that are too fine to be seen", "give it a plain line")
        return dashes

    def _paint(self, place: Place, name: str, default: str, path: Path) -> Paint | None:
        """The paint of a layer; None for nothing."""
        element, text = place.element, place.style.get(name, default)
        opacity = values.share(place.style.get(f"{name}-opacity", "1"))
        if not opacity or text.lower() == "none":
            return None
        paint = None
        if text.lower().startswith("url("):
            target, text = self._references.by_url(element, text)
            if target is None and not text:
                raise element.error(f"it refers to a part that it lacks: {place.style[name][:40]!r}")
            if target is not None:
                paint = self._gradient(place, name, target, path)
        if paint is None and text.lower() not in ("", "none"):  # what follows a reference is for one that is no good
            paint = self.colour(element, text, place.style.get("color", "#000"))
        return Paint(paint.colour, paint.opacity * opacity) if paint else None

    def _gradient(self, place: Place, name: str, target: Element, path: Path) -> Paint | None:
        if target.name not in ("linearGradient", "radialGradient"):
            message = f"a part of it has a <{target.name}> for a color ({name})"
            raise place.element.error(message, "give it one color, or save as PNG")
        seen = self._seen
        if name == "fill" and (box := geometry.box_of(place.matrix.path(path))):
            seen = (max(box[0], seen[0]), max(box[1], seen[1]), min(box[2], seen[2]), min(box[3], seen[3]))
        return self._gradients.read(target, geometry.box_of(path), place.matrix, place.viewport, seen)
