"""Names of fields in capitals, with blanks, in the other English: the same fields, at the places where they stand."""

from pathlib import Path

import pytest

from careerpdf.profile.load import load_profile
from careerpdf.project.load import open_project
from careerpdf.source.spelling import field_in, plain_field

BASE = "Title: Nurse\nCATEGORY: Health\nIntroduction: Text.\nDuties: [Watch]\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Title", "title"), ("top 10 percent", "top_10_percent"), ("Top-10-%", "top_10_percent"), ("colors", "colours"),
     ("Job Zone", "job_zone"), ("“title”", "title"), ("jobZone", "job_zone"), ("Licences", "licenses")],
)  # fmt: skip
def test_names_are_the_same_whatever_their_capitals_blanks_and_spelling(one: str, other: str) -> None:
    assert plain_field(one) == plain_field(other)


def test_a_profile_is_read_with_names_as_people_write_them(tmp_path: Path) -> None:
    path = tmp_path / "nurse.yaml"
    path.write_text(
        BASE + "Also Called: [RN]\nSources: {My Survey: {Name: Survey}}\n"
        "Salary:\n  Source: My Survey\n  Median: 60000\n  top 10 percent: {Annual: 90000}\nSkills:\n  - Name: Calm\n",
        encoding="utf-8",
    )
    loaded = load_profile(path)
    assert loaded.diagnostics == ()
    assert loaded.value is not None
    assert (loaded.value.also_called, loaded.value.skills[0].name) == (("RN",), "Calm")
    assert loaded.value.salary is not None
    assert loaded.value.salary.source is not None
    assert (loaded.value.salary.source.name, loaded.value.salary.top_10_percent is None) == ("Survey", False)


def test_a_message_stands_where_the_field_was_written(tmp_path: Path) -> None:
    path = tmp_path / "nurse.yaml"
    path.write_text(BASE + "Outlook:\n  Job Rating: x\n  Percent: a third\n", encoding="utf-8")
    spans = [(d.code, d.span.line, d.span.column) for d in load_profile(path).diagnostics if d.span]
    assert spans == [("unknown-key", 6, 3), ("wrong-type", 7, 12)]


def test_a_field_at_the_wrong_depth_is_told_where_it_belongs_however_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "nurse.yaml"
    path.write_text(BASE + "Hourly: 28.50\nOutlook: {Title: x}\n", encoding="utf-8")
    assert [d.hint for d in load_profile(path).diagnostics] == [
        "'Hourly' belongs in 'salary': below it, indented by two spaces",
        "'Title' stands at the left edge, outside 'outlook'",
    ]


def test_the_settings_take_american_and_british_names(tmp_path: Path) -> None:
    (tmp_path / "careerpdf.yaml").write_text('Brand:\n  Colors: {accent: "#1f4e79"}\n', encoding="utf-8")
    workspace, problems = open_project(tmp_path)
    assert problems == ()
    assert workspace.config.brand.colours == {"accent": "#1f4e79"}


def test_a_single_field_is_found_in_plain_data() -> None:
    assert (field_in({"Title": 1}, "title"), field_in({"title": 2, "Title": 1}, "title"), field_in({}, "a")) == (
        1,
        2,
        None,
    )
