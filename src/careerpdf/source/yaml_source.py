"""YAML text to plain data, with the place of every key and value, within limits that hostile files cannot pass.

PyYAML delivers the events; this module turns them into data, notes their places and stops at the limits. How a syntax
error is put into words is `syntax.py`'s business, which keys a file may have `loading.py`'s.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, Protocol

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from careerpdf.diagnostics import Diagnostic, Severity, Span
from careerpdf.source import syntax
from careerpdf.source.quotes import with_straight_quotes
from careerpdf.source.values import plain_value, unfolded

MAX_BYTES = 1024 * 1024
_USUAL_BYTES = 64 * 1024  # that are read at first: memory for the largest file takes longer to get than most are read
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
_ODD_LINE_ENDS = "\x85\u2028\u2029"
_ODD_LINE_END = re.compile(f"[{_ODD_LINE_ENDS}]")
_AS_SPACES = str.maketrans(_ODD_LINE_ENDS, "   ")
_COMMENT_BY_ACCIDENT = re.compile(r"[ \t]+(#\w[^ \t]*)")
_DASH_WITHIN = rf"[ \t{syntax.ODD_SPACES}]*(-)[ {syntax.ODD_SPACES}]"
# What neither XML nor a page can hold.
_INVISIBLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    """Where the names and the values in a file stand."""

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
    except _Stop as stop:
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
    reader = _Reader(display, lines)
    try:
        try:
            plain = _PlainReader(raw, text)
            data, texts = plain.document(), plain.texts
            for event in plain.doubtful:
                reader.warn_of_lost_text(event)
            places = cache(lambda: _places(text, display, reader.lines))
        except (_NotPlain, yaml.YAMLError):
            _refuse_invisible(text, reader)
            _warn_of_odd_line_ends(reader)
            data, texts = reader.read(text.translate(_AS_SPACES)), reader.texts
            found = Places(reader.keys, reader.values)
            places = cache(lambda: found)
    except _Stop as stop:
        return YamlSource(display, reader.lines, None), (*reader.problems, stop.diagnostic)
    problems = tuple(reader.problems)
    if data is None and all(problem.severity is not Severity.ERROR for problem in problems):
        return YamlSource(display, reader.lines, None), (*problems, _empty(display))
    return YamlSource(display, reader.lines, data, places, tuple(texts), frozenset(reader.broken)), problems


def _places(text: str, display: str, lines: tuple[str, ...]) -> Places:
    """Where the parts of a text stand that `_PlainReader` has read."""
    reader = _Reader(display, lines)
    reader.read(text)
    return Places(reader.keys, reader.values)


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


class _NotPlain(Exception):  # noqa: N818 (nothing is wrong: the file only wants a closer look)
    pass


class _PlainReader:
    """Reads at once what nearly all files are: fields, lists and texts, with nothing among them to complain of.

    Whatever is different in any way is for `_Reader`, which takes several times as long, to judge from the beginning.
    What both can read is the same for both. PyYAML refuses what is invisible, but for odd line ends.
    """

    def __init__(self, raw: bytes | str, text: str) -> None:
        """Of a file that holds `raw`, which is `text`. Raises _NotPlain or yaml.YAMLError."""
        if any(end in text for end in _ODD_LINE_ENDS):
            raise _NotPlain
        self.texts: list[Text] = []
        self.doubtful: list[Text] = []  # those of which something may have been lost
        self._next: Callable[[], Any] = _Loader(raw).get_event
        self._remarks = " #" in text or "\t#" in text
        self._nodes = 0

    def document(self) -> Any:
        """The only document's data. Raises _NotPlain or yaml.YAMLError."""
        self._next()  # the beginning of the file
        if type(self._next()) is not DocumentStartEvent:
            raise _NotPlain
        data = self._value(self._next(), 1)
        self._next()  # the end of the document
        if type(self._next()) is not StreamEndEvent:
            raise _NotPlain
        return data

    def _value(self, event: Any, depth: int) -> Any:
        self._nodes += 1
        if event.anchor or event.tag or depth > MAX_DEPTH or self._nodes > MAX_NODES:  # an alias has an anchor too
            raise _NotPlain
        kind = type(event)
        if kind is ScalarEvent:
            return self._text(event)
        return self._mapping(depth) if kind is MappingStartEvent else self._list(depth)

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while type(key := self._next()) is ScalarEvent:
            name = key.value
            self._nodes += 1
            if key.anchor or key.tag or name in found or not (name.isidentifier() or _is_plain_name(name)):
                raise _NotPlain
            found[name] = self._value(self._next(), depth + 1)
        if type(key) is not MappingEndEvent:
            raise _NotPlain
        return found

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while type(event := self._next()) is not SequenceEndEvent:
            found.append(self._value(event, depth + 1))
        return found

    def _text(self, event: Any) -> Any:
        text: str = event.value
        self.texts.append(event)
        if not event.style:
            if text and (self._remarks or "-" in text):
                self.doubtful.append(event)
            return plain_value(text)
        if event.style == "|":
            return text
        if event.style == '"' and not text.isprintable():  # only here a file can spell what is invisible
            raise _NotPlain
        return unfolded(text)


def _is_plain_name(name: str) -> bool:
    """Whether a field can be called so, and nothing else be meant."""
    return name != "<<" and name == name.strip(syntax.ODD_SPACES + " ")


class _Node(NamedTuple):
    """A piece of the document. `parts`: keys and values in turn for a mapping, entries for a list."""

    kind: str  # scalar, list or mapping
    span: Span
    tag: str | None
    text: str = ""
    plain: bool = False
    folded: bool = False
    event: Text | None = None
    parts: "tuple[_Node, ...]" = ()


class _Reader:
    """Turns one document's events into data, with the places of everything and all that is wrong."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file, self.lines = file, lines
        self.keys: dict[Loc, Span] = {}
        self.values: dict[Loc, Span] = {}
        self.texts: list[Text] = []
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

    def read(self, text: str) -> Any:
        """The only document's data. Raises _Stop."""
        return self.convert(self.compose(text), ())

    # -- events to nodes

    def compose(self, text: str) -> _Node:
        """The only document's node. Raises _Stop."""
        try:
            events = yaml.parse(text, Loader=_Loader)
            root: _Node | None = None
            for event in events:
                if isinstance(event, DocumentStartEvent):
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
        if isinstance(event, AliasEvent):
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
            if isinstance(event, ScalarEvent):
                self._anchored.append((str(event.anchor), span))
        node = self._scalar_node(event, span) if isinstance(event, ScalarEvent) else None
        if node is None:
            end = MappingEndEvent if isinstance(event, MappingStartEvent) else SequenceEndEvent
            parts = []
            while not isinstance(inner := next(events), end):
                parts.append(self._node(inner, events, depth + 1))
            kind = "mapping" if isinstance(event, MappingStartEvent) else "list"
            node = _Node(kind, self._whole(event, inner), event.tag, parts=tuple(parts))
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _too_deep(self, span: Span) -> NoReturn:
        message = f"fields nest deeper than {MAX_DEPTH} levels"
        self.stop("too-deep", message, span, hint="a profile needs four; is this the right file?")

    def _scalar_node(self, event: Any, span: Span) -> _Node:
        if event.style in ("'", '"'):
            self._last_quoted = event
        plain, tag = not event.style and event.implicit[0], event.tag
        return _Node("scalar", span, tag, event.value, plain, event.style != "|", event)

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
            elif key.plain and not _is_plain_name(key.text):
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
        if node.event and id(node) not in self._seen:
            self._seen.add(id(node))
            self.texts.append(node.event)
            if node.plain and text:
                self.warn_of_lost_text(node.event)
        if node.plain or kind in ("int", "float", "bool", "null", "timestamp"):
            return plain_value(text)
        return unfolded(text) if node.folded else text  # | keeps the line ends themselves

    def warn_of_lost_text(self, text: Text) -> None:
        """A text without quotes ends at ` #`, and a deeper dash below it is part of it: seldom what was meant."""
        start, end = text.start_mark, text.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        comment = _COMMENT_BY_ACCIDENT.match(line, end.column)
        # `2024 #checked` is a figure with a comment; `Unit #4` and `555 #4` are texts that lose something.
        if comment and (comment[1][1].isdigit() or isinstance(plain_value(text.value), str)):
            self.say(
                "comment-in-text",
                f"{syntax.quoted(line[comment.start(1) :].rstrip())} is left out: a space and a # begin a comment",
                self.span(end.line, comment.start(1)),
                hint=f"{syntax.QUOTE}; or write a space behind the # of a comment",
                severity=Severity.WARNING,
            )
        first = start.line + (text.value[0] not in syntax.ODD_SPACES)  # else it may be an entry that is indented so
        for number in range(first, min(end.line + 1, len(self.lines)) if "-" in text.value else 0):
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
