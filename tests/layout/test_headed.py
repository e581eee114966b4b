"""Headings in a side column, lines above them, boxes that reach the page's edges, hatching."""

from pathlib import Path

import pytest

from careerpdf.layout.covers import BLEED
from careerpdf.project.project import Project
from careerpdf.style.load import load_style
from careerpdf.style.pack import StylePack
from careerpdf.system.resources import styles_dir
from tests.layout.test_books import made, run_of
from tests.layout.test_pages import filler_words
from tests.support.handouts import Handouts, pack_of
from tests.support.inspector import TextInspector

_STYLE = """
extends: modern
pages:
  letter: {aside: 0, side: 90, gap: 20}
text:
  heading: {size: 11, leading: 13.5, rule: above, place: side}
  lead: {place: main}
  related: {place: whole}
rules:
  above: {colour: ink, thickness: 2, after: 5}
boxes:
  band: {fill: accent, bleed: true, padding: [10, 0]}
"""


@pytest.fixture
def pack(tmp_path: Path) -> StylePack:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "style.yaml").write_text(_STYLE, encoding="utf-8")
    found, problems = load_style("mine", [tmp_path, styles_dir()])
    assert found is not None, problems
    return found


def lines_of(pdf: TextInspector, left: float) -> list[float]:
    """Baselines on the first page of lines that start at `left`."""
    return sorted({run.y for run in pdf.pages[0].runs if abs(run.x - left) < 0.6}, reverse=True)


def test_a_heading_stands_at_the_side_of_what_follows_it_on_the_same_baseline(pack: StylePack) -> None:
    pdf, layout = made(
        f"<section><h level='2'>Duties</h><p>{filler_words(60)}</p><p>More</p></section>", pack, "letter"
    )
    left = layout.sheet.margins.left
    assert run_of(pdf, "Duties").x == pytest.approx(left, abs=0.6)
    assert run_of(pdf, "More").x == pytest.approx(left + 110, abs=0.6)
    assert run_of(pdf, "Duties").y == pytest.approx(lines_of(pdf, left + 110)[0], abs=0.05)


def test_where_the_page_has_no_side_column_the_heading_stands_above(pack: StylePack) -> None:
    pdf, layout = made("<section><h level='2'>Duties</h><p>Text</p></section>", pack, "half-letter")
    left = layout.sheet.margins.left
    assert run_of(pdf, "Text").x == run_of(pdf, "Duties").x == pytest.approx(left, abs=0.6)
    assert run_of(pdf, "Text").y < run_of(pdf, "Duties").y - 10


@pytest.mark.parametrize("paper", ["letter", "half-letter"])
def test_a_line_runs_above_the_heading_over_the_whole_width(pack: StylePack, paper: str) -> None:
    pdf, layout = made("<section><h level='2'>Duties</h><p>Text</p></section>", pack, paper)
    (line,) = [shape.box for shape in pdf.pages[0].shapes]
    margins = layout.sheet.margins
    assert (line[0], line[2]) == pytest.approx((margins.left, layout.sheet.page_size[0] - margins.right), abs=0.1)
    assert line[3] - line[1] == pytest.approx(2)
    assert line[1] > run_of(pdf, "Duties").y + 8


def test_a_tall_heading_reaches_down_beside_what_follows_but_never_into_the_next_one(pack: StylePack) -> None:
    section = "<section><h level='2'>What you would do there</h><p>One</p>{}</section>"
    following = "<section><h level='2'>Next</h><p>Last</p></section>"
    alone, _ = made(section.format("") + following, pack, "letter")
    pdf, _ = made(section.format("<p>Two</p><p>Three</p>") + following, pack, "letter")
    step = run_of(pdf, "One").y - run_of(pdf, "Two").y
    assert step == pytest.approx(run_of(pdf, "Two").y - run_of(pdf, "Three").y, abs=0.1)
    for found in (alone, pdf):
        lowest = min(run.y for run in found.runs if run.text.strip().endswith("there"))
        assert run_of(found, "Next").y < lowest - 12


def test_texts_stand_right_of_the_side_column_or_over_it_as_the_pack_says(pack: StylePack) -> None:
    pdf, layout = made(
        "<section><p role='lead'>Lead</p><p role='related'>Whole</p></section>"
        "<section><h level='2'>H</h><p>In</p><p role='related'>Out</p></section>",
        pack,
        "letter",
    )
    left = layout.sheet.margins.left
    places = {name: run_of(pdf, name).x - left for name in ("Lead", "Whole", "In", "Out")}
    assert places == pytest.approx({"Lead": 110, "Whole": 0, "In": 110, "Out": 0}, abs=0.6)


def test_a_handout_without_quick_facts_has_its_introduction_in_the_same_place(
    handouts: Handouts, office_project: Project
) -> None:
    left = pack_of(office_project, "plain").style.pages["letter"].margins.left
    for kind, text in (("sparse", "Park rangers"), ("full", "A machine learning intern joins")):
        (run,) = [run for run in handouts(kind, "plain").pdf.runs if run.text.startswith(text)]
        assert run.x - left > 90


def test_a_section_in_the_side_layout_breaks_over_pages_and_loses_nothing(pack: StylePack) -> None:
    items = "".join(f"<item>{filler_words(30)}</item>" for _ in range(60))
    pdf, layout = made(
        f"<section><h level='2'>H</h><p>{filler_words(900)}</p><list>{items}</list></section>", pack, "letter"
    )
    assert len(pdf.pages) > 2
    assert min(run.y for page in pdf.pages for run in page.tagged()) >= layout.sheet.margins.bottom - 1
    assert {round(run.x - layout.sheet.margins.left) for page in pdf.pages[1:] for run in page.tagged()} <= {110, 123}


def test_a_heading_without_anything_beside_it_is_drawn(pack: StylePack) -> None:
    pdf, _ = made("<section><h level='2'>One</h><h level='2'>Two</h><p>Text</p></section>", pack, "letter")
    assert run_of(pdf, "One").y > run_of(pdf, "Two").y + 10


def test_a_section_stands_in_the_box_of_its_name_which_reaches_the_edges(pack: StylePack) -> None:
    band = "<section role='band'><p>In the band</p></section>"
    pdf, layout = made(f"{band}<p>Text</p>", pack, "letter")
    width, height = layout.sheet.page_size
    (box,) = [shape.box for shape in pdf.pages[0].shapes]
    over = layout.sheet.margins.left - layout.sheet.margins.right + BLEED  # as far as a left-hand page is moved
    assert (box[0], box[2], box[3]) == pytest.approx((-over, width + over, height + BLEED))
    assert run_of(pdf, "In the band").x == pytest.approx(run_of(pdf, "Text").x, abs=0.6)
    below, _ = made(f"<p>Text</p>{band}<p>More</p>", pack, "letter")
    (box,) = [shape.box for shape in below.pages[0].shapes]
    assert (box[0], box[2]) == pytest.approx((-over, width + over))
    assert box[3] < run_of(below, "Text").y
    assert [tag.type for tag in below.root.walk()].count("Div") == 0


def test_a_band_is_kept_with_what_follows_it(pack: StylePack) -> None:
    band = "<section role='band'><p>In the band</p></section>"
    for count in range(38, 46):
        above = "".join("<p>Line</p>" for _ in range(count))
        pdf, _ = made(f"{above}{band}<p>After</p>", pack, "letter")
        pages = [{run.text.strip() for run in page.runs} for page in pdf.pages]
        assert any({"In the band", "After"} <= words for words in pages)


def test_plain_hatches_where_others_fill(office_project: Project) -> None:
    meter = "<meter level='3' steps='5' alt='3 of 5'/>"
    found = {}
    for style in ("plain", "modern"):
        pack, _ = load_style(style, office_project.style_folders)
        assert pack is not None
        pdf, _ = made(meter, pack, "letter")
        found[style] = pdf.pages[0].shapes
    assert len(found["plain"]) == len(found["modern"]) == 5
    widths = {round(shape.box[2] - shape.box[0]) for shape in found["plain"]}
    assert len(widths) == 1, "a hatched field is as large as a hollow one"


def test_a_line_with_a_length_runs_above_a_heading_that_has_no_place(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    style = "extends: modern\ntext: {heading: {rule: bar}}\nrules: {bar: {colour: accent, thickness: 7, width: 58}}\n"
    (tmp_path / "mine" / "style.yaml").write_text(style, encoding="utf-8")
    pack, problems = load_style("mine", [tmp_path, styles_dir()])
    assert pack is not None, problems
    pdf, layout = made("<section><h level='2'>Duties</h><p>Text</p></section>", pack, "letter")
    bars = [box for box in (shape.box for shape in pdf.pages[0].shapes) if box[3] - box[1] == pytest.approx(7, abs=0.1)]
    assert [box[2] - box[0] for box in bars] == [pytest.approx(58, abs=0.1)]
    assert run_of(pdf, "Duties").x == pytest.approx(layout.sheet.margins.left, abs=0.6)
