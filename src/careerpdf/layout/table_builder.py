"""Tables from document nodes. Lengths in pt."""

from collections.abc import Sequence

from careerpdf.document import nodes as n
from careerpdf.layout.flowables import Flowable, Stack
from careerpdf.layout.paragraphs import Hanging, Linked, styled_paragraph
from careerpdf.layout.resolved_styles import chart_style, line_style, varied
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.layout.tables import BarCell, ColumnWidth, EmptyCell, NarrowCell, TableFlow, TableLine, TableStyle
from careerpdf.text.measured import TextCache
from careerpdf.text.paragraph import Paragraph
from careerpdf.text.style import TextStyle

_MARKS = "*†‡§"  # of notes to a table: they hang out to the right of the figures
_ABOVE_GROUP = 6.0  # pt, above the title of a group of rows
_ROUNDING = 0.1  # pt, added to a text's width so that it fits into a column of that width


def table_flow(block: n.Table, sheet: StyleSheet, cache: TextCache) -> TableFlow:
    """Make the flowable of a table."""
    rows = [row for group in block.groups for row in group.rows]
    columns: list[ColumnWidth] = []
    header: list[Stack] = []
    repeated: list[Stack] = []
    cells: list[list[Stack]] = []  # column by column
    for number, column in enumerate(block.columns):
        role = "table-row" if number == 0 else "table-cell"
        width, heads, stacks = _column(column, role, [row.cells[number] for row in rows], sheet, cache)
        columns.append(width)
        header.append(heads[0])
        repeated.append(heads[1])
        cells.append(stacks)
    lines: list[TableLine] = []
    by_row = iter(zip(*cells, strict=True))
    for group in block.groups:
        if group.title:
            title = Paragraph(group, group.title, sheet.text("table-group"), cache)
            lines.append(TableLine([Stack([title])], title=True))
        lines += [TableLine(next(by_row)) for _ in group.rows]
    look = TableStyle(
        line_style(sheet, "table-head"),
        line_style(sheet, "table-row"),
        sheet.space(sheet.rule("table-row").before),
        sheet.pt(sheet.page.column_gap) * 0.6,
        sheet.space(_ABOVE_GROUP),
    )
    return TableFlow(columns, header, repeated, lines, look, sheet.space(4), sheet.space(8))


def _column(
    column: n.TableColumn, role: str, cells: Sequence[n.Cell], sheet: StyleSheet, cache: TextCache
) -> tuple[ColumnWidth, tuple[Stack, Stack], list[Stack]]:
    """Make a column: its width, its header (tagged, and repeated as an artifact), and its cells."""
    look = sheet.look(role)
    style, note = (varied(sheet, own, align=column.align) for own in (role, "table-note"))
    head_style = varied(sheet, "table-head", align=column.align)
    head, repeated = (Paragraph(node, column.content, head_style, cache) for node in (column, None))
    texts = [
        styled_paragraph((c, "text") if c.note else c, c.content, look, style, cache) if c.content else None
        for c in cells
    ]
    marks = [_mark_width(cell, style, cache) if column.align == "right" else 0.0 for cell in cells]
    hang = max(marks, default=0.0)
    own = head.natural_width() + hang + _ROUNDING
    widest = max((_natural(text) + hang - mark for text, mark in zip(texts, marks, strict=True) if text), default=0.0)
    bars = any(cell.bar for cell in cells)
    figure = max(own, widest) if bars else 0.0
    stacks: list[Stack] = []
    for cell, text, mark in zip(cells, texts, marks, strict=True):
        item: Flowable = text or EmptyCell(cell)
        if text and hang > mark:
            item = NarrowCell(text, less=hang - mark)
        if bars and text:
            item = BarCell(item, style.leading, cell.bar, figure, chart_style(sheet))
        below = [Paragraph((cell, "note"), cell.note, note, cache)] if cell.note else []
        stacks.append(Stack([item, *below]))
    first, again = (Stack([NarrowCell(one, figure, hang) if bars or hang else one]) for one in (head, repeated))
    return ColumnWidth(own, max(own, widest), column.share), (first, again), stacks


def _mark_width(cell: n.Cell, style: TextStyle, cache: TextCache) -> float:
    """Return the width of the note mark at the end of a cell; 0 without one."""
    text = n.plain_text(cell.content)
    mark = text[len(text.rstrip(_MARKS)) :]
    return Paragraph(None, cache.literal(mark), style, cache).natural_width() if mark else 0.0


def _natural(text: Paragraph | Hanging | Linked) -> float:
    """Return the width of a text on one line, rounded up."""
    return text.natural_width() + _ROUNDING
