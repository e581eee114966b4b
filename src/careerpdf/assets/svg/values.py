"""Lengths, colours, transforms and proportions as SVG and CSS write them."""

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from careerpdf.assets.svg.drawing import Colour
from careerpdf.assets.svg.geometry import LARGEST, NUMBER, Matrix, moved, numbers, scaled

# px in one (CSS Values 3, 5.2); what a percentage and a size of text are is said by who asks
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
_LENGTH = re.compile(rf"({NUMBER})\s*(%|[a-zA-Z]*)")
_FUNCTION = re.compile(r"\s*([a-zA-Z]+)\s*\(([^()]*)\)[\s,]*")
_ANGLES = {"": 1.0, "deg": 1.0, "rad": 180 / math.pi, "grad": 0.9, "turn": 360.0}
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_ICC = re.compile(r"\s+icc-color\([^()]*\)$")


def length(text: str, whole: float, em: float) -> float:
    """A length in px; `whole` is what 100 % are. Raises ValueError."""
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    value, unit = float(found[1]), found[2].lower()
    if abs(value) > LARGEST:
        raise ValueError(text)
    if unit == "%":
        return value / 100 * whole
    if unit in ("em", "ex"):
        return value * (em if unit == "em" else em / 2)
    if unit not in _UNITS:
        raise ValueError(text)
    return value * _UNITS[unit]


def whole(viewport: tuple[float, float], axis: int | None) -> float:
    """The length of 100 % along an axis, or of what has no direction (SVG 2, 8.9)."""
    return math.hypot(*viewport) / math.sqrt(2) if axis is None else viewport[axis]


def em(style: Mapping[str, str]) -> float:
    """The size of text, px, which no text needs but lengths may."""
    try:
        return length(style.get("font-size", "16"), 16.0, 16.0)
    except ValueError:  # a size in words
        return 16.0


def share(text: str) -> float:
    """A number or a percentage, such as an opacity, from 0 to 1. Raises ValueError."""
    value = length(text, 1.0, 0.0) if text.endswith("%") else float(text)
    return min(max(value, 0.0), 1.0)


@lru_cache(maxsize=512)
def colour(text: str) -> tuple[Colour, float] | None:
    """A colour in sRGB and its opacity; None for currentColor. Raises ValueError."""
    if _HEX.fullmatch(text):
        digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
        return tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)), 1.0
    from tinycss2.color4 import parse_color  # most files have no other colours

    found = parse_color(_ICC.sub("", text))
    if found is None:
        raise ValueError(text)
    if found == "currentcolor":
        return None
    if found.space in ("hsl", "hwb") and max(found.coordinates[1:]) > 100:
        raise ValueError(text)
    try:
        plain = found.to("srgb")
    except NotImplementedError:
        raise ValueError(text) from None
    return tuple(min(max(value, 0.0), 1.0) for value in plain.coordinates), plain.alpha


def transform(text: str) -> Matrix:
    """A list of transforms (SVG 2, 8.5; CSS Transforms 1). Raises ValueError."""
    whole = Matrix()
    at = 0
    text = text.strip()
    while at < len(text) and text != "none":
        found = _FUNCTION.match(text, at)
        if not found:
            raise ValueError(text)
        at = found.end()
        whole = whole @ _step(found[1].lower(), found[2])
    return whole


def _step(name: str, text: str) -> Matrix:
    """Raises ValueError."""
    if re.search(r"[a-df-zA-DF-Z%]", text):  # CSS has units
        kinds = _UNITS if name.startswith("translate") else _ANGLES
        found = [_LENGTH.fullmatch(part.strip()) for part in re.split(r"[\s,]+", text.strip())]
        values = [float(part[1]) * kinds[part[2].lower()] for part in found if part and part[2].lower() in kinds]
        if len(values) != len(found):
            raise ValueError(text)
    else:
        values = numbers(text)
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case ("translate", [x]) | ("translatex", [x]):
            return moved(x, 0)
        case "translate", [x, y]:
            return moved(x, y)
        case "translatey", [y]:
            return moved(0, y)
        case "scale", [x]:
            return scaled(x, x)
        case "scale", [x, y]:
            return scaled(x, y)
        case "scalex", [x]:
            return scaled(x, 1)
        case "scaley", [y]:
            return scaled(1, y)
        case "rotate", [angle]:
            return _turned(angle)
        case "rotate", [angle, x, y]:
            return moved(x, y) @ _turned(angle) @ moved(-x, -y)
        case ("skewx", [angle]) | ("skew", [angle]):
            return Matrix(c=math.tan(math.radians(angle)))
        case "skewy", [angle]:
            return Matrix(b=math.tan(math.radians(angle)))
    raise ValueError(f"{name}({text})")


def _turned(degrees: float) -> Matrix:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Matrix(cos, sin, -sin, cos)


def origin(text: str, viewport: tuple[float, float], size_of_text: float) -> complex:
    """The point of a transform-origin, in px (CSS Transforms 1, 8). Raises ValueError."""
    words = text.lower().split()[:2]
    if words and (words[0] in ("top", "bottom") or (words[1:] and words[1] in ("left", "right"))):
        words = [*words[1:], "center"][:1] + words[:1]
    shares = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}
    x, y = (shares.get(word, word) for word in (*words, "center")[:2])
    return complex(length(x, viewport[0], size_of_text), length(y, viewport[1], size_of_text))


def view_box(text: str) -> tuple[float, float, float, float]:
    """Raises ValueError."""
    x, y, width, height = numbers(text)
    return x, y, width, height


def fitted(view: tuple[float, float, float, float], width: float, height: float, aspect: str) -> Matrix:
    """The transform of a view box into a place of that size (SVG 2, 8.2 and 8.6)."""
    x, y, across, down = view
    words = aspect.split()
    if words[:1] == ["defer"]:
        del words[0]
    kx, ky = width / across, height / down
    if words[:1] == ["none"]:
        return scaled(kx, ky) @ moved(-x, -y)
    align = words[0] if words and re.fullmatch(r"x(?:Min|Mid|Max)Y(?:Min|Mid|Max)", words[0]) else "xMidYMid"
    k = max(kx, ky) if words[1:] == ["slice"] else min(kx, ky)
    share_of = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    left = (width - across * k) * share_of[align[1:4]]
    top = (height - down * k) * share_of[align[5:]]
    return moved(left, top) @ scaled(k, k) @ moved(-x, -y)
