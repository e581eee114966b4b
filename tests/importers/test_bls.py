"""Wages and projections: exact figures, caps as caps, and nothing made up."""

from decimal import Decimal
from pathlib import Path

import pytest

from careerpdf.diagnostics import InputError
from careerpdf.importers.bls import Figure, read_projections, read_wages
from tests.support.import_samples import DATA, OEWS, PROJECTIONS, needs_data, renamed, write_csv, write_workbook


def code_of(caught: pytest.ExceptionInfo[InputError]) -> str:
    return caught.value.diagnostics[0].code


def test_wages_are_read_with_their_commas_and_only_detailed_rows(tmp_path: Path) -> None:
    release = read_wages(write_csv(tmp_path / "national_M2024_dl.csv", bom=True), "oews")
    assert (release.year, release.area, sorted(release.wages)) == (
        2024, "United States", ["15-1253", "49-9090", "51-3011"])  # fmt: skip
    baker = release.wages["51-3011"]
    assert (baker.jobs, baker.annual["median"], baker.hourly["p10"]) == (
        1234560, Figure(Decimal(31200)), Figure(Decimal("10.00")))  # fmt: skip
    assert release.diagnostics == ()


def test_a_capped_wage_is_at_least_the_cap_of_its_year(tmp_path: Path) -> None:
    caps = {}
    for year in (2021, 2024):
        wages = read_wages(write_csv(tmp_path / f"national_M{year}_dl.csv"), "oews").wages["51-3011"]
        caps[year] = wages.annual["p90"], wages.hourly["p90"]
    assert caps[2024] == (Figure(Decimal(239200), capped=True), Figure(Decimal("115.00"), capped=True))
    assert caps[2021] == (Figure(Decimal(208000), capped=True), Figure(Decimal("100.00"), capped=True))


def test_a_cap_that_nobody_knows_leaves_the_figure_out_and_says_so(tmp_path: Path) -> None:
    release = read_wages(write_csv(tmp_path / "national_M2009_dl.csv"), "oews")
    assert "p90" not in release.wages["51-3011"].annual
    assert [problem.code for problem in release.diagnostics] == ["unknown-cap"]


def test_a_workbook_says_its_year_and_cap_itself(tmp_path: Path) -> None:
    notes = [
        ["May 2031 OEWS Estimates"],
        ["# = indicates a wage equal to or greater than $130.00 per hour or $270,400 per year"],
    ]
    path = write_workbook(tmp_path / "wages.xlsx", {"wages": OEWS, "Field Descriptions": notes})
    release = read_wages(path, "oews")
    assert (release.year, release.wages["51-3011"].annual["p90"]) == (2031, Figure(Decimal(270400), capped=True))


def test_annual_only_and_hourly_only_wages_get_no_other(tmp_path: Path) -> None:
    wages = read_wages(write_csv(tmp_path / "national_M2024_dl.csv"), "oews").wages
    assert (wages["15-1253"].only, wages["15-1253"].hourly, wages["15-1253"].jobs) == ("year", {}, None)
    assert (wages["49-9090"].only, wages["49-9090"].annual) == ("hour", {})


def test_older_names_of_columns_are_known(tmp_path: Path) -> None:
    rows = [row[2:] for row in renamed(OEWS, {"O_GROUP": "OCC_GROUP"})]
    assert len(read_wages(write_csv(tmp_path / "national_M2021_dl.csv", rows), "oews").wages) == 3


def test_without_a_year_the_option_is_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "wages.csv")
    (problem,) = (d for d in read_wages(path, "wages.csv").diagnostics if d.code == "unknown-year")
    assert problem.hint == "say it: --oews-year 2024"
    assert read_wages(path, "wages.csv", year=2024).diagnostics == ()


def test_a_figure_with_a_star_is_left_out_with_its_place(tmp_path: Path) -> None:
    rows = [tuple("31,200*" if cell == "31,200" else cell for cell in row) for row in OEWS]
    release = read_wages(write_csv(tmp_path / "national_M2024_dl.csv", rows), "oews")
    (problem,) = release.diagnostics
    assert problem.message == "'31,200*' in the column 'A_MEDIAN' is no number; it is left out"
    assert problem.span is not None
    assert problem.span.line == 3
    span = problem.span
    assert span.source_line[span.column - 1 : span.end_column - 1] == "31,200*"
    assert "median" not in release.wages["51-3011"].annual


def test_of_several_areas_one_has_to_be_chosen(tmp_path: Path) -> None:
    rows = [*OEWS, *(("Minnesota", *row[1:]) for row in OEWS[1:])]
    path = write_csv(tmp_path / "state_M2024_dl.csv", rows)
    with pytest.raises(InputError) as caught:
        read_wages(path, "oews")
    assert code_of(caught) == "several-areas"
    assert read_wages(path, "oews", area="minnesota").area == "Minnesota"
    with pytest.raises(InputError) as caught:
        read_wages(path, "oews", area="Minesota")
    assert caught.value.diagnostics[0].hint == "did you mean 'Minnesota'?"


@pytest.mark.parametrize("name", ["occupation.xlsx", "table.csv"])
def test_projections_count_in_thousands_and_have_a_period(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("xlsx"):
        write_workbook(path, {"Index": [["Contents"]], "Table 1.2": PROJECTIONS})
    else:
        write_csv(path, PROJECTIONS)
    release = read_projections(path, name)
    baker, tester = release.projections["51-3011"], release.projections["15-1253"]
    assert (release.period, sorted(release.projections)) == ("2024–34", ["15-1253", "51-3011"])
    assert (baker.title, baker.percent, baker.openings, baker.jobs) == ("Bakers", Decimal("6.6"), 400, 1_300_500)
    assert (tester.percent, tester.openings, tester.training) == (Decimal("-4.8"), None, "Apprenticeship")


@needs_data
@pytest.mark.parametrize("name", ["national_M2024_dl.csv", "national_M2024_dl.xlsx"])
def test_the_real_wages_of_may_2024_are_exact(name: str) -> None:
    release = read_wages(DATA / "bls" / name, name)
    assert (release.year, len(release.wages), release.diagnostics) == (2024, 831, ())
    scientists = release.wages["15-2051"]
    assert {point: str(figure.value) for point, figure in scientists.annual.items()} == {
        "p10": "63650", "p25": "82630", "median": "112590", "p75": "155810", "p90": "194410"}  # fmt: skip
    assert scientists.hourly["median"].value == Decimal("54.13")
    assert release.wages["29-1249"].annual["median"] == Figure(Decimal(239200), capped=True)
    assert {code for code, one in release.wages.items() if one.only == "hour"} == {
        "27-2011", "27-2031", "27-2042", "27-2091", "27-2099"}  # fmt: skip
    assert sum(one.only == "year" for one in release.wages.values()) == 59


@needs_data
def test_the_real_projections_are_exact() -> None:
    release = read_projections(DATA / "bls" / "occupation.xlsx", "occupation.xlsx")
    one = release.projections["15-2051"]
    assert (release.period, one.percent, one.openings, one.jobs) == ("2024–34", Decimal("33.5"), 23400, 245900)
    assert (one.education, one.experience, one.training) == ("Bachelor's degree", "None", "None")
    assert len(release.projections) == 832
