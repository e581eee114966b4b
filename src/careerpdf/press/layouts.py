"""Imposition: the place of each page on a side of a sheet. Geometry alone, without PDF.

Lengths in pt; the origin is a sheet's lower left corner, as one looks at the side in question. The back of a sheet
comes to lie by turning the sheet over its long or its short edge; `Sheet.back` is drawn so that after that turn front
and back register. Where the turn puts the back on its head, it is drawn turned by 180°.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, product
from math import ceil
from typing import TypeVar

from careerpdf.press.units import POINTS

#: Sheets of paper that offices and print shops have, portrait.
SHEETS: dict[str, tuple[float, float]] = {
    "letter": (612.0, 792.0),
    "tabloid": (792.0, 1224.0),
    "a4": (595.28, 841.89),
    "a3": (841.89, 1190.55),
}
#: Half a millimetre: sizes that differ by less are one size to paper, knives and people who type them.
TOLERANCE = 0.5 * POINTS["mm"]
_ROUNDED = 0.6  # pt: A5 twice is A4 but for rounding; a job with bleed is cut exactly, and has no other tolerance
#: Sizes of paper that tell where a page is from. A slide or a ticket does not.
_AMERICAN = (
    (612.0, 792.0), (612.0, 1008.0), (792.0, 1224.0), (396.0, 612.0), (306.0, 396.0), (522.0, 756.0), (1224.0, 1584.0),
)  # fmt: skip
_ISO = tuple((POINTS["mm"] * w, POINTS["mm"] * h) for w, h in (
    (52, 74), (74, 105), (105, 148), (148, 210), (210, 297), (297, 420), (420, 594), (594, 841), (176, 250), (250, 353),
))  # fmt: skip
_MARGIN, _APART = 18.0, 9.0  # around and between pages that are made smaller to be looked at
_SMALLEST = 0.05  # of a page that is made smaller: less is nothing to look at

T = TypeVar("T")


class Flip(StrEnum):
    """The edge over which a printer turns the sheet between its sides."""

    LONG = "long"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def moved(self, x: float, y: float = 0.0) -> "Box":
        return Box(self.left + x, self.bottom + y, self.right + x, self.top + y)

    def within(self, other: "Box", slack: float = 0.01) -> bool:
        return (
            self.left >= other.left - slack
            and self.bottom >= other.bottom - slack
            and self.right <= other.right + slack
            and self.top <= other.top + slack
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A page on a side: the place of its trimmed area, the part that is printed (`clip`), and its turn in degrees.

    `item` counts the files that pages come from, `page` the pages of a file, both from 1. `clip` is the trimmed area
    and its bleed, which ends at a fold.
    """

    page: int
    trim: Box
    clip: Box
    turn: int = 0
    item: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """Both sides of a sheet; `back` is None where only one side is printed."""

    front: tuple[Placed, ...]
    back: tuple[Placed, ...] | None = None

    @property
    def sides(self) -> tuple[tuple[Placed, ...], ...]:
        return (self.front,) if self.back is None else (self.front, self.back)


@dataclass(frozen=True, slots=True)
class Imposition:
    """All sheets of a job. `size` is that of a sheet as it is looked at; `trim` is the part of a side that is kept.

    Knives cut at `cuts_x` from top to bottom and at `cuts_y` from side to side; `fold` is the x of the fold. Each item
    is on its sheet `repeats` times. `page` is the final size; `scale` is below 1 for pages that are made smaller, and
    `framed` tells that they are so only to be looked at.
    """

    layout: str
    size: tuple[float, float]
    trim: Box
    bleed: float
    flip: Flip
    sheets: tuple[Sheet, ...]
    page: tuple[float, float]
    cuts_x: tuple[float, ...] = ()
    cuts_y: tuple[float, ...] = ()
    fold: float | None = None
    creep: float = 0.0
    repeats: int = 1
    scale: float = 1.0
    framed: bool = False

    @property
    def sides(self) -> Iterator[tuple[Placed, ...]]:
        return (side for sheet in self.sheets for side in sheet.sides)

    @property
    def duplex(self) -> bool:
        return any(sheet.back is not None for sheet in self.sheets)

    @property
    def cuts_needed(self) -> bool:
        """True if the sheet is larger than the part of it that is kept."""
        return not Box(0, 0, *self.size).within(self.trim, slack=TOLERANCE)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns of pages on a sheet; 0 for as many as there is room for."""

    rows: int = 0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet and what is asked of it; `sheet` is None for one as large as the page with its marks needs.

    With `fit`, pages are made smaller where the sheet has no room for them.
    """

    sheet: str | None
    bleed: float = 0.0
    flip: Flip | None = None  # None: over the edge that keeps the back upright
    slug: float = 0.0  # room for marks around a sheet that is made for the page
    fit: bool = False


class NoRoomError(Exception):
    """Pages that are too large for the sheet: the size that they would need, in pt."""

    def __init__(self, needed: tuple[float, float], what: str) -> None:
        super().__init__(what)
        self.needed = needed


def grid_named(text: str) -> Grid | None:
    """The grid of a layout's name: 2up, 4up, cards, `nup 2x3` (two rows, three columns); None if it is none."""
    found = re.fullmatch(r"(?:nup)?[ :=_-]*([1-9]\d?)\s*[x×]\s*([1-9]\d?)", text.strip().lower())
    if found:
        return Grid(int(found[1]), int(found[2]))
    return {"2up": Grid(1, 2), "4up": Grid(2, 2), "cards": Grid()}.get(text.strip().lower())


def smallest_sheet(
    needed: Sequence[tuple[float, float]], page: tuple[float, float], usual: str | None = None, bleed: float = 0.0
) -> str | None:
    """The smallest sheet on which one of these sizes fits: of the kind of paper that the page is of, if there is one,
    and where the page does not tell, of the kind of the `usual` paper.
    """
    american = _is_american(page, usual)
    names = sorted(SHEETS, key=lambda name: (name.startswith("a") == american, SHEETS[name][0] * SHEETS[name][1]))
    return next((name for name in names if any(_orientations(name, size, page, bleed) for size in needed)), None)


def office_sheet(page: tuple[float, float], usual: str | None = None) -> str:
    """The common paper of the region that a page is from, or else of the `usual` paper."""
    return "letter" if _is_american(page, usual) else "a4"


def _is_american(page: tuple[float, float], usual: str | None) -> bool:
    """True for a size of North American paper. A size of neither kind is as the usual paper; without that, it is of
    the kind in whose unit its sides are whole: eighths of an inch, or millimetres.
    """
    upright = (min(page), max(page))
    for sizes, american in ((_AMERICAN, True), (_ISO, False)):
        if any(all(abs(a - b) <= TOLERANCE for a, b in zip(upright, size, strict=True)) for size in sizes):
            return american
    if usual is not None:
        return not usual.startswith("a")
    return _is_whole(page, POINTS["in"] / 8) or not _is_whole(page, POINTS["mm"])


def _is_whole(page: tuple[float, float], unit: float) -> bool:
    return all(abs(side - round(side / unit) * unit) < 0.15 for side in page)


def _orientations(
    sheet: str, needed: tuple[float, float], page: tuple[float, float], bleed: float
) -> list[tuple[float, float]]:
    """The ways to lay a sheet, landscape or portrait, on which `needed` fits; the closest shape first.

    A page may be too large by the tolerance, and two or more beside each other by twice as much.
    """
    short, long = SHEETS[sheet]
    ways = [(long, short), (short, long)] if needed[0] > needed[1] else [(short, long), (long, short)]
    across, up = (_tolerated(round(whole / side), bleed) for whole, side in zip(needed, page, strict=True))
    return [way for way in ways if needed[0] <= way[0] + across and needed[1] <= way[1] + up]


def _tolerated(pages: int, bleed: float) -> float:
    return _ROUNDED if bleed else TOLERANCE * min(max(pages, 1), 2)


def _laid(paper: Paper, needed: tuple[float, float], page: tuple[float, float]) -> tuple[float, float]:
    """The sheet, turned so that `needed` fits. Raises NoRoomError."""
    if paper.sheet is None:
        return needed
    ways = _orientations(paper.sheet, needed, page, paper.bleed)
    if not ways:
        raise NoRoomError(needed, f"do not fit on a {paper.sheet} sheet")
    return ways[0]


def _centred(size: tuple[float, float], width: float, height: float) -> Box:
    left, bottom = (size[0] - width) / 2, (size[1] - height) / 2
    return Box(left, bottom, left + width, bottom + height)


def upright_flip(size: tuple[float, float]) -> Flip:
    """The edge to flip over so that the backs of sheets need no turn: the one that runs up the sheet."""
    return Flip.SHORT if size[0] > size[1] else Flip.LONG


def _back(side: tuple[Placed, ...], size: tuple[float, float], flip: Flip) -> tuple[Placed, ...]:
    """A back that was laid out for turning the sheet over its upright edge, as `flip` needs it."""
    if flip is upright_flip(size):
        return side
    return tuple(
        replace(p, trim=_turned(p.trim, size), clip=_turned(p.clip, size), turn=(p.turn + 180) % 360) for p in side
    )


def _turned(box: Box, size: tuple[float, float]) -> Box:
    return Box(size[0] - box.right, size[1] - box.top, size[0] - box.left, size[1] - box.bottom)


def booklet(pages: int, page: tuple[float, float], paper: Paper, creep: float = 0.0) -> Imposition:
    """Sheets that are folded once, nested and stapled in the fold (saddle stitch).

    Sheet i of S, counted from 0 at the outside, has on its front pages N-2i and 2i+1, on its back 2i+2 and N-2i-1,
    where N is 4 S; pages beyond the last are left blank. `creep` is how much further each sheet's pages move to the
    spine than those of the sheet around it: the thickness of the paper. Raises NoRoomError.
    """
    if fitted := _fitted(paper, page, [Grid(1, 2)]):
        cell, scale = fitted
        return _made_smaller(booklet(pages, cell, replace(paper, fit=False), creep), page, scale)
    width, height = page
    room = 2 * (paper.bleed + paper.slug)
    needed = (2 * width + 2 * paper.bleed, height + 2 * paper.bleed)
    size = (2 * width + room, height + room) if paper.sheet is None else _laid(paper, needed, page)
    flip = paper.flip or upright_flip(size)
    trim, middle = _centred(size, 2 * width, height), size[0] / 2
    count = ceil(pages / 4) * 4

    def spread(left: int, right: int, shift: float) -> tuple[Placed, ...]:
        placed = []
        for number, at_left in ((left, True), (right, False)):
            if number > pages:
                continue
            box = Box(trim.left, trim.bottom, middle, trim.top) if at_left else replace(trim, left=middle)
            box = box.moved(shift if at_left else -shift)
            clip = box.grown(paper.bleed)
            clip = replace(clip, right=middle) if at_left else replace(clip, left=middle)
            placed.append(Placed(number, box, clip))
        return tuple(placed)

    sheets = tuple(
        Sheet(
            spread(count - 2 * i, 2 * i + 1, i * creep),
            _back(spread(2 * i + 2, count - 2 * i - 1, i * creep), size, flip),
        )
        for i in range(count // 4)
    )
    return Imposition(
        "booklet", size, trim, paper.bleed, flip, sheets, page, (trim.left, trim.right), (trim.bottom, trim.top),
        fold=middle, creep=creep,
    )  # fmt: skip


def perfect(pages: int, page: tuple[float, float], paper: Paper, *, duplex: bool = True) -> Imposition:
    """Single pages in order, one on each side of a sheet, as print shops ask for that impose themselves."""
    if fitted := _fitted(paper, page, [Grid(1, 1)]):
        cell, scale = fitted
        return _made_smaller(perfect(pages, cell, replace(paper, fit=False), duplex=duplex), page, scale)
    width, height = page
    room = 2 * (paper.bleed + paper.slug)
    needed = (width + 2 * paper.bleed, height + 2 * paper.bleed)
    size = (width + room, height + room) if paper.sheet is None else _laid(paper, needed, page)
    flip = paper.flip or upright_flip(size)
    trim = _centred(size, width, height)
    sides = [(Placed(number, trim, trim.grown(paper.bleed)),) for number in range(1, pages + 1)]
    if duplex:
        sheets = tuple(
            Sheet(pair[0], _back(pair[1], size, flip) if len(pair) > 1 else None) for pair in _batches(sides, 2)
        )
    else:
        sheets = tuple(Sheet(side) for side in sides)
    cuts = ((trim.left, trim.right), (trim.bottom, trim.top))
    return Imposition("perfect", size, trim, paper.bleed, flip, sheets, page, *cuts)


def cards(items: Sequence[int], page: tuple[float, float], paper: Paper, grid: Grid, name: str) -> Imposition:
    """Cards, or other items of two pages, that are cut out of a sheet in rows and columns, front and back registering.

    `items` has the number of pages of each file; its pages 1 and 2 are an item, 3 and 4 the next. They follow each
    other row by row; where a sheet has room for all of them twice or more, each is on it that often. With bleed there
    is a strip between neighbours that is cut out. Raises NoRoomError.
    """
    shapes = [Grid(max(grid.rows, 1), max(grid.columns, 1))]
    if fitted := _fitted(paper, page, [*shapes, Grid(2, 1)] if name == "2up" else shapes):
        part, scale = fitted
        return _made_smaller(cards(items, part, replace(paper, fit=False), grid, name), page, scale)
    faces = [
        (item, number, number + 1 if number < pages else None)
        for item, pages in enumerate(items, start=1)
        for number in range(1, pages + 1, 2)
    ]
    duplex = any(back for _, _, back in faces)
    size, grid = _grid_on(paper, page, grid)
    flip = paper.flip or upright_flip(size)
    trim, cells = _cells(size, page, grid, paper.bleed)
    repeats = max(1, len(cells) // len(faces))
    repeated = [face for face in faces for _ in range(repeats)]
    sheets = []
    for on_sheet in _batches(repeated, len(cells)):
        front, back = [], []
        for cell, (item, first, second) in zip(cells, on_sheet, strict=False):
            front.append(Placed(first, cell, cell.grown(paper.bleed), item=item))
            if second:
                behind = Box(size[0] - cell.right, cell.bottom, size[0] - cell.left, cell.top)
                back.append(Placed(second, behind, behind.grown(paper.bleed), item=item))
        sheets.append(Sheet(tuple(front), _back(tuple(back), size, flip) if duplex else None))
    return _imposed_grid(name, size, trim, paper, flip, sheets, page, cells, repeats)


def nup(pages: int, page: tuple[float, float], paper: Paper, grid: Grid, name: str) -> Imposition:
    """Pages in reading order, row by row on each side; where they have no room they are made smaller, and not cut."""
    try:
        size, grid = _grid_on(paper, page, grid)
        scale, gap, bleed = 1.0, paper.bleed, paper.bleed
    except NoRoomError:
        size, scale = _shrunk_on(paper, page, grid)
        page = page[0] * scale, page[1] * scale
        gap, bleed = _APART / 2, 0.0
    flip = paper.flip or upright_flip(size)
    trim, cells = _cells(size, page, grid, gap)
    sides = [
        tuple(Placed(number, cell, cell.grown(bleed)) for number, cell in zip(numbers, cells, strict=False))
        for numbers in _batches(range(1, pages + 1), len(cells))
    ]
    sheets = [Sheet(pair[0], _back(pair[1], size, flip) if len(pair) > 1 else None) for pair in _batches(sides, 2)]
    if scale < 1:
        whole = Box(0, 0, *size)
        return Imposition(name, size, whole, 0.0, flip, tuple(sheets), page, scale=scale, framed=True)
    return _imposed_grid(name, size, trim, paper, flip, sheets, page, cells, 1)


def _fitted(
    paper: Paper, page: tuple[float, float], shapes: Sequence[Grid]
) -> tuple[tuple[float, float], float] | None:
    """The part of a sheet that each page gets where pages are made smaller, and how large they are in it.

    None if that is not asked for, or not needed. Raises NoRoomError.
    """
    if not paper.fit or paper.sheet is None:
        return None
    sheet = paper.sheet
    if any(_orientations(sheet, grid_size(page, shape, paper.bleed), page, paper.bleed) for shape in shapes):
        return None
    short, long = SHEETS[sheet]
    cells = [
        (width / shape.columns, height / shape.rows)
        for shape in shapes
        for width, height in ((short, long), (long, short))
    ]
    scale, cell = max((min(width / page[0], height / page[1]), (width, height)) for width, height in cells)
    if scale < _SMALLEST:
        raise NoRoomError(grid_size(page, shapes[0], paper.bleed), f"are too large for a {sheet} sheet")
    return cell, scale


def _made_smaller(imposition: Imposition, page: tuple[float, float], scale: float) -> Imposition:
    """An imposition of parts of a sheet, with a page in the middle of each."""

    def placed(one: Placed) -> Placed:
        cell, width, height = one.trim, page[0] * scale, page[1] * scale
        left, bottom = (cell.left + cell.right - width) / 2, (cell.bottom + cell.top - height) / 2
        box = Box(left, bottom, left + width, bottom + height)
        return replace(one, trim=box, clip=box)

    def side(pages: tuple[Placed, ...]) -> tuple[Placed, ...]:
        return tuple(map(placed, pages))

    sheets = tuple(
        Sheet(side(sheet.front), None if sheet.back is None else side(sheet.back)) for sheet in imposition.sheets
    )
    return replace(imposition, sheets=sheets, scale=scale)


def _shrunk_on(paper: Paper, page: tuple[float, float], grid: Grid) -> tuple[tuple[float, float], float]:
    """The sheet, landscape or portrait, on which a grid of pages is largest, and the scale of pages on it."""
    if paper.sheet is None:
        raise ValueError("a grid needs a sheet")
    short, long = SHEETS[paper.sheet]

    def scale(size: tuple[float, float]) -> float:
        across, up = size[0] - 2 * _MARGIN - grid.columns * _APART, size[1] - 2 * _MARGIN - grid.rows * _APART
        return min(across / (grid.columns * page[0]), up / (grid.rows * page[1]))

    best = max(((short, long), (long, short)), key=scale)
    if scale(best) < _SMALLEST:
        raise NoRoomError(grid_size(page, grid, 0.0), f"are too many for a {paper.sheet} sheet")
    return best, scale(best)


def _imposed_grid(
    name: str,
    size: tuple[float, float],
    trim: Box,
    paper: Paper,
    flip: Flip,
    sheets: Sequence[Sheet],
    page: tuple[float, float],
    cells: Sequence[Box],
    repeats: int,
) -> Imposition:
    cuts_x = tuple(sorted({round(x, 3) for cell in cells for x in (cell.left, cell.right)}))
    cuts_y = tuple(sorted({round(y, 3) for cell in cells for y in (cell.bottom, cell.top)}))
    return Imposition(name, size, trim, paper.bleed, flip, tuple(sheets), page, cuts_x, cuts_y, repeats=repeats)


def _grid_on(paper: Paper, page: tuple[float, float], grid: Grid) -> tuple[tuple[float, float], Grid]:
    """The sheet, landscape or portrait, and the rows and columns on it. Raises NoRoomError."""
    if paper.sheet is None:
        raise ValueError("a grid needs a sheet")
    if grid.rows:
        shapes = {grid, Grid(grid.columns, grid.rows)} if (grid.rows, grid.columns) == (1, 2) else {grid}
        ordered = sorted(shapes, key=lambda shape: shape.rows)
        for shape in ordered:
            needed = grid_size(page, shape, paper.bleed)
            if ways := _orientations(paper.sheet, needed, page, paper.bleed):
                return ways[0], shape
        raise NoRoomError(grid_size(page, ordered[0], paper.bleed), f"do not fit on a {paper.sheet} sheet")
    short, long = SHEETS[paper.sheet]
    filled = [
        (way, Grid(_fitting(way[1], page[1], paper.bleed), _fitting(way[0], page[0], paper.bleed)))
        for way in ((short, long), (long, short))
    ]
    best = max(filled, key=lambda way: way[1].rows * way[1].columns)
    if not best[1].rows * best[1].columns:
        raise NoRoomError(grid_size(page, Grid(1, 1), paper.bleed), f"do not fit on a {paper.sheet} sheet")
    return best


def _fitting(room: float, side: float, bleed: float) -> int:
    """The number of pages that fit side by side, each with its bleed."""
    several = int((room + _tolerated(2, bleed)) // (side + 2 * bleed))
    return several if several > 1 else int((room + _tolerated(1, bleed)) // (side + 2 * bleed))


def grid_size(page: tuple[float, float], grid: Grid, bleed: float) -> tuple[float, float]:
    """The room that a grid of pages needs, with its bleed."""
    return grid.columns * (page[0] + 2 * bleed), grid.rows * (page[1] + 2 * bleed)


def _cells(
    size: tuple[float, float], page: tuple[float, float], grid: Grid, bleed: float
) -> tuple[Box, tuple[Box, ...]]:
    """The trimmed area of the whole grid, and each cell row by row from the top; the grid lies in the middle."""
    step_x, step_y = page[0] + 2 * bleed, page[1] + 2 * bleed
    trim = _centred(size, grid.columns * step_x - 2 * bleed, grid.rows * step_y - 2 * bleed)
    return trim, tuple(
        Box(left, top - page[1], left + page[0], top)
        for row, column in product(range(grid.rows), range(grid.columns))
        for left, top in [(trim.left + column * step_x, trim.top - row * step_y)]
    )


def _batches(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Items by `size`, the last ones maybe fewer (itertools has this from Python 3.12)."""
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
