"""Peak resident memory of this process or of a child, where the system tells it."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

# macOS counts in bytes, every other system in KiB.
_UNIT = 1 if sys.platform == "darwin" else 1024
_MB = 1_000_000


def own_peak() -> float | None:
    """This process's peak resident memory so far, in MB; None on Windows."""
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / _MB


def peak_of_all(command: Sequence[str]) -> float | None:
    """Peak memory of a command and of the processes that it starts, each shared page counted once, in MB.

    The peak is the largest of many looks, which take at most a tenth of the time (a look at gigabytes is slow); None
    where the system does not tell (only Linux does). Raises subprocess.CalledProcessError if the command does not end
    with exit code 0.
    """
    peak = 0.0
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            start = time.perf_counter()
            peak = max(peak, _of_tree(process.pid))
            time.sleep(max(0.01, 9 * (time.perf_counter() - start)))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return peak or None


def _of_tree(process: int) -> float:
    """Memory of a process and its children, in MB: shared pages by their share (proc(5), Pss); 0 if it is not told."""
    folder = Path("/proc") / str(process)
    try:
        told = (folder / "smaps_rollup").read_text(encoding="ascii")
        children = (folder / "task" / str(process) / "children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)
    return own * 1024 / _MB + sum(_of_tree(int(child)) for child in children)


def run(command: Sequence[str]) -> tuple[float, float | None]:
    """Run a command to its end: wall time in seconds, and its peak resident memory in MB (None on Windows).

    Raises subprocess.CalledProcessError if it does not end with exit code 0.
    """
    start = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss * _UNIT / _MB
        else:
            process.wait()
            peak = None
        seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, peak
