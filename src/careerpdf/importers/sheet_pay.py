"""The pay of a spreadsheet's row: which amounts, of which period and in which currency; or why a cell cannot be told.

Nothing is worked out: the pay of a week or a month is no year's, and an offer or an average is no median.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from careerpdf.importers.headings import Column
from careerpdf.importers.workbooks import Figure
from careerpdf.profile.figures import HOURS_A_YEAR
from careerpdf.schema.pay_text import (
    DOLLARS,
    MOST_AN_HOUR,
    Cents,
    Pay,
    Period,
    agree,
    currency_named,
    period_named,
    read_pay,
)

#: Where an hour is paid in tens, and a year in tens of thousands.
_STRONG = frozenset(("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "NZD"))
_TOO_MUCH_AN_HOUR, _TOO_LITTLE_A_YEAR, _LEAST_A_YEAR = 600, 2000, 10_000
_FIELDS: dict[Period, str] = {"year": "annual", "hour": "hourly"}
_COMMA_FOR_CENTS = re.compile(r"\D*\d{1,3}(?:[. \u00a0\u202f]\d{3})*,\d{1,2}\D*")
_POINT_FOR_CENTS = re.compile(r"\D*\d{1,3}(?:,\d{3})*\.\d{1,2}\D*|\D*\d{1,3}(?:,\d{3})+\D*")

Cells = Sequence[tuple[Column, str]]
#: Why a cell is not taken, and what to do about it.
_UNCERTAIN = "is no pay that can be told for certain"
_HINTS = {
    _UNCERTAIN: "write it as 58,500, $28.50/hr, 90,000+ or 45,000-60,000",
    "may be the pay of a week, a month or a year": "write the period beside it, such as 58,500 a year",
    "has no currency that is known": "--currency EUR says it for the whole spreadsheet",
}


@dataclass(frozen=True)
class Customs:
    """The customs of a sheet in writing pay: the mark of the cents, and the currency of bare figures, if known."""

    cents: Cents = "."
    currency: str | None = "USD"


@dataclass
class RowPay:
    """The pay of a row: the fields of `salary`, and the cells that are left over, each with the reason."""

    fields: dict[str, Any] = field(default_factory=dict)
    left: list[tuple[Column, str]] = field(default_factory=list)


def hint_for(reason: str) -> str | None:
    """Hint at what to do about a cell that was not taken; None if the reason says all."""
    return _HINTS.get(reason)


def customs_of(cells: Iterable[tuple[Column, str]], *, comma: bool, currency: str | None) -> Customs:
    """Find out how a sheet writes pay. `comma`: cells are parted by semicolons; `currency` is the one asked for."""
    texts = [(column, cell) for column, cell in cells if any(c.isdigit() for c in cell)]
    written = [cell for _, cell in texts if not isinstance(cell, Figure)]
    points = any(_POINT_FOR_CENTS.fullmatch(cell) for cell in written)
    commas = any(_COMMA_FOR_CENTS.fullmatch(cell) for cell in written)
    cents: Cents = "," if (commas or comma) and not points else "."
    if currency:
        return Customs(cents, currency)
    pays = [_pay(cell, cents) for _, cell in texts]
    named = Counter(pay.currency for pay in pays if pay and pay.currency and pay.currency != DOLLARS)
    named.update(column.currency for column, _ in texts if column.currency not in ("", DOLLARS))
    if len(named) == 1 and (cents == "," or 2 * named.total() >= len(texts)):
        return Customs(cents, next(iter(named)))
    return Customs(cents, None if cents == "," and not _dollars(texts, pays) else "USD")


def _dollars(texts: Cells, pays: Iterable[Pay | None]) -> bool:
    return any(pay.currency == DOLLARS for pay in pays if pay) or any(c.currency == DOLLARS for c, _ in texts)


def _pay(cell: str, cents: Cents) -> Pay | None:
    """The pay in a cell; a number of a workbook can be read in one way only."""
    if isinstance(cell, Figure):
        return read_pay(f"{cell.before}{_cents(cell.number):,.2f}{cell.after}")
    return read_pay(cell, cents=cents)


def read_row(cells: Cells, customs: Customs, *, per: str = "", currency: str = "") -> RowPay:
    """The pay in a row's `cells`; `per` and `currency` are what other cells of the row say of it."""
    row = RowPay()
    said = currency_named(currency)
    period = period_named(per) or ("year" if per.casefold().strip() in ("salary", "salaried") else None)
    found: dict[str, dict[str, tuple[Column, Pay]]] = {}
    of_row = ""
    for column, cell in cells:
        pay = _pay(cell, customs.cents)
        if pay is None or pay.low <= 0 or (currency and not said):
            row.left.append((column, _UNCERTAIN))
            continue
        pay, reason = _scaled(pay, column)
        sign = _sign(pay, column, said, customs)
        unit, why = _unit(pay, column, period, sign)
        if not sign:
            reason = "has no currency that is known"
        elif of_row and sign != of_row:
            reason = f"is in {sign}, other pay of the row in {of_row}"
        if reason or unit is None:
            row.left.append((column, reason or why))
            continue
        of_row = sign
        kind = column.field or ""
        if kind == "salary.median" and pay.high:
            kind = "salary"  # a range is no median
        if unit in found.get(kind, {}):
            row.left.append((column, "is one of several of its kind"))
        elif pay.high and kind != "salary":
            row.left.append((column, "is a range where one figure belongs"))
        else:
            found.setdefault(kind, {})[unit] = (column, pay)
    _join_ends(found, row)
    _drop_others(found, row)
    _put(found, row)
    if of_row and of_row != "USD" and row.fields:
        row.fields["currency"] = of_row
    return row


def _scaled(pay: Pay, column: Column) -> tuple[Pay, str]:
    """The pay of a column whose figures are in thousands, in units."""
    if not column.thousands:
        return pay, ""
    if pay.low >= 1000:
        return pay, "is a thousand times too much, if the column's name is right"
    return replace(pay, low=pay.low * 1000, high=pay.high * 1000 if pay.high else None), ""


def _sign(pay: Pay, column: Column, said: str, customs: Customs) -> str:
    """The currency of an amount as a code; empty if nothing tells."""
    sign = pay.currency or said or column.currency
    usual = next((code for code in (said, column.currency, customs.currency) if code and code != DOLLARS), "")
    if sign == DOLLARS:
        return usual if usual and agree(DOLLARS, usual) else "USD"
    return sign or usual


def _unit(pay: Pay, column: Column, period: Period | None, currency: str) -> tuple[str | None, str]:
    """The field of the pay's period, or None and why there is none."""
    unit = pay.period or column.per or period
    strong = currency in _STRONG
    if unit is None and strong and MOST_AN_HOUR <= pay.low < _LEAST_A_YEAR:
        return None, "may be the pay of a week, a month or a year"
    unit = unit or ("hour" if pay.low < MOST_AN_HOUR else "year")
    if unit not in _FIELDS:
        return None, f"is the pay of a {unit}, which is no year's or hour's"
    if strong and unit == "hour" and pay.low > _TOO_MUCH_AN_HOUR:
        return None, "is too much for the pay of an hour"
    if strong and unit == "year" and pay.low < _TOO_LITTLE_A_YEAR:
        return None, "is too little for the pay of a year"
    return _FIELDS[unit], ""


Found = dict[str, dict[str, tuple[Column, Pay]]]


def _join_ends(found: Found, row: RowPay) -> None:
    """Make a range of the columns of its two ends."""
    lows, highs = found.pop("salary.low", {}), found.pop("salary.high", {})
    for unit in dict.fromkeys((*lows, *highs)):
        low, high = lows.get(unit), highs.get(unit)
        taken = unit in found.get("salary", {})
        if low and high and low[1].low <= high[1].low and not taken:
            top = high[1].low if high[1].low > low[1].low else None
            found.setdefault("salary", {})[unit] = (low[0], Pay(low[1].low, top))
        else:
            reason = "is an end of a range beside other pay" if taken else "is only one end of a range"
            row.left += [(end[0], reason) for end in (low, high) if end]


def _drop_others(found: Found, row: RowPay) -> None:
    """Of the year's and the hour's pay that do not agree keep the year's, and beside a median no other pay."""
    median, other = found.get("salary.median", {}), found.get("salary", {})
    for unit, (column, pay) in list(other.items()) if median else ():
        mine, cross = median.get(unit), median.get("annual" if unit == "hourly" else "hourly")
        if (
            mine is None
            and cross
            and pay.high is None
            and _fit(*((pay, cross[1]) if unit == "annual" else (cross[1], pay)))
        ):
            median[unit] = (column, pay)  # “Median pay” and “Hourly pay” are one figure
        elif not (mine and mine[1].low == pay.low):
            row.left.append((column, "is not printed beside a median"))
        del other[unit]
    for wages in found.values():
        if "annual" in wages and "hourly" in wages and not _fit(wages["annual"][1], wages["hourly"][1]):
            column, _ = wages.pop("hourly")
            row.left.append((column, f"does not agree with the pay of a year ({HOURS_A_YEAR:,} hours)"))


def _fit(year: Pay, hour: Pay) -> bool:
    """True if both are the same pay, as exactly as the hour's is written; BLS rounds the year's to tens."""
    return abs(year.low - hour.low * HOURS_A_YEAR) <= Decimal("0.005") * HOURS_A_YEAR + 10


def _put(found: Found, row: RowPay) -> None:
    for kind, wages in found.items():
        amounts: dict[str, Any] = {unit: _amount(wages[unit][1]) for unit in ("annual", "hourly") if unit in wages}
        if not amounts:
            continue
        _, _, inner = kind.partition(".")
        if inner.startswith("percentiles."):
            row.fields.setdefault("percentiles", {})[inner.removeprefix("percentiles.")] = amounts
        elif inner:
            row.fields[inner] = amounts
        else:
            row.fields |= amounts
            kinds = dict.fromkeys(column.kind for column, _ in wages.values() if column.kind)
            if kinds:
                row.fields["note"] = f"{', '.join(kinds)}."
        years = {column.year for column, _ in wages.values() if column.year}
        if len(years) == 1:
            row.fields.setdefault("year", years.pop())


def _amount(pay: Pay) -> Any:
    """An amount as a profile writes it."""
    low, high = (end if end is None else _tidy(end) for end in (pay.low, pay.high))
    if high is not None:
        return {"low": low, "high": high}
    return {"at_least": low} if pay.at_least else low


def _tidy(number: Decimal) -> Decimal:
    """An amount with two digits of cents, or none."""
    return number.to_integral_value() if number == number.to_integral_value() else _cents(number)


def _cents(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)
