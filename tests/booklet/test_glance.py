"""Pay side by side: bars only for what can be compared, and a reason for everything else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from careerpdf.booklet.glance import rows
from careerpdf.booklet.summary import PayBasis
from careerpdf.locale import load_locale
from tests.support.booklet_samples import NATIONAL, role

EN = load_locale("en")
OTHERS = {
    "it is in another currency (EUR)": replace(NATIONAL, currency="EUR"),
    "it holds for Texas": replace(NATIONAL, area="Texas"),
    "its area is not known": replace(NATIONAL, area=""),
    "it comes from another source (A survey, 2024)": replace(NATIONAL, source="A survey"),
    "its source is not known": replace(NATIONAL, source=""),
    "it is of another year (2023)": replace(NATIONAL, year=2023),
    "its year is not known": replace(NATIONAL, year=None),
}


def test_a_bar_is_the_share_of_the_largest_figure() -> None:
    found, notes = rows([role("a", pay=50000), role("b", pay=100000), role("c", pay=25000)], EN)
    assert [(row.share, row.comparable, row.mark) for row in found] == [
        (0.5, True, ""), (1.0, True, ""), (0.25, True, "")]  # fmt: skip
    assert notes == ()


def test_no_figure_has_no_bar_and_no_mark() -> None:
    found, notes = rows([role("a", pay=50000), role("b")], EN)
    assert (found[1].figure, found[1].share, found[1].comparable, found[1].mark) == ("", None, False, "")
    assert notes == ()


@pytest.mark.parametrize("reason", OTHERS)
def test_a_figure_that_stands_for_something_else_is_marked_and_the_reason_said(reason: str) -> None:
    found, notes = rows([role("a", pay=5), role("b", pay=9, pay_basis=OTHERS[reason]), role("c", pay=10)], EN)
    assert (found[1].comparable, found[1].mark) == (False, "*")
    assert notes == (f"\\* Not to be compared with the other figures: {reason}.",)
    assert found[2].share == 1.0


def test_each_reason_has_its_own_mark_and_one_note() -> None:
    bases = list(OTHERS.values())
    roles = [
        role("a", pay=5),
        role("b", pay=5),
        *(role(f"r{k}", pay=6, pay_basis=basis) for k, basis in enumerate(bases)),
    ]
    found, notes = rows([*roles, role("z", pay=7, pay_basis=bases[1])], EN)
    assert [row.mark for row in found] == ["", "", "*", "†", "‡", "§", "‖", "¶", "**", "†"]
    assert len(notes) == len(bases)


def test_the_pay_of_an_hour_is_never_made_one_of_a_year() -> None:
    hourly = role("b", pay="", pay_basis=replace(NATIONAL, annual=False))
    found, notes = rows([role("a", pay=5), replace(hourly, pay="$23.33", pay_per="an hour")], EN)
    assert (found[1].figure, found[1].per, found[1].share, found[1].mark) == ("$23.33", "an hour", None, "*")
    assert notes == ("\\* Not to be compared with the other figures: it is the pay of an hour.",)
    assert rows([hourly], EN)[1] == ("\\* Pay of an hour: no pay of a year is published for this role.",)


def test_a_hollow_bar_has_the_scale_of_the_others_and_ends_where_they_end() -> None:
    found, _ = rows([role("a", pay=100), role("b", pay=50, pay_basis=OTHERS["it holds for Texas"])], EN)
    assert found[1].share == 0.5
    larger = role("b", pay=500, pay_basis=OTHERS["it holds for Texas"])
    assert rows([role("a", pay=100), role("c", pay=90), larger], EN)[0][2].share == 1.0


def test_another_currency_has_no_bar() -> None:
    euro = role("b", pay=50, pay_basis=PayBasis("EUR", annual=True, area="Spain", source="INE", year=2024))
    found, notes = rows([role("a", pay=100), euro], EN)
    assert found[1].share is None
    assert "currency (EUR), it holds for Spain and it comes from another source (INE, 2024)" in notes[0]


def test_most_figures_decide_what_is_usual_and_titles_are_told_apart() -> None:
    texas = OTHERS["it holds for Texas"]
    found, _ = rows([
        role("a", pay=5), role("b", pay=6, pay_basis=texas, title="A"), role("c", pay=Decimal(7), pay_basis=texas)  # type: ignore[arg-type]
    ], EN)  # fmt: skip
    assert [row.comparable for row in found] == [False, True, True]
    assert found[0].title == "A (a)"
