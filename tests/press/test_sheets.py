"""Pages on sheets: where they should be, as they were, each once in the file, in the boxes that a shop reads."""

import re
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops, ImageStat

from careerpdf.press.layouts import Box, Flip
from careerpdf.press.marks import marks_of
from tests.support.press_files import (
    HALF,
    P,
    Press,
    block,
    boxes,
    codes,
    image_stream,
    numbered,
    operators,
    pdf_of,
    pictures,
)


def differs(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, from 0 to 255; edges may be a pixel off."""
    return max(ImageStat.Stat(ImageChops.difference(one, other.resize(one.size))).mean)


def cropped(sheet: Image.Image, box: Box, dpi: float = 36) -> Image.Image:
    scale, height = dpi / 72, sheet.height
    left, top, right, bottom = (
        box.left * scale,
        height - box.top * scale,
        box.right * scale,
        height - box.bottom * scale,
    )
    return sheet.crop((round(left), round(top), round(right), round(bottom)))


@pytest.mark.parametrize("flip", [Flip.SHORT, Flip.LONG])
@pytest.mark.parametrize("layout", ["booklet", "2up", "nup 1x2"])
def test_each_page_is_drawn_where_the_layout_says_and_looks_as_it_did(layout: str, flip: Flip, printed: Press) -> None:
    source = numbered(8)
    before = pictures(source)
    pressed, data = printed(source, layout=layout, sheet="letter", flip=flip, marks=False)
    assert pressed.imposition
    sheets = pictures(data)
    sides = list(pressed.imposition.sides)
    assert len(sheets) == len(sides) == 4
    for sheet, side in zip(sheets, sides, strict=True):
        assert len(side) == 2
        for placed in side:
            seen = cropped(sheet, placed.trim).rotate(placed.turn)
            assert differs(seen, before[placed.page - 1]) < 4, f"page {placed.page}"
            others = [differs(seen, other) for n, other in enumerate(before, 1) if n != placed.page]
            assert min(others) > 8


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_or_lies_off_the_origin_is_printed_as_it_is_seen(turn: int, printed: Press) -> None:
    size = HALF if turn % 180 == 0 else HALF[::-1]
    box = [100, -50, 100 + size[0], -50 + size[1]]
    more = Dictionary(MediaBox=box, Rotate=turn)
    content = f"q 1 0 0 1 100 -50 cm {block(3, size)} Q"
    source = pdf_of(P(size, content, more=more))
    (before,) = pictures(source)
    assert before.size == (198, 306)
    pressed, data = printed(source, layout="2up", sheet="letter", marks=False)
    assert pressed.imposition
    (sheet,) = pictures(data)
    for placed in pressed.imposition.sheets[0].front:
        assert differs(cropped(sheet, placed.trim), before) < 4


def test_a_page_is_in_the_file_once_however_often_it_is_printed(printed: Press) -> None:
    pressed, data = printed(numbered(1, (252.0, 144.0)), layout="cards")
    assert pressed.imposition
    assert len(pressed.imposition.sheets[0].front) == 12
    with pikepdf.open(BytesIO(data)) as pdf:
        assert sum(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == Name.Form for o in pdf.objects) == 1


def test_fonts_of_a_file_are_shared_by_all_its_pages(printed: Press) -> None:
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(8):
        page = Dictionary(
            Type=Name.Page, MediaBox=[0, 0, *HALF], Resources=Dictionary(Font=Dictionary(F=font)),
            Contents=pdf.make_stream(b"BT /F 20 Tf 100 300 Td (Words) Tj ET"),
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    file = BytesIO()
    pdf.save(file)
    pressed, data = printed(file.getvalue(), layout="booklet")
    with pikepdf.open(BytesIO(data)) as made:
        fonts = [o for o in made.objects if isinstance(o, Dictionary) and o.get("/Type") == Name.Font]
    assert len(fonts) == 1
    assert codes(pressed) == ["font-not-embedded"]


@pytest.mark.parametrize("layout", ["booklet", "perfect", "cards"])
def test_boxes_nest_and_nothing_is_left_to_click(layout: str, printed: Press) -> None:
    source = pdf_of(P(HALF, block(1), more=Dictionary(Annots=[Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9])])))
    pressed, data = printed(source, layout=layout, sheet="tabloid", bleed=9, marks=True)
    assert pressed.ok
    for page in boxes(data):
        media, bleed, trim = (Box(*page[key]) for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
        assert trim.grown(9).within(bleed)
        assert bleed.within(trim.grown(9))
        assert bleed.within(media)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not any("/Annots" in page.obj or "/StructParents" in page.obj for page in pdf.pages)
        assert "/StructTreeRoot" not in pdf.Root
        assert pdf.Root.ViewerPreferences.PrintScaling == Name("/None")


def test_what_runs_beyond_the_page_is_printed_as_bleed_and_no_further(printed: Press) -> None:
    beyond = pdf_of(P(HALF, "1 0 0 rg -50 -50 600 800 re f"))
    pressed, data = printed(beyond, layout="perfect", bleed=9, marks=True)
    assert codes(pressed) == []
    (page,) = pictures(data, 72)
    assert pressed.imposition
    trim, height = pressed.imposition.trim, page.height
    middle = height // 2
    row = [page.getpixel((x, middle)) == (255, 0, 0) for x in range(page.width)]
    assert row.index(True) == pytest.approx(trim.left - 9, abs=1)
    assert row.count(True) == pytest.approx(trim.width + 18, abs=2)


def test_the_marks_of_another_program_outside_its_bleed_are_not_printed(printed: Press) -> None:
    more = Dictionary(MediaBox=[0, 0, 500, 700], TrimBox=[50, 50, 446, 662], BleedBox=[47, 47, 449, 665])
    source = pdf_of(P(HALF, "0 0 1 rg 0 0 500 700 re f", more=more))
    pressed, data = printed(source, layout="perfect", bleed=9)
    (page,) = pictures(data, 72)
    row = [page.getpixel((x, page.height // 2)) == (0, 0, 255) for x in range(page.width)]
    assert row.count(True) == pytest.approx(396 + 6, abs=2)
    assert "no-bleed" not in codes(pressed)


def test_marks_are_strokes_of_a_quarter_point_in_all_inks_only_where_there_are_plates(
    printed: Press, icc: object
) -> None:
    pressed, data = printed(numbered(4), layout="booklet", sheet="tabloid", marks=True)
    assert pressed.imposition
    drawn = operators(data)
    lines = [operands for operator, operands in drawn if operator == "l"]
    assert len(lines) == len(marks_of(pressed.imposition)) == 10
    assert ("w", [pytest.approx(0.25)]) in [(name, [float(v) for v in ops]) for name, ops in drawn if name == "w"]
    assert "SCN" not in {operator for operator, _ in drawn}
    _, data = printed(numbered(4), layout="booklet", sheet="tabloid", marks=True, pdfx=icc)
    assert "SCN" in {operator for operator, _ in operators(data)}


def test_what_forms_and_pictures_have_from_their_page_goes_with_them(printed: Press) -> None:
    pdf = pikepdf.new()
    picture = pdf.make_indirect(image_stream(pdf, Image.new("RGB", (300, 300), (200, 30, 30))))
    form = pdf.make_stream(b"q 99 0 0 99 0 0 cm /A Do Q")
    form[Name.Type], form[Name.Subtype], form[Name.BBox] = Name.XObject, Name.Form, [0, 0, 99, 99]
    space = [Name.CalRGB, Dictionary(WhitePoint=[0.9505, 1, 1.089], Gamma=[1, 1, 1])]
    page = Dictionary(
        Type=Name.Page, MediaBox=[0, 0, *HALF], Contents=pdf.make_stream(b"/F Do q 99 0 0 99 200 200 cm /A Do Q"),
        Resources=Dictionary(
            XObject=Dictionary(A=picture, F=pdf.make_indirect(form)), ColorSpace=Dictionary(DefaultRGB=space)
        ),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    file = BytesIO()
    pdf.save(file)
    _, data = printed(file.getvalue(), layout="perfect")
    assert differs(pictures(file.getvalue(), 72)[0], pictures(data, 72)[0]) < 0.1
    with pikepdf.open(BytesIO(data)) as made:
        (placed,) = made.pages[0].resources.XObject.values()
        assert placed.Resources.XObject.A.ColorSpace[0] == Name.CalRGB
        assert placed.Resources.XObject.F.Resources.XObject.A == placed.Resources.XObject.A


def test_a_page_across_the_others_is_turned_and_said(printed: Press) -> None:
    across = pdf_of(P(HALF, block(1)), P(HALF, block(2)), P(HALF[::-1], block(3, HALF[::-1])))
    pressed, data = printed(across, layout="2up", sheet="letter", marks=False)
    assert codes(pressed) == ["turned-page"]
    assert pressed.diagnostics[0].message.startswith("page 3: ")
    before = pictures(across)[2].rotate(90, expand=True)
    assert pressed.imposition
    placed = next(p for p in pressed.imposition.sheets[0].front if p.page == 3)
    assert differs(cropped(pictures(data)[0], placed.trim), before) < 4


def test_pages_of_other_sizes_are_reported(printed: Press) -> None:
    pressed, _ = printed(pdf_of(P(HALF), P(HALF), P((300.0, 500.0))), layout="perfect")
    assert codes(pressed) == ["mixed-sizes"]
    assert pressed.ok
    pressed, _ = printed(pdf_of(P(HALF), P(HALF), P((612.0, 792.0))), layout="perfect")
    assert codes(pressed) == ["mixed-sizes"]
    assert not pressed.ok
    assert "page 3: 8.5 × 11 in (216 × 279 mm), but most pages are 5.5 × 8.5 in" in pressed.diagnostics[0].message


def test_equal_input_gives_equal_bytes(printed: Press, icc: object) -> None:
    for job in ({}, {"gray": True}, {"pdfx": icc}):
        first = printed(numbered(5), layout="booklet", marks=True, sheet="a3", **job)[1]
        assert first == printed(numbered(5), layout="booklet", marks=True, sheet="a3", **job)[1]
        assert re.match(rb"%PDF-1\.[67]", first)
