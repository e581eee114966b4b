"""Handouts for the tests: what they are made of, and how they are built."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from careerpdf.document.nodes import Document
from careerpdf.locale import load_locale
from careerpdf.products.handout import Handout, handout_document
from careerpdf.products.product import Options
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from careerpdf.project.config import Office
from careerpdf.project.project import Project
from careerpdf.style.load import load_style
from careerpdf.style.pack import StylePack
from tests.support.cases import in_turn
from tests.support.inspector import TextInspector

EPOCH = "1790000000"  # 2026-09-21

STYLES = ("modern", "classic", "large-print", "plain", "bold")
PAPERS = ("letter", "a4", "half-letter", "a5", "legal")
#: A profile with everything; with what is required only; with twice the text; with all that makes a typesetter stumble.
KINDS = ("full", "sparse", "long", "odd")
#: Every kind in every style on every paper: by default each style on each paper once, with the kinds in turn.
CASES = in_turn(KINDS, STYLES, PAPERS)
ROLES = {"full": "machine-learning-intern"}

OFFICE = Office(
    name="Career Services",
    institution="Northfield College",
    room="Room 210, Hall of Science",
    phone="+1 507 555 0100",
    email="careers@northfield.example",
    url="https://northfield.example/careers",
)


@dataclass(frozen=True)
class BuiltHandout:
    """A finished handout, and what it was made from."""

    path: Path
    profile: Profile
    pack: StylePack
    paper: str
    document: Document
    pages: int
    messages: tuple[str, ...]

    @cached_property
    def pdf(self) -> TextInspector:
        return TextInspector(self.path.read_bytes())


@contextmanager
def fixed_time() -> Iterator[None]:
    """Stamp files with `EPOCH` for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        yield


Handouts = Callable[..., BuiltHandout]


_FIT = {"long": 0}  # longer than any sheet


def build_handout(project: Project, role: str, style: str, paper: str) -> BuiltHandout:
    folder = project.root / "output" / style / paper
    result = Handout(role).build(project, Options(style=style, paper=paper, fit=_FIT.get(role), output=folder))
    assert result.path, "\n".join(d.format() for d in result.diagnostics)
    profile, pack = profile_of(project, role), pack_of(project, style)
    document = handout_document(profile, pack, load_locale("en"), project)
    messages = tuple(d.message for d in result.diagnostics)
    return BuiltHandout(result.path, profile, pack, paper, document, result.pages, messages)


def profile_of(project: Project, role: str) -> Profile:
    path = project.profile_path(role)
    assert path is not None
    loaded = load_profile(path, known_roles=project.role_ids())
    assert loaded.value is not None, "\n".join(d.format() for d in loaded.diagnostics)
    return loaded.value


def pack_of(project: Project, style: str) -> StylePack:
    pack, problems = load_style(style, project.style_folders)
    assert pack is not None, problems
    return pack
