"""Margins of a book."""

import pytest

from careerpdf.layout.stylesheet import StyleSheet
from tests.support.handouts import PAPERS, STYLES
from tests.support.laid_out import Packs, book_of, run_of


def test_a_book_is_laid_out_between_inner_and_outer_margin(packs: Packs) -> None:
    for style in STYLES:
        for paper in PAPERS:
            single, book = StyleSheet(packs(style), paper, "en"), StyleSheet(packs(style), paper, "en", book=True)
            assert single.margins == single.page.margins
            assert book.margins.left > book.margins.right
            pdf, _ = book_of("<p>Text</p>", packs(style), paper)
            assert run_of(pdf, "Text").x == pytest.approx(book.margins.left, abs=0.5)
