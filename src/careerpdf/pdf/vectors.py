"""Drawings as form XObjects (ISO 32000-1, 8.10): paths, gradients as shadings (8.7.4), and what is see-through (11).

Colours are RGB, but grey in soft masks.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from careerpdf.assets.svg.drawing import Clip, Drawing, Fill, Gradient, Group, Item, Paint, Stop, Stroke
from careerpdf.assets.svg.geometry import Matrix, Path
from careerpdf.pdf.writer import PdfWriter, deflate

_PLACES = 2  # digits after the point; the longer side of a drawing is a thousand


def add_drawing(writer: PdfWriter, drawing: Drawing) -> int:
    """Write a drawing that fills the unit square, as pictures do; returns its object number."""
    width, height = drawing.box
    form = _Form(writer, drawing.box)
    form.draw(drawing.items)
    alone = _transparency("DeviceRGB") if Group(drawing.items).is_mixed else ""  # nothing is mixed with the page
    return form.write(f"/Matrix[{1 / width:.10f} 0 0 {1 / height:.10f} 0 0]{alone}")


class _Form:
    """The content of one form, and the resources that it names."""

    def __init__(self, writer: PdfWriter, box: tuple[float, float]) -> None:
        self._writer, self._box = writer, box
        self._out: list[str] = []
        self._resources: dict[str, dict[str, str]] = {"Pattern": {}, "ExtGState": {}, "XObject": {}}

    def write(self, entries: str) -> int:
        resources = "".join(
            f"/{kind}<<{''.join(f'/{name} {value}' for value, name in named.items())}>>"
            for kind, named in self._resources.items()
            if named
        )
        return self._writer.add_stream(
            deflate("\n".join(self._out).encode("ascii")),
            f"/Type/XObject/Subtype/Form/BBox[0 0 {numbers(self._box)}]{entries}"
            f"/Resources<<{resources}>>/Filter/FlateDecode",
        )

    def draw(self, items: Iterable[Item]) -> None:
        for item in items:
            match item:
                case Fill():
                    self._paint(item.paint, "rg", f"{_path(item.path)} f{'*' if item.even_odd else ''}")
                case Stroke():
                    self._stroke(item)
                case Group():
                    self._group(item)

    def _stroke(self, line: Stroke) -> None:
        # As large as the drawing, so that as many digits serve; only what is not drawn evenly needs a transform.
        by, matrix = line.matrix.scale, line.matrix
        if matrix.is_similar:
            path, before, after = matrix.path(line.path), "", ""
        else:
            path = Matrix(a=by, d=by).path(line.path)
            values = (matrix.a / by, matrix.b / by, matrix.c / by, matrix.d / by)
            before = f"q {numbers(values, 6)} {numbers((matrix.e, matrix.f))} cm "
            after = " Q"
        dashes = numbers([dash * by for dash in line.dashes]) if line.dashes else ""
        state = (
            f"{numbers((line.width * by,))} w {line.cap} J {line.join} j {numbers((line.miter_limit,))} M "
            f"[{dashes}] {numbers((line.dash_offset * by,)) if dashes else '0'} d"
        )
        self._paint(line.paint, "RG", f"{before}{state} {_path(path)} S{after}")

    def _paint(self, paint: Paint, operator: str, drawn: str) -> None:
        """Draw with a colour or a gradient; `operator` sets the colour in RGB."""
        state = "" if paint.opacity == 1 else f"/ca {numbers((paint.opacity,), 4)}/CA {numbers((paint.opacity,), 4)}"
        if isinstance(paint.colour, Gradient):
            gradient = paint.colour
            space, name = ("cs", "scn") if operator == "rg" else ("CS", "SCN")
            colour = f"/Pattern {space} /{self._pattern(gradient)} {name}"
            if any(stop.opacity != 1 for stop in gradient.stops):
                state += self._see_through(gradient)
        else:
            is_grey = len(paint.colour) == 1
            colour = f"{numbers(paint.colour, 4)} {('g' if operator == 'rg' else 'G') if is_grey else operator}"
        self._out.append(f"q /{self._state(state)} gs {colour} {drawn} Q" if state else f"{colour} {drawn}")

    def _group(self, group: Group) -> None:
        self._out.append("q")
        if group.clip:
            self._out.append(_clip(group.clip))
        state = "" if group.opacity == 1 else f"/ca {numbers((group.opacity,), 4)}"
        if group.blend != "Normal":
            state += f"/BM/{group.blend}"
        if group.mask is not None:
            state += self._mask(group.mask)
        # A clip of what is mixed is a group of its own, in SVG as in CSS.
        if state or ((group.is_isolated or group.clip) and group.is_mixed):
            self._out.append(f"/{self._state(state)} gs /{self._inner(group.items)} Do")
        else:
            self.draw(group.items)
        self._out.append("Q")

    def _inner(self, items: Sequence[Item]) -> str:
        form = _Form(self._writer, self._box)
        form.draw(items)
        return self._named("XObject", f"{form.write(_transparency('DeviceRGB'))} 0 R")

    def _mask(self, items: Sequence[Item]) -> str:
        form = _Form(self._writer, self._box)
        form.draw(items)
        return _luminosity(form.write(_transparency("DeviceGray")))

    def _see_through(self, gradient: Gradient) -> str:
        """The opacities of a gradient's stops, as a mask of greys."""
        stops = tuple(Stop(stop.offset, (stop.opacity,), 1.0) for stop in gradient.stops)
        grey = Gradient(gradient.start, gradient.end, gradient.radii, stops, gradient.matrix)
        form = _Form(self._writer, self._box)
        form._out.append(f"/Pattern cs /{form._pattern(grey)} scn 0 0 {numbers(self._box)} re f")
        return _luminosity(form.write(_transparency("DeviceGray")))

    def _pattern(self, gradient: Gradient) -> str:
        matrix = gradient.matrix
        points = [value for point in (gradient.start, gradient.end) for value in (point.real, point.imag)]
        if gradient.radii is None:
            kind, coordinates = 2, points
        else:
            kind, coordinates = 3, [*points[:2], gradient.radii[0], *points[2:], gradient.radii[1]]
        # In gradients of a unit square, coordinates are small and the matrix is large.
        by = max(abs(value) for value in coordinates) or 1.0
        scaled = (matrix.a * by, matrix.b * by, matrix.c * by, matrix.d * by, matrix.e, matrix.f)
        space = "DeviceGray" if len(gradient.stops[0].colour) == 1 else "DeviceRGB"
        shading = (
            f"<</ShadingType {kind}/ColorSpace/{space}/Coords[{numbers([value / by for value in coordinates], 6)}]"
            f"/Extend[true true]/Function {_function(gradient.stops)}>>"
        )
        return self._named("Pattern", f"<</Type/Pattern/PatternType 2/Matrix[{numbers(scaled, 6)}]/Shading{shading}>>")

    def _state(self, entries: str) -> str:
        return self._named("ExtGState", f"<<{entries}>>")

    def _named(self, kind: str, value: str) -> str:
        names = self._resources[kind]
        return names.setdefault(value, f"{kind[0]}{len(names)}")


def _transparency(space: str) -> str:
    return f"/Group<</S/Transparency/CS/{space}/I true>>"


def _luminosity(form: int) -> str:
    return f"/SMask<</S/Luminosity/G {form} 0 R>>"


def _function(stops: Sequence[Stop]) -> str:
    """The colours of a gradient from 0 to 1: straight between each two stops."""
    first, last = stops[0], stops[-1]
    ends = [Stop(0.0, first.colour, 1.0), *stops, Stop(1.0, last.colour, 1.0)]
    parts = [
        (one, other)
        for one, other in pairwise(ends)
        if round(other.offset, 6) > round(one.offset, 6)  # two colours at one place change without a passage
    ]
    written = [
        f"<</FunctionType 2/Domain[0 1]/C0[{numbers(one.colour, 4)}]/C1[{numbers(other.colour, 4)}]/N 1>>"
        for one, other in parts
    ]
    if len(written) == 1:
        return written[0]
    bounds = numbers([other.offset for _, other in parts[:-1]], 6)
    encode = " ".join(["0 1"] * len(parts))
    return f"<</FunctionType 3/Domain[0 1]/Functions[{''.join(written)}]/Bounds[{bounds}]/Encode[{encode}]>>"


def _clip(clip: Clip) -> str:
    # What is cropped by nothing is not seen at all.
    return f"{_path(clip.path) or '0 0 m'} W{'*' if clip.even_odd else ''} n"


def _path(path: Path) -> str:
    out = []
    for letter, points in path:
        if points:
            out.append(numbers([value for point in points for value in (point.real, point.imag)]))
        out.append(letter)
    return " ".join(out)


def numbers(values: Iterable[float], places: int = _PLACES) -> str:
    """Numbers as PDF writes them: never with an exponent."""
    texts = [f"{value:.{places}f}".rstrip("0").rstrip(".") for value in values]
    return " ".join("0" if text == "-0" else text for text in texts)
