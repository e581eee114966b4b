"""Layers of a style: the values of each pack and of each source of changes, merged in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from careerpdf.diagnostics import Diagnostic, Span
from careerpdf.schema.sections import one_or_more
from careerpdf.source.yaml_source import Loc
from careerpdf.style.changes import Change, KeyPath, Source

SECTION_KEYS = (("sections",), ("leave_out",))
#: The cuts of a font family, each with its substitute if it has no file.
CUTS = {"regular": "regular", "bold": "regular", "italic": "regular", "bold_italic": "bold"}
MISSING = object()


@dataclass(frozen=True)
class Layer:
    """Values that one place gives, as data like that of a `style.yaml`, with the position of each value.

    `name` is the pack's, or the place as messages show it.
    """

    source: Source
    name: str
    data: dict[str, Any]
    keys: Mapping[Loc, Span]
    values: Mapping[Loc, Span]
    places: Mapping[KeyPath, str] = field(default_factory=dict)

    def has(self, key: KeyPath) -> bool:
        """Tell whether the layer has a value at `key`."""
        return value_at(self.data, key) is not MISSING


def value_at(data: Any, key: Loc) -> Any:
    """Return the value at `key` in nested data; `MISSING` if there is none."""
    for part in key:
        if not isinstance(data, dict) or part not in data:
            return MISSING
        data = data[part]
    return data


def add_layer(layer: Layer, layers: list[Layer], merged: dict[str, Any]) -> dict[str, Any]:
    """Add a layer to `layers`; returns the style's data with its values on top."""
    fonts = layer.data.get("fonts")
    known = merged.get("fonts", {})
    for name, font in list(fonts.items()) if isinstance(fonts, dict) else ():
        if isinstance(font, dict) and name in known and (font.get("family") or font.get("regular")):
            # Another family replaces the whole one below: that one's bold cut must not stay.
            layer.data["fonts"][name] = {cut: None for cut in ("family", *CUTS) if known[name].get(cut)} | font
    layers.append(layer)
    below = dict(merged)
    if (
        layer.data.get("sections") is not None
    ):  # a new order replaces everything; else sections that are left out add up
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
    """Return a layer for each source of changes, in their order."""
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
    """Return a place outside of all files, which `at_option` turns into the option that the user typed."""
    return Span(change.place, 0, 0, 0, "")


def at_option(diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic about an option with the option as its file, and any other as it is."""
    span = diagnostic.span
    return replace(diagnostic, span=None, file=span.file) if span and span.line == 0 else diagnostic
