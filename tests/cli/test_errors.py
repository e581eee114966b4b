"""The last guard: each kind of failure becomes a plain line and its exit code, never a traceback."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from careerpdf.cli import errors, main
from careerpdf.cli.commands import list as list_command
from careerpdf.diagnostics import Diagnostic, InputError, Severity
from tests.support.commands import Run


@pytest.fixture
def failing(project: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Lets `careerpdf list` fail with what a test names."""
    return monkeypatch


def fail_with(patch: pytest.MonkeyPatch, error: BaseException) -> None:
    def raise_it(*_: object) -> None:
        raise error

    patch.setattr(list_command, "_print", raise_it)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x.pdf"), "error: x.pdf: the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "x.pdf"), "error: x.pdf: permission denied"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "x.pdf"), "error: x.pdf: no such file"),
        (OSError("odd"), "error: odd"),
    ],
)
def test_a_failing_file_system_is_one_plain_line(
    run: Run, failing: pytest.MonkeyPatch, error: OSError, line: str
) -> None:
    fail_with(failing, error)
    result = run("list")
    assert result.exit_code == 1
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "in_the_way", "line"),
    [
        (("init", "new"), "new/careerpdf.yaml/", "a folder of this name is in the way; rename or remove it"),
        (("init", "new"), "new/profiles", "a file of this name is in the way of a folder; rename or remove it"),
        (("schema", "-o", "a/b/c.json"), "a", "a file of this name is in the way of a folder; rename or remove it"),
        (("build", "electrician"), "output", "a file of this name is in the way of a folder; rename or remove it"),
        (("build", "electrician"), "output/electrician.pdf/", "a folder of this name is in the way; rename or"),
    ],
)
def test_what_is_in_the_way_is_named(
    run: Run, project: Path, arguments: tuple[str, ...], in_the_way: str, line: str
) -> None:
    path = project / in_the_way
    path.parent.mkdir(exist_ok=True)
    path.mkdir() if in_the_way.endswith("/") else path.write_bytes(b"")
    result = run(*arguments)
    assert result.exit_code == 1
    assert f"{Path(in_the_way)}: {line}" in result.stderr
    assert ".part" not in result.stderr
    assert "viewer" not in result.stderr


def test_a_write_protected_pdf_stays_as_it_is(run: Run, project: Path) -> None:
    pdf = project / "output" / "electrician.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes(b"kept")
    pdf.chmod(0o444)
    result = run("build", "electrician")
    assert result.exit_code == 1
    assert f"{Path('output', 'electrician.pdf')}: it is write-protected" in result.stderr
    assert pdf.read_bytes() == b"kept"
    assert [path.name for path in pdf.parent.iterdir()] == [pdf.name]


def test_a_file_that_a_windows_program_holds_is_said_to_be_open_there() -> None:
    error = PermissionError(errno.EACCES, "used by another process", "x.pdf")
    error.winerror = 32
    assert errors.explain_os_error(error) == "x.pdf: it is open in another program; close it there and try again"


def test_bad_input_that_was_raised_is_printed_as_diagnostics(run: Run, failing: pytest.MonkeyPatch) -> None:
    problem = Diagnostic("bad-thing", Severity.ERROR, "this is bad", file="a.yaml")
    fail_with(failing, InputError([problem]))
    result = run("list")
    assert (result.exit_code, result.stderr) == (1, problem.format() + "\n\n")


def test_a_fault_of_the_program_is_admitted_without_a_traceback(run: Run, failing: pytest.MonkeyPatch) -> None:
    fail_with(failing, KeyError("pay"))
    result = run("list")
    assert result.exit_code == 1
    assert "KeyError: 'pay'" in result.stderr
    assert "report" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("arguments", "environment"), [(["-v"], {}), ([], {"CAREERPDF_DEBUG": "1"})])
def test_the_traceback_is_there_for_those_who_ask(
    run: Run, failing: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str]
) -> None:
    fail_with(failing, KeyError("pay"))
    result = run("list", *arguments, **environment)
    assert result.exit_code == 1
    assert "Traceback" in result.stderr
    assert "raise_it" in result.stderr


def test_ctrl_c_ends_with_its_own_exit_code(run: Run, failing: pytest.MonkeyPatch) -> None:
    fail_with(failing, KeyboardInterrupt())
    result = run("list")
    assert result.exit_code == 130
    assert result.stderr.startswith("Stopped.")


def test_usage_errors_and_exits_pass_through_as_they_are() -> None:
    for error in (click.UsageError("x"), click.exceptions.Exit(2), click.Abort()):
        assert errors.as_click_error(error, verbose=False) is error


@pytest.mark.skipif(os.name == "nt", reason="Windows has no closed-pipe signal")
def test_a_reader_that_closes_the_pipe_early_sees_no_complaint(project: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "careerpdf", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()
    assert complaint == b""
    assert process.returncode in (1, -signal.SIGPIPE)


def test_a_console_that_cannot_show_a_character_gets_its_escape(project: Path) -> None:
    profile = project / "profiles" / "registered-nurse.yaml"
    profile.write_text(profile.read_text("utf-8").replace("Registered Nurse", "Krankenpfleger 护士"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "careerpdf", "list"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"Krankenpfleger \\u62a4\\u58eb" in run.stdout


def test_ctrl_c_while_the_program_still_starts_shows_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "careerpdf.cli.app", Interrupted("careerpdf.cli.app"))
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 130


def test_the_console_script_imports_nothing_before_it_can_be_stopped() -> None:
    code = "import sys, careerpdf.cli; print('click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"False"
