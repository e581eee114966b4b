"""Excel workbooks as rows of texts. A damaged or hostile file is a Diagnostic, whatever the library stumbles over.

A figure is given as it is shown: 0.06 in a cell of percent is 6%, and 54000 with a pound sign in front is £54000.
"""

import datetime as dt
import errno
import re
import warnings
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any, Self

from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.schema.pay_text import currency_named

#: Bytes of XML that are unpacked: BLS's largest workbook takes a tenth of it; one that is packed more than a hundred
#: times smaller is made to fill the memory.
_MOST_XML, _MOST_PACKED, _LARGE = 2 * 1024**3, 100, 64 * 1024**2
_MOST_CELLS = 20_000_000
_AT_ONCE = 128  # rows that are read at once
_PLACES, _WHOLE = 10, Decimal(10) ** 15  # decimals that a figure has; above, floating point has none to tell
_PARTS = (".xml", ".rels")
_DAMAGED = "open it in Excel or LibreOffice and save it anew, or download it again"
#: Countries' dollars by the number that Excel has for their language (LCID).
_DOLLARS = {
    "409": "USD", "1009": "CAD", "c0c": "CAD", "c09": "AUD", "1409": "NZD", "4809": "SGD", "c04": "HKD", "80a": "MXN",
}  # fmt: skip


class Figure(str):
    """A number's text: what stands before and behind it, as a currency's sign, and the number itself."""

    number: Decimal
    before: str
    after: str

    def __new__(cls, number: Decimal, before: str = "", after: str = "") -> Self:
        """The number with its signs; it has no signs between thousands, and a point before decimals."""
        figure = super().__new__(cls, f"{before}{number:f}{after}")
        figure.number, figure.before, figure.after = number, before, after
        return figure


@dataclass
class Grid:
    """A sheet's rows that hold anything, and their numbers from 1.

    `below` are cells, by row and column from 0, that are merged with the one above them and hold its text; `across` are
    the last columns of those merged with cells to their right. `uncounted` are formulas without a result in the file.
    `semicolons`: it is a text in which they part the cells.
    """

    name: str
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    hidden: bool = False
    below: set[tuple[int, int]] = field(default_factory=set)
    across: dict[tuple[int, int], int] = field(default_factory=dict)
    uncounted: list[tuple[int, int]] = field(default_factory=list)
    semicolons: bool = False


class Workbook:
    """An open workbook, to be read row by row. What is wrong with the file is raised as InputError, now or later."""

    def __init__(self, path: Path, display: str) -> None:
        import openpyxl  # takes 0.2 s, which only a workbook is worth

        _refuse_hostile(path, display)
        self._display = display
        self._file = path.open("rb")  # which the library would leave open if it fails
        try:
            with _faults_said(display):
                self._book = openpyxl.load_workbook(self._file, read_only=True, data_only=True)
                self.sheets: list[Any] = list(self._book.worksheets)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()
        self._file.close()

    def rows(self, sheet: Any, *, values_only: bool) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """All rows of a sheet, with their numbers from 1."""
        sheet.reset_dimensions()  # what the file says of its size may be wrong, and would cut rows off
        rows, number, cells = sheet.iter_rows(values_only=values_only), 0, 0
        while True:
            with _faults_said(self._display):
                some = list(islice(rows, _AT_ONCE))
            if not some:
                return
            for row in some:
                number, cells = number + 1, cells + len(row)
                if cells > _MOST_CELLS:
                    raise _refused("too-large", "the sheet is too large for a table of occupations", self._display)
                yield number, row

    def texts(self, sheet: Any) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, with their numbers; figures as they are typed, without formats."""
        for number, cells in self.rows(sheet, values_only=True):
            row = ["" if cell is None else cell if isinstance(cell, str) else _bare(cell) for cell in cells]
            if any(row):
                yield number, row

    def grid(self, sheet: Any) -> Grid:
        """A whole sheet, figures as they are shown."""
        grid = Grid(sheet.title, hidden=sheet.sheet_state != "visible")
        for number, cells in self.rows(sheet, values_only=False):
            row = [self._shown(cell) for cell in cells]
            while row and not row[-1].strip():
                row.pop()
            if row:
                grid.rows.append(row)
                grid.lines.append(number)
        return grid

    def _shown(self, cell: Any) -> str:
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, str):
            return value.replace("_x000D_", "") if "_x000D_" in value else value  # line ends, as Excel keeps them
        if isinstance(value, bool) or not isinstance(value, int | float):
            return _bare(value)
        with _faults_said(self._display):
            shape = _shape(str(cell.number_format or ""))
        number = _decimal(value)
        return Figure(_tidy(number * 100), "", "%") if shape.percent else Figure(number, shape.before, shape.after)


@contextmanager
def _faults_said(display: str) -> Iterator[None]:
    """Raise InputError for what the library fails with on a damaged file: nearly everything there is."""
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):  # it also prints
            warnings.simplefilter("ignore")  # of styles, dates and extensions that we do not read
            yield
    except Exception as error:
        known = isinstance(error, OSError) and error.errno not in (None, errno.EINVAL)
        if known or isinstance(error, MemoryError):
            raise  # the machine's fault, not the file's
        raise _damaged(display) from error


def _refused(code: str, message: str, display: str, hint: str = "is it the right file?") -> InputError:
    return InputError([Diagnostic(code, Severity.ERROR, message, file=display, hint=hint)])


def _damaged(display: str) -> InputError:
    return _refused("damaged-workbook", "the workbook is damaged or cut off", display, _DAMAGED)


def _refuse_hostile(path: Path, display: str) -> None:
    """Raise InputError for what is no workbook, and for one that would fill the memory."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        message = "the file is locked with a password, or is a workbook of an older Excel"
        raise _refused("not-a-workbook", message, display, "open it in Excel and save it as .xlsx, without a password")
    if not head.startswith(b"PK"):
        hint = "download it again; a web page that was saved under this name looks like one"
        message = "the file is no Excel workbook, whatever its name says"
        raise _refused("not-a-workbook", message, display, hint)
    with _faults_said(display), zipfile.ZipFile(path) as archive:
        all_names = set(archive.namelist())
        parts = [one for one in archive.infolist() if one.filename.lower().endswith(_PARTS)]
        names = {one.filename for one in parts}
        heads = []
        for one in parts:
            with archive.open(one) as part:
                heads.append(part.read(2048))
    size, packed = sum(one.file_size for one in parts), sum(one.compress_size for one in parts)
    if "xl/workbook.bin" in all_names:
        message = "the file is a workbook in Excel's binary format (.xlsb)"
        raise _refused("not-a-workbook", message, display, "open it in Excel and save it as .xlsx")
    if not any(name.lstrip("/").startswith("xl/") for name in names):
        kind = "a LibreOffice document" if "content.xml" in names else "an archive of other files"
        raise _refused("not-a-workbook", f"the file is {kind}, not an Excel workbook", display, "save it as .xlsx")
    if size > _MOST_XML or (size > _LARGE and size > packed * _MOST_PACKED):
        raise _refused("too-large", "the workbook unpacks to far more than it seems to hold", display)
    if any(b"<!DOCTYPE" in head for head in heads):
        raise _refused("not-a-workbook", "the file holds what no Excel workbook does", display, _DAMAGED)


def _bare(value: object) -> str:
    """A number as the cell holds it, 4.12 and 3; never 3.0 or 1e5."""
    if isinstance(value, bool):
        return str(value).upper()
    return f"{_decimal(value):f}" if isinstance(value, int | float) else _moment(value)


def _decimal(value: float) -> Decimal:
    number = Decimal(repr(value))
    return _tidy(number) if number.is_finite() else Decimal(0)


def _tidy(number: Decimal) -> Decimal:
    """A number without the noise of floating point: 0.1 + 0.2 is 0.3, and 3.0 is 3."""
    number = number.quantize(Decimal(1).scaleb(-_PLACES)) if abs(number) < _WHOLE else number.to_integral_value()
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def _moment(value: object) -> str:
    """A date or time: a date alone if it is midnight."""
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, dt.time) else str(value)


# -- whole sheets


def read_grids(path: Path, display: str) -> list[Grid]:
    """All sheets of a workbook. Raises InputError."""
    with Workbook(path, display) as book:
        grids = [book.grid(sheet) for sheet in book.sheets]
    _note_merged(path, grids)
    return grids


@dataclass(frozen=True, slots=True)
class _Shape:
    percent: bool
    before: str
    after: str


@lru_cache(maxsize=256)
def _shape(number_format: str) -> _Shape:
    """Read what a number's format shows beside it: a percent sign, a currency's sign or code, a unit such as /hr."""
    parts = ["", ""]
    percent = digits = scaled = False
    section = r'"([^"]*)"|\[\$([^\]-]*)-?([0-9A-Fa-f]*)\]|\[[^\]]*\]|\\(.)|[_*].|([0#?][0#?.,]*)|(;)|(.)'
    for quoted, sign, country, escaped, figure, end, other in re.findall(section, number_format):
        if end:
            break  # what follows is for negative numbers
        if figure:
            digits, scaled = True, figure.endswith(",")
            continue
        text = quoted or escaped or (other if other in "$£€¥₹%/" or other.isspace() else "")
        if sign:
            known = _DOLLARS.get(country.lstrip("0").lower(), "") if sign.strip() == "$" else ""
            text = f"{known} " if known else sign if not digits else f" {sign}"
        percent = percent or (other == "%")
        parts[digits] += text
    before, after = parts[0].strip(), parts[1].rstrip()
    if scaled and re.fullmatch(r"\s*(?:k|thousand|m|million)", after, re.IGNORECASE):
        after = ""  # the figure itself is whole: only its display is shortened
    if re.fullmatch(r"[A-Za-z]{3}", before) and currency_named(before):
        before += " "
    return _Shape(percent, before, after)


def _note_merged(path: Path, grids: list[Grid]) -> None:
    """Fill merged cells with the text of the first, and note formulas without a result.

    Only the whole workbook tells of them. If it cannot be had, the cells are as they are: most workbooks have none.
    """
    import openpyxl

    if path.stat().st_size > _LARGE // 8:
        return
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(file, keep_links=False)
        except Exception:  # noqa: BLE001 (it fails in many ways at drawings and filters, which are not needed)
            return
    for grid in grids:
        if grid.name in book.sheetnames:
            _fill_merged(grid, book[grid.name].merged_cells.ranges)
            _note_uncounted(grid, book[grid.name])
    book.close()


def _fill_merged(grid: Grid, areas: Any) -> None:
    for area in areas:
        left, top, right, bottom = area.bounds
        first, last = bisect_left(grid.lines, top), bisect_right(grid.lines, bottom)
        if first == len(grid.lines) or grid.lines[first] != top or len(grid.rows[first]) < left:
            continue
        grid.across[first, left - 1] = right - 1
        for row in range(first + 1, last):
            cells = grid.rows[row]
            cells.extend([""] * (left - len(cells)))
            cells[left - 1] = grid.rows[first][left - 1]
            grid.below.add((row, left - 1))


def _note_uncounted(grid: Grid, sheet: Any) -> None:
    width = max(map(len, grid.rows), default=0)
    for row, (line, cells) in enumerate(zip(grid.lines, grid.rows, strict=True)):
        for column in range(width):
            empty = column >= len(cells) or not cells[column]
            if empty and sheet.cell(line, column + 1).data_type == "f":
                grid.uncounted.append((row, column))
