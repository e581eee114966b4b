"""What layout looks up in a style: pictures by their names, and no more of them than can be drawn soon."""

from pathlib import Path

import pytest

from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.pictures import PictureError
from careerpdf.project.project import Project
from tests.support.handouts import PAPERS, STYLES, pack_of
from tests.support.laid_out import Packs, book_of, run_of

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def test_the_drawings_of_one_document_have_a_size_that_they_may_have_in_all(
    tmp_path: Path, office_project: Project
) -> None:
    for number in range(6):
        (tmp_path / f"{number}.svg").write_text(f"{LOGO}<!--{' ' * 990_000}-->", encoding="utf-8")
    sheet = StyleSheet(pack_of(office_project, "modern"), "letter", "en", pictures=(tmp_path,))
    for _ in range(3):  # a drawing counts once, however often it is on a page
        for number in range(5):
            assert sheet.picture(f"{number}.svg").width == 6.75
    with pytest.raises(PictureError, match="5 MB in all") as caught:
        sheet.picture("5.svg")
    assert caught.value.file == str(tmp_path / "5.svg")


def test_a_book_is_laid_out_between_inner_and_outer_margin(packs: Packs) -> None:
    for style in STYLES:
        for paper in PAPERS:
            single, book = StyleSheet(packs(style), paper, "en"), StyleSheet(packs(style), paper, "en", book=True)
            assert single.margins == single.page.margins
            assert book.margins.left > book.margins.right
            pdf, _ = book_of("<p>Text</p>", packs(style), paper)
            assert run_of(pdf, "Text").x == pytest.approx(book.margins.left, abs=0.5)
