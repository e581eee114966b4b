"""`careerpdf new`: begin the profile of a role, or a workbook for many."""

from pathlib import Path

import click

from careerpdf.cli import console
from careerpdf.cli.errors import Failure
from careerpdf.cli.options import HELP_NAMES, examples, file_name, project_option, verbose_option
from careerpdf.project import scaffold

_WORKBOOK = "roles.xlsx"


def _title(ctx: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> tuple[str, str]:
    """The title and the role's name; with --spreadsheet the name of the file, twice."""
    title = " ".join(" ".join(words).split(" ")).strip()
    if ctx.params.get("spreadsheet"):
        name = title or _WORKBOOK
        return (name, name) if name.lower().endswith(".xlsx") else (f"{name}.xlsx", f"{name}.xlsx")
    if not words:
        raise click.MissingParameter(ctx=ctx, param=parameter)
    if len(words) > 1:
        raise click.BadParameter(f'put the title in straight quotes: careerpdf new "{title.strip("“”„‘’")}"')
    return title, file_name(title)


@click.command(
    context_settings=HELP_NAMES,
    short_help="Begin the profile of a role, with comments that say what goes where.",
    epilog=examples('careerpdf new "Data Engineer"', "careerpdf new --spreadsheet"),
)
@click.argument("title", nargs=-1, metavar="TITLE", callback=_title)
@click.option(
    "--spreadsheet",
    is_flag=True,
    is_eager=True,
    help=f"Make a workbook for many roles instead, TITLE.xlsx or {_WORKBOOK}, for `import csv`.",
)
@project_option
@verbose_option
def command(title: tuple[str, str], spreadsheet: bool, project_dir: Path | None) -> None:
    """Begin the profile of a role.

    Writes profiles/NAME.yaml, NAME being the title in lower case with hyphens, with comments that say what
    goes where. It validates at once, with a warning for each TODO. A profile that holds anything is never overwritten.

    With --spreadsheet, writes a workbook into the current folder in which each row becomes a profile: with help at each
    column and lists to choose from.
    """
    from careerpdf.diagnostics import InputError
    from careerpdf.project.load import open_project

    if spreadsheet:
        _new_workbook(Path(title[0]))
        return
    heading, role = title
    project, diagnostics = open_project(project_dir)
    if not project.is_there:
        raise InputError(diagnostics)
    console.report(diagnostics)
    existing = project.profile_path(role)
    path = project.profiles_dir / f"{role}.yaml"
    if existing is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        scaffold.write_schemas(project.root)
        existing = None if scaffold.write_new(path, scaffold.profile_text(heading)) else path
    elif scaffold.is_blank(existing):
        scaffold.write_over(existing, scaffold.profile_text(heading))
        path, existing = existing, None
    if existing is not None:
        raise Failure(f"error: {console.shown(existing)} is there already; it stays as it is.")
    console.say(f"made  {console.shown(path)}")
    console.say("\nNext: open it in a text editor and write over each TODO. Then")
    console.say(f"  careerpdf validate {role}\n  careerpdf build {role}")


def _new_workbook(path: Path) -> None:
    from careerpdf.importers.blank_spreadsheet import blank_spreadsheet

    try:
        with path.open("xb") as file:
            file.write(blank_spreadsheet(path.name))
    except FileExistsError:
        raise Failure(f"error: {console.shown(path)} is there already; it stays as it is.") from None
    console.say(f"made  {console.shown(path)}")
    console.say("\nNext: open it in Excel or LibreOffice and write a role into each row. Then")
    typed = f'"{path}"' if " " in str(path) else str(path)
    console.say(f"  careerpdf import csv {typed}")
