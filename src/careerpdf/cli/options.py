"""The options and arguments that several commands share, so that they look and read the same everywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from careerpdf.cli.typos import NearChoice
from careerpdf.schema.role_id import new_role_id

if TYPE_CHECKING:
    from careerpdf.style.changes import Change

HELP_NAMES: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
#: What to do in a folder without profiles.
FIRST_PROFILE = 'Type `careerpdf new "Job Title"` to begin one, or `careerpdf init` for a sample.'
_VERBOSE = "careerpdf.verbose"
_LOOK = "The look: modern, classic, plain, bold, large-print or one of yours."

F = TypeVar("F", bound=Callable[..., Any])

if TYPE_CHECKING:
    _IntType = click.ParamType[int]
else:
    _IntType = click.ParamType


def examples(*lines: str) -> str:
    """An epilog that shows one command line per row, kept as typed."""
    return "\b\n" + "\n".join(["Example:" if len(lines) == 1 else "Examples:", *(f"  {line}" for line in lines)])


def is_verbose(ctx: click.Context) -> bool:
    """True if the running command was given -v."""
    return bool(ctx.meta.get(_VERBOSE, False))


def project_option(function: F) -> F:
    """Add --project DIR."""
    return click.option(
        "--project",
        "project_dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="The folder with careerpdf.yaml and profiles/. Otherwise: this one or the nearest above it.",
    )(function)


def format_option(function: F) -> F:
    """Add --format text|json, passed on as `as_json`."""
    return click.option(
        "--format",
        "as_json",
        type=NearChoice(["text", "json"]),
        default="text",
        show_default=True,
        callback=lambda _ctx, _parameter, value: value == "json",
        help="Lines to read, or JSON for scripts.",
    )(function)


def style_option(otherwise: str, look: str = _LOOK) -> Callable[[F], F]:
    """Add --style NAME; `otherwise` says where the style comes from if it is not given."""
    text = f"{look} Otherwise: {otherwise}."
    return click.option("--style", metavar="NAME", shell_complete=complete_styles, help=text)


def quiet_option(function: F) -> F:
    """Add -q/--quiet."""
    return click.option("-q", "--quiet", is_flag=True, help="Print only problems.")(function)


def fit_option(function: F) -> F:
    """Add --fit N|none, passed on as a number of pages, 0 for none, or None if it was not given."""
    return click.option(
        "--fit",
        type=_Pages(),
        help="The most pages of a handout (1 is one side, 2 both sides of a sheet), or none for as many as it needs. "
        "Otherwise: careerpdf.yaml's, or the style's.",
    )(function)


def jobs_option(function: F) -> F:
    """Add --jobs N, None if it was not given."""
    return click.option(
        "--jobs",
        type=_Processes(),
        help="How many processes share the work. Otherwise: one for each processor if there is much to do.",
    )(function)


class _Processes(_IntType):
    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).strip()
        if text.isdecimal() and int(text) >= 1:
            return int(text)
        return self.fail(f"'{value}' is no number of processes; give 1 or more.", param, ctx)


class _Pages(_IntType):
    name = "N|none"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from careerpdf.schema.texts import MOST_PAGES  # with pydantic behind it: not for --help

        text = str(value).strip().lower()
        if text == "none":
            return 0
        if text.isdecimal() and 1 <= int(text) <= MOST_PAGES:
            return int(text)
        return self.fail(f"'{value}' is neither a number of pages from 1 to {MOST_PAGES} nor none.", param, ctx)


def _settings(ctx: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> tuple["Change", ...]:
    """Read the changes of the style that --set gives."""
    if not texts:
        return ()
    from careerpdf.style.changes import parse_set

    try:
        return tuple(map(parse_set, texts))
    except ValueError as error:
        raise click.BadParameter(f"{error}.", ctx, parameter) from None


def set_option(function: F) -> F:
    """Add --set KEY=VALUE, passed on as `settings`."""
    return click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="KEY=VALUE",
        callback=_settings,
        help="Another value of the style for this run, such as colours.accent=#7a0019; repeatable.",
    )(function)


def verbose_option(function: F) -> F:
    """Add -v/--verbose; commands and the guard ask `is_verbose` for it."""

    def remember(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
        ctx.meta[_VERBOSE] = value

    return click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=remember,
        help="Say more: which folder is used, and the details of an internal fault.",
    )(function)


def complete_roles(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The role names of the project that begin with what is typed, for shell completion."""
    from careerpdf.project.load import open_project

    project, _ = open_project(ctx.params.get("project_dir"))
    return [CompletionItem(role) for role in project.role_ids() if role.startswith(incomplete)]


def complete_styles(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of styles that begin with what is typed, for shell completion."""
    from careerpdf.project.load import open_project
    from careerpdf.style.pack import style_names

    project, _ = open_project(ctx.params.get("project_dir"))
    return [CompletionItem(name) for name in style_names(project.style_folders) if name.startswith(incomplete)]


def file_name(title: str) -> str:
    """Make the name of a file, without suffix, from a title. Raises click.BadParameter if no file can have it."""
    try:
        return new_role_id(title)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
