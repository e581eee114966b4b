"""`careerpdf import`: profiles from public data. The profiles are files to edit; nothing here makes a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from careerpdf.cli import console
from careerpdf.cli.import_report import PresentProfiles, finish, import_progress, plan_import, target_folder
from careerpdf.cli.options import HELP_NAMES, examples, format_option, project_option, quiet_option, verbose_option
from careerpdf.system.clock import today
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    pass

_SEVERAL = {"--codes": re.compile(r"[\d.,-]*\d[\d.,-]*"), "--job-zone": re.compile(r"\d")}
_CODE = re.compile(r"\d\d-\d{4}(?:\.\d\d)?")


class _SeveralWords(click.Command):
    """A command whose options `--codes` and `--job-zone` take several words: `--codes 15-2051 15-1252.00`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(_repeated(args)))


def _repeated(args: list[str]) -> Iterator[str]:
    """The option again before each further word that can belong to it."""
    option = ""
    first = False
    for word in args:
        if word.startswith("-") and not word[1:2].isdigit():
            option, first = (word, True) if word in _SEVERAL else ("", False)
            yield word
        elif option and not first and _SEVERAL[option].fullmatch(word):
            yield option
            yield word
        else:
            if not first:
                option = ""
            first = False
            yield word


def _codes(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(code for value in values for code in value.split(",") if code)
    for code in codes:
        if not _CODE.fullmatch(code):
            raise click.BadParameter(f"'{code}' is no code; one looks like 15-2051 or 15-2051.00.")
    return codes


_dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
_output_option = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where to write the profiles.  [default: profiles/ of your handout folder]",
)


@click.group(
    context_settings=HELP_NAMES,
    short_help="Make profiles from public data, and bring them up to date.",
    subcommand_metavar="WHAT [ARGS]...",
    epilog=examples(
        "careerpdf import onet db_29_3_text --match nurse --oews national_M2024_dl.xlsx --dry-run",
    ),
)
def command() -> None:
    """Make role profiles from public data, and bring them up to date later.

    A profile says of each field which source it came from. What you write or change in it stays as it is when
    the same data, or a later release of it, is imported again.
    """


@command.command(
    "onet",
    cls=_SeveralWords,
    context_settings=HELP_NAMES,
    short_help="From an O*NET release, with wages and projections of BLS.",
    epilog=examples(
        "careerpdf import onet db_29_3_text --codes 15-2051 15-1252.00",
        "careerpdf import onet db_29_3_text --oews national_M2024_dl.xlsx --projections occupation.xlsx",
        'careerpdf import onet db_29_3_text --match "*nurse*" --job-zone 4 5 --dry-run',
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--oews",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Wages: a file of BLS's Occupational Employment and Wage Statistics, .xlsx or .csv.",
)
@click.option(
    "--projections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Outlook: occupation.xlsx of BLS's Employment Projections.",
)
@click.option("--codes", multiple=True, metavar="CODE...", callback=_codes, help="Only these occupations.")
@click.option("--match", "matches", multiple=True, metavar="TITLE", help='Only titles like this one: "data*".')
@click.option(
    "--job-zone",
    "zones",
    multiple=True,
    type=click.IntRange(1, 5),
    metavar="1-5...",
    help="Only occupations that need this much preparation.",
)
@_output_option
@click.option("--overwrite", is_flag=True, help="Write profiles anew, also what was changed in them or never imported.")
@_dry_run_option
@click.option("--area", metavar="NAME", help="Which area's wages, if the file has several.")
@click.option(
    "--oews-year", type=click.IntRange(1997, 2100), metavar="YEAR", help="Year of the wages, if not in the name."
)
@click.option("--release", metavar="NUMBER", help="Number of the O*NET release, if it is not in the folder's name.")
@project_option
@quiet_option
@verbose_option
@format_option
@click.pass_context
def onet(
    ctx: click.Context,
    folder: Path,
    oews: Path | None,
    projections: Path | None,
    codes: tuple[str, ...],
    matches: tuple[str, ...],
    zones: tuple[int, ...],
    output: Path | None,
    overwrite: bool,
    dry_run: bool,
    area: str | None,
    oews_year: int | None,
    release: str | None,
    project_dir: Path | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make a profile of each occupation in DIR, an unpacked O*NET release (27.0 or later, text or Excel).

    Without --codes, --match or --job-zone, of all of them. A profile that was imported before is brought up to date,
    but what somebody has changed in it stays; one that was never imported stays as it is.
    """
    from careerpdf.importers import bls
    from careerpdf.importers import onet as release_of
    from careerpdf.importers.occupations import from_release
    from careerpdf.schema.role_id import occupation_role_ids

    target = target_folder(output, project_dir)
    collect_seldom()
    day = today()
    with import_progress(quiet=quiet or as_json) as progress:
        if oews:
            progress(oews.name, 0, 0)
        wages = bls.read_wages(oews, console.shown(oews), area=area, year=oews_year) if oews else None
        if projections:
            progress(projections.name, 0, 0)
        outlook = bls.read_projections(projections, console.shown(projections)) if projections else None
        data = None
        wanted = release_of.Wanted(codes, matches, zones)
        for step in release_of.read_release(folder, console.shown, wanted, version=release):
            if isinstance(step, release_of.Release):
                data = step
            else:
                progress(step, 0, 0)
        assert data is not None  # noqa: S101 (it comes last, or an error was raised)
        problems = [p for part in (data, wages, outlook) if part for p in part.diagnostics]
        present = PresentProfiles.of(target)
        names = occupation_role_ids(data.titles)
        known = {code: path.stem for code, path in present.by_code.items()} | {
            code: present.by_code[code].stem if code in present.by_code else names[code] for code in data.occupations
        }
        plans = []
        for number, occupation in enumerate(data.occupations.values(), 1):
            progress(occupation.title, number, len(data.occupations))
            made = from_release(occupation, data, wages, outlook, known, names, day)
            plans.append(plan_import(made, present, target, day, overwrite=overwrite))
    finish(ctx, plans, problems, target, dry_run=dry_run, quiet=quiet, as_json=as_json)


@command.command(
    "article",
    context_settings=HELP_NAMES,
    short_help="From a web page about a role.",
    epilog=examples("careerpdf import article page.html --url https://example.edu/nurse", "careerpdf import article -"),
)
@click.argument("file", metavar="FILE|-", type=click.File("rb"))
@click.option("--title", metavar="TITLE", help="The role that it is about. Otherwise: what its own title says.")
@click.option("--url", metavar="ADDRESS", help="The page's address, which the profile names as its source.")
@click.option("--category", metavar="GROUP", help="Group of the role. Otherwise: what the page puts it under.")
@_output_option
@click.option("--overwrite", is_flag=True, help="Write the profile anew, also what was changed in it.")
@_dry_run_option
@project_option
@quiet_option
@verbose_option
@format_option
@click.pass_context
def article(
    ctx: click.Context,
    file: BinaryIO,
    title: str | None,
    url: str | None,
    category: str | None,
    output: Path | None,
    overwrite: bool,
    dry_run: bool,
    project_dir: Path | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make a profile of a page about a role: FILE is text, HTML or Markdown; with -, paste it and end with Ctrl-D.

    What is recognised goes to its field, everything else to `notes`; a summary says what went where. A figure is
    taken only if the page says it of this role: the pay of a week, another country, a beginner or another group is
    kept as a note. The page belongs to somebody: say in your own words what you print.
    """
    from careerpdf.importers.article import read_article

    target = target_folder(output, project_dir)
    display = "pasted text" if file.name in ("-", "<stdin>") else console.shown(Path(file.name))
    present = PresentProfiles.of(target)
    day = today()
    known = {path.stem for path in present.texts}
    found = read_article(file.read(), display, day, url=url, category=category, title=title, known=known)
    plan = plan_import(found.imported, present, target, day, overwrite=overwrite)
    if not quiet and not as_json:
        for name, what in found.went.items():
            console.say(f"  {name:<16}  {what}")
    finish(ctx, [plan], list(found.diagnostics), target, dry_run=dry_run, quiet=quiet, as_json=as_json, lacks=False)


def _mapping(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        column, sign, name = value.rpartition("=")
        if not sign or not column.strip() or not name.strip():
            raise click.BadParameter(f"'{value}' is no mapping; one looks like \"Job name=title\".")
        found[column.strip()] = name.strip()
    return found


def _currency(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from careerpdf.schema.pay_text import DOLLARS, currency_named

    code = currency_named(value) if value else None
    if code in ("", DOLLARS):
        raise click.BadParameter(f"'{value}' is no currency; one is a code of three letters, such as USD, EUR or CAD.")
    return code


@command.command(
    "csv",
    context_settings=HELP_NAMES,
    short_help="From a spreadsheet with a row for each role.",
    epilog=examples('careerpdf import csv roles.xlsx --map "Job name=title" --map "Wage 2025=salary.median.annual"'),
)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_mapping,
    help="Which field a column is for, where its name does not tell; several times for several columns.",
)
@click.option("--sheet", metavar="NAME", help="The sheet to read, if a workbook has several with roles.")
@click.option("--currency", metavar="CODE", callback=_currency, help="Currency of pay that names none, such as EUR.")
@click.option("--category", metavar="GROUP", help="Group of roles that have none in the spreadsheet.")
@_output_option
@click.option("--overwrite", is_flag=True, help="Write profiles anew, also what was changed in them or never imported.")
@_dry_run_option
@project_option
@quiet_option
@verbose_option
@format_option
@click.pass_context
def csv(
    ctx: click.Context,
    file: Path,
    mapping: dict[str, str],
    sheet: str | None,
    currency: str | None,
    category: str | None,
    output: Path | None,
    overwrite: bool,
    dry_run: bool,
    project_dir: Path | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make a profile of each row of FILE, a spreadsheet (.xlsx, .csv or text with tabs) with names of columns on top.

    Columns such as Title, Category, Description, Duties, Median pay, Year, Source, Education and Skills are known by
    their names. Entries of a list stand between semicolons or on lines of their own. A column that no field is for, and
    what cannot be told for certain, goes to `notes`. `careerpdf new --spreadsheet` makes a workbook to begin with.
    """
    from careerpdf.importers.spreadsheet import read_spreadsheet

    target = target_folder(output, project_dir)
    present = PresentProfiles.of(target)
    day = today()
    known = {path.stem for path in present.texts}
    found = read_spreadsheet(
        file, console.shown(file), day, mapping=mapping, category=category, known=known, sheet=sheet, currency=currency
    )
    plans = [plan_import(one, present, target, day, overwrite=overwrite) for one in found.profiles]
    if not quiet and not as_json:
        if found.sheet or found.header > 1:
            where = f" of the sheet '{found.sheet}'" if found.sheet else ""
            console.say(f"The names of the columns are those in row {found.header}{where}.")
        for column, name in found.columns.items():
            console.say(f"  {column:<24}  {name or 'notes (no field is for it)'}")
    finish(ctx, plans, list(found.diagnostics), target, dry_run=dry_run, quiet=quiet, as_json=as_json, lacks=False)


# -- what becomes of each file


# -- where and when
