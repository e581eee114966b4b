"""Copy-fit of a card or a poster on one page: its title shrinks first, its text never below the pack's limit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from careerpdf.document import nodes as n
from careerpdf.layout.pages import Layout, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.style.model import Fit
from careerpdf.style.pack import StylePack
from careerpdf.style.roles import resolve_role
from careerpdf.text.measured import TextCache
from careerpdf.text.paragraph import Paragraph

_LARGER = (1.4, 1.3, 1.2, 1.15, 1.1, 1.05)  # scales of all type, for a page with little text
_TITLES = (
    (1.0, 0.92, 0.84),
    (1.0, 0.92, 0.84, 0.76, 0.68),
    (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52),
)  # scales of the title for each version, before the next one is tried
_STEPS = 4  # of all type, down to the smallest that the pack allows


def fit_page(
    versions: Sequence[n.Document], sheet: StyleSheet, title: str, *, grow: bool = False
) -> tuple[int, Layout] | None:
    """Lay out the first of the `versions` of a document, each with less detail, that fits on a page.

    `title` is the text role of its title, whose words are never broken. With `grow`, all type is larger on a page that
    has room for it. Returns the number of the version, and its layout; None if none fits.
    """
    caches = [TextCache() for _ in versions]
    widest = _widest_word(versions[0], sheet, title)
    for number, size, spread, scale in _settings(len(versions), sheet.style.fit, grow=grow):
        most = (sheet.width - 0.1) / (widest * scale) if widest else 1.0
        pack = _with_title(sheet.pack, title, min(size, most))
        layout = lay_out(versions[number], replace(sheet, pack=pack, spread=spread, scale=scale), caches[number])
        if len(layout.pages) == 1:
            return number, layout
    return None


def _settings(versions: int, fit: Fit, *, grow: bool) -> Iterator[tuple[int, float, float, float]]:
    """Yield settings, the best first: version, size of the title, leading and spaces, size of all type."""
    tightest, smallest = fit.tightest, fit.smallest
    spreads = (1.0, (1 + tightest) / 2, tightest) if tightest < 1 else (1.0,)
    if grow:
        yield from ((0, 1.0, 1.0, scale) for scale in _LARGER)
    for number, titles in zip(range(versions), _TITLES, strict=False):
        yield from ((number, title, spread, 1.0) for title in titles for spread in spreads)
    last, title = min(versions, len(_TITLES)) - 1, _TITLES[-1][-1]
    yield from ((last, title, tightest, 1 - (1 - smallest) * k / _STEPS) for k in range(1, _STEPS + 1))


def _widest_word(document: n.Document, sheet: StyleSheet, title: str) -> float:
    """Return the width of the longest word of the title, at the pack's size, pt; 0 without a title."""
    style = sheet.text(title)
    words = [word for text in _titles(document) for word in text.split()]
    return max((Paragraph(None, (n.Text(word),), style).natural_width() for word in words), default=0.0)


def _titles(node: object) -> Iterator[str]:
    """Yield the texts of all headings of level 1."""
    if isinstance(node, n.Heading) and node.level == 1:
        yield n.plain_text(node.content)
    for child in n.child_nodes(node):
        yield from _titles(child)


def _with_title(pack: StylePack, role: str, size: float) -> StylePack:
    """Return the pack with its title reduced to a share of its size."""
    if size == 1:
        return pack
    look = resolve_role(pack.style, role)
    changed = look.model_copy(update={"size": (look.size or 0) * size, "leading": (look.leading or 0) * size})
    style = pack.style.model_copy(update={"text": {**pack.style.text, role: changed}})
    return replace(pack, style=style, roles={}, looks={})
