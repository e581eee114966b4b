"""`careerpdf validate`: check profiles, booklets and careerpdf.yaml without making anything."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.folder import open_folder
from careerpdf.cli.guard import PROBLEMS
from careerpdf.cli.options import (
    HELP_NAMES,
    complete_roles,
    examples,
    format_option,
    is_verbose,
    project_option,
    quiet_option,
    verbose_option,
)
from careerpdf.cli.slips import refuse_split_name
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from careerpdf.booklet.model import Booklet
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.profile.model import Profile
    from careerpdf.source.loading import Loaded
    from careerpdf.workspace import Workspace

SETTINGS = "careerpdf.yaml"


@click.command(
    context_settings=HELP_NAMES,
    short_help="Check profiles, booklets and careerpdf.yaml, and say where each problem is.",
    epilog=examples(
        "careerpdf validate",
        "careerpdf validate registered-nurse booklets/career-fair.yaml",
        "careerpdf validate --format json",
    ),
)
@click.argument("targets", nargs=-1, metavar="[ROLE|BOOKLET|FILE]...", shell_complete=complete_roles)
@project_option
@quiet_option
@verbose_option
@format_option
@click.pass_context
def command(ctx: click.Context, targets: tuple[str, ...], project: Path | None, quiet: bool, as_json: bool) -> None:
    """Check profiles and booklets, and say where each problem is and what to do about it.

    Without a ROLE, BOOKLET or FILE, checks every profile, every booklet and careerpdf.yaml, all problems in one go.
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
    booklets: list[Path] = []
    profiles: dict[str, Loaded[Profile]] = {}
    collect_seldom()
    for target in targets or everything:
        if Path(target).name == SETTINGS:
            checked[console.shown(settings)] = (*settings_problems, *_style_problems(workspace, settings_problems))
        elif (manifest := _booklet(workspace, target)) is not None:
            booklets.append(manifest)
        elif (path := workspace.profile_path(target)) is None:
            checked[target] = (_unknown(workspace, target),)
        else:
            loaded = load_profile(path, known_roles=known, known_sections=workspace.section_names)
            checked[console.shown(path)] = loaded.diagnostics
            if workspace.profile_path(path.stem) == path:
                profiles[path.stem] = loaded
    if not targets:
        read = (loaded.source.data for loaded in profiles.values() if loaded.source)
        if nobody := workspace.sections_of_nobody(read):
            checked[console.shown(settings)] = (*checked[console.shown(settings)], *nobody)
        booklets += [path for name in workspace.booklet_ids() if (path := workspace.booklet_path(name))]
    for manifest in booklets:
        checked |= _check_booklet(workspace, manifest, profiles)
    return checked


def _style_problems(workspace: "Workspace", settings_problems: tuple["Diagnostic", ...]) -> tuple["Diagnostic", ...]:
    """What is wrong with the style and the brand that careerpdf.yaml gives."""
    if console.has_errors(settings_problems) or not {"style", "brand"} & {loc[0] for loc in workspace.spans}:
        return ()
    return workspace.load_style(None, otherwise="modern")[1]


def _booklet(workspace: "Workspace", target: str) -> Path | None:
    """The manifest that a word names: as a path, or as a name that no role has."""
    named = workspace.booklet_path(target)
    if named is None or (named != Path(target) and workspace.profile_path(target)):
        return None
    return named


def _unknown(workspace: "Workspace", target: str) -> "Diagnostic":
    """The problem of a word that names neither a role nor a booklet: about the one that it is nearer to."""
    from careerpdf.diagnostics import did_you_mean

    near = did_you_mean(Path(target).stem, (*workspace.role_ids(), *workspace.booklet_ids()))
    is_booklet = near in workspace.booklet_ids() and near not in workspace.role_ids()
    return workspace.unknown_booklet(target) if is_booklet else workspace.unknown_role(target)


def _check_booklet(
    workspace: "Workspace", path: Path, profiles: dict[str, "Loaded[Profile]"]
) -> dict[str, tuple["Diagnostic", ...]]:
    """The diagnostics of a manifest; also of profiles that it needs and that have errors.

    `profiles` are those that were read before; what is read here is added to them.
    """
    from careerpdf.booklet.load import load_booklet, roles_needed, sound_booklet
    from careerpdf.booklet.select import select
    from careerpdf.booklet.summary import summarize
    from careerpdf.locale import load_locale
    from careerpdf.profile.load import load_profile
    from careerpdf.source.loading import in_file_order

    loaded = load_booklet(path, root=workspace.root, known_sections=workspace.section_names)
    booklet = sound_booklet(loaded)
    if booklet is None:
        return {console.shown(path): loaded.diagnostics}
    known, locale = workspace.role_ids(), load_locale(workspace.config.language)
    problems = [*loaded.diagnostics, *_unknown_style(workspace, booklet, loaded)]
    broken = {}
    summaries = {}
    for role in roles_needed(booklet, known):
        file = workspace.profile_path(role)
        if file is None:
            continue
        profile = profiles[role] = profiles.get(role) or load_profile(
            file, known_roles=known, known_sections=workspace.section_names
        )
        if profile.value is not None and profile.ok:
            summaries[role] = summarize(role, profile.value, locale)
        else:
            broken[console.shown(file)] = profile.diagnostics
    problems += select(booklet, summaries, loaded, known).diagnostics
    return {**broken, console.shown(path): in_file_order(problems)}


def _unknown_style(workspace: "Workspace", booklet: "Booklet", loaded: "Loaded[Booklet]") -> tuple["Diagnostic", ...]:
    """The problem that there is no style of the name that the manifest gives."""
    from careerpdf.style.load import load_style, style_names

    name, folders = booklet.style, workspace.style_folders
    if name is None or name in style_names(folders):
        return ()
    return load_style(name, folders, named=loaded.span(("style",)))[1]
