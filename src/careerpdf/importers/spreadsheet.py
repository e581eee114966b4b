"""An office's own spreadsheet, one row for each role, as profiles. Columns are told by their names or by a mapping.

What no column is for is kept under `notes`; a figure that cannot be read is said with its place and left out.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from careerpdf.diagnostics import Diagnostic, InputError, Severity, did_you_mean
from careerpdf.importers.imported import ImportedProfile, plain_markdown
from careerpdf.importers.tables import Table, plain, read_table
from careerpdf.profile.figures import RATINGS
from careerpdf.schema.numbers import to_decimal
from careerpdf.schema.role_id import unique_role_id

_SOURCE = "spreadsheet"
_LISTS = {"duties", "also_called", "tags", "technology", "work_styles", "interests", "related", "questions"}
_AMOUNTS = {
    "salary.median.annual", "salary.median.hourly", "salary.top_10_percent.annual", "salary.top_10_percent.hourly",
    "salary.percentiles.p10", "salary.percentiles.p25", "salary.percentiles.p75", "salary.percentiles.p90",
}  # fmt: skip
_COUNTS = {"salary.year", "salary.employment", "outlook.openings", "outlook.employment", "job_zone"}
#: The fields that a column can be for, with other names that offices give it.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("role", "job title", "job", "occupation", "name"),
    "category": ("group", "field", "cluster", "career cluster", "department"),
    "introduction": ("description", "summary", "about", "overview", "intro"),
    "duties": ("tasks", "responsibilities", "what you do"),
    "also_called": ("also known as", "other titles", "aliases"),
    "tags": ("keywords",),
    "salary.median.annual": (
        "median pay",
        "median salary",
        "salary",
        "pay",
        "annual wage",
        "median annual wage",
        "wage",
    ),
    "salary.median.hourly": ("hourly pay", "hourly wage", "median hourly wage", "pay per hour"),
    "salary.top_10_percent.annual": ("top 10 %", "top 10 percent", "90th percentile"),
    "salary.top_10_percent.hourly": ("top 10 % hourly",),
    "salary.percentiles.p10": ("10th percentile", "entry pay"),
    "salary.percentiles.p25": ("25th percentile",),
    "salary.percentiles.p75": ("75th percentile",),
    "salary.factors": ("pay factors",),
    "salary.area": ("area", "region", "location"),
    "salary.year": ("year", "wage year"),
    "salary.employment": ("jobs", "number of jobs"),
    "outlook.rating": ("outlook", "job outlook"),
    "outlook.percent": ("growth", "growth %", "percent growth"),
    "outlook.period": ("period", "outlook period"),
    "outlook.openings": ("openings", "annual openings"),
    "outlook.drivers": ("why", "outlook reason"),
    "education.level": ("education", "degree", "education level"),
    "education.fields": ("majors", "subjects", "fields of study"),
    "education.text": ("education details",),
    "experience.summary": ("experience",),
    "certifications.summary": ("certifications", "licenses", "certificates"),
    "skills": ("skills",),
    "technology": ("tools", "software"),
    "work_styles": ("work style",),
    "interests": ("interest",),
    "work_environment.text": ("work environment", "environment"),
    "work_environment.setting": ("setting", "workplace"),
    "work_environment.hours": ("hours", "schedule"),
    "advancement.text": ("advancement",),
    "advancement.next": ("next roles", "next role", "next", "career path"),
    "related": ("related roles", "similar roles"),
    "questions": (),
    "job_zone": ("zone",),
    "notes": ("note", "remarks", "comments"),
    "code": ("soc code", "soc", "onet code", "o*net-soc code"),
    "source": ("source of figures",),
    "source_url": ("source url", "url", "link"),
}


@dataclass(frozen=True)
class Spreadsheet:
    """The roles of a spreadsheet, which column went to which field (None: to notes), and what is wrong with it."""

    profiles: tuple[ImportedProfile, ...]
    columns: Mapping[str, str | None]
    diagnostics: tuple[Diagnostic, ...]


def read_spreadsheet(
    path: Path,
    display: str,
    today: date,
    *,
    mapping: Mapping[str, str],
    category: str | None = None,
    known: Iterable[str] = (),
) -> Spreadsheet:
    """The roles in a .csv or .xlsx. `mapping` gives the field of columns with names of an office's own.

    Raises InputError if no column is for the title, a column or a field of the mapping does not exist, or the file is
    no table.
    """
    table = read_table(path, display)
    columns = _columns(table, mapping)
    if "title" not in columns.values():
        raise InputError([_no_title(table)])
    reading = _Reading(table, columns, display, today, category)
    rows = [number for number, row in enumerate(table.rows) if any(cell.strip() for cell in row)]
    titles = [reading.title(number) for number in rows]
    names = {*known, *(unique_role_id(title) for title in titles if title)}
    made: list[ImportedProfile] = []
    for number, title in zip(rows, titles, strict=True):
        if title:
            taken = [one.role for one in made]
            made.append(reading.profile(number, unique_role_id(title, taken), names))
    problem = Diagnostic("no-roles", Severity.ERROR, "the spreadsheet has no role in it", file=display)
    shown = {table.columns[n]: field for n, field in columns.items()}
    return Spreadsheet(tuple(made), shown, (*reading.problems, *(() if made else (problem,))))


def _columns(table: Table, mapping: Mapping[str, str]) -> dict[int, str | None]:
    """The field of each column by its number; None for one that none is for."""
    names = {plain(name): field for field, others in FIELDS.items() for name in (field, *others)}
    asked: dict[int, str] = {}
    for column, field in mapping.items():
        if field not in FIELDS:
            raise InputError([_unknown("field", field, FIELDS, table.file)])
        number = table.find(column)
        if number is None:
            raise InputError([_unknown("column", column, table.columns, table.file)])
        asked[number] = field
    taken = set(asked.values())
    found: dict[int, str | None] = {}
    for number, column in enumerate(table.columns):
        told = asked.get(number) or names.get(plain(column))
        if number not in asked and told in taken:
            told = None
        if column or told:
            found[number] = told
        taken |= {told} if told else set()
    return found


def _unknown(what: str, word: str, known: Iterable[str], display: str) -> Diagnostic:
    names = [name for name in known if name]
    near = did_you_mean(word, names)
    hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(names[:12])}"
    return Diagnostic(f"unknown-{what}", Severity.ERROR, f"there is no {what} '{word}'", file=display, hint=hint)


def _no_title(table: Table) -> Diagnostic:
    return Diagnostic(
        "missing-column",
        Severity.ERROR,
        "no column is for the title of the role",
        file=table.file,
        expected="a column “Title”, “Role” or “Job title” in the first row",
        hint=f'say which one it is: --map "{table.columns[0]}=title"',
    )


class _Reading:
    """Reads rows into profiles, and notes what cannot be read."""

    def __init__(
        self, table: Table, columns: Mapping[int, str | None], display: str, today: date, category: str | None
    ) -> None:
        self._table, self._columns, self._display = table, columns, display
        self._today, self._category = today, category
        self.problems: list[Diagnostic] = []

    def title(self, row: int) -> str:
        """The row's title; empty, with a warning, if it has none."""
        column = next(number for number, field in self._columns.items() if field == "title")
        text = " ".join(self._table.rows[row][column].split())
        if not text:
            self._say("no-title", "this row has no title and is left out", row, column)
        return text

    def profile(self, row: int, name: str, known: set[str]) -> ImportedProfile:
        fields: dict[str, Any] = {}
        notes: list[str] = []
        extra: dict[str, str] = {}
        for column, field in self._columns.items():
            cell = self._table.rows[row][column].strip()
            if not cell:
                continue
            if field is None:
                notes.append(f"{self._table.columns[column]}: {cell}")
            elif field == "notes":
                notes.append(cell)
            elif field in ("code", "source", "source_url"):
                extra[field] = cell
            elif (value := self._value(field, cell, row, column, known)) is not None:
                _put(fields, field, value)
        for part in ("salary", "outlook"):
            if part in fields:
                fields[part]["source"] = _SOURCE
        fields.setdefault("category", self._category or "TODO: group of the role")
        fields.setdefault("introduction", "TODO: what people in this role do.")
        if notes:
            fields["notes"] = [plain_markdown(text) for text in notes]
        url = extra.get("source_url", "")
        source = {
            "name": extra.get("source") or f"Spreadsheet {Path(self._display).name}",
            **({"url": url} if re.match(r"https?://\S+\.\S+$", url) else {}),
            "retrieved": self._today,
        }
        paths = [f"{k}.{i}" for k, v in fields.items() if isinstance(v, dict) for i in v]
        paths += [k for k, v in fields.items() if not isinstance(v, dict)]
        return ImportedProfile(name, extra.get("code"), fields, {_SOURCE: source}, dict.fromkeys(paths, _SOURCE))

    def _value(self, field: str, cell: str, row: int, column: int, known: set[str]) -> Any:
        if field in _AMOUNTS:
            return self._number(cell, row, column, lambda number: number if number > 0 else None)
        if field in _COUNTS:
            return self._number(cell, row, column, lambda number: int(number) if number == int(number) else None)
        if field == "outlook.percent":
            return self._number(cell.rstrip("% "), row, column, lambda number: number)
        if field == "outlook.rating":
            plain_words = cell.lower().removeprefix("about ").strip()
            if plain_words not in RATINGS:
                self._say("bad-rating", f"'{cell}' is none of BLS's labels; it is left out", row, column)
                return None
            return plain_words
        if field == "skills":
            return [_skill(plain_markdown(entry)) for entry in _entries(cell, commas=": " not in cell)]
        entries = [plain_markdown(part) for part in _entries(cell)]
        if field in ("related", "advancement.next"):
            return [{"role": unique_role_id(e)} if unique_role_id(e) in known else {"title": e} for e in entries]
        if field in _LISTS:
            return entries
        return cell if field == "title" else plain_markdown(" ".join(cell.split()))

    def _number(self, cell: str, row: int, column: int, fit: Callable[[Decimal], Any]) -> Any:
        try:
            value = fit(to_decimal(cell))
        except PydanticCustomError:
            value = None
        if value is None:
            name = self._table.columns[column]
            self._say("bad-number", f"'{cell}' in the column '{name}' is no such figure; it is left out", row, column)
        return value

    def _say(self, code: str, message: str, row: int, column: int) -> None:
        span = self._table.span(row, column)
        self.problems.append(Diagnostic(code, Severity.WARNING, message, span, self._display))


def _entries(cell: str, *, commas: bool = True) -> list[str]:
    """The entries of a cell: one on each line, or between semicolons; if it has neither, between commas."""
    if re.search(r"[\n;]", cell):
        parts = re.split(r"[\n;]", cell)
    else:
        parts = cell.split(",") if commas and "." not in cell else [cell]
    return [text for part in parts if (text := " ".join(part.split()).lstrip("•- "))]


def _skill(entry: str) -> dict[str, str]:
    name, colon, text = entry.partition(": ")
    return {"name": name, "text": text if colon else "TODO: what it is for in this role."}


def _put(fields: dict[str, Any], field: str, value: Any) -> None:
    *parents, last = field.split(".")
    inner = fields
    for parent in parents:
        inner = inner.setdefault(parent, {})
    inner[last] = value
