"""The table among an office's sheets: which sheet, which rows are its header, and what each of its columns is for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from careerpdf.diagnostics import Diagnostic, InputError, Severity, Span, did_you_mean
from careerpdf.importers.headings import ASKED, FIELDS, LISTS, Column, asked, meaning, otherwise
from careerpdf.importers.tables import plain
from careerpdf.importers.workbooks import Grid

_WITHIN = 30  # rows in which the header is looked for
_LONGEST_TITLE = 80


@dataclass
class RoleTable:
    """The rows below a header, from `first` on, and the columns that hold anything, by their numbers from 0."""

    file: str
    grid: Grid
    first: int
    columns: dict[int, Column]
    sheet: str = ""  # its name, if there are several
    problems: list[Diagnostic] = field(default_factory=list)

    def cell(self, row: int, column: int) -> str:
        """A cell's text, without blanks around it."""
        cells = self.grid.rows[row]
        text = cells[column] if column < len(cells) else ""
        return text if text.strip() == text else text.strip()

    def say(self, code: str, message: str, row: int, column: int, hint: str | None = None) -> None:
        """Note a warning at a cell; the row is shown with `|` between its cells."""
        cells = [" ".join(cell.split()) for cell in self.grid.rows[row]]
        cells += [""] * (column + 1 - len(cells))
        start = sum(len(cell) + 3 for cell in cells[:column]) + 1
        span = Span(self.file, self.grid.lines[row], start, start + max(len(cells[column]), 1), " | ".join(cells))
        self.problems.append(Diagnostic(code, Severity.WARNING, message, span, self.file, hint=hint))

    def where(self, column: int) -> str:
        """A column in words, with its sheet if there are several."""
        return f"the column '{self.columns[column].heading}'" + (f" of the sheet '{self.sheet}'" if self.sheet else "")


@dataclass(frozen=True)
class _Header:
    """A row that may be the header, alone or with the one above it."""

    grid: Grid
    row: int
    names: tuple[tuple[str, str], ...]  # each column's name, and that of its group
    columns: tuple[Column, ...]

    @property
    def score(self) -> int:
        """The number of known fields; nothing without a title, or below the first row if only that is known."""
        fields = {(column.field, column.per) for column in self.columns if column.field}
        alone = len(fields) == 1 and self.row > 0 and all(column.rank != ASKED for column in self.columns)
        return len(fields) if not alone and any(column.field == "title" for column in self.columns) else 0


def find_table(grids: Sequence[Grid], display: str, mapping: Mapping[str, str], sheet: str | None) -> RoleTable:
    """The table of roles on one of the sheets. `mapping` gives the field of columns by their names.

    Raises InputError if there is none, or if what was asked for does not exist.
    """
    wrong = next((one for one in mapping.values() if one not in FIELDS), None)
    if wrong:
        raise InputError([_unknown("field", wrong, FIELDS, display)])
    looked_at = _asked_sheets(grids, display, sheet)
    headers = [header for grid in looked_at for header in _headers(grid, mapping)]
    best = max(headers, key=lambda header: (header.score, not header.grid.hidden), default=None)
    if best is None:
        hint = "is it the right file? `careerpdf new --spreadsheet` makes one to begin with"
        raise InputError(
            [Diagnostic("empty-file", Severity.ERROR, "the spreadsheet is empty", file=display, hint=hint)]
        )
    if not best.score:
        fullest = max(headers, key=lambda header: sum(bool(name) for name, _ in header.names))
        _check_mapping(fullest, mapping, display)
        raise InputError([_no_title(fullest, display, grids)])
    _check_mapping(best, mapping, display)
    table = RoleTable(display, best.grid, best.row + 1, {}, best.grid.name if len(grids) > 1 else "")
    table.columns = _columns(best, table)
    others = {h.grid.name: h.score for h in headers if h.grid is not best.grid and h.score > 1 and not h.grid.hidden}
    if others:
        table.problems.append(_other_sheets([*others], best.grid.name, display))
    return table


def _asked_sheets(grids: Sequence[Grid], display: str, sheet: str | None) -> list[Grid]:
    if sheet is None:
        return [grid for grid in grids if not grid.hidden] or list(grids)
    found = [grid for grid in grids if grid.name.strip().casefold() == sheet.strip().casefold()]
    if not found:
        raise InputError([_unknown("sheet", sheet, [grid.name for grid in grids], display)])
    return found


def _headers(grid: Grid, mapping: Mapping[str, str]) -> Iterator[_Header]:
    """Each of the first rows as a header, alone and below the names of groups."""
    wanted = {plain(name): one for name, one in mapping.items()}
    for row, cells in enumerate(grid.rows[:_WITHIN]):
        alone = [(name, "") for name in _named(cells)]
        yield _header(grid, row, alone, wanted)
        if row and len(above := grid.rows[row - 1]) > 1:
            below = _header(grid, row, _grouped(grid, row, above), wanted)
            own = [one for one, name in zip(below.columns, _named(cells), strict=False) if name and one.field]
            if len(own) > 1:  # else it is a row of the table
                yield below


def _header(grid: Grid, row: int, names: list[tuple[str, str]], wanted: Mapping[str, str]) -> _Header:
    columns = tuple(
        asked(name, wanted[plain(name)]) if plain(name) and plain(name) in wanted else meaning(name, group)
        for name, group in names
    )
    return _Header(grid, row, tuple(names), columns)


def _named(cells: Iterable[str]) -> list[str]:
    """Names of columns on one line each; `Unnamed: 3` is what programs write where there is none."""
    return ["" if re.fullmatch(r"Unnamed: \d+", cell) else " ".join(cell.split()) for cell in cells]


def _grouped(grid: Grid, row: int, above: list[str]) -> list[tuple[str, str]]:
    """The names in a row with those of their groups in the row above, which stand over the first of several columns."""
    names, groups = _named(grid.rows[row]), _named(above)
    width = max(len(names), len(groups))
    names += [""] * (width - len(names))
    groups += [""] * (width - len(groups))
    found: list[tuple[str, str]] = []
    group, end = "", -1
    for column, name in enumerate(names):
        if groups[column]:
            group, end = groups[column], grid.across.get((row - 1, column), width)
        inside = group if column <= end else ""
        # A name in the upper row only is a column's own, over both rows.
        found.append((name, inside) if name and name != inside else (groups[column], ""))
    return found


def _columns(header: _Header, table: RoleTable) -> dict[int, Column]:
    """Find out what each column is for: of several for one field the one with the likeliest name, or the first."""
    claims: dict[tuple[str | None, str | None], int] = {}
    columns = dict(enumerate(header.columns))
    order = sorted(columns, key=lambda n: (columns[n].rank, n))
    taken = {column.field for column in columns.values() if column.field and otherwise(column) is None}
    for number in order:
        column = columns[number]
        other = otherwise(column)
        if other and column.field in taken and other not in taken:
            column = columns[number] = replace(column, field=other)
            taken.add(other)
        key = (column.field, column.per)
        if column.field and key in claims and column.field not in LISTS and column.field != "notes":
            columns[number] = replace(column, field=None)
            _say_doubled(table, columns, number, claims[key])
        else:
            claims.setdefault(key, number)
    width = max((len(cells) for cells in header.grid.rows[table.first :]), default=0)
    rows = range(table.first, len(header.grid.rows))
    for number in range(max(width, len(columns))):
        column = columns.get(number, Column(""))
        if not column.heading:
            columns.pop(number, None)
            filled = next((row for row in rows if table.cell(row, number)), None)
            if filled is not None:
                columns[number] = Column(f"Column {_letter(number)}")
                table.columns = columns
                message = f"{table.where(number)} has no name in the header: what is in it goes to notes"
                table.say("unnamed-column", message, filled, number, _too_many(table, number))
    return dict(sorted(columns.items()))


def _say_doubled(table: RoleTable, columns: dict[int, Column], number: int, first: int) -> None:
    filled = next((row for row in range(table.first, len(table.grid.rows)) if table.cell(row, number)), None)
    if filled is not None:
        table.columns = columns
        message = f"{table.where(number)} is for the same as the column '{columns[first].heading}': it goes to notes"
        hint = f'--map "{columns[number].heading}=FIELD" says what it is for'
        table.say("doubled-column", message, filled, number, hint)


def _too_many(table: RoleTable, column: int) -> str | None:
    """Find what may have made more cells than the header has."""
    beyond = not table.grid.name and column >= len(table.grid.rows[table.first - 1])
    return "is there a comma in this row that wants quotation marks around its text?" if beyond else None


def _letter(number: int) -> str:
    """A column's letters, as spreadsheets call it: A, Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# -- what is wrong


def _other_sheets(names: Sequence[str], read: str, display: str) -> Diagnostic:
    shown = ", ".join(f"'{name}'" for name in names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    which = f"the sheet {shown} has" if len(names) == 1 else f"the sheets {shown} have"
    message = f"{which} roles, too; only those of '{read}' are read"
    hint = f'to read another, say --sheet "{names[0]}"'
    return Diagnostic("other-sheet", Severity.WARNING, message, file=display, hint=hint)


def _unknown(what: str, word: str, known: Iterable[str], display: str) -> Diagnostic:
    names = [name for name in known if name]
    near = did_you_mean(word, names)
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    hint = f"did you mean '{near}'?" if near else f"there are: {shown}" if names else None
    return Diagnostic(f"unknown-{what}", Severity.ERROR, f"there is no {what} '{word}'", file=display, hint=hint)


def _check_mapping(header: _Header, mapping: Mapping[str, str], display: str) -> None:
    """Raise InputError for a column of the mapping that the header does not have."""
    there = {plain(name): name for name, _ in header.names}
    for name in mapping:
        if plain(name) not in there:
            raise InputError([_unknown("column", name, there.values(), display)])


def _no_title(header: _Header, display: str, grids: Sequence[Grid]) -> Diagnostic:
    grid = header.grid
    where = f"the sheet '{grid.name}'" if len(grids) > 1 else "the spreadsheet"
    names = [name for name, _ in header.names if name]
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return Diagnostic(
        "missing-column",
        Severity.ERROR,
        f"no column of {where} is for the title of the role",
        file=display,
        expected=f"a column “Title”, “Role” or “Job title” in one of the first {_WITHIN} rows",
        hint=f'row {grid.lines[header.row]} has {shown}; say which one it is: --map "{_like_titles(header)}=title"',
    )


def _like_titles(header: _Header) -> str:
    """The column whose texts look most like titles: short, all different, and no figures."""
    rows = header.grid.rows[header.row + 1 :]

    def likeness(number: int) -> tuple[int, int]:
        cells = [" ".join(cells[number].split()) for cells in rows if number < len(cells) and cells[number].strip()]
        texts = {cell for cell in cells if re.search(r"[^\W\d]{2}", cell) and len(cell) <= _LONGEST_TITLE}
        strange = header.columns[number].field is None
        return (len(texts) if strange and header.names[number][0] else -1), -number

    best = max(range(len(header.names)), key=likeness, default=0)
    return header.names[best][0] or next((name for name, _ in header.names if name), "Title")
