"""Many units of work at once: in this process, in one for each processor, or on a Dask cluster.

Knows nothing of what is worked on. Results come in the order of the units, whoever is done first. What other processes
need is imported when there are to be some: a single handout does without.
"""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.process import BaseProcess

from careerpdf.system.garbage import collect_seldom

T = TypeVar("T")
R = TypeVar("R")

_WINDOWS_MOST = 61  # processes that Python can wait for there
_PATIENCE = 2.0  # seconds that an ended process is waited for
_DASK_SECONDS = 10  # in which a cluster has to answer


class JobsError(Exception):
    """The reason why work cannot be shared out as asked, in words for the user."""


@dataclass(frozen=True)
class Plan:
    """The place where work is done: in `processes` (1: in this one), or on the Dask cluster at `cluster`.

    `batch` units go to a process at once. `start` is how processes begin (fork, spawn, …; None: as the system does).
    `after` is called at the end with the ids of all processes, some of which may have been stopped in their work.
    """

    processes: int = 1
    batch: int = 1
    cluster: str | None = None
    start: str | None = None
    after: Callable[[Sequence[int]], None] = lambda _processes: None


@dataclass(frozen=True)
class Lost(Generic[T]):
    """A unit of which there is no result, because its process died or the cluster failed; and what became of it."""

    unit: T
    error: BaseException


def processors() -> int:
    """The number of processors that this process may use."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return _allowed(found)


def _allowed(processes: int) -> int:
    return min(processes, _WINDOWS_MOST) if sys.platform == "win32" else processes


def starts_quickly() -> bool:
    """True if a process begins as a copy of this one; if not, it imports everything anew, which takes half a second."""
    import multiprocessing

    return multiprocessing.get_start_method() == "fork"


def run(
    work: Callable[[Sequence[T]], Sequence[R]], units: Sequence[T], plan: Plan
) -> Generator[R | Lost[T], None, None]:
    """The results of `work`, which takes some units and gives one result for each.

    It should raise nothing. For other processes it has to be a function of a module, or a `partial` of one. Whoever
    stops early closes the iterator: nothing is waited for then, and no process stays. Raises JobsError.
    """
    waiting = deque(units[k : k + plan.batch] for k in range(0, len(units), plan.batch))
    if plan.processes == 1 and not plan.cluster:
        for batch in waiting:
            yield from work(batch)
        return
    from concurrent.futures import BrokenExecutor

    while waiting:
        with _executor(plan, len(waiting)) as submit:
            futures = deque(submit(work, batch) for batch in waiting)
            died = False
            while futures and not died:
                future, batch = futures.popleft(), waiting.popleft()
                try:
                    yield from future.result()
                except BrokenExecutor:
                    died = True
                except Exception as error:  # noqa: BLE001 (a worker of the cluster, or the way to it)
                    yield from (Lost(unit, error) for unit in batch)
        if died:  # one of its units may be what a process dies of, so each goes by itself
            for unit in batch:
                yield from _alone(work, unit, plan)


def _alone(work: Callable[[Sequence[T]], Sequence[R]], unit: T, plan: Plan) -> Iterator[R | Lost[T]]:
    with _executor(plan, 1) as submit:
        try:
            yield from submit(work, [unit]).result()
        except Exception as error:  # noqa: BLE001 (whatever it is, the other units are not lost by it)
            yield Lost(unit, error)


@contextmanager
def _executor(plan: Plan, batches: int) -> Iterator["_Submit"]:
    if plan.cluster:
        with _dask(plan.cluster) as executor:
            yield lambda work, batch: executor.submit(work, batch, pure=False)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    processes = _allowed(min(plan.processes, batches))
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context(plan.start), begin_worker)
    begun: dict[int, BaseProcess] = {}

    def submit(work: Callable[..., Any], batch: Any) -> "Future[Any]":
        with _interrupts_later():  # processes begin here
            future = pool.submit(work, batch)
        begun.update(pool._processes or {})
        return future

    try:
        yield submit
    except BaseException:
        # Nobody waits for what is being done; what is half done is of no use.
        pool.shutdown(wait=False, cancel_futures=True)
        for process in begun.values():
            process.terminate()
        for process in begun.values():
            process.join(_PATIENCE)
        raise
    else:
        pool.shutdown()
    finally:
        plan.after(tuple(begun))


_Submit = Callable[[Callable[..., Any], Any], "Future[Any]"]


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Let a Ctrl-C wait, so that it does not come to a process that has only just begun; that inherits it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def open_workers(count: int, begin: Callable[..., None], *arguments: Any) -> list["Executor"]:
    """Start `count` processes, each with a queue of its own, for work that has to go to a certain one of them.

    Each calls `begin`, a function of a module, with the arguments first. They end with this process.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context()
    workers: list[Executor] = []
    with _interrupts_later():
        for _ in range(_allowed(count)):
            workers.append(ProcessPoolExecutor(1, context, _begin_with, (begin, arguments)))
            workers[-1].submit(_started)  # a process begins with the first work that it gets
    return workers


def end_workers(workers: "Sequence[Executor]", *, at_once: bool = False) -> None:
    """Let processes end when they have done what they are at, or `at_once`."""
    for worker in workers:
        processes = tuple((getattr(worker, "_processes", None) or {}).values())
        worker.shutdown(wait=False, cancel_futures=True)
        for process in processes if at_once else ():
            process.terminate()


def _begin_with(begin: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    begin_worker()
    begin(*arguments)


def _started() -> None:
    """Do nothing."""


def begin_worker() -> None:
    """Begin a process of a pool: leave Ctrl-C to the process that waits, and end when that one does."""
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


@contextmanager
def _dask(address: str) -> Iterator["Executor"]:
    """The executor of the cluster whose scheduler is at `address`. Raises JobsError if there is none."""
    try:
        from distributed import Client
    except ImportError:
        raise JobsError(
            "--dask needs the packages of Dask, which are not installed: type `pip install 'careerpdf[dask]'`"
        ) from None
    try:
        client = Client(address, timeout=_DASK_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # TimeoutError is an OSError
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise JobsError(f"there is no Dask cluster at {address}: {reason}") from error
    with client:
        executor: Executor = client.get_executor()
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False)  # takes back what has not begun; files that are being written are finished
            raise
