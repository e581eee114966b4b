"""Origin of a style's values: every layer that gives a key a value, the one that counts first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from careerpdf.style.changes import KeyPath, Source, dotted
from careerpdf.style.key_paths import value_paths
from careerpdf.style.layers import Layer, value_at
from careerpdf.style.pack import StylePack
from careerpdf.style.roles import StyleError, resolve_colour


@dataclass(frozen=True, slots=True)
class LayerValue:
    """Value that one layer gives a key. `name` is the pack's; `place` is file, line and column, or the option."""

    source: Source
    name: str
    value: object
    place: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Value of a key in a style, with all values that layers give it, the one that counts first; none for a default.

    `like` is the key of another text role that the value comes from. `colour` is `#rrggbb` of a colour's name, and
    `colour_values` are the values that layers give that name.
    """

    key: str
    value: object
    layer_values: tuple[LayerValue, ...]
    like: str | None = None
    colour: str | None = None
    colour_values: tuple[LayerValue, ...] = ()


def explain_key(pack: StylePack, key: KeyPath) -> tuple[Explanation, ...]:
    """Return the explanations of the values at and below `key`. Raises UnknownKeyError."""
    data = style_data(pack)
    found = [_explain(pack, one) for one in value_paths(data, key)]
    if len(found) == 1:
        return tuple(found)
    # Values that a group takes from other roles or from defaults would hide its own.
    return tuple(one for one in found if one.layer_values and not one.like and one.value is not None)


def style_data(pack: StylePack) -> dict[str, Any]:
    """Return the style as plain data: everything that some layer gives, and nothing else."""
    return _given(pack.style.model_dump(exclude_unset=True))


def as_yaml(data: Mapping[str, Any]) -> str:
    """Format a style's data like a `style.yaml`, with each role and box on a line of its own."""
    parts = []
    for key, value in data.items():
        if key not in ("name", "extends"):
            # One colour is a line, but so is a whole text role.
            flow = None if isinstance(value, dict | list) and key != "colours" else False
            one = {key: _rounded(value)}
            parts.append(
                yaml.safe_dump(one, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=flow)
            )
    return "\n".join(parts)


def _rounded(value: Any) -> Any:
    """Return the value with integers in place of floats that are whole."""
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _given(data: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            found[key] = _given(value)
        elif value is not None:
            found[key] = list(value) if isinstance(value, tuple) else value
    return found


def _explain(pack: StylePack, key: KeyPath) -> Explanation:
    layer_values = tuple(_layer_values(pack.layers, key))
    value = value_at(pack.style.model_dump(), key)
    like = None
    if not layer_values and key[0] == "text" and key[-1] != "like":
        role = pack.style.text.get(key[1])
        if role and role.like:
            above = _explain(pack, ("text", role.like, *key[2:]))
            value, layer_values = above.value, above.layer_values
            like = above.like or dotted(("text", role.like, *key[2:]))
    colour = _colour(pack, key, value)
    given = tuple(_layer_values(pack.layers, ("colours", str(value)))) if colour else ()
    return Explanation(dotted(key), value, layer_values, like, colour, given)


def _layer_values(layers: tuple[Layer, ...], key: KeyPath) -> Iterator[LayerValue]:
    for layer in reversed(layers):
        if not layer.has(key):
            continue
        span = next(
            (s for k in range(len(key), 0, -1) if (s := layer.values.get(key[:k]) or layer.keys.get(key[:k]))), None
        )
        place = f"{span.file}:{span.line}:{span.column}" if span and span.line else layer.places.get(key, layer.name)
        yield LayerValue(layer.source, layer.name, value_at(layer.data, key), place)


def _colour(pack: StylePack, key: KeyPath, value: object) -> str | None:
    if key[0] in ("colours", "fonts") or not isinstance(value, str) or value.startswith("#"):
        return None
    try:
        return resolve_colour(pack.style, value)
    except StyleError:
        return None
