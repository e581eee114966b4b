"""YAML text to plain data, with the place of every key and value, within limits that hostile files cannot pass.

PyYAML composes the nodes; this module turns them into data, notes their spans and says what is wrong in plain words.
Which keys a file may have is `loading.py`'s business.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from careerpdf.diagnostics import Diagnostic, Severity, Span

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 100_000  # after aliases are expanded: stops "billion laughs"

Loc = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = "tag:yaml.org,2002:"
_YES_NO = re.compile(r"^(?:y|yes|no|n|on|off)$", re.IGNORECASE)


@dataclass(frozen=True)
class YamlSource:
    """A YAML file's data and where each part of it stands. `data` is None if the file could not be read as YAML."""

    file: str
    lines: tuple[str, ...]
    data: Any
    keys: dict[Loc, Span] = field(default_factory=dict, repr=False)
    values: dict[Loc, Span] = field(default_factory=dict, repr=False)
    texts: tuple[tuple[str, int, int], ...] = field(
        default=(), repr=False
    )  # text, first and last line of each scalar

    def span(self, loc: Loc, *, key: bool = False) -> Span | None:
        """Where the value at `loc` stands (its key with `key`); of the nearest thing around it if it is not there."""
        while True:
            found = (
                (self.keys.get(loc) or self.values.get(loc))
                if key
                else (self.values.get(loc) or self.keys.get(loc))
            )
            if found or not loc:
                return found
            loc, key = loc[:-1], True

    def find_text(self, fragment: str) -> Span | None:
        """Where the first value that contains `fragment` has it."""
        for text, first, last in self.texts:
            if fragment in text:
                for number in range(first, min(last, len(self.lines)) + 1):
                    at = self.lines[number - 1].find(fragment)
                    if at >= 0:
                        return Span(self.file, number, at + 1, at + 1 + len(fragment), self.lines[number - 1])
        return None


def read_yaml(path: Path, display: str) -> tuple[YamlSource, tuple[Diagnostic, ...]]:
    """The file's data with spans, and everything that is wrong with it as YAML. Never raises on bad input."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        problem = Diagnostic(
            "unreadable", Severity.ERROR, f"cannot be read: {error.strerror or error}", file=display
        )
        return YamlSource(display, (), None), (problem,)
    return parse_yaml(raw, display)


def parse_yaml(raw: bytes, display: str) -> tuple[YamlSource, tuple[Diagnostic, ...]]:
    """Like `read_yaml`, from bytes."""

    def stop(code: str, message: str, hint: str | None = None, span: Span | None = None) -> Any:
        return YamlSource(display, (), None), (
            Diagnostic(code, Severity.ERROR, message, span, display, hint=hint),
        )

    if len(raw) > MAX_BYTES:
        return stop(
            "too-large", "larger than 1 MiB", "a profile is a few pages of text; is this the right file?"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        start = raw.rfind(b"\n", 0, error.start) + 1
        end = raw.find(b"\n", error.start)
        source = raw[start : end if end >= 0 else len(raw)].decode("utf-8", "replace")
        column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
        return stop(
            "not-utf8",
            f"not UTF-8: the byte 0x{raw[error.start]:02X} has no meaning here",
            "save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
            Span(display, line, column, column + 1, source.rstrip("\r")),
        )
    lines = tuple(line.rstrip("\r") for line in text.split("\n"))
    reader = _Reader(display, lines)
    try:
        documents = list(_compose_all(text))
    except yaml.YAMLError as error:
        return YamlSource(display, lines, None), (reader.syntax_problem(error),)
    except RecursionError:
        return stop("too-deep", f"nests deeper than {MAX_DEPTH} levels")
    if not documents or documents[0] is None or _is_blank(documents[0]):
        return YamlSource(display, lines, None), (
            Diagnostic("empty-file", Severity.ERROR, "the file is empty", file=display,
                       hint="`careerpdf new \"Title\"` writes a profile to start from"),
        )  # fmt: skip
    if len(documents) > 1:
        mark = documents[1].start_mark
        return YamlSource(display, lines, None), (
            Diagnostic("two-documents", Severity.ERROR, "the file holds more than one document",
                       reader.span(max(mark.line - 1, 0), 0, None), hint="remove the line `---` in the middle of the file"),
        )  # fmt: skip
    data = reader.convert(documents[0], ())
    if reader.fatal:
        data = None
    source = YamlSource(display, lines, data, reader.keys, reader.values, tuple(reader.texts))
    return source, tuple(reader.problems)


def _compose_all(text: str) -> list[Any]:
    return list(yaml.compose_all(text, Loader=_Loader))


def _is_blank(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and node.style is None


class _Reader:
    """Turns one document's nodes into data."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file, self.lines = file, lines
        self.keys: dict[Loc, Span] = {}
        self.values: dict[Loc, Span] = {}
        self.texts: list[tuple[str, int, int]] = []
        self.problems: list[Diagnostic] = []
        self.fatal = False
        self._count = 0
        self._open: set[int] = set()

    def span(self, line: int, column: int, end: int | None) -> Span:
        """A span from PyYAML's places, which count from 0; `end` None means the end of the line."""
        text = self.lines[line] if line < len(self.lines) else ""
        stop = len(text) if end is None else end
        return Span(
            self.file,
            line + 1,
            column + 1,
            max(stop, column + 1) + 1 if end is None else max(end, column + 1) + 1,
            text,
        )

    def node_span(self, node: Any) -> Span:
        start, end = node.start_mark, node.end_mark
        line, column = start.line, start.column
        text = self.lines[line] if line < len(self.lines) else ""
        if isinstance(node, yaml.ScalarNode) and start.line == end.line:
            return Span(self.file, line + 1, column + 1, max(end.column, column + 1) + 1, text)
        return Span(self.file, line + 1, column + 1, max(len(text.rstrip()), column + 1) + 1, text)

    def _say(self, code: str, message: str, span: Span, *, expected: str | None = None, hint: str | None = None,
             fatal: bool = False) -> None:  # fmt: skip
        self.problems.append(Diagnostic(code, Severity.ERROR, message, span, self.file, expected, hint))
        self.fatal = self.fatal or fatal

    def convert(self, node: Any, loc: Loc) -> Any:
        """The data of a node; notes spans and problems on the way."""
        self._count += 1
        if self.fatal:
            return None
        if self._count > MAX_NODES:
            self._say("too-many-aliases", f"unfolds to more than {MAX_NODES:,} values", self.node_span(node),
                      hint="an alias (*name) that holds aliases grows without end; write the text out", fatal=True)  # fmt: skip
            return None
        if len(loc) > MAX_DEPTH:
            self._say("too-deep", f"nests deeper than {MAX_DEPTH} levels", self.node_span(node), fatal=True)
            return None
        self.values[loc] = self.node_span(node)
        if id(node) in self._open:
            self._say("alias-loop", "an alias (*name) that contains itself", self.node_span(node), fatal=True)
            return None
        if not node.tag.startswith(_TAGS) or "python" in node.tag:
            tag = node.tag.replace(_TAGS, "!!")
            self._say("forbidden-tag", f"the tag {tag} is not allowed", self.values[loc],
                      hint="a profile holds plain text, numbers, lists and fields; remove the tag")  # fmt: skip
            return None
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, loc)
            if isinstance(node, yaml.SequenceNode):
                return [self.convert(child, (*loc, k)) for k, child in enumerate(node.value)]
            return self._scalar(node, loc)
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: Any, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            span = self.node_span(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._say(
                    "bad-key",
                    "a list or mapping used as a field's name",
                    span,
                    hint="quote text that starts with [ or {",
                )
                continue
            key = key_node.value
            if key == "<<" and key_node.tag == _TAGS + "merge":
                self._say("merge-key", "merge keys (<<) are not supported", span, hint="write the fields out")
                continue
            if key in found:
                first = self.keys[(*loc, key)]
                self._say("duplicate-key", f"'{key}' stands here twice", span, expected="each field once",
                          hint=f"the first one is on line {first.line}")  # fmt: skip
                continue
            self.keys[(*loc, key)] = span
            found[key] = self.convert(value_node, (*loc, key))
        return found

    def _scalar(self, node: Any, loc: Loc) -> Any:
        text: str = node.value
        self.texts.append((text, node.start_mark.line + 1, node.end_mark.line + 1))
        kind = node.tag.removeprefix(_TAGS)
        if kind == "bool" and _YES_NO.match(text):
            return text  # YAML 1.1 takes yes/no/on/off for true/false; people mean the word
        make = _SCALARS.get(kind)
        if make is None:
            return text
        try:
            return make(text)
        except ValueError:
            return text

    # -- what PyYAML says, in plain words

    def syntax_problem(self, error: yaml.YAMLError) -> Diagnostic:
        """One diagnostic for a YAML syntax error."""
        if isinstance(error, yaml.reader.ReaderError):
            character = (
                error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "\0")
            )
            span = self._find_character(chr(character))
            return Diagnostic("bad-character", Severity.ERROR, f"the control character U+{character:04X} is not allowed",
                              span, self.file, hint="delete it; it may have come along with pasted text")  # fmt: skip
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = str(getattr(error, "problem", "") or "")
        context = str(getattr(error, "context", "") or "")
        line = min(mark.line if mark else 0, max(len(self.lines) - 1, 0))
        column = mark.column if mark else 0
        code, message, hint = self._explain(problem, context, line, column)
        opened = getattr(error, "context_mark", None)
        if code in ("unclosed-quote", "unclosed-bracket") and opened:
            line, column = opened.line, opened.column
        if code == "tab-indent":
            column = max(self.lines[line].find("\t"), 0)
        text = self.lines[line] if line < len(self.lines) else ""
        column = min(column, max(len(text), 0))
        end = (
            max(len(text.rstrip()), column + 1)
            if code not in ("tab-indent", "unclosed-quote")
            else column + 1
        )
        return Diagnostic(code, Severity.ERROR, message, Span(self.file, line + 1, column + 1, end + 1, text),
                          self.file, hint=hint)  # fmt: skip

    def _explain(self, problem: str, context: str, line: int, column: int) -> tuple[str, str, str]:
        text = self.lines[line] if line < len(self.lines) else ""
        leading = text[: len(text) - len(text.lstrip())]
        if "\t" in leading or ("'\\t'" in problem):
            return "tab-indent", "indented with a tab", "YAML wants spaces: use two for each level"
        if "quoted scalar" in context:
            return (
                "unclosed-quote",
                "a quotation mark is opened here and never closed",
                ('add the closing quotation mark; inside "…" write \\" for the mark itself'),
            )
        if "flow" in context:
            return (
                "unclosed-bracket",
                "a bracket is opened here and not closed properly",
                "close the [ or {, or put the text in quotes",
            )
        if "mapping values are not allowed" in problem:
            return (
                "colon-in-text",
                "a colon and a space inside a text confuse YAML",
                ("put the whole text in quotes, or check the indentation of this line"),
            )
        if "could not find expected ':'" in problem:
            return (
                "missing-colon",
                "a field without its colon",
                "write `name: value`, and indent the lines of a longer text",
            )
        if "block mapping" in context or "block collection" in context or "block sequence" in context:
            return (
                "bad-indent",
                "this line does not line up with the lines around it",
                ("fields of one level start in the same column; list items start with a dash and a space"),
            )
        if "alias" in problem or "alias" in context or "anchor" in problem:
            return (
                "bad-alias",
                "a * or & at the start of a text has a meaning in YAML",
                "put the text in quotes",
            )
        if "cannot start any token" in problem or "tag" in context or "directive" in context:
            return "bad-start", "a text may not start with this character", "put the text in quotes"
        if "block scalar" in context:
            return (
                "bad-block-text",
                "text after > or | has to start on the next line",
                "move the text to the next line and indent it",
            )
        if "did not find expected" in problem:
            return (
                "bad-indent",
                "this line does not fit the lines around it",
                "check the indentation and the quotation marks above it",
            )
        return (
            "yaml-syntax",
            f"not valid YAML: {problem or context or 'unknown problem'}",
            "check quotation marks, colons and indentation here",
        )

    def _find_character(self, character: str) -> Span | None:
        for number, text in enumerate(self.lines):
            at = text.find(character)
            if at >= 0:
                return Span(self.file, number + 1, at + 1, at + 2, text)
        return None


def _integer(text: str) -> int:
    if not re.fullmatch(r"[-+]?(?:0|[1-9][0-9_]*)", text):
        raise ValueError(text)  # octal, sexagesimal (12:30) and the like: people mean the text
    return int(text.replace("_", ""))


def _number(text: str) -> float:
    if not re.fullmatch(r"[-+]?[0-9][0-9_]*\.?[0-9_]*(?:[eE][-+]?[0-9]+)?", text):
        raise ValueError(text)
    return float(text.replace("_", ""))


def _timestamp(text: str) -> Any:
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        year, month, day = map(int, text.split("-"))
        return datetime.date(year, month, day)
    raise ValueError(text)


_SCALARS: dict[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: text.casefold() == "true",
    "int": _integer,
    "float": _number,
    "timestamp": _timestamp,
}
