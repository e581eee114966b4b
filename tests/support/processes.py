"""Other processes: which there are, and waiting for what they do. For systems other than Windows."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

LONGEST = 60.0  # seconds that a busy machine may take for what is a matter of a moment


def until(holds: Callable[[], bool], seconds: float = LONGEST) -> None:
    """Wait until something holds; an assertion fails if it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_there(process: int) -> bool:
    return any(one == process for one, _ in _running())


def group(leader: int) -> set[int]:
    """The processes of a process group but for its leader."""
    return {process for process, its_group in _running() if its_group == leader} - {leader}


def _running() -> list[tuple[int, int]]:
    """Each process and its group. One that has ended and that nobody has asked for (state Z) is not there any more."""
    proc = Path("/proc/self/stat")
    if proc.exists():
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                # The second field, the name in brackets, may hold anything.
                state, _, its_group, *_ = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:  # ended meanwhile
                continue
            found.append((state, path.parent.name, its_group))
    else:
        table = subprocess.run(["ps", "-A", "-o", "state=,pid=,pgid="], capture_output=True, text=True, check=True)
        found = [tuple(line.split()) for line in table.stdout.splitlines()]
    return [(int(process), int(its_group)) for state, process, its_group in found if not state.startswith("Z")]
