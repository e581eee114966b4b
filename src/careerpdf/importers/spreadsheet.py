"""An office's own spreadsheet, one row for each role, as profiles. Columns are told by their names or by a mapping.

What no column is for, and what cannot be read, is kept under `notes`; the latter is said with its place.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.importers import cells
from careerpdf.importers.header import RoleTable, find_table
from careerpdf.importers.headings import ASKED, FIELDS, LISTS, Column, meaning
from careerpdf.importers.imported import ImportedProfile, plain_markdown
from careerpdf.importers.sheet_pay import customs_of, hint_for, read_row
from careerpdf.importers.sheets import read_sheets
from careerpdf.profile.figures import Outlook, Salary
from careerpdf.schema.role_id import unique_role_id

__all__ = ["FIELDS", "Spreadsheet", "read_spreadsheet"]

_SOURCE = "spreadsheet"
#: Lists whose entries commas may part; those of the others are sentences.
_WORDS = LISTS - {"duties", "questions"}
_COUNTS = frozenset(("salary.employment", "outlook.openings", "outlook.employment"))
#: Fields for the quick facts, and where what is longer belongs.
_AT_LENGTH = {
    "education.level": "education.text", "experience.summary": "experience.text",
    "certifications.summary": "certifications.text",
}  # fmt: skip
_FEWEST = 100  # openings in a year that BLS projects for any occupation
_BRIEF = 80  # characters
_LONGEST_SHOWN = 60  # characters of a cell in a message
#: Fields that say something of others.
_BESIDE = frozenset(("code", "source", "source_url", "salary.per", "salary.currency"))
_SAID = 5  # warnings of a kind about one column; what more there are is said in one line
_IN_THOUSANDS = re.compile(r"\b(?:numbers?|jobs|employment|figures)\b[^.]*\bin thousands\b", re.IGNORECASE)


@dataclass(frozen=True)
class Spreadsheet:
    """The roles of a spreadsheet, which column went to which field (None: to notes), and what is wrong with it.

    `header` is the row in which the columns have their names, on `sheet` if there are several.
    """

    profiles: tuple[ImportedProfile, ...]
    columns: Mapping[str, str | None]
    diagnostics: tuple[Diagnostic, ...]
    header: int = 1
    sheet: str = ""


def read_spreadsheet(
    path: Path,
    display: str,
    today: date,
    *,
    mapping: Mapping[str, str],
    category: str | None = None,
    known: Iterable[str] = (),
    sheet: str | None = None,
    currency: str | None = None,
) -> Spreadsheet:
    """The roles in a text file or workbook. `mapping` gives the field of columns with names of an office's own.

    `currency` is that of pay without one. Raises InputError if no column is for the title, a column, field or sheet
    that was asked for does not exist, or the file is no table.
    """
    grids, problems = read_sheets(path, display, lambda name: meaning(name).field is not None)
    table = find_table(grids, display, mapping, sheet)
    reading = _Reading(table, display, today, category, currency)
    rows = reading.rows()
    names = {*known, *(unique_role_id(title) for title, _ in rows)}
    made: list[ImportedProfile] = []
    taken: set[str] = set()
    for title, numbers in rows:
        made.append(reading.profile(numbers, unique_role_id(title, taken), names))
        taken.add(made[-1].role)
    line = table.grid.lines[table.first - 1]
    if not made:
        hint = f"write one into each row below row {line}, which has the names of the columns"
        message = "the spreadsheet has no role in it"
        table.problems.append(Diagnostic("no-roles", Severity.ERROR, message, file=display, hint=hint))
    shown: dict[str, str | None] = {}
    for column in table.columns.values():
        shown[column.heading] = shown.get(column.heading) or reading.field_shown(column)
    return Spreadsheet(tuple(made), shown, (*problems, *_counted(table.problems)), line, table.sheet)


@dataclass
class _Role:
    """A role as far as it is known; its first cell stands in `row`. `beside` is what cells say of other cells."""

    row: int
    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)


class _Reading:
    """Reads rows into profiles, and notes what cannot be read."""

    def __init__(self, table: RoleTable, display: str, today: date, category: str | None, currency: str | None) -> None:
        self.table, self._display, self._today, self._category = table, display, today, category
        self._title = next(number for number, column in table.columns.items() if column.field == "title")
        self._single = {
            c.field: n for n, c in table.columns.items() if c.field in ("code", "salary.per", "salary.currency")
        }
        data = range(table.first, len(table.grid.rows))
        pay = [(c, table.cell(row, n)) for row in data for n, c in table.columns.items() if c.is_pay]
        self._customs = customs_of(pay, comma=table.grid.semicolons, currency=currency)
        self._uncounted = set(table.grid.uncounted)
        above = " ".join(cell for cells_ in table.grid.rows[: table.first - 1] for cell in cells_)
        self._thousands = bool(_IN_THOUSANDS.search(above))
        coded = [number for number, column in table.columns.items() if column.field == "code"]
        codes = Counter(cells.code(table.cell(row, number)) for row in data for number in coded)
        self._shared_codes = {code for code, often in codes.items() if often > 1}
        self._parts = {
            number for number, column in table.columns.items() if column.field in _COUNTS
            and not all(cells.is_whole(table.cell(row, number), cents=self._customs.cents) for row in data)
        }  # fmt: skip

    def field_shown(self, column: Column) -> str | None:
        """The field of a column as it is said: with the period of pay."""
        if column.is_pay and column.per in ("year", "hour") and column.field in ("salary", "salary.median"):
            return f"{column.field}.{'annual' if column.per == 'year' else 'hourly'}"
        return column.field

    # -- rows

    def rows(self) -> list[tuple[str, list[int]]]:
        """The title of each role with its rows: several, if their title is one merged cell."""
        found: list[tuple[str, list[int]]] = []
        grid = self.table.grid
        header = [cell.strip().casefold() for cell in grid.rows[self.table.first - 1]]
        for row in range(self.table.first, len(grid.rows)):
            title = " ".join(self.table.cell(row, self._title).split())
            alone = all(not self.table.cell(row, n) for n in self.table.columns if n != self._title)
            if (row, self._title) in grid.below and found and found[-1][0] == title:
                found[-1][1].append(row)
            elif not title or cells.is_nothing(title):
                self._leave_out("no-title", "this row has no title", row)
            elif [cell.strip().casefold() for cell in grid.rows[row]] == header:
                self._leave_out("repeated-header", "this row is the header again", row)
            elif cells.is_total(title):
                self._leave_out("total", f"this row sums up others ('{title[:40]}')", row)
            elif (
                alone
                and len(self.table.columns) > 1
                and (cells.is_remark(title) or grid.across.get((row, self._title)))
            ):
                self._leave_out("remark", "this row is a heading or a remark, not a role", row)
            else:
                found.append((title, [row]))
        return found

    def _leave_out(self, code: str, message: str, row: int) -> None:
        self.table.say(code, f"{message}: it is left out", row, self._title)

    def profile(self, rows: list[int], name: str, known: set[str]) -> ImportedProfile:
        """The profile of a role, whose cells stand in `rows`. `known` are the roles that can be linked to."""
        role = _Role(rows[0])
        pay: list[tuple[Column, str]] = []
        for number, column in self.table.columns.items():
            cell = self._joined(rows, number)
            if (row := next((r for r in rows if (r, number) in self._uncounted), None)) is not None:
                message = f"the formula in {self.table.where(number)} has no result in the file: it is left out"
                self.table.say("no-result", message, row, number, "open the workbook in Excel and save it")
                role.notes.append(f"{column.heading}: (a formula without a result)")
            if cells.is_nothing(cell):
                continue
            if cells.is_error(cell):
                self._keep(role, number, cell, "no-result", "is a fault of a formula")
            elif column.field is None:
                role.notes.append(f"{column.heading}: {' '.join(cells.plain_text(cell).split())}")
            elif column.field == "notes":
                role.notes += cells.paragraphs(cell)
            elif column.is_pay:
                pay.append((column, cell))
            elif column.field in _BESIDE:
                role.beside[column.field] = " ".join(cell.split())
            else:
                self._put(role, number, cell, known)
        self._put_pay(role, pay)
        return self._made(role, name)

    def _joined(self, rows: list[int], number: int) -> str:
        """The cells of a column in all rows of a role, without repetitions, each on a line of its own."""
        if len(rows) == 1:
            return self.table.cell(rows[0], number)
        return "\n".join(dict.fromkeys(cell for row in rows if (cell := self.table.cell(row, number))))

    def _made(self, role: "_Role", name: str) -> ImportedProfile:
        fields, beside = role.fields, role.beside
        code = cells.code(beside.get("code", ""))
        if "code" in beside and (code is None or code in self._shared_codes):  # no import could tell roles apart by it
            role.notes.append(f"{self._heading('code')}: {beside['code']}")
            code = None
        for part, model in (("salary", Salary), ("outlook", Outlook)):
            if part in fields:
                whole = {**fields[part], "source": _SOURCE}
                fields[part] = {key: whole[key] for key in model.model_fields if key in whole}
        fields.setdefault("category", self._category or "TODO: group of the role")
        fields.setdefault("introduction", "TODO: what people in this role do.")
        if role.notes:
            fields["notes"] = [plain_markdown(text) for text in role.notes]
        url = re.sub(r"\Awww\.", "https://www.", beside.get("source_url", ""), flags=re.IGNORECASE)
        source = {
            "name": beside.get("source") or f"Spreadsheet {Path(self._display).name}",
            **({"url": url} if re.match(r"https?://\S+\.\S+$", url) else {}),
            "retrieved": self._today,
        }
        paths = [f"{k}.{i}" for k, v in fields.items() if isinstance(v, dict) for i in v]
        paths += [k for k, v in fields.items() if not isinstance(v, dict)]
        return ImportedProfile(name, code, fields, {_SOURCE: source}, dict.fromkeys(paths, _SOURCE))

    def _heading(self, field: str) -> str:
        return next(column.heading for column in self.table.columns.values() if column.field == field)

    # -- cells

    def _put_pay(self, role: "_Role", pay: list[tuple[Column, str]]) -> None:
        said = {field: role.beside.get(field, "") for field in ("salary.per", "salary.currency")}
        found = read_row(pay, self._customs, per=said["salary.per"], currency=said["salary.currency"])
        if found.fields:
            role.fields["salary"] = found.fields | role.fields.get("salary", {})
        texts = {id(column): cell for column, cell in pay}
        for column, reason in found.left:
            number = next(n for n, one in self.table.columns.items() if one is column)
            self._keep(role, number, texts[id(column)], "bad-pay", reason, hint_for(reason))
        if found.left or not pay:
            role.notes += [f"{self._heading(field)}: {text}" for field, text in said.items() if text]

    def _keep(self, role: "_Role", number: int, cell: str, code: str, reason: str, hint: str | None = None) -> None:
        """Keep a cell that cannot be read under notes, and say so."""
        text = " ".join(cell.split())
        role.notes.append(f"{self.table.columns[number].heading}: {text}")
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
        message = f"'{shown}' in {self.table.where(number)} {reason}; it is kept in notes"
        self.table.say(code, message, role.row, number, hint)

    def _put(self, role: "_Role", number: int, cell: str, known: set[str]) -> None:
        """Put a cell's value into its field, or else into notes."""
        column, fields = self.table.columns[number], role.fields
        field = column.field or ""
        value, reason = self._value(column, cell, known)
        if reason:
            self._keep(role, number, cell, "bad-cell", reason)
            return
        if field in ("outlook.rating", "outlook.percent"):
            for path, one in zip(("outlook.rating", "outlook.percent"), value, strict=True):
                if one is not None:
                    _set(fields, path, one, over=path == field)
        elif value not in (None, "", []):
            field = _AT_LENGTH.get(field, field) if isinstance(value, str) and len(value) > _BRIEF else field
            inner = _inner(fields, field)
            if field in LISTS and isinstance(inner, list):
                inner += [one for one in value if one not in inner]
            else:
                _set(fields, field, value, over=True)
        if field.startswith("outlook.") and column.period:
            _set(fields, "outlook.period", column.period, over=False)

    def _value(self, column: Column, cell: str, known: set[str]) -> tuple[Any, str]:
        """The value of a cell for its field; or why it has none."""
        field, cents = column.field or "", self._customs.cents
        text = cells.plain_text(cell)
        one_line = plain_markdown(" ".join(text.split()))
        simple = _SIMPLE.get(field)
        if simple is not None:
            read, reason = simple
            value = read(" ".join(text.split()))
            return value, "" if value is not None else reason
        if field in _COUNTS:
            thousands = column.thousands or self._thousands
            if column in (self.table.columns[n] for n in self._parts) and not thousands:
                return None, "may be in thousands: figures of the column have decimals"
            value = cells.count(cell, cents=cents, thousands=thousands)
            if value is not None and field == "outlook.openings" and value < _FEWEST and not _of_a_year(column):
                return None, "may be vacancies, not the openings of a year in the whole country"
            return value, "" if value is not None else "is no whole number"
        if field in ("outlook.rating", "outlook.percent"):
            found = cells.rating_and_percent(cell, cents=cents)
            if found == (None, None):
                return None, "is none of BLS's labels" if field == "outlook.rating" else "is no change in percent"
            share = found[1]
            if share is not None and abs(share) < 1 and "%" not in cell and re.search(r"[.,]\d\d", cell):
                return None, "may be a share, not percent (0.09 for 9%)"
            return found, ""
        if field == "skills" or field == "knowledge":
            return [cells.skill(plain_markdown(entry)) for entry in cells.entries(text, commas=": " not in text)], ""
        if field in LISTS:
            found_entries = [plain_markdown(part) for part in cells.entries(text, commas=field in _WORDS)]
            if field in ("related", "advancement.next"):
                return [
                    {"role": unique_role_id(e)} if unique_role_id(e) in known else {"title": e} for e in found_entries
                ], ""
            return found_entries, ""
        if field == "introduction":
            parts = [plain_markdown(part) for part in cells.paragraphs(text)]
            return (parts if len(parts) > 1 else one_line), ""
        return (" ".join(text.split()) if field == "title" else one_line), ""


def _of_a_year(column: Column) -> bool:
    return column.rank == ASKED or re.search("annual|year|project", column.heading, re.IGNORECASE) is not None


def _job_zone(text: str) -> int | None:
    found = re.fullmatch(r"(?:job )?(?:zone )?([1-5])", text.casefold())
    return int(found[1]) if found else None


def _period(text: str) -> str | None:
    found = re.fullmatch(r"(\d{4})\s*(?:[-–—]|to)\s*(\d{2}|\d{4})", text)
    return f"{found[1]}–{found[2][-2:]}" if found else None


#: Fields that take values of a kind: how a text is read, and what is said of one that is no such value.
_SIMPLE: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "salary.year": (cells.year, "is no year"),
    "updated": (cells.day, "is no day that can be told for certain"),
    "job_zone": (_job_zone, "is no job zone from 1 to 5"),
    "outlook.period": (_period, "is no period such as 2024–34"),
}


def _inner(fields: Mapping[str, Any], field: str) -> Any:
    part, _, inner = field.partition(".")
    value = fields.get(part)
    return value.get(inner) if inner and isinstance(value, dict) else value


def _set(fields: dict[str, Any], field: str, value: Any, *, over: bool) -> None:
    *parents, last = field.split(".")
    inner = fields
    for parent in parents:
        inner = inner.setdefault(parent, {})
    if over or last not in inner:
        inner[last] = value


def _counted(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The warnings; of very many of a kind about one column the first, and how many more there are."""
    seen: Counter[tuple[str, str]] = Counter()
    kept: list[Diagnostic] = []
    for one in problems:
        column = re.search(r"the column '.*?'", one.message)
        key = (one.code, column[0] if column else "")
        seen[key] += 1
        if seen[key] <= _SAID or one.severity is Severity.ERROR:
            kept.append(one)
    for (code, where), often in seen.items():
        if (more := often - _SAID) > 0:
            said = f"{more:,} more {'cell' if where else 'row'}{'s' if more > 1 else ''}"
            said += f" in {where}" if where else ""
            message = f"{said} {'are' if more > 1 else 'is'} like those before"
            kept.append(Diagnostic(code, Severity.WARNING, message, file=kept[0].file))
    return kept
