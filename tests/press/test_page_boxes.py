"""Page boxes of other programs: what is kept of a page lies on it, or the page is refused."""

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from careerpdf.press.layouts import Box
from careerpdf.press.page_boxes import PageBoxError, page_box
from tests.support.press_files import HALF, P, Press, codes, pdf_of

values = st.one_of(st.integers(-10_000, 10_000), st.floats(-1e4, 1e4), st.sampled_from([0, 1e30, -1e30]))
boxes = st.one_of(
    st.lists(values, max_size=6).map(Array),
    st.sampled_from([None, 5, Name.X, Dictionary(), Array([Name.A, 0, 9, 9]), Array([0, 0, 396, 612])]),
)


def made(**entries: object) -> pikepdf.Page:
    """A page that is in no file."""
    return pikepdf.Page(
        Dictionary(Type=Name.Page, **{key: value for key, value in entries.items() if value is not None})
    )


@given(media=boxes, crop=boxes, trim=boxes, bleed=boxes, turn=st.sampled_from([0, 90, -90, 45, 7.5, 1e9, None]))
def test_what_is_kept_lies_on_the_page_and_has_an_area(
    media: object, crop: object, trim: object, bleed: object, turn: object
) -> None:
    page = made(MediaBox=media, CropBox=crop, TrimBox=trim, BleedBox=bleed, Rotate=turn)
    try:
        box = page_box(page)
    except PageBoxError:
        return
    written = [float(value) for value in page.obj.MediaBox]
    whole = Box(min(written[::2]), min(written[1::2]), max(written[::2]), max(written[1::2]))
    assert box.trim.within(whole)
    assert min(box.size) >= 18
    assert box.turn in (0, 90, 180, 270)
    assert box.bleed is None or box.bleed.within(whole)


@pytest.mark.parametrize(
    ("entries", "kept"),
    [
        ({}, Box(0, 0, 396, 612)),
        ({"CropBox": [10, 20, 300, 400]}, Box(10, 20, 300, 400)),
        ({"CropBox": [10, 20, 300, 400], "TrimBox": [30, 40, 200, 300]}, Box(30, 40, 200, 300)),
        ({"TrimBox": [-50, -50, 900, 900]}, Box(0, 0, 396, 612)),
        ({"TrimBox": [500, 0, 900, 900]}, Box(0, 0, 396, 612)),
        ({"TrimBox": [396, 612, 0, 0]}, Box(0, 0, 396, 612)),
        ({"TrimBox": [5, 5, 5, 5]}, Box(0, 0, 396, 612)),
        ({"CropBox": Name.X}, Box(0, 0, 396, 612)),
    ],
)
def test_a_box_that_is_none_counts_as_absent_and_one_that_is_too_large_ends_at_the_page(
    entries: dict[str, object], kept: Box
) -> None:
    assert page_box(made(MediaBox=[0, 0, *HALF], **entries)).trim == kept


def test_boxes_turns_and_resources_come_from_the_nodes_above(printed: Press) -> None:
    with pikepdf.open(BytesIO(pdf_of(P(content="1 0 0 rg /X gs 10 10 99 99 re f"), P()))) as pdf:
        for page in pdf.pages:
            del page.obj["/MediaBox"], page.obj["/Resources"]
        nodes = pdf.Root.Pages
        nodes.MediaBox, nodes.Rotate, nodes.CropBox = [0, 0, 500, 400], 90, [0, 0, 300, 200]
        nodes.Resources = Dictionary(ExtGState=Dictionary(X=Dictionary(ca=0.5)))
        file = BytesIO()
        pdf.save(file)
    pressed, data = printed(file.getvalue(), layout="perfect")
    assert pressed.ok
    assert pressed.imposition
    assert pressed.imposition.page == (200, 300)
    with pikepdf.open(BytesIO(data)) as pdf:
        (form,) = pdf.pages[0].resources.XObject.values()
        assert float(form.Resources.ExtGState.X.ca) == 0.5


def test_a_page_whose_unit_is_longer_is_as_large_as_it_is_shown(printed: Press) -> None:
    source = pdf_of(P((198, 306), "0 0 99 99 re f", more=Dictionary(UserUnit=2)))
    pressed, _ = printed(source, layout="booklet")
    assert pressed.imposition
    assert (pressed.sheet, pressed.imposition.page) == ("letter", HALF)


@pytest.mark.parametrize("unit", [0, -1, 1e9, Name.X])
def test_a_unit_that_is_none_is_a_point(printed: Press, unit: object) -> None:
    pressed, _ = printed(pdf_of(P(HALF, more=Dictionary(UserUnit=unit))), layout="perfect")
    assert pressed.imposition
    assert pressed.imposition.page == HALF


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ([0, 0, 0, 0], "page 2: its size (MediaBox) is no area"),
        ([0, 0, 396, 0], "page 2: its size (MediaBox) is no area"),
        ([0, 0, 1e9, 5], "page 2: its size (MediaBox) is no area"),
        ([0, 0, 5, 5], "page 2: 0.069 × 0.069 in (2 × 2 mm) is too small to print"),
    ],
)
def test_a_page_without_area_is_refused_by_its_number(printed: Press, box: list[float], said: str) -> None:
    pressed, _ = printed(pdf_of(P(), P(more=Dictionary(MediaBox=box))), layout="booklet")
    assert [(problem.code, problem.message) for problem in pressed.diagnostics] == [("damaged-page", said)]
    assert pressed.diagnostics[0].hint


@pytest.mark.parametrize("box", [Name.X, Array([]), Array([0, 0, Name.X, 9]), 5])
def test_a_page_whose_size_is_not_in_the_file_is_letter_as_in_viewers_and_that_is_said(
    printed: Press, box: object
) -> None:
    pressed, _ = printed(pdf_of(P((612, 792)), P(more=Dictionary(MediaBox=box))), layout="perfect")
    assert codes(pressed) == ["no-page-size"]
    assert pressed.diagnostics[0].message.startswith("page 2: its size (MediaBox) is not in the file")
    assert pressed.imposition
    assert pressed.imposition.page == (612, 792)


def test_a_page_that_is_larger_than_pdf_allows_needs_a_sheet(printed: Press) -> None:
    large = pdf_of(P((15_000, 20_000)))
    pressed, _ = printed(large, layout="perfect")
    assert codes(pressed) == ["too-large-for-the-sheet"]
    assert pressed.diagnostics[0].hint == "have the pages made smaller: --scale fit"
    pressed, _ = printed(large, layout="perfect", sheet="tabloid", fit=True)
    assert pressed.ok
    pressed, _ = printed(large, layout="nup 9x9")
    assert codes(pressed) == ["too-large-for-the-sheet"], "nothing would be seen of it"


def test_a_page_without_content_is_a_blank_page(printed: Press) -> None:
    with pikepdf.open(BytesIO(pdf_of(P(), P()))) as pdf:
        del pdf.pages[0].obj["/Contents"]
        pdf.pages[1].obj.Contents = Array([])
        file = BytesIO()
        pdf.save(file)
    pressed, _ = printed(file.getvalue(), layout="booklet")
    assert (pressed.ok, codes(pressed)) == (True, [])
