"""SVG drawings as PDF operators: they look as they are meant, and stay shapes."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from careerpdf.pdf.pictures import PictureError, add_picture, find_picture
from careerpdf.pdf.writer import PdfWriter
from tests.support.paths import FIXTURES

LOGO = FIXTURES / "logo.svg"


def pdf_of(path: Path, width: float, height: float) -> bytes:
    """A page of that size, pt, which the picture fills."""
    file = BytesIO()
    writer = PdfWriter(file)
    root, pages, page = writer.reserve(), writer.reserve(), writer.reserve()
    picture = add_picture(writer, path)
    content = writer.add_stream(f"{width} 0 0 {height} 0 0 cm /P Do".encode(), "")
    writer.put(
        page,
        f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {width} {height}]/Contents {content} 0 R"
        f"/Resources<</XObject<</P {picture} 0 R>>>>>>",
    )
    writer.put(pages, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    writer.put(root, f"<</Type/Catalog/Pages {pages} 0 R>>")
    writer.finish(root, writer.add("<<>>"))
    return file.getvalue()


def drawn(path: Path, width: float, height: float) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf_of(path, width, height))
    try:
        return document[0].render(scale=1).to_pil().convert("RGB").copy()
    finally:
        document.close()


def near(pixel: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 30 for a, b in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize(
    ("place", "colour"),
    [
        ((20, 50), (10, 92, 92)),  # a circle, by a class
        ((50, 55), (10, 92, 92)),  # the hole of a triangle
        ((50, 28), (255, 255, 255)),  # the triangle
        ((145, 62), (255, 255, 255)),  # inside an arc
        ((145, 30), (218, 165, 32)),  # a shape that is used, turned
        ((220, 50), (122, 0, 25)),  # an ellipse
        ((250, 50), (255, 255, 255)),  # what is cropped of it
        ((275, 60), (70, 130, 180)),  # a polygon
        ((250, 8), (204, 0, 0)),  # a line
    ],
)
def test_every_shape_has_its_place_and_colour(place: tuple[int, int], colour: tuple[int, int, int]) -> None:
    found = drawn(LOGO, 300, 100).getpixel(place)
    assert near(found, colour), found


DARK, RED, GOLD, WHITE = (18, 52, 86), (170, 0, 0), (255, 204, 51), (255, 255, 255)


@pytest.mark.parametrize(
    ("inside", "pixels"),
    [
        # What follows a closepath begins where the subpath began.
        ('<path fill="#123456" d="M20 20h60v30h-30zl0 60h20z"/>', {(23, 70): DARK, (60, 70): WHITE}),
        ('<path fill="none" stroke="#123456" stroke-width="6" d="M20 20H80V80ZV80"/>',
         {(20, 60): DARK, (80, 90): WHITE}),
        # Lines that go nowhere are dots with round and square ends, and nothing without.
        ('<path stroke="#123456" stroke-width="20" stroke-linecap="round" d="M20 50h0M50 50zM80 50l0 0"/>',
         {(13, 50): DARK, (50, 50): DARK, (80, 58): DARK, (72, 42): WHITE}),
        ('<path stroke="#123456" stroke-width="20" stroke-linecap="square" d="M50 50z"/>', {(42, 42): DARK}),
        ('<path stroke="#123456" stroke-width="20" d="M50 50z"/><path d="M0 0h1v1z"/>', {(50, 50): WHITE}),
        # One radius is as the other.
        ('<ellipse cx="50" cy="50" rx="40" fill="#123456"/>', {(50, 15): DARK, (50, 5): WHITE}),
        ('<ellipse cx="50" cy="50" rx="40" ry="" fill="#123456"/>', {(50, 15): DARK}),
        ('<rect x="10" y="10" width="80" height="80" rx="100%" fill="#123456"/>', {(50, 12): DARK, (15, 15): WHITE}),
        # Symbols and inner drawings have coordinates of their own.
        ('<symbol id="s" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5"/></symbol>'
         '<use href="#s" x="10" y="10" width="80" height="80" fill="#123456"/>', {(50, 15): DARK, (12, 12): WHITE}),
        ('<svg x="50" y="50" width="50" height="50" viewBox="0 0 10 10"><circle cx="5" cy="5" r="6"/></svg>',
         {(75, 55): (0, 0, 0), (48, 75): WHITE}),
        ('<symbol id="s" viewBox="0 0 10 20"><rect width="10" height="20"/></symbol>'
         '<use href="#s" width="80" height="80" fill="#123456"/>', {(10, 40): WHITE, (40, 40): DARK, (70, 40): WHITE}),
        ('<symbol id="s" viewBox="0 0 10 20" preserveAspectRatio="none"><rect width="10" height="20"/></symbol>'
         '<use href="#s" width="80" height="80" fill="#123456"/>', {(10, 40): DARK, (70, 40): DARK}),
        # Lines
        ('<path d="M10 80L50 20L90 80" fill="none" stroke="#a00" stroke-width="10" stroke-miterlimit="1"/>',
         {(50, 22): RED, (50, 14): WHITE}),
        ('<path d="M10 80L50 20L90 80" fill="none" stroke="#a00" stroke-width="10"/>', {(50, 14): RED}),
        ('<path d="M10 50h80" stroke="#123456" stroke-width="8" stroke-dasharray="10 5" stroke-dashoffset="5"/>',
         {(12, 50): DARK, (17, 50): WHITE, (25, 50): DARK}),
        ('<circle cx="50" cy="50" r="40" fill="none" stroke="#a00" stroke-width="9" stroke-dasharray="63 999"/>',
         {(78, 78): RED, (22, 22): WHITE, (78, 22): WHITE}),
        ('<path d="M10 20h8" stroke="#a00" stroke-width="2" transform="scale(5 1)"/>',
         {(70, 20): RED, (70, 23): WHITE}),
        ('<rect x="20" y="20" width="60" height="60" fill="#fff" stroke="#a00" stroke-width="20" '
         'paint-order="stroke"/>',
         {(25, 50): WHITE, (15, 50): RED}),
        ('<path d="M0 50h100M0 20h90z" fill="#a00"/><path d="M0 0h1v1z"/>', {(50, 50): WHITE, (50, 20): WHITE}),
        # Fills
        ('<g fill-rule="evenodd"><path fill="#123456" d="M10 10h80v80H10zM30 30h40v40H30z"/></g>', {(50, 50): WHITE}),
        ('<path fill="#123456" d="M10 10h80v80H10zM30 30h40v40H30z"/>', {(50, 50): DARK}),
        # Gradients
        ('<linearGradient id="g"><stop stop-color="#a00"/><stop offset="1" stop-color="#fc3"/></linearGradient>'
         '<rect width="100" height="40" fill="url(#g)"/><path d="M0 70h100v1" stroke-width="20" stroke="url(#g)"/>',
         {(2, 20): RED, (50, 20): (212, 102, 25), (97, 20): GOLD, (4, 75): RED, (96, 65): GOLD}),
        ('<radialGradient id="g"><stop stop-color="#a00"/><stop offset="1" stop-color="#fc3"/></radialGradient>'
         '<rect width="100" height="100" fill="url(#g)"/>', {(50, 50): RED, (3, 50): GOLD, (3, 3): GOLD}),
        ('<linearGradient id="g"><stop offset=".5" stop-color="#a00"/><stop offset=".5" stop-color="#fc3"/>'
         '</linearGradient><rect width="100" height="100" fill="url(#g)"/>', {(45, 50): RED, (55, 50): GOLD}),
        ('<linearGradient id="g"><stop stop-color="#a00" stop-opacity="0"/><stop offset="1" stop-color="#a00"/>'
         '</linearGradient><rect width="100" height="100" fill="url(#g)"/>',
         {(2, 50): WHITE, (50, 50): (212, 128, 128), (98, 50): RED}),
        # What is see-through
        ('<rect width="100" height="100" fill="#a00" opacity=".5"/>', {(50, 50): (212, 128, 128)}),
        ('<g opacity=".5"><rect width="60" height="99" fill="#fc3"/>'
         '<rect x="40" width="60" height="99" fill="#a00"/></g>',
         {(20, 50): (255, 230, 153), (50, 50): (212, 128, 128), (80, 50): (212, 128, 128)}),
        ('<rect x="20" y="20" width="60" height="60" fill="#a00" stroke="#a00" stroke-width="20" stroke-opacity=".5"/>',
         {(50, 50): RED, (15, 50): (212, 128, 128), (25, 50): RED}),
        # Clips and masks
        ('<clipPath id="c"><circle cx="50" cy="50" r="30"/></clipPath><g clip-path="url(#c)">'
         '<rect width="100" height="100" fill="#123456"/></g>', {(50, 50): DARK, (25, 25): WHITE}),
        ('<clipPath id="c"><rect width="50" height="100"/><rect x="40" width="30" height="100"/></clipPath>'
         '<rect clip-path="url(#c)" width="100" height="100" fill="#a00"/>',
         {(45, 50): RED, (65, 50): RED, (75, 50): WHITE}),
        ('<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width=".5" height="1"/></clipPath>'
         '<rect x="20" width="40" height="100" clip-path="url(#c)" fill="#a00"/>', {(30, 50): RED, (50, 50): WHITE}),
        ('<mask id="m"><rect width="100" height="100" fill="#fff"/><circle cx="50" cy="50" r="20"/></mask>'
         '<rect width="100" height="100" mask="url(#m)" fill="#a00"/>', {(50, 50): WHITE, (10, 50): RED}),
        ('<mask id="m" style="mask-type:alpha"><circle cx="50" cy="50" r="20"/></mask>'
         '<rect width="100" height="100" mask="url(#m)" fill="#a00"/>', {(50, 50): RED, (10, 50): WHITE}),
        ('<mask id="m" fill="#808080"><rect width="100" height="100"/></mask>'
         '<rect width="100" height="100" mask="url(#m)" fill="#a00"/>', {(50, 50): (212, 128, 128)}),
        # What is mixed with what lies below, but not with the page
        ('<rect width="60" height="100" fill="#fc3"/>'
         '<rect x="40" width="60" height="100" fill="#0cc" style="mix-blend-mode:multiply"/>',
         {(20, 50): GOLD, (50, 50): (0, 163, 41), (80, 50): (0, 204, 204)}),
        ('<svg style="background:#fc3"><path d="M0 0h1v1z"/></svg>', {(50, 50): WHITE}),
    ],
)  # fmt: skip
def test_a_drawing_looks_as_svg_says(
    tmp_path: Path, inside: str, pixels: dict[tuple[int, int], tuple[int, int, int]]
) -> None:
    file = tmp_path / "a.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{inside}</svg>', encoding="utf-8")
    found = drawn(file, 100, 100)
    assert {place: found.getpixel(place) for place in pixels if not near(found.getpixel(place), pixels[place])} == {}


def test_the_color_behind_a_drawing_is_drawn(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" style="background:#fc3"><path d="M0 0h1v1"/></svg>',
        encoding="utf-8",
    )
    assert near(drawn(file, 100, 100).getpixel((50, 50)), GOLD)


def test_a_drawing_stays_one_of_shapes_without_fonts_and_pixels() -> None:
    with pikepdf.open(BytesIO(pdf_of(LOGO, 300, 100))) as pdf:
        form = pdf.pages[0].Resources.XObject.P
        assert form.Subtype == "/Form"
        assert len(form.Resources) == 0
        operators = {str(one.operator) for one in pikepdf.parse_content_stream(form)}
    paints = {"re", "f", "f*", "S", "W", "W*", "n"}
    assert operators <= paints | {"q", "Q", "cm", "m", "l", "c", "h", "rg", "RG", "w", "J", "j", "d", "M"}


def test_a_tiny_drawing_is_as_fine_as_a_large_one(tmp_path: Path) -> None:
    shapes = {}
    for size in (0.01, 10_000):
        file = tmp_path / f"{size}.svg"
        file.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="M0 0L{size / 3} {size / 7}'
            f'V{size}z" stroke="red" stroke-width="{size / 50}"/></svg>',
            encoding="utf-8",
        )
        with pikepdf.open(BytesIO(pdf_of(file, 100, 100))) as pdf:
            shapes[size] = pdf.pages[0].Resources.XObject.P.read_bytes()
    assert shapes[0.01] == shapes[10_000]


def test_the_same_file_makes_the_same_bytes() -> None:
    assert pdf_of(LOGO, 300, 100) == pdf_of(LOGO, 300, 100)


# -- finding pictures


def test_the_first_folder_that_has_a_picture_wins(tmp_path: Path) -> None:
    for name, size in (("one", 3), ("two", 5)):
        (tmp_path / name).mkdir()
        Image.new("RGB", (size, size)).save(tmp_path / name / "a.png")
    Image.new("RGB", (7, 7)).save(tmp_path / "two" / "b.jpg")
    folders = (tmp_path / "one", tmp_path / "two")
    assert find_picture("a.png", folders).width == 3
    assert find_picture("b.jpg", folders).width == 7


@pytest.mark.parametrize(
    "name",
    ["", "/a.png", "../a.png", "b/../../a.png", "~/a.png", "C:/a.png", "file:a.png", "\\\\server\\a.png", "a\0.png"],
)
def test_a_name_that_leads_elsewhere_is_no_picture(tmp_path: Path, name: str) -> None:
    with pytest.raises(PictureError):
        find_picture(name, (tmp_path,))


def test_a_jpeg_that_was_cut_off_is_said_to_be_damaged(tmp_path: Path) -> None:
    Image.effect_noise((300, 300), 90).convert("RGB").save(tmp_path / "a.jpg")
    data = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(data[: len(data) // 3])
    with pytest.raises(PictureError, match="damaged"):
        find_picture("a.jpg", (tmp_path,))
