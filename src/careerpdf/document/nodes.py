"""The closed set of nodes that a document is made of. Templates produce them (as XML, see `markup.py`), layout and
tagging read them. Nodes know neither YAML nor PDF; each is compared by identity, because tags belong to nodes.

`role` names what a node is for (``lead``, ``question``, ``source``); the style pack looks it up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Literal, TypeVar, dataclass_transform

_Node = TypeVar("_Node")


@dataclass_transform(eq_default=False, frozen_default=True, field_specifiers=(field,))
def _node(cls: type[_Node]) -> type[_Node]:
    """A dataclass that mypy knows to be frozen. Python's own freezing would double what these classes take at start."""
    return dataclass(slots=True, eq=False)(cls)


Pattern = Literal["none", "dots", "lines", "bars"]


@_node
class Text:
    """A stretch of text in one look."""

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
    """The printed number of the page that `target` stands on, which is known only when all pages are made.

    `digits` is the room that is kept for it. Nothing should follow it in its line but the line's end.
    """

    target: str
    digits: int = 3


Inline = Text | Link | Lang | PageRef


@_node
class Heading:
    level: int
    content: tuple[Inline, ...]
    role: str = "heading"
    outline: bool = True
    id: str | None = None


@_node
class Para:
    content: tuple[Inline, ...]
    role: str = "body"


@_node
class ListItem:
    children: "tuple[Block, ...]"


@_node
class List:
    items: tuple[ListItem, ...]
    role: str = "list"
    ordered: bool = False
    marker: bool = True


@_node
class Definition:
    """One labelled fact: "Hours: flexible"."""

    term: tuple[Inline, ...]
    description: tuple[Inline, ...]


@_node
class DefinitionList:
    """Labelled facts; with `columns` above 1 they stand side by side, row by row."""

    items: tuple[Definition, ...]
    role: str = "definitions"
    columns: int = 1


@_node
class Section:
    """A part of the document under a heading; may break over pages."""

    children: "tuple[Block, ...]"
    role: str = "section"
    id: str | None = None


@_node
class Group:
    """Things that belong together and are never cut: a stat, a skill with its text. One of the role ``part`` is cut
    where much of the page would be left empty otherwise.

    In a box, groups of the role ``stat`` are one list to a screen reader: the first paragraph of each is its label.
    """

    children: "tuple[Block, ...]"
    role: str = "group"


@_node
class Columns:
    """Children side by side. `widths`: one share of the width each, empty for equal columns.

    With more children than `count`, rows follow each other; a row is never cut.
    """

    children: "tuple[Group, ...]"
    count: int
    widths: tuple[float, ...] = ()
    role: str = "columns"


@_node
class Box:
    """A panel or callout: a box around its children. Read where it stands in the document."""

    children: "tuple[Block, ...]"
    role: str = "callout"


@_node
class Beside:
    """A main flow with an aside at its side. Reading order: the first `lead` children, the aside, the rest."""

    lead: "tuple[Block, ...]"
    aside: Box
    main: "tuple[Block, ...]"
    role: str = "beside"


@_node
class Mark:
    """A value on a scale; `label` and `caption` are printed beside it."""

    value: float
    label: str
    caption: str


@_node
class Scale:
    """A line from `low` to `high` with marks on it. `alt` says the same in words."""

    low: Mark
    high: Mark
    marks: tuple[Mark, ...]
    alt: str
    role: str = "scale"


@_node
class Meter:
    """`level` of `steps` fields filled. `alt` says the same in words."""

    level: int
    steps: int
    alt: str
    role: str = "meter"


@_node
class Step:
    """A role that the origin of a pathway leads to."""

    title: tuple[Inline, ...]
    how: tuple[Inline, ...] = ()


@_node
class Pathway:
    """A diagram: from one role to the next ones. Its words are real text, a list to a screen reader.

    `says` is what is read aloud for the origin, whose place in the drawing tells the rest.
    """

    origin: tuple[Inline, ...]
    steps: tuple[Step, ...]
    role: str = "pathway"
    says: str = ""


@_node
class QrCode:
    """A QR code (ISO/IEC 18004) of `data`."""

    data: str
    alt: str
    role: str = "qr"


@_node
class Image:
    """A picture, by its name in the folder of the handouts or of the style; no `alt` means that it is decoration.

    With `cover` it fills the width and that share of the page's height, and is cropped to it.
    """

    path: str
    alt: str | None
    role: str = "image"
    cover: float = 0.0


@_node
class Rule:
    """A line or short bar: decoration, never read aloud."""

    role: str = "rule"


@_node
class Bar:
    """A bar in a table's cell, `share` (0 to 1) of the longest: decoration, because the number stands beside it.

    A `hollow` one is not comparable with the others.
    """

    share: float
    hollow: bool = False


@_node
class Cell:
    """One cell; `note` stands below its content in small type."""

    content: tuple[Inline, ...]
    note: tuple[Inline, ...] = ()
    bar: Bar | None = None


@_node
class TableColumn:
    """A column with its header. Without a `share` it is as wide as what stands in it; shares divide the rest."""

    content: tuple[Inline, ...]
    share: float = 0.0
    align: Literal["left", "right"] = "left"


@_node
class TableRow:
    """A row; its first cell is its header."""

    cells: tuple[Cell, ...]


@_node
class TableGroup:
    """Rows that belong together, under a title if they have one."""

    rows: tuple[TableRow, ...]
    title: tuple[Inline, ...] = ()


@_node
class Table:
    """A table; its header row is repeated on every page."""

    columns: tuple[TableColumn, ...]
    groups: tuple[TableGroup, ...]
    role: str = "table"


@_node
class TocEntry:
    """A line of a table of contents: one link, or a title over the entries of the next level.

    Its `page` may be known, or be that of the place `page_of`, with room for so many `digits`.
    """

    level: int
    content: tuple[Inline, ...]
    page: str = ""
    page_of: str | None = None
    digits: int = 3


@_node
class Toc:
    """A table of contents. Entries stand in reading order; those of a deeper level belong to the one before them."""

    entries: tuple[TocEntry, ...]
    role: str = "toc"


@_node
class Flow:
    """Content that flows down one column after the other, of about the same height where it ends."""

    children: "tuple[Block, ...]"
    columns: int = 2
    role: str = "flow"


@_node
class Lines:
    """Ruled lines for a reader's own notes, down to the foot of the page, under a `label`: decoration.

    `spare` ones are there only if the last page has room that nothing else needs.
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
    """What stands in a running head or foot: left, middle and right; ``{page}`` and ``{pages}`` are filled in."""

    left: str = ""
    middle: str = ""
    right: str = ""


@_node
class Document:
    """The whole: what it says, and what is said of it (document information).

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
    """The nodes directly below `node`, in reading order."""
    for item in fields(node):  # type: ignore[arg-type]
        value = getattr(node, item.name)
        if isinstance(value, tuple):
            yield from (v for v in value if hasattr(v, "__dataclass_fields__"))
        elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Running):
            yield value


def plain_text(content: tuple[Inline, ...]) -> str:
    """The words of inline content; zeros for a page number that is not known yet."""
    return "".join(
        i.text if isinstance(i, Text) else "0" * i.digits if isinstance(i, PageRef) else plain_text(i.children)
        for i in content
    )
