"""An office's spreadsheet: columns by their names or a mapping, figures as figures, and nothing dropped."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from careerpdf.diagnostics import Diagnostic, InputError
from careerpdf.importers.spreadsheet import FIELDS, Spreadsheet, read_spreadsheet
from careerpdf.importers.yaml_writer import new_file
from careerpdf.profile.load import load_profile
from tests.support.import_samples import write_workbook

DAY = dt.date(2026, 11, 25)
ROWS = (
    ("Job title", "Group", "About", "Duties", "Median pay", "Wage year", "Growth", "Skills", "Related", "Our no."),
    ("Baker", "Food", "Bakes.", "Bake it.; Sell it.", "$36,000", "2024", "5%", "Patience: Wait.", "Cook, Miller", "17"),
    ("Cook", "Food", "Cooks.", "Cook.", "1,234*", "2024", "", "", "", ""),
)  # fmt: skip


def written(tmp_path: Path, rows: object = ROWS) -> Path:
    return write_workbook(tmp_path / "roles.xlsx", {"Roles": rows})  # type: ignore[dict-item]


def read(path: Path, **mapping: str) -> Spreadsheet:
    return read_spreadsheet(path, path.name, DAY, mapping=mapping)


def refused(path: Path, **mapping: str) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        read(path, **mapping)
    return caught.value.diagnostics[0]


def test_a_row_becomes_a_profile_by_the_names_of_its_columns(tmp_path: Path) -> None:
    fields = read(written(tmp_path)).profiles[0].fields
    assert (fields["title"], fields["category"], fields["duties"]) == ("Baker", "Food", ["Bake it.", "Sell it."])
    assert fields["salary"] == {"median": {"annual": Decimal(36000)}, "year": 2024, "source": "spreadsheet"}
    assert fields["outlook"] == {"percent": Decimal(5), "source": "spreadsheet"}
    assert fields["skills"] == [{"name": "Patience", "text": "Wait."}]
    assert fields["related"] == [{"role": "cook"}, {"title": "Miller"}]


def test_a_column_that_no_field_is_for_goes_to_notes(tmp_path: Path) -> None:
    found = read(written(tmp_path))
    assert found.columns["Our no."] is None
    assert found.profiles[0].fields["notes"] == ["Our no.: 17"]


def test_a_figure_that_cannot_be_read_is_said_with_its_place_and_left_out(tmp_path: Path) -> None:
    found = read(written(tmp_path))
    (problem,) = found.diagnostics
    assert problem.message == "'1,234*' in the column 'Median pay' is no such figure; it is left out"
    assert problem.span is not None
    assert problem.span.line == 3
    assert "median" not in found.profiles[1].fields["salary"]


def test_a_mapping_names_fields_of_other_columns(tmp_path: Path) -> None:
    rows = (("Stelle", "Lohn"), ("Baker", "36000"))
    found = read(written(tmp_path, rows), Stelle="title", Lohn="salary.median.annual")
    assert found.profiles[0].fields["salary"]["median"] == {"annual": Decimal(36000)}


def test_a_spreadsheet_without_titles_and_wrong_mappings_are_explained(tmp_path: Path) -> None:
    path = written(tmp_path, (("Stelle", "Lohn"), ("Baker", "36000")))
    assert refused(path).hint == 'say which one it is: --map "Stelle=title"'
    assert refused(path, Stele="title").hint == "did you mean 'Stelle'?"
    assert refused(path, Stelle="titel").hint == "did you mean 'title'?"


def test_rows_without_a_title_are_said_and_two_of_one_title_get_two_files(tmp_path: Path) -> None:
    found = read(written(tmp_path, (("Title", "Group"), ("Baker", "A"), (None, "B"), ("Baker", "C"))))
    assert [one.role for one in found.profiles] == ["baker", "baker-2"]
    assert [problem.code for problem in found.diagnostics] == ["no-title"]


def test_profiles_are_valid_but_for_what_is_left_to_write(tmp_path: Path) -> None:
    for one in read(written(tmp_path)).profiles:
        path = tmp_path / f"{one.role}.yaml"
        path.write_text(new_file(one, DAY).after, encoding="utf-8")
        loaded = load_profile(path, known_roles=["baker", "cook"])
        assert loaded.diagnostics == (), "\n".join(problem.format() for problem in loaded.diagnostics)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_a_column_can_be_for_is_one_of_a_profile(tmp_path: Path, field: str) -> None:
    values = {"salary.year": "2024", "outlook.rating": "decline", "outlook.period": "2024–34", "job_zone": "3"}
    value = values.get(field, "12" if field.startswith(("salary.", "outlook.")) else "Words")
    one = read(
        written(tmp_path, (("Title", "X"), ("Baker", value))), **({} if field == "title" else {"X": field})
    ).profiles[0]
    path = tmp_path / "baker.yaml"
    path.write_text(new_file(one, DAY).after, encoding="utf-8")
    loaded = load_profile(path)
    assert loaded.ok, "\n".join(problem.format() for problem in loaded.diagnostics)
