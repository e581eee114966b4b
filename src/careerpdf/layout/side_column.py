"""Side column: headings at the side of their text, on papers with a column for that, or below a line."""

from collections.abc import Callable
from functools import lru_cache

from careerpdf.document import nodes as n
from careerpdf.layout.flowables import Boxed, Flowable, Ruled, Stack
from careerpdf.layout.headed import Headed
from careerpdf.layout.resolved_styles import line_above
from careerpdf.layout.stylesheet import StyleSheet

_TEXTS = (n.Heading, n.Para)


def place_blocks(
    blocks: tuple[n.Block, ...], sheet: StyleSheet, build: Callable[[n.Block], list[Flowable]]
) -> list[Flowable]:
    """Make the flowables of blocks, each in the place of its text role; `build` makes those of one block."""
    side, space = _side_column(sheet)
    items: list[Flowable] = []
    head: Headed | None = None  # a heading without a body yet
    beside = False  # whether the following blocks are right of the side column
    for block in blocks:
        look = sheet.look(block.role) if isinstance(block, _TEXTS) else None
        place = look.place if look else ""
        own = build(block)
        line = line_above(sheet, block.role) if look and look.line else None
        if place == "side" or (line and not place):
            if head:
                items.append(head)
            column, free = (side, space) if place else (0.0, 0.0)
            head = Headed(own[0], None, column, free, line) if column or line else None
            if head is None or not column:
                items.append(head or own[0])
                head = None
            beside = bool(column)
            continue
        for item in own:
            if not side or not (beside or place == "main") or place == "whole" or _spans(item):
                if head:
                    items.append(head)
                items.append(item)
                head = None
            elif head:
                head.body = item
                items.append(head)
                head = None
            else:
                last = items[-1] if beside and items else None
                if isinstance(last, Headed) and last.head and last.body:
                    last.following = item
                items.append(Headed(None, item, side, space))
    return [*items, head] if head else items


@lru_cache(maxsize=16)
def _side_column(sheet: StyleSheet) -> tuple[float, float]:
    """Return the left edge of the text beside a side column, and the gap before it, pt; zeros without one."""
    page = sheet.page
    return (sheet.pt(page.side) + page.gap, page.gap) if page.side else (0.0, 0.0)


def _spans(item: Flowable) -> bool:
    """Tell whether a flowable uses the side column itself, or runs above and below it."""
    if isinstance(item, Stack):
        return any(_spans(inner) for inner in item.items)
    return isinstance(item, Headed | Boxed) or (isinstance(item, Ruled) and not item.length)
