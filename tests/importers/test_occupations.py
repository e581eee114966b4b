"""Facts of O*NET and BLS as profiles: exact, traceable, and valid whatever is missing."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from careerpdf.check.run import check_files
from careerpdf.check.standards import Verdict
from careerpdf.importers.bls import read_projections, read_wages
from careerpdf.importers.imported import ImportedProfile
from careerpdf.importers.occupations import from_release
from careerpdf.importers.yaml_writer import new_file
from careerpdf.locale import load_locale
from careerpdf.products.context import in_language
from careerpdf.products.handout import Handout
from careerpdf.products.product import Options
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import Project
from careerpdf.schema.role_id import occupation_role_ids, unique_role_id
from tests.support.import_samples import (
    BAKER,
    DATA,
    GLAZER,
    MENDER,
    OEWS,
    PROJECTIONS,
    TESTER,
    needs_data,
    read,
    write_csv,
    write_text,
)

TODAY = dt.date(2026, 11, 25)
Made = dict[str, ImportedProfile]


def make(folder: Path, oews: Path | None, projections: Path | None) -> Made:
    release = read(folder)
    wages = read_wages(oews, "oews") if oews else None
    outlook = read_projections(projections, "projections") if projections else None
    names = occupation_role_ids(release.titles)
    return {
        code: from_release(one, release, wages, outlook, names, names, TODAY)
        for code, one in release.occupations.items()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("import")
    oews = write_csv(folder / "national_M2024_dl.csv")
    return make(write_text(folder / "db_29_3_text"), oews, write_csv(folder / "p.csv", PROJECTIONS))


@pytest.fixture(scope="module")
def profiles(made: Made, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Profile]:
    """The profiles as they come back from their files; all are without any problem."""
    folder = tmp_path_factory.mktemp("profiles")
    found = {}
    known = {one.role for one in made.values()}
    for code, one in made.items():
        path = folder / f"{one.role}.yaml"
        path.write_text(new_file(one, TODAY).after, encoding="utf-8")
        loaded = load_profile(path, known_roles=known)
        assert loaded.diagnostics == (), "\n".join(problem.format() for problem in loaded.diagnostics)
        assert loaded.value is not None
        found[code] = loaded.value
    return found


def test_a_profile_says_what_the_sources_say(profiles: dict[str, Profile]) -> None:
    baker = profiles[BAKER]
    assert (baker.title, baker.category, baker.job_zone) == ("Bakers of Cloud Bread", "Production", 2)
    assert in_language(baker, load_locale("en")).question == "What do bakers of cloud bread do?"
    assert baker.duties == ("Knead clouds.", "Catch clouds.")
    assert baker.education is not None
    assert baker.education.level == "Associate’s degree"
    assert baker.education.text is not None
    assert "associate’s degree (70%), high school diploma (30%)" in baker.education.text[0]
    assert baker.experience is not None
    assert baker.experience.summary == "None in a related job"
    assert [skill.name for skill in baker.skills] == ["Patience", "Sky Reading"], "important ones only"
    assert (baker.work_styles, baker.technology[0]) == (("Cheer", "Calm"), "Oven OS")
    assert baker.advancement is not None
    assert [(step.role, step.how) for step in baker.advancement.next] == [
        ("moonbeam-testers", "takes more preparation (job zone 4)")]  # fmt: skip


def test_wages_are_those_of_bls_with_caps_as_caps(profiles: dict[str, Profile]) -> None:
    salary = profiles[BAKER].salary
    assert salary is not None
    assert salary.median is not None
    assert salary.median.annual is not None
    assert (int(salary.median.annual.value), salary.year, salary.area) == (31200, 2024, "United States")
    assert salary.p90 is not None
    assert salary.p90.annual is not None
    assert salary.p90.annual.at_least
    assert int(salary.p90.annual.value) == 239200
    assert salary.employment == 1234560


def test_a_wage_of_the_year_or_of_the_hour_only_is_never_turned_into_the_other(profiles: dict[str, Profile]) -> None:
    yearly, hourly = profiles[TESTER].salary, profiles[MENDER].salary
    assert yearly is not None
    assert yearly.median is not None
    assert hourly is not None
    assert hourly.median is not None
    assert (yearly.pay_period, yearly.median.hourly) == ("year", None)
    assert (hourly.pay_period, hourly.median.annual) == ("hour", None)


def test_figures_of_the_parent_or_of_the_group_are_said_to_be_the_nearest(profiles: dict[str, Profile]) -> None:
    for code, other in ((GLAZER, "51-3011"), (MENDER, "49-9090")):
        salary = profiles[code].salary
        assert salary is not None
        assert salary.occupation is not None
        assert (salary.occupation.code, salary.occupation.exact) == (other, False)


def test_an_occupation_without_tasks_has_no_duties_and_none_are_made_up(profiles: dict[str, Profile]) -> None:
    assert profiles[MENDER].duties == ()


def test_without_a_wage_the_page_says_so_and_has_no_figure(tmp_path: Path) -> None:
    oews, rows = tmp_path / "national_M2024_dl.csv", [row for row in OEWS if "Menders" not in row]
    made = make(write_text(tmp_path / "db_29_3_text"), write_csv(oews, rows), None)
    assert made[MENDER].fields["salary"] == {
        "area": "United States",
        "year": 2024,
        "source": "bls-oews-2024",
        "note": "BLS published no wage for this occupation in May 2024. Ask an employer.",
    }


def test_every_field_has_a_source_that_the_file_names(made: Made) -> None:
    for one in made.values():
        paths = {
            f"{name}.{inner}" if name in ("salary", "outlook", "education", "experience", "advancement") else name
            for name, value in one.fields.items()
            for inner in (value if isinstance(value, dict) else [""])
        }
        assert set(one.origins) == paths
        assert set(one.origins.values()) == set(one.sources)
        for source in one.sources.values():
            assert {"name", "url", "area", "retrieved"} <= set(source)
            assert {"year", "release"} & set(source)


def test_stars_and_brackets_of_a_text_are_printed_and_not_taken_for_bold(made: Made) -> None:
    assert made[TESTER].fields["introduction"] == r"Test moonbeams with PC\*Meter and Star\*Net."


def test_two_titles_never_get_one_file_and_long_names_end_after_a_word() -> None:
    assert occupation_role_ids({"1": "Cooks, All Other", "2": "Cooks; All Others", "3": "Cooks (all other)"}) == {
        "1": "cooks-all-other", "2": "cooks-all-others", "3": "cooks-all-other-2"}  # fmt: skip
    assert unique_role_id("Señor’s Aides") == "senors-aides"
    name = unique_role_id("Bakers of Bread, Rolls, Pastry, Cakes, Pies, Cookies, and " + "Other Things " * 5)
    assert len(name) <= 60
    assert not name.endswith(("-", "-and"))


@pytest.mark.parametrize("style", ["modern", "classic", "large-print"])
def test_odd_occupations_build_in_every_style(made: Made, tmp_path: Path, style: str) -> None:
    (tmp_path / "profiles").mkdir()
    for one in made.values():
        (tmp_path / "profiles" / f"{one.role}.yaml").write_text(new_file(one, TODAY).after, encoding="utf-8")
    project = Project(tmp_path, ProjectConfig())
    for one in made.values():
        result = Handout(one.role).build(project, Options(style=style))
        assert result.ok, one.role
        assert result.diagnostics == ()


@needs_data
def test_all_1016_real_profiles_are_valid_and_their_figures_those_of_bls(tmp_path: Path) -> None:
    made = make(
        DATA / "onet" / "db_29_3_text", DATA / "bls" / "national_M2024_dl.csv", DATA / "bls" / "occupation.xlsx"
    )
    assert len({one.role for one in made.values()}) == 1016
    assert sum("duties" not in one.fields for one in made.values()) == 93
    known = {one.role for one in made.values()}
    for code, one in made.items():
        if not code.startswith(("15-", "27-", "29-12", "51-40", "55-")):
            continue  # a tenth of them, with all that is odd
        path = tmp_path / f"{one.role}.yaml"
        path.write_text(new_file(one, TODAY).after, encoding="utf-8")
        assert load_profile(path, known_roles=known).diagnostics == (), code
        assert yaml.safe_load(path.read_text("utf-8"))["title"] == one.fields["title"]
    scientists = made["15-2051.00"].fields
    assert scientists["outlook"]["rating"] == "much faster than average"
    assert str(scientists["salary"]["top_10_percent"]["annual"]) == "194410"
    assert made["29-1141.00"].fields["outlook"]["rating"] == "faster than average"


def test_odd_occupations_are_accessible(made: Made, tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    paths = []
    for one in made.values():
        (tmp_path / "profiles" / f"{one.role}.yaml").write_text(new_file(one, TODAY).after, encoding="utf-8")
        result = Handout(one.role).build(Project(tmp_path, ProjectConfig()), Options())
        assert result.path is not None
        paths.append(result.path)
    for item in check_files(tuple(paths), archive=True):
        assert Verdict.FAIL not in {item.verdict(standard) for standard in item.standards}, item.path
