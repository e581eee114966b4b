"""Titles to file names: accents, signs that matter, and titles that no file can carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.schema.role_id import LONGEST_TITLE, new_role_id


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Data Engineer", "data-engineer"),
        ("  Data   Engineer ", "data-engineer"),
        ("Chargé d’affaires", "charge-daffaires"),
        ("Großhandelskaufmann", "grosshandelskaufmann"),
        ("Łódź Sørværing Œuvre", "lodz-sorvaering-oeuvre"),
        ("C++ Developer", "c-plus-plus-developer"),
        ("C# Developer", "c-sharp-developer"),
        ("R&D Manager", "r-and-d-manager"),
        ("Scrum Master / Agile Coach", "scrum-master-agile-coach"),
        ("Registered Nurse (RN)", "registered-nurse-rn"),
        ("3D Artist", "3d-artist"),
        ("../../etc/passwd", "etc-passwd"),
        ("Driver – Class A", "driver-class-a"),
    ],
)
def test_a_title_becomes_lower_case_letters_and_hyphens(title: str, name: str) -> None:
    assert new_role_id(title) == name


@pytest.mark.parametrize(
    "title",
    [
        "",
        "   ",
        "---",
        "42",
        "x" * (LONGEST_TITLE + 1),
        "Data\nEngineer",
        "Data\tEngineer",
        "Data\u200bEngineer",
        "护士",
        "con",
        "NUL",
        "com1",
    ],
)
def test_a_title_that_no_file_can_carry_is_refused(title: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        new_role_id(title)


@given(st.text(max_size=LONGEST_TITLE))
def test_whatever_is_accepted_is_a_safe_name(title: str) -> None:
    try:
        name = new_role_id(title)
    except ValueError:
        return
    assert name.strip("-") == name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert any(character.isalpha() for character in name)
