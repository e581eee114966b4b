"""Columns from document nodes: cells side by side in rows, on the grid of the page. Lengths in pt."""

from collections.abc import Callable

from careerpdf.document import nodes as n
from careerpdf.layout.charts import qr_modules
from careerpdf.layout.flowables import Flowable, Row, Stack
from careerpdf.layout.resolved_styles import main_and_aside
from careerpdf.layout.stylesheet import StyleSheet

_QUIET = 4  # modules of a QR code that are kept free around it (ISO/IEC 18004)
_COLUMN = 19  # least width of a column of running text with its gap, in ems of the pack's own type
_PAIR, _THREE = 2, 3  # columns


class ColumnBuilder:
    """Builder of rows of cells; `build` makes the flowables of a cell's blocks."""

    def __init__(self, sheet: StyleSheet, build: Callable[[tuple[n.Block, ...]], list[Flowable]]) -> None:
        self._sheet, self._build = sheet, build

    def columns(self, block: n.Columns) -> list[Flowable]:
        """Make the rows of a block of columns."""
        sheet = self._sheet
        if block.role == "split":
            return self._split(block)
        if block.role == "pair":
            return self._pair(block)
        cells: list[Flowable] = [Stack(self._build(cell.children)) for cell in block.children]
        most = block.count if block.widths else max(1, min(block.count, sheet.page.columns))
        if block.role == "nav" and sheet.page.columns == 1:
            return [item for cell in cells for item in (cell.items if isinstance(cell, Stack) else [cell])]
        if block.role == "cover-qr":
            code = sheet.style.qr + 2 * sheet.pt(sheet.box("cover-qr").padding[1])
            shares = (code, sheet.width - code - sheet.pt(sheet.page.column_gap) * 0.6)
            if sheet.page.columns > 1:
                return self.rows(cells, most, shares)
            first, *rest = (Stack(self._build(cell.children)) for cell in block.children)
            space = sheet.pt(sheet.page.column_gap) * 0.6
            return [Row([first, Stack([])], shares, space, space_after=sheet.space(10)), *rest]
        if block.role == "contact":
            return self.rows(cells, most, self._contact_shares(block))
        if block.role == "code":
            return [self._beside_code(block, cells)]
        return self.rows(cells, most, block.widths, middle=block.role != "nav")

    def rows(
        self, cells: list[Flowable], count: int, widths: tuple[float, ...], *, middle: bool = True
    ) -> list[Flowable]:
        """Put cells side by side, `count` to a row; `widths` are their shares, or empty for equal columns."""
        if count == 1 and not widths:
            if len(cells) > 2 and isinstance(cells[0], Stack):
                cells[0].keep_with_next = True
            return cells
        shares, space = self._grid(widths, count)
        stacks = [cell if isinstance(cell, Stack) else Stack([cell]) for cell in cells]
        rows: list[Flowable] = []
        for k in range(0, len(stacks), count):
            row = stacks[k : k + count]
            # One cell that is left over takes the whole width: otherwise half of it would stay empty.
            alone = count == _PAIR and len(row) == 1 and k
            rows.append(
                Row(
                    row,
                    (1.0,) if alone else shares,
                    space,
                    space_before=self._sheet.space(6) if k else 0.0,
                    space_after=self._sheet.space(6),
                    middle=bool(widths) and middle,
                )
            )
        return rows

    def has_room(self, columns: int) -> bool:
        """Tell whether columns of running text are wide enough to read well."""
        sheet = self._sheet
        body = sheet.text("body").size / sheet.scale  # copy-fit does not move sections about
        return columns <= sheet.page.columns and sheet.width / columns >= _COLUMN * body

    def _contact_shares(self, block: n.Columns) -> tuple[float, ...]:
        """Return the columns' shares of a contact block.

        The QR code's column is as wide as the code, or as a side column, so that the text beside it begins at the left
        edge of the main column; the others share the rest as the template says.
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

    def _beside_code(self, block: n.Columns, cells: list[Flowable]) -> Row:
        """Make a row of a QR code and the text at its right; the quiet zone around the code is kept free."""
        sheet = self._sheet
        code = block.children[0].children[0]
        side = sheet.style.qr
        quiet = _QUIET * side / qr_modules(code.data) if isinstance(code, n.QrCode) else 0.0
        space = max(quiet, sheet.pt(sheet.page.column_gap) * 0.6)
        free = sheet.width - side - space * (len(cells) - 1)
        rest = block.widths[1:]
        shares = (side, *(free * share / sum(rest) for share in rest))
        stacks = [cell for cell in cells if isinstance(cell, Stack)]
        return Row(stacks, shares, space, space_before=quiet, space_after=quiet, middle=True)

    def _grid(self, widths: tuple[float, ...], columns: int) -> tuple[tuple[float, ...], float]:
        """Return the shares of the width, and the gap. Three columns keep to the edges of main column and aside."""
        page = self._sheet.page
        if widths:
            return widths, self._sheet.pt(page.column_gap) * 0.6
        if columns == _THREE and page.aside:
            main, aside = main_and_aside(self._sheet)
            half = (main - page.gap) / 2
            return (half, half, aside), page.gap
        return (1.0,) * columns, self._sheet.pt(page.column_gap)

    def _split(self, block: n.Columns) -> list[Flowable]:
        """Put two cells on the main column and the aside's, or on two columns of three and the third.

        They are one below the other where the page has fewer columns.
        """
        page = self._sheet.page
        cells = [Stack(self._build(cell.children), keep=False) for cell in block.children]
        shares, space = main_and_aside(self._sheet), page.gap
        if not page.aside:
            if page.columns < _THREE:
                return [item for cell in cells for item in cell.items]
            space = self._sheet.pt(page.column_gap)
            third = (self._sheet.width - 2 * space) / 3
            shares = (2 * third + space, third)
        return [Row(cells, shares, space, space_after=self._sheet.space(6))]

    def _pair(self, block: n.Columns) -> list[Flowable]:
        """Put sections side by side, or one below the other where columns would be too narrow for running text."""
        cells = [Stack(self._build(cell.children)) for cell in block.children]
        if not self.has_room(len(cells)):
            return [item for cell in cells for item in cell.items]
        before = max(cell.space_before for cell in cells)
        gap = self._sheet.pt(self._sheet.page.column_gap)
        return [Row(cells, (1.0,) * len(cells), gap, before, self._sheet.space(6))]
