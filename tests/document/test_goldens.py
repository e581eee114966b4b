"""Document trees as text: what a template makes of a profile."""

from collections.abc import Callable

import pytest

from careerpdf.document.dump import dump
from careerpdf.locale import load_locale
from careerpdf.products.handout import handout_document
from careerpdf.project.project import Project
from tests.support.handouts import pack_of, profile_of
from tests.support.paths import SAMPLES, SHIPPED

ROLES = sorted(path.stem for folder in (SHIPPED, SAMPLES) for path in folder.glob("*.yaml"))


def test_there_are_profiles_to_compare() -> None:
    assert {"machine-learning-intern", "electrician", "sparse", "long", "odd"} <= set(ROLES)
    assert len(ROLES) >= 11


@pytest.mark.parametrize("role", ROLES)
def test_the_document_tree_is_as_it_was(role: str, office_project: Project, golden: Callable[[str, str], None]) -> None:
    pack = pack_of(office_project, "modern")
    document = handout_document(profile_of(office_project, role), pack, load_locale("en"), office_project)
    golden(f"documents/{role}.txt", dump(document))
