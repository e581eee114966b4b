"""`careerpdf init`: make a folder ready to work in."""

from pathlib import Path

import click

from careerpdf.cli import console
from careerpdf.cli.options import HELP_NAMES, examples, verbose_option
from careerpdf.project import scaffold


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
    for name in scaffold.FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    scaffold.write_schemas(folder)
    sample = folder / "profiles" / f"{scaffold.SAMPLE}.yaml"
    for path, text in (
        (folder / "careerpdf.yaml", scaffold.project_text()),
        (sample, scaffold.sample_text()),
        (folder / "booklets" / f"{scaffold.BOOKLET}.yaml", scaffold.booklet_text()),
    ):
        made = scaffold.write_new(path, text)
        console.say(f"{'made' if made else 'kept'}  {console.shown(path)}")
    for name in scaffold.FOLDERS:
        console.say(f"ready {console.shown(folder / name)}{'/'}")
    console.say("\nNext:")
    if folder.resolve() != Path.cwd().resolve():
        console.say(f"  cd {_quoted(console.shown(folder))}")
    console.say(f"  careerpdf build {scaffold.SAMPLE}")


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
