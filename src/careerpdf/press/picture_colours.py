"""Pictures of finished pages in the colours of the press."""

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Name, Stream

from careerpdf.check.objects import entry, integer, items, numbers, spelled
from careerpdf.press.conversion import Conversion
from careerpdf.press.damage import FAULTS
from careerpdf.press.spaces import Space, UnknownSpaceError, device, space_of, srgb_of

if TYPE_CHECKING:
    from PIL import Image

_JPEG_QUALITY = 92
_MOST_PIXELS = 85_000_000  # an A3 page at 600 dpi has 70 million; Pillow warns at 89 million


def convert_picture(conversion: Conversion, image: Stream) -> None:
    """Write a picture in the colours of the press, or note why it stays."""
    written = entry(image, "/ColorSpace")
    if entry(image, "/ImageMask") is True:
        return
    try:
        space = device(3) if written is None else space_of(written)
        if not conversion.is_met(space) or written is None:
            _convert(conversion, image, space, written)
    except UnknownSpaceError:
        conversion.note("a picture in colors that cannot be read")
    except (*FAULTS, RuntimeWarning):
        conversion.note("a picture whose data cannot be read")


def _convert(conversion: Conversion, image: Stream, space: Space, written: object) -> None:
    """Convert a picture by its colour space. Raises UnknownSpaceError, and what pikepdf and Pillow do."""
    bits = integer(image, "/BitsPerComponent") or 8
    _convert_matte(conversion, image, space)
    if conversion.is_kept(space):
        conversion.note_inks(space)
        image[Name.ColorSpace] = conversion.named_space(written)
    elif space.table:
        image[Name.ColorSpace] = conversion.named_space(written)
    elif space.inks and space.count == 1 and bits <= 8:
        # Each step of the ink is looked up, so that the picture's own data stay as they are.
        steps = [space.plain((step / (2**bits - 1),)) for step in range(2**bits)]
        if numbers(image, "/Decode")[:1] == (1.0,):
            steps.reverse()
        if "/Decode" in image:
            del image["/Decode"]
        image[Name.ColorSpace] = conversion.table(steps)
    elif space.count in (1, conversion.converter.components) and not space.inks:
        image[Name.ColorSpace] = Name.DeviceGray if space.count == 1 else Name.DeviceCMYK
    elif space.inks or spelled(next(items(written), written)) == "/Lab":
        conversion.note("a picture of several spot colors" if space.inks else "a picture in Lab colors")
    elif (integer(image, "/Width") or 0) * (integer(image, "/Height") or 0) > _MOST_PIXELS:
        conversion.note(f"a picture of more than {_MOST_PIXELS // 1_000_000} million pixels")
    else:
        _convert_pixels(conversion, image, written)


def _convert_pixels(conversion: Conversion, image: Stream, written: object) -> None:
    keyed = entry(image, "/Mask")
    profile = next(iter(list(items(written))[1:2]), None)
    is_profiled = spelled(next(items(written), written)) == "/ICCBased" and integer(profile, "/N") == 3
    if written is not None and integer(profile, "/N") != 4 and spelled(written) != "/DeviceCMYK":
        image[Name.ColorSpace] = Name.DeviceRGB  # its profile is followed here
    with warnings.catch_warnings():
        # A JPEG may have more pixels than its dictionary says; what pikepdf says of masks is done elsewhere.
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("error", RuntimeWarning)
        picture: Image.Image = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
    if isinstance(keyed, Array):
        image[Name.Mask] = _stencil(conversion, picture, numbers(image, "/Mask"))
    if is_profiled and isinstance(profile, Stream):
        picture = srgb_of(profile.read_bytes(), picture)
    jpeg = spelled(entry(image, "/Filter")) == "/DCTDecode"
    converted = conversion.converter.picture(picture)
    _write(image, converted, jpeg=jpeg and converted.mode == "L" and not isinstance(keyed, Array))


def _stencil(conversion: Conversion, picture: "Image.Image", limits: Sequence[float]) -> pikepdf.Object:
    """A mask that shows a picture but for the pixels whose colours lie within the limits."""
    from PIL import ImageChops

    hidden = None
    for band, low, high in zip(picture.split(), limits[::2], limits[1::2], strict=True):
        inside = band.point([255 if low <= step <= high else 0 for step in range(256)])
        hidden = inside if hidden is None else ImageChops.darker(hidden, inside)
    if hidden is None:
        raise ValueError("a picture without bands")
    stencil = conversion.pdf.make_stream(hidden.convert("1").tobytes())
    stencil[Name.Type], stencil[Name.Subtype], stencil[Name.ImageMask] = Name.XObject, Name.Image, True
    stencil[Name.Width], stencil[Name.Height] = picture.size
    stencil[Name.BitsPerComponent] = 1
    return conversion.pdf.make_indirect(stencil)


def _convert_matte(conversion: Conversion, image: Stream, space: Space) -> None:
    """Convert the colour with which a see-through picture was mixed before."""
    mask = entry(image, "/SMask")
    matte = numbers(mask, "/Matte")
    if isinstance(mask, Stream) and matte and not space.inks and not space.table:
        mask[Name.Matte] = Array(conversion.as_inks(conversion.converter.values(space.plain(matte), text=False)))


def _write(image: Stream, picture: "Image.Image", *, jpeg: bool) -> None:
    for key in ("/Decode", "/DecodeParms", "/Intent", "/SMaskInData"):
        if key in image:
            del image[key]
    image[Name.ColorSpace] = Name.DeviceGray if picture.mode == "L" else Name.DeviceCMYK
    image[Name.BitsPerComponent] = 8
    image[Name.Width], image[Name.Height] = picture.size
    if jpeg:
        file = BytesIO()
        picture.save(file, "JPEG", quality=_JPEG_QUALITY)
        image.write(file.getvalue(), filter=Name.DCTDecode)
    else:
        image.write(picture.tobytes())
