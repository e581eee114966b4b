"""Opening a project: finding its folder, reading `careerpdf.yaml`, and the problems of both."""

from collections.abc import Iterator
from pathlib import Path

from careerpdf.assets.pictures import picture_fault
from careerpdf.diagnostics import Diagnostic, Severity, did_you_mean
from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import CONFIG_FILE, Project, is_file, is_folder
from careerpdf.schema.checks import check_texts
from careerpdf.schema.sections import check_own, check_sections, own_names
from careerpdf.source.load import Loaded, display_path, in_file_order, load_model
from careerpdf.source.syntax_errors import quoted

_KEPT = ("style", "brand", "own_sections", "sections", "leave_out")  # settings whose places are kept


def open_project(folder: Path | None) -> tuple[Project, tuple[Diagnostic, ...]]:
    """The project at `folder`, or the nearest one around the current folder; with the problems of its file."""
    root = folder or _nearest(Path.cwd())
    bare = Project(root, ProjectConfig())
    if not bare.is_there:
        return bare, (_not_there(root, given=folder is not None),)
    file = root / CONFIG_FILE
    unreadable = tuple(_unreadable(root / "profiles"))
    if not is_file(file):
        return bare, unreadable
    loaded = load_model(file, ProjectConfig, skip_empty=True)
    # A file with nothing but comments is fine here: everything in it is optional.
    problems = [d for d in loaded.diagnostics if d.code != "empty-file"]
    places = loaded.source.values if loaded.source else {}
    spans = {loc: span for loc, span in places.items() if loc and loc[0] in _KEPT}
    project = Project(root, loaded.value or ProjectConfig(), spans)
    return project, in_file_order([*unreadable, *problems, *_logo(root, loaded), *_sections(project, loaded)])


def _not_there(root: Path, *, given: bool) -> Diagnostic:
    """The problem of a folder that is no project, with the way to one if it is near."""
    where = root.resolve()
    near = [folder for folder in _folders_in(where) if is_file(folder / CONFIG_FILE)]
    if is_file(where.parent / CONFIG_FILE) or where.name == "profiles":
        hint = (
            f'give the folder above it: --project "{display_path(where.parent)}"'
            if given
            else "go to the folder above it"
        )
    elif given:
        hint = "give the folder that has careerpdf.yaml and profiles/ in it"
    elif len(near) == 1:
        hint = f'your handout folder may be the one named {near[0].name}: type `cd "{near[0].name}"` first'
    else:
        hint = "type `careerpdf init` to begin here, or go to your handout folder with `cd`"
    return Diagnostic(
        "not-a-handout-folder",
        Severity.ERROR,
        "this folder has no careerpdf.yaml and no profiles folder in it",
        file=str(where),
        hint=hint,
    )


def _folders_in(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(path for path in folder.iterdir() if is_folder(path))
    except OSError:
        return ()


def _unreadable(folder: Path) -> Iterator[Diagnostic]:
    """The problem of a folder that is there and cannot be read."""
    try:
        next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return  # a project need not have it
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        yield Diagnostic(
            "unreadable", Severity.ERROR, f"the folder cannot be read: {reason}", file=display_path(folder)
        )


def _logo(root: Path, loaded: Loaded[ProjectConfig]) -> Iterator[Diagnostic]:
    """Find what is wrong with the logo's file, or with its description."""
    office = loaded.value.office if loaded.value else None
    if office is None or office.logo is None:
        return

    span = loaded.span(("office", "logo"))
    if fault := picture_fault(root, office.logo):
        yield Diagnostic(fault.code, fault.severity, fault.message, span, hint=fault.hint)
    if not office.logo_alt and not office.logo_decorative:
        yield Diagnostic(
            "missing-alt",
            Severity.ERROR,
            "the logo has no text for people who cannot see it",
            span,
            expected="`logo_alt:` with the words that the logo stands for",
            hint="`logo_decorative: true` if it says nothing that is not written beside it",
        )


def _sections(project: Project, loaded: Loaded[ProjectConfig]) -> Iterator[Diagnostic]:
    """Find what is wrong with sections for all roles."""
    source = loaded.source
    if source is None or not isinstance(source.data, dict):
        return
    yield from check_own(source)
    yield from check_sections(source, own_names(source))
    if "own_sections" in source.data:  # the only texts of this file that may hold links and bold words
        yield from check_texts(source, ProjectConfig)
    known = project.role_ids()
    for k, section in enumerate(project.config.own_sections):
        for number, role in enumerate(section.roles or ()):
            if role not in known:
                near = did_you_mean(role, known)
                loc = ("own_sections", k, "roles", number)
                yield Diagnostic(
                    "unknown-role",
                    Severity.WARNING,
                    f"there is no profile {quoted(role)} that could have this section",
                    loaded.span(loc if source.has(loc) else loc[:-1]),
                    source.file,
                    hint=f"did you mean '{near}'?" if near else None,
                )


def _nearest(start: Path) -> Path:
    for folder in (start, *start.parents):
        if is_file(folder / CONFIG_FILE) or is_folder(folder / "profiles"):
            return folder
    return start
