"""Closed set of nodes that a document is made of.

Templates produce them (as XML, see `markup.py`), layout and tagging read them. Nodes know neither YAML nor PDF; each is
compared by identity, because tags belong to nodes. `role` names the purpose of a node (``lead``, ``question``,
``source``), by which the style pack finds its look.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Literal, TypeVar, dataclass_transform

_Node = TypeVar("_Node")


@dataclass_transform(eq_default=False, frozen_default=True, field_specifiers=(field,))
def _node(cls: type[_Node]) -> type[_Node]:
    """Make a dataclass that mypy takes for frozen.

    Python's own freezing would double the time that these classes take at start-up.
    """
    return dataclass(slots=True, eq=False)(cls)


Pattern = Literal["none", "dots", "lines", "bars"]


@_node
class Text:
    """Stretch of text with one emphasis."""

    text: str
    bold: bool = False
    italic: bool = False


@_node
class Link:
    """Text that leads to `href`: a URL, ``mailto:``, a relative file, or ``#id`` in this document."""

    href: str
    children: "tuple[Inline, ...]"


@_node
class Lang:
    """Text in another language (BCP 47 tag)."""

    lang: str
    children: "tuple[Inline, ...]"


@_node
class PageRef:
    """Printed number of the page of `target`, which is known only when all pages are made.

    Room for `digits` digits is reserved. Nothing should follow it in its line but the line's end.
    """

    target: str
    digits: int = 3


Inline = Text | Link | Lang | PageRef


@_node
class Heading:
    """Heading of `level` 1 to 6; with `outline` it becomes a bookmark, with `id` a link target."""

    level: int
    content: tuple[Inline, ...]
    role: str = "heading"
    outline: bool = True
    id: str | None = None


@_node
class Para:
    """Paragraph."""

    content: tuple[Inline, ...]
    role: str = "body"


@_node
class ListItem:
    """Item of a list."""

    children: "tuple[Block, ...]"


@_node
class List:
    """List; without `marker` its items have no sign or number before them."""

    items: tuple[ListItem, ...]
    role: str = "list"
    ordered: bool = False
    marker: bool = True


@_node
class Definition:
    """Labelled fact: "Hours: flexible"."""

    term: tuple[Inline, ...]
    description: tuple[Inline, ...]


@_node
class DefinitionList:
    """Labelled facts; with `columns` above 1 they are side by side, row by row."""

    items: tuple[Definition, ...]
    role: str = "definitions"
    columns: int = 1


@_node
class Section:
    """Part of the document under a heading; may break over pages."""

    children: "tuple[Block, ...]"
    role: str = "section"
    id: str | None = None


@_node
class Group:
    """Blocks that belong together and are never cut: a stat, a skill with its text.

    One of the role ``part`` is cut where much of the page would be left empty otherwise. In a box, groups of the role
    ``stat`` are one list to a screen reader: the first paragraph of each is its label.
    """

    children: "tuple[Block, ...]"
    role: str = "group"


@_node
class Columns:
    """Children side by side. `widths` has one share of the width for each, or is empty for equal columns.

    With more children than `count`, rows follow each other; a row is never cut.
    """

    children: "tuple[Group, ...]"
    count: int
    widths: tuple[float, ...] = ()
    role: str = "columns"


@_node
class Box:
    """Panel or callout: a box around its children, read where it is in the document."""

    children: "tuple[Block, ...]"
    role: str = "callout"


@_node
class Beside:
    """Main flow with an aside at its side. Reading order: the first `lead` children, the aside, the rest."""

    lead: "tuple[Block, ...]"
    aside: Box
    main: "tuple[Block, ...]"
    role: str = "beside"


@_node
class Mark:
    """Value on a scale; `label` and `caption` are printed beside it."""

    value: float
    label: str
    caption: str


@_node
class Scale:
    """Line from `low` to `high` with marks on it. `alt` gives the same in words."""

    low: Mark
    high: Mark
    marks: tuple[Mark, ...]
    alt: str
    role: str = "scale"


@_node
class Meter:
    """Row of `steps` fields, `level` of them filled. `alt` gives the same in words."""

    level: int
    steps: int
    alt: str
    role: str = "meter"


@_node
class Step:
    """Role that the origin of a pathway leads to."""

    title: tuple[Inline, ...]
    how: tuple[Inline, ...] = ()


@_node
class Pathway:
    """Diagram from one role to the next ones. Its words are real text, a list to a screen reader.

    `says` is read aloud for the origin, whose place in the drawing tells the rest.
    """

    origin: tuple[Inline, ...]
    steps: tuple[Step, ...]
    role: str = "pathway"
    says: str = ""


@_node
class QrCode:
    """QR code (ISO/IEC 18004) of `data`."""

    data: str
    alt: str
    role: str = "qr"


@_node
class Image:
    """Picture, by its name in the project's folder or the style's; without `alt` it is decoration.

    With `cover` it fills the width and that share of the page's height, and is cropped to it.
    """

    path: str
    alt: str | None
    role: str = "image"
    cover: float = 0.0


@_node
class Rule:
    """Line or short bar: decoration, never read aloud."""

    role: str = "rule"


@_node
class Bar:
    """Bar in a table's cell, `share` (0 to 1) of the longest: decoration, because the number is beside it.

    A `hollow` one is not comparable with the others.
    """

    share: float
    hollow: bool = False


@_node
class Cell:
    """Cell of a table; `note` is printed below its content in small type."""

    content: tuple[Inline, ...]
    note: tuple[Inline, ...] = ()
    bar: Bar | None = None


@_node
class TableColumn:
    """Column with its header. Without a `share` it is as wide as its content; shares divide the rest."""

    content: tuple[Inline, ...]
    share: float = 0.0
    align: Literal["left", "right"] = "left"


@_node
class TableRow:
    """Row; its first cell is its header."""

    cells: tuple[Cell, ...]


@_node
class TableGroup:
    """Rows that belong together, under a title if they have one."""

    rows: tuple[TableRow, ...]
    title: tuple[Inline, ...] = ()


@_node
class Table:
    """Table; its header row is repeated on every page."""

    columns: tuple[TableColumn, ...]
    groups: tuple[TableGroup, ...]
    role: str = "table"


@_node
class TocEntry:
    """Line of a table of contents: a link, or a title over the entries of the next level.

    Its `page` may be known, or be that of the place `page_of`, with room for so many `digits`.
    """

    level: int
    content: tuple[Inline, ...]
    page: str = ""
    page_of: str | None = None
    digits: int = 3


@_node
class Toc:
    """Table of contents, in reading order; entries of a deeper level belong to the one before them."""

    entries: tuple[TocEntry, ...]
    role: str = "toc"


@_node
class Flow:
    """Content that flows down one column after the other, in columns of about the same height where it ends."""

    children: "tuple[Block, ...]"
    columns: int = 2
    role: str = "flow"


@_node
class Lines:
    """Ruled lines for a reader's own notes, down to the foot of the page, under a `label`: decoration.

    `spare` ones are drawn only if the last page has room that nothing else needs.
    """

    role: str = "lines"
    label: str = ""
    spare: bool = False


Block = (
    Heading
    | Para
    | List
    | DefinitionList
    | Section
    | Group
    | Columns
    | Box
    | Beside
    | Scale
    | Meter
    | Pathway
    | QrCode
    | Image
    | Rule
    | Table
    | Toc
    | Flow
    | Lines
)
Node = (
    Block | Inline | ListItem | Definition | Step | Mark | Bar | Cell | TableColumn | TableRow | TableGroup | TocEntry
)


@_node
class Running:
    """Text of a running head or foot: left, middle and right; ``{page}`` and ``{pages}`` are filled in."""

    left: str = ""
    middle: str = ""
    right: str = ""


@_node
class Document:
    """Whole document: its content and its document information.

    `first_head` and `first_foot` are those of the first page, `verso_head` and `verso_foot` those of left-hand pages;
    None is the same as elsewhere. `background` is the role of a box whose fill covers whole pages, under a `pattern`.
    """

    title: str
    lang: str
    children: tuple[Block, ...]
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    first_head: Running = field(default_factory=Running)
    head: Running = field(default_factory=Running)
    foot: Running = field(default_factory=Running)
    first_foot: Running | None = None
    verso_head: Running | None = None
    verso_foot: Running | None = None
    background: str | None = None
    pattern: Pattern = "none"


def child_nodes(node: object) -> Iterator[object]:
    """Yield the nodes directly below `node`, in reading order."""
    for item in fields(node):  # type: ignore[arg-type]
        value = getattr(node, item.name)
        if isinstance(value, tuple):
            yield from (v for v in value if hasattr(v, "__dataclass_fields__"))
        elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Running):
            yield value


def plain_text(content: tuple[Inline, ...]) -> str:
    """Return the words of inline content; zeros for a page number that is not known yet."""
    return "".join(
        i.text if isinstance(i, Text) else "0" * i.digits if isinstance(i, PageRef) else plain_text(i.children)
        for i in content
    )
