"""Imposed sheets, folded and cut again: every page comes out in order, upright, and inside of its bleed."""

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.press.layouts import (
    SHEETS,
    Box,
    Flip,
    Grid,
    Imposition,
    NoRoomError,
    Paper,
    booklet,
    cards,
    grid_named,
    nup,
    office_sheet,
    perfect,
    smallest_sheet,
)  # fmt: skip
from careerpdf.press.marks import are_outside, marks_of
from careerpdf.press.units import POINTS
from tests.support.folding import cut, folded, on_paper

HALF, LETTER, A5, QUARTER = (396.0, 612.0), (612.0, 792.0), (419.53, 595.28), (306.0, 396.0)
MM = POINTS["mm"]
BOOKLETS = [(HALF, "letter"), (HALF, "tabloid"), (LETTER, "tabloid"), (A5, "a4"), (A5, "a3"), (A5, None)]
flips = st.sampled_from([None, Flip.LONG, Flip.SHORT])


def check_boxes(imposition: Imposition) -> None:
    """Trim, bleed and media nest, and marks stand outside, or lie on the very lines."""
    media = Box(0, 0, *imposition.size)
    bleed = imposition.trim.grown(imposition.bleed)
    assert bleed.within(media, slack=0.6)
    for side in imposition.sides:
        for placed in side:
            assert placed.trim.within(imposition.trim.grown(0.6), slack=len(imposition.sheets) * imposition.creep + 0.6)
            assert placed.clip.within(bleed, slack=0.6)
            assert placed.trim.width == pytest.approx(imposition.page[0])
            assert placed.trim.height == pytest.approx(imposition.page[1])
        for one, other in ((a, b) for a in side for b in side if a is not b):
            apart = (
                one.clip.right <= other.clip.left + 0.001
                or other.clip.right <= one.clip.left + 0.001
                or one.clip.top <= other.clip.bottom + 0.001
                or other.clip.top <= one.clip.bottom + 0.001
            )
            assert apart, "two pages print over each other"
    lines_x = {*imposition.cuts_x, imposition.fold}
    for stroke in marks_of(imposition):
        assert stroke.box.within(media)
        upright = stroke.x1 == stroke.x2
        assert stroke.x1 in lines_x if upright else stroke.y1 in imposition.cuts_y
        outside = (
            (stroke.box.bottom >= bleed.top or stroke.box.top <= bleed.bottom)
            if upright
            else (stroke.box.left >= bleed.right or stroke.box.right <= bleed.left)
        )
        assert outside or not are_outside(imposition)


@pytest.mark.parametrize(("page", "sheet"), BOOKLETS)
@given(pages=st.integers(1, 200), flip=flips, creep=st.floats(0, 0.3))
def test_a_folded_booklet_has_its_pages_in_order_and_upright(
    page: tuple[float, float], sheet: str | None, pages: int, flip: Flip | None, creep: float
) -> None:
    bleed = 9.0 if sheet in ("a3", None) else 0.0
    imposition = booklet(pages, page, Paper(sheet, bleed, flip, slug=20), creep * MM)
    blank = ceil(pages / 4) * 4 - pages
    assert folded(imposition) == [*range(1, pages + 1), *[None] * blank]
    check_boxes(imposition)


def test_sheet_by_sheet_a_booklet_is_as_printers_write_it() -> None:
    imposition = booklet(12, HALF, Paper("letter"))
    numbers = [[[placed.page for placed in side] for side in sheet.sides] for sheet in imposition.sheets]
    assert numbers == [[[12, 1], [2, 11]], [[10, 3], [4, 9]], [[8, 5], [6, 7]]]


@given(sheets=st.integers(1, 40), creep=st.floats(0, 0.4))
def test_creep_adds_up_to_a_hundredth_of_a_millimetre(sheets: int, creep: float) -> None:
    plain = booklet(4 * sheets, A5, Paper("a3"))
    crept = booklet(4 * sheets, A5, Paper("a3"), creep * MM)
    for number, (before, after) in enumerate(zip(plain.sheets, crept.sheets, strict=True)):
        for old, new in zip([*before.front, *(before.back or ())], [*after.front, *(after.back or ())], strict=True):
            at_left = old.trim.left < plain.size[0] / 2 - 1
            moved = (new.trim.left - old.trim.left) / MM * (1 if at_left else -1)
            assert moved == pytest.approx(number * creep, abs=0.01)
            assert (
                new.clip.right <= plain.size[0] / 2 + 0.001 if at_left else new.clip.left >= plain.size[0] / 2 - 0.001
            )


@pytest.mark.parametrize("flip", [Flip.LONG, Flip.SHORT])
def test_creep_goes_to_the_spine_whichever_way_the_sheet_is_turned(flip: Flip) -> None:
    imposition = booklet(8, A5, Paper("a3", flip=flip), 1.0)
    inner_front, inner_back = on_paper(imposition)[1]
    for seen in (*inner_front, *inner_back):
        near = min(abs(seen.box.left - imposition.size[0] / 2), abs(seen.box.right - imposition.size[0] / 2))
        assert near == pytest.approx(1.0)
        far = max(abs(seen.box.left - imposition.size[0] / 2), abs(seen.box.right - imposition.size[0] / 2))
        assert far == pytest.approx(A5[0] - 1.0)


GRIDS = [
    ("2up", HALF, "letter"), ("4up", QUARTER, "letter"), ("cards", (252.0, 144.0), "letter"), ("2up", A5, "a4"),
    ("cards", QUARTER, "tabloid"), ("nup 1x3", (180.0, 500.0), "a4"), ("cards", (500.0, 100.0), "a4"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "page", "sheet"), GRIDS)
@given(items=st.lists(st.integers(1, 5), min_size=1, max_size=9), flip=flips)
def test_items_that_are_cut_out_have_their_back_behind_them(
    name: str, page: tuple[float, float], sheet: str, items: list[int], flip: Flip | None
) -> None:
    grid = grid_named(name)
    assert grid is not None
    imposition = cards(items, page, Paper(sheet, flip=flip), grid, name)
    wanted = [
        ((item, first), (item, first + 1) if first < pages else None)
        for item, pages in enumerate(items, start=1)
        for first in range(1, pages + 1, 2)
    ]
    assert cut(imposition) == [item for item in wanted for _ in range(imposition.repeats)]
    check_boxes(imposition)
    if max(items) == 1:
        assert not imposition.duplex


@given(bleed=st.floats(0, 20), flip=flips, pages=st.integers(1, 9))
def test_cards_with_bleed_register_and_never_print_over_each_other(bleed: float, flip: Flip | None, pages: int) -> None:
    imposition = cards([pages], (200.0, 144.0), Paper("letter", bleed, flip), Grid(), "cards")
    assert {front[1] for front, _ in cut(imposition)} == set(range(1, pages + 1, 2))
    check_boxes(imposition)


@pytest.mark.parametrize(("grid", "sheet"), [(Grid(2, 2), "letter"), (Grid(2, 3), "tabloid"), (Grid(4, 1), "a3")])
@given(pages=st.integers(1, 90), flip=flips)
def test_pages_on_a_grid_are_read_row_by_row_side_after_side(
    grid: Grid, sheet: str, pages: int, flip: Flip | None
) -> None:
    imposition = nup(pages, (240.0, 280.0), Paper(sheet, flip=flip), grid, "nup")
    read = []
    for front, back in on_paper(imposition):
        read += [s.page[1] for s in sorted(front, key=lambda s: (-round(s.box.top, 1), s.box.left))]
        # Who turns a sheet sees left and right of its back changed once more.
        read += [s.page[1] for s in sorted(back, key=lambda s: (-round(s.box.top, 1), -s.box.left))]
        assert all(s.upright for s in (*front, *back))
    assert read == list(range(1, pages + 1))
    check_boxes(imposition)


@pytest.mark.parametrize(("grid", "page"), [(Grid(2, 3), HALF), (Grid(2, 2), LETTER), (Grid(3, 5), A5)])
@given(pages=st.integers(1, 90), flip=flips, sheet=st.sampled_from(["letter", "a4"]))
def test_pages_that_are_made_smaller_keep_their_shape_and_their_order(
    grid: Grid, page: tuple[float, float], pages: int, flip: Flip | None, sheet: str
) -> None:
    imposition = nup(pages, page, Paper(sheet, 9.0, flip), grid, "nup")
    assert imposition.scale < 1
    assert imposition.page == pytest.approx((page[0] * imposition.scale, page[1] * imposition.scale))
    assert not marks_of(imposition)
    read = []
    for front, back in on_paper(imposition):
        read += [s.page[1] for s in sorted(front, key=lambda s: (-round(s.box.top, 1), s.box.left))]
        read += [s.page[1] for s in sorted(back, key=lambda s: (-round(s.box.top, 1), -s.box.left))]
    assert read == list(range(1, pages + 1))
    check_boxes(imposition)


@given(pages=st.integers(1, 90), flip=flips, sheet=st.sampled_from([None, "tabloid", "a3"]), bleed=st.floats(0, 12))
def test_single_pages_come_in_order(pages: int, flip: Flip | None, sheet: str | None, bleed: float) -> None:
    imposition = perfect(pages, LETTER, Paper(sheet, bleed, flip, slug=20))
    read = [s.page[1] for front, back in on_paper(imposition) for s in (*front, *back)]
    assert read == list(range(1, pages + 1))
    assert all(s.upright for front, back in on_paper(imposition) for s in (*front, *back))
    assert sum(len(sheet.sides) for sheet in imposition.sheets) == pages
    check_boxes(imposition)


def test_pages_that_are_too_large_say_what_they_need() -> None:
    with pytest.raises(NoRoomError) as caught:
        booklet(4, LETTER, Paper("letter"))
    assert caught.value.needed == (1224.0, 792.0)
    assert smallest_sheet([caught.value.needed], LETTER) == "tabloid"
    with pytest.raises(NoRoomError):
        booklet(4, HALF, Paper("letter", bleed=9))
    with pytest.raises(NoRoomError):
        cards([1], LETTER, Paper("letter", bleed=1), Grid(), "cards")
    with pytest.raises(NoRoomError):
        cards([1], LETTER, Paper("a3"), Grid(1, 2), "2up")
    with pytest.raises(NoRoomError):
        perfect(1, (800.0, 1300.0), Paper("a3"))


@pytest.mark.parametrize(
    ("page", "sheet"), [(LETTER, "letter"), (A5, "letter"), ((960.0, 540.0), "a4"), (LETTER, "a4")]
)
@given(pages=st.integers(1, 60), flip=flips)
def test_pages_made_smaller_for_a_booklet_keep_their_order_their_shape_and_stay_in_their_half(
    page: tuple[float, float], sheet: str, pages: int, flip: Flip | None
) -> None:
    imposition = booklet(pages, page, Paper(sheet, flip=flip, fit=True))
    assert 0.05 < imposition.scale < 1
    assert not imposition.cuts_needed
    assert not imposition.framed
    assert not [stroke for stroke in marks_of(imposition) if not stroke.dashed]
    blank = ceil(pages / 4) * 4 - pages
    assert folded(imposition) == [*range(1, pages + 1), *[None] * blank]
    short, long = SHEETS[sheet]
    assert imposition.page == pytest.approx((long / 2, short))
    halves = (Box(0, 0, long / 2, short), Box(long / 2, 0, long, short))
    for placed in (placed for side in imposition.sides for placed in side):
        assert placed.trim.width / page[0] == pytest.approx(placed.trim.height / page[1]) == imposition.scale
        assert any(placed.trim.within(half) for half in halves)
        assert placed.clip == placed.trim
        room = (long / 2 - placed.trim.width, short - placed.trim.height)
        assert min(room) == pytest.approx(0), "as large as they can be"


@pytest.mark.parametrize("name", ["2up", "4up", "cards"])
@given(items=st.lists(st.integers(1, 5), min_size=1, max_size=6), flip=flips, wide=st.booleans())
def test_items_made_smaller_have_their_back_behind_them(
    name: str, items: list[int], flip: Flip | None, wide: bool
) -> None:
    grid = grid_named(name)
    assert grid is not None
    page = (1000.0, 700.0) if wide else (700.0, 1000.0)
    imposition = cards(items, page, Paper("letter", flip=flip, fit=True), grid, name)
    assert imposition.scale < 1
    wanted = [
        ((item, first), (item, first + 1) if first < pages else None)
        for item, pages in enumerate(items, start=1)
        for first in range(1, pages + 1, 2)
    ]
    assert cut(imposition) == [item for item in wanted for _ in range(imposition.repeats)]


def test_pages_that_fit_are_not_made_smaller() -> None:
    assert booklet(8, HALF, Paper("letter", fit=True)) == booklet(8, HALF, Paper("letter"))
    assert perfect(8, LETTER, Paper("letter", fit=True)) == perfect(8, LETTER, Paper("letter"))
    with pytest.raises(NoRoomError):
        booklet(4, (14_000.0, 14_000.0), Paper("letter", fit=True))


HALF_MM = 0.5 * MM


@pytest.mark.parametrize(
    ("page", "fits"),
    [
        ((HALF[0] + HALF_MM - 0.01, HALF[1] + HALF_MM - 0.01), True),
        ((140 * MM, 216 * MM), True),  # half letter as programs with metric units have it
        ((HALF[0] + HALF_MM + 0.1, HALF[1]), False),
        ((HALF[0], HALF[1] + HALF_MM + 0.1), False),
    ],
)
def test_half_a_millimetre_too_much_is_no_reason_to_refuse(page: tuple[float, float], fits: bool) -> None:
    assert (smallest_sheet([(2 * page[0], page[1])], page) == "letter") == fits
    if fits:
        imposition = booklet(8, page, Paper("letter"))
        assert folded(imposition) == [*range(1, 9)]
        assert not imposition.cuts_needed
        assert {tuple(sheet.size) for sheet in [imposition]} == {(792.0, 612.0)}
    else:
        with pytest.raises(NoRoomError):
            booklet(8, page, Paper("letter"))
    with pytest.raises(NoRoomError):
        booklet(8, (HALF[0] - 9, HALF[1] - 18 + 1), Paper("letter", bleed=9))  # what is cut has no tolerance


def test_small_errors_do_not_add_up_over_a_sheet() -> None:
    labels = cards([1], (100.0, 20.0), Paper("letter"), Grid(), "cards")
    assert len(labels.sheets[0].front) == 6 * 39
    check_boxes(labels)


@pytest.mark.parametrize(
    ("page", "usual", "sheet"),
    [
        (LETTER, "a4", "letter"), (A5, "letter", "a4"), (HALF, "a5", "letter"), ((612.0, 1008.0), "a4", "letter"),
        ((595.0, 842.0), "letter", "a4"), ((148 * MM, 210 * MM), "letter", "a4"), ((210 * MM, 148 * MM), None, "a4"),
        ((960.0, 540.0), "letter", "letter"), ((960.0, 540.0), "a4", "a4"), ((720.0, 540.0), "a4", "a4"),
        ((768.0, 576.0), "letter", "letter"), ((500.0, 500.0), "half-letter", "letter"), ((500.0, 500.0), "a5", "a4"),
        ((720.0, 405.0), None, "letter"), ((960.0, 540.0), None, "letter"), ((100 * MM, 150 * MM), None, "a4"),
    ],
)  # fmt: skip
def test_the_paper_of_the_office_decides_where_the_page_does_not_tell(
    page: tuple[float, float], usual: str | None, sheet: str
) -> None:
    assert office_sheet(page, usual) == sheet
    family = ("letter", "tabloid") if sheet == "letter" else ("a4", "a3")
    assert smallest_sheet([(400.0, 500.0)], page, usual) in family


def test_the_smallest_sheet_is_of_the_kind_of_the_page() -> None:
    assert smallest_sheet([(792.0, 612.0)], HALF) == "letter"
    assert smallest_sheet([(839.06, 595.28)], A5) == "a4"
    assert smallest_sheet([(839.06 + 18, 595.28 + 18)], A5) == "a3"
    assert smallest_sheet([(5000.0, 1.0)], A5) is None


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("2up", Grid(1, 2)), ("4UP", Grid(2, 2)), ("cards", Grid()), ("nup 2x3", Grid(2, 3)), ("nup:3x2", Grid(3, 2)),
        ("4x1", Grid(4, 1)), ("nup", None), ("nup 0x2", None), ("booklet", None), ("nup 100x1", None),
    ],
)  # fmt: skip
def test_a_grid_is_read_from_its_name(text: str, grid: Grid | None) -> None:
    assert grid_named(text) == grid


def test_marks_stand_outside_where_there_is_room_and_on_the_line_where_there_is_none() -> None:
    roomy = booklet(4, HALF, Paper("tabloid", bleed=9))
    assert are_outside(roomy)
    assert sum(stroke.dashed for stroke in marks_of(roomy)) == 2, "the fold, above and below"
    tight = cards([2], HALF, Paper("letter"), Grid(1, 2), "2up")
    assert not are_outside(tight)
    assert {(s.x1, s.x2) for s in marks_of(tight)} == {(396.0, 396.0)}, "one cut, down the middle"


def test_every_sheet_is_portrait() -> None:
    assert all(width < height for width, height in SHEETS.values())
