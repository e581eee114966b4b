"""`careerpdf schema`: the JSON Schema of a profile or of a booklet, for editors and other programs."""

from pathlib import Path

import click

from careerpdf.cli import console
from careerpdf.cli.options import HELP_NAMES, examples, verbose_option
from careerpdf.project import scaffold


@click.command(
    context_settings=HELP_NAMES,
    short_help="Print the JSON Schema of a profile or a booklet, for editors and other programs.",
    epilog=examples("careerpdf schema", "careerpdf schema --booklet -o booklet.schema.json"),
)
@click.option("--booklet", is_flag=True, help="The schema of a booklet's manifest in place of a profile's.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to FILE instead of the screen; an older FILE is replaced.",
)
@verbose_option
def command(booklet: bool, output: Path | None) -> None:
    """Print the JSON Schema of a profile, or of a booklet's manifest.

    Editors use it to complete and check these files as you type. `careerpdf init` and `careerpdf new`
    already put it where their files look for it.
    """
    from careerpdf.booklet.load import booklet_schema
    from careerpdf.profile.load import profile_schema

    schema = booklet_schema() if booklet else profile_schema()
    if output is None:
        console.say_json(schema)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(scaffold.schema_text(schema), encoding="utf-8", newline="\n")
    console.say(f"made  {console.shown(output)}")
