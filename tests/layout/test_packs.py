"""What every pack promises on every paper: text on its column lines, level columns, full last pages, contrast."""

import pikepdf
import pytest

from careerpdf.check.contrast import contrast_pairs
from careerpdf.check.reader import PdfFile, read_pdf
from careerpdf.layout.fit import fit_handout
from careerpdf.layout.flowables import stack_height
from careerpdf.layout.pages import Area, Layout
from careerpdf.layout.stylesheet import StyleSheet
from tests.support.cases import in_turn
from tests.support.handouts import PAPERS, STYLES, BuiltHandout, Handouts
from tests.support.inspector import Run, Tag

CASES = in_turn(("full", "sparse", "long"), STYLES, PAPERS)
_BLOCKS = ("P", "H1", "H2", "H3", "Lbl", "LBody")
_NEAR = 0.8  # pt: places are written with two decimals, and a glyph may stand out a little
_TRIM = 9.0  # pt: an eighth of an inch, what a cutter may be off


@pytest.fixture(params=[pytest.param(case.values, id="-".join(case.values), marks=case.marks) for case in CASES])
def made(request: pytest.FixtureRequest, handouts: Handouts) -> BuiltHandout:
    return handouts(*request.param)


def fitted(made: BuiltHandout) -> Layout:
    """The layout that the handout was built from."""
    sheet = StyleSheet(made.pack, made.paper, "en")
    most = sheet.page.sides
    return fit_handout(made.document, sheet, most if made.pages <= most else 0)


def runs_of(made: BuiltHandout, tag: Tag, page: int) -> list[Run]:
    """The runs of a block that holds text itself, on one page."""
    marks = set(tag.content())
    return [run for run in made.pdf.pages[page].tagged() if (page, run.mcid) in marks and run.text.strip()]


def blocks(made: BuiltHandout, page: int) -> list[tuple[Tag, list[Run]]]:
    """Blocks that hold text, with their runs on a page; what stands in a figure is no block."""
    leaves = [
        tag
        for tag in made.pdf.tags(*_BLOCKS)
        if not any(isinstance(kid, Tag) and kid.type in (*_BLOCKS, "Figure", "L") for kid in tag.kids)
    ]
    found = [(tag, runs_of(made, tag, page)) for tag in leaves]
    return [(tag, runs) for tag, runs in found if runs]


def column_lines(made: BuiltHandout) -> tuple[list[float], list[float]]:
    """Where blocks may begin on a page in this pack, and the middles on which centred ones stand."""
    sheet = fitted(made).sheet
    page, left, width = sheet.page, sheet.margins.left, sheet.width
    regions = [(left, width)]
    if page.side:
        side = sheet.pt(page.side) + page.gap
        regions.append((left + side, width - side))
    if page.aside:
        regions += [(left, width - page.aside - page.gap), (left + width - page.aside, page.aside)]
    for role in ("panel", "callout"):
        padding = sheet.pt(sheet.box(role).padding[1])
        regions += [(x + padding, own - 2 * padding) for x, own in list(regions)]
    gap = sheet.pt(page.column_gap)
    counts = range(2, page.columns + 1)
    starts = [x for x, _ in regions]
    starts += [x + k * (own + gap) / count for x, own in regions for count in counts for k in range(1, count)]
    starts += [x + sheet.pt(sheet.list(role).indent) for x in starts for role in ("list", "questions")]
    if page.aside:
        starts.append(left + (width - page.aside - page.gap - page.gap) / 2 + page.gap)
    starts.append(left + sheet.style.qr + gap * 0.6)  # beside the office's code
    return starts, [x + own / 2 for x, own in regions]


def test_every_text_block_of_the_first_page_starts_on_a_column_line(made: BuiltHandout) -> None:
    starts, middles = column_lines(made)
    found = blocks(made, 0)
    assert len(found) > 3
    for tag, runs in found:
        left = min(run.x for run in runs)
        middle = (left + max(run.x + run.width for run in runs)) / 2
        on_line = min(abs(left - start) for start in starts) < _NEAR
        centred = min(abs(middle - other) for other in middles) < _NEAR
        assert on_line or centred, f"{made.pdf.text(tag)[:50]!r} starts at {left:.1f}"


def test_lines_of_columns_side_by_side_are_level(made: BuiltHandout) -> None:
    for number in range(len(made.pdf.pages)):
        heads = [runs[0] for tag, runs in blocks(made, number) if tag.type == "H3"]
        for one in heads:
            for other in heads:
                if one.x != other.x and abs(one.y - other.y) < one.size / 2:
                    assert one.y == pytest.approx(other.y, abs=0.05), f"{one.text!r} and {other.text!r}"


def test_no_text_comes_near_the_trim(made: BuiltHandout) -> None:
    for page in made.pdf.pages:
        for run in page.runs:
            if not run.text.strip():
                continue
            left, bottom, right, top = run.box
            assert min(left, bottom, page.width - right, page.height - top) >= _TRIM, run.text


def test_the_last_page_is_at_least_a_third_full(made: BuiltHandout) -> None:
    if made.pages == 1:
        return
    layout = fitted(made)
    assert len(layout.pages) == made.pages
    area = Area.of(layout.sheet)
    assert layout.fill[-1] + stack_height(layout.pages[-1].bottom, area.width) / area.height >= 1 / 3


@pytest.mark.parametrize("style", STYLES)
def test_every_text_stands_out_from_what_lies_behind_it(handouts: Handouts, style: str) -> None:
    file = read_pdf(handouts("full", style).path)
    assert isinstance(file, PdfFile)
    pairs = contrast_pairs(file)
    assert pairs
    assert [pair for pair in pairs if pair.passes is False] == []


def colours(made: BuiltHandout) -> set[tuple[float, ...]]:
    """All colours that a file paints with."""
    found = set()
    for page in made.pdf.pdf.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("rg", "RG"):
                found.add(tuple(float(value) for value in operands))
    return found


@pytest.mark.parametrize("paper", PAPERS[:3])
def test_plain_prints_with_black_and_one_grey_only(handouts: Handouts, paper: str) -> None:
    for kind in ("full", "odd"):
        inks = colours(handouts(kind, "plain", paper)) - {(1.0, 1.0, 1.0)}
        assert (0.0, 0.0, 0.0) in inks
        assert len(inks) == 2
        assert all(red == green == blue for red, green, blue in inks)
