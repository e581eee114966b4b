"""YAML files to data with the place of every value."""

import re
from functools import cache
from pathlib import Path

import yaml

from careerpdf.diagnostics import Diagnostic, Severity, Span
from careerpdf.source import syntax_errors
from careerpdf.source.careful_yaml import DELETE, INVISIBLE, CarefulReader, Stop, empty_file
from careerpdf.source.plain_yaml import NotPlain, PlainReader
from careerpdf.source.quotes import with_straight_quotes
from careerpdf.source.yaml_source import MAX_BYTES, ODD_LINE_ENDS, Places, YamlSource

_USUAL_BYTES = 64 * 1024  # that are read at first: memory for the largest file takes longer to get than most are read
_LINE_END = re.compile("\r\n|[\n\r]")
#: How files begin that are no plain text, whatever their name says, and what each is; the first that matches.
_OTHER_KINDS = (
    (rb"PK\x03\x04(?s:.*)word/", "a Word document"),
    (rb"PK\x03\x04(?s:.*)xl/", "an Excel workbook"),
    (rb"PK\x03\x04(?s:.{26,40})mimetypeapplication/vnd\.oasis", "a LibreOffice document"),
    (rb"PK\x03\x04", "a packed document, such as one from a word processor"),
    (rb"\xd0\xcf\x11\xe0", "a document of an older Word or Excel"),
    (rb"%PDF", "a PDF"),
    (rb"\s*\{\\rtf", "a document in Rich Text Format"),
)
_ODD_LINE_END = re.compile(f"[{ODD_LINE_ENDS}]")
_AS_SPACES = str.maketrans(ODD_LINE_ENDS, "   ")


def read_yaml(path: Path, display: str) -> tuple[YamlSource, tuple[Diagnostic, ...]]:
    """The file's data with places, and everything that is wrong with it as YAML. Never raises on bad input."""
    try:
        with path.open("rb") as file:
            raw = file.read(_USUAL_BYTES)
            if len(raw) == _USUAL_BYTES:
                raw += file.read(MAX_BYTES + 1 - _USUAL_BYTES)
    except (OSError, ValueError) as error:  # ValueError: no file system has such a name
        reason = (getattr(error, "strerror", None) or "it is not a readable file").lower()
        problem = Diagnostic("unreadable", Severity.ERROR, f"the file cannot be read: {reason}", file=display)
        return YamlSource(display, (), None), (problem,)
    return parse_yaml(raw, display)


def parse_yaml(raw: bytes, display: str) -> tuple[YamlSource, tuple[Diagnostic, ...]]:
    """Like `read_yaml`, from bytes."""
    try:
        text = _decode(raw, display)
    except Stop as stop:
        return YamlSource(display, (), None), (stop.diagnostic,)
    # Nearly all files have one kind of line end, and patterns take long to find that out.
    lines = tuple(_LINE_END.split(text) if "\r" in text else text.split("\n"))
    straight = with_straight_quotes(text)
    if straight != text:
        source, problems = _parsed(straight, straight, display, lines)
        if source.data is not None:
            return source, problems
    return _parsed(raw, text, display, lines)


def _parsed(
    raw: bytes | str, text: str, display: str, lines: tuple[str, ...]
) -> tuple[YamlSource, tuple[Diagnostic, ...]]:
    """The data of a text, which the file holds as `raw`. `lines` are what messages show."""
    reader = CarefulReader(display, lines)
    try:
        try:
            plain = PlainReader(raw, text)
            data, texts = plain.document(), plain.texts
            for event in plain.doubtful:
                reader.warn_of_lost_text(event)
            places = cache(lambda: _places(text, display, reader.lines))
        except (NotPlain, yaml.YAMLError):
            _refuse_invisible(text, reader)
            _warn_of_odd_line_ends(reader)
            data, texts = reader.read(text.translate(_AS_SPACES)), reader.texts
            found = Places(reader.keys, reader.values)
            places = cache(lambda: found)
    except Stop as stop:
        return YamlSource(display, reader.lines, None), (*reader.problems, stop.diagnostic)
    problems = tuple(reader.problems)
    if data is None and all(problem.severity is not Severity.ERROR for problem in problems):
        return YamlSource(display, reader.lines, None), (*problems, empty_file(display))
    return YamlSource(display, reader.lines, data, places, tuple(texts), frozenset(reader.broken)), problems


def _places(text: str, display: str, lines: tuple[str, ...]) -> Places:
    """Find the places of the parts of a text that `PlainReader` has read."""
    reader = CarefulReader(display, lines)
    reader.read(text)
    return Places(reader.keys, reader.values)


def _decode(raw: bytes, display: str) -> str:
    """The text. Raises Stop if the file is too large, not UTF-8, or something other than text."""
    kind = next((kind for start, kind in _OTHER_KINDS if re.match(start, raw)), None)
    if kind:
        raise Stop(
            Diagnostic(
                "not-text",
                Severity.ERROR,
                f"this is {kind}, not a plain text file",
                file=display,
                hint="copy its text into a new file in a text editor such as Notepad, and save that under this name",
            )
        )
    if len(raw) > MAX_BYTES:
        raise Stop(
            Diagnostic(
                "too-large",
                Severity.ERROR,
                "the file is larger than 1 MiB",
                file=display,
                hint="a profile is a few pages of text; is this the right file?",
            )
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        advice = "save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Stop(
                Diagnostic(
                    "not-utf8", Severity.ERROR, "the file is saved as UTF-16, not as UTF-8", file=display, hint=advice
                )
            ) from None
        start = raw.rfind(b"\n", 0, error.start) + 1
        end = raw.find(b"\n", error.start)
        shown = raw[start : end if end >= 0 else len(raw)].decode("utf-8", "replace").rstrip("\r")
        column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
        span = Span(display, raw.count(b"\n", 0, error.start) + 1, column, column + 1, shown)
        raise Stop(
            Diagnostic("not-utf8", Severity.ERROR, "this character is not saved as UTF-8", span, display, hint=advice)
        ) from None


def _refuse_invisible(text: str, reader: "CarefulReader") -> None:
    found = INVISIBLE.search(text)
    if found:
        line = len(_LINE_END.findall(text, 0, found.start()))
        start = max((m.end() for m in _LINE_END.finditer(text, 0, found.start())), default=0)
        reader.stop(
            "bad-character",
            f"an invisible character (U+{ord(found[0]):04X}) that no page can hold",
            reader.span(line, found.start() - start, found.start() - start + 1),
            hint=DELETE.format(syntax_errors.character(found[0])),
        )


def _warn_of_odd_line_ends(reader: "CarefulReader") -> None:
    for number, line in enumerate(reader.lines):
        for found in _ODD_LINE_END.finditer(line):
            if not reader.say(
                "odd-line-end",
                "an invisible line end inside this line is read as a space",
                reader.span(number, found.start(), found.end()),
                hint=DELETE.format(syntax_errors.character(found[0])),
                severity=Severity.WARNING,
            ):
                return
