"""Where each page goes on which side of which sheet: geometry alone, without PDF.

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

#: Sheets of paper that offices and print shops have, portrait.
SHEETS: dict[str, tuple[float, float]] = {
    "letter": (612.0, 792.0),
    "tabloid": (792.0, 1224.0),
    "a4": (595.28, 841.89),
    "a3": (841.89, 1190.55),
}
_SLACK = 0.6  # pt: A5 twice is A4 but for rounding
_MARGIN, _APART = 18.0, 9.0  # around and between pages that are made smaller
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
    """A page on a side: where its trimmed area goes, what of it is printed (`clip`), and its turn in degrees.

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
    """All sheets of a job. `size` is that of a sheet as it is looked at; `trim` what is left of a side after cutting.

    `cuts_x` and `cuts_y` are where knives cut from top to bottom and from side to side; `fold` is the x of the fold.
    `repeats` is how often each leaf is on its sheet; `scale` is below 1 for pages made smaller to be looked at.
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

    @property
    def sides(self) -> Iterator[tuple[Placed, ...]]:
        return (side for sheet in self.sheets for side in sheet.sides)

    @property
    def duplex(self) -> bool:
        return any(sheet.back is not None for sheet in self.sheets)

    @property
    def cuts_needed(self) -> bool:
        """Whether the sheet is larger than what is left of it."""
        return not Box(0, 0, *self.size).within(self.trim, slack=_SLACK)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns of pages on a sheet; 0 for as many as there is room for."""

    rows: int = 0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet and what is asked of it; `sheet` is None for one as large as the page with its marks needs."""

    sheet: str | None
    bleed: float = 0.0
    flip: Flip | None = None  # None: over the edge that leaves the back upright
    slug: float = 0.0  # room for marks around a sheet that is made for the page


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


def smallest_sheet(needed: Sequence[tuple[float, float]], page: tuple[float, float]) -> str | None:
    """The smallest sheet, of the same kind of paper as the page if there is one, on which one of these sizes fits."""
    american = _is_american(page)
    names = sorted(SHEETS, key=lambda name: (name.startswith("a") == american, SHEETS[name][0] * SHEETS[name][1]))
    return next((name for name in names if any(_orientations(name, size) for size in needed)), None)


def office_sheet(page: tuple[float, float]) -> str:
    """The common paper where pages have such sizes."""
    return "letter" if _is_american(page) else "a4"


def _is_american(page: tuple[float, float]) -> bool:
    """Whether the sides are whole eighths of an inch."""
    return all(abs(side / 9 - round(side / 9)) < 0.02 for side in page)


def _orientations(sheet: str, needed: tuple[float, float]) -> list[tuple[float, float]]:
    """The ways to lay a sheet, landscape or portrait, on which `needed` fits; the closest shape first."""
    short, long = SHEETS[sheet]
    ways = [(long, short), (short, long)] if needed[0] > needed[1] else [(short, long), (long, short)]
    return [way for way in ways if needed[0] <= way[0] + _SLACK and needed[1] <= way[1] + _SLACK]


def _laid(paper: Paper, needed: tuple[float, float]) -> tuple[float, float]:
    """The sheet, turned so that `needed` fits. Raises NoRoomError."""
    if paper.sheet is None:
        return needed
    ways = _orientations(paper.sheet, needed)
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
    """A back that was laid out for turning the sheet like a book's leaf, as `flip` needs it."""
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
    width, height = page
    room = 2 * (paper.bleed + paper.slug)
    needed = (2 * width + 2 * paper.bleed, height + 2 * paper.bleed)
    size = (2 * width + room, height + room) if paper.sheet is None else _laid(paper, needed)
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
    width, height = page
    room = 2 * (paper.bleed + paper.slug)
    needed = (width + 2 * paper.bleed, height + 2 * paper.bleed)
    size = (width + room, height + room) if paper.sheet is None else _laid(paper, needed)
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
    """Leaves that are cut out of a sheet, in rows and columns, front and back registering.

    `items` has the number of pages of each file; its pages 1 and 2 are a leaf, 3 and 4 the next. Leaves follow each
    other row by row; where a sheet has room for all of them twice or more, each is on it that often. With bleed there
    is a strip between neighbours that is cut out. Raises NoRoomError.
    """
    leaves = [
        (item, number, number + 1 if number < pages else None)
        for item, pages in enumerate(items, start=1)
        for number in range(1, pages + 1, 2)
    ]
    duplex = any(back for _, _, back in leaves)
    size, grid = _grid_on(paper, page, grid)
    flip = paper.flip or upright_flip(size)
    trim, cells = _cells(size, page, grid, paper.bleed)
    repeats = max(1, len(cells) // len(leaves))
    repeated = [leaf for leaf in leaves for _ in range(repeats)]
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
        return Imposition(name, size, whole, 0.0, flip, tuple(sheets), page, scale=scale)
    return _imposed_grid(name, size, trim, paper, flip, sheets, page, cells, 1)


def _shrunk_on(paper: Paper, page: tuple[float, float], grid: Grid) -> tuple[tuple[float, float], float]:
    """The sheet, landscape or portrait, on which a grid of pages is largest, and how large they are then."""
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
            if ways := _orientations(paper.sheet, needed):
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
    """How many fit side by side, each with its bleed."""
    return int((room + _SLACK) // (side + 2 * bleed))


def grid_size(page: tuple[float, float], grid: Grid, bleed: float) -> tuple[float, float]:
    """What a grid of pages needs, with its bleed."""
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
