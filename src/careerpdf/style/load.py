"""Finding a style pack, merging it with the packs that it extends, and changing it as the project and the user say.

Each has the last word over those before it: a pack's parents, the pack, careerpdf.yaml, the booklet, the command line.
Which of them gave a value is kept, for `explain.py` and for messages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from careerpdf.assets.fonts import FontFault, find_font
from careerpdf.diagnostics import Diagnostic, Severity, Span, did_you_mean
from careerpdf.schema.sections import OFFICE, SECTIONS, Choice, check_sections, meant_section, one_or_more, plain_name
from careerpdf.source.explain import QUOTE_HASH, explain, is_comment, one_of, place
from careerpdf.source.loading import display_path, in_file_order, load_model
from careerpdf.source.yaml_source import Loc, Places, YamlSource
from careerpdf.style.changes import Change, Key, Source, dotted
from careerpdf.style.colour import meant_colour
from careerpdf.style.contrast import LowContrast, low_contrast, move_colours, nearest_passing
from careerpdf.style.keys import UnknownKeyError, meant, members
from careerpdf.style.model import Style, StyleFile, TextRole
from careerpdf.style.roles import NoColourError, StyleError, check_names
from careerpdf.system import resources

_FILE = "style.yaml"
#: The template in which a pack has sections of its own, each a macro that is called like the section.
SECTIONS_FILE = "more-sections.xml.j2"
_IN_PACK = f"a section of the pack's own is a macro of this name in its {SECTIONS_FILE}"
_MACRO = re.compile(r"{%-?\s*macro\s+([a-zA-Z]\w*)\s*\(")
_MAX_PARENTS = 8
_SECTION_KEYS = (("sections",), ("leave_out",))
#: The files of a font family by its cuts, and what stands in for a cut that has none.
_CUTS = {"regular": "regular", "bold": "regular", "italic": "regular", "bold_italic": "bold"}
_NOTHING = object()


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
    places: Mapping[Key, str] = field(default_factory=dict)

    def says(self, key: Key) -> bool:
        """Whether there is a value at `key`."""
        return value_at(self.data, key) is not _NOTHING


@dataclass(frozen=True)
class StylePack:
    """A style with everything that its parents and the changes gave. `folders` are searched for templates, own first.

    `font_files` has the file of each family's cut, for families that are files. `layers` begin with the last parent.
    """

    style: Style
    folders: tuple[Path, ...]
    sections: frozenset[str] = frozenset()  # that the pack has templates of its own for
    font_files: Mapping[tuple[str, str], Path] = field(default_factory=dict, compare=False)
    layers: tuple[Layer, ...] = field(default=(), compare=False, repr=False)
    roles: dict[str, TextRole] = field(default_factory=dict, compare=False, repr=False)  # resolved, by layout
    looks: dict[object, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)  # of texts, likewise

    @property
    def section_choice(self) -> Choice:
        """Which sections roles have, as the style says."""
        return Choice(self.style.sections, self.style.leave_out)


def style_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """Every pack that lies in `folders`."""
    return tuple(sorted({p.parent.name for folder in folders for p in folder.glob(f"*/{_FILE}")}))


def value_at(data: Any, key: Loc) -> Any:
    """What nested data has at `key`; an object that is nothing else if there is nothing."""
    for part in key:
        if not isinstance(data, dict) or part not in data:
            return _NOTHING
        data = data[part]
    return data


def load_style(
    name: str,
    folders: Sequence[Path],
    changes: Sequence[Change] = (),
    *,
    root: Path | None = None,
    named: Span | None = None,
) -> tuple[StylePack | None, tuple[Diagnostic, ...]]:
    """The pack `name` from the first of `folders` that has it, with its parents and `changes`; or why there is none.

    Font files that `changes` name lie in `root`; `named` is where a file names the pack. Read once as long as no pack's
    file changes: a run over many roles uses one style.
    """
    files = sorted(p for folder in folders for p in folder.glob(f"*/{_FILE}"))
    stamps = tuple((p.as_posix(), p.stat().st_mtime_ns, p.stat().st_size) for p in files)
    pack, problems = _load_style(name, tuple(folders), tuple(changes), root, stamps)
    if pack is None and named:
        unknown = f"there is no style '{name}'"
        problems = tuple(replace(p, span=named) if p.message == unknown and not p.span else p for p in problems)
    return pack, problems


def forget_styles() -> None:
    """Read packs anew: two quick saves may carry the same time, and a pack keeps what was made of its fonts."""
    _load_style.cache_clear()


@lru_cache(maxsize=16)
def _load_style(
    name: str,
    folders: tuple[Path, ...],
    changes: tuple[Change, ...],
    root: Path | None,
    _stamps: tuple[tuple[str, int, int], ...],
) -> tuple[StylePack | None, tuple[Diagnostic, ...]]:
    chain: list[tuple[Path, Layer]] = []
    sources: list[YamlSource] = []
    diagnostics: list[Diagnostic] = []
    wanted: str | None = name
    asked: Span | None = None  # where a pack names its parent
    while wanted:
        # A style is a folder right in one of `folders`; a path to elsewhere is no style's name.
        named = wanted not in (".", "..") and not set(wanted) & set("/\\:\0")
        folder = next((f / wanted for f in folders if named and (f / wanted / _FILE).is_file()), None)
        if folder is None:
            return None, (*diagnostics, _unknown(wanted, folders, asked))
        if any(folder == known for known, _ in chain) or len(chain) >= _MAX_PARENTS:
            message = f"style '{name}' extends itself through '{wanted}'"
            return None, (*diagnostics, Diagnostic("style-cycle", Severity.ERROR, message, asked))
        loaded = load_model(folder / _FILE, StyleFile)
        diagnostics.extend(loaded.diagnostics)
        if loaded.source is not None:
            diagnostics.extend(_comments(loaded.source, loaded.diagnostics))
        if loaded.value is None or loaded.source is None:
            return None, tuple(diagnostics)
        sources.append(loaded.source)
        data = loaded.value.model_dump(exclude_unset=True)
        wanted, asked = data.pop("extends", None), loaded.span(("extends",))
        chain.append((folder, Layer(Source.PACK, folder.name, data, loaded.source.keys, loaded.source.values)))
    layers: list[Layer] = []
    merged: dict[str, Any] = {}
    for _, layer in reversed(chain):
        merged = _put(layer, layers, merged)
    sound, faults = _sound(changes, merged, folders)
    diagnostics.extend(faults)
    for layer in _change_layers(sound):
        merged = _put(layer, layers, merged)
    merged |= {"name": name, "extends": chain[1][1].name if len(chain) > 1 else None}
    diagnostics.extend(_name_colours(merged, layers))
    own_file = display_path(chain[0][0] / _FILE)
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None, tuple(diagnostics)
    try:
        style = Style.model_validate(merged)
    except ValidationError as error:
        return None, (*diagnostics, *_problems(error, merged, layers, own_file))
    pack_folders = tuple(folder for folder, _ in chain)
    font_files, faults = _fonts(style, layers, pack_folders, root)
    diagnostics.extend(faults)
    own_sections = _own_sections(pack_folders)
    for source in sources:
        diagnostics.extend(check_sections(source, sorted(own_sections - SECTIONS.keys()), hint=_IN_PACK))
    diagnostics.extend(_unknown_sections(sound, own_sections))
    try:
        if style.adjust_contrast:
            style, faults = _adjusted(style, layers)
            diagnostics.extend(faults)
        diagnostics.extend(_faint(low_contrast(style), style, layers))
        check_names(style)
    except StyleError as error:
        diagnostics.append(_bad_name(error, style, layers, own_file))
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None, tuple(diagnostics)
    return StylePack(style, pack_folders, own_sections, font_files, tuple(layers)), tuple(diagnostics)


def _own_sections(folders: Sequence[Path]) -> frozenset[str]:
    """The sections that the first of `folders` with a template for them has."""
    file = next((file for folder in folders if (file := folder / SECTIONS_FILE).is_file()), None)
    found = _MACRO.findall(file.read_text(encoding="utf-8", errors="replace")) if file else ()
    return frozenset(plain_name(name) for name in found)


def _unknown_sections(changes: Iterable[Change], own: frozenset[str]) -> Iterator[Diagnostic]:
    """What changes of `sections` and `leave_out` name and no role has; that they are names is the model's business."""
    known = (*SECTIONS, OFFICE, *sorted(own - SECTIONS.keys()))
    for change in changes:
        names = one_or_more(change.value) if change.key in _SECTION_KEYS else ()
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


# -- merging


def _put(layer: Layer, layers: list[Layer], merged: dict[str, Any]) -> dict[str, Any]:
    """The style's data with a further layer on top, which is added to `layers`."""
    fonts = layer.data.get("fonts")
    known = merged.get("fonts", {})
    for name, font in list(fonts.items()) if isinstance(fonts, dict) else ():
        if isinstance(font, dict) and name in known and (font.get("family") or font.get("regular")):
            # Another family takes the place of the whole one below: its bold must not stay.
            layer.data["fonts"][name] = {cut: None for cut in ("family", *_CUTS) if known[name].get(cut)} | font
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


def _change_layers(changes: Iterable[Change]) -> list[Layer]:
    """A layer for each source of changes, in their order."""
    layers: dict[Source, Layer] = {}
    for change in changes:
        layer = layers.get(change.source)
        if layer is None:
            layer = layers[change.source] = Layer(change.source, change.place, {}, {}, {}, {})
        inner = layer.data
        for part in change.key[:-1]:
            inner = inner.setdefault(part, {})
        value = one_or_more(change.value) if change.key in _SECTION_KEYS else change.value
        inner[change.key[-1]] = list(value) if isinstance(value, tuple) else value
        span = change.span or _option(change)
        layer.values[change.key] = layer.keys[change.key] = span  # type: ignore[index]
        layer.places[change.key] = change.place  # type: ignore[index]
    return list(layers.values())


def _option(change: Change) -> Span:
    """A place outside of all files; `_placed` makes the option of it that the user typed."""
    return Span(change.place, 0, 0, 0, "")


def _placed(diagnostic: Diagnostic) -> Diagnostic:
    span = diagnostic.span
    return replace(diagnostic, span=None, file=span.file) if span and span.line == 0 else diagnostic


def _sound(
    changes: Iterable[Change], style: Mapping[str, Any], folders: Sequence[Path]
) -> tuple[list[Change], list[Diagnostic]]:
    """The changes whose key the style has, and what is wrong with the others.

    A brand is for all styles: it may name a font or a color that only another one has.
    """
    sound, faults = [], []
    for change in changes:
        try:
            below = members(change.key, style)
        except UnknownKeyError as error:
            if change.source is Source.BOOKLET:
                continue  # a style need not have all the colors of covers, and whoever writes a manifest cannot know
            if change.source is Source.PROJECT and _other_style_has(change.key, folders):
                continue
            faults.append(_unknown_key(change, error, style))
            continue
        if below is None:
            if change.key != ("colours", change.value):  # `cover: cover` asks for the one that there is
                sound.append(change)
            continue
        name = dotted(change.key)
        given = [part for part in below if value_at(style, (*change.key, part)) is not _NOTHING and part != "like"]
        example = ".".join([name, *(given or below)[:1]])
        problem = Diagnostic(
            "wrong-type",
            Severity.ERROR,
            f"'{name}' has several values, so it cannot be one",
            change.span,
            change.place,
            expected=f"one of them, such as {example}",
        )
        faults.append(problem)
    return sound, faults


def _other_style_has(key: Key, folders: Sequence[Path]) -> bool:
    """Whether any of the styles there are has such a key."""
    for name in style_names(folders):
        pack, _ = load_style(name, folders)
        try:
            if pack and members(key, pack.style.model_dump()) is None:
                return True
        except UnknownKeyError:
            continue
    return False


def _unknown_key(change: Change, error: UnknownKeyError, style: Mapping[str, Any]) -> Diagnostic:
    key, known = error.key, error.known
    elsewhere = _of_the_settings(key) if known == 0 else None
    there = members(key[:known], style) or ()
    near = None if elsewhere else meant(error, style)
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


def _of_the_settings(key: Key) -> str | None:
    """Where something stands that is no value of a style, and that people may take for one."""
    name = key[-1] if key[0] in ("office", "brand") else key[0]
    above = "office" if key[0] == "office" or name in ("logo", "logo_alt") else "brand" if name == "footer" else None
    return f"it stands in careerpdf.yaml: `{name}:` below `{above}:`" if above else None


def _key_span(value: Span | None, name: str) -> Span | None:
    """Where a name stands in front of its value; the value's place if it is not on that line."""
    at = value.source_line.rfind(name, 0, value.column - 1) if value else -1
    return value._replace(column=at + 1, end_column=at + 1 + len(name)) if value and at >= 0 else value


def _name_colours(merged: dict[str, Any], layers: Sequence[Layer]) -> list[Diagnostic]:
    """Put `#rrggbb` in the place of colours that a change takes from another one: `colours.cover` is `accent`."""
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
                hint=meant_colour(value) or _near(value, colours),
            )
            faults.append(_placed(problem))
    merged["colours"] = colours
    return faults


def _near(word: str, names: Iterable[str]) -> str | None:
    near = did_you_mean(word, names)
    return f"did you mean '{near}'?" if near else None


# -- what is wrong


def _comments(source: YamlSource, known: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Values that are nothing only because they begin with a #, but for those that are `known`."""
    said = {problem.span.line for problem in known if problem.span}
    for loc, span in source.keys.items():
        if span.line not in said and value_at(source.data, loc) is None and is_comment(span):
            yield Diagnostic("empty", Severity.ERROR, f"{place(loc)} is empty", span, hint=QUOTE_HASH)


def _problems(error: ValidationError, merged: dict[str, Any], layers: Sequence[Layer], file: str) -> list[Diagnostic]:
    """What is wrong in the merged whole, each at the place that gave the value."""
    keys: dict[Loc, Span] = {}
    values: dict[Loc, Span] = {}
    for layer in layers:
        # A list takes the place of the whole one below, so nothing of that has a place any more.
        lists = {loc for loc in layer.values if isinstance(value_at(layer.data, loc), list | tuple)}
        values = {loc: span for loc, span in values.items() if not any(loc[:k] in lists for k in range(1, len(loc)))}
        keys |= layer.keys
        values |= layer.values
    source = YamlSource(file, (), merged, lambda: Places(keys, values))
    errors = list(error.errors(include_url=False))
    return list(in_file_order([_placed(one) for one in explain(errors, Style, source, empty=(), broken=())]))


def _bad_name(error: StyleError, style: Style, layers: Sequence[Layer], file: str) -> Diagnostic:
    """A colour, a role or a font that the style names and does not have, where it does so."""
    span = None
    for layer in reversed(layers):
        for key in _named_at(layer.data, ()):
            if error.name is not None and value_at(layer.data, key) == error.name:
                span = span or layer.values.get(key)
    if isinstance(error, NoColourError):
        code, hint = "bad-color", meant_colour(error.name) or _near(error.name or "", style.colours)
    else:
        code, hint = "bad-style", _near(error.name or "", (*style.colours, *style.text))
    return _placed(Diagnostic(code, Severity.ERROR, str(error), span, file, hint=hint))


def _named_at(data: Mapping[str, Any], key: Key) -> Iterable[Key]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _named_at(value, (*key, name))
        else:
            yield (*key, name)


def _fonts(
    style: Style, layers: Sequence[Layer], folders: tuple[Path, ...], root: Path | None
) -> tuple[dict[tuple[str, str], Path], list[Diagnostic]]:
    """The file of each cut of the families that are files; and families and files that cannot be used."""
    files: dict[tuple[str, str], Path] = {}
    faults = []

    def say(key: Key, message: str, expected: str | None = None, hint: str | None = None) -> None:
        span = next((s for layer in reversed(layers) if layer.says(key) and (s := layer.values.get(key))), None)
        faults.append(_placed(Diagnostic("bad-font", Severity.ERROR, message, span, None, expected, hint)))

    for name, family in style.fonts.items():
        if family.family and not resources.has_font_family(family.family):
            known = resources.font_families()
            near = _near(family.family, known)
            say(
                ("fonts", name, "family"),
                f"there is no font family '{family.family}'",
                None if near else one_of(known),
                near or "for a font of your own, name its files: `regular:`, `bold:`",
            )
        for cut, other in _CUTS.items():
            file = getattr(family, cut)
            if file is None:
                if not family.family and (name, other) in files:
                    files[name, cut] = files[name, other]
                continue
            key = ("fonts", name, cut)
            giver = next((layer for layer in reversed(layers) if layer.says(key)), None)
            within_pack = giver is None or giver.source is Source.PACK
            found = find_font(file, folders if within_pack or root is None else (root,))
            if isinstance(found, FontFault):
                say(key, found.message, found.expected, found.hint)
            else:
                files[name, cut] = found
        if not family.family and family.regular is None:
            say(("fonts", name), f"the font '{name}' has no regular cut", "`family:` or `regular:`")
    return files, faults


def _adjusted(style: Style, layers: list[Layer]) -> tuple[Style, list[Diagnostic]]:
    """The style with colours moved until nothing is too faint, and a warning for each; they are a layer of their own.

    Raises StyleError.
    """
    given = {name for layer in layers if layer.source is not Source.PACK for name in layer.data.get("colours") or ()}
    moved = move_colours(style, given)
    if not moved:
        return style, []
    layers.append(Layer(Source.CONTRAST, "adjust_contrast", {"colours": dict(moved)}, {}, {}))
    notes = []
    for name, colour in moved.items():
        key = ("colours", name)
        span = next((s for layer in reversed(layers) if layer.says(key) and (s := layer.values.get(key))), None)
        message = f"the color '{name}' is printed as {colour}: {style.colours[name]} would be too faint"
        notes.append(
            _placed(
                Diagnostic(
                    "contrast-adjusted",
                    Severity.WARNING,
                    message,
                    span,
                    hint=f'write "{colour}" there, and this is not said again',
                )
            )
        )
    return style.model_copy(update={"colours": style.colours | moved}), notes


def _faint(found: Sequence[LowContrast], style: Style, layers: Sequence[Layer]) -> list[Diagnostic]:
    """One diagnostic for each pair of colours, at the place that had the last word on one of them.

    A change is told of its worst pair only: mending that one mends most of the others.
    """
    severity = Severity.WARNING if style.allow_low_contrast else Severity.ERROR
    worst: dict[object, tuple[LowContrast, Layer | None, Key]] = {}
    for pair in found:
        layer, loc = _blamed(pair, style, layers)
        source = layer.source if layer else Source.PACK
        key: object = (pair.colour, pair.background)
        if source is not Source.PACK:
            key = source if source is Source.BOOKLET else (source, loc)
        known = worst.get(key)
        if known is None or (source is not Source.PACK and pair.ratio / pair.needed < known[0].ratio / known[0].needed):
            worst[key] = (pair, layer, loc)
    told = []
    for pair, layer, loc in worst.values():
        name = "" if pair.colour_name == pair.colour else f"{pair.colour_name}, "
        problem = Diagnostic(
            "low-contrast",
            severity,
            f"text '{pair.role}' ({name}{pair.colour}) on {pair.background} has a contrast of {pair.ratio:.2f} to 1",
            layer.values.get(loc) if layer else None,
            None,
            expected=f"{pair.needed:g} to 1 or more",
            hint=_way_out(pair, layer, loc, allowed=style.allow_low_contrast),
        )
        told.append(_placed(problem))
    return told


def _blamed(pair: LowContrast, style: Style, layers: Sequence[Layer]) -> tuple[Layer | None, Key]:
    """The layer that last said something of a pair's colours, and where."""
    text = (("text", pair.role, "colour"), ("colours", pair.colour_name))
    for layer in reversed(layers):
        for loc in (*text, *_grounds(pair, style, layer)):
            if loc in layer.values:
                return layer, loc
    return None, ()


def _grounds(pair: LowContrast, style: Style, layer: Layer) -> Iterator[Key]:
    """Where a layer may say what the background of a pair is: the color itself, and what has it as its ground."""
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


def _way_out(pair: LowContrast, layer: Layer | None, loc: Key, *, allowed: bool) -> str:
    """Which colour would do in the place of the one that is blamed, and what else can be done."""
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
    if loc[0] != "colours":  # a value that is no color of the style's is never moved
        return hint
    return hint + "; with `adjust_contrast: true` in `brand:` of careerpdf.yaml it would be taken"


def _unknown(name: str, folders: Sequence[Path], span: Span | None) -> Diagnostic:
    names = style_names(folders)
    return Diagnostic(
        "unknown-style",
        Severity.ERROR,
        f"there is no style '{name}'",
        span,
        expected="one of " + ", ".join(names),
        hint=_near(name, names),
    )
