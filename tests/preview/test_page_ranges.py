"""Page numbers as they are typed."""

import re

import pytest

from careerpdf.preview.page_ranges import chosen_pages, page_ranges


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("2", (2,)),
        ("1-2,4", (1, 2, 4)),
        ("1–2, 4", (1, 2, 4)),
        ("4 1", (1, 4)),
        ("3-", (3, 4, 5)),
        ("1 - 2", (1, 2)),
        ("2,1-3,2", (1, 2, 3)),
        ("5-,1", (1, 5)),
    ],
)
def test_ranges_are_pages_in_order_and_each_once(typed: str, pages: tuple[int, ...]) -> None:
    assert chosen_pages(page_ranges(typed), 5) == pages


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "'' is no page"),
        ("first", "'first' is no page; write such as 1, 1-2 or 1-2,4."),
        ("0", "counted from 1"),
        ("1-0", "counted from 1"),
        ("4-2", "'4-2' runs backwards; write 2-4."),
        ("-2", "'-2' is no page"),
        ("1-2-3", "'1-2-3' is no page"),
        ("9999999", "is no page"),
    ],
)
def test_what_is_no_range_is_said(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        page_ranges(typed)


@pytest.mark.parametrize(("typed", "missing"), [("9", 9), ("1-3", 3), ("3-", 3), ("1,7-8", 8), ("999999", 999999)])
def test_a_page_beyond_the_last_is_named(typed: str, missing: int) -> None:
    with pytest.raises(IndexError) as caught:
        chosen_pages(page_ranges(typed), 2)
    assert caught.value.args == (missing,)
