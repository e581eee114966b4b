"""The reading order and the tag tree as text."""

from pathlib import Path

import pytest

from careerpdf.check.reader import PdfFile
from careerpdf.check.reading import dump_tag_tree, reading_order, skipped_text
from careerpdf.diagnostics import InputError


def test_the_reading_order_begins_with_the_title_and_its_question(handout_read: PdfFile) -> None:
    lines = [(line.type, line.text) for line in reading_order(handout_read)]
    assert ("H1", "Registered Nurse") in lines[:3]
    assert ("P", "What does a registered nurse do?") in lines[:4]
    assert lines[0][1] != "", "no empty lines"
    assert all(text.strip() == text and text for _, text in lines)


def test_a_list_item_is_one_line_with_its_bullet(handout_read: PdfFile) -> None:
    items = [line.text for line in reading_order(handout_read) if line.type == "LI"]
    assert "• Clean and dress wounds, place IV lines, and draw blood." in items


def test_figures_are_read_by_their_alternative_text(handout_read: PdfFile) -> None:
    figures = [line.text for line in reading_order(handout_read) if line.type == "Figure"]
    assert any("median is $93,600" in text for text in figures)
    assert "Faster than average, 4 of 5" in " ".join(figures)


def test_lines_carry_the_page_that_they_begin_on(handout_read: PdfFile) -> None:
    pages = [line.page for line in reading_order(handout_read)]
    assert set(pages) == {1, 2}
    assert pages == sorted(pages, key=lambda page: page or 0)


def test_text_in_artifacts_is_listed_as_skipped(handout_read: PdfFile) -> None:
    skipped = skipped_text(handout_read)
    assert {line.page for line in skipped} == {1, 2}
    assert all(line.text for line in skipped)
    read = " ".join(line.text for line in reading_order(handout_read))
    assert "• Clean" in read
    assert all(line.type == "Artifact" for line in skipped)


def test_the_tree_is_dumped_with_types_texts_and_alternative_texts(handout_pdf: Path) -> None:
    lines = dump_tag_tree(handout_pdf).splitlines()
    assert lines[0] == "Document"
    title = lines.index('      "Registered Nurse"')
    assert lines[title - 1] == "    H1"
    assert any(line.strip().startswith("Figure alt='") and "$93,600" in line for line in lines)
    link = next(number for number, line in enumerate(lines) if line.strip() == "Link")
    assert lines[link + 2].strip() == "(annotation)"


def test_a_dump_of_no_pdf_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        dump_tag_tree(tmp_path / "nothing.pdf")
