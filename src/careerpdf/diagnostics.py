"""Problems of an input, and their words: spans, diagnostics and their plain-text form.

Imports nothing of careerpdf. Finding problems is the business of the modules that read the inputs.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_WIDEST = 100  # terminal columns of a source line that are shown
_TAB = 4  # terminal columns that a tab is shown as
_NEAR = 0.6  # share of the letters of two words that are common to them, in their order


class Severity(StrEnum):
    """An error stops the build of its file; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """A stretch of one line of a file. Lines and columns count from 1, columns in characters.

    `end_column` is the first column after the stretch; `file` is the path as messages show it.
    """

    file: str
    line: int
    column: int
    end_column: int
    source_line: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable `code`, what is wrong, where, what was expected, and how to mend it."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    file: str | None = None
    expected: str | None = None
    hint: str | None = None

    def format(self) -> str:
        """As a person reads it, on several lines: place and message, source line, carets, expectation, hint."""
        span = self.span
        place, gutter = f"{self.file}: " if self.file else "", 1
        if span:
            place, gutter = f"{span.file}:{span.line}:{span.column}: ", len(str(span.line)) + 1
        lines = [f"{_printable(place)}{self.severity}[{self.code}]: {_printable(self.message)}"]
        if span:
            shown, before, under = _window(span)
            lines.append(f" {span.line} | {shown}".rstrip())
            lines.append(f"{' ' * gutter} | {' ' * before}{'^' * under}")
        for label, text in (("expected", self.expected), ("hint", self.hint)):
            if text:
                lines.append(f"{' ' * gutter} {label}: {_printable(text)}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """For scripts: every field, None where there is nothing to say."""
        span = self.span
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "file": span.file if span else self.file,
            "line": span.line if span else None,
            "column": span.column if span else None,
            "end_column": span.end_column if span else None,
            "expected": self.expected,
            "hint": self.hint,
        }


class InputError(Exception):
    """Problems in the input that stop a command."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was most likely meant to be, or None if none is near."""
    from rapidfuzz import process  # only a file with a mistake pays for it
    from rapidfuzz.distance import Indel

    known = {c.casefold(): c for c in candidates}
    near = process.extractOne(
        word.casefold()[:200], list(known), scorer=Indel.normalized_similarity, score_cutoff=_NEAR
    )
    return known[near[0]] if near else None


def _window(span: Span) -> tuple[str, int, int]:
    """The part of the source line that is shown; columns before the carets, and number of carets."""
    cells = [_cell(character) for character in span.source_line]
    start = min(span.column - 1, len(cells))
    end = min(max(span.end_column - 1, start), len(cells))
    first, last = _visible([width for _, width in cells], start)
    head = "…" if first else ""
    tail = "…" if last < len(cells) else ""
    before = len(head) + sum(width for _, width in cells[first:start])
    under = sum(width for _, width in cells[start : min(end, last)])
    return head + "".join(text for text, _ in cells[first:last]) + tail, before, max(under, 1)


def _visible(widths: list[int], start: int) -> tuple[int, int]:
    """Choose the cells of a line to show: all, or as many as fit, with a third of the room before `start`."""
    if sum(widths) <= _WIDEST:
        return 0, len(widths)
    first = start
    room = _WIDEST // 3
    while first > 0 and widths[first - 1] <= room:
        first -= 1
        room -= widths[first]
    last = first
    room = _WIDEST
    while last < len(widths) and widths[last] <= room:
        room -= widths[last]
        last += 1
    return first, last


def _printable(text: str) -> str:
    return "".join(_cell(character)[0] for character in text)


def _cell(character: str) -> tuple[str, int]:
    """A character as it is printed, and its width in terminal columns."""
    if character == "\t":
        return " " * _TAB, _TAB
    if character.isascii() and character.isprintable():
        return character, 1
    category = unicodedata.category(character)
    # Controls could move the cursor; bidirectional marks could make a line look like another one.
    if category in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"):
        code = ord(character)
        escaped = f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
        return escaped, len(escaped)
    if category in ("Mn", "Me"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
