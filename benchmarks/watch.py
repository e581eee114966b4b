"""From a save to the new PDF, while `careerpdf watch` runs as a process of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.handout import ROLE, careerpdf_command
from benchmarks.report import Row, summary

SECONDS = 0.3
_LONGEST, _STEP, _PAUSE = 30.0, 0.002, 0.3


def measure_watch(runs: int) -> tuple[Row, ...]:
    """Save the sample profile and its style `runs` times each, as most editors do: beside it, then moved over it."""
    project = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(project / "profiles", folder / "profiles")
        shutil.copytree(project / "styles" / "modern", folder / "styles" / "own")
        (folder / "careerpdf.yaml").write_text("style: own\n", encoding="utf-8")
        pdf = folder / "output" / f"{ROLE}.pdf"
        with _watching(folder):
            _wait(pdf, None)
            return tuple(
                summary(f"watch {ROLE}: {what} saved, to the PDF", "s", list(_saves(path, pdf, runs)), SECONDS)
                for what, path in (
                    ("profile", folder / "profiles" / f"{ROLE}.yaml"),
                    ("style", folder / "styles" / "own" / "style.yaml"),
                )
            )


@contextmanager
def _watching(folder: Path) -> Iterator[None]:
    command = [*careerpdf_command(), "watch", ROLE, "--project", str(folder)]
    flags = subprocess.CREATE_NEW_PROCESS_GROUP if os.name == "nt" else 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, creationflags=flags)
    try:
        yield
    finally:
        process.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGINT)
        process.wait(_LONGEST)


def _saves(path: Path, pdf: Path, runs: int) -> Iterator[float]:
    text = path.read_text(encoding="utf-8")
    for number in range(runs):
        time.sleep(_PAUSE)  # nobody saves faster; and what came before is over
        before = _stamp(pdf)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(f"{text}\n# {number}\n", encoding="utf-8")
        start = time.perf_counter()
        beside.replace(path)
        _wait(pdf, before)
        yield time.perf_counter() - start


def _wait(pdf: Path, before: tuple[int, int] | None) -> None:
    """Until the PDF is another one. Raises subprocess.CalledProcessError if it stays as it is."""
    end = time.monotonic() + _LONGEST
    while _stamp(pdf) == before:
        if time.monotonic() > end:
            raise subprocess.CalledProcessError(1, "careerpdf watch")
        time.sleep(_STEP)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
