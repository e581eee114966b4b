"""The canvas that layout draws on: a ReportLab canvas that marks every piece of content as it is drawn.

Everything is either tagged (it belongs to a structure element) or declared an artifact; writing text that is neither
raises `StructureError`. Lengths in pt, y grows upwards, colours are (r, g, b) from 0 to 1.

ReportLab's canvas holds the page (its size, number and operators). Its methods for paths, shapes, colours and state are
not used: they write an operator a line and a path by single segments, which takes ten times as long (a rule 2 µs here
and 20 µs there, a round rectangle 12 and 130), and know no marked content, so each shape would need its artifact mark
around it as well. Its pages are not used either, because it keeps all of them until the file is written.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from careerpdf.document.nodes import Link, plain_text
from careerpdf.pdf.drawing import (
    AnnotationReference,
    Bookmark,
    Drawing,
    DrawnLink,
    DrawnPage,
    PageNumberPlaceholder,
    PlacedPicture,
)
from careerpdf.pdf.fonts import UsedFonts
from careerpdf.pdf.pictures import PictureFile
from careerpdf.pdf.structure import Element, StructureError, StructureTree, Tag
from careerpdf.pdf.writer import deflate
from careerpdf.text.canvas import Colour, Rect, TextCanvas
from careerpdf.text.style import length, rgb

_Annotation = tuple[Rect, str, str, Element]  # a link's rectangle, address, description and element

_CIRCLE = 0.5523  # control points of a quarter circle as a Bézier curve
_DEPTH_CHANGES = {"BDC": 1, "BMC": 1, "C q": 1, "EMC": -1, "]TJ": 0}  # ends of lines: the marks that they open; text
# What each EXIF orientation makes of the unit square, as a matrix of PDF (EXIF 2.32, 4.6.4; ISO 32000-1, 8.3.3).
_TURNS = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
_SCHEMES = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


class PdfCanvas(Canvas, TextCanvas):  # type: ignore[misc]
    """Canvas of one document; `tree` holds its structure elements."""

    def __init__(
        self,
        tree: StructureTree,
        page_size: tuple[float, float],
        fonts: UsedFonts | None = None,
    ) -> None:
        """Take the tree, the page size in pt, and the `fonts` that all drawings of the same file share."""
        super().__init__(BytesIO(), pagesize=page_size, pageCompression=1, invariant=1, pdfVersion=(1, 7))
        self.tree = tree
        self.fonts = fonts or UsedFonts()
        self.use, self.use_all = self.fonts.use, self.fonts.use_all
        self._drawn: list[tuple[bytes, list[Element], list[_Annotation], list[PageNumberPlaceholder]]] = []
        self._marks: list[Element] = []
        self._links: list[_Annotation] = []
        self._placeholders: list[PageNumberPlaceholder] = []
        self._anchors: dict[str, tuple[int, float]] = {}
        self._bookmarks: list[Bookmark] = []
        self._pictures: dict[str, PlacedPicture] = {}
        self._in_figure = False  # shapes belong to a figure that is open
        self.missing = ""  # characters drawn that no font has

    # -- ReportLab's hooks

    def _make_preamble(self) -> None:
        """Leave out ReportLab's preamble: it sets Helvetica, which is never embedded."""
        self._preamble = ""

    def showPage(self) -> None:  # noqa: N802
        """End the page.

        It is compressed now, not at the end: the page streams of a book would fill the memory.
        """
        content = deflate("\n".join(self._code).encode("latin-1"))
        self._drawn.append((content, self._marks, self._links, self._placeholders))
        self._code: list[str] = []
        self._marks, self._links, self._placeholders = [], [], []
        self._pageNumber += 1

    # -- marks

    def mark(self, tag: Tag) -> str:
        """Return the operator that opens marked content for `tag` (None: an artifact); an ``EMC`` has to close it.

        Raises StructureError if the document does not hold the node.
        """
        if tag is None:
            return "/Artifact BMC"
        element, marks = self.tree.element(tag), self._marks
        mcid = len(marks)
        marks.append(element)
        element.mark(len(self._drawn), mcid)
        return f"/{element.type} <</MCID {mcid}>> BDC"

    @contextmanager
    def figure(self, tag: Tag, box: Rect) -> Iterator[None]:
        """Draw shapes as part of a figure while the context is open; `box` becomes its BBox."""
        self._code.append(self.mark(tag))
        if tag is not None:
            self.tree.element(tag).box = box
        self._in_figure = True
        yield
        self._in_figure = False
        self._code.append("EMC")

    def text(self, tag: Tag, operators: Sequence[str]) -> None:
        """Append a text object for `tag`."""
        self._code += ("BT", self.mark(tag), *operators, "EMC\nET")

    def write(self, operators: Sequence[str]) -> None:
        """Append operators that carry their own marks. Raises StructureError if they do not."""
        _check_marked(operators, int(self._in_figure))
        self._code.extend(operators)

    # -- shapes: artifacts, unless a figure is open

    def _shape(self, *operators: str) -> None:
        """Append a shape, as an artifact unless a figure is open."""
        if self._in_figure:
            self._code.extend(("q", *operators, "Q"))
        else:
            self._code.extend(("/Artifact BMC q", *operators, "Q EMC"))

    def rule(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle from its lower left corner."""
        self._shape(f"{rgb(colour)} rg {length(x)} {y:.2f} {length(width)} {length(height)} re f")

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        border: Colour | None = None,
        border_width: float = 0.75,
        radius: float = 0.0,
    ) -> None:
        """Draw a rectangle with round corners, filled, outlined or both; the outline is inside its edges."""
        if border:
            half = border_width / 2
            x, top, width, height = x + half, top - half, width - border_width, height - border_width
        paint = "B" if fill and border else "f" if fill else "S"
        colours = (f"{rgb(fill)} rg " if fill else "") + (f"{rgb(border)} RG {border_width:.2f} w " if border else "")
        self._shape(colours + _round_rect(x, top - height, width, height, radius) + paint)

    def disc(self, x: float, y: float, radius: float, fill: Colour, border: Colour | None = None) -> None:
        """Fill a circle around its centre."""
        outline = f"{rgb(border)} RG 1.2 w " if border else ""
        path = _round_rect(x - radius, y - radius, 2 * radius, 2 * radius, radius)
        self._shape(f"{rgb(fill)} rg {outline}{path}{'B' if border else 'f'}")

    def hatch(self, x: float, top: float, width: float, height: float, colour: Colour, step: float) -> None:
        """Draw a rectangle full of slanting lines, `step` apart: it shows as filled where tints do not print."""
        bottom, right = top - height, x + width
        path = []
        start = x - height + step
        while start < right:
            left, end = max(start, x), min(start + height, right)
            path.append(f"{left:.2f} {bottom + left - start:.2f} m {end:.2f} {bottom + end - start:.2f} l")
            start += step
        self._shape(f"{rgb(colour)} RG 0.6 w", *path, f"{x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re S")

    def polyline(self, points: Sequence[tuple[float, float]], width: float, colour: Colour) -> None:
        """Draw a line through `points`."""
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if k else 'm'}" for k, (x, y) in enumerate(points))
        self._shape(f"{rgb(colour)} RG {width:.2f} w 1 j {path} S")

    def cells(self, x: float, top: float, size: float, rows: Sequence[Sequence[bool]], colour: Colour) -> None:
        """Fill the true cells of a square grid in one path (a QR code); `size` is the side of the whole."""
        step = size / len(rows)
        path: list[str] = []
        for r, row in enumerate(rows):
            start: int | None = None
            for c, on in enumerate([*row, False]):
                if on and start is None:
                    start = c
                elif not on and start is not None:
                    path.append(
                        f"{x + start * step:.3f} {top - (r + 1) * step:.3f} {(c - start) * step:.3f} {step:.3f} re"
                    )
                    start = None
        self._shape(f"{rgb(colour)} rg", *path, "f")

    def picture(self, picture: PictureFile, x: float, top: float, width: float, height: float) -> None:
        """Draw a picture of pixels or a drawing, turned as it is to be seen; transparency is kept."""
        name = "Im" + hashlib.sha256(picture.path.encode()).hexdigest()[:12]
        placed = PlacedPicture(Path(picture.path), width, height)
        self._pictures[name] = placed.at_most(self._pictures.get(name))
        a, b, c, d, e, f = _TURNS[picture.turn]
        at = (a * width, b * height, c * width, d * height, x + e * width, top - height + f * height)
        self._shape(" ".join([f"{number:.2f}" if number else "0" for number in at]) + f" cm /{name} Do")

    # -- links, bookmarks and page numbers

    def link(self, link: Link, rect: Rect) -> None:
        """Add a link annotation over `rect`, tied to the link's structure element."""
        element = self.tree.element(link)
        text = plain_text(link.children).strip()
        element.kids.append(AnnotationReference(len(self._drawn), len(self._links)))
        self._links.append((rect, link.href, _describe(text, link.href), element))

    def anchor(self, name: str, top: float, *, outline: str | None = None, level: int = 0) -> None:
        """Set a link target, if it has a `name`; with `outline`, also a bookmark under that title."""
        at = min(top + 12, self._pagesize[1])
        if name:
            self._anchors[name] = (len(self._drawn), at)
        if outline is not None:
            self._bookmarks.append(Bookmark(outline, level, len(self._drawn), at))

    def reserve_page_number(
        self,
        tag: Tag,
        target: str,
        x: float,
        right_aligned: bool,
        baseline: float,
        text_state: str,
        glyphs: dict[str, tuple[str, float]],
    ) -> None:
        """Reserve room for the number of `target`'s page, which is read as part of `tag` at this place.

        `x`, `right_aligned`, `baseline`, `text_state` and `glyphs` are those of `PageNumberPlaceholder`.
        """
        self._placeholders.append(
            PageNumberPlaceholder(target, x, right_aligned, baseline, self.mark(tag), text_state, glyphs)
        )

    # -- the end

    def take_operators(self) -> str:
        """Return the operators of the page so far, for another page to hold, and empty the page."""
        code = "\n".join(self._code)
        self._code = []
        return code

    def drawing(self) -> Drawing:
        """Return everything drawn; the canvas and its tree are of no use afterwards.

        Raises StructureError if an element was never drawn: a screen reader would miss it.
        """
        structure = self.tree.serialize([len(links) for _, _, links, _ in self._drawn])
        pages = [
            DrawnPage(
                content,
                [element.place for element in marks],
                [DrawnLink(rect, href, description, element.place) for rect, href, description, element in links],
                placeholders,
            )
            for content, marks, links, placeholders in self._drawn
        ]
        fonts, independent = self.fonts.take_drawn()
        made = Drawing(
            self._pagesize,
            pages,
            structure,
            self._anchors,
            self._bookmarks,
            fonts,
            self._pictures,
            self.missing,
            independent,
        )
        # ReportLab's canvas refers to itself, and would keep all of this until the garbage collector runs.
        self.__dict__.clear()
        return made


def _describe(text: str, href: str) -> str:
    """Return the text that a reader is given for a link: its own, and its address unless the text shows it."""
    if href.startswith("mailto:"):
        return f"{text} (e-mail)" if "@" in text else f"{text}: {href[7:]}"
    return text if not _SCHEMES.match(href) or text in href else f"{text}: {href}"


def _round_rect(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Return a path of a rectangle with round corners, from its lower left corner."""
    if radius <= 0:
        return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re "
    r = min(radius, width / 2, height / 2)
    c = r * (1 - _CIRCLE)
    x2, y2 = x + width, y + height
    # From each edge: its coordinate, that of the control point next to it, and the end of the straight part.
    left, left_c, left_r, right_r, right_c, right = [f"{at:.2f}" for at in (x, x + c, x + r, x2 - r, x2 - c, x2)]
    low, low_c, low_r, high_r, high_c, high = [f"{at:.2f}" for at in (y, y + c, y + r, y2 - r, y2 - c, y2)]
    return (
        f"{left_r} {low} m {right_r} {low} l {right_c} {low} {right} {low_c} {right} {low_r} c "
        f"{right} {high_r} l {right} {high_c} {right_c} {high} {right_r} {high} c "
        f"{left_r} {high} l {left_c} {high} {left} {high_c} {left} {high_r} c "
        f"{left} {low_r} l {left} {low_c} {left_c} {low} {left_r} {low} c h "
    )


def _check_marked(operators: Iterable[str], depth: int) -> None:
    """Raise StructureError for text outside of marks, or a mark left open; `depth` marks are open around all."""
    around = depth
    for line in operators:
        if (end := line[-3:]) in _DEPTH_CHANGES:
            step = _DEPTH_CHANGES[end]
            if not (step or depth):
                raise StructureError(f"text that is neither tagged nor an artifact: {line[:60]}")
            depth += step
    if depth != around:
        raise StructureError("marked content was opened but not closed")
