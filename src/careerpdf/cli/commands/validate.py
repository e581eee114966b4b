"""`careerpdf validate`: check profiles and careerpdf.yaml without making anything."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.collector import collect_seldom
from careerpdf.cli.folder import open_folder
from careerpdf.cli.guard import PROBLEMS
from careerpdf.cli.options import (
    HELP_NAMES,
    complete_roles,
    examples,
    format_option,
    is_verbose,
    project_option,
    verbose_option,
)
from careerpdf.cli.slips import refuse_split_name

if TYPE_CHECKING:
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.workspace import Workspace

SETTINGS = "careerpdf.yaml"


@click.command(
    context_settings=HELP_NAMES,
    short_help="Check profiles and careerpdf.yaml, and say where each problem is.",
    epilog=examples(
        "careerpdf validate",
        "careerpdf validate registered-nurse profiles/electrician.yaml",
        "careerpdf validate --format json",
    ),
)
@click.argument("targets", nargs=-1, metavar="[ROLE|FILE]...", shell_complete=complete_roles)
@project_option
@click.option("-q", "--quiet", is_flag=True, help="Print only problems.")
@verbose_option
@format_option
@click.pass_context
def command(ctx: click.Context, targets: tuple[str, ...], project: Path | None, quiet: bool, as_json: bool) -> None:
    """Check profiles and say where each problem is and what to do about it.

    Without a ROLE or FILE, checks every profile and careerpdf.yaml. All problems are shown in one go.
    Warnings alone are fine: the exit code is 1 only if there are errors.
    """

    workspace, problems = open_folder(project)
    if is_verbose(ctx):
        console.note(f"Folder: {workspace.root}")
    refuse_split_name(ctx, workspace, targets)
    checked = _check(workspace, targets, problems)
    files_checked = len(checked)
    if not targets:
        checked |= {problem.file or "": (problem,) for problem in workspace.unread()}
    found = [diagnostic for diagnostics in checked.values() for diagnostic in diagnostics]

    if as_json:
        files = [
            {"name": name, "ok": not console.has_errors(found), "diagnostics": console.as_json(found)}
            for name, found in checked.items()
        ]
        console.say_json({"ok": not console.has_errors(found), "files": files})
    else:
        console.report(found)
        if not quiet and workspace.is_there:
            console.say(f"{console.count(files_checked, 'file')} checked: {console.summary(found) or 'no problems'}")
    if console.has_errors(found):
        ctx.exit(PROBLEMS)


def _check(
    workspace: "Workspace", targets: tuple[str, ...], settings_problems: tuple["Diagnostic", ...]
) -> dict[str, tuple["Diagnostic", ...]]:
    """Diagnostics by the file that they are about, or by the word that names no file."""
    from careerpdf.profile.load import load_profile

    # A file can be checked wherever it lies; a role, or everything, only in a folder of handouts.
    if not workspace.is_there and not (targets and all(workspace.profile_path(target) for target in targets)):
        return {str(workspace.root): settings_problems}
    known = workspace.role_ids()
    settings = workspace.root / SETTINGS
    everything = (*((str(settings),) if settings.exists() else ()), *known)
    checked: dict[str, tuple[Diagnostic, ...]] = {}
    collect_seldom()
    for target in targets or everything:
        if Path(target).name == SETTINGS:
            checked[console.shown(settings)] = settings_problems
        elif (path := workspace.profile_path(target)) is None:
            checked[target] = (workspace.unknown_role(target),)
        else:
            checked[console.shown(path)] = load_profile(path, known_roles=known).diagnostics
    return checked
