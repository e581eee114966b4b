"""The workbook that offices begin with: filled in with its own examples it imports back, every column of it."""

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from careerpdf.importers.blank_spreadsheet import blank_spreadsheet, columns
from careerpdf.importers.headings import meaning
from careerpdf.importers.spreadsheet import read_spreadsheet
from careerpdf.importers.yaml_writer import new_file
from careerpdf.profile.load import load_profile

DAY = dt.date(2026, 11, 25)


def filled(path: Path, **cells: object) -> Path:
    """The workbook with a role in it: the examples, but for `cells`, typed in as Excel takes them."""
    book = openpyxl.load_workbook(BytesIO(blank_spreadsheet(path.name)))
    sheet = book["Roles"]
    for number, column in enumerate(columns(), 1):
        cell = sheet.cell(2, number)
        cell.number_format = sheet.column_dimensions[cell.column_letter].number_format
        value: Any = cells.get(column.name, column.example)
        if column.number_format.endswith("%"):
            value = float(value.rstrip("%")) / 100
        elif column.number_format == "yyyy-mm-dd":
            value = dt.datetime.fromisoformat(value)
        elif str(value).isdigit():
            value = int(value)
        cell.value = value or None
    book.save(path)
    return path


def test_every_column_has_a_field_of_its_own() -> None:
    fields = [meaning(column.name).field for column in columns()]
    assert None not in fields
    assert len({*fields}) == len(fields)


def test_the_workbook_comes_back_with_everything_that_was_written_into_it(tmp_path: Path) -> None:
    found = read_spreadsheet(filled(tmp_path / "roles.xlsx"), "roles.xlsx", DAY, mapping={})
    assert (found.diagnostics, found.sheet, found.header) == ((), "Roles", 1)
    (one,) = found.profiles
    path = tmp_path / f"{one.role}.yaml"
    path.write_text(new_file(one, DAY).after, encoding="utf-8")
    loaded = load_profile(path)
    assert loaded.diagnostics == (), "\n".join(problem.format() for problem in loaded.diagnostics)
    profile = loaded.value
    assert profile is not None
    examples = {column.name: column.example for column in columns()}
    assert profile.title == examples["Title"]
    assert profile.duties == ("Find the fault", "Repair brakes, gears and wheels")
    assert profile.salary is not None
    assert profile.salary.median is not None
    assert profile.salary.median.annual is not None
    assert (profile.salary.median.annual.value, profile.salary.year, profile.salary.area) == (
        40360,
        2024,
        "United States",
    )
    assert profile.outlook is not None
    assert (profile.outlook.rating, str(profile.outlook.percent), profile.outlook.period) == (
        "decline",
        "-2.3",
        "2024–34",
    )
    assert [(skill.name, skill.text) for skill in profile.skills] == [
        ("Fault finding", ("hear where a noise comes from",)), ("Patience", ())]  # fmt: skip
    assert (one.code, profile.updated, profile.job_zone) == ("49-3091", dt.date(2026, 11, 23), 2)
    assert profile.notes == (examples["Notes"],)
    assert profile.sources["spreadsheet"].name == examples["Source"]


def test_other_pay_comes_back_too(tmp_path: Path) -> None:
    cells = {"Median pay": "", "Top 10% pay": "", "Pay": "45,000-60,000", "Currency": "CAD"}
    found = read_spreadsheet(filled(tmp_path / "roles.xlsx", **cells), "roles.xlsx", DAY, mapping={})
    salary = found.profiles[0].fields["salary"]
    assert (salary["currency"], salary["annual"]) == ("CAD", {"low": 45000, "high": 60000})
    cells |= {"Pay": "19.40", "Pay period": "an hour", "Currency": ""}
    found = read_spreadsheet(filled(tmp_path / "roles.xlsx", **cells), "roles.xlsx", DAY, mapping={})
    assert str(found.profiles[0].fields["salary"]["hourly"]) == "19.40"


def test_there_is_help_at_every_column_and_a_list_where_there_are_choices() -> None:
    book = openpyxl.load_workbook(BytesIO(blank_spreadsheet("roles.xlsx")))
    rules = book["Roles"].data_validations.dataValidation
    assert len(rules) == len(columns())
    for column, rule in zip(columns(), rules, strict=True):
        assert (rule.promptTitle, rule.prompt) == (column.name, column.help)
        assert len(rule.prompt) <= 255
        assert rule.type == ("list" if column.choices else None)
        assert len(rule.formula1 or "") <= 255
    helped = [row[0] for row in book["Help"].iter_rows(values_only=True)]
    assert [name for name in helped if name in {column.name for column in columns()}] == [c.name for c in columns()]
