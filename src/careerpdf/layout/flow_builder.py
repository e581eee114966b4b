"""Document nodes to flowables, with the looks of a style sheet."""

from dataclasses import replace

from careerpdf.document import nodes as n
from careerpdf.layout import flowables as f
from careerpdf.layout.charts import MeterFlow, PathwayFlow, QrFlow, ScaleFlow, qr_modules
from careerpdf.layout.columns import ColumnFlow
from careerpdf.layout.covers import CoverFlow
from careerpdf.layout.flowables import LinesFlow, stack_height
from careerpdf.layout.headed import Headed
from careerpdf.layout.paragraphs import Hanging, Lined, Linked
from careerpdf.layout.resolved_styles import (
    box_style,
    chart_style,
    label_style,
    line_above,
    main_and_aside,
    pathway_style,
    side_column,
    varied,
)
from careerpdf.layout.stylesheet import Colour, StyleSheet, TextLook
from careerpdf.layout.tables import BarCell, ColumnWidth, EmptyCell, Narrow, TableFlow, TableLine, TableStyle
from careerpdf.layout.toc import LeaderStyle, TocLine
from careerpdf.text.measured import TextCache
from careerpdf.text.paragraph import Paragraph
from careerpdf.text.style import TextStyle

_MARKS = "*†‡§"  # of notes to a table: they hang out to the right of the figures
_ABOVE_GROUP = 6.0  # pt, above the title of a group of rows
_KEPT = 6  # lines of an entry of an index that are never cut
_PAIR = 2
QUIET = 4  # cells of a QR code that are free around it, after ISO/IEC 18004
AT_FOOT = ("contact", "foot", "nav")  # sections that stand at the foot of the last page
_TEXTS = (n.Heading, n.Para)
FlowItem = f.Flowable | f.BesideFlow


_COLUMN = 19  # ems of the pack's own type that a column of running text is wide at least, its gap included
_THREE = 3  # columns
_PART = 0.4  # of the page: where less is left, a part of a role moves on to the next page as a whole


class LayoutError(Exception):
    """A document that cannot be laid out: an element where it has no place."""


class FlowBuilder:
    """Makes the flowables of one document. `bottom` collects what stands at the foot of the last page."""

    def __init__(self, sheet: StyleSheet, cache: TextCache) -> None:
        self._sheet, self._cache = sheet, cache
        self.bottom: list[f.Flowable] = []
        self.spare: LinesFlow | None = None

    def flow(self, document: n.Document) -> list[FlowItem]:
        """The document's blocks as one flow."""
        items: list[FlowItem] = []
        lines: f.Flowable | None = None
        for block in document.children:
            if isinstance(block, n.Section) and block.role in AT_FOOT:
                self.bottom.extend(self._blocks(block.children))
            elif lines is not None:
                raise LayoutError("<lines> fills the page, so nothing can follow it")
            elif isinstance(block, n.Lines):
                lines = self._lines(block)
                if block.spare:
                    self.spare = lines
                else:
                    items.append(lines)
            elif isinstance(block, n.Image) and block.cover and document.background and not items:
                items.append(self._cover(block, bleeds=True))
            elif isinstance(block, n.Beside):
                items.append(self._beside(block))
            elif self._sheet.book:  # what stands alone here is an introduction to the book, notes to a table
                items.extend(self._block(block))
            else:
                items.extend(self._blocks((block,)))
        if isinstance(lines, LinesFlow):
            above = stack_height(self.bottom, self._sheet.width) + self._sheet.pt(12) if self.bottom else 0.0
            lines.bottom = self._sheet.margins.bottom + above
        return items

    def _lines(self, block: n.Lines) -> LinesFlow:
        sheet, step = self._sheet, self._sheet.space(self._sheet.rule(block.role).before)
        if not block.label:
            return LinesFlow(*self._line(block.role), step, 0.0)
        label = Paragraph(None, self._cache.literal(block.label), sheet.text("label"), self._cache)
        return LinesFlow(
            *self._line(block.role), step, 0.0, label, space_before=sheet.space(sheet.text("heading").space_before)
        )

    def _beside(self, block: n.Beside) -> f.BesideFlow:
        box = self._boxed(block.aside)
        return f.BesideFlow(self._blocks(block.lead), box, lambda: self._in_flow(box), self._blocks(block.main))

    def _in_flow(self, box: f.Boxed) -> f.Boxed:
        """An aside as wide as the page: its facts in two columns of about the same height, the rest below them."""
        facts = [item for item in box.items if isinstance(item, f.Stack)]
        rest = [item for item in box.items if not isinstance(item, f.Stack | f.Ruled)]
        page = self._sheet.page
        if page.side:  # its labels stand in the side column already; without a ground, rows may go on overleaf
            return box if box.look.fill or box.look.border else replace(_with_its_sources(box), keep=False)
        before, after = self._sheet.space(16), self._sheet.space(20)
        if len(facts) < 2 or page.columns < 2:
            return replace(_with_its_sources(box), keep=page.columns > 1, space_before=before, space_after=after)
        width = self._sheet.width / 2
        heights = [fact.wrap(width) for fact in facts]
        # The first two, pay and outlook, stand one below the other in every role.
        cut = min(range(min(2, len(facts) - 1), len(facts)), key=lambda k: abs(sum(heights[:k]) - sum(heights[k:])))
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
        if self._sheet.has_places:
            return self._placed(blocks)
        return [item for block in blocks for item in self._block(block)]

    def _placed(self, blocks: tuple[n.Block, ...]) -> list[f.Flowable]:
        """Blocks in the places that the pack gives to their text roles: headings at the side of what follows them,
        on papers that have a column for that, and below a line.
        """
        side, space = side_column(self._sheet)
        items: list[f.Flowable] = []
        head: Headed | None = None  # that nothing stands beside yet
        beside = False  # whether what comes stands right of the side column
        for block in blocks:
            look = self._sheet.look(block.role) if isinstance(block, _TEXTS) else None
            place = look.place if look else ""
            own = self._block(block)
            line = line_above(self._sheet, block.role) if look and look.line else None
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

    def _block(self, block: n.Block) -> list[f.Flowable]:
        sheet = self._sheet
        match block:
            case n.Heading():
                paragraph = self._paragraph(block, block.content, block.role)
                if not block.outline:
                    return [f.Anchored(paragraph, block.id, None, 0)] if block.id else [paragraph]
                title = n.plain_text(block.content)
                return [f.Anchored(paragraph, block.id or "", title, block.level - 1)]
            case n.Para():
                own = sheet.look(block.role)
                return [self._text(block, block.content, own, own.text)]
            case n.Section():
                return [self._boxed(block)] if block.role in sheet.style.boxes else self._blocks(block.children)
            case n.Group():
                if block.role == "part":
                    margins = sheet.margins
                    height = sheet.page_size[1] - margins.top - margins.bottom
                    return [f.Stack(self._blocks(block.children), keep=False, least=height * _PART)]
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
                return [MeterFlow(block, chart_style(sheet), sheet.space(4), sheet.space(5))]
            case n.Pathway():
                return [self._pathway(block)]
            case n.QrCode():
                return [QrFlow(block, sheet.style.qr, sheet.colour("ink"))]
            case n.Rule():
                look = sheet.rule(block.role)
                return [
                    f.Ruled(
                        sheet.colour(look.colour),
                        look.thickness,
                        sheet.pt(look.width),
                        sheet.space(look.before),
                        sheet.space(look.after),
                        keep_with_next=block.role == "title",
                    )
                ]
            case n.Table():
                return [self._table(block)]
            case n.Toc():
                return self._toc(block)
            case n.Flow():
                columns = min(block.columns, sheet.page.columns)
                if block.role == "pair" and not self._has_room(columns):
                    return self._blocks(block.children)
                return [ColumnFlow(self._blocks(block.children), columns, sheet.pt(sheet.page.column_gap))]
            case n.Lines():
                raise LayoutError("<lines> can only stand at the top of a document")
            case n.Image():
                if block.cover:
                    return [self._cover(block, bleeds=False)]
                return [f.ImageFlow(block, sheet.picture(block.path), sheet.pt(50))]

    def _paragraph(self, tag: object, content: tuple[n.Inline, ...], role: str) -> Paragraph:
        return Paragraph(tag, content, self._sheet.text(role), self._cache)

    def _text(
        self, tag: object, content: tuple[n.Inline, ...], look: TextLook, style: TextStyle
    ) -> Paragraph | Hanging | Linked:
        """A paragraph, hanging, indented, or one plain link as a whole, as its role wants it."""
        if style.plain_links and len(content) == 1 and isinstance(link := content[0], n.Link):
            return Linked(self._hanging(link, link.children, look, style), link)
        return self._hanging(tag, content, look, style)

    def _hanging(
        self, tag: object, content: tuple[n.Inline, ...], look: TextLook, style: TextStyle
    ) -> Paragraph | Hanging:
        """A paragraph, hanging or indented as its role wants it."""
        if look.hang or look.indent:
            return Hanging(Lined(tag, content, style, self._cache), look.indent or look.hang, starts=not look.indent)
        return Paragraph(tag, content, style, self._cache)

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
        indent, space = sheet.pt(look.indent), sheet.space(look.space)
        items: list[f.Flowable] = []
        for number, item in enumerate(block.items, 1):
            if not block.marker:
                blocks = self._blocks(item.children)
                items += [f.Stack(blocks)] if 1 < len(blocks) <= _KEPT else blocks
                continue
            label = f"{number}." if block.ordered else look.bullet
            first = item.children[0] if item.children else None
            style = label_style(sheet, block.role, first.role if isinstance(first, n.Para) else "item")
            items.append(
                f.Bulleted(
                    Paragraph((item, "label"), self._cache.literal(label), style, self._cache),
                    self._blocks(item.children),
                    indent,
                    space,
                    space if number < len(block.items) else text.space_after,
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
        if block.role == "pair":
            return self._pair(block)
        cells: list[f.Flowable] = [f.Stack(self._blocks(cell.children)) for cell in block.children]
        most = block.count if block.widths else max(1, min(block.count, sheet.page.columns))
        if block.role == "nav" and sheet.page.columns == 1:
            return [item for cell in cells for item in (cell.items if isinstance(cell, f.Stack) else [cell])]
        if block.role == "cover-qr":
            code = sheet.style.qr + 2 * sheet.pt(sheet.box("cover-qr").padding[1])
            shares = (code, sheet.width - code - sheet.pt(sheet.page.column_gap) * 0.6)
            if sheet.page.columns > 1:
                return self._rows(cells, most, shares)
            first, *rest = (f.Stack(self._blocks(cell.children)) for cell in block.children)
            row = f.Row(
                [first, f.Stack([])], shares, sheet.pt(sheet.page.column_gap) * 0.6, space_after=sheet.space(10)
            )
            return [row, *rest]
        if block.role == "contact":
            return self._rows(cells, most, self._contact_shares(block))
        if block.role == "code":
            return [self._beside_code(block, cells)]
        return self._rows(cells, most, block.widths, middle=block.role != "nav")

    def _contact_shares(self, block: n.Columns) -> tuple[float, ...]:
        """The QR code's column is as wide as the code, or as a side column, so that text stands on the main one's edge;
        the others share the rest as the template says.
        """
        sheet, page = self._sheet, self._sheet.page
        first = block.children[0].children
        if not (first and isinstance(first[0], n.QrCode)):
            return block.widths
        space = sheet.pt(page.column_gap) * 0.6
        beside = sheet.pt(page.side) + page.gap - space if page.side and sheet.look("heading").place == "side" else 0.0
        code = max(sheet.style.qr, beside)
        free = sheet.width - code - space * (len(block.widths) - 1)
        rest = block.widths[1:]
        return (code, *(free * share / sum(rest) for share in rest))

    def _beside_code(self, block: n.Columns, cells: list[f.Flowable]) -> f.Row:
        """A QR code and what stands at its right; the quiet zone around the code, four of its cells, is kept free."""
        sheet = self._sheet
        code = block.children[0].children[0]
        side = sheet.style.qr
        quiet = QUIET * side / qr_modules(code.data) if isinstance(code, n.QrCode) else 0.0
        space = max(quiet, sheet.pt(sheet.page.column_gap) * 0.6)
        free = sheet.width - side - space * (len(cells) - 1)
        rest = block.widths[1:]
        shares = (side, *(free * share / sum(rest) for share in rest))
        stacks = [cell for cell in cells if isinstance(cell, f.Stack)]
        return f.Row(stacks, shares, space, space_before=quiet, space_after=quiet, middle=True)

    def _rows(
        self, cells: list[f.Flowable], count: int, widths: tuple[float, ...], *, middle: bool = True
    ) -> list[f.Flowable]:
        """Cells side by side, `count` to a row."""
        if count == 1 and not widths:
            if len(cells) > 2 and isinstance(cells[0], f.Stack):
                cells[0].keep_with_next = True
            return cells
        shares, space = self._grid(widths, count)
        stacks = [cell if isinstance(cell, f.Stack) else f.Stack([cell]) for cell in cells]
        rows: list[f.Flowable] = []
        for k in range(0, len(stacks), count):
            row = stacks[k : k + count]
            # One cell that is left over takes the whole width, where a hole would be half of it.
            alone = count == _PAIR and len(row) == 1 and k
            rows.append(
                f.Row(
                    row,
                    (1.0,) if alone else shares,
                    space,
                    space_before=self._sheet.space(6) if k else 0.0,
                    space_after=self._sheet.space(6),
                    middle=bool(widths) and middle,
                )
            )
        return rows

    def _grid(self, widths: tuple[float, ...], columns: int) -> tuple[tuple[float, ...], float]:
        """Shares of the width and the gap. Three columns keep to the lines of main column and aside."""
        page = self._sheet.page
        if widths:
            return widths, self._sheet.pt(page.column_gap) * 0.6
        if columns == 3 and page.aside:
            main, aside = main_and_aside(self._sheet)
            half = (main - page.gap) / 2
            return (half, half, aside), page.gap
        return (1.0,) * columns, self._sheet.pt(page.column_gap)

    def _split(self, block: n.Columns) -> list[f.Flowable]:
        """Two cells on the main column and the aside's, or on two columns of three and the third; one below the other
        where the page has fewer.
        """
        page = self._sheet.page
        cells = [f.Stack(self._blocks(cell.children), keep=False) for cell in block.children]
        shares, space = main_and_aside(self._sheet), page.gap
        if not page.aside:
            if page.columns < _THREE:
                return [item for cell in cells for item in cell.items]
            space = self._sheet.pt(page.column_gap)
            third = (self._sheet.width - 2 * space) / 3
            shares = (2 * third + space, third)
        return [f.Row(cells, shares, space, space_after=self._sheet.space(6))]

    def _pair(self, block: n.Columns) -> list[f.Flowable]:
        """Sections side by side, or one below the other where their columns would be too narrow for running text."""
        cells = [f.Stack(self._blocks(cell.children)) for cell in block.children]
        if not self._has_room(len(cells)):
            return [item for cell in cells for item in cell.items]
        before = max(cell.space_before for cell in cells)
        gap = self._sheet.pt(self._sheet.page.column_gap)
        return [f.Row(cells, (1.0,) * len(cells), gap, before, self._sheet.space(6))]

    def _has_room(self, columns: int) -> bool:
        """Whether columns of running text are wide enough to read well."""
        sheet = self._sheet
        body = sheet.text("body").size / sheet.scale  # copy-fit does not move sections about
        return columns <= sheet.page.columns and sheet.width / columns >= _COLUMN * body

    def _boxed(self, block: n.Box | n.Section) -> f.Boxed:
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
            box_style(sheet, block.role),
            sheet.space(look.before),
            sheet.space(look.after),
            keep_with_next=look.bleed,
            keep=block.role == "panel" or sheet.page.columns > 1,
        )

    def _line(self, role: str) -> tuple[Colour, float]:
        look = self._sheet.rule(role)
        return self._sheet.colour(look.colour), look.thickness

    def _table(self, block: n.Table) -> TableFlow:
        sheet = self._sheet
        title = sheet.text("table-group")
        rows = [row for group in block.groups for row in group.rows]
        columns: list[ColumnWidth] = []
        header: list[f.Stack] = []
        repeated: list[f.Stack] = []
        cells: list[list[f.Stack]] = []  # column by column
        for number, column in enumerate(block.columns):
            role = "table-row" if number == 0 else "table-cell"
            look = sheet.look(role)
            style, note = (varied(sheet, own, align=column.align) for own in (role, "table-note"))
            head_style = varied(sheet, "table-head", align=column.align)
            heads = [Paragraph(node, column.content, head_style, self._cache) for node in (column, None)]
            texts = [
                self._text((c, "text") if c.note else c, c.content, look, style) if c.content else None
                for c in (row.cells[number] for row in rows)
            ]
            marks = [self._mark(row.cells[number], style) if column.align == "right" else 0.0 for row in rows]
            hang = max(marks, default=0.0)
            own = heads[0].natural_width() + hang + 0.1
            widest = max(
                (_natural(text) + hang - mark for text, mark in zip(texts, marks, strict=True) if text), default=0.0
            )
            bars = any(row.cells[number].bar for row in rows)
            figure = max(own, widest) if bars else 0.0
            stacks: list[f.Stack] = []
            for row, text, mark in zip(rows, texts, marks, strict=True):
                cell = row.cells[number]
                item: f.Flowable = text or EmptyCell(cell)
                if text and hang > mark:
                    item = Narrow(text, less=hang - mark)
                if bars and text:
                    item = BarCell(item, style.leading, cell.bar, figure, chart_style(sheet))
                below = [Paragraph((cell, "note"), cell.note, note, self._cache)] if cell.note else []
                stacks.append(f.Stack([item, *below]))
            cells.append(stacks)
            columns.append(ColumnWidth(own, max(own, widest), column.share))
            for stack, head in zip((header, repeated), heads, strict=True):
                stack.append(f.Stack([Narrow(head, figure, hang) if bars or hang else head]))
        lines: list[TableLine] = []
        by_row = iter(zip(*cells, strict=True))
        for group in block.groups:
            if group.title:
                lines.append(TableLine([f.Stack([Paragraph(group, group.title, title, self._cache)])], title=True))
            lines += [TableLine(next(by_row)) for _ in group.rows]
        look_of = TableStyle(
            self._line("table-head"),
            self._line("table-row"),
            sheet.space(sheet.rule("table-row").before),
            sheet.pt(sheet.page.column_gap) * 0.6,
            sheet.space(_ABOVE_GROUP),
        )
        return TableFlow(columns, header, repeated, lines, look_of, sheet.space(4), sheet.space(8))

    def _mark(self, cell: n.Cell, style: TextStyle) -> float:
        """Width of the mark of a note at the end of a cell."""
        text = n.plain_text(cell.content)
        mark = text[len(text.rstrip(_MARKS)) :]
        return Paragraph(None, self._cache.literal(mark), style, self._cache).natural_width() if mark else 0.0

    def _toc(self, block: n.Toc) -> list[f.Flowable]:
        sheet = self._sheet
        rule = sheet.rule("leader")
        leader = LeaderStyle(sheet.colour(rule.colour), sheet.pt(rule.thickness), sheet.pt(rule.width))
        following = [*block.entries[1:], None]
        found: list[f.Flowable] = []
        before = 0
        for entry, after in zip(block.entries, following, strict=True):
            deeper = after is not None and after.level > entry.level
            numbered = bool(entry.page or entry.page_of)
            role = "toc-entry" if entry.level > 1 else "toc-group" if deeper or not numbered else "toc-part"
            style = varied(sheet, role, measure=None)
            if role == "toc-part" and found and before > entry.level:  # what comes after a group is no part of it
                style = varied(sheet, role, measure=None, space_before=sheet.text("toc-group").space_before)
            before = entry.level
            first = entry.content[0]
            link = first if isinstance(first, n.Link) else None
            tag = link or (entry, "title")
            page = None
            if numbered:
                # The space keeps title and number apart for who hears or searches them.
                number: tuple[n.Inline, ...] = self._cache.literal(f"\u00a0{entry.page}")
                if entry.page_of and not entry.page:
                    number = (n.Text("\u00a0"), n.PageRef(entry.page_of, entry.digits))
                page = Paragraph(tag, number, varied(sheet, "toc-page", align="right", measure=None), self._cache)
            found.append(
                TocLine(
                    Lined(tag, link.children if link else entry.content, style, self._cache),
                    page,
                    link,
                    sheet.pt(sheet.list("toc").indent) * (entry.level - 1),
                    sheet.look(role).hang,
                    style.size * 3 if page else 0.0,
                    leader,
                    keep_with_next=deeper or not numbered,
                )
            )
        return found

    def _cover(self, block: n.Image, *, bleeds: bool) -> CoverFlow:
        sheet, margins = self._sheet, self._sheet.margins
        height = sheet.page_size[1] * block.cover
        over = (margins.left, margins.right, margins.top) if bleeds else (0.0, 0.0, 0.0)
        return CoverFlow(block, sheet.picture(block.path), height - over[2], over, space_after=sheet.space(18))

    def _scale(self, block: n.Scale) -> ScaleFlow:
        left, right = self._sheet.text("chart"), varied(self._sheet, "chart", align="right")
        mark = self._sheet.text("chart-mark")

        def text(words: str, style: TextStyle) -> Paragraph:
            return Paragraph(block, self._cache.literal(words), style, self._cache)

        return ScaleFlow(
            block,
            (text(block.low.label, left), text(block.high.label, right)),
            (text(block.low.caption, left), text(block.high.caption, right)),
            [text(m.label, mark) for m in block.marks],
            chart_style(self._sheet),
            self._sheet.pt(5),
            self._sheet.space(6),
        )

    def _pathway(self, block: n.Pathway) -> PathwayFlow:
        sheet = self._sheet
        return PathwayFlow(
            Paragraph((block, "origin"), block.origin, sheet.text("pathway-origin"), self._cache),
            [
                (
                    Paragraph((step, "title"), step.title, sheet.text("pathway-step"), self._cache),
                    Paragraph((step, "how"), step.how, sheet.text("pathway-how"), self._cache) if step.how else None,
                )
                for step in block.steps
            ],
            pathway_style(sheet),
            sheet.space(8),
            sheet.space(9),
        )


# -- looks, made once for all documents of a sheet


# -- what flowables are


def _spans(item: f.Flowable) -> bool:
    """Whether a flowable uses the side column itself, or runs above and below it."""
    if isinstance(item, f.Stack):
        return any(_spans(inner) for inner in item.items)
    return isinstance(item, Headed | f.Boxed) or (isinstance(item, f.Ruled) and not item.length)


def _natural(text: Paragraph | Hanging | Linked) -> float:
    """Width on one line."""
    return (text.text if isinstance(text, Hanging) else text).natural_width() + 0.1


def _with_its_sources(box: f.Boxed) -> f.Boxed:
    """The box with all that comes after its last fact held together with that fact: sources are not left alone."""
    facts = [
        k for k, item in enumerate(box.items) if isinstance(item, f.Stack) or (isinstance(item, Headed) and item.head)
    ]
    last = facts[-1] if facts else 0
    return replace(box, items=[*box.items[:last], f.Stack(box.items[last:])]) if last else box
