"""Contrast of text with its background (WCAG 2.1, 1.4.3) for every pair that a style pack can produce."""

import colorsys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from careerpdf.style.model import Style
from careerpdf.style.roles import resolve_colour, resolve_role

_PAPER = "#ffffff"
_NORMAL, _LARGE = 4.5, 3.0
_LARGE_SIZE, _LARGE_BOLD_SIZE = 18.0, 14.0  # pt
_MAX_ADJUSTMENTS = 24  # of colours, one by one
_STEPS = 200  # of lightness, in the search for a colour that passes
#: Roles that are only in the pathway's boxes or outside of all boxes; every other role may be anywhere.
_PLACES = {"pathway-origin": "origin", "pathway-step": "step", "pathway-how": "page", "running": "page"}


@dataclass(frozen=True, slots=True)
class LowContrast:
    """Pair of colours with too little contrast. Colours are `#rrggbb`; names are those of the style."""

    role: str
    colour_name: str
    colour: str
    background: str
    ratio: float
    needed: float
    nearest: str
    background_name: str


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.1)."""
    channels = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast ratio, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def required_ratio(size: float, *, bold: bool) -> float:
    """Return the ratio that text of a size in pt needs: 4.5, or 3 from 18 pt (14 pt bold) on."""
    return _LARGE if size >= (_LARGE_BOLD_SIZE if bold else _LARGE_SIZE) else _NORMAL


def nearest_passing(colour: str, background: str, needed: float) -> str:
    """Return the colour of the same hue, nearest in lightness, that has the required contrast."""
    return _nearest(colour, [(background, needed)]) or "#000000"


def _nearest(colour: str, grounds: Iterable[tuple[str, float]]) -> str | None:
    """Return the colour of the same hue, nearest in lightness, that has each contrast; None if none has them all."""
    grounds = list(grounds)
    red, green, blue = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    tried = sorted((abs(step / _STEPS - lightness), step / _STEPS) for step in range(_STEPS + 1))
    for _, light in tried:
        channels = (round(c * 255) for c in colorsys.hls_to_rgb(hue, light, saturation))
        found = "#" + "".join(f"{c:02x}" for c in channels)
        if all(contrast_ratio(found, ground) >= needed for ground, needed in grounds):
            return found
    return None


@dataclass(frozen=True, slots=True)
class Pair:
    """Text role on a ground: names of the style (`page` for paper), `#rrggbb`, and the required ratio."""

    role: str
    colour_name: str
    colour: str
    ground_name: str
    ground: str
    needed: float

    @property
    def is_faint(self) -> bool:
        """True if the contrast is less than required."""
        return contrast_ratio(self.colour, self.ground) < self.needed


def pairs(style: Style) -> Iterator[Pair]:
    """Yield every pair of text and background that the style can produce.

    Type is taken at the smallest size that the pack's papers and copy-fit allow. Raises StyleError.
    """
    smallest = style.fit.smallest * min((page.scale for page in style.pages.values()), default=1.0)
    boxes = [box for box in style.boxes.values() if not (box.whole_page or box.bleed)]
    fills = ["page", *(box.fill for box in boxes if box.fill)]
    origin, step = style.pathway.origin_fill or "page", style.pathway.step_fill or "page"
    for name in style.text:
        role = resolve_role(style, name)
        colour = resolve_colour(style, role.colour or "text")
        place = _PLACES.get(name.removeprefix("poster-"))
        if role.on:
            grounds = list(role.on)
        elif place:
            grounds = [{"origin": origin, "step": step}.get(place, place)]
        else:
            grounds = fills
        needed = required_ratio((role.size or 0) * smallest, bold=bool(role.bold))
        named = {_PAPER if ground == "page" else resolve_colour(style, ground): ground for ground in reversed(grounds)}
        for value, ground in reversed(named.items()):
            yield Pair(name, role.colour or "text", colour, ground, value, needed)


def low_contrast(style: Style) -> tuple[LowContrast, ...]:
    """Return every pair of the style that has too little contrast. Raises StyleError."""
    return tuple(
        LowContrast(
            pair.role,
            pair.colour_name,
            pair.colour,
            pair.ground,
            contrast_ratio(pair.colour, pair.ground),
            pair.needed,
            nearest_passing(pair.colour, pair.ground, pair.needed),
            pair.ground_name,
        )
        for pair in pairs(style)
        if pair.is_faint
    )


def adjust_colours(style: Style, given: Collection[str]) -> dict[str, str]:
    """Return colours, by name, with which no pair is too faint, each as near as possible to the style's own.

    Colours that were `given` by the user of the style are adjusted first, then those of texts, and grounds last, as
    they change more of a page. A pair that no adjustment mends is left. Raises StyleError.
    """
    moved: dict[str, str] = {}
    for _ in range(_MAX_ADJUSTMENTS):
        now = style.model_copy(update={"colours": style.colours | moved})
        every = list(pairs(now))
        faint = [pair for pair in every if pair.is_faint]
        grounds = {pair.ground_name for pair in every}
        names = [pair.colour_name for pair in faint if pair.colour_name in given]
        names += [pair.colour_name for pair in faint if pair.colour_name not in grounds]
        names += [pair.ground_name for pair in faint] + [pair.colour_name for pair in faint]
        for name in dict.fromkeys(name for name in names if name in style.colours):
            needs = [(pair.ground, pair.needed) for pair in every if pair.colour_name == name]
            needs += [(pair.colour, pair.needed) for pair in every if pair.ground_name == name]
            found = _nearest(style.colours[name], needs)
            if found and found != now.colours[name]:
                moved[name] = found
                break
        else:
            break
    return moved
