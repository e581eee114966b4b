"""Page boxes of finished PDFs (ISO 32000-1, 14.11.2): the part of a page that is kept after cutting."""

from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

import pikepdf

from careerpdf.check.objects import entry, items, number
from careerpdf.press.layouts import TOLERANCE, Box
from careerpdf.press.units import said_size

_MOST_PARENTS = 50  # of a page in the tree of pages
_FURTHEST = 1e6  # pt from the origin: coordinates further out lose their decimals on the way to the sheet
_LEAST_AREA = 1.0  # pt: what is narrower is no area
_SMALLEST_SIDE = 18.0  # pt: no paper is cut smaller than a quarter of an inch
_LONGEST_UNIT = 75_000.0  # pt (ISO 32000-1, annex C.2)


class PageBoxError(ValueError):
    """A page without an area; the message says so to a person."""


@dataclass(frozen=True, slots=True)
class PageBox:
    """The trimmed area of a page in its own space, and the limits of its bleed if it names any.

    `turn` is by how many degrees it is turned clockwise when shown; `unit` is the length of its unit in pt.
    """

    trim: Box
    bleed: Box | None
    turn: int
    unit: float = 1.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pt, as a viewer shows the page."""
        width, height = self.trim.width * self.unit, self.trim.height * self.unit
        return (height, width) if self.turn % 180 else (width, height)


def page_box(page: pikepdf.Page) -> PageBox:
    """The trim box of a page, or what the standard puts in its place: the crop box, the media box.

    What lies beyond the media box is not on the page; a box that is none counts as absent. Raises PageBoxError.
    """
    media = _box(_inherited(page.obj, "/MediaBox"))
    if media is None:
        raise PageBoxError("its size (MediaBox) is no area")
    crop = _within(_box(_inherited(page.obj, "/CropBox")), media) or media
    trim = _within(_box(entry(page.obj, "/TrimBox")), media) or crop
    bleed = _within(_box(entry(page.obj, "/BleedBox")), media)
    rotate, unit = _inherited(page.obj, "/Rotate"), number(entry(page.obj, "/UserUnit"))
    turn = round(number(rotate)) if number(rotate) % 90 == 0 else 0
    box = PageBox(trim, bleed, turn % 360, unit if 0 < unit <= _LONGEST_UNIT else 1.0)
    if min(box.size) < _SMALLEST_SIDE:
        raise PageBoxError(f"{said_size(*box.size)} is too small to print")
    return box


def _inherited(page: pikepdf.Object, key: str) -> object:
    """The value of a page, or of the nearest node above it that has one."""
    holder: object = page
    for _ in range(_MOST_PARENTS):
        if (value := entry(holder, key)) is not None:
            return value
        holder = entry(holder, "/Parent")
    return None


def _box(written: object) -> Box | None:
    values = [value for value in items(written) if isinstance(value, (int, float, Decimal))]
    if len(values) != 4 or len(list(items(written))) != 4:
        return None
    # As they are written: what is too large for a page must not count as 0.
    if not all(isfinite(value) and abs(value) <= _FURTHEST for value in map(float, values)):
        return None
    x1, y1, x2, y2 = map(number, values)
    return _area(Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))


def _area(box: Box) -> Box | None:
    return box if min(box.width, box.height) >= _LEAST_AREA else None


def _within(box: Box | None, media: Box) -> Box | None:
    return box and _area(
        Box(
            max(box.left, media.left),
            max(box.bottom, media.bottom),
            min(box.right, media.right),
            min(box.top, media.top),
        )
    )


def same_size(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Equality of two sizes but for what no cutter cares about."""
    return abs(one[0] - other[0]) <= TOLERANCE and abs(one[1] - other[1]) <= TOLERANCE


def fits_turned(size: tuple[float, float], page: tuple[float, float]) -> bool:
    """True for a page that has the size of the others once it is turned by 90°."""
    return not same_size(size, page) and same_size(size[::-1], page)
