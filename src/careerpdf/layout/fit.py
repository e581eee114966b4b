"""Copy-fit: the setting at which a handout fills its sheet best, within the bounds that the style pack gives."""

from dataclasses import replace

from careerpdf.document.nodes import Document
from careerpdf.layout.pages import Layout, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.text.measured import TextCache

_SIDES = 2  # of a handout's one sheet
_STEPS = 8  # between the pack's own setting and either bound
_FULL_ENOUGH = 0.97
_HALF_EMPTY = 0.55
_SAVED = 1.2  # pages, for each page's worth that leading and spaces lose: breaks fall otherwise, too
_SPARSE = 0.4  # a last page of a longer document that holds less than this looks abandoned


def fit_handout(document: Document, sheet: StyleSheet) -> Layout:
    """Lay a handout out at the largest setting that needs no more sides than the pack's own does.

    One that is over a sheet only a little is tightened as far as the pack allows, the largest type that does it first.
    A longer one keeps the pack's own setting and flows on, unless that leaves its last page nearly empty.
    """
    cache = TextCache()
    plain = lay_out(document, sheet, cache)
    sides = len(plain.pages)
    if sides <= _SIDES:
        return _largest(document, sheet, cache, 0, _STEPS, plain, sides)
    tightest = lay_out(document, _setting(sheet, -_STEPS), cache)
    if len(tightest.pages) <= _SIDES:
        return _largest(document, sheet, cache, -_STEPS, -1, tightest, _SIDES)
    if plain.fill[-1] >= _SPARSE:
        return plain
    if len(tightest.pages) < sides:
        return _largest(document, sheet, cache, -_STEPS, -1, tightest, sides - 1)
    return _largest(document, sheet, cache, 0, _STEPS, plain, sides)


def fit_chapter(document: Document, sheet: StyleSheet) -> Layout:
    """Lay a chapter of a book out at the pack's own type size, which all chapters share.

    Only leading and spaces are tightened, as far as the pack allows, and only where that saves a page or keeps one from
    being left half empty before its end.
    """
    cache = TextCache()
    best = lay_out(document, sheet, cache)
    # What tightening can save at most; a last page that holds more stays, and is not worth trying for.
    saving = (1 - sheet.style.fit.tightest) * (len(best.pages) - 1) * _SAVED
    if best.fill[-1] > saving and not _waste(best)[1]:
        return best
    for step in (_STEPS // 2, _STEPS):
        spread = 1 + (sheet.style.fit.tightest - 1) * step / _STEPS
        tried = lay_out(document, replace(sheet, spread=spread), cache)
        if _waste(tried) < _waste(best):
            best = tried
    return best


def _waste(layout: Layout) -> tuple[int, int]:
    """Pages, and how many of them but the last are left half empty."""
    return len(layout.pages), sum(fill < _HALF_EMPTY for fill in layout.fill[:-1])


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
