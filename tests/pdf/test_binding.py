"""Binding: drawings get their places, page numbers are filled in, and what leads to nothing is a bug that shows."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from careerpdf.document import nodes as n
from careerpdf.document.markup import parse_document
from careerpdf.layout.pages import draw_pages, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.binding import Binder, Bound, Furniture, PageLabel
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.drawing import Drawing
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.pictures import add_picture
from careerpdf.pdf.structure import StructureError, StructureTree
from careerpdf.pdf.writer import PdfWriter
from careerpdf.project.project import Project
from tests.support.handouts import pack_of
from tests.support.inspector import TextInspector

_META = Metadata("Test", "", "", (), "en", datetime(2026, 1, 1, tzinfo=UTC), "test")


class Press:
    """Draws documents and binds them."""

    def __init__(self, project: Project) -> None:
        self.sheet = StyleSheet(pack_of(project, "modern"), "a5", "en", book=True)
        self.file = BytesIO()
        self.binder = Binder(self.file)

    def draw(self, body: str) -> Drawing:
        document: n.Document = parse_document(f'<document title="T" lang="en">{body}</document>')
        canvas = PdfCanvas(StructureTree(document), self.sheet.page_size, self.binder.fonts)
        draw_pages(lay_out(document, self.sheet), document, canvas, furniture=False)
        return canvas.drawing()

    def finish(self, order: list[Bound], numbers: dict[str, str], labels: tuple[PageLabel, ...] = ()) -> TextInspector:
        self.binder.finish(order, labels, numbers, _META)
        return TextInspector(self.file.getvalue())


@pytest.fixture
def press(office_project: Project) -> Press:
    return Press(office_project)


def test_pages_stand_in_the_order_that_is_given_at_the_end(press: Press) -> None:
    last, first = (press.binder.add(press.draw(f'<h level="1">{word}</h>')) for word in ("Last", "First"))
    blank = press.binder.add_blank(press.sheet.page_size)
    pdf = press.finish([first, blank, last], {}, (PageLabel(0, "r"), PageLabel(1, "D", "A-", 7)))
    assert [pdf.text(tag).strip() for tag in pdf.tags("H1")] == ["First", "Last"]
    assert [title for _, title in pdf.outline()] == ["First", "Last"]
    assert [page.label for page in pdf.pdf.pages] == ["i", "A-7", "A-8"]
    assert pdf.faults() == []


def test_a_page_number_is_filled_in_and_read_where_it_belongs(press: Press) -> None:
    asked = press.binder.add(press.draw('<p>See <b>there</b>, page <page-ref to="there"/></p><p>after</p>'))
    told = press.binder.add(press.draw('<h level="1" id="there">There</h>'))
    pdf = press.finish([asked, told], {"there": "108"})
    assert [pdf.text(tag).strip() for tag in pdf.tags("P")] == ["See there, page 108", "after"]
    assert pdf.faults() == []


def test_a_page_number_at_the_right_ends_where_its_room_ends(press: Press) -> None:
    drawing = press.draw('<toc><entry level="1" href="#x" page-of="x">Title</entry></toc>')
    bound = press.binder.add(drawing)
    target = press.binder.add(press.draw('<h level="1" id="x">X</h>'))
    pdf = press.finish([bound, target], {"x": "8"})
    (number,) = [run for run in pdf.pages[0].runs if run.text.strip() == "8"]
    right = press.sheet.page_size[0] - press.sheet.margins.right
    assert number.x + number.width == pytest.approx(right, abs=0.6)


def test_a_link_to_nothing_is_a_bug_that_shows(press: Press) -> None:
    bound = press.binder.add(press.draw('<p><a href="#nowhere">x</a></p>'))
    with pytest.raises(StructureError, match="nowhere"):
        press.finish([bound], {})


def test_a_number_of_nothing_is_a_bug_that_shows(press: Press) -> None:
    bound = press.binder.add(press.draw('<p>page <page-ref to="nowhere"/></p>'))
    with pytest.raises(StructureError, match="nowhere"):
        press.finish([bound], {})


def test_two_places_of_one_name_are_a_bug_that_shows(press: Press) -> None:
    press.binder.add(press.draw('<h level="1" id="x">X</h>'))
    with pytest.raises(StructureError, match="'x'"):
        press.binder.add(press.draw('<h level="1" id="x">X</h>'))


def test_a_page_that_is_moved_takes_its_links_and_figures_along(press: Press) -> None:
    body = '<p><a href="https://x.org">link</a></p><qr data="https://x.org" alt="code"/>'
    plain, moved = (press.binder.add(press.draw(body), [Furniture(shift=shift)]) for shift in (0.0, 20.0))
    pdf = press.finish([plain, moved], {})
    left = [float(link.Rect[0]) for link in pdf.links()]
    assert left[1] - left[0] == pytest.approx(20, abs=0.1)
    boxes = [float(tag.source.A.BBox[0]) for tag in pdf.tags("Figure")]
    assert boxes[1] - boxes[0] == pytest.approx(20, abs=0.1)
    text = [min(run.x for run in page.runs) for page in pdf.pages]
    assert text[1] - text[0] == pytest.approx(20, abs=0.1)


def test_pages_with_the_same_running_heads_share_the_stream_that_draws_them_and_have_numbers_of_their_own(
    press: Press,
) -> None:
    heads = "/Artifact BMC 0 0 10 10 re f EMC"
    furniture = [
        Furniture(heads, "/Artifact BMC 1 1 1 1 re f EMC"),
        Furniture(heads, "/Artifact BMC 2 2 2 2 re f EMC", 20),
        Furniture("/Artifact BMC 3 3 3 3 re f EMC"),
    ]
    bound = [press.binder.add(press.draw("<p>text</p>"), [one]) for one in furniture]
    press.finish(bound, {})
    with pikepdf.open(press.file) as pdf:
        first, second, third = (list(page.obj.Contents) for page in pdf.pages)
        assert first[0].objgen == second[0].objgen != third[0].objgen
        assert first[0].read_bytes().decode() == heads
        assert first[1].read_bytes().decode() == furniture[0].folio
        # Heads and number stand where they are meant to be drawn; what comes after them is moved.
        assert second[1].read_bytes().decode() == f"{furniture[1].folio}\n1 0 0 1 20.00 0 cm"
        assert [len(one) for one in (first, second, third)] == [3, 3, 2]


def test_a_bookmark_that_skips_a_level_is_drawn_up(press: Press) -> None:
    body = '<h level="1">A</h><h level="3">B</h><h level="2">C</h><h level="1">D</h>'
    pdf = press.finish([press.binder.add(press.draw(body))], {})
    assert pdf.outline() == [(0, "A"), (1, "B"), (1, "C"), (0, "D")]


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("png", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA")] + [("jpg", mode) for mode in ("L", "RGB", "CMYK")],
)
def test_a_picture_of_any_kind_becomes_grey_or_rgb(tmp_path: Path, mode: str, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    Image.new(mode, (7, 5)).save(path)
    file = BytesIO()
    writer = PdfWriter(file)
    root = writer.reserve()
    pages = writer.add("<</Type/Pages/Count 0/Kids[]>>")
    writer.put(root, f"<</Type/Catalog/Pages {pages} 0 R/Picture {add_picture(writer, path)} 0 R>>")
    writer.finish(root, writer.add("<<>>"))
    with pikepdf.open(BytesIO(file.getvalue())) as pdf:
        picture = pdf.Root.Picture
        assert (int(picture.Width), int(picture.Height)) == (7, 5)
        assert str(picture.ColorSpace) in ("/DeviceGray", "/DeviceRGB")
        assert ("/SMask" in picture) == (mode in ("LA", "RGBA"))
        assert pikepdf.PdfImage(picture).as_pil_image().size == (7, 5)
