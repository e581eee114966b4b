"""Operators of finished pages in other colours."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from careerpdf.press.colour import Cmyk, Converter, Gray, gray_of, read_profile
from careerpdf.press.recolour import recolour
from tests.support.press_files import image_stream

RED, GREEN = (f"{gray_of(*rgb):.4f}" for rgb in ((1, 0, 0), (0, 1, 0)))

TINT = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0.6, 0.1], N=1)


def form(pdf: pikepdf.Pdf, content: str, resources: Dictionary | None = None) -> pikepdf.Object:
    stream = pdf.make_stream(content.encode())
    stream[Name.Subtype] = Name.Form
    stream[Name.Resources] = resources or Dictionary()
    return stream


def recoloured(pdf: pikepdf.Pdf, forms: Sequence[pikepdf.Object], converter: Converter) -> tuple[str, ...]:
    return tuple(left.what for left in recolour(pdf, {(1, n): made for n, made in enumerate(forms, 1)}, converter))


def written(content: str, converter: Gray | Cmyk, resources: Dictionary | None = None) -> tuple[str, tuple[str, ...]]:
    pdf = pikepdf.new()
    made = form(pdf, content, resources)
    left = recoloured(pdf, [made], converter)
    return " ".join(made.read_bytes().decode().split()), left


@pytest.fixture
def press(icc: Path) -> Cmyk:
    found = read_profile(icc)
    assert isinstance(found, Cmyk)
    return found


def test_a_color_is_written_where_it_is_used() -> None:
    text, left = written("1 0 0 rg 0 0 9 9 re f", Gray())
    assert text == f"{RED} g 0 0 9 9 re f"
    assert left == ()


def test_a_color_that_nothing_uses_is_gone_and_one_that_is_used_twice_written_once() -> None:
    text, _ = written("1 0 0 rg 1 1 1 rg 0 0 9 9 re f 1 1 1 rg 5 5 1 1 re f", Gray())
    assert text == "1 g 0 0 9 9 re f 5 5 1 1 re f"


def test_saved_colors_come_back() -> None:
    text, _ = written("0 g q 1 g 0 0 1 1 re f Q 0 0 2 2 re f q 0 0 3 3 re f Q", Gray())
    assert text == "q 1 g 0 0 1 1 re f Q 0 g 0 0 2 2 re f q 0 0 3 3 re f Q"


def test_strokes_and_fills_are_kept_apart() -> None:
    text, _ = written("1 1 1 rg 0 0 0 RG 0 0 m 1 1 l B", Gray())
    assert text == "1 g 0 G 0 0 m 1 1 l B"


def test_no_color_is_set_inside_of_a_path() -> None:
    text, _ = written("0 0 1 RG 0 0 m 1 1 l 5 5 m 6 6 l S", Gray())
    assert text.index("G") < text.index("m")
    assert text.count("G") == 1


def test_dark_text_is_black_alone_while_a_shape_of_its_color_is_not(press: Cmyk) -> None:
    text, _ = written("0.122 0.161 0.216 rg 0 0 9 9 re f BT (a) Tj ET", press)
    shape, _, words = text.partition("BT")
    assert words == " 0 0 0 1 k /Overprint111 gs (a) Tj ET"
    assert shape.split()[:3] != ["0", "0", "0"]
    assert shape.endswith("k 0 0 0 1 K /Overprint011 gs 0 0 9 9 re f ")


@pytest.mark.parametrize(
    ("space", "values"),
    [
        ("/DeviceRGB", "1 0 0"),
        ("/C", "1 0 0"),
        ("/DeviceCMYK", "0 1 1 0"),
    ],
)
def test_colors_by_color_space_are_converted_too(space: str, values: str) -> None:
    pdf = pikepdf.new()
    icc = pdf.make_stream(b"any")
    icc[Name.N] = 3
    resources = Dictionary(ColorSpace=Dictionary(C=Array([Name.ICCBased, icc])))
    made = form(pdf, f"{space} cs {values} scn 0 0 1 1 re f", resources)
    assert recoloured(pdf, [made], Gray()) == ()
    assert made.read_bytes().split()[:2] == [RED.encode(), b"g"]


def test_a_color_space_begins_with_black(press: Cmyk) -> None:
    assert written("/DeviceRGB cs 0 0 1 1 re f", press)[0].startswith("0 0 0 1 k ")


def test_spot_colors_stay_and_are_said(press: Cmyk) -> None:
    spot = Array([Name.Separation, Name("/PANTONE 200"), Name.DeviceCMYK, TINT])
    resources = Dictionary(ColorSpace=Dictionary(S=spot))
    text, left = written("/S cs 0.5 scn 0 0 1 1 re f", press, resources)
    assert text == "/S cs 0.5 scn 0 0 0 1 K /Overprint011 gs 0 0 1 1 re f"
    assert left == ("PANTONE 200",)


def test_a_gradient_is_said_unless_it_is_in_the_colors_of_the_press(press: Cmyk) -> None:
    def shaded(space: Name) -> tuple[str, ...]:
        resources = Dictionary(Shading=Dictionary(S=Dictionary(ShadingType=2, ColorSpace=space)))
        return written("/S sh", press, resources)[1]

    assert shaded(Name.DeviceRGB) == ("a gradient",)
    assert shaded(Name.DeviceCMYK) == ()


def test_forms_in_forms_are_converted_once_and_inherit() -> None:
    pdf = pikepdf.new()
    inner = pdf.make_indirect(form(pdf, "0 0 1 1 re f 0 1 0 rg 2 2 1 1 re f"))
    resources = Dictionary(XObject=Dictionary(F=inner))
    outer = form(pdf, "1 0 0 rg /F Do /F Do", resources)
    recoloured(pdf, [outer, inner], Gray())
    assert outer.read_bytes().split() == f"{RED} g /F Do /F Do".encode().split()
    assert inner.read_bytes().split() == f"0 0 1 1 re f {GREEN} g 2 2 1 1 re f".encode().split()


def test_pictures_are_converted_and_masks_are_not(press: Cmyk) -> None:
    pdf = pikepdf.new()
    photo = pdf.make_indirect(image_stream(pdf, Image.new("RGB", (4, 3), (200, 30, 30))))
    mask = image_stream(pdf, Image.new("L", (4, 3), 99))
    photo[Name.SMask] = pdf.make_indirect(mask)
    plain = pdf.make_indirect(image_stream(pdf, Image.new("L", (2, 2), 7)))
    made = form(pdf, "/A Do /B Do", Dictionary(XObject=Dictionary(A=photo, B=plain)))
    assert recoloured(pdf, [made], press) == ()
    assert (photo.ColorSpace, len(photo.read_bytes())) == (Name.DeviceCMYK, 4 * 3 * 4)
    assert photo.SMask.read_bytes() == bytes([99]) * 12
    assert (plain.ColorSpace, plain.read_bytes()) == (Name.DeviceGray, bytes([7]) * 4)


def test_a_jpeg_stays_one_in_gray() -> None:
    pdf = pikepdf.new()
    file = BytesIO()
    Image.new("RGB", (16, 16), (200, 30, 30)).save(file, "JPEG")
    photo = pdf.make_stream(file.getvalue())
    photo[Name.Subtype], photo[Name.Width], photo[Name.Height] = Name.Image, 16, 16
    photo[Name.ColorSpace], photo[Name.BitsPerComponent], photo[Name.Filter] = Name.DeviceRGB, 8, Name.DCTDecode
    made = form(pdf, "/A Do", Dictionary(XObject=Dictionary(A=pdf.make_indirect(photo))))
    assert recoloured(pdf, [made], Gray()) == ()
    inside = made.Resources.XObject.A
    assert inside.Filter == Name.DCTDecode
    assert pikepdf.PdfImage(inside).as_pil_image().mode == "L"


def test_patterns_and_glyphs_that_draw_are_converted() -> None:
    pdf = pikepdf.new()
    tile = pdf.make_stream(b"1 0 0 rg 0 0 1 1 re f")
    tile[Name.PatternType] = 1
    glyph = pdf.make_stream(b"0 0 0 0 9 9 d0 0 0 1 rg 0 0 1 1 re f")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=glyph))
    made = form(pdf, "/Pattern cs /T scn 0 0 9 9 re f", Dictionary(Pattern=Dictionary(T=tile), Font=Dictionary(F=font)))
    assert recoloured(pdf, [made], Gray()) == ()
    assert made.read_bytes().split() == b"/Pattern cs /T scn 0 0 9 9 re f".split()
    assert f"{RED} g".encode() in tile.read_bytes()
    assert b"rg" not in glyph.read_bytes()


def test_content_that_cannot_be_read_is_said() -> None:
    pdf = pikepdf.new()
    made = pdf.make_stream(b"this is not compressed")
    made[Name.Filter] = Name.FlateDecode
    assert recoloured(pdf, [made], Gray()) == ("content that cannot be read",)
