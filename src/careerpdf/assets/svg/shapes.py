"""The outlines of <path> and of the basic shapes (SVG 2, 9 and 10), from their attributes."""

from typing import Protocol

from careerpdf.assets.svg.geometry import Path, ellipse, numbers, polygon, rectangle
from careerpdf.assets.svg.path_data import path_of
from careerpdf.assets.svg.styles import Style

SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))


class Length(Protocol):
    def __call__(self, name: str, default: str = "0", *, axis: int | None = None) -> float: ...


def outline(name: str, style: Style, length: Length) -> Path:
    """The outline of a shape in its own coordinates; none for a shape without a size. Raises ValueError."""
    match name:
        case "path":
            data = style.get("d", "none")
            return () if data == "none" else path_of(data)
        case "rect":
            width, height = length("width", axis=0), length("height", axis=1)
            if width <= 0 or height <= 0:
                return ()
            rx, ry = _radii(style, length)
            x, y = length("x", axis=0), length("y", axis=1)
            return rectangle(x, y, width, height, min(rx, width / 2), min(ry, height / 2))
        case "circle" | "ellipse":
            rx, ry = (length("r"),) * 2 if name == "circle" else _radii(style, length)
            return ellipse(complex(length("cx", axis=0), length("cy", axis=1)), rx, ry) if rx > 0 and ry > 0 else ()
        case "line":
            start = complex(length("x1", axis=0), length("y1", axis=1))
            return polygon([start, complex(length("x2", axis=0), length("y2", axis=1))], closed=False)
        case _:
            found = numbers(style.get("points", ""))
            points = [complex(x, y) for x, y in zip(found[::2], found[1::2], strict=False)]
            return polygon(points, closed=name == "polygon")


def _radii(style: Style, length: Length) -> tuple[float, float]:
    """The radii of an ellipse or of corners: one that is not given is as the other."""
    found = [
        None if style.get(name, "auto") == "auto" or (radius := length(name, axis=axis)) < 0 else radius
        for axis, name in enumerate(("rx", "ry"))
    ]
    rx, ry = found
    return (rx if rx is not None else ry or 0.0, ry if ry is not None else rx or 0.0)
