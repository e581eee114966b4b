"""Generator of docs/style-keys.md: `python -m careerpdf.style.reference > docs/style-keys.md`."""

import re
import sys
from collections.abc import Iterator
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from careerpdf.source.field_errors import models_in
from careerpdf.style.colour import ColourRef, Hex
from careerpdf.style.key_paths import is_mapping
from careerpdf.style.model import Style, TextRole
from careerpdf.style.roles import BASE_ROLE

_HEAD = """\
# Every key of a style

<!-- Written by `python -m careerpdf.style.reference`; edit src/careerpdf/style/model.py instead. -->

[Styles](styles.md) explains how styles are made. Here is each value that one may hold, by its key: what
`careerpdf styles explain modern KEY` and `--set KEY=VALUE` take, and what may stand in `set:` below `brand:` in
careerpdf.yaml. In a `style.yaml` the parts of a key stand below each other, each indented by two spaces more.

`NAME` is a name that the style gives: `text.title.size` is the size of the text role `title`. The third column says
what holds where neither the style nor one that it builds on says anything. `careerpdf styles show modern` prints the
names and values of a style. All lengths are in points (pt), 72 to an inch.
"""

_SIMPLE = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`"}
_COLOUR = 'color: "#rrggbb", or a name in `colours`'


def reference() -> str:
    """Return the whole page, in Markdown."""
    return "\n".join([_HEAD, *_single(), *_groups()])


def _single() -> Iterator[str]:
    yield "## Single values\n"
    yield from _table(
        (name, field) for name, field in Style.model_fields.items() if name != "name" and not _part(field)
    )
    yield ""


def _groups() -> Iterator[str]:
    for name, field in Style.model_fields.items():
        part = _part(field)
        if part is None:
            continue
        yield f"## `{name}`\n"
        yield f"{_sentence(field.description)}\n"
        prefix = f"{name}.NAME" if is_mapping(field.annotation) else name
        if part is str:
            yield from _rows([(prefix, 'color: "#rrggbb"', "", "the color of that name")])
        else:
            yield from _table(_fields(prefix, part))
        yield ""


def _fields(prefix: str, part: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in part.model_fields.items():
        if part is TextRole:
            field = field.merge_field_infos(field, default=getattr(BASE_ROLE, name))
        inner = next(models_in(field.annotation), None)
        if inner:
            yield from _fields(f"{prefix}.{name}", inner)
        else:
            yield f"{prefix}.{name}", field


def _part(field: FieldInfo) -> Any:
    """Return the model below a field, or `str` for names with colours; None for a single value."""
    return next(models_in(field.annotation), None) or (str if is_mapping(field.annotation) else None)


def _table(fields: Iterator[tuple[str, FieldInfo]]) -> Iterator[str]:
    yield from _rows(
        [(key, _kind(field), _default(field), field.description or _inner(field)) for key, field in fields]
    )


def _rows(rows: list[tuple[str, str, str, str]]) -> Iterator[str]:
    yield "| key | | otherwise | what it does |\n|---|---|---|---|"
    for key, kind, default, effect in rows:
        yield f"| `{key}` | {_cell(kind)} | {default} | {_cell(effect)} |"


def _inner(field: FieldInfo) -> str:
    return next((m.description for m in field.metadata if isinstance(m, FieldInfo) and m.description), "")


def _kind(field: FieldInfo) -> str:
    """Describe a field's type in plain words, with its bounds."""
    low = next((m.ge for m in _metadata(field) if hasattr(m, "ge")), None)
    high = next((m.le for m in _metadata(field) if hasattr(m, "le")), None)
    words = _words(field.annotation, field)
    return f"{words}, {low:g} to {high:g}" if low is not None and high is not None else words


def _metadata(field: FieldInfo) -> list[Any]:
    found = list(field.metadata)
    for inner in get_args(field.annotation):
        if get_origin(inner) is Annotated:
            for extra in get_args(inner)[1:]:
                found += extra.metadata if isinstance(extra, FieldInfo) else [extra]
    return found


def _words(annotation: Any, field: FieldInfo | None = None) -> str:
    patterns = [getattr(m, "pattern", None) for m in (field.metadata if field else ())]
    if annotation == ColourRef or _pattern(ColourRef) in patterns:
        return _COLOUR
    if annotation == Hex or _pattern(Hex) in patterns:
        return 'color: "#rrggbb"'
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _words(inner[0])
    if origin is Literal:
        return "one of: " + ", ".join(f"`{value}`" for value in inner)
    if origin is tuple:
        return f"list: {_words(inner[0])}" if inner[-1] is Ellipsis else f"list of {len(inner)}: {_words(inner[0])}"
    if inner:  # X | None
        return next(_words(part) for part in inner if part is not NoneType)
    return _SIMPLE[annotation]


def _pattern(kind: Any) -> str | None:
    field: FieldInfo = get_args(kind)[1]
    return next((m.pattern for m in field.metadata if hasattr(m, "pattern")), None)


def _default(field: FieldInfo) -> str:
    value = field.default
    if field.is_required():
        return "**needed**"
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, float):
        return f"`{value:g}`"
    return f"`[{', '.join(f'{one:g}' for one in value)}]`" if isinstance(value, tuple) else f"`{value}`"


def _sentence(text: str | None) -> str:
    return f"{(text or '')[:1].upper()}{(text or '')[1:]}."


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference())
