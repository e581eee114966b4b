"""Pay as people write it: right in amount, currency and period, or not read at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.schema.pay_text import (
    Cents,
    Pay,
    Period,
    agree,
    currency_named,
    is_ambiguous,
    period_named,
    read_figure,
    read_pay,
    read_percent,
)


def pay(low: str, high: str = "", currency: str = "", period: Period | None = None, *, least: bool = False) -> Pay:
    return Pay(Decimal(low), Decimal(high) if high else None, least, currency, period)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("37k", pay("37000")), ("120K", pay("120000")), ("1.2 million", pay("1200000")), ("131 250", pay("131250")),
        ("$28.50/hr", pay("28.50", currency="$", period="hour")), ("$33.65 hourly", pay("33.65", "", "$", "hour")),
        ("hourly: $15.50", pay("15.50", "", "$", "hour")), ("$ 63.10 an hour", pay("63.10", "", "$", "hour")),
        ("90,000+", pay("90000", least=True)), ("$90k+/yr", pay("90000", "", "$", "year", least=True)),
        ("$115.00 or more an hour", pay("115", "", "$", "hour", least=True)), ("≥ 239,200", pay("239200", least=True)),
        ("at least 50k", pay("50000", least=True)), ("from 50,000", pay("50000", least=True)),
        ("45,000-60,000", pay("45000", "60000")), ("45–60k", pay("45000", "60000")),
        ("45k to 60k", pay("45000", "60000")),
        ("$45,000 – $60,000 a year", pay("45000", "60000", "$", "year")),
        ("from £27,000 to £35,000 p.a.", pay("27000", "35000", "GBP", "year")),
        ("between 40,000 and 50,000", pay("40000", "50000")), ("$22/hr - $25/hr", pay("22", "25", "$", "hour")),
        ("£27k", pay("27000", currency="GBP")), ("£25,000pa", pay("25000", "", "GBP", "year")),
        ("CA$81,000", pay("81000", currency="CAD")), ("$50,000 CAD", pay("50000", currency="CAD")),
        ("A$90k pa", pay("90000", "", "AUD", "year")), ("AED 50,000", pay("50000", currency="AED")),
        ("USD $50,000", pay("50000", currency="USD")),
        ("45000 - 60000 USD per year", pay("45000", "60000", "USD", "year")),
        ("$69,107.00 - $107,680.00 Per Year", pay("69107", "107680", "$", "year")),
        ("$120K/yr - $150K/yr", pay("120000", "150000", "$", "year")),
        ("$45,000.00 / Annually", pay("45000", "", "$", "year")),
        ("CHF 58'500", pay("58500", currency="CHF")), ("₹12,00,000", pay("1200000", currency="INR")),
        ("54000 GBP", pay("54000", currency="GBP")), ("50000 dollars", pay("50000", currency="$")),
        ("45 000 €", pay("45000", currency="EUR")), ("€58.500", pay("58500", currency="EUR")),
        ("€58,500", pay("58500", currency="EUR")), ("€28,13", pay("28.13", currency="EUR")),
        ("1.234.567", pay("1234567")), ("1.234,56", pay("1234.56")), ("1,234.56", pay("1234.56")),
        ("850 per week", pay("850", period="week")), ("3,500/month", pay("3500", period="month")),
        ("$1,026 weekly", pay("1026", "", "$", "week")), ("45,000 (annual)", pay("45000", period="year")),
    ],
)  # fmt: skip
def test_pay_is_understood(text: str, meant: Pay) -> None:
    assert read_pay(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "about 50,000", "up to 60,000", "~50k", "$50,000 DOE", "competitive", "58.500", "95.000", "28,13", "93,60",
        "1,2", "45k-60", "60-45k", "45,000-60,000+", "$45,000-£60,000", "60,000 kr", "0.5.1", "-5", "1e5", "12 apples",
        "850 per shift", "2024-34", "$28/hr a year", "40,000 and 50,000", "9" * 100, "*", "#", "N/A",
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_or_says_less_than_a_figure_is_not_read(text: str) -> None:
    assert read_pay(text) is None


@pytest.mark.parametrize(
    ("text", "low"),
    [("58.500", "58500"), ("72.300,50", "72300.50"), ("28,13", "28.13"), ("28.13", "28.13"), ("45 000", "45000"),
     ("1,250.00", "1250"), ("£54,000", "54000")],
)  # fmt: skip
def test_where_a_comma_begins_the_cents_points_part_thousands(text: str, low: str) -> None:
    found = read_pay(text, cents=",")
    assert found is not None
    assert found.low == Decimal(low)
    assert read_pay("58,500", cents=",") is None


WRITTEN = st.integers(1, 10**9), st.sampled_from((0, 1, 2)), st.sampled_from(("$", "£", "€", "CA$", "USD ", ""))


@given(*WRITTEN, st.sampled_from(("", " an hour", "/yr", " per week", "pa")))
def test_a_figure_written_in_any_usual_way_is_never_read_as_another(
    units: int, places: int, sign: str, period: str
) -> None:
    value = Decimal(units).scaleb(-places)
    english = f"{sign}{value:,f}{period}"
    european = english.translate(str.maketrans(",.", ".,"))
    ways: tuple[tuple[str, Cents], ...] = (
        (english, "."), (english, ","), (european, "."), (european, ","), (english.replace(",", " "), "."),
    )  # fmt: skip
    for text, cents in ways:
        found = read_pay(text, cents=cents)
        assert found is None or (found.low, found.high) == (value, None), (text, cents)
    assert read_pay(english) is not None


@given(st.text(alphabet="0123456789.,+-–%$€£k hryea/to", max_size=30))
def test_any_text_is_read_or_not_and_what_is_read_is_in_order(text: str) -> None:
    found = read_pay(text)
    assert found is None or found.high is None or found.low < found.high
    read_percent(text)
    assert not is_ambiguous(text) or found is None or found.currency


@pytest.mark.parametrize(
    ("text", "value"),
    [("33.5%", "33.5"), ("+4 percent", "4"), ("−2 %", "-2"), ("–2", "-2"), ("9.125", "9.125"),
     ("a third", None), ("%", None)],
)  # fmt: skip
def test_percentages_are_understood(text: str, value: str | None) -> None:
    assert read_percent(text) == (Decimal(value) if value else None)


def test_numbers_are_understood_with_signs_between_thousands_and_words_for_them() -> None:
    assert [read_figure(text) for text in ("23,400", "23 400", "1.2 million", "5k", "-3", "5,5", "many")] == [
        23400, 23400, 1_200_000, 5000, -3, None, None]  # fmt: skip
    assert read_figure("5,5", cents=",") == Decimal("5.5")


def test_currencies_and_periods_are_known_by_their_names() -> None:
    assert [currency_named(text) for text in ("US dollars", "eur", "£", "RON", "$", "per", "Dollars")] == [
        "USD", "EUR", "GBP", "RON", "$", "", "$"]  # fmt: skip
    assert [period_named(text) for text in ("Hourly", "Annual Salary", "per week", "hourly or annual", "Salary")] == [
        "hour", "year", "week", None, None]  # fmt: skip
    assert (agree("$", "CAD"), agree("$", "EUR"), agree("", "EUR"), agree("GBP", "USD")) == (True, False, True, False)
