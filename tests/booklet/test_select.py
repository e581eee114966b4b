"""Which roles a booklet holds: each once, in the order and the sections that were asked for."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.booklet.load import load_booklet
from careerpdf.booklet.model import Manifest
from careerpdf.booklet.select import Selection, select
from careerpdf.booklet.summary import RoleSummary
from careerpdf.diagnostics import Severity
from tests.support.booklet_samples import FAIR, NATIONAL, book, role


def chosen(there: dict[str, RoleSummary] = FAIR, /, **fields: Any) -> Selection:
    return select(Manifest.model_validate({"title": "A", **fields}), there)


def sections(selection: Selection) -> dict[str, tuple[str, ...]]:
    assert selection.ok, selection.diagnostics
    return {section.title: section.roles for section in selection.sections}


def test_without_a_choice_every_role_is_there_by_category_and_title() -> None:
    assert sections(chosen()) == {
        "Data & AI": ("data-scientist",),
        "Health Care": ("nurse-educator", "registered-nurse"),
        "Skilled Trades": ("electrician",),
    }


def test_roles_that_are_named_keep_their_order_and_have_no_sections() -> None:
    assert sections(chosen(roles=["registered-nurse", "data-scientist"])) == {
        "": ("registered-nurse", "data-scientist")
    }


def test_categories_come_in_the_order_in_which_they_are_named() -> None:
    assert list(sections(chosen(category=["Skilled Trades", "Data & AI"]))) == ["Skilled Trades", "Data & AI"]


@pytest.mark.parametrize("written", ["health care", "Health  Care", "HEALTH CARE"])
def test_capitals_and_blanks_of_a_category_do_not_matter(written: str) -> None:
    found = chosen(sections=[{"category": written}])
    assert sections(found) == {"Health Care": ("nurse-educator", "registered-nurse")}


def test_a_tag_takes_roles_of_any_category_and_with_a_category_only_its_own() -> None:
    assert chosen(tag="License").roles == ("registered-nurse", "electrician")
    assert chosen(tag="license", category="Health Care").roles == ("registered-nurse",)
    assert chosen(tag=["research", "apprenticeship"]).roles == ("data-scientist", "electrician")


def test_named_roles_come_before_those_of_the_category() -> None:
    part = {"title": "S", "roles": ["registered-nurse", "electrician"], "category": "Health Care"}
    assert sections(chosen(sections=[part])) == {"S": ("registered-nurse", "electrician", "nurse-educator")}


def test_a_role_stands_where_it_is_named_and_the_rest_of_its_category_elsewhere() -> None:
    parts = [{"category": "Health Care"}, {"title": "Teach", "roles": ["nurse-educator"]}]
    assert sections(chosen(sections=parts)) == {"Health Care": ("registered-nurse",), "Teach": ("nurse-educator",)}


def test_a_role_that_fits_two_sections_stands_in_the_first() -> None:
    parts = [{"title": "With a license", "tag": "license"}, {"category": "Health Care"}]
    found = sections(chosen(sections=parts))
    assert found == {"With a license": ("electrician", "registered-nurse"), "Health Care": ("nurse-educator",)}


def test_pay_puts_the_highest_first_and_what_cannot_be_compared_last() -> None:
    euro = NATIONAL.__class__("EUR", annual=True, area="Spain", source="INE", year=2024)
    roles = book(*FAIR.values(), role("chef", pay=900000, pay_basis=euro))
    assert chosen(roles, order="pay", group_by="none").roles == (
        "data-scientist", "registered-nurse", "electrician", "chef", "nurse-educator")  # fmt: skip


def test_the_order_of_a_section_goes_before_that_of_the_booklet() -> None:
    named = ["electrician", "data-scientist"]
    parts = [{"title": "A", "roles": named, "order": "given"}, {"category": "Health Care"}]
    assert chosen(order="title", sections=parts).roles[:2] == tuple(named)
    assert chosen(order="title", roles=named).roles == tuple(named[::-1])
    assert chosen(order="pay", category="Health Care").roles == ("registered-nurse", "nurse-educator")


def test_titles_are_in_the_order_of_the_alphabet_whatever_their_accents_and_capitals() -> None:
    roles = book(role("a", title="Éclair Baker"), role("b", title="eagle keeper"), role("c", title="Zoologist"))
    assert chosen(roles).roles == ("b", "a", "c")


def test_without_any_profile_it_is_said_that_there_is_none() -> None:
    (problem,) = chosen({}).diagnostics
    assert (problem.code, problem.span) == ("no-roles", None)


def test_without_a_manifest_problems_have_no_place_and_still_say_what_was_meant() -> None:
    found = chosen(roles=["electrican"])
    assert not found.ok
    assert [(p.span, p.hint) for p in found.diagnostics] == [(None, "did you mean 'electrician'?")]


def test_a_role_whose_profile_is_broken_is_no_second_problem() -> None:
    whole = Manifest.model_validate({"title": "A", "sections": [{"title": "S", "roles": ["broken"]}, "Space Travel"]})
    found = select(whole, FAIR, None, (*FAIR, "broken"))
    assert found.diagnostics == ()
    assert [d.code for d in select(whole, FAIR).diagnostics] == ["unknown-role", "unknown-category"]


def test_all_problems_come_at_once_each_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "title: A\nsections:\n  - title: One\n    roles: [electrician, electrican]\n"
        "  - category: [Helth Care, Skilled Trades]\n    title: Two\n  - title: Three\n    tag: lisense\n"
        "  - title: Four\n    roles: [electrician]\n",
        encoding="utf-8",
    )
    loaded = load_booklet(path)
    assert loaded.value
    found = select(loaded.value, FAIR, loaded).diagnostics
    assert [(d.code, d.span.line if d.span else 0) for d in found] == [
        ("unknown-role", 4), ("unknown-category", 5), ("unknown-tag", 8), ("role-twice", 10)]  # fmt: skip
    assert found[-1].message == "'electrician' is in the booklet twice, the first time in line 4"


NAMES = st.lists(st.from_regex(r"[a-z]{1,3}(-[a-z]{1,2})?", fullmatch=True), unique=True, min_size=1, max_size=12)
ORDERS = st.sampled_from([None, "given", "title", "pay"])


@st.composite
def wishes(draw: st.DrawFn) -> tuple[dict[str, RoleSummary], dict[str, Any]]:
    """Roles, and a manifest whose sections name some of them, and take the rest by category."""
    names = draw(NAMES)
    categories = {name: draw(st.sampled_from(["A", "b", "C"])) for name in names}
    roles = book(*(role(name, categories[name], draw(st.none() | st.integers(1, 9))) for name in names))
    named = draw(st.lists(st.sampled_from(names), unique=True))
    cut = draw(st.integers(0, len(named)))
    parts: list[dict[str, Any]] = [
        {"title": f"Part {k}", "roles": part, "order": draw(ORDERS)}
        for k, part in enumerate((named[:cut], named[cut:]))
        if part
    ]
    left = {categories[name] for name in names if name not in named}
    parts += [{"category": category, "order": draw(ORDERS)} for category in draw(st.permutations(sorted(left)))]
    return roles, {"order": draw(ORDERS), "sections": parts}


@given(wishes())
def test_every_role_is_chosen_exactly_once_in_the_order_asked_for(
    wish: tuple[dict[str, RoleSummary], dict[str, Any]],
) -> None:
    roles, fields = wish
    found = chosen(roles, **fields)
    assert found.diagnostics == ()
    assert sorted(found.roles) == sorted(roles)
    assert len(found.sections) == len(fields["sections"])
    for section, part in zip(found.sections, fields["sections"], strict=True):
        order = part["order"] or fields["order"]
        if order in (None, "given") and "roles" in part:
            assert list(section.roles) == part["roles"]
        elif order == "pay":
            pays = [roles[name].pay_value or 0 for name in section.roles]
            assert pays == sorted(pays, reverse=True)
        else:
            titles = [roles[name].title.casefold() for name in section.roles]
            assert titles == sorted(titles)


@given(NAMES, st.lists(st.integers(0, 30), max_size=20))
def test_a_role_is_never_there_twice_whatever_is_asked_for(names: list[str], picks: list[int]) -> None:
    roles = book(*(role(name) for name in names))
    named = [names[pick % len(names)] for pick in picks]
    found = chosen(roles, **({"roles": named} if named else {}))
    assert len(found.roles) == len(set(found.roles))
    assert [d.severity for d in found.diagnostics] == [Severity.ERROR] * (len(named) - len(set(named)))
