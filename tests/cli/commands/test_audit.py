"""`careerpdf audit`: facts that cannot be traced, are old, capped or implausible, and what is left to write."""

import json
from pathlib import Path

import pytest

from tests.support.commands import NURSE, Run
from tests.support.import_samples import write_csv, write_text

EPOCH = {"SOURCE_DATE_EPOCH": "1790000000"}  # 2026-09-21


@pytest.fixture
def nurse(begun: Path) -> Path:
    path = begun / "profiles" / "nurse.yaml"
    path.write_text(NURSE, encoding="utf-8")
    return path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_sound_profiles_have_nothing_to_look_at(run: Run, nurse: Path) -> None:
    result = run("audit", "--strict", **EPOCH)
    assert (result.exit_code, result.stdout) == (0, "1 profile looked into: nothing to look at\n")


def test_a_wage_without_a_source_is_listed_with_its_line(run: Run, nurse: Path) -> None:
    source = next(line for line in NURSE.splitlines(keepends=True) if line.startswith("  source:"))
    change(nurse, source, "")
    result = run("audit", **EPOCH)
    assert f"Without a source\n  {Path('profiles', 'nurse.yaml').as_posix()}:7: the wages have no source" in (
        result.stdout.replace("\\", "/"))  # fmt: skip
    assert result.exit_code == 0
    assert run("audit", "--strict", **EPOCH).exit_code == 1


def test_facts_older_than_some_years_are_listed(run: Run, nurse: Path) -> None:
    assert "too old" not in run("audit", "--older-than", "2", **EPOCH).stdout
    assert "the wages of 2024: 2 years old" in run("audit", "--older-than", "1", **EPOCH).stdout


def test_a_source_without_any_year_is_listed(run: Run, nurse: Path) -> None:
    change(nurse, ", year: 2024}", "}")
    change(nurse, "  year: 2024\n", "")
    assert "1 without a year" in run("audit", **EPOCH).stdout


def test_capped_figures_are_listed_but_are_no_fault(run: Run, nurse: Path) -> None:
    change(nurse, "median: 93600", "median: {at_least: 239200}")
    result = run("audit", "--strict", **EPOCH)
    assert (result.exit_code, "the median (239,200 a year)" in result.stdout) == (0, True)


def test_a_median_outside_of_what_the_occupation_earns_is_listed(run: Run, nurse: Path, begun: Path) -> None:
    change(nurse, "  year: 2024\n", "  year: 2024\n  occupation: {code: 51-3011, title: Bakers}\n")
    assert "implausible" not in run("audit", **EPOCH).stdout, "nothing to compare with"
    oews = write_csv(begun / "national_M2024_dl.csv")
    assert "implausible" not in run("audit", "--oews", str(oews), **EPOCH).stdout, "the highest tenth is capped"
    change(nurse, "median: 93600", "median: 9600")
    said = run("audit", "--oews", str(oews), "--strict", **EPOCH)
    assert "the median, 9,600 a year, lies outside of what most Bakers earn" in said.stdout
    assert said.exit_code == 1


def test_other_profiles_of_the_occupation_are_something_to_compare_with(run: Run, nurse: Path) -> None:
    more = "  occupation: {code: 29-1141, title: Registered Nurses}\n"
    change(nurse, "  year: 2024\n", f"  year: 2024\n  percentiles: {{p10: 66030, p90: 135320}}\n{more}")
    other = NURSE.replace("93600", "193600").replace("  year: 2024\n", f"  year: 2024\n{more}")
    (nurse.parent / "night-nurse.yaml").write_text(other, encoding="utf-8")
    result = run("audit", **EPOCH).stdout
    assert "night-nurse.yaml:7: the median, 193,600 a year, lies outside" in result
    assert "1 implausible" in result


def test_todos_and_profiles_with_errors_are_listed(run: Run, nurse: Path) -> None:
    change(nurse, "title: Registered Nurse", "title: TODO")
    (nurse.parent / "broken.yaml").write_text("title: X\n", encoding="utf-8")
    result = run("audit", **EPOCH)
    assert "2 profiles looked into: 1 with a TODO left, 1 with errors" in result.stdout


def test_imported_profiles_can_be_traced(run: Run, begun: Path) -> None:
    write_text(begun / "db_29_3_text")
    write_csv(begun / "national_M2024_dl.csv")
    run("import", "onet", "db_29_3_text", "--oews", "national_M2024_dl.csv", **EPOCH)
    assert run("audit", "--strict", **EPOCH).exit_code == 0
    path = begun / "profiles" / "bakers-of-cloud-bread.yaml"
    change(path, "  onet-29-3:\n    name", "  my-onet:\n    name")
    result = run("audit", "bakers-of-cloud-bread", **EPOCH)
    assert "came from 'onet-29-3', which `sources:` lacks" in result.stdout


def test_scripts_get_json(run: Run, nurse: Path) -> None:
    result = json.loads(run("audit", "--older-than", "0", "--format", "json", **EPOCH).stdout)
    assert (result["ok"], result["counts"]) == (False, {"old": 1})
    (finding,) = result["findings"]
    assert (finding["role"], finding["kind"], finding["line"]) == ("nurse", "old", 7)


def test_an_unknown_role_is_an_error(run: Run, nurse: Path) -> None:
    result = run("audit", "nurze")
    assert (result.exit_code, "did you mean 'nurse'?" in result.stderr) == (1, True)
