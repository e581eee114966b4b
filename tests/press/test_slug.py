"""The line beside the marks: which sheet of which file it is, in a font of the file, where it is cut off."""

from pathlib import Path

import pypdfium2
import pytest

from tests.support.press_files import Press, boxes, numbered

Line = tuple[str, tuple[float, float, float, float]]


def lines(pdf: bytes) -> list[Line]:
    """The text of each page of a file that has no other text, and its box."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            rects = [text.get_rect(index) for index in range(text.count_rects())]
            box = (
                min((r[0] for r in rects), default=0), min((r[1] for r in rects), default=0),
                max((r[2] for r in rects), default=0), max((r[3] for r in rects), default=0),
            )  # fmt: skip
            found.append((text.get_text_bounded(), box))
    return found


def test_each_side_says_what_it_is(printed: Press) -> None:
    _, data = printed(numbered(8), layout="booklet", sheet="tabloid", bleed=9.0, marks=True, gray=True)
    assert [text for text, _ in lines(data)] == [
        f"press.pdf · sheet {sheet} of 2, {side} · 2026-09-21 · black only"
        for sheet in (1, 2)
        for side in ("front", "back")
    ]


def test_single_pages_are_counted_as_pages(printed: Press) -> None:
    _, data = printed(numbered(3), layout="perfect", bleed=9.0, marks=True)
    assert [text.split(" · ")[1] for text, _ in lines(data)] == ["page 1 of 3", "page 2 of 3", "page 3 of 3"]


@pytest.mark.parametrize(
    ("layout", "sheet", "bleed"),
    [("booklet", "tabloid", 9.0), ("perfect", None, 9.0), ("perfect", "letter", 0.0), ("2up", "tabloid", 9.0),
     ("cards", "a3", 9.0), ("nup 1x2", "tabloid", 0.0)],
)  # fmt: skip
def test_it_stands_outside_of_what_is_kept_and_between_the_marks(
    printed: Press, layout: str, sheet: str | None, bleed: float
) -> None:
    _, data = printed(numbered(4), layout=layout, sheet=sheet, bleed=bleed, marks=True)
    for (text, box), page in zip(lines(data), boxes(data), strict=True):
        assert text.startswith("press.pdf")
        left, bottom, right, top = page["/BleedBox"]
        assert box[3] <= bottom or box[1] >= top
        assert left <= box[0] < box[2] <= right
        assert box[1] >= 2
        assert box[3] <= page["/MediaBox"][3] - 2


def test_it_is_in_a_font_of_the_file_and_in_the_color_of_the_marks(printed: Press, icc: Path) -> None:
    pressed, data = printed(numbered(4), layout="perfect", marks=True, pdfx=icc)
    assert pressed.ok
    with pypdfium2.PdfDocument(data) as document:
        fonts = {obj.get_font().get_base_name() for page in document for obj in page.get_objects() if obj.type == 1}
    assert fonts
    assert all("+" in font for font in fonts), "a part of the font, embedded"


def test_there_is_none_without_marks_or_without_room(printed: Press) -> None:
    _, data = printed(numbered(4), layout="perfect", bleed=9.0)
    assert {text for text, _ in lines(data)} == {""}
    _, data = printed(numbered(4), layout="booklet", sheet="letter", marks=True)
    assert {text for text, _ in lines(data)} == {""}


def test_on_a_narrow_page_it_says_less(printed: Press) -> None:
    _, data = printed(numbered(2, (100.0, 200.0)), layout="perfect", marks=True)
    assert lines(data)[0][0] == "page 1 of 2 · 2026-09-21"
