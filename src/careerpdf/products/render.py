"""From a document, drawn, to the bytes of a PDF."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from careerpdf.document import template
from careerpdf.document.nodes import Document
from careerpdf.layout.fit import fit_handout
from careerpdf.layout.pages import draw_pages
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.binding import bind_one
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.products.product import PRODUCER


def with_credits(xml: str, lines: Sequence[str]) -> str:
    """Add to a document what sources ask to be printed, at its end, should the pack's own template not have it."""
    missing = [said for line in lines if (said := template.inline(line)) not in xml]
    before, end, after = xml.rpartition("</document>")
    return before + "".join(f'<p role="credit">{said}</p>' for said in missing) + end + after


def document_pdf(document: Document, sheet: StyleSheet, created: datetime, sides: int = 0) -> tuple[bytes, int, str]:
    """Lay out a document and draw it: the PDF's bytes, its number of pages, the characters that no font has.

    Raises DoesNotFitError for what is too long for `sides` pages (0: any number).
    """
    layout = fit_handout(document, sheet, sides)
    canvas = PdfCanvas(StructureTree(document), sheet.page_size)
    draw_pages(layout, document, canvas)
    data, missing = bind_pdf(canvas, document, created)
    return data, len(layout.pages), missing


def bind_pdf(canvas: PdfCanvas, document: Document, created: datetime) -> tuple[bytes, str]:
    """Bind what is drawn into a PDF: its bytes, and the characters that no font of the style has."""
    meta = Metadata(
        title=document.title,
        author=document.author,
        subject=document.subject,
        keywords=document.keywords,
        lang=document.lang,
        created=created,
        producer=PRODUCER,
    )
    file = BytesIO()
    drawing = canvas.drawing()
    bind_one(drawing, file, meta)
    return file.getvalue(), drawing.missing
