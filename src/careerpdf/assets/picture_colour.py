"""The colours of a picture as sRGB has them, which is what a file's output intent says (ISO 19005-2, 6.2.3).

A picture says what its numbers mean by an ICC profile, or, without one, by chunks of PNG (gAMA and cHRM; W3C PNG,
11.3.2) or by the mark of Adobe RGB that cameras write (DCF 2.0, "R03"). What says nothing is taken as it is.
"""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from careerpdf.assets.icc import made_profile

if TYPE_CHECKING:
    from PIL import Image

_ALIKE = 2  # of 255: what comes out no further off than this is sRGB already, whatever its profile calls itself
_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
_SRGB_CORNERS = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)  # white, red, green, blue as x and y (IEC 61966-2-1)
_ADOBE_CORNERS = (0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)  # Adobe RGB (1998), 4.3.1
_ADOBE_GAMMA = 563 / 256  # 4.3.1.2
_EXIF_INTEROP, _INTEROP_INDEX = 0xA005, 1
_LIGHT_COLOURS = ("1", "L", "LA", "La")  # modes without hue


def is_srgb(profile: bytes | None, mode: str) -> bool:
    """Tell whether numbers with this profile mean what they would mean without one."""
    return profile is None or _transform(profile, mode) is None


def srgb_of(picture: "Image.Image", profile: bytes | None) -> "tuple[Image.Image, Image.Image | None]":
    """A loaded picture with its profile as one in mode L or RGB, and how opaque that is if it is not all of it."""
    from PIL import ImageCms

    picture, opaque = _opaque(_of_eight_bits(picture))
    if picture.mode == "LAB":
        lab = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
        return _applied(lab, picture), opaque
    if picture.mode not in _SPACES:
        picture = picture.convert("L" if picture.mode in _LIGHT_COLOURS else "RGB")
    transform = profile and _transform(profile, picture.mode)
    if transform:
        converted = _applied(transform, picture)
        return (converted.getchannel("G") if picture.mode == "L" else converted), opaque
    return (picture.convert("RGB") if picture.mode == "CMYK" else picture), opaque


def _applied(transform: Any, picture: "Image.Image") -> "Image.Image":
    from PIL import ImageCms

    converted = ImageCms.applyTransform(picture, transform)
    assert converted is not None  # noqa: S101 (only a transform in place gives nothing)
    return converted


def _of_eight_bits(picture: "Image.Image") -> "Image.Image":
    """The picture with 8 bits a channel; Pillow reads only gray with 16, and would cut off what is above 255."""
    if not picture.mode.startswith("I"):
        return picture
    transparent = picture.info.get("transparency")
    sixteen = picture.convert("I")
    gray = sixteen.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if isinstance(transparent, int):
        # Two bytes each: what differs in either is seen.
        from PIL import Image, ImageChops

        data = sixteen.convert("I;16").tobytes()
        halves = (Image.frombytes("L", picture.size, data[start::2]) for start in (1, 0))
        high, low = (
            half.point([0 if value == wanted else 255 for value in range(256)])
            for half, wanted in zip(halves, divmod(transparent, 256), strict=True)
        )
        gray.putalpha(ImageChops.lighter(high, low))
    return gray


def _opaque(picture: "Image.Image") -> "tuple[Image.Image, Image.Image | None]":
    """The picture without transparency, and what that was."""
    if not picture.has_transparency_data:
        return picture, None
    light = picture.mode in _LIGHT_COLOURS
    whole = picture.convert("RGBA")
    opaque = whole.getchannel("A")
    return whole.convert("L" if light else "RGB"), None if opaque.getextrema() == (255, 255) else opaque


@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> Any:
    """Build what makes sRGB by a profile of a picture; None if it is sRGB already, or no profile to be followed."""
    from PIL import Image, ImageChops, ImageCms

    if mode not in _SPACES:
        mode = "RGB"
    srgb = ImageCms.createProfile("sRGB")
    try:
        read = ImageCms.ImageCmsProfile(BytesIO(profile))
        if read.profile.xcolor_space.strip() != _SPACES[mode]:
            return None
        transform = ImageCms.buildTransform(read, srgb, mode, "RGB", ImageCms.Intent.PERCEPTUAL)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    if mode == "CMYK":
        return transform
    steps = range(0, 256, 17)
    every = [(r, g, b) for r in steps for g in steps for b in steps] if mode == "RGB" else list(range(256))
    colours = Image.new(mode, (len(every), 1))
    colours.putdata(every)
    apart = ImageChops.difference(colours.convert("RGB"), _applied(transform, colours))
    return None if max(apart.tobytes()) <= _ALIKE else transform


def profile_of(picture: "Image.Image") -> bytes | None:
    """The profile that a picture brings as it was opened, or one that says what it says otherwise; None for sRGB."""
    info = picture.info
    if profile := info.get("icc_profile"):
        return profile if isinstance(profile, bytes) else None
    if picture.format == "PNG" and info.get("srgb") is None and (gamma := info.get("gamma")):
        corners: tuple[float, ...] = info.get("chromaticity") or _SRGB_CORNERS
        return None if _is_usual(gamma, corners) else made_profile(1 / gamma, corners, gray=_is_gray(picture))
    if picture.format in ("JPEG", "MPO", "TIFF") and picture.mode == "RGB" and _is_adobe_rgb(picture):
        return made_profile(_ADOBE_GAMMA, _ADOBE_CORNERS)
    return None


def _is_gray(picture: "Image.Image") -> bool:
    return picture.mode in _LIGHT_COLOURS or picture.mode.startswith("I")


def _is_usual(gamma: float, corners: Sequence[float]) -> bool:
    """Tell whether it is sRGB that is meant, as nearly always."""
    near = all(abs(one - other) < 0.01 for one, other in zip(corners, _SRGB_CORNERS, strict=False))
    return not 0.1 < gamma < 10 or (near and abs(gamma - 0.45455) < 0.01)


def _is_adobe_rgb(picture: "Image.Image") -> bool:
    try:
        return str(picture.getexif().get_ifd(_EXIF_INTEROP).get(_INTEROP_INDEX, "")).startswith("R03")
    except Exception:  # noqa: BLE001 (damaged EXIF is as good as none)
        return False
