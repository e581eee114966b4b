"""The sheet of a job and the imposition on it, or what to do if pages have no room there."""

from collections.abc import Sequence

from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.press import layouts, marks
from careerpdf.press.intake import Opened
from careerpdf.press.layouts import Grid, Imposition, NoRoomError, Paper
from careerpdf.press.order import Job
from careerpdf.press.units import said_size

_THICK = 20  # sheets that can be stapled in the fold
_WITHOUT_CREEP = 10  # sheets from which the paper's thickness shows
_LARGEST = 14_400.0  # pt: the side of a page in PDF (ISO 32000-1, annex C.2)
_SMALLER = {"letter": "half-letter", "a4": "a5", "tabloid": "letter", "a3": "a4"}


def sheet_for(job: Job, page: tuple[float, float]) -> str | None:
    """The smallest sheet that will do; None if none will, or if the file of single pages needs none."""
    if job.sheet:
        return job.sheet
    if job.layout == "perfect":
        return layouts.office_sheet(page, job.paper) if job.fit else None
    if job.fit:
        return layouts.office_sheet(page, job.paper)
    room = 2 * (job.bleed + (marks.ROOM if job.has_marks() and job.grid is None else 0.0))
    if job.grid is None:
        return layouts.smallest_sheet([(2 * page[0] + room, page[1] + room)], page, job.paper, job.bleed)
    shapes = (
        [job.grid, Grid(job.grid.columns, job.grid.rows)]
        if job.layout == "2up"
        else [job.grid if job.grid.rows else Grid(1, 1)]
    )
    sizes = [layouts.grid_size(page, shape, job.bleed) for shape in shapes]
    found = layouts.smallest_sheet(sizes, page, job.paper, job.bleed)
    return found or (layouts.office_sheet(page, job.paper) if job.layout.startswith("nup") else None)


def impose(counts: Sequence[int], job: Job, page: tuple[float, float], sheet: str | None) -> Imposition:
    """The sheets of files with so many pages of one size. Raises NoRoomError."""
    paper = Paper(sheet, job.bleed, job.flip, slug=marks.ROOM if job.has_marks() else 0.0, fit=job.fit)
    if job.layout == "perfect":
        imposition = layouts.perfect(counts[0], page, paper, duplex=counts[0] > 1)
        if max(imposition.size) > _LARGEST:
            raise NoRoomError(imposition.size, "are larger than PDF allows")
        return imposition
    if sheet is None:
        raise NoRoomError(_needed(job, page), "do not fit on any sheet")
    if job.layout == "booklet":
        return layouts.booklet(counts[0], page, paper, job.creep)
    if job.grid is None:
        raise ValueError(job.layout)
    if job.layout in ("2up", "4up", "cards"):
        return layouts.cards(counts, page, paper, job.grid, job.layout)
    return layouts.nup(counts[0], page, paper, job.grid, job.layout)


def _needed(job: Job, page: tuple[float, float]) -> tuple[float, float]:
    if job.grid is None:
        return 2 * (page[0] + job.bleed), page[1] + 2 * job.bleed
    return layouts.grid_size(page, job.grid if job.grid.rows else Grid(1, 1), job.bleed)


def _is_half(page: tuple[float, float], sheet: str) -> bool:
    """True for pages that are as small as half of the sheet already."""
    short, long = layouts.SHEETS[sheet]
    return page[0] <= long / 2 + layouts.TOLERANCE and page[1] <= short + layouts.TOLERANCE


def no_room(error: NoRoomError, job: Job, page: tuple[float, float], files: Sequence[Opened]) -> Diagnostic:
    """The message about pages that are too large for the sheet, with all ways to print them."""
    needed, framed = error.needed, job.layout.startswith("nup")
    name = layouts.smallest_sheet([needed], page, job.paper, job.bleed)
    ways = []
    if framed:
        ways.append("fewer rows or columns: the pages would be too small to be seen")
    elif name and name != job.sheet:
        ways.append(f"use a larger sheet: --sheet {name}")
    if job.bleed:
        ways.append("leave the bleed out")
    elif not framed and not job.fit:
        ways.append("have the pages made smaller: --scale fit")
        if job.sheet and job.layout in ("booklet", "2up") and not _is_half(page, job.sheet):
            ways.append(f"make smaller pages: --paper {_SMALLER[job.sheet]}, for roles and booklets given by name")
    sheet = (
        f"on {job.sheet.capitalize()} paper ({said_size(*layouts.SHEETS[job.sheet])})" if job.sheet else "on any sheet"
    )
    return Diagnostic(
        "too-large-for-the-sheet",
        Severity.ERROR,
        f"pages of {said_size(*page)} have no room as {job.layout} {sheet}",
        file=files[0].place,
        expected=None
        if framed
        else f"a sheet of at least {said_size(*needed)}; pages are made smaller only with --scale fit",
        hint="; or ".join(ways) or None,
    )


def about_sheets(imposition: Imposition, job: Job) -> list[Diagnostic]:
    """Warnings about marks without room, and about booklets that are too thick."""
    found = []
    if job.marks and not imposition.framed and not marks.are_outside(imposition):
        found.append(
            Diagnostic(
                "no-room-for-marks",
                Severity.WARNING,
                "there is no room for crop marks around the pages, only for short ticks on the lines that are cut",
                hint="take a larger sheet for marks outside of the pages",
            )
        )
    sheets = len(imposition.sheets)
    if imposition.layout == "booklet" and sheets > _THICK:
        found.append(
            Diagnostic(
                "thick-booklet",
                Severity.WARNING,
                f"{sheets} sheets are too many to be folded and stapled as one booklet",
                expected=f"at most {_THICK} sheets ({4 * _THICK} pages)",
                hint="have it bound instead: --layout perfect",
            )
        )
    elif imposition.layout == "booklet" and sheets > _WITHOUT_CREEP and not imposition.creep:
        found.append(
            Diagnostic(
                "no-creep",
                Severity.WARNING,
                f"with {sheets} sheets in each other, the inner pages are cut narrower at their outer edge",
                hint="--creep 0.1mm, the thickness of common paper, moves them inwards",
            )
        )
    return found
