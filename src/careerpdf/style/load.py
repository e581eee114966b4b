"""Finding a style pack and merging it with the packs that it extends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from careerpdf.diagnostics import Diagnostic, Severity, did_you_mean
from careerpdf.source.loading import display_path, load_model
from careerpdf.source.yaml_source import YamlSource
from careerpdf.style.contrast import LowContrast, low_contrast
from careerpdf.style.model import Style, StyleFile, TextRole
from careerpdf.style.roles import StyleError, resolve_colour

_FILE = "style.yaml"
_MAX_PARENTS = 8


@dataclass(frozen=True)
class StylePack:
    """A style with everything its parents gave; `folders` are searched for templates and fonts, own folder first."""

    style: Style
    folders: tuple[Path, ...]
    roles: dict[str, TextRole] = field(default_factory=dict, compare=False, repr=False)  # resolved, by layout
    texts: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)  # text styles, likewise


def style_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """Every pack that lies in `folders`."""
    return tuple(sorted({p.parent.name for folder in folders for p in folder.glob(f"*/{_FILE}")}))


def load_style(name: str, folders: Sequence[Path]) -> tuple[StylePack | None, tuple[Diagnostic, ...]]:
    """The pack `name` from the first of `folders` that has it, merged with its parents; or why it cannot be had.

    Read once as long as no pack's file changes: a run over many roles uses one style.
    """
    files = sorted(p for folder in folders for p in folder.glob(f"*/{_FILE}"))
    stamps = tuple((p.as_posix(), p.stat().st_mtime_ns, p.stat().st_size) for p in files)
    return _load_style(name, tuple(folders), stamps)


@lru_cache(maxsize=16)
def _load_style(
    name: str, folders: tuple[Path, ...], _stamps: tuple[tuple[str, int, int], ...]
) -> tuple[StylePack | None, tuple[Diagnostic, ...]]:
    chain: list[tuple[Path, StyleFile]] = []
    sources: list[YamlSource] = []
    diagnostics: list[Diagnostic] = []
    wanted: str | None = name
    while wanted:
        # A style is a folder right in one of `folders`; a path to elsewhere is no style's name.
        named = wanted not in (".", "..") and not set(wanted) & set("/\\:\0")
        folder = next((f / wanted for f in folders if named and (f / wanted / _FILE).is_file()), None)
        if folder is None:
            diagnostics.append(_unknown(wanted, folders))
            return None, tuple(diagnostics)
        if any(folder == known for known, _ in chain) or len(chain) >= _MAX_PARENTS:
            diagnostics.append(
                Diagnostic("style-cycle", Severity.ERROR, f"style '{name}' extends itself through '{wanted}'")
            )
            return None, tuple(diagnostics)
        loaded = load_model(folder / _FILE, StyleFile)
        diagnostics.extend(loaded.diagnostics)
        if loaded.value is None:
            return None, tuple(diagnostics)
        chain.append((folder, loaded.value))
        if loaded.source:
            sources.append(loaded.source)
        wanted = loaded.value.extends
    merged: dict[str, Any] = {}
    for _, part in reversed(chain):
        merged = _merge(merged, part.model_dump(exclude_unset=True))
    merged["name"] = name
    merged["extends"] = chain[0][1].extends
    try:
        style = Style.model_validate(merged)
    except ValidationError as error:
        diagnostics.extend(_problems(error, chain[0][0] / _FILE))
        return None, tuple(diagnostics)
    pack = StylePack(style, tuple(folder for folder, _ in chain))
    try:
        diagnostics.extend(_faint(low_contrast(style), style, sources))
    except StyleError as error:
        diagnostics.append(Diagnostic("bad-style", Severity.ERROR, str(error), file=display_path(chain[0][0] / _FILE)))
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None, tuple(diagnostics)
    return pack, tuple(diagnostics)


def with_colours(pack: StylePack, colours: Mapping[str, str]) -> StylePack:
    """The pack with other colours (names or `#rrggbb`) in the place of its own. Raises StyleError for unknown ones."""
    if not colours:
        return pack
    own = {name: resolve_colour(pack.style, colour) for name, colour in colours.items()}
    return StylePack(pack.style.model_copy(update={"colours": pack.style.colours | own}), pack.folders)


def _faint(found: Sequence[LowContrast], style: Style, sources: Sequence[YamlSource]) -> list[Diagnostic]:
    """One diagnostic for each pair of colours, at the place that gives the text its colour."""
    severity = Severity.WARNING if style.allow_low_contrast else Severity.ERROR
    told: dict[tuple[str, str], Diagnostic] = {}
    for pair in found:
        key = (pair.colour, pair.background)
        if key in told:
            continue
        span = next(
            (
                source.values[loc]
                for source in sources
                for loc in (("text", pair.role, "colour"), ("colours", pair.colour_name))
                if loc in source.values
            ),
            None,
        )
        name = "" if pair.colour_name == pair.colour else f"{pair.colour_name}, "
        told[key] = Diagnostic(
            "low-contrast",
            severity,
            f"text '{pair.role}' ({name}{pair.colour}) on {pair.background} has a contrast of {pair.ratio:.2f} to 1",
            span,
            None if span else (sources[0].file if sources else None),
            expected=f"{pair.needed:g} to 1 or more",
            hint=f"the nearest colour that passes is {pair.nearest}"
            + ("" if style.allow_low_contrast else "; `allow_low_contrast: true` makes this a warning"),
        )
    return list(told.values())


def _merge(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def _unknown(name: str, folders: Sequence[Path]) -> Diagnostic:
    names = style_names(folders)
    near = did_you_mean(name, names)
    return Diagnostic(
        "unknown-style",
        Severity.ERROR,
        f"there is no style '{name}'",
        expected="one of " + ", ".join(names),
        hint=f"did you mean '{near}'?" if near else None,
    )


def _problems(error: ValidationError, file: Path) -> list[Diagnostic]:
    return [
        Diagnostic(
            "bad-style",
            Severity.ERROR,
            f"{'.'.join(map(str, problem['loc']))}: {problem['msg'][:1].lower()}{problem['msg'][1:]}",
            file=file.as_posix(),
        )
        for problem in error.errors()
    ]
