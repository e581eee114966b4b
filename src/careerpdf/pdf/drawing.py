"""Drawing of one document, ready to be bound into a file: plain data that can go from process to process.

Pages, elements and links are numbered within the drawing; `binding.py` gives them their numbers in the file.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from careerpdf.text.canvas import Rect


class MarkReference(NamedTuple):
    """Marked-content reference of a structure element: page and id (ISO 32000-1, 14.7.4.2)."""

    page: int
    mcid: int


class AnnotationReference(NamedTuple):
    """Reference of a structure element to a link annotation (ISO 32000-1, 14.7.4.3): page, and link on it."""

    page: int
    link: int


@dataclass(slots=True)
class DrawnStructure:
    """Structure elements of a drawing, as they are written in the file but for the numbers that binding knows.

    `bodies` has a line for each of the `count` elements, in reading order. Each ``%s`` in it has a number in `objects`:
    of the drawing's elements, then its pages, then its links, counted through from 0. At the indices `top` in `objects`
    belongs the parent of the topmost elements; at those in `boxes` the BBox of a figure, whose page may be moved.
    """

    count: int
    bodies: str
    objects: list[int]
    top: list[int]
    roots: list[int]  # the topmost elements
    boxes: list[tuple[int, int, Rect]]  # place, page, box


class DrawnLink(NamedTuple):
    """Link annotation. `href` is a URL, or ``#name`` for an anchor in the same file."""

    rect: Rect
    href: str
    description: str
    element: int


class PageNumberPlaceholder(NamedTuple):
    """Room for a page number that is known only when every part has its pages: ``page 12`` of another role.

    The number is drawn along `baseline` from `x` on or, if `right_aligned`, up to it. `mark` and `text_state` are
    operators: one opens the marked content, the others set colour and font. `glyphs` are the code and the width of each
    character that a number may have. Lengths in pt.
    """

    target: str
    x: float
    right_aligned: bool
    baseline: float
    mark: str
    text_state: str
    glyphs: dict[str, tuple[str, float]]

    def operators(self, number: str) -> str:
        """Return the operators that draw the number."""
        glyphs = [self.glyphs[character] for character in number]
        codes = "".join([code for code, _ in glyphs])
        x = self.x - (sum([width for _, width in glyphs]) if self.right_aligned else 0.0)
        return f"{self.mark} BT {self.text_state} 1 0 0 1 {x:.2f} {self.baseline:.2f} Tm [({codes})]TJ ET EMC"


@dataclass(slots=True)
class DrawnPage:
    """Page: its compressed content, and for each marked-content id the number of its element."""

    content: bytes
    marks: list[int]
    links: list[DrawnLink]
    placeholders: list[PageNumberPlaceholder]


class PlacedPicture(NamedTuple):
    """A picture file and how large it is drawn at most, pt."""

    path: Path
    width: float
    height: float

    def at_most(self, other: "PlacedPicture | None") -> "PlacedPicture":
        """The same for two places of one file."""
        if other is None:
            return self
        return self._replace(width=max(self.width, other.width), height=max(self.height, other.height))


class Bookmark(NamedTuple):
    """Entry of the outline; `level` 0 is the highest, `top` the height on its page to show, pt."""

    title: str
    level: int
    page: int
    top: float


@dataclass
class Drawing:
    """Drawn document.

    `fonts` are the glyphs that it uses of each font file, with the text that each stands for. It is `independent` if
    each would stand for that text in a file of its own too, whatever was drawn before in this process.
    """

    page_size: tuple[float, float]
    pages: list[DrawnPage]
    structure: DrawnStructure
    anchors: dict[str, tuple[int, float]]
    bookmarks: list[Bookmark]
    fonts: dict[str, dict[int, str]]  # by the paths of their files
    pictures: dict[str, PlacedPicture] = field(default_factory=dict)
    missing: str = ""  # characters drawn that no font has
    independent: bool = True
