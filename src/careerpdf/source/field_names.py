"""The data of a file with the names that its model has for fields, however people have written them."""

from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import BaseModel

from careerpdf.source.field_errors import is_mapping, models_in
from careerpdf.source.spelling import plain_field
from careerpdf.source.yaml_source import Loc, Places, YamlSource


def with_field_names(source: YamlSource, model: type[BaseModel]) -> YamlSource:
    """The source with the names that `model` has for its fields, in the data and in the places."""
    if _is_named(source.data, model):
        return source
    names: dict[Loc, str] = {}
    data = _named(source.data, model, (), names)

    def moved(loc: Loc) -> Loc:
        return tuple(names.get(loc[: k + 1], part) for k, part in enumerate(loc))

    def places() -> Places:
        keys, values = source.places()
        return Places({moved(loc): span for loc, span in keys.items()}, {moved(loc): s for loc, s in values.items()})

    return replace(source, data=data, places=cache(places), broken=frozenset(map(moved, source.broken)))


def _is_named(value: Any, model: type[BaseModel]) -> bool:
    """True if the names in the data are all the model's own, as in nearly all files."""
    if isinstance(value, list):
        return all(_is_named(part, model) for part in value if isinstance(part, dict))
    inner = _inner(model)
    for key, part in value.items():
        if key not in inner:
            return False
        if isinstance(part, dict | list):
            below, free = inner[key]
            parts = (part.values() if isinstance(part, dict) else ()) if free else (part,)
            if below and not all(_is_named(one, below) for one in parts if isinstance(one, dict | list)):
                return False
    return True


def _named(value: Any, model: type[BaseModel], loc: Loc, names: dict[Loc, str]) -> Any:
    """The data with the model's names; `names` takes those that are replaced, by the places of the written ones."""
    if isinstance(value, list):
        return [_named(part, model, (*loc, k), names) for k, part in enumerate(value)]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    inner, fields = _inner(model), _fields(model)
    for key, part in value.items():
        name: str = key if key in inner else (fields.get(plain_field(key)) or key)
        if name != key and (name in value or name in found):
            name = key  # there is such a field already: a message says so
        if name != key:
            names[*loc, key] = name
        below, free = inner.get(name, (None, False))
        if below is None:
            found[name] = part
        elif free and isinstance(part, dict):  # a mapping with names of the user's own
            found[name] = {own: _named(one, below, (*loc, key, own), names) for own, one in part.items()}
        else:
            found[name] = _named(part, below, (*loc, key), names)
    return found


@cache
def _fields(model: type[BaseModel]) -> dict[str, str]:
    return {plain_field(name): name for name in model.model_fields}


@cache
def _inner(model: type[BaseModel]) -> dict[str, tuple[type[BaseModel] | None, bool]]:
    """The model below each field, if there is one, and whether a mapping with free names lies between."""
    return {
        name: (next(models_in(field.annotation), None), is_mapping(field.annotation))
        for name, field in model.model_fields.items()
    }
