"""Writes docs/commands.md from the commands: `python -m careerpdf.cli.reference > docs/commands.md`."""

from collections.abc import Iterator
from inspect import cleandoc

import click

from careerpdf.cli.app import cli

_HEAD = """\
# Commands

<!-- Written by `python -m careerpdf.cli.reference`; edit the help texts in src/careerpdf/cli instead. -->

Every command prints this with `-h` or `--help`. Results go to standard output, problems to standard error.

| exit code | meaning |
|---|---|
| 0 | done; there may have been warnings |
| 1 | problems in the input or the output |
| 2 | the command was typed wrongly: an unknown option, a missing role |
| 130 | stopped with Ctrl-C (`watch`, which has no other end: 0) |

`NO_COLOR=1` turns colors off; `CAREERPDF_DEBUG=1` shows the details of an internal fault, as `-v` does.
With `SOURCE_DATE_EPOCH` set, a PDF carries that time instead of now, and one that carries another time is made again;
otherwise an unchanged PDF keeps the time at which it was made. `CAREERPDF_CACHE` names the folder for what
can be computed again, `off` for none; that folder can be deleted at any time.
"""


def reference() -> str:
    """The whole page, in Markdown."""
    context = click.Context(cli, info_name="careerpdf", **cli.context_settings)
    sections = [_HEAD, *_section(cli, context)]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None  # noqa: S101 (the group lists only what it has)
        inner = click.Context(command, info_name=name, parent=context, **command.context_settings)
        sections += _section(command, inner)
        for part in command.list_commands(inner) if isinstance(command, click.Group) else ():
            sub = command.get_command(inner, part) if isinstance(command, click.Group) else None
            assert sub is not None  # noqa: S101 (likewise)
            if sub.hidden:
                continue
            below = click.Context(sub, info_name=part, parent=inner, **sub.context_settings)
            sections += _section(sub, below, level=3)
    return "\n".join(sections)


def _section(command: click.Command, context: click.Context, level: int = 2) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"{'#' * level} {context.command_path}\n"
    yield f"```\n{usage}\n```\n"
    yield cleandoc(command.help or "") + "\n"
    options = [parameter for parameter in command.get_params(context) if isinstance(parameter, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(context))]
    yield "| option | |\n|---|---|"
    for option, text in rows:
        yield f"| {_cell(f'`{option}`')} | {_cell(text)} |"
    lines = (command.epilog or "").replace("\b\n", "").splitlines()
    if lines:
        yield f"\n{lines[0]}\n\n```"
        yield from (line.removeprefix("  ") for line in lines[1:])
        yield "```\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    click.echo(reference(), nl=False)
