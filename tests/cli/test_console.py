"""Output: colour only on terminals that want it, and paths as a reader would type them."""

from pathlib import Path

import pytest

from careerpdf.cli import console
from careerpdf.diagnostics import Diagnostic, Severity, Span

SPAN = Span("profiles/nurse.yaml", 2, 1, 9, "currancy: USD")
PROBLEM = Diagnostic("unknown-key", Severity.ERROR, "'currancy' is not a key", SPAN)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Pretend that stderr is a terminal that shows colour."""
    monkeypatch.setattr(console, "watched", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return monkeypatch


def painted(diagnostic: Diagnostic, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    console.report([diagnostic])
    return capsys.readouterr().err


def test_on_a_terminal_the_label_and_the_caret_are_coloured(
    terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = painted(PROBLEM, capsys, terminal)
    assert "\x1b[31m\x1b[1merror[unknown-key]\x1b[0m" in text
    assert "\x1b[31m\x1b[1m^^^^" in text


def test_colour_adds_nothing_but_colour(terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import click

    assert click.unstyle(painted(PROBLEM, capsys, terminal)) == PROBLEM.format() + "\n\n"


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_is_off_for_those_who_say_so(
    terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, value: str
) -> None:
    terminal.setenv(variable, value)
    assert painted(PROBLEM, capsys, terminal) == PROBLEM.format() + "\n\n"


def test_a_pipe_gets_no_colour(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" not in painted(PROBLEM, capsys, monkeypatch)


def test_paths_under_the_current_folder_are_relative_and_others_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert console.shown(tmp_path / "work" / "output" / "x.pdf") == str(Path("output", "x.pdf"))
    assert console.shown(tmp_path / "other" / "x.pdf") == str(tmp_path / "other" / "x.pdf")


def test_problems_are_counted_in_words() -> None:
    warning = Diagnostic("w", Severity.WARNING, "w")
    assert console.summary([]) == ""
    assert console.summary([PROBLEM]) == "1 error"
    assert console.summary([PROBLEM, warning, warning]) == "1 error, 2 warnings"
