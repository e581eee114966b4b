"""What a print shop would send a job back for, looked for before anything is written. Lengths in pt."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Stream

from careerpdf.check.drawn import Drawn, Kind
from careerpdf.check.findings import said_pages
from careerpdf.check.objects import ObjGen, entry, items, name, spelled
from careerpdf.check.reader import PdfFile
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.press.layouts import Box
from careerpdf.press.sheets import PageBox
from careerpdf.press.units import POINTS

SAFE = 3 * POINTS["mm"]  # what stands nearer to a cut may be cut off
SMALLEST_TEXT = 6.0
HAIRLINE = 0.25
COARSEST = 200.0  # pixels an inch
_NEAR = 0.5  # from the edge: reaches it
_ENOUGH = 0.9  # of the bleed that shops want: more than any knife is off
_LONGEST_SAMPLE = 40
_ROUNDED = 0.005


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that is to be printed: `place` as messages show it, and the trimmed area of each page."""

    place: str
    pdf: PdfFile
    boxes: tuple[PageBox, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    page: int
    what: str  # the object, as it can be found on the page
    measure: float = 0.0


def preflight(examined: Examined, bleed: float, *, cut: bool) -> tuple[Diagnostic, ...]:
    """Warnings of a file's pages. With `cut`, what stands near the trim may be cut off."""
    found: list[Diagnostic] = []

    def warn(code: str, places: Iterable[_Found], say: Callable[[Sequence[_Found]], str], hint: str) -> None:
        each = tuple(places)
        if each:
            pages = said_pages(one.page for one in each)
            found.append(Diagnostic(code, Severity.WARNING, f"{pages}: {say(each)}", file=examined.place, hint=hint))

    warn(
        "small-text",
        _small_text(examined),
        lambda all_: f"text of {min(one.measure for one in all_):.1f} pt, such as {all_[0].what}",
        f"text below {SMALLEST_TEXT:g} pt fills in on a press, and few can read it: make it larger",
    )
    warn(
        "hairline",
        _hairlines(examined),
        lambda all_: f"{_count(all_, 'line')} thinner than {HAIRLINE} pt, such as the one {all_[0].what}",
        f"a press may lose it: give it {HAIRLINE} pt or more",
    )
    warn(
        "coarse-picture",
        _coarse(examined),
        lambda all_: (
            f"{_count(all_, 'picture')} of {min(one.measure for one in all_):.0f} dpi at its size, "
            f"such as the one {all_[0].what}"
        ),
        f"use a picture with more pixels ({COARSEST:.0f} dpi, better 300), or print it smaller",
    )
    warn(
        "near-the-edge",
        _near_the_edge(examined, bleed) if cut else (),
        lambda all_: f"what stands less than 3 mm from the cut may be cut off, such as {all_[0].what}",
        "move it inwards, or let it run 3 mm (0.125 in) beyond the edge",
    )
    warn(
        "no-bleed",
        _without_bleed(examined, bleed) if cut else (),
        lambda all_: (
            f"an area reaches the cut, and nothing {'of it ' if bleed else ''}is printed beyond, "
            f"such as the one {all_[0].what}"
        ),
        "a cut that is a hair off leaves a white line. "
        + ("Let the area run beyond the edge" if bleed else "Ask for bleed: --bleed 0.125in, on a larger sheet"),
    )
    return tuple(found)


def _count(found: Sequence[_Found], noun: str) -> str:
    return f"a {noun}" if len(found) == 1 else f"{len(found)} {noun}s"


def _pieces(examined: Examined) -> Iterator[tuple[int, PageBox, Drawn]]:
    for page, box in zip(examined.pdf.pages, examined.boxes, strict=True):
        for piece in page.content.drawn:
            yield page.number, box, piece


def _sample(piece: Drawn) -> str:
    text = " ".join(piece.text.split())
    return f"“{text[:_LONGEST_SAMPLE]}{'…' if len(text) > _LONGEST_SAMPLE else ''}”"


def _where(piece: Drawn, box: PageBox) -> str:
    """Where something without words is: from the left and from the top of the trimmed page."""
    left = max(0.0, piece.box[0] - box.trim.left) * box.unit / POINTS["in"]
    down = max(0.0, box.trim.top - piece.box[3]) * box.unit / POINTS["in"]
    return f"at {left:.1f} in from the left, {down:.1f} in from the top"


def _small_text(examined: Examined) -> Iterator[_Found]:
    for number, box, piece in _pieces(examined):
        size = piece.size * box.unit
        if piece.kind is Kind.TEXT and piece.visible and piece.text.strip() and 0 < size < SMALLEST_TEXT - _ROUNDED:
            yield _Found(number, _sample(piece), size)


def _hairlines(examined: Examined) -> Iterator[_Found]:
    for number, box, piece in _pieces(examined):
        if piece.kind is not Kind.SHAPE:
            continue
        width, height = piece.box[2] - piece.box[0], piece.box[3] - piece.box[1]
        thin = piece.line if piece.line is not None else min(width, height)
        is_line = piece.line is not None or max(width, height) > 2
        if is_line and thin * box.unit < HAIRLINE - _ROUNDED and (piece.line is not None or piece.fill is not None):
            yield _Found(number, _where(piece, box), thin * box.unit)


def _coarse(examined: Examined) -> Iterator[_Found]:
    for number, box, piece in _pieces(examined):
        if piece.kind is not Kind.IMAGE or not piece.pixels or not all(piece.pixels):
            continue
        width, height = piece.box[2] - piece.box[0], piece.box[3] - piece.box[1]
        across, up = sorted((width, height)), sorted(piece.pixels)
        dpi = min(72 * pixels / (length * box.unit) for pixels, length in zip(up, across, strict=True) if length > 0)
        if dpi < COARSEST - 1:
            yield _Found(number, _where(piece, box), dpi)


def _near_the_edge(examined: Examined, bleed: float) -> Iterator[_Found]:
    for number, box, piece in _pieces(examined):
        inside, printed = box.trim.grown(-SAFE / box.unit), box.trim.grown(bleed / box.unit)
        piece_box = Box(*piece.box)
        if piece_box.within(inside) or not _meets(piece_box, printed):
            continue
        if piece.kind is Kind.TEXT and piece.visible and piece.text.strip():
            yield _Found(number, _sample(piece))
        elif piece.kind is Kind.IMAGE and piece_box.within(box.trim, slack=-_NEAR):
            yield _Found(number, f"the picture {_where(piece, box)}")


def _meets(one: Box, other: Box) -> bool:
    return one.left < other.right and one.right > other.left and one.bottom < other.top and one.top > other.bottom


def _without_bleed(examined: Examined, bleed: float) -> Iterator[_Found]:
    for number, box, piece in _pieces(examined):
        solid = piece.kind is Kind.IMAGE or (piece.fill is not None and min(piece.fill) < 0.99)
        trim = box.trim
        if not solid or not _meets(Box(*piece.box), trim):
            continue
        wanted = min(bleed or SAFE, SAFE) * _ENOUGH / box.unit
        reaches = (
            trim.left - piece.box[0],
            trim.bottom - piece.box[1],
            piece.box[2] - trim.right,
            piece.box[3] - trim.top,
        )
        if any(reach > -_NEAR and (reach < wanted or not bleed) for reach in reaches):
            yield _Found(number, _where(piece, box))


def fonts_not_embedded(pdf: pikepdf.Pdf, examined: Examined, *, fails: bool) -> tuple[Diagnostic, ...]:
    """The fonts that the print shop would have to have; an error where the job `fails` without them."""
    absent: dict[str, list[int]] = {}
    for number, page in enumerate(pdf.pages, 1):
        for font in _fonts(page.resources, set()):
            if not _is_embedded(font):
                absent.setdefault(spelled(entry(font, "/BaseFont")).lstrip("/") or "without a name", []).append(number)
    return tuple(
        Diagnostic(
            "font-not-embedded",
            Severity.ERROR if fails else Severity.WARNING,
            f"{said_pages(pages)}: the font {font} is not in the file",
            file=examined.place,
            hint="another font would be printed in its place: export the PDF with all fonts embedded (PDF/A does)",
        )
        for font, pages in absent.items()
    )


def _fonts(resources: object, seen: set[ObjGen]) -> Iterator[object]:
    """The fonts of a page, and of the forms and patterns that it draws."""
    for holder, inner in (("/Font", False), ("/XObject", True), ("/Pattern", True)):
        found = entry(resources, holder)
        for key in found.keys() if isinstance(found, Dictionary) else ():
            item = entry(found, key)
            if not inner:
                yield item
            elif isinstance(item, Stream) and item.objgen not in seen:
                seen.add(item.objgen)
                yield from _fonts(entry(item, "/Resources"), seen)


def _is_embedded(font: object) -> bool:
    if name(font, "/Subtype") == "Type3":
        return True  # its glyphs are drawings of the file itself
    descendant = next(items(entry(font, "/DescendantFonts")), font)
    descriptor = entry(descendant, "/FontDescriptor")
    return any(entry(descriptor, f"/FontFile{kind}") is not None for kind in ("", "2", "3"))


def hidden_layers(pdf: pikepdf.Pdf, examined: Examined) -> tuple[Diagnostic, ...]:
    """A warning if the file has layers that are switched off: they would be printed."""
    off = list(items(entry(entry(entry(pdf.Root, "/OCProperties"), "/D"), "/OFF")))
    if not off:
        return ()
    return (
        Diagnostic(
            "hidden-layers",
            Severity.WARNING,
            f"{len(off)} of its layers are switched off, but would be printed",
            file=examined.place,
            hint="export the PDF again without them",
        ),
    )
