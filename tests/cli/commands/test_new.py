"""`careerpdf new`: a profile that validates but for its TODOs, and never writes over another."""

import re
from pathlib import Path

import pytest
import yaml

from careerpdf.profile.load import load_profile
from careerpdf.project import scaffold
from tests.support.commands import YAML_COMMENT, Run


def test_a_new_profile_validates_with_a_warning_for_each_todo(run: Run, begun: Path) -> None:
    assert run("new", "Data Engineer").exit_code == 0
    result = run("validate", "data-engineer")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "1 file checked: 3 warnings\n"
    assert result.stderr.count("TODO") >= 3


def test_a_new_profile_builds(run: Run, begun: Path) -> None:
    run("new", "Data Engineer")
    result = run("build", "data-engineer")
    assert result.exit_code == 0, result.stderr
    assert (begun / "output" / "data-engineer.pdf").is_file()


def test_the_path_and_the_next_command_are_said(run: Run, begun: Path) -> None:
    lines = run("new", "Data Engineer").stdout
    assert str(Path("profiles", "data-engineer.yaml")) in lines
    assert lines.endswith("  careerpdf validate data-engineer\n  careerpdf build data-engineer\n")


def test_every_commented_part_validates_once_its_hash_is_removed(here: Path) -> None:
    text = YAML_COMMENT.sub("", scaffold.profile_text("Data Engineer"))
    path = here / "data-engineer.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load_profile(path, known_roles=())
    assert loaded.ok, "\n".join(problem.format() for problem in loaded.diagnostics)
    assert loaded.value is not None
    assert loaded.value.salary is not None
    assert {problem.code for problem in loaded.diagnostics} == {"todo"}


def test_a_text_with_stars_goes_into_quotes_as_the_template_says(here: Path) -> None:
    text = scaffold.profile_text("Data Engineer")
    assert "begins with a star" in text
    path = here / "data-engineer.yaml"
    path.write_text(re.sub('"TODO: begin.+"', '"**Plan**: what to build"', text), encoding="utf-8")
    loaded = load_profile(path, known_roles=())
    assert loaded.value is not None
    assert loaded.value.duties == ("**Plan**: what to build",)


def test_every_field_of_a_profile_is_in_the_template(here: Path) -> None:
    from careerpdf.profile.model import Profile

    offered = yaml.safe_load(YAML_COMMENT.sub("", scaffold.profile_text("X")))
    # Derived where they are absent; an office needs them once in a hundred profiles.
    assert set(Profile.model_fields) - set(offered) <= {
        "plural", "article", "tags", "updated", "related", "job_zone", "imported"}  # fmt: skip


@pytest.mark.parametrize(
    "title", ["Data Engineer", "R&D: Lead", 'The "Boss"', "Yes", "3D Artist", "C# Developer", "Chargé"]
)
def test_any_title_comes_back_from_the_file_as_it_was_typed(run: Run, begun: Path, title: str) -> None:
    assert run("new", title).exit_code == 0
    (path,) = (begun / "profiles").iterdir()
    assert yaml.safe_load(path.read_text("utf-8"))["title"] == title


def test_the_first_line_leads_an_editor_to_the_schema(run: Run, begun: Path) -> None:
    run("new", "Data Engineer")
    path = begun / "profiles" / "data-engineer.yaml"
    first = path.read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../.careerpdf/profile.schema.json"
    assert (path.parent / first.partition("$schema=")[2]).resolve().is_file()


@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_an_existing_profile_stays_as_it_is(run: Run, begun: Path, suffix: str) -> None:
    path = begun / "profiles" / f"data-engineer{suffix}"
    path.write_text("mine", encoding="utf-8")
    result = run("new", "Data Engineer")
    assert result.exit_code == 1
    assert str(Path("profiles", path.name)) in result.stderr
    assert path.read_text("utf-8") == "mine"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_weird_title_is_a_usage_error_with_its_reason(run: Run, begun: Path) -> None:
    result = run("new", "护士")
    assert result.exit_code == 2
    assert "letters a to z" in result.stderr
    assert not list((begun / "profiles").iterdir())


def test_a_profile_made_below_the_project_goes_to_its_profiles(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "output").mkdir()
    monkeypatch.chdir(project / "output")
    assert run("new", "Data Engineer").exit_code == 0
    assert (project / "profiles" / "data-engineer.yaml").is_file()


@pytest.mark.parametrize("nothing", [b"", b" \r\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_of_that_name_is_filled(run: Run, begun: Path, nothing: bytes) -> None:
    path = begun / "profiles" / "data-engineer.yml"
    path.write_bytes(nothing)
    result = run("new", "Data Engineer")
    assert (result.exit_code, result.stderr) == (0, "")
    assert str(Path("profiles", path.name)) in result.stdout
    assert path.read_text("utf-8") == scaffold.profile_text("Data Engineer")
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_outside_a_folder_of_handouts_nothing_is_begun(run: Run, here: Path) -> None:
    result = run("new", "Data Engineer")
    assert result.exit_code == 1
    assert f"{here}: error[not-a-handout-folder]" in result.stderr
    assert list(here.iterdir()) == []


def test_a_folder_in_place_of_the_profile_is_said_to_be_in_the_way(run: Run, begun: Path) -> None:
    (begun / "profiles" / "data-engineer.yaml").mkdir()
    result = run("new", "Data Engineer")
    assert result.exit_code == 1
    assert "data-engineer.yaml: a folder of this name is in the way; rename or remove it" in result.stderr
