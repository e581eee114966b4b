"""Tables of the fields of a file's model in Markdown, for its page in docs/."""

import re
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from careerpdf.schema.base import Words
from careerpdf.source.field_errors import example, models_in

#: The parts of a file, itself first, and how their sections of the page are called.
Titles = Mapping[type[BaseModel], str]

_PLAIN = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`"}


def field_tables(titles: Titles) -> Iterator[str]:
    """The lines of a section for each part, with a table of its fields."""
    for number, (part, title) in enumerate(titles.items()):
        yield f"{'###' if number else '##'} {title}\n"
        if number:
            yield f"{cleandoc(part.__doc__ or title)}\n"
        yield "| field | | what it is | example |\n|---|---|---|---|"
        for field, info in part.model_fields.items():
            need = ", **needed**" if info.is_required() else ""
            plain = not need and not info.default_factory and info.default and not isinstance(info.default, tuple)
            default = f"; otherwise {_shown(info.default)}" if plain else ""
            sample = _sample(info)
            yield f"| `{field}` | {_kind(info, titles)}{need} | {_cell(info.description or '')}{default} | {sample} |"
        yield ""


def anchor(title: str) -> str:
    """Make the anchor that GitHub makes of a heading."""
    return re.sub(r"[^a-z0-9_ -]", "", title.lower()).strip().replace(" ", "-")


def _shown(default: object) -> str:
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _sample(info: FieldInfo) -> str:
    first = example(info)
    return f"`{_cell(first.lower() if first in ('True', 'False') else first)}`" if first else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _kind(info: FieldInfo, titles: Titles) -> str:
    """A field's type in plain words."""
    named = next((m.text for m in info.metadata if isinstance(m, Words)), None)
    part = next((m for m in models_in(info.annotation) if m in titles), None)
    link = f" ([below](#{anchor(titles[part])}))" if part else ""
    return _cell(named or _words(info.annotation)) + link


def _words(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        named = next((m.text for m in inner[1:] if isinstance(m, Words)), None)
        return named or _words(inner[0])
    if origin is Literal:
        return "one of: " + ", ".join(f"`{value}`" for value in inner if value)
    if origin is tuple:
        return f"list: {_words(inner[0])}"
    if origin is dict:
        return f"names of your own, each with {_words(inner[1])}"
    if inner:  # X | None
        return next(_words(part) for part in inner if part is not NoneType)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "fields"
    return _PLAIN[annotation]
