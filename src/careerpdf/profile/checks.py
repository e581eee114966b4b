"""Checks that need more than one field of a profile, or the other files. Single fields are `model.py`'s business."""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from careerpdf.diagnostics import Diagnostic, did_you_mean
from careerpdf.profile.figures import HOURS_A_YEAR, Amount, Outlook, Salary, Wage
from careerpdf.profile.model import Profile
from careerpdf.profile.ratings import LIMITS
from careerpdf.schema.checks import Reporter, check_file_name, check_texts, valid_part
from careerpdf.schema.pay_text import DOLLARS, agree, read_pay
from careerpdf.schema.role_id import ROLE_ID
from careerpdf.schema.sections import check_own, check_sections, filled_sections, own_names
from careerpdf.source.field_errors import one_of
from careerpdf.source.load import Loaded
from careerpdf.source.syntax_errors import quoted
from careerpdf.source.yaml_source import MAX_PROBLEMS, Loc

Wages = list[tuple[Loc, str, Wage | None]]

#: Where an hour is paid in tens, not in thousands; and less than a full-time year brings anywhere.
_STRONG_CURRENCIES = {"USD", "EUR", "GBP", "CAD", "AUD", "CHF", "NZD"}
_TOO_MUCH_AN_HOUR, _TOO_LITTLE_A_YEAR = 600, 2000


def check_profile(
    loaded: Loaded[Profile], path: Path, known_roles: Collection[str] | None, known_sections: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """Find what is wrong with a profile beyond its single fields; also in the valid parts of one with other errors."""
    source = loaded.source
    if source is None or not isinstance(source.data, dict):
        return ()
    say = Reporter(source)
    profile = loaded.value
    salary = profile.salary if profile else valid_part(Salary, source.data.get("salary"))
    outlook = profile.outlook if profile else valid_part(Outlook, source.data.get("outlook"))
    checks = [
        check_file_name(path, source, "a role"),
        check_texts(source, Profile),
        _source_names(source.data, say, sound=profile is not None),
        check_own(source),
        check_sections(
            source,
            (*own_names(source), *known_sections),
            filled=filled_sections(profile) if profile else (),
            whose="this profile",
        ),
    ]
    if salary:
        checks.append(_salary(salary, say, sound=profile is not None))
    if outlook:
        checks.append(_outlook(outlook, say))
    if known_roles is not None:
        checks.append(_links(source.data, path, known_roles, say))
    return tuple(problem for check in checks for problem in islice(check, MAX_PROBLEMS + 1))


# -- sources


def _source_names(data: dict[str, Any], say: Reporter, *, sound: bool) -> Iterator[Diagnostic]:
    named = data.get("sources")
    names = [k for k in named if isinstance(k, str)] if isinstance(named, dict) else []
    used: set[str | None] = set()
    for part in ("salary", "outlook"):
        reference = data[part].get("source") if isinstance(data.get(part), dict) else None
        if isinstance(reference, str):
            reference = " ".join(reference.split())
            used.add(reference)
            if reference not in names:
                near = did_you_mean(reference, names)
                used.add(near)
                yield say.error(
                    "unknown-source",
                    f"there is no source {quoted(reference)}",
                    (part, "source"),
                    expected=one_of(names) or "a name that stands under `sources:`",
                    hint=f"did you mean '{near}'?" if near else None if names else _new_source(reference),
                )
    imported = data.get("imported")
    facts = imported.get("facts") if isinstance(imported, dict) else None
    used |= {name for name in facts if isinstance(name, str)} if isinstance(facts, dict) else set()
    for name in names if sound else ():  # with other errors, it may be they that hide where it is used
        if name not in used:
            yield say.warning(
                "unused-source",
                f"nothing refers to the source {quoted(name)}",
                ("sources", name),
                key=True,
                hint=f"write `source: {name}` where its figures stand, or remove it",
            )


def _new_source(reference: str) -> str:
    """The lines that a profile without sources lacks."""
    if ROLE_ID.fullmatch(reference):
        return (
            f"at the left edge add `sources:`, below it `  {reference}:`, and below that `    name:` with its full name"
        )
    text = reference if len(reference) <= 100 and not re.search(r'["\\`]', reference) else "…"
    return f'to say here what the source is called, write `source: {{name: "{text}"}}`'


# -- wages


def _salary(salary: Salary, say: Reporter, *, sound: bool) -> Iterator[Diagnostic]:
    yield from _currency(salary.currency, say)
    spread = salary.percentiles
    at = ("salary", "percentiles")
    median: Wages = [(("salary", "median"), "the median", salary.median)]
    top: Wages = [(("salary", "top_10_percent"), "the top 10%", salary.top_10_percent)]
    chain: Wages = median
    if spread:
        chain = [
            ((*at, "p10"), "p10", spread.p10),
            ((*at, "p25"), "p25", spread.p25),
            *median,
            ((*at, "p75"), "p75", spread.p75),
            ((*at, "p90"), "p90", spread.p90),
        ]
    pay: Wages = [(("salary",), "the pay", salary.pay)]
    for loc, name, wage in [*chain, *top, *pay]:
        if wage:
            yield from _agreement(loc, name, wage, salary.pay_period, say)
            yield from _plausible(loc, wage, salary, say) if sound else ()
    yield from _rising(chain, say)
    if spread and spread.p90 and salary.top_10_percent:
        yield from _same(salary.top_10_percent, spread.p90, say)
    elif salary.top_10_percent:
        yield from _rising([*(entry for entry in chain if entry[2]), *top], say, only_last=True)
    written = say.source.data.get("salary")
    yield from _as_meant(salary, written, say)
    if any(wage for _, _, wage in [*chain, *top, *pay]) and not (isinstance(written, dict) and "source" in written):
        loc = ("salary", "median") if salary.median else ("salary",)
        yield say.warning(
            "no-source",
            "this wage has no source",
            loc,
            key=True,
            expected="`source:` with one of the names under `sources:`",
            hint="say where the figure comes from, or leave it out: readers cannot check it otherwise",
        )
    if salary.year and salary.year > dt.datetime.now(tz=dt.UTC).year:
        yield say.warning("future-year", f"the year {salary.year} lies in the future", ("salary", "year"))


def _as_meant(salary: Salary, written: object, say: Reporter) -> Iterator[Diagnostic]:
    """Find what is read in another way than its name says, and what is given and not printed."""
    values = written if isinstance(written, dict) else {}
    spread = values.get("percentiles")
    figures: list[tuple[Loc, object, Wage | None]] = [
        (("salary",), written if not isinstance(written, dict) else None, salary.pay),
        *((("salary", name), values.get(name), getattr(salary, name)) for name in ("median", "top_10_percent")),
        *(
            (("salary", "percentiles", name), value, getattr(salary.percentiles, name, None))
            for name, value in (spread.items() if isinstance(spread, dict) else ())
        ),
    ]
    for loc, value, wage in figures:
        hourly = wage and wage.hourly and not wage.hourly.derived and not isinstance(value, dict)
        pay = read_pay(str(value)) if hourly and salary.pay_period != "hour" else None
        if pay and pay.period is None:
            yield say.warning(
                "read-as-hour",
                f"{value} is read as the pay of an hour: for a year it is too little",
                loc,
                hint=f"write {{hourly: {pay.low}}} to say so",
            )
    named = read_pay(str(values["median"])) if salary.median is None and "median" in values else None
    if named and named.high:
        yield say.warning(
            "range-for-median",
            "a range is no median: it is printed as “Pay”",
            ("salary", "median"),
            hint="write it as `annual:` or `hourly:` in place of `median:` to say so",
        )
    elif salary.median and salary.pay:
        yield say.warning(
            "not-printed",
            "beside a median, other pay is not printed",
            ("salary", "annual" if salary.annual else "hourly"),
            key=True,
            hint="leave one of the two out, or write it into `factors`",
        )
    for place, amount in salary.amounts():
        if not agree(amount.currency, salary.currency):
            sign = "$" if amount.currency == DOLLARS else amount.currency
            yield say.error(
                "contradiction",
                f"this amount is written in {sign}, but 'currency' is {quoted(salary.currency)}",
                ("salary", *place) if say.source.has(("salary", *place)) else ("salary", *place[:-1]),
                hint="write `currency:` with the code of all amounts, or the amounts as bare figures",
            )


def _currency(code: str, say: Reporter) -> Iterator[Diagnostic]:
    if code == "USD":
        return
    from babel.numbers import is_currency  # only other currencies pay for Babel here

    if not is_currency(code):
        hint = "write USD for US dollars" if "$" in code or "ollar" in code else None
        if is_currency(code.upper()):
            hint = f"did you mean '{code.upper()}'?"
        yield say.error(
            "bad-currency",
            f"there is no currency {quoted(code)}",
            ("salary", "currency"),
            expected="a code of three capital letters, such as USD, EUR or CAD",
            hint=hint,
        )


def _agreement(loc: Loc, name: str, wage: Wage, period: str, say: Reporter) -> Iterator[Diagnostic]:
    """Annual = hourly × 2,080, as exactly as the hourly figure is written (63.1 may stand for 63.05 to 63.15)."""
    year, hour = wage.annual, wage.hourly
    if period == "year" and hour:
        yield say.error(
            "contradiction",
            f"{name} has the pay of an hour, but 'pay_period' is 'year'",
            loc,
            hint="leave `pay_period` out if both the year's and the hour's pay are known",
        )
    elif period == "hour" and year:
        yield say.error(
            "contradiction",
            f"{name} has the pay of a year, but 'pay_period' is 'hour'",
            loc,
            expected=f"`{{hourly: {_bare(year)}}}` if the figure is for an hour",
        )
    elif year and hour and not (year.derived or hour.derived):
        exponent = hour.value.as_tuple().exponent
        step = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
        # BLS rounds the annual figure to tens.
        allowed = max(step, Decimal("0.01")) / 2 * HOURS_A_YEAR + 10
        if abs(year.value - hour.value * HOURS_A_YEAR) > allowed:
            wanted = (year.value / HOURS_A_YEAR).quantize(Decimal("0.01"))
            yield say.error(
                "contradiction",
                f"{name}: {_figure(year)} a year and {_figure(hour)} an hour do not agree",
                (*loc, "hourly"),
                expected=f"{wanted:,} an hour (a year has {HOURS_A_YEAR:,} hours)",
                hint="leave one of the two out, and it will be computed",
            )


def _plausible(loc: Loc, wage: Wage, salary: Salary, say: Reporter) -> Iterator[Diagnostic]:
    year, hour = wage.annual, wage.hourly
    if year and not year.derived and salary.pay_period != "hour" and year.value < _TOO_LITTLE_A_YEAR:
        yield say.warning(
            "implausible-wage",
            f"{_figure(year)} is very little for a year",
            loc,
            hint=f"if it is the pay of an hour, write {{hourly: {_bare(year)}}}",
        )
    strong = salary.currency in _STRONG_CURRENCIES and salary.pay_period != "year"
    if hour and not hour.derived and strong and hour.value > _TOO_MUCH_AN_HOUR:
        yield say.warning(
            "implausible-wage",
            f"{_figure(hour)} is very much for an hour",
            loc,
            hint=f"if it is the pay of a year, write {{annual: {_bare(hour)}}}",
        )


def _rising(wages: Wages, say: Reporter, *, only_last: bool = False) -> Iterator[Diagnostic]:
    """No percentile lies below the one before it."""
    given = [(loc, name, wage) for loc, name, wage in wages if wage]
    pairs = list(pairwise(given))
    for (_, below, low), (loc, name, wage) in pairs[-1:] if only_last else pairs:
        mine, other = _comparable(wage, low)
        if mine and other and mine.value < other.value:
            yield say.error(
                "impossible-wage",
                f"{name} ({_figure(mine)}) lies below {below} ({_figure(other)})",
                loc,
                expected=f"{_figure(other)} or more",
                hint="check both figures: one of them is wrong",
            )


def _same(top: Wage, p90: Wage, say: Reporter) -> Iterator[Diagnostic]:
    mine, other = _comparable(top, p90)
    if mine and other and not (mine.derived or other.derived) and mine.value != other.value:
        yield say.error(
            "contradiction",
            f"the top 10% ({_figure(mine)}) and p90 ({_figure(other)}) are not the same",
            ("salary", "top_10_percent"),
            expected="one figure: both say what the top 10% earn at least",
            hint="leave one of the two out",
        )


def _figure(amount: Amount) -> str:
    """An amount as messages show it: 93,600 or 45.50."""
    return f"{amount.value:,.0f}" if amount.value == int(amount.value) else f"{amount.value:,.2f}"


def _bare(amount: Amount) -> str:
    return _figure(amount).replace(",", "")


def _comparable(one: Wage, other: Wage) -> tuple[Amount | None, Amount | None]:
    return (one.annual, other.annual) if one.annual and other.annual else (one.hourly, other.hourly)


# -- outlook and links


def _outlook(outlook: Outlook, say: Reporter) -> Iterator[Diagnostic]:
    if outlook.employment and not outlook.period:
        yield say.warning(
            "not-printed",
            "'employment' is not printed: it is the number of jobs in the first year of a period",
            ("outlook", "employment"),
            key=True,
            expected="`period:` with its first and last year, such as 2024–34",
        )
    if outlook.rating and outlook.percent is not None:
        label = next((name for start, name in LIMITS if outlook.percent >= start), "decline")
        fitting = {label, *(name for start, name in LIMITS if abs(outlook.percent - start) <= 1)}
        fitting |= {"decline"} if outlook.percent <= 0 else set()
        if outlook.rating not in fitting:
            yield say.warning(
                "rating-mismatch",
                f"'{outlook.rating}' does not fit a change of {outlook.percent}%",
                ("outlook", "rating"),
                expected=f"'{label}', as BLS calls it",
            )


def _links(data: dict[str, Any], path: Path, known: Collection[str], say: Reporter) -> Iterator[Diagnostic]:
    advancement = data.get("advancement")
    lists: list[tuple[Loc, object]] = [
        (("advancement", "next"), advancement.get("next") if isinstance(advancement, dict) else None),
        (("related",), data.get("related")),
    ]
    for at, entries in lists:
        for k, entry in enumerate(entries if isinstance(entries, list) else ()):
            role, loc = (entry.get("role"), (*at, k, "role")) if isinstance(entry, dict) else (entry, (*at, k))
            if not isinstance(role, str) or not (ROLE_ID.fullmatch(role) or isinstance(entry, dict)):
                continue
            if role == path.stem:
                yield say.warning("self-link", "the role leads to itself", loc, hint="remove this entry")
            elif role not in known:
                near = did_you_mean(role, known)
                yield say.warning(
                    "unknown-role",
                    f"there is no profile {quoted(role)}, so nothing links to it",
                    loc,
                    hint=f"did you mean '{near}'?"
                    if near
                    else "`title:` in place of `role:` names a role without a profile",
                )
