"""What a profile's fields take, what becomes of it, and how wages are completed."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from careerpdf.profile.checks import check_profile
from careerpdf.profile.figures import HOURS_A_YEAR, Amount, Salary, Wage
from careerpdf.profile.model import Profile
from careerpdf.schema.numbers import to_decimal
from careerpdf.source.load import load_model

BASE = "title: Registered Nurse\ncategory: Health Care\nintroduction: Text.\nduties: [Watch]\n"


def profile(more: str = "") -> Profile:
    loaded = load_model(Path("nurse.yaml"), Profile, text=BASE + more, skip_empty=True)
    assert loaded.value is not None, [d.format() for d in loaded.diagnostics]
    return loaded.value


def median(yaml: str, more: str = "") -> Wage:
    salary = profile(f"salary:\n  median: {yaml}\n{more}").salary
    assert salary is not None
    assert salary.median is not None
    return salary.median


def test_a_sparse_profile_has_what_it_says_and_nothing_else() -> None:
    found = profile()
    assert (found.article, found.plural, found.question) == ("", "", "")
    assert (found.salary, found.outlook, found.skills, found.related, found.sources) == (None, None, (), (), {})
    assert found.introduction == ("Text.",)


def test_a_profile_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        profile().title = "Other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("written", "paragraphs"),
    [
        ("one", ("one",)), ("[one, two]", ("one", "two")), (">\n  one\n  two\n\n  three", ("one two", "three")),
        ("|\n  one\n  two\n\n  three", ("one two", "three")), ('"a\u00a0b  c"', ("a\u00a0b c",)), ("5", ("5",)),
    ],
)  # fmt: skip
def test_prose_is_one_text_or_several_paragraphs(written: str, paragraphs: tuple[str, ...]) -> None:
    assert profile(f"notes: {written}\n").notes == paragraphs


@pytest.mark.parametrize("part", ["education", "experience", "certifications", "work_environment", "advancement"])
def test_a_part_may_be_just_a_text(part: str) -> None:
    assert getattr(profile(f"{part}: Some words.\n"), part) == getattr(
        profile(f"{part}: {{text: Some words.}}\n"), part
    )
    assert getattr(profile(f"{part}: [One., Two.]\n"), part).text == ("One.", "Two.")


def test_a_next_role_is_a_profile_or_a_title() -> None:
    found = profile("related: [data-scientist, Chief Nurse, {title: Mayor, how: win}]\n").related
    assert [(r.role, r.title, r.how) for r in found] == [
        ("data-scientist", None, None), (None, "Chief Nurse", None), (None, "Mayor", "win")]  # fmt: skip


def test_a_source_is_named_or_written_where_it_is_used() -> None:
    found = profile("sources:\n  b: {name: BLS, year: 2024}\nsalary: {source: b}\noutlook: {source: {name: O}}\n")
    assert found.salary is not None
    assert found.outlook is not None
    assert found.salary.source is found.sources["b"]
    assert found.outlook.source is not None
    assert (found.outlook.source.name, found.outlook.source.year) == ("O", None)
    assert profile("salary: {source: nowhere}\n").salary == Salary()


def test_dates_years_and_counts_are_read_as_people_write_them() -> None:
    found = profile(
        "updated: '2026-11-23'\noutlook: {percent: 33.5%, openings: '23,400', period: 2024-34, "
        "rating: About as fast as  average}\n"
    )
    assert found.updated == dt.date(2026, 11, 23)
    assert found.outlook is not None
    assert (found.outlook.percent, found.outlook.openings, found.outlook.period, found.outlook.rating) == (
        Decimal("33.5"), 23400, "2024–34", "as fast as average")  # fmt: skip


# -- wages


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("131250", "131250"), ("63.1", "63.1"), ("131,250", "131250"), ("'$131,250'", "131250"), ("$63.10", "63.10"),
        ("131 250", "131250"), ("1,131,250.50", "1131250.50"), ("'131\u202f250'", "131250"),
    ],
)  # fmt: skip
def test_a_figure_is_understood_with_and_without_commas(written: str, value: str) -> None:
    annual = median(f"\n    annual: {written}").annual
    assert annual is not None
    assert annual.value == Decimal(value)


NO_FIGURES = (True, None, [], {}, "", "x", "1,2", "1,31,250", "12 apples", "€5", "nan", "1e5", float("nan"),
              float("inf"),
              "9" * 5000, dt.date(2026, 1, 1))  # fmt: skip


@pytest.mark.parametrize("value", NO_FIGURES, ids=lambda value: str(value)[:10])
def test_what_is_no_figure_is_refused(value: Any) -> None:
    with pytest.raises(PydanticCustomError):
        to_decimal(value)


@pytest.mark.parametrize(
    ("written", "annual", "hourly"),
    [
        ("37k", "37000", "17.79"), ("$28.50/hr", "59280", "28.50"), ("28.50", "59280", "28.50"),
        ("£27k", "27000", "12.98"), ("{annual: 45k}", "45000", "21.63"), ("{hourly: $20/hr}", "41600", "20"),
        ("“93,600 a year”", "93600", "45.00"),
    ],
)  # fmt: skip
def test_pay_is_taken_as_people_write_it(written: str, annual: str, hourly: str) -> None:
    wage = median(written)
    assert wage.annual is not None
    assert wage.hourly is not None
    assert (wage.annual.value, wage.hourly.value) == (Decimal(annual), Decimal(hourly))


@pytest.mark.parametrize(
    "written",
    ["45,000-60,000", "{annual: 45k-60k}", "{median: 45k-60k}", "{annual: {low: 45000, high: 60000}}",
     "{Annual: 45000–60000}"],
)  # fmt: skip
def test_a_range_is_pay_and_no_median(written: str) -> None:
    salary = profile(f"salary: {written}\n").salary
    assert salary is not None
    assert (salary.median, salary.annual) == (None, Amount(value=Decimal(45000), high=Decimal(60000)))
    assert salary.pay is not None
    assert salary.pay.hourly == Amount(value=Decimal("21.63"), high=Decimal("28.85"), derived=True)


def test_the_pay_of_an_hour_beside_the_same_median_is_the_medians() -> None:
    salary = profile("salary: {median: 60000, hourly: 28.85}\n").salary
    assert salary is not None
    assert salary.median is not None
    assert (salary.median.hourly, salary.pay) == (Amount(value=Decimal("28.85")), None)
    salary = profile("salary: {median: 60000, hourly: 30}\n").salary
    assert salary is not None
    assert salary.pay is not None


def test_pay_that_is_no_median_stands_right_below_salary() -> None:
    salary = profile("salary: {hourly: 28.50}\n").salary
    assert salary is not None
    assert salary.median is None
    assert salary.pay == Wage.model_construct(
        annual=Amount(value=Decimal(59280), derived=True), hourly=Amount(value=Decimal("28.50"))
    )


@pytest.mark.parametrize(
    ("written", "currency"),
    [("{median: £27k}", "GBP"), ("{currency: CAD, median: $50k}", "CAD"), ("{median: $50k}", "USD"),
     ("{median: 50k, top_10_percent: 90k EUR}", "EUR"), ("€28,50/hr", "EUR")],
)  # fmt: skip
def test_the_currency_is_the_one_that_is_written(written: str, currency: str) -> None:
    salary = profile(f"salary: {written}\n").salary
    assert salary is not None
    assert salary.currency == currency


def test_a_skill_needs_no_text_and_a_colon_gives_it_one() -> None:
    skills = profile('skills: [Writing, {Research: Westlaw}, {name: Calm, text: Wait.}, "A: b"]\n').skills
    assert [(skill.name, skill.text) for skill in skills] == [
        ("Writing", ()), ("Research", ("Westlaw",)), ("Calm", ("Wait.",)), ("A: b", ())]  # fmt: skip


def test_an_entry_with_a_colon_is_a_text() -> None:
    found = profile("questions:\n  - Why: is it so?\n  - Plan\nnotes:\n  - Call: Dana\n")
    assert (found.questions, found.notes) == (("Why: is it so?", "Plan"), ("Call: Dana",))


def test_an_address_needs_no_scheme() -> None:
    assert profile("sources: {a: {name: A, url: www.bls.gov/oes}}\n").sources["a"].url == "https://www.bls.gov/oes"


def test_a_bare_figure_is_the_pay_of_a_year_and_the_hour_is_derived() -> None:
    wage = median("131250")
    assert wage.annual == Amount(value=Decimal(131250))
    assert wage.hourly == Amount(value=Decimal("63.10"), derived=True)


def test_the_year_is_derived_from_the_hour() -> None:
    assert median("{hourly: 63.10}").annual == Amount(value=Decimal(131248), derived=True)


def test_a_capped_figure_stays_capped() -> None:
    for written in ("{at_least: 239200}", "{annual: {at_least: 239200}}"):
        wage = median(written)
        assert wage.annual == Amount(value=Decimal(239200), at_least=True)
        assert wage.hourly == Amount(value=Decimal("115.00"), at_least=True, derived=True)


def test_neither_is_invented_where_only_one_exists() -> None:
    assert median("93600", "  pay_period: year\n").hourly is None
    assert median("{hourly: 23.33}", "  pay_period: hour\n").annual is None


def test_what_is_given_is_never_replaced() -> None:
    wage = median("{annual: 131250, hourly: 63.1}")
    assert wage.annual == Amount(value=Decimal(131250))
    assert wage.hourly == Amount(value=Decimal("63.1"))


def test_every_percentile_is_completed_and_the_ninetieth_has_two_names() -> None:
    found = profile("salary: {median: 50000, percentiles: {p10: 20800, p90: {hourly: 50}}}\n").salary
    assert found is not None
    assert found.percentiles is not None
    assert found.percentiles.p10 is not None
    assert found.percentiles.p10.hourly == Amount(value=Decimal("10.00"), derived=True)
    assert found.p90 is found.percentiles.p90
    assert found.p90 is not None
    assert found.p90.annual == Amount(value=Decimal(104000), derived=True)
    other = profile("salary: {median: 50000, top_10_percent: 90000}\n").salary
    assert other is not None
    assert other.p90 is other.top_10_percent


@given(st.integers(1, 10**9))
def test_a_year_goes_to_an_hour_and_back_within_the_rounding(annual: int) -> None:
    wage = Wage(annual=Amount(value=Decimal(annual))).completed()
    assert wage.hourly is not None
    back = Wage(hourly=Amount(value=wage.hourly.value)).completed() if wage.hourly.value > 0 else None
    if back:
        assert back.annual is not None
        assert abs(back.annual.value - annual) <= Decimal("0.005") * HOURS_A_YEAR + Decimal("0.5")


@given(st.decimals("0.01", 100_000, places=2))
def test_an_hour_goes_to_a_year_and_back_to_itself(hourly: Decimal) -> None:
    wage = Wage(hourly=Amount(value=hourly)).completed()
    assert wage.annual is not None
    assert abs(wage.annual.value - hourly * HOURS_A_YEAR) <= Decimal("0.5")
    assert Wage(annual=Amount(value=wage.annual.value)).completed().hourly == Amount(value=hourly, derived=True)


@given(st.integers(2_000, 10**7))
def test_a_derived_pair_never_disagrees(annual: int) -> None:
    wage = Wage(annual=Amount(value=Decimal(annual))).completed()
    assert wage.hourly is not None
    text = f"{BASE}salary:\n  median: {{annual: {annual}, hourly: {wage.hourly.value}}}\n  source: {{name: A}}\n"
    loaded = load_model(Path("nurse.yaml"), Profile, text=text)
    codes = {d.code for d in check_profile(loaded, Path("nurse.yaml"), None)}
    assert codes <= {"implausible-wage"}
