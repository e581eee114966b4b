"""Copy-fit: the type size at which a handout fills its sheet best, within the bounds that the style pack gives."""

from dataclasses import replace

from careerpdf.document.nodes import Document
from careerpdf.layout.pages import Layout, lay_out
from careerpdf.layout.stylesheet import StyleSheet

_SHEET = 2  # sides of a handout
_STEP = 0.02
_FULL_ENOUGH = 0.97


def fit_handout(document: Document, sheet: StyleSheet) -> Layout:
    """Lay a handout out at the largest scale that needs no more sides than the plain one does.

    A document that is over one sheet only a little is tightened as far as the pack allows; one that is longer keeps
    the pack's own size and flows on.
    """
    plain = lay_out(document, sheet)
    fit = sheet.style.fit
    count = len(plain.pages)
    if count > _SHEET:
        tight = lay_out(document, _scaled(sheet, fit.smallest))
        return tight if len(tight.pages) <= _SHEET else plain
    low, high = 0, round((fit.largest - 1) / _STEP)
    best = plain
    while low < high and min(best.fill) < _FULL_ENOUGH:
        middle = (low + high + 1) // 2
        tried = lay_out(document, _scaled(sheet, 1 + middle * _STEP))
        if len(tried.pages) <= count:
            low, best = middle, tried
        else:
            high = middle - 1
    return best


def _scaled(sheet: StyleSheet, scale: float) -> StyleSheet:
    return replace(sheet, scale=scale, _texts={})
