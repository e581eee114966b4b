"""Checks that need more than one field of a profile, or the other files of the workspace. Single fields are `model.py`'s."""

import datetime
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from careerpdf.diagnostics import Diagnostic, Severity, Span, did_you_mean
from careerpdf.profile.model import HOURS_A_YEAR, Amount, Outlook, Profile, Salary, Wage
from careerpdf.source.loading import Loaded
from careerpdf.source.yaml_source import Loc, YamlSource

_ROLE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]*)")
_TODO = re.compile(r"\bTODO\b")
_ALLOWED_SCHEMES = ("https:", "http:", "mailto:")
#: BLS's labels for 2024–34, by the projected change in percent that they start at (all occupations: 3.1 %).
_LABELS = (
    (Decimal(7), "much faster than average"),
    (Decimal(5), "faster than average"),
    (Decimal(3), "as fast as average"),
    (Decimal(1), "slower than average"),
    (Decimal(0), "little or no change"),
)


def check_profile(
    loaded: Loaded[Profile], path: Path, known_roles: Collection[str] | None
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a profile beyond its single fields, in the order of the file."""
    source = loaded.source
    if source is None or source.data is None:
        return ()
    say = _Say(source)
    found = [*_file_name(path, source), *_texts(source, say)]
    if isinstance(source.data, dict):
        found += _source_names(source.data, say)
    if loaded.value:
        profile = loaded.value
        if profile.salary:
            found += _salary(profile.salary, say)
        if profile.outlook:
            found += _outlook(profile.outlook, say)
        found += _links(profile, path, known_roles, say)
    return tuple(sorted(found, key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0)))


class _Say:
    """Makes diagnostics at a place of one file."""

    def __init__(self, source: YamlSource) -> None:
        self.source = source

    def error(self, code: str, message: str, loc: Loc, **more: Any) -> Diagnostic:
        return Diagnostic(code, Severity.ERROR, message, self.source.span(loc), self.source.file, **more)

    def warning(self, code: str, message: str, loc: Loc, *, key: bool = False, **more: Any) -> Diagnostic:
        return Diagnostic(
            code, Severity.WARNING, message, self.source.span(loc, key=key), self.source.file, **more
        )


def _file_name(path: Path, source: YamlSource) -> Iterator[Diagnostic]:
    if not _ROLE_ID.fullmatch(path.stem):
        wanted = "-".join(re.findall(r"[a-z0-9]+", path.stem.lower())) or "role-name"
        yield Diagnostic("file-name", Severity.WARNING, f"the file name '{path.name}' is no role id", file=source.file,
                         expected="lower case, digits and hyphens", hint=f"rename it to {wanted}.yaml")  # fmt: skip


def _texts(source: YamlSource, say: _Say) -> Iterator[Diagnostic]:
    for text, first, last in source.texts:
        if _TODO.search(text):
            yield Diagnostic("todo", Severity.WARNING, "a TODO is left here", _find(source, "TODO", first, last), source.file,
                             hint="write the text, or delete the field")  # fmt: skip
        for target in _LINK.findall(text):
            if target and not target.lower().startswith(_ALLOWED_SCHEMES):
                yield Diagnostic("bad-link", Severity.ERROR, f"a link may not lead to '{target}'", _find(source, target, first, last),
                                 source.file, expected="an address that starts with https://, http:// or mailto:")  # fmt: skip


def _find(source: YamlSource, fragment: str, first: int, last: int) -> Span | None:
    for number in range(first, min(last, len(source.lines)) + 1):
        at = source.lines[number - 1].find(fragment)
        if at >= 0:
            return Span(source.file, number, at + 1, at + 1 + len(fragment), source.lines[number - 1])
    return None


def _source_names(data: dict[str, Any], say: _Say) -> Iterator[Diagnostic]:
    named = data.get("sources")
    names = [k for k in named if isinstance(k, str)] if isinstance(named, dict) else []
    used = set()
    for part in ("salary", "outlook"):
        reference = data[part].get("source") if isinstance(data.get(part), dict) else None
        if isinstance(reference, str):
            used.add(reference)
            if reference not in names:
                near = did_you_mean(reference, names)
                yield say.error("unknown-source", f"there is no source '{reference}'", (part, "source"),
                                expected="one of " + ", ".join(names) if names else "a name that stands under `sources:`",
                                hint=f"did you mean '{near}'?" if near else None)  # fmt: skip
    for name in names:
        if name not in used:
            yield say.warning("unused-source", f"nothing refers to the source '{name}'", ("sources", name), key=True,
                              hint=f"write `source: {name}` where its facts stand, or remove it")  # fmt: skip


# -- wages


def _salary(salary: Salary, say: _Say) -> Iterator[Diagnostic]:
    if not _is_currency(salary.currency):
        yield say.error("bad-currency", f"'{salary.currency}' is no currency", ("salary", "currency"),
                        expected="an ISO 4217 code such as USD, EUR or CAD")  # fmt: skip
    wages: list[tuple[Loc, str, Wage | None]] = [(("salary", "median"), "median", salary.median)]
    if salary.percentiles:
        at = ("salary", "percentiles")
        spread = salary.percentiles
        wages = [((*at, "p10"), "p10", spread.p10), ((*at, "p25"), "p25", spread.p25), *wages,
                 ((*at, "p75"), "p75", spread.p75), ((*at, "p90"), "p90", spread.p90)]  # fmt: skip
    top = (("salary", "top_10_percent"), "top 10 %", salary.top_10_percent)
    for loc, name, wage in [*wages, top]:
        if wage:
            yield from _rounding(loc, name, wage, say)
    yield from _order(wages, say)
    yield from _order([wages[0] if wages[0][1] == "median" else wages[2], top], say)
    if salary.percentiles and salary.percentiles.p90 and salary.top_10_percent:
        mine, other = salary.top_10_percent.annual, salary.percentiles.p90.annual
        if mine and other and not (mine.derived or other.derived) and mine.value != other.value:
            yield say.error("contradiction", f"top_10_percent is {mine.value:,} but p90 is {other.value:,}", ("salary", "top_10_percent"),
                            expected="the same figure, since both are the 90th percentile", hint="leave one of the two out")  # fmt: skip
    if any(wage for _, _, wage in [*wages, top]) and "source" not in (say.source.data.get("salary") or {}):
        yield say.warning("no-source", "a wage without a source", ("salary", "median") if salary.median else ("salary",), key=True,
                          expected="`source:` with the name of one under `sources:`", hint="a figure that cannot be traced should not be printed")  # fmt: skip
    today = datetime.datetime.now(tz=datetime.UTC).year
    if salary.year and salary.year > today:
        yield say.warning("future-year", f"{salary.year} lies in the future", ("salary", "year"))


def _rounding(loc: Loc, name: str, wage: Wage, say: _Say) -> Iterator[Diagnostic]:
    """Annual = hourly × 2,080, as exactly as the hourly figure is written (63.1 may stand for 63.05 to 63.15)."""
    year, hour = wage.annual, wage.hourly
    if year is None or hour is None or year.derived or hour.derived:
        return
    exponent = hour.value.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
    # BLS rounds the annual figure to tens.
    allowed = max(step, Decimal("0.01")) / 2 * HOURS_A_YEAR + 10
    if abs(year.value - hour.value * HOURS_A_YEAR) > allowed:
        wanted = (year.value / HOURS_A_YEAR).quantize(Decimal("0.01"))
        yield say.error("contradiction", f"{name}: {year.value:,} a year and {hour.value:,} an hour do not agree",
                        (*loc, "hourly"), expected=f"{wanted} an hour (a year has {HOURS_A_YEAR:,} hours)",
                        hint="leave one of the two out and it will be computed")  # fmt: skip


def _order(wages: list[tuple[Loc, str, Wage | None]], say: _Say) -> Iterator[Diagnostic]:
    previous: tuple[str, Wage] | None = None
    for loc, name, wage in wages:
        if wage is None:
            continue
        if previous:
            mine, other = _comparable(wage, previous[1])
            if mine and other and mine.value < other.value:
                yield say.error("impossible-wage", f"{name} ({mine.value:,}) lies below {previous[0]} ({other.value:,})", loc,
                                expected=f"{other.value:,} or more")  # fmt: skip
        previous = (name, wage)


def _comparable(one: Wage, other: Wage) -> tuple[Amount | None, Amount | None]:
    return (one.annual, other.annual) if one.annual and other.annual else (one.hourly, other.hourly)


def _is_currency(code: str) -> bool:
    if code == "USD":
        return True
    from babel.numbers import is_currency  # noqa: PLC0415 (only other currencies pay for Babel here)

    return is_currency(code)


# -- outlook and links


def _outlook(outlook: Outlook, say: _Say) -> Iterator[Diagnostic]:
    if outlook.rating and outlook.percent is not None:
        label = next((name for start, name in _LABELS if outlook.percent >= start), "decline")
        nearest = {label, *(name for start, name in _LABELS if abs(outlook.percent - start) <= 1)}
        nearest |= {"decline"} if outlook.percent <= 0 else set()
        if outlook.rating not in nearest:
            yield say.warning("rating-mismatch", f"'{outlook.rating}' does not fit a change of {outlook.percent} %", ("outlook", "rating"),
                              expected=f"'{label}' by the labels of BLS")  # fmt: skip


def _links(profile: Profile, path: Path, known: Collection[str] | None, say: _Say) -> Iterator[Diagnostic]:
    if known is None:
        return
    places = [
        (("advancement", "next", k), r)
        for k, r in enumerate(profile.advancement.next if profile.advancement else ())
    ]
    places += [(("related", k), r) for k, r in enumerate(profile.related)]
    for loc, link in places:
        if not link.role:
            continue
        if link.role == path.stem:
            yield say.warning("self-link", "the role leads to itself", loc)
        elif link.role not in known:
            near = did_you_mean(link.role, known)
            yield say.warning("unknown-role", f"there is no profile '{link.role}'", loc,
                              hint=f"did you mean '{near}'?" if near else "write `title:` for a role without a profile")  # fmt: skip
