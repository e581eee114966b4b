"""`careerpdf init`: a folder to build in at once, and nothing that was there is touched."""

import json
import re
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from PIL import Image

from careerpdf.booklet.load import load_booklet
from careerpdf.booklet.model import PARTS
from careerpdf.project import scaffold
from careerpdf.project.config import Office, ProjectConfig
from careerpdf.project.load import open_project
from careerpdf.system.resources import styles_dir
from tests.support.commands import YAML_COMMENT, Run


def test_an_empty_folder_builds_at_once_and_without_a_warning(run: Run, here: Path) -> None:
    made = run("init")
    assert made.exit_code == 0
    assert made.stdout.endswith(f"\n  careerpdf build {scaffold.SAMPLE}\n")
    result = run("build", scaffold.SAMPLE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (here / "output" / f"{scaffold.SAMPLE}.pdf").read_bytes().startswith(b"%PDF")


def test_what_it_made_validates_without_a_warning(run: Run, here: Path) -> None:
    run("init")
    result = run("validate")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "3 files checked: no problems\n", "")


def test_all_that_the_project_needs_is_there(run: Run, here: Path) -> None:
    run("init")
    assert sorted(path.name for path in here.iterdir()) == [
        ".careerpdf",
        "booklets",
        "careerpdf.yaml",
        "output",
        "profiles",
        "styles",
    ]
    assert [path.name for path in (here / "profiles").iterdir()] == [f"{scaffold.SAMPLE}.yaml"]


def test_a_named_folder_is_made_and_the_way_there_is_said(run: Run, here: Path) -> None:
    result = run("init", "my handouts")
    assert result.exit_code == 0
    assert (here / "my handouts" / "careerpdf.yaml").is_file()
    assert '\n  cd "my handouts"\n' in result.stdout


def test_existing_files_stay_as_they_are(run: Run, here: Path) -> None:
    run("init")
    sample = here / "profiles" / f"{scaffold.SAMPLE}.yaml"
    for path in (here / "careerpdf.yaml", sample):
        path.write_text("# mine\n", encoding="utf-8")
    result = run("init")
    assert result.exit_code == 0
    assert "kept  careerpdf.yaml" in result.stdout
    assert {path.read_text("utf-8") for path in (here / "careerpdf.yaml", sample)} == {"# mine\n"}


def test_a_file_in_place_of_the_folder_is_a_usage_error(run: Run, here: Path) -> None:
    (here / "taken").write_text("x", encoding="utf-8")
    result = run("init", "taken")
    assert result.exit_code == 2
    assert "taken" in result.stderr


def test_the_schema_beside_the_profiles_is_renewed(run: Run, here: Path) -> None:
    run("init")
    schema = here / scaffold.SCHEMA_FILE
    fresh = schema.read_text("utf-8")
    schema.write_text("{}", encoding="utf-8")
    run("init")
    assert schema.read_text("utf-8") == fresh


def test_an_editor_finds_the_schema_of_the_settings_and_no_fault_in_them(run: Run, here: Path) -> None:
    run("init")
    text = (here / "careerpdf.yaml").read_text("utf-8")
    schema = json.loads((here / text.splitlines()[0].partition("$schema=")[2]).read_text("utf-8"))
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(yaml.safe_load(text))) == []
    assert list(validator.iter_errors({"papre": "a4"})) != []


def test_every_commented_setting_is_valid_once_its_hash_is_removed(here: Path) -> None:
    (here / "careerpdf.yaml").write_text(YAML_COMMENT.sub("", scaffold.project_text()), encoding="utf-8")
    project, problems = open_project(here)
    assert problems == ()
    assert project.config.office.name == "Career Services"
    assert project.config.time_zone == "America/Chicago"


def test_the_settings_name_every_field_and_every_style(here: Path) -> None:
    text = scaffold.project_text()
    assert [name for name in (*ProjectConfig.model_fields, *Office.model_fields) if f"{name}:" not in text] == []
    styles = [path.parent.name for path in styles_dir().glob("*/style.yaml")]
    assert len(styles) >= 3
    assert [name for name in styles if name not in text] == []


def test_a_logo_goes_where_the_settings_say(run: Run, here: Path) -> None:
    run("init")
    settings = here / "careerpdf.yaml"
    text = YAML_COMMENT.sub("", settings.read_text("utf-8"))
    logo, logo_alt = re.findall("`(logo.*?: .+?)`", text)
    url = next(line for line in text.splitlines() if line.startswith("  url:"))
    settings.write_text(text.replace(url, f"{url}\n  {logo}\n  {logo_alt}"), encoding="utf-8")
    Image.new("L", (2, 2)).save(here / "logo.png")
    project, problems = open_project(here)
    assert problems == ()
    assert (project.config.office.logo, project.config.office.logo_alt) == ("logo.png", "Northfield College")


def test_the_sample_names_roles_that_are_not_there_by_their_titles() -> None:
    text = scaffold.sample_text()
    assert "title: Machine Learning Engineer" in text
    assert "role:" not in text


def test_the_first_booklet_has_every_role_and_every_commented_line_of_it_is_valid(here: Path) -> None:
    path = here / "booklets" / "career-fair.yaml"
    path.parent.mkdir()
    text = scaffold.booklet_text()
    path.write_text(text, encoding="utf-8")
    loaded = load_booklet(path)
    assert loaded.diagnostics == ()
    assert loaded.value is not None
    assert set(loaded.value.model_fields_set) == {"title"}
    path.write_text(YAML_COMMENT.sub("", text), encoding="utf-8")
    loaded = load_booklet(path)
    assert [d.format() for d in loaded.diagnostics] == []
    assert loaded.value is not None
    assert loaded.value.cover.pattern == "dots"
    assert all(part in text for part in PARTS)
