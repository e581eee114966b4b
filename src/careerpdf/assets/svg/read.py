"""SVG files as drawings: what is seen is drawn as SVG 2 says, or refused with its line; the rest is passed over.

A drawing program may put text, pictures, scripts and links into an SVG file. No other file is opened.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from careerpdf.assets.svg import geometry, masks, values
from careerpdf.assets.svg.drawing import SIDE, Clip, Drawing, Fill, Group, Item, Paint, Stroke
from careerpdf.assets.svg.elements import OTHERWISE, Element, SvgError, read_elements
from careerpdf.assets.svg.geometry import Box, Matrix, Path
from careerpdf.assets.svg.gradients import Gradients
from careerpdf.assets.svg.shapes import SHAPES, outline
from careerpdf.assets.svg.styles import Style, Styles

_MOST_DRAWN = 10_000  # elements, those that are drawn again by <use> counted each time
_MOST_POINTS = 60_000
_DEEPEST = 60
_MOST_PROBLEMS = 3  # that are told at once
_LARGEST_SIDE = 1e6  # px
# In thousandths of the drawing's longer side
_FARTHEST = 1e6
_FINEST_DASHES = 0.5

_GROUPS = {"svg", "g", "a", "switch", "use", "symbol"}
_FRAMES = {"svg", "symbol"}
_NEVER_DRAWN = {"defs", "clipPath", "mask", "marker", "pattern", "filter", "style", "linearGradient", "radialGradient",
                "solidcolor", "hatch", "meshgradient", "font", "font-face", "color-profile"}  # fmt: skip
_TEXTS = {"text", "tspan", "textPath", "tref", "flowRoot"}
_WHAT_TO_DO = {
    "text": "turn its text into paths (in Inkscape: Path > Object to Path; in Illustrator: Type > Create Outlines)",
    "image": "a picture made of dots is no drawing: save the whole as PNG instead",
    "foreignObject": "save it as plain SVG, without what only one program understands",
}
_EFFECTS = {"filter": "none", "animation": "none", "animation-name": "none",
            "rotate": "none", "scale": "none", "translate": "none", "mask-image": "none"}  # fmt: skip
# Those that mix each ink by itself, so that a press may do it too
_BLENDS = {"multiply", "screen", "overlay", "darken", "lighten", "hard-light", "soft-light",
           "difference", "exclusion"}  # fmt: skip
_LOCAL = re.compile(r"url\(\s*(['\"]?)#([^'\"()\s]+)\1\s*\)\s*(.*)", re.DOTALL | re.IGNORECASE)
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


@dataclass(frozen=True, slots=True)
class _Place:
    """An element where it is drawn: `matrix` leads from its own coordinates to those of the drawing."""

    element: Element
    style: Style
    matrix: Matrix
    viewport: tuple[float, float]  # what percentages are of, px
    depth: int = 0
    used_by: Style | None = None

    def length(self, name: str, default: str = "0", *, axis: int | None = None) -> float:
        """A length in px. Raises ValueError."""
        return self.value(self.style.get(name, default), axis)

    def value(self, text: str, axis: int | None) -> float:
        return values.length(text, values.whole(self.viewport, axis), values.em(self.style))


class _LimitError(SvgError):
    """More than is read at all."""


def read_svg(data: bytes) -> Drawing:
    """The drawing in an SVG file. Raises SvgError."""
    try:
        return _Reader(read_elements(data)).read()
    except RecursionError:
        raise SvgError("its parts lie too deep in each other", "simplify it, or save it as PNG") from None


class _Reader:
    def __init__(self, root: Element) -> None:
        self._root = root
        self._styles = Styles(root)
        self._ids: dict[str, Element] = {}
        for element in root.everything:
            if name := element.get("id"):
                self._ids.setdefault(name, element)
        self._gradients = Gradients(self._styles, self._find)
        self._base = Matrix()
        self._seen: Box = (0, 0, 0, 0)
        self._drawn = self._points = 0
        self._problems: dict[str, SvgError] = {}
        self._outlines_only = False  # inside a clipPath
        self._is_masking = False  # inside a mask

    def read(self) -> Drawing:
        style = self._styles.of(self._root, {})
        place = _Place(self._root, style, Matrix(), (0, 0))
        try:
            width, height, view = _size(place)
            drawing = Drawing(width * 0.75, height * 0.75, ())
            self._seen = (0.0, 0.0, *drawing.box)
            scale = SIDE / max(width, height)
            self._base = Matrix(scale, 0, 0, -scale, 0, height * scale)
            matrix = self._base
            if view:
                matrix = matrix @ values.fitted(view, width, height, style.get("preserveAspectRatio", ""))
            if values.transform(style.get("transform", "none")) != Matrix():
                raise self._root.error("the whole of it is turned or moved", "turn what is in it instead")
            ground = self._ground(style)
        except (ValueError, ArithmeticError) as error:
            raise self._root.error(f"its size cannot be read: {str(error)[:40]!r}", "give it a viewBox") from error
        viewport = (view[2], view[3]) if view else (width, height)
        items = [*ground, *self._draw(replace(place, matrix=matrix, viewport=viewport))]
        if self._problems:
            raise _together(list(self._problems.values()))
        return replace(drawing, items=tuple(items))

    def _ground(self, style: Style) -> list[Item]:
        """The color behind a drawing, which HTML's properties give it. Raises SvgError, ValueError."""
        text = style.get("background-color", style.get("background", "none"))
        if text.lower() == "none":
            return []
        found = values.colour(text) or values.colour(style.get("color", "#000"))
        if found is None or not found[1]:
            return []
        return [Fill(geometry.rectangle(0, 0, self._seen[2], self._seen[3]), Paint(*found))]

    # -- the tree

    def _draw(self, place: _Place) -> list[Item]:
        """What an element draws. What is wrong with it is kept, so that all is told at once."""
        try:
            return self._items(place)
        except _LimitError:
            raise
        except SvgError as error:
            self._problems.setdefault(str(error), error)
        except (ValueError, ArithmeticError) as error:
            message = f"a value of a <{place.element.name}> cannot be read: {str(error)[:40]!r}"
            self._problems.setdefault(message, place.element.error(message))
        return []

    def _items(self, place: _Place) -> list[Item]:
        """Raises SvgError, ValueError, ArithmeticError."""
        element, style, name = place.element, place.style, place.element.name
        self._count(place)
        if name in _NEVER_DRAWN or (name == "symbol" and place.used_by is None) or not self._is_shown(place):
            return []
        opacity = 1.0 if self._outlines_only else values.share(style.get("opacity", "1"))
        if not opacity or not place.matrix.determinant:
            return []
        if name in SHAPES:
            items = self._shape(place)
        elif name in _GROUPS:
            items = [item for inner in self._inside(place) for item in self._draw(inner)]
            if name in _FRAMES and element is not self._root and style.get("overflow") not in ("visible", "auto"):
                frame = self._frame(place)
                items = [Group(tuple(items), clip=Clip(frame[2]))] if frame and items else []
        elif name in _TEXTS and (_is_empty(element) or style.get("visibility") == "hidden"):
            return []
        else:
            hint = _WHAT_TO_DO.get("text" if name in _TEXTS else name, OTHERWISE)
            raise element.error(f"it holds <{name}>, which cannot be drawn", hint)
        for effect, harmless in _EFFECTS.items():
            # A filter may draw something where there is nothing.
            if style.get(effect, harmless) != harmless and not self._outlines_only and (items or effect == "filter"):
                raise _no_effect(element, effect)
        return self._within(place, style, items, opacity)

    def _count(self, place: _Place) -> None:
        self._drawn += 1
        if self._drawn > _MOST_DRAWN:
            raise _LimitError("it has too many parts", "simplify it, or save it as PNG")
        if place.depth > _DEEPEST:
            message = "its parts refer to each other in too long a chain, or to themselves"
            raise _LimitError(message, line=place.element.line)

    def _is_shown(self, place: _Place) -> bool:
        if place.style.get("display") == "none" or "requiredExtensions" in place.style:
            return False
        if "systemLanguage" in place.style:
            raise place.element.error("a part of it depends on the reader's language", "leave one language in it")
        return True

    def _child(self, place: _Place, element: Element, used_by: Style | None = None) -> _Place:
        style = self._styles.of(element, place.style)
        matrix = place.matrix
        if "transform" in style:
            try:
                matrix = matrix @ self._transform(place, element, style)
            except ValueError as error:
                message = f"the transform of a <{element.name}> cannot be read: {str(error)[:40]!r}"
                raise element.error(message) from error
            if not matrix.is_near(geometry.LARGEST):
                raise element.error("a part of it lies out of any page")
        return replace(place, element=element, style=style, matrix=matrix, depth=place.depth + 1, used_by=used_by)

    def _transform(self, place: _Place, element: Element, style: Style) -> Matrix:
        """Raises SvgError, ValueError."""
        step = values.transform(style["transform"])
        if step != Matrix() and element.name == "symbol":
            raise element.error("a symbol in it is turned or moved", "turn what is in the symbol instead")
        if "transform-origin" not in style:
            return step
        if style.get("transform-box", "view-box") != "view-box":
            raise element.error("a part of it is turned about its own middle", "save it as plain SVG")
        about = values.origin(style["transform-origin"], place.viewport, values.em(style))
        return geometry.moved(about.real, about.imag) @ step @ geometry.moved(-about.real, -about.imag)

    def _inside(self, place: _Place) -> Iterator[_Place]:
        """What a group shows. Raises SvgError, ValueError."""
        element, name = place.element, place.element.name
        if name == "use":
            if element.href:
                at = geometry.moved(place.length("x", axis=0), place.length("y", axis=1))
                outer = replace(place, matrix=place.matrix @ at)
                yield self._child(outer, self._find(element, element.href), place.style)
            return
        if name in _FRAMES and element is not self._root:
            frame = self._frame(place)
            if frame is None:
                return
            place = replace(place, matrix=frame[0], viewport=frame[1])
        for child in element.inner:
            inner = self._child(place, child)
            if name != "switch":
                yield inner
            elif self._is_shown(inner) or "requiredExtensions" not in inner.style:
                yield inner
                return

    def _frame(self, place: _Place) -> tuple[Matrix, tuple[float, float], Path] | None:
        """What a symbol or an inner drawing has inside: coordinates and viewport; and its edge. None without a size."""
        sizes = [(place.used_by or {}).get(name, place.style.get(name, "auto")) for name in ("width", "height")]
        width, height = (place.value("100%" if size == "auto" else size, k) for k, size in enumerate(sizes))
        x, y = place.length("x", axis=0), place.length("y", axis=1)
        view = values.view_box(place.style["viewBox"]) if "viewBox" in place.style else (0.0, 0.0, width, height)
        if min(width, height, view[2], view[3]) <= 0:
            return None
        fitted = values.fitted(view, width, height, place.style.get("preserveAspectRatio", ""))
        edge = place.matrix.path(geometry.rectangle(x, y, width, height))
        return place.matrix @ geometry.moved(x, y) @ fitted, (view[2], view[3]), edge

    def _find(self, element: Element, href: str) -> Element:
        if not href.startswith("#"):
            raise element.error(
                f"<{element.name}> refers to another file: {href[:40]!r}", "put all parts into one file"
            )
        if href[1:] not in self._ids:
            raise element.error(f"it refers to a part that it lacks: {href[:40]!r}")
        return self._ids[href[1:]]

    # -- shapes

    def _path(self, place: _Place) -> Path:
        path = outline(place.element.name, place.style, place.length)
        self._count_points(path)
        return path

    def _count_points(self, path: Path) -> None:
        self._points += len(path)
        if self._points > _MOST_POINTS:
            raise _LimitError(f"it has more than {_MOST_POINTS:,} points", "simplify its paths, or save it as PNG")

    def _shape(self, place: _Place) -> list[Item]:
        """Raises SvgError, ValueError, ArithmeticError."""
        element, style = place.element, place.style
        if style.get("visibility", "visible") != "visible":
            return []
        try:
            path = self._path(place)
        except ValueError as error:
            raise element.error(f'the points of a <{element.name}> cannot be read: "{str(error)[:40]}"') from error
        if not path:
            return []
        if not geometry.is_near(place.matrix.path(path), _FARTHEST):
            raise element.error("a point of it lies out of any page")
        if self._outlines_only:
            return [Fill(place.matrix.path(path), masks.WHITE, style.get("clip-rule") == "evenodd")]
        for name in ("marker", "marker-start", "marker-mid", "marker-end"):
            if style.get(name, "none") != "none":
                raise element.error(f"it has marks on its lines ({name})", "turn the marks into shapes")
        layers: dict[str, Callable[[], list[Item]]] = {
            "fill": lambda: self._fill(place, path),
            "stroke": lambda: self._stroke(place, path),
        }
        order = [name for name in style.get("paint-order", "").split() if name in layers]
        return [item for name in dict.fromkeys((*order, *layers)) for item in layers[name]()]

    def _fill(self, place: _Place, path: Path) -> list[Item]:
        paint = self._paint(place, "fill", "#000", path)
        area = geometry.with_area(path)
        even_odd = place.style.get("fill-rule") == "evenodd"
        return [Fill(place.matrix.path(area), paint, even_odd)] if paint and area else []

    def _stroke(self, place: _Place, path: Path) -> list[Item]:
        style = place.style
        paint = self._paint(place, "stroke", "none", path)
        width = place.length("stroke-width", "1")
        if not paint or width <= 0:
            return []
        cap, join = _CAPS.get(style.get("stroke-linecap", "butt")), _JOINS.get(style.get("stroke-linejoin", "miter"))
        if cap is None or join is None:
            raise place.element.error("it has lines with ends or corners that cannot be drawn", "use round ones")
        matrix = place.matrix
        if style.get("vector-effect") == "non-scaling-stroke":
            path, matrix = (self._base.inverse() @ matrix).path(path), self._base
        dashes: tuple[float, ...] = ()
        if (text := style.get("stroke-dasharray", "none")) != "none":
            dashes = tuple(place.value(part, None) for part in re.split(r"[\s,]+", text.strip(" ,")))
            if min(dashes) < 0 or not any(dashes):
                dashes = ()
            elif sum(dashes) * matrix.scale < _FINEST_DASHES:
                raise place.element.error("it has dashes that are too fine to be seen", "give it a plain line")
        lines: list[geometry.Segment] = []
        dots: list[Item] = []
        for part in geometry.subpaths(path):
            if (dot := geometry.dot(part)) is None:
                lines += part
            elif cap:
                square = geometry.rectangle(dot.real - width / 2, dot.imag - width / 2, width, width)
                shape = geometry.ellipse(dot, width / 2, width / 2) if cap == 1 else square
                dots.append(Fill(matrix.path(shape), paint))
                self._count_points(shape)
        limit, offset = max(float(style.get("stroke-miterlimit", "4")), 1.0), place.length("stroke-dashoffset")
        line = Stroke(tuple(lines), paint, matrix, width, cap, join, limit, dashes, offset)
        return [line, *dots] if lines else dots

    def _paint(self, place: _Place, name: str, default: str, path: Path) -> Paint | None:
        """Raises SvgError, ValueError."""
        element, style = place.element, place.style
        text = style.get(name, default)
        opacity = values.share(style.get(f"{name}-opacity", "1"))
        if not opacity or text.lower() == "none":
            return None
        if text.lower().startswith("url("):
            target, fallback = self._referred(element, text)
            if target is None and not fallback:
                raise element.error(f"it refers to a part that it lacks: {text[:40]!r}")
            if target is not None and (paint := self._gradient(place, name, target, opacity, path)):
                return paint
            if fallback.lower() in ("", "none"):
                return None
            text = fallback
        try:
            found = values.colour(text) or values.colour(style.get("color", "#000"))
        except ValueError:
            found = None
        if found is None:
            raise element.error(f"the color {text[:40]!r} is not understood", "write it as #rrggbb")
        return Paint(found[0], opacity * found[1]) if found[1] else None

    def _gradient(self, place: _Place, name: str, target: Element, opacity: float, path: Path) -> Paint | None:
        if target.name not in ("linearGradient", "radialGradient"):
            message = f"a part of it has a <{target.name}> for a color ({name})"
            raise place.element.error(message, "give it one color, or save as PNG")
        seen = self._seen
        if name == "fill" and (box := geometry.box_of(place.matrix.path(path))):
            seen = (max(box[0], seen[0]), max(box[1], seen[1]), min(box[2], seen[2]), min(box[3], seen[3]))
        read = self._gradients.read(target, geometry.box_of(path), place.matrix, place.viewport, seen)
        if isinstance(read, tuple):
            return Paint(read[0], opacity * read[1]) if read[1] else None
        return Paint(read, opacity) if read else None

    def _referred(self, element: Element, text: str) -> tuple[Element | None, str]:
        """The element that a url() refers to, if there is one, and what stands after it."""
        found = _LOCAL.fullmatch(text)
        if not found and not text.lower().startswith("url("):
            raise element.error(f"a value of it cannot be drawn: {text[:40]!r}", "save it as plain SVG")
        if not found:
            raise element.error(f"it refers to another file: {text[:40]!r}", "put all parts into one file")
        return self._ids.get(found[2]), found[3]

    # -- what a part is drawn within

    def _within(self, place: _Place, style: Style, items: list[Item], opacity: float = 1.0) -> list[Item]:
        """What is drawn at a place, cropped, masked and see-through as the values say."""
        element = place.element
        if style.get("clip-path", "none") != "none":
            target, _ = self._referred(element, style["clip-path"])
            if target is not None and target.name == "clipPath":  # else it is as if there were none
                items = self._clipped(place, items, target)
        if style.get("mask", "none") != "none" and not self._outlines_only:
            target, _ = self._referred(element, style["mask"])
            if target is None or target.name != "mask":
                raise element.error(f"it refers to a part that it lacks: {style['mask'][:40]!r}")
            items = self._masked(place, items, target)
        blend = "normal" if self._outlines_only else style.get("mix-blend-mode", "normal")
        if not items or (opacity == 1 and blend == "normal" and style.get("isolation") != "isolate"):
            return items
        if blend != "normal":
            if blend not in _BLENDS or self._is_masking:
                raise _no_effect(element, f"mix-blend-mode {blend}")
            return [Group(tuple(items), opacity, blend="".join(part.title() for part in blend.split("-")))]
        if opacity == 1:
            return [Group(tuple(items), is_isolated=True)]
        if len(items) == 1 and not isinstance(items[0], Group):
            paint = items[0].paint
            return [replace(items[0], paint=replace(paint, opacity=paint.opacity * opacity))]
        return [Group(tuple(items), opacity)]

    def _clipped(self, place: _Place, items: list[Item], target: Element) -> list[Item]:
        deeper, outer = self._definition(place, target)
        inner = self._child(outer, target)
        if target.get("clipPathUnits") == "objectBoundingBox":
            unit = self._unit(place)
            if unit is None:
                return []
            inner = replace(inner, matrix=inner.matrix @ unit, viewport=(1.0, 1.0))
        before, self._outlines_only = self._outlines_only, True
        try:
            shapes = [
                shape
                for child in target.inner
                if child.name in _TEXTS or self._is_shape(child)
                for shape in self._draw(self._child(inner, child))
            ]
            # A clipPath may be cropped itself.
            shapes = self._within(deeper, inner.style, shapes) if shapes else []
        finally:
            self._outlines_only = before
        return masks.shown(items, shapes)

    def _is_shape(self, element: Element) -> bool:
        """Whether a clipPath may hold it: a shape, or a reference straight to one."""
        if element.name == "use" and element.href:
            return self._find(element, element.href).name in SHAPES
        return element.name in SHAPES

    def _masked(self, place: _Place, items: list[Item], target: Element) -> list[Item]:
        deeper, outer = self._definition(place, target)
        style = self._styles.of(target, outer.style)
        area = content = replace(outer, style=style)
        is_area_boxed = target.get("maskUnits") != "userSpaceOnUse"
        is_content_boxed = target.get("maskContentUnits") == "objectBoundingBox"
        if is_area_boxed or is_content_boxed:
            unit = self._unit(place)
            if unit is None:
                return []
            boxed = replace(area, matrix=area.matrix @ unit, viewport=(1.0, 1.0))
            area, content = boxed if is_area_boxed else area, boxed if is_content_boxed else content
        x, y = area.length("x", "-10%", axis=0), area.length("y", "-10%", axis=1)
        width, height = area.length("width", "120%", axis=0), area.length("height", "120%", axis=1)
        edge = area.matrix.path(geometry.rectangle(x, y, width, height))
        before, self._is_masking = self._is_masking, True
        try:
            shapes = [shape for child in target.inner for shape in self._draw(self._child(content, child))]
        finally:
            self._is_masking = before
        shapes = masks.greyed(shapes, by_opacity=style.get("mask-type") == "alpha")
        # A mask may be masked itself.
        shapes = self._within(deeper, style, shapes) if shapes else []
        return masks.shown([Group(tuple(items), clip=Clip(edge))], shapes)

    def _definition(self, place: _Place, target: Element) -> tuple[_Place, _Place]:
        """The place that a clipPath or a mask applies to, and the same with the values of what the target stands in."""
        deeper = replace(place, depth=place.depth + 1)
        self._count(deeper)
        return deeper, replace(deeper, style=self._styles.in_place(target.parent) if target.parent is not None else {})

    def _unit(self, place: _Place) -> Matrix | None:
        """Coordinates in which the box around a part is a unit square; None for a part without a size."""
        box = geometry.around(self._boxes(place, place.matrix.inverse()))
        if box is None or box[2] <= box[0] or box[3] <= box[1]:
            return None
        return Matrix(a=box[2] - box[0], d=box[3] - box[1], e=box[0], f=box[1])

    def _boxes(self, place: _Place, back: Matrix) -> Iterator[Box | None]:
        self._count(place)
        name = place.element.name
        if name in SHAPES and self._is_shown(place):
            yield geometry.box_of((back @ place.matrix).path(self._path(place)))
        elif name in _GROUPS and self._is_shown(place):
            for inner in self._inside(place):
                yield from self._boxes(inner, back)


def _no_effect(element: Element, effect: str) -> SvgError:
    message = f"it has an effect that cannot be drawn ({effect[:40]})"
    return element.error(message, "turn the effect into shapes, or save as PNG")


def _is_empty(text: Element) -> bool:
    return not "".join(text.itertext()).strip() and all(inner.name != "tref" for inner in text.everything)


def _size(place: _Place) -> tuple[float, float, tuple[float, float, float, float] | None]:
    """Width and height in px, and the view box. Raises SvgError, ValueError, ArithmeticError."""
    view = values.view_box(place.style["viewBox"]) if "viewBox" in place.style else None
    given = [
        None if (text := place.style.get(name, "auto")) == "auto" or text.endswith("%") else place.value(text, None)
        for name in ("width", "height")
    ]
    width, height = given
    if view:
        if width is None:
            width = view[2] if height is None else height * view[2] / view[3]
        if height is None:
            height = width * view[3] / view[2]
    if width is None or height is None or not (0 < width < _LARGEST_SIDE and 0 < height < _LARGEST_SIDE):
        raise SvgError("it says neither how large it is nor what part of it is seen", "give it a viewBox")
    return width, height, view


def _together(problems: Iterable[SvgError]) -> SvgError:
    """All that is wrong, as the first one."""
    first, *others = problems
    parts = [str(first), *(f"line {other.line}: {other}" for other in others[: _MOST_PROBLEMS - 1])]
    if len(others) >= _MOST_PROBLEMS:
        parts.append(f"and {len(others) - _MOST_PROBLEMS + 1} more")
    return SvgError("; ".join(parts), first.hint, first.line)
