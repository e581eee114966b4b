"""`careerpdf schema`: the profile's JSON Schema, for editors and other programs."""

from pathlib import Path

import click

from careerpdf.cli import console, starter
from careerpdf.cli.options import HELP_NAMES, examples, verbose_option


@click.command(
    context_settings=HELP_NAMES,
    short_help="Print the JSON Schema of a profile, for editors and other programs.",
    epilog=examples("careerpdf schema", "careerpdf schema -o profile.schema.json"),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to FILE instead of the screen; an older FILE is replaced.",
)
@verbose_option
def command(output: Path | None) -> None:
    """Print the JSON Schema of a profile.

    Editors use it to complete and check profiles as you type. `careerpdf init` and `careerpdf new`
    already put it where their files look for it.
    """
    from careerpdf.profile.load import profile_schema

    if output is None:
        console.say_json(profile_schema())
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(starter.schema_text(profile_schema()), encoding="utf-8", newline="\n")
    console.say(f"made  {console.shown(output)}")
