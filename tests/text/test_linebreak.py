"""Line breaking: every box once and in order, no line too wide, and never worse than the greedy way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.text.linebreak import Box, break_lines

WIDTH = 100.0
_WORDS = st.builds(
    Box,
    width=st.floats(1, 95),
    glue=st.just(3.0),
    can_break=st.just(True),
    hyphen=st.just(0.0),
)
_KINDS = {"word": (3.0, True), "inner": (0.0, True), "syllable": (0.0, True, 4.0), "bound": (0.0, False)}
_ANY = st.builds(
    lambda width, kind: Box(width, *_KINDS[kind]),
    st.floats(1, 140),
    st.sampled_from(["word", "word", "inner", "syllable", "bound"]),
)


def width_of(boxes: list[Box], start: int, end: int) -> float:
    """Of the line from box `start` up to `end`: the last space is dropped, a hyphen may be added."""
    inside = boxes[start:end]
    hyphen = inside[-1].hyphen if end < len(boxes) else 0.0
    return sum(b.width for b in inside) + sum(b.glue for b in inside[:-1]) + hyphen


def greedy(boxes: list[Box], width: float) -> list[tuple[int, int]]:
    lines, start = [], 0
    for end in range(1, len(boxes)):
        if width_of(boxes, start, end + 1) > width:
            lines.append((start, end))
            start = end
    return [*lines, (start, len(boxes))]


def raggedness(boxes: list[Box], lines: list[tuple[int, int]]) -> float:
    """Squared empty shares of all lines but the last, which may be short."""
    return sum(((WIDTH - width_of(boxes, *line)) / WIDTH) ** 2 for line in lines[:-1])


@given(st.lists(_ANY, max_size=40))
def test_every_box_stands_on_one_line_in_order(boxes: list[Box]) -> None:
    lines = break_lines(boxes, WIDTH)
    assert [k for start, end in lines for k in range(start, end)] == list(range(len(boxes)))


@given(st.lists(_ANY, min_size=1, max_size=40))
def test_a_line_is_too_wide_only_if_nothing_in_it_may_be_broken(boxes: list[Box]) -> None:
    for start, end in break_lines(boxes, WIDTH):
        if width_of(boxes, start, end) > WIDTH + 1e-6:
            assert not any(box.can_break for box in boxes[start : end - 1])


@given(st.lists(_ANY, min_size=2, max_size=40))
def test_lines_end_only_where_they_may(boxes: list[Box]) -> None:
    for _, end in break_lines(boxes, WIDTH)[:-1]:
        assert boxes[end - 1].can_break


@given(st.lists(_WORDS, min_size=1, max_size=60))
def test_the_lines_are_never_more_ragged_than_greedy_ones(boxes: list[Box]) -> None:
    ours, theirs = break_lines(boxes, WIDTH), greedy(boxes, WIDTH)
    # The runt rule may trade raggedness for a better last line: by its price at most.
    assert raggedness(boxes, ours) <= raggedness(boxes, theirs) + 0.12 + 1e-6


@given(st.lists(_WORDS, min_size=1, max_size=60))
def test_greedy_never_needs_fewer_lines_by_more_than_one(boxes: list[Box]) -> None:
    assert len(greedy(boxes, WIDTH)) <= len(break_lines(boxes, WIDTH)) <= len(greedy(boxes, WIDTH)) + 1


def test_short_words_before_a_long_one_share_a_line() -> None:
    boxes = [Box(10, 3, True), Box(10, 3, True), Box(95, 3, True), Box(50, 0, True)]
    assert break_lines(boxes, WIDTH) == [(0, 2), (2, 3), (3, 4)]


def test_lines_are_evened_out_over_the_whole_paragraph() -> None:
    # Greedy would fill the first line (30+3+30+3+30) and leave the second with 20.
    boxes = [Box(w, 3, True) for w in (30, 30, 30, 20, 80, 15)]
    assert greedy(boxes, WIDTH)[:2] == [(0, 3), (3, 4)]
    assert break_lines(boxes, WIDTH)[:2] == [(0, 2), (2, 4)]


def test_a_last_line_of_one_short_word_is_avoided() -> None:
    boxes = [Box(22, 3, True)] * 4 + [Box(10, 0, True)]
    assert greedy(boxes, WIDTH)[-1] == (4, 5)
    assert break_lines(boxes, WIDTH)[-1] == (3, 5)


def test_a_hyphen_costs_more_than_a_little_raggedness() -> None:
    even = [Box(85, 3, True), Box(8, 0, True, 4), Box(20, 3, True), Box(80, 0, True)]
    assert greedy(even, WIDTH)[0] == (0, 2)
    assert break_lines(even, WIDTH)[0] == (0, 1)
    gappy = [Box(40, 3, True), Box(40, 0, True, 4), Box(40, 3, True), Box(30, 0, True)]
    assert break_lines(gappy, WIDTH)[0] == (0, 2)


def test_a_half_empty_line_is_taken_where_all_else_is_worse() -> None:
    boxes = [Box(1, 3, True), Box(1, 3, True), Box(41, 3, True), Box(49, 3, True), Box(49, 0, True)]
    assert break_lines(boxes, WIDTH) == [(0, 3), (3, 4), (4, 5)]


def test_justified_spaces_shrink_by_a_quarter_at_most() -> None:
    four = [Box(24.2, 2, True)] * 4 + [Box(50, 0, True)]  # 102.8: over by more than the three spaces give
    assert break_lines(four, WIDTH, justify=True)[0] != (0, 4)
    tight = [Box(23.6, 2, True)] * 4 + [Box(50, 0, True)]  # 100.4, and 1.5 to be had
    assert break_lines(tight, WIDTH, justify=True)[0] == (0, 4)
    assert break_lines(tight, WIDTH)[0] == (0, 3)


@pytest.mark.parametrize("justify", [False, True])
def test_nothing_makes_no_line(justify: bool) -> None:
    assert break_lines([], WIDTH, justify=justify) == []
