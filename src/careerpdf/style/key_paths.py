"""The keys that a style has, from its model and from the names that it gives; and which one was meant."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from careerpdf.diagnostics import did_you_mean
from careerpdf.source.field_errors import models_in
from careerpdf.style.changes import KeyPath, dotted
from careerpdf.style.model import Style

#: What a pack says of itself, which nothing else can say.
_OWN = ("name", "description", "extends")


class UnknownKeyError(KeyError):
    """A key that the style has not; `known` is how much of it is right."""

    def __init__(self, key: KeyPath, known: int) -> None:
        super().__init__(dotted(key))
        self.key, self.known = key, known


def child_names(key: KeyPath, style: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The names below a key; None if it is a value's. `style` is the style's data. Raises UnknownKeyError."""
    names: tuple[str, ...] | None = tuple(name for name in Style.model_fields if name not in _OWN)
    part: type[BaseModel] | None = Style
    inner: type[BaseModel] | None = None
    for depth, name in enumerate(key):
        if names is None or name not in names:
            raise UnknownKeyError(key, depth)
        if part is None:  # a name of the style's own
            part = inner
        else:
            annotation = part.model_fields[name].annotation
            inner = next(models_in(annotation), None)
            if is_mapping(annotation):
                part, names = None, tuple(style.get(name) or ())
                continue
            part = inner
        names = tuple(part.model_fields) if part else None
    return names


def value_paths(style: Mapping[str, Any], key: KeyPath = ()) -> Iterator[KeyPath]:
    """Every key of a value at or below `key`. Raises UnknownKeyError."""
    names = child_names(key, style)
    if names is None:
        yield key
        return
    for name in names:
        yield from value_paths(style, (*key, name))


def closest_path(error: UnknownKeyError, style: Mapping[str, Any]) -> str | None:
    """The key that was most likely meant."""
    key, known = error.key, error.known
    there = child_names(key[:known], style) or ()
    near = did_you_mean(key[known], there)
    if near:
        fixed = (*key[:known], near, *key[known + 1 :])
        try:
            child_names(fixed, style)
        except UnknownKeyError as further:
            return closest_path(further, style) if further.known > known else dotted(fixed[: known + 1])
        return dotted(fixed)
    ends = [one for one in value_paths(style) if one[-len(key) :] == key]
    if not ends and known == 0:
        by_end = {one[-1]: one for one in value_paths(style) if one[0] == "colours"}
        close = did_you_mean(key[-1], by_end)
        ends = [by_end[close]] if close and len(key) == 1 else []
    return dotted(ends[0]) if ends else None


def is_mapping(annotation: Any) -> bool:
    """Whether a field holds names of the style's own."""
    return getattr(annotation, "__origin__", None) is dict or any(is_mapping(part) for part in get_args(annotation))
