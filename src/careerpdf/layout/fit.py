"""Copy-fit: the setting at which a handout fills its sides best, within the limits of the style pack."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from careerpdf.document.nodes import Beside, Block, Box, Document, Heading, Image, Section, plain_text
from careerpdf.layout.flow_builder import AT_FOOT, FlowBuilder
from careerpdf.layout.flowables import Flowable, stack_height
from careerpdf.layout.pages import Area, Layout, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.text.measured import TextCache

_STEPS = 8  # between the pack's own setting and either bound
_SHEET = 2  # sides of a sheet: longer documents keep the pack's own size
_FULL_ENOUGH = 0.97
_COVERS = ((0.75, 1.0), (0.55, 1.0), (0.55, 0.85), (0.4, 0.85), (0.4, 0.7))  # scales of picture and type
_SPARSE = 0.4  # a last page with less than this looks unfinished
_THIRD = 1 / 3  # of the last page is used at least, where the page before it has something to move
_SHORTER = (0.92, 0.84, 0.76, 0.68, 0.6, 0.52)  # shares of its height that the page before it keeps
_SPARSE_INSIDE = 0.6  # a page before the last with less than this: the next block had no room on it
_SPARSE_END = 0.25  # the same for a last page in a book, where lines for notes fill it
_FEW = 12  # pages of a part of a book
_NAMED = 3  # sections that are named as the longest
_MOST_LINES = 10_000  # that are counted


class DoesNotFitError(Exception):
    """A handout that is too long for its sides even as tight as its pack allows.

    It is `lines` of body text too long, and would take `pages`; `longest` are the headings of its longest sections with
    their lines.
    """

    def __init__(self, sides: int, lines: int, pages: int, longest: tuple[tuple[str, int], ...]) -> None:
        super().__init__(f"{lines} lines too long for {sides} pages")
        self.sides, self.lines, self.pages, self.longest = sides, lines, pages, longest


def fit_handout(document: Document, sheet: StyleSheet, sides: int = 0) -> Layout:
    """Lay a handout out on at most `sides` pages (0: as many as it needs), in the largest setting that fills them.

    A document that begins another page only just is tightened until it does not. A last page that stays nearly empty
    takes over from the one before it. A document of more than a sheet keeps the pack's own size, unless that leaves a
    page much emptier than slightly smaller type would. Raises DoesNotFitError.
    """
    cache = TextCache()
    plain = lay_out(document, sheet, cache)
    count = len(plain.pages)
    if sides and count > sides:
        tightened = _tightened(document, sheet, cache, sides)
        if tightened is None:
            raise _too_long(document, sheet, cache, sides)
        return tightened
    sparse = count > 1 and plain.fill[-1] < _SPARSE
    if sparse and (merged := _tightened(document, sheet, cache, count - 1)):
        return merged
    if count > _SHEET and _has_sparse_page(plain):
        settings = (lay_out(document, _setting(sheet, -step), cache) for step in range(1, _STEPS + 1))
        closed = (layout for layout in settings if not _has_sparse_page(layout) and layout.fill[-1] >= _SPARSE)
        if (tried := next(closed, None)) and len(tried.pages) <= count:
            return tried
    if count > _SHEET and not sparse:
        return plain
    return _balanced(document, _largest(document, sheet, cache, 0, _STEPS, plain, count), cache)


def fit_chapter(document: Document, sheet: StyleSheet) -> Layout:
    """Lay a chapter of a book out in the setting that all chapters share: lines of facing pages stay level.

    Only a chapter whose last page would be nearly empty, or one before it much too empty, is tightened, as far as the
    pack allows, if that mends it: first in leading and spaces, then in type size too.
    """
    cache = TextCache()
    plain = lay_out(document, sheet, cache)
    sparse_end, sparse_inside = plain.fill[-1] - plain.spare < _SPARSE_END, _has_sparse_page(plain)
    if len(plain.pages) == 1 or not (sparse_end or sparse_inside):
        return plain
    spread = replace(sheet, spread=sheet.style.fit.tightest)
    for tighter in (spread, replace(spread, scale=_smallest(sheet))):
        tried = lay_out(document, tighter, cache)
        if len(tried.pages) < len(plain.pages) or (sparse_inside and not sparse_end and not _has_sparse_page(tried)):
            return tried
    return plain


def fit_part(document: Document, sheet: StyleSheet) -> Layout:
    """Lay out a part of a book that is no chapter, such as its contents.

    A last page that would be nearly empty is avoided by tighter leading, or takes over from the one before it. A long
    part stays as it is: nobody sees its end beside its beginning, and laying it out again takes long.
    """
    cache = TextCache()
    plain = lay_out(document, sheet, cache)
    if not 1 < len(plain.pages) <= _FEW or plain.fill[-1] >= _SPARSE_END:
        return plain
    tighter = lay_out(document, replace(sheet, spread=sheet.style.fit.tightest), cache)
    return tighter if len(tighter.pages) < len(plain.pages) else _balanced(document, plain, cache)


def fit_cover(document: Document, sheet: StyleSheet) -> tuple[Document, Layout]:
    """Lay a cover or an opener out on one page: if it is too long with a lower picture, then in smaller type too.

    Returns the document as it is laid out. One that is too long even so flows on: a section may list many roles.
    """
    plain = lay_out(document, sheet)
    if len(plain.pages) == 1:
        return document, plain
    for picture, scale in _COVERS:
        smaller = replace(document, children=tuple(_with_lower_picture(child, picture) for child in document.children))
        layout = lay_out(smaller, replace(sheet, scale=scale))
        if len(layout.pages) == 1:
            return smaller, layout
    return document, plain


def _has_sparse_page(layout: Layout) -> bool:
    """Tell whether a page before the last is much too empty."""
    return any(fill < _SPARSE_INSIDE for fill in layout.fill[:-1])


def _with_lower_picture(block: Block, share: float) -> Block:
    """Return a block with the height of its cover picture reduced to a share."""
    return replace(block, cover=block.cover * share) if isinstance(block, Image) and block.cover else block


# -- the setting


def _largest(
    document: Document, sheet: StyleSheet, cache: TextCache, low: int, high: int, best: Layout, sides: int
) -> Layout:
    """Return the largest setting from `low` (which is `best`) to `high` that needs at most `sides` pages.

    An aside at the side of the text stays there: type is not enlarged until the aside has no room.
    """
    while low < high and best.fill[-1] < _FULL_ENOUGH:
        middle = (low + high + 1) // 2
        tried = lay_out(document, _setting(sheet, middle), cache)
        if len(tried.pages) <= sides and _count_asides(tried) >= _count_asides(best):
            low, best = middle, tried
        else:
            high = middle - 1
    return best


def _tightened(document: Document, sheet: StyleSheet, cache: TextCache, sides: int) -> Layout | None:
    """Return the largest setting below the pack's own that needs at most `sides` pages; None if none does.

    Type is reduced first, then the aside: narrower, it leaves more room to the text beside it; across the page, no room
    is left empty beside a short text.
    """
    for own in _aside_variants(sheet):
        tightest = lay_out(document, _setting(own, -_STEPS), cache)
        if len(tightest.pages) <= sides:
            return _largest(document, own, cache, -_STEPS, -1, tightest, sides)
    return None


def _aside_variants(sheet: StyleSheet) -> Iterator[StyleSheet]:
    """Yield the sheet with the aside as in the pack, narrower, and across the page."""
    yield sheet
    if sheet.page.aside:
        yield replace(sheet, split=sheet.style.fit.narrowest)
        yield replace(sheet, split=0.0)


def _setting(sheet: StyleSheet, step: int) -> StyleSheet:
    """Return the sheet in a setting: 0 is the pack's own, negative ones are tighter."""
    fit, part = sheet.style.fit, abs(step) / _STEPS
    scale_end, spread_end = (fit.largest, fit.loosest) if step > 0 else (_smallest(sheet), fit.tightest)
    return replace(sheet, scale=1 + (scale_end - 1) * part, spread=1 + (spread_end - 1) * part)


def _smallest(sheet: StyleSheet) -> float:
    """Return the smallest scale of type: as the pack allows, but body text keeps its minimum size."""
    least = sheet.style.fit.minimum / sheet.text("body").size * sheet.scale
    return max(sheet.style.fit.smallest, min(1.0, least))


def _count_asides(layout: Layout) -> int:
    """Return the number of asides that are at the side of the text."""
    return sum(segment.aside is not None for page in layout.pages for segment in page.segments)


def _balanced(document: Document, layout: Layout, cache: TextCache) -> Layout:
    """Return the layout, or one in the same setting whose last page is not nearly empty."""
    count, best = len(layout.pages), layout
    for share in _SHORTER:
        if count == 1 or best.fill[-1] >= _THIRD:
            break
        tried = lay_out(document, layout.sheet, cache, sized=(share, count - 1))
        if len(tried.pages) > count or _count_asides(tried) < _count_asides(layout):
            break
        if min(tried.fill[-2:]) > min(best.fill[-2:]):  # too much may have moved
            best = tried
    return best


# -- documents that do not fit


def _too_long(document: Document, sheet: StyleSheet, cache: TextCache, sides: int) -> DoesNotFitError:
    """Make the error of a document that does not fit, from the tightest layout."""
    tried = [lay_out(document, _setting(own, -_STEPS), cache) for own in _aside_variants(sheet)]
    layout = min(tried, key=lambda layout: sum(layout.fill[sides:]))
    tight, leading = layout.sheet, layout.sheet.text("body").leading
    lengths = [(title, round(height / leading)) for title, height in _sections(document, tight, cache)]
    longest = islice(sorted(lengths, key=lambda section: -section[1]), _NAMED)
    return DoesNotFitError(sides, _lines_over(document, tight, cache, sides), len(layout.pages), tuple(longest))


def _lines_over(document: Document, sheet: StyleSheet, cache: TextCache, sides: int) -> int:
    """Return by how many lines the last of the pages would have to be longer for everything to fit.

    The length of the rest says less: it can be small where a large block that is never cut has moved to the next page.
    """
    height, leading = Area.of(sheet).height, sheet.text("body").leading

    def fits(lines: int) -> bool:
        return len(lay_out(document, sheet, cache, sized=(1 + lines * leading / height, sides)).pages) <= sides

    high = 1
    while not fits(high) and high < _MOST_LINES:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _sections(document: Document, sheet: StyleSheet, cache: TextCache) -> Iterator[tuple[str, float]]:
    """Yield heading and height (pt) of each section that has a heading."""
    area = Area.of(sheet)
    for block in document.children:
        parts = block.main if isinstance(block, Beside) else (block,)
        for part in parts:
            if not isinstance(part, Section | Box) or part.role in AT_FOOT:
                continue
            heading = next((child for child in part.children if isinstance(child, Heading) and child.level > 1), None)
            if heading:
                flow = FlowBuilder(sheet, cache).flow(replace(document, children=(part,)))
                items = [item for item in flow if isinstance(item, Flowable)]
                width = area.main if isinstance(block, Beside) else area.width
                yield plain_text(heading.content), stack_height(items, width)
