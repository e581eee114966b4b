"""`careerpdf watch`: what is said, in lines and on a screen, and once as a process of its own with true notices."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest

from careerpdf.cli import console
from careerpdf.cli.commands import watch as module
from careerpdf.diagnostics import Diagnostic
from tests.support.commands import BROKEN, NURSE, Run

_LONGEST = 60.0  # seconds; only a failing test takes so long
LINE = re.compile(r"output.electrician\.pdf  \d pages?  \d+ KB  \d+\.\d\d s  \d\d:\d\d:\d\d")

Steps = Callable[..., None]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Says what happens in place of true notices: each step, then a look; Ctrl-C at the end."""

    def happen(*steps: Callable[[], object]) -> None:
        def wakes(_folders: object) -> Iterator[bool]:
            yield True
            for step in steps:
                step()
                yield True
            raise KeyboardInterrupt

        monkeypatch.setattr("careerpdf.preview.watch.wakes", wakes)

    return happen


def write(path: Path, text: str) -> Callable[[], object]:
    return lambda: path.write_text(text, encoding="utf-8")


def test_each_save_gives_a_line_mistakes_are_shown_once_and_what_is_mended_is_said(
    run: Run, project: Path, steps: Steps
) -> None:
    profile, good = project / "profiles" / "electrician.yaml", NURSE.replace("Nurses", "People")
    steps(write(profile, BROKEN), lambda: None, write(profile, good))
    result = run("watch", "electrician")
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    assert LINE.fullmatch(first)
    assert LINE.match(second)
    assert second.endswith("  mended")
    assert result.stderr.startswith("Watching electrician. Each save makes the PDF again; Ctrl-C ends.\n")
    assert result.stderr.count("error[unknown-key]") == 1
    assert re.search(r"electrician\.pdf  not made again: still the one of \d\d:\d\d:\d\d\n", result.stderr)
    assert result.stderr.endswith("Stopped.\n")


def test_on_a_terminal_everything_is_drawn_anew_with_what_is_wrong_now(
    run: Run, project: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_is_terminal", lambda: True)
    drawn: list[str] = []
    monkeypatch.setattr("rich.console.Console.clear", lambda _self: drawn.append(""))

    def draw(line: str) -> None:
        if drawn:
            drawn[-1] += f"{line}\n"

    def report(problems: Iterable[Diagnostic]) -> None:
        for problem in problems:
            draw(problem.format())

    monkeypatch.setattr(console, "say", draw)
    monkeypatch.setattr(console, "report", report)
    profile = project / "profiles" / "electrician.yaml"
    good = profile.read_text(encoding="utf-8")
    steps(write(profile, BROKEN), write(profile, good))
    assert run("watch", "electrician", "registered-nurse").exit_code == 0
    first, broken, mended = drawn
    for screen in drawn:
        assert "Watching electrician and registered-nurse." in screen
        assert "registered-nurse.pdf  " in screen, "how all stand, also those that did not change"
    assert "unknown-key" in broken
    assert "unknown-key" not in first + mended
    assert "  mended" in mended


def test_what_two_products_have_in_common_is_said_once(run: Run, project: Path, steps: Steps) -> None:
    (project / "booklets").mkdir()
    (project / "booklets" / "fair.yaml").write_text("title: Fair\nroles: [electrician]\n", encoding="utf-8")
    (project / "profiles" / "electrician.yaml").write_text(BROKEN, encoding="utf-8")
    steps()
    result = run("watch", "fair", "electrician")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.count("error[unknown-key]") == 1
    assert result.stderr.count("not made yet") == 2


def test_faulty_settings_are_shown_and_can_be_mended(run: Run, project: Path, steps: Steps) -> None:
    settings = project / "careerpdf.yaml"
    settings.write_text("papre: a4\n", encoding="utf-8")
    steps(write(settings, "paper: a4\n"))
    result = run("watch", "electrician")
    assert result.exit_code == 0
    assert "careerpdf.yaml:1:1" in result.stderr
    assert result.stdout.endswith("  mended\n")


def test_a_fault_of_the_program_ends_nothing(
    run: Run, project: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careerpdf.products.handout.Handout._build", lambda *_: 1 / 0)
    steps()
    result = run("watch", "electrician")
    assert result.exit_code == 0
    assert "error[internal-error]: electrician: something went wrong" in result.stderr
    assert "Traceback" not in result.stderr


def test_open_shows_the_pdf_once_it_is_there(
    run: Run, project: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(console, "open_file", shown.append)
    profile = project / "profiles" / "electrician.yaml"
    profile.write_text(BROKEN, encoding="utf-8")
    steps(write(profile, NURSE), write(profile, NURSE.replace("Nurses", "People")))
    run("watch", "electrician", "--open")
    assert [path.name for path in shown] == ["electrician.pdf"]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ([], 2, "Name the roles or booklets to watch."),
        (["electrican"], 1, "did you mean 'electrician'?"),
        (["registered", "nurse"], 2, "Did you mean 'registered-nurse'?"),
        (["electrician", "-o", "electrician.pdf"], 2, "give a folder, not a file"),
        (["electrician", "--paper", "a44"], 2, "'a44' is not one of"),
    ],
)
def test_what_cannot_be_watched_ends_at_once(
    run: Run, project: Path, steps: Steps, typed: list[str], code: int, said: str
) -> None:
    steps()
    result = run("watch", *typed)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert "Watching" not in result.stderr


@pytest.mark.parametrize(("folder", "said"), [("begun", "careerpdf init"), ("here", "not-a-handout-folder")])
def test_where_there_is_nothing_the_next_step_is_said(
    run: Run, request: pytest.FixtureRequest, folder: str, said: str
) -> None:
    request.getfixturevalue(folder)
    result = run("watch", "electrician")
    assert result.exit_code == 1
    assert said in result.stderr


# -- as a process of its own


@contextmanager
def watching(folder: Path, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "careerpdf", "watch", "electrician"]
    with log.open("wb") as out, subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def until(what: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + _LONGEST
    while not what():
        assert time.monotonic() < end, log.read_text(encoding="utf-8", errors="replace")
        time.sleep(0.01)


def read(pdf: Path) -> str:
    """The text of the first page; nothing if it is not there yet."""
    if not pdf.exists():
        return ""
    with pypdfium2.PdfDocument(pdf.read_bytes()) as document:  # not by its path: it must not be in the way
        return document[0].get_textpage().get_text_range()


def moved_over(profile: Path, text: str) -> None:
    beside = profile.with_name(".electrician.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(profile)


def deleted_and_made(profile: Path, text: str) -> None:
    profile.unlink()
    time.sleep(0.05)
    profile.write_text(text, encoding="utf-8")


def folder_away_and_back(profile: Path, text: str) -> None:
    profile.write_text(text, encoding="utf-8")
    away = profile.parent.with_name("away")
    profile.parent.rename(away)
    time.sleep(0.05)
    away.rename(profile.parent)


def in_halves(profile: Path, text: str) -> None:
    with profile.open("w", encoding="utf-8") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(0.05)
        file.write(text[len(text) // 2 :])


def test_saves_of_every_kind_are_followed_and_ctrl_c_ends_it_well(project: Path, tmp_path: Path) -> None:
    profile, pdf = project / "profiles" / "electrician.yaml", project / "output" / "electrician.pdf"
    log = tmp_path / "log.txt"
    good = profile.read_text(encoding="utf-8")
    with watching(project, log) as process:
        until(pdf.exists, log)
        for save in (moved_over, deleted_and_made, folder_away_and_back, in_halves):
            title = f"Power {save.__name__.replace('_', ' ')}"
            save(profile, good.replace("title: Electrician", f"title: {title}"))
            until(lambda title=title: title in read(pdf), log)  # type: ignore[misc]
        last = pdf.read_bytes()
        moved_over(profile, BROKEN)
        until(lambda: "catgory" in log.read_text(encoding="utf-8"), log)
        assert pdf.read_bytes() == last
        moved_over(profile, good)
        until(lambda: "Electrician" in read(pdf), log)
        if os.name != "nt":  # where a signal cannot be sent as a key would
            process.send_signal(signal.SIGINT)
            assert process.wait(_LONGEST) == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert list(pdf.parent.iterdir()) == [pdf]


def test_a_style_that_is_not_there_ends_the_run_at_once(run: Run, project: Path) -> None:
    result = run("watch", "electrician", "--style", "bananas")
    assert result.exit_code == 1
    assert "there is no style 'bananas'" in result.stderr
    assert run("watch", "electrician", "--paper", "bananas").exit_code == 2


def test_a_warning_is_said_again_only_if_it_has_changed(run: Run, project: Path, steps: Steps) -> None:
    profile, todo = project / "profiles" / "electrician.yaml", NURSE + "question: TODO\n"
    steps(
        write(profile, todo),
        write(profile, "# moved by a line\n" + todo),
        write(profile, NURSE),
        write(profile, todo),
    )
    result = run("watch", "electrician")
    assert len(result.stdout.splitlines()) == 5
    assert result.stderr.count("a TODO is left here") == 2
