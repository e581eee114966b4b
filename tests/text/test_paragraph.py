"""The Paragraph flowable, by what it draws: lines, spaces, splits, directions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.document.nodes import Document, Inline, Link, PageRef, Para, Text
from careerpdf.pdf.binding import bind_one
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.text.canvas import Colour, Rect, TextCanvas
from careerpdf.text.library import family_font, font_stack
from careerpdf.text.paragraph import Paragraph
from careerpdf.text.shaping import Piece
from careerpdf.text.style import TextStyle
from tests.support.inspector import PageContent, Run, TextInspector

FALLBACK = ("Noto Sans", "Open Sans", "Noto Sans JP")
CUTS = ("regular", "bold", "italic", "bold_italic")
STYLE = TextStyle(
    **{cut: font_stack(family_font("Source Sans 3", cut), FALLBACK, cut, ()) for cut in CUTS}, size=10, leading=14
)
_META = Metadata("Test", "", "", (), "en", datetime(2026, 1, 1, tzinfo=UTC), "test")
LONG = (
    "Nurses look after people who are ill, watch over them day and night, note how they are doing, and tell "
    "the doctors at once when something changes for the worse. They explain what comes next to patients and "
    "families, give medicines on time, and keep calm when nobody else does."
)


def draw(*parts: tuple[Paragraph, float], node: Para) -> TextInspector:
    """Paragraphs of one node, each on a page of its own, 50 pt from the left, 700 pt from below."""
    document = Document("Test", "en", (node,))
    canvas = PdfCanvas(StructureTree(document), (612, 792))
    for paragraph, width in parts:
        paragraph.wrap(width)
        paragraph.draw(canvas, 50, 700)
        canvas.showPage()
    file = BytesIO()
    bind_one(canvas.drawing(), file, _META)
    return TextInspector(file.getvalue())


def drawn(content: Sequence[Inline] | str, width: float, style: TextStyle = STYLE) -> PageContent:
    node = Para((Text(content),) if isinstance(content, str) else tuple(content))
    return draw((Paragraph(node, node.content, style), width), node=node).pages[0]


def lines(page: PageContent) -> list[list[Run]]:
    """The runs of each line, from top to bottom."""
    found: dict[float, list[Run]] = {}
    for run in page.runs:
        found.setdefault(round(run.y, 1), []).append(run)
    return [found[y] for y in sorted(found, reverse=True)]


def line_texts(page: PageContent) -> list[str]:
    return ["".join(run.text for run in line).strip(" ") for line in lines(page)]


def right_edge(line: list[Run]) -> float:
    return max(run.x + run.width for run in line)


def test_lines_stand_a_leading_apart_below_the_top() -> None:
    baselines = sorted({run.y for run in drawn(LONG, 200).runs}, reverse=True)
    assert len(baselines) > 5
    assert all(a - b == pytest.approx(14, abs=0.02) for a, b in pairwise(baselines))
    assert 700 - 14 < baselines[0] < 700


def test_no_line_is_wider_than_the_paragraph() -> None:
    assert max(right_edge(line) for line in lines(drawn(LONG, 180))) <= 50 + 180 + 0.5


def test_a_longest_line_may_be_set_below_the_width() -> None:
    assert max(right_edge(line) for line in lines(drawn(LONG, 500, replace(STYLE, measure=250)))) <= 300.5


def test_a_broken_line_still_ends_with_a_space_for_text_extraction() -> None:
    page = drawn(LONG, 150)
    assert page.text.split() == LONG.split()
    assert all(line[-1].text.endswith(" ") for line in lines(page)[:-1])
    assert not page.text.endswith(" ")


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007"], ids=["no-break", "narrow", "figure"])
def test_a_non_breaking_space_never_breaks(space: str) -> None:
    text = " ".join(f"word 10{space}km" for _ in range(20))
    for width in range(40, 200, 7):
        for line in line_texts(drawn(text, width)):
            assert line.count("10") == line.count("km")


def test_a_word_may_break_after_its_hyphens_dashes_and_slashes() -> None:
    assert line_texts(drawn("left-right black/white yes—no", 30)) == [
        "left-",
        "right",
        "black/",
        "white",
        "yes—",
        "no",
    ]


def test_a_line_may_end_at_a_dash_between_words_but_not_between_figures() -> None:
    assert line_texts(drawn("nurse–patient 2024–34", 38)) == ["nurse–", "patient", "2024–34"]
    assert line_texts(drawn("over 2024–34 – years", 38)) == ["over", "2024–34", "– years"]


def test_no_line_starts_with_a_hyphen_or_ends_before_a_sign() -> None:
    assert line_texts(drawn("aaaa -5 bbbb –x", 24)) == ["aaaa", "-5", "bbbb", "–x"]


def test_justified_lines_are_filled_but_the_last() -> None:
    found = lines(drawn(LONG, 220, replace(STYLE, align="justify")))
    assert len(found) > 4
    for line in found[:-1]:
        assert line[0].x == pytest.approx(50, abs=0.1)
        assert right_edge(line) == pytest.approx(270, abs=0.6)
    assert right_edge(found[-1]) < 265


def test_right_and_centred_lines_stand_where_they_should() -> None:
    for line in lines(drawn(LONG, 220, replace(STYLE, align="right"))):
        assert right_edge(line) == pytest.approx(270, abs=0.3)
    for line in lines(drawn(LONG, 220, replace(STYLE, align="center"))):
        assert (line[0].x + right_edge(line)) / 2 == pytest.approx(160, abs=0.3)


def test_a_hyphenated_word_reads_as_one() -> None:
    text = "Characteristically extraordinary administrative responsibilities"
    page = drawn(text, 60, replace(STYLE, hyphenate="en"))
    assert "\u00ad" in page.text
    assert page.text.replace("\u00ad", "") == text
    assert len(lines(page)) > 4
    assert max(right_edge(line) for line in lines(page)) <= 110.5


def test_nothing_is_hyphenated_unless_the_style_asks() -> None:
    assert "\u00ad" not in drawn("Characteristically extraordinary responsibilities", 60).text


@pytest.mark.parametrize("text", ["MISCELLANEOUS", "https://example.com/administration"])
def test_capitals_and_addresses_are_not_hyphenated(text: str) -> None:
    assert "\u00ad" not in drawn(f"so {text}", 40, replace(STYLE, hyphenate="en")).text


def test_a_word_longer_than_the_line_is_cut_and_nothing_lost() -> None:
    text = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    page = drawn(text, 70)
    assert page.text == text
    assert len(lines(page)) >= 4
    assert max(right_edge(line) for line in lines(page)) <= 120.5


def test_a_word_of_several_looks_longer_than_the_line_is_cut_too() -> None:
    content = (Text("unbreak" * 4), Text("able" * 6, bold=True), Text("word" * 5, italic=True), Text(" end"))
    page = drawn(content, 80)
    assert page.text.split() == ["unbreak" * 4 + "able" * 6 + "word" * 5, "end"]
    assert max(right_edge(line) for line in lines(page)) <= 130.5


def test_japanese_breaks_between_characters() -> None:
    text = "日本語の文章には空白がないのでどこでも改行できます"
    page = drawn(text, 80)
    assert page.text == text
    assert {len(line) for line in line_texts(page)[:-1]} <= {7, 8}


def test_a_look_may_change_inside_a_word() -> None:
    page = drawn((Text("half", bold=True), Text("way "), Text("there", italic=True)), 300)
    assert [run.text for run in page.runs] == ["half", "way ", "there"]
    assert [run.font.split("-")[1][:2] for run in page.runs] == ["Bo", "Re", "It"]
    assert page.runs[1].x == pytest.approx(page.runs[0].x + page.runs[0].width, abs=0.1)


def test_two_hebrew_words_stand_from_right_to_left_and_read_in_order() -> None:
    one, two = (drawn(f"a {word} b", 300).runs for word in ("שלום", "עולם"))
    page = drawn("a שלום עולם b", 300)
    assert page.text == "a שלום עולם b"
    group = next(run for run in page.runs if "שלום" in run.text)
    assert group.text == "שלום עולם"
    assert group.width == pytest.approx(one[1].width + two[1].width + STYLE.regular.word(" ").width / 100, abs=0.1)


def test_a_link_is_underlined_and_can_be_clicked_on_each_of_its_lines() -> None:
    link = Link("https://example.com", (Text("a link over several words that has to be broken"),))
    node = Para((Text("See "), link, Text(".")))
    pdf = draw((Paragraph(node, node.content, STYLE), 90), node=node)
    count = len({run.y for run in pdf.runs})
    assert count >= 3
    assert len(pdf.links()) == len(pdf.pages[0].shapes) == count
    for note, rule in zip(pdf.links(), pdf.pages[0].shapes, strict=True):
        left, bottom, right, top = (float(v) for v in note.Rect)
        assert left == pytest.approx(rule.box[0], abs=0.1)
        assert right == pytest.approx(rule.box[2], abs=0.1)
        assert bottom < rule.box[1] < top
    assert pdf.faults() == []


def test_tracking_is_measured_as_it_is_drawn() -> None:
    style = replace(STYLE, tracking=100, align="right")
    for text in ("Official waffle", "AVATAR"):
        (line,) = lines(drawn(text, 300, style))
        assert right_edge(line) == pytest.approx(350, abs=1.1)  # the last letter's own tracking may hang over


@pytest.mark.parametrize("tracking", [0, 80, -10])
def test_tracked_text_stands_alike_in_one_look_and_in_several(tracking: float) -> None:
    style = replace(STYLE, tracking=tracking, align="right")
    whole = drawn(LONG, 150, style)
    cut = LONG.index("watch")
    parts = drawn([Text(LONG[:cut]), Text(LONG[cut:])], 150, style)
    assert line_texts(whole) == line_texts(parts)
    for one, other in zip(lines(whole), lines(parts), strict=True):
        assert min(run.x for run in one) == pytest.approx(min(run.x for run in other), abs=0.011)


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u00ad", "\ufe0f"])
def test_a_character_without_ink_changes_nothing_around_it(mark: str) -> None:
    page = drawn(f"one{mark}two three{mark} {mark} four", 300)
    assert page.text.replace(mark, "").split() == ["onetwo", "three", "four"]
    assert "\u200b" not in page.text.replace(mark, "")


def test_a_zero_width_space_is_a_place_to_break() -> None:
    assert line_texts(drawn("breakable\u200bhere", 45)) == ["breakable", "here"]


def test_an_empty_paragraph_takes_no_room() -> None:
    assert Paragraph(None, (), STYLE).wrap(100) == 0


def test_the_natural_width_is_that_of_one_line() -> None:
    paragraph = Paragraph(None, (Text("Four words on one line"),), STYLE)
    width = paragraph.natural_width()
    assert paragraph.wrap(width + 0.01) == 14
    assert paragraph.wrap(width - 0.5) == 28


# -- splitting


Parts = tuple[Paragraph, Paragraph] | None


def split(content: str, width: float, height: float, style: TextStyle = STYLE) -> tuple[Para, Parts]:
    node = Para((Text(content),))
    return node, Paragraph(node, node.content, style).split(width, height)


@pytest.mark.parametrize("rest_width", [200.0, 120.0, 400.0])
@pytest.mark.parametrize("fit", [2, 3, 4, 5])
def test_a_split_loses_and_doubles_no_word_whatever_the_width_of_the_rest(fit: int, rest_width: float) -> None:
    node, parts = split(LONG, 200, fit * 14)
    assert parts
    pdf = draw((parts[0], 200), (parts[1], rest_width), node=node)
    assert pdf.words() == LONG.split()
    assert len(lines(pdf.pages[0])) == fit
    assert len(pdf.tags("P")) == 1
    assert pdf.faults() == []


@given(
    st.lists(st.text("abcdefghij-", min_size=1, max_size=12), min_size=1, max_size=60),
    st.floats(60, 300), st.floats(60, 300), st.floats(0, 200),
)  # fmt: skip
def test_any_split_keeps_every_word(words: list[str], width: float, other: float, height: float) -> None:
    text = " ".join(words)
    node, parts = split(text, width, height)
    if parts is None:
        return
    assert parts[0].wrap(width) <= height + 0.02
    pdf = draw((parts[0], width), (parts[1], other), node=node)
    assert pdf.words() == text.split()


def test_at_least_two_lines_stay_and_two_lines_go() -> None:
    count = int(Paragraph(None, (Text(LONG),), STYLE).wrap(200) / 14)
    for fit in range(1, count):
        _, parts = split(LONG, 200, fit * 14)
        if fit < 2:
            assert parts is None
            continue
        assert parts is not None
        assert parts[0].wrap(200) >= 28
        assert parts[1].wrap(200) >= 28
        assert parts[0].wrap(200) + parts[1].wrap(200) == count * 14


def test_three_lines_are_never_split() -> None:
    text = "Three lines of text that stand one below the other."
    assert Paragraph(None, (Text(text),), STYLE).wrap(90) == 3 * 14
    assert split(text, 90, 2 * 14)[1] is None


def test_a_paragraph_that_keeps_together_or_fits_is_not_split() -> None:
    assert split(LONG, 200, 60, replace(STYLE, keep_together=True))[1] is None
    assert split(LONG, 200, 1000)[1] is None


def test_the_space_around_a_paragraph_stays_outside_a_split() -> None:
    style = replace(STYLE, space_before=7, space_after=5)
    _, parts = split(LONG, 200, 60, style)
    assert parts is not None
    assert (parts[0].space_before, parts[0].space_after) == (7, 0)
    assert (parts[1].space_before, parts[1].space_after) == (0, 5)


def test_the_last_line_before_a_split_is_justified_and_ends_with_a_space() -> None:
    node, parts = split(LONG, 200, 60, replace(STYLE, align="justify"))
    assert parts
    last = lines(draw((parts[0], 200), (parts[1], 200), node=node).pages[0])[-1]
    assert right_edge(last) == pytest.approx(250, abs=0.6)
    assert last[-1].text.endswith(" ")


def test_a_rest_can_be_split_again() -> None:
    node, parts = split(LONG, 100, 3 * 14)
    assert parts
    again = parts[1].split(160, 2 * 14)
    assert again
    pdf = draw((parts[0], 100), (again[0], 160), (again[1], 300), node=node)
    assert pdf.words() == LONG.split()
    assert not re.search(r" {2}", pdf.text(pdf.root).strip())


# -- the canvas


class RecordingCanvas:
    """The least that a paragraph can be drawn on: nothing of it knows PDF files."""

    def __init__(self) -> None:
        self.missing = ""
        self.operators: list[str] = []
        self.links: list[tuple[Link, Rect]] = []
        self.lines: list[tuple[float, float, float, float]] = []
        self.page_numbers: list[str] = []

    def use(self, piece: Piece) -> bool:
        return piece.needs_actual_text

    def use_all(self, pieces: Sequence[Piece]) -> bool:
        return not any(piece.needs_actual_text for piece in pieces)

    def mark(self, tag: object | None) -> str:
        return "/Artifact BMC" if tag is None else "/P <</MCID 0>> BDC"

    def text(self, tag: object | None, operators: Sequence[str]) -> None:
        self.operators += ("BT", self.mark(tag), *operators, "EMC\nET")

    def write(self, operators: Sequence[str]) -> None:
        self.operators += operators

    def rule(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.lines.append((x, y, width, height))

    def link(self, link: Link, rect: Rect) -> None:
        self.links.append((link, rect))

    def reserve_page_number(
        self,
        tag: object | None,
        target: str,
        x: float,
        right_aligned: bool,
        baseline: float,
        text_state: str,
        glyphs: dict[str, tuple[str, float]],
    ) -> None:
        self.page_numbers.append(target)


@pytest.mark.parametrize(
    "content",
    [(Text(LONG),), (Text("Hyphen-ated "), Text("bold", bold=True)), (Text("שלום"),)],
    ids=["plain", "two looks", "right to left"],
)
def test_a_paragraph_writes_the_same_operators_on_every_canvas_of_the_protocol(content: tuple[Inline, ...]) -> None:
    recording: TextCanvas = RecordingCanvas()
    pdf = PdfCanvas(StructureTree(), (612, 792))
    for canvas in (recording, pdf):
        paragraph = Paragraph(None, content, STYLE)
        paragraph.wrap(200)
        paragraph.draw(canvas, 50, 700)
    assert recording.operators
    assert "\n".join(recording.operators) == pdf.take_operators()


def test_a_canvas_of_the_protocol_gets_links_their_lines_and_room_for_page_numbers() -> None:
    link = Link("#nurse", (Text("Registered nurse"),))
    canvas = RecordingCanvas()
    paragraph = Paragraph(None, (link, Text(", page "), PageRef("nurse")), STYLE)
    paragraph.wrap(300)
    paragraph.draw(canvas, 50, 700)
    assert [found for found, _ in canvas.links] == [link]
    assert canvas.page_numbers == ["nurse"]
    (left, _, right, _), (x, _, width, _) = canvas.links[0][1], canvas.lines[0]
    assert (left, right) == (x, x + width)
