"""`careerpdf list`: the roles and booklets of a folder at a glance."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import FIRST_PROFILE, HELP_NAMES, examples, format_option, project_option, verbose_option

if TYPE_CHECKING:
    from decimal import Decimal

    from careerpdf.booklet.model import Manifest
    from careerpdf.profile.figures import Amount, Salary
    from careerpdf.profile.model import Profile
    from careerpdf.project.project import Project
    from careerpdf.source.load import Loaded

_PAY = "Median pay"
COLUMNS = ("Role", "Title", "Category", _PAY, "Year", "Problems")
BOOKLET_COLUMNS = ("Booklet", "Title", "Edition", "Problems")
_GAP = " " * 3


@click.command(
    context_settings=HELP_NAMES,
    short_help="List the roles with their pay and its year, and the booklets; and what is wrong with them.",
    epilog=examples("careerpdf list", "careerpdf list --format json"),
)
@project_option
@verbose_option
@format_option
@click.pass_context
def command(ctx: click.Context, project_dir: Path | None, as_json: bool) -> None:
    """List the roles in profiles/: title, category, median pay, the year of that figure, and problems.

    The booklets in booklets/ come below them. What has problems is listed too; `careerpdf validate` says what they are.
    """
    from careerpdf.profile.load import load_profile
    from careerpdf.project.problems import unread_files

    project, problems = open_folder(project_dir)
    problems += unread_files(project)
    known = project.role_ids()
    paths = {role: path for role in known if (path := project.profile_path(role))}
    profiles = {
        role: load_profile(path, known_roles=known, known_sections=project.section_names)
        for role, path in paths.items()
    }
    booklets = {
        name: _load_booklet(project, path) for name in project.booklet_ids() if (path := project.booklet_path(name))
    }
    if as_json:
        roles = [_role_json(role, paths[role], loaded) for role, loaded in profiles.items()]
        books = [_booklet_json(name, project.booklet_path(name), loaded) for name, loaded in booklets.items()]
        console.say_json({"roles": roles, "booklets": books, "diagnostics": console.as_json(problems)})
    else:
        console.report(problems)
        if profiles:
            _print(COLUMNS, [_row(role, loaded, project.config.language) for role, loaded in profiles.items()])
        elif project.is_there:
            console.say(f"The folder {console.shown(project.profiles_dir)} holds no profile yet. {FIRST_PROFILE}")
        if booklets:
            console.say("")
            _print(BOOKLET_COLUMNS, [_booklet_row(name, loaded) for name, loaded in booklets.items()])
    if not project.is_there:
        ctx.exit(PROBLEMS)


def _load_booklet(project: Project, path: Path) -> Loaded[Manifest]:
    from careerpdf.booklet.load import load_booklet

    return load_booklet(path, root=project.root, known_sections=project.section_names)


def _booklet_row(name: str, loaded: Loaded[Manifest]) -> tuple[str, ...]:
    booklet = loaded.value
    problems = console.summary(loaded.diagnostics)
    return (name, booklet.title, booklet.edition or "", problems) if booklet else (name, "", "", problems)


def _booklet_json(name: str, path: Path | None, loaded: Loaded[Manifest]) -> dict[str, object]:
    booklet = loaded.value
    return {
        "booklet": name,
        "path": str(path.resolve()) if path else None,
        "title": booklet.title if booklet else None,
        "edition": booklet.edition if booklet else None,
        "ok": loaded.ok,
        "diagnostics": console.as_json(loaded.diagnostics),
    }


def _print(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print a table; the last column, the problems, in color."""
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    if not _is_simple(rows, sum(widths) + len(_GAP) * (len(widths) - 1)):
        _print_with_rich(columns, rows)
        return
    sides = [">" if column == _PAY else "<" for column in columns]
    painted = console.wants_colour(sys.stdout)

    def line(cells: tuple[str, ...], last: str | None = None) -> str:
        texts = [f"{cell:{side}{width}}" for cell, side, width in zip(cells, sides, widths, strict=True)]
        if painted and last:
            texts[-1] = click.style(texts[-1], fg=last)
        return _GAP.join(texts)

    title = line(columns)
    console.say(click.style(title, bold=True) if painted else title)
    console.say("─" * len(title))
    for row in rows:
        console.say(line(row, _colour(row[-1])))


def _is_simple(rows: list[tuple[str, ...]], width: int) -> bool:
    """True if blanks make a table of this width; rich, which all others need, takes a tenth of the command's time."""
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else width
    return (
        width <= room
        and (sys.stdout.encoding or "").lower().startswith("utf")
        and not os.environ.get("FORCE_COLOR")
        and all(cell.isascii() and cell.isprintable() for row in rows for cell in row)
    )


def _colour(problems: str) -> str:
    return "red" if "error" in problems else "yellow"


def _print_with_rich(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print a table whatever its letters and the terminal are."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column == _PAY else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row[:-1]), Text(row[-1], style=_colour(row[-1])))
    terminal = Console()
    # A pipe has no width: let the table have what it needs instead of rich's 80 columns.
    Console(width=None if terminal.is_terminal else 1000, highlight=False).print(table)


def _row(role: str, loaded: Loaded[Profile], language: str) -> tuple[str, ...]:
    profile = loaded.value
    problems = console.summary(loaded.diagnostics)
    if profile is None:
        return (role, "", "", "", "", problems)
    salary = profile.salary
    pay = _median(salary, language) if salary else ""
    return (role, profile.title, profile.category, pay, str(salary.year or "") if salary else "", problems)


def _median(salary: Salary, language: str) -> str:
    from careerpdf.locale import load_locale

    if salary.median is None:
        return ""
    locale = load_locale(language)

    def money(amount: Amount, *, cents: bool) -> str:
        figure = locale.money(amount.value, salary.currency, cents=cents)
        return locale.text("or_more", amount=figure) if amount.at_least else figure

    if salary.median.annual is not None:
        return money(salary.median.annual, cents=False)
    if salary.median.hourly is not None:
        return f"{money(salary.median.hourly, cents=True)} {locale.text('an_hour')}"
    return ""


def _role_json(role: str, path: Path, loaded: Loaded[Profile]) -> dict[str, object]:
    profile = loaded.value
    salary = profile.salary if profile else None
    median = salary.median if salary else None
    return {
        "role": role,
        "path": str(path.resolve()),
        "title": profile.title if profile else None,
        "category": profile.category if profile else None,
        "currency": salary.currency if salary else None,
        "median_annual": _number(median.annual) if median else None,
        "median_hourly": _number(median.hourly) if median else None,
        "year": salary.year if salary else None,
        "ok": loaded.ok,
        "diagnostics": console.as_json(loaded.diagnostics),
    }


def _number(amount: Amount | None) -> int | float | None:
    if amount is None:
        return None
    value: Decimal = amount.value
    return int(value) if value == value.to_integral_value() else float(value)
