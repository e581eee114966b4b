"""The style packs that ship, each by its name."""

import pytest

from careerpdf.project.project import Project
from tests.support.handouts import pack_of
from tests.support.laid_out import Packs


@pytest.fixture(scope="session")
def packs(office_project: Project) -> Packs:
    return lambda style: pack_of(office_project, style)
