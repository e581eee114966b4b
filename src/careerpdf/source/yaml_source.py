"""YAML text to plain data, with the place of every key and value, within limits that hostile files cannot pass.

PyYAML delivers the events; this module turns them into data, notes their places and stops at the limits. How a syntax
error is put into words is `syntax.py`'s business, which keys a file may have `loading.py`'s.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, Self

import yaml

from careerpdf.diagnostics import Diagnostic, Severity, Span
from careerpdf.source import syntax

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 20_000  # also after aliases are expanded: stops "billion laughs"; a long profile has 300
MAX_CHARACTERS = 4 * MAX_BYTES  # likewise, for a long text that is repeated
MAX_PROBLEMS = 50  # shown for one file; who has more has the wrong file

Loc = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_KINDS = {"str", "int", "float", "bool", "null", "timestamp", "map", "seq"}
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
# Line ends for YAML, but for no editor: they come along with text pasted from web pages and word processors.
_ODD_LINE_END = re.compile("[\x85\u2028\u2029]")
_AS_SPACES = {0x85: " ", 0x2028: " ", 0x2029: " "}
_COMMENT_BY_ACCIDENT = re.compile(r"[ \t]+(#\w[^ \t]*)")
_DASH_WITHIN = rf"[ \t{syntax.ODD_SPACES}]*(-)[ {syntax.ODD_SPACES}]"
# What neither XML nor a page can hold.
_INVISIBLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Scalar(NamedTuple):
    """One text as it stands in the file: its value, and where it begins and ends (lines from 1, columns from 0)."""

    value: str
    line: int
    column: int
    last_line: int
    last_column: int


@dataclass(frozen=True)
class YamlSource:
    """A YAML file's data and where each part of it stands. `data` is None if the file could not be read as YAML.

    At the places in `broken` the file has something that was refused, so that data is missing there.
    """

    file: str
    lines: tuple[str, ...]
    data: Any
    keys: dict[Loc, Span] = field(default_factory=dict, repr=False)
    values: dict[Loc, Span] = field(default_factory=dict, repr=False)
    texts: tuple[Scalar, ...] = field(default=(), repr=False)
    broken: frozenset[Loc] = field(default=frozenset(), repr=False)

    def span(self, loc: Loc, *, key: bool = False) -> Span | None:
        """Where the value at `loc` stands (its key with `key`); of the nearest thing around it if it is not there."""
        while True:
            first, second = (self.keys, self.values) if key else (self.values, self.keys)
            found = first.get(loc) or second.get(loc)
            if found or not loc:
                return found
            loc, key = loc[:-1], True

    def has(self, loc: Loc) -> bool:
        """Whether the file itself has something at `loc`."""
        return loc in self.values

    def find_text(self, fragment: str) -> Span | None:
        """Where the first text that contains `fragment` has it."""
        for scalar in self.texts:
            if fragment in scalar.value:
                return next(iter(self.find_in(scalar, fragment)), None)
        return None

    def find_in(self, scalar: Scalar, fragment: str) -> Iterator[Span]:
        """Every place of `fragment` within one text; none where the file spells it differently."""
        for number in range(scalar.line, min(scalar.last_line, len(self.lines)) + 1):
            text = self.lines[number - 1]
            start = scalar.column if number == scalar.line else 0
            stop = scalar.last_column if number == scalar.last_line else len(text)
            while (at := text.find(fragment, start, stop)) >= 0:
                yield Span(self.file, number, at + 1, at + 1 + len(fragment), text)
                start = at + len(fragment)


def read_yaml(path: Path, display: str) -> tuple[YamlSource, tuple[Diagnostic, ...]]:
    """The file's data with places, and everything that is wrong with it as YAML. Never raises on bad input."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: no file system has such a name
        reason = (getattr(error, "strerror", None) or "it is not a readable file").lower()
        problem = Diagnostic("unreadable", Severity.ERROR, f"the file cannot be read: {reason}", file=display)
        return YamlSource(display, (), None), (problem,)
    return parse_yaml(raw, display)


def parse_yaml(raw: bytes, display: str) -> tuple[YamlSource, tuple[Diagnostic, ...]]:
    """Like `read_yaml`, from bytes."""
    reader = _Reader(display, ())
    try:
        text = _decode(raw, display)
        # Nearly all files have one kind of line end and nothing invisible, and patterns take long to find that out.
        reader.lines = tuple(_LINE_END.split(text) if "\r" in text else text.split("\n"))
        if not all(map(str.isprintable, reader.lines)):
            _refuse_invisible(text, reader)
            _warn_of_odd_line_ends(reader)
            text = text.translate(_AS_SPACES)
        node = reader.compose(text)
        data = reader.convert(node, ())
    except _Stop as stop:
        return YamlSource(display, reader.lines, None), (*reader.problems, stop.diagnostic)
    problems = tuple(reader.problems)
    if data is None and all(problem.severity is not Severity.ERROR for problem in problems):
        return YamlSource(display, reader.lines, None), (*problems, _empty(display))
    texts, broken = tuple(reader.texts), frozenset(reader.broken)
    return YamlSource(display, reader.lines, data, reader.keys, reader.values, texts, broken), problems


class _Stop(Exception):  # noqa: N818 (no fault of the program: what is in the file makes reading on pointless)
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def _empty(display: str) -> Diagnostic:
    return Diagnostic(
        "empty-file",
        Severity.ERROR,
        "there is nothing in this file",
        file=display,
        hint='`careerpdf new "Job Title"` writes a profile to start from',
    )


def _decode(raw: bytes, display: str) -> str:
    """The text. Raises _Stop if the file is too large, not UTF-8, or something other than text."""
    kind = next((kind for start, kind in _OTHER_KINDS if re.match(start, raw)), None)
    if kind:
        raise _Stop(
            Diagnostic(
                "not-text",
                Severity.ERROR,
                f"this is {kind}, not a plain text file",
                file=display,
                hint="copy its text into a new file in a text editor such as Notepad, and save that under this name",
            )
        )
    if len(raw) > MAX_BYTES:
        raise _Stop(
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
            raise _Stop(
                Diagnostic(
                    "not-utf8", Severity.ERROR, "the file is saved as UTF-16, not as UTF-8", file=display, hint=advice
                )
            ) from None
        start = raw.rfind(b"\n", 0, error.start) + 1
        end = raw.find(b"\n", error.start)
        shown = raw[start : end if end >= 0 else len(raw)].decode("utf-8", "replace").rstrip("\r")
        column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
        span = Span(display, raw.count(b"\n", 0, error.start) + 1, column, column + 1, shown)
        raise _Stop(
            Diagnostic("not-utf8", Severity.ERROR, "this character is not saved as UTF-8", span, display, hint=advice)
        ) from None


def _refuse_invisible(text: str, reader: "_Reader") -> None:
    found = _INVISIBLE.search(text)
    if found:
        line = len(_LINE_END.findall(text, 0, found.start()))
        start = max((m.end() for m in _LINE_END.finditer(text, 0, found.start())), default=0)
        reader.stop(
            "bad-character",
            f"an invisible character (U+{ord(found[0]):04X}) that no page can hold",
            reader.span(line, found.start() - start, found.start() - start + 1),
            hint=_DELETE.format(syntax.character(found[0])),
        )


def _warn_of_odd_line_ends(reader: "_Reader") -> None:
    for number, line in enumerate(reader.lines):
        for found in _ODD_LINE_END.finditer(line):
            if not reader.say(
                "odd-line-end",
                "an invisible line end inside this line is read as a space",
                reader.span(number, found.start(), found.end()),
                hint=_DELETE.format(syntax.character(found[0])),
                severity=Severity.WARNING,
            ):
                return


_DELETE = "delete it: {}; it may have come along with pasted text"


class _Node(NamedTuple):
    """A piece of the document. `parts`: keys and values in turn for a mapping, entries for a list."""

    kind: str  # scalar, list or mapping
    span: Span
    tag: str | None
    text: str = ""
    plain: bool = False
    folded: bool = False
    scalar: Scalar | None = None
    parts: "tuple[_Node, ...]" = ()


class _Reader:
    """Turns one document's events into data."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file, self.lines = file, lines
        self.keys: dict[Loc, Span] = {}
        self.values: dict[Loc, Span] = {}
        self.texts: list[Scalar] = []
        self.problems: list[Diagnostic] = []
        self.broken: set[Loc] = set()
        self._anchors: dict[str, _Node | None] = {}  # None while the thing is still being read
        self._anchored: list[tuple[str, Span]] = []  # texts that have one
        self._aliased: set[str] = set()
        self._last_quoted: Any = None
        self._events = self._nodes = self._characters = 0
        self._seen: set[int] = set()

    def stop(self, code: str, message: str, span: Span | None, *, hint: str | None = None) -> NoReturn:
        """Give up on this file."""
        raise _Stop(Diagnostic(code, Severity.ERROR, message, span, self.file, hint=hint))

    def span(self, line: int, column: int, end: int | None = None) -> Span:
        """A span from PyYAML's places, which count from 0; `end` None means the end of the line. At least one wide."""
        text = self.lines[line] if line < len(self.lines) else ""
        stop = len(text.rstrip()) if end is None else end
        return Span(self.file, line + 1, column + 1, max(stop, column + 1) + 1, text)

    def span_of(self, loc: Loc, node: "_Node") -> Span:
        """The field at the left edge that `loc` lies in."""
        return self.keys.get(loc[:1], node.span)

    # -- events to nodes

    def compose(self, text: str) -> _Node:
        """The only document's node. Raises _Stop."""
        try:
            events = yaml.parse(text, Loader=_Loader)
            root: _Node | None = None
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    if root is not None:
                        self._second_document(event)
                    root = self._node(next(events), events, 1)
        except yaml.YAMLError as error:
            raise _Stop(syntax.explain(error, self.file, self.lines, self._last_quoted)) from None
        if root is None:
            raise _Stop(_empty(self.file))
        for name, span in self._anchored:
            if name not in self._aliased:
                self.say(
                    "anchor-in-text",
                    f"{syntax.quoted('&' + name)} is left out of this text: an & at its start has a meaning of its own",
                    span,
                    hint=syntax.QUOTE,
                    severity=Severity.WARNING,
                )
        return root

    def _second_document(self, event: Any) -> None:
        self.stop(
            "two-documents",
            "the file holds two documents, one after the other",
            self.span(event.start_mark.line, event.start_mark.column, event.end_mark.column),
            hint="one file holds one role: remove this line, or move what follows into a file of its own",
        )

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        span = self._event_span(event)
        self._events += 1
        if self._events > MAX_NODES:
            message = f"the file holds more than {MAX_NODES:,} fields and entries"
            self.stop("too-large", message, span, hint="a profile is a few pages of text; is this the right file?")
        if isinstance(event, yaml.AliasEvent):
            self._aliased.add(str(event.anchor))
            target = self._anchors.get(str(event.anchor))
            if target is None and event.anchor in self._anchors:
                self.stop("alias-loop", f"*{event.anchor} contains itself without end", span, hint="write the text out")
            elif target is None:
                self.stop("bad-alias", "a * at the start of a text has a meaning of its own", span, hint=syntax.QUOTE)
            return target
        if depth > MAX_DEPTH:
            self._too_deep(span)
        if event.anchor:
            self._anchors[event.anchor] = None
            if isinstance(event, yaml.ScalarEvent):
                self._anchored.append((str(event.anchor), span))
        node = self._scalar_node(event, span) if isinstance(event, yaml.ScalarEvent) else None
        if node is None:
            end = yaml.MappingEndEvent if isinstance(event, yaml.MappingStartEvent) else yaml.SequenceEndEvent
            parts = []
            while not isinstance(inner := next(events), end):
                parts.append(self._node(inner, events, depth + 1))
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
            node = _Node(kind, self._whole(event, inner), event.tag, parts=tuple(parts))
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _too_deep(self, span: Span) -> NoReturn:
        message = f"fields nest deeper than {MAX_DEPTH} levels"
        self.stop("too-deep", message, span, hint="a profile needs four; is this the right file?")

    def _scalar_node(self, event: Any, span: Span) -> _Node:
        start, end = event.start_mark, event.end_mark
        if event.style in ("'", '"'):
            self._last_quoted = event
        scalar = Scalar(event.value, start.line + 1, start.column, end.line + 1, end.column)
        plain, tag = not event.style and event.implicit[0], event.tag
        return _Node("scalar", span, tag, event.value, plain, event.style != "|", scalar)

    def _event_span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return self.span(start.line, start.column, end.column if start.line == end.line else None)

    def _whole(self, first: Any, last: Any) -> Span:
        """A list or mapping in brackets is marked to its end, another one to the end of its first line."""
        if getattr(first, "flow_style", False) and last.end_mark.line == first.start_mark.line:
            return self.span(first.start_mark.line, first.start_mark.column, last.end_mark.column)
        return self.span(first.start_mark.line, first.start_mark.column)

    # -- nodes to data

    def convert(self, node: _Node, loc: Loc) -> Any:
        """The data of a node; notes places and problems on the way. Raises _Stop."""
        self._nodes += 1
        self._characters += len(node.text)
        if self._nodes > MAX_NODES or self._characters > MAX_CHARACTERS:
            self.stop(
                "too-many-aliases",
                "the file unfolds to far more than it seems to hold",
                self.span_of(loc, node),
                hint="write the text out where an alias (*name) stands for it",
            )
        if len(loc) >= MAX_DEPTH:  # aliases can nest what does not look nested
            self._too_deep(self.span_of(loc, node))
        self.values[loc] = node.span
        kind = node.tag.removeprefix(_TAG) if node.tag else ""
        if kind == "!":
            self.broken.add(loc)
            self.say("bad-start", "a text cannot start with !", node.span, hint=syntax.QUOTE)
            return None
        if kind and kind not in _KINDS:
            name = node.tag.replace(_TAG, "!!") if node.tag else ""
            self.broken.add(loc)
            self.say(
                "forbidden-tag",
                f"{syntax.quoted(name)} is not allowed here",
                node.span,
                hint="remove it: a file holds plain texts, numbers, lists and fields",
            )
            return None
        if node.kind == "mapping":
            return self._mapping(node, loc)
        if node.kind == "list":
            return [self.convert(part, (*loc, k)) for k, part in enumerate(node.parts)]
        return self._scalar(node, loc, kind)

    def _mapping(self, node: _Node, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        pairs: Iterable[tuple[_Node, _Node]] = zip(node.parts[::2], node.parts[1::2], strict=True)
        for key, value in pairs:
            if key.kind != "scalar":
                self.broken.add(loc)
                self.say(
                    "bad-key",
                    "brackets where the name of a field belongs",
                    key.span,
                    hint="put a text that starts with { or [ in quotes",
                )
            elif key.text == "<<" and key.plain:
                self.broken.add(loc)
                self.say("merge-key", "fields cannot be merged in with <<", key.span, hint="write the fields out")
            elif key.plain and key.text != key.text.strip(syntax.ODD_SPACES + " "):
                self._odd_name(key)
            elif key.text in found:
                first = self.keys[(*loc, key.text)]
                self.say(
                    "duplicate-key",
                    f"{syntax.quoted(key.text)} stands here a second time",
                    key.span,
                    expected="each field once",
                    hint=f"the first one is on line {first.line}; keep one of the two",
                )
            else:
                self.keys[(*loc, key.text)] = key.span
                found[key.text] = self.convert(value, (*loc, key.text))
        return found

    def _odd_name(self, key: _Node) -> NoReturn:
        """Stops at a name with a space beside it that is none for YAML; what belongs to it is then anyone's guess."""
        indent = syntax.odd_indent(self.file, self.lines, key.span.line - 1)
        if indent and indent.span and indent.span.column <= key.span.column:
            raise _Stop(indent)
        odd = next(c for c in (key.text[0], key.text[-1]) if c in syntax.ODD_SPACES)
        name = syntax.quoted(key.text.strip(syntax.ODD_SPACES))
        message = f"beside the name {name} stands {syntax.character(odd)}"
        self.stop("odd-space", message, key.span, hint="delete it, and type an ordinary space where one belongs")

    def _scalar(self, node: _Node, loc: Loc, kind: str) -> Any:
        text = node.text
        bad = None if text.isprintable() else _INVISIBLE.search(text)
        if bad:
            self.broken.add(loc)
            self.say(
                "bad-character",
                f"an invisible character (U+{ord(bad[0]):04X}) that no page can hold",
                node.span,
                hint=_DELETE.format(syntax.character(bad[0])),
            )
            return None
        if node.scalar and id(node) not in self._seen:
            self._seen.add(id(node))
            self.texts.append(node.scalar)
            if node.plain and text:
                self._warn_of_lost_text(node.scalar)
        if node.plain or kind in ("int", "float", "bool", "null", "timestamp"):
            return plain_value(text)
        # A line end that is left after folding was a blank line; only | keeps the line ends themselves.
        return text.replace("\n", "\n\n") if node.folded else text

    def _warn_of_lost_text(self, scalar: Scalar) -> None:
        """A text without quotes ends at ` #`, and a deeper dash below it is part of it: seldom what was meant."""
        line = self.lines[scalar.last_line - 1] if scalar.last_line <= len(self.lines) else ""
        comment = _COMMENT_BY_ACCIDENT.match(line, scalar.last_column)
        # `2024 #checked` is a figure with a comment; `Unit #4` and `555 #4` are texts that lose something.
        if comment and (comment[1][1].isdigit() or isinstance(plain_value(scalar.value), str)):
            self.say(
                "comment-in-text",
                f"{syntax.quoted(line[comment.start(1) :].rstrip())} is left out: a space and a # begin a comment",
                self.span(scalar.last_line - 1, comment.start(1)),
                hint=f"{syntax.QUOTE}; or write a space behind the # of a comment",
                severity=Severity.WARNING,
            )
        first = scalar.line - (scalar.value[0] in syntax.ODD_SPACES)  # such a text may be an entry that is indented so
        for number in range(first, min(scalar.last_line, len(self.lines)) if "-" in scalar.value else 0):
            dash = re.match(_DASH_WITHIN, self.lines[number])
            if dash:
                odd = syntax.odd_indent(self.file, self.lines, number)
                if odd:
                    raise _Stop(odd)
                self.say(
                    "dash-in-text",
                    "this dash begins no entry: its line is read as part of the text above it",
                    self.span(number, dash.start(1), dash.end(1)),
                    hint="let it stand in the same column as the dash of the list, or put the whole text in quotes",
                    severity=Severity.WARNING,
                )
                break

    def say(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        expected: str | None = None,
        hint: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> bool:
        """Note a problem and read on; False if there are enough of its severity. No warning displaces an error."""
        if sum(problem.severity is severity for problem in self.problems) >= MAX_PROBLEMS:
            return False
        self.problems.append(Diagnostic(code, severity, message, span, self.file, expected, hint))
        return True


_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,30})")
_FLOAT = re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{0,30}(?:[eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class WrittenFloat(float):
    """A number that Python would write differently: as a text it is what stands in the file, such as 63.10."""

    def __new__(cls, written: str) -> Self:
        number = super().__new__(cls, written)
        number.written = written
        return number

    written: str

    def __str__(self) -> str:
        return self.written


class WrittenInt(int):
    """Likewise a whole number, such as +15075550100."""

    def __new__(cls, written: str) -> Self:
        number = super().__new__(cls, written)
        number.written = written
        return number

    written: str

    def __str__(self) -> str:
        return self.written


def plain_value(text: str) -> Any:
    """What a text without quotes stands for. Stricter than YAML 1.1: `no`, `12:30`, `0755` and `1_000` stay texts.

    `str` of a number gives it as it is written: how many digits there are says how exact it is, and a text keeps them.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        whole = int(text)
        return whole if str(whole) == text else WrittenInt(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if str(number) == text else WrittenFloat(text)
    date = _DATE.fullmatch(text)
    if date:
        try:
            return dt.date(int(date[1]), int(date[2]), int(date[3]))
        except ValueError:
            return text
    return text.replace("\n", "\n\n")
