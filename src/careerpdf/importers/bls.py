"""Wages and projections of the U.S. Bureau of Labor Statistics, from the files that it publishes.

OEWS: https://www.bls.gov/oes/tables.htm, Employment Projections: https://www.bls.gov/emp/tables.htm. No figure is made
up here: what BLS leaves out stays out, and a wage above its cap is "at least" the cap.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from careerpdf.diagnostics import Diagnostic, InputError, Severity, did_you_mean
from careerpdf.importers.tables import Table, plain, read_table

#: The wage of an hour and of a year from which OEWS gives `#`, by the last year of its use (see the sheet "Field
#: Descriptions" of each year's workbook).
_CAPS = ((range(2018, 2022), ("100.00", "208000")), (range(2022, 2025), ("115.00", "239200")))
_POINTS = {"p10": "PCT10", "p25": "PCT25", "median": "MEDIAN", "p75": "PCT75", "p90": "PCT90"}
_AREAS = {"U.S.": "United States", "US": "United States", "National": "United States"}
_NO_FIGURE = {"", "*", "**", "~", "-", "—", "–", "n/a"}
_CODE = re.compile(r"\d\d-\d{4}")
_MOST_PROBLEMS = 5  # of one kind that are said of one file
#: BLS's words for work experience in a related occupation, as the quick facts say them.
_EXPERIENCE = {
    "None": "None in a related job",
    "Less than 5 years": "Less than 5 years in a related job",
    "5 years or more": "5 years or more in a related job",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in dollars; `capped` if BLS says only that it is at least this."""

    value: Decimal
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Wages:
    """An occupation's wages by point of the distribution (`p10` … `median` … `p90`), where BLS publishes them.

    `only` is "year" or "hour" where BLS publishes no others; `jobs` counts wage and salary jobs.
    """

    code: str
    title: str
    annual: Mapping[str, Figure]
    hourly: Mapping[str, Figure]
    only: str | None
    jobs: int | None


@dataclass(frozen=True)
class WageRelease:
    """A year's OEWS wages of one area, by SOC code."""

    year: int | None
    area: str
    wages: Mapping[str, Wages]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """An occupation's projected employment: change in `percent` over the period, `openings` a year, `jobs` at first."""

    code: str
    title: str
    percent: Decimal | None
    openings: int | None
    jobs: int | None
    education: str | None
    experience: str | None
    training: str | None


@dataclass(frozen=True)
class ProjectionRelease:
    """A release of the Employment Projections, by code of the National Employment Matrix."""

    first: int
    period: str
    projections: Mapping[str, Projection]
    diagnostics: tuple[Diagnostic, ...]


def experience_summary(experience: str, training: str) -> str:
    """Put BLS's words for the experience and the training on the job that an occupation takes into one line."""
    words = [_EXPERIENCE.get(experience, experience), "" if training == "None" else training]
    said = [word.replace("'", "’") for word in words if word]
    return "; ".join(word if n == 0 else word[0].lower() + word[1:] for n, word in enumerate(said))


def _no_occupations(display: str) -> InputError:
    return InputError([Diagnostic("no-occupations", Severity.ERROR, "the file has no occupation in it", file=display)])


# -- wages


def read_wages(path: Path, display: str, *, area: str | None = None, year: int | None = None) -> WageRelease:
    """The wages in an OEWS file, of one area if it holds several. Raises InputError for a file that is none."""
    table = read_table(path, display, holding=("OCC_CODE", "OCC_TITLE", "A_MEDIAN"))
    problems: list[Diagnostic] = []
    year = year or _year_of(path, table)
    if year is None:
        problems.append(_unknown_year(display))
    caps = _caps(table, year)
    rows, place = _rows_of_area(table, area)
    say = _Numbers(table, problems)
    code, title = table.need("OCC_CODE"), table.need("OCC_TITLE")
    jobs, annual_only, hourly_only = (table.find(name) for name in ("TOT_EMP", "ANNUAL", "HOURLY"))
    columns = {(h, p): table.find(f"{h}_{name}") for p, name in _POINTS.items() for h in "AH"}
    if caps is None:
        problems += _unknown_cap(table, rows, columns.values(), year)
    found: dict[str, Wages] = {}
    for number in rows:
        row = table.rows[number]
        if not _CODE.fullmatch(row[code].strip()):
            continue
        year_only = annual_only is not None and row[annual_only].strip().upper() == "TRUE"
        hour_only = hourly_only is not None and row[hourly_only].strip().upper() == "TRUE"
        annual = {} if hour_only else say.figures(number, {p: columns["A", p] for p in _POINTS}, caps and caps[1])
        hourly = {} if year_only else say.figures(number, {p: columns["H", p] for p in _POINTS}, caps and caps[0])
        only = "year" if year_only else "hour" if hour_only else None
        employment = say.number(number, jobs) if jobs is not None else None
        one = Wages(
            row[code].strip(),
            " ".join(row[title].split()),
            annual,
            hourly,
            only,
            int(employment) if employment is not None else None,
        )
        found[one.code] = one
    if not found:
        raise _no_occupations(display)
    return WageRelease(year, place, found, tuple(problems))


def _year_of(path: Path, table: Table) -> int | None:
    found = re.search(r"(?:^|_)M(20\d\d)(?:_|\b)", path.stem) or re.search(r"\bMay (20\d\d) OEWS", table.above)
    found = found or re.search(r"\bMay (20\d\d)\b", table.above)
    return int(found[1]) if found else None


def _caps(table: Table, year: int | None) -> tuple[Decimal, Decimal] | None:
    """The caps of an hour and of a year: as the workbook says, or those that are known of its year."""
    said = re.search(r"equal to or greater than \$([\d.]+) per hour or \$([\d,]+) per year", table.above)
    if said:
        return Decimal(said[1]), Decimal(said[2].replace(",", ""))
    known = next((caps for years, caps in _CAPS if year in years), None)
    return (Decimal(known[0]), Decimal(known[1])) if known else None


def _unknown_year(display: str) -> Diagnostic:
    return Diagnostic(
        "unknown-year",
        Severity.ERROR,
        "the year of these wages is not said in the file nor in its name",
        file=display,
        expected="a name such as national_M2024_dl.csv, as BLS gives it",
        hint="say it: --oews-year 2024",
    )


def _unknown_cap(
    table: Table, rows: Iterable[int], columns: Iterable[int | None], year: int | None
) -> list[Diagnostic]:
    """A warning if a wage is capped and nobody knows at how much."""
    at = [column for column in columns if column is not None]
    if not any(table.rows[row][column].strip() == "#" for row in rows for column in at):
        return []
    return [
        Diagnostic(
            "unknown-cap",
            Severity.WARNING,
            f"how much '#' stands for in {year or 'this year'} is not known; these wages are left out",
            file=table.file,
            hint="take the .xlsx file of that year: it says so on its sheet “Field Descriptions”",
        )
    ]


def _rows_of_area(table: Table, area: str | None) -> tuple[list[int], str]:
    """The rows of detailed occupations in one area over all industries; and the area's name."""
    group = table.find("O_GROUP", "OCC_GROUP", "GROUP")
    industry, titles = table.find("I_GROUP"), table.find("AREA_TITLE", "STATE", "AREA_NAME")
    rows = [
        number
        for number, row in enumerate(table.rows)
        if (group is None or row[group].strip().lower() in ("detailed", "detail", ""))
        and (industry is None or row[industry].strip().lower() in ("cross-industry", ""))
    ]
    if titles is None:
        return rows, "United States"
    names = list(dict.fromkeys(table.rows[number][titles].strip() for number in rows))
    shown = [_AREAS.get(name, name) for name in names]
    if area is None and len(names) > 1:
        problem = Diagnostic(
            "several-areas",
            Severity.ERROR,
            f"the file has the wages of {len(names)} areas",
            file=table.file,
            expected=f'one of them: --area "{shown[0]}"',
        )
        raise InputError([problem])
    wanted = names[0] if area is None and names else next((n for n in names if plain(area or "") in _forms(n)), None)
    if wanted is None:
        near = did_you_mean(area or "", shown)
        raise InputError(
            [
                Diagnostic(
                    "unknown-area",
                    Severity.ERROR,
                    f"the file has no area '{area}'",
                    file=table.file,
                    hint=f"did you mean '{near}'?" if near else f"it has: {', '.join(shown[:6])}",
                )
            ]
        )
    return [n for n in rows if table.rows[n][titles].strip() == wanted], _AREAS.get(wanted, wanted)


def _forms(name: str) -> set[str]:
    return {plain(name), plain(_AREAS.get(name, name))}


class _Numbers:
    """Reads the figures of a table, and says which are none."""

    def __init__(self, table: Table, problems: list[Diagnostic]) -> None:
        self._table, self._problems = table, problems
        self._said = 0

    def figures(self, row: int, columns: Mapping[str, int | None], cap: Decimal | None) -> dict[str, Figure]:
        """The figures of a row by name; `cap` stands in place of `#`, and without one that figure is left out."""
        found: dict[str, Figure] = {}
        for name, column in columns.items():
            if column is None:
                continue
            if self._table.rows[row][column].strip() == "#":
                if cap is not None:
                    found[name] = Figure(cap, capped=True)
            elif (value := self.number(row, column)) is not None and value > 0:
                found[name] = Figure(value)
        return found

    def number(self, row: int, column: int) -> Decimal | None:
        """The number in a cell; None, with a warning, for one that cannot be told."""
        text = self._table.rows[row][column].strip()
        if text in _NO_FIGURE:
            return None
        if re.fullmatch(r"-?\$?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", text):
            return Decimal(text.replace(",", "").replace("$", ""))
        self._said += 1
        if self._said <= _MOST_PROBLEMS:
            span = self._table.span(row, column)
            name = self._table.columns[column]
            self._problems.append(
                Diagnostic(
                    "bad-number",
                    Severity.WARNING,
                    f"'{text}' in the column '{name}' is no number; it is left out",
                    span,
                    self._table.file,
                    expected="a figure such as 112,590, or * where there is none",
                    hint="there are more such cells" if self._said == _MOST_PROBLEMS else None,
                )
            )
        return None


# -- projections


def read_projections(path: Path, display: str) -> ProjectionRelease:
    """The occupations of a release (`occupation.xlsx`, or its Table 1.2 as text). Raises InputError if it is none."""
    table = read_table(
        path, display, holding=("Occupation type", "Employment change, percent", "Typical education needed for entry")
    )
    problems: list[Diagnostic] = []
    code = _column(table, r".*matrix code.*", "National Employment Matrix code")
    title = _column(table, r".*matrix title.*", "National Employment Matrix title")
    kind = table.need("Occupation type")
    percent = _column(table, r"employment change, percent.*", "Employment change, percent")
    jobs = next((n for n, name in enumerate(table.columns) if re.fullmatch(r"(?i)employment, \d{4}", name)), None)
    openings = _optional(table, r"occupational openings.*")
    words = [_optional(table, p) for p in (r"typical education.*", r"work experience.*", r"typical on-the-job.*")]
    first, period = _period(table, percent)
    say = _Numbers(table, problems)
    found: dict[str, Projection] = {}
    for number, row in enumerate(table.rows):
        if len(row) <= max(code, kind) or row[kind].strip().lower() != "line item":
            continue
        education, experience, training = (_word(row[n]) if n is not None else None for n in words)
        one = Projection(
            row[code].strip(),
            re.sub(r"\s*\[\d+\]$", "", " ".join(row[title].split())),
            say.number(number, percent),
            _thousands(say.number(number, openings)) if openings is not None else None,
            _thousands(say.number(number, jobs)) if jobs is not None else None,
            education,
            experience,
            training,
        )
        found[one.code] = one
    if not found:
        raise _no_occupations(display)
    return ProjectionRelease(first, period, found, tuple(problems))


def _column(table: Table, pattern: str, name: str) -> int:
    number = _optional(table, pattern)
    return table.need(name) if number is None else number


def _optional(table: Table, pattern: str) -> int | None:
    return next((n for n, name in enumerate(table.columns) if re.fullmatch(pattern, name, re.IGNORECASE)), None)


def _period(table: Table, percent: int) -> tuple[int, str]:
    """First year and period, such as 2024 and `2024–34`, from the column of percents."""
    years = re.search(r"(20\d\d)\s*[–—-]\s*(?:20)?(\d\d)\b", table.columns[percent] + " " + table.above)
    if not years:
        problem = Diagnostic(
            "unknown-year",
            Severity.ERROR,
            "the years of these projections are not said in the table",
            file=table.file,
            expected="a column such as “Employment change, percent, 2024–34”",
        )
        raise InputError([problem])
    return int(years[1]), f"{years[1]}–{years[2]}"


def _word(cell: str) -> str | None:
    text = " ".join(cell.split())
    return None if text in _NO_FIGURE else text


def _thousands(number: Decimal | None) -> int | None:
    """The tables count employment and openings in thousands, with one decimal."""
    return None if number is None else int(number * 1000)
