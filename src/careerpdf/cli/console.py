"""Output to the terminal: results on stdout, diagnostics on stderr, colour only on a terminal."""

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

import click

from careerpdf.diagnostics import Diagnostic, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
_LABEL = re.compile(r"\b(error|warning)(\[[\w-]+\])?")
_CARETS = re.compile(r"^([ |]*)(\^+)$", re.MULTILINE)


def make_streams_safe() -> None:
    """Let a console that cannot show a character (cp1252 on Windows) print its escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(line: str) -> None:
    """Write one result line to stdout."""
    click.echo(line)


def note(line: str) -> None:
    """Write one line about the run, not a result of it, to stderr."""
    click.echo(line, err=True)


def say_json(value: object) -> None:
    """Write `value` to stdout as JSON; ASCII only, so that no pipe and no code page can spoil it."""
    click.echo(json.dumps(value, indent=2))


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Write diagnostics to stderr, each followed by a blank line; coloured where `wants_colour`."""
    for diagnostic in diagnostics:
        text = diagnostic.format()
        if wants_colour():
            text = _paint(text, _COLOURS[diagnostic.severity])
        click.echo(text + "\n", err=True)


def watched() -> bool:
    """True if stderr is a terminal."""
    return sys.stderr.isatty()


def wants_colour(stream: TextIO | None = None) -> bool:
    """True if `stream`, or stderr, is a terminal whose user has not asked for plain text (https://no-color.org)."""
    return (
        (stream.isatty() if stream else watched())
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def _paint(text: str, colour: str) -> str:
    text = _LABEL.sub(lambda found: click.style(found[0], fg=colour, bold=True), text, count=1)
    return _CARETS.sub(lambda found: found[1] + click.style(found[2], fg=colour, bold=True), text)


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """Diagnostics as plain values for `say_json`."""
    return [diagnostic.as_json() for diagnostic in diagnostics]


def shown(path: Path) -> str:
    """A path as a reader at this prompt would type it: relative where it lies under the current folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except (ValueError, OSError):
        return str(path)


def open_file(path: Path) -> None:
    """Show a file or folder in the program that the computer has for it; a note if it has none."""
    if click.launch(str(path)) != 0:
        note(f"warning: no program was found to open {shown(path)}")


def count(number: int, noun: str) -> str:
    """`1 warning`, `2 warnings`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """`1 error, 2 warnings`, or nothing if there are none."""
    numbers = {severity: sum(d.severity is severity for d in diagnostics) for severity in Severity}
    return ", ".join(count(number, severity.value) for severity, number in numbers.items() if number)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """True if at least one of them is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
