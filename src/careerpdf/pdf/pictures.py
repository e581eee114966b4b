"""Picture files: their size, and their way into a PDF file.

PNG and JPEG become image XObjects (ISO 32000-1, 8.9), SVG form XObjects (8.10) that fill the unit square as images do.
"""

import warnings
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from careerpdf.assets.svg import LARGEST, SvgError
from careerpdf.pdf.writer import PdfWriter, compressed, deflate

_FORMATS = ("PNG", "JPEG")  # a file of any other format is rejected, whatever its name
_MOST_PIXELS = 50_000_000


class PictureError(Exception):
    """A picture that cannot be drawn, with a hint; `file` is the one at fault, None if its name is."""

    def __init__(self, message: str, hint: str, file: str | None = None) -> None:
        super().__init__(message)
        self.hint, self.file = hint, file

    def __reduce__(self) -> "tuple[type[PictureError], tuple[str, str, str | None]]":
        return PictureError, (str(self), self.hint, self.file)  # so that it can be sent to another process


class PictureFile(NamedTuple):
    """Picture that can be drawn; its size is in pixels, that of an SVG in pt."""

    path: str
    width: float
    height: float


def find_picture(name: str, folders: Sequence[Path]) -> PictureFile:
    """Return the picture that a document calls `name`, from the first of `folders` that has it. Raises PictureError.

    A name leads into the folders and never out of them, not even by a link in the file system.
    """
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith(("/", "~")) or "\\" in name or ":" in name or "\0" in name:
        raise PictureError(
            f"a picture cannot be '{name[:80]}': it lies outside the folders of the style and of the handouts",
            "put the picture beside careerpdf.yaml or into the style's folder, and name it from there",
        )
    for folder in folders:
        path = folder.joinpath(*parts)
        try:
            if not path.is_file():
                continue
            if not path.resolve().is_relative_to(folder.resolve()):
                raise PictureError(
                    f"the picture '{name}' is a link to a file outside its folder", "put the file itself in its place"
                )
            stat = path.stat()
        except OSError:
            continue
        return _inspect(str(path), name, stat.st_mtime_ns, stat.st_size)
    raise PictureError(
        f"there is no picture '{name[:80]}'", "write the name as it is spelled, with capitals and ending"
    )


@lru_cache(maxsize=64)
def _inspect(path: str, name: str, _changed: int, _size: int) -> PictureFile:
    """Read the whole picture, so that its problems are reported before pages are laid out. Raises PictureError."""
    if name.lower().endswith(".svg"):
        vectors = _vectors(Path(path))
        return PictureFile(path, vectors.width, vectors.height)
    from PIL import Image  # few files hold a picture

    too_large = PictureError(
        f"the picture has more than {_MOST_PIXELS // 1_000_000} million pixels",
        "save it with 3000 pixels or less on its longer side",
        path,
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `_MOST_PIXELS` is lower
            picture = Image.open(path, formats=_FORMATS)
        with picture:
            width, height = picture.size
            if width * height > _MOST_PIXELS:
                raise too_large
            picture.draft("L", (1, 1))  # a JPEG is decoded at an eighth of its size
            picture.load()
    except Image.DecompressionBombError:
        raise too_large from None
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, MemoryError) as error:
        raise PictureError(
            "the picture cannot be read: its file is damaged, or is none", "save it again as PNG or JPEG", path
        ) from error
    return PictureFile(path, width, height)


def _vectors(path: Path) -> Any:
    """Return the drawing in an SVG file, read once as long as the file does not change."""
    stat = path.stat()
    return _vectors_of(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _vectors_of(path: Path, _changed: int, _size: int) -> Any:
    from careerpdf.pdf.vectors import read_vectors

    try:
        with path.open("rb") as file:
            return read_vectors(file.read(LARGEST + 1))
    except SvgError as error:
        raise PictureError(f"the drawing cannot be used: {error}", error.hint, _at(path, error.line)) from error


def _at(path: Path, line: int | None) -> str:
    """Return a path with a line number."""
    return f"{path}:{line}" if line else str(path)


def add_picture(writer: PdfWriter, path: Path) -> int:
    """Write a picture, transparency kept; returns its object number. Raises OSError, and PictureError for an SVG.

    A JPEG is copied as it is. Any other colour space than grey or RGB becomes RGB, because the output intent is sRGB.
    """
    if path.suffix.lower() == ".svg":
        return _add_vectors(writer, _vectors(path))
    from PIL import Image, ImageOps  # few files hold a picture

    with Image.open(path, formats=_FORMATS) as source:
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


def _add_vectors(writer: PdfWriter, drawing: Any) -> int:
    """Write a drawing as a form XObject; returns its object number."""
    matrix = f"{1 / drawing.width:.10f} 0 0 {1 / drawing.height:.10f} 0 0"
    return writer.add_stream(
        deflate(drawing.operators.encode("ascii")),
        f"/Type/XObject/Subtype/Form/BBox[0 0 {drawing.width:.4f} {drawing.height:.4f}]/Matrix[{matrix}]"
        "/Resources<<>>/Filter/FlateDecode",
    )


def _entries(picture: Any, space: str, compression: str) -> str:
    """Return the entries of an image's dictionary."""
    return (
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace{space}"
        f"/BitsPerComponent 8/Filter{compression}"
    )


def _packed(picture: Any) -> bytes:
    """Return the pixels, compressed."""
    data: bytes = picture.tobytes()
    packed = compressed(data, 9)
    # Readers take as many bytes as the picture needs, so one more at its end does no harm.
    return packed if packed[-1] != 0x0D else deflate(data)
