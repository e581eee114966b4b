"""What is wrong with an input, and how that is said: spans, diagnostics and their plain-text form.

Imports nothing of careerpdf. Finding problems is the business of the modules that read the inputs.
"""

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_WIDEST = 100  # columns of a source line that are shown


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line of a file. Lines and columns count from 1, columns in characters; `end_column` is exclusive."""

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
        """As a person reads it, in several lines: place, message, source line with carets, expectation, hint."""
        span = self.span
        if span:
            place = f"{span.file}:{span.line}:{span.column}: "
        else:
            place = f"{self.file}: " if self.file else ""
        lines = [f"{place}{self.severity}[{self.code}]: {self.message}"]
        gutter = 1
        if span:
            number = str(span.line)
            gutter = len(number) + 1
            shown, caret, length = _window(span)
            lines += [f" {number} | {shown}".rstrip(), f" {' ' * len(number)} | {' ' * caret}{'^' * length}"]
        indent = " " * (gutter + 1)
        if self.expected:
            lines.append(f"{indent}expected: {self.expected}")
        if self.hint:
            lines.append(f"{indent}hint: {self.hint}")
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
    known = {c.casefold(): c for c in candidates}
    near = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return known[near[0]] if near else None


def _window(span: Span) -> tuple[str, int, int]:
    """The source line as shown, and place and length of the carets in terminal columns."""
    line, start, end = span.source_line, span.column - 1, max(span.end_column - 1, span.column)
    first = 0
    if len(line) > _WIDEST:
        first = max(0, min(start - _WIDEST // 3, len(line) - _WIDEST))
    text = line[first : first + _WIDEST]
    before, after = ("…" if first else ""), ("…" if first + _WIDEST < len(line) else "")
    cells = [_cell(c) for c in text]
    caret = len(before) + sum(w for _, w in cells[: start - first])
    length = max(1, sum(w for _, w in cells[start - first : end - first]))
    return before + "".join(c for c, _ in cells) + after, caret, length


def _cell(character: str) -> tuple[str, int]:
    """A character as printed, and its width in terminal columns."""
    if character == "\t":
        return "    ", 4
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn") and character != "\u00ad":
        escaped = f"\\u{ord(character):04x}"
        return escaped, len(escaped)
    if unicodedata.combining(character):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1
