"""A workbook to write roles into, one in each row, with help at every column and lists to choose from.

`careerpdf import csv` reads it; a test fills it in and imports it.
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from careerpdf.profile.figures import RATINGS

_ROWS = 1000  # that have lists to choose from
_WIDTHS = {"narrow": 12, "medium": 24, "wide": 48}  # in characters
_GROUND, _INK = "1F4E79", "FFFFFF"


class BlankColumn(NamedTuple):
    """A column: its name, its width, what goes into it, an example, and what there is to choose from."""

    name: str
    width: int
    help: str
    example: str
    choices: tuple[str, ...]
    number_format: str


@cache
def columns() -> tuple[BlankColumn, ...]:
    """The columns of the workbook."""
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return tuple(
        BlankColumn(
            one["name"],
            _WIDTHS[one["width"]],
            one["help"].format(several=data["several"]),
            one.get("example", ""),
            RATINGS if one.get("choices") == "ratings" else tuple(one.get("choices", ())),
            one.get("format", "General"),
        )
        for one in data["columns"]
    )


_HOW = (
    "Write one role into each row of the sheet “Roles”. What you do not know stays empty.",
    "Columns may be left out, moved and added; one that careerpdf does not know goes to the notes of a role.",
    "Then make profiles of them:  careerpdf import csv {file}",
    "Change the sheet later and import it again: what you have changed in a profile by hand stays as it is.",
)


def blank_spreadsheet(file: str) -> bytes:
    """The workbook, which will be called `file`."""
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.properties.creator = "careerpdf"
    roles, help_ = book.active, book.create_sheet("Help")
    assert roles is not None  # noqa: S101 (a new workbook has a sheet)
    roles.title = "Roles"
    head = {"font": Font(bold=True, color=_INK), "fill": PatternFill("solid", fgColor=_GROUND)}
    top = Alignment(vertical="top", wrap_text=True)
    for number, column in enumerate(columns(), 1):
        letter = get_column_letter(number)
        roles.column_dimensions[letter].width = column.width
        roles.column_dimensions[letter].number_format = column.number_format
        cell = roles.cell(1, number, column.name)
        cell.font, cell.fill, cell.alignment = head["font"], head["fill"], top
        rule = _rule(column)
        rule.add(f"{letter}2:{letter}{_ROWS + 1}")
        roles.add_data_validation(rule)
    roles.freeze_panes = "B2"
    for row, cells in enumerate(_help(file), 1):
        for number, text in enumerate(cells, 1):
            cell = help_.cell(row, number, text)
            cell.alignment = top if len(cells) > 1 else Alignment()
            if row == len(_HOW) + 2:
                cell.font, cell.fill = head["font"], head["fill"]
    for letter, width in zip("ABC", (24, 96, 48), strict=True):
        help_.column_dimensions[letter].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _help(file: str) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet of help."""
    typed = f'"{file}"' if " " in file else file
    yield from ((line.format(file=typed),) for line in _HOW)
    yield ()
    yield "Name of the column", "What goes into it", "Example"
    for column in columns():
        choices = f" One of: {', '.join(column.choices)}." if column.choices else ""
        yield column.name, column.help + choices, column.example


def _rule(column: BlankColumn) -> Any:
    """The help that is shown at a cell, and the list that it can be chosen from."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=column.name, prompt=column.help[:255])
    if column.choices:
        rule.type = "list"
        rule.formula1 = f'"{",".join(column.choices)}"'
        rule.showErrorMessage, rule.errorStyle = True, "warning"
        rule.errorTitle, rule.error = column.name, f"This is none of: {', '.join(column.choices)}."[:255]
    return rule
