"""`careerpdf completion`: the script that lets a shell complete commands, options and roles."""

import os
from pathlib import PurePath

import click
from click.shell_completion import get_completion_class

from careerpdf.cli import console
from careerpdf.cli.options import HELP_NAMES, examples

SHELLS = ("bash", "zsh", "fish")


@click.command(
    context_settings=HELP_NAMES,
    short_help="Print a script that lets your shell complete commands and roles.",
    epilog=examples(
        'eval "$(careerpdf completion bash)"     # in ~/.bashrc',
        'eval "$(careerpdf completion zsh)"      # in ~/.zshrc',
        "careerpdf completion fish | source      # in ~/.config/fish/config.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS), required=False, metavar=f"[{'|'.join(SHELLS)}]")
@click.pass_context
def command(ctx: click.Context, shell: str | None) -> None:
    """Print a script that lets your shell complete commands, options and role names with the Tab key.

    Without a name, the shell that $SHELL names is used.
    """
    name = shell or PurePath(os.environ.get("SHELL", "")).name
    found = get_completion_class(name) if name in SHELLS else None
    if found is None:
        raise click.UsageError(f"Name your shell: {', '.join(SHELLS)}.", ctx)
    script = found(ctx.find_root().command, {}, "careerpdf", "_CAREERPDF_COMPLETE")
    # Not `script.source()`: for bash that starts a bash to ask its version; this may be printed elsewhere.
    console.say(script.source_template % script.source_vars())
