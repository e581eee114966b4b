"""The style packs that ship, each by its name; every handout."""

import pytest

from careerpdf.project.project import Project
from tests.support.handouts import CASES, BuiltHandout, Handouts, pack_of
from tests.support.laid_out import Packs


@pytest.fixture(scope="session")
def packs(office_project: Project) -> Packs:
    return lambda style: pack_of(office_project, style)


@pytest.fixture(params=[pytest.param(case.values, id="-".join(case.values), marks=case.marks) for case in CASES])
def made(request: pytest.FixtureRequest, handouts: Handouts) -> BuiltHandout:
    return handouts(*request.param)
