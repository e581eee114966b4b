"""`careerpdf import onet`: profiles in a folder, all of them or none; a second import shows what it changes."""

import json
from pathlib import Path

import pypdfium2
import pytest

from tests.support.commands import Run
from tests.support.import_samples import BAKER, OEWS, PROJECTIONS, write_csv, write_text, write_workbook

EPOCH = {"SOURCE_DATE_EPOCH": "1790000000"}


@pytest.fixture
def onet(begun: Path) -> Path:
    """The current folder, with an O*NET release, wages and projections in it."""
    write_text(begun / "db_29_3_text")
    write_csv(begun / "national_M2024_dl.csv")
    write_workbook(begun / "occupation.xlsx", {"Table 1.2": PROJECTIONS})
    return begun


ALL = ("import", "onet", "db_29_3_text", "--oews", "national_M2024_dl.csv", "--projections", "occupation.xlsx")


def test_profiles_are_written_validate_and_build(run: Run, onet: Path) -> None:
    result = run(*ALL, **EPOCH)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "4 profiles in profiles: 4 new\n"
        "What the sources do not say: 1 without duties, 1 without an outlook, 3 without skills\n"
    )
    assert run("validate").stdout == "4 files checked: no problems\n"
    assert run("build", "bakers-of-cloud-bread").exit_code == 0
    text = (onet / "profiles" / "bakers-of-cloud-bread.yaml").read_text("utf-8")
    assert "    retrieved: 2026-09-21\n" in text
    assert (onet / ".careerpdf" / "profile.schema.json").is_file()


def test_several_codes_and_zones_follow_one_option(run: Run, onet: Path) -> None:
    result = run("import", "onet", "db_29_3_text", "--codes", "51-3011.00", "15-1253", "-o", "some")
    assert sorted(path.stem for path in (onet / "some").iterdir()) == ["bakers-of-cloud-bread", "moonbeam-testers"]
    assert result.exit_code == 0
    run("import", "onet", "--job-zone", "1", "4", "-o", "zones", "db_29_3_text")
    assert len(list((onet / "zones").iterdir())) == 2


def test_a_second_import_changes_nothing(run: Run, onet: Path) -> None:
    run(*ALL)
    before = {path: path.read_bytes() for path in (onet / "profiles").iterdir()}
    assert "4 unchanged" in run(*ALL).stdout
    assert {path: path.read_bytes() for path in (onet / "profiles").iterdir()} == before


def test_a_later_release_updates_and_keeps_what_was_changed_and_shows_it_first(run: Run, onet: Path) -> None:
    run(*ALL)
    path = onet / "profiles" / "bakers-of-cloud-bread.yaml"
    path.write_text(path.read_text("utf-8").replace("Knead clouds.", "Knead them well."), encoding="utf-8")
    rows = [tuple("32,200" if cell == "31,200" else cell for cell in row) for row in OEWS]
    rows = [tuple("15.48" if cell == "15.00" else cell for cell in row) for row in rows]
    later = (*ALL[:4], str(write_csv(onet / "national_M2023_dl.csv", rows)), *ALL[5:])
    mine = path.read_bytes()
    shown = run(*later, "--dry-run")
    assert "-  median: {annual: 31200, hourly: 15.00}\n+  median: {annual: 32200, hourly: 15.48}\n" in shown.stdout
    assert "Nothing was written." in shown.stdout
    assert path.read_bytes() == mine
    result = run(*later)
    assert "kept as you changed it: " in result.stdout
    assert result.stdout.rstrip().endswith("bakers-of-cloud-bread.yaml: duties")
    text = path.read_text("utf-8")
    assert "Knead them well." in text
    assert "median: {annual: 32200, hourly: 15.48}" in text


def test_a_renamed_profile_is_found_again_by_its_code(run: Run, onet: Path) -> None:
    run(*ALL)
    (onet / "profiles" / "bakers-of-cloud-bread.yaml").rename(onet / "profiles" / "baker.yaml")
    assert "4 unchanged" in run(*ALL).stdout or "updated" in run(*ALL).stdout
    assert not (onet / "profiles" / "bakers-of-cloud-bread.yaml").exists()


def test_a_profile_of_ones_own_is_never_written_over_unless_asked(run: Run, onet: Path) -> None:
    path = onet / "profiles" / "moonbeam-testers.yaml"
    path.write_text("title: Mine\n", encoding="utf-8")
    result = run(*ALL)
    assert result.exit_code == 0
    assert "warning[not-imported]" in result.stderr
    assert "3 new, 1 left alone" in result.stdout
    assert path.read_text("utf-8") == "title: Mine\n"
    run(*ALL, "--overwrite")
    assert "Moonbeam Testers" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda here: (here / "db_29_3_text" / "Knowledge.txt").write_bytes(b"A\tB\tC\n1\t2\t3\n1"), "cut-off"),
        (lambda here: (here / "national_M2024_dl.csv").write_bytes(b"<html>\n"), "missing-column"),
        (lambda here: (here / "occupation.xlsx").write_bytes(b"<html>\n"), "not-a-workbook"),
        (lambda here: (here / "national_M2024_dl.csv").write_bytes(b"PK\x03\x04"), "not-a-table"),
    ],
)
def test_bad_input_is_explained_and_nothing_is_written(run: Run, onet: Path, damage, code: str) -> None:  # type: ignore[no-untyped-def]
    damage(onet)
    result = run(*ALL)
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert "Traceback" not in result.stderr
    assert list((onet / "profiles").iterdir()) == []


def test_wages_without_a_year_are_refused_before_anything_is_written(run: Run, onet: Path) -> None:
    (onet / "national_M2024_dl.csv").rename(onet / "wages.csv")
    result = run("import", "onet", "db_29_3_text", "--oews", "wages.csv")
    assert (result.exit_code, list((onet / "profiles").iterdir())) == (1, [])
    assert "--oews-year 2024" in result.stderr
    assert run("import", "onet", "db_29_3_text", "--oews", "wages.csv", "--oews-year", "2024").exit_code == 0


def test_a_mistyped_code_is_a_usage_error(run: Run, onet: Path) -> None:
    result = run("import", "onet", "db_29_3_text", "--codes", "15-2051x")
    assert (result.exit_code, "one looks like 15-2051" in result.stderr) == (2, True)


def test_scripts_get_json(run: Run, onet: Path) -> None:
    result = json.loads(run(*ALL, "--codes", BAKER, "--format", "json").stdout)
    (profile,) = result["profiles"]
    assert (result["ok"], profile["role"], profile["code"], profile["state"]) == (
        True, "bakers-of-cloud-bread", BAKER, "new")  # fmt: skip


def test_outside_a_folder_of_handouts_the_output_has_to_be_said(run: Run, here: Path) -> None:
    write_text(here / "db_29_3_text")
    assert "not-a-handout-folder" in run("import", "onet", "db_29_3_text").stderr
    assert run("import", "onet", "db_29_3_text", "-o", "out").exit_code == 0


def test_a_pasted_page_becomes_a_profile_with_a_summary_of_what_went_where(run: Run, begun: Path) -> None:
    page = "What does a baker do?\n\nBakers bake.\n\nDuties\n\n- Bake.\n\nSkills\n\nPatience: Wait.\n"
    (begun / "page.txt").write_text(page, encoding="utf-8")
    result = run("import", "article", "page.txt", "--category", "Food", "--url", "https://sky.example/baker")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "  skills            1 entry\n" in result.stdout
    assert result.stdout.endswith("1 profile in profiles: 1 new\n")
    assert "url: https://sky.example/baker\n" in (begun / "profiles" / "baker.yaml").read_text("utf-8")
    assert run(
        "import", "article", "page.txt", "--category", "Food", "--url", "https://sky.example/baker"
    ).stdout.endswith("1 unchanged\n")


def test_a_page_whose_title_is_no_role_is_imported_under_the_title_that_is_given(run: Run, begun: Path) -> None:
    page = (
        "<h1>Careers</h1><p>Bakers bake.</p><h2>Duties</h2><ul><li>Bake.</li></ul><h2>Skills</h2><p>Patience: Wait.</p>"
    )
    (begun / "page.html").write_text(page, encoding="utf-8")
    refused = run("import", "article", "page.html")
    assert (refused.exit_code, "`--title" in refused.stderr) == (1, True)
    assert run("import", "article", "page.html", "--title", "Baker").exit_code == 0
    assert "title: Baker\n" in (begun / "profiles" / "baker.yaml").read_text("utf-8")


def test_a_text_that_is_no_role_page_writes_nothing(run: Run, begun: Path) -> None:
    (begun / "letter.txt").write_text("Dear Dana,\n\nsee you on Friday.\n", encoding="utf-8")
    result = run("import", "article", "letter.txt")
    assert (result.exit_code, list((begun / "profiles").iterdir())) == (1, [])
    assert "error[not-a-role-page]" in result.stderr


@pytest.mark.parametrize("parts", ["[cover]", "[cover, imprint]", "[cover, sources]", "[contents]"])
def test_a_booklet_cannot_be_made_without_the_statement_that_onet_asks_for(run: Run, onet: Path, parts: str) -> None:
    run(*ALL, "--codes", BAKER)
    (onet / "booklets").mkdir()
    (onet / "booklets" / "sky.yaml").write_text(
        f"title: Sky\ninclude: {parts}\nroles: [bakers-of-cloud-bread]\n", encoding="utf-8"
    )
    result = run("booklet", "sky")
    assert result.exit_code == 0, result.stderr
    with pypdfium2.PdfDocument(onet / "output" / "sky.pdf") as pdf:
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert "used under the CC BY 4.0 license" in text
    assert "O*NET 29.3 Database" in text
