"""Text that eyes cannot read: too weak in contrast, too small, hidden, or not there to be seen.

Contrast is computed from the colours in the file and held against the rendered page before it fails a file; where the
colours are not in the file (pictures, gradients, inks without a recipe) it is measured on the rendered page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from careerpdf.check.contrast import contrast_ratio, hexadecimal, needed_ratio
from careerpdf.check.drawn import Drawn, Kind, Mark
from careerpdf.check.findings import Finding, Weight, look, quoted
from careerpdf.check.geometry import Colour, overlap
from careerpdf.check.reader import Page, PdfFile
from careerpdf.check.rendered import Rendering

RULES = {
    "text-too-weak": "Text is too weak in contrast to be read by people with low vision.",
    "text-maybe-too-weak": "Text may be too weak in contrast: look at it.",
    "text-tiny": "Text is so small that few people can read it.",
    "text-hidden": "Text is read aloud but cannot be seen.",
}

_TINY = 5.0  # pt
_LEAST_LETTERS = 3  # of a piece that is judged
_MOST_MEASURED = 30  # pieces of a page, and pages, that are measured
_DARKEST, _LIGHTEST = 0, -1


@dataclass(frozen=True, slots=True)
class _Weak:
    piece: Drawn
    page: Page
    ratio: float
    needed: float


def look_at_legibility(pdf: PdfFile) -> Iterator[Finding]:
    """Failures of contrast, and text that a person should look at."""
    in_figures = _marks_in(pdf, "Figure", "Formula")
    with Rendering(pdf.path) as rendering:
        measured = 0
        for page in pdf.pages:
            texts = [piece for piece in page.content.drawn if piece.kind is Kind.TEXT]
            weak = list(_weak(page, texts))
            unknown = [p for p in texts if (p.colour is None or p.background is None) and _counts(p)]
            if (weak or unknown) and measured < _MOST_MEASURED:
                measured += 1
                yield from _judged(weak, page, rendering, in_figures)
                yield from _measured(unknown, page, rendering)
            elif weak:
                yield from _judged(weak, page, None, in_figures)
            yield from _tiny(page, texts)
            yield from _hidden(page, texts)


def _marks_in(pdf: PdfFile, *roles: str) -> frozenset[Mark]:
    elements = (element for element in (pdf.tree.walk() if pdf.tree else ()) if element.role in roles)
    return frozenset(
        kid for element in elements for inside in element.walk() for kid in inside.kids if isinstance(kid, Mark)
    )


def _counts(piece: Drawn) -> bool:
    return piece.visible and piece.size > 0 and sum(map(str.isalnum, piece.text)) >= 1


def _weak(page: Page, texts: list[Drawn]) -> Iterator[_Weak]:
    for piece in texts:
        if piece.colour is None or piece.background is None or not _counts(piece) or _is_covered(piece, page):
            continue
        ratio, needed = contrast_ratio(piece.colour, piece.background), needed_ratio(piece)
        if ratio < needed:
            yield _Weak(piece, page, ratio, needed)


def _judged(
    weak: list[_Weak], page: Page, rendering: Rendering | None, in_figures: frozenset[Mark]
) -> Iterator[Finding]:
    """A failure where the rendered page agrees; decoration and words in pictures (logos) are for a person."""
    for number, found in enumerate(weak):
        piece = found.piece
        if not overlap(piece.box, page.box):
            continue
        exempt = piece.artifact or piece.mark in in_figures
        letters = sum(map(str.isalnum, piece.text))
        agrees = rendering is not None and number < _MOST_MEASURED and _agrees(found, rendering)
        sure = agrees and not exempt and letters >= _LEAST_LETTERS
        if rendering is not None and number < _MOST_MEASURED and not agrees:
            continue  # something else lies behind it than the content seems to say
        said = (
            f"{int(found.ratio * 100) / 100:.2f}:1 where {found.needed:g}:1 is needed, "
            f"{hexadecimal(piece.colour)} on {hexadecimal(piece.background)}"
        )
        rule, weight = ("text-too-weak", Weight.FAILURE) if sure else ("text-maybe-too-weak", Weight.LOOK)
        yield Finding(rule, RULES[rule], page.number, f"{quoted(piece.text, 40)} {said}", weight)


def _agrees(found: _Weak, rendering: Rendering) -> bool:
    """Tell whether the darkest and the lightest pixel where the text stands are as near as its colours are."""
    colours = rendering.colours(found.page.number, found.page.box, found.piece.box)
    return not colours or _span(colours) < found.needed * 1.02


def _span(colours: tuple[Colour, ...]) -> float:
    by_light = sorted(colours, key=lambda colour: contrast_ratio(colour, (0, 0, 0)))
    return contrast_ratio(by_light[_DARKEST], by_light[_LIGHTEST])


def _measured(unknown: list[Drawn], page: Page, rendering: Rendering) -> Iterator[Finding]:
    """Text on pictures and the like: if its very extremes are too near, nobody reads it."""
    for piece in unknown[:_MOST_MEASURED]:
        colours = rendering.colours(page.number, page.box, piece.box)
        needed = needed_ratio(piece)
        if not colours:
            continue
        ratio = _span(colours)
        if piece.colour is not None and ratio >= needed:
            # The most frequent colours are what the text stands on; the text itself covers about a fifth.
            behind = [c for c in colours[: max(len(colours) // 2, 1)] if contrast_ratio(c, piece.colour) > 1.15]
            ratio = min((contrast_ratio(c, piece.colour) for c in behind), default=ratio)
        if ratio < needed:
            said = f"about {ratio:.1f}:1 where {needed:g}:1 is needed, as measured on the page"
            yield look(RULES, "text-maybe-too-weak", page.number, f"{quoted(piece.text, 40)} {said}")


def _is_covered(piece: Drawn, page: Page) -> bool:
    """Tell whether something opaque was painted over a text later."""
    return any(fill.opaque and fill.holds_text(piece.box) for fill in page.content.fills[piece.layer :])


def _tiny(page: Page, texts: list[Drawn]) -> Iterator[Finding]:
    small = [piece for piece in texts if 0 < piece.size < _TINY and _counts(piece) and not piece.artifact]
    if sum(sum(map(str.isalnum, piece.text)) for piece in small) >= 20:
        least = min(small, key=lambda piece: piece.size)
        yield look(RULES, "text-tiny", page.number, f"{quoted(least.text, 40)} in {least.size:.1f} pt")


def _hidden(page: Page, texts: list[Drawn]) -> Iterator[Finding]:
    """Text in the tags that is invisible, covered or off the page; over a scan it belongs to the scan."""
    images = [piece.box for piece in page.content.drawn if piece.kind is Kind.IMAGE]
    for piece in texts:
        if piece.artifact or not any(map(str.isalnum, piece.text)) or piece.size <= 0:
            continue
        over_scan = any(overlap(piece.box, box) > 0 for box in images)
        unseen = (not piece.visible and not over_scan) or not overlap(piece.box, page.box) or _is_covered(piece, page)
        if unseen and sum(map(str.isalnum, piece.text)) >= _LEAST_LETTERS:
            yield look(RULES, "text-hidden", page.number, quoted(piece.text, 40))
