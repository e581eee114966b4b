"""SVG drawings as PDF operators: they look as they are meant, and stay shapes."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from careerpdf.assets.svg import SvgError
from careerpdf.pdf.pictures import PictureError, add_picture, find_picture
from careerpdf.pdf.vectors import read_vectors
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


def test_a_drawing_stays_one_of_shapes_without_fonts_and_pixels(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(pdf_of(LOGO, 300, 100))) as pdf:
        form = pdf.pages[0].Resources.XObject.P
        assert form.Subtype == "/Form"
        assert len(form.Resources) == 0
        operators = {str(one.operator) for one in pikepdf.parse_content_stream(form)}
    paints = {"re", "f", "f*", "B", "B*", "S", "W", "W*", "n"}
    assert operators <= paints | {"q", "Q", "cm", "m", "l", "c", "h", "rg", "RG", "w", "J", "j", "d", "M"}


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="300" height="100"', (225, 75)),
        ('viewBox="0 0 40 20"', (30, 15)),
        ('width="2in" height="1in" viewBox="0 0 9 9"', (144, 72)),
    ],
)
def test_a_drawing_has_the_proportions_that_it_says(attributes: str, size: tuple[float, float]) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="9" height="9"/></svg>'
    vectors = read_vectors(data.encode())
    assert (vectors.width, vectors.height) == pytest.approx(size)


def test_a_drawing_without_a_size_is_an_error() -> None:
    with pytest.raises(SvgError, match="how large"):
        read_vectors(b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>')


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
