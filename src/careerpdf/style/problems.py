"""Diagnostics of style packs and of changes to them, each at its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from careerpdf.diagnostics import Diagnostic, Severity, Span, did_you_mean
from careerpdf.schema.sections import OFFICE, SECTIONS, meant_section, one_or_more, plain_name
from careerpdf.source.field_errors import QUOTE_HASH, explain, is_comment, one_of, place
from careerpdf.source.load import in_file_order
from careerpdf.source.yaml_source import Loc, Places, YamlSource
from careerpdf.style.changes import Change, KeyPath, Source, dotted
from careerpdf.style.colour import colour_hint
from careerpdf.style.contrast import LowContrast, nearest_passing
from careerpdf.style.key_paths import UnknownKeyError, child_names, closest_path
from careerpdf.style.layers import SECTION_KEYS, Layer, at_option, value_at
from careerpdf.style.model import Style
from careerpdf.style.pack import style_names
from careerpdf.style.roles import NoColourError, StyleError


def unknown_sections(changes: Iterable[Change], own: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield diagnostics of unknown sections in changes of `sections` and `leave_out`.

    That these are lists of names is checked by the model.
    """
    known = (*SECTIONS, OFFICE, *sorted(own - SECTIONS.keys()))
    for change in changes:
        names = one_or_more(change.value) if change.key in SECTION_KEYS else ()
        for name in names if isinstance(names, tuple) else ():
            if not isinstance(name, str) or plain_name(name) in known:
                continue
            near = meant_section(plain_name(name), known)
            yield Diagnostic(
                "unknown-section",
                Severity.ERROR,
                f"there is no section '{name}'",
                change.span,
                None if change.span else change.place,
                expected=one_of(known),
                hint=f"did you mean '{near}'?" if near else None,
            )


def unknown_key(change: Change, error: UnknownKeyError, style: Mapping[str, Any]) -> Diagnostic:
    """Return the diagnostic of a change whose key the style does not have."""
    key, known = error.key, error.known
    elsewhere = _settings_hint(key) if known == 0 else None
    there = child_names(key[:known], style) or ()
    near = None if elsewhere else closest_path(error, style)
    inside = f" in '{dotted(key[:known])}'" if known else ""
    message = f"there is no '{key[known]}'{inside}" if there else f"'{dotted(key[:known])}' is a value without parts"
    return Diagnostic(
        "unknown-key",
        Severity.ERROR,
        message,
        _key_span(change.span, key[known]),
        change.place,
        expected=None if near or elsewhere else one_of(there) or None,
        hint=elsewhere or (f"did you mean '{near}'?" if near else None),
    )


def _settings_hint(key: KeyPath) -> str | None:
    """Return the place of a setting in careerpdf.yaml that people may take for a style's key."""
    name = key[-1] if key[0] in ("office", "brand") else key[0]
    above = "office" if key[0] == "office" or name in ("logo", "logo_alt") else "brand" if name == "footer" else None
    return f"it stands in careerpdf.yaml: `{name}:` below `{above}:`" if above else None


def _key_span(value: Span | None, name: str) -> Span | None:
    """Return the span of a key in front of its value; the value's span if it is on another line."""
    at = value.source_line.rfind(name, 0, value.column - 1) if value else -1
    return value._replace(column=at + 1, end_column=at + 1 + len(name)) if value and at >= 0 else value


def name_colours(merged: dict[str, Any], layers: Sequence[Layer]) -> list[Diagnostic]:
    """Replace colours that a change takes from another one (`colours.cover` is `accent`) by `#rrggbb`.

    Returns diagnostics of names that are no colours.
    """
    colours: dict[str, Any] = dict(merged.get("colours") or {})
    faults = []
    for layer in layers:
        if layer.source is Source.PACK:
            continue
        for name, value in (layer.data.get("colours") or {}).items():
            if not isinstance(value, str) or value.startswith("#") or colours.get(name) != value:
                continue
            found = colours.get(value) if value != name else None
            if isinstance(found, str) and found.startswith("#"):
                colours[name] = found
                continue
            problem = Diagnostic(
                "bad-color",
                Severity.ERROR,
                f"there is no color '{value}' for '{dotted(('colours', name))}'",
                layer.values.get(("colours", name)),
                expected=f'"#rrggbb", or one of {", ".join(colours)}',
                hint=colour_hint(value) or suggestion(value, colours),
            )
            faults.append(at_option(problem))
    merged["colours"] = colours
    return faults


def suggestion(word: str, names: Iterable[str]) -> str | None:
    """Return a hint with the name that was probably meant; None if none is close."""
    near = did_you_mean(word, names)
    return f"did you mean '{near}'?" if near else None


def comment_problems(source: YamlSource, known: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield diagnostics of values that are comments by accident, since they begin with a #, but for `known` ones."""
    said = {problem.span.line for problem in known if problem.span}
    for loc, span in source.keys.items():
        if span.line not in said and value_at(source.data, loc) is None and is_comment(span):
            yield Diagnostic("empty", Severity.ERROR, f"{place(loc)} is empty", span, hint=QUOTE_HASH)


def model_problems(
    error: ValidationError, merged: dict[str, Any], layers: Sequence[Layer], file: str
) -> list[Diagnostic]:
    """Return the diagnostics of the merged style, each at the place that gave the value."""
    keys: dict[Loc, Span] = {}
    values: dict[Loc, Span] = {}
    for layer in layers:
        # A list replaces the whole one below, so the spans of that one's members are void.
        lists = {loc for loc in layer.values if isinstance(value_at(layer.data, loc), list | tuple)}
        values = {loc: span for loc, span in values.items() if not any(loc[:k] in lists for k in range(1, len(loc)))}
        keys |= layer.keys
        values |= layer.values
    source = YamlSource(file, (), merged, lambda: Places(keys, values))
    errors = list(error.errors(include_url=False))
    return list(in_file_order([at_option(one) for one in explain(errors, Style, source, empty=(), broken=())]))


def bad_name(error: StyleError, style: Style, layers: Sequence[Layer], file: str) -> Diagnostic:
    """Return the diagnostic of a colour, a role or a font that the style names and does not have."""
    span = None
    for layer in reversed(layers):
        for key in _named_at(layer.data, ()):
            if error.name is not None and value_at(layer.data, key) == error.name:
                span = span or layer.values.get(key)
    if isinstance(error, NoColourError):
        code, hint = "bad-color", colour_hint(error.name) or suggestion(error.name or "", style.colours)
    else:
        code, hint = "bad-style", suggestion(error.name or "", (*style.colours, *style.text))
    return at_option(Diagnostic(code, Severity.ERROR, str(error), span, file, hint=hint))


def _named_at(data: Mapping[str, Any], key: KeyPath) -> Iterable[KeyPath]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _named_at(value, (*key, name))
        else:
            yield (*key, name)


def faint_colours(found: Sequence[LowContrast], style: Style, layers: Sequence[Layer]) -> list[Diagnostic]:
    """Return a diagnostic for each pair of colours, at the last place that set one of them.

    Of a change only the worst pair is reported: mending that one mends most of the others.
    """
    severity = Severity.WARNING if style.allow_low_contrast else Severity.ERROR
    worst: dict[object, tuple[LowContrast, Layer | None, KeyPath]] = {}
    for pair in found:
        layer, loc = _layer_at_fault(pair, style, layers)
        source = layer.source if layer else Source.PACK
        key: object = (pair.colour, pair.background)
        if source is not Source.PACK:
            key = source if source is Source.BOOKLET else (source, loc)
        known = worst.get(key)
        if known is None or (source is not Source.PACK and pair.ratio / pair.needed < known[0].ratio / known[0].needed):
            worst[key] = (pair, layer, loc)
    diagnostics = []
    for pair, layer, loc in worst.values():
        name = "" if pair.colour_name == pair.colour else f"{pair.colour_name}, "
        problem = Diagnostic(
            "low-contrast",
            severity,
            f"text '{pair.role}' ({name}{pair.colour}) on {pair.background} has a contrast of {pair.ratio:.2f} to 1",
            layer.values.get(loc) if layer else None,
            None,
            expected=f"{pair.needed:g} to 1 or more",
            hint=_contrast_hint(pair, layer, loc, allowed=style.allow_low_contrast),
        )
        diagnostics.append(at_option(problem))
    return diagnostics


def _layer_at_fault(pair: LowContrast, style: Style, layers: Sequence[Layer]) -> tuple[Layer | None, KeyPath]:
    """Return the layer that set one of a pair's colours last, and the key."""
    text = (("text", pair.role, "colour"), ("colours", pair.colour_name))
    for layer in reversed(layers):
        for loc in (*text, *_grounds(pair, style, layer)):
            if loc in layer.values:
                return layer, loc
    return None, ()


def _grounds(pair: LowContrast, style: Style, layer: Layer) -> Iterator[KeyPath]:
    """Yield the keys by which a layer may set a pair's background: the color itself, and parts that use it."""
    ground = pair.background_name
    yield ("colours", ground)
    role = style.text.get(pair.role)
    if role and role.on and ground in role.on:
        yield ("text", pair.role, "on")
    for name in layer.data.get("boxes") or ():
        if name in style.boxes and style.boxes[name].fill == ground and not (role and role.on):
            yield ("boxes", name, "fill")
    for part in ("origin_fill", "step_fill"):
        if getattr(style.pathway, part) == ground and pair.role.startswith("pathway"):
            yield ("pathway", part)


def _contrast_hint(pair: LowContrast, layer: Layer | None, loc: KeyPath, *, allowed: bool) -> str:
    """Return the colour that would do in place of the one at fault, and other ways to solve the problem."""
    if layer and layer.source is Source.BOOKLET:
        return f"the nearest color of the text that passes is {pair.nearest}: write it as `text_colour:`"
    of_text = loc in (("text", pair.role, "colour"), ("colours", pair.colour_name))
    of_ground = pair.background_name != pair.colour_name and not of_text
    nearest = nearest_passing(pair.background, pair.colour, pair.needed) if of_ground else pair.nearest
    hint = f"the nearest color that passes is {nearest}"
    if allowed:
        return hint
    if layer is None or layer.source is Source.PACK:
        return hint + "; `allow_low_contrast: true` makes this a warning"
    if loc[0] != "colours":  # only named colors are adjusted
        return hint
    return hint + "; with `adjust_contrast: true` in `brand:` of careerpdf.yaml it would be taken"


def unknown_style(name: str, folders: Sequence[Path], span: Span | None) -> Diagnostic:
    """Return the diagnostic of a style's name that no pack has."""
    names = style_names(folders)
    return Diagnostic(
        "unknown-style",
        Severity.ERROR,
        f"there is no style '{name}'",
        span,
        expected="one of " + ", ".join(names),
        hint=suggestion(name, names),
    )
