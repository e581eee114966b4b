"""What `preview` and `watch` have in common: the names that they take, and their options."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from careerpdf.cli import console
from careerpdf.cli.errors import Failure
from careerpdf.cli.options import FIRST_PROFILE, fit_option, set_option, style_option
from careerpdf.cli.typos import NearChoice, refuse_split_name
from careerpdf.style.paper import PAPERS

if TYPE_CHECKING:
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.preview.products import Product
    from careerpdf.project.project import Project

F = TypeVar("F", bound=Callable[..., Any])


def product_options(function: F) -> F:
    """Add the names of roles and booklets, --style, --paper, --set, --fit and -o."""
    decorators = (
        click.argument("names", nargs=-1, metavar="ROLE|BOOKLET...", shell_complete=complete_products),
        style_option("as set"),
        click.option(
            "--paper",
            type=NearChoice(PAPERS, case_sensitive=False),
            help="The paper's size. Otherwise: as set.",
        ),
        set_option,
        fit_option,
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            callback=folder_only,
            metavar="DIR",
            help="The folder to write to. Otherwise: output/.",
        ),
    )
    for decorator in reversed(decorators):
        function = decorator(function)
    return function


def folder_only(_ctx: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
    """-o takes a folder; the name of a file would make a folder of that name."""
    if path is None or path.is_dir():
        return path
    if path.exists():
        raise click.BadParameter(f"'{path}' is a file; give a folder.")
    if path.suffix.lower() in (".pdf", ".png"):
        folder = f" Did you mean -o {path.parent}?" if path.parent.name else ""
        raise click.BadParameter(f"give a folder, not a file: each file is named after its role or booklet.{folder}")
    return path


def complete_products(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The roles and booklets that begin with what is typed, for shell completion."""
    from careerpdf.project.load import open_project

    project, _ = open_project(ctx.params.get("project_dir"))
    names = (*project.role_ids(), *project.booklet_ids())
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def chosen_products(ctx: click.Context, project: "Project", names: Sequence[str]) -> "dict[str, Product | Diagnostic]":
    """What each name stands for, or why it stands for nothing. Raises click.UsageError for the words of one name.

    Raises Failure if the folder has nothing yet.
    """
    from careerpdf.preview.products import find

    if not project.role_ids() and not project.booklet_ids():
        folder = console.shown(project.profiles_dir)
        raise Failure(f"error: the folder {folder} holds no profile yet. {FIRST_PROFILE}")
    found = {name: find(project, name) for name in names}
    if not any(name in project.booklet_ids() for name in names):
        refuse_split_name(ctx, project, names)
    return found
