"""A printer, a pair of hands and a knife: imposed sheets as pages in the order in which a reader turns them.

The sheet is looked at from its front. What is on the back is seen through the paper, after the turn that the printer's
duplex unit made; so nothing of `layouts.py` is used but where it put things.
"""

from dataclasses import dataclass

from careerpdf.press.layouts import Box, Flip, Imposition, Placed


@dataclass(frozen=True)
class Seen:
    """A page where it lies on the paper, seen from the front through the paper; `upright` as its reader holds it."""

    page: tuple[int, int]  # item and page
    box: Box
    upright: bool


def on_paper(imposition: Imposition) -> list[tuple[list[Seen], list[Seen]]]:
    """What is on the front and on the back of each sheet."""
    return [
        ([_front(p) for p in sheet.front], [_behind(p, imposition) for p in sheet.back or ()])
        for sheet in imposition.sheets
    ]


def _front(placed: Placed) -> Seen:
    return Seen((placed.item, placed.page), placed.trim, placed.turn == 0)


def _behind(placed: Placed, imposition: Imposition) -> Seen:
    """The back after the turn: over an edge that runs up the sheet, left and right change; else top and bottom."""
    width, height = imposition.size
    box = placed.trim
    runs_up = (imposition.flip is Flip.LONG) == (height >= width)
    if runs_up:
        return Seen(
            (placed.item, placed.page), Box(width - box.right, box.bottom, width - box.left, box.top), placed.turn == 0
        )
    turned = Box(box.left, height - box.top, box.right, height - box.bottom)
    return Seen((placed.item, placed.page), turned, placed.turn == 180)


def folded(imposition: Imposition) -> list[int | None]:
    """The pages of a booklet as a reader meets them, None for a blank one; sheets nested, the first outermost."""
    fold = imposition.fold
    assert fold is not None
    down: list[int | None] = []
    up: list[int | None] = []
    for front, back in on_paper(imposition):
        right, left = _half(front, fold, right=True), _half(front, fold, right=False)
        behind_right, behind_left = _half(back, fold, right=True), _half(back, fold, right=False)
        down += [right, behind_right]
        up = [behind_left, left, *up]
    return [*down, *up]


def _half(seen: list[Seen], fold: float, *, right: bool) -> int | None:
    found = [s for s in seen if ((s.box.left + s.box.right) / 2 > fold) == right]
    assert len(found) <= 1
    assert all(s.upright for s in found)
    return found[0].page[1] if found else None


def cut(imposition: Imposition) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
    """The items of a sheet that is cut up, row by row: what is on the front, and what lies exactly behind it."""
    items = []
    for front, back in on_paper(imposition):
        for seen in sorted(front, key=lambda s: (-round(s.box.top, 1), s.box.left)):
            assert seen.upright
            behind = [s for s in back if _same(s.box, seen.box)]
            assert len(behind) <= 1
            assert all(s.upright for s in behind)
            items.append((seen.page, behind[0].page if behind else None))
        matched = [s for s in back if any(_same(s.box, f.box) for f in front)]
        assert len(matched) == len(back), "something is printed behind nothing"
    return items


def _same(one: Box, other: Box) -> bool:
    return one.within(other) and other.within(one)
