"""`careerpdf press`: sheets for the copier and the print shop, with a job ticket."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import (
    HELP_NAMES,
    examples,
    format_option,
    is_verbose,
    project_option,
    quiet_option,
    set_option,
    style_option,
    verbose_option,
)
from careerpdf.cli.products import chosen_products, complete_products
from careerpdf.cli.typos import NearChoice
from careerpdf.style.paper import CARD_SIZES, PAPERS, SMALL_SIZES
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.press.intake import Source
    from careerpdf.press.job import Pressed
    from careerpdf.press.order import Job
    from careerpdf.products.product import Options
    from careerpdf.project.project import Project
    from careerpdf.style.changes import Change

LAYOUTS = ("booklet", "perfect", "2up", "4up", "cards", "nup ROWSxCOLUMNS")
SHEETS = ("letter", "tabloid", "a4", "a3")
SCALES = ("full", "fit")
_ONE_FILE = ("booklet", "perfect", "nup")
_HALVED = ("booklet", "2up")
_HALVES = {"letter": "half-letter", "tabloid": "letter", "a4": "a5", "a3": "a4"}
_QUARTERS = {"letter": "quarter-letter", "tabloid": "half-letter", "a4": "a6", "a3": "a5"}
_MOST_BLEED, _MOST_CREEP, _MOST_COPIES = 36.0, 3.0, 1_000_000  # pt, pt

if TYPE_CHECKING:
    _TextType = click.ParamType[str]
else:
    _TextType = click.ParamType


class _Layout(_TextType):
    """A layout by name; `nup 2x3` with its rows and columns."""

    name = "layout"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from careerpdf.diagnostics import did_you_mean
        from careerpdf.press.layouts import grid_named

        text = " ".join(str(value).lower().split())
        if text in LAYOUTS[:-1]:
            return text
        grid = grid_named(text)
        if grid is not None:
            return f"nup {grid.rows}x{grid.columns}"
        if text.startswith("nup"):
            return self.fail("say how many rows and columns, such as --layout nup2x3.", param, ctx)
        meant = did_you_mean(text, LAYOUTS[:-1])
        known = ", ".join(LAYOUTS[:-1])
        hint = f" Did you mean '{meant}'?" if meant else ""
        return self.fail(f"'{value}' is none of {known}, nup2x3.{hint}", param, ctx)


def _length(most: float) -> object:
    def read(_ctx: click.Context, _parameter: click.Parameter, text: str | None) -> float:
        if text is None:
            return 0.0
        from careerpdf.press.units import points, said_length

        try:
            length = points(text)
        except ValueError as error:
            raise click.BadParameter(f"{error}.") from None
        if length > most:
            raise click.BadParameter(f"'{text}' is too much; at most {said_length(most)}.")
        return length

    return read


def _copies(_ctx: click.Context, _parameter: click.Parameter, number: int) -> int:
    if not 1 <= number <= _MOST_COPIES:
        raise click.BadParameter(f"give a number from 1 to {_MOST_COPIES:,}.")
    return number


def _target(_ctx: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
    """-o takes the PDF to write, or the folder for it."""
    if path is not None and not path.is_dir() and path.suffix.lower() != ".pdf" and (path.suffix or path.is_file()):
        raise click.BadParameter(f"'{path}' is no name of a PDF; give one that ends in .pdf, or a folder.")
    return path


@click.command(
    context_settings=HELP_NAMES,
    short_help="Make sheets for the copier or the print shop, with marks and a job ticket.",
    epilog=examples(
        "careerpdf press career-fair --layout booklet --sheet letter --copies 40",
        "careerpdf press registered-nurse --layout 2up --sheet letter --gray",
        "careerpdf press registered-nurse electrician --layout cards --copies 100",
        "careerpdf press career-fair --layout perfect --bleed 0.125in --marks --pdfx GRACoL2013.icc",
        "careerpdf press output/career-fair.pdf --layout booklet --sheet tabloid --creep 0.1mm",
    ),
)
@click.argument("names", nargs=-1, metavar="ROLE|BOOKLET|FILE.pdf...", shell_complete=complete_products)
@click.option(
    "--layout",
    type=_Layout(),
    required=True,
    metavar="|".join(LAYOUTS),
    help="booklet: sheets to fold and staple. perfect: single pages in order, for a shop that arranges them itself. "
    "2up, 4up, cards: items to cut out, fronts and backs behind each other; cards are made of roles as `card` does. "
    "nup: pages in reading order on a grid.",
)
@click.option(
    "--sheet",
    type=NearChoice(SHEETS, case_sensitive=False),
    help="The paper in the printer. Otherwise: the smallest that will do; for perfect, as the page needs.",
)
@click.option(
    "--scale",
    type=NearChoice(SCALES, case_sensitive=False),
    default="full",
    show_default=True,
    help="full: pages keep their size. fit: they are made as much smaller as the sheet needs.",
)
@click.option(
    "--flip",
    type=NearChoice(("short", "long"), case_sensitive=False),
    help="The edge over which the printer turns the sheet. Otherwise: the one that keeps all pages upright.",
)
@click.option(
    "--marks/--no-marks",
    default=None,
    help="Draw marks where to cut and fold. Otherwise: for layouts that are cut apart.",
)
@click.option(
    "--bleed",
    metavar="LENGTH",
    callback=_length(_MOST_BLEED),
    help="Print so far beyond the cut, such as 3mm or 0.125in.",
)
@click.option(
    "--creep",
    metavar="LENGTH",
    callback=_length(_MOST_CREEP),
    help="The thickness of the paper, such as 0.1mm: inner pages of a booklet move to the spine by it.",
)
@click.option(
    "--copies", type=int, default=1, metavar="NUMBER", callback=_copies, help="How many are wanted, for the job ticket."
)
@click.option("--gray", is_flag=True, help="Black ink only.")
@click.option(
    "--pdfx",
    type=click.Path(path_type=Path),
    metavar="PROFILE.icc",
    help="PDF/X-4 in the inks (CMYK) of this profile, which the print shop names or sends.",
)
@click.option(
    "--ticket",
    type=NearChoice(("text", "pdf", "none"), case_sensitive=False),
    default="text",
    show_default=True,
    help="The job ticket: as text; as a page too; or none.",
)
@style_option("as set", look="The look of roles and booklets.")
@click.option(
    "--paper",
    type=NearChoice((*PAPERS, *SMALL_SIZES), case_sensitive=False),
    help="The size of a page of roles and booklets. Otherwise: as set; for a role as booklet or 2up, half a sheet; as "
    "4up, a quarter. Quarter-letter and a6 are cards.",
)
@set_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=_target,
    metavar="FILE|DIR",
    help="The PDF to write, or the folder for it. Otherwise: output/NAME-press.pdf.",
)
@project_option
@click.option("--open", "open_after", is_flag=True, help="Show the press file when it is done.")
@quiet_option
@verbose_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    layout: str,
    sheet: str | None,
    scale: str,
    flip: str | None,
    marks: bool | None,
    bleed: float,
    creep: float,
    copies: int,
    gray: bool,
    pdfx: Path | None,
    ticket: str,
    style: str | None,
    paper: str | None,
    settings: tuple[Change, ...],
    output: Path | None,
    project_dir: Path | None,
    open_after: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make a press file of roles, a booklet or any PDF: pages on sheets, as a copier or a print shop wants them.

    Roles and booklets are made from their files as they are now: of a role its handout, or with --layout cards its
    card. A PDF is taken as it is, and stays so. The press file goes to output/NAME-press.pdf, and what to say at the
    counter to NAME-press.txt. It is not for the web: it has neither links nor tags. Pages are made smaller only for
    nup, and with --scale fit.
    """
    from careerpdf.press.layouts import Flip
    from careerpdf.press.order import Job
    from careerpdf.products.product import Options

    _refuse_contradictions(ctx, names, layout, creep, paper)
    if all(map(_is_pdf, names)):
        _refuse_choices_of_pages(ctx, paper=paper, style=style, changes=settings)
    collect_seldom()
    wants_folder = not all(map(_is_pdf, names))
    project, problems = _folder(project_dir, wanted=wants_folder)
    job = Job(
        layout, sheet, Flip(flip) if flip else None, marks, bleed, creep, copies, gray, pdfx, scale == "fit",
        project.config.paper,
    )  # fmt: skip
    if is_verbose(ctx):
        console.note(f"Folder: {project.root}")
    pressed: Pressed | None = None
    written: list[Path] = []
    if not console.has_errors(problems):
        with tempfile.TemporaryDirectory(prefix="careerpdf-") as folder:
            options = Options(style=style, paper=paper, changes=settings)
            sources, found = _sources(ctx, project, names, job, options, Path(folder))
            problems += found
            if sources and not console.has_errors(problems):
                target = _written_to(project, sources, output)
                problems += _would_overwrite(names, target)
                if not console.has_errors(problems):
                    pressed, written = _press(project, sources, job, target, ticket)
    if as_json:
        console.say_json(_as_json(pressed, written, problems))
    else:
        if pressed and pressed.path and not quiet:
            _print(pressed, written)
        console.report(problems)
        console.report(pressed.diagnostics if pressed else ())
    if open_after and pressed and pressed.path:
        console.open_file(pressed.path)
    if pressed is None or not pressed.ok:
        ctx.exit(PROBLEMS)


def _refuse_contradictions(
    ctx: click.Context, names: tuple[str, ...], layout: str, creep: float, paper: str | None
) -> None:
    if not names:
        raise click.UsageError("Name the roles, the booklet or the PDF to print.", ctx)
    if len(names) > 1 and layout.split()[0] in _ONE_FILE:
        kind = layout.split()[0]
        raise click.UsageError(
            f"--layout {kind} takes one role, booklet or PDF. To print several roles as one, make a booklet of them: "
            "`careerpdf booklet --roles ...`",
            ctx,
        )
    if layout.startswith("nup") and (ctx.params["bleed"] or ctx.params["marks"]):
        raise click.UsageError("--layout nup is for looking at pages: it has neither bleed nor marks.", ctx)
    if layout == "perfect" and ctx.params["flip"]:
        raise click.UsageError("--flip is for sheets: --layout perfect has single pages in order.", ctx)
    if ctx.params["bleed"] and ctx.params["scale"] == "fit":
        raise click.UsageError("--scale fit is for the paper of an office, which has no room for a bleed.", ctx)
    if creep and layout != "booklet":
        raise click.UsageError("--creep is for --layout booklet: only there sheets lie in each other.", ctx)
    if paper in SMALL_SIZES and layout in _HALVED:
        raise click.UsageError(f"--paper {paper} is the size of a card: print those with --layout cards or 4up.", ctx)
    if paper and paper not in CARD_SIZES and layout == "cards":
        raise click.UsageError(f"--paper {paper} is no size of a card. Those are {', '.join(CARD_SIZES)}.", ctx)


def _refuse_choices_of_pages(ctx: click.Context, **choices: object) -> None:
    for name, value in choices.items():
        if value:
            option = {"changes": "set"}.get(name, name)
            raise click.UsageError(f"--{option} is for roles and booklets by name; a PDF is printed as it is.", ctx)


def _is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


def _paper_for(job: Job) -> str | None:
    """The size of a role's pages: their part of the sheet, a half or a quarter; a style has its size of cards."""
    if job.layout == "4up" and (job.sheet is None or job.bleed):
        return "a6" if _is_iso(job) else "quarter-letter"
    if job.layout in _HALVED and job.bleed:  # half of the sheet has no room for its bleed
        return "a5" if _is_iso(job) else "half-letter"
    if job.sheet is None:
        return None
    parts = _HALVES if job.layout in _HALVED else _QUARTERS if job.layout == "4up" else {}
    return parts.get(job.sheet)


def _is_iso(job: Job) -> bool:
    """True for sheets of ISO 216: those in the printer, or else the paper of the folder."""
    return (job.sheet or job.paper or "").startswith("a")


def _folder(project_dir: Path | None, *, wanted: bool) -> tuple[Project, tuple[Diagnostic, ...]]:
    """The project; that there is none matters only to names, and not to PDFs."""
    if wanted:
        return open_folder(project_dir)
    from careerpdf.project.load import open_project

    project, _ = open_project(project_dir)
    return project, ()


def _sources(
    ctx: click.Context,
    project: Project,
    names: Sequence[str],
    job: Job,
    options: Options,
    folder: Path,
) -> tuple[list[Source], tuple[Diagnostic, ...]]:
    """The files to print: PDFs as they are, roles and booklets made anew; and messages about them."""
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.press.intake import Source
    from careerpdf.products.one_page import Card

    of_roles = options.paper or _paper_for(job)
    as_cards = job.layout == "cards" or of_roles in SMALL_SIZES
    named = [name for name in names if not _is_pdf(name)]
    products = chosen_products(ctx, project, named) if named else {}
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    for number, name in enumerate(dict.fromkeys(names)):
        if _is_pdf(name):
            read = _read_file(project, Path(name))
            if isinstance(read, Diagnostic):
                problems.append(read)
            else:
                sources.append(Source(Path(name).stem, console.shown(Path(name)), read))
            continue
        product = products[name]
        if isinstance(product, Diagnostic):
            problems.append(product)
            continue
        if product.kind == "booklet" and options.paper in SMALL_SIZES:
            problems.append(_no_card(name, product.stem(project)))
            continue
        if product.kind == "handout" and as_cards:
            product = Card(name)
        paper = options.paper if product.kind == "booklet" else of_roles
        stem = product.stem(project)
        made = product.build(project, replace(options, paper=paper, output=folder / str(number), iso=_is_iso(job)))
        problems += made.diagnostics
        if made.path:
            sources.append(Source(stem, f"{stem}.pdf", made.path.read_bytes(), made=True))
    return sources, tuple(dict.fromkeys(problems))


def _no_card(name: str, stem: str) -> Diagnostic:
    from careerpdf.diagnostics import Diagnostic, Severity

    message = f"'{name}' is a booklet, and cards are of roles"
    hint = "name the roles, or give the size of the booklet's pages, such as --paper half-letter"
    return Diagnostic("no-card", Severity.ERROR, message, file=f"{stem}.pdf", hint=hint)


def _read_file(project: Project, path: Path) -> bytes | Diagnostic:
    from careerpdf.diagnostics import Diagnostic, Severity, did_you_mean

    try:
        return path.read_bytes()
    except OSError as error:
        reason = "this is a folder" if path.is_dir() else (error.strerror or str(error)).lower()
        hint = None
        name = path.stem
        if not path.exists():
            beside = project.output_dir / path.name
            if beside.is_file():
                hint = f"did you mean {console.shown(beside)}?"
            elif project.profile_path(name) or project.booklet_path(name):
                hint = f"did you mean '{name}'? It is made from its file"
            elif meant := did_you_mean(path.name, [near.name for near in path.parent.glob("*.pdf")]):
                hint = f"did you mean {console.shown(path.parent / meant)}?"
        return Diagnostic("unreadable", Severity.ERROR, f"it cannot be read: {reason}", file=str(path), hint=hint)


def _written_to(project: Project, sources: Sequence[Source], output: Path | None) -> Path:
    if output is not None and output.suffix.lower() == ".pdf" and not output.is_dir():
        return output
    names = [re.sub(r"-press$", "", source.name) for source in sources]
    more = f"-and-{len(names) - 1}-more" if len(names) > 1 else ""
    return (output or project.output_dir) / f"{names[0]}{more}-press.pdf"


def _would_overwrite(names: Sequence[str], target: Path) -> tuple[Diagnostic, ...]:
    """An error if the press file would be written over a PDF that it is made from."""
    from careerpdf.diagnostics import Diagnostic, Severity

    if not any(_is_pdf(name) and Path(name).resolve() == target.resolve() for name in names):
        return ()
    return (
        Diagnostic(
            "would-overwrite",
            Severity.ERROR,
            "the press file would be written over the PDF that is printed",
            file=console.shown(target),
            hint="give it another name with -o",
        ),
    )


def _press(
    project: Project, sources: Sequence[Source], job: Job, target: Path, ticket: str
) -> tuple[Pressed, list[Path]]:
    """The press file and its tickets, and which files were written."""
    from careerpdf.diagnostics import InputError
    from careerpdf.press.job import Pressed, press
    from careerpdf.products.context import office_facts
    from careerpdf.system.clock import now
    from careerpdf.system.files import write_beside

    try:
        created = now(project.config.time_zone or "UTC")
    except InputError as error:
        return Pressed(error.diagnostics), []
    office = office_facts(project)
    who = (f"{created:%Y-%m-%d}", office["heading"], office["email"], office["phone"])
    ordered = ", ".join(filter(None, who))
    pressed = press(sources, job, target, created, ordered)
    if pressed.path is None or pressed.ticket is None:
        return pressed, []
    written = [pressed.path]
    if ticket != "none":
        path = target.with_suffix(".txt")
        write_beside(path, pressed.ticket.text().encode("utf-8"))
        written.append(path)
    if ticket == "pdf":
        from careerpdf.press.page import ticket_page

        data = ticket_page(pressed.ticket, project, created, american=not (pressed.sheet or "letter").startswith("a"))
        if data:
            path = target.with_name(f"{target.stem}-ticket.pdf")
            write_beside(path, data)
            written.append(path)
    _remove_stale(target, written)
    return pressed, written


def _remove_stale(target: Path, written: Sequence[Path]) -> None:
    """Remove tickets of the press file that was there before: they would be taken for those of the new one."""
    from careerpdf.press.ticket import HEAD

    text, page = target.with_suffix(".txt"), target.with_name(f"{target.stem}-ticket.pdf")
    with suppress(OSError, ValueError):
        if text not in written and text.read_text(encoding="utf-8").startswith(HEAD):
            text.unlink()
    with suppress(OSError):
        if page not in written and target.stem.endswith("-press"):
            page.unlink()


def _print(pressed: Pressed, written: Sequence[Path]) -> None:
    from careerpdf.press.job import said

    size = max(1, round(pressed.size / 1024))
    console.say(f"{console.shown(written[0])}  {said(pressed)}  {size:,} KB  {pressed.seconds:.2f} s")
    for path in written[1:]:
        console.say(f"{console.shown(path)}  job ticket")


def _as_json(pressed: Pressed | None, written: Sequence[Path], problems: Sequence[Diagnostic]) -> dict[str, object]:
    imposition = pressed.imposition if pressed else None
    return {
        "ok": bool(pressed and pressed.ok),
        "files": [str(path.resolve()) for path in written],
        "layout": imposition.layout if imposition else None,
        "sheet": pressed.sheet if pressed else None,
        "sheets": len(imposition.sheets) if imposition else 0,
        "flip": str(imposition.flip) if imposition and imposition.duplex else None,
        "colors": pressed.colours if pressed else None,
        "bytes": pressed.size if pressed else 0,
        "seconds": round(pressed.seconds, 3) if pressed else 0.0,
        "ticket": dict(pressed.ticket.lines) if pressed and pressed.ticket else None,
        "diagnostics": console.as_json((*problems, *(pressed.diagnostics if pressed else ()))),
    }
