"""What is left of the example in careerpdf.yaml: a warning as for a TODO, but not in the sample project."""

from pathlib import Path

import pytest

from careerpdf.cli.open_project import open_folder
from careerpdf.project import scaffold
from tests.support.commands import YAML_COMMENT, Run
from tests.support.paths import REPOSITORY


def test_the_example_of_a_new_folder_is_named_in_one_warning(run: Run, project: Path) -> None:
    (project / "careerpdf.yaml").write_text(YAML_COMMENT.sub("", scaffold.project_text()), encoding="utf-8")
    result = run("validate")
    assert (result.exit_code, result.stdout) == (0, "3 files checked: 1 warning\n")
    assert "the office's institution, room, address, phone, email and url are still the example's" in result.stderr
    for arguments in (["list"], ["build", "electrician"]):
        assert run(*arguments).stderr.count("warning[example-office]") == 1


@pytest.mark.parametrize(
    ("field", "value", "warns"),
    [
        ("email", "us@northfield.example", True),
        ("url", "https://www.example.com/careers", True),
        ("phone", "+1 507 555-0142", True),
        ("phone", "507 555-2142", False),
        ("email", "examples@college.edu", False),
        ("name", "Career Services", False),
    ],
)
def test_addresses_that_nobody_can_have_are_examples(project: Path, field: str, value: str, warns: bool) -> None:
    (project / "careerpdf.yaml").write_text(f"office:\n  {field}: {value}\n", encoding="utf-8")
    problems = open_folder(project)[1]
    assert [(problem.code, problem.span and problem.span.line) for problem in problems] == (
        [("example-office", 2)] if warns else []
    )


def test_the_college_of_the_sample_is_meant_to_be_one() -> None:
    assert open_folder(REPOSITORY)[1] == ()
