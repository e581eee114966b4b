"""Lists, tables and paragraphs that are tagged as something else than they look like."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from careerpdf.check.blocks import Block
from careerpdf.check.drawn import Drawn
from careerpdf.check.findings import Finding, look, quoted
from careerpdf.check.languages import words_of
from careerpdf.check.reader import PdfFile
from careerpdf.check.structure import Element

RULES = {
    "list-as-paragraphs": "Items with bullets or numbers are tagged as ordinary paragraphs and not as a list.",
    "list-in-pieces": "A list is tagged as several lists of one item each.",
    "table-as-paragraphs": "Text that stands in rows and columns is not tagged as a table.",
    "paragraph-in-pieces": "The lines of a paragraph are tagged as paragraphs of their own.",
    "layout-table": "A table has only one column or one row: it may be there for the layout alone.",
    "table-all-headers": "Every cell of a table is tagged as a header.",
    "columns-mixed": "A paragraph is read across the columns of the page, line by line.",
}

_BULLET = r"[•‣▪▫■□●○◦◆◇–—➢➤►▶✓✔✦❖·*\uf0b7\uf0a7\uf076\uf0d8o-]"
MARKER = re.compile(
    rf"(?:{_BULLET}(?=\s))|(?:[•▪■●◦◆➢➤►✓✔❖\uf0b7\uf0a7])|\(?(?:\d{{1,2}}|[a-zA-Z]|[ivxIVX]{{1,4}})[.)](?=\s)"
)
_ALONE = re.compile(r"[•‣▪■●◦◆➢➤►✓✔❖\uf0b7\uf0a7]|\(?(?:\d{1,2}|[a-z])[.)]")
_SURE = re.compile(r"[•‣▪■●◦◆➢➤►✓✔❖\uf0b7\uf0a7]")
_NUMBER = re.compile(r"\(?(\d{1,2}|[a-z])[.)]\s")
_GAP = 1.5  # of the type size: between two columns
_MOST_BETWEEN = 2  # lines between rows of a table
_NEAR = 4.0  # pt: starts of cells that stand in one column
_INSIDE = {"Table", "L", "TOC", "Figure", "Formula", "Caption", "Index"}


def look_at_lists_and_tables(pdf: PdfFile, blocks: Sequence[Block]) -> Iterator[Finding]:
    """Findings about lists, tables and paragraphs."""
    plain = [
        block for block in blocks if block.role in ("P", "Span", "Div", "Sect") and not _INSIDE & set(block.around)
    ]
    yield from _lists(blocks, plain)
    yield from _tables_in(plain)
    yield from _pieces(blocks)
    yield from _mixed(plain)
    for element in pdf.tree.walk() if pdf.tree else ():
        if element.role == "Table":
            yield from _table(element)
    for element in pdf.tree.walk() if pdf.tree else ():
        lists = [kid for kid in element.elements() if kid.role == "L"]
        single = [kid for kid in lists if sum(inside.role == "LI" for inside in kid.elements()) == 1]
        if len(single) >= 3 and len(single) == len(list(element.elements())) - _others(element):
            yield look(RULES, "list-in-pieces", single[0].page, f"{len(single)} lists")


def _others(element: Element) -> int:
    return sum(kid.role != "L" for kid in element.elements())


def _lists(blocks: Sequence[Block], plain: Sequence[Block]) -> Iterator[Finding]:
    ids = {id(block) for block in plain}
    alone = [block for block in plain if _ALONE.fullmatch(block.text)]
    if len(alone) >= 2:
        yield look(RULES, "list-as-paragraphs", alone[0].page, f"{len(alone)} × {quoted(alone[0].text)}")
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and id(block) in ids and MARKER.match(block.text):
            run.append(block)
            continue
        if _is_list(run):
            yield look(RULES, "list-as-paragraphs", run[0].page, quoted(run[0].text))
        run = []
    for block in plain:
        lines = ["".join(piece.text for piece in line) for line in block.lines]
        if sum(_SURE.match(line) is not None for line in lines) >= 2 or _counts_up(lines):
            yield look(RULES, "list-as-paragraphs", block.page, quoted(block.text))


def _is_list(run: Sequence[Block]) -> bool:
    """Two bullets are a list; numbers only if they count."""
    numbers = sum(_NUMBER.match(block.text) is not None for block in run)
    return len(run) - numbers >= 2 or _counts_up([block.text for block in run])


def _counts_up(lines: Sequence[str]) -> bool:
    numbers = [found[1] for line in lines if (found := _NUMBER.match(line))]
    counted = [int(number) if number.isdigit() else ord(number) - 96 for number in numbers]
    return len(counted) >= 2 and all(after == before + 1 for before, after in pairwise(counted))


def _tables_in(plain: Sequence[Block]) -> Iterator[Finding]:
    """Rows of cells that begin at the same places, three columns wide, or two of which one has figures."""
    by_page: dict[int, list[Drawn]] = {}
    holder: dict[int, Block] = {}
    for block in plain:
        for page, piece in block.pieces:
            if piece.text.strip():
                by_page.setdefault(page, []).append(piece)
                holder[id(piece)] = block
    for page, pieces in by_page.items():
        rows = _rows(pieces)
        run: list[list[list[Drawn]]] = []
        between = 0  # lines of one cell since the last row: headings and notes in a table
        for row in [*rows, []]:
            if len(row) >= 2 and (not run or _same_columns(run[-1], row)):
                run.append(row)
                between = 0
                continue
            if run and len(row) == 1 and len(run[0]) >= 3 and between < _MOST_BETWEEN:
                between += 1
                continue
            between = 0
            if _is_table(run) and not _are_columns(run, holder):
                said = " | ".join("".join(piece.text for piece in cell).strip() for cell in run[0])
                yield look(RULES, "table-as-paragraphs", page, quoted(said))
                break
            run = [row] if len(row) >= 2 else []


def _rows(pieces: Sequence[Drawn]) -> list[list[list[Drawn]]]:
    """Cells by rows from the top: pieces of one height, divided where a gap is wide."""
    rows: list[list[Drawn]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.start[1], piece.start[0])):
        if rows and abs(rows[-1][-1].start[1] - piece.start[1]) < 0.3 * max(piece.size, 1):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_cells(sorted(row, key=lambda piece: piece.start[0])) for row in rows]


def _cells(row: Sequence[Drawn]) -> list[list[Drawn]]:
    cells = [[row[0]]]
    for before, after in pairwise(row):
        if after.start[0] - before.end[0] > _GAP * max(after.size, 1):
            cells.append([])
        cells[-1].append(after)
    return cells


def _same_columns(one: list[list[Drawn]], other: list[list[Drawn]]) -> bool:
    if len(one) != len(other):
        return False
    left = all(abs(a[0].start[0] - b[0].start[0]) < _NEAR for a, b in zip(one, other, strict=True))
    ends = all(
        min(abs(a[0].start[0] - b[0].start[0]), abs(a[-1].end[0] - b[-1].end[0]), abs(_middle(a) - _middle(b))) < _NEAR
        for a, b in zip(one, other, strict=True)
    )
    return left or ends


def _middle(cell: Sequence[Drawn]) -> float:
    return (cell[0].start[0] + cell[-1].end[0]) / 2


def _are_columns(run: Sequence[list[list[Drawn]]], holder: Mapping[int, Block]) -> bool:
    """Tell whether paragraphs of several lines stand side by side: then one goes on below itself, not beside."""
    below = beside = 0
    for row, after in pairwise(run):
        for k, cell in enumerate(row):
            below += holder[id(cell[0])] is holder[id(after[k][0])]
            beside += k > 0 and holder[id(cell[0])] is holder[id(row[k - 1][0])]
    return below > 0 and beside == 0


def _is_table(run: Sequence[list[list[Drawn]]]) -> bool:
    if len(run) < 3:
        return False
    short = all(len(words_of("".join(piece.text for piece in cell))) <= 8 for row in run for cell in row)
    if len(run[0]) >= 3:
        return short or len(run) >= 4
    figures = sum(bool(re.search(r"\d", "".join(piece.text for piece in row[-1]))) for row in run)
    return short and figures >= 0.7 * len(run)


def _pieces(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Paragraphs of one line each that go on in the next in the middle of a sentence."""
    found: list[Block] = []
    for before, after in pairwise(blocks):
        broken = (
            before.role == after.role == "P"
            and len(before.lines) == len(after.lines) == 1
            and not {"Table", "TOC", "L"} & set(before.around)
            and len(words_of(before.text)) >= 4
            and re.search(r"[\w,-]$", before.text) is not None
            and re.match(r"[a-zß-ÿ][^@/:.]*(?: |$)", after.text) is not None
        )
        if broken:
            found.append(before)
    if len(found) >= 2:
        yield look(RULES, "paragraph-in-pieces", found[0].page, quoted(found[0].text))


def _mixed(plain: Sequence[Block]) -> Iterator[Finding]:
    """Paragraphs most of whose lines have a gutter in them, all at one place."""
    for block in plain:
        lines = [_cells(line) for line in block.lines if line == sorted(line, key=lambda piece: piece.start[0])]
        wide = [cells for cells in lines if len(cells) == 2]
        if len(wide) >= 3 and len(wide) > 0.6 * len(lines):
            starts = [cells[1][0].start[0] for cells in wide]
            long = all(len(words_of("".join(p.text for p in cell))) >= 2 for cells in wide for cell in cells)
            if max(starts) - min(starts) < _NEAR and long:
                yield look(RULES, "columns-mixed", block.page, quoted(block.text))


def _table(element: Element) -> Iterator[Finding]:
    rows = [row for row in element.walk() if row.role == "TR"]
    cells = [[cell for cell in row.elements() if cell.role in ("TH", "TD")] for row in rows]
    number = sum(map(len, cells))
    page = element.page or next((inside.page for inside in element.walk() if inside.page), None)
    if rows and (len(rows) == 1 or max(map(len, cells), default=0) == 1) and number > 1:
        yield look(RULES, "layout-table", page, f"{len(rows)} × {max(map(len, cells), default=0)} cells")
    elif number > 4 and all(cell.role == "TH" for row in cells for cell in row):
        yield look(RULES, "table-all-headers", page)
