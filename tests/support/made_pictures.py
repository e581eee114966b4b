"""Pictures of four quarters in every format, mode and orientation."""

import struct
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

SIZE = (32, 20)  # of the pictures as they are seen
CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))
_COLOURS = ((200, 60, 40), (40, 140, 70), (30, 60, 170), (230, 200, 90))
_LIGHTS = tuple((light,) * 3 for light in (20, 90, 160, 240))
_BLACK_AND_WHITE = tuple((light,) * 3 for light in (0, 255, 255, 0))
# How what is stored is made of what is seen: the opposite of what EXIF asks for (4.6.4).
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
TURNED = ("JPEG", "PNG", "WebP", "TIFF")  # formats that have EXIF
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WebP": "webp", "TIFF": "tif", "GIF": "gif"}
KINDS = [
    *[("JPEG", mode) for mode in ("L", "RGB", "CMYK", "progressive")],
    *[("PNG", mode) for mode in ("1", "L", "LA", "P", "P see-through", "RGB", "RGBA", "I;16", "interlaced")],
    *[("WebP", mode) for mode in ("RGB", "RGBA")],
    *[("TIFF", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "LAB", "I;16", "YCbCr")],
    *[("GIF", mode) for mode in ("L", "P", "P see-through")],
]


def quarters(mode: str) -> tuple[tuple[int, ...], ...]:
    """The colours that are seen of the picture on white paper in such a mode, quarter by quarter."""
    if mode == "1":
        return _BLACK_AND_WHITE
    colours = _LIGHTS if mode in ("L", "LA", "I;16") else _COLOURS
    if mode in ("LA", "RGBA"):  # the last quarter is half transparent
        return (*colours[:3], tuple(round(part * 128 / 255 + 127) for part in colours[3]))
    return (*colours[:3], (255, 255, 255)) if mode == "P see-through" else colours


def picture(mode: str) -> Image.Image:
    """A picture of four quarters."""
    colours = _BLACK_AND_WHITE if mode == "1" else quarters(mode.replace("A", ""))
    made = Image.new("RGB", SIZE)
    last = (SIZE[0] // 2, SIZE[1] // 2)
    for (column, row), colour in zip(CORNERS, colours, strict=True):
        made.paste(colour, (column * last[0], row * last[1], (column + 1) * last[0], (row + 1) * last[1]))
    match mode:
        case "LA" | "RGBA":
            made = made.convert(mode)
            clear = Image.new("L", SIZE, 255)
            clear.paste(128, (*last, *SIZE))
            made.putalpha(clear)
        case "P" | "P see-through":
            made = made.quantize(8)
        case "I;16":
            lights = made.convert("L").tobytes()
            made = Image.frombytes("I;16", SIZE, b"".join(struct.pack("<H", light * 257) for light in lights))
        case "LAB":
            srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
            made = ImageCms.profileToProfile(made, srgb, lab, outputMode="LAB")
        case "1" | "L" | "CMYK" | "YCbCr":
            made = made.convert(mode)
    return made


def stored(kind: str, mode: str, turn: int, path: Path) -> None:
    """Write a picture as a camera would that was held so that `turn` is needed to see it upright."""
    made, more = picture(mode), dict[str, Any]()
    if mode == "P see-through":
        more["transparency"] = made.getpixel((SIZE[0] - 1, SIZE[1] - 1))
    if turn in STORED:
        made = made.transpose(STORED[turn])
    if kind in TURNED:
        exif = Image.Exif()
        exif[0x0112] = turn
        more["exif"] = exif
    if kind == "JPEG":
        more |= {"quality": 95, "subsampling": 0, "progressive": mode == "progressive"}
    if mode == "interlaced":
        more["interlace"] = True
    if kind == "WebP":
        more["lossless"] = True
    made.save(path, "JPEG" if kind == "JPEG" else kind.upper(), **more)
