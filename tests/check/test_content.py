"""Reading pages: texts with their spaces and their colours, what lies behind them, and forms."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from careerpdf.check.contrast import contrast_pairs, contrast_ratio
from careerpdf.check.drawn import Drawn, Kind
from careerpdf.check.fonts import UNKNOWN, read_font
from careerpdf.check.reading import join
from tests.support.made_pdfs import MakePdf, read


def drawn(path: Path, kind: Kind = Kind.TEXT) -> list[Drawn]:
    return [piece for piece in read(path).pages[0].content.drawn if piece.kind is kind]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"BT /F 10 Tf (two words) Tj ET", "two words"),
        (b"BT /F 10 Tf [(two) -300 (words)] TJ ET", "two words"),
        (b"BT /F 10 Tf [(A) 70 (V) 70 (A)] TJ ET", "AVA"),
        (b"BT /F 10 Tf (one line) Tj 0 -12 Td (and another) Tj ET", "one line and another"),
        (b"BT /F 10 Tf 12 TL (one line) Tj (and another) ' ET", "one line and another"),
        (b"BT /F 10 Tf (un) Tj (broken) Tj ET", "unbroken"),
        (
            b"BT /F 10 Tf (co) Tj /Span <</ActualText <FEFF00AD>>> BDC (-) Tj EMC 0 -12 Td (operate) Tj ET",
            "cooperate",
        ),
        (b"BT /F 10 Tf (self-) Tj 0 -12 Td (made) Tj ET", "self- made"),
        (b"BT /F 10 Tf (caf\\351) Tj ET", "café"),
        (b"BT /F 10 Tf /Span <</ActualText (fi)>> BDC (x) Tj (y) Tj EMC (nd) Tj ET", "find"),
        (b"BT /F 10 Tf /Span <</ActualText <FEFF00E9>>> BDC (e) Tj EMC ET", "é"),
    ],
)
def test_text_reads_as_a_person_sees_it(make_pdf: MakePdf, content: bytes, said: str) -> None:
    assert join(drawn(make_pdf(content))) == said


def test_a_mark_of_a_form_belongs_to_the_form_and_its_text_to_the_page(make_pdf: MakePdf) -> None:
    with pikepdf.new() as maker:
        form = maker.make_stream(b"/P <</MCID 0>> BDC BT /F 10 Tf (inside) Tj ET EMC")
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100])))
        path = make_pdf(b"/P <</MCID 0>> BDC BT /F 10 Tf (outside) Tj ET EMC q 1 0 0 1 50 60 cm /X Do Q")
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[0].obj.Resources.XObject = Dictionary(X=pdf.copy_foreign(form))
            pdf.save(path)
    outside, inside = drawn(path)
    assert (outside.text, inside.text) == ("outside", "inside")
    assert outside.mark is not None
    assert inside.mark is not None
    assert outside.mark.owner != inside.mark.owner
    assert inside.start == (50, 60)


def test_a_form_that_draws_itself_is_drawn_once(make_pdf: MakePdf) -> None:
    path = make_pdf(b"/X Do")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        form = pdf.make_stream(b"BT /F 10 Tf (again) Tj ET /X Do")
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100])))
        pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
        pdf.save(path)
    assert [piece.text for piece in drawn(path)] == ["again"]


@pytest.mark.parametrize(
    ("before", "colour", "background"),
    [
        (b"", "#000000", "#ffffff"),
        (b"1 0 0 rg", "#ff0000", "#ffffff"),
        (b"0.2 g", "#333333", "#ffffff"),
        (b"0 1 1 0 k", "#ff0000", "#ffffff"),
        (b"0 0 1 rg 0 0 300 300 re f 1 g", "#ffffff", "#0000ff"),
        (b"q 0 0 1 rg 0 0 300 300 re f 0.5 g 5 5 200 60 re f Q", "#000000", "#808080"),
        (b"q 0 0 1 rg 200 200 50 50 re f Q", "#000000", "#ffffff"),
        (b"q 0 0 1 rg 0 0 300 300 re 1 1 298 298 re f* Q", "#000000", "#ffffff"),
        (b"q 0 0 1 rg 0 0 300 300 re W n Q", "#000000", "#ffffff"),
        (b"q 300 0 0 300 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q", "#000000", None),
        (b"/Pattern cs /P1 scn", None, "#ffffff"),
        (b"q /S sh Q", "#000000", None),
    ],
)
def test_text_is_measured_against_what_lies_behind_it(
    make_pdf: MakePdf, before: bytes, colour: str | None, background: str | None
) -> None:
    path = make_pdf(before + b" BT /F 12 Tf 20 20 Td (text) Tj ET")
    (pair,) = contrast_pairs(read(path))
    assert (pair.colour, pair.background) == (colour, background)
    assert (pair.ratio is None) is (colour is None or background is None)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [((0, 0, 0), (1, 1, 1), 21.0), ((1, 1, 1), (1, 1, 1), 1.0), ((0x76 / 255,) * 3, (1, 1, 1), 4.54)],
)
def test_contrast_is_that_of_wcag(
    one: tuple[float, float, float], other: tuple[float, float, float], ratio: float
) -> None:
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast_ratio(other, one) == contrast_ratio(one, other)


@pytest.mark.parametrize(("size", "scale", "needed"), [(17.9, 1, 4.5), (18, 1, 3.0), (9, 2, 3.0), (36, 0.4, 4.5)])
def test_large_text_needs_less_contrast_and_its_size_is_that_on_the_page(
    make_pdf: MakePdf, size: float, scale: float, needed: float
) -> None:
    path = make_pdf(f"q {scale} 0 0 {scale} 0 0 cm BT /F {size} Tf 20 20 Td (text) Tj ET Q".encode())
    assert [pair.needed for pair in contrast_pairs(read(path))] == [needed]


def test_invisible_text_is_read_but_not_measured(make_pdf: MakePdf) -> None:
    path = make_pdf(b"BT /F 12 Tf 3 Tr 20 20 Td (scanned) Tj ET")
    assert [piece.text for piece in drawn(path)] == ["scanned"]
    assert contrast_pairs(read(path)) == ()


def test_a_simple_font_is_read_by_its_differences_and_by_to_unicode_first() -> None:
    with pikepdf.new() as pdf:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name("/ABCDEF+Some-Bold"),
            Encoding=Dictionary(Differences=Array([65, Name.Euro, Name.f_i, Name("/uni0041"), Name.g123])),
            ToUnicode=pdf.make_stream(b"1 beginbfrange <44> <45> [<0058> <00590059>] endbfrange"),
        )
        read_as = read_font(font)
        assert [glyph.text for glyph in read_as.decode(b"ABCDEF")] == ["€", "fi", "A", "X", "YY", "F"]
        assert (read_as.name, read_as.bold) == ("Some-Bold", True)


def test_a_composite_font_without_a_map_says_nothing() -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, Encoding=Name("/Identity-H"))
    assert [glyph.text for glyph in read_font(font).decode(b"\x00\x41\x00\x42")] == [UNKNOWN, UNKNOWN]
