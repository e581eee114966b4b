"""Picture files that a text names: whether the name can be one in the project, and whether the file is a picture."""

import re
from dataclasses import dataclass
from pathlib import Path

from careerpdf.source.field_errors import custom_error, shown
from careerpdf.source.syntax_errors import quoted

#: How the bytes of each kind of picture begin.
_MARKS = {".png": b"\x89PNG", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8", ".svg": b""}


@dataclass(frozen=True, slots=True)
class PictureFault:
    """What is wrong with a picture's file, as a Diagnostic says it."""

    code: str
    message: str
    hint: str


def picture_name(value: object) -> str:
    """The path of a PNG, JPEG or SVG file inside the project, with forward slashes. Raises PydanticCustomError."""
    text = str(value).replace("\\", "/")
    if re.match(r"(?:[a-z][a-z0-9+.-]*:|/|~)", text, re.IGNORECASE) or ".." in text.split("/"):
        raise custom_error(
            "bad-picture",
            f"{{name}} cannot be {shown(value)}: it lies outside this folder",
            expected="a file in this folder, such as images/logo.png",
            hint="copy the picture into this folder",
        )
    if not text.lower().endswith(tuple(_MARKS)):
        raise custom_error(
            "bad-picture",
            f"{{name}} cannot be {shown(value)}",
            expected="a PNG, JPEG or SVG file",
            hint="save the picture as PNG, at least 600 pixels wide so that it prints well",
        )
    return text


def picture_fault(root: Path, name: str) -> PictureFault | None:
    """What is wrong with the file `name` in the folder `root`; None if it begins as such a picture does.

    A drawing (SVG) is read as a whole: much of what one can hold cannot be printed.
    """
    from careerpdf.assets.svg import LARGEST, SvgError
    from careerpdf.assets.svg.read import read_svg  # most profiles name no picture

    path = root / name
    kind = path.suffix.lower()
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return PictureFault(
                "bad-picture",
                f"{quoted(name)} is a link to a file outside this folder",
                "copy the file into this folder",
            )
        if not path.is_file():  # also a pipe, which would be waited for
            raise FileNotFoundError(name)
        with path.open("rb") as file:
            start = file.read(LARGEST + 1 if kind == ".svg" else 4)
    except OSError:
        return PictureFault(
            "missing-picture",
            f"there is no file {quoted(name)} in this folder",
            "write the name as it is spelled there, with capitals and ending",
        )
    if kind == ".svg":
        try:
            read_svg(start)
        except SvgError as error:
            line = f", line {error.line}" if error.line else ""
            return PictureFault("bad-picture", f"the drawing {quoted(name)}{line}: {error}", error.hint)
        return None
    if start.startswith(_MARKS[kind]):
        return None
    return PictureFault(
        "bad-picture",
        f"{quoted(name)} is no picture of that kind, whatever its name says",
        "save it again as PNG or JPEG",
    )
