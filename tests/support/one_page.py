"""One small document as a PDF, in a style with changes, with pictures from a folder; and how the page looks."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import page
import pypdfium2
from PIL import Image

from careerpdf.document.markup import parse_document
from careerpdf.layout.pages import draw_pages, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.binding import bind_one
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.style.changes import Change, Source
from careerpdf.style.load import load_style
from careerpdf.system.resources import styles_dir

_META = Metadata("Test", "", "", (), "en", datetime(2026, 1, 1, tzinfo=UTC), "test")


def one_page(body: str, root: Path, changes: Mapping[str, object] | None = None, style: str = "modern") -> bytes:
    """The PDF of a document; `changes` are values of the style by their keys, files that they name lie in `root`."""
    said = [Change(tuple(k.split(".")), v, Source.PROJECT, "careerpdf.yaml") for k, v in (changes or {}).items()]
    pack, problems = load_style(style, [styles_dir()], said, root=root if said else None)
    assert pack is not None, "\n".join(problem.format() for problem in problems)
    sheet = StyleSheet(pack, "letter", "en", pictures=(root,))
    document = parse_document(f'<document title="Test" lang="en">{body}</document>')
    canvas = PdfCanvas(StructureTree(document), sheet.page_size)
    draw_pages(lay_out(document, sheet), document, canvas, furniture=False)
    file = BytesIO()
    bind_one(canvas.drawing(), file, _META)
    return file.getvalue()


def faults(pdf: bytes, path: Path) -> list[str]:
    """Every rule of PDF/UA-1 and PDF/A-2a that the file breaks; it is written to `path` to be looked at."""
    path.write_bytes(pdf)
    return [
        f"{found.rule_id}: {found.message}"
        for profile in ("ua1", "2a")
        for found in page.validate_pdf(str(path), profile=profile).failures
    ]


def seen(pdf: bytes, dpi: float = 72) -> Image.Image:
    """The first page as PDFium draws it, RGB."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert("RGB").copy()
    finally:
        document.close()
