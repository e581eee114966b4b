"""Charts: pay scales, outlook meters, pathways, QR codes. Lengths in pt."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qrcodegen import QrCode

from careerpdf.document import nodes as n
from careerpdf.layout.flowables import BoxStyle, draw_box
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.text.canvas import Colour
from careerpdf.text.paragraph import Paragraph

_CAPTION = 3.0  # pt between a step's box and the note below it


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Colours and lengths of pay scale and outlook meter."""

    track: Colour
    bar: Colour
    knob_border: Colour
    height: float
    radius: float
    width: float = 0.0  # the longest; 0: as wide as its place
    hatched: bool = False

    def fitted(self, width: float) -> float:
        """Return the width of a chart in a place of `width`."""
        return min(width, self.width) if self.width else width

    def draw_bar(self, canvas: PdfCanvas, x: float, top: float, width: float) -> None:
        """Draw a bar that shows a value: filled, or hatched."""
        if self.hatched:
            canvas.hatch(x, top, width, self.height, self.bar, self.height * 0.4)
        else:
            canvas.box(x, top, width, self.height, fill=self.bar, radius=min(self.radius, self.height / 2))


@dataclass(eq=False)
class ScaleFlow:
    """Pay scale: a track from low to high, filled to the first mark, a knob at each mark."""

    node: n.Scale
    labels: tuple[Paragraph, Paragraph]  # values under the ends
    captions: tuple[Paragraph, Paragraph]  # below the values: their meaning
    marks: Sequence[Paragraph]  # above the knobs
    look: ChartStyle
    space_before: float = 0.0
    space_after: float = 6.0
    keep_with_next: bool = False
    _width: float = 0.0

    @property
    def _pad(self) -> float:
        return self.look.height * 0.45

    def wrap(self, width: float) -> float:
        self._width = width = self.look.fitted(width)
        above = max((m.wrap(width) for m in self.marks), default=0.0)
        below = max(p.wrap(width / 2) for p in self.labels)
        if any(p.content for p in self.captions):
            below += max(p.wrap(width / 2) for p in self.captions)
        return above + self.look.height + 2 * self._pad + below

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        width, look = self._width, self.look
        height = self.wrap(width)
        above = max((m.wrap(width) for m in self.marks), default=0.0)
        bar_top = top - above - self._pad
        middle = bar_top - look.height / 2
        span = self.node.high.value - self.node.low.value
        places = [x + width * (m.value - self.node.low.value) / span if span > 0 else x for m in self.node.marks]
        with canvas.figure(self.node, (x, top - height, x + width, top)):
            if look.hatched:
                canvas.box(x, bar_top, width, look.height, border=look.bar, border_width=0.6)
            else:
                canvas.box(x, bar_top, width, look.height, fill=look.track, radius=look.radius)
            if places:
                look.draw_bar(canvas, x, bar_top, max(places[0] - x, look.height))
            inside, outline = (look.knob_border, look.bar) if look.hatched else (look.bar, look.knob_border)
            for place in places:
                canvas.disc(place, middle, look.height * 0.85, inside, outline)
        for mark, place in zip(self.marks, places, strict=True):
            own = mark.natural_width()
            mark.wrap(own + 0.1)
            mark.draw(canvas, min(max(x, place - own / 2), x + width - own), top)
        below = bar_top - look.height - self._pad
        for row in (self.labels, self.captions):
            if not any(p.content for p in row):
                continue
            for paragraph, at in zip(row, (x, x + width / 2), strict=True):
                if paragraph.content:
                    paragraph.wrap(width / 2)
                    paragraph.draw(canvas, at, below)
            below -= row[0].style.leading


@dataclass(eq=False)
class MeterFlow:
    """Outlook meter: fields of equal size, the first `level` of them filled, the rest outlined."""

    node: n.Meter
    look: ChartStyle
    space_before: float = 4.0
    space_after: float = 5.0
    keep_with_next: bool = True
    _width: float = 0.0

    def wrap(self, width: float) -> float:
        self._width = self.look.fitted(width)
        return self.look.height

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        space = self.look.height * 0.55
        own = (self._width - space * (self.node.steps - 1)) / self.node.steps
        with canvas.figure(self.node, (x, top - self.look.height, x + self._width, top)):
            for k in range(self.node.steps):
                left = x + k * (own + space)
                if k < self.node.level:
                    self.look.draw_bar(canvas, left, top, own)
                    continue
                canvas.box(
                    left,
                    top,
                    own,
                    self.look.height,
                    border=self.look.bar,
                    radius=self.look.radius,
                    border_width=max(0.6, self.look.height * 0.05),
                )


@dataclass(frozen=True, slots=True)
class PathwayStyle:
    """Boxes, lines and lengths of a pathway; with `stacked`, its boxes are one below the other."""

    origin: BoxStyle
    step: BoxStyle
    line: Colour
    width: float
    step_width: float
    row: float
    stacked: bool = False
    grid: tuple[float, float] | None = None  # width of a column and the gap to the next, where the page has three
    line_width: float = 1.0


@dataclass(eq=False)
class PathwayFlow:
    """Diagram of the next roles: a box for the origin, a bus line, and a box with a note for each next role."""

    origin: Paragraph
    steps: Sequence[tuple[Paragraph, Paragraph | None]]
    look: PathwayStyle
    space_before: float = 3.0
    space_after: float = 9.0
    keep_with_next: bool = False
    _width: float = 0.0

    def _columns(self, width: float) -> tuple[float, float, float, float]:
        """Return the widths of origin, connector, step and note; 0 for notes that are below their steps."""
        look = self.look
        if look.stacked:
            return width, 0.0, width - look.row, 0.0
        if look.grid and width > 3 * look.grid[0]:
            column, space = look.grid
            return column, space, column, width - 2 * (column + space)
        if width < look.width + look.step_width + 100:  # narrow paper: notes are below their step
            connector = width * 0.08
            origin = width * 0.36
            return origin, connector, width - origin - connector, 0.0
        connector = min(62.0, (width - look.width - look.step_width) * 0.2)
        return look.width, connector, look.step_width, width - look.width - connector - look.step_width - 10

    def _rows(self, width: float) -> list[float]:
        """Return the height of each step with its note."""
        _, _, step_width, note_width = self._columns(width)
        vertical, horizontal = self.look.step.padding
        rows = []
        for title, how in self.steps:
            height = max(self.look.row, title.wrap(step_width - 2 * horizontal) + 2 * vertical)
            if how:
                height = (
                    max(height, how.wrap(note_width))
                    if note_width
                    else height + how.wrap(step_width - horizontal) + _CAPTION
                )
            rows.append(height)
        return rows

    def wrap(self, width: float) -> float:
        self._width = width
        origin, *_ = self._columns(width)
        own = self.origin.wrap(origin - 2 * self.look.origin.padding[1]) + 2 * self.look.origin.padding[0]
        rows = self._rows(width)
        if self.look.stacked:
            return max(own, self.look.row) + sum(row + self._between for row in rows)
        return max(sum(rows) + self._between * (len(rows) - 1), own)

    def split(self, _width: float, _height: float) -> None:
        return None

    @property
    def _between(self) -> float:
        """Space between two steps."""
        narrow = not self._columns(self._width)[3] and any(how for _, how in self.steps)
        return self.look.row * (0.45 if narrow else 0.24)

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        if self.look.stacked:
            self._draw_stacked(canvas, x, top)
            return
        look = self.look
        origin_width, connector, step_width, note_width = self._columns(self._width)
        height = self.wrap(self._width)
        rows = self._rows(self._width)
        room = height - sum(rows) - self._between * (len(rows) - 1)
        at, centres = top - room / 2, []  # steps are centred on an origin that is taller than all of them
        for (_, how), row in zip(self.steps, rows, strict=True):
            note_below = how.wrap(step_width - look.step.padding[1]) + _CAPTION if how and not note_width else 0.0
            centres.append(at - (row - note_below) / 2)
            at -= row + self._between
        vertical, horizontal = look.origin.padding
        own = max(look.row, self.origin.wrap(origin_width - 2 * horizontal) + 2 * vertical)
        middle = (centres[0] + centres[-1]) / 2 if centres else top - height / 2
        bus = x + origin_width + connector * 0.55
        right = x + origin_width + connector
        if centres:
            canvas.polyline([(x + origin_width, middle), (bus, middle)], look.line_width, look.line)
            if len(centres) > 1:
                canvas.polyline([(bus, centres[0]), (bus, centres[-1])], look.line_width, look.line)
            for centre in centres:
                canvas.polyline([(bus, centre), (right, centre)], look.line_width, look.line)
        draw_box(canvas, look.origin, x, middle + own / 2, origin_width, own)
        text = self.origin.wrap(origin_width - 2 * horizontal)
        self.origin.draw(canvas, x + horizontal, middle + text / 2)
        vertical, horizontal = look.step.padding
        for (title, how), centre in zip(self.steps, centres, strict=True):
            text = title.wrap(step_width - 2 * horizontal)
            own = max(look.row, text + 2 * vertical)
            draw_box(canvas, look.step, right, centre + own / 2, step_width, own)
            title.draw(canvas, right + horizontal, centre + text / 2)
            if how and note_width:
                own = how.wrap(note_width)
                how.draw(canvas, x + self._width - note_width, centre + own / 2)
            elif how:
                how.wrap(step_width - horizontal)
                how.draw(canvas, right + horizontal, centre - own / 2 - _CAPTION)

    def _draw_stacked(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Draw boxes one below the other, the steps indented and joined to the origin by a line at their left."""
        look = self.look
        vertical, horizontal = look.origin.padding
        text = self.origin.wrap(self._width - 2 * horizontal)
        own = max(look.row, text + 2 * vertical)
        draw_box(canvas, look.origin, x, top, self._width, own)
        self.origin.draw(canvas, x + horizontal, top - (own - text) / 2)
        trunk, step_x, step_width = x + look.row / 2, x + look.row, self._width - look.row
        at, centres = top - own - self._between, []
        vertical, horizontal = look.step.padding
        for (title, how), row in zip(self.steps, self._rows(self._width), strict=True):
            text = title.wrap(step_width - 2 * horizontal)
            height = max(look.row, text + 2 * vertical)
            centres.append(at - height / 2)
            draw_box(canvas, look.step, step_x, at, step_width, height)
            title.draw(canvas, step_x + horizontal, at - (height - text) / 2)
            if how:
                how.wrap(step_width - horizontal)
                how.draw(canvas, step_x + horizontal, at - height - _CAPTION)
            at -= row + self._between
        if centres:
            canvas.polyline([(trunk, top - own), (trunk, centres[-1])], look.line_width, look.line)
        for centre in centres:
            canvas.polyline([(trunk, centre), (step_x, centre)], look.line_width, look.line)


@lru_cache(maxsize=64)
def _qr_rows(data: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a QR code, row by row; true ones are dark."""
    code = QrCode.encode_text(data, QrCode.Ecc.MEDIUM)
    size = range(code.get_size())
    return tuple(tuple(code.get_module(x, y) for x in size) for y in size)


def qr_modules(data: str) -> int:
    """Return the number of modules on a side of the QR code."""
    return len(_qr_rows(data))


@dataclass(eq=False)
class QrFlow:
    """QR code as wide as its column allows, at most `size`; the block around it keeps the quiet zone free."""

    node: n.QrCode
    size: float
    colour: Colour
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    _side: float = 0.0

    def wrap(self, width: float) -> float:
        self._side = min(self.size, width)
        return self._side

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        with canvas.figure(self.node, (x, top - self._side, x + self._side, top)):
            canvas.cells(x, top, self._side, _qr_rows(self.node.data), self.colour)
