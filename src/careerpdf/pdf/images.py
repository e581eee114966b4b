"""Pictures of pixels as image XObjects (ISO 32000-1, 8.9): gray or RGB, as fine as print needs them.

What is printed finer than `_TOO_FINE` dots to the inch is brought to `_DPI`; a photo of a phone as a logo would make
every file larger than all of its text. A JPEG stays as it is if its pixels do, and is a JPEG afterwards, too.
"""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from careerpdf.assets.jpeg import plain_jpeg
from careerpdf.assets.picture_colour import is_srgb, profile_of, srgb_of
from careerpdf.assets.raster import ON_ITS_SIDE, look_through, opened
from careerpdf.pdf.writer import PdfWriter, compressed, deflate

if TYPE_CHECKING:
    from PIL import Image

_DPI = 300  # what print shops ask for
_TOO_FINE = 450
_SMALLER, _AS_LARGE = 90, 95  # quality of a JPEG that is written anew: fewer pixels, other colours


@dataclass(frozen=True, slots=True)
class _Stream:
    data: bytes
    entries: str


def add_image(writer: PdfWriter, path: Path, printed: tuple[float, float] | None) -> int:
    """Write a picture that is at most as large as `printed`, pt, as it is seen; returns its object number.

    A JPEG is written as it is stored: to turn it is the business of what places it. Raises PixelError and OSError.
    """
    stat = path.stat()
    colours, opaque = _encoded(path, stat.st_mtime_ns, stat.st_size, printed)
    mask = f"/SMask {writer.add_stream(opaque.data, opaque.entries)} 0 R" if opaque else ""
    return writer.add_stream(colours.data, colours.entries + mask)


@lru_cache(maxsize=8)
def _encoded(
    path: Path, _changed: int, _size: int, printed: tuple[float, float] | None
) -> tuple[_Stream, _Stream | None]:
    """The streams of a picture and of its transparency; kept, since each of a thousand handouts has the logo."""
    from PIL import ImageOps  # few files hold a picture

    raster = look_through(path)
    size = _needed((raster.width, raster.height), printed)
    if raster.turn in ON_ITS_SIDE:
        size = size and (size[1], size[0])
    kept: _Stream | None = None
    with opened(path) as picture:
        profile = profile_of(picture)
        if raster.kind == "JPEG" and picture.mode in ("L", "RGB") and is_srgb(profile, picture.mode):
            plain = plain_jpeg(path.read_bytes())
            kept = _Stream(plain, _entries(picture, "/DCTDecode")) if plain else None
        if kept and not size:
            return kept, None
        if size:
            picture.draft(picture.mode, size)  # a JPEG is decoded at half its size if that is enough
        picture.load()
        colours, opaque = srgb_of(picture if raster.kind == "JPEG" else ImageOps.exif_transpose(picture), profile)
        if size:
            colours, opaque = _resized(colours, opaque, size)
    made = _written(colours, "JPEG" if raster.is_lossy else "PNG", _SMALLER if size else _AS_LARGE)
    if kept and len(kept.data) <= len(made.data):
        return kept, None
    return made, None if opaque is None else _written(opaque)


def _needed(size: tuple[int, int], printed: tuple[float, float] | None) -> tuple[int, int] | None:
    """The pixels that a picture of this size needs in print; None if it has not many more than that."""
    if printed is None or any(length <= 0 for length in printed):
        return None
    inches = max(length / 72 for length in printed)
    if max(size) <= inches * _TOO_FINE:
        return None
    scale = inches * _DPI / max(size)
    return max(1, ceil(size[0] * scale)), max(1, ceil(size[1] * scale))


def _resized(
    colours: "Image.Image", opaque: "Image.Image | None", size: tuple[int, int]
) -> "tuple[Image.Image, Image.Image | None]":
    from PIL import Image

    if opaque is None:
        return colours.resize(size, Image.Resampling.LANCZOS, reducing_gap=3), None
    whole = colours.copy()
    whole.putalpha(opaque)
    whole = whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)  # what is transparent has no say in colours
    return whole.convert(colours.mode), whole.getchannel("A")


def _entries(picture: "Image.Image", compression: str) -> str:
    space = "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"
    return (
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace{space}"
        f"/BitsPerComponent 8/Filter{compression}"
    )


def _written(picture: "Image.Image", kind: str = "PNG", quality: int = _AS_LARGE) -> _Stream:
    if kind == "JPEG":
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, subsampling=0, optimize=True)
        return _Stream(file.getvalue(), _entries(picture, "/DCTDecode"))
    entries, plain = _entries(picture, "/FlateDecode"), picture.tobytes()
    row = picture.width * len(picture.getbands())
    predictor = f"/DecodeParms<</Predictor 15/Colors {len(picture.getbands())}/Columns {picture.width}>>"
    ways = [(compressed(plain, 9), ""), (compressed(_from_row_to_row(picture, row), 9), predictor)]
    found = [way for way in ways if way[0][-1] != 0x0D]  # see `deflate`
    # Readers take as much as the picture needs, so a byte more at its end does no harm.
    data, more = min(found, key=lambda way: len(way[0])) if found else (deflate(plain), "")
    return _Stream(data, entries + more)


def _from_row_to_row(picture: "Image.Image", row: int) -> bytes:
    """The differences of each row from the one above it (W3C PNG, 9.2, filter 2): of photos a third less."""
    from PIL import Image, ImageChops

    above = Image.new(picture.mode, picture.size)
    above.paste(picture, (0, 1))
    data = ImageChops.subtract_modulo(picture, above).tobytes()
    return b"".join(b"\2" + data[start : start + row] for start in range(0, len(data), row))
