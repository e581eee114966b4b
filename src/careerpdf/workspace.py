"""A workspace: the folder with profiles, booklets, styles and output, and what `careerpdf.yaml` says for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from careerpdf.diagnostics import Diagnostic, Severity, did_you_mean
from careerpdf.profile.model import Email, Line, Url
from careerpdf.source.explain import custom_error, shown
from careerpdf.source.loading import Loaded, display_path, in_file_order, load_model
from careerpdf.source.syntax import quoted

CONFIG_FILE = "careerpdf.yaml"
#: How the bytes of each kind of picture begin; an SVG has its mark somewhere near the top.
_MARKS = {".png": (b"\x89PNG",), ".jpg": (b"\xff\xd8",), ".jpeg": (b"\xff\xd8",), ".svg": (b"<svg", b"<!DOCTYPE svg")}
_PICTURES = tuple(_MARKS)


def _picture(value: object) -> object:
    text = str(value).replace("\\", "/")
    if re.match(r"(?:[a-z][a-z0-9+.-]*:|/|~)", text, re.IGNORECASE) or ".." in text.split("/"):
        raise custom_error(
            "bad-picture",
            f"{{name}} cannot be {shown(value)}: it lies outside this folder",
            expected="a file in this folder, such as images/logo.png",
            hint="copy the picture into this folder",
        )
    if not text.lower().endswith(_PICTURES):
        raise custom_error("bad-picture", f"{{name}} cannot be {shown(value)}", expected="a PNG, JPEG or SVG file")
    return text


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
    logo: Annotated[str, BeforeValidator(_picture)] | None = Field(
        None, description="picture file in the workspace", examples=["images/logo.png"]
    )
    logo_alt: Line | None = Field(
        None, description="what the logo shows, for people who cannot see it", examples=["Northfield College"]
    )


class WorkspaceConfig(_Part):
    """`careerpdf.yaml`: everything in it is optional."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "theme": "style",
        "timezone": "time_zone",
        "size": "paper",
        "lang": "language",
    }

    office: Office = Field(default_factory=Office, description="the office that hands the guides out")
    style: Line | None = Field(None, description="default style", examples=["modern"])
    paper: Literal["letter", "a4", "half-letter", "a5", "legal"] | None = Field(
        None, description="default paper", examples=["letter"]
    )
    language: Literal["en"] = Field("en", description="language of headings and numbers", examples=["en"])
    time_zone: Annotated[str, BeforeValidator(_zone)] | None = Field(
        None, description="time zone of dates", examples=["America/Chicago"]
    )


@dataclass(frozen=True)
class Workspace:
    """Where things lie. Folders need not exist."""

    root: Path
    config: WorkspaceConfig

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

    def role_ids(self) -> tuple[str, ...]:
        """Every role that has a profile, sorted."""
        try:
            return tuple(sorted({p.stem for p in self.profiles_dir.iterdir() if _is_profile(p)}))
        except OSError:  # there is none, or it may not be read, which `open_workspace` says
            return ()

    def profile_path(self, role: str) -> Path | None:
        """The file of a role, given by its id or as a path; None if there is none."""
        if role.endswith((".yaml", ".yml")):
            given = Path(role)
            return next((p for p in (given, self.profiles_dir / given) if _is_file(p)), None)
        if not re.fullmatch(r"[\w.-]+", role):
            return None
        return next((p for s in (".yaml", ".yml") if _is_file(p := self.profiles_dir / f"{role}{s}")), None)

    def unknown_role(self, role: str) -> Diagnostic:
        """The problem that there is no profile for `role`."""
        names = self.role_ids()
        near = did_you_mean("-".join(role.lower().removesuffix(".yaml").split()), names)
        if near:
            hint = f"did you mean '{near}'?"
        elif names:
            hint = "`careerpdf list` shows the roles there are"
        else:
            hint = "`careerpdf init` makes a workspace with a sample profile"
        return Diagnostic(
            "unknown-role",
            Severity.ERROR,
            f"there is no profile {quoted(role)} in {display_path(self.profiles_dir)}",
            hint=hint,
        )


def open_workspace(project: Path | None) -> tuple[Workspace, tuple[Diagnostic, ...]]:
    """The workspace at `project`, or the nearest one around the current folder; with the problems of its file."""
    root = project or _nearest(Path.cwd())
    file = root / CONFIG_FILE
    unreadable = tuple(_unreadable(root / "profiles"))
    if not _is_file(file):
        return Workspace(root, WorkspaceConfig()), unreadable
    loaded = load_model(file, WorkspaceConfig, skip_empty=True)
    # A file with nothing but comments is fine here: everything in it is optional.
    problems = [d for d in loaded.diagnostics if d.code != "empty-file"]
    return Workspace(root, loaded.value or WorkspaceConfig()), in_file_order(
        [*unreadable, *problems, *_logo(root, loaded)]
    )


def _is_profile(path: Path) -> bool:
    # On shared drives, macOS leaves a `._nurse.yaml` beside each `nurse.yaml`.
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".") and _is_file(path)


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

    try:
        with (root / office.logo).open("rb") as file:
            start = file.read(1024)
    except OSError:
        yield say(
            "missing-picture",
            f"there is no file {quoted(office.logo)} in this folder",
            hint="write the name as it is spelled there, with capitals and ending",
        )
    else:
        kind = Path(office.logo).suffix.lower()
        if not any(mark in start[: 4 if kind != ".svg" else 1024] for mark in _MARKS[kind]):
            yield say(
                "bad-picture",
                f"{quoted(office.logo)} is no picture of that kind, whatever its name says",
                hint="save it again as PNG, JPEG or SVG",
            )
    if not office.logo_alt:
        yield say(
            "missing-alt",
            "the logo has no text for people who cannot see it",
            expected="`logo_alt:` with the words that the logo stands for",
        )


def _nearest(start: Path) -> Path:
    for folder in (start, *start.parents):
        if _is_file(folder / CONFIG_FILE) or _is_folder(folder / "profiles"):
            return folder
    return start
