"""Colours of a PDF as red, green and blue, as far as they can be told without a colour engine.

What would need one (Lab under an odd white, the ink of a plate without its recipe) is None: it is measured on the
rendered page instead.
"""

from collections.abc import Sequence

from pikepdf import Array, Name, Stream, String

from careerpdf.check.geometry import Colour
from careerpdf.check.objects import UNREADABLE, entry, integer, items, number, numbers, spelled

_DEEPEST = 4  # colour spaces in colour spaces
_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
_BY_COMPONENTS = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}


def start_colour(space: object) -> Colour | None:
    """The colour that holds after a colour space is set and before a colour is (ISO 32000-1, table 74, CS)."""
    family = _family(space)
    if family == "/ICCBased":
        family = _by_profile(space)
    match family:
        case "/DeviceCMYK":
            return colour_of(Name.DeviceCMYK, [0, 0, 0, 1])
        case "/Separation" | "/DeviceN":
            return colour_of(space, [1] * max(sum(1 for _ in items(_at(space, 1))), 1))
        case "/DeviceRGB" | "/CalRGB" | "/Lab":
            return colour_of(space, [0, 0, 0])
        case "/Pattern":
            return None
    return colour_of(space, [0])


def colour_of(space: object, operands: Sequence[object], depth: int = 0) -> Colour | None:
    """RGB of a colour; None if it cannot be told."""
    if depth > _DEEPEST:
        return None
    try:
        return _colour(space, [number(v) for v in operands if not isinstance(v, Name)], depth)
    except UNREADABLE:
        return None


def _colour(space: object, values: list[float], depth: int) -> Colour | None:
    family = _family(space)
    if family == "/ICCBased":
        family = _by_profile(space)
    match family, values:
        case (("/DeviceGray" | "/CalGray"), [gray]):
            return (gray, gray, gray)
        case (("/DeviceRGB" | "/CalRGB"), [red, green, blue]):
            return (red, green, blue)
        case ("/DeviceCMYK", [cyan, magenta, yellow, black]):
            return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
        case ("/Indexed", [index]):
            return _indexed(space, int(index), depth)
        case (("/Separation" | "/DeviceN"), [*_]):
            return _tint(space, values, depth)
        case ("/Lab", [lightness, a, b]):
            return _lab(lightness, a, b)
    return None


def _family(space: object) -> str:
    family = spelled(next(items(space), space))
    return _SHORT.get(family, family)


def _at(space: object, index: int) -> object:
    return space[index] if isinstance(space, Array) and len(space) > index else None


def _by_profile(space: object) -> str:
    """The device space that a profile stands for, by its number of components."""
    return _BY_COMPONENTS.get(integer(_at(space, 1), "/N") or 0, "")


def _indexed(space: object, index: int, depth: int) -> Colour | None:
    base, table = _at(space, 1), _at(space, 3)
    data = table.read_bytes() if isinstance(table, Stream) else bytes(table) if isinstance(table, String) else b""
    family = _by_profile(base) if _family(base) == "/ICCBased" else _family(base)
    parts = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}.get(family, 0)
    found = data[index * parts : (index + 1) * parts]
    return colour_of(base, [byte / 255 for byte in found], depth + 1) if parts and len(found) == parts else None


def _tint(space: object, values: list[float], depth: int) -> Colour | None:
    """An ink by the recipe for screens that comes with it; the simple kinds of recipes only."""
    recipe, base = _at(space, 3), _at(space, 2)
    if len(values) != 1:
        return None
    (tint,) = values
    if integer(recipe, "/FunctionType") == 2 and number(entry(recipe, "/N")) == 1:
        start, end = numbers(recipe, "/C0") or (0.0,), numbers(recipe, "/C1") or (1.0,)
        return colour_of(base, [a + tint * (b - a) for a, b in zip(start, end, strict=True)], depth + 1)
    if spelled(_at(space, 1)) == "/Black":
        return (1 - tint,) * 3
    if spelled(_at(space, 1)) == "/All":
        return (1 - tint,) * 3
    return None


def _lab(lightness: float, a: float, b: float) -> Colour:
    """CIE L*a*b* (D50) as sRGB, by the CIE's and the sRGB standard's formulas."""
    y = (lightness + 16) / 116
    x, z = y + a / 500, y - b / 200

    def linear(value: float) -> float:
        return value**3 if value > 6 / 29 else 3 * (6 / 29) ** 2 * (value - 4 / 29)

    # White point D50; the matrix takes XYZ at D50 to linear sRGB (Bradford).
    big_x, big_y, big_z = 0.9642 * linear(x), linear(y), 0.8249 * linear(z)
    channels = (
        3.1338561 * big_x - 1.6168667 * big_y - 0.4906146 * big_z,
        -0.9787684 * big_x + 1.9161415 * big_y + 0.0334540 * big_z,
        0.0719453 * big_x - 0.2289914 * big_y + 1.4052427 * big_z,
    )
    red, green, blue = (
        min(max(12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055, 0.0), 1.0) for c in channels
    )
    return (red, green, blue)
