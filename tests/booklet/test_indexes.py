"""The indexes of a book: what stands in them, in which order, under which letter."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.booklet.indexes import IndexEntry, by_letter, education_index, next_index, skills_index
from careerpdf.booklet.summary import NextStep
from careerpdf.locale.collation import first_letter, sort_key
from tests.support.booklet_samples import role


def test_a_skill_has_every_role_that_wants_it_whatever_its_capitals() -> None:
    found = skills_index([
        role("z", skills=("python", "Patience")), role("b", skills=("Python",)), role("a", skills=("Python", "R"))
    ])  # fmt: skip
    assert [(entry.head, entry.roles) for entry in found] == [
        ("Patience", ("z",)), ("Python", ("a", "b", "z")), ("R", ("a",))]  # fmt: skip


def test_a_skill_named_twice_by_a_role_counts_once() -> None:
    assert skills_index([role("a", skills=("Python", "python"))])[0].roles == ("a",)


def test_accents_capitals_and_marks_do_not_matter_to_the_alphabet() -> None:
    names = ("zeal", "Éclairs", "eagles", "**Fencing**", "ßpecial", "3D printing", "“Quotes”", "C++", "c#")
    found = skills_index([role("a", skills=names)])
    assert [entry.head for entry in found] == [
        "3D printing", "c#", "C++", "eagles", "Éclairs", "**Fencing**", "“Quotes”", "ßpecial", "zeal"]  # fmt: skip
    assert [letter for letter, _ in by_letter(found)] == ["#", "C", "E", "F", "Q", "S", "Z"]


@given(st.lists(st.text(min_size=1, max_size=6), max_size=20))
def test_every_skill_stands_once_and_each_letter_has_one_group(names: list[str]) -> None:
    found = skills_index([role("a", skills=tuple(names))])
    letters = [letter for letter, _ in by_letter(found)]
    assert len(letters) == len(set(letters))
    assert [entry for _, group in by_letter(found) for entry in group] == list(found)
    assert all(entry.roles == ("a",) for entry in found)


@given(st.text())
def test_any_text_has_a_letter_and_a_place(text: str) -> None:
    assert first_letter(text)
    assert sort_key(text) == sort_key(text)


LEVELS = (
    "No formal educational credential", "High school diploma", "Some college, no degree",
    "Postsecondary nondegree award", "Apprenticeship", "Associate degree",
    "Bachelor’s or associate degree", "Bachelor’s degree",
    "Bachelor’s or master’s degree", "Master’s degree", "Master’s degree or doctorate", "Doctoral degree",
    "A lot of it",
)  # fmt: skip


def test_levels_of_education_rise_and_what_is_not_known_comes_last() -> None:
    roles = [role(f"r{number}", education=level) for number, level in enumerate(sorted(LEVELS))]
    levels = [entry.head for entry in education_index(roles)]
    assert levels.index("Associate degree") + 1 == levels.index("Bachelor’s or associate degree")
    assert set(levels) == set(LEVELS)
    # "no degree" of some college is more than none at all
    for lower, higher in pairwise(LEVELS):
        assert levels.index(lower) < levels.index(higher), (lower, higher)


def test_an_index_by_education_has_no_letters_and_skips_roles_without_a_level() -> None:
    found = education_index(
        [role("a", education="Master’s degree"), role("b"), role("c", education="Associate degree")]
    )
    assert by_letter(found) == (("", found),)
    assert [entry.roles for entry in found] == [("c",), ("a",)]


def test_a_next_role_in_the_book_is_one_entry_however_it_is_named() -> None:
    found = next_index([
        role("nurse", next=(NextStep("nurse-manager", None), NextStep(None, "Dean"))),
        role("nurse-educator", next=(NextStep(None, "nurse manager"), NextStep(None, "dean"))),
        role("nurse-manager"),
    ])  # fmt: skip
    assert found == (
        IndexEntry("Dean", None, ("nurse", "nurse-educator"), "D"),
        IndexEntry("Nurse Manager", "nurse-manager", ("nurse", "nurse-educator"), "N"),
    )


@pytest.mark.parametrize(("titles", "head"), [({"hr-head": "Head of HR"}, "Head of HR"), ({}, "Hr Head")])
def test_a_next_role_outside_the_book_has_its_title_and_no_link(titles: dict[str, str], head: str) -> None:
    (entry,) = next_index([role("a", next=(NextStep("hr-head", None),))], titles)
    assert (entry.head, entry.head_role) == (head, None)


def test_next_roles_of_one_title_are_told_apart() -> None:
    found = next_index([
        role("a", next=(NextStep("x", None), NextStep("y", None), NextStep(None, "Analyst"))),
        role("x", "Health Care", title="Analyst"), role("y", "Data & AI", title="Analyst"),
    ])  # fmt: skip
    assert [(entry.head, entry.head_role) for entry in found] == [
        ("Analyst", None), ("Analyst (Data & AI)", "y"), ("Analyst (Health Care)", "x")]  # fmt: skip
