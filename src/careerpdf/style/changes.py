"""Changes to a style from outside of its pack: from careerpdf.yaml, a booklet's manifest and the command line.

They are plain values, so that they go to other processes as they are; `load.py` checks and applies them.
"""

from dataclasses import dataclass
from enum import StrEnum

from careerpdf.diagnostics import Span
from careerpdf.source.read_yaml import parse_yaml

#: Where a value stands in a style: `("text", "title", "size")`, which people write `text.title.size`.
KeyPath = tuple[str, ...]


_FONT_FILES = (".ttf", ".otf", ".woff", ".woff2", ".ttc")


class Source(StrEnum):
    """Who says what a style is like. Each has the last word over those before it."""

    PACK = "pack"
    PROJECT = "careerpdf.yaml"
    BOOKLET = "booklet"
    COMMAND = "--set"
    CONTRAST = "adjust_contrast"


@dataclass(frozen=True, slots=True)
class Change:
    """One value in the place of a style's. `place` is the file or the option that says so, as messages show it.

    Lists are tuples: changes are compared, and styles kept by them.
    """

    key: KeyPath
    value: object
    source: Source
    place: str
    span: Span | None = None


def dotted(key: tuple[str | int, ...]) -> str:
    """A key as people write it: `text.title.size`."""
    return ".".join(map(str, key))


def parse_set(text: str) -> Change:
    """`KEY=VALUE` as it is typed after --set. Raises ValueError, with what is wrong in words."""
    name, equals, value = text.partition("=")
    key = tuple(part.strip() for part in name.strip().split("."))
    if not equals or not all(key):
        raise ValueError(f"'{text}' is no KEY=VALUE, such as colours.accent=#7a0019")
    value = value.strip().strip("\"'“”").strip()
    read = _read(value)
    return Change((*key, *missing_font_key(key, read)), read, Source.COMMAND, f"--set {dotted(key)}={value}")


def missing_font_key(key: KeyPath, value: object) -> KeyPath:
    """What is missing in the key of a font that is a text alone, `fonts.sans`: a family, or a file by its ending."""
    if len(key) != 2 or key[0] != "fonts" or not isinstance(value, str):
        return ()
    return ("regular" if value.lower().endswith(_FONT_FILES) else "family",)


def as_tuples(value: object) -> object:
    """A value with tuples in place of lists."""
    return tuple(map(as_tuples, value)) if isinstance(value, list | tuple) else value


def _read(value: str) -> object:
    """A text, nothing, or a list; numbers and true or false are left to the key that takes them."""
    if value.lower() in ("", "null", "none", "~"):
        return None
    if value.startswith("["):
        data = parse_yaml(f"value: {value}".encode(), "--set")[0].data
        found = data.get("value") if isinstance(data, dict) else None
        if isinstance(found, list) and not any(isinstance(one, list | dict) for one in found):
            return tuple(found)
    return value
