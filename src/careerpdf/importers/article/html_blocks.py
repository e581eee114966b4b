"""A tree of HTML, walked from its beginning to its end, as blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from lxml import etree

from careerpdf.importers.article import furniture
from careerpdf.importers.article.page import BOLD_LEVEL, LONGEST_HEADING, Block, tidy

HEADINGS = {f"h{n}": n for n in range(1, 7)}
#: Elements whose text stands for itself; all others are part of the text around them.
BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section",
     "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *HEADINGS)
)  # fmt: skip
_BOLD = frozenset(("b", "strong"))
_LISTS = frozenset(("ul", "ol", "dl"))
_LONGEST_CELL = 600  # characters; a table with more in a cell is there for the page's layout
_MOST_COLUMNS = 12
_MOST_ELEMENTS = 5_000  # of a table that is read as one


class Tree(Protocol):
    """Answers to what the walk asks about an element."""

    def is_left_out(self, element: Any, *, in_heading: bool) -> bool: ...

    def size(self, element: Any) -> int: ...

    def elements(self, element: Any) -> int: ...


@dataclass
class _Piece:
    text: str
    linked: bool
    inside: bool  # in a link to a part of the page itself
    bold: bool


@dataclass
class Walk:
    """Collects the text between the ends of blocks. `title` is the heading that is no block but where they begin."""

    tree: Tree
    start: Any
    title: Any
    blocks: list[Block] = field(default_factory=list)
    above: list[Block] = field(default_factory=list)
    _pieces: list[_Piece] = field(default_factory=list)
    _links: int = 0
    _inside: int = 0
    _bold: int = 0
    _items: int = 0  # entries of lists that are open
    _headings: list[int] = field(default_factory=list)
    _skipped: Any = None

    def run(self) -> None:
        walker = etree.iterwalk(self.start, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element)
                if element is not self.start and element.tail:
                    self._add(element.tail)
            elif element is self.title:
                self._flush()
                self.above, self.blocks = [*self.above, *self.blocks], []
                walker.skip_subtree()
            elif not isinstance(element.tag, str) or self.tree.is_left_out(element, in_heading=bool(self._headings)):
                if isinstance(element.tag, str) and element.tag in BLOCKS:
                    self._flush()
                walker.skip_subtree()
                self._skipped = element
            elif element.tag in ("table", "dl") and (block := self._table(element)):
                self._flush()
                self.blocks.append(block)
                walker.skip_subtree()
                self._skipped = element
            else:
                self._begin(element)
        self._flush()

    def _begin(self, element: Any) -> None:
        tag = element.tag
        if tag in HEADINGS or element.get("role") == "heading":
            self._flush()
            self._headings.append(HEADINGS.get(tag) or _level(element))
        elif tag in ("summary", "dt", "legend"):
            self._flush()
            self._headings.append(6)
        elif tag == "li":
            self._flush()
            self._items += 1
        elif tag in BLOCKS or tag == "br":
            self._break(tag)
        elif tag == "a":
            self._links += 1
            self._inside += _is_inside(element)
        elif tag in _BOLD:
            self._bold += 1
        if element.text:
            self._add(element.text)

    def _end(self, element: Any) -> None:
        tag = element.tag
        if element is self._skipped or not isinstance(tag, str) or element is self.title:
            return
        if tag in HEADINGS or element.get("role") == "heading" or tag in ("summary", "dt", "legend"):
            self._flush()
            if self._headings:
                self._headings.pop()
        elif tag == "li":
            self._flush()
            self._items = max(0, self._items - 1)
        elif tag in BLOCKS:
            self._break(tag)
        elif tag == "a":
            self._links = max(0, self._links - 1)
            self._inside = max(0, self._inside - _is_inside(element))
        elif tag in _BOLD:
            self._bold = max(0, self._bold - 1)

    def _break(self, tag: str) -> None:
        """The end of a text, or in an entry of a list or a heading only a blank."""
        if (self._items or self._headings) and tag not in (*_LISTS, "table"):
            self._pieces.append(_Piece(" ", linked=bool(self._links), inside=bool(self._inside), bold=bool(self._bold)))
        else:
            self._flush()

    def _add(self, text: str) -> None:
        last = self._pieces[-1].text if self._pieces else ""
        if _meet(last, text):
            self._pieces[-1].text += " "
        self._pieces.append(_Piece(text, bool(self._links), bool(self._inside), bool(self._bold)))

    def _flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return
        words = [piece for piece in pieces if piece.text.strip()]
        if self._headings:
            outside = [piece for piece in words if not piece.inside]
            pieces = [piece for piece in pieces if not piece.inside] if outside else pieces
        else:
            pieces = [piece for piece in pieces if not (piece.linked and furniture.is_furniture_line(piece.text))]
        text = tidy("".join(piece.text for piece in pieces))
        if not text or furniture.is_furniture_line(text):
            return
        lead = _lead(pieces)
        linked = all(piece.linked for piece in words)
        if self._headings:
            self.blocks.append(Block("heading", text[: LONGEST_HEADING * 3], self._headings[-1], linked=linked))
        elif (
            not self._items
            and lead == text
            and len(text) <= LONGEST_HEADING
            and not text.endswith((".", "!", ",", ";"))
        ):
            self.blocks.append(Block("heading", text, BOLD_LEVEL, linked=linked))
        else:
            self.blocks.append(Block("item" if self._items else "paragraph", text, lead=lead, linked=linked))

    # -- tables

    def _table(self, element: Any) -> Block | None:
        """A table of data or a list of terms; None if it is there for the layout, and its cells hold text."""
        if self.tree.elements(element) > _MOST_ELEMENTS:
            return None
        rows = _terms(element) if element.tag == "dl" else _rows(element)
        if not rows or max(map(len, rows)) < 2:
            return None
        for row in rows:
            if len(row) > _MOST_COLUMNS or any(
                self.tree.size(cell) > _LONGEST_CELL or _holds_text(cell) for cell in row
            ):
                return None
        heads = [len(row) > 1 and all(cell.tag == "th" for cell in row) for row in rows]
        head = element.tag == "table" and heads[0] and not all(heads)
        cells = tuple(tuple("\n".join(_lines(cell, self.tree)) for cell in row) for row in rows)
        if element.tag == "dl":
            cells = tuple((row[0], "\n".join(row[1:])) for row in cells)
        caption = next((tidy(" ".join(c.itertext())) for c in element.iter("caption")), "")
        cells = tuple(row for row in cells if any(row))
        return Block("table", caption, rows=cells, head=head) if cells else None


def _level(element: Any) -> int:
    level = element.get("aria-level") or ""
    return int(level) if level in ("1", "2", "3", "4", "5", "6") else 6


def _is_inside(element: Any) -> bool:
    return (element.get("href") or "").strip().startswith("#")


def _meet(before: str, after: str) -> bool:
    """Tell whether two texts with nothing between them are two words: `Median pay$50,000`."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return False
    return (before[-1].islower() or before[-1].isdigit() or before[-1] in ":%)") and (
        after[0].isupper() or after[0] in "$£€" or (after[0].isdigit() and not before[-1].isdigit())
    )


def _lead(pieces: list[_Piece]) -> str:
    """Give the bold text that a text begins with."""
    lead = []
    for piece in pieces:
        if piece.text.strip() and not piece.bold:
            break
        lead.append(piece.text)
    return tidy("".join(lead))


def _rows(table: Any) -> list[list[Any]]:
    rows = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if cells:
            rows.append(cells)
    return rows


def _terms(element: Any) -> list[list[Any]]:
    """The terms of a `dl`, each with its first description."""
    rows: list[list[Any]] = []
    for part in element.iter("dt", "dd"):
        if part.tag == "dt":
            rows.append([part])
        elif rows:
            rows[-1].append(part)
    return [row for row in rows if len(row) > 1]


def _holds_text(cell: Any) -> bool:
    return any(child.tag in HEADINGS or child.tag in ("table", "dl") for child in cell.iter() if child is not cell)


def _lines(cell: Any, tree: Tree) -> Iterator[str]:
    """The lines of a cell, as its blocks and line breaks part them."""
    line = ""
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        left_out = element is not cell and tree.is_left_out(element, in_heading=False)
        if event == "start" and left_out:
            walker.skip_subtree()
            continue
        breaks = element.tag in BLOCKS or element.tag == "br"
        if breaks and tidy(line):
            yield tidy(line)
        line = "" if breaks else line
        text = element.text if event == "start" else element.tail if element is not cell else ""
        if text:
            line += (" " if _meet(line, text) else "") + text
    if tidy(line):
        yield tidy(line)
