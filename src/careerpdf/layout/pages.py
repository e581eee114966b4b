"""Page breaking and page furniture: positions of flowables, running heads and feet, white space between sections.

White space that is left on a page is called air: it is divided among the gaps. Lengths in pt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from careerpdf.document import nodes as n
from careerpdf.layout.covers import draw_background
from careerpdf.layout.flow_builder import FlowBuilder, FlowItem
from careerpdf.layout.flowables import (
    SLACK,
    Anchored,
    BesideFlow,
    Boxed,
    Bulleted,
    Flowable,
    LinesFlow,
    Row,
    Stack,
    breakable,
    gap,
    split_stack,
    stack_height,
    take_fitting,
)
from careerpdf.layout.headed import Headed
from careerpdf.layout.running import Heads, RunningHeads
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.text.measured import TextCache

_MOST_AT_FOOT = 0.6  # of a page; a taller block flows with the rest
_STEPS = 8  # of the bisection for air: to within half a percent of its range


@dataclass(slots=True)
class Segment:
    """Part of a page: one flow over the whole width, or (with `aside`) a main column with the aside at its right."""

    items: list[Flowable]
    aside: Boxed | None = None
    lead: int = 0  # number of items before the aside in reading order


@dataclass(slots=True)
class Page:
    """Content of one page. `bottom` is the block at its foot."""

    segments: list[Segment] = field(default_factory=list)
    bottom: list[Flowable] = field(default_factory=list)
    is_full: bool = False  # whether it is filled to its foot, so that there is no air


@dataclass(frozen=True, slots=True)
class Area:
    """Content area of a page and its columns."""

    width: float
    height: float
    main: float
    aside: float
    book: bool = False  # whether only the gaps above headings and boxes are opened, to keep lines level on a spread

    @classmethod
    def of(cls, sheet: StyleSheet) -> "Area":
        """Return the area of a sheet's pages."""
        page, inner = sheet.page, sheet.width
        return cls(
            inner,
            sheet.page_size[1] - page.margins.top - page.margins.bottom,
            inner - page.aside - page.gap if page.aside else inner,
            page.aside,
            sheet.book,
        )


class Spaced(NamedTuple):
    """Flowable in a column: the gap above it, the share of the air that goes into this gap, and its height."""

    item: Flowable
    gap: float
    weight: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """Measured segment: the gap above it, its items, `width` wide, and the height of its aside."""

    segment: Segment
    gap: float
    width: float
    items: list[Spaced]
    aside: float


@dataclass(frozen=True)
class Layout:
    """Document that is laid out: its pages in the styles of a sheet."""

    sheet: StyleSheet
    pages: list[Page]

    @property
    def spare(self) -> float:
        """Share of the last page that only lines for notes take."""
        last = self.pages[-1]
        height = stack_height(last.segments[-1].items, Area.of(self.sheet).width) if last.is_full else 0.0
        return height / Area.of(self.sheet).height

    @cached_property
    def columns(self) -> list[list[Column]]:
        """Segments of each page, measured."""
        area = Area.of(self.sheet)
        return [_measured(page, area) for page in self.pages]

    @cached_property
    def fill(self) -> list[float]:
        """Share of each page that is filled, its foot not counted (1 is full)."""
        height = Area.of(self.sheet).height
        return [_reach(columns) / height for columns in self.columns]


def lay_out(
    document: n.Document, sheet: StyleSheet, cache: TextCache | None = None, *, sized: tuple[float, int] = (1.0, 1)
) -> Layout:
    """Break the document into pages at the sheet's scale; `cache` is shared by layouts of the same document.

    With `sized`, a share of the height and the number of a page, that page is taken to be that share as high. Raises
    LayoutError, PictureError and StyleError.
    """
    builder = FlowBuilder(sheet, cache or TextCache())
    items = builder.flow(document)
    area = Area.of(sheet)
    if stack_height(builder.bottom, area.width) > area.height * _MOST_AT_FOOT:
        items += builder.bottom
        builder.bottom = []
    share, number = sized
    other = replace(area, height=area.height * share)
    pages = _break_pages(items, area, other, number)
    if builder.bottom:
        _set_bottom(pages, builder.bottom, other if len(pages) == number else area, sheet)
    if builder.spare:
        _set_spare(pages[-1], builder.spare, area, sheet)
    return Layout(sheet, pages)


# -- breaking


def _break_pages(items: Sequence[FlowItem], usual: Area, other: Area, number: int) -> list[Page]:
    """Return the pages, all of the `usual` area but for the page of this `number`, which has the `other`."""
    pages = [Page()]
    plain, flow, rest = _up_to_beside(items)
    while plain or flow:
        page = pages[-1]
        area = other if len(pages) == number else usual
        if plain:
            left = _fill(page, plain, area)
            if left is not None:
                plain = left
                pages.append(Page())
                continue
        if flow is None:
            break
        over = _fill_beside(page, flow, area)
        following, beside, rest = _up_to_beside(rest)
        if over is None:  # no room for the aside at its side: everything in one column
            column = [*flow.lead, flow.inline(), *flow.main]
            plain = [*_take_stranded_headings(page, column[0], area), *column, *following]
        else:
            plain = [*over, *following]
            if over:
                pages.append(Page())
        flow = beside
    return [p for p in pages if p.segments] or [Page()]


def _up_to_beside(items: Sequence[FlowItem]) -> tuple[list[Flowable], BesideFlow | None, Sequence[FlowItem]]:
    """Return the plain items up to the first flow with an aside, that flow, and the items after it."""
    plain: list[Flowable] = []
    for number, item in enumerate(items, 1):
        if isinstance(item, BesideFlow):
            return plain, item, items[number:]
        plain.append(item)
    return plain, None, ()


def _take_stranded_headings(page: Page, following: Flowable, area: Area) -> list[Flowable]:
    """Take headings from the end of the page if nothing of the flowable after them has room there."""
    segment = page.segments[-1] if page.segments else None
    if segment is None or segment.aside:
        return []
    room = _room(page, following, area)
    if following.wrap(area.width) <= room + SLACK or following.split(area.width, room):
        return []
    cut = len(segment.items)
    while cut and segment.items[cut - 1].keep_with_next:
        cut -= 1
    segment.items, taken = segment.items[:cut], segment.items[cut:]
    if not segment.items:
        page.segments.pop()
    return taken


def _fill(page: Page, items: list[Flowable], area: Area) -> list[Flowable] | None:
    """Put the items that fit on the page; returns the rest, or None."""
    first, rest = take_fitting(items, area.width, _room(page, items[0], area))
    if not first:
        if page.segments:
            return items
        first, rest = _force_break(items, area)
    if first:
        page.segments.append(Segment(first))
    return rest or None


def _force_break(items: list[Flowable], area: Area) -> tuple[list[Flowable], list[Flowable]]:
    """Break a flow of which nothing fits on an empty page.

    First keeping together is given up, then the page's lower edge.
    """
    k = 0
    while k < len(items) - 1 and items[k].keep_with_next:
        k += 1
    head, item = items[:k], items[k]
    room = area.height - stack_height(head, area.width) - (gap(head[-1], item) if head else 0.0)
    loose = breakable(item)
    parts = loose.split(area.width, room)
    if parts:
        return [*head, parts[0]], [parts[1], *items[k + 1 :]]
    if head and item.wrap(area.width) > room + SLACK:  # better apart from its heading than beyond the edge
        return head, items[k:]
    return items[: k + 1], items[k + 1 :]


def _fill_beside(page: Page, flow: BesideFlow, area: Area) -> list[Flowable] | None:
    """Set main flow and aside; returns the main flow's rest, or None if the aside has no room."""
    items = [*flow.lead, *flow.main]
    if not area.aside or not flow.aside.items or not items:  # no aside, or no text for it to stand beside
        return None
    room = _room(page, items[0], area)
    if flow.aside.wrap(area.aside) > room + SLACK:
        return None
    first, rest = take_fitting(items, area.main, room)
    page.segments.append(Segment(first, flow.aside, min(len(flow.lead), len(first))))
    return rest


def _room(page: Page, following: Flowable, area: Area) -> float:
    """Return the height that is left on the page for a flowable that follows."""
    last = page.segments[-1] if page.segments else None
    return area.height - _reach(_measured(page, area)) - _segment_gap(last, following)


def _segment_gap(last: Segment | None, first: Flowable) -> float:
    """Return the gap between a segment and the next one."""
    if last is None:
        return 0.0
    after = max(last.items[-1].space_after if last.items else 0.0, last.aside.space_after if last.aside else 0.0)
    return max(after, first.space_before)


def _set_bottom(pages: list[Page], bottom: list[Flowable], area: Area, sheet: StyleSheet) -> None:
    """Put the block at the foot of the last page, or of a new one if it has no room there."""
    own = stack_height(bottom, area.width) + sheet.pt(12)
    last = pages[-1]
    if _reach(_measured(last, area)) + own > area.height + SLACK:
        whole = list(last.segments[-1].items)
        moved = _make_room_at_foot(last, area, own)
        if moved and stack_height(moved, area.width) + own > area.height + SLACK:
            last.segments[-1].items, moved = whole, []  # no room for both on one page: the foot stands alone
        last = Page(segments=[Segment(moved)] if moved else [])
        pages.append(last)
    last.bottom = bottom


def _set_spare(page: Page, lines: LinesFlow, area: Area, sheet: StyleSheet) -> None:
    """Add lines for notes where the last page has room for them."""
    taken = stack_height(page.bottom, area.width) + sheet.pt(12) if page.bottom else 0.0
    room = area.height - taken - _reach(_measured(page, area)) - lines.space_before
    if page.segments and not page.segments[-1].aside and lines.wrap(area.width) <= room:
        page.segments.append(Segment([lines]))
        page.is_full = True


def _make_room_at_foot(page: Page, area: Area, own: float) -> list[Flowable]:
    """Take flowables from the end of the page to make room for the block at its foot, so that it is not left alone."""
    segment = page.segments[-1]
    if segment.aside:
        return []
    parts = split_stack(segment.items, area.width, _room(Page(page.segments[:-1]), segment.items[0], area) - own)
    if parts is None:
        return []
    segment.items = parts[0]
    return parts[1]


# -- placing


def _air_weight(item: Flowable, previous: Flowable | None, *, book: bool) -> float:
    """Return the share of the air that goes into the gap before `item`."""
    if isinstance(item, Headed):
        if item.head:
            return 1.0
        item = item.body or item
    if isinstance(previous, Headed):
        previous = previous.body or previous
    if isinstance(item, Boxed) or _begins_section(item):
        return 1.0
    if book:
        return 0.0
    if previous and previous.keep_with_next and not isinstance(previous, Bulleted):
        return 0.0
    return 0.5 if isinstance(item, Row) else 0.6 if isinstance(item, Bulleted) else 0.35


def _begins_section(item: Flowable) -> bool:
    """Tell whether a flowable begins with a heading."""
    match item:
        case Stack(items=[first, *_]) | Row(cells=[first, *_]):
            return _begins_section(first)
        case Headed():
            return item.head is not None
        case _:
            return isinstance(item, Anchored)


def _measured(page: Page, area: Area) -> list[Column]:
    """Measure the page's segments."""
    columns: list[Column] = []
    last: Segment | None = None
    for segment in page.segments:
        first = segment.items[0] if segment.items else segment.aside
        assert first is not None  # noqa: S101 (a segment is never empty)
        width = area.main if segment.aside else area.width
        items: list[Spaced] = []
        previous: Flowable | None = None
        for item in segment.items:
            weight = _air_weight(item, previous, book=area.book)
            items.append(Spaced(item, gap(previous, item), weight, item.wrap(width)))
            previous = item
        aside = segment.aside.wrap(area.aside) if segment.aside else 0.0
        columns.append(Column(segment, _segment_gap(last, first), width, items, aside))
        last = segment
    return columns


def _reach(columns: Sequence[Column], air: float = 1.0) -> float:
    """Return how far down a page's columns reach where their gaps are opened by the factor `air`."""
    end = 0.0
    for column in columns:
        start = end = end + column.gap * air
        for _, space, weight, height in column.items:
            end += space * (1 + (air - 1) * weight)
            end += height
        end = max(end, start + column.aside)
    return end


def _place(
    page: Page, columns: Sequence[Column], area: Area, air: float
) -> Iterator[tuple[Flowable, float, float, float]]:
    """Yield the flowables of a page in reading order, each with its left edge, distance from the top, and width."""
    end = 0.0
    for column in columns:
        start = end = end + column.gap * air
        segment, placed = column.segment, []
        for item, space, weight, height in column.items:
            end += space * (1 + (air - 1) * weight)
            placed.append((item, 0.0, end, column.width))
            end += height
        yield from placed[: segment.lead]
        if segment.aside:
            yield segment.aside, area.width - area.aside, start, area.aside
        yield from placed[segment.lead :]
        end = max(end, start + column.aside)
    top, previous = area.height - stack_height(page.bottom, area.width), None
    for item in page.bottom:
        top += gap(previous, item)
        yield item, 0.0, top, area.width
        top += item.wrap(area.width)
        previous = item


def _air(page: Page, columns: Sequence[Column], area: Area, sheet: StyleSheet) -> float:
    """Return the largest factor of the gaps, within the pack's limit, at which the page still holds everything."""
    if page.is_full:
        return 1.0
    room = area.height
    if page.bottom:
        room -= stack_height(page.bottom, area.width) + sheet.pt(14)
    most = sheet.style.fit.air
    opened = _reach(columns, most)
    if opened <= room + SLACK:
        return most
    if not any(segment.aside for segment in page.segments):  # the height is linear in the factor
        closed = _reach(columns)
        if opened <= closed:  # there are no gaps
            return 1.0
        return 1.0 + (most - 1.0) * max(0.0, room - closed) / (opened - closed)
    low, high = 1.0, most
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _reach(columns, middle) <= room + SLACK else (low, middle)
    return low


# -- drawing


def draw_pages(
    layout: Layout, document: n.Document, canvas: PdfCanvas, *, open_up: bool = True, furniture: bool = True
) -> None:
    """Draw every page; with `open_up`, sections are spread over it.

    Without `furniture`, running heads are left out: the pages of a book get theirs when their numbers are known.
    """
    sheet, area = layout.sheet, Area.of(layout.sheet)
    left, top = sheet.margins.left, sheet.page_size[1] - sheet.margins.top
    heads, running = Heads.of(document), RunningHeads(sheet, canvas) if furniture else None
    for number, (page, columns) in enumerate(zip(layout.pages, layout.columns, strict=True), 1):
        draw_background(document, sheet, canvas, stack_height(page.bottom, area.width))
        air = _air(page, columns, area, sheet) if open_up else 1.0
        for item, x, down, width in _place(page, columns, area, air):
            item.wrap(width)
            item.draw(canvas, left + x, top - down)
        if running:
            head, foot = heads.on(first=number == 1, verso=False)
            running.draw(head, foot, str(number), str(len(layout.pages)))
        canvas.showPage()
