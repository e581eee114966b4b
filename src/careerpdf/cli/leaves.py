"""What `card` and `poster` have in common: everything but their names."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS, as_diagnostic
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import (
    HELP_NAMES,
    complete_roles,
    examples,
    format_option,
    is_verbose,
    project_option,
    quiet_option,
    set_option,
    style_option,
    verbose_option,
)
from careerpdf.cli.products import folder_only
from careerpdf.cli.typos import NearChoice, refuse_split_name
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from careerpdf.build import BuildResult
    from careerpdf.leaves import Kind
    from careerpdf.style.changes import Change


def leaf_command(
    kind: "Kind", papers: Sequence[str], *, short_help: str, description: str, lines: Sequence[str]
) -> click.Command:
    """The command that makes products of a kind."""

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
        from careerpdf.leaves import LeafOptions, leaf

        if not roles:
            raise click.UsageError(f"Name the roles to make a {kind} of.", ctx)
        project, problems = open_folder(project_dir)
        results: list[BuildResult] = []
        if not console.has_errors(problems):
            refuse_split_name(ctx, project, roles)
            collect_seldom()
            options = LeafOptions(style=style, paper=paper, output=output, changes=settings)
            for role in dict.fromkeys(roles):
                try:
                    results.append(leaf(project, role, kind, options))
                except Exception as error:  # noqa: BLE001
                    results.append(_failed(role, as_diagnostic(error, role, verbose=is_verbose(ctx))))
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


def _failed(role: str, problem: object) -> "BuildResult":
    from careerpdf.build import BuildResult
    from careerpdf.diagnostics import Diagnostic

    return BuildResult(role, None, 0, 0, 0.0, (problem,) if isinstance(problem, Diagnostic) else ())


def _result_json(result: "BuildResult") -> dict[str, object]:
    return {
        "role": result.role,
        "ok": result.ok,
        "path": str(result.path.resolve()) if result.path else None,
        "pages": result.pages,
        "bytes": result.size,
        "seconds": round(result.seconds, 3),
        "diagnostics": console.as_json(result.diagnostics),
    }
