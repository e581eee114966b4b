"""Pictures that fill their place, and backgrounds of whole pages: colour and pattern. Lengths in pt."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from careerpdf.document import nodes as n
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.pictures import PictureFile
from careerpdf.text.canvas import Colour

#: Bleed: how far a drawing that reaches an edge is drawn beyond it. No viewer shows it; on a press it is trimmed off.
BLEED = 14.0
_SHADE = 0.09  # of the pattern, towards white on dark ground and towards black on light
_GRID = 12.0  # distance of the pattern's parts
_ABOVE_FOOT = 16.0  # from the text at the foot to the line below the pattern
_LINE = 0.8
_BARS = (0.13, 0.17, 0.15, 0.23, 0.29, 0.38)  # heights, as shares of the page's


@dataclass(eq=False)
class CoverFlow:
    """Picture that fills its place and is cropped to it; `over` is how far it extends left, right and up."""

    node: n.Image
    picture: PictureFile
    height: float
    over: tuple[float, float, float] = (0.0, 0.0, 0.0)
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    _width: float = field(default=0.0, init=False)

    def wrap(self, width: float) -> float:
        self._width = width
        return self.height

    def split(self, _width: float, _height: float) -> None:
        return None

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        left, right, up = self.over
        bottom, x, top = top - self.height, x - left, top + up
        seen = (x, bottom, x + self._width + left + right, top)
        if any(self.over):
            left, right, x, top = left + BLEED, right + BLEED, x - BLEED, top + BLEED
        width, height = self._width + left + right, top - bottom
        scale = max(width / self.picture.width, height / self.picture.height)
        whole = (self.picture.width * scale, self.picture.height * scale)
        tag = None if self.node.alt is None else self.node
        with canvas.figure(tag, seen):
            canvas.write((f"q {x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re W n",))
            canvas.picture(self.picture, x - (whole[0] - width) / 2, top + (whole[1] - height) / 2, whole[0], whole[1])
            canvas.write(("Q",))


def draw_background(document: n.Document, sheet: StyleSheet, canvas: PdfCanvas, foot: float = 0.0) -> None:
    """Fill the page with the document's background and its pattern, as an artifact; nothing if it has none.

    The pattern is drawn above the block at the page's `foot` (its height), so that no text runs into it.
    """
    fill = sheet.box(document.background).fill if document.background else None
    if fill is None:
        return
    colour = sheet.colour(fill)
    width, height = sheet.page_size
    # In a book the content of left-hand pages is moved; the ground extends as far beyond the page.
    over = abs(sheet.margins.left - sheet.margins.right) if sheet.book else 0.0
    across = over + BLEED
    canvas.rule(-across, -BLEED, width + 2 * across, height + 2 * BLEED, colour)
    shade = " ".join(f"{part:.4g}" for part in _shade(colour))
    line = sheet.margins.bottom + foot + sheet.pt(_ABOVE_FOOT) if foot else 0.0
    height -= line
    raised = ("/Artifact BMC q", f"1 0 0 1 0 {line:.2f} cm")
    if line and document.pattern != "none":
        canvas.rule(-over, line, width + 2 * over, _LINE, _shade(colour))
    match document.pattern:
        case "dots":
            canvas.write((*raised, f"{shade} RG 1 J", *_dots(width, height), "Q EMC"))
        case "lines":
            canvas.write((*raised, f"{shade} RG 0.8 w", *_lines(width), "Q EMC"))
        case "bars":
            canvas.write((*raised, f"{shade} rg", *_bars(width, height), "f", "Q EMC"))
        case "none":
            pass


def _shade(colour: Colour) -> Colour:
    """Return the colour of the pattern on a ground."""
    towards = 1.0 if sum(colour) < 1.9 else 0.0
    red, green, blue = (part + (towards - part) * _SHADE for part in colour)
    return red, green, blue


def _dots(width: float, height: float) -> Iterator[str]:
    """Yield dots that grow towards the lower right corner; a dash of no length with round ends is a dot."""
    rows = int(height * 0.46 / _GRID)
    for row in range(-int(BLEED / _GRID + 0.5), rows):
        y = _GRID / 2 + row * _GRID
        share = min(1.0, 1 - row / rows)
        start = width * (1 - 0.6 * share)
        begin = width - _GRID / 2 - int((width - start) / _GRID) * _GRID
        yield f"{1.2 + 3.6 * share:.2f} w [0 {_GRID:.2f}] 0 d {begin:.2f} {y:.2f} m {width + BLEED:.2f} {y:.2f} l S"


def _lines(width: float) -> Iterator[str]:
    """Yield quarter circles around the lower right corner."""
    bend = 0.5523
    for k in range(3, int(width * 0.62 / _GRID)):
        r = k * _GRID
        yield (
            f"{width - r:.2f} {-BLEED:.2f} m {width - r:.2f} 0 l"
            f" {width - r:.2f} {r * bend:.2f} {width - r * bend:.2f} {r:.2f} {width:.2f} {r:.2f} c"
            f" {width + BLEED:.2f} {r:.2f} l S"
        )


def _bars(width: float, height: float) -> Iterator[str]:
    """Yield bars of a chart that begin at the lower edge and rise to the right."""
    step, left = width * 0.46 / len(_BARS), width * 0.54
    for k, share in enumerate(_BARS):
        yield f"{left + k * step:.2f} {-BLEED:.2f} {step * 0.72:.2f} {height * share + BLEED:.2f} re"
