"""Products of one role, named by its profile's file or given as a profile: what all of them begin with."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from careerpdf.diagnostics import InputError
from careerpdf.locale import Locale, load_locale
from careerpdf.products.product import Attempt, Options, Product
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from careerpdf.project.problems import unknown_role
from careerpdf.project.project import Project
from careerpdf.schema.role_id import unique_role_id
from careerpdf.source.load import Loaded, display_path
from careerpdf.style.pack import StylePack
from careerpdf.system.clock import now

DEFAULT_STYLE = "modern"


@dataclass(frozen=True)
class OpenedRole:
    """A role with all that its pages are set from. `place` is its file as messages name it."""

    id: str
    profile: Profile
    loaded: Loaded[Profile]
    pack: StylePack
    locale: Locale
    created: datetime
    place: str


@dataclass(frozen=True)
class RoleProduct(Product):
    """A product of one role, by the role's id, by its file's path, or of a profile itself.

    `file_name` is what its PDF is called, without ending; otherwise as the role.
    """

    role: str | Profile
    file_name: str | None = None

    @property
    def name(self) -> str:
        """The name that was given, or one made of the profile's title."""
        return unique_role_id(self.role.title) if isinstance(self.role, Profile) else self.role

    def source(self, project: Project) -> Path | None:
        """Find the profile's file; None if there is none."""
        return project.profile_path(self.role) if isinstance(self.role, str) else None

    def stem(self, project: Project) -> str:
        """Name its files, without ending."""
        path = self.source(project)
        own = path.stem if path else self.name if isinstance(self.role, Profile) else Path(self.name).stem
        return self.file_name or self._stem(own)

    @abstractmethod
    def _stem(self, role: str) -> str:
        """Name its files after the role."""

    def _open(self, project: Project, options: Options, attempt: Attempt) -> OpenedRole:
        """Read and check the profile and load the style. Raises InputError."""
        attempt.files.add(project.profiles_dir)
        if isinstance(self.role, Profile):
            role, place = self.name, self.name
            loaded: Loaded[Profile] = Loaded(self.role, (), None)
        else:
            path = self.source(project)
            if path is None:
                attempt.files.add(project.profiles_dir / f"{Path(self.role).stem}.yaml")
                raise InputError((unknown_role(project, self.role),))
            role, place = path.stem, display_path(path)
            attempt.name = role
            attempt.files.add(path)
            loaded = load_profile(path, known_roles=project.role_ids(), known_sections=project.section_names)
        attempt.problems += loaded.diagnostics
        pack = attempt.load_style(project, options, default=DEFAULT_STYLE)
        if loaded.value is None or not loaded.ok:
            raise InputError(())
        attempt.files |= _linked(loaded.value, project)
        locale = load_locale(project.config.language)
        return OpenedRole(role, loaded.value, loaded, pack, locale, now(project.config.time_zone or "UTC"), place)


def _linked(profile: Profile, project: Project) -> set[Path]:
    """The profiles of other roles whose titles are shown."""
    roles = (*(profile.advancement.next if profile.advancement else ()), *profile.related)
    return {path for link in roles if link.role and (path := project.profile_path(link.role))}
