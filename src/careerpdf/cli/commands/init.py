"""`careerpdf init`: make a folder ready to work in."""

from pathlib import Path

import click

from careerpdf.cli import console, starter
from careerpdf.cli.options import HELP_NAMES, examples, verbose_option


@click.command(
    context_settings=HELP_NAMES,
    short_help="Make a folder ready to work in, with one sample profile.",
    epilog=examples("careerpdf init", "careerpdf init career-handouts"),
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@verbose_option
def command(folder: Path) -> None:
    """Make a folder ready to work in.

    Puts careerpdf.yaml (your office and the default style), profiles/ with one sample role, booklets/ with a
    booklet of all roles, and empty styles/ and output/ into DIR, or into this folder. A file that is there already
    stays as it is.
    """
    for name in starter.FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    starter.write_schemas(folder)
    sample = folder / "profiles" / f"{starter.SAMPLE}.yaml"
    for path, text in (
        (folder / "careerpdf.yaml", starter.workspace_text()),
        (sample, starter.sample_text()),
        (folder / "booklets" / f"{starter.BOOKLET}.yaml", starter.booklet_text()),
    ):
        made = starter.write_new(path, text)
        console.say(f"{'made' if made else 'kept'}  {console.shown(path)}")
    for name in starter.FOLDERS:
        console.say(f"ready {console.shown(folder / name)}{'/'}")
    console.say("\nNext:")
    if folder.resolve() != Path.cwd().resolve():
        console.say(f"  cd {_quoted(console.shown(folder))}")
    console.say(f"  careerpdf build {starter.SAMPLE}")


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
