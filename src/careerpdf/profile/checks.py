"""Checks that need more than one field of a profile, or the other files. Single fields are `model.py`'s business."""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from careerpdf.diagnostics import Diagnostic, Severity, Span, did_you_mean
from careerpdf.profile.model import HOURS_A_YEAR, ROLE_ID, Amount, Education, Outlook, Profile, Salary, Wage
from careerpdf.profile.pay_text import DOLLARS, agree, read_pay
from careerpdf.sections import check_own, check_sections, own_names
from careerpdf.source.explain import is_required, one_of
from careerpdf.source.loading import Loaded
from careerpdf.source.syntax import quoted
from careerpdf.source.yaml_source import MAX_PROBLEMS, Loc, Text, YamlSource

P = TypeVar("P", bound=BaseModel)
Wages = list[tuple[Loc, str, Wage | None]]

_LINK = r"(?<!\\)\]\(\s*<?((?:[^()\s>]|\([^()\s]*\))*)"
_HTML = r"(?i)<(?:a|b|br|div|em|font|h[1-6]|i|li|ol|p|span|strong|u|ul)\b[^<>]{0,200}>"
_ADDRESS = r"https?://|mailto:|www\.[\w-]"  # the last one gets its https:// when it is printed
#: BLS's labels for 2024–34, by the projected change in percent that they start at (all occupations: 3.1 %).
_LABELS = (
    (Decimal(7), "much faster than average"),
    (Decimal(5), "faster than average"),
    (Decimal(3), "as fast as average"),
    (Decimal(1), "slower than average"),
    (Decimal(0), "little or no change"),
)
#: Where an hour is paid in tens, not in thousands; and less than a full-time year brings anywhere.
_STRONG_CURRENCIES = {"USD", "EUR", "GBP", "CAD", "AUD", "CHF", "NZD"}
_TOO_MUCH_AN_HOUR, _TOO_LITTLE_A_YEAR = 600, 2000


def check_profile(
    loaded: Loaded[Profile], path: Path, known_roles: Collection[str] | None, known_sections: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """What is wrong with a profile beyond its single fields; also of the sound parts of one with other errors."""
    source = loaded.source
    if source is None or not isinstance(source.data, dict):
        return ()
    say = _Say(source)
    profile = loaded.value
    salary = profile.salary if profile else sound_part(Salary, source.data.get("salary"))
    outlook = profile.outlook if profile else sound_part(Outlook, source.data.get("outlook"))
    checks = [
        check_file_name(path, source, "a role"),
        check_texts(source, Profile),
        _source_names(source.data, say, sound=profile is not None),
        check_own(source),
        check_sections(
            source,
            (*own_names(source), *known_sections),
            filled=_filled(profile) if profile else (),
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


def _filled(profile: Profile) -> tuple[str, ...]:
    """The names of the sections that the profile has something to say in."""
    salary, outlook, advancement = profile.salary, profile.outlook, profile.advancement
    requirements = [part for part in (profile.education, profile.experience, profile.certifications) if part]
    brief = [part.level if isinstance(part, Education) else part.summary for part in requirements]
    found = {
        "introduction": True,
        "facts": (salary and (salary.median or salary.pay))
        or (outlook and outlook.rating)
        or any(brief)
        or profile.also_called,
        "duties": profile.duties,
        "pay": salary and salary.factors,
        "outlook": outlook and (outlook.rating or outlook.drivers),
        "requirements": any(part.text for part in requirements),
        "skills": profile.skills,
        "knowledge": profile.knowledge,
        "more": profile.technology or profile.work_styles or profile.interests,
        "work": profile.work_environment,
        "advancement": advancement and (advancement.text or advancement.next),
        "related": profile.related,
        "questions": profile.questions,
    }
    return tuple(name for name, content in found.items() if content)


def sound_part(model: type[P], data: object) -> P | None:
    """One part of a profile that has errors elsewhere; without its own faulty fields, if it has such."""
    for _ in range(2):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            bad = {problem["loc"][0] for problem in error.errors(include_url=False) if problem["loc"]}
            data = {k: v for k, v in data.items() if k not in bad} if isinstance(data, dict) and bad else None
    return None


class _Say:
    """Makes diagnostics at a place of one file."""

    def __init__(self, source: YamlSource) -> None:
        self.source = source

    def error(self, code: str, message: str, loc: Loc, **more: Any) -> Diagnostic:
        return Diagnostic(code, Severity.ERROR, message, self.source.span(loc), self.source.file, **more)

    def warning(self, code: str, message: str, loc: Loc, *, key: bool = False, **more: Any) -> Diagnostic:
        span = self.source.span(loc, key=key)
        return Diagnostic(code, Severity.WARNING, message, span, self.source.file, **more)


def check_file_name(path: Path, source: YamlSource, what: str) -> Iterator[Diagnostic]:
    """A warning if the file's name is no id, as `what` ("a role") needs one."""
    if not ROLE_ID.fullmatch(path.stem):
        wanted = "-".join(re.findall(r"[a-z0-9]+", path.stem.lower())) or "job-title"
        yield Diagnostic(
            "file-name",
            Severity.WARNING,
            f"the file name {quoted(path.name)} does not suit {what}",
            file=source.file,
            expected="lower-case letters, digits and hyphens",
            hint=f"rename the file to {wanted}.yaml",
        )


# -- texts


def check_texts(source: YamlSource, model: type[BaseModel]) -> Iterator[Diagnostic]:
    """What is wrong inside the texts of a file that holds a `model`: TODOs, links, HTML, unpaired stars."""
    everything = "\n".join(text.value for text in source.texts)
    if not any(sign in everything for sign in ("TODO", "](", "<", "**")):
        return
    locs: dict[tuple[int, int], Loc] = {}
    for text in source.texts:
        if "TODO" in text.value and re.search(r"\bTODO\b", text.value):
            locs = locs or {(span.line, span.column): loc for loc, span in source.values.items()}
            loc = locs.get((text.start_mark.line + 1, text.start_mark.column + 1), ())
            for span in _places(source, text, "TODO"):
                yield Diagnostic(
                    "todo",
                    Severity.WARNING,
                    "a TODO is left here",
                    span,
                    source.file,
                    hint=f"write the text{_or_delete(loc, source.data, model)}",
                )
        for target in dict.fromkeys(re.findall(_LINK, text.value) if "](" in text.value else ()):
            if not re.match(_ADDRESS, target, re.IGNORECASE):
                for span in _places(source, text, target or "]()"):
                    yield _bad_link(target, span, source.file)
        tags = re.finditer(_HTML, text.value) if "<" in text.value else ()
        for tag in dict.fromkeys(found[0] for found in tags):
            yield Diagnostic(
                "html",
                Severity.WARNING,
                f"{quoted(tag)} is printed as it stands",
                next(_places(source, text, tag)),
                source.file,
                hint="**two stars** make bold, *one star* makes italic; a blank line begins a paragraph",
            )
        if text.value.count("**") % 2:
            yield Diagnostic(
                "unclosed-bold",
                Severity.WARNING,
                "the two stars of a bold text are not paired",
                next(_places(source, text, "**")),
                source.file,
                hint="write ** before and after the bold words",
            )


def _or_delete(loc: Loc, data: Any, model: type[BaseModel]) -> str:
    """The other way to be rid of a TODO, as the end of a sentence; empty where a text has to stand."""
    for part in loc[:-1]:
        data = data[part]
    if loc and isinstance(loc[-1], int) and len(data) > 1:
        return ", or delete the entry"
    return "" if is_required(model, loc) else ", or delete the field"


def _bad_link(target: str, span: Span, file: str) -> Diagnostic:
    expected = "an address that starts with https://, http:// or mailto:"
    if not target:
        return Diagnostic(
            "bad-link",
            Severity.ERROR,
            "a link without an address",
            span,
            file,
            expected,
            "write it as [words](https://example.edu)",
        )
    hint = f"did you mean https://{target}?" if re.match(r"www\.|[\w-]+\.(?:com|edu|gov|org)\b", target) else None
    hint = f"did you mean mailto:{target}?" if re.fullmatch(r"[\w.+-]+@[\w.-]+", target) else hint
    return Diagnostic("bad-link", Severity.ERROR, f"a link cannot lead to {quoted(target)}", span, file, expected, hint)


def _places(source: YamlSource, text: Text, fragment: str) -> Iterator[Span]:
    """Every place of the fragment in a text; the text's beginning if the file spells it differently."""
    found = list(islice(source.find_in(text, fragment), MAX_PROBLEMS))
    if not found:
        start = text.start_mark
        line = source.lines[start.line]
        found = [Span(source.file, start.line + 1, start.column + 1, max(len(line), start.column + 1) + 1, line)]
    yield from found


# -- sources


def _source_names(data: dict[str, Any], say: _Say, *, sound: bool) -> Iterator[Diagnostic]:
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


def _salary(salary: Salary, say: _Say, *, sound: bool) -> Iterator[Diagnostic]:
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


def _as_meant(salary: Salary, written: object, say: _Say) -> Iterator[Diagnostic]:
    """What is read in another way than its name says, and what is given and not printed."""
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


def _currency(code: str, say: _Say) -> Iterator[Diagnostic]:
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


def _agreement(loc: Loc, name: str, wage: Wage, period: str, say: _Say) -> Iterator[Diagnostic]:
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


def _plausible(loc: Loc, wage: Wage, salary: Salary, say: _Say) -> Iterator[Diagnostic]:
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


def _rising(wages: Wages, say: _Say, *, only_last: bool = False) -> Iterator[Diagnostic]:
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


def _same(top: Wage, p90: Wage, say: _Say) -> Iterator[Diagnostic]:
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


def _outlook(outlook: Outlook, say: _Say) -> Iterator[Diagnostic]:
    if outlook.rating and outlook.percent is not None:
        label = next((name for start, name in _LABELS if outlook.percent >= start), "decline")
        fitting = {label, *(name for start, name in _LABELS if abs(outlook.percent - start) <= 1)}
        fitting |= {"decline"} if outlook.percent <= 0 else set()
        if outlook.rating not in fitting:
            yield say.warning(
                "rating-mismatch",
                f"'{outlook.rating}' does not fit a change of {outlook.percent}%",
                ("outlook", "rating"),
                expected=f"'{label}', as BLS calls it",
            )


def _links(data: dict[str, Any], path: Path, known: Collection[str], say: _Say) -> Iterator[Diagnostic]:
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
