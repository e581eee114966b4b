"""`careerpdf schema`: valid JSON Schema, the same on stdout, in a file and in this repository."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from careerpdf.booklet.load import booklet_schema
from careerpdf.profile.load import profile_schema
from careerpdf.project import scaffold
from tests.support.commands import NURSE, Run
from tests.support.paths import REPOSITORY

PROFILES = sorted((REPOSITORY / "profiles").glob("*.yaml"))


def test_stdout_and_file_hold_the_same_schema(run: Run, here: Path) -> None:
    printed = run("schema")
    assert printed.exit_code == 0
    assert run("schema", "-o", "out.json").exit_code == 0
    assert json.loads(printed.stdout) == json.loads((here / "out.json").read_text("utf-8")) == profile_schema()


def test_the_schema_that_the_repository_carries_is_fresh() -> None:
    """Otherwise: `careerpdf schema -o .careerpdf/profile.schema.json`."""
    assert (REPOSITORY / scaffold.SCHEMA_FILE).read_text("utf-8") == scaffold.schema_text(profile_schema())


def test_the_schema_of_a_booklet_is_printed_and_the_one_that_the_repository_carries_is_fresh(run: Run) -> None:
    """Otherwise: `careerpdf schema --booklet -o .careerpdf/booklet.schema.json`."""
    assert json.loads(run("schema", "--booklet").stdout) == booklet_schema()
    assert (REPOSITORY / scaffold.BOOKLET_SCHEMA_FILE).read_text("utf-8") == scaffold.schema_text(booklet_schema())


def test_there_are_shipped_profiles_and_each_begins_with_the_schema_line() -> None:
    assert len(PROFILES) >= 8
    for path in PROFILES:
        assert path.read_text("utf-8").startswith(scaffold.SCHEMA_LINE), path.name


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_an_editor_finds_no_fault_in_a_shipped_profile(path: Path) -> None:
    data = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
    Draft202012Validator.check_schema(profile_schema())
    assert [error.message for error in Draft202012Validator(profile_schema()).iter_errors(data)] == []


def test_an_editor_finds_the_faults_that_matter() -> None:
    data = yaml.safe_load(NURSE.replace("category:", "catgory:").replace("duties:", "duties: []\nrest:"))
    validator = Draft202012Validator(profile_schema())
    assert len(list(validator.iter_errors(data))) >= 2
