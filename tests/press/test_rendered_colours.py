"""Gradients, spot colours and pictures of other programs: drawn before and after, they are as light as they were."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageCms

from careerpdf.press.colour import Cmyk, gray_of, read_profile
from tests.support.press_files import P, Press, codes, pdf_of, pictures

SIZE = (200.0, 200.0)
PLACES = [(x, y) for x in range(6, 200, 17) for y in range(6, 200, 17)]
Content = tuple[str, dict[str, object]]


def exponential(start: list[float], end: list[float], power: float = 1) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=start, C1=end, N=power)


def calculated(pdf: Pdf, program: str, inputs: int, outputs: int, upto: float = 1) -> Stream:
    stream = pdf.make_stream(program.encode())
    stream[Name.FunctionType] = 4
    stream[Name.Domain], stream[Name.Range] = Array([0, upto] * inputs), Array([0, 1] * outputs)
    return stream


def axial(_pdf: Pdf) -> Content:
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 200, 0], Extend=[True, True],
        Function=exponential([1, 0, 0], [0, 0, 1]),
    )  # fmt: skip
    return "/S sh", {"Shading": Dictionary(S=shading)}


def radial_of_parts(_pdf: Pdf) -> Content:
    parts = [exponential([1, 1, 0], [0, 0.5, 0]), exponential([0, 0.5, 0], [1, 1, 1], 2)]
    function = Dictionary(FunctionType=3, Domain=[0, 1], Functions=parts, Bounds=[0.4], Encode=[0, 1, 0, 1])
    shading = Dictionary(
        ShadingType=3, ColorSpace=Name.DeviceRGB, Coords=[100, 100, 0, 100, 100, 90], Function=function,
        Background=[0.2, 0.8, 0.8], Extend=[False, True],
    )  # fmt: skip
    pattern = Dictionary(PatternType=2, Shading=shading)
    return "/Pattern cs /P scn 0 0 200 200 re f", {"Pattern": Dictionary(P=pattern)}


def of_a_program(pdf: Pdf) -> Content:
    """As Skia writes them, on which Chrome and Android draw."""
    program = "{ 200 div exch 200 div dup 0.5 gt { pop 1 } { 2 mul } ifelse exch 0.3 3 1 roll }"
    function = pdf.make_indirect(calculated(pdf, program, 2, 3, 200))
    shading = Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB, Domain=[0, 200, 0, 200], Function=function)
    return "/S sh", {"Shading": Dictionary(S=shading)}


def sampled(pdf: Pdf) -> Content:
    table = pdf.make_stream(bytes([255, 0, 0, 0, 255, 0, 0, 0, 255, 90, 90, 0]))
    table[Name.FunctionType], table[Name.Size], table[Name.BitsPerSample] = 0, Array([4]), 8
    table[Name.Domain], table[Name.Range] = Array([0, 1]), Array([0, 1] * 3)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 0, 200], Function=pdf.make_indirect(table)
    )
    return "/S sh", {"Shading": Dictionary(S=shading)}


def spot(pdf: Pdf) -> Content:
    tint = exponential([1, 1, 1], [0.8, 0.1, 0.2])
    space = Array([Name.Separation, Name("/PANTONE 200 C"), Name.DeviceRGB, tint])
    return "/S cs 1 scn 20 20 90 90 re f 0.4 scn 110 110 60 60 re f", {"ColorSpace": Dictionary(S=space)}


def several_inks(pdf: Pdf) -> Content:
    program = "{ 1 exch sub exch 1 exch sub dup 0.5 mul exch 3 -1 roll }"
    names = Array([Name("/Sea"), Name("/Sun")])
    space = Array([Name.DeviceN, names, Name.DeviceRGB, pdf.make_indirect(calculated(pdf, program, 2, 3))])
    return "/S cs 1 0.2 scn 20 20 90 90 re f 0 0.8 scn 110 110 60 60 re f", {"ColorSpace": Dictionary(S=space)}


def table_of_colours(_pdf: Pdf) -> Content:
    space = Array([Name.Indexed, Name.DeviceRGB, 2, String(bytes([255, 0, 0, 0, 120, 0, 30, 60, 200]))])
    return "/S cs 2 scn 20 20 90 90 re f 1 sc 110 110 60 60 re f", {"ColorSpace": Dictionary(S=space)}


def lab(_pdf: Pdf) -> Content:
    space = Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[-128, 127, -128, 127])])
    return "/S cs 60 40 -30 scn 20 20 90 90 re f 30 0 0 scn 110 110 60 60 re f", {"ColorSpace": Dictionary(S=space)}


def uncoloured_pattern(pdf: Pdf) -> Content:
    tile = pdf.make_stream(b"0 0 30 30 re f")
    tile[Name.Type], tile[Name.PatternType], tile[Name.PaintType], tile[Name.TilingType] = Name.Pattern, 1, 2, 1
    tile[Name.BBox], tile[Name.XStep], tile[Name.YStep] = Array([0, 0, 40, 40]), 40, 40
    tile[Name.Resources] = Dictionary()
    space = Array([Name.Pattern, Name.DeviceRGB])
    resources = {"ColorSpace": Dictionary(S=space), "Pattern": Dictionary(P=pdf.make_indirect(tile))}
    return "/S cs 0.9 0.2 0.3 /P scn 0 0 200 200 re f", resources


def picture(pdf: Pdf, data: bytes, space: object, **more: object) -> Content:
    stream = pdf.make_stream(data)
    stream[Name.Type], stream[Name.Subtype] = Name.XObject, Name.Image
    stream[Name.Width], stream[Name.Height], stream[Name.BitsPerComponent] = 2, 2, 8
    stream[Name.ColorSpace] = space  # type: ignore[assignment]
    for key, value in more.items():
        stream[Name("/" + key)] = value  # type: ignore[assignment]
    return "q 160 0 0 160 20 20 cm /A Do Q", {"XObject": Dictionary(A=pdf.make_indirect(stream))}


RGB = bytes([200, 30, 30, 20, 150, 40, 30, 40, 220, 250, 220, 10])


def picture_by_table(pdf: Pdf) -> Content:
    return picture(pdf, bytes([0, 1, 2, 3]), Array([Name.Indexed, Name.DeviceRGB, 3, String(RGB)]))


def picture_with_a_see_through_color(pdf: Pdf) -> Content:
    return picture(pdf, RGB, Name.DeviceRGB, Mask=Array([19, 21, 149, 151, 39, 41]))


def picture_with_a_profile(pdf: Pdf) -> Content:
    profile = pdf.make_stream(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[Name.N] = 3
    return picture(pdf, RGB, Array([Name.ICCBased, pdf.make_indirect(profile)]))


def picture_of_an_ink(pdf: Pdf) -> Content:
    tint = exponential([1, 1, 1], [0.8, 0.1, 0.2])
    space = Array([Name.Separation, Name("/PANTONE 200 C"), Name.DeviceRGB, tint])
    return picture(pdf, bytes([0, 90, 180, 255]), space, Decode=Array([1, 0]))


def picture_inside(_pdf: Pdf) -> Content:
    return "q 160 0 0 160 20 20 cm BI /W 2 /H 1 /BPC 8 /CS /RGB /F /AHx ID c81e1e149628> EI Q", {}


def mask_by_luminosity(pdf: Pdf) -> Content:
    group = pdf.make_stream(b"1 0 0 rg 0 0 100 200 re f 0 1 0 rg 100 0 100 200 re f")
    group[Name.Type], group[Name.Subtype], group[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 200, 200])
    group[Name.Group] = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    group[Name.Resources] = Dictionary()
    mask = Dictionary(S=Name.Luminosity, G=pdf.make_indirect(group))
    return "/M gs 0 0 0 rg 0 0 200 200 re f", {"ExtGState": Dictionary(M=Dictionary(SMask=mask))}


KINDS: list[Callable[[Pdf], Content]] = [
    axial, radial_of_parts, of_a_program, sampled, spot, several_inks, table_of_colours, lab, uncoloured_pattern,
    picture_by_table, picture_with_a_see_through_color, picture_with_a_profile, picture_of_an_ink, picture_inside,
    mask_by_luminosity,
]  # fmt: skip


def drawn(kind: Callable[[Pdf], Content]) -> bytes:
    pdf = pikepdf.new()
    content, resources = kind(pdf)
    page = Dictionary(
        Type=Name.Page, MediaBox=[0, 0, *SIZE], Contents=pdf.make_stream(content.encode()),
        Resources=Dictionary({"/" + key: value for key, value in resources.items()}),  # type: ignore[arg-type]
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def points(picture: Image.Image) -> list[tuple[int, int, int]]:
    """Pixels all over a page, but not where pictures blend into each other."""
    return [picture.getpixel(place) for place in PLACES]  # type: ignore[misc]


@pytest.mark.parametrize("kind", KINDS)
def test_in_gray_all_is_as_light_as_it_was(printed: Press, kind: Callable[[Pdf], Content]) -> None:
    source = drawn(kind)
    pressed, data = printed(source, layout="perfect", gray=True)
    assert "color-left" not in codes(pressed), [d.message for d in pressed.diagnostics]
    (before,), (after,) = pictures(source, 72), pictures(data, 72)
    assert len(before.getcolors(1 << 16) or ()) > 1
    for old, new in zip(points(before), points(after), strict=True):
        assert max(new) - min(new) <= 1, "gray"
        wanted = 255 * gray_of(*(value / 255 for value in old))
        slack = 12 if "picture" in kind.__name__ or kind in (mask_by_luminosity, lab) else 5
        assert abs(new[0] - wanted) <= slack, (kind.__name__, old, new, wanted)


@pytest.mark.parametrize("kind", KINDS)
def test_in_inks_nothing_is_left_in_rgb(printed: Press, icc: Path, kind: Callable[[Pdf], Content]) -> None:
    source = drawn(kind)
    pressed, data = printed(source, layout="perfect", pdfx=icc)
    assert pressed.ok, [d.message for d in pressed.diagnostics]
    with pikepdf.open(BytesIO(data)) as pdf:
        written = b"".join(
            item.unparse() if not isinstance(item, Stream) else repr(item).encode() for item in pdf.objects
        )
    for space in (b"DeviceRGB", b"ICCBased", b"CalRGB", b"/Lab"):
        assert space not in written
    inks = read_profile(icc)
    assert isinstance(inks, Cmyk)
    (before,), (after,) = pictures(source, 72), pictures(data, 72)
    (wanted,) = pictures(swatches(before, inks), 72)
    for old, meant, new in zip(points(before), points(wanted), points(after), strict=True):
        slack = 14 if kind is mask_by_luminosity else 9  # a viewer mixes ink with paper in its own way
        assert all(abs(a - b) <= slack for a, b in zip(meant, new, strict=True)), (kind.__name__, old, meant, new)


def swatches(picture: Image.Image, inks: Cmyk) -> bytes:
    """A page that has at each point what the profile makes of the color there."""
    content = ""
    for x, y in PLACES:
        rgb = tuple(value / 255 for value in picture.getpixel((x, y)))  # type: ignore[union-attr]
        values = inks.values(rgb, text=False)
        content += f"{' '.join(map(str, values))} k {x - 4} {200 - y - 4} 9 9 re f "
    return pdf_of(P(SIZE, content))


def test_spot_colors_are_named_with_their_page(printed: Press, icc: Path) -> None:
    pressed, data = printed(drawn(spot), layout="perfect", pdfx=icc)
    assert [(d.code, d.severity, d.message) for d in pressed.diagnostics] == [
        ("spot-color", "warning", "page 1: the color “PANTONE 200 C” is printed with an ink of its own")
    ]
    with pikepdf.open(BytesIO(data)) as pdf:
        (form,) = pdf.pages[0].resources.XObject.values()
        family, ink, alternate, _ = form.Resources.ColorSpace.S
        assert (family, ink, alternate) == (Name.Separation, Name("/PANTONE 200 C"), Name.DeviceCMYK)


def test_a_mesh_and_a_picture_of_several_inks_are_said(printed: Press, icc: Path) -> None:
    def mesh(pdf: Pdf) -> Content:
        stream = pdf.make_stream(bytes(18))
        stream[Name.ShadingType], stream[Name.ColorSpace] = 4, Name.DeviceRGB
        stream[Name.BitsPerCoordinate] = stream[Name.BitsPerComponent] = stream[Name.BitsPerFlag] = 8
        stream[Name.Decode] = Array([0, 1, 0, 1, 0, 1, 0, 1, 0, 1])
        return "/S sh", {"Shading": Dictionary(S=pdf.make_indirect(stream))}

    pressed, _ = printed(drawn(mesh), layout="perfect", pdfx=icc)
    assert [(d.code, d.severity, d.message) for d in pressed.diagnostics] == [
        ("color-left", "error", "page 1: a gradient mesh cannot be converted to CMYK, and stays as it is")
    ]

    def inks(pdf: Pdf) -> Content:
        _, resources = several_inks(pdf)
        return picture(pdf, bytes(8), resources["ColorSpace"].S)  # type: ignore[attr-defined]

    pressed, _ = printed(drawn(inks), layout="perfect", gray=True)
    assert [d.message for d in pressed.diagnostics if d.code == "color-left"] == [
        "page 1: a picture of several spot colors cannot be converted to gray, and stays as it is"
    ]
