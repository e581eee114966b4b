"""What is filled in, marked and noted on pages is printed, whether or not its file says how it looks; or it is said."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from careerpdf.press.lettering import Lettering
from careerpdf.press.text_boxes import TextStyle, text_line, text_paragraphs, text_style
from tests.support.press_files import P, Press, codes, pdf_of, pictures

RECT = (100.0, 100.0, 300.0, 140.0)
Box = tuple[float, float, float, float]


def annotated(*annotations: Dictionary, form: Dictionary | None = None, more: Dictionary | None = None) -> bytes:
    """A page with annotations; those that are form fields are in the form of the file."""
    with pikepdf.open(BytesIO(pdf_of(P(more=more)))) as pdf:
        # Copies, because an object ends with the file of which it is a part.
        made = [pdf.make_indirect(pikepdf.Object.parse(annotation.unparse())) for annotation in annotations]
        pdf.pages[0].obj.Annots = Array(made)
        if form is not None:
            form[Name.Fields] = Array([one for one in made if one.Subtype == Name.Widget])
            pdf.Root.AcroForm = form
        file = BytesIO()
        pdf.save(file)
    return file.getvalue()


def field(kind: str, rect: Box = RECT, **more: object) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name(f"/{kind}"), T="field", Rect=list(rect),
        **{"F": 4, "DA": "/Helv 12 Tf 0 g", **more},
    )  # fmt: skip


def note(kind: str, rect: Box = RECT, **more: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=list(rect), **{"F": 4, **more})


def said(data: bytes) -> str:
    """The text of the first page."""
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(document[0].get_textpage().get_text_bounded().split())


def inked(picture: Image.Image, rect: Box, dpi: float = 72) -> float:
    """The share of an area that is not white."""
    scale = dpi / 72
    area = picture.crop(tuple(round(v * scale) for v in (rect[0], 612 - rect[3], rect[2], 612 - rect[1])))  # type: ignore[arg-type]
    dark = sum(count for count, colour in area.getcolors(1 << 20) or () if min(colour) < 200)  # type: ignore[type-var]
    return dark / (area.width * area.height)


# -- form fields


@pytest.mark.parametrize("needs", [True, False])
@pytest.mark.parametrize(
    ("made", "text"),
    [
        (field("Tx", V="Ada Byron"), "Ada Byron"),
        (field("Tx", V="Łódź, Ōsaka 日本"), "Łódź, Ōsaka 日本"),
        (field("Tx", V="one\ntwo", Ff=1 << 12), "one two"),
        (field("Tx", V="secret", Ff=1 << 13), "******"),
        (field("Tx", V="1234", Ff=1 << 24, MaxLen=4), "1 2 3 4"),
        (field("Tx", V="turned", MK=Dictionary(R=90), rect=(100, 100, 140, 300)), "turned"),
        (field("Tx", V="fits", DA="/Helv 0 Tf 0 g"), "fits"),
        (field("Ch", V="b", Ff=1 << 17, Opt=Array([Array(["a", "First"]), Array(["b", "Second"])])), "Second"),
        (field("Ch", V="typed", Ff=1 << 17 | 1 << 18), "typed"),
        (field("Ch", V="two", Opt=Array(["one", "two"])), "one two"),
        (field("Btn", Ff=1 << 16, MK=Dictionary(CA="Press me", BG=[0.9])), "Press me"),
    ],
)  # fmt: skip
def test_a_field_without_an_appearance_is_printed_with_its_value(
    printed: Press, made: Dictionary, text: str, needs: bool
) -> None:
    form = Dictionary(NeedAppearances=True) if needs else Dictionary()
    pressed, data = printed(annotated(made, form=form), layout="perfect")
    assert codes(pressed) == []
    assert said(data) == text
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0]


@pytest.mark.parametrize("mark", ["4", "8", "l", "n", "u", "H", None])
@pytest.mark.parametrize("kind", [0, 1 << 15])
def test_a_button_that_is_on_has_its_mark_and_one_that_is_off_has_none(printed: Press, mark: str, kind: int) -> None:
    rect = (100.0, 100.0, 120.0, 120.0)
    style = {"MK": Dictionary(CA=mark)} if mark else {}
    for state, on in ((Name.Yes, True), (Name.Off, False)):
        button = field("Btn", rect, Ff=kind, AS=state, V=state, DA="/ZaDb 0 Tf 0 g", **style)
        pressed, data = printed(annotated(button, form=Dictionary()), layout="perfect")
        assert codes(pressed) == []
        assert (inked(pictures(data, 72)[0], rect) > 0.03) == on


def test_the_state_of_a_button_is_taken_from_its_value_where_it_has_none_itself(printed: Press) -> None:
    with pikepdf.open(BytesIO(annotated(field("Btn", V=Name.Yes), form=Dictionary()))) as pdf:
        on = pdf.make_stream(b"0 0 200 40 re f")
        on[Name.Type], on[Name.Subtype], on[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 200, 40])
        pdf.pages[0].Annots[0].AP = Dictionary(N=Dictionary(Yes=pdf.make_indirect(on)))
        file = BytesIO()
        pdf.save(file)
    _, data = printed(file.getvalue(), layout="perfect")
    assert inked(pictures(data, 72)[0], RECT) > 0.95


def test_values_and_fonts_of_fields_come_from_what_they_are_a_part_of(printed: Press) -> None:
    with pikepdf.open(BytesIO(annotated(field("Tx"), form=Dictionary(DA="/HeBo 20 Tf 1 0 0 rg")))) as pdf:
        part = pdf.pages[0].Annots[0]
        del part.FT, part.T, part.DA
        whole = pdf.make_indirect(Dictionary(FT=Name.Tx, T="name", V="Inherited", Kids=Array([part])))
        part.Parent = whole
        pdf.Root.AcroForm.Fields = Array([whole])
        file = BytesIO()
        pdf.save(file)
    _, data = printed(file.getvalue(), layout="perfect")
    assert said(data) == "Inherited"
    colours = {colour for _, colour in pictures(data, 72)[0].getcolors(1 << 20) or ()}
    assert any(r > 200 and g < 80 for r, g, _ in colours), "the color of the form"  # type: ignore[misc]


def test_an_appearance_that_is_out_of_date_is_not_printed(printed: Press) -> None:
    def filled(*, stale: bool) -> bytes:
        with pikepdf.open(BytesIO(annotated(field("Tx", V="new"), form=Dictionary(NeedAppearances=stale)))) as pdf:
            old = pdf.make_stream(b"0 0 200 40 re f")
            old[Name.Type], old[Name.Subtype], old[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 200, 40])
            pdf.pages[0].Annots[0].AP = Dictionary(N=pdf.make_indirect(old))
            file = BytesIO()
            pdf.save(file)
        return printed(file.getvalue(), layout="perfect")[1]

    assert said(filled(stale=True)) == "new"
    assert said(filled(stale=False)) == "", "it is up to date unless the form says otherwise"


def test_what_is_filled_in_is_in_fonts_of_the_file(printed: Press, icc: Path) -> None:
    pressed, data = printed(annotated(field("Tx", V="Ada"), form=Dictionary()), layout="perfect", pdfx=icc)
    assert pressed.ok, [problem.format() for problem in pressed.diagnostics]
    assert said(data) == "Ada"


def test_a_text_that_is_longer_than_its_field_is_made_smaller_and_then_said(printed: Press) -> None:
    pressed, data = printed(annotated(field("Tx", V="a little too long " * 3), form=Dictionary()), layout="perfect")
    assert codes(pressed) in ([], ["small-text"])
    assert said(data) == " ".join(("a little too long " * 3).split())
    pressed, _ = printed(annotated(field("Tx", V="much too long " * 99), form=Dictionary()), layout="perfect")
    assert "text-cut-off" in codes(pressed)


def test_characters_that_no_font_has_are_said(printed: Press) -> None:
    pressed, _ = printed(annotated(field("Tx", V="\U0001f600 \u0628"), form=Dictionary()), layout="perfect")
    assert codes(pressed) == ["missing-characters"]


# -- marks and notes

MIDDLE = (195.0, 115.0, 205.0, 125.0)
QUADS = Array([100, 140, 300, 140, 100, 100, 300, 100])


@pytest.mark.parametrize(
    ("made", "where", "least"),
    [
        (note("Highlight", QuadPoints=QUADS, C=[1, 1, 0]), MIDDLE, 0.9),
        (note("Highlight", C=[1, 0, 0]), MIDDLE, 0.9),
        (note("Underline", QuadPoints=QUADS), (150, 100, 250, 106), 0.3),
        (note("StrikeOut", QuadPoints=QUADS), (150, 115, 250, 125), 0.2),
        (note("Squiggly", QuadPoints=QUADS), (150, 100, 250, 108), 0.1),
        (note("Square", C=[0, 0, 1], BS=Dictionary(W=4)), (150, 100, 250, 105), 0.5),
        (note("Square", IC=[0, 0, 1]), MIDDLE, 0.9),
        (note("Circle", IC=[0, 0, 1], RD=[5, 5, 5, 5]), MIDDLE, 0.9),
        (note("Ink", InkList=Array([Array([100, 120, 200, 120, 300, 120])]), BS=Dictionary(W=6)), MIDDLE, 0.4),
        (note("Line", L=Array([100, 120, 300, 120]), Border=Array([0, 0, 6])), MIDDLE, 0.4),
        (note("PolyLine", Vertices=Array([100, 120, 250, 120, 300, 140]), BS=Dictionary(W=6)), MIDDLE, 0.4),
        (note("Polygon", Vertices=Array([100, 100, 300, 100, 200, 140]), IC=[1, 0, 0]), (195, 105, 205, 115), 0.9),
        (note("FreeText", DA="/Helv 30 Tf 0 g", Contents="MMMMM"), RECT, 0.1),
        (note("FreeText", DA="/Helv 9 Tf 0 g", Contents="on a ground", C=[0.5]), MIDDLE, 0.9),
    ],
)  # fmt: skip
def test_a_mark_without_an_appearance_is_printed(printed: Press, made: Dictionary, where: Box, least: float) -> None:
    pressed, data = printed(annotated(made), layout="perfect")
    assert codes(pressed) == []
    assert inked(pictures(data, 144)[0], where, 144) > least


def test_typed_notes_are_printed_with_their_words(printed: Press) -> None:
    for more in ({"Contents": "Bring your résumé"}, {"RC": "<body><p>Bring your <b>résumé</b></p></body>"}):
        _, data = printed(annotated(note("FreeText", DA="/Helv 11 Tf 1 0 0 rg", **more)), layout="perfect")
        assert said(data) == "Bring your résumé"


def test_a_highlight_darkens_what_is_under_it_and_does_not_cover_it(printed: Press) -> None:
    with pikepdf.open(BytesIO(annotated(note("Highlight", C=[1, 1, 0])))) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"0 g 150 110 20 20 re f")
        file = BytesIO()
        pdf.save(file)
    picture = pictures(printed(file.getvalue(), layout="perfect")[1], 72)[0]
    assert picture.getpixel((160, 612 - 120)) == (0, 0, 0)
    assert picture.getpixel((250, 612 - 120)) == (255, 255, 0)


@pytest.mark.parametrize("kind", ["Stamp", "Text", "FileAttachment", "Redact", "Caret", "Movie", "New"])
def test_what_cannot_be_drawn_is_said_with_its_page(printed: Press, kind: str) -> None:
    pressed, _ = printed(annotated(note(kind)), layout="perfect")
    assert codes(pressed) == ["no-appearance"]
    assert pressed.diagnostics[0].message.startswith("page 1: a")
    assert pressed.diagnostics[0].message.endswith(" has no appearance in the file, and is not printed")


@pytest.mark.parametrize("kind", ["Link", "Popup"])
def test_links_and_windows_are_no_content(printed: Press, kind: str) -> None:
    pressed, data = printed(annotated(note(kind, C=[1, 0, 0], Border=Array([0, 0, 3]))), layout="perfect")
    assert codes(pressed) == []
    assert pictures(data)[0].getcolors() == [(198 * 306, (255, 255, 255))]


def test_what_is_hidden_is_not_printed_and_what_is_for_the_screen_alone_is_said(printed: Press) -> None:
    pressed, data = printed(annotated(note("Square", IC=[1, 0, 0], F=2 | 4)), layout="perfect")
    assert codes(pressed) == []
    assert inked(pictures(data, 72)[0], RECT) == 0
    pressed, data = printed(annotated(note("Square", IC=[1, 0, 0], F=0)), layout="perfect")
    assert codes(pressed) == ["screen-only"]
    assert "page 1: a rectangle is set to be shown on the screen alone" in pressed.diagnostics[0].message
    assert inked(pictures(data, 72)[0], RECT) == 0
    pressed, data = printed(annotated(note("Square", IC=[1, 0, 0], F=4 | 32)), layout="perfect")
    assert inked(pictures(data, 72)[0], RECT) > 0.9, "not on the screen, but on paper"


def test_an_empty_field_that_is_for_the_screen_alone_is_nothing_to_speak_of(printed: Press) -> None:
    empty, filled = field("Tx", F=0), field("Tx", F=0, V="text")
    assert codes(printed(annotated(empty, form=Dictionary()), layout="perfect")[0]) == []
    assert codes(printed(annotated(filled, form=Dictionary()), layout="perfect")[0]) == ["screen-only"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_has_its_notes_where_a_viewer_shows_them(printed: Press, turn: int) -> None:
    source = annotated(note("Square", IC=[1, 0, 0], rect=(100, 100, 160, 300)), more=Dictionary(Rotate=turn))
    with pypdfium2.PdfDocument(source) as document:
        document.init_forms()
        before = document[0].render(scale=0.5, optimize_mode="print").to_pil().convert("RGB")
    assert (255, 0, 0) in {colour for _, colour in before.getcolors(1 << 20) or ()}
    (after,) = pictures(printed(source, layout="perfect")[1])
    places = [(x, y) for x in range(3, before.width, 7) for y in range(3, before.height, 7)]
    assert sum(before.getpixel(place) != after.getpixel(place) for place in places) < len(places) / 200


# -- text in boxes


@given(
    text=st.text(st.sampled_from("abc äß 日\n"), max_size=80),
    width=st.floats(20, 400),
    height=st.floats(8, 200),
    align=st.sampled_from([0, 1, 2]),
    size=st.sampled_from([0, 6, 12]),
)
@pytest.mark.parametrize("set_text", [text_line, text_paragraphs])
def test_a_text_that_fits_lies_inside_of_its_box(
    set_text: Callable[..., object], text: str, width: float, height: float, align: int, size: float
) -> None:
    lettering = Lettering("T")
    block = set_text(lettering, text, TextStyle(size), (width, height), align, 2.0)
    if not block.fits or not block.operators:  # type: ignore[attr-defined]
        return
    data = _drawn(lettering, block.operators, width, height)  # type: ignore[attr-defined]
    with pypdfium2.PdfDocument(data) as document:
        page = document[0].get_textpage()
        for index in range(page.count_rects()):
            left, bottom, right, top = page.get_rect(index)
            assert -1 <= left <= right <= width + 1
            assert bottom > -0.35 * max(size, 12) - 1 or height < 14
            assert top < height + 0.35 * max(size, 12) + 1 or height < 14
        assert "".join(page.get_text_bounded().split()) == "".join(text.split())


def _drawn(lettering: Lettering, operators: str, width: float, height: float) -> bytes:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(max(width, 3), max(height, 3)))
    pdf.pages[0].obj.Resources = Dictionary(Font=lettering.embed(pdf))
    pdf.pages[0].obj.Contents = pdf.make_stream(operators.encode("latin-1"))
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("/Helv 12 Tf 0 g", TextStyle(12, "0 g")),
        ("0 0.5 1 rg /HeBo 9.5 Tf", TextStyle(9.5, "0 0.5 1 rg", True)),
        ("/Arial,Bold 0 Tf 0 0 0 1 k", TextStyle(0, "0 0 0 1 k", True)),
        ("", TextStyle()),
        ("Tf g rg 12", TextStyle()),
        ("/Helv x Tf 9 9 9 rg", TextStyle()),
        ("/Helv -8 Tf 1e999 g", TextStyle(8)),
    ],
)
def test_a_default_appearance_is_read_as_far_as_it_is_one(written: str, style: TextStyle) -> None:
    assert text_style(written) == style
