"""`careerpdf validate`: every problem of every file in one run, on stderr or as JSON."""

import json
from pathlib import Path

import pytest

from tests.support.commands import BROKEN, NURSE, Run


def test_faultless_files_are_counted_and_said_to_be_so(run: Run, project: Path) -> None:
    result = run("validate")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "2 files checked: no problems\n", "")


def test_the_problems_of_all_files_are_shown_in_one_run(run: Run, project: Path) -> None:
    (project / "profiles" / "a.yaml").write_text(BROKEN, encoding="utf-8")
    (project / "profiles" / "b.yaml").write_text("title: [\n", encoding="utf-8")
    (project / "careerpdf.yaml").write_text("paper: a44\n", encoding="utf-8")
    result = run("validate")
    assert result.exit_code == 1
    for place in ("profiles/a.yaml:2:1", "profiles/b.yaml:", "careerpdf.yaml:1:"):
        assert place in result.stderr.replace("\\", "/")
    assert "did you mean 'category'" in result.stderr.lower()
    assert result.stdout.startswith("5 files checked: ")


@pytest.mark.parametrize(
    "target",
    ["registered-nurse", "registered-nurse.yaml", "profiles/registered-nurse.yaml", "careerpdf.yaml"],
)
def test_one_file_can_be_named_as_a_role_or_as_a_path(run: Run, project: Path, target: str) -> None:
    (project / "careerpdf.yaml").write_text("paper: a4\n", encoding="utf-8")
    (project / "profiles" / "bad.yaml").write_text(BROKEN, encoding="utf-8")
    result = run("validate", target)
    assert (result.exit_code, result.stdout) == (0, "1 file checked: no problems\n")


def test_an_unknown_role_gets_the_one_that_was_meant(run: Run, project: Path) -> None:
    result = run("validate", "registred-nurse")
    assert result.exit_code == 1
    assert "did you mean 'registered-nurse'" in result.stderr.lower()


def test_warnings_alone_are_no_failure(run: Run, project: Path) -> None:
    path = project / "profiles" / "registered-nurse.yaml"
    path.write_text(NURSE + "related: [no-such-role]\n", encoding="utf-8")
    result = run("validate")
    assert (result.exit_code, result.stdout) == (0, "2 files checked: 1 warning\n")
    assert "no-such-role" in result.stderr


def test_json_has_each_file_and_its_diagnostics_and_nothing_goes_to_stderr(run: Run, project: Path) -> None:
    (project / "profiles" / "a.yaml").write_text(BROKEN, encoding="utf-8")
    result = run("validate", "--format", "json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, result.stderr, answer["ok"]) == (1, "", False)
    files = {Path(file["name"]).stem: file for file in answer["files"]}
    assert {name: file["ok"] for name, file in files.items()} == {
        "a": False,
        "electrician": True,
        "registered-nurse": True,
    }
    assert "unknown-key" in {diagnostic["code"] for diagnostic in files["a"]["diagnostics"]}


def test_quiet_prints_problems_only(run: Run, project: Path) -> None:
    assert run("validate", "-q").output == ""
    (project / "profiles" / "a.yaml").write_text(BROKEN, encoding="utf-8")
    result = run("validate", "-q")
    assert result.stdout == ""
    assert result.stderr != ""


def test_a_folder_without_profiles_has_nothing_to_complain_about(run: Run, begun: Path) -> None:
    result = run("validate")
    assert (result.exit_code, result.stdout) == (0, "0 files checked: no problems\n")


def test_outside_a_folder_of_handouts_it_is_said_that_this_is_none(run: Run, here: Path) -> None:
    result = run("validate")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{here}: error[not-a-handout-folder]" in result.stderr
    assert "careerpdf init" in result.stderr
    assert run("validate", "nurse").stderr == result.stderr
    assert json.loads(run("validate", "--format", "json").stdout)["ok"] is False


def test_a_file_can_be_checked_wherever_it_lies(run: Run, here: Path) -> None:
    (here / "nurse.yaml").write_text(NURSE, encoding="utf-8")
    assert run("validate", "nurse.yaml").exit_code == 0


def test_a_file_name_with_a_space_gets_the_warning_that_it_does_not_suit(run: Run, project: Path) -> None:
    (project / "profiles" / "Dental Assistant.yaml").write_text(NURSE, encoding="utf-8")
    for arguments in ((), ("Dental Assistant",)):
        result = run("validate", *arguments)
        assert result.exit_code == 0
        assert "rename the file to dental-assistant.yaml" in result.stderr
    assert "Dental Assistant" in run("list").stdout


def test_files_of_the_wrong_kind_are_named(run: Run, project: Path) -> None:
    (project / "profiles" / "dental-assistant.yaml.txt").write_text(NURSE, encoding="utf-8")
    result = run("validate")
    assert (result.exit_code, result.stdout) == (0, "2 files checked: 1 warning\n")
    assert "dental-assistant.yaml.txt is not read" in result.stderr
    assert "rename it to dental-assistant.yaml" in result.stderr
    for arguments in (["list"], ["build", "--all"]):
        assert "dental-assistant.yaml.txt is not read" in run(*arguments).stderr
    assert "not read" not in run("build", "electrician").stderr
    assert "rename it to dental-assistant.yaml" in run("build", "dental-assistant").stderr


@pytest.fixture
def fair(project: Path) -> Path:
    """A manifest that has nothing wrong with it."""
    path = project / "booklets" / "fair.yaml"
    path.parent.mkdir()
    path.write_text("title: The Fair\nroles: [electrician]\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("target", ["fair", "fair.yaml", "booklets/fair.yaml"])
def test_a_booklet_can_be_named_like_a_role(run: Run, fair: Path, target: str) -> None:
    assert run("validate", target).stdout == "1 file checked: no problems\n"
    assert run("validate").stdout == "3 files checked: no problems\n"


def test_all_that_is_wrong_with_a_booklet_is_said_at_once(run: Run, fair: Path) -> None:
    fair.write_text("titel: X\nstyle: clasic\nroles: [electrican, nobody]\npad_to: 99\n", encoding="utf-8")
    result = run("validate")
    assert result.exit_code == 1
    places = ["1:1: error[unknown-key]", "2:8: error[unknown-style]", "3:9: error[unknown-role]",
              "3:21: error[unknown-role]", "4:9: error[out-of-range]"]  # fmt: skip
    at = [result.stderr.replace("\\", "/").index(f"booklets/fair.yaml:{place}") for place in places]
    assert at == sorted(at)
    assert result.stdout == "3 files checked: 5 errors\n"


def test_a_booklet_brings_the_errors_of_its_profiles_along_and_no_others(run: Run, fair: Path) -> None:
    for name in ("bad", "worse"):
        (fair.parents[1] / "profiles" / f"{name}.yaml").write_text(BROKEN, encoding="utf-8")
    fair.write_text("title: The Fair\nroles: [bad]\n", encoding="utf-8")
    result = run("validate", "fair")
    assert "profiles/bad.yaml:2:1" in result.stderr.replace("\\", "/")
    assert "worse" not in result.stderr
    assert "unknown-role" not in result.stderr


def test_a_role_of_the_same_name_goes_before_a_booklet(run: Run, fair: Path) -> None:
    (fair.parent / "electrician.yaml").write_text("titel: X\n", encoding="utf-8")
    assert run("validate", "electrician").exit_code == 0
    assert run("validate", "booklets/electrician.yaml").exit_code == 1


def test_an_unknown_booklet_gets_the_one_that_was_meant(run: Run, fair: Path) -> None:
    assert "did you mean 'fair'?" in run("validate", "fairs").stderr


SECTIONS = """\
own_sections:
  - {title: On our campus, text: Ask us., category: Healthcare}
  - {title: At the fair, text: Ask them., tag: [internship], roles: [electrician]}
"""


def test_an_own_section_whose_category_or_tag_no_role_has_is_warned_of(run: Run, project: Path) -> None:
    (project / "careerpdf.yaml").write_text(SECTIONS, encoding="utf-8")
    for command in (("validate",), ("build", "--all")):
        result = run(*command)
        assert result.exit_code == 0
        assert "careerpdf.yaml:2:53: warning[unknown-category]: no profile has the category" in result.stderr
        assert "did you mean 'Health Care'?" in result.stderr
        assert "careerpdf.yaml:3:49: warning[unknown-tag]: no profile has the tag 'internship'" in result.stderr
    (project / "careerpdf.yaml").write_text(SECTIONS.replace("Healthcare", "health care"), encoding="utf-8")
    assert "unknown-category" not in run("validate").stderr


def test_of_one_role_or_with_a_profile_that_cannot_be_read_nobody_knows_which_categories_there_are(
    run: Run, project: Path
) -> None:
    (project / "careerpdf.yaml").write_text(SECTIONS, encoding="utf-8")
    assert "unknown-category" not in run("build", "electrician").stderr
    (project / "profiles" / "torn.yaml").write_text("category: [", encoding="utf-8")
    assert "unknown-category" not in run("validate").stderr
