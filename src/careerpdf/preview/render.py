"""Pages of a PDF as pictures, by PDFium."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image


def pages(pdf: Path | bytes, dpi: float = 110, numbers: Iterable[int] | None = None) -> "Iterator[Image.Image]":
    """The pages of these numbers, counted from 1, or all, one after the other, in RGB.

    Raises pypdfium2.PdfiumError for what is no PDF, and for a page that there is not.
    """
    import pypdfium2  # 40 ms, for those who want pictures only

    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(1, len(document) + 1) if numbers is None else numbers:
            page = document[number - 1]
            bitmap = page.render(scale=dpi / 72)
            picture = bitmap.to_pil().convert("RGB").copy()  # it must outlive the bitmap
            bitmap.close()
            page.close()
            yield picture
