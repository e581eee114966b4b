"""A document on one page: what gives way, in which order, and what never does."""

import pytest

from careerpdf.document.markup import parse_document
from careerpdf.document.nodes import Document
from careerpdf.layout.fit_page import fit_page
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.project.project import Project
from tests.layout.test_pages import filler_words
from tests.support.handouts import pack_of

TITLE = "card-title"


@pytest.fixture
def sheet(office_project: Project) -> StyleSheet:
    return StyleSheet(pack_of(office_project, "modern"), "quarter-letter", "en", product="card")


def page(title: str, words: int) -> Document:
    return parse_document(
        f"<document title='x' lang='en'><h level='1' role='{TITLE}'>{title}</h><p>{filler_words(words)}</p></document>"
    )


def test_what_fits_keeps_its_size(sheet: StyleSheet) -> None:
    found = fit_page([page("Title", 20)], sheet, TITLE)
    assert found
    number, layout = found
    assert (number, layout.sheet.scale, layout.sheet.spread) == (0, 1.0, 1.0)
    assert layout.sheet.text(TITLE).size == sheet.text(TITLE).size


def test_with_room_all_type_grows_if_it_may(sheet: StyleSheet) -> None:
    found = fit_page([page("Title", 20)], sheet, TITLE, grow=True)
    assert found
    assert found[1].sheet.scale > 1


def test_the_title_gives_way_before_the_text(sheet: StyleSheet) -> None:
    long = "Assistant Director of Organizational Learning and Community Partnerships"
    found = fit_page([page(long, 100)], sheet, TITLE)
    words = 100
    while found and found[1].sheet.text(TITLE).size == sheet.text(TITLE).size:
        words += 4
        found = fit_page([page(long, words)], sheet, TITLE)
    assert found
    assert found[1].sheet.text("body").size == sheet.text("body").size


def test_less_detail_comes_before_smaller_type(sheet: StyleSheet) -> None:
    found = fit_page([page("Title", 400), page("Title", 50)], sheet, TITLE)
    assert found
    assert found[0] == 1
    assert found[1].sheet.scale == 1


def test_no_word_of_a_title_is_broken(sheet: StyleSheet) -> None:
    word = "Otorhinolaryngologist"
    found = fit_page([page(f"{word} {word}", 10)], sheet, TITLE)
    assert found
    heading = found[1].pages[0].segments[0].items[0]
    assert heading.wrap(sheet.width) == pytest.approx(2 * found[1].sheet.text(TITLE).leading)


def test_what_fits_at_no_size_is_said(sheet: StyleSheet) -> None:
    assert fit_page([page("Title", 900)], sheet, TITLE) is None
