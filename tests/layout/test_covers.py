"""What lies under a whole page, and photos that reach its edges."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from careerpdf.layout.covers import BLEED
from tests.support.laid_out import Packs, book_of, run_of


@pytest.mark.parametrize("pattern", ["none", "dots", "lines", "bars"])
def test_a_ground_covers_the_whole_page(packs: Packs, pattern: str) -> None:
    pdf, layout = book_of(
        "<p role='cover-title'>Title</p>", packs("modern"), attributes=f'background="cover" pattern="{pattern}"'
    )
    width, height = layout.sheet.page_size
    left, bottom, right, top = pdf.pages[0].shapes[0].box
    over = layout.sheet.margins.left - layout.sheet.margins.right + BLEED  # as far as a left-hand page is moved
    assert (left, bottom, right, top) == pytest.approx((-over, -BLEED, width + over, height + BLEED))


def test_a_cover_photo_that_stands_first_reaches_the_edges(packs: Packs, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.new("RGB", (80, 30), "red").save(path)
    pack = packs("modern")
    pack = replace(pack, folders=(*pack.folders, tmp_path))
    xml = '<image src="photo.png" alt="A photo" fit="cover" height="0.4"/><p>Text</p>'
    pdf, layout = book_of(xml, pack, attributes='background="cover"')
    assert run_of(pdf, "Text").y < layout.sheet.page_size[1] * 0.6
    (figure,) = pdf.tags("Figure")
    assert figure
