"""YAML text to plain data, with the place of every key and value, within limits that hostile files cannot pass.

PyYAML delivers the events; this module turns them into data, notes their places and stops at the limits. How a syntax
error is put into words is `syntax_errors.py`'s business, which keys a file may have `loading.py`'s.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import yaml

from careerpdf.diagnostics import Span
from careerpdf.source import syntax_errors

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 20_000  # also after aliases are expanded: stops "billion laughs"; a long profile has 300
MAX_CHARACTERS = 4 * MAX_BYTES  # likewise, for a long text that is repeated
MAX_PROBLEMS = 50  # shown for one file; who has more has the wrong file

Loc = tuple[str | int, ...]
YamlLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Line ends for YAML, but for no editor: they come along with text pasted from web pages and word processors.
ODD_LINE_ENDS = "\x85\u2028\u2029"


class Mark(Protocol):
    """A place in the file; lines and columns count from 0."""

    line: int
    column: int


class Text(Protocol):
    """A text of the file, as PyYAML delivers it."""

    value: str
    start_mark: Mark
    end_mark: Mark


class Places(NamedTuple):
    """The places of the names and the values in a file."""

    keys: dict[Loc, Span]
    values: dict[Loc, Span]


@dataclass(frozen=True)
class YamlSource:
    """A YAML file's data and where each part of it stands. `data` is None if the file could not be read as YAML.

    `places` finds out where that is when it is asked: of most files nothing has to be said. `texts` are all texts but
    the names of fields. At the places in `broken` the file has something that was refused, so
    that data is missing there.
    """

    file: str
    lines: tuple[str, ...]
    data: Any
    places: Callable[[], Places] = field(default=lambda: Places({}, {}), repr=False)
    texts: tuple[Text, ...] = field(default=(), repr=False)
    broken: frozenset[Loc] = field(default=frozenset(), repr=False)

    @property
    def keys(self) -> dict[Loc, Span]:
        """The places of the names of fields, in the order of the file."""
        return self.places().keys

    @property
    def values(self) -> dict[Loc, Span]:
        """The places of all values, in the order of the file."""
        return self.places().values

    def span(self, loc: Loc, *, key: bool = False) -> Span | None:
        """The place of the value at `loc` (of its key with `key`), or of the nearest thing around it."""
        while True:
            first, second = (self.keys, self.values) if key else (self.values, self.keys)
            found = first.get(loc) or second.get(loc)
            if found or not loc:
                return found
            loc, key = loc[:-1], True

    def has(self, loc: Loc) -> bool:
        """True if the file itself has something at `loc`."""
        return loc in self.values

    def find_text(self, fragment: str) -> Span | None:
        """The place of `fragment` in the first text that contains it."""
        for text in self.texts:
            if fragment in text.value:
                return next(iter(self.find_in(text, fragment)), None)
        return None

    def find_in(self, text: Text, fragment: str) -> Iterator[Span]:
        """Every place of `fragment` within one text; none where the file spells it differently."""
        first, last = text.start_mark, text.end_mark
        for number in range(first.line, min(last.line + 1, len(self.lines))):
            line = self.lines[number]
            start = first.column if number == first.line else 0
            stop = last.column if number == last.line else len(line)
            while (at := line.find(fragment, start, stop)) >= 0:
                yield Span(self.file, number + 1, at + 1, at + 1 + len(fragment), line)
                start = at + len(fragment)


def is_plain_name(name: str) -> bool:
    """True if a field can be called so, and nothing else be meant."""
    return name != "<<" and name == name.strip(syntax_errors.ODD_SPACES + " ")
