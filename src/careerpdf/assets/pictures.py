"""Picture files that a text names: whether the name can be one in the project, and whether the file is a picture."""

import re
from dataclasses import dataclass
from pathlib import Path

from careerpdf.assets.raster import KINDS, LOOKED_AT, PixelError, kind_of, look_through
from careerpdf.diagnostics import Severity
from careerpdf.source.field_errors import custom_error, shown
from careerpdf.source.syntax_errors import quoted

_ENDINGS = {ending: kind for kind, (endings, _) in KINDS.items() for ending in endings}


@dataclass(frozen=True, slots=True)
class PictureFault:
    """A fault of a picture's file, as a Diagnostic says it."""

    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR


def picture_name(value: object) -> str:
    """The path of a picture file inside the project, with forward slashes. Raises PydanticCustomError."""
    text = str(value).replace("\\", "/")
    if re.match(r"(?:[a-z][a-z0-9+.-]*:|/|~)", text, re.IGNORECASE) or ".." in text.split("/"):
        raise custom_error(
            "bad-picture",
            f"{{name}} cannot be {shown(value)}: it lies outside this folder",
            expected="a file in this folder, such as images/logo.png",
            hint="copy the picture into this folder",
        )
    if not text.lower().endswith((".svg", *_ENDINGS)):
        raise custom_error(
            "bad-picture",
            f"{{name}} cannot be {shown(value)}",
            expected="a PNG, JPEG, WebP, GIF, TIFF or SVG file",
            hint="save the picture as PNG, at least 600 pixels wide so that it prints well",
        )
    return text


def picture_fault(root: Path, name: str) -> PictureFault | None:
    """Tell what is wrong with the file `name` in the folder `root`; None if it is a picture that can be printed.

    It is read as a whole: what a file is, and whether it is complete, shows only then.
    """
    path = root / name
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return PictureFault(
                "bad-picture",
                f"{quoted(name)} is a link to a file outside this folder",
                "copy the file into this folder",
            )
        if not path.is_file():  # also a pipe, which would be waited for
            raise FileNotFoundError(name)
        return _drawing_fault(path, name) if path.suffix.lower() == ".svg" else _pixel_fault(path, name)
    except OSError:
        return PictureFault(
            "missing-picture",
            f"there is no file {quoted(name)} in this folder",
            "write the name as it is spelled there, with capitals and ending",
        )


def _drawing_fault(path: Path, name: str) -> PictureFault | None:
    from careerpdf.assets.svg import LARGEST, SvgError
    from careerpdf.assets.svg.read import read_svg  # most profiles name no picture

    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if (kind := kind_of(data[:LOOKED_AT])) in KINDS:
        return _other_kind(name, kind, KINDS[kind][0][0])
    try:
        read_svg(data)
    except SvgError as error:
        line = f", line {error.line}" if error.line else ""
        return PictureFault("bad-picture", f"the drawing {quoted(name)}{line}: {error}", error.hint)
    return None


def _pixel_fault(path: Path, name: str) -> PictureFault | None:
    with path.open("rb") as file:
        kind = kind_of(file.read(LOOKED_AT))
    if kind == "SVG" or (kind in KINDS and kind != _ENDINGS.get(path.suffix.lower())):
        return _other_kind(name, kind, ".svg" if kind == "SVG" else KINDS[kind][0][0])
    try:
        raster = look_through(path)
    except PixelError as error:
        return PictureFault("bad-picture", f"{quoted(name)} cannot be printed: {error}", error.hint)
    if raster.several:
        return PictureFault(
            "picture-of-several",
            f"{quoted(name)} holds several pictures: the first one is printed",
            "save the one that you mean by itself, and this is not said again",
            Severity.WARNING,
        )
    return None


def _other_kind(name: str, kind: str, ending: str) -> PictureFault:
    return PictureFault(
        "bad-picture",
        f"{quoted(name)} is a picture of the kind {kind}, whatever its name says",
        f"let the name of the file end with {ending}, here and in the folder",
    )
