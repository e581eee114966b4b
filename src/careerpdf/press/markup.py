"""Appearances of marks and notes that have none (ISO 32000-1, 12.5.6): highlights, lines, shapes, typed text."""

import math
import re
from collections.abc import Callable, Sequence

from pikepdf import Dictionary, Name, String

from careerpdf.check.objects import entry, items, name, number, numbers, spelled
from careerpdf.press.appearance import (
    Appearance,
    Border,
    NoAppearanceError,
    Point,
    around,
    border,
    colour,
    ellipse,
    opacity,
    path,
    points,
    rectangle,
    rectangle_path,
)
from careerpdf.press.layouts import Box
from careerpdf.press.lettering import Lettering
from careerpdf.press.text_boxes import text_paragraphs, text_style

_MOST_POINTS = 20_000
_TEETH = 2000  # of a squiggly line
_END = 4.0  # line widths from the tip of a line's end to its base
_BEHIND = "0 0 0 RG"  # the colour of lines that have none
_FREE_TEXT_ASIDE = 2.0  # pt between a typed note's border and its text


def markup_appearance(annotation: Dictionary, lettering: Lettering) -> Appearance | None:
    """The appearance of an annotation that is no form field; None for an empty one. Raises NoAppearanceError."""
    draw = _KINDS.get(name(annotation, "/Subtype") or "")
    if draw is None:
        raise NoAppearanceError("a kind that has no shape of its own")
    return draw(annotation, lettering)


def _stroke(annotation: object, line: Border) -> str:
    return f"{colour(annotation, '/C', stroke=True) or _BEHIND} {line.operators}"


# -- marks on text


def _quads(annotation: object) -> list[tuple[Point, Point, Point, Point]]:
    """The corners of each marked stretch of text: upper left and right, lower left and right, as is usual."""
    values = numbers(annotation, "/QuadPoints")
    if len(values) < 8:
        box = rectangle(annotation)
        values = (box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom)
    corners = points(values)[:_MOST_POINTS]
    return [(corners[at], corners[at + 1], corners[at + 2], corners[at + 3]) for at in range(0, len(corners) - 3, 4)]


def _highlight(annotation: Dictionary, _: Lettering) -> Appearance:
    quads = _quads(annotation)
    areas = " ".join(f"{path(_outline(quad))} f" for quad in quads)
    fill = colour(annotation, "/C") or "1 1 0 rg"
    box = around((corner for quad in quads for corner in quad), 0)
    return Appearance(f"{fill} {areas}", box, opacity=opacity(annotation), multiplies=True)


def _outline(quad: Sequence[Point]) -> list[Point]:
    """Corners in the order in which they follow each other around their middle, however they are written."""
    x, y = sum(corner[0] for corner in quad) / 4, sum(corner[1] for corner in quad) / 4
    return sorted(quad, key=lambda corner: math.atan2(corner[1] - y, corner[0] - x))


def _under_and_over(quad: tuple[Point, Point, Point, Point]) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    """The lower and the upper edge of a stretch of text."""
    first, second = (quad[0], quad[1]), (quad[2], quad[3])
    return (first, second) if first[0][1] + first[1][1] < second[0][1] + second[1][1] else (second, first)


def _between(one: Point, other: Point, part: float) -> Point:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def _lines_on_text(at: float, *, squiggly: bool = False) -> Callable[[Dictionary, Lettering], Appearance]:
    """Lines along stretches of text, at a share of their height."""

    def appearance(annotation: Dictionary, _: Lettering) -> Appearance:
        quads, drawn, reach = _quads(annotation), [], 1.0
        for quad in quads:
            under, over = _under_and_over(quad)
            # An edge runs from left to right in one of two orders.
            if math.dist(under[0], over[0]) > math.dist(under[0], over[1]):
                over = over[::-1]
            start, end = _between(under[0], over[0], at), _between(under[1], over[1], at)
            height = math.dist(under[0], over[0])
            width = max(height / 16, 0.5)
            reach = max(reach, width * 2)
            corners = _zigzag(start, end, height / 12) if squiggly else [start, end]
            drawn.append(f"{width:.3f} w {path(corners)} S")
        stroke = colour(annotation, "/C", stroke=True) or _BEHIND
        box = around((corner for quad in quads for corner in quad), reach)
        return Appearance(f"{stroke} {' '.join(drawn)}", box, opacity=opacity(annotation))

    return appearance


def _zigzag(start: Point, end: Point, tooth: float) -> list[Point]:
    length = math.dist(start, end)
    count = min(max(int(length / max(tooth, 0.5)), 1), _TEETH)
    across = ((start[1] - end[1]) / length * tooth, (end[0] - start[0]) / length * tooth) if length else (0.0, 0.0)
    corners = []
    for k in range(count + 1):
        x, y = _between(start, end, k / count)
        corners.append((x + across[0] * (k % 2), y + across[1] * (k % 2)))
    return corners


# -- shapes


def _shape(outline: Callable[[Box], str]) -> Callable[[Dictionary, Lettering], Appearance | None]:
    def appearance(annotation: Dictionary, _: Lettering) -> Appearance | None:
        box, line = rectangle(annotation), border(annotation)
        differences = numbers(annotation, "/RD")
        inside = box
        if len(differences) == 4 and all(0 <= value < max(box.width, box.height) for value in differences):
            left, bottom, right, top = differences
            inside = Box(box.left + left, box.bottom + bottom, box.right - right, box.top - top)
        inside = inside.grown(-line.width / 2)
        if min(inside.width, inside.height) <= 0:
            return None
        fill = colour(annotation, "/IC")
        operator = "B" if fill and line.width else "f" if fill else "S" if line.width else ""
        if not operator:
            return None
        operators = f"{_stroke(annotation, line)} {fill} {outline(inside)} {operator}"
        return Appearance(operators, box, opacity=opacity(annotation))

    return appearance


def _ink(annotation: Dictionary, _: Lettering) -> Appearance:
    line = border(annotation)
    strokes = []
    for stroke in items(entry(annotation, "/InkList")):
        values = [number(value) for value in items(stroke)]
        # A dot is a stroke of one point.
        strokes.append(points(values * 2 if len(values) == 2 else values)[:_MOST_POINTS])
    if not strokes:
        raise NoAppearanceError("no strokes")
    drawn = " ".join(f"{path(stroke)} S" for stroke in strokes)
    box = around((point for stroke in strokes for point in stroke), line.width + 1)
    return Appearance(f"{_stroke(annotation, line)} 1 J 1 j {drawn}", box, opacity=opacity(annotation))


def _polyline(*, closed: bool) -> Callable[[Dictionary, Lettering], Appearance]:
    def appearance(annotation: Dictionary, _: Lettering) -> Appearance:
        line = border(annotation)
        corners = points(numbers(annotation, "/Vertices"))[:_MOST_POINTS]
        fill = colour(annotation, "/IC")
        if closed:
            drawn = f"{fill} {path(corners)} {'b' if fill else 's'}"
        else:
            drawn = f"{path(corners)} S {_ends(annotation, corners, line, fill)}"
        box = around(corners, (2 * _END + 1) * line.width + 1)
        return Appearance(f"{_stroke(annotation, line)} {drawn}", box, opacity=opacity(annotation))

    return appearance


def _line(annotation: Dictionary, _: Lettering) -> Appearance:
    if entry(annotation, "/Cap") is True or number(entry(annotation, "/LL")):
        raise NoAppearanceError("a line with a caption or with leader lines")
    line = border(annotation)
    corners = points(numbers(annotation, "/L"))[:2]
    ends = _ends(annotation, corners, line, colour(annotation, "/IC"))
    box = around(corners, (2 * _END + 1) * line.width + 1)
    return Appearance(f"{_stroke(annotation, line)} {path(corners)} S {ends}", box, opacity=opacity(annotation))


def _ends(annotation: object, corners: Sequence[Point], line: Border, fill: str) -> str:
    """The ends of a line (/LE), at its first and its last point."""
    styles = [spelled(style) for style in items(entry(annotation, "/LE"))]
    written = entry(annotation, "/LE")
    if isinstance(written, Name):  # of a callout, which has one end
        styles = [spelled(written)]
    pairs = zip(styles, ((corners[0], corners[1]), (corners[-1], corners[-2])), strict=False)
    return " ".join(_end(style, tip, inner, line.width or 1.0, fill) for style, (tip, inner) in pairs)


def _end(style: str, tip: Point, inner: Point, width: float, fill: str) -> str:
    length = math.dist(tip, inner)
    if not length:
        return ""
    x, y = (inner[0] - tip[0]) / length, (inner[1] - tip[1]) / length
    size = _END * width

    def at(along: float, aside: float) -> Point:
        return tip[0] + size * (x * along - y * aside), tip[1] + size * (y * along + x * aside)

    closed = f"{fill} %s {'b' if fill else 's'}"
    match style:
        case "/OpenArrow":
            return f"{path((at(1.5, 0.9), tip, at(1.5, -0.9)))} S"
        case "/ClosedArrow":
            return closed % path((at(1.5, 0.9), tip, at(1.5, -0.9)))
        case "/ROpenArrow":
            return f"{path((at(-1.5, 0.9), tip, at(-1.5, -0.9)))} S"
        case "/RClosedArrow":
            return closed % path((at(-1.5, 0.9), tip, at(-1.5, -0.9)))
        case "/Square":
            return closed % path((at(-0.75, -0.75), at(0.75, -0.75), at(0.75, 0.75), at(-0.75, 0.75)))
        case "/Diamond":
            return closed % path((at(-1, 0), at(0, -1), at(1, 0), at(0, 1)))
        case "/Circle":
            return closed % ellipse(Box(*tip, *tip).grown(0.75 * size))
        case "/Butt":
            return f"{path((at(0, -1), at(0, 1)))} S"
        case "/Slash":
            return f"{path((at(-0.5, -0.87), at(0.5, 0.87)))} S"
        case _:
            return ""


# -- typed text


def _free_text(annotation: Dictionary, lettering: Lettering) -> Appearance | None:
    whole = rectangle(annotation)
    differences = numbers(annotation, "/RD")
    box = whole
    if len(differences) == 4 and all(0 <= value < max(whole.width, whole.height) for value in differences):
        left, bottom, right, top = differences
        box = Box(whole.left + left, whole.bottom + bottom, whole.right - right, whole.top - top)
    written = entry(annotation, "/DA")
    style = text_style(str(written) if isinstance(written, String) else "")
    line = border(annotation)
    fill, parts = colour(annotation, "/C"), []
    *values, operator = style.colour.split()
    stroke = " ".join([*values, operator.upper()])
    callout = numbers(annotation, "/CL")
    if callout and name(annotation, "/IT") in (None, "FreeTextCallout"):
        corners = points(callout)[:3]
        thick = Border(line.width or 1.0, line.dashes)
        parts.append(f"{stroke} {thick.operators}{path(corners)} S {_ends(annotation, corners, thick, fill)}")
    if fill:
        parts.append(f"{fill} {rectangle_path(box)} f")
    if line.width:
        parts.append(f"{stroke} {line.operators}{rectangle_path(box.grown(-line.width / 2))} S")
    text, align = _said(annotation), number(entry(annotation, "/Q"))
    block = text_paragraphs(
        lettering, text, style, (box.width, box.height), round(align) if align in (0, 1, 2) else 0,
        _FREE_TEXT_ASIDE + line.width,
    )  # fmt: skip
    if block.operators:
        parts.append(f"q 1 0 0 1 {box.left:.3f} {box.bottom:.3f} cm {block.operators} Q")
    if not parts:
        return None
    return Appearance(" ".join(parts), whole, opacity=opacity(annotation), fits=block.fits)


def _said(annotation: object) -> str:
    """The words of a note: as plain text, or as rich text without its tags."""
    plain, rich = entry(annotation, "/Contents"), entry(annotation, "/RC")
    if isinstance(plain, String):
        return str(plain)
    return re.sub(r"<[^>]*>", " ", str(rich)[:20_000]) if isinstance(rich, String) else ""


_KINDS: dict[str, Callable[[Dictionary, Lettering], Appearance | None]] = {
    "Highlight": _highlight, "Underline": _lines_on_text(0.07), "StrikeOut": _lines_on_text(0.5),
    "Squiggly": _lines_on_text(0.03, squiggly=True), "Square": _shape(rectangle_path), "Circle": _shape(ellipse),
    "Ink": _ink, "PolyLine": _polyline(closed=False), "Polygon": _polyline(closed=True), "Line": _line,
    "FreeText": _free_text,
}  # fmt: skip
