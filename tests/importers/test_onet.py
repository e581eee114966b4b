"""Releases of O*NET, old and new, text and Excel: the same facts, and what is missing is said once."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpdf.diagnostics import Diagnostic, InputError
from careerpdf.importers.occupations import from_release
from careerpdf.importers.onet import Wanted
from careerpdf.schema.role_id import occupation_role_ids
from tests.support.import_samples import (
    BAKER,
    DATA,
    GLAZER,
    LONG_TITLE,
    MENDER,
    RELEASE,
    TESTER,
    Rows,
    needs_data,
    newer_release,
    read,
    write_excel,
    write_text,
)


def refused(folder: Path, wanted: Wanted | None = None) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        read(folder, wanted)
    return caught.value.diagnostics[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_text(tmp_path / "db_29_3_text")


def test_an_occupation_has_everything_that_the_release_says(folder: Path) -> None:
    release = read(folder)
    baker = release.occupations[BAKER]
    assert (release.version, release.diagnostics) == ("29.3", ())
    assert (baker.title, baker.job_zone, baker.training) == ("Bakers of Cloud Bread", 2, "A summer among clouds.")
    assert baker.tasks == ["Knead clouds.", "Catch clouds."], "core tasks only, by importance"
    assert [one.name for one in baker.skills] == ["Patience", "Sky Reading", "Silence"]
    assert baker.skills[0].text == "Waiting for rain."
    assert [one.name for one in baker.knowledge] == ["Weather", "Rye"]
    assert baker.technology == ["Oven OS", "Sheets", "Abacus"], "in demand, then hot, then the rest"
    assert baker.titles == ["Sky Baker", "Cloud Kneader"]
    assert [(one.name, one.percent) for one in baker.schooling] == [
        ("Associate’s degree", 70.0), ("High school diploma", 30.0)]  # fmt: skip
    assert (baker.work_styles, baker.interests) == (["Cheer", "Calm"], ["Artistic", "Realistic"])
    assert baker.related == [TESTER, MENDER, GLAZER, "99-9999.00"]


def test_ratings_that_are_not_to_be_shown_or_not_relevant_are_not_there(folder: Path) -> None:
    names = {one.name for one in read(folder).occupations[BAKER].skills}
    assert names.isdisjoint({"Whistling", "Juggling"})


def test_education_is_not_told_from_the_little_that_may_be_shown(folder: Path) -> None:
    assert read(folder).occupations[TESTER].schooling == []


def test_titles_come_from_the_list_of_all_where_none_was_reported(folder: Path) -> None:
    assert read(folder).occupations[TESTER].titles == ["Moon Checker"]


def test_where_no_task_is_core_those_without_a_type_are_duties(folder: Path) -> None:
    assert read(folder).occupations[GLAZER].tasks == ["Glaze loaves."]


def test_a_release_of_30_3_and_an_excel_edition_give_the_same_facts(folder: Path, tmp_path: Path) -> None:
    old = read(folder)
    new = read(write_text(tmp_path / "db_30_3_text", newer_release()))
    excel = read(write_excel(tmp_path / "db_29_3_excel"))
    assert new.version == "30.3"
    assert new.occupations == old.occupations
    assert excel.occupations == old.occupations


def test_columns_that_older_releases_lack_are_named_once(tmp_path: Path) -> None:
    files = dict(RELEASE)
    files["Technology Skills"] = [row[:-1] for row in files["Technology Skills"]]
    release = read(write_text(tmp_path / "db_27_0_text", files))
    (problem,) = release.diagnostics
    assert (problem.code, problem.file) == ("missing-column", "Technology Skills.txt")
    assert release.occupations[BAKER].technology == ["Oven OS", "Sheets", "Abacus"]


@pytest.mark.parametrize("missing", sorted(set(RELEASE) - {"Occupation Data", "Alternate Titles"}))
def test_any_other_file_may_be_missing_and_is_named_once(tmp_path: Path, missing: str) -> None:
    files: Mapping[str, Rows] = {name: rows for name, rows in RELEASE.items() if name != missing}
    release = read(write_text(tmp_path / "db_29_3_text", files))
    (problem,) = release.diagnostics
    assert problem.code == "missing-file"
    assert missing in problem.message
    assert len(release.occupations) == 4


def test_the_folder_around_the_release_will_do(folder: Path) -> None:
    assert read(folder.parent).version == "29.3"


def test_a_release_without_a_number_asks_for_it(tmp_path: Path) -> None:
    folder = write_text(tmp_path / "onet")
    (problem,) = read(folder).diagnostics
    assert (problem.code, problem.hint) == ("unknown-release", "say it: --release 29.3")
    assert read(folder, version="28.1").version == "28.1"
    (folder / "Read Me.txt").write_text("O*NET 27.2 Database", encoding="utf-8")
    assert read(folder).version == "27.2"


def test_a_folder_that_is_none_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    (tmp_path / "db_29_3_text.zip").write_bytes(b"PK")
    problem = refused(tmp_path)
    assert (problem.code, problem.hint) == ("not-a-release", "unpack db_29_3_text.zip first")


def test_a_file_that_breaks_off_stops_everything(folder: Path) -> None:
    path = folder / "Skills.txt"
    path.write_bytes(path.read_bytes()[:-40])
    assert refused(folder).code == "cut-off"


def test_a_file_without_its_codes_stops_everything(folder: Path) -> None:
    path = folder / "Task Statements.txt"
    path.write_bytes(path.read_bytes().replace(b"O*NET-SOC Code", b"Number"))
    problem = refused(folder)
    assert (problem.code, problem.file) == ("missing-column", "Task Statements.txt")


def test_codes_choose_one_occupation_or_all_of_a_soc_code(folder: Path) -> None:
    assert list(read(folder, Wanted(codes=("51-3011",))).occupations) == [BAKER, GLAZER]
    assert list(read(folder, Wanted(codes=(TESTER, GLAZER))).occupations) == [GLAZER, TESTER]


def test_an_unknown_code_gets_the_one_that_was_meant(folder: Path) -> None:
    problem = refused(folder, Wanted(codes=("51-3010",)))
    assert problem.message == "O*NET has no occupation 51-3010"
    assert problem.hint == f"did you mean {BAKER} Bakers of Cloud Bread?"


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Wanted(matches=("bakers*",)), [BAKER]),
        (Wanted(matches=("CLOUD",)), [BAKER]),
        (Wanted(zones=(1, 4)), [GLAZER, TESTER]),
        (Wanted(matches=("*s*",), zones=(2,)), [BAKER]),
    ],
)
def test_titles_and_job_zones_choose(folder: Path, wanted: Wanted, codes: list[str]) -> None:
    assert list(read(folder, wanted).occupations) == codes


def test_a_title_that_nothing_has_gets_the_one_that_was_meant(folder: Path) -> None:
    assert refused(folder, Wanted(matches=("moonbean testers",))).hint == "did you mean 'Moonbeam Testers'?"


def test_the_long_title_is_kept_whole(folder: Path) -> None:
    assert len(LONG_TITLE) == 105
    assert read(folder).titles[GLAZER] == LONG_TITLE


@pytest.mark.parametrize("write", [write_text, write_excel])
def test_a_level_of_education_without_words_is_left_out(tmp_path: Path, write: Callable[..., Path]) -> None:
    files = dict(RELEASE)
    name = "Education, Training, and Experience Categories"
    files[name] = tuple((*row[:4], "") if row[3] == "2" else row for row in files[name])
    release = read(write(tmp_path / "db_29_3_text", files))
    assert [one.name for one in release.occupations[BAKER].schooling] == ["Associate’s degree"]


@given(
    st.sampled_from(sorted(RELEASE)),
    st.integers(1, 40),
    st.integers(0, 12),
    st.sampled_from(("", "n/a", "²", "nan", "inf", "-1", "1e9", "é")) | st.none(),
)
@settings(max_examples=60, deadline=None)
def test_a_row_that_is_cut_or_holds_anything_is_read_or_refused_with_its_line(
    name: str, row: int, column: int, cell: str | None
) -> None:
    """`cell` takes the place of a cell; None cuts the row before it."""
    rows = [list(one) for one in RELEASE[name]]
    changed = rows[row % (len(rows) - 1) + 1]
    column %= len(changed)
    changed[column:] = [] if cell is None else [cell, *changed[column + 1 :]]
    with TemporaryDirectory() as folder:
        path = write_text(Path(folder) / "db_29_3_text", {**RELEASE, name: rows})
        try:
            release, problems = read(path), ()
        except InputError as error:
            release, problems = None, error.diagnostics
        if release is None:
            assert cell is None or name == "Occupation Data"
            assert all(problem.file and problem.hint for problem in problems)
            return
        names = occupation_role_ids(release.titles)
        for one in release.occupations.values():
            from_release(one, release, None, None, {}, names, date(2026, 11, 25))


@needs_data
def test_the_real_release_has_1016_occupations_and_93_without_tasks() -> None:
    release = read(DATA / "onet" / "db_29_3_text")
    occupations = release.occupations.values()
    assert len(release.occupations) == 1016
    assert sum(not one.tasks for one in occupations) == 93
    assert max(len(one.title) for one in occupations) == 105
    nurses = release.occupations["29-1141.00"]
    assert (nurses.job_zone, nurses.interests) == (4, ["Social", "Investigative", "Conventional"])
