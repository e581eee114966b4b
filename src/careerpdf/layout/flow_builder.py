"""Flowables from document nodes, in the styles of a style sheet."""

from dataclasses import replace

from careerpdf.document import nodes as n
from careerpdf.layout import flowables as f
from careerpdf.layout.charts import MeterFlow, PathwayFlow, QrFlow, ScaleFlow
from careerpdf.layout.column_builder import ColumnBuilder
from careerpdf.layout.columns import ColumnFlow
from careerpdf.layout.covers import CoverFlow
from careerpdf.layout.flowables import LinesFlow, stack_height
from careerpdf.layout.headed import Headed
from careerpdf.layout.paragraphs import styled_paragraph
from careerpdf.layout.resolved_styles import box_style, chart_style, label_style, line_style, pathway_style, varied
from careerpdf.layout.side_column import place_blocks
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.layout.table_builder import table_flow
from careerpdf.layout.toc_builder import toc_lines
from careerpdf.text.measured import TextCache
from careerpdf.text.paragraph import Paragraph
from careerpdf.text.style import TextStyle

FlowItem = f.Flowable | f.BesideFlow

AT_FOOT = ("contact", "foot", "nav")  # sections at the foot of the last page
_KEPT = 6  # lines of an entry of an index that are never cut
_PART = 0.4  # of the page: where less is left, a part of a role moves to the next page as a whole


class LayoutError(Exception):
    """A document that cannot be laid out, because an element is where it must not be."""


class FlowBuilder:
    """Builder of the flowables of one document. `bottom` collects those at the foot of the last page."""

    def __init__(self, sheet: StyleSheet, cache: TextCache) -> None:
        self._sheet, self._cache = sheet, cache
        self.bottom: list[f.Flowable] = []
        self.spare: LinesFlow | None = None

    @property
    def _column_builder(self) -> ColumnBuilder:
        # Made anew each time: kept, it would hold this builder, and all text of the document, in a reference cycle.
        return ColumnBuilder(self._sheet, self._blocks)

    def flow(self, document: n.Document) -> list[FlowItem]:
        """Return the document's blocks as one flow. Raises LayoutError."""
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
            elif self._sheet.book:  # single blocks are the introduction to the book, or notes to a table
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
            return LinesFlow(*line_style(sheet, block.role), step, 0.0)
        label = Paragraph(None, self._cache.literal(block.label), sheet.text("label"), self._cache)
        before = sheet.space(sheet.text("heading").space_before)
        return LinesFlow(*line_style(sheet, block.role), step, 0.0, label, space_before=before)

    def _beside(self, block: n.Beside) -> f.BesideFlow:
        box = self._boxed(block.aside)
        return f.BesideFlow(self._blocks(block.lead), box, lambda: self._in_flow(box), self._blocks(block.main))

    def _in_flow(self, box: f.Boxed) -> f.Boxed:
        """Return an aside as wide as the page: its facts in two columns of about the same height, the rest below."""
        facts = [item for item in box.items if isinstance(item, f.Stack)]
        rest = [item for item in box.items if not isinstance(item, f.Stack | f.Ruled)]
        page = self._sheet.page
        if page.side:  # its labels are in the side column already; without a fill, rows may continue overleaf
            return box if box.look.fill or box.look.border else replace(_with_its_sources(box), keep=False)
        before, after = self._sheet.space(16), self._sheet.space(20)
        if len(facts) < 2 or page.columns < 2:
            return replace(_with_its_sources(box), keep=page.columns > 1, space_before=before, space_after=after)
        width = self._sheet.width / 2
        heights = [fact.wrap(width) for fact in facts]
        # The first two, pay and outlook, are one below the other in every role.
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
        """Make the flowables of blocks. Raises LayoutError."""
        if self._sheet.has_places:
            return place_blocks(blocks, self._sheet, self._block)
        return [item for block in blocks for item in self._block(block)]

    def _block(self, block: n.Block) -> list[f.Flowable]:
        """Make the flowables of a block. Raises LayoutError."""
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
                return [styled_paragraph(block, block.content, own, own.text, self._cache)]
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
                return self._column_builder.columns(block)
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
                return [table_flow(block, sheet, self._cache)]
            case n.Toc():
                return list(toc_lines(block, sheet, self._cache))
            case n.Flow():
                columns = min(block.columns, sheet.page.columns)
                if block.role == "pair" and not self._column_builder.has_room(columns):
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
        return self._column_builder.rows(facts, min(block.columns, self._sheet.page.columns), ())

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

    def _boxed(self, block: n.Box | n.Section) -> f.Boxed:
        sheet = self._sheet
        look = sheet.box(block.role)
        items = self._blocks(block.children)
        # Dividers at the edges of a box divide nothing.
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


def _with_its_sources(box: f.Boxed) -> f.Boxed:
    """Return the box with everything after its last fact kept with that fact: sources are not left alone."""
    facts = [
        k for k, item in enumerate(box.items) if isinstance(item, f.Stack) or (isinstance(item, Headed) and item.head)
    ]
    last = facts[-1] if facts else 0
    return replace(box, items=[*box.items[:last], f.Stack(box.items[last:])]) if last else box
