"""Document nodes to flowables, with the looks of a style sheet."""

from dataclasses import replace
from itertools import count

from careerpdf.document import nodes as n
from careerpdf.layout import flowables as f
from careerpdf.layout.stylesheet import Colour, StyleSheet
from careerpdf.text.measured import TextCache
from careerpdf.text.paragraph import Paragraph
from careerpdf.text.style import TextStyle

FlowItem = f.Flowable | f.BesideFlow


class LayoutError(Exception):
    """A document that cannot be laid out: an element where it has no place, a picture that cannot be read."""


class FlowBuilder:
    """Makes the flowables of one document. `bottom` collects what stands at the foot of the last page."""

    def __init__(self, sheet: StyleSheet, cache: TextCache) -> None:
        self._sheet, self._cache = sheet, cache
        self._ids = count(1)
        self.bottom: list[f.Flowable] = []

    def flow(self, document: n.Document) -> list[FlowItem]:
        """The document's blocks as one flow."""
        items: list[FlowItem] = []
        for block in document.children:
            if isinstance(block, n.Section) and block.role == "contact":
                self.bottom.extend(self._blocks(block.children))
            elif isinstance(block, n.Beside):
                items.append(self._beside(block))
            else:
                items.extend(self._block(block))
        return items

    def _beside(self, block: n.Beside) -> f.BesideFlow:
        box = self._boxed(block.aside)
        return f.BesideFlow(self._blocks(block.lead), box, lambda: self._in_flow(box), self._blocks(block.main))

    def _in_flow(self, box: f.Boxed) -> f.Boxed:
        """An aside as wide as the page: its facts in two columns of about the same height, the rest below them."""
        facts = [item for item in box.items if isinstance(item, f.Stack)]
        rest = [item for item in box.items if not isinstance(item, f.Stack | f.Ruled)]
        page = self._sheet.page
        before, after = self._sheet.space(16), self._sheet.space(20)
        if len(facts) < 2 or page.columns < 2:
            return replace(box, keep=page.columns > 1, space_before=before, space_after=after)
        width = (self._sheet.page_size[0] - page.margins.left - page.margins.right) / 2
        heights = [fact.wrap(width) for fact in facts]
        cut = min(range(1, len(facts)), key=lambda k: abs(sum(heights[:k]) - sum(heights[k:])))
        dividers = [item for item in box.items if isinstance(item, f.Ruled)]

        def column(part: list[f.Stack]) -> f.Stack:
            items: list[f.Flowable] = []
            for fact in part:
                items += [replace(dividers[0]), fact] if items and dividers else [fact]
            return f.Stack(items)

        row = f.Row([column(facts[:cut]), column(facts[cut:])], (1.0, 1.0), self._sheet.pt(page.column_gap))
        below: list[f.Flowable] = [replace(dividers[-1]), *rest] if rest and dividers else rest
        look = box.look
        if look.rule_left:  # a line at the side of a column becomes lines above and below
            look = replace(look, rule_left=None, rule_top=look.rule_left, rule_bottom=look.rule_left)
            look = replace(look, padding=(max(look.padding[0], self._sheet.space(10)), 0.0))
        return replace(box, items=[row, *below], look=look, space_before=before, space_after=after)

    def _blocks(self, blocks: tuple[n.Block, ...]) -> list[f.Flowable]:
        return [item for block in blocks for item in self._block(block)]

    def _block(self, block: n.Block) -> list[f.Flowable]:
        sheet = self._sheet
        match block:
            case n.Heading():
                paragraph = self._paragraph(block, block.content, block.role)
                if not block.outline:
                    return [paragraph]
                title = n.plain_text(block.content)
                return [f.Anchored(paragraph, f"h{next(self._ids)}", title, block.level - 1)]
            case n.Para():
                return [self._paragraph(block, block.content, block.role)]
            case n.Section():
                return self._blocks(block.children)
            case n.Group():
                return [f.Stack(self._blocks(block.children))]
            case n.List():
                return self._list(block)
            case n.DefinitionList():
                return self._definitions(block)
            case n.Columns():
                return self._columns(block)
            case n.Box():
                return [self._boxed(block)]
            case n.Beside():
                raise LayoutError("<beside> can only stand at the top of a document")
            case n.Scale():
                return [self._scale(block)]
            case n.Meter():
                return [f.MeterFlow(block, self._chart(), sheet.space(4), sheet.space(5))]
            case n.Pathway():
                return [self._pathway(block)]
            case n.QrCode():
                return [f.QrFlow(block, sheet.style.qr, sheet.colour("ink"))]
            case n.Rule():
                look = sheet.rule(block.role)
                return [
                    f.Ruled(
                        sheet.colour(look.colour),
                        look.thickness,
                        sheet.pt(look.width),
                        sheet.space(look.before),
                        sheet.space(look.after),
                    )
                ]
            case n.Image():
                return [f.ImageFlow(block, *_picture_size(block.path), sheet.pt(50))]

    def _paragraph(self, tag: object, content: tuple[n.Inline, ...], role: str) -> Paragraph:
        return Paragraph(tag, content, self._sheet.text(role), self._cache)

    def _definitions(self, block: n.DefinitionList) -> list[f.Flowable]:
        term, description = self._sheet.text("term"), self._sheet.text("description")
        facts: list[f.Flowable] = [
            f.Stack(
                [
                    Paragraph((fact, "term"), fact.term, term, self._cache),
                    Paragraph((fact, "description"), fact.description, description, self._cache),
                ]
            )
            for fact in block.items
        ]
        return self._rows(facts, min(block.columns, self._sheet.page.columns), ())

    def _list(self, block: n.List) -> list[f.Flowable]:
        sheet = self._sheet
        look = sheet.list(block.role)
        text = sheet.text("item")
        label_style = replace(text, colour=sheet.colour(look.colour), keep_with_next=False)
        items: list[f.Flowable] = []
        for number, item in enumerate(block.items, 1):
            if not block.marker:
                items += self._blocks(item.children)
                continue
            label = f"{number}." if block.ordered else look.bullet
            items.append(
                f.Bulleted(
                    Paragraph((item, "label"), self._cache.literal(label), label_style, self._cache),
                    self._blocks(item.children),
                    sheet.pt(look.indent),
                    sheet.space(look.space),
                    sheet.space(look.space) if number < len(block.items) else text.space_after,
                )
            )
        # Neither the first item nor the last is left alone on a page.
        if len(items) > 3 and block.marker:
            for lonely in (items[0], items[-2]):
                lonely.keep_with_next = True  # type: ignore[misc]
        return items

    def _columns(self, block: n.Columns) -> list[f.Flowable]:
        sheet = self._sheet
        if block.role == "split":
            return self._split(block)
        cells: list[f.Flowable] = [f.Stack(self._blocks(cell.children)) for cell in block.children]
        most = block.count if block.widths else max(1, min(block.count, sheet.page.columns))
        if block.role == "contact":
            return self._rows(cells, most, self._contact_shares(block))
        return self._rows(cells, most, block.widths)

    def _contact_shares(self, block: n.Columns) -> tuple[float, ...]:
        """The QR code's column is as wide as the code; the others share the rest as the template says."""
        sheet, page = self._sheet, self._sheet.page
        first = block.children[0].children
        if not (first and isinstance(first[0], n.QrCode)):
            return block.widths
        inner = sheet.page_size[0] - page.margins.left - page.margins.right
        free = inner - sheet.style.qr - sheet.pt(page.column_gap) * 0.6 * (len(block.widths) - 1)
        rest = block.widths[1:]
        return (sheet.style.qr, *(free * share / sum(rest) for share in rest))

    def _rows(self, cells: list[f.Flowable], count: int, widths: tuple[float, ...]) -> list[f.Flowable]:
        """Cells side by side, `count` to a row."""
        if count == 1 and not widths:
            if len(cells) > 2 and isinstance(cells[0], f.Stack):
                cells[0].keep_with_next = True
            return cells
        shares, space = self._grid(widths, count)
        stacks = [cell if isinstance(cell, f.Stack) else f.Stack([cell]) for cell in cells]
        return [
            f.Row(
                stacks[k : k + count],
                shares,
                space,
                space_before=self._sheet.space(6) if k else 0.0,
                space_after=self._sheet.space(6),
                middle=bool(widths),
            )
            for k in range(0, len(stacks), count)
        ]

    def _grid(self, widths: tuple[float, ...], columns: int) -> tuple[tuple[float, ...], float]:
        """Shares of the width and the gap. Three columns keep to the lines of main column and aside."""
        page = self._sheet.page
        if widths:
            return widths, self._sheet.pt(page.column_gap) * 0.6
        if columns == 3 and page.aside:
            main, aside = self._main_and_aside()
            half = (main - page.gap) / 2
            return (half, half, aside), page.gap
        return (1.0,) * columns, self._sheet.pt(page.column_gap)

    def _path_grid(self) -> tuple[float, float] | None:
        page = self._sheet.page
        return ((self._main_and_aside()[0] - page.gap) / 2, page.gap) if page.aside else None

    def _main_and_aside(self) -> tuple[float, float]:
        page = self._sheet.page
        inner = self._sheet.page_size[0] - page.margins.left - page.margins.right
        return inner - page.aside - page.gap, page.aside

    def _split(self, block: n.Columns) -> list[f.Flowable]:
        """Two cells on the main column and the aside's, one below the other where the page has no aside."""
        page = self._sheet.page
        cells = [f.Stack(self._blocks(cell.children), keep=False) for cell in block.children]
        if not page.aside:
            return [item for cell in cells for item in cell.items]
        shares = self._main_and_aside()
        return [f.Row(cells, shares, page.gap, space_after=self._sheet.space(6))]

    def _boxed(self, block: n.Box) -> f.Boxed:
        sheet = self._sheet
        look = sheet.box(block.role)
        items = self._blocks(block.children)
        # A divider has nothing to divide at the edges of a box.
        while items and isinstance(items[0], f.Ruled):
            items.pop(0)
        while items and isinstance(items[-1], f.Ruled):
            items.pop()
        return f.Boxed(
            items,
            f.BoxStyle(
                padding=(sheet.space(look.padding[0]), sheet.pt(look.padding[1])),
                fill=self._maybe(look.fill),
                border=self._maybe(look.border),
                border_width=look.border_width,
                radius=look.radius,
                rule_top=self._maybe(look.rule_top),
                rule_bottom=self._maybe(look.rule_bottom),
                rule_left=self._maybe(look.rule_left),
                rule_width=look.rule_width,
            ),
            sheet.space(look.before),
            sheet.space(look.after),
            keep=block.role == "panel" or sheet.page.columns > 1,
        )

    def _maybe(self, colour: str | None) -> Colour | None:
        return self._sheet.colour(colour) if colour else None

    def _chart(self) -> f.ChartStyle:
        sheet, look = self._sheet, self._sheet.style.chart
        return f.ChartStyle(
            sheet.colour(look.track),
            sheet.colour(look.bar),
            sheet.colour(look.knob_border),
            sheet.pt(look.height),
            look.radius,
        )

    def _scale(self, block: n.Scale) -> f.ScaleFlow:
        left = self._sheet.text("chart")
        right = replace(left, align="right")
        mark = self._sheet.text("chart-mark")

        def text(words: str, style: TextStyle) -> Paragraph:
            return Paragraph(block, self._cache.literal(words), style, self._cache)

        return f.ScaleFlow(
            block,
            (text(block.low.label, left), text(block.high.label, right)),
            (text(block.low.caption, left), text(block.high.caption, right)),
            [text(m.label, mark) for m in block.marks],
            self._chart(),
            self._sheet.pt(5),
            self._sheet.space(6),
        )

    def _pathway(self, block: n.Pathway) -> f.PathwayFlow:
        sheet, look = self._sheet, self._sheet.style.pathway

        def box(fill: str | None, border: str | None) -> f.BoxStyle:
            padding = (sheet.pt(5), sheet.pt(9))
            return f.BoxStyle(padding, self._maybe(fill), self._maybe(border), 0.75, look.radius)

        return f.PathwayFlow(
            Paragraph((block, "origin"), block.origin, sheet.text("pathway-origin"), self._cache),
            [
                (
                    Paragraph((step, "title"), step.title, sheet.text("pathway-step"), self._cache),
                    Paragraph((step, "how"), step.how, sheet.text("pathway-how"), self._cache) if step.how else None,
                )
                for step in block.steps
            ],
            f.PathwayStyle(
                box(look.origin_fill, look.origin_border),
                box(look.step_fill, look.step_border),
                sheet.colour(look.line),
                sheet.pt(look.width),
                sheet.pt(look.step_width),
                sheet.pt(look.row),
                look.stacked,
                self._path_grid(),
            ),
            sheet.space(8),
            sheet.space(9),
        )


def _picture_size(path: str) -> tuple[int, int]:
    """Width and height of a picture file, in pixels. Raises LayoutError."""
    from PIL import Image, UnidentifiedImageError  # few pages hold a picture

    try:
        with Image.open(path) as picture:
            return picture.size
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise LayoutError(f"the picture '{path}' cannot be read: {error}") from error
