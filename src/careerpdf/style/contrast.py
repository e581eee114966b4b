"""Contrast of text against its background (WCAG 2.1, 1.4.3) for every pair that a style pack can produce."""

import colorsys
from collections.abc import Iterator
from dataclasses import dataclass

from careerpdf.style.model import Style
from careerpdf.style.roles import resolve_colour, resolve_role

_PAPER = "#ffffff"
_NORMAL, _LARGE = 4.5, 3.0
_LARGE_SIZE, _LARGE_BOLD_SIZE = 18.0, 14.0  # pt
_STEPS = 200  # of lightness, in looking for a colour that passes
#: Roles that stand in the pathway's boxes or outside of all boxes; every other role may stand anywhere.
_PLACES = {"pathway-origin": "origin", "pathway-step": "step", "pathway-how": "page", "running": "page"}


@dataclass(frozen=True, slots=True)
class LowContrast:
    """A pair that is too faint. Colours are `#rrggbb`; `colour_name` is as the style has it."""

    role: str
    colour_name: str
    colour: str
    background: str
    ratio: float
    needed: float
    nearest: str


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.1)."""
    channels = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def needed_ratio(size: float, *, bold: bool) -> float:
    """4.5, or 3 from 18 pt (14 pt bold) on."""
    return _LARGE if size >= (_LARGE_BOLD_SIZE if bold else _LARGE_SIZE) else _NORMAL


def nearest_passing(colour: str, background: str, needed: float) -> str:
    """The colour of the same hue, nearest in lightness, that has the needed contrast."""
    red, green, blue = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    tried = sorted((abs(step / _STEPS - lightness), step / _STEPS) for step in range(_STEPS + 1))
    for _, light in tried:
        channels = (round(c * 255) for c in colorsys.hls_to_rgb(hue, light, saturation))
        found = "#" + "".join(f"{c:02x}" for c in channels)
        if contrast_ratio(found, background) >= needed:
            return found
    return "#000000"


def pairs(style: Style) -> Iterator[tuple[str, str, str, float]]:
    """Role, colour, background and needed ratio of every pair of text and background that the style can produce.

    Type is taken at the smallest size that the pack's papers and copy-fit allow. Raises StyleError.
    """
    smallest = style.fit.smallest * min((page.scale for page in style.pages.values()), default=1.0)
    boxes = [box for box in style.boxes.values() if not (box.whole_page or box.bleed)]
    fills = [_PAPER, *(resolve_colour(style, box.fill) for box in boxes if box.fill)]
    origin, step = style.pathway.origin_fill, style.pathway.step_fill
    for name in style.text:
        role = resolve_role(style, name)
        colour = resolve_colour(style, role.colour or "text")
        place = _PLACES.get(name)
        if role.on:
            grounds = [_PAPER if ground == "page" else resolve_colour(style, ground) for ground in role.on]
        elif place == "origin":
            grounds = [resolve_colour(style, origin) if origin else _PAPER]
        elif place == "step":
            grounds = [resolve_colour(style, step) if step else _PAPER]
        else:
            grounds = [_PAPER] if place == "page" else fills
        needed = needed_ratio((role.size or 0) * smallest, bold=bool(role.bold))
        for ground in dict.fromkeys(grounds):
            yield name, colour, ground, needed


def low_contrast(style: Style) -> tuple[LowContrast, ...]:
    """Every pair of the style that is too faint. Raises StyleError."""
    found = []
    for name, colour, ground, needed in pairs(style):
        ratio = contrast_ratio(colour, ground)
        if ratio < needed:
            named = resolve_role(style, name).colour or "text"
            found.append(
                LowContrast(name, named, colour, ground, ratio, needed, nearest_passing(colour, ground, needed))
            )
    return tuple(found)
