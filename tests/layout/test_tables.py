"""Tables: a header on every page, rows that stay whole, figures that line up."""

from itertools import pairwise

import pytest

from tests.support.handouts import PAPERS, STYLES
from tests.support.inspector import Tag
from tests.support.laid_out import Packs, book_of, filler, pages_of, run_of


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


@pytest.mark.parametrize("style", STYLES)
def test_a_table_repeats_its_header_as_an_artifact_on_every_page(packs: Packs, style: str) -> None:
    pdf, _ = book_of(table(60), packs(style))
    assert len(pdf.pages) > 2
    for number, page in enumerate(pdf.pages):
        header = [run for run in page.runs if run.text.startswith("Median")]
        assert len(header) == 1
        assert (header[0] in page.artifacts()) is (number > 0)
        assert header[0].y > max(run.y for run in page.tagged() if run.text.startswith("Role1"))


def test_no_row_is_cut_and_no_page_holds_one_row_only(packs: Packs) -> None:
    pdf, _ = book_of(f"<p>{filler(150)}</p>{table(41)}", packs("modern"))
    rows = [tag for tag in pdf.tags("TR") if any(isinstance(k, Tag) and k.type == "TD" for k in tag.kids)]
    assert len(rows) == 41
    on = [pages_of(row) for row in rows]
    assert all(len(pages) == 1 for pages in on)
    counts = [sum(pages == {number} for pages in on) for number in range(len(pdf.pages))]
    assert all(count != 1 for count in counts)


def test_a_group_title_stays_with_its_rows(packs: Packs) -> None:
    pdf, _ = book_of(table(3, groups=14), packs("modern"))
    rows = pdf.tags("TR")
    for title, first in pairwise(rows):
        if pdf.text(title).startswith("Group"):
            assert pages_of(title) == pages_of(first)


def test_figures_are_right_aligned_and_a_header_stands_on_one_line(packs: Packs) -> None:
    for paper in PAPERS:
        pdf, _ = book_of(table(12), packs("modern"), paper)
        assert run_of(pdf, "Median pay")
        ends = {round(run.x + run.width, 0) for run in pdf.runs if run.text.startswith("$")}
        assert max(ends) - min(ends) <= 1


def test_a_row_taller_than_a_page_goes_on_and_loses_nothing(packs: Packs) -> None:
    xml = (
        "<table><columns><column>A</column><column share='1'>B</column></columns>"
        f"<rows><row><cell>a</cell><cell>{filler(900)}</cell></row><row><cell>b</cell><cell/></row></rows></table>"
    )
    pdf, layout = book_of(xml, packs("modern"))
    assert min(run.y for page in pdf.pages for run in page.tagged()) >= layout.sheet.margins.bottom - 1
