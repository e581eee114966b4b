"""Appearances of annotations: the streams that draw them (ISO 32000-1, 12.5.5). Lengths in pt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from careerpdf.check.objects import entry, items, number, numbers
from careerpdf.press.layouts import Box

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_FURTHEST = 1e6  # pt from the origin
_SETS = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}
_ROUND = 0.5523  # of a radius: where the handles of a quarter circle stand


class NoAppearanceError(ValueError):
    """An annotation that cannot be drawn: it lacks what is to be drawn, or has more than this program knows."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """Operators in a space of their own, the part of it that is shown (`box`), and the matrix from it to the page.

    `multiplies` for a mark that darkens what is under it, as a highlighter does; `fits` is False if a part of a text
    has no room.
    """

    operators: str
    box: Box
    matrix: Matrix = _IDENTITY
    opacity: float = 1.0
    multiplies: bool = False
    fits: bool = True

    def stream(self, pdf: Pdf, fonts: Dictionary) -> Stream:
        """The appearance as a form XObject; `fonts` is shared by all of a file."""
        form = pdf.make_stream(f"/Appearance gs {self.operators}".encode("latin-1"))
        form[Name.Type], form[Name.Subtype] = Name.XObject, Name.Form
        form[Name.BBox] = Array([round(v, 4) for v in (self.box.left, self.box.bottom, self.box.right, self.box.top)])
        form[Name.Matrix] = Array([round(v, 6) for v in self.matrix])
        state = Dictionary(ca=self.opacity, CA=self.opacity) if self.opacity < 1 else Dictionary()
        if self.multiplies:
            state[Name.BM] = Name.Multiply
        form[Name.Resources] = Dictionary(ExtGState=Dictionary(Appearance=state), Font=fonts)
        return form


def rectangle(annotation: object) -> Box:
    """The place of an annotation on its page. Raises NoAppearanceError."""
    values = numbers(annotation, "/Rect")
    if len(values) != 4 or max(map(abs, values)) > _FURTHEST:
        raise NoAppearanceError("no rectangle")
    return Box(min(values[::2]), min(values[1::2]), max(values[::2]), max(values[1::2]))


def colour(holder: object, key: str, *, stroke: bool = False) -> str:
    """The operator that sets the colour of an entry; empty for none, which is see-through."""
    values = numbers(holder, key)
    operator = _SETS.get(len(values))
    if operator is None:
        return ""
    return " ".join([*(f"{min(max(value, 0.0), 1.0):g}" for value in values), operator[stroke]])


def opacity(annotation: object) -> float:
    """The constant opacity of an annotation, 1 where it has none."""
    value = entry(annotation, "/CA")
    return min(max(number(value), 0.0), 1.0) if value is not None else 1.0


@dataclass(frozen=True, slots=True)
class Border:
    """The line around an annotation: width in pt, lengths of its dashes."""

    width: float = 1.0
    dashes: tuple[float, ...] = ()

    @property
    def operators(self) -> str:
        dashes = f"[{' '.join(f'{dash:g}' for dash in self.dashes)}] 0 d " if self.dashes else ""
        return f"{self.width:g} w {dashes}"


def border(annotation: object) -> Border:
    """The border of an annotation: its style dictionary (/BS) or its array (/Border); 1 pt where it has neither."""
    style, listed = entry(annotation, "/BS"), list(items(entry(annotation, "/Border")))
    if isinstance(style, Dictionary):
        width = number(style["/W"]) if "/W" in style else 1.0
        dashed = entry(style, "/S") == Name.D
        dashes = (numbers(style, "/D") or (3.0,)) if dashed else ()
    else:
        width = number(listed[2]) if len(listed) > 2 else 1.0
        dashes = tuple(number(value) for value in items(listed[3])) if len(listed) > 3 else ()
    sound = 0 < len(dashes) <= 10 and all(0 <= dash <= 1000 for dash in dashes) and sum(dashes) > 0
    return Border(min(max(width, 0.0), 100.0), dashes if sound else ())


def points(values: Sequence[float]) -> list[Point]:
    """Pairs of coordinates. Raises NoAppearanceError for fewer than two, or for what lies on no page."""
    if len(values) < 4 or max(map(abs, values)) > _FURTHEST:
        raise NoAppearanceError("no coordinates")
    return list(zip(values[::2], values[1::2], strict=False))


def path(corners: Iterable[Point]) -> str:
    """Operators of the straight lines through points."""
    first, *others = corners
    return f"{first[0]:.3f} {first[1]:.3f} m " + " ".join(f"{x:.3f} {y:.3f} l" for x, y in others)


def rectangle_path(box: Box) -> str:
    """Operators of the path of a box."""
    return f"{box.left:.3f} {box.bottom:.3f} {box.width:.3f} {box.height:.3f} re"


def ellipse(box: Box) -> str:
    """Operators of the path of the ellipse that fills a box."""
    x, y, a, b = (box.left + box.right) / 2, (box.bottom + box.top) / 2, box.width / 2, box.height / 2
    c, d = a * _ROUND, b * _ROUND
    quarters = (
        (x + a, y + d, x + c, y + b, x, y + b),
        (x - c, y + b, x - a, y + d, x - a, y),
        (x - a, y - d, x - c, y - b, x, y - b),
        (x + c, y - b, x + a, y - d, x + a, y),
    )
    curves = " ".join(" ".join(f"{value:.3f}" for value in quarter) + " c" for quarter in quarters)
    return f"{x + a:.3f} {y:.3f} m {curves} h"


def around(corners: Iterable[Point], margin: float) -> Box:
    """The box around points, with a margin."""
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys)).grown(margin)
