"""A project: the folder with profiles, booklets, styles and output, and what `careerpdf.yaml` says for them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from careerpdf.diagnostics import Diagnostic, Span
from careerpdf.project.brand import brand_changes
from careerpdf.project.config import ProjectConfig
from careerpdf.schema.sections import Choice
from careerpdf.source.read_yaml import read_yaml
from careerpdf.source.yaml_source import Loc
from careerpdf.style.changes import Change, dotted
from careerpdf.system import resources

if TYPE_CHECKING:
    from careerpdf.style.pack import StylePack

CONFIG_FILE = "careerpdf.yaml"
PROFILE_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Project:
    """The folder of an office; its subfolders need not exist. `spans` are the places of settings that are kept.

    `listed` are the roles that there were when a run over many of them began; None to look each time.
    """

    root: Path
    config: ProjectConfig
    spans: Mapping[Loc, Span] = field(default_factory=dict, compare=False, repr=False)
    listed: tuple[str, ...] | None = field(default=None, compare=False, repr=False)

    @property
    def is_there(self) -> bool:
        """True if the folder has anything that makes it a project: careerpdf.yaml or profiles/."""
        return is_file(self.root / CONFIG_FILE) or is_folder(self.profiles_dir)

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
    def files(self) -> tuple[Path, ...]:
        """Files that the settings are made of, there or not: careerpdf.yaml, and the pictures and fonts it names."""
        fonts = (cut for font in self.config.brand.fonts.values() for name, cut in font if name != "family" and cut)
        named = (*fonts, *filter(None, [self.config.office.logo]))
        return (self.root / CONFIG_FILE, *(self.root / name for name in named))

    @property
    def section_names(self) -> tuple[str, ...]:
        """The names of the office's own sections."""
        return tuple(section.id for section in self.config.own_sections)

    @property
    def section_choice(self) -> Choice:
        """The sections that roles have, as careerpdf.yaml says."""
        return Choice(self.config.sections, self.config.leave_out)

    @property
    def brand_keys(self) -> tuple[str, ...]:
        """The keys of a style to which the brand gives a value: `colours.accent`."""
        changes = brand_changes(self.config.brand, self.spans)
        return tuple(dotted(change.key) for change in changes if change.key != ("adjust_contrast",))

    @property
    def style_folders(self) -> tuple[Path, ...]:
        """Folders in which style packs are looked for: the project's own first, then those that ship with careerpdf."""
        return (self.styles_dir, resources.styles_dir())

    def load_style(
        self, name: str | None, changes: tuple[Change, ...] = (), *, otherwise: str, named: Span | None = None
    ) -> tuple["StylePack | None", tuple[Diagnostic, ...]]:
        """The style `name`, or the project's, or else `otherwise`, with the brand and then `changes` on top of it.

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
        if role.endswith(PROFILE_SUFFIXES):
            given = Path(role)
            return next((p for p in (given, self.profiles_dir / given) if is_file(p)), None)
        # A name that does not suit a role, such as one with a space, is for the profile's own check to say.
        if not role or re.search(r"[/\\\0]", role):
            return None
        return next((p for s in PROFILE_SUFFIXES if is_file(p := self.profiles_dir / f"{role}{s}")), None)

    def booklet_path(self, name: str) -> Path | None:
        """The manifest of a booklet, given by its name or as a path; None if there is none in booklets/."""
        folder = self.booklets_dir
        if name.endswith(PROFILE_SUFFIXES):
            given = Path(name)
            inside = given if given.resolve().parent == folder.resolve() else None
            alone = folder / given if given.name == name else None
            return next((p for p in (inside, alone) if p and is_file(p)), None)
        if not name or re.search(r"[/\\\0]", name):
            return None
        return next((p for s in PROFILE_SUFFIXES if is_file(p := folder / f"{name}{s}")), None)

    def profile_data(self) -> Iterator[object]:
        """Read the data of each profile, whatever may be wrong with it."""
        for role in self.role_ids():
            if path := self.profile_path(role):
                yield read_yaml(path, path.name)[0].data


def _stems(folder: Path) -> tuple[str, ...]:
    """The names of the files in a folder that are read, without endings, sorted."""
    try:
        return tuple(sorted({path.stem for path in folder.iterdir() if is_profile(path)}))
    except OSError:  # there is none, or it may not be read, which `open_project` says of profiles/
        return ()


def is_profile(path: Path) -> bool:
    # On shared drives, macOS leaves a `._nurse.yaml` beside each `nurse.yaml`.
    return path.suffix in PROFILE_SUFFIXES and not path.name.startswith(".") and is_file(path)


def is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long, or a folder that may not be read
        return False


def is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
