"""`careerpdf import csv`: from an office's spreadsheet to a printed figure, and back into the same profiles."""

from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from careerpdf.importers.blank_spreadsheet import columns
from tests.support.commands import Run


def printed(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_pay_and_growth_are_printed_as_the_spreadsheet_shows_them(run: Run, begun: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Title", "Category", "Description", "Duties", "Hourly", "Outlook", "Growth", "Outlook period"])
    sheet.append(["Baker", "Food", "Bakes.", "Bake.", 15.5, "Decline", -0.265, "2024-34"])
    sheet["E2"].number_format, sheet["G2"].number_format = '"$"0.00', "0.0%"
    book.save(begun / "roles.xlsx")
    assert run("import", "csv", "roles.xlsx").exit_code == 0
    assert run("build", "baker").exit_code == 0
    text = printed(begun / "output" / "baker.pdf")
    assert "$15.50 an hour" in text
    assert "−26.5%, 2024–34" in text
    assert "Median pay" not in text


def test_a_range_is_printed_as_one(run: Run, begun: Path) -> None:
    (begun / "roles.csv").write_text(
        'Title,Category,Description,Duties,Salary\nBaker,Food,Bakes.,Bake.,"£27k-35k pa"\n', encoding="utf-8"
    )
    assert run("import", "csv", "roles.csv").exit_code == 0
    assert run("build", "baker", "--style", "plain").exit_code == 0
    assert "£27,000–£35,000" in printed(begun / "output" / "baker.pdf")


def test_sheet_and_currency_can_be_said(run: Run, begun: Path) -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("Next year")
    assert first is not None
    for sheet, pay in ((first, 40000), (second, 41000)):
        sheet.append(["Our roles"])
        sheet.append(["Title", "Median pay"])
        sheet.append(["Baker", pay])
    book.save(begun / "roles.xlsx")
    result = run("import", "csv", "roles.xlsx", "--sheet", "next year", "--currency", "eur")
    assert result.exit_code == 0, result.stderr
    assert "The names of the columns are those in row 2 of the sheet 'Next year'.\n" in result.stdout
    text = (begun / "profiles" / "baker.yaml").read_text("utf-8")
    assert "  currency: EUR\n  median: {annual: 41000}\n" in text
    assert "is no currency" in run("import", "csv", "roles.xlsx", "--currency", "dollars").stderr


def test_a_second_import_changes_nothing(run: Run, begun: Path) -> None:
    (begun / "roles.csv").write_text("Title,Salary,SOC\nBaker,45-60k,51-3011\nCook,90k+,51-3011\n", encoding="utf-8")
    run("import", "csv", "roles.csv")
    before = {path: path.read_bytes() for path in (begun / "profiles").iterdir()}
    assert "2 unchanged" in run("import", "csv", "roles.csv").stdout
    assert {path: path.read_bytes() for path in (begun / "profiles").iterdir()} == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and then nothing", b"\xd0\xcf\x11\xe0", b"Lohn,Ort\n1,2\n"])
def test_a_file_that_is_none_ends_with_a_message(run: Run, begun: Path, content: bytes) -> None:
    (begun / "roles.xlsx").write_bytes(content)
    result = run("import", "csv", "roles.xlsx")
    assert (result.exit_code, list((begun / "profiles").iterdir())) == (1, [])
    assert result.stderr.startswith("roles.xlsx: error[")
    assert "hint: " in result.stderr
    assert "internal-error" not in result.stderr


def test_a_workbook_to_begin_with_is_made_once_and_imports(run: Run, begun: Path) -> None:
    result = run("new", "--spreadsheet")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "made  roles.xlsx")
    assert result.stdout.endswith("  careerpdf import csv roles.xlsx\n")
    again = run("new", "--spreadsheet")
    assert (again.exit_code, again.stderr) == (1, "error: roles.xlsx is there already; it stays as it is.\n")
    book = openpyxl.load_workbook(begun / "roles.xlsx")
    for number, column in enumerate(columns(), 1):
        if column.name in ("Title", "Category", "Description", "Duties"):
            book["Roles"].cell(2, number, column.example)
    book.save(begun / "roles.xlsx")
    assert run("import", "csv", "roles.xlsx").exit_code == 0
    assert run("build", "bicycle-mechanic").exit_code == 0


def test_a_workbook_may_have_a_name_and_a_blank_in_it(run: Run, begun: Path) -> None:
    assert run("new", "--spreadsheet", "our roles").stdout.endswith('  careerpdf import csv "our roles.xlsx"\n')
    assert (begun / "our roles.xlsx").is_file()
    assert run("new").exit_code == 2
