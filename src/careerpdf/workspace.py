"""A workspace: the folder with profiles, booklets, styles and output, and what `careerpdf.yaml` says for them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from careerpdf import resources
from careerpdf.brand import Brand, brand_changes
from careerpdf.diagnostics import Diagnostic, Severity, Span, did_you_mean
from careerpdf.profile.checks import check_texts
from careerpdf.profile.model import Email, Line, OwnSection, Pages, Paper, Picture, Profile, Url, Words
from careerpdf.sections import Choice, SectionNames, check_own, check_sections, own_names
from careerpdf.source.explain import custom_error, shown
from careerpdf.source.loading import Loaded, display_path, in_file_order, load_model
from careerpdf.source.pictures import picture_fault
from careerpdf.source.spelling import field_in
from careerpdf.source.syntax import one_or_more, quoted
from careerpdf.source.yaml_source import Loc, read_yaml
from careerpdf.style.changes import Change, dotted

if TYPE_CHECKING:
    from careerpdf.style.load import StylePack

CONFIG_FILE = "careerpdf.yaml"
_PROFILES = (".yaml", ".yml")
_KEPT = ("style", "brand", "own_sections", "sections", "leave_out")  # settings whose places are kept
#: Kinds of file that somebody may take for a profile; whatever else lies in profiles/ is nobody's business.
_PLAIN, _WORD_PROCESSED = (".txt", ".text", ".md", ".json"), (".docx", ".doc", ".odt", ".rtf", ".pages", ".pdf")


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def _zone(value: object) -> object:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):
        raise custom_error(
            "bad-time-zone",
            f"{{name}} cannot be {shown(value)}",
            expected="continent and city, such as America/Chicago",
        ) from None
    return str(value)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Office(_Part):
    """The office that hands the guides out; printed at the foot of each handout."""

    name: Line | None = Field(None, description="name of the office", examples=["Career Services"])
    institution: Line | None = Field(None, description="college or agency", examples=["Northfield College"])
    room: Line | None = Field(None, description="where to find it", examples=["Room 210, Hall of Science"])
    address: Line | None = Field(None, description="postal address", examples=["1 College Street, Northfield"])
    phone: Line | None = Field(None, description="telephone", examples=["+1 507 555 0100"])
    email: Email | None = Field(None, description="e-mail", examples=["careers@northfield.example"])
    url: Url | None = Field(
        None,
        description="web address; handouts print it as a QR code too",
        examples=["https://northfield.example/careers"],
    )
    logo: Picture | None = Field(None, description="picture file in this folder", examples=["images/logo.png"])
    logo_alt: Line | None = Field(
        None, description="what the logo shows, for people who cannot see it", examples=["Northfield College"]
    )
    logo_decorative: bool = Field(
        False, description="true for a logo that says nothing: a screen reader then passes over it", examples=[True]
    )


Names = Annotated[
    tuple[Line, ...],
    BeforeValidator(one_or_more, json_schema_input_type=str | list[str]),
    Field(min_length=1),
    Words("text, or list of texts"),
]


class OfficeSection(OwnSection):
    """A section that the office has for all roles, or for some."""

    roles: Names | None = Field(
        None, description="only for these roles, by their file names", examples=[["registered-nurse"]]
    )
    category: Names | None = Field(
        None, description="only for roles of this category, or of one of these", examples=["Health Care"]
    )
    tag: Names | None = Field(
        None, description="only for roles with this tag, or with one of these", examples=["internship"]
    )

    def is_for(self, role: str, profile: Profile) -> bool:
        """Whether a role has it: one that is named, or one of its category or tag; all, if it names none."""
        if role in (self.roles or ()):
            return True
        tags = {_same(tag) for tag in profile.tags}
        category = not self.category or _same(profile.category) in {_same(one) for one in self.category}
        tagged = not self.tag or any(_same(tag) in tags for tag in self.tag)
        return category and tagged and bool(self.category or self.tag or not self.roles)


class WorkspaceConfig(_Part):
    """`careerpdf.yaml`: everything in it is optional."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "theme": "style",
        "branding": "brand",
        "timezone": "time_zone",
        "size": "paper",
        "lang": "language",
    }

    office: Office = Field(default_factory=Office, description="the office that hands the guides out")
    brand: Brand = Field(default_factory=Brand, description="your own colors, fonts and footer, on any style")
    style: Line | None = Field(None, description="default style", examples=["modern"])
    paper: Paper | None = Field(None, description="default paper", examples=["letter"])
    fit: Pages | None = Field(
        None,
        description="on how many pages a handout has to fit; none: as many as it needs. Otherwise as the style says",
        examples=[2],
    )
    language: Literal["en"] = Field("en", description="language of headings and numbers", examples=["en"])
    time_zone: Annotated[str, BeforeValidator(_zone)] | None = Field(
        None, description="time zone of dates", examples=["America/Chicago"]
    )
    own_sections: tuple[OfficeSection, ...] = Field((), description="sections of your own, for all roles or for some")
    sections: SectionNames | None = Field(
        None,
        description="the sections that a role has, in their order; otherwise as the style says",
        examples=[["introduction", "facts", "skills", "duties"]],
    )
    leave_out: SectionNames | None = Field(
        None, description="sections that a role does not have", examples=[["questions"]]
    )


@dataclass(frozen=True)
class Workspace:
    """Where things lie. Folders need not exist. `spans` are the places of settings that later steps complain of.

    `listed` are the roles that there were when a run over many of them began; None to look each time.
    """

    root: Path
    config: WorkspaceConfig
    spans: Mapping[Loc, Span] = field(default_factory=dict, compare=False, repr=False)
    listed: tuple[str, ...] | None = field(default=None, compare=False, repr=False)

    @property
    def is_there(self) -> bool:
        """Whether the folder has anything that makes it one: careerpdf.yaml or profiles/."""
        return _is_file(self.root / CONFIG_FILE) or _is_folder(self.profiles_dir)

    @property
    def profiles_dir(self) -> Path:
        return self.root / "profiles"

    @property
    def booklets_dir(self) -> Path:
        return self.root / "booklets"

    @property
    def styles_dir(self) -> Path:
        return self.root / "styles"

    @property
    def output_dir(self) -> Path:
        return self.root / "output"

    @property
    def section_names(self) -> tuple[str, ...]:
        """The names of the office's own sections."""
        return tuple(section.id for section in self.config.own_sections)

    @property
    def section_choice(self) -> Choice:
        """Which sections roles have, as careerpdf.yaml says."""
        return Choice(self.config.sections, self.config.leave_out)

    @property
    def brand_keys(self) -> tuple[str, ...]:
        """The keys of a style to which the brand gives a value: `colours.accent`."""
        changes = brand_changes(self.config.brand, self.spans)
        return tuple(dotted(change.key) for change in changes if change.key != ("adjust_contrast",))

    @property
    def style_folders(self) -> tuple[Path, ...]:
        """Where style packs are looked for: the workspace's own first, then those that ship with careerpdf."""
        return (self.styles_dir, resources.styles_dir())

    def load_style(
        self, name: str | None, changes: tuple[Change, ...] = (), *, otherwise: str, named: Span | None = None
    ) -> tuple["StylePack | None", tuple[Diagnostic, ...]]:
        """The style `name`, or the workspace's, or else `otherwise`, with the brand and then `changes` on top of it.

        `named` is where a file gives the name. None, with the errors, if it cannot be had.
        """
        from careerpdf.style.load import load_style  # most commands draw nothing

        own = self.config.style
        return load_style(
            name or own or otherwise,
            self.style_folders,
            (*brand_changes(self.config.brand, self.spans), *changes),
            root=self.root,
            named=named if name else self.spans.get(("style",)),
        )

    def role_ids(self) -> tuple[str, ...]:
        """Every role that has a profile, sorted."""
        return _stems(self.profiles_dir) if self.listed is None else self.listed

    def booklet_ids(self) -> tuple[str, ...]:
        """Every booklet that has a manifest, sorted."""
        return _stems(self.booklets_dir)

    def profile_path(self, role: str) -> Path | None:
        """The file of a role, given by its id or as a path; None if there is none."""
        if role.endswith(_PROFILES):
            given = Path(role)
            return next((p for p in (given, self.profiles_dir / given) if _is_file(p)), None)
        # A name that does not suit a role, such as one with a space, is for the profile's own check to say.
        if not role or re.search(r"[/\\\0]", role):
            return None
        return next((p for s in _PROFILES if _is_file(p := self.profiles_dir / f"{role}{s}")), None)

    def booklet_path(self, name: str) -> Path | None:
        """The manifest of a booklet, given by its name or as a path; None if there is none in booklets/."""
        folder = self.booklets_dir
        if name.endswith(_PROFILES):
            given = Path(name)
            inside = given if given.resolve().parent == folder.resolve() else None
            alone = folder / given if given.name == name else None
            return next((p for p in (inside, alone) if p and _is_file(p)), None)
        if not name or re.search(r"[/\\\0]", name):
            return None
        return next((p for s in _PROFILES if _is_file(p := folder / f"{name}{s}")), None)

    def unread(self) -> tuple[Diagnostic, ...]:
        """A warning for each thing in profiles/ that looks like a profile but is not read as one."""
        try:
            entries = sorted(self.profiles_dir.iterdir())
        except OSError:
            return ()
        return tuple(problem for path in entries if (problem := self._unread(path)))

    def _unread(self, path: Path) -> Diagnostic | None:
        name = path.name.lower()
        # Hidden files, and what Word leaves beside an open document.
        if _is_profile(path) or name.startswith((".", "~$")) or path.stem.lower() == "readme":
            return None
        like_a_profile = re.match(r"(.+)\.ya?ml\b", name)
        base = like_a_profile[1] if like_a_profile else path.stem.lower()
        wanted = "-".join(re.findall("[a-z0-9]+", base)) or "job-title"
        taken = self.profile_path(wanted)
        if _is_folder(path):
            if not name.endswith(_PROFILES):
                return None
            message, hint = "is a folder, not a profile", "move the profile out of it, into profiles/"
        elif path.suffix in _PROFILES:
            message, hint = (
                "is not read: it only points to a file that is not there",
                "put the file itself in its place",
            )
        elif name.endswith(_WORD_PROCESSED) and not taken:
            message = "is not read: a profile is a plain text file"
            hint = f"copy its text into a text file named {wanted}.yaml"
        elif like_a_profile and taken and not name.endswith((".bak", "~")):
            message, hint = f"is not read, but {taken.name} is", "delete one of the two, or move it elsewhere"
        elif (name.endswith(_PLAIN) or name.endswith(_PROFILES)) and not taken:
            message, hint = "is not read", f"rename it to {wanted}.yaml"
            if name.endswith(".txt") and like_a_profile:
                hint += " (Windows may hide the .txt: in its Explorer, View > Show > File name extensions)"
        else:
            return None
        return Diagnostic("not-read", Severity.WARNING, f"{path.name} {message}", file=display_path(path), hint=hint)

    def sections_of_nobody(self, profiles: Iterable[object]) -> tuple[Diagnostic, ...]:
        """A warning for each category and tag of an own section that none of `profiles`, as data of their files, has.

        All profiles have to be among them. They are only looked at if a section asks for one.
        """
        asked = [
            (number, field, names)
            for number, section in enumerate(self.config.own_sections)
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
            self._of_nobody(name, field, there[field], ("own_sections", number, field, k))
            for number, field, names in asked
            for k, name in enumerate(names)
            if _same(name) not in map(_same, there[field])
        )

    def _of_nobody(self, name: str, field: str, there: Iterable[str], loc: Loc) -> Diagnostic:
        near = did_you_mean(name, there)
        return Diagnostic(
            f"unknown-{field}",
            Severity.WARNING,
            f"no profile has the {field} {quoted(name)}, so none has this section",
            self.spans.get(loc) or self.spans.get(loc[:-1]),
            file=display_path(self.root / CONFIG_FILE),
            hint=f"did you mean '{near}'?" if near else None,
        )

    def profile_data(self) -> Iterator[object]:
        """What stands in each profile, whatever may be wrong with it."""
        for role in self.role_ids():
            if path := self.profile_path(role):
                yield read_yaml(path, path.name)[0].data

    def unknown_role(self, role: str) -> Diagnostic:
        """The problem that there is no profile for `role`."""
        names = self.role_ids()
        near = did_you_mean("-".join(role.lower().removesuffix(".yaml").split()), names)
        slug = "-".join(re.findall("[a-z0-9]+", role.lower().removesuffix(".yaml")))
        stray = next((d for d in self.unread() if d.hint and f" {slug}.yaml" in d.hint), None)
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
            f"there is no profile {quoted(role)} in {display_path(self.profiles_dir)}",
            hint=hint,
        )

    def unknown_booklet(self, name: str) -> Diagnostic:
        """The problem that there is no manifest for `name`."""
        names = self.booklet_ids()
        plain = "-".join(Path(name).name.lower().removesuffix(".txt").removesuffix(".yaml").split())
        near = did_you_mean(plain, names)
        saved = None if plain in names else _saved_otherwise(self.booklets_dir, plain)
        if saved:
            hint = f"{saved} is not read: rename it to {plain}.yaml"
        elif near:
            hint = f"did you mean '{near}'?"
        elif name in self.role_ids():
            hint = f"'{name}' is a role: `careerpdf build {name}` makes its handout"
        elif names:
            hint = "`careerpdf list` shows the booklets there are"
        else:
            hint = '`careerpdf booklet --all --title "Career guide"` makes one without a manifest'
        return Diagnostic(
            "unknown-booklet",
            Severity.ERROR,
            f"there is no booklet {quoted(name)} in {display_path(self.booklets_dir)}",
            hint=hint,
        )


def _saved_otherwise(folder: Path, name: str) -> str | None:
    """A file of this name that an editor has saved with another ending, such as `fair.yaml.txt`."""
    try:
        names = sorted(path.name for path in folder.iterdir() if _is_file(path))
    except OSError:
        return None
    return next((one for one in names if one.lower() in (f"{name}.yaml.txt", f"{name}.txt", f"{name}.yml.txt")), None)


def open_workspace(project: Path | None) -> tuple[Workspace, tuple[Diagnostic, ...]]:
    """The workspace at `project`, or the nearest one around the current folder; with the problems of its file."""
    root = project or _nearest(Path.cwd())
    bare = Workspace(root, WorkspaceConfig())
    if not bare.is_there:
        return bare, (_not_there(root, given=project is not None),)
    file = root / CONFIG_FILE
    unreadable = tuple(_unreadable(root / "profiles"))
    if not _is_file(file):
        return bare, unreadable
    loaded = load_model(file, WorkspaceConfig, skip_empty=True)
    # A file with nothing but comments is fine here: everything in it is optional.
    problems = [d for d in loaded.diagnostics if d.code != "empty-file"]
    places = loaded.source.values if loaded.source else {}
    spans = {loc: span for loc, span in places.items() if loc and loc[0] in _KEPT}
    workspace = Workspace(root, loaded.value or WorkspaceConfig(), spans)
    return workspace, in_file_order([*unreadable, *problems, *_logo(root, loaded), *_sections(workspace, loaded)])


def _stems(folder: Path) -> tuple[str, ...]:
    """The names of the files in a folder that are read, without endings, sorted."""
    try:
        return tuple(sorted({path.stem for path in folder.iterdir() if _is_profile(path)}))
    except OSError:  # there is none, or it may not be read, which `open_workspace` says of profiles/
        return ()


def _is_profile(path: Path) -> bool:
    # On shared drives, macOS leaves a `._nurse.yaml` beside each `nurse.yaml`.
    return path.suffix in _PROFILES and not path.name.startswith(".") and _is_file(path)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long, or a folder that may not be read
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _not_there(root: Path, *, given: bool) -> Diagnostic:
    """The problem of a folder that is no workspace, with the way to one if it is near."""
    where = root.resolve()
    near = [folder for folder in _folders_in(where) if _is_file(folder / CONFIG_FILE)]
    if _is_file(where.parent / CONFIG_FILE) or where.name == "profiles":
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
        return tuple(path for path in folder.iterdir() if _is_folder(path))
    except OSError:
        return ()


def _unreadable(folder: Path) -> Iterator[Diagnostic]:
    """The problem of a folder that is there and cannot be read."""
    try:
        next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return  # a workspace need not have it
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        yield Diagnostic(
            "unreadable", Severity.ERROR, f"the folder cannot be read: {reason}", file=display_path(folder)
        )


def _logo(root: Path, loaded: Loaded[WorkspaceConfig]) -> Iterator[Diagnostic]:
    """What is wrong with the logo's file, or with its description."""
    office = loaded.value.office if loaded.value else None
    if office is None or office.logo is None:
        return

    def say(code: str, message: str, *, expected: str | None = None, hint: str | None = None) -> Diagnostic:
        span = loaded.span(("office", "logo"))
        return Diagnostic(code, Severity.ERROR, message, span, expected=expected, hint=hint)

    if fault := picture_fault(root, office.logo):
        yield say(fault.code, fault.message, hint=fault.hint)
    if not office.logo_alt and not office.logo_decorative:
        yield say(
            "missing-alt",
            "the logo has no text for people who cannot see it",
            expected="`logo_alt:` with the words that the logo stands for",
            hint="`logo_decorative: true` if it says nothing that is not written beside it",
        )


def _sections(workspace: Workspace, loaded: Loaded[WorkspaceConfig]) -> Iterator[Diagnostic]:
    """What is wrong with sections for all roles."""
    source = loaded.source
    if source is None or not isinstance(source.data, dict):
        return
    yield from check_own(source)
    yield from check_sections(source, own_names(source))
    if "own_sections" in source.data:  # the only texts of this file that may hold links and bold words
        yield from check_texts(source, WorkspaceConfig)
    known = workspace.role_ids()
    for k, section in enumerate(workspace.config.own_sections):
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
        if _is_file(folder / CONFIG_FILE) or _is_folder(folder / "profiles"):
            return folder
    return start
