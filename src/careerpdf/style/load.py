"""Loading of style packs: found, merged with the packs that they extend, changed as project and user say.

Each has precedence over those before it: a pack's parents, the pack, careerpdf.yaml, the booklet, the command line. The
layer of each value is kept, for `explain.py` and for messages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from careerpdf.assets.fonts import FontFault, find_font
from careerpdf.diagnostics import Diagnostic, Severity, Span
from careerpdf.schema.sections import SECTIONS, check_sections, plain_name
from careerpdf.source.field_errors import one_of
from careerpdf.source.load import display_path, load_model
from careerpdf.source.yaml_source import YamlSource
from careerpdf.style.changes import Change, KeyPath, Source, dotted
from careerpdf.style.contrast import adjust_colours, low_contrast
from careerpdf.style.key_paths import UnknownKeyError, child_names
from careerpdf.style.layers import CUTS, MISSING, Layer, add_layer, at_option, change_layers, value_at
from careerpdf.style.model import Style, StyleFile
from careerpdf.style.pack import MACRO, SECTION_HINT, SECTIONS_FILE, STYLE_FILE, StylePack, style_names
from careerpdf.style.problems import (
    bad_name,
    comment_problems,
    faint_colours,
    model_problems,
    name_colours,
    suggestion,
    unknown_key,
    unknown_sections,
    unknown_style,
)
from careerpdf.style.roles import StyleError, check_names
from careerpdf.system import resources
from careerpdf.system.caches import file_cache

_MAX_PARENTS = 8


def load_style(
    name: str,
    folders: Sequence[Path],
    changes: Sequence[Change] = (),
    *,
    root: Path | None = None,
    named: Span | None = None,
) -> tuple[StylePack | None, tuple[Diagnostic, ...]]:
    """Load the pack `name` from the first of `folders` that has it, with its parents and `changes`.

    Returns the pack, or None if it has errors, and all diagnostics. Font files that `changes` name are in `root`;
    `named` is the span where a file names the pack. It is read once as long as no pack's file changes: a run over many
    roles uses one style.
    """
    files = sorted(p for folder in folders for p in folder.glob(f"*/{STYLE_FILE}"))
    stamps = tuple((p.as_posix(), p.stat().st_mtime_ns, p.stat().st_size) for p in files)
    pack, problems = _load_style(name, tuple(folders), tuple(changes), root, stamps)
    if pack is None and named:
        unknown = f"there is no style '{name}'"
        problems = tuple(replace(p, span=named) if p.message == unknown and not p.span else p for p in problems)
    return pack, problems


@file_cache(16)
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
    asked: Span | None = None  # of the parent's name in a pack
    while wanted:
        # A style is a folder directly in one of `folders`; a path is no style's name.
        named = wanted not in (".", "..") and not set(wanted) & set("/\\:\0")
        folder = next((f / wanted for f in folders if named and (f / wanted / STYLE_FILE).is_file()), None)
        if folder is None:
            return None, (*diagnostics, unknown_style(wanted, folders, asked))
        if any(folder == known for known, _ in chain) or len(chain) >= _MAX_PARENTS:
            message = f"style '{name}' extends itself through '{wanted}'"
            return None, (*diagnostics, Diagnostic("style-cycle", Severity.ERROR, message, asked))
        loaded = load_model(folder / STYLE_FILE, StyleFile)
        diagnostics.extend(loaded.diagnostics)
        if loaded.source is not None:
            diagnostics.extend(comment_problems(loaded.source, loaded.diagnostics))
        if loaded.value is None or loaded.source is None:
            return None, tuple(diagnostics)
        sources.append(loaded.source)
        data = loaded.value.model_dump(exclude_unset=True)
        wanted, asked = data.pop("extends", None), loaded.span(("extends",))
        chain.append((folder, Layer(Source.PACK, folder.name, data, loaded.source.keys, loaded.source.values)))
    layers: list[Layer] = []
    merged: dict[str, Any] = {}
    for _, layer in reversed(chain):
        merged = add_layer(layer, layers, merged)
    valid, faults = _valid_changes(changes, merged, folders)
    diagnostics.extend(faults)
    for layer in change_layers(valid):
        merged = add_layer(layer, layers, merged)
    merged |= {"name": name, "extends": chain[1][1].name if len(chain) > 1 else None}
    diagnostics.extend(name_colours(merged, layers))
    own_file = display_path(chain[0][0] / STYLE_FILE)
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None, tuple(diagnostics)
    try:
        style = Style.model_validate(merged)
    except ValidationError as error:
        return None, (*diagnostics, *model_problems(error, merged, layers, own_file))
    pack_folders = tuple(folder for folder, _ in chain)
    font_files, faults = _fonts(style, layers, pack_folders, root)
    diagnostics.extend(faults)
    own_sections = _own_sections(pack_folders)
    for source in sources:
        diagnostics.extend(check_sections(source, sorted(own_sections - SECTIONS.keys()), hint=SECTION_HINT))
    diagnostics.extend(unknown_sections(valid, own_sections))
    try:
        if style.adjust_contrast:
            style, faults = _adjusted(style, layers)
            diagnostics.extend(faults)
        diagnostics.extend(faint_colours(low_contrast(style), style, layers))
        check_names(style)
    except StyleError as error:
        diagnostics.append(bad_name(error, style, layers, own_file))
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None, tuple(diagnostics)
    return StylePack(style, pack_folders, own_sections, font_files, tuple(layers)), tuple(diagnostics)


def _own_sections(folders: Sequence[Path]) -> frozenset[str]:
    """Return the sections in the first of `folders` with a template for them."""
    file = next((file for folder in folders if (file := folder / SECTIONS_FILE).is_file()), None)
    found = MACRO.findall(file.read_text(encoding="utf-8", errors="replace")) if file else ()
    return frozenset(plain_name(name) for name in found)


# -- merging


def _valid_changes(
    changes: Iterable[Change], style: Mapping[str, Any], folders: Sequence[Path]
) -> tuple[list[Change], list[Diagnostic]]:
    """Return the changes whose key the style has, and diagnostics of the others.

    A brand is for all styles: it may name a font or a color that only another one has.
    """
    valid, faults = [], []
    for change in changes:
        try:
            below = child_names(change.key, style)
        except UnknownKeyError as error:
            if change.source is Source.BOOKLET:
                continue  # a style need not have all colors of covers, and the writer of a manifest cannot know that
            if change.source is Source.PROJECT and _other_style_has(change.key, folders):
                continue
            faults.append(unknown_key(change, error, style))
            continue
        if below is None:
            if change.key != ("colours", change.value):  # `cover: cover` changes nothing
                valid.append(change)
            continue
        name = dotted(change.key)
        given = [part for part in below if value_at(style, (*change.key, part)) is not MISSING and part != "like"]
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
    return valid, faults


def _other_style_has(key: KeyPath, folders: Sequence[Path]) -> bool:
    """Tell whether any style in `folders` has such a key."""
    for name in style_names(folders):
        pack, _ = load_style(name, folders)
        try:
            if pack and child_names(key, pack.style.model_dump()) is None:
                return True
        except UnknownKeyError:
            continue
    return False


# -- fonts and contrast


def _fonts(
    style: Style, layers: Sequence[Layer], folders: tuple[Path, ...], root: Path | None
) -> tuple[dict[tuple[str, str], Path], list[Diagnostic]]:
    """Return the file of each cut of the families that are files, and diagnostics of unusable families and files."""
    files: dict[tuple[str, str], Path] = {}
    faults = []

    def report(key: KeyPath, message: str, expected: str | None = None, hint: str | None = None) -> None:
        span = next((s for layer in reversed(layers) if layer.has(key) and (s := layer.values.get(key))), None)
        faults.append(at_option(Diagnostic("bad-font", Severity.ERROR, message, span, None, expected, hint)))

    for name, family in style.fonts.items():
        if family.family and not resources.has_font_family(family.family):
            known = resources.font_families()
            near = suggestion(family.family, known)
            report(
                ("fonts", name, "family"),
                f"there is no font family '{family.family}'",
                None if near else one_of(known),
                near or "for a font of your own, name its files: `regular:`, `bold:`",
            )
        for cut, other in CUTS.items():
            file = getattr(family, cut)
            if file is None:
                if not family.family and (name, other) in files:
                    files[name, cut] = files[name, other]
                continue
            key = ("fonts", name, cut)
            giver = next((layer for layer in reversed(layers) if layer.has(key)), None)
            within_pack = giver is None or giver.source is Source.PACK
            found = find_font(file, folders if within_pack or root is None else (root,))
            if isinstance(found, FontFault):
                report(key, found.message, found.expected, found.hint)
            else:
                files[name, cut] = found
        if not family.family and family.regular is None:
            report(("fonts", name), f"the font '{name}' has no regular cut", "`family:` or `regular:`")
    return files, faults


def _adjusted(style: Style, layers: list[Layer]) -> tuple[Style, list[Diagnostic]]:
    """Adjust colours until nothing is too faint, as a layer of their own; returns the style and warnings.

    Raises StyleError.
    """
    given = {name for layer in layers if layer.source is not Source.PACK for name in layer.data.get("colours") or ()}
    moved = adjust_colours(style, given)
    if not moved:
        return style, []
    layers.append(Layer(Source.CONTRAST, "adjust_contrast", {"colours": dict(moved)}, {}, {}))
    notes = []
    for name, colour in moved.items():
        key = ("colours", name)
        span = next((s for layer in reversed(layers) if layer.has(key) and (s := layer.values.get(key))), None)
        message = f"the color '{name}' is printed as {colour}: {style.colours[name]} would be too faint"
        notes.append(
            at_option(
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
