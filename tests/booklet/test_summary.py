"""What a book knows of a role, and how roles of one title are told apart."""

import pickle
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from careerpdf.booklet.summary import NextStep, RoleSummary, distinct_titles, summarize
from careerpdf.locale import load_locale
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from tests.support.booklet_samples import role
from tests.support.paths import SHIPPED

PROFILES = sorted(SHIPPED.glob("*.yaml"))


def summary(text: str) -> RoleSummary:
    base = {"title": "A", "category": "B", "introduction": "C", "duties": ["D"]}
    return summarize("a", Profile.model_validate({**base, **yaml.safe_load(text)}), load_locale("en"))


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_summary_of_a_shipped_profile_survives_the_way_to_another_process(path: Path) -> None:
    profile = load_profile(path).value
    assert profile is not None
    found = summarize(path.stem, profile, load_locale("en"))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert found.title == profile.title
    assert found.pay_value
    assert found.sources
    assert found.outlook
    assert found.education
    assert len(found.skills) == len(profile.skills)


def test_what_a_profile_does_not_say_is_empty() -> None:
    found = summary("tags: [x]")
    assert (found.pay, found.pay_value, found.pay_basis, found.outlook, found.outlook_level, found.education) == (
        "", None, None, "", None, "")  # fmt: skip
    assert (found.sources, found.next, found.notes, found.tags) == ((), (), (), ("x",))


def test_pay_is_written_as_on_the_page() -> None:
    found = summary("salary: {median: {at_least: 239200}, source: {name: S, year: 2024}, area: US}")
    assert (found.pay, found.pay_value, found.pay_capped) == ("$239,200 or more", Decimal(239200), True)
    assert found.pay_basis is not None
    assert (found.currency, found.pay_basis.source, found.pay_basis.year) == ("USD", "S", 2024)


def test_an_hourly_wage_is_not_multiplied() -> None:
    found = summary("salary: {median: {hourly: 23.33}, pay_period: hour}")
    assert (found.pay, found.pay_value) == ("$23.33", None)
    assert found.pay_basis is not None
    assert not found.pay_basis.annual


def test_a_source_for_pay_and_outlook_is_there_once_and_notes_are_kept() -> None:
    found = summary(
        "sources: {s: {name: S}}\nsalary: {median: 5, source: s, note: N}\n"
        "outlook: {rating: decline, source: s, note: M}"
    )
    assert ([source.name for source in found.sources], found.notes) == (["S"], ("N", "M"))


def test_the_next_roles_are_kept_as_they_are_named() -> None:
    found = summary("advancement: {next: [data-scientist, Chief Nurse]}")
    assert found.next == (NextStep("data-scientist", None), NextStep(None, "Chief Nurse"))


def test_roles_of_one_title_get_their_category_or_else_their_id() -> None:
    found = distinct_titles([
        role("a", "X", title="Analyst"), role("b", "Y", title="analyst"), role("c", "Y", title="Analyst"),
        role("d", "Y", title="Other"),
    ])  # fmt: skip
    assert found == {"a": "Analyst (X)", "b": "analyst (b)", "c": "Analyst (c)", "d": "Other"}
