"""The look of first pages, compared with small pictures; a difference is drawn beside the test's files."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.support.handouts import STYLES, Handouts
from tests.support.paths import GOLDENS

_DPI = 40
_MOST = 3.0  # mean difference of grey levels (of 255); another rasterizer's edges stay below 1.5
_CHANGED = 0.02  # share of the page that differs clearly


def picture(path: Path) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0]
        return page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L").copy()
    finally:
        document.close()


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float, Image.Image]:
    """Mean difference, share of clearly different pixels, and both as a picture; edges are softened before."""
    soft = [image.filter(ImageFilter.BoxBlur(1)) for image in (one, other)]
    apart = ImageChops.difference(*soft)
    changed = sum(apart.histogram()[64:]) / (apart.width * apart.height)
    return ImageStat.Stat(apart).mean[0], changed, ImageChops.invert(apart)


@pytest.mark.parametrize(
    ("kind", "style"),
    [(kind, style) for style in ("modern", "classic") for kind in ("long", "odd")]
    + [("odd", "plain"), ("odd", "bold")],
)
def test_the_first_page_looks_as_it_did(
    handouts: Handouts, kind: str, style: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    golden = GOLDENS / "images" / f"{kind}-{style}.png"
    now = picture(handouts(kind, style).path)
    if request.config.getoption("--update-goldens"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        now.save(golden, optimize=True)
    with Image.open(golden) as file:
        before = file.convert("L")
    assert now.size == before.size
    mean, changed, drawn = difference(now, before)
    if mean > _MOST or changed > _CHANGED:
        sheet = Image.new("L", (now.width * 3, now.height), 255)
        for number, image in enumerate((before, now, drawn)):
            sheet.paste(image, (number * now.width, 0))
        sheet.save(tmp_path / "difference.png")
        pytest.fail(f"differs by {mean:.2f}, {changed:.1%} of the page: see {tmp_path / 'difference.png'}")


def test_the_comparison_notices_another_page(handouts: Handouts) -> None:
    one, other = picture(handouts("odd").path), picture(handouts("odd", "classic").path)
    mean, changed, _ = difference(one, other)
    assert mean > _MOST or changed > _CHANGED
    mean, changed, _ = difference(one, one)
    assert (mean, changed) == (0, 0)


def test_a_page_is_neither_blank_nor_black(handouts: Handouts) -> None:
    for style in STYLES:
        grey = ImageStat.Stat(picture(handouts("full", style).path)).mean[0]
        assert 180 < grey < 253
