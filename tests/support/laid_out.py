"""Documents made up by tests, laid out and drawn: as a handout and as the pages of a book."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

from careerpdf.document import markup
from careerpdf.layout.pages import Layout, draw_pages, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.binding import bind_one
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.products.render import document_pdf
from careerpdf.style.pack import StylePack
from tests.support.inspector import Run, Tag, TextInspector
from tests.support.reading import document_words

Packs = Callable[[str], StylePack]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
_POOL = ("work", "with", "people", "who", "care", "for", "others", "each", "day", "under", "guidance")


def filler(count: int) -> str:
    return " ".join(f"{_POOL[k % len(_POOL)]}{k}" for k in range(count))


def pdf_of(xml: str, pack: StylePack, paper: str = "letter") -> TextInspector:
    document = markup.parse_document(f'<document title="T" lang="en">{xml}</document>')
    data, _, missing = document_pdf(document, StyleSheet(pack, paper, "en"), NOW)
    assert missing == ""
    return TextInspector(data)


def book_of(
    xml: str, pack: StylePack, paper: str = "half-letter", attributes: str = ""
) -> tuple[TextInspector, Layout]:
    document = markup.parse_document(f'<document title="T" lang="en" {attributes}>{xml}</document>')
    layout = lay_out(document, StyleSheet(pack, paper, "en", book=True))
    canvas = PdfCanvas(StructureTree(document), layout.sheet.page_size)
    draw_pages(layout, document, canvas, open_up=False)
    meta = Metadata(title="T", author="", subject="", keywords=(), lang="en", created=NOW, producer="careerpdf")
    file = BytesIO()
    bind_one(canvas.drawing(), file, meta)
    pdf = TextInspector(file.getvalue())
    assert pdf.faults() == []
    assert pdf.words() == document_words(document)
    return pdf, layout


def pages_of(tag: Tag) -> set[int]:
    return {page for page, _ in tag.content()}


def run_of(pdf: TextInspector, text: str) -> Run:
    return next(run for run in pdf.runs if run.text.strip() == text)
