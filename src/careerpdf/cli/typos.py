"""Slips at the prompt that a parser would take for something else: a word processor's dashes, one dash for two."""

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from careerpdf.project.project import Project

    _Choice = click.Choice[str]
else:
    _Choice = click.Choice

# Hyphen, non-breaking hyphen, figure dash, en dash, em dash, horizontal bar, minus.
_WORD_DASHES = "‐‑‒–—―−"
_TYPESET_OPTION = re.compile(rf"[-{_WORD_DASHES}]*[{_WORD_DASHES}][-{_WORD_DASHES}]*([A-Za-z][\w-]*)(=\S*)?")


_COLOURS = (
    "For this run, type --set colours.accent=#7a0019; for good, write it into careerpdf.yaml, "
    "below `brand:` and `colours:`."
)
_LEAVE_OUT = (
    "For this run, type --set leave_out=questions; for good, write `leave_out: [questions]` into careerpdf.yaml."
)
#: What people take for an option, and is a value of the style or a setting.
_SETTINGS = {
    "color": _COLOURS, "colour": _COLOURS, "colors": _COLOURS, "colours": _COLOURS, "accent": _COLOURS,
    "font": "For this run, type --set fonts.sans=Lato; for good, write it into careerpdf.yaml, below `brand:` and "
    "`fonts:`.",
    "footer": "It stands in careerpdf.yaml: `footer:` below `brand:`.",
    "logo": "It stands in careerpdf.yaml: `logo:` below `office:`.",
    "leave-out": _LEAVE_OUT, "without": _LEAVE_OUT, "skip": _LEAVE_OUT,
}  # fmt: skip


class NearChoice(_Choice):
    """One of some words; any other gets the one that was meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            from careerpdf.diagnostics import did_you_mean

            meant = did_you_mean(str(value), self.choices)
            if meant is None:
                raise
            raise click.BadParameter(f"{error.message} Did you mean '{meant}'?", ctx, param) from None


def refuse_slips(command: click.Command, ctx: click.Context, arguments: Sequence[str]) -> None:
    """Raise click.UsageError if an argument is an option of `command` but for its dashes."""
    from itertools import takewhile

    names = {
        spelling.removeprefix("--")
        for parameter in command.get_params(ctx)
        if isinstance(parameter, click.Option)
        for spelling in (*parameter.opts, *parameter.secondary_opts)
        if spelling.startswith("--")
    }
    for argument in takewhile(lambda word: word != "--", arguments):
        typeset = _TYPESET_OPTION.fullmatch(argument)
        if typeset:
            dashes = "--" if len(typeset[1]) > 1 else "-"
            ctx.fail(
                f"'{argument}' begins with a dash as word processors make it. "
                f"Type {'two hyphens' if dashes == '--' else 'a hyphen'}: {dashes}{typeset[1]}"
            )
        name = argument[1:].partition("=")[0]
        if re.match(r"-\w", argument) and name in names:
            ctx.fail(f"No such option '-{name}'. Did you mean '--{name}'?")
        if re.match(r"--\w", argument) and not isinstance(command, click.Group):
            _refuse_unknown(ctx, argument[2:].partition("=")[0], names)


def _refuse_unknown(ctx: click.Context, name: str, names: Collection[str]) -> None:
    """Raise click.UsageError for an option that there is none of, if it is plain what was meant."""
    if name in names:
        return
    from careerpdf.diagnostics import did_you_mean

    if "set" in names and (way := _SETTINGS.get(name)):
        ctx.fail(f"No such option '--{name}'. {way}")
    meant = did_you_mean(name, names)
    if meant:
        ctx.fail(f"No such option '--{name}'. Did you mean '--{meant}'?")


def refuse_split_name(ctx: click.Context, project: "Project", roles: Sequence[str]) -> None:
    """Raise click.UsageError if the words are not roles but make up one: dental hygienist."""
    joined = "-".join(roles).lower()
    if len(roles) > 1 and joined in project.role_ids() and not all(map(project.profile_path, roles)):
        ctx.fail(f"There are no profiles {' and '.join(map(repr, roles))}. Did you mean '{joined}'?")
