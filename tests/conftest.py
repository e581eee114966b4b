"""Handouts for the tests, each built once a process; goldens; how to write them anew; examples of Hypothesis.

By default every combination is met once and Hypothesis tries a few examples, the same each time. Under the mark
`exhaustive`, with `--hypothesis-profile exhaustive`, everything is met, and Hypothesis tries many and new ones.
"""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import Project
from tests.support.handouts import EPOCH, OFFICE, ROLES, BuiltHandout, Handouts, build_handout, fixed_time
from tests.support.paths import GOLDENS, SAMPLES, SHIPPED

# The tests' styles are theirs alone: nothing of them belongs into the cache of whoever runs them.
os.environ.setdefault("CAREERPDF_CACHE", "off")
# veraPDF is started for a few files at a time: for those, Java's second compiler costs more than it saves.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


# Examples are tried one after the other in one process, so fixtures and large examples do no harm.
_UNHURRIED = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("quick", _UNHURRIED, max_examples=25, derandomize=True)
settings.register_profile("exhaustive", _UNHURRIED, max_examples=300)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the files in tests/goldens anew")


@pytest.fixture(scope="session")
def office_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with the shipped profiles, the samples and an office."""
    root = tmp_path_factory.mktemp("project")
    (root / "profiles").mkdir()
    for path in (*SHIPPED.glob("*.yaml"), *SAMPLES.glob("*.yaml")):
        (root / "profiles" / path.name).write_bytes(path.read_bytes())
    return Project(root, ProjectConfig(office=OFFICE))


@pytest.fixture(scope="session")
def handouts(office_project: Project) -> Handouts:
    """The handout of a kind in a style on a paper."""
    made: dict[tuple[str, str, str], BuiltHandout] = {}

    def get(kind: str, style: str = "modern", paper: str = "letter") -> BuiltHandout:
        key = (kind, style, paper)
        if key not in made:
            with fixed_time():
                made[key] = build_handout(office_project, ROLES.get(kind, kind), style, paper)
        return made[key]

    return get


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
