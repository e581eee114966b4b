"""What a booklet of many roles takes: one process as somebody at a prompt starts it, with all that it starts itself.

The first time nothing of it is kept from before; after that, one role has changed each time.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from benchmarks import memory, texts
from benchmarks.handout import careerpdf_command
from benchmarks.report import Row, summary

SECONDS, PEAK_MB, SHARE = 8.0, 300, 0.25  # the last: of that time, if one role has changed


def measure_booklet(roles: int, runs: int) -> tuple[Row, ...]:
    """A booklet of `roles` generated roles with every part, in the style and on the paper that booklets have."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "profiles").mkdir()
        for number in range(roles):
            _write(root, number, texts.role(number))
        command = [*careerpdf_command(), "booklet", "--all", "--project", folder, "-o", str(root / "book.pdf"), "-q"]
        # Looking at the memory of several processes takes their time, so that is a run of its own.
        peak = memory.peak_of_all([*command, "--no-cache"])
        measured, changed = [], []
        with _cache_of_its_own(root / "cache") as cache:
            for number in range(runs):
                for kept in cache.rglob("*.sqlite3"):
                    kept.unlink()
                _write(root, 0, texts.role(0))
                measured.append(memory.run(command)[0])
                role = texts.role(0)
                role["duties"] = [*role["duties"], f"Answer question {number}."]
                _write(root, 0, role)
                changed.append(memory.run(command)[0])
        size = (root / "book.pdf").stat().st_size
    name = f"booklet of {roles:,} roles"
    return (
        summary(f"{name}: time", "s", measured, SECONDS if roles == 1000 else None),
        summary(f"{name}: time per role", "ms", [1000 * seconds / roles for seconds in measured]),
        summary(f"{name}, one of them changed: time", "s", changed),
        summary(
            f"{name}, one of them changed: share of the time",
            "",
            [after / before for before, after in zip(measured, changed, strict=True)],
            SHARE if roles == 1000 else None,
        ),
        Row(f"{name}: peak memory of all processes", "MB", peak, PEAK_MB if roles == 1000 else None),
        Row(f"{name}: size", "MB", size / 1e6),
    )


def _write(root: Path, number: int, role: dict[str, Any]) -> None:
    text = yaml.dump(role, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    (root / "profiles" / f"role-{number:05}.yaml").write_text(text, encoding="utf-8")


@contextmanager
def _cache_of_its_own(folder: Path) -> Iterator[Path]:
    """Processes that are started keep in `folder` what they keep, and nothing of it stays."""
    before = os.environ.get("CAREERPDF_CACHE")
    os.environ["CAREERPDF_CACHE"] = str(folder)
    try:
        yield folder
    finally:
        if before is None:
            del os.environ["CAREERPDF_CACHE"]
        else:
            os.environ["CAREERPDF_CACHE"] = before
        shutil.rmtree(folder, ignore_errors=True)
