"""PDF pages as pictures: size, order and choice."""

from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfiumError

from careerpdf.preview.render import pages


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages, one by two inches, red, green and blue."""
    path = tmp_path_factory.mktemp("render") / "three.pdf"
    red, *others = (Image.new("RGB", (72, 144), colour) for colour in ("#ff0000", "#00ff00", "#0000ff"))
    red.save(path, save_all=True, append_images=others, resolution=72)
    return path


def strongest(picture: Image.Image) -> int:
    pixel = picture.getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(pixel, tuple)
    return pixel.index(max(pixel))


def test_all_pages_come_in_order_at_the_resolution(pdf: Path) -> None:
    pictures = list(pages(pdf, 100))
    assert [picture.size for picture in pictures] == [(100, 200)] * 3
    assert [strongest(picture) for picture in pictures] == [0, 1, 2]
    assert {picture.mode for picture in pictures} == {"RGB"}


def test_only_the_named_pages_come_also_from_bytes(pdf: Path) -> None:
    assert [strongest(picture) for picture in pages(pdf.read_bytes(), 72, [3, 1])] == [2, 0]


def test_a_page_that_is_not_there_is_an_error(pdf: Path) -> None:
    with pytest.raises(PdfiumError):
        list(pages(pdf, 72, [4]))
