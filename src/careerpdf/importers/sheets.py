"""An office's spreadsheet, workbook or text, as sheets of rows. What they mean is not known here."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.importers.tables import decoded
from careerpdf.importers.workbooks import Grid, read_grids

_MOST_BYTES = 64 * 1024 * 1024
_DELIMITERS = ",;\t|"
_HEAD = 24  # rows by which the delimiter is told
_LONGEST = 60  # characters of a line in a message


def read_sheets(path: Path, display: str, is_heading: Callable[[str], bool]) -> tuple[list[Grid], list[Diagnostic]]:
    """The sheets of a file, and what is odd about them. `is_heading` tells a column's name, by which text is parted.

    Raises InputError for what is neither a workbook nor text.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _refused(
                "too-large", "the file is too large for a spreadsheet of roles", display, "is it the right file?"
            )
        with path.open("rb") as file:
            head = file.read(4)
        if head.startswith((b"PK", b"\xd0\xcf")) or path.suffix.lower() in (".xlsx", ".xlsm"):
            return read_grids(path, display), []
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it is not a readable file").lower()
        raise _refused("unreadable", f"the file cannot be read: {reason}", display, None) from None
    return _from_text(_text(raw, display), display, is_heading)


def _refused(code: str, message: str, display: str, hint: str | None) -> InputError:
    return InputError([Diagnostic(code, Severity.ERROR, message, file=display, hint=hint)])


def _text(raw: bytes, display: str) -> str:
    """The text with line ends of one kind."""
    old_mac = (
        b"\r" in raw and b"\n" not in raw and b"\0" not in raw
    )  # Excel's “CSV (Macintosh)”, which has letters of its own, too
    try:
        text = raw.decode("utf-8-sig") if old_mac else decoded(raw, display)
    except UnicodeDecodeError:
        text = raw.decode("mac-roman")
    if re.match(r"\s*<(?:!doctype|html|\?xml|table)", text, re.IGNORECASE):
        message = "the file is a web page, not a spreadsheet"
        raise _refused("not-a-table", message, display, "open it in Excel or LibreOffice and save it as .xlsx")
    if not text.strip():
        raise _refused("empty-file", "the file is empty", display, "save the spreadsheet again")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_text(text: str, display: str, is_heading: Callable[[str], bool]) -> tuple[list[Grid], list[Diagnostic]]:
    told = re.match(r'"?sep=(.)"?[ \t]*\n', text)  # as Excel says which delimiter it is to use
    lines = re.split(r"(?<=\n)", text)
    start = 1 if told else 0
    delimiter = told[1] if told else _delimiter(lines[: 4 * _HEAD], is_heading)
    grid, problems = Grid("", semicolons=delimiter == ";"), list[Diagnostic]()
    try:
        rows = list(_rows(lines[start:], delimiter, strict=True))
    except _UnpairedError as error:
        quoting, problem = _way_out(error, delimiter, start, lines, display)
        problems.append(problem)
        try:
            rows = list(_rows(lines[start:], delimiter, strict=False, quoting=quoting))
        except _UnpairedError as again:
            raise _refused("not-a-table", f"the file is no table: {again}", display, "save it again as .xlsx") from None
    for line, row in rows:
        while row and not row[-1].strip():
            row.pop()
        if row:
            grid.rows.append(row)
            grid.lines.append(line + start)
    return [grid], problems


class _UnpairedError(Exception):
    """Quotation marks that do not pair, in the row that begins in `line`."""

    def __init__(self, said: str, line: int) -> None:
        super().__init__(said)
        self.line = line


def _rows(
    lines: list[str], delimiter: str, *, strict: bool, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
) -> Iterator[tuple[int, list[str]]]:
    """The rows with the numbers of their first lines. Raises _UnpairedError."""
    reader = csv.reader(lines, delimiter=delimiter, strict=strict, quoting=quoting)
    line = 0
    try:
        for row in reader:
            yield line + 1, row
            line = reader.line_num
    except csv.Error as error:
        raise _UnpairedError(str(error), line + 1) from None


def _delimiter(lines: list[str], is_heading: Callable[[str], bool]) -> str:
    """The character that parts most names of columns in one row; among equals, the one that parts rows most evenly."""

    def worth(delimiter: str) -> tuple[int, int]:
        rows = [row for _, row in zip(range(_HEAD), _rows(lines, delimiter, strict=False), strict=False)]
        widths = Counter(len(row) for _, row in rows if len(row) > 1)
        width, often = widths.most_common(1)[0] if widths else (0, 0)
        return max((sum(map(is_heading, row)) for _, row in rows), default=0), often * width

    try:
        return max(_DELIMITERS, key=worth)
    except _UnpairedError:
        return ","


def _way_out(
    error: _UnpairedError, delimiter: str, start: int, lines: list[str], display: str
) -> tuple[Literal[0, 3], Diagnostic]:
    """Find out how to read a text whose quotation marks do not pair, and what to say of it.

    Raises InputError for one that is never closed, which would make one row of several.
    """
    line, said = error.line + start, str(error)
    as_letters = delimiter == "\t"
    if not as_letters and ("end of data" in said or "field limit" in said):
        first = " ".join(lines[line - 1].split())[:_LONGEST]
        message = f"a quotation mark is opened in the row of line {line} and never closed"
        raise _refused("unclosed-quote", message, display, f"the row begins with “{first}”: close it, or save it again")
    what = "all of them are taken as they stand" if as_letters else "it is left out"
    problem = Diagnostic(
        "text-after-quote",
        Severity.WARNING,
        f"a quotation mark in the row of line {line} does not pair with another: {what}",
        file=display,
        hint="look at that row, or save the spreadsheet as .xlsx",
    )
    return csv.QUOTE_NONE if as_letters else csv.QUOTE_MINIMAL, problem
