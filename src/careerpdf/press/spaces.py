"""Colour spaces of finished pages (ISO 32000-1, 8.6), and their values as plain colours.

A plain colour is grey (1 value), sRGB (3) or CMYK (4), each value from 0 to 1.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from pikepdf import Array, Stream, String

from careerpdf.check.objects import entry, integer, items, number, numbers, spelled
from careerpdf.press.colour import Values, encoded
from careerpdf.press.damage import FAULTS
from careerpdf.press.functions import Function, function_of

if TYPE_CHECKING:
    from PIL import Image

_DEVICE = {"/DeviceGray": 1, "/G": 1, "/DeviceRGB": 3, "/RGB": 3, "/DeviceCMYK": 4, "/CMYK": 4}
#: Inks that every press has, or that stand for all or none of them.
PROCESS = frozenset(("Cyan", "Magenta", "Yellow", "Black", "All", "None"))
_MOST_DEPTH = 5
_MOST_COLOURS = 255  # the number of the last colour of a table


@dataclass(frozen=True)
class Space:
    """A colour space: the number of values of a colour in it, those of its first colour, and the way to a plain colour.

    `inks` has the names of a spot colour's, `base` is the space in which a table or an uncoloured pattern counts,
    `table` has the colours of a table. `is_pattern` also for patterns that have colours of their own, and no values.
    """

    count: int
    start: Values
    plain: Callable[[Values], Values]
    inks: tuple[str, ...] = ()
    base: "Space | None" = None
    table: tuple[Values, ...] = ()
    is_pattern: bool = False
    is_device: bool = False


class UnknownSpaceError(ValueError):
    """A colour space that is damaged, or of a kind that PDF does not know."""


def device(count: int) -> Space:
    """Grey, sRGB or CMYK by the number of values."""
    return Space(count, (0.0, 0.0, 0.0, 1.0) if count == 4 else (0.0,) * count, lambda values: values, is_device=True)


def space_of(written: object, depth: int = 0) -> Space:
    """A colour space as it is written. Raises UnknownSpaceError."""
    family = spelled(next(items(written), written))
    if family in _DEVICE:
        return device(_DEVICE[family])
    if family == "/Pattern":
        under = list(items(written))[1:]
        base = space_of(under[0], depth + 1) if under and depth < _MOST_DEPTH else None
        return Space(base.count if base else 0, (), lambda values: values, base=base, is_pattern=True)
    made = _FAMILIES.get(family)
    if made is None or not isinstance(written, Array) or depth > _MOST_DEPTH:
        raise UnknownSpaceError(family.lstrip("/") or "none")
    try:
        return made(written, depth)
    except FAULTS as fault:
        raise UnknownSpaceError(str(fault)) from None


# -- spaces measured by what the eye sees


def _of_profile(written: Array, depth: int) -> Space:
    profile = written[1]
    count = integer(profile, "/N")
    if count not in (1, 3, 4):
        alternate = entry(profile, "/Alternate")
        if alternate is None:
            raise UnknownSpaceError("ICCBased")
        return space_of(alternate, depth + 1)
    plain = device(count)
    if count != 3 or not isinstance(profile, Stream):
        return plain
    data = profile.read_bytes()
    return plain if _is_srgb(data) else Space(3, plain.start, lambda values: _matched(data, values))


@lru_cache(maxsize=64)
def _is_srgb(profile: bytes) -> bool:
    """True for a profile of sRGB, or for one that cannot be followed."""
    return all(
        max(abs(a - b) for a, b in zip(_matched(profile, probe), probe, strict=True)) < 0.02
        for probe in ((0.2, 0.5, 0.8), (0.9, 0.3, 0.1), (0.1, 0.8, 0.3))
    )


@lru_cache(maxsize=4096)
def _matched(profile: bytes, values: Values) -> Values:
    from PIL import Image

    pixel = Image.new("RGB", (1, 1), tuple(round(255 * min(max(value, 0.0), 1.0)) for value in values))
    return tuple(step / 255 for step in srgb_of(profile, pixel).tobytes())


def srgb_of(profile: bytes, picture: "Image.Image") -> "Image.Image":
    """A picture of mode RGB in sRGB; as it is if its profile cannot be followed."""
    from PIL import ImageCms

    try:
        followed = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return followed or picture


def _srgb(x: float, y: float, z: float, white: Sequence[float]) -> Values:
    """sRGB of XYZ under a white, which becomes the white of the screen (each of the three scaled by itself)."""
    x, y, z = (v / w * d if w else v for v, w, d in zip((x, y, z), white, (0.9505, 1.0, 1.089), strict=True))
    light = (
        3.2406 * x - 1.5372 * y - 0.4986 * z,
        -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.2040 * y + 1.0570 * z,
    )
    return tuple(encoded(min(max(value, 0.0), 1.0)) for value in light)


def _calibrated_gray(written: Array, _depth: int) -> Space:
    gamma = number(entry(written[1], "/Gamma")) or 1.0
    return Space(1, (0.0,), lambda values: (encoded(max(values[0], 0.0) ** gamma),))


def _calibrated_rgb(written: Array, _depth: int) -> Space:
    gamma = numbers(written[1], "/Gamma") or (1.0, 1.0, 1.0)
    matrix = numbers(written[1], "/Matrix") or (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    white = numbers(written[1], "/WhitePoint")
    if (len(gamma), len(matrix), len(white)) != (3, 9, 3):
        raise UnknownSpaceError("CalRGB")

    def plain(values: Values) -> Values:
        light = [max(value, 0.0) ** power for value, power in zip(values, gamma, strict=True)]
        x, y, z = (sum(light[k] * matrix[3 * k + axis] for k in range(3)) for axis in range(3))
        return _srgb(x, y, z, white)

    return Space(3, (0.0, 0.0, 0.0), plain)


def _lab(written: Array, _depth: int) -> Space:
    white = numbers(written[1], "/WhitePoint")
    if len(white) != 3:
        raise UnknownSpaceError("Lab")

    def power(value: float) -> float:
        return value**3 if value >= 6 / 29 else 108 / 841 * (value - 4 / 29)

    def plain(values: Values) -> Values:
        light = (values[0] + 16) / 116
        shares = (power(light + values[1] / 500), power(light), power(light - values[2] / 200))
        x, y, z = (share * part for share, part in zip(shares, white, strict=True))
        return _srgb(x, y, z, white)

    return Space(3, (0.0, 0.0, 0.0), plain)


# -- tables and inks


def _table(written: Array, depth: int) -> Space:
    base, most, listed = space_of(written[1], depth + 1), written[2], written[3]
    if base.is_pattern or base.base is not None or not isinstance(most, int) or not 0 <= most <= _MOST_COLOURS:
        raise UnknownSpaceError("Indexed")
    data = listed.read_bytes() if isinstance(listed, Stream) else bytes(listed) if isinstance(listed, String) else b""
    data += bytes(max(0, (most + 1) * base.count - len(data)))
    limits = _limits(written[1], base.count)
    colours = tuple(
        base.plain(
            tuple(
                low + (high - low) * step / 255
                for step, (low, high) in zip(data[at : at + base.count], limits, strict=True)
            )
        )
        for at in range(0, (most + 1) * base.count, base.count)
    )
    return Space(
        1, (0.0,), lambda values: colours[min(max(round(values[0]), 0), most)], inks=base.inks, base=base, table=colours
    )


def _limits(space: object, count: int) -> list[tuple[float, float]]:
    """The values for which the bytes 0 and 255 stand in a table, one by one."""
    if spelled(next(items(space), space)) != "/Lab" or not isinstance(space, Array):
        return [(0.0, 1.0)] * count
    low_a, high_a, low_b, high_b = numbers(space[1], "/Range") or (-100.0, 100.0, -100.0, 100.0)
    return [(0.0, 100.0), (low_a, high_a), (low_b, high_b)]


def _inks(written: Array, depth: int) -> Space:
    names = tuple(spelled(ink)[1:] for ink in (items(written[1]) if isinstance(written[1], Array) else (written[1],)))
    alternate = space_of(written[2], depth + 1)
    tint: Function = function_of(written[3])
    if alternate.is_pattern or alternate.inks:
        raise UnknownSpaceError("Separation")

    def plain(values: Values) -> Values:
        return alternate.plain(tuple(tint(values))[: alternate.count])

    plain((1.0,) * len(names))  # raises now what it would raise later
    return Space(len(names), (1.0,) * len(names), plain, inks=names, base=alternate)


_FAMILIES: dict[str, Callable[[Array, int], Space]] = {
    "/ICCBased": _of_profile, "/CalGray": _calibrated_gray, "/CalRGB": _calibrated_rgb, "/Lab": _lab,
    "/Indexed": _table, "/I": _table, "/Separation": _inks, "/DeviceN": _inks,
}  # fmt: skip
