"""Reading order: does it run down the page, column by column, and from page to page?"""

from collections.abc import Iterator, Sequence

from careerpdf.check.blocks import Block
from careerpdf.check.findings import Finding, look, quoted
from careerpdf.check.geometry import Box

RULES = {
    "order-upwards": "A text is read after what stands below it on the page.",
    "order-pages": "A text is read after texts of a later page.",
}

_SAME_COLUMN = 0.5  # of the narrower block's width that two blocks have to share
_SLACK = 2.0  # pt
_ALOUD = {"Figure", "Formula", "Caption", "Note", "FENote", "Aside"}  # these may be read where they fit


def look_at_order(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Findings about the order of blocks that stand in one column of a page."""
    seen: Block | None = None
    latest = 0
    for block in _units(blocks):
        box = block.box
        if box is None or block.page is None:
            continue
        if block.page < latest:
            if seen is not None and block.text:
                yield look(RULES, "order-pages", block.page, quoted(block.text))
        elif seen is not None and seen.page == block.page and seen.box and _is_above(box, seen.box):
            yield look(RULES, "order-upwards", block.page, f"{quoted(block.text, 40)} after {quoted(seen.text, 40)}")
        latest = max(latest, block.page)
        seen = block


def _units(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks that have a place in the order of the page; cells of a table are ordered by their table."""
    for block in blocks:
        if _ALOUD & {block.role, *block.around} or {"TR", "TOC", "TOCI", "Index"} & set(block.around):
            continue
        if block.texts:
            yield block


def _is_above(box: Box, other: Box) -> bool:
    """Tell whether a block stands above another in one column."""
    shared = min(box[2], other[2]) - max(box[0], other[0])
    narrower = min(box[2] - box[0], other[2] - other[0])
    return box[1] >= other[3] - _SLACK and shared > _SAME_COLUMN * max(narrower, 1.0)
