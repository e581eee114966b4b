"""What a manifest's fields take, and what becomes of it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from careerpdf.booklet.load import load_booklet, roles_needed, valid_manifest
from careerpdf.booklet.model import PARTS, Manifest
from careerpdf.booklet.select import select
from careerpdf.diagnostics import Severity
from tests.support.booklet_samples import FAIR


def booklet(text: str) -> Manifest:
    return Manifest.model_validate({"title": "A", **(yaml.safe_load(text) or {})})


def test_a_title_is_enough() -> None:
    found = booklet("")
    assert (found.paper, found.pad_to, found.starts, found.fill) == ("half-letter", 4, "any", "notes")
    assert found.parts == set(PARTS)
    assert found.is_grouped


def test_a_booklet_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        booklet("").title = "Other"  # type: ignore[misc]


@pytest.mark.parametrize("field", ["roles", "category", "tag"])
def test_one_entry_needs_no_list(field: str) -> None:
    assert getattr(booklet(f"{field}: Health Care"), field) == ("Health Care",)
    assert getattr(booklet(f"sections: [{{title: A, {field}: b}}]").sections[0], field) == ("b",)  # type: ignore[index]


def test_a_section_may_be_the_name_of_a_category() -> None:
    assert booklet("sections: [Health Care]").sections == booklet("sections: [{category: Health Care}]").sections


def test_parts_are_included_less_those_left_out() -> None:
    assert booklet("include: [cover, notes]\nleave_out: notes").parts == {"cover"}
    assert booklet("leave_out: [Glance, sources]").parts == set(PARTS) - {"glance", "sources"}


@pytest.mark.parametrize("written", ["A5", " a5 ", "a5"])
def test_capitals_of_a_choice_do_not_matter(written: str) -> None:
    assert booklet(f"paper: {written!r}").paper == "a5"


@pytest.mark.parametrize(("written", "pages"), [("1", 1), ("'8'", 8), ("32", 32), ("4.0", 4)])
def test_pages_are_padded_to_any_whole_number_up_to_32(written: str, pages: int) -> None:
    assert booklet(f"pad_to: {written}").pad_to == pages


@pytest.mark.parametrize("written", ["0", "33", "-4", "2.5", "true", "x", "[4]"])
def test_other_numbers_of_pages_are_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        booklet(f"pad_to: {written}")


def test_roles_that_are_named_are_grouped_only_if_the_manifest_says_so() -> None:
    assert not booklet("roles: [a]").is_grouped
    assert booklet("roles: [a]\ngroup_by: category").is_grouped
    assert not booklet("group_by: none").is_grouped


@pytest.mark.parametrize(
    ("written", "needed"),
    [
        ("", "abc"), ("roles: [c, a]", "ca"), ("roles: [c, c, x]", "c"), ("roles: [a]\ntag: t", "abc"),
        ("sections: [{title: A, roles: [b]}, {title: B, roles: [a]}]", "ba"),
        ("sections: [{title: A, roles: [b]}, {category: B}]", "abc"),
    ],
)  # fmt: skip
def test_only_the_roles_are_read_that_the_selection_needs(written: str, needed: str) -> None:
    assert roles_needed(booklet(written), ("a", "b", "c")) == tuple(needed)


KEYS = st.text(max_size=6) | st.sampled_from(["title", "roles", "category", "photo"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(name=st.sampled_from(sorted(Manifest.model_fields)), value=VALUES)
def test_any_value_in_any_field_is_taken_or_explained(tmp_path: Path, name: str, value: Any) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(yaml.safe_dump({"title": "A", name: value}, allow_unicode=True), encoding="utf-8")
    loaded = load_booklet(path)
    problems = list(loaded.diagnostics)
    if loaded.value is None:
        assert any(problem.severity is Severity.ERROR for problem in problems)
    sound = valid_manifest(loaded)
    problems += select(sound, FAIR, loaded).diagnostics if sound else ()
    assert all(problem.format() for problem in problems)
