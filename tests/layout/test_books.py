"""What booklets are made of: tables, contents, flowing columns, covers. Nothing lost, cut apart or out of place."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from careerpdf.document import markup
from careerpdf.layout.covers import BLEED
from careerpdf.layout.fit import fit_chapter, fit_part
from careerpdf.layout.flow_builder import LayoutError
from careerpdf.layout.pages import Layout, draw_pages, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.binding import bind_one
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.project.project import Project
from careerpdf.style.pack import StylePack
from tests.layout.test_pages import NOW, filler_words, pages_of
from tests.support.handouts import PAPERS, STYLES, pack_of
from tests.support.inspector import Run, Tag, TextInspector
from tests.support.reading import document_words

Packs = Callable[[str], StylePack]


@pytest.fixture(scope="module")
def packs(office_project: Project) -> Packs:
    return lambda style: pack_of(office_project, style)


def made(xml: str, pack: StylePack, paper: str = "half-letter", attributes: str = "") -> tuple[TextInspector, Layout]:
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


def table(rows: int, *, groups: int = 1) -> str:
    row = (
        "<row><cell>Role{0}<note>Degree{0}</note></cell>"
        "<cell>${0},000<bar share='0.5'/></cell><cell>Faster</cell></row>"
    )
    head = (
        "<column share='1.2'>Role</column><column share='1' align='right'>Median pay</column><column>Outlook</column>"
    )
    body = "".join(
        f"<rows title='Group{g}'>" + "".join(row.format(100 * g + k) for k in range(rows)) + "</rows>"
        for g in range(1, groups + 1)
    )
    return f"<table><columns>{head}</columns>{body}</table>"


def run_of(pdf: TextInspector, text: str) -> Run:
    return next(run for run in pdf.runs if run.text.strip() == text)


# -- tables


@pytest.mark.parametrize("style", STYLES)
def test_a_table_repeats_its_header_as_an_artifact_on_every_page(packs: Packs, style: str) -> None:
    pdf, _ = made(table(60), packs(style))
    assert len(pdf.pages) > 2
    for number, page in enumerate(pdf.pages):
        header = [run for run in page.runs if run.text.startswith("Median")]
        assert len(header) == 1
        assert (header[0] in page.artifacts()) is (number > 0)
        assert header[0].y > max(run.y for run in page.tagged() if run.text.startswith("Role1"))


def test_no_row_is_cut_and_no_page_holds_one_row_only(packs: Packs) -> None:
    pdf, _ = made(f"<p>{filler_words(150)}</p>{table(41)}", packs("modern"))
    rows = [tag for tag in pdf.tags("TR") if any(isinstance(k, Tag) and k.type == "TD" for k in tag.kids)]
    assert len(rows) == 41
    on = [pages_of(row) for row in rows]
    assert all(len(pages) == 1 for pages in on)
    counts = [sum(pages == {number} for pages in on) for number in range(len(pdf.pages))]
    assert all(count != 1 for count in counts)


def test_a_group_title_stays_with_its_rows(packs: Packs) -> None:
    pdf, _ = made(table(3, groups=14), packs("modern"))
    rows = pdf.tags("TR")
    for title, first in pairwise(rows):
        if pdf.text(title).startswith("Group"):
            assert pages_of(title) == pages_of(first)


def test_figures_are_right_aligned_and_a_header_stands_on_one_line(packs: Packs) -> None:
    for paper in PAPERS:
        pdf, _ = made(table(12), packs("modern"), paper)
        assert run_of(pdf, "Median pay")
        ends = {round(run.x + run.width, 0) for run in pdf.runs if run.text.startswith("$")}
        assert max(ends) - min(ends) <= 1


def test_a_row_taller_than_a_page_goes_on_and_loses_nothing(packs: Packs) -> None:
    xml = (
        "<table><columns><column>A</column><column share='1'>B</column></columns>"
        f"<rows><row><cell>a</cell><cell>{filler_words(900)}</cell></row><row><cell>b</cell><cell/></row></rows></table>"
    )
    pdf, layout = made(xml, packs("modern"))
    assert min(run.y for page in pdf.pages for run in page.tagged()) >= layout.sheet.margins.bottom - 1


# -- contents


def test_the_page_number_stands_at_the_right_end_of_a_titles_last_line(packs: Packs) -> None:
    for style in STYLES:
        pdf, layout = made(
            f'<h id="x" level="1">H</h><toc><entry href="#x" page="7">{filler_words(24)}</entry></toc>', packs(style)
        )
        number = run_of(pdf, "7")
        lowest = min(run.y for run in pdf.pages[0].tagged())
        assert number.y == pytest.approx(lowest)
        assert number.x + number.width == pytest.approx(layout.sheet.page_size[0] - layout.sheet.margins.right, abs=0.7)


def test_deeper_entries_are_a_list_inside_the_entry_before_them(packs: Packs) -> None:
    xml = (
        '<h id="x" level="1">H</h><toc><entry>Care</entry><entry level="2" href="#x" page="1">Nurse</entry>'
        '<entry level="2" href="#x" page="2">Aide</entry><entry href="#x" page="3">Index</entry></toc>'
    )
    pdf, _ = made(xml, packs("modern"))
    outer, inner = pdf.tags("TOC")
    assert [kid.type for kid in outer.kids if isinstance(kid, Tag)] == ["TOCI", "TOCI"]
    assert [kid.type for kid in inner.kids if isinstance(kid, Tag)] == ["TOCI", "TOCI"]
    assert [pdf.text(link).split() for link in pdf.tags("Link")] == [["Nurse", "1"], ["Aide", "2"], ["Index", "3"]]


def test_no_group_title_is_left_alone_at_the_foot_of_a_page(packs: Packs) -> None:
    groups = "".join(f'<entry>Group{g}</entry><entry level="2" href="#x" page="{g}">Role{g}</entry>' for g in range(60))
    pdf, _ = made(f'<h id="x" level="1">H</h><toc>{groups}</toc>', packs("modern"))
    assert len(pdf.pages) > 2
    for g in range(60):
        on = [
            k for k, page in enumerate(pdf.pages) for run in page.runs if run.text.strip() in (f"Group{g}", f"Role{g}")
        ]
        assert len(set(on)) == 1


# -- flow


def test_columns_of_a_flow_are_balanced_where_it_ends(packs: Packs) -> None:
    items = "".join(f"<item>Entry{k}</item>" for k in range(31))
    pdf, _ = made(f'<flow columns="2"><list marker="no">{items}</list></flow>', packs("modern"))
    columns: dict[float, int] = {}
    for run in pdf.runs:
        columns[round(run.x)] = columns.get(round(run.x), 0) + 1
    assert sorted(columns.values()) == [15, 16]
    one, _ = made(f'<flow columns="2"><list marker="no">{items}</list></flow>', packs("large-print"))
    assert len({round(run.x) for run in one.runs}) == 1


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("style", STYLES)
def test_a_flow_over_many_pages_loses_nothing_and_stays_inside(packs: Packs, style: str, paper: str) -> None:
    blocks = "".join(
        f'<h level="2" outline="no" role="index-letter">L{g}</h><list marker="no" role="index">'
        + "".join(
            f'<item><p role="index-head">Head{g}x{k} {filler_words(k)}</p><p role="index-place">Place</p></item>'
            for k in range(9)
        )
        + "</list>"
        for g in range(26)
    )
    pdf, layout = made(f'<h level="1">Index</h><flow>{blocks}</flow>', packs(style), paper)
    assert len(pdf.pages) > 1
    assert min(run.y for page in pdf.pages for run in page.tagged()) >= layout.sheet.margins.bottom - 1


# -- covers, notes, margins


def test_a_book_is_laid_out_between_inner_and_outer_margin(packs: Packs) -> None:
    for style in STYLES:
        for paper in PAPERS:
            single, book = StyleSheet(packs(style), paper, "en"), StyleSheet(packs(style), paper, "en", book=True)
            assert single.margins == single.page.margins
            assert book.margins.left > book.margins.right
            pdf, _ = made("<p>Text</p>", packs(style), paper)
            assert run_of(pdf, "Text").x == pytest.approx(book.margins.left, abs=0.5)


@pytest.mark.parametrize("pattern", ["none", "dots", "lines", "bars"])
def test_a_ground_covers_the_whole_page(packs: Packs, pattern: str) -> None:
    pdf, layout = made(
        "<p role='cover-title'>Title</p>", packs("modern"), attributes=f'background="cover" pattern="{pattern}"'
    )
    width, height = layout.sheet.page_size
    left, bottom, right, top = pdf.pages[0].shapes[0].box
    over = layout.sheet.margins.left - layout.sheet.margins.right + BLEED  # as far as a left-hand page is moved
    assert (left, bottom, right, top) == pytest.approx((-over, -BLEED, width + over, height + BLEED))


def test_a_cover_photo_that_stands_first_reaches_the_edges(packs: Packs, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.new("RGB", (80, 30), "red").save(path)
    pack = packs("modern")
    pack = replace(pack, folders=(*pack.folders, tmp_path))
    xml = '<image src="photo.png" alt="A photo" fit="cover" height="0.4"/><p>Text</p>'
    pdf, layout = made(xml, pack, attributes='background="cover"')
    assert run_of(pdf, "Text").y < layout.sheet.page_size[1] * 0.6
    (figure,) = pdf.tags("Figure")
    assert figure


def test_lines_for_notes_fill_the_page_and_nothing_follows_them(packs: Packs) -> None:
    pdf, layout = made('<h level="1">Notes</h><lines/>', packs("modern"))
    bottom = layout.sheet.margins.bottom
    lowest = min(shape.box[1] for shape in pdf.pages[0].shapes if shape.box[1] > bottom - 1)
    assert lowest - bottom < 30
    with pytest.raises(LayoutError):
        made("<lines/><p>After</p>", packs("modern"))


@pytest.mark.parametrize("role", ["contact", "foot", "nav"])
def test_what_belongs_to_the_foot_of_the_last_page_stands_there(packs: Packs, role: str) -> None:
    pdf, layout = made(f'<p>Text</p><section role="{role}"><p>Below</p></section>', packs("modern"))
    assert run_of(pdf, "Below").y - layout.sheet.margins.bottom < 12


def test_a_foot_that_has_no_room_beside_what_it_pushes_away_stands_on_nothing(packs: Packs) -> None:
    foot = "".join(f"<p>Foot{k}</p>" for k in range(16))
    pdf, _ = made(f'<p>{filler_words(380)}</p><section role="foot">{foot}</section>', packs("modern"))
    for page in pdf.pages:
        lines = [round(run.y, 1) for run in page.tagged() if run.text.strip()]
        places = sorted(set(lines))
        assert all(b - a > 6 for a, b in pairwise(places))


def test_a_chapter_is_tightened_only_where_its_last_page_is_nearly_empty_and_is_saved(packs: Packs) -> None:
    sheet = StyleSheet(packs("modern"), "half-letter", "en", book=True)
    saved = kept = 0
    for count in range(340, 760, 20):
        xml = "".join(f"<p>{filler_words(20)}</p>" for _ in range(count // 20))
        document = markup.parse_document(f'<document title="T" lang="en">{xml}</document>')
        plain, fitted = lay_out(document, sheet), fit_chapter(document, sheet)
        if fitted.sheet.spread == 1:
            assert fitted.sheet.scale == 1
            kept += 1
        else:
            assert plain.fill[-1] < 0.4
            assert len(fitted.pages) < len(plain.pages)
            assert fitted.sheet.spread == sheet.style.fit.tightest
            assert fitted.sheet.scale in (1, sheet.style.fit.smallest)
            saved += 1
    assert saved
    assert kept > saved


def test_contents_do_not_end_in_a_page_with_next_to_nothing(packs: Packs) -> None:
    sheet = StyleSheet(packs("classic"), "half-letter", "en", book=True)
    saved = balanced = 0
    for count in range(10, 110):
        entries = "".join(f'<entry level="1" href="#r{k}" page="{k}">Role{k}</entry>' for k in range(count))
        document = markup.parse_document(f'<document title="T" lang="en"><toc>{entries}</toc></document>')
        plain, fitted = lay_out(document, sheet), fit_part(document, sheet)
        assert len(fitted.pages) == 1 or fitted.fill[-1] >= 0.25
        if plain.fill != fitted.fill:
            assert plain.fill[-1] < 0.25
            saved += len(fitted.pages) < len(plain.pages)
            balanced += len(fitted.pages) == len(plain.pages)
    assert saved
    assert balanced


def test_a_part_of_a_role_moves_on_whole_unless_much_of_the_page_would_be_empty(packs: Packs) -> None:
    for before, cut in ((10, True), (24, False)):
        part = "".join(f"<p>P{k}. {filler_words(20)}</p>" for k in range(16))
        lead = "".join(f"<p>{filler_words(10)}</p>" for _ in range(before))
        pdf, _ = made(f'{lead}<group role="part">{part}</group>', packs("modern"), paper="half-letter")
        first = [number for number, page in enumerate(pdf.pages) if any("P0." in run.text for run in page.runs)]
        last = [number for number, page in enumerate(pdf.pages) if any("P15." in run.text for run in page.runs)]
        assert (first != last) is cut


def test_lines_for_notes_are_there_only_if_the_last_page_has_room(packs: Packs) -> None:
    def lines(count: int) -> tuple[int, int]:
        body = "".join(f"<p>{filler_words(10)}</p>" for _ in range(count))
        pdf, layout = made(f'{body}<lines label="Mine" spare="yes"/>', packs("modern"), paper="half-letter")
        assert sum("Mine" in run.text for run in pdf.runs) <= 1
        return len(layout.pages), sum("Mine" in run.text for run in pdf.runs)

    plain = [lines(count) for count in (3, 20, 25, 27, 28, 29, 30)]
    assert (1, 1) in plain
    assert any(found == 0 for _, found in plain)
    pages = [count for count, _ in plain]
    assert pages == sorted(pages)
