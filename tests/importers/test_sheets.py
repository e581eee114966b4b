"""Text files of any usual kind as rows: delimiters, quotation marks, line ends and encodings of real programs."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpdf.diagnostics import Diagnostic, InputError
from careerpdf.importers.headings import meaning
from careerpdf.importers.sheets import read_sheets
from careerpdf.importers.workbooks import Grid


def is_heading(name: str) -> bool:
    return meaning(name).field is not None


def read(tmp_path: Path, raw: bytes | str, name: str = "roles.csv") -> tuple[Grid, list[Diagnostic]]:
    path = tmp_path / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    (grid,), problems = read_sheets(path, name, is_heading)
    return grid, problems


def refused(tmp_path: Path, raw: bytes | str) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        read(tmp_path, raw)
    return caught.value.diagnostics[0]


TAB = (
    "Job title\tSummary\tTasks\r\n"
    'Paralegal\t"Prepares ""exhibits"", briefs and trials."\t"Draft letters\nFile papers\nCall clients"\r\n'
    'Actuary\tWeighs risk.\t"Model, price, and report"\r\n'
)


@pytest.mark.parametrize(
    "raw", [TAB.encode("utf-16"), TAB.encode(), TAB.encode("utf-8-sig"), TAB.replace("\r\n", "\r")]
)
def test_quotation_marks_of_tab_exports_are_quotation_marks(tmp_path: Path, raw: bytes | str) -> None:
    grid, problems = read(tmp_path, raw, "roles.txt")
    assert problems == []
    assert [row[0] for row in grid.rows] == ["Job title", "Paralegal", "Actuary"]
    assert grid.rows[1][1:] == ['Prepares "exhibits", briefs and trials.', "Draft letters\nFile papers\nCall clients"]
    assert grid.lines == [1, 2, 5]


def test_marks_that_do_not_pair_are_letters_in_tab_exports(tmp_path: Path) -> None:
    grid, (problem,) = read(tmp_path, 'Title\tSummary\nPlumber\t"5" pipes\nCook\tCooks.\n', "roles.tsv")
    assert [row[1] for row in grid.rows] == ["Summary", '"5" pipes', "Cooks."]
    assert (
        problem.message
        == "a quotation mark in the row of line 2 does not pair with another: all of them are taken as they stand"
    )


def test_a_mark_that_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    problem = refused(tmp_path, 'Title,Summary\nCook,Cooks.\nBaker,"Bakes\nMiller,Mills.\n')
    assert problem.message == "a quotation mark is opened in the row of line 3 and never closed"
    assert problem.hint == 'the row begins with “Baker,"Bakes”: close it, or save it again'


@pytest.mark.parametrize(
    "raw",
    [
        "Title,Group\nCook,Food\n", "Title;Group\nCook;Food\n", "Title\tGroup\nCook\tFood\n",
        "Title|Group\nCook|Food\n",
        "sep=;\nTitle;Group\nCook;Food\n", "Title;Group\rCook;Food\r", "\ufeffTitle,Group\r\n\r\nCook,Food",
        "Our roles, as of May; a list\nTitle;Group\nCook;Food\n", '"Title";"Group"\n"Cook";"Food"\n',
    ],
)  # fmt: skip
def test_the_delimiter_is_the_one_that_parts_the_names_of_columns(tmp_path: Path, raw: str) -> None:
    grid, problems = read(tmp_path, raw)
    assert problems == []
    assert grid.rows[-2:] == [["Title", "Group"], ["Cook", "Food"]]


@pytest.mark.parametrize(
    ("raw", "name"),
    [("Title,A\nCafé,x\n".encode(), "Café"), ("Title,A\r\nCafé,x\r\n".encode("cp1252"), "Café"),
     ("Title,A\rCafé,x\r".encode("mac-roman"), "Café"), ("Title,A\nCafé,x\n".encode("utf-16-be"), None)],
)  # fmt: skip
def test_encodings_of_usual_programs_are_read(tmp_path: Path, raw: bytes, name: str | None) -> None:
    if name is None:
        assert refused(tmp_path, raw).message == "the file is not plain text"
    else:
        assert read(tmp_path, raw)[0].rows[1][0] == name


@pytest.mark.parametrize(
    ("raw", "code"),
    [("", "empty-file"), (" \n\n", "empty-file"), ("<!DOCTYPE html><table><tr><td>Title", "not-a-table"),
     (b"\0\1\2", "not-a-table")],
)  # fmt: skip
def test_what_is_no_table_is_refused(tmp_path: Path, raw: bytes | str, code: str) -> None:
    problem = refused(tmp_path, raw)
    assert problem.code == code
    assert problem.hint


@given(st.binary(max_size=300) | st.text(alphabet='Title,;\t"\n\r|é=x', max_size=120).map(str.encode))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "roles.csv"
    path.write_bytes(raw)
    problems: tuple[Diagnostic, ...] = ()
    try:
        grids, _ = read_sheets(path, "roles.csv", is_heading)
        assert all(len(grid.rows) == len(grid.lines) == len(set(grid.lines)) for grid in grids)
    except InputError as error:
        problems = error.diagnostics
    assert all(problem.hint for problem in problems)
