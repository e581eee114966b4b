"""Tables as agencies publish them, text or Excel, to rows whose columns are found by name. What they mean is not known
here. Faults of a file are Diagnostics, raised as InputError: half a table is worse than none.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from careerpdf.diagnostics import Diagnostic, InputError, Severity, Span, did_you_mean
from careerpdf.importers.workbooks import Workbook

Row = Sequence[str]

TEXT, EXCEL = (".txt", ".csv", ".tsv"), (".xlsx", ".xlsm")
_HEADER_WITHIN = 12  # rows; titles and notes stand above the header of some tables
_MOST_BYTES = 400 * 1024 * 1024


@dataclass(frozen=True)
class Table:
    """The rows below a table's header; `lines` are their lines in the file, or rows in the sheet, from 1."""

    file: str
    columns: tuple[str, ...]
    rows: list[Row] = field(repr=False)
    lines: Sequence[int] = field(repr=False)
    #: What stands above the header, such as the title with the years.
    above: str = ""

    def find(self, *names: str) -> int | None:
        """The number of the column with one of these names, whatever its capitals and blanks; None if there is none."""
        known = {plain(column): number for number, column in reversed(list(enumerate(self.columns)))}
        return next((known[plain(name)] for name in names if plain(name) in known), None)

    def need(self, *names: str) -> int:
        """Like `find`. Raises InputError with what the columns are called that are there."""
        number = self.find(*names)
        if number is None:
            near = did_you_mean(names[0], self.columns)
            shown = ", ".join(self.columns[:8]) + (", …" if len(self.columns) > 8 else "")
            raise InputError(
                [
                    Diagnostic(
                        "missing-column",
                        Severity.ERROR,
                        f"the column '{names[0]}' is missing",
                        file=self.file,
                        expected=f"a column '{names[0]}' among: {shown}",
                        hint=f"is it the one called '{near}'?" if near else "is this the right file?",
                    )
                ]
            )
        return number

    def span(self, row: int, column: int) -> Span:
        """The place of a cell, for a message; its row is shown with `|` between the cells."""
        cells = list(self.rows[row])
        start = sum(len(cell) + 3 for cell in cells[:column]) + 1
        return Span(self.file, self.lines[row], start, start + len(cells[column]), " | ".join(cells))


def plain(name: str) -> str:
    """A column's name as it is compared: `O*NET-SOC Code`, `onetsoc_code` and `ONETSOC CODE` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def read_table(path: Path, display: str, *, holding: Sequence[str] = ()) -> Table:
    """The table in a text file or workbook; in a workbook the sheet that has all columns of `holding` in its header.

    Raises InputError if there is no such table, or if the file is cut off.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            _fail("too-large", "the file is too large for a table of occupations", display)
        if path.suffix.lower() in EXCEL:
            return _from_workbook(path, display, holding)
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it is not a readable file").lower()
        _fail("unreadable", f"the file cannot be read: {reason}", display)
    if raw.startswith(b"PK\x03\x04"):
        _fail(
            "not-a-table",
            "the file is a workbook or an archive, not text",
            display,
            hint="give its name the ending .xlsx if it is a workbook; unpack it if it is a .zip",
        )
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        _fail("not-a-table", "the file is a workbook of an older Excel", display, hint="save it as .xlsx or .csv")
    return _from_text(decoded(raw, display), display, holding)


def _fail(code: str, message: str, file: str, **more: Any) -> NoReturn:
    raise InputError([Diagnostic(code, Severity.ERROR, message, file=file, **more)])


# -- text


def decoded(raw: bytes, display: str) -> str:
    """The text of a file in UTF-8, UTF-16 or what Excel on Windows saves. Raises InputError."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    if b"\0" in raw[:4096]:
        _fail("not-a-table", "the file is not plain text", display, hint="is this the right file?")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            return raw.decode("cp1252")  # what Excel on Windows saves as "CSV"
        except UnicodeDecodeError:
            line = raw[: error.start].count(b"\n") + 1
            _fail(
                "wrong-encoding",
                f"line {line} holds characters in no known encoding",
                display,
                expected="a text in UTF-8",
                hint="download the file again, or save it as “CSV UTF-8”",
            )


def _from_text(text: str, display: str, holding: Sequence[str]) -> Table:
    head = text[:20_000].splitlines()
    if not any(line.strip() for line in head):
        _fail("empty-file", "the file is empty", display, hint="download it again")
    tabs = any("\t" in line for line in head[:_HEADER_WITHIN])
    rows: Iterator[tuple[int, Row]]
    if tabs:  # O*NET's own format: no quoting, so that a quotation mark is one
        rows = ((number, line.split("\t")) for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1) if line)
    else:
        delimiter = ";" if head[0].count(";") > head[0].count(",") else ","
        reader = csv.reader(re.split(r"(?<=\n)", text), delimiter=delimiter)
        rows = ((reader.line_num, row) for row in reader if row)
    try:
        table = _table(rows, display, holding)
    except csv.Error as error:
        _fail("not-a-table", f"the file is no table: {error}", display)
    if table is None:
        _no_table(display, holding, head[0])
    _refuse_cut_off(table, every=tabs)  # a spreadsheet has notes below its table, a release of O*NET nothing
    return _even(table)


def _even(table: Table) -> Table:
    """The table with all its rows as long as the header."""
    width = len(table.columns)
    return replace(table, rows=[row if len(row) >= width else [*row, *[""] * (width - len(row))] for row in table.rows])


def _refuse_cut_off(table: Table, *, every: bool) -> None:
    """Raise InputError if the last row breaks off in its middle; with `every`, also for any other that does."""
    width = len(table.columns)
    if all(len(row) < width for row in table.rows):
        return  # it is the header that has more
    for number, row in enumerate(table.rows):
        last = number == len(table.rows) - 1
        if len(row) >= width or not (every or last):
            continue
        line, text = table.lines[number], " | ".join(row)
        said = "the file breaks off in" if last else "the file is damaged in"
        raise InputError(
            [
                Diagnostic(
                    "cut-off",
                    Severity.ERROR,
                    f"{said} line {line}, after {len(row)} of {width} columns",
                    Span(table.file, line, max(len(text), 1), len(text) + 1, text),
                    table.file,
                    hint="download or unpack it again; nothing was imported",
                )
            ]
        )


def _table(rows: Iterator[tuple[int, Row]], display: str, holding: Sequence[str]) -> Table | None:
    """The table that begins with the first row that has all columns of `holding`; None if there is no such row."""
    wanted = {plain(name) for name in holding}
    above: list[str] = []
    for number, (_, row) in enumerate(rows):
        if number >= _HEADER_WITHIN:
            return None
        names = [plain(cell) for cell in row]
        if all(any(name.startswith(one) for name in names) for one in wanted) and len([n for n in names if n]) > 1:
            columns = tuple(" ".join(cell.split()) for cell in row)
            break
        above.append(" ".join(cell for cell in row if cell))
    else:
        return None
    lines: list[int] = []
    kept: list[Row] = []
    for line, row in rows:
        kept.append(row)
        lines.append(line)
    return Table(display, columns, kept, lines, "\n".join(above))


def _no_table(display: str, holding: Sequence[str], first: str) -> NoReturn:
    shown = " ".join(first.split())[:80]
    _fail(
        "missing-column",
        f"there is no header with the columns {_listed(holding)}",
        display,
        expected=f"these columns in one of the first {_HEADER_WITHIN} rows",
        hint=f"the file begins with “{shown}”: is it the right one?",
    )


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(f"'{n}'" for n in names[:-1]), f"'{names[-1]}'" if names else "")))


# -- workbooks


def _from_workbook(path: Path, display: str, holding: Sequence[str]) -> Table:
    with Workbook(path, display) as book:
        for sheet in book.sheets:
            table = _table(book.texts(sheet), display, holding)
            if table is not None:
                return replace(_even(table), above="\n".join([table.above, *_notes(book)]))
        _no_table(display, holding, f"the sheets {_listed([sheet.title for sheet in book.sheets][:6])}")


def _notes(book: Workbook) -> list[str]:
    """Read a sheet of explanations, such as OEWS's `Field Descriptions`."""
    explaining = [sheet for sheet in book.sheets if "description" in sheet.title.lower()]
    return [" ".join(row) for sheet in explaining for _, row in book.texts(sheet)]
