"""Picture files of pixels: what kind they are, how large and how turned, and their pixels. Pillow reads them.

A camera writes a picture as it was held, and beside it how it is to be turned (EXIF 2.32, tag Orientation). Sizes here
are those of the picture as it is seen.
"""

import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL import Image

#: Kinds of files that can be printed, as Pillow calls them, with the endings of their names and how they begin.
KINDS = {
    "PNG": ((".png",), rb"\x89PNG\r\n\x1a\n"),
    "JPEG": ((".jpg", ".jpeg", ".jfif"), rb"\xff\xd8\xff"),
    "WebP": ((".webp",), rb"RIFF.{4}WEBP"),
    "GIF": ((".gif",), rb"GIF8[79]a"),
    "TIFF": ((".tif", ".tiff"), rb"II[*+]\0|MM\0[*+]"),
}
_FOREIGN = {
    "HEIC": rb".{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)",
    "AVIF": rb".{4}ftypavi[fs]",
    "JPEG 2000": rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51",
    "JPEG XL": rb"\xff\x0a|\0\0\0\x0cJXL ",
    "Photoshop": rb"8BPS",
    "BMP": rb"BM.{4}\0\0\0\0",
    "icon": rb"\0\0[\1\2]\0",
    "PDF": rb"%PDF-",
    "PostScript": rb"%!PS|\xc5\xd0\xd3\xc6",
    "SVG": rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b.*?)?(?:<!--.*?-->|<!DOCTYPE\b.*?>|\s)*<svg\b",
    "HTML": rb"(?:\xef\xbb\xbf)?\s*<(?:!DOCTYPE )?html\b",
}
_AGAIN = "save it again as PNG or JPEG"
LOOKED_AT = 1024  #: bytes that tell the kind of a file
_MOST_PIXELS = 50_000_000
_ORIENTATION = 0x0112
#: Turns of a picture that lies on its side: its width is the height of what is stored.
ON_ITS_SIDE = frozenset((5, 6, 7, 8))
_NUMBERS = ("F", "I")  # modes whose pixels are measurements


class PixelError(Exception):
    """A file that is no picture which can be printed, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Raster(NamedTuple):
    """A picture file that was looked through: its size in pixels as it is seen; how what is stored is turned for that,
    as EXIF counts (1 to 8; other kinds than JPEG are turned when they are read); whether it holds several pictures.
    """

    kind: str
    width: int
    height: int
    turn: int
    several: bool
    is_lossy: bool  # a photo, most likely


def kind_of(start: bytes) -> str:
    """The kind of a file by its first bytes: one of `KINDS`, another one that people mistake for it, or nothing."""
    marks = {kind: mark for kind, (_, mark) in KINDS.items()} | _FOREIGN
    return next((kind for kind, mark in marks.items() if re.match(mark, start, re.DOTALL | re.IGNORECASE)), "")


def look_through(path: Path) -> Raster:
    """Read a whole file once, so that what is wrong with it is said early. Raises PixelError, and OSError."""
    stat = path.stat()
    return _looked_through(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _looked_through(path: Path, _changed: int, _size: int) -> Raster:
    start = _start(path)
    kind = kind_of(start)
    if kind not in KINDS:
        raise PixelError(f"it is a file of the kind {kind}" if kind else "it is no picture", _AGAIN)
    with opened(path) as picture:
        if picture.mode in _NUMBERS and kind != "PNG":
            raise PixelError("its pixels are measurements, not colors", _AGAIN)
        (width, height), turn = picture.size, turn_of(picture) if kind == "JPEG" else 1
        several = kind != "JPEG" and bool(getattr(picture, "is_animated", False))
        picture.draft("L", (1, 1))  # a JPEG is looked through at an eighth of its size
        picture.load()
        if kind != "JPEG":  # TIFF is turned by being loaded
            (width, height), turn = picture.size, turn_of(picture)
    if turn in ON_ITS_SIDE:
        width, height = height, width
    return Raster(kind, width, height, turn if kind == "JPEG" else 1, several, kind == "JPEG" or b"VP8 " in start)


@contextmanager
def opened(path: Path) -> Iterator["Image.Image"]:
    """A picture file, nothing of it loaded yet. Raises PixelError for whatever goes wrong with it in the meantime."""
    from PIL import Image  # few files hold a picture

    too_large = PixelError(
        f"it has more than {_MOST_PIXELS // 1_000_000} million pixels",
        "save it with 3000 pixels or less on its longer side",
    )
    kind = kind_of(_start(path))
    try:
        # Not by the path: Pillow then maps a TIFF into memory, and turns it as if it had been turned already.
        with (
            path.open("rb") as file,
            _silent(libtiff=kind == "TIFF"),
            Image.open(file, formats=[kind.upper()]) as picture,
        ):
            if picture.width * picture.height > _MOST_PIXELS:
                raise too_large
            _mend_transparency(picture)
            yield picture
    except PixelError:
        raise
    except Image.DecompressionBombError:
        raise too_large from None
    except Exception as error:
        raise PixelError("its file is damaged, not complete or of an unusual kind", _AGAIN) from error


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LOOKED_AT)


@contextmanager
def _silent(*, libtiff: bool) -> Iterator[None]:
    """Keep from the terminal what Pillow passes over and warns of, and what libtiff writes there by itself."""
    import logging  # few files hold a picture

    if not (log := logging.getLogger("PIL")).handlers:
        log.addHandler(logging.NullHandler())
    with ExitStack() as after, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if libtiff:
            sys.stderr.flush()
            terminal, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
            after.callback(os.close, terminal)
            after.callback(os.dup2, terminal, 2)
            os.dup2(nowhere, 2)
            os.close(nowhere)
        yield


def turn_of(picture: "Image.Image") -> int:
    """The turn that what is stored needs, as EXIF counts; 1 (none) if nothing is said of it that is known."""
    try:
        turn = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 (damaged EXIF is as good as none)
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def _mend_transparency(picture: "Image.Image") -> None:
    """Bring the color of a PNG that is transparent to the 8 bits that Pillow makes of 2, 4 or 16 a channel."""
    clear = picture.info.get("transparency")
    tiles = getattr(picture, "tile", ())
    kind = tiles[0][3] if tiles and picture.format == "PNG" else ""
    if isinstance(clear, int) and kind in ("L;2", "L;4"):
        picture.info["transparency"] = clear * (85 if kind == "L;2" else 17)
    elif isinstance(clear, tuple) and kind == "RGB;16B":
        picture.info["transparency"] = tuple(part >> 8 for part in clear)
