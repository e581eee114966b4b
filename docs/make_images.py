"""Redraws the pictures in docs/images from real handouts: `python docs/make_images.py`."""

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from careerpdf.build import HandoutOptions, handout
from careerpdf.workspace import open_workspace

PROJECT = Path(__file__).resolve().parents[1]
ROLE = "machine-learning-intern"
STYLES = ("modern", "classic")
DOTS_PER_INCH = 110
GAP, EDGE, BACKGROUND = 24, 1, "#808080"


def picture(pdf: Path) -> Image.Image:
    """All pages of a PDF side by side, each with a thin edge, in a palette that keeps the file small."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB") for page in document]
    framed = [ImageOps.expand(page, EDGE, BACKGROUND) for page in pages]
    width = sum(page.width for page in framed) + GAP * (len(framed) - 1)
    sheet = Image.new("RGB", (width, max(page.height for page in framed)), "white")
    left = 0
    for page in framed:
        sheet.paste(page, (left, 0))
        left += page.width + GAP
    return sheet.quantize(64, dither=Image.Dither.NONE)


def main() -> None:
    """Build the role in each style and save its picture. Raises SystemExit if it cannot be built."""
    workspace, _ = open_workspace(PROJECT)
    with tempfile.TemporaryDirectory() as folder:
        for style in STYLES:
            result = handout(workspace, ROLE, HandoutOptions(style=style, output=Path(folder)))
            if result.path is None:
                raise SystemExit("\n".join(problem.format() for problem in result.diagnostics))
            picture(result.path).save(PROJECT / "docs" / "images" / f"handout-{style}.png", optimize=True)


if __name__ == "__main__":
    main()
