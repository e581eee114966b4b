"""Products that are made again when something changes of which they are made.

What counts is what is in the files, compared with what was in them before the last build. So it does not matter how an
editor saves, which notices the system sends or loses, or whether two saves carry the same time.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from careerpdf import build
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.document.template import forget_templates
from careerpdf.preview.inputs import Inputs, digest, folders_of, inputs_of
from careerpdf.preview.products import Choices, Made, Product, failed
from careerpdf.preview.waking import wakes
from careerpdf.project.project import Project
from careerpdf.style.load import forget_styles
from careerpdf.text.font import forget_fonts
from careerpdf.text.library import forget_words

_PATIENCE = 0.3  # seconds that a file may be gone or empty while it is being saved
_STEP = 0.02  # seconds between two looks at such a file
_IDLE = 50  # looks without a notice take at most one in so many parts of the time
_MOST_WORDS = 12_000  # shaped words that are kept; a text that is being written brings new ones all the time
_EMPTY = (None, digest(b""))
_FONTS = (".ttf", ".otf", ".ttc")

#: The project as it is now, and the problems of its settings.
OpenFolder = Callable[[], tuple[Project, tuple[Diagnostic, ...]]]
#: Builds a product; never raises but for Ctrl-C.
Make = Callable[[Project, Product], Made]


@dataclass(frozen=True)
class State:
    """How a product stands: what its last build gave, and when the PDF that is there now was made (local time).

    `good_at` is None if no build of this run gave a PDF.
    """

    product: Product
    made: Made
    good_at: datetime | None
    target: Path


@dataclass(frozen=True)
class Update:
    """What a look has led to: problems of the project, how all products stand, which of them were tried.

    `mended` are those that had failed before and are sound again.
    """

    problems: tuple[Diagnostic, ...]
    states: tuple[State, ...]
    tried: tuple[Product, ...]
    mended: tuple[Product, ...]


class Watching:
    """The products of one run. `look` is all that happens; when it is worth it is `waking.py`'s business."""

    def __init__(self, products: Sequence[Product], choices: Choices, open_folder: OpenFolder, make: Make) -> None:
        # Handouts first: they are made in no time, and a large booklet takes a while.
        self._products = tuple(sorted(products, key=lambda product: product.kind == "booklet"))
        self._choices = choices
        self._open, self._make = open_folder, make
        self._seen: dict[Product, Inputs] = {}
        self._states: dict[Product, State] = {}

    def look(self) -> Update | None:
        """Make what is not as it was again; None if everything is."""
        project, problems, now = self._settled()
        changed = {product for product in self._products if now[product] != self._seen.get(product)}
        due = [product for product in self._products if product in changed or self._is_locked(product)]
        if not due:
            return None
        if self._seen:
            self._forget(now)
        self._seen = now
        blocked = any(problem.severity is Severity.ERROR for problem in problems)
        tried, mended = [], []
        for product in due:
            before = self._states.get(product)
            made = failed(product) if blocked else self._make(project, product)
            if product not in changed and before and made == before.made:
                continue  # still locked, which has been said
            tried.append(product)
            if made.ok and before and not before.made.ok:
                mended.append(product)
            good_at = datetime.now().astimezone() if made.ok else before.good_at if before else None
            target = self._choices.folder(project) / f"{product.stem(project)}.pdf"
            self._states[product] = State(product, made, good_at, made.path or target)
        forget_words(_MOST_WORDS)
        if not tried:
            return None
        return Update(problems, tuple(self._states[product] for product in self._products), tuple(tried), tuple(mended))

    def _is_locked(self, product: Product) -> bool:
        """Whether its PDF could not be written; when a viewer lets go of it, no input changes."""
        state = self._states.get(product)
        return state is not None and any(problem.code == "cannot-write" for problem in state.made.diagnostics)

    def folders(self) -> frozenset[Path]:
        """Where something may change that matters."""
        return frozenset(folder for inputs in self._seen.values() for folder in folders_of(inputs))

    def _settled(self) -> tuple[Project, tuple[Diagnostic, ...], dict[Product, Inputs]]:
        """How everything is now; a file that is gone or empty all at once is given the time to come back."""
        end = time.monotonic() + _PATIENCE
        while True:
            project, problems = self._open()
            now = {product: inputs_of(project, product, self._choices) for product in self._products}
            if time.monotonic() > end or not self._vanished(now):
                return project, problems, now
            time.sleep(_STEP)

    def _vanished(self, now: Mapping[Product, Inputs]) -> bool:
        return any(
            content not in _EMPTY and now[product].get(path) in _EMPTY and path.suffix
            for product, inputs in self._seen.items()
            for path, content in inputs.items()
        )

    def _forget(self, now: Mapping[Product, Inputs]) -> None:
        """Let go of what is kept of files: stamps of time do not tell two quick saves apart."""
        changed = {
            path
            for product, inputs in now.items()
            for before in [self._seen.get(product, {})]
            for path in {*inputs, *before}
            if inputs.get(path) != before.get(path)
        }
        build.forget_titles()
        forget_styles()
        forget_templates()
        if any(path.suffix.lower() in _FONTS for path in changed):  # shaping all words anew takes a while
            forget_fonts()


def updates(watching: Watching) -> Iterator[Update]:
    """The first build of everything, then one update for each change, for ever."""
    rested = 0.0
    for noticed in wakes(watching.folders):
        start = time.monotonic()
        if not noticed and start < rested:
            continue
        update = watching.look()
        end = time.monotonic()
        rested = end + _IDLE * (end - start) if update is None else end
        if update is not None:
            yield update
