"""Colours of the screen as colours of the press: black ink alone, or four inks after an ICC profile.

Values are from 0 to 1. RGB is sRGB (IEC 61966-2-1), which is what careerpdf and most office programs write.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from careerpdf.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from PIL import Image

Values = tuple[float, ...]

LEAST_TINT = 0.10  # of an ink in flat colours
_NO_TINT = 0.02  # of all inks: white
_NEUTRAL = 0.004  # of difference between red, green and blue: still a grey
_NEARLY_NEUTRAL = 0.16  # the same, of dark text
_DARK = 0.4  # grey below which nearly neutral text goes to black ink alone
_GRAY_STEPS = 3  # of 255 between red, green and blue of a pixel: still a grey picture
_BLACK = 0.25  # grey below which such text is black without a screen


class Converter(Protocol):
    """A way to print: by the number of its inks."""

    @property
    def components(self) -> Literal[1, 4]: ...

    @property
    def prints(self) -> bool:
        """True if its colours are inks on paper, of which a tint can be too light to hold."""
        ...

    def values(self, source: Values, *, text: bool) -> Values:
        """A colour in grey (1 value), RGB (3) or CMYK (4), in the inks of the press."""
        ...

    def shades(self, sources: Sequence[Values]) -> list[Values]:
        """Neighbouring colours of a gradient in the inks of the press, without a jump where they turn grey."""
        ...

    def picture(self, source: "Image.Image") -> "Image.Image":
        """A picture in the inks of the press: mode L or CMYK."""
        ...


def screened(inks: Values, *, text: bool) -> Values:
    """A flat colour of the press, grey or CMYK, without tints that a press cannot hold; see `held`."""
    if len(inks) == 1:
        return (1 - held((1 - inks[0],), text=text)[0],)
    return held(inks, text=text)


def held(tints: Values, *, text: bool) -> Values:
    """Shares of inks of a flat colour, each at least 10 % or none at all: below that, dots are lost or fill in.

    A colour that is lighter all over is made stronger until its strongest ink holds, so that a panel stays one. Text as
    light as that stands on a darker ground, and becomes white. Less than 2 % comes of rounding, and is white.
    """
    strongest = max(tints, default=0.0)
    if strongest < _NO_TINT or (text and strongest < LEAST_TINT):
        return (0.0,) * len(tints)
    if strongest < LEAST_TINT:
        tints = tuple(tint * LEAST_TINT / strongest for tint in tints)
    return tuple(tint if tint >= LEAST_TINT else LEAST_TINT if tint >= LEAST_TINT / 2 else 0.0 for tint in tints)


def luminance(red: float, green: float, blue: float) -> float:
    """Relative luminance (ITU-R BT.709), 0 to 1."""
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def gray_of(red: float, green: float, blue: float) -> float:
    """The grey that is as light as the colour: its contrast to any other colour stays what it is."""
    return encoded(luminance(red, green, blue))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def encoded(light: float) -> float:
    """The sRGB value of a share of the light, both 0 to 1."""
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def rgb_of(values: Values) -> tuple[float, float, float]:
    """Grey, RGB or CMYK as RGB, inks taken as ideal ones."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) == 3:
        return values[0], values[1], values[2]
    cyan, magenta, yellow, black = values
    return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)


@dataclass(frozen=True)
class Gray:
    """Black ink alone."""

    components: Literal[1, 4] = 1
    prints: bool = True

    def values(self, source: Values, *, text: bool) -> Values:  # noqa: ARG002 (text is like all else here)
        return source if len(source) == 1 else (round(gray_of(*rgb_of(source)), 4),)

    def shades(self, sources: Sequence[Values]) -> list[Values]:
        return [self.values(source, text=False) for source in sources]

    def picture(self, source: "Image.Image") -> "Image.Image":
        if source.mode in ("1", "L"):
            return source.convert("L")
        from PIL import ImageCms

        # L* depends on luminance alone, so it leads to the grey of the same luminance; blue comes out a little darker,
        # because Lab is measured against another white.
        lab = ImageCms.profileToProfile(
            source.convert("RGB"),
            ImageCms.createProfile("sRGB"),
            ImageCms.createProfile("LAB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="LAB",
        )
        assert lab is not None  # noqa: S101 (it is only where a picture is changed in place)
        return lab.getchannel(0).point([_gray_of_lightness(step) for step in range(256)])


@dataclass(frozen=True)
class Luminosity:
    """Black alone, as light as PDF takes colours in a mask (ISO 32000-1, 11.3.5.3)."""

    components: Literal[1, 4] = 1
    prints: bool = False

    def values(self, source: Values, *, text: bool) -> Values:  # noqa: ARG002 (text is like all else here)
        if len(source) == 1:
            return source
        if len(source) == 3:
            return (round(0.3 * source[0] + 0.59 * source[1] + 0.11 * source[2], 4),)
        cyan, magenta, yellow, black = source
        return (round(1 - min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black), 4),)

    def shades(self, sources: Sequence[Values]) -> list[Values]:
        return [self.values(source, text=False) for source in sources]

    def picture(self, source: "Image.Image") -> "Image.Image":
        return source.convert("L")


def _gray_of_lightness(step: int) -> int:
    """The 8-bit grey of a lightness L* (CIE 1976), of which 255 is 100."""
    lightness = step / 2.55
    light = ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3
    return round(255 * encoded(light))


@dataclass(frozen=True)
class Cmyk:
    """The four inks of a press, after its ICC profile. Greys, and dark text that is nearly grey, are black alone."""

    profile: bytes
    description: str
    components: Literal[1, 4] = 4
    prints: bool = True
    _known: dict[Values, Values] = field(default_factory=dict, compare=False, repr=False)
    _transforms: list[Any] = field(default_factory=list, compare=False, repr=False)

    def values(self, source: Values, *, text: bool) -> Values:
        in_inks = len(source) == 4
        if in_inks and not (text and any(source[:3])):
            return source
        red, green, blue = rgb_of(source)
        spread = max(red, green, blue) - min(red, green, blue)
        if spread <= _NEUTRAL and not in_inks:
            return 0.0, 0.0, 0.0, round(1 - (red + green + blue) / 3, 4)
        gray = gray_of(red, green, blue)
        if text and gray < _DARK and spread <= _NEARLY_NEUTRAL:
            return 0.0, 0.0, 0.0, 1.0 if gray < _BLACK else round(1 - gray, 4)
        return source if in_inks else self._matched([(red, green, blue)])[0]

    def shades(self, sources: Sequence[Values]) -> list[Values]:
        plain = [rgb_of(source) for source in sources]
        if all(len(source) == 4 for source in sources) or all(max(rgb) - min(rgb) <= _NEUTRAL for rgb in plain):
            return [self.values(source, text=False) for source in sources]
        matched = self._matched(plain)
        return [source if len(source) == 4 else inks for source, inks in zip(sources, matched, strict=True)]

    def picture(self, source: "Image.Image") -> "Image.Image":
        if source.mode in ("1", "L"):
            return source.convert("L")  # black ink alone, which a CMYK job may hold as it is
        rgb = source.convert("RGB")
        return rgb.getchannel(1) if _is_gray(rgb) else self._apply(rgb)

    def _matched(self, colours: Sequence[tuple[float, float, float]]) -> list[Values]:
        """Colours in the inks of the press, matched all at once: one by one they take a hundred times as long."""
        unknown = [rgb for rgb in dict.fromkeys(colours) if rgb not in self._known]
        if unknown:
            from PIL import Image

            data = bytes(round(min(max(value, 0.0), 1.0) * 255) for rgb in unknown for value in rgb)
            steps = self._apply(Image.frombytes("RGB", (len(unknown), 1), data)).tobytes()
            for at, rgb in enumerate(unknown):
                self._known[rgb] = tuple(round(step / 255, 4) for step in steps[4 * at : 4 * at + 4])
        return [self._known[rgb] for rgb in colours]

    def _apply(self, picture: "Image.Image") -> "Image.Image":
        from PIL import ImageCms

        if not self._transforms:
            self._transforms.append(
                ImageCms.buildTransform(
                    ImageCms.createProfile("sRGB"),
                    ImageCms.ImageCmsProfile(BytesIO(self.profile)),
                    "RGB",
                    "CMYK",
                    renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                    flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )
            )
        matched = ImageCms.applyTransform(picture, self._transforms[0])
        assert matched is not None  # noqa: S101 (it is only where a picture is changed in place)
        return matched


def _is_gray(picture: "Image.Image") -> bool:
    """True for a picture of mode RGB in which red, green and blue are alike but for the noise of a JPEG: a scan of
    text, a code. It is black ink alone, as grey is elsewhere.
    """
    from PIL import ImageChops

    red, green, blue = picture.split()
    extremes = (ImageChops.difference(one, other).getextrema() for one, other in ((red, green), (green, blue)))
    return all(most <= _GRAY_STEPS for _, most in extremes)  # type: ignore[operator]


def read_profile(path: Path) -> Cmyk | Diagnostic:
    """The CMYK printing profile in a file, or what is wrong with it. `Diagnostic.file` is for the caller to show."""

    def problem(message: str) -> Diagnostic:
        hint = "ask the print shop for the ICC profile of its press and paper, such as GRACoL or PSO Coated"
        return Diagnostic("bad-profile", Severity.ERROR, message, file=str(path), hint=hint)

    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "this is a folder" if path.is_dir() else (error.strerror or str(error)).lower()
        return problem(f"the color profile cannot be read: {reason}")
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data)).profile
        space, kind, description = profile.xcolor_space, profile.device_class, profile.profile_description
    except (OSError, ImageCms.PyCMSError, ValueError):
        return problem("this is no ICC color profile")
    if space.strip() != "CMYK":
        return problem(f"the color profile is for {space.strip() or 'other colors'}, not for a press (CMYK)")
    if kind != "prtr":
        return problem("the color profile does not describe a printer, so PDF/X has no use for it")
    found = Cmyk(data, " ".join((description or path.stem).split()))
    try:
        found.values((0.2, 0.4, 0.6), text=False)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return problem("the color profile has no table that leads from colors to inks")
    return found
