"""What somebody at a prompt waits for: one handout, the help text, the list of roles, each a whole process."""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import memory
from benchmarks.report import Row, summary

ROLE = "machine-learning-intern"
HANDOUT_SECONDS, HELP_SECONDS, START_SECONDS, PEAK_MB = 0.45, 0.15, 0.2, 200


def measure_handout(runs: int) -> tuple[Row, ...]:
    """Build the sample handout, print help, version and roles, `runs` times each, after once to warm the disk cache."""
    project = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory() as folder:
        # The second run would find the PDF of the first and make nothing.
        build = [*careerpdf_command(), "build", ROLE, "--no-cache", "--project", str(project), "-o", folder]
        return (
            *_rows(f"build {ROLE}", build, runs, HANDOUT_SECONDS, PEAK_MB),
            *_rows("--help", [*careerpdf_command(), "--help"], runs, HELP_SECONDS, PEAK_MB),
            *_rows("--version", [*careerpdf_command(), "--version"], runs, START_SECONDS, PEAK_MB),
            *_rows("list", [*careerpdf_command(), "list", "--project", str(project)], runs, START_SECONDS, PEAK_MB),
        )


def _rows(name: str, command: Sequence[str], runs: int, seconds: float, megabytes: float) -> tuple[Row, Row]:
    memory.run(command)
    measured = [memory.run(command) for _ in range(runs)]
    peaks = [peak for _, peak in measured if peak is not None]
    peak = f"{name}: peak memory"
    return (
        summary(f"{name}: time", "s", [time for time, _ in measured], seconds),
        summary(peak, "MB", peaks, megabytes) if peaks else Row(peak, "MB", None),
    )


def careerpdf_command() -> list[str]:
    """The installed command that belongs to this Python, or the module if there is none."""
    script = shutil.which("careerpdf", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "careerpdf"]
