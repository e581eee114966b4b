"""Caches of what was made before from the same inputs: a handout's PDF, a drawn part of a book.

Of a handout is kept what was made of which inputs, one small file for each PDF, never a PDF: the one that is there is
the copy. Of a book, its parts are kept as they were drawn. What counts as an input is what goes into layout: the
document's XML, which holds all that profile, settings, templates and other roles say, and what else layout looks at.
"""

import hashlib
import json
import pickle
import sqlite3
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any, TypeVar

from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.products.fingerprint import (
    content_digest,
    digest,
    digest_of,
    picture_digests,
    program_digest,
    setting_of,
)
from careerpdf.system import resources
from careerpdf.system.cache_folder import cache_dir

T = TypeVar("T")
R = TypeVar("R")

_SUM = 20  # bytes
_AT_ONCE = 64  # parts that are written together
_KNOWN = "known"  # is kept beside parts and roles, whose names are digests
_FORGOTTEN = 90 * 24 * 3600.0  # seconds, after which what is kept of a book is removed
_PATIENCE = 5.0  # seconds to wait until another process has written
_KEPT = (PurePath, Decimal, date)  # what is kept beside our own classes


@dataclass(frozen=True)
class Made:
    """A PDF that need not be made: its pages, its size in bytes, characters that no font has."""

    pages: int
    size: int
    missing: str


class BuildRecord:
    """The record of what the PDF at `target` was made from when it was made last."""

    def __init__(self, target: Path) -> None:
        self._target = target
        folder = cache_dir("handouts")
        name = digest(str(target.absolute()).encode())
        self._path = folder / name[:2] / f"{name[2:]}.json" if folder else None

    def unchanged(self, inputs: str) -> Made | None:
        """Find the PDF, if it is there, as it was made, and from these inputs. Never raises."""
        if self._path is None:
            return None
        try:
            found = json.loads(self._path.read_bytes())
            if found["inputs"] != inputs:
                return None
            data = self._target.read_bytes()
            return Made(found["pages"], len(data), found["missing"]) if found["file"] == digest(data) else None
        except (OSError, ValueError, KeyError, TypeError):  # none, or one that was only half written
            return None

    def note(self, inputs: str, data: bytes, pages: int, missing: str) -> None:
        """Remember what was written to the target. Never raises: without a record, the PDF is made again."""
        if self._path is None:
            return
        found = {"inputs": inputs, "file": digest(data), "pages": pages, "missing": missing}
        try:
            self._path.parent.mkdir(exist_ok=True)
            self._path.write_text(json.dumps(found), encoding="ascii")
        except OSError:
            return


class PartCache:
    """Parts of a book as they were drawn, and roles as they were read, each by a digest of all it is made from.

    One file for each book, which several processes may use at once. Nothing here raises: what is not found is made
    again.
    """

    def __init__(self, file: Path, sheet: StyleSheet) -> None:
        self._file, self._sheet = file, sheet
        # Drawings name the files of fonts and pictures by their paths.
        places = (resources.fonts_dir(), *sheet.pack.font_files.values(), *sheet.pictures, *sheet.pack.folders)
        self._setting = digest_of(*setting_of(sheet), str(sheet.book), *map(str, places))
        self._new: list[tuple[str, bytes]] = []
        self._opened: sqlite3.Connection | None = None
        self._broken = False

    def fingerprint(self, xml: str, *, open_up: bool) -> str:
        """The fingerprint of a part."""
        return digest_of(self._setting, xml, str(open_up), *picture_digests(xml, self._sheet))

    def role_fingerprint(self, role: str, text: bytes, others: str) -> str:
        """The fingerprint of a role that was read from `text`, and checked with `others`."""
        return digest_of(program_digest(), role, digest(text), others)

    def template_fingerprint(self, *given: str) -> str:
        """The fingerprint of a part before its template is filled in; `given` is all that the template gets.

        Pictures are not looked at: what has some must not be known by this (see `picture_names`).
        """
        return digest_of(self._setting, self._templates, *given)

    @cached_property
    def _templates(self) -> str:
        """A digest of all files that the pack's templates may come from."""
        files = [path for folder in self._sheet.pack.folders for path in sorted(folder.rglob("*"))]
        return digest_of(*(f"{path} {content_digest(path)}" for path in files))

    def known(self) -> dict[str, str]:
        """The fingerprints of parts by those of their templates."""
        return self.find(_KNOWN, dict) or {}

    def keep_known(self, known: Mapping[str, str]) -> None:
        """Keep what `known` returns."""
        self.keep(_KNOWN, pack(dict(known)))

    def data(self, inputs: str) -> bytes | None:
        """The data of what was made from these inputs, as `pack` packs it."""
        row = self._run(lambda file: file.execute("SELECT made FROM parts WHERE inputs = ?", (inputs,)).fetchone())
        data: bytes = row[0] if row and isinstance(row[0], bytes) else b""
        return data[_SUM:] if data[:_SUM] == _sum(data[_SUM:]) else None

    def find(self, inputs: str, kind: type[T]) -> T | None:
        """Find what was made from these inputs, if it is of this kind."""
        data = self.data(inputs)
        return unpack(data, kind) if data else None

    def keep(self, inputs: str, data: bytes) -> None:
        """Keep what was made from these inputs, packed; it is in the file once `write` was called."""
        self._new.append((inputs, _sum(data) + data))
        if len(self._new) >= _AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what is new."""
        new, self._new = self._new, []
        if new:
            self._run(lambda file: file.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?)", new))

    def tidy(self, used: Collection[str]) -> None:
        """Remove all that a book does not use any more, and what is kept of books that nobody has made for long."""
        there = self._run(lambda file: file.execute("SELECT inputs FROM parts").fetchall()) or []
        gone = [one for one in there if one[0] not in used and one[0] != _KNOWN]
        if gone:
            self._run(lambda file: file.executemany("DELETE FROM parts WHERE inputs = ?", gone))
        with suppress(OSError):
            self._file.touch()
            for other in self._file.parent.glob("*.sqlite3"):
                if other.stat().st_mtime < time.time() - _FORGOTTEN:
                    other.unlink()

    def close(self) -> None:
        """Write what is new, and close the file."""
        self.write()
        if self._opened:
            self._opened.close()
            self._opened = None

    def _run(self, work: Callable[[sqlite3.Connection], R]) -> R | None:
        """Do something with the file, which is opened when it is first used: by then, all that share it have begun."""
        if self._broken:
            return None
        try:
            if self._opened is None:
                self._opened = _opened(self._file)
            with self._opened:
                return work(self._opened)
        except sqlite3.Error as error:
            self._broken = True
            if self._opened:
                self._opened.close()
            if not isinstance(error, sqlite3.OperationalError):  # it is damaged; the next run begins with a new one
                with suppress(OSError):
                    self._file.unlink()
        return None


def part_cache_file(target: Path) -> Path | None:
    """The file for the parts of the book that is written to `target`; None if nothing is kept."""
    folder = cache_dir("booklets")
    return folder / f"{digest(str(target.absolute()).encode())}.sqlite3" if folder else None


def _opened(file: Path) -> sqlite3.Connection:
    opened = sqlite3.connect(file, timeout=_PATIENCE)
    try:
        # Not safe from a power cut, and need not be: what is damaged is made again.
        opened.execute("PRAGMA synchronous = OFF")
        opened.execute("PRAGMA journal_mode = MEMORY")
        opened.execute("CREATE TABLE IF NOT EXISTS parts (inputs TEXT PRIMARY KEY, made BLOB)")
    except sqlite3.Error:
        opened.close()
        raise
    return opened


def pack(made: object) -> bytes:
    """Our own plain data, as it is kept, and as it goes from process to process."""
    return pickle.dumps(made, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes, kind: type[T]) -> T | None:
    """Unpack data, if it is of this kind. Never raises: what another version has written may fail in any way."""
    try:
        found = _Unpickler(BytesIO(data)).load()
    except Exception:  # noqa: BLE001
        return None
    return found if isinstance(found, kind) else None


class _Unpickler(pickle.Unpickler):
    """Reads our own plain data and no code."""

    def find_class(self, module: str, name: str) -> Any:
        found = _CLASSES.get((module, name))
        if found is None:
            found = super().find_class(module, name)
            ours = isinstance(found, type) and (found.__module__.startswith("careerpdf.") or issubclass(found, _KEPT))
            if not ours:
                raise pickle.UnpicklingError(f"{module}.{name}")
            _CLASSES[module, name] = found
        return found


_CLASSES: dict[tuple[str, str], type] = {}


def _sum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SUM).digest()
