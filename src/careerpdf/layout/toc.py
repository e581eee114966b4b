"""Lines of a table of contents. Lengths in pt."""

from dataclasses import dataclass, field

from careerpdf.document.nodes import Link
from careerpdf.layout.flowables import SLACK
from careerpdf.layout.paragraphs import Hanging
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.text.canvas import Colour
from careerpdf.text.paragraph import Paragraph


@dataclass(frozen=True, slots=True)
class LeaderStyle:
    """Leader, a row of dots: their colour, diameter and distance."""

    colour: Colour
    dot: float
    step: float


@dataclass(eq=False)
class TocLine:
    """Title, leader, and page number at the end of the title's last line; the whole is one link."""

    title: Paragraph
    page: Paragraph | None
    link: Link | None
    indent: float
    hang: float
    room: float  # for the page number and the leader before it
    leader: LeaderStyle
    keep_with_next: bool = False
    _width: float = field(default=0.0, init=False)

    @property
    def space_before(self) -> float:
        return self.title.space_before

    @property
    def space_after(self) -> float:
        return self.title.space_after

    def wrap(self, width: float) -> float:
        self._width = width
        return self.title.wrap(width - self.indent - self.hang - self.room)

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        style, height = self.title.style, self.wrap(self._width)
        left, right = x + self.indent, x + self._width
        Hanging(self.title, self.hang).draw(canvas, left, top)
        last = top - height + style.leading
        if self.page:
            own = self.page.natural_width()
            self.page.wrap(own + 0.1)
            self.page.draw(canvas, right - own, last)
            wrapped = height > style.leading + SLACK
            start = left + (self.hang if wrapped else 0.0) + self.title.last_line_width() + style.size * 0.4
            self._dots(canvas, start, right - own, right, last - style.baseline)
        if self.link:
            canvas.link(self.link, (left, top - height, right, top))

    def _dots(self, canvas: PdfCanvas, start: float, end: float, right: float, baseline: float) -> None:
        """Draw the leader up to the page number, its dots at the same places in every line."""
        look = self.leader
        first, last = int((right - start) / look.step), int((right - end) / look.step) + 1
        if first - last < 2:
            return
        y, begin, stop = baseline + look.dot / 2, right - first * look.step, right - last * look.step
        colour = " ".join(f"{part:.4g}" for part in look.colour)
        line = f"{begin:.2f} {y:.2f} m {stop + 0.01:.2f} {y:.2f} l S"
        # A dash of no length with round ends is a dot.
        dots = f"{colour} RG {look.dot:.2f} w 1 J [0 {look.step:.2f}] 0 d {line}"
        canvas.write(("/Artifact BMC q", dots, "Q EMC"))
