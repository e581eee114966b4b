"""Headings with a line above them, and headings at the side of their text. Lengths in pt."""

from dataclasses import dataclass, field, replace

from careerpdf.layout.charts import MeterFlow, PathwayFlow
from careerpdf.layout.flowables import SLACK, Anchored, Bulleted, Flowable, Row, Stack, breakable, gap
from careerpdf.layout.paragraphs import Hanging, Linked
from careerpdf.layout.resolved_styles import LineAbove
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.text.paragraph import Paragraph


@dataclass(eq=False)
class Headed:
    """Heading, a body at its right (`side` further), or both with level first lines; `line` is drawn above them."""

    head: Flowable | None
    body: Flowable | None
    side: float = 0.0
    free: float = 0.0  # part of `side` that the heading leaves free
    line: LineAbove | None = None
    following: Flowable | None = None  # the flowable below the body: a tall heading may reach down beside it
    _width: float = field(default=-1.0, init=False)  # of the last wrap, and the height it gave
    _height: float = field(default=0.0, init=False)

    @property
    def space_before(self) -> float:
        if self.head is None or self.body is None:
            part = self.head or self.body
            return part.space_before if part else 0.0
        return max(self.head.space_before, self.body.space_before)

    @property
    def space_after(self) -> float:
        part = self.body or self.head
        return part.space_after if part else 0.0

    @property
    def keep_with_next(self) -> bool:
        part = self.body or self.head
        return self.following is not None or (part is not None and part.keep_with_next)

    def _above(self) -> float:
        return self.line.thickness + self.line.space if self.line else 0.0

    def _downs(self) -> tuple[float, float]:
        """Return how far heading and body are lowered so that their first lines are level."""
        if not (self.head and self.body):
            return 0.0, 0.0
        if isinstance(self.body, PathwayFlow):  # its boxes keep their distance from the line above
            return 0.0, self.body.space_before
        one, other = first_baseline(self.head), first_baseline(self.body)
        if isinstance(self.body, MeterFlow) and isinstance(self.head, Paragraph):  # at half the height of capitals
            style = self.head.style
            other = (self.body.look.height + 2 * style.baseline - style.leading) / 2
        if one is None or other is None:
            return 0.0, 0.0
        return max(0.0, other - one), max(0.0, one - other)

    def _head_width(self, width: float) -> float:
        return self.side - self.free if self.side else width

    def wrap(self, width: float) -> float:
        if width != self._width:
            downs = self._downs()
            head = downs[0] + self.head.wrap(self._head_width(width)) if self.head else 0.0
            body = downs[1] + self.body.wrap(width - self.side) if self.body else 0.0
            over = max(0.0, head - body)
            if over and self.body and self.following:
                beside = gap(self.body, self.following) + self.following.wrap(width - self.side)
                over -= min(over, beside)
            self._width, self._height = width, self._above() + body + over
        return self._height

    def split(self, width: float, height: float) -> "tuple[Headed, Headed] | None":
        if self.body is None:
            return None
        room = height - self._above()
        down, body_down = self._downs()
        if self.head and down + self.head.wrap(self._head_width(width)) > room + SLACK:
            return None
        parts = self.body.split(width - self.side, room - body_down)
        if parts is None:
            return None
        return (
            replace(self, body=parts[0], following=None),
            replace(self, head=None, body=parts[1], line=None, following=None),
        )

    def breakable(self) -> "Headed":
        """Return the same flowable, free to be cut anywhere."""
        return replace(self, body=breakable(self.body)) if self.body else self

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        width = self._width
        if self.line:
            line = self.line
            canvas.rule(x, top - line.thickness, line.length or width, line.thickness, line.colour)
        top -= self._above()
        downs = self._downs()
        if self.head:
            self.head.wrap(self._head_width(width))
            self.head.draw(canvas, x, top - downs[0])
        if self.body:
            self.body.wrap(width - self.side)
            self.body.draw(canvas, x + self.side, top - downs[1])


def first_baseline(item: Flowable) -> float | None:
    """Return the depth of a flowable's first baseline below its top; None if it does not begin with text."""
    match item:
        case Paragraph():
            return item.style.baseline
        case Hanging():
            return item.text.style.baseline
        case Linked():
            return first_baseline(item.item)
        case Anchored():
            return first_baseline(item.heading)
        case Stack():
            return first_baseline(item.items[0]) if item.items else None
        case Row() if not item.middle:
            return first_baseline(item.cells[0]) if item.cells else None
        case Bulleted():
            return first_baseline(item.label or item.body[0])
        case Headed():
            part = item.head or item.body
            return first_baseline(part) if part and not item.line else None
        case _:
            return None
