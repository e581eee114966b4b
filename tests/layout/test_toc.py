"""Lines of contents: the page number at its place, entries inside entries, no group title left alone."""

import pytest

from tests.support.handouts import STYLES
from tests.support.inspector import Tag
from tests.support.laid_out import Packs, book_of, filler, run_of


def test_the_page_number_stands_at_the_right_end_of_a_titles_last_line(packs: Packs) -> None:
    for style in STYLES:
        pdf, layout = book_of(
            f'<h id="x" level="1">H</h><toc><entry href="#x" page="7">{filler(24)}</entry></toc>', packs(style)
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
    pdf, _ = book_of(xml, packs("modern"))
    outer, inner = pdf.tags("TOC")
    assert [kid.type for kid in outer.kids if isinstance(kid, Tag)] == ["TOCI", "TOCI"]
    assert [kid.type for kid in inner.kids if isinstance(kid, Tag)] == ["TOCI", "TOCI"]
    assert [pdf.text(link).split() for link in pdf.tags("Link")] == [["Nurse", "1"], ["Aide", "2"], ["Index", "3"]]


def test_no_group_title_is_left_alone_at_the_foot_of_a_page(packs: Packs) -> None:
    groups = "".join(f'<entry>Group{g}</entry><entry level="2" href="#x" page="{g}">Role{g}</entry>' for g in range(60))
    pdf, _ = book_of(f'<h id="x" level="1">H</h><toc>{groups}</toc>', packs("modern"))
    assert len(pdf.pages) > 2
    for g in range(60):
        on = [
            k for k, page in enumerate(pdf.pages) for run in page.runs if run.text.strip() in (f"Group{g}", f"Role{g}")
        ]
        assert len(set(on)) == 1
