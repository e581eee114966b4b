"""Pages of a PDF as pictures, drawn by PDFium."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


def pages(pdf: Path | bytes, dpi: float = 110, pages: Iterable[int] | None = None) -> Iterator["Image"]:
    """Each page in turn, or those of `pages` (from 0), as an RGB picture of `dpi` dots per inch.

    Raises OSError or pypdfium2.PdfiumError for what is no PDF, and IndexError for a page that it has not.
    """
    import pypdfium2  # 80 ms that only pictures cost

    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)) if pages is None else pages:
            page = document[number]
            yield page.render(scale=dpi / 72).to_pil().convert("RGB")
            page.close()
