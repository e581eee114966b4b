"""Small PDF objects that ReportLab has no class for."""

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc


class RawObject(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that is written as it stands, in ASCII."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, _document: object) -> bytes:
        return self.text.encode("ascii")


def flate_stream(data: bytes, entries: dict[str, object] | None = None) -> Any:
    """A stream, compressed at once, with these entries in its dictionary."""
    stream = pdfdoc.PDFStream(content=zlib.compress(data))
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    for key, value in (entries or {}).items():
        stream.dictionary[key] = value
    return stream


def text_string(text: str) -> str:
    """A PDF text string (ISO 32000-1, 7.9.2.2) as ASCII source: literal where that is enough, else UTF-16BE in hex."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
