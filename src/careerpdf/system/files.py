"""Atomic files: written beside their target, then moved over it."""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_PARTIAL = ".part"  # how the names of files end that are being written


def write_beside(target: Path, data: bytes) -> None:
    """Write `target` whole or not at all; see `writing_beside`."""
    with writing_beside(target) as file:
        file.write(data)


@contextmanager
def writing_beside(target: Path) -> Iterator[BinaryIO]:
    """A file beside `target` that is moved over it at the end; if anything is raised, `target` stays as it was.

    Raises OSError that names `target`; also if it is write-protected, which moving would not respect.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    partial = target.with_name(f".{target.name}.{os.getpid()}{_PARTIAL}")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(target)
    except OSError as error:
        if error.filename in (None, str(partial)):
            error.filename, error.filename2 = str(target), None
        raise
    finally:
        partial.unlink(missing_ok=True)


def sweep(folder: Path, processes: Sequence[int]) -> None:
    """Take away what these processes, by their ids, were writing to the folder when they were stopped."""
    for process in processes:
        for path in folder.glob(f".*.{process}{_PARTIAL}"):
            path.unlink(missing_ok=True)
