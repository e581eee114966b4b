"""Products that are made again when something changes of which they are made.

What counts is what is in the files, compared with what was in them before the last build. So it does not matter how an
editor saves, which notices the system sends or loses, or whether two saves carry the same time.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.preview.file_events import wakes
from careerpdf.preview.watched_files import EMPTY, Snapshot, folders_of, snapshot
from careerpdf.products.product import Options, Product, Result
from careerpdf.project.project import Project
from careerpdf.system.caches import clear_caches
from careerpdf.text.library import limit_words

_PATIENCE = 0.3  # seconds that a file may be gone or empty while it is being saved
_STEP = 0.02  # seconds between two looks at such a file
_IDLE = 50  # looks without a notice take at most one in so many parts of the time
_FONTS = (".ttf", ".otf", ".ttc")
_SAVED_MEANWHILE = b"saved while it was being read"

#: The project as it is now, and the problems of its settings.
OpenFolder = Callable[[], tuple[Project, tuple[Diagnostic, ...]]]
#: Builds a product; never raises but for Ctrl-C.
Make = Callable[[Project, Product], Result]


@dataclass(frozen=True)
class State:
    """The state of a product: the result of its last build, and when the PDF that is there now was made (local time).

    `good_at` is None if no build of this run gave a PDF.
    """

    product: Product
    result: Result
    good_at: datetime | None
    target: Path


@dataclass(frozen=True)
class Update:
    """The outcome of a look: problems of the project, the states of all products, which of them were tried.

    `mended` are those that had failed before and are sound again.
    """

    problems: tuple[Diagnostic, ...]
    states: tuple[State, ...]
    tried: tuple[Product, ...]
    mended: tuple[Product, ...]


class Watch:
    """The products of one run. `look` is all that happens; when it is worth it is the business of `file_events.py`."""

    def __init__(self, products: Sequence[Product], options: Options, open_folder: OpenFolder, make: Make) -> None:
        # Handouts first: they are made in no time, and a large booklet takes a while.
        self._products = tuple(sorted(products, key=lambda product: product.kind == "booklet"))
        self._options = options
        self._open, self._make = open_folder, make
        self._seen: dict[Product, Snapshot] = {}
        self._states: dict[Product, State] = {}

    def look(self) -> Update | None:
        """Make what is not as it was again; None if everything is."""
        project, problems, now = self._settled()
        changed = {product for product in self._products if now.get(product) != self._seen.get(product, ())}
        due = [product for product in self._products if product in changed or self._is_locked(product)]
        if not due:
            return None
        self._clear_caches(now)
        blocked = any(problem.severity is Severity.ERROR for problem in problems)
        tried, mended = [], []
        for product in due:
            before, began = self._states.get(product), time.time_ns()
            result = product.failed() if blocked else self._make(project, product)
            self._seen[product] = _after(now.get(product, {}), self._files(project, product, result), began)
            if product not in changed and before and result == before.result:
                continue  # still locked, which has been said
            tried.append(product)
            if result.ok and before and not before.result.ok:
                mended.append(product)
            good_at = datetime.now().astimezone() if result.ok else before.good_at if before else None
            target = self._options.target(project, product.stem(project))
            self._states[product] = State(product, result, good_at, result.path or target)
        limit_words()
        if not tried:
            return None
        return Update(problems, tuple(self._states[product] for product in self._products), tuple(tried), tuple(mended))

    def _files(self, project: Project, product: Product, result: Result) -> frozenset[Path]:
        """All files that matter to a product: those that it was made from, or else those that it would be."""
        files = result.files or frozenset(self._seen.get(product, ()))
        source = product.source(project)
        return files | {*project.files, project.profiles_dir, *([source] if source else [])}

    def _is_locked(self, product: Product) -> bool:
        """True if its PDF could not be written; when a viewer closes it, no input changes."""
        state = self._states.get(product)
        return state is not None and any(problem.code == "cannot-write" for problem in state.result.diagnostics)

    def folders(self) -> frozenset[Path]:
        """Find where something may change that matters."""
        return frozenset(folder for seen in self._seen.values() for folder in folders_of(seen))

    def _settled(self) -> tuple[Project, tuple[Diagnostic, ...], dict[Product, Snapshot]]:
        """Take note of everything as it is now; a file that is gone or empty is given the time to come back."""
        end = time.monotonic() + _PATIENCE
        while True:
            project, problems = self._open()
            everything = snapshot({path for seen in self._seen.values() for path in seen})
            now: dict[Product, Snapshot] = {
                product: {path: everything[path] for path in seen} for product, seen in self._seen.items()
            }
            if time.monotonic() > end or not self._vanished(now):
                return project, problems, now
            time.sleep(_STEP)

    def _vanished(self, now: Mapping[Product, Snapshot]) -> bool:
        return any(
            content not in EMPTY and now[product].get(path) in EMPTY and path.suffix
            for product, seen in self._seen.items()
            for path, content in seen.items()
        )

    def _clear_caches(self, now: Mapping[Product, Snapshot]) -> None:
        """Read files anew: stamps of time do not tell two quick saves apart."""
        fonts = any(
            path.suffix.lower() in _FONTS and content != self._seen[product].get(path)
            for product, seen in now.items()
            for path, content in seen.items()
        )
        clear_caches(fonts=fonts)


def _after(before: Snapshot, files: Iterable[Path], began: int) -> Snapshot:
    """Snapshot of what a build has read, as it was before; files that are read for the first time are taken as they
    are, unless they were saved since it `began` (ns since 1970): then another look has to follow.
    """
    return {path: before[path] if path in before else _unless_saved(path, began) for path in files}


def _unless_saved(path: Path, began: int) -> bytes | None:
    content = snapshot([path])[path]
    try:
        return _SAVED_MEANWHILE if path.stat().st_mtime_ns >= began and not path.is_dir() else content
    except OSError:
        return content


def updates(watch: Watch) -> Iterator[Update]:
    """The first build of everything, then one update for each change, for ever."""
    rested = 0.0
    for noticed in wakes(watch.folders):
        start = time.monotonic()
        if not noticed and start < rested:
            continue
        update = watch.look()
        end = time.monotonic()
        rested = end + _IDLE * (end - start) if update is None else end
        if update is not None:
            yield update
