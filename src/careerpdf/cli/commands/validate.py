"""`careerpdf validate`: check profiles, booklets and careerpdf.yaml without making anything."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS
from careerpdf.cli.open_project import open_folder
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
from careerpdf.cli.typos import refuse_split_name
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from careerpdf.booklet.model import Manifest
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.profile.model import Profile
    from careerpdf.project.project import Project
    from careerpdf.source.load import Loaded

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
def command(ctx: click.Context, targets: tuple[str, ...], project_dir: Path | None, quiet: bool, as_json: bool) -> None:
    """Check profiles and booklets, and say where each problem is and what to do about it.

    Without a ROLE, BOOKLET or FILE, checks every profile, every booklet and careerpdf.yaml, all problems in one go.
    Warnings alone are fine: the exit code is 1 only if there are errors.
    """

    from careerpdf.project.problems import unread_files

    project, problems = open_folder(project_dir)
    if is_verbose(ctx):
        console.note(f"Folder: {project.root}")
    refuse_split_name(ctx, project, targets)
    checked = _check(project, targets, problems)
    files_checked = len(checked)
    if not targets:
        checked |= {problem.file or "": (problem,) for problem in unread_files(project)}
    found = [diagnostic for diagnostics in checked.values() for diagnostic in diagnostics]

    if as_json:
        files = [
            {"name": name, "ok": not console.has_errors(found), "diagnostics": console.as_json(found)}
            for name, found in checked.items()
        ]
        console.say_json({"ok": not console.has_errors(found), "files": files})
    else:
        console.report(found)
        if not quiet and project.is_there:
            console.say(f"{console.count(files_checked, 'file')} checked: {console.summary(found) or 'no problems'}")
    if console.has_errors(found):
        ctx.exit(PROBLEMS)


def _check(
    project: "Project", targets: tuple[str, ...], settings_problems: tuple["Diagnostic", ...]
) -> dict[str, tuple["Diagnostic", ...]]:
    """Diagnostics by the file that they are about, or by the word that names no file."""
    from careerpdf.profile.load import load_profile
    from careerpdf.project.problems import unmatched_sections

    # A file can be checked wherever it lies; a role, or everything, only in a folder of handouts.
    if not project.is_there and not (targets and all(project.profile_path(target) for target in targets)):
        return {str(project.root): settings_problems}
    known = project.role_ids()
    settings = project.root / SETTINGS
    everything = (*((str(settings),) if settings.exists() else ()), *known)
    checked: dict[str, tuple[Diagnostic, ...]] = {}
    booklets: list[Path] = []
    profiles: dict[str, Loaded[Profile]] = {}
    collect_seldom()
    for target in targets or everything:
        if Path(target).name == SETTINGS:
            checked[console.shown(settings)] = (*settings_problems, *_style_problems(project, settings_problems))
        elif (manifest := _booklet(project, target)) is not None:
            booklets.append(manifest)
        elif (path := project.profile_path(target)) is None:
            checked[target] = (_unknown(project, target),)
        else:
            loaded = load_profile(path, known_roles=known, known_sections=project.section_names)
            checked[console.shown(path)] = loaded.diagnostics
            if project.profile_path(path.stem) == path:
                profiles[path.stem] = loaded
    if not targets:
        read = (loaded.source.data for loaded in profiles.values() if loaded.source)
        if nobody := unmatched_sections(project, read):
            checked[console.shown(settings)] = (*checked[console.shown(settings)], *nobody)
        booklets += [path for name in project.booklet_ids() if (path := project.booklet_path(name))]
    for manifest in booklets:
        checked |= _check_booklet(project, manifest, profiles)
    return checked


def _style_problems(project: "Project", settings_problems: tuple["Diagnostic", ...]) -> tuple["Diagnostic", ...]:
    """Find what is wrong with the style and the brand that careerpdf.yaml gives."""
    if console.has_errors(settings_problems) or not {"style", "brand"} & {loc[0] for loc in project.spans}:
        return ()
    return project.load_style(None, otherwise="modern")[1]


def _booklet(project: "Project", target: str) -> Path | None:
    """The manifest that a word names: as a path, or as a name that no role has."""
    named = project.booklet_path(target)
    if named is None or (named != Path(target) and project.profile_path(target)):
        return None
    return named


def _unknown(project: "Project", target: str) -> "Diagnostic":
    """The problem of a word that names neither a role nor a booklet: about the one that it is nearer to."""
    from careerpdf.diagnostics import did_you_mean
    from careerpdf.project.problems import unknown_booklet, unknown_role

    near = did_you_mean(Path(target).stem, (*project.role_ids(), *project.booklet_ids()))
    is_booklet = near in project.booklet_ids() and near not in project.role_ids()
    return unknown_booklet(project, target) if is_booklet else unknown_role(project, target)


def _check_booklet(
    project: "Project", path: Path, profiles: dict[str, "Loaded[Profile]"]
) -> dict[str, tuple["Diagnostic", ...]]:
    """The diagnostics of a manifest; also of profiles that it needs and that have errors.

    `profiles` are those that were read before; what is read here is added to them.
    """
    from careerpdf.booklet.load import load_booklet, roles_needed, valid_manifest
    from careerpdf.booklet.select import select
    from careerpdf.booklet.summary import summarize
    from careerpdf.locale import load_locale
    from careerpdf.profile.load import load_profile
    from careerpdf.source.load import in_file_order

    loaded = load_booklet(path, root=project.root, known_sections=project.section_names)
    booklet = valid_manifest(loaded)
    if booklet is None:
        return {console.shown(path): loaded.diagnostics}
    known, locale = project.role_ids(), load_locale(project.config.language)
    problems = [*loaded.diagnostics, *_unknown_style(project, booklet, loaded)]
    broken = {}
    summaries = {}
    for role in roles_needed(booklet, known):
        file = project.profile_path(role)
        if file is None:
            continue
        profile = profiles[role] = profiles.get(role) or load_profile(
            file, known_roles=known, known_sections=project.section_names
        )
        if profile.value is not None and profile.ok:
            summaries[role] = summarize(role, profile.value, locale)
        else:
            broken[console.shown(file)] = profile.diagnostics
    problems += select(booklet, summaries, loaded, known).diagnostics
    return {**broken, console.shown(path): in_file_order(problems)}


def _unknown_style(project: "Project", booklet: "Manifest", loaded: "Loaded[Manifest]") -> tuple["Diagnostic", ...]:
    """The problem that there is no style of the name that the manifest gives."""
    from careerpdf.style.load import load_style
    from careerpdf.style.pack import style_names

    name, folders = booklet.style, project.style_folders
    if name is None or name in style_names(folders):
        return ()
    return load_style(name, folders, named=loaded.span(("style",)))[1]
