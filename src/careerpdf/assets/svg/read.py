"""SVG files as drawings: what is seen is drawn as SVG 2 says, or refused with its line; the rest is passed over.

A drawing program may put text, pictures, scripts and links into an SVG file. No other file is opened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from careerpdf.assets.svg import geometry, masks, values
from careerpdf.assets.svg.drawing import SIDE, Clip, Drawing, Fill, Group, Item
from careerpdf.assets.svg.elements import OTHERWISE, Element, SvgError, read_elements
from careerpdf.assets.svg.geometry import Box, Matrix, Path
from careerpdf.assets.svg.limits import Budget, LimitError
from careerpdf.assets.svg.painting import Painter
from careerpdf.assets.svg.place import Place
from careerpdf.assets.svg.references import References
from careerpdf.assets.svg.shapes import SHAPES, outline
from careerpdf.assets.svg.styles import Style, Styles

_MOST_PROBLEMS = 3  # that are told at once
_LARGEST_SIDE = 1e6  # px
_FARTHEST = 1e6  # that a point may lie, in thousandths of the drawing's longer side

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


def read_svg(data: bytes) -> Drawing:
    """The drawing in an SVG file. Raises SvgError."""
    try:
        return _Reader(read_elements(data)).read()
    except RecursionError:
        raise SvgError("its parts lie too deep in each other", "simplify it, or save it as PNG") from None


class _Reader:
    def __init__(self, root: Element) -> None:
        self._root = root
        self._styles, self._references, self._budget = Styles(root), References(root), Budget()
        self._problems: dict[str, SvgError] = {}
        self._outlines_only = False  # inside a clipPath
        self._is_masking = False  # inside a mask

    def read(self) -> Drawing:
        root, style = self._root, self._styles.of(self._root, {})
        place = Place(root, style, Matrix(), (0, 0))
        try:
            width, height, view = _size(place)
            fitted = values.fitted(view, width, height, style.get("preserveAspectRatio", "")) if view else Matrix()
            if values.transform(style.get("transform", "none")) != Matrix():
                raise root.error("the whole of it is turned or moved", "turn what is in it instead")
        except (ValueError, ArithmeticError) as error:
            raise root.error(f"its size cannot be read: {str(error)[:40]!r}", "give it a viewBox") from error
        drawing = Drawing(width * 0.75, height * 0.75, ())
        scale = SIDE / max(width, height)
        base = Matrix(scale, 0, 0, -scale, 0, drawing.box[1])
        self._painter = Painter(self._styles, self._references, self._budget, base, (0, 0, *drawing.box))
        viewport = (view[2], view[3]) if view else (width, height)
        items = self._draw(replace(place, matrix=base @ fitted, viewport=viewport))
        if self._problems:
            raise _together(list(self._problems.values()))
        if not items:
            raise SvgError("nothing in it can be seen", "open it in a browser: is it the right file?")
        # The colour behind a drawing, which HTML's properties give it
        ground = style.get("background-color", style.get("background", "none"))
        behind = None if ground == "none" else self._painter.colour(root, ground, style.get("color", "#000"))
        if behind:
            items.insert(0, Fill(geometry.rectangle(0, 0, *drawing.box), behind))
        return replace(drawing, items=tuple(items))

    # -- the tree

    def _draw(self, place: Place) -> list[Item]:
        """Read what an element draws. What is wrong with it is kept, so that all is said at once."""
        try:
            return self._items(place)
        except LimitError:
            raise
        except SvgError as error:
            self._problems.setdefault(str(error), error)
        except (ValueError, ArithmeticError) as error:
            message = f"a value of a <{place.element.name}> cannot be read: {str(error)[:40]!r}"
            self._problems.setdefault(message, place.element.error(message))
        return []

    def _items(self, place: Place) -> list[Item]:
        """Raises SvgError, ValueError, ArithmeticError."""
        element, style, name = place.element, place.style, place.element.name
        self._budget.element(element, place.depth)
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

    def _is_shown(self, place: Place) -> bool:
        if place.style.get("display") == "none" or "requiredExtensions" in place.style:
            return False
        if "systemLanguage" in place.style:
            raise place.element.error("a part of it depends on the reader's language", "leave one language in it")
        return True

    def _child(self, place: Place, element: Element, used_by: Style | None = None) -> Place:
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

    def _transform(self, place: Place, element: Element, style: Style) -> Matrix:
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

    def _inside(self, place: Place) -> Iterator[Place]:
        """Read what a group shows. Raises SvgError, ValueError."""
        element, name = place.element, place.element.name
        if name == "use":
            if element.href:
                at = geometry.moved(place.length("x", axis=0), place.length("y", axis=1))
                outer = replace(place, matrix=place.matrix @ at)
                yield self._child(outer, self._references.by_href(element, element.href), place.style)
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
            elif "requiredExtensions" not in inner.style:
                yield inner
                return

    def _frame(self, place: Place) -> tuple[Matrix, tuple[float, float], Path] | None:
        """Read the coordinates, the viewport and the edge of a symbol or an inner drawing; None without a size."""
        sizes = [(place.used_by or {}).get(name, place.style.get(name, "auto")) for name in ("width", "height")]
        width, height = (place.px("100%" if size == "auto" else size, k) for k, size in enumerate(sizes))
        x, y = place.length("x", axis=0), place.length("y", axis=1)
        view = values.view_box(place.style["viewBox"]) if "viewBox" in place.style else (0.0, 0.0, width, height)
        if min(width, height, view[2], view[3]) <= 0:
            return None
        fitted = values.fitted(view, width, height, place.style.get("preserveAspectRatio", ""))
        edge = place.matrix.path(geometry.rectangle(x, y, width, height))
        return place.matrix @ geometry.moved(x, y) @ fitted, (view[2], view[3]), edge

    def _shape(self, place: Place) -> list[Item]:
        """Raises SvgError, ValueError, ArithmeticError."""
        element, style = place.element, place.style
        if style.get("visibility", "visible") != "visible":
            return []
        try:
            path = self._path(place)
        except ValueError as error:
            raise element.error(f'the points of a <{element.name}> cannot be read: "{str(error)[:40]}"') from error
        placed = place.matrix.path(path)
        if not geometry.is_near(placed, _FARTHEST):
            raise element.error("a point of it lies out of any page")
        if self._outlines_only:
            return [Fill(placed, masks.WHITE, style.get("clip-rule") == "evenodd")] if path else []
        return self._painter.shape(place, path) if path else []

    def _path(self, place: Place) -> Path:
        path = outline(place.element.name, place.style, place.length)
        self._budget.points(path)
        return path

    # -- what a part is drawn within

    def _within(self, place: Place, style: Style, items: list[Item], opacity: float = 1.0) -> list[Item]:
        """Put what is drawn at its place, cropped, masked and see-through as the values say."""
        element = place.element
        if style.get("clip-path", "none") != "none":
            target, _ = self._references.by_url(element, style["clip-path"])
            if target is not None and target.name == "clipPath":  # else it is as if there were none
                items = self._clipped(place, items, target)
        if style.get("mask", "none") != "none" and not self._outlines_only:
            target, _ = self._references.by_url(element, style["mask"])
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

    def _clipped(self, place: Place, items: list[Item], target: Element) -> list[Item]:
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
        """True if a clipPath may hold it: a shape, or a reference straight to one."""
        if element.name == "use" and element.href:
            return self._references.by_href(element, element.href).name in SHAPES
        return element.name in SHAPES

    def _masked(self, place: Place, items: list[Item], target: Element) -> list[Item]:
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
        if style.get("color-interpolation") == "linearRGB":
            raise target.error("a mask in it measures light in another way (color-interpolation)", OTHERWISE)
        shapes = masks.greyed(shapes, by_opacity=style.get("mask-type") == "alpha")
        # A mask may be masked itself.
        shapes = self._within(deeper, style, shapes) if shapes else []
        return masks.shown([Group(tuple(items), clip=Clip(edge))], shapes)

    def _definition(self, place: Place, target: Element) -> tuple[Place, Place]:
        """The place that a clipPath or a mask applies to, and the same with the values of what the target stands in."""
        deeper = replace(place, depth=place.depth + 1)
        self._budget.element(target, deeper.depth)
        return deeper, replace(deeper, style=self._styles.in_place(target.parent) if target.parent is not None else {})

    def _unit(self, place: Place) -> Matrix | None:
        """Coordinates in which the box around a part is a unit square; None for a part without a size."""
        box = geometry.around(self._boxes(place, place.matrix.inverse()))
        if box is None or box[2] <= box[0] or box[3] <= box[1]:
            return None
        return Matrix(a=box[2] - box[0], d=box[3] - box[1], e=box[0], f=box[1])

    def _boxes(self, place: Place, back: Matrix) -> Iterator[Box | None]:
        self._budget.element(place.element, place.depth)
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


def _size(place: Place) -> tuple[float, float, tuple[float, float, float, float] | None]:
    """Width and height in px, and the view box. Raises SvgError, ValueError, ArithmeticError."""
    view = values.view_box(place.style["viewBox"]) if "viewBox" in place.style else None
    given = [
        None if (text := place.style.get(name, "auto")) == "auto" or text.endswith("%") else place.px(text, None)
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


def _together(problems: Sequence[SvgError]) -> SvgError:
    """All that is wrong, as the first one."""
    first, *others = problems
    parts = [str(first), *(f"line {other.line}: {other}" for other in others[: _MOST_PROBLEMS - 1])]
    if len(others) >= _MOST_PROBLEMS:
        parts.append(f"and {len(others) - _MOST_PROBLEMS + 1} more")
    return SvgError("; ".join(parts), first.hint, first.line)
