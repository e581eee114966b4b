"""The careful reader of YAML, which keeps the place of each key and value and explains what is unusual."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml import AliasEvent, DocumentStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from careerpdf.diagnostics import Diagnostic, Severity, Span
from careerpdf.source import syntax_errors
from careerpdf.source.syntax_errors import QUOTE, quoted
from careerpdf.source.values import plain_value, unfolded
from careerpdf.source.yaml_source import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_NODES,
    MAX_PROBLEMS,
    Loc,
    Text,
    YamlLoader,
    is_plain_name,
)

_TAG = "tag:yaml.org,2002:"
_KINDS = {"str", "int", "float", "bool", "null", "timestamp", "map", "seq"}
_COMMENT_BY_ACCIDENT = re.compile(r"[ \t]+(#\w[^ \t]*)")
_DASH_WITHIN = rf"[ \t{syntax_errors.ODD_SPACES}]*(-)[ {syntax_errors.ODD_SPACES}]"
# What neither XML nor a page can hold.
INVISIBLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Stop(Exception):  # noqa: N818 (no fault of the program: what is in the file makes reading on pointless)
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def empty_file(display: str) -> Diagnostic:
    return Diagnostic(
        "empty-file",
        Severity.ERROR,
        "there is nothing in this file",
        file=display,
        hint='`careerpdf new "Job Title"` writes a profile to start from',
    )


DELETE = "delete it: {}; it may have come along with pasted text"


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


class CarefulReader:
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
        raise Stop(Diagnostic(code, Severity.ERROR, message, span, self.file, hint=hint))

    def span(self, line: int, column: int, end: int | None = None) -> Span:
        """A span from PyYAML's places, which count from 0; `end` None means the end of the line. At least one wide."""
        text = self.lines[line] if line < len(self.lines) else ""
        stop = len(text.rstrip()) if end is None else end
        return Span(self.file, line + 1, column + 1, max(stop, column + 1) + 1, text)

    def span_of(self, loc: Loc, node: "_Node") -> Span:
        """The field at the left edge that `loc` lies in."""
        return self.keys.get(loc[:1], node.span)

    def read(self, text: str) -> Any:
        """The only document's data. Raises Stop."""
        return self.convert(self.compose(text), ())

    # -- events to nodes

    def compose(self, text: str) -> _Node:
        """The only document's node. Raises Stop."""
        try:
            events = yaml.parse(text, Loader=YamlLoader)
            root: _Node | None = None
            for event in events:
                if isinstance(event, DocumentStartEvent):
                    if root is not None:
                        self._second_document(event)
                    root = self._node(next(events), events, 1)
        except yaml.YAMLError as error:
            raise Stop(syntax_errors.explain(error, self.file, self.lines, self._last_quoted)) from None
        if root is None:
            raise Stop(empty_file(self.file))
        for name, span in self._anchored:
            if name not in self._aliased:
                self.say(
                    "anchor-in-text",
                    f"{quoted('&' + name)} is left out of this text: an & at its start has a meaning of its own",
                    span,
                    hint=QUOTE,
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
                self.stop("bad-alias", "a * at the start of a text has a meaning of its own", span, hint=QUOTE)
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
        """The data of a node; notes places and problems on the way. Raises Stop."""
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
            self.say("bad-start", "a text cannot start with !", node.span, hint=QUOTE)
            return None
        if kind and kind not in _KINDS:
            name = node.tag.replace(_TAG, "!!") if node.tag else ""
            self.broken.add(loc)
            self.say(
                "forbidden-tag",
                f"{quoted(name)} is not allowed here",
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
            elif key.plain and not is_plain_name(key.text):
                self._odd_name(key)
            elif key.text in found:
                first = self.keys[(*loc, key.text)]
                self.say(
                    "duplicate-key",
                    f"{quoted(key.text)} stands here a second time",
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
        indent = syntax_errors.odd_indent(self.file, self.lines, key.span.line - 1)
        if indent and indent.span and indent.span.column <= key.span.column:
            raise Stop(indent)
        odd = next(c for c in (key.text[0], key.text[-1]) if c in syntax_errors.ODD_SPACES)
        name = quoted(key.text.strip(syntax_errors.ODD_SPACES))
        message = f"beside the name {name} stands {syntax_errors.character(odd)}"
        self.stop("odd-space", message, key.span, hint="delete it, and type an ordinary space where one belongs")

    def _scalar(self, node: _Node, loc: Loc, kind: str) -> Any:
        text = node.text
        bad = None if text.isprintable() else INVISIBLE.search(text)
        if bad:
            self.broken.add(loc)
            self.say(
                "bad-character",
                f"an invisible character (U+{ord(bad[0]):04X}) that no page can hold",
                node.span,
                hint=DELETE.format(syntax_errors.character(bad[0])),
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
                f"{quoted(line[comment.start(1) :].rstrip())} is left out: a space and a # begin a comment",
                self.span(end.line, comment.start(1)),
                hint=f"{QUOTE}; or write a space behind the # of a comment",
                severity=Severity.WARNING,
            )
        first = start.line + (
            text.value[0] not in syntax_errors.ODD_SPACES
        )  # else it may be an entry that is indented so
        for number in range(first, min(end.line + 1, len(self.lines)) if "-" in text.value else 0):
            dash = re.match(_DASH_WITHIN, self.lines[number])
            if dash:
                odd = syntax_errors.odd_indent(self.file, self.lines, number)
                if odd:
                    raise Stop(odd)
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
