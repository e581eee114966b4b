"""Taking values out of PDF objects that may hold anything: what has the wrong type counts as absent."""

from collections.abc import Iterator
from decimal import Decimal

import pikepdf
from pikepdf import (
    Array,
    DataDecodingError,
    DependencyError,
    Dictionary,
    ForeignObjectError,
    Name,
    PdfError,
    Stream,
    String,
)  # fmt: skip

#: What pikepdf raises at objects that are damaged or not what their place asks for.
UNREADABLE = (
    PdfError, DataDecodingError, DependencyError, ForeignObjectError, TypeError, ValueError, KeyError, IndexError,
    AttributeError, ArithmeticError, RecursionError, NotImplementedError, RuntimeError,
)  # fmt: skip
_DEEPEST = 32  # page tree nodes above a page
_LARGEST = 1e9  # pt and the like: beyond any that a page could have

#: Object and generation number; a direct object has (0, 0).
ObjGen = tuple[int, int]


def spelled(value: object) -> str:
    """A name or operator as text, a name with its slash; empty if its bytes are no text."""
    try:
        return str(value)
    except UnicodeDecodeError:
        return ""


def entry(holder: object, key: str) -> object:
    """The value of a dictionary's or stream's key; None if there is none or `holder` is something else."""
    if not isinstance(holder, (Dictionary, Stream)):
        return None
    try:
        value: object = holder.get(key)
    except (TypeError, ValueError, PdfError):  # no key that a PDF could have or that is text, or a damaged object
        return None
    return value


def inherited(page: object, key: str) -> object:
    """The value of a key of a page, or of the nearest node above it that has one."""
    for _ in range(_DEEPEST):
        value = entry(page, key)
        if value is not None:
            return value
        page = entry(page, "/Parent")
    return None


def text(holder: object, key: str) -> str | None:
    """A text string, decoded."""
    value = entry(holder, key)
    try:
        return str(value) if isinstance(value, (String, str)) else None
    except UnicodeDecodeError:
        return None


def name(holder: object, key: str) -> str | None:
    """A name, without its slash."""
    value = entry(holder, key)
    return spelled(value)[1:] if isinstance(value, Name) else None


def integer(holder: object, key: str) -> int | None:
    value = entry(holder, key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number(value: object) -> float:
    """A number as a float; 0 for anything else, and for what is out of all bounds."""
    if not isinstance(value, (int, float, Decimal)):
        return 0.0
    try:
        found = float(value)
    except OverflowError:
        return 0.0
    return found if -_LARGEST <= found <= _LARGEST else 0.0


def numbers(holder: object, key: str) -> tuple[float, ...]:
    """An array of numbers; empty if it is none."""
    return tuple(number(item) for item in items(entry(holder, key)))


def flag(holder: object, key: str) -> bool:
    return entry(holder, key) is True


def items(value: object) -> Iterator[object]:
    """The items of an array, or nothing."""
    if isinstance(value, Array):
        yield from value


def reference(value: object) -> ObjGen:
    """The place of an object in its file; (0, 0) for a direct object or none at all."""
    return value.objgen if isinstance(value, pikepdf.Object) else (0, 0)
