"""Shell completion: the scripts, and the role names that they offer."""

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from careerpdf.cli.app import cli
from tests.support.commands import Run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_careerpdf(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"_CAREERPDF_COMPLETE={shell}_complete" in result.stdout


def test_the_shell_in_use_is_taken_if_none_is_named(run: Run) -> None:
    assert run("completion", SHELL="/usr/bin/zsh").stdout == run("completion", "zsh").stdout


@pytest.mark.parametrize("shell", ["", "/bin/tcsh"])
def test_an_unknown_shell_must_be_named(run: Run, shell: str) -> None:
    result = run("completion", SHELL=shell)
    assert result.exit_code == 2
    assert "bash, zsh, fish" in result.stderr


def test_roles_and_commands_complete(project: Path) -> None:
    completer = ShellComplete(cli, {}, "careerpdf", "_CAREERPDF_COMPLETE")
    assert [item.value for item in completer.get_completions(["build"], "reg")] == ["registered-nurse"]
    assert [item.value for item in completer.get_completions([], "va")] == ["validate"]
