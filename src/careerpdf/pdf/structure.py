"""Structure tree of a tagged PDF (ISO 32000-1, 14.7), built from the document nodes before anything is drawn.

Drawing only attaches marked-content ids to a node's element, so a paragraph that is split over columns or pages is
still one element. Marking of operators is up to `canvas.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from careerpdf.document import nodes as n
from careerpdf.pdf.drawing import AnnotationReference, DrawnStructure, MarkReference
from careerpdf.pdf.objects import text_string
from careerpdf.text.canvas import Rect

#: Tag of a drawing: a node, or a node and the name of one of its parts; None is an artifact.
Tag = object | tuple[object, str] | None

_WORDS = (n.Text, n.PageRef)  # inline content that has no element of its own
_PLAIN_LIST = "/A <</O/List/ListNumbering/None>>"
_COLUMN_HEADER, _ROW_HEADER = "/A <</O/Table/Scope/Column>>", "/A <</O/Table/Scope/Row>>"


class StructureError(Exception):
    """The tag tree and the drawing disagree: a bug in careerpdf, never something to hide."""


@dataclass(eq=False, slots=True)
class Element:
    """Structure element.

    `kids` holds elements, the ids of marked content on its `page`, marks on other pages and annotations, in reading
    order.
    """

    type: str
    kids: "list[Element | int | MarkReference | AnnotationReference]"
    entries: str = ""  # other entries of its dictionary, as they are written
    # For inline elements: the parent whose kids it joins when it is first drawn, in the order of its text.
    deferred_parent: "Element | None" = None
    box: Rect | None = None  # of a figure
    page: int = -1  # of its first mark
    place: int = field(init=False)  # in reading order, once it is written,
    parent: int = field(init=False)  # and that of its parent; -1 for the root

    def mark(self, page: int, mcid: int) -> None:
        """Note marked content as part of the element."""
        if self.page < 0:
            self.page = page
        self.kids.append(mcid if page == self.page else MarkReference(page, mcid))


class StructureTree:
    """Elements of one document, by the nodes that they belong to."""

    def __init__(self, document: n.Document | None = None) -> None:
        self._elements: dict[object, Element] = {}  # in reading order
        self._documents: list[n.Document] = []  # keeps the nodes, so that their ids stay valid as keys
        self.root = Element("Document", [])
        if document:
            self.add(document)

    def add(self, document: n.Document) -> None:
        """Add a document's elements behind the present ones, before it is drawn."""
        self._documents.append(document)
        for child in document.children:
            self._add(child, self.root)

    def element(self, tag: Tag) -> Element:
        """Return the element of a node or of a part of one. Raises StructureError for an unknown node."""
        key = (id(tag[0]), tag[1]) if isinstance(tag, tuple) else id(tag)
        found = self._elements.get(key)
        if found is None:
            raise StructureError(f"drawn, but not in the document: {tag!r}")
        if found.deferred_parent:
            _attach(found)
        return found

    def _new(self, key: object, kind: str, parent: Element, entries: str = "") -> Element:
        """Add an element to its parent."""
        element = self._elements[key] = Element(kind, [], entries)
        parent.kids.append(element)
        return element

    def _inline(self, content: tuple[n.Inline, ...], parent: Element) -> None:
        """Add the elements of links and languages, deferred until they are drawn."""
        for item in content:
            if isinstance(item, _WORDS):
                continue
            lang = f"/Lang {text_string(item.lang)}" if isinstance(item, n.Lang) else ""
            kind = "Link" if isinstance(item, n.Link) else "Span"
            element = self._elements[id(item)] = Element(kind, [], lang, parent)
            self._inline(item.children, element)

    def _add(self, node: n.Block, parent: Element) -> None:
        """Add the elements of a block."""
        match node:
            case n.Para():
                self._inline(node.content, self._new(id(node), "P", parent))
            case n.Heading():
                self._inline(node.content, self._new(id(node), f"H{node.level}", parent))
            case n.Group() | n.Columns() | n.Flow():
                for child in node.children:
                    self._add(child, parent)
            case n.Section():
                section = self._new(id(node), "Sect", parent)
                for child in node.children:
                    self._add(child, section)
            case n.Box():
                self._box(node, self._new(id(node), "Div", parent))
            case n.Beside():
                for child in (*node.lead, node.aside, *node.main):
                    self._add(child, parent)
            case n.List():
                numbering = "/Decimal" if node.ordered else "/Disc" if node.marker else "/None"
                items = self._new(id(node), "L", parent, f"/A <</O/List/ListNumbering{numbering}>>")
                for item in node.items:
                    entry = self._new(id(item), "LI", items)
                    if node.marker:
                        self._new((id(item), "label"), "Lbl", entry)
                    only = item.children[0] if len(item.children) == 1 else None
                    if isinstance(only, n.Para):
                        # One paragraph is the body itself, which saves an element for each item.
                        self._inline(only.content, self._new(id(only), "LBody", entry))
                        continue
                    body = self._new((id(item), "body"), "LBody", entry)
                    for child in item.children:
                        self._add(child, body)
            case n.DefinitionList():
                facts = self._new(id(node), "L", parent, _PLAIN_LIST)
                for fact in node.items:
                    entry = self._new(id(fact), "LI", facts)
                    self._inline(fact.term, self._new((id(fact), "term"), "Lbl", entry))
                    self._inline(fact.description, self._new((id(fact), "description"), "LBody", entry))
            case n.Pathway():
                says = f"/ActualText {text_string(node.says)}" if node.says else ""
                self._inline(node.origin, self._new((id(node), "origin"), "P", parent, says))
                steps = self._new(id(node), "L", parent, _PLAIN_LIST)
                for step in node.steps:
                    entry = self._new(id(step), "LI", steps)
                    kind = "Lbl" if step.how else "LBody"  # an item cannot be a label alone
                    self._inline(step.title, self._new((id(step), "title"), kind, entry))
                    if step.how:
                        self._inline(step.how, self._new((id(step), "how"), "LBody", entry))
            case n.Scale() | n.Meter() | n.QrCode():
                self._new(id(node), "Figure", parent, f"/Alt {text_string(node.alt)}")
            case n.Image():
                if node.alt is not None:
                    self._new(id(node), "Figure", parent, f"/Alt {text_string(node.alt)}")
            case n.Table():
                self._table(node, self._new(id(node), "Table", parent))
            case n.Toc():
                self._toc(node, self._new(id(node), "TOC", parent))
            case n.Rule() | n.Lines():
                pass

    def _box(self, node: n.Box, box: Element) -> None:
        """Add a box's children; neighbouring stats are one list, each an item with label and body."""
        facts: Element | None = None
        for child in node.children:
            if isinstance(child, n.Group) and child.role == "stat" and isinstance(child.children[0], n.Para):
                if facts is None:
                    facts = self._new((id(child), "list"), "L", box, _PLAIN_LIST)
                label, *rest = child.children
                entry = self._new(id(child), "LI", facts)
                self._inline(label.content, self._new(id(label), "Lbl", entry))  # type: ignore[union-attr]
                if rest:
                    body = self._new((id(child), "body"), "LBody", entry)
                    for item in rest:
                        self._add(item, body)
            elif not isinstance(child, n.Rule):
                facts = None
                self._add(child, box)

    def _table(self, node: n.Table, table: Element) -> None:
        """Add header row and rows.

        The first cell of a row is its header, a group's title that of the rows below it.
        """
        header = self._new((id(node), "header"), "TR", self._new((id(node), "head"), "THead", table))
        for column in node.columns:
            self._inline(column.content, self._new(id(column), "TH", header, _COLUMN_HEADER))
        for group in node.groups:
            body = self._new((id(group), "body"), "TBody", table)
            if group.title:
                title = self._new((id(group), "row"), "TR", body)
                # The header of the rows below it; a column header would be that of all rows to come.
                spanning = f"/A <</O/Table/Scope/Row/ColSpan {len(node.columns)}>>"
                self._inline(group.title, self._new(id(group), "TH", title, spanning))
            for row in group.rows:
                cells = self._new(id(row), "TR", body)
                for number, cell in enumerate(row.cells):
                    own = self._new(id(cell), "TD", cells) if number else self._new(id(cell), "TH", cells, _ROW_HEADER)
                    if cell.note:
                        self._inline(cell.content, self._new((id(cell), "text"), "P", own))
                        self._inline(cell.note, self._new((id(cell), "note"), "P", own))
                    else:
                        self._inline(cell.content, own)

    def _toc(self, node: n.Toc, toc: Element) -> None:
        """Add entries; those of a deeper level are a list of their own inside the entry before them."""
        # Level, list and element of the entries that the next one may belong to.
        around: list[tuple[int, Element, Element]] = []
        for entry in node.entries:
            while around and around[-1][0] > entry.level:
                around.pop()
            if around and around[-1][0] == entry.level:
                entries = around.pop()[1]
            else:
                entries = self._new((id(entry), "toc"), "TOC", around[-1][2]) if around else toc
            item = self._new(id(entry), "TOCI", entries)
            around.append((entry.level, entries, item))
            linked = isinstance(entry.content[0], n.Link)
            self._inline(entry.content, self._new((id(entry), "title"), "Reference" if linked else "P", item))

    # -- output

    def serialize(self, links: Sequence[int]) -> DrawnStructure:
        """Return the elements as they are written, and set each one's `place`.

        `links` is the number of links on each page. Raises StructureError if an element was never drawn: its text would
        be lost to a screen reader.
        """
        elements = [element for element in self._elements.values() if not element.deferred_parent]
        for place, element in enumerate(elements):
            element.place = place
        first_page = len(elements)
        first_link = list(accumulate(links, initial=first_page + len(links)))
        bodies: list[str] = []
        objects: list[int] = []
        made = DrawnStructure(first_page, "", objects, [], [], [])
        for kid in self.root.kids:
            assert isinstance(kid, Element)  # noqa: S101 (nothing is drawn for the root itself)
            kid.parent = -1
            made.roots.append(kid.place)
        for element in elements:  # a parent precedes its kids
            kids, place, parent = element.kids, element.place, element.parent
            if parent < 0:
                made.top.append(len(objects))
            objects.append(parent)
            shown = ""
            if element.page >= 0:  # the page of its first mark; marks on the same page need not name it
                shown = "/Pg %s 0 R"
                objects.append(first_page + element.page)
                if element.box:
                    made.boxes.append((len(objects), element.page, element.box))
                    objects.append(-1)
                    shown += "%s"
            entries = element.entries.replace("%", "%%") if element.entries else ""
            if len(kids) == 1 and isinstance(kids[0], int):  # most elements have one mark
                bodies.append(f"<</S/{element.type}/P %s 0 R{shown}{entries}/K {kids[0]}>>")
                continue
            inside: list[str] = []
            for kid in kids:
                if isinstance(kid, int):
                    inside.append(str(kid))
                elif isinstance(kid, Element):
                    kid.parent = place
                    inside.append("%s 0 R")
                    objects.append(kid.place)
                elif isinstance(kid, MarkReference):
                    inside.append(f"<</Type/MCR/Pg %s 0 R/MCID {kid.mcid}>>")
                    objects.append(first_page + kid.page)
                else:
                    inside.append("<</Type/OBJR/Obj %s 0 R/Pg %s 0 R>>")
                    objects += (first_link[kid.page] + kid.link, first_page + kid.page)
            if not inside:
                around = elements[parent] if parent >= 0 else self.root
                raise StructureError(f"never drawn: {element.type} under {around.type}")
            one = inside[0] if len(inside) == 1 else f"[{' '.join(inside)}]"
            bodies.append(f"<</S/{element.type}/P %s 0 R{shown}{entries}/K {one}>>")
        made.bodies = "\n".join(bodies)
        return made


def _attach(element: Element) -> None:
    """Add a deferred element to its parent's kids."""
    parent, element.deferred_parent = element.deferred_parent, None
    if parent:
        _attach(parent)
        parent.kids.append(element)
