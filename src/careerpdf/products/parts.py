"""The parts of a booklet as plain data, which goes from one process to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careerpdf.booklet.summary import RoleSummary
from careerpdf.diagnostics import Diagnostic
from careerpdf.layout.running import Heads
from careerpdf.pdf.drawing import Drawing
from careerpdf.schema.sections import Choice
from careerpdf.style.changes import Change


@dataclass(frozen=True)
class BookFacts:
    """Facts of the book for every chapter. `titles` are those of its roles, made distinct; `others` of all other roles.

    `sources` are the numbers of each role's sources; `context` is what all templates are given.
    """

    titles: Mapping[str, str]
    others: Mapping[str, str]
    sources: Mapping[str, tuple[int, ...]]
    context: Mapping[str, Any]
    digits: int


@dataclass(frozen=True)
class BookSetting:
    """The setting of a book: the style's name, the paper's, what the book says of the sections of its roles, and what
    changes of the style on top of the project's. `cache` is the file of parts that may be used again.
    """

    style: str
    paper: str
    sections: Choice
    changes: tuple[Change, ...] = ()
    cache: Path | None = None


@dataclass(frozen=True)
class Chapter:
    """Roles that are set together, usually one, with their section, its neighbours, and the level of their titles."""

    roles: tuple[str, ...]
    section: str
    previous: str | None
    following: str | None
    contents: bool
    top: int


@dataclass(frozen=True)
class Part:
    """A part that tells of the whole book: its template, what that is given (plain data, as JSON has it), and how many
    entries it has.
    """

    template: str
    context: Mapping[str, Any]
    entries: int = 0


@dataclass(frozen=True)
class DrawnPart:
    """A part of the book, drawn, with the running heads that its pages get; `fingerprint` is what `PartCache` calls it
    (nothing without a cache), and `pictures` are the names of those that it shows.
    """

    drawing: Drawing
    heads: Heads
    fingerprint: str = ""
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadRole:
    """A role's profile that was read: its summary (None if it has errors) and its problems."""

    role: str
    summary: RoleSummary | None
    diagnostics: tuple[Diagnostic, ...]
    category: str | None = None  # as it is written, also where other things are wrong
    fingerprint: str = ""  # what `PartCache` calls it


@dataclass(frozen=True)
class KeptRole:
    """A role of whose profile, which is packed, nothing had to be said."""

    profile: bytes
    summary: RoleSummary


@dataclass(frozen=True)
class ReadyPart:
    """A part that is not drawn yet: its XML, what the cache calls it, how many roles it tells of, and whether the gaps
    between its sections are spread.
    """

    xml: str
    fingerprint: str
    size: int
    open_up: bool


def anchor(role: str) -> str:
    """The name of the place in the book where a role begins."""
    return f"role-{role}"
