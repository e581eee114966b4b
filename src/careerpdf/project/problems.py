"""Problems that a project's folder has beside those of `careerpdf.yaml`: files that are not read, names of nothing."""

import re
from collections.abc import Iterable
from pathlib import Path

from careerpdf.diagnostics import Diagnostic, Severity, did_you_mean
from careerpdf.locale.collation import same
from careerpdf.project.project import CONFIG_FILE, PROFILE_SUFFIXES, Project, is_file, is_folder, is_profile
from careerpdf.schema.role_id import slug
from careerpdf.source.load import display_path
from careerpdf.source.spelling import field_in
from careerpdf.source.syntax_errors import quoted
from careerpdf.source.yaml_source import Loc

#: Kinds of file that somebody may take for a profile; whatever else lies in profiles/ is nobody's business.
_PLAIN, _WORD_PROCESSED = (".txt", ".text", ".md", ".json"), (".docx", ".doc", ".odt", ".rtf", ".pages", ".pdf")


def unread_files(project: Project) -> tuple[Diagnostic, ...]:
    """A warning for each thing in profiles/ that looks like a profile but is not read as one."""
    try:
        entries = sorted(project.profiles_dir.iterdir())
    except OSError:
        return ()
    return tuple(problem for path in entries if (problem := _unread(project, path)))


def _unread(project: Project, path: Path) -> Diagnostic | None:
    name = path.name.lower()
    # Hidden files, and what Word leaves beside an open document.
    if is_profile(path) or name.startswith((".", "~$")) or path.stem.lower() == "readme":
        return None
    like_a_profile = re.match(r"(.+)\.ya?ml\b", name)
    base = like_a_profile[1] if like_a_profile else path.stem.lower()
    wanted = slug(base) or "job-title"
    taken = project.profile_path(wanted)
    if is_folder(path):
        if not name.endswith(PROFILE_SUFFIXES):
            return None
        message, hint = "is a folder, not a profile", "move the profile out of it, into profiles/"
    elif path.suffix in PROFILE_SUFFIXES:
        message, hint = (
            "is not read: it only points to a file that is not there",
            "put the file itself in its place",
        )
    elif name.endswith(_WORD_PROCESSED) and not taken:
        message = "is not read: a profile is a plain text file"
        hint = f"copy its text into a text file named {wanted}.yaml"
    elif like_a_profile and taken and not name.endswith((".bak", "~")):
        message, hint = f"is not read, but {taken.name} is", "delete one of the two, or move it elsewhere"
    elif (name.endswith(_PLAIN) or name.endswith(PROFILE_SUFFIXES)) and not taken:
        message, hint = "is not read", f"rename it to {wanted}.yaml"
        if name.endswith(".txt") and like_a_profile:
            hint += " (Windows may hide the .txt: in its Explorer, View > Show > File name extensions)"
    else:
        return None
    return Diagnostic("not-read", Severity.WARNING, f"{path.name} {message}", file=display_path(path), hint=hint)


def unmatched_sections(project: Project, profiles: Iterable[object]) -> tuple[Diagnostic, ...]:
    """A warning for each category and tag of an own section that none of `profiles`, as data of their files, has.

    All profiles have to be among them. They are only looked at if a section asks for one.
    """
    asked = [
        (number, field, names)
        for number, section in enumerate(project.config.own_sections)
        for field, names in (("category", section.category), ("tag", section.tag))
        if names
    ]
    if not asked:
        return ()
    every = list(profiles)
    data = [one for one in every if isinstance(one, dict)]
    if len(data) < len(every):  # what seems to be missing may stand in a profile that cannot be read
        return ()
    there = {
        "category": {str(name) for one in data if (name := field_in(one, "category")) is not None},
        "tag": {str(tag) for one in data if isinstance(tags := field_in(one, "tags"), list) for tag in tags},
    }
    return tuple(
        _unmatched(project, name, field, there[field], ("own_sections", number, field, k))
        for number, field, names in asked
        for k, name in enumerate(names)
        if same(name) not in map(same, there[field])
    )


def _unmatched(project: Project, name: str, field: str, there: Iterable[str], loc: Loc) -> Diagnostic:
    near = did_you_mean(name, there)
    return Diagnostic(
        f"unknown-{field}",
        Severity.WARNING,
        f"no profile has the {field} {quoted(name)}, so none has this section",
        project.spans.get(loc) or project.spans.get(loc[:-1]),
        file=display_path(project.root / CONFIG_FILE),
        hint=f"did you mean '{near}'?" if near else None,
    )


def unknown_role(project: Project, role: str) -> Diagnostic:
    """The problem that there is no profile for `role`."""
    names = project.role_ids()
    near = did_you_mean("-".join(role.lower().removesuffix(".yaml").split()), names)
    spelled = slug(role.lower().removesuffix(".yaml"))
    stray = next((d for d in unread_files(project) if d.hint and f" {spelled}.yaml" in d.hint), None)
    if stray:
        hint = f"{stray.message}; {stray.hint}"
    elif near:
        hint = f"did you mean '{near}'?"
    elif names:
        hint = "`careerpdf list` shows the roles there are"
    else:
        hint = '`careerpdf new "Job Title"` begins a profile; `careerpdf init` makes a sample to look at'
    return Diagnostic(
        "unknown-role",
        Severity.ERROR,
        f"there is no profile {quoted(role)} in {display_path(project.profiles_dir)}",
        hint=hint,
    )


def unknown_booklet(project: Project, name: str) -> Diagnostic:
    """The problem that there is no manifest for `name`."""
    names = project.booklet_ids()
    plain = "-".join(Path(name).name.lower().removesuffix(".txt").removesuffix(".yaml").split())
    near = did_you_mean(plain, names)
    saved = None if plain in names else _saved_otherwise(project.booklets_dir, plain)
    if saved:
        hint = f"{saved} is not read: rename it to {plain}.yaml"
    elif near:
        hint = f"did you mean '{near}'?"
    elif name in project.role_ids():
        hint = f"'{name}' is a role: `careerpdf build {name}` makes its handout"
    elif names:
        hint = "`careerpdf list` shows the booklets there are"
    else:
        hint = '`careerpdf booklet --all --title "Career guide"` makes one without a manifest'
    return Diagnostic(
        "unknown-booklet",
        Severity.ERROR,
        f"there is no booklet {quoted(name)} in {display_path(project.booklets_dir)}",
        hint=hint,
    )


def _saved_otherwise(folder: Path, name: str) -> str | None:
    """A file of this name that an editor has saved with another ending, such as `fair.yaml.txt`."""
    try:
        names = sorted(path.name for path in folder.iterdir() if is_file(path))
    except OSError:
        return None
    return next((one for one in names if one.lower() in (f"{name}.yaml.txt", f"{name}.txt", f"{name}.yml.txt")), None)
