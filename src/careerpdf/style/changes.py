"""Changes of a style from outside of its pack: by careerpdf.yaml, a booklet's manifest or the command line.

They are plain values, so that they can be sent to other processes; `load.py` checks and applies them.
"""

from dataclasses import dataclass
from enum import StrEnum

from careerpdf.diagnostics import Span
from careerpdf.source.read_yaml import parse_yaml

#: Path of a value in a style: `("text", "title", "size")`, which people write `text.title.size`.
KeyPath = tuple[str, ...]

_FONT_FILES = (".ttf", ".otf", ".woff", ".woff2", ".ttc")


class Source(StrEnum):
    """Origin of a style's value. Each has precedence over those before it."""

    PACK = "pack"
    PROJECT = "careerpdf.yaml"
    BOOKLET = "booklet"
    COMMAND = "--set"
    CONTRAST = "adjust_contrast"


@dataclass(frozen=True, slots=True)
class Change:
    """Change of one value. `place` is the file or the option that makes it, as messages show it.

    Lists are tuples, because changes are compared, and styles are cached by them.
    """

    key: KeyPath
    value: object
    source: Source
    place: str
    span: Span | None = None


def dotted(key: tuple[str | int, ...]) -> str:
    """Return a key path as people write it: `text.title.size`."""
    return ".".join(map(str, key))


def parse_set(text: str) -> Change:
    """Parse `KEY=VALUE` as it is typed after --set. Raises ValueError with a message for the user."""
    name, equals, value = text.partition("=")
    key = tuple(part.strip() for part in name.strip().split("."))
    if not equals or not all(key):
        raise ValueError(f"'{text}' is no KEY=VALUE, such as colours.accent=#7a0019")
    value = value.strip().strip("\"'“”").strip()
    read = _read(value)
    return Change((*key, *missing_font_key(key, read)), read, Source.COMMAND, f"--set {dotted(key)}={value}")


def missing_font_key(key: KeyPath, value: object) -> KeyPath:
    """Return the key that is missing in `fonts.NAME` with a text as its value: a family, or a file by its ending."""
    if len(key) != 2 or key[0] != "fonts" or not isinstance(value, str):
        return ()
    return ("regular" if value.lower().endswith(_FONT_FILES) else "family",)


def as_tuples(value: object) -> object:
    """Return a value with tuples in place of lists."""
    return tuple(map(as_tuples, value)) if isinstance(value, list | tuple) else value


def _read(value: str) -> object:
    """Read a text, nothing, or a list; numbers and booleans are parsed by the key that takes them."""
    if value.lower() in ("", "null", "none", "~"):
        return None
    if value.startswith("["):
        data = parse_yaml(f"value: {value}".encode(), "--set")[0].data
        found = data.get("value") if isinstance(data, dict) else None
        if isinstance(found, list) and not any(isinstance(one, list | dict) for one in found):
            return tuple(found)
    return value
