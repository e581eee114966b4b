"""PNG and JPEG files as image XObjects (ISO 32000-1, 8.9)."""

import zlib
from pathlib import Path
from typing import Any

from careerpdf.pdf.writer import PdfWriter, deflate


def add_picture(writer: PdfWriter, path: Path) -> int:
    """Write a picture, transparency kept; returns its object number. Raises OSError.

    A JPEG goes in as it is. What is neither grey nor RGB becomes RGB, because the file's output intent is sRGB.
    """
    from PIL import Image, ImageOps  # few files hold a picture

    with Image.open(path) as source:
        upright = source.getexif().get(0x0112, 1) == 1
        if source.format == "JPEG" and source.mode in ("L", "RGB") and upright:
            space = "/DeviceGray" if source.mode == "L" else "/DeviceRGB"
            return writer.add_stream(path.read_bytes(), _entries(source, space, "/DCTDecode"))
        picture = ImageOps.exif_transpose(source)
        alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None
        plain = picture.convert("L" if picture.mode in ("1", "L", "LA") else "RGB")
    space = "/DeviceGray" if plain.mode == "L" else "/DeviceRGB"
    mask = ""
    if alpha is not None:
        mask = f"/SMask {writer.add_stream(_packed(alpha), _entries(alpha, '/DeviceGray', '/FlateDecode'))} 0 R"
    return writer.add_stream(_packed(plain), _entries(plain, space, "/FlateDecode") + mask)


def _entries(picture: Any, space: str, compression: str) -> str:
    return (
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace{space}"
        f"/BitsPerComponent 8/Filter{compression}"
    )


def _packed(picture: Any) -> bytes:
    data: bytes = picture.tobytes()
    packed = zlib.compress(data, 9)
    # Readers take as much as the picture needs, so a byte more at its end does no harm.
    return packed if packed[-1] != 0x0D else deflate(data)
