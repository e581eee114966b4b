"""Tables as agencies publish them: found by their columns, refused when damaged."""

from pathlib import Path

import pytest

from careerpdf.diagnostics import Diagnostic, InputError
from careerpdf.importers.tables import read_table
from tests.support.import_samples import write_workbook


def refused(path: Path, *holding: str) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        read_table(path, path.name, holding=holding)
    (problem,) = caught.value.diagnostics
    return problem


def written(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_columns_are_found_whatever_their_capitals_and_blanks(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "a.txt", b"O*NET-SOC Code\tTask ID\r\n1\t2\r\n"), "a.txt")
    assert (table.find("onetsoc_code"), table.find("TASK id"), table.find("Task")) == (0, 1, None)
    assert [list(row) for row in table.rows] == [["1", "2"]]


def test_a_quotation_mark_in_tab_separated_text_is_one(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "a.txt", b'A\tB\n1\tThe "right" one\n2\t"x\n'), "a.txt")
    assert [row[1] for row in table.rows] == ['The "right" one', '"x']


@pytest.mark.parametrize("raw", ["A;B\n1;é\n".encode(), b"\xef\xbb\xbfA,B\n1,\xc3\xa9\n", b"A,B\n1,\xe9\n"])
def test_utf_8_with_and_without_a_mark_and_what_excel_saves_are_read(tmp_path: Path, raw: bytes) -> None:
    table = read_table(written(tmp_path / "a.csv", raw), "a.csv")
    assert table.columns == ("A", "B")
    assert table.rows[0][1] == "é"


def test_a_header_below_a_title_is_found_and_what_stands_above_is_kept(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "a.csv", b"Wages of 2024,\n,\nCODE,WAGE\nx,1\n"), "a.csv", holding=("code",))
    assert (table.columns, table.above.strip()) == (("CODE", "WAGE"), "Wages of 2024")
    assert list(table.lines) == [4]


def test_a_file_that_breaks_off_is_refused_with_its_line(tmp_path: Path) -> None:
    problem = refused(written(tmp_path / "a.txt", b"A\tB\tC\n1\t2\t3\n4\t5"))
    assert (problem.code, problem.message) == ("cut-off", "the file breaks off in line 3, after 2 of 3 columns")
    assert problem.span is not None
    assert problem.span.line == 3


def test_a_short_row_is_refused_in_a_release_and_taken_in_a_spreadsheet(tmp_path: Path) -> None:
    problem = refused(written(tmp_path / "a.txt", b"A\tB\tC\n1\t2\t3\n4\t5\n7\t8\t9\n"))
    assert problem.message == "the file is damaged in line 3, after 2 of 3 columns"
    assert problem.hint == "download or unpack it again; nothing was imported"
    table = read_table(written(tmp_path / "a.csv", b"A,B,C\n1,2,3\n4,5\n7,8,9\n"), "a.csv")
    assert list(table.rows[1]) == ["4", "5", ""]


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.xlsx", b"<html>Not found</html>", "not-a-workbook"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "damaged-workbook"),
        ("a.csv", b"PK\x03\x04xl/", "not-a-table"),
        ("a.csv", b"\xd0\xcf\x11\xe0old Excel", "not-a-table"),
        ("a.csv", b"", "empty-file"),
        ("a.csv", b"just words\n", "missing-column"),
        ("a.csv", b"A,B\n1,\x81\x8d\n", "wrong-encoding"),
        ("a.csv", b"\x00\x01\x02", "not-a-table"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(tmp_path: Path, name: str, raw: bytes, code: str) -> None:
    problem = refused(written(tmp_path / name, raw), "A", "B")
    assert problem.code == code
    assert problem.hint


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "a.csv", b"Titel,Wage\nx,1\n"), "a.csv")
    with pytest.raises(InputError) as caught:
        table.need("Title")
    (problem,) = caught.value.diagnostics
    assert (problem.message, problem.hint) == ("the column 'Title' is missing", "is it the one called 'Titel'?")


def test_a_workbook_gives_the_sheet_that_has_the_columns_and_figures_as_they_are_typed(tmp_path: Path) -> None:
    sheets = {"Index": [["Contents"]], "Data": [["CODE", "WAGE", "ONLY"], ["x", 4.5, True], ["y", 120000, None]]}
    table = read_table(write_workbook(tmp_path / "a.xlsx", sheets), "a.xlsx", holding=("CODE", "WAGE"))
    assert [list(row) for row in table.rows] == [["x", "4.5", "TRUE"], ["y", "120000", ""]]
