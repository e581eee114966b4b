"""The pipeline of a print job: intake of finished PDFs → imposition → preflight → press file and job ticket."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from careerpdf import __version__
from careerpdf.check.findings import said_pages
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.press import marks
from careerpdf.press.colour import Cmyk, Converter, Gray, read_profile
from careerpdf.press.conversion import Unconverted
from careerpdf.press.damage import HINT, DamageError, reading
from careerpdf.press.intake import Opened, Source, decoding_limits, open_source
from careerpdf.press.layouts import TOLERANCE, Imposition, NoRoomError
from careerpdf.press.order import Job
from careerpdf.press.page_boxes import fits_turned, same_size
from careerpdf.press.pdfx import Described
from careerpdf.press.preflight import fonts_not_embedded, preflight
from careerpdf.press.sheet_choice import about_sheets, impose, no_room, sheet_for
from careerpdf.press.sheets import PressFile, Printing, press_pdf
from careerpdf.press.slug import Slug
from careerpdf.press.ticket import NamedFile, Ticket, ticket_of
from careerpdf.press.units import millimetres, said_length, said_size
from careerpdf.press.words import quoted
from careerpdf.system.files import write_beside

PRODUCER = f"careerpdf {__version__}"
_MOST_SIZES = 5  # of pages that differ: more are one message


@dataclass(frozen=True)
class Pressed:
    """The outcome of a job: nothing is written if `path` is None; `seconds` of wall time."""

    diagnostics: tuple[Diagnostic, ...]
    path: Path | None = None
    imposition: Imposition | None = None
    ticket: Ticket | None = None
    size: int = 0
    colours: str = ""
    sheet: str | None = None
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return self.path is not None


def press(sources: Sequence[Source], job: Job, target: Path, created: datetime, ordered: str = "") -> Pressed:
    """Make the press file of one or several PDFs and write it to `target`, or say why it cannot be printed so.

    `ordered` says on the ticket when and by whom the job is ordered. Raises OSError if `target` cannot be written.
    """
    start = time.perf_counter()
    with decoding_limits():
        try:
            pressed = _pressed(sources, job, target, created, ordered)
        except DamageError as fault:
            pressed = Pressed((fault.diagnostic,))
    return replace(pressed, seconds=time.perf_counter() - start)


def _pressed(sources: Sequence[Source], job: Job, target: Path, created: datetime, ordered: str) -> Pressed:
    """Run the pipeline. Raises DamageError, and OSError if `target` cannot be written."""
    converter = _converter(job)
    if isinstance(converter, Diagnostic):
        return Pressed((converter,))
    opened = [open_source(source) for source in sources]
    files = [one for one in opened if isinstance(one, Opened)]
    if refused := [problem for one in opened if not isinstance(one, Opened) for problem in one]:
        return Pressed(tuple(refused))
    problems = [problem for file in files for problem in file.problems]
    page, mixed = _page_size(files)
    problems += mixed
    if any(problem.severity is Severity.ERROR for problem in mixed):
        return Pressed(tuple(problems))
    sheet = sheet_for(job, page)
    try:
        imposition = impose([len(file.pages) for file in files], job, page, sheet)
    except NoRoomError as error:
        return Pressed((*problems, no_room(error, job, page, files)))
    strokes = marks.marks_of(imposition) if job.has_marks(imposition) else ()
    problems += about_sheets(imposition, job)
    profile = converter if isinstance(converter, Cmyk) else None
    # Single pages are for a shop, which cuts them, whatever the file's pages are.
    cut = imposition.cuts_needed or job.grid is not None or bool(job.bleed) or job.layout == "perfect"
    for file in files:
        if not imposition.framed:
            with reading(file.place, "what is drawn on its pages"):
                problems += preflight(file, job.bleed, imposition.scale, cut=cut)
        with reading(file.place, "the fonts of its pages"):
            problems += fonts_not_embedded(file, fails=job.pdfx is not None)
    title = _title(files)
    colours = _colours(job, profile)
    slug = Slug(target.name, f"{created:%Y-%m-%d}", colours) if strokes else None
    printing = Printing(Described(title, created, PRODUCER), _inks(job, converter), strokes, profile, slug)
    made = press_pdf(files, imposition, printing)
    problems += [problem for one in made.unconverted for problem in _not_converted(one, files, job)]
    problems += _damaged_streams(made, files)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Pressed(tuple(problems))
    ticket = ticket_of(
        title,
        imposition,
        sheet=sheet,
        pages=[len(file.pages) for file in files],
        copies=job.copies,
        colours=colours,
        marks=_said_marks(imposition) if strokes else "",
        printed=NamedFile(target.name, made.data),
        sources=[NamedFile(Path(one.place).name, one.source.data) for one in files if not one.source.made],
        notes=_notes(problems, several=len(files) > 1),
        ordered=ordered,
    )
    write_beside(target, made.data)
    return Pressed(tuple(problems), target, imposition, ticket, len(made.data), colours, sheet)


def _said_marks(imposition: Imposition) -> str:
    fold = ", dashed fold marks" if imposition.fold is not None else ""
    if marks.are_outside(imposition):
        return f"crop marks{fold}"
    return f"short ticks at the sheet's edges, on the lines that are cut{fold}"


def _notes(problems: Sequence[Diagnostic], *, several: bool) -> list[str]:
    """Notes for the ticket about what is to be looked at; of `several` files with the names of those concerned."""
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


def _not_converted(left: Unconverted, files: Sequence[Opened], job: Job) -> Iterator[Diagnostic]:
    """Messages about colours that stay, file by file."""
    for item, file in enumerate(files, 1):
        pages = [page for which, page in left.pages if which == item]
        if not pages:
            continue
        if left.ink:
            yield Diagnostic(
                "spot-color",
                Severity.WARNING,
                f"{said_pages(pages)}: the color {quoted(left.what)} is printed with an ink of its own",
                file=file.place,
                hint="ask the shop for its price, or export the PDF with spot colors converted to process colors",
            )
            continue
        inks = "gray" if job.gray else "CMYK"
        yield Diagnostic(
            "color-left",
            Severity.ERROR if job.pdfx is not None else Severity.WARNING,
            f"{said_pages(pages)}: {left.what} cannot be converted to {inks}, and stays as it is",
            file=file.place,
            hint="draw it in plain colors, or leave the conversion to the print shop (without "
            + ("--gray)" if job.pdfx is None else "--pdfx)"),
        )


# -- pages


def _damaged_streams(made: PressFile, files: Sequence[Opened]) -> Iterator[Diagnostic]:
    for item, file in enumerate(files, 1):
        if pages := [page for which, page in made.damaged if which == item]:
            yield Diagnostic(
                "damaged-content",
                Severity.WARNING,
                f"{said_pages(pages)}: a picture, a font or another part is damaged, and may be missing on paper",
                file=file.place,
                hint=f"look at the press file; if something is missing, {HINT}",
            )


def _title(files: Sequence[Opened]) -> str:
    titles = list(dict.fromkeys(file.title for file in files))
    return titles[0] if len(titles) == 1 else ", ".join(titles[:-1]) + " and " + titles[-1]


def _page_size(files: Sequence[Opened]) -> tuple[tuple[float, float], list[Diagnostic]]:
    """The size that most pages have, and messages about the others."""
    rounded = Counter((round(w), round(h)) for file in files for w, h in (box.size for box in file.boxes))
    usual = rounded.most_common(1)[0][0]
    page = next(box.size for file in files for box in file.boxes if (round(box.size[0]), round(box.size[1])) == usual)
    problems = []
    for file in files:
        numbers: dict[tuple[float, float], list[int]] = {}
        for number, box in enumerate(file.boxes, 1):
            numbers.setdefault(box.size, []).append(number)
        turned = [number for size in numbers if fits_turned(size, page) for number in numbers[size]]
        if turned:
            problems.append(
                Diagnostic(
                    "turned-page",
                    Severity.WARNING,
                    f"{said_pages(turned)}: it lies across the other pages, and is printed turned by 90°",
                    file=file.place,
                )
            )
        others = [size for size in numbers if not same_size(size, page) and not fits_turned(size, page)]
        # The larger ones first: they stop the job.
        others.sort(key=lambda size: not _is_larger(size, page))
        for size in others[:_MOST_SIZES]:
            problems.append(_other_size(file.place, numbers[size], size, page))
        if rest := sorted(number for size in others[_MOST_SIZES:] for number in numbers[size]):
            message = f"{said_pages(rest)}: {len(others) - _MOST_SIZES} more sizes"
            problems.append(replace(problems[-1], severity=Severity.WARNING, message=message))
    return page, problems


def _is_larger(size: tuple[float, float], page: tuple[float, float]) -> bool:
    return size[0] > page[0] + TOLERANCE or size[1] > page[1] + TOLERANCE


def _other_size(place: str, pages: Sequence[int], size: tuple[float, float], page: tuple[float, float]) -> Diagnostic:
    larger = _is_larger(size, page)
    return Diagnostic(
        "mixed-sizes",
        Severity.ERROR if larger else Severity.WARNING,
        f"{said_pages(pages)}: {said_size(*size)}, but most pages are {said_size(*page)}",
        file=place,
        hint="pages of a job are of one size: "
        + ("print these by themselves" if larger else "these are put in the middle of the others' room"),
    )


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
    smaller = f", pages at {imposition.scale:.0%}" if imposition.scale < 1 else ""
    return f"{count} sheet{'s' * (count != 1)} {pressed.sheet}, {sides}{bleed}{creep}{smaller}"
