"""Protocol of the canvas that a paragraph is drawn on, so that text depends on no particular way of writing PDF.

`careerpdf.pdf.canvas.PdfCanvas` implements it. Lengths in pt, y grows upwards.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from careerpdf.document.nodes import Link
from careerpdf.text.shaping import Piece

Colour = tuple[float, float, float]  # red, green, blue, from 0 to 1
Rect = tuple[float, float, float, float]  # left, bottom, right, top; pt


class TextCanvas(Protocol):
    """Operations that a paragraph needs: marked content, text operators, the glyphs in use, lines and links.

    A tag is a document node, a pair of a node and the name of one of its parts, or None for an artifact.
    """

    missing: str  # characters drawn that no font has
    #: Note the glyphs of a piece as used; returns whether it needs ActualText to be read right.
    use: Callable[[Piece], bool]
    #: Note the glyphs of pieces of one font as used; returns whether all of them can do without ActualText.
    use_all: Callable[[Sequence[Piece]], bool]

    def mark(self, tag: object | None) -> str:
        """Return the operator that opens marked content for `tag`; an ``EMC`` has to close it."""

    def text(self, tag: object | None, operators: Sequence[str]) -> None:
        """Append a text object for `tag`."""

    def write(self, operators: Sequence[str]) -> None:
        """Append operators that carry their own marks."""

    def rule(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle from its lower left corner."""

    def link(self, link: Link, rect: Rect) -> None:
        """Add a link annotation over `rect`, for the structure element of `link`."""

    def reserve_page_number(
        self,
        tag: object | None,
        target: str,
        x: float,
        right_aligned: bool,
        baseline: float,
        text_state: str,
        glyphs: dict[str, tuple[str, float]],
    ) -> None:
        """Reserve room for the number of `target`'s page: from `x` on or, if `right_aligned`, up to it.

        `text_state` are operators that set colour and font; `glyphs` are the code and the width (pt) of each character
        that a number may have.
        """
