"""Paragraphs with a hanging indent, or with one link over the whole of them. Lengths in pt."""

from dataclasses import dataclass, field

from careerpdf.document.nodes import Inline, Link
from careerpdf.layout.stylesheet import TextLook
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.text.measured import TextCache
from careerpdf.text.paragraph import Paragraph
from careerpdf.text.style import TextStyle


@dataclass(eq=False)
class Hanging:
    """Paragraph whose first line begins `hang` further left than the others."""

    text: Paragraph
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

    def natural_width(self) -> float:
        """Return the width of the text on one line."""
        return self.text.natural_width()

    def wrap(self, width: float) -> float:
        self._width = width
        return self.text.wrap(width - self.hang)

    def split(self, width: float, height: float) -> "tuple[Hanging, Hanging] | None":
        parts = self.text.split(width - self.hang, height)
        if parts is None:
            return None
        first, rest = parts
        return Hanging(first, self.hang, self.starts), Hanging(rest, self.hang, starts=False)

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        text, out = self.text, 1 if self.starts else 0  # number of lines that hang
        text.draw(canvas, x, top, 0, out)
        text.draw(canvas, x + self.hang, top - out * text.style.leading, out)


@dataclass(eq=False)
class Linked:
    """Flowable that is one link as a whole, without an underline."""

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
        """Return the width of the text on one line."""
        return self.item.natural_width()

    def wrap(self, width: float) -> float:
        self._size = (width, self.item.wrap(width))
        return self._size[1]

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        self.item.draw(canvas, x, top)
        canvas.link(self.link, (x, top - self._size[1], x + self._size[0], top))


def styled_paragraph(
    tag: object, content: tuple[Inline, ...], look: TextLook, style: TextStyle, cache: TextCache
) -> Paragraph | Hanging | Linked:
    """Make a paragraph as its text role requires: hanging, indented, or one plain link as a whole."""
    if style.plain_links and len(content) == 1 and isinstance(link := content[0], Link):
        return Linked(_indented(link, link.children, look, style, cache), link)
    return _indented(tag, content, look, style, cache)


def _indented(
    tag: object, content: tuple[Inline, ...], look: TextLook, style: TextStyle, cache: TextCache
) -> Paragraph | Hanging:
    """Make a paragraph, hanging or indented as its text role requires."""
    if look.hang or look.indent:
        return Hanging(Paragraph(tag, content, style, cache), look.indent or look.hang, starts=not look.indent)
    return Paragraph(tag, content, style, cache)
