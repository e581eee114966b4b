"""Preflight: a search for all that a print shop sends jobs back for, before anything is written. Lengths in pt."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Dictionary, Stream

from careerpdf.check.drawn import Drawn, Kind
from careerpdf.check.findings import said_pages
from careerpdf.check.objects import ObjGen, entry, items, name, spelled
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.press.intake import Opened
from careerpdf.press.layouts import Box
from careerpdf.press.page_boxes import PageBox
from careerpdf.press.units import POINTS
from careerpdf.press.words import quoted, shortened

SAFE = 3 * POINTS["mm"]  # what stands nearer to a cut may be cut off
SMALLEST_TEXT = 6.0
HAIRLINE = 0.25
COARSEST = 200.0  # pixels an inch
_NEAR = 0.5  # from the edge: reaches it
_ENOUGH = 0.9  # of the bleed that shops want: more than any knife is off
_ROUNDED = 0.005
_MOST_NAMED = 4  # fonts in a message


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of content on its page; lengths times `unit` are those on paper, in pt."""

    page: int
    box: PageBox
    drawn: Drawn
    area: Box
    unit: float

    @property
    def is_text(self) -> bool:
        return self.drawn.kind is Kind.TEXT and self.drawn.visible and bool(self.drawn.text.strip())

    @property
    def told(self) -> str:
        """The piece as it can be found on the page: its words, or its place from the left and from the top of the page
        as a viewer shows it.
        """
        if self.is_text:
            return quoted(self.drawn.text)
        area, trim = self.area, self.box.trim
        left, top = area.left - trim.left, trim.top - area.top
        right, bottom = trim.right - area.right, area.bottom - trim.bottom
        aside, down = {90: (bottom, left), 180: (right, bottom), 270: (top, right)}.get(self.box.turn, (left, top))
        aside, down = (max(0.0, length) * self.box.unit / POINTS["in"] for length in (aside, down))
        noun = "the picture" if self.drawn.kind is Kind.IMAGE else "the one"
        return f"{noun} at {aside:.1f} in from the left, {down:.1f} in from the top"


@dataclass(frozen=True, slots=True)
class _Found:
    piece: _Piece
    measure: float = 0.0


def preflight(examined: Opened, bleed: float, scale: float = 1.0, *, cut: bool) -> tuple[Diagnostic, ...]:
    """Warnings about a file's pages, printed at a scale. With `cut`, what stands near the trim may be cut off."""
    found: list[Diagnostic] = []
    pieces = tuple(_pieces(examined, scale))

    def warn(code: str, places: Iterable[_Found], say: Callable[[Sequence[_Found]], str], hint: str) -> None:
        each = tuple(places)
        if each:
            pages = said_pages(one.piece.page for one in each)
            found.append(Diagnostic(code, Severity.WARNING, f"{pages}: {say(each)}", file=examined.place, hint=hint))

    warn(
        "small-text",
        _small_text(pieces),
        lambda all_: f"text of {min(one.measure for one in all_):.1f} pt, such as {all_[0].piece.told}",
        f"text below {SMALLEST_TEXT:g} pt fills in on a press, and few can read it: make it larger",
    )
    warn(
        "hairline",
        _hairlines(pieces),
        lambda all_: f"{_count(all_, 'line')} thinner than {HAIRLINE} pt, such as {all_[0].piece.told}",
        f"a press may lose it: give it {HAIRLINE} pt or more",
    )
    warn(
        "coarse-picture",
        _coarse(pieces),
        lambda all_: (
            f"{_count(all_, 'picture')} of {min(one.measure for one in all_):.0f} dpi at its size, "
            f"such as {all_[0].piece.told}"
        ),
        f"use a picture with more pixels ({COARSEST:.0f} dpi, better 300), or print it smaller",
    )
    warn(
        "near-the-edge",
        _near_the_edge(pieces, bleed) if cut else (),
        lambda all_: f"what stands less than 3 mm from the cut may be cut off, such as {all_[0].piece.told}",
        "move it inwards, or let it run 3 mm (0.125 in) beyond the edge",
    )
    warn(
        "no-bleed",
        _without_bleed(pieces, bleed) if cut else (),
        lambda all_: (
            f"an area reaches the cut, and nothing {'of it ' if bleed else ''}is printed beyond, "
            f"such as {all_[0].piece.told}"
        ),
        "a cut that is a hair off leaves a white line. "
        + ("Let the area run beyond the edge" if bleed else "Ask for bleed: --bleed 0.125in, on a larger sheet"),
    )
    return tuple(found)


def _count(found: Sequence[_Found], noun: str) -> str:
    return f"a {noun}" if len(found) == 1 else f"{len(found)} {noun}s"


def _pieces(examined: Opened, scale: float) -> Iterator[_Piece]:
    for page in examined.pages:
        for drawn in page.drawn or ():
            yield _Piece(page.number, page.box, drawn, Box(*drawn.box), page.box.unit * scale)


def _small_text(pieces: Iterable[_Piece]) -> Iterator[_Found]:
    for piece in pieces:
        size = piece.drawn.size * piece.unit
        if piece.is_text and 0 < size < SMALLEST_TEXT - _ROUNDED:
            yield _Found(piece, size)


def _hairlines(pieces: Iterable[_Piece]) -> Iterator[_Found]:
    for piece in pieces:
        line, area = piece.drawn.line, piece.area
        if piece.drawn.kind is not Kind.SHAPE or (line is None and piece.drawn.fill is None):
            continue
        thin = line if line is not None else min(area.width, area.height)
        is_line = line is not None or max(area.width, area.height) > 2
        if is_line and thin * piece.unit < HAIRLINE - _ROUNDED:
            yield _Found(piece, thin * piece.unit)


def _coarse(pieces: Iterable[_Piece]) -> Iterator[_Found]:
    for piece in pieces:
        pixels, area = piece.drawn.pixels, piece.area
        if piece.drawn.kind is not Kind.IMAGE or not pixels or not all(pixels) or min(area.width, area.height) <= 0:
            continue
        lengths = sorted((area.width, area.height))
        dpi = min(72 * count / (length * piece.unit) for count, length in zip(sorted(pixels), lengths, strict=True))
        if dpi < COARSEST - 1:
            yield _Found(piece, dpi)


def _near_the_edge(pieces: Iterable[_Piece], bleed: float) -> Iterator[_Found]:
    for piece in pieces:
        trim, area = piece.box.trim, piece.area
        if area.within(trim.grown(-SAFE / piece.unit)) or not _meets(area, trim.grown(bleed / piece.unit)):
            continue
        if piece.is_text or (piece.drawn.kind is Kind.IMAGE and area.within(trim, slack=-_NEAR)):
            yield _Found(piece)


def _meets(one: Box, other: Box) -> bool:
    return one.left < other.right and one.right > other.left and one.bottom < other.top and one.top > other.bottom


def _without_bleed(pieces: Iterable[_Piece], bleed: float) -> Iterator[_Found]:
    for piece in pieces:
        trim, area, fill = piece.box.trim, piece.area, piece.drawn.fill
        solid = piece.drawn.kind is Kind.IMAGE or (fill is not None and min(fill) < 0.99)
        if not solid or not _meets(area, trim):
            continue
        wanted = min(bleed or SAFE, SAFE) * _ENOUGH / piece.unit
        reaches = (
            trim.left - area.left,
            trim.bottom - area.bottom,
            area.right - trim.right,
            area.top - trim.top,
        )
        if any(reach > -_NEAR and (reach < wanted or not bleed) for reach in reaches):
            yield _Found(piece)


def fonts_not_embedded(examined: Opened, *, fails: bool) -> tuple[Diagnostic, ...]:
    """A message about the fonts that the print shop would have to have; an error where the job `fails` without them."""
    absent: dict[str, None] = {}
    pages: list[int] = []
    for number, page in enumerate(examined.pdf.pages, 1):
        for font in _fonts(page.resources):
            if not _is_embedded(font):
                absent[spelled(entry(font, "/BaseFont")).lstrip("/") or "without a name"] = None
                pages.append(number)
    if not absent:
        return ()
    names = [shortened(font) for font in sorted(absent)]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    what = f"the font {names[0]} is" if len(names) == 1 else f"the fonts {', '.join(names[:_MOST_NAMED])}{more} are"
    return (
        Diagnostic(
            "font-not-embedded",
            Severity.ERROR if fails else Severity.WARNING,
            f"{said_pages(pages)}: {what} not in the file",
            file=examined.place,
            hint="another font would be printed in its place: export the PDF with all fonts embedded (PDF/A does)",
        ),
    )


def _fonts(resources: object) -> Iterator[object]:
    """The fonts of a page, and of the forms and patterns that it draws."""
    seen: set[ObjGen] = set()
    waiting = [resources]
    while waiting:
        inside = waiting.pop()
        yield from _values(entry(inside, "/Font"))
        for state in _values(entry(inside, "/ExtGState")):
            yield from list(items(entry(state, "/Font")))[:1]
        for kind in ("/XObject", "/Pattern"):
            for found in _values(entry(inside, kind)):
                if isinstance(found, Stream) and found.objgen not in seen:
                    seen.add(found.objgen)
                    waiting.append(entry(found, "/Resources"))


def _values(holder: object) -> Iterator[object]:
    for key in holder.keys() if isinstance(holder, Dictionary) else ():
        yield entry(holder, key)


def _is_embedded(font: object) -> bool:
    if name(font, "/Subtype") == "Type3":
        return True  # its glyphs are drawings of the file itself
    descendant = next(items(entry(font, "/DescendantFonts")), font)
    descriptor = entry(descendant, "/FontDescriptor")
    return any(entry(descriptor, f"/FontFile{kind}") is not None for kind in ("", "2", "3"))
