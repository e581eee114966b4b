"""Key paths that a style has, from its model and from its own names; suggestions for misspelled ones."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from careerpdf.diagnostics import did_you_mean
from careerpdf.source.field_errors import models_in
from careerpdf.style.changes import KeyPath, dotted
from careerpdf.style.model import Style

#: Keys that only a pack itself can set.
_OWN = ("name", "description", "extends")


class UnknownKeyError(KeyError):
    """A key path that the style does not have; its first `known` keys are right."""

    def __init__(self, key: KeyPath, known: int) -> None:
        super().__init__(dotted(key))
        self.key, self.known = key, known


def child_names(key: KeyPath, style: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the names below a key; None if it has a value of its own. Raises UnknownKeyError.

    `style` is the style's data.
    """
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
    """Yield the path of every value at or below `key`. Raises UnknownKeyError."""
    names = child_names(key, style)
    if names is None:
        yield key
        return
    for name in names:
        yield from value_paths(style, (*key, name))


def closest_path(error: UnknownKeyError, style: Mapping[str, Any]) -> str | None:
    """Return the path that was probably meant; None if none is close."""
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
    """Tell whether a field holds names of the style's own."""
    return getattr(annotation, "__origin__", None) is dict or any(is_mapping(part) for part in get_args(annotation))
