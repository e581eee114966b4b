"""Paragraphs with a line, a hanging indent, or a link over the whole of them."""

from dataclasses import dataclass, field

from careerpdf.document.nodes import Link
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.text.measured import PlainText
from careerpdf.text.paragraph import Paragraph


@dataclass(eq=False)
class Lined(Paragraph):
    """A paragraph that can be asked for its last line. `wrap` must have been called."""

    def last_line(self) -> float:
        """Width of the last line."""
        text = self._text
        if text is None or not self._lines:
            return 0.0
        start, end = self._lines[-1]
        if isinstance(text, PlainText):
            ems = text.line_width(start, end)
        else:
            boxes = text.boxes[start:end]
            ems = sum(box.width + box.glue for box in boxes) - boxes[-1].glue
        return ems * self.style.size / 1000


@dataclass(eq=False)
class Hanging:
    """A paragraph whose first line stands out to the left by `hang`."""

    text: Lined
    hang: float
    starts: bool = True
    _width: float = field(default=0.0, init=False)

    @property
    def space_before(self) -> float:
        return self.text.space_before

    @property
    def space_after(self) -> float:
        return self.text.space_after

    @property
    def keep_with_next(self) -> bool:
        return self.text.keep_with_next

    def wrap(self, width: float) -> float:
        self._width = width
        return self.text.wrap(width - self.hang)

    def split(self, width: float, height: float) -> "tuple[Hanging, Hanging] | None":
        parts = self.text.split(width - self.hang, height)
        if parts is None:
            return None
        first, rest = parts
        assert isinstance(first, Lined) and isinstance(rest, Lined)  # noqa: S101, PT018 (parts are of its own kind)
        return Hanging(first, self.hang, self.starts), Hanging(rest, self.hang, starts=False)

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        text, out = self.text, 1 if self.starts else 0  # lines that stand out
        text.draw(canvas, x, top, 0, out)
        text.draw(canvas, x + self.hang, top - out * text.style.leading, out)


@dataclass(eq=False)
class Linked:
    """A flowable that is one link as a whole, without an underline."""

    item: Paragraph | Hanging
    link: Link
    _size: tuple[float, float] = field(default=(0.0, 0.0), init=False)

    @property
    def space_before(self) -> float:
        return self.item.space_before

    @property
    def space_after(self) -> float:
        return self.item.space_after

    @property
    def keep_with_next(self) -> bool:
        return self.item.keep_with_next

    def natural_width(self) -> float:
        """Width of the text on one line."""
        return (self.item.text if isinstance(self.item, Hanging) else self.item).natural_width()

    def wrap(self, width: float) -> float:
        self._size = (width, self.item.wrap(width))
        return self._size[1]

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        self.item.draw(canvas, x, top)
        canvas.link(self.link, (x, top - self._size[1], x + self._size[0], top))
