"""Layers: what a viewer would not print is not in the press file, and nothing else is lost with it."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from tests.support.press_files import HALF, P, Press, codes, image_stream, operators, pdf_of, pictures

SHOWN, HIDDEN = (50.0, 50.0), (200.0, 200.0)


def layered(content: str, *, config: dict[str, object] | None = None, usage: dict[str, object] | None = None) -> bytes:
    """A page with a layer On and a layer Off, which its content names; `usage` is of the latter."""
    with pikepdf.open(BytesIO(pdf_of(P(content=content)))) as pdf:
        on = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Text"))
        off = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft", **({"Usage": usage} if usage else {})))
        pdf.Root.OCProperties = Dictionary(OCGs=[on, off], D=Dictionary(config or {"/OFF": [off]}))
        properties = {
            "On": on,
            "Off": off,
            "NotOff": Dictionary(Type=Name.OCMD, VE=Array([Name.Not, off])),
            "Both": Dictionary(Type=Name.OCMD, VE=Array([Name.And, on, off])),
            "Any": Dictionary(Type=Name.OCMD, OCGs=[on, off]),
            "All": Dictionary(Type=Name.OCMD, OCGs=[on, off], P=Name.AllOn),
            "None": Dictionary(Type=Name.OCMD, OCGs=[on, off], P=Name.AllOff),
            "NotAll": Dictionary(Type=Name.OCMD, OCGs=[on, off], P=Name.AnyOff),
            "Single": Dictionary(Type=Name.OCMD, OCGs=off, P=Name.AllOff),
            "Empty": Dictionary(Type=Name.OCMD, OCGs=Array([])),
        }
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        image = image_stream(pdf, Image.new("L", (2, 2), 0))
        hidden = image_stream(pdf, Image.new("L", (2, 2), 0))
        hidden[Name.OC] = off
        pdf.pages[0].obj.Resources = Dictionary(
            Properties=Dictionary({"/" + key: value for key, value in properties.items()}),
            Font=Dictionary(F=font),
            XObject=Dictionary(A=pdf.make_indirect(image)),
        )
        if "/H" in content:
            pdf.pages[0].obj.Resources.XObject.H = pdf.make_indirect(hidden)
        file = BytesIO()
        pdf.save(file)
    return file.getvalue()


def seen(picture: Image.Image, at: tuple[float, float]) -> bool:
    return picture.getpixel((round(at[0] + 5), round(HALF[1] - at[1] - 5))) != (255, 255, 255)


def area(at: tuple[float, float]) -> str:
    return f"{at[0]} {at[1]} 10 10 re f"


@pytest.mark.parametrize(
    ("layer", "is_seen"),
    [
        ("On", True), ("Off", False), ("NotOff", True), ("Both", False), ("Any", True), ("All", False),
        ("None", False), ("NotAll", True), ("Single", True), ("Empty", True), ("Unknown", True),
    ],
)  # fmt: skip
def test_content_is_printed_if_its_layers_are_on(printed: Press, layer: str, is_seen: bool) -> None:
    source = layered(f"/OC /{layer} BDC {area(HIDDEN)} EMC {area(SHOWN)}")
    pressed, data = printed(source, layout="perfect")
    (picture,) = pictures(data, 72)
    assert seen(picture, SHOWN)
    assert seen(picture, HIDDEN) == is_seen
    assert ("hidden-layers" in codes(pressed)) == (not is_seen)
    assert "BDC" not in {operator for operator, _ in operators(data)} or layer == "Unknown", "no layer is named"


@pytest.mark.parametrize(
    "content",
    [
        "/OC /Off BDC q 10 0 0 10 200 200 cm /A Do Q EMC",
        "q 10 0 0 10 200 200 cm /H Do Q",
        "/OC /Off BDC q 10 0 0 10 200 200 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q EMC",
        "/OC /Off BDC 20 w 200 200 10 10 re S EMC",
        "/OC /Off BDC 200 200 10 10 re B* EMC",
        "/OC /Off BDC BT /F 40 Tf 195 195 Td (MM) Tj EMC ET",
        "/OC /Off BDC /OC /On BDC 200 200 10 10 re f EMC EMC",
        "/OC /Off BDC /Span BMC EMC 200 200 10 10 re f EMC",
        "/OC /Off BDC 200 200 10 10 re f",
    ],
)
def test_nothing_that_paints_is_left_of_a_hidden_layer(printed: Press, content: str) -> None:
    pressed, data = printed(layered(f"{area(SHOWN)} {content}"), layout="perfect")
    assert codes(pressed)[0] == "hidden-layers"
    (picture,) = pictures(data, 72)
    assert seen(picture, SHOWN)
    assert not seen(picture, HIDDEN)


def test_what_a_hidden_layer_sets_holds_for_what_follows(printed: Press) -> None:
    source = layered(
        "/OC /Off BDC 1 0 0 rg 200 200 100 100 re W n 0 0 500 500 re f BT /F 9 Tf 210 250 Td (hidden) Tj EMC "
        f"(shown) Tj ET /OC /On BDC {area((230, 210))} EMC {area(SHOWN)}"
    )
    _, data = printed(source, layout="perfect")
    (picture,) = pictures(data, 72)
    assert picture.getpixel((235, 612 - 215)) == (255, 0, 0), "its color"
    assert not seen(picture, SHOWN), "its clipping path"
    shown = [number for number in range(205, 290) if picture.getpixel((number, 612 - 253)) != (255, 255, 255)]
    assert shown
    assert min(shown) > 225, "its text has been written, though nobody sees it"


@pytest.mark.parametrize(
    ("config", "usage", "is_seen"),
    [
        ({"/BaseState": Name.OFF}, None, False),
        ({"/BaseState": Name.ON}, None, True),
        ({}, {"/Print": Dictionary(PrintState=Name.OFF)}, False),
        ({"/BaseState": Name.OFF}, {"/Print": Dictionary(PrintState=Name.ON)}, True),
        ({}, {"/View": Dictionary(ViewState=Name.OFF)}, True),
    ],
)
def test_the_state_for_printing_goes_before_that_of_the_screen(
    printed: Press, config: dict[str, object], usage: dict[str, object] | None, is_seen: bool
) -> None:
    source = layered(f"/OC /Off BDC {area(HIDDEN)} EMC", config={**config, "/Name": "x"}, usage=usage)
    (picture,) = pictures(printed(source, layout="perfect")[1], 72)
    assert seen(picture, HIDDEN) == is_seen


def test_layers_inside_of_forms_and_of_notes_are_taken_out(printed: Press) -> None:
    with pikepdf.open(BytesIO(layered("/In Do"))) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(f"/OC /Off BDC {area(HIDDEN)} EMC {area(SHOWN)}".encode())
        form[Name.Type], form[Name.Subtype], form[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 400, 600])
        form[Name.Resources] = Dictionary(Properties=page.resources.Properties)
        page.resources.XObject.In = pdf.make_indirect(form)
        off = page.resources.Properties.Off
        note = Dictionary(Type=Name.Annot, Subtype=Name.Square, F=4, Rect=[300, 300, 340, 340], IC=[1, 0, 0], OC=off)
        page.obj.Annots = Array([note])
        source = _saved(pdf)
    (picture,) = pictures(printed(source, layout="perfect")[1], 72)
    assert seen(picture, SHOWN)
    assert not seen(picture, HIDDEN)
    assert not seen(picture, (315, 315))


def _saved(pdf: Pdf) -> bytes:
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()
