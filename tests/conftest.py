"""Handouts for the tests, each built once a session; goldens; how to write them anew."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from careerpdf.document.nodes import Document
from careerpdf.locale import load_locale
from careerpdf.products.handout import handout, handout_document
from careerpdf.products.product import HandoutOptions
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from careerpdf.project.config import Office, ProjectConfig
from careerpdf.project.project import Project
from careerpdf.style.load import load_style
from careerpdf.style.pack import StylePack
from inspector import TextInspector

# The tests' styles are theirs alone: nothing of them belongs into the cache of whoever runs them.
os.environ.setdefault("CAREERPDF_CACHE", "off")

TESTS = Path(__file__).parent
SAMPLES = TESTS / "samples"
SHIPPED = TESTS.parent / "profiles"
GOLDENS = TESTS / "goldens"
EPOCH = "1790000000"  # 2026-09-21

STYLES = ("modern", "classic", "large-print", "plain", "bold")
PAPERS = ("letter", "a4", "half-letter", "a5", "legal")
#: A profile with everything; with what is required only; with twice the text; with all that makes a typesetter stumble.
KINDS = ("full", "sparse", "long", "odd")
#: What the slower tests of handouts run over; on A5 and legal, which follow half-letter and letter, three packs do.
CASES = [
    (kind, style, paper)
    for kind in KINDS
    for style in STYLES
    for paper in (PAPERS if style in STYLES[:3] else PAPERS[:3])
]
_ROLES = {"full": "machine-learning-intern"}

OFFICE = Office(
    name="Career Services",
    institution="Northfield College",
    room="Room 210, Hall of Science",
    phone="+1 507 555 0100",
    email="careers@northfield.example",
    url="https://northfield.example/careers",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the files in tests/goldens anew")


@dataclass(frozen=True)
class Handout:
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


Handouts = Callable[..., Handout]


@pytest.fixture(scope="session")
def office_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with the shipped profiles, the samples and an office."""
    root = tmp_path_factory.mktemp("project")
    (root / "profiles").mkdir()
    for path in (*SHIPPED.glob("*.yaml"), *SAMPLES.glob("*.yaml")):
        (root / "profiles" / path.name).write_bytes(path.read_bytes())
    return Project(root, ProjectConfig(office=OFFICE))


@pytest.fixture(scope="session")
def handouts(office_project: Project) -> Iterator[Handouts]:
    """The handout of a kind in a style on a paper."""
    made: dict[tuple[str, str, str], Handout] = {}

    def get(kind: str, style: str = "modern", paper: str = "letter") -> Handout:
        key = (kind, style, paper)
        if key not in made:
            made[key] = _build(office_project, _ROLES.get(kind, kind), style, paper)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        yield get


_FIT = {"long": 0}  # longer than any sheet


def _build(project: Project, role: str, style: str, paper: str) -> Handout:
    folder = project.root / "output" / style / paper
    result = handout(project, role, HandoutOptions(style=style, paper=paper, fit=_FIT.get(role), output=folder))
    assert result.path, "\n".join(d.format() for d in result.diagnostics)
    profile, pack = profile_of(project, role), pack_of(project, style)
    document = handout_document(profile, pack, load_locale("en"), project)
    messages = tuple(d.message for d in result.diagnostics)
    return Handout(result.path, profile, pack, paper, document, result.pages, messages)


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


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/goldens/NAME; `pytest --update-goldens` writes the file instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.is_file(), f"no golden {name}: run `pytest --update-goldens` and look at what it writes"
        assert text == path.read_text(encoding="utf-8"), f"if {name} is right now, run `pytest --update-goldens`"

    return compare


@pytest.fixture
def process_environment() -> dict[str, str]:
    """The environment of a fresh process that stamps its PDFs with a fixed time."""
    return {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
