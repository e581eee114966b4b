"""The audit of a profile's facts: their sources, their age, and whether they can be right.

What is wrong with a profile as a file is `checks.py`'s business; here nothing is wrong, only worth a look.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from careerpdf.diagnostics import Diagnostic, Severity, Span
from careerpdf.profile.figures import Amount, Outlook, Percentiles, Salary, Source, Wage
from careerpdf.profile.model import Profile
from careerpdf.source.load import Loaded
from careerpdf.source.yaml_source import Loc

#: What an audit looks for, in the order in which it is reported, and how many of them are said in words.
KINDS = {
    "no-source": "without a source",
    "no-year": "without a year",
    "old": "too old",
    "implausible": "implausible for the occupation",
    "capped": "capped",
    "todo": "with a TODO left",
    "errors": "with errors",
}
_WAGES = ("median", "top_10_percent", "p10", "p25", "p75", "p90")


@dataclass(frozen=True, slots=True)
class Range:
    """Pay of the lowest and the highest tenth of an occupation, in a year and an hour; `source` as it is printed."""

    annual: tuple[Decimal, Decimal] | None
    hourly: tuple[Decimal, Decimal] | None
    source: str


def ranges(profiles: Iterable[Profile]) -> dict[str, Range]:
    """The ranges of occupations, by SOC code, that profiles give themselves; the latest of several."""
    found: dict[str, tuple[int, Range]] = {}
    for profile in profiles:
        salary = profile.salary
        low, high = (salary.percentiles.p10 if salary and salary.percentiles else None), salary.p90 if salary else None
        if not (salary and salary.occupation and low and high and salary.source):
            continue
        code, year = salary.occupation.code[:7], salary.year or 0
        one = Range(_between(low.annual, high.annual), _between(low.hourly, high.hourly), salary.source.name)
        if code not in found or year > found[code][0]:
            found[code] = (year, one)
    return {code: one for code, (_, one) in found.items()}


def _between(low: Amount | None, high: Amount | None) -> tuple[Decimal, Decimal] | None:
    if not low or not high:
        return None
    return low.value, Decimal("Infinity") if high.at_least else high.value


def audit(
    loaded: Loaded[Profile], file: str, this_year: int, years: int, known: Mapping[str, Range]
) -> list[Diagnostic]:
    """Find what is worth a look in one profile, as warnings by the codes of KINDS; facts older than `years` are old."""
    found = [problem for problem in loaded.diagnostics if problem.code == "todo"]
    profile = loaded.value
    if not loaded.ok:
        number = sum(problem.severity is Severity.ERROR for problem in loaded.diagnostics)
        message = f"the profile has {number} error{'' if number == 1 else 's'} and cannot be built"
        hint = "`careerpdf validate` says where"
        found.append(Diagnostic("errors", Severity.WARNING, message, file=file, hint=hint))
    if profile is None:
        return found
    looking = _Audit(loaded, file, this_year, years)
    if profile.salary:
        found += looking.salary(profile.salary, known)
    if profile.outlook:
        found += looking.outlook(profile.outlook)
    found += looking.texts(profile)
    return found


class _Audit:
    def __init__(self, loaded: Loaded[Profile], file: str, this_year: int, years: int) -> None:
        self._loaded, self._file, self._this_year, self._years = loaded, file, this_year, years

    def _say(self, code: str, message: str, loc: Loc, hint: str | None = None) -> Diagnostic:
        span: Span | None = self._loaded.span(loc, key=True)
        return Diagnostic(code, Severity.WARNING, message, span, self._file, hint=hint)

    def salary(self, salary: Salary, known: Mapping[str, Range]) -> Iterator[Diagnostic]:
        wages = [(loc, name, wage) for loc, name, wage in _wages(salary) if wage]
        if not wages:
            return
        if salary.source is None:
            yield self._say("no-source", "the wages have no source", wages[0][0])
        yield from self._age("the wages", salary.year, salary.source, wages[0][0])
        published = [one for one in wages if one[0] != ("salary",)]  # other pay has no cap of BLS's
        capped = [(loc, name, amount) for loc, name, wage in published if (amount := _capped(wage))]
        if capped:
            names = ", ".join(f"{name} ({amount})" for _, name, amount in capped)
            yield self._say("capped", f"BLS says only that they are at least this: {names}", capped[0][0])
        if salary.median and salary.occupation and (one := known.get(salary.occupation.code[:7])):
            yield from self._range(salary, salary.median, one)

    def _range(self, salary: Salary, median: Wage, one: Range) -> Iterator[Diagnostic]:
        """A median outside of what the middle 80 % of the occupation earn."""
        for amount, limits, unit in ((median.annual, one.annual, "a year"), (median.hourly, one.hourly, "an hour")):
            if amount and limits and salary.currency == "USD" and not limits[0] <= amount.value <= limits[1]:
                title = salary.occupation.title if salary.occupation else ""
                low, high = (f"{limit:,}" for limit in limits)
                yield self._say(
                    "implausible",
                    f"the median, {amount.value:,} {unit}, lies outside of what most {title} earn ({low} to {high})",
                    ("salary", "median"),
                    f"after {one.source}; is it the right occupation, year, and unit?",
                )
                return

    def outlook(self, outlook: Outlook) -> Iterator[Diagnostic]:
        figures = (outlook.rating, outlook.percent, outlook.openings, outlook.employment)
        if all(figure is None for figure in figures):
            return
        if outlook.source is None:
            yield self._say("no-source", "the outlook has no source", ("outlook",))
        year = int(outlook.period[:4]) if outlook.period else None
        yield from self._age("the outlook", year, outlook.source, ("outlook",))

    def texts(self, profile: Profile) -> Iterator[Diagnostic]:
        """Check that what an import wrote still says where it comes from, and how old that is."""
        facts = profile.imported.facts if profile.imported else {}
        figures = [part.source for part in (profile.salary, profile.outlook) if part]
        for name, fields in facts.items():
            source = profile.sources.get(name)
            if source is None:
                fact = f"{', '.join(list(fields)[:4])} came from '{name}', which `sources:` lacks"
                yield self._say("no-source", fact, ("imported", "facts", name))
            elif source not in figures:
                yield from self._age(f"what comes from {source.name}", None, source, ("sources", name))

    def _age(self, what: str, year: int | None, source: Source | None, loc: Loc) -> Iterator[Diagnostic]:
        year = year or (_year_of(source) if source else None)
        if year is None:
            if source is not None:
                yield self._say("no-year", f"the year of {what} is not known", loc, "write `year:` there")
        elif (age := self._this_year - year) > self._years:
            yield self._say("old", f"{what} of {year}: {age} years old", loc, "import or look up later figures")


def _capped(wage: Wage) -> str:
    """A capped wage in words; empty for one that is not."""
    amount = next((one for one in (wage.annual, wage.hourly) if one and one.at_least), None)
    return f"{amount.value:,} {'a year' if amount is wage.annual else 'an hour'}" if amount else ""


def _year_of(source: Source) -> int | None:
    """The year of a source's facts; of one that numbers its releases, the year in which it was looked up."""
    named = re.search(r"\b(?:19|20)\d\d\b", f"{source.name} {source.release or ''}")
    looked_up = source.retrieved.year if source.retrieved and source.release else None
    return source.year or (int(named[0]) if named else looked_up)


def _wages(salary: Salary) -> Iterator[tuple[Loc, str, Wage | None]]:
    spread = salary.percentiles or Percentiles.model_construct(p10=None, p25=None, p75=None, p90=None)
    names = ("the median", "the top 10%", "p10", "p25", "p75", "p90")
    for field, name in zip(_WAGES, names, strict=True):
        inside = field.startswith("p")
        wage = getattr(spread if inside else salary, field)
        yield ("salary", "percentiles", field) if inside else ("salary", field), name, wage
    yield ("salary",), "the pay", salary.pay
