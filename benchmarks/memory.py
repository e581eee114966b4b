"""Peak resident memory of this process or of a child, where the system tells it."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

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
