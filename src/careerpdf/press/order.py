"""A print job as it is ordered."""

from dataclasses import dataclass
from pathlib import Path

from careerpdf.press import layouts
from careerpdf.press.layouts import Flip, Grid, Imposition


@dataclass(frozen=True)
class Job:
    """The order of a user. Lengths in pt; `sheet` is None for the smallest that will do.

    `paper` is the usual paper of the office, which decides where a page's own size does not tell. With `fit`, pages are
    made smaller where the sheet has no room for them.
    """

    layout: str
    sheet: str | None = None
    flip: Flip | None = None
    marks: bool | None = None  # None: where sheets are cut
    bleed: float = 0.0
    creep: float = 0.0
    copies: int = 1
    gray: bool = False
    pdfx: Path | None = None
    fit: bool = False
    paper: str | None = None

    @property
    def grid(self) -> Grid | None:
        return layouts.grid_named(self.layout)

    def has_marks(self, imposition: Imposition | None = None) -> bool:
        """True if marks are drawn: where sheets are cut apart; for a booklet that is cut, as its `imposition` tells."""
        if self.marks is not None:
            return self.marks
        return self.grid is not None or bool(imposition and imposition.layout == "booklet" and imposition.cuts_needed)
