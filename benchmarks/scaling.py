"""What many handouts take: in one process, in one for each processor, and when nothing or little has changed."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

from benchmarks import memory, texts
from benchmarks.handout import careerpdf_command
from benchmarks.report import Row, summary
from careerpdf.system.jobs import processors

SHEETS = 100_000  # states × occupations × languages of a large agency


def measure_scaling(roles: int, runs: int) -> tuple[Row, ...]:
    """Handouts of `roles` generated roles, each run a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ["CAREERPDF_CACHE"] = str(root / "cache")
        (root / "profiles").mkdir()
        for number in range(roles):
            _write(root, number, texts.role(number))
        build = [*careerpdf_command(), "build", "--all", "--fit", "none", "--project", folder, "-q"]
        several = processors()
        name = f"{roles:,} handouts"
        small = [*careerpdf_command(), "build", "role-00000", "--fit", "none", "--project", folder, "-q", "--no-cache"]
        start = _computing(small)
        computing = _computing([*build, "--jobs", "1", "--no-cache"])
        one = [memory.run([*build, "--jobs", "1", "--no-cache"])[0] for _ in range(runs)]
        peak = memory.peak_of_all([*build, "--no-cache"])
        shared = [memory.run([*build, "--jobs", str(several), "--no-cache"])[0] for _ in range(runs)]
        kept = [_computing(build) for _ in range(2)][-1]
        unchanged = [memory.run(build)[0] for _ in range(runs)]
        changed = []
        for number in range(runs):
            _write(root, 0, texts.role(roles + number))
            changed.append(memory.run(build)[0])
        size = sum(path.stat().st_size for path in (root / "output").glob("*.pdf"))
    return (
        summary(f"{name}, 1 process: time", "s", one),
        summary(f"{name}, {several} processes: time", "s", shared),
        Row(f"{name}, {several} processes: peak memory of all", "MB", peak),
        summary(f"{name}, nothing changed: time", "s", unchanged),
        summary(f"{name}, one role changed: time", "s", changed),
        Row("one handout more: computing time", "ms", _each(computing, start, roles)),
        Row("one handout more, nothing changed: computing time", "ms", _each(kept, start, roles)),
        Row(f"{SHEETS:,} handouts: size (computed)", "MB", SHEETS * size / roles / 1e6),
    )


def _each(seconds: float | None, start: float | None, roles: int) -> float | None:
    """Milliseconds that each role but the first adds."""
    return None if seconds is None or start is None else 1000 * max(0.0, seconds - start) / max(1, roles - 1)


def _computing(command: Sequence[str]) -> float | None:
    """The computing time of a command and of its processes, in seconds; a busy machine does not add to it.

    None on Windows. Raises subprocess.CalledProcessError.
    """
    try:
        import resource
    except ImportError:
        return None
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory.run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _write(root: Path, number: int, role: object) -> None:
    text = yaml.dump(role, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    (root / "profiles" / f"role-{number:05}.yaml").write_text(text, encoding="utf-8")
