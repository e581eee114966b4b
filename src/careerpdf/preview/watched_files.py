"""Snapshots of files and folders, so that two looks at them can be compared."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

#: Files, there or not, to what is in them (a digest; None if it cannot be read); folders to the names in them.
Snapshot = Mapping[Path, bytes | None]
EMPTY = (None, hashlib.blake2b(b"", digest_size=16).digest())


def snapshot(files: Iterable[Path]) -> dict[Path, bytes | None]:
    """Take note of what is in each file and folder. Never raises for what cannot be read."""
    return {path: _content(path) for path in files}


def folders_of(files: Iterable[Path]) -> frozenset[Path]:
    """Find the folders to watch for changes of files; the nearest one that is there where a file's own is not."""
    return frozenset(folder for path in files for folder in _nearest_folders(path))


def _nearest_folders(path: Path) -> Iterator[Path]:
    nearest = next((folder for folder in path.parents if folder.is_dir()), None)
    if nearest:
        yield nearest
    if path.is_dir():
        yield path


def _content(path: Path) -> bytes | None:
    try:
        data = "\n".join(sorted(_names(path))).encode() if path.is_dir() else path.read_bytes()
    except (OSError, ValueError):
        return None
    return hashlib.blake2b(data, digest_size=16).digest()


def _names(folder: Path) -> Iterator[str]:
    """Names in a folder, but for what editors put beside a file while they save it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if (
                not entry.name.startswith(".")
                and not entry.name.endswith("~")
                and ("." in entry.name or entry.is_dir())
            ):
                yield entry.name
