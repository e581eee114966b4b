"""Arguments and options of the commands that make products, and the command of products on one page."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS, Failure, as_diagnostic
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import (
    FIRST_PROFILE,
    HELP_NAMES,
    complete_roles,
    examples,
    fit_option,
    format_option,
    is_verbose,
    project_option,
    quiet_option,
    set_option,
    style_option,
    verbose_option,
)
from careerpdf.cli.typos import NearChoice, refuse_split_name
from careerpdf.products import ROLE_KINDS
from careerpdf.style.paper import PAPER_SIZES
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.products.product import Product, Result
    from careerpdf.project.project import Project
    from careerpdf.style.changes import Change

F = TypeVar("F", bound=Callable[..., Any])


def product_options(function: F) -> F:
    """Add the names of roles and booklets, --as, --style, --paper, --set, --fit and -o."""
    decorators = (
        click.argument("names", nargs=-1, metavar="ROLE|BOOKLET...", shell_complete=complete_products),
        click.option(
            "--as",
            "kind",
            type=NearChoice(ROLE_KINDS, case_sensitive=False),
            default="handout",
            show_default=True,
            help="What to make of a role.",
        ),
        style_option("as set"),
        click.option(
            "--paper",
            type=NearChoice(tuple(PAPER_SIZES), case_sensitive=False),
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
    if path.suffix.lower() in (".pdf", ".png"):
        folder = f" Did you mean -o {path.parent}?" if path.parent.name else ""
        raise click.BadParameter(f"give a folder, not a file: each file is named after its role or booklet.{folder}")
    if path.exists():
        raise click.BadParameter(f"'{path}' is a file; give a folder.")
    return path


def complete_products(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The roles and booklets that begin with what is typed, for shell completion."""
    from careerpdf.project.load import open_project

    project, _ = open_project(ctx.params.get("project_dir"))
    names = (*project.role_ids(), *project.booklet_ids())
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def chosen_products(
    ctx: click.Context, project: "Project", names: Sequence[str], kind: str = "handout"
) -> "dict[str, Product | Diagnostic]":
    """Find what each name stands for, a role for its product of a `kind`; or why it stands for nothing.

    Raises click.UsageError for the words of one name, and Failure if the folder has nothing yet.
    """
    from careerpdf.products.registry import find_product

    if not project.role_ids() and not project.booklet_ids():
        folder = console.shown(project.profiles_dir)
        raise Failure(f"error: the folder {folder} holds no profile yet. {FIRST_PROFILE}")
    found = {name: find_product(project, name, kind) for name in names}
    if not any(name in project.booklet_ids() for name in names):
        refuse_split_name(ctx, project, names)
    return found


def role_product_command(
    kind: str, papers: Sequence[str], *, short_help: str, description: str, lines: Sequence[str]
) -> click.Command:
    """Make the command that makes products of a kind, each of one role."""

    @click.command(name=kind, context_settings=HELP_NAMES, short_help=short_help, help=description,
                   epilog=examples(*lines))  # fmt: skip
    @click.argument("roles", nargs=-1, metavar="ROLE...", shell_complete=complete_roles)
    @style_option("as set")
    @click.option(
        "--paper",
        type=NearChoice(papers, case_sensitive=False),
        help=f"The size of the page. Otherwise: {papers[0]}, or what the style says.",
    )
    @set_option
    @click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        callback=folder_only,
        metavar="DIR",
        help="The folder to write to. Otherwise: output/.",
    )
    @project_option
    @click.option("--open", "open_after", is_flag=True, help="Show the first PDF when all are done.")
    @quiet_option
    @verbose_option
    @format_option
    @click.pass_context
    def command(
        ctx: click.Context,
        roles: tuple[str, ...],
        style: str | None,
        paper: str | None,
        settings: tuple["Change", ...],
        output: Path | None,
        project_dir: Path | None,
        open_after: bool,
        quiet: bool,
        as_json: bool,
    ) -> None:
        from careerpdf.products.product import Options
        from careerpdf.products.registry import ROLE_PRODUCTS

        if not roles:
            raise click.UsageError(f"Name the roles to make a {kind} of.", ctx)
        project, problems = open_folder(project_dir)
        results: list[Result] = []
        if not console.has_errors(problems):
            refuse_split_name(ctx, project, roles)
            collect_seldom()
            options = Options(style=style, paper=paper, output=output, changes=settings)
            for role in dict.fromkeys(roles):
                product = ROLE_PRODUCTS[kind](role)
                try:
                    results.append(product.build(project, options))
                except Exception as error:  # noqa: BLE001
                    results.append(product.failed(as_diagnostic(error, role, verbose=is_verbose(ctx))))
        if as_json:
            found = [_result_json(result) for result in results]
            console.say_json({"results": found, "diagnostics": console.as_json(problems)})
        else:
            for result in results:
                if result.path and not quiet:
                    size = max(1, round(result.size / 1024))
                    pages = console.count(result.pages, "page")
                    console.say(f"{console.shown(result.path)}  {pages}  {size:,} KB  {result.seconds:.2f} s")
            console.report(problems)
            for result in results:
                console.report(result.diagnostics)
        first = next((result.path for result in results if result.path), None)
        if open_after and first:
            console.open_file(first)
        if console.has_errors(problems) or not all(result.ok for result in results):
            ctx.exit(PROBLEMS)

    return command


def _result_json(result: "Result") -> dict[str, object]:
    return {
        "role": result.name,
        "ok": result.ok,
        "path": str(result.path.resolve()) if result.path else None,
        "pages": result.pages,
        "bytes": result.size,
        "seconds": round(result.seconds, 3),
        "diagnostics": console.as_json(result.diagnostics),
    }
