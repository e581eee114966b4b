"""Copy-fit: the setting at which a handout fills its sheet best, within the bounds that the style pack gives."""

from dataclasses import replace

from careerpdf.document.nodes import Block, Document, Image
from careerpdf.layout.pages import Layout, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.text.measured import TextCache

_SIDES = 2  # of a handout's one sheet
_STEPS = 8  # between the pack's own setting and either bound
_FULL_ENOUGH = 0.97
_COVERS = ((0.75, 1.0), (0.55, 1.0), (0.55, 0.85), (0.4, 0.85), (0.4, 0.7))  # picture and type, of the pack's own
_SPARSE = 0.4  # a last page of a longer document that holds less than this looks abandoned
_GAPING = 0.6  # a page before the last that holds less than this: what comes next had no room on it
_ABANDONED = 0.25  # likewise in a book, where lines for notes fill the page


def fit_handout(document: Document, sheet: StyleSheet) -> Layout:
    """Lay a handout out at the largest setting that needs no more sides than the pack's own does.

    One that is over a sheet only a little is tightened as far as the pack allows, the largest type that does it first.
    A longer one keeps the pack's own setting and flows on, unless that leaves its last page nearly empty, or one
    before the last much emptier than a little less type would.
    """
    cache = TextCache()
    plain = lay_out(document, sheet, cache)
    sides = len(plain.pages)
    if sides <= _SIDES:
        return _largest(document, sheet, cache, 0, _STEPS, plain, sides)
    tightest = lay_out(document, _setting(sheet, -_STEPS), cache)
    if len(tightest.pages) <= _SIDES:
        return _largest(document, sheet, cache, -_STEPS, -1, tightest, _SIDES)
    if _gapes(plain):
        settings = (lay_out(document, _setting(sheet, -step), cache) for step in range(1, _STEPS + 1))
        tried = next((layout for layout in settings if not _gapes(layout) and layout.fill[-1] >= _SPARSE), None)
        if tried and len(tried.pages) <= sides:
            return tried
    if plain.fill[-1] >= _SPARSE:
        return plain
    if len(tightest.pages) < sides:
        return _largest(document, sheet, cache, -_STEPS, -1, tightest, sides - 1)
    return _largest(document, sheet, cache, 0, _STEPS, plain, sides)


def fit_chapter(document: Document, sheet: StyleSheet) -> Layout:
    """Lay a chapter of a book out in the setting that all chapters share: lines of facing pages stay level.

    Only a chapter whose last page would be nearly empty, or one before it much too empty, is tightened, as far as the
    pack allows, if that saves it: first in leading and spaces, then in type size too.
    """
    cache = TextCache()
    plain = lay_out(document, sheet, cache)
    abandoned, gapes = plain.fill[-1] - plain.spare < _ABANDONED, _gapes(plain)
    if len(plain.pages) == 1 or not (abandoned or gapes):
        return plain
    spread = replace(sheet, spread=sheet.style.fit.tightest)
    for tighter in (spread, replace(spread, scale=sheet.style.fit.smallest)):
        tried = lay_out(document, tighter, cache)
        if len(tried.pages) < len(plain.pages) or (gapes and not abandoned and not _gapes(tried)):
            return tried
    return plain


def fit_cover(document: Document, sheet: StyleSheet) -> tuple[Document, Layout]:
    """Lay a cover or an opener out on one page: with a lower picture first, in smaller type then.

    Returns the document as it is laid out. What is too much even so flows on: a section may list many roles.
    """
    plain = lay_out(document, sheet)
    if len(plain.pages) == 1:
        return document, plain
    for picture, scale in _COVERS:
        smaller = replace(document, children=tuple(_lower(child, picture) for child in document.children))
        layout = lay_out(smaller, replace(sheet, scale=scale))
        if len(layout.pages) == 1:
            return smaller, layout
    return document, plain


def _gapes(layout: Layout) -> bool:
    return any(fill < _GAPING for fill in layout.fill[:-1])


def _lower(block: Block, share: float) -> Block:
    return replace(block, cover=block.cover * share) if isinstance(block, Image) and block.cover else block


def _largest(
    document: Document, sheet: StyleSheet, cache: TextCache, low: int, high: int, best: Layout, sides: int
) -> Layout:
    """The largest setting from `low` (which is `best`) to `high` that needs at most `sides` pages."""
    while low < high and best.fill[-1] < _FULL_ENOUGH:
        middle = (low + high + 1) // 2
        tried = lay_out(document, _setting(sheet, middle), cache)
        if len(tried.pages) <= sides:
            low, best = middle, tried
        else:
            high = middle - 1
    return best


def _setting(sheet: StyleSheet, step: int) -> StyleSheet:
    fit, part = sheet.style.fit, abs(step) / _STEPS
    scale_end, spread_end = (fit.largest, fit.loosest) if step > 0 else (fit.smallest, fit.tightest)
    return replace(sheet, scale=1 + (scale_end - 1) * part, spread=1 + (spread_end - 1) * part)
