"""A small project to run commands in, and the runner that keeps stdout and stderr apart."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from careerpdf.cli.app import cli
from tests.support.commands import NURSE, Run


@pytest.fixture
def run() -> Run:
    """Run a command line; the result has exit_code, stdout and stderr."""

    def run(*arguments: str, **environment: str) -> Result:
        return CliRunner().invoke(cli, arguments, prog_name="careerpdf", env=environment)

    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def begun(here: Path) -> Path:
    """The current folder, for handouts but without a profile yet."""
    (here / "profiles").mkdir()
    return here


@pytest.fixture
def project(here: Path) -> Path:
    """The current folder, with two faultless profiles."""
    (here / "profiles").mkdir()
    (here / "profiles" / "registered-nurse.yaml").write_text(NURSE, encoding="utf-8")
    (here / "profiles" / "electrician.yaml").write_text(
        NURSE.replace("Registered Nurse", "Electrician").replace("Health Care", "Skilled Trades"),
        encoding="utf-8",
    )
    return here
