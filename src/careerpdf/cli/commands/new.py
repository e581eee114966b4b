"""`careerpdf new`: begin the profile of a role."""

from pathlib import Path

import click

from careerpdf.cli import console
from careerpdf.cli.errors import Failure
from careerpdf.cli.options import HELP_NAMES, examples, file_name, project_option, verbose_option
from careerpdf.project import scaffold


def _title(_ctx: click.Context, _parameter: click.Parameter, words: tuple[str, ...]) -> tuple[str, str]:
    """The title and the role's name."""
    title = " ".join(" ".join(words).split(" ")).strip()
    if len(words) > 1:
        raise click.BadParameter(f'put the title in straight quotes: careerpdf new "{title.strip("“”„‘’")}"')
    return title, file_name(title)


@click.command(
    context_settings=HELP_NAMES,
    short_help="Begin the profile of a role, with comments that say what goes where.",
    epilog=examples('careerpdf new "Data Engineer"'),
)
@click.argument("title", nargs=-1, required=True, metavar="TITLE", callback=_title)
@project_option
@verbose_option
def command(title: tuple[str, str], project_dir: Path | None) -> None:
    """Begin the profile of a role.

    Writes profiles/NAME.yaml, NAME being the title in lower case with hyphens, with comments that say what
    goes where. It validates at once, with a warning for each TODO. A profile that holds anything is never overwritten.
    """
    from careerpdf.diagnostics import InputError
    from careerpdf.project.load import open_project

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
