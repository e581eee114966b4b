"""Layers of a style: what each place says of it, merged in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from careerpdf.diagnostics import Diagnostic, Span
from careerpdf.schema.sections import one_or_more
from careerpdf.source.yaml_source import Loc
from careerpdf.style.changes import Change, KeyPath, Source

SECTION_KEYS = (("sections",), ("leave_out",))
#: The files of a font family by its cuts, and what stands in for a cut that has none.
CUTS = {"regular": "regular", "bold": "regular", "italic": "regular", "bold_italic": "bold"}
MISSING = object()


@dataclass(frozen=True)
class Layer:
    """What one place says of a style, as data like that of a `style.yaml`, and where each value of it stands.

    `name` is the pack's, or the place as messages show it.
    """

    source: Source
    name: str
    data: dict[str, Any]
    keys: Mapping[Loc, Span]
    values: Mapping[Loc, Span]
    places: Mapping[KeyPath, str] = field(default_factory=dict)

    def has(self, key: KeyPath) -> bool:
        """Whether there is a value at `key`."""
        return value_at(self.data, key) is not MISSING


def value_at(data: Any, key: Loc) -> Any:
    """What nested data has at `key`; an object that is nothing else if there is nothing."""
    for part in key:
        if not isinstance(data, dict) or part not in data:
            return MISSING
        data = data[part]
    return data


def add_layer(layer: Layer, layers: list[Layer], merged: dict[str, Any]) -> dict[str, Any]:
    """The style's data with a further layer on top, which is added to `layers`."""
    fonts = layer.data.get("fonts")
    known = merged.get("fonts", {})
    for name, font in list(fonts.items()) if isinstance(fonts, dict) else ():
        if isinstance(font, dict) and name in known and (font.get("family") or font.get("regular")):
            # Another family takes the place of the whole one below: its bold must not stay.
            layer.data["fonts"][name] = {cut: None for cut in ("family", *CUTS) if known[name].get(cut)} | font
    layers.append(layer)
    below = dict(merged)
    if layer.data.get("sections") is not None:  # a new order begins anew; without one, what is left out adds up
        below.pop("leave_out", None)
    left_out = (*(below.get("leave_out") or ()), *(layer.data.get("leave_out") or ()))
    return _merge(below, layer.data) | ({"leave_out": left_out} if left_out else {})


def _merge(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def change_layers(changes: Iterable[Change]) -> list[Layer]:
    """A layer for each source of changes, in their order."""
    layers: dict[Source, Layer] = {}
    for change in changes:
        layer = layers.get(change.source)
        if layer is None:
            layer = layers[change.source] = Layer(change.source, change.place, {}, {}, {}, {})
        inner = layer.data
        for part in change.key[:-1]:
            inner = inner.setdefault(part, {})
        value = one_or_more(change.value) if change.key in SECTION_KEYS else change.value
        inner[change.key[-1]] = list(value) if isinstance(value, tuple) else value
        span = change.span or _option(change)
        layer.values[change.key] = layer.keys[change.key] = span  # type: ignore[index]
        layer.places[change.key] = change.place  # type: ignore[index]
    return list(layers.values())


def _option(change: Change) -> Span:
    """A place outside of all files; `at_option` makes the option of it that the user typed."""
    return Span(change.place, 0, 0, 0, "")


def at_option(diagnostic: Diagnostic) -> Diagnostic:
    span = diagnostic.span
    return replace(diagnostic, span=None, file=span.file) if span and span.line == 0 else diagnostic
