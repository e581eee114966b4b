"""Colours as they come out on the rendered page, for where the content alone cannot tell them."""

from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

import pypdfium2
import pypdfium2.raw

from careerpdf.check.geometry import Box, Colour

_SCALE = 2.0  # pixels a pt
_LARGEST = 3000.0  # pt of a page's side; larger ones are drawn smaller
_MOST_PIXELS = 40_000  # of a box that are looked at


class Rendering:
    """The pages of a file as pixels. Use it in a `with` statement; a page that cannot be drawn has no colours."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pdf: pypdfium2.PdfDocument | None = None
        self._page = lru_cache(maxsize=1)(self._draw)

    def __enter__(self) -> Self:
        try:
            self._pdf = pypdfium2.PdfDocument(self._path)
        except (pypdfium2.PdfiumError, OSError):
            self._pdf = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def colours(self, page: int, shown: Box, box: Box) -> tuple[Colour, ...]:
        """The colours inside a box of a page (from 1), the most frequent first; `shown` is the page's own box."""
        drawn = self._page(page, shown)
        if drawn is None:
            return ()
        data, width, height, stride, scale = drawn
        left, right = (int((x - shown[0]) * scale) for x in (box[0], box[2]))
        top, bottom = (int((shown[3] - y) * scale) for y in (box[3], box[1]))
        left, right = max(left, 0), min(right + 1, width)
        top, bottom = max(top, 0), min(bottom + 1, height)
        if right <= left or bottom <= top:
            return ()
        step = max(1, (right - left) * (bottom - top) // _MOST_PIXELS)
        counts: dict[bytes, int] = {}
        for row in range(top, bottom):
            line = data[row * stride + left * 3 : row * stride + right * 3]
            for k in range(0, len(line), 3 * step):
                pixel = line[k : k + 3]
                counts[pixel] = counts.get(pixel, 0) + 1
        by_count = sorted(counts, key=lambda pixel: -counts[pixel])
        return tuple((pixel[2] / 255, pixel[1] / 255, pixel[0] / 255) for pixel in by_count)

    def _draw(self, page: int, shown: Box) -> tuple[bytes, int, int, int, float] | None:
        if self._pdf is None:
            return None
        scale = min(_SCALE, _SCALE * _LARGEST / max(shown[2] - shown[0], shown[3] - shown[1]))
        try:
            opened = self._pdf[page - 1]
            opened.set_rotation(0)
            bitmap = opened.render(scale=scale, may_draw_forms=False, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGR)
            drawn = bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, scale
            bitmap.close()
            opened.close()
        except (pypdfium2.PdfiumError, IndexError, ValueError, OSError):
            return None
        return drawn
