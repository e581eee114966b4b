"""Work in several processes: in order, nothing lost but what is lost, nothing left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from careerpdf.system import jobs
from careerpdf.system.jobs import JobsError, Lost, Plan, run
from tests.support.generated import write_roles
from tests.support.processes import LONGEST, group, is_there, until


def doubled(numbers: Sequence[int]) -> list[int]:
    """The first batch takes the longest."""
    time.sleep(0.2 if 0 in numbers else 0)
    return [2 * number for number in numbers]


def where(numbers: Sequence[int]) -> list[int]:
    time.sleep(0.1)
    return [os.getpid() for _ in numbers]


def dying(numbers: Sequence[int]) -> list[int]:
    if 5 in numbers:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(LONGEST)
    return [2 * number for number in numbers]


def unpicklable(numbers: Sequence[int]) -> list[object]:
    return [threading.Lock() if number == 3 else number for number in numbers]


def slow(numbers: Sequence[int]) -> list[int]:
    time.sleep(LONGEST if 7 in numbers else 0)
    return list(numbers)


STARTS = [start for start in ("fork", "spawn") if start in multiprocessing.get_all_start_methods()]


@pytest.mark.parametrize("plan", [Plan(), *(Plan(2, 3, start=start) for start in STARTS)], ids=["alone", *STARTS])
def test_results_come_in_the_order_of_the_units_whoever_is_done_first(plan: Plan) -> None:
    assert list(run(doubled, range(10), plan)) == [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]


def test_several_processes_work_and_none_of_them_is_this_one() -> None:
    found = set(run(where, range(6), Plan(2)))
    assert len(found) == 2
    assert os.getpid() not in found
    assert set(run(where, range(3), Plan())) == {os.getpid()}


def test_no_more_processes_begin_than_there_is_work_for() -> None:
    begun: list[Sequence[int]] = []
    assert list(run(doubled, [1, 2, 3], Plan(4, 2, after=begun.append))) == [2, 4, 6]
    assert len(begun[0]) == 2


@pytest.mark.skipif(os.name == "nt", reason="a process cannot end itself in this way")
def test_a_process_that_dies_takes_only_the_unit_with_it_that_it_died_of() -> None:
    done = list(run(dying, range(12), Plan(2, 3)))
    lost = [one for one in done if isinstance(one, Lost)]
    assert [one.unit for one in lost] == [5]
    assert done[:5] + done[6:] == [0, 2, 4, 6, 8, 12, 14, 16, 18, 20, 22]


def test_what_cannot_come_back_is_lost_and_the_rest_is_not() -> None:
    done = list(run(unpicklable, range(6), Plan(2)))
    assert [one.unit if isinstance(one, Lost) else None for one in done] == [None, None, None, 3, None, None]
    assert [done[k] for k in (0, 1, 2, 4, 5)] == [0, 1, 2, 4, 5]


def test_whoever_stops_early_waits_for_nothing_and_leaves_no_process() -> None:
    stopped: list[Sequence[int]] = []
    begin = time.monotonic()
    with closing(run(slow, range(10), Plan(2, after=stopped.append))) as results:
        assert [next(results) for _ in range(7)] == [0, 1, 2, 3, 4, 5, 6]
    assert time.monotonic() - begin < LONGEST / 2
    assert len(stopped[0]) == 2
    assert not any(is_there(process) for process in stopped[0])


_CHILD = """
import os, sys, time
from pathlib import Path
from careerpdf.system.jobs import Plan, run

def work(numbers):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(60)
    return numbers

if __name__ == "__main__":
    try:
        list(run(work, range(8), Plan(2, start=sys.argv[2])))
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Callable[[str], tuple["subprocess.Popen[str]", list[int]]]]:
    """Begin a program with two processes of its own, and wait until they are at work; their ids come with it."""
    script, working = tmp_path / "child.py", tmp_path / "working"
    script.write_text(_CHILD, encoding="utf-8")
    working.mkdir()
    begun: list[subprocess.Popen[str]] = []

    def begin(start: str) -> tuple["subprocess.Popen[str]", list[int]]:
        begun.append(
            subprocess.Popen(
                [sys.executable, str(script), str(working), start],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,  # so that the signal reaches the whole group, as Ctrl-C does, and nobody else
            )
        )
        until(lambda: len(list(working.iterdir())) == 2)
        return begun[0], [int(path.name) for path in working.iterdir()]

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="a signal cannot be sent as a key would")
@pytest.mark.parametrize("start", STARTS)
def test_ctrl_c_ends_every_process_at_once_and_says_nothing_of_them(
    child: Callable[[str], tuple["subprocess.Popen[str]", list[int]]], start: str
) -> None:
    process, workers = child(start)
    begin = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=LONGEST)
    assert time.monotonic() - begin < LONGEST / 2
    assert said == ("stopped\n", "")
    assert not any(is_there(worker) for worker in workers)


@pytest.mark.skipif(os.name == "nt", reason="a process cannot be killed in this way")
def test_processes_end_when_the_one_that_they_work_for_is_killed(
    child: Callable[[str], tuple["subprocess.Popen[str]", list[int]]],
) -> None:
    process, workers = child(STARTS[0])
    process.kill()
    process.wait(LONGEST)
    until(lambda: not any(is_there(worker) for worker in workers))


@pytest.fixture(scope="module")
def many_roles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with so many roles that whoever works on them is killed long before the last one."""
    folder = tmp_path_factory.mktemp("many")
    write_roles(folder / "profiles", 90)
    return folder


@pytest.mark.skipif(os.name == "nt", reason="Windows knows neither SIGKILL nor groups of processes")
@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.3])
@pytest.mark.parametrize(
    "command", [("booklet", "--all", "--title", "Many"), ("build", "--all")], ids=["booklet", "build"]
)
def test_no_process_outlives_a_command_that_is_killed(
    many_roles: Path, command: tuple[str, ...], seconds: float
) -> None:
    """`seconds` after its processes have begun, kill the command alone, with SIGKILL: it can tell them nothing."""
    arguments = [*command, "--jobs", "2", "--project", str(many_roles)]
    with subprocess.Popen(
        [sys.executable, "-m", "careerpdf", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a group of its own: whatever it starts can be found
    ) as process:
        try:
            until(lambda: len(group(process.pid)) >= 2 or process.poll() is not None)
            time.sleep(seconds)
            assert process.poll() is None, "it has to be at work when it is killed"
            assert len(group(process.pid)) >= 2
            process.kill()
            process.wait(LONGEST)
            until(lambda: not group(process.pid), seconds=5)
        finally:
            process.kill()
            for one in group(process.pid):
                os.kill(one, signal.SIGKILL)


def test_there_is_at_least_one_processor() -> None:
    assert 1 <= jobs.processors() <= (os.cpu_count() or 1)


def test_without_the_packages_of_dask_it_is_said_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(JobsError, match=r"pip install 'careerpdf\[dask\]'"):
        list(run(doubled, range(3), Plan(cluster="tcp://localhost:8786")))
