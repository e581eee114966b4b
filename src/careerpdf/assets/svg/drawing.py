"""A drawing that has been read: shapes with paints, in one system of coordinates.

Points are complex numbers. The origin is the lower left corner, y grows upwards, and the longer side measures SIDE.
"""

from dataclasses import dataclass

from careerpdf.assets.svg.geometry import Matrix, Path

SIDE = 1000.0

#: Red, green and blue in sRGB, or grey alone; 0 to 1.
Colour = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A colour of a gradient; its offset is 0 to 1."""

    offset: float
    colour: Colour
    opacity: float


@dataclass(frozen=True, slots=True)
class Gradient:
    """A linear gradient from one point to another, or a radial one from one circle to another.

    The first and the last color go on beyond both ends. `matrix` leads to the coordinates of the drawing.
    """

    start: complex
    end: complex
    radii: tuple[float, float] | None  # None: linear
    stops: tuple[Stop, ...]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Paint:
    colour: Colour | Gradient
    opacity: float


@dataclass(frozen=True, slots=True)
class Fill:
    path: Path
    paint: Paint
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line along a path. Path and measures are in coordinates of its own, which `matrix` leads out of."""

    path: Path
    paint: Paint
    matrix: Matrix
    width: float
    cap: int  # 0 butt, 1 round, 2 square
    join: int  # 0 miter, 1 round, 2 bevel
    miter_limit: float
    dashes: tuple[float, ...]
    dash_offset: float


@dataclass(frozen=True, slots=True)
class Clip:
    path: Path
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are drawn as one. The luminosity of `mask`, whose colours are grey, is how much of them shows.

    `blend` is the name of a mode of PDF (ISO 32000-1, 11.3.5), by which they are mixed with what lies below.
    """

    items: "tuple[Item, ...]"
    opacity: float = 1.0
    clip: Clip | None = None
    mask: "tuple[Item, ...] | None" = None
    blend: str = "Normal"
    is_isolated: bool = False

    @property
    def is_mixed(self) -> bool:
        """True if something in it is mixed with what lies below, and so with all that lies in it."""
        return any(isinstance(item, Group) and (item.blend != "Normal" or item.is_mixed) for item in self.items)


Item = Fill | Stroke | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """`width` and `height` are the size that the file asks for, in pt."""

    width: float
    height: float
    items: tuple[Item, ...]

    @property
    def box(self) -> tuple[float, float]:
        """The right and the upper edge of the drawing in its own coordinates."""
        scale = SIDE / max(self.width, self.height)
        return self.width * scale, self.height * scale
