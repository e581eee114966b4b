"""The README: its two commands are the ones that the build server runs, and what it points to exists."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from careerpdf.cli.app import COMMANDS
from careerpdf.project import scaffold
from tests.support.paths import REPOSITORY

README = (REPOSITORY / "README.md").read_text("utf-8")
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{p.name}" for p in (REPOSITORY / "docs").glob("*.md")),
]


def marked(name: str) -> str:
    found = re.search(rf"<!-- command: {name} -->\n```sh\n(.+)\n```\n", README)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", ["build", "test"])
def test_each_of_the_two_commands_does_all_the_setting_up(name: str) -> None:
    command = marked(name)
    extras = "'.[dev]'" if name == "test" else "."  # who makes handouts needs none of the developers' packages
    assert command.startswith(f"python3 -m venv .venv && .venv/bin/pip install -q -e {extras} && .venv/bin/")
    assert "\n" not in command


def test_the_commands_for_windows_do_the_same() -> None:
    found = re.search(r"(?s)```powershell\n(py -m venv.+?)\n```", README)
    assert found is not None
    commands = [
        line.replace("py ", "python3 ", 1).replace(".venv\\Scripts\\", ".venv/bin/") for line in found[1].split("\n")
    ]
    assert [c.replace("; ", " && ").replace('"', "'") for c in commands] == [marked("build"), marked("test")]


@pytest.mark.skipif(shutil.which("bash") is None, reason="the build server's script needs bash")
def test_the_build_server_runs_the_very_commands_of_the_readme(tmp_path: Path) -> None:
    """In a copy whose commands only say what they are, so that nothing is installed."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(REPOSITORY / ".ci" / "run", tmp_path / ".ci" / "run")
    readme = README.replace(marked("build"), "echo 'first' \"$0\"").replace(marked("test"), "echo second; false")
    (tmp_path / "README.md").write_text(readme, encoding="utf-8")
    run = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "\nfirst bash\n" in run.stdout
    assert run.stdout.endswith("\nsecond\n")
    assert run.returncode != 0, "a failing command must fail the run"


@pytest.mark.skipif(shutil.which("bash") is None, reason="the build server's script needs bash")
def test_the_build_server_runs_lint_types_and_the_exhaustive_tests(tmp_path: Path) -> None:
    """Programs that only say how they were called, of which one fails."""
    shutil.copytree(REPOSITORY / ".ci", tmp_path / ".ci")
    readme = README.replace(marked("build"), "true").replace(marked("test"), "true")
    (tmp_path / "README.md").write_text(readme, encoding="utf-8")
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("ruff", "mypy", "pytest"):
        (programs / name).write_text(f'#!/bin/sh\nprintf "<%s>" {name} "$@"\n[ {name} != pytest ]\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    run = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert [line for line in run.stdout.splitlines() if line.startswith("<")] == [
        "<ruff><check><.>",
        "<ruff><format><--check><.>",
        "<mypy>",
        "<pytest><-n><auto><-m><exhaustive or hypothesis><--hypothesis-profile><exhaustive>",
    ]
    assert run.returncode != 0, "a failing check must fail the run"


@pytest.mark.skipif(shutil.which("bash") is None, reason="the build server's script needs bash")
def test_the_build_server_fails_if_a_command_is_not_marked(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(REPOSITORY / ".ci" / "run", tmp_path / ".ci" / "run")
    (tmp_path / "README.md").write_text("# nothing\n", encoding="utf-8")
    run = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "command: build" in run.stderr


@pytest.mark.parametrize("document", DOCUMENTS)
def test_everything_that_a_document_points_to_exists(document: str) -> None:
    page = REPOSITORY / document
    text = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", page.read_text("utf-8"))
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link and not link.startswith("#")]
    assert links or document != "README.md"
    missing = [link for link in links if not (page.parent / link.partition("#")[0]).exists()]
    assert missing == []


def test_the_problem_that_the_readme_shows_is_what_validate_says(tmp_path: Path) -> None:
    shown = re.search(r"(?s)```\n( *profiles/data-engineer\.yaml.+?) *```", README)
    assert shown is not None
    text = scaffold.profile_text("Data Engineer").replace("category: TODO", "catgory: Data & AI")
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "data-engineer.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "careerpdf", "validate", "data-engineer"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    said = run.stderr.splitlines()
    assert [line for line in dedent(shown[1]).splitlines() if line not in said] == []


def test_every_command_that_the_readme_shows_exists() -> None:
    code = " ".join(re.findall(r"(?s)```.*?```|`[^`\n]+`", README))
    shown = set(re.findall(r"\bcareerpdf ([a-z]+)", code))
    assert {"init", "new", "validate", "build"} <= shown <= set(COMMANDS)
