"""Pieces of content that a page draws, and the faults of their marks, as plain values."""

from dataclasses import dataclass
from enum import StrEnum

from careerpdf.check.geometry import Box, Colour, Fill, Point
from careerpdf.check.objects import ObjGen


class Kind(StrEnum):
    TEXT = "text"
    SHAPE = "shape"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-content id in the stream of a page or of a form XObject (`owner`)."""

    owner: ObjGen
    mcid: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One piece of content. `text` is as it reads, with ActualText in place of what it stands for."""

    kind: Kind
    mark: Mark | None
    artifact: bool
    box: Box
    text: str = ""
    start: Point = (0.0, 0.0)
    end: Point = (0.0, 0.0)
    size: float = 0.0
    font: str = ""
    bold: bool = False
    colour: Colour | None = None  # None: a pattern, a spot colour, something see-through
    visible: bool = True
    background: Colour | None = None  # None: an image, a gradient, something see-through
    line: float | None = None  # width of a shape's outline; None: it has none
    fill: Colour | None = None  # of a shape; None: it is not filled, or as for `colour`
    pixels: tuple[int, int] | None = None  # of an image
    image: ObjGen = (0, 0)  # the object that holds it; (0, 0) for one in the page's own stream
    layer: int = 0  # how many areas had been painted when a text was drawn


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the marks in a stream; `rule` names it as `tagtree.py` does."""

    rule: str
    detail: str = ""


@dataclass(frozen=True)
class PageContent:
    """All that a page draws, in drawing order; `marks` has each mark as often as it is opened."""

    drawn: tuple[Drawn, ...]
    marks: tuple[Mark, ...]
    faults: tuple[Fault, ...]
    fills: tuple[Fill, ...] = ()  # areas painted, in drawing order
