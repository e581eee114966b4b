"""The pipeline of a print job: finished PDFs → what they hold → sheets → preflight → press file and job ticket."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from careerpdf import __version__
from careerpdf.check.findings import said_pages
from careerpdf.check.reader import read_pdf
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.press import layouts, marks
from careerpdf.press.colour import Cmyk, Converter, Gray, read_profile
from careerpdf.press.layouts import Flip, Grid, Imposition, NoRoomError, Paper
from careerpdf.press.pdfx import Described
from careerpdf.press.preflight import Examined, fonts_not_embedded, hidden_layers, preflight
from careerpdf.press.recolour import Left
from careerpdf.press.sheets import Printing, fits_turned, page_box, press_pdf, same_size
from careerpdf.press.slug import Slug
from careerpdf.press.ticket import NamedFile, Ticket, ticket_of
from careerpdf.press.units import millimetres, said_length, said_size
from careerpdf.system.files import write_beside

PRODUCER = f"careerpdf {__version__}"
_THICK = 20  # sheets that can be stapled in the fold
_WITHOUT_CREEP = 10  # sheets from which the paper's thickness shows


@dataclass(frozen=True)
class Source:
    """A finished PDF that is to be printed; `place` as messages show it, `data` what is in it.

    `made` for this job from a role or a booklet: then nobody else has the file.
    """

    name: str
    place: str
    data: bytes
    made: bool = False


@dataclass(frozen=True)
class Job:
    """What a user asks for. Lengths in pt; `sheet` is None for the smallest that will do."""

    layout: str
    sheet: str | None = None
    flip: Flip | None = None
    marks: bool | None = None  # None: where sheets are cut
    bleed: float = 0.0
    creep: float = 0.0
    copies: int = 1
    gray: bool = False
    pdfx: Path | None = None

    @property
    def grid(self) -> Grid | None:
        return layouts.grid_named(self.layout)

    def has_marks(self, imposition: Imposition | None = None) -> bool:
        """Whether marks are drawn; a booklet has them if it is cut, which its `imposition` tells."""
        if self.marks is not None:
            return self.marks
        return self.grid is not None or bool(imposition and imposition.layout == "booklet" and imposition.cuts_needed)


@dataclass(frozen=True)
class Pressed:
    """What became of a job: nothing is written if `path` is None; `seconds` of wall time."""

    path: Path | None
    imposition: Imposition | None
    ticket: Ticket | None
    size: int
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    colours: str = ""
    sheet: str | None = None

    @property
    def ok(self) -> bool:
        return self.path is not None


@dataclass(frozen=True)
class _Read:
    """A source, opened and looked through."""

    source: Source
    pdf: pikepdf.Pdf = field(repr=False)
    examined: Examined

    @property
    def title(self) -> str:
        return " ".join(((self.examined.pdf.title or "") or self.source.name).split())


def press(
    sources: Sequence[Source], job: Job, target: Path, created: datetime, folder: Path, ordered: str = ""
) -> Pressed:
    """Make the press file of one or several PDFs and write it to `target`, or say why it cannot be printed so.

    `folder` is one for files of the moment, `ordered` says on the ticket when and by whom the job is ordered. Raises
    OSError if `target` cannot be written.
    """
    start = time.perf_counter()
    problems: list[Diagnostic] = []

    def failed(*more: Diagnostic) -> Pressed:
        return Pressed(None, None, None, 0, time.perf_counter() - start, (*problems, *more))

    converter = _converter(job)
    if isinstance(converter, Diagnostic):
        return failed(converter)
    read = [_read(source, folder) for source in sources]
    problems += [one for one in read if isinstance(one, Diagnostic)]
    files = [one for one in read if isinstance(one, _Read)]
    if problems:
        return failed()
    page, mixed = _page_size(files)
    problems += mixed
    if any(problem.severity is Severity.ERROR for problem in mixed):
        return failed()
    sheet = job.sheet or _sheet_for(job, page)
    try:
        imposition = _impose(files, job, page, sheet)
    except NoRoomError as error:
        return failed(_no_room(error, job, page, files))
    strokes = marks.marks_of(imposition) if job.has_marks(imposition) else ()
    problems += _about_sheets(imposition, job)
    profile = converter if isinstance(converter, Cmyk) else None
    # Single pages are for a shop, which cuts them, whatever the file's pages are.
    cut = imposition.cuts_needed or job.grid is not None or bool(job.bleed) or job.layout == "perfect"
    for file in files:
        if imposition.scale == 1:
            problems += preflight(file.examined, job.bleed, cut=cut)
        problems += fonts_not_embedded(file.pdf, file.examined, fails=job.pdfx is not None)
        problems += hidden_layers(file.pdf, file.examined)
    title = _title(files)
    colours = _colours(job, profile)
    slug = Slug(target.name, f"{created:%Y-%m-%d}", colours) if strokes else None
    printing = Printing(Described(title, created, PRODUCER), _inks(job, converter), strokes, profile, slug)
    data, left = press_pdf([file.source.data for file in files], imposition, printing)
    problems += [problem for one in left for problem in _not_converted(one, files, job)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return failed()
    ticket = ticket_of(
        title,
        imposition,
        sheet=sheet,
        pages=[len(file.examined.boxes) for file in files],
        copies=job.copies,
        colours=colours,
        marks=_said_marks(imposition) if strokes else "",
        printed=NamedFile(target.name, data),
        sources=[NamedFile(Path(one.source.place).name, one.source.data) for one in files if not one.source.made],
        notes=_notes(problems, several=len(files) > 1),
        ordered=ordered,
    )
    write_beside(target, data)
    seconds = time.perf_counter() - start
    return Pressed(target, imposition, ticket, len(data), seconds, tuple(problems), colours, sheet)


def _said_marks(imposition: Imposition) -> str:
    fold = ", dashed fold marks" if imposition.fold is not None else ""
    if marks.are_outside(imposition):
        return f"crop marks{fold}"
    return f"short ticks at the sheet's edges, on the lines that are cut{fold}"


def _notes(problems: Sequence[Diagnostic], *, several: bool) -> list[str]:
    """What is to be looked at, for the ticket; of `several` files with the names of those that it is about."""
    files: dict[str, list[str]] = {}
    for problem in problems:
        files.setdefault(problem.message, []).append(problem.file or "")
    notes = []
    for message, named in files.items():
        said = f"{message[:1].upper()}{message[1:]}."
        shown = ", ".join(dict.fromkeys(filter(None, named)))
        notes.append(f"{shown}: {said}" if several and shown else said)
    return notes


# -- colours


def _converter(job: Job) -> Converter | Cmyk | Diagnostic | None:
    if job.pdfx is not None:
        return read_profile(job.pdfx)
    return Gray() if job.gray else None


def _inks(job: Job, converter: Converter | None) -> Converter | None:
    """Grey is printed in grey also where the file names the printing condition of a press."""
    return Gray() if job.gray else converter


def _colours(job: Job, profile: Cmyk | None) -> str:
    inks = "black only" if job.gray else "four inks (CMYK)" if profile else "full color, as the reading copy (RGB)"
    return f"{inks}; PDF/X-4 for “{profile.description}”" if profile else inks


def _not_converted(left: Left, files: Sequence[_Read], job: Job) -> Iterator[Diagnostic]:
    """What is to be said of colours that stay, file by file."""
    for item, file in enumerate(files, 1):
        pages = [page for which, page in left.pages if which == item]
        if not pages:
            continue
        if left.ink:
            yield Diagnostic(
                "spot-color",
                Severity.WARNING,
                f"{said_pages(pages)}: the color “{left.what}” is printed with an ink of its own",
                file=file.examined.place,
                hint="ask the shop for its price, or export the PDF with spot colors converted to process colors",
            )
            continue
        inks = "gray" if job.gray else "CMYK"
        yield Diagnostic(
            "color-left",
            Severity.ERROR if job.pdfx is not None else Severity.WARNING,
            f"{said_pages(pages)}: {left.what} cannot be converted to {inks}, and stays as it is",
            file=file.examined.place,
            hint="draw it in plain colors, or leave the conversion to the print shop (without "
            + ("--gray)" if job.pdfx is None else "--pdfx)"),
        )


# -- what comes in


def _read(source: Source, folder: Path) -> _Read | Diagnostic:
    path = folder / "source.pdf"
    path.write_bytes(source.data)
    found = read_pdf(path)
    if isinstance(found, Diagnostic):
        hint = "save it without a password and print that" if found.code == "encrypted" else found.hint
        return replace(found, file=source.place, hint=hint)
    pdf = pikepdf.open(BytesIO(source.data), suppress_warnings=True)
    boxes = tuple(page_box(page) for page in pdf.pages)
    if not boxes:
        return Diagnostic("no-pages", Severity.ERROR, "the PDF has no pages", file=source.place)
    return _Read(source, pdf, Examined(source.place, found, boxes))


def _title(files: Sequence[_Read]) -> str:
    titles = list(dict.fromkeys(file.title for file in files))
    return titles[0] if len(titles) == 1 else ", ".join(titles[:-1]) + " and " + titles[-1]


def _page_size(files: Sequence[_Read]) -> tuple[tuple[float, float], list[Diagnostic]]:
    """The size that most pages have, and what is to be said of the others."""
    rounded = Counter((round(w), round(h)) for file in files for w, h in (box.size for box in file.examined.boxes))
    usual = rounded.most_common(1)[0][0]
    page = next(
        box.size for file in files for box in file.examined.boxes if (round(box.size[0]), round(box.size[1])) == usual
    )
    problems = []
    for file in files:
        others = [(number, box.size) for number, box in enumerate(file.examined.boxes, 1)]
        turned = [number for number, size in others if fits_turned(size, page)]
        if turned:
            problems.append(
                Diagnostic(
                    "turned-page",
                    Severity.WARNING,
                    f"{said_pages(turned)}: it lies across the other pages, and is printed turned by 90°",
                    file=file.examined.place,
                )
            )
        for size in dict.fromkeys(size for _, size in others):
            if same_size(size, page) or fits_turned(size, page):
                continue
            pages = said_pages(number for number, each in others if each == size)
            too_large = size[0] > page[0] + 1 or size[1] > page[1] + 1
            problems.append(
                Diagnostic(
                    "mixed-sizes",
                    Severity.ERROR if too_large else Severity.WARNING,
                    f"{pages}: {said_size(*size)}, but most pages are {said_size(*page)}",
                    file=file.examined.place,
                    hint="pages of a job are of one size: "
                    + ("print these by themselves" if too_large else "these are put in the middle of the others' room"),
                )
            )
    return page, problems


# -- sheets


def _sheet_for(job: Job, page: tuple[float, float]) -> str | None:
    """The smallest sheet that will do; None if none will, or if the file of single pages needs none."""
    if job.layout == "perfect":
        return None
    room = 2 * (job.bleed + (marks.ROOM if job.has_marks() and job.grid is None else 0.0))
    if job.grid is None:
        return layouts.smallest_sheet([(2 * page[0] + room, page[1] + room)], page)
    shapes = (
        [job.grid, Grid(job.grid.columns, job.grid.rows)]
        if job.layout == "2up"
        else [job.grid if job.grid.rows else Grid(1, 1)]
    )
    found = layouts.smallest_sheet([layouts.grid_size(page, shape, job.bleed) for shape in shapes], page)
    return found or (layouts.office_sheet(page) if job.layout.startswith("nup") else None)


def _impose(files: Sequence[_Read], job: Job, page: tuple[float, float], sheet: str | None) -> Imposition:
    """Raises NoRoomError."""
    counts = [len(file.examined.boxes) for file in files]
    paper = Paper(sheet, job.bleed, job.flip, slug=marks.ROOM if job.has_marks() else 0.0)
    if job.layout == "perfect":
        return layouts.perfect(counts[0], page, paper, duplex=counts[0] > 1)
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


_SMALLER = {"letter": "half-letter", "a4": "a5", "tabloid": "letter", "a3": "a4"}


def _is_half(page: tuple[float, float], sheet: str) -> bool:
    """Whether pages are as small as half of the sheet already."""
    short, long = layouts.SHEETS[sheet]
    return page[0] <= long / 2 + 1 and page[1] <= short + 1


def _no_room(error: NoRoomError, job: Job, page: tuple[float, float], files: Sequence[_Read]) -> Diagnostic:
    needed = error.needed
    name = layouts.smallest_sheet([needed], page)
    ways = []
    if job.layout.startswith("nup"):
        ways.append("fewer rows or columns: the pages would be too small to be seen")
    elif name:
        ways.append(f"use a larger sheet: --sheet {name}")
    if job.bleed:
        ways.append("leave the bleed out")
    elif job.sheet and job.layout in ("booklet", "2up") and not _is_half(page, job.sheet):
        ways.append(f"make the pages smaller: --paper {_SMALLER[job.sheet]}, for roles and booklets given by name")
    sheet = (
        f"on {job.sheet.capitalize()} paper ({said_size(*layouts.SHEETS[job.sheet])})" if job.sheet else "on any sheet"
    )
    return Diagnostic(
        "too-large-for-the-sheet",
        Severity.ERROR,
        f"pages of {said_size(*page)} have no room as {job.layout} {sheet}",
        file=files[0].examined.place,
        expected=None
        if job.layout.startswith("nup")
        else f"a sheet of at least {said_size(*needed)}; pages are never made smaller to fit",
        hint="; or ".join(ways) or None,
    )


def _about_sheets(imposition: Imposition, job: Job) -> list[Diagnostic]:
    found = []
    if job.marks and imposition.scale == 1 and not marks.are_outside(imposition):
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


def said(pressed: Pressed) -> str:
    """One line about a press file: `10 sheets letter, both sides, flip on the short edge`."""
    imposition = pressed.imposition
    if imposition is None:
        return ""
    count = len(imposition.sheets)
    if pressed.sheet is None:
        pages = sum(1 for _ in imposition.sides)
        return f"{pages} page{'s' * (pages != 1)} of {said_size(*imposition.size)}"
    sides = f"both sides, flip on the {imposition.flip} edge" if imposition.duplex else "one side"
    creep = f", creep {millimetres(imposition.creep)} mm" if imposition.creep else ""
    bleed = f", bleed {said_length(imposition.bleed)}" if imposition.bleed else ""
    return f"{count} sheet{'s' * (count != 1)} {pressed.sheet}, {sides}{bleed}{creep}"
