"""What a booklet of many roles takes: one process as somebody at a prompt starts it, with all that it starts itself."""

import tempfile
from pathlib import Path

import yaml

from benchmarks import memory, texts
from benchmarks.handout import careerpdf_command
from benchmarks.report import Row, summary

SECONDS, PEAK_MB = 8.0, 300


def measure_booklet(roles: int, runs: int) -> tuple[Row, ...]:
    """A booklet of `roles` generated roles with every part, in the style and on the paper that booklets have."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "profiles").mkdir()
        for number in range(roles):
            text = yaml.dump(texts.role(number), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            (root / "profiles" / f"role-{number:05}.yaml").write_text(text, encoding="utf-8")
        command = [*careerpdf_command(), "booklet", "--all", "--project", folder, "-o", str(root / "book.pdf"), "-q"]
        # Looking at the memory of several processes takes their time, so that is a run of its own.
        peak = memory.peak_of_all(command)
        measured = [memory.run(command)[0] for _ in range(runs)]
        size = (root / "book.pdf").stat().st_size
    name = f"booklet of {roles:,} roles"
    return (
        summary(f"{name}: time", "s", measured, SECONDS if roles == 1000 else None),
        summary(f"{name}: time per role", "ms", [1000 * seconds / roles for seconds in measured]),
        Row(f"{name}: peak memory of all processes", "MB", peak, PEAK_MB if roles == 1000 else None),
        Row(f"{name}: size", "MB", size / 1e6),
    )
