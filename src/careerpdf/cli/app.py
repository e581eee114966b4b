"""The `careerpdf` command group: finds each command's module by name and guards them all."""

import importlib
import keyword
import os
import sys
import threading
from typing import Any

import click

from careerpdf import __version__
from careerpdf.cli import console
from careerpdf.cli.errors import as_click_error
from careerpdf.cli.options import HELP_NAMES, examples, is_verbose
from careerpdf.cli.startup import start_quickly
from careerpdf.cli.typos import refuse_slips

# In the order in which a new office meets them; `careerpdf --help` keeps it.
COMMANDS = (
    "init", "new", "import", "list", "validate", "audit", "build", "booklet", "card", "poster", "preview", "watch",
    "press", "styles", "check", "schema", "completion",
)  # fmt: skip


class Commands(click.Group):
    """A group that imports a command when it is asked for, so that `--version` costs next to nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (likewise)
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"careerpdf.cli.commands.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name == "help" and not ctx.resilient_parsing:
            if len(args) == 1:
                click.echo(ctx.get_help())
                ctx.exit()
            args = [args[1], "--help"]
            name = args[0]
        if not ctx.resilient_parsing:
            refuse_slips(self, ctx, args[:1])
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(_no_such_command(name))
        found = super().resolve_command(ctx, args)
        if found[1] is not None and not ctx.resilient_parsing:
            refuse_slips(found[1], click.Context(found[1], ctx, found[0], **found[1].context_settings), found[2])
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (Exception, KeyboardInterrupt) as error:
            raise as_click_error(error, verbose=is_verbose(ctx)) from error


def _no_such_command(name: str) -> str:
    from careerpdf.diagnostics import did_you_mean

    meant = did_you_mean(name, COMMANDS)
    hint = f"Did you mean '{meant}'?" if meant else f"To build a role, type `careerpdf build {name}`."
    return f"No such command '{name}'. {hint}"


@click.group(
    cls=Commands,
    name="careerpdf",
    context_settings=HELP_NAMES,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    epilog=examples("careerpdf init", "careerpdf build machine-learning-intern"),
)
@click.version_option(__version__, "-V", "--version", prog_name="careerpdf", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Make printable career handouts from a folder of role profiles.

    A role profile is a text file that describes one job. careerpdf checks it, lays it out
    and writes a PDF, ready for a printer and for a screen reader: a sheet with two sides, or more pages
    where a text or its type is large.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        ctx.exit(2)


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 problems, 2 wrong usage, 130 stopped."""
    console.make_streams_safe()
    start_quickly()
    try:
        cli.main(prog_name="careerpdf")
    except SystemExit as end:
        _leave_at_once(end.code)
        raise
    except KeyboardInterrupt:
        # Only reached when Ctrl-C comes outside a command: while Python still imports, or while it leaves.
        os._exit(130) if sys.is_finalizing() else sys.exit(130)


def _leave_at_once(code: object) -> None:
    """End the process if nothing is left to do: to take down all that was imported is a tenth of a handout's time."""
    busy = "multiprocessing" in sys.modules and sys.modules["multiprocessing"].active_children()
    if not isinstance(code, int) or busy or threading.active_count() > 1:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody listens any more; Python's own way out knows how to say so
        return
    os._exit(code)
