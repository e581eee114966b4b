"""Page breaking and page furniture: where each flowable stands, running heads and feet, air between sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from careerpdf.document import nodes as n
from careerpdf.layout.build import FlowBuilder, FlowItem
from careerpdf.layout.flowables import (
    Anchored,
    BesideFlow,
    Boxed,
    Bulleted,
    Flowable,
    Row,
    gap,
    loosened,
    split_stack,
    stack_height,
)
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.text.measured import TextCache
from careerpdf.text.paragraph import Paragraph

_SLACK = 0.01
_STEPS = 8  # of the bisection for air: to within half a percent of its range


@dataclass(frozen=True, slots=True)
class Placement:
    """A flowable at its place: `top` measured downwards from the top of the content area, pt."""

    item: Flowable
    x: float
    top: float
    width: float


@dataclass(slots=True)
class Segment:
    """A part of a page: one flow over the whole width, or (with `aside`) a main column with the aside at its right."""

    items: list[Flowable]
    aside: Boxed | None = None
    lead: int = 0  # items that come before the aside in reading order


@dataclass(slots=True)
class Page:
    """What one page holds. `bottom` stands at its foot."""

    segments: list[Segment] = field(default_factory=list)
    bottom: list[Flowable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Area:
    """The content area of a page and its columns, in pt."""

    width: float
    height: float
    main: float
    aside: float

    @classmethod
    def of(cls, sheet: StyleSheet) -> "Area":
        page, (width, height) = sheet.page, sheet.page_size
        inner = width - page.margins.left - page.margins.right
        return cls(
            inner,
            height - page.margins.top - page.margins.bottom,
            inner - page.aside - page.gap if page.aside else inner,
            page.aside,
        )


@dataclass(frozen=True)
class Layout:
    """A document laid out: its pages in the looks of a sheet."""

    sheet: StyleSheet
    pages: list[Page]

    @cached_property
    def fill(self) -> list[float]:
        """How full each page is, its foot not counted (1 is full)."""
        area = Area.of(self.sheet)
        return [_used(page, area, air=1.0) / area.height for page in self.pages]


def lay_out(document: n.Document, sheet: StyleSheet, cache: TextCache | None = None) -> Layout:
    """Break the document into pages at the sheet's scale; `cache` is shared by layouts of the same document."""
    builder = FlowBuilder(sheet, cache or TextCache())
    items = builder.flow(document)
    area = Area.of(sheet)
    pages = _break_pages(items, area)
    if builder.bottom:
        _set_bottom(pages, builder.bottom, area, sheet)
    return Layout(sheet, pages)


# -- breaking


def _break_pages(items: Sequence[FlowItem], area: Area) -> list[Page]:
    pages = [Page()]
    queue: list[FlowItem] = list(items)
    while queue:
        page = pages[-1]
        beside = next((k for k, item in enumerate(queue) if isinstance(item, BesideFlow)), len(queue))
        plain = [item for item in queue[:beside] if not isinstance(item, BesideFlow)]
        rest: Sequence[FlowItem] = queue[beside:]
        if plain:
            left = _fill(page, plain, area)
            if left is not None:
                queue = [*left, *rest]
                pages.append(Page())
                continue
        if not rest:
            break
        flow = rest[0]
        assert isinstance(flow, BesideFlow)  # noqa: S101 (for the type checker)
        over = _fill_beside(page, flow, area)
        if over is None:  # no room for the aside at its side: everything in one column
            queue = [*flow.lead, flow.inline(), *flow.main, *rest[1:]]
            continue
        queue = [*over, *rest[1:]]
        if over:
            pages.append(Page())
    return [p for p in pages if p.segments] or [Page()]


def _fill(page: Page, items: list[Flowable], area: Area) -> list[Flowable] | None:
    """Put what fits on the page; what is left over, or None."""
    used = _used(page, area, air=1.0)
    first_gap = _segment_gap(page, items[0])
    room = area.height - used - first_gap
    if stack_height(items, area.width) <= room + _SLACK:
        page.segments.append(Segment(items))
        return None
    parts = split_stack(items, area.width, room)
    if parts is None:
        if page.segments:
            return items
        parts = _force(items, area)
    if parts[0]:
        page.segments.append(Segment(parts[0]))
    return parts[1] or None


def _force(items: list[Flowable], area: Area) -> tuple[list[Flowable], list[Flowable]]:
    """Nothing of the flow fits on an empty page: let go of keeping together, then of the page's lower edge."""
    k = 0
    while k < len(items) - 1 and items[k].keep_with_next:
        k += 1
    head, item = items[:k], items[k]
    room = area.height - stack_height(head, area.width) - (gap(head[-1], item) if head else 0.0)
    loose = loosened(item)
    parts = loose.split(area.width, room)
    if parts:
        return [*head, parts[0]], [parts[1], *items[k + 1 :]]
    return items[: k + 1], items[k + 1 :]


def _fill_beside(page: Page, flow: BesideFlow, area: Area) -> list[Flowable] | None:
    """Set main flow and aside; returns the main flow's rest, or None if the aside has no room."""
    items = [*flow.lead, *flow.main]
    room = area.height - _used(page, area, air=1.0) - _segment_gap(page, items[0])
    if not area.aside or not flow.aside.items or flow.aside.wrap(area.aside) > room + _SLACK:
        return None
    if stack_height(items, area.main) <= room + _SLACK:
        page.segments.append(Segment(items, flow.aside, len(flow.lead)))
        return []
    parts = split_stack(items, area.main, room)
    first, rest = parts or ([], items)
    page.segments.append(Segment(first, flow.aside, min(len(flow.lead), len(first))))
    return rest


def _segment_gap(page: Page, first: Flowable) -> float:
    if not page.segments:
        return 0.0
    last = page.segments[-1]
    after = max(last.items[-1].space_after if last.items else 0.0, last.aside.space_after if last.aside else 0.0)
    return max(after, first.space_before)


def _set_bottom(pages: list[Page], bottom: list[Flowable], area: Area, sheet: StyleSheet) -> None:
    own = stack_height(bottom, area.width) + sheet.pt(12)
    last = pages[-1]
    if _used(last, area, air=1.0) + own > area.height + _SLACK:
        moved = _give_way(last, area, own)
        last = Page(segments=[Segment(moved)] if moved else [])
        pages.append(last)
    last.bottom = bottom


def _give_way(page: Page, area: Area, own: float) -> list[Flowable]:
    """Take from the end of the page what stands in the way of the block at its foot, so that it is not left alone."""
    segment = page.segments[-1]
    if segment.aside:
        return []
    before = Page(page.segments[:-1])
    room = area.height - own - _used(before, area, air=1.0) - _segment_gap(before, segment.items[0])
    parts = split_stack(segment.items, area.width, room)
    if parts is None:
        return []
    segment.items = parts[0]
    return parts[1]


# -- placing


def _air_weight(item: Flowable, previous: Flowable | None) -> float:
    """How much of the air the gap before `item` takes."""
    if isinstance(item, Anchored | Boxed):
        return 1.0
    if previous and previous.keep_with_next and not isinstance(previous, Bulleted):
        return 0.0
    return 0.5 if isinstance(item, Row) else 0.6 if isinstance(item, Bulleted) else 0.35


def _column(items: Sequence[Flowable], x: float, top: float, width: float, air: float) -> Iterator[Placement]:
    previous: Flowable | None = None
    for item in items:
        top += gap(previous, item) * (1 + (air - 1) * _air_weight(item, previous))
        yield Placement(item, x, top, width)
        top += item.wrap(width)
        previous = item


def _place(page: Page, area: Area, air: float) -> Iterator[Placement]:
    top = 0.0
    so_far = Page()
    for segment in page.segments:
        first = segment.items[0] if segment.items else segment.aside
        assert first is not None  # noqa: S101 (a segment is never empty)
        top += _segment_gap(so_far, first) * air
        width = area.main if segment.aside else area.width
        column = list(_column(segment.items, 0.0, top, width, air))
        end = max((p.top + p.item.wrap(p.width) for p in column), default=top)
        if segment.aside:
            yield from column[: segment.lead]
            yield Placement(segment.aside, area.width - area.aside, top, area.aside)
            yield from column[segment.lead :]
            end = max(end, top + segment.aside.wrap(area.aside))
        else:
            yield from column
        top = end
        so_far.segments.append(segment)
    if page.bottom:
        height = stack_height(page.bottom, area.width)
        yield from _column(page.bottom, 0.0, area.height - height, area.width, 1.0)


def _used(page: Page, area: Area, air: float) -> float:
    plain = Page(page.segments)
    return max((p.top + p.item.wrap(p.width) for p in _place(plain, area, air)), default=0.0)


def air_of(page: Page, area: Area, sheet: StyleSheet) -> float:
    """The largest opening of the gaps, within the pack's bounds, at which the page still holds everything."""
    room = area.height
    if page.bottom:
        room -= stack_height(page.bottom, area.width) + sheet.pt(14)
    most = sheet.style.fit.air
    if _used(page, area, most) <= room + _SLACK:
        return most
    low, high = 1.0, most
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _used(page, area, middle) <= room + _SLACK else (low, middle)
    return low


# -- drawing


def draw_pages(layout: Layout, document: n.Document, canvas: PdfCanvas, *, open_up: bool = True) -> None:
    """Draw every page with its running head and foot; with `open_up`, sections are spread over the page."""
    sheet, area = layout.sheet, Area.of(layout.sheet)
    margins = sheet.page.margins
    left, top = margins.left, sheet.page_size[1] - margins.top
    total = len(layout.pages)
    for number, page in enumerate(layout.pages, 1):
        air = air_of(page, area, sheet) if open_up else 1.0
        for spot in _place(page, area, air):
            spot.item.wrap(spot.width)
            spot.item.draw(canvas, left + spot.x, top - spot.top)
        _running(document.first_head if number == 1 else document.head, sheet, canvas, number, total, head=True)
        _running(document.foot, sheet, canvas, number, total, head=False)
        canvas.showPage()


def _running(content: n.Running, sheet: StyleSheet, canvas: PdfCanvas, number: int, total: int, *, head: bool) -> None:
    style = replace(sheet.text("running"), measure=None)
    margins, (page_width, page_height) = sheet.page.margins, sheet.page_size
    width = page_width - margins.left - margins.right
    parts = (content.left, content.middle, content.right)
    if not any(parts):
        return
    baseline = page_height - sheet.page.head if head else sheet.page.foot
    if "foot" in sheet.style.rules and not head:
        look = sheet.rule("foot")
        canvas.rule(margins.left, baseline + style.leading, width, look.thickness, sheet.colour(look.colour))
    taken = 0.0
    # The page number goes first: where there is no room for all, it is what readers need.
    placed = sorted(zip(parts, ("left", "center", "right"), strict=True), key=lambda part: "{page}" not in part[0])
    for text, align in placed:
        if not text:
            continue
        words = text.replace("{page}", str(number)).replace("{pages}", str(total))
        paragraph = Paragraph(None, (n.Text(words),), replace(style, align=align))  # type: ignore[arg-type]
        own = paragraph.natural_width()
        if taken and taken + own + 2 * style.size > width:
            continue  # no room beside what stands there already
        taken += own
        paragraph.wrap(width)
        paragraph.draw(canvas, margins.left, baseline + style.baseline())
