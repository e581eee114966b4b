"""Picture files by their names: what size they are, and how they go into a file.

Pictures of pixels become image XObjects (`images.py`), SVG form XObjects (ISO 32000-1, 8.10) that fill the unit square
as images do.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from careerpdf.assets.raster import PixelError, look_through
from careerpdf.pdf.writer import PdfWriter


class PictureError(Exception):
    """A picture that cannot be drawn, with a hint; `file` is the one at fault, None if its name is."""

    def __init__(self, message: str, hint: str, file: str | None = None) -> None:
        super().__init__(message)
        self.hint, self.file = hint, file

    def __reduce__(self) -> "tuple[type[PictureError], tuple[str, str, str | None]]":
        return PictureError, (str(self), self.hint, self.file)  # so that it can be sent to another process


class PictureFile(NamedTuple):
    """A picture that can be drawn; its size as it is seen, in pixels, or of a drawing in pt. `turn` tells how what is
    stored has to be turned for that (see `Raster`).
    """

    path: str
    width: float
    height: float
    turn: int = 1


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
    try:
        raster = look_through(Path(path))
    except PixelError as error:
        raise PictureError(f"the picture cannot be printed: {error}", error.hint, path) from error
    except OSError as error:
        raise PictureError("the picture cannot be read", "see whether you may open it", path) from error
    return PictureFile(path, raster.width, raster.height, raster.turn)


def _vectors(path: Path) -> Any:
    """Return the drawing in an SVG file, read once as long as the file does not change."""
    stat = path.stat()
    return _vectors_of(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _vectors_of(path: Path, _changed: int, _size: int) -> Any:
    from careerpdf.assets.svg import LARGEST, SvgError  # most documents have no drawing
    from careerpdf.assets.svg.read import read_svg

    try:
        with path.open("rb") as file:
            return read_svg(file.read(LARGEST + 1))
    except SvgError as error:
        raise PictureError(f"the drawing cannot be used: {error}", error.hint, _at(path, error.line)) from error


def _at(path: Path, line: int | None) -> str:
    """Return a path with a line number."""
    return f"{path}:{line}" if line else str(path)


def add_picture(writer: PdfWriter, path: Path, printed: tuple[float, float] | None = None) -> int:
    """Write a picture, transparency kept, as fine as it has to be for `printed`, its largest size on any page in pt;
    returns its object number. Raises PictureError and OSError.
    """
    if path.suffix.lower() == ".svg":
        from careerpdf.pdf.vectors import add_drawing

        return add_drawing(writer, _vectors(path))
    from careerpdf.pdf.images import add_image  # few files hold a picture

    try:
        return add_image(writer, path, printed)
    except PixelError as error:
        raise PictureError(f"the picture cannot be printed: {error}", error.hint, str(path)) from error
