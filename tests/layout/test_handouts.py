"""Every style, paper and kind of profile: no word lost or doubled, nothing outside the margins or on other text."""

import re
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

import page as page_validation
import pytest

from careerpdf.layout.covers import BLEED
from careerpdf.layout.stylesheet import StyleSheet
from tests.support.cases import by_default
from tests.support.handouts import CASES, KINDS, PAPERS, STYLES, BuiltHandout, Handouts
from tests.support.inspector import Box, Run, overlap, words
from tests.support.reading import document_words, printed_texts

_PRINTER_EDGE = 18.0  # pt: what office printers leave blank
_ROUNDING = 0.6  # pt: places are written with two decimals, words shaped whole may kern


class Place(NamedTuple):
    page: int
    box: Box
    text: str


def test_by_default_each_kind_meets_each_style_and_each_paper() -> None:
    run = by_default(CASES)
    assert sorted((style, paper) for _, style, paper in run) == sorted(product(STYLES, PAPERS))
    assert {(kind, style) for kind, style, _ in run} == set(product(KINDS, STYLES))
    assert {(kind, paper) for kind, _, paper in run} == set(product(KINDS, PAPERS))


def visible(runs: Iterable[Run]) -> list[Run]:
    return [run for run in runs if run.text.strip()]


def is_ground(made: BuiltHandout, box: Box, width: float, height: float) -> bool:
    """Whether a shape is a band that reaches the left, right and upper edge of the page, in a pack that has one."""
    bleeds = any(look.bleed for look in made.pack.style.boxes.values())
    reached = (-BLEED, width + BLEED, height + BLEED)
    return bleeds and (box[0], box[2], box[3]) == pytest.approx(reached, abs=0.1)


def test_every_text_of_the_profile_is_read_aloud_in_order(made: BuiltHandout) -> None:
    said = " ".join(made.pdf.words())
    at = 0
    for text in printed_texts(made.profile):
        wanted = " ".join(words(text))
        found = said.find(wanted, at)
        assert found >= 0, f"missing, or in the wrong place: {wanted!r}\nafter: {said[max(0, at - 80) : at]!r}"
        at = found + len(wanted)


def test_every_word_of_the_document_is_in_the_tag_tree_once_and_in_order(made: BuiltHandout) -> None:
    bullet = made.pack.style.lists["list"].bullet
    expected = [bullet if word == "•" else word for word in document_words(made.document)]
    assert made.pdf.words() == expected


def test_every_tagged_word_is_drawn_once(made: BuiltHandout) -> None:
    said = sorted("".join(made.pdf.words()))
    drawn = sorted("".join(made.pdf.words_drawn()))
    assert drawn == said


def test_tag_tree_marks_and_annotations_agree(made: BuiltHandout) -> None:
    assert made.pdf.faults() == []


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_it_conforms(made: BuiltHandout, profile: str) -> None:
    report = page_validation.validate_pdf(str(made.path), profile=profile)
    assert [f"{f.rule_id}: {f.message}" for f in report.failures] == []


def test_text_stays_inside_the_margins(made: BuiltHandout) -> None:
    margins = StyleSheet(made.pack, made.paper, "en").page.margins
    for page in made.pdf.pages:
        left, right = margins.left - _ROUNDING, page.width - margins.right + _ROUNDING
        bottom, top = margins.bottom - _ROUNDING, page.height - margins.top + _ROUNDING
        outside = [
            run
            for run in visible(page.tagged())
            if run.x < left or run.x + run.width > right or run.box[1] < bottom or run.y > top
        ]
        assert outside == []


def test_nothing_is_drawn_where_printers_cannot_print(made: BuiltHandout) -> None:
    for page in made.pdf.pages:
        shapes = [shape.box for shape in page.shapes if not is_ground(made, shape.box, page.width, page.height)]
        boxes = [run.box for run in visible(page.runs)] + shapes
        assert boxes
        for left, bottom, right, top in boxes:
            assert left >= _PRINTER_EDGE
            assert bottom >= _PRINTER_EDGE - 4  # descenders of the running foot
            assert right <= page.width - _PRINTER_EDGE
            assert top <= page.height - _PRINTER_EDGE + 4


def test_no_text_stands_on_other_text(made: BuiltHandout) -> None:
    for page in made.pdf.pages:
        runs = sorted(visible(page.tagged()), key=lambda run: run.y)
        for number, one in enumerate(runs):
            for other in runs[number + 1 :]:
                if other.y - one.y > one.size + other.size:
                    break
                width, height = overlap(one.box, other.box)
                assert min(width, height) < _ROUNDING, f"{one.text!r} and {other.text!r}: {width:.1f} × {height:.1f}"


def test_no_text_is_smaller_than_six_points(made: BuiltHandout) -> None:
    assert min(run.size for run in made.pdf.runs) >= 6


def test_every_font_is_embedded_as_a_subset(made: BuiltHandout) -> None:
    fonts = made.pdf.fonts()
    assert fonts
    for font in fonts:
        assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
        descriptor = font.DescendantFonts[0].FontDescriptor
        program = descriptor.get("/FontFile2") or descriptor.get("/FontFile3")
        assert program is not None, f"{font.BaseFont} is not embedded"
        assert len(program.read_raw_bytes()) < 40_000, f"{font.BaseFont} is hardly a subset"  # whole: 100 kB and more


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", KINDS)
def test_the_tag_tree_is_the_same_in_every_style_and_on_every_paper(handouts: Handouts, kind: str) -> None:
    trees, orders = set(), set()
    for style in STYLES:
        for paper in PAPERS:
            handout = handouts(kind, style, paper)
            tree = handout.pdf.dump().replace(f'"{handout.pack.style.lists["list"].bullet}"', '"•"')
            orders.add(tuple(line.strip() for line in tree.splitlines()))
            if style != "bold":  # what stands on white there stands outside of band and panel
                trees.add(tree)
    assert len(trees) == 1
    assert len(orders) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_tag_tree_is_as_it_was(handouts: Handouts, golden, kind: str) -> None:
    golden(f"tags/{kind}.txt", handouts(kind).pdf.dump())
