"""The quick reader of YAML, for files with nothing unusual in them; it keeps no places."""

from collections.abc import Callable
from typing import Any

from yaml import DocumentStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from careerpdf.source.values import plain_value, unfolded
from careerpdf.source.yaml_source import MAX_DEPTH, MAX_NODES, ODD_LINE_ENDS, Text, YamlLoader, is_plain_name


class NotPlain(Exception):  # noqa: N818 (nothing is wrong: the file only wants a closer look)
    pass


class PlainReader:
    """Reads at once what nearly all files are: fields, lists and texts, with nothing among them to complain of.

    Whatever is different in any way is for `_Reader`, which takes several times as long, to judge from the beginning.
    What both can read is the same for both. PyYAML refuses what is invisible, but for odd line ends.
    """

    def __init__(self, raw: bytes | str, text: str) -> None:
        """Of a file that holds `raw`, which is `text`. Raises NotPlain or yaml.YAMLError."""
        if any(end in text for end in ODD_LINE_ENDS):
            raise NotPlain
        self.texts: list[Text] = []
        self.doubtful: list[Text] = []  # those of which something may have been lost
        self._next: Callable[[], Any] = YamlLoader(raw).get_event
        self._remarks = " #" in text or "\t#" in text
        self._nodes = 0

    def document(self) -> Any:
        """The only document's data. Raises NotPlain or yaml.YAMLError."""
        self._next()  # the beginning of the file
        if type(self._next()) is not DocumentStartEvent:
            raise NotPlain
        data = self._value(self._next(), 1)
        self._next()  # the end of the document
        if type(self._next()) is not StreamEndEvent:
            raise NotPlain
        return data

    def _value(self, event: Any, depth: int) -> Any:
        self._nodes += 1
        if event.anchor or event.tag or depth > MAX_DEPTH or self._nodes > MAX_NODES:  # an alias has an anchor too
            raise NotPlain
        kind = type(event)
        if kind is ScalarEvent:
            return self._text(event)
        return self._mapping(depth) if kind is MappingStartEvent else self._list(depth)

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while type(key := self._next()) is ScalarEvent:
            name = key.value
            self._nodes += 1
            if key.anchor or key.tag or name in found or not (name.isidentifier() or is_plain_name(name)):
                raise NotPlain
            found[name] = self._value(self._next(), depth + 1)
        if type(key) is not MappingEndEvent:
            raise NotPlain
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
            raise NotPlain
        return unfolded(text)
