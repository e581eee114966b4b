"""docs/commands.md: as fresh as the commands, and complete."""

import click

from careerpdf.cli.app import COMMANDS, cli
from careerpdf.cli.reference import reference
from tests.support.paths import REPOSITORY

PAGE = REPOSITORY / "docs" / "commands.md"


def test_the_page_is_fresh() -> None:
    """Otherwise: `python -m careerpdf.cli.reference > docs/commands.md`."""
    assert PAGE.read_text("utf-8") == reference()


def test_every_command_and_every_spelling_of_every_option_is_on_the_page() -> None:
    context = click.Context(cli)
    text = PAGE.read_text("utf-8")
    seen = 0
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        section = text.split(f"\n## careerpdf {name}\n")[1].split("\n## ")[0]
        for parameter in command.get_params(click.Context(command)):
            if isinstance(parameter, click.Option):
                for spelling in parameter.opts:
                    assert spelling in section, f"{name} {spelling}"
                    seen += 1
    assert seen > 30
