"""When it is worth looking: on notices of the system, and by the clock where there are none."""

import time
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from careerpdf.preview.file_events import wakes

_LONGEST = 20.0  # seconds; only a failing test takes so long


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerpdf.preview.file_events._TICK", 100)


def noticed(waking: Iterator[bool], change: Callable[[], object]) -> bool:
    """Whether the system tells of a change that is made while all is quiet."""
    quiet = 0
    while quiet < 3:
        quiet = 0 if next(waking) else quiet + 1
    timer = Timer(0.05, change)
    timer.start()
    end = time.monotonic() + _LONGEST
    while not (found := next(waking)) and time.monotonic() < end:
        pass
    timer.join()
    return found


def started(folders: Callable[[], Collection[Path]]) -> Iterator[bool]:
    waking = wakes(folders)
    assert list(islice(waking, 2)) == [True, True], "one look for the first build, one when watching begins"
    return waking


def test_a_change_in_a_folder_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    waking = started(lambda: [tmp_path, tmp_path / "deep"])
    assert noticed(waking, lambda: (tmp_path / "deep" / "a.txt").write_text("a", encoding="utf-8"))


def test_a_folder_that_another_one_takes_the_place_of_is_watched_too(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.mkdir()
    waking = started(lambda: [tmp_path, folder])

    def replace() -> None:
        folder.rename(tmp_path / "old")
        folder.mkdir()

    assert noticed(waking, replace)
    assert noticed(waking, lambda: (folder / "a.txt").write_text("a", encoding="utf-8"))


def test_folders_that_become_more_are_watched(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    folders = [tmp_path / "first"]
    waking = started(lambda: folders)
    folders.append(tmp_path / "second")
    assert noticed(waking, lambda: (tmp_path / "second" / "a.txt").write_text("a", encoding="utf-8"))


def test_without_notices_there_is_a_look_now_and_then(tmp_path: Path) -> None:
    assert next(started(lambda: [tmp_path])) is False


@pytest.mark.parametrize("error", [OSError("OS file watch limit reached"), RuntimeError("unknown")])
def test_where_nothing_can_be_watched_the_clock_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refused(*_paths: object, **_options: object) -> Iterator[Any]:
        raise error
        yield

    monkeypatch.setattr("watchfiles.watch", refused)
    monkeypatch.setattr("careerpdf.preview.file_events._REST", 0.01)
    assert list(islice(started(lambda: [tmp_path]), 6)) == [False] * 6


def test_without_any_folder_the_clock_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerpdf.preview.file_events._REST", 0.01)
    assert list(islice(started(lambda: [tmp_path / "gone"]), 2)) == [False, False]
