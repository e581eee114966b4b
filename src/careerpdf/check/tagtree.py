"""Our own check of the tags: faults that no validator looks at, and the essentials that they look at too.

Every rule has an id and a plain sentence in `RULES`; `SETTLED` names those that the standards' checkers decide.
"""

import re
from collections import Counter
from collections.abc import Iterator

from careerpdf.check.annotations import Annotation
from careerpdf.check.drawn import Fault, Kind, Mark
from careerpdf.check.findings import Finding, Weight, quoted
from careerpdf.check.objects import ObjGen
from careerpdf.check.reader import Page, PdfFile
from careerpdf.check.reading import join, texts_of_marks
from careerpdf.check.structure import HEADING, STANDARD_ROLES, Element, ObjectRef, Tree

RULES = {
    # The document
    "not-tagged": "The PDF has no tags, so a screen reader can only guess what its text is and in which order.",
    "not-marked": "The PDF does not say that it is tagged, so a screen reader may ignore its tags.",
    "no-language": "The document's language is not given, so a screen reader may pronounce it wrongly.",
    "bad-language": "A language is given by something that is no language code.",
    "no-title": "The document has no title in its metadata.",
    "title-not-shown": "The window shows the file name in place of the document's title.",
    "no-pdfua-mark": "The PDF does not declare that it follows PDF/UA.",
    "content-unreadable": "The content of the page is damaged and could not be read to its end.",
    # Content and tags
    "text-untagged": "Text is neither tagged nor marked as decoration, so a screen reader may skip it.",
    "graphic-untagged": "A drawing or picture is neither tagged nor marked as decoration.",
    "mark-not-in-tree": "A tagged piece of the page is missing from the tag tree, so a screen reader never reads it.",
    "mark-never-drawn": "The tag tree holds a piece of content that no page draws.",
    "mark-in-tree-twice": "A piece of the page is in the tag tree more than once, so it is read more than once.",
    "mark-drawn-twice": "Two pieces of the page have the same number, so they cannot be told apart when read.",
    "mark-nested": "A tagged piece of content lies inside another, so it may be read twice or out of place.",
    "mark-not-closed": "A tagged piece of content is opened on the page but never closed.",
    "mark-not-opened": "A tagged piece of content is closed on the page but was never opened.",
    "tag-in-artifact": "Tagged content lies inside decoration, so a screen reader skips it.",
    "artifact-in-tag": "Decoration lies inside tagged content.",
    # The tree and its index
    "parent-tree-missing": "The index from the page's content back to the tags is missing.",
    "parent-tree-wrong": "The index from the page's content back to the tags disagrees with the tags.",
    "page-not-indexed": "The page has tagged content but no entry in the index back to the tags.",
    "element-parent-wrong": "A tag does not point back to the tag that holds it.",
    "element-repeated": "A tag is in the tag tree more than once.",
    "tree-too-deep": "The tag tree is nested so deeply that it could not be read to its end.",
    "unknown-role": "A tag has a type that no screen reader knows and that is not explained either.",
    # Annotations
    "link-not-tagged": "A link is not tagged as a link, so a screen reader does not announce it.",
    "link-without-description": "A link has no description for a screen reader.",
    "link-without-target": "A link tag holds no link that can be followed.",
    "annotation-not-tagged": "A form field, note or other annotation is not in the tag tree.",
    "annotation-in-tree-twice": "A link or annotation is in the tag tree more than once.",
    "annotation-index-wrong": "The index from a link or annotation back to its tag is missing or wrong.",
    "annotation-missing": "The tag tree holds a link or annotation that is on no page.",
    "no-tab-order": "Moving by the tab key does not follow the order of the tags on this page.",
    # What the tags say
    "figure-without-alt": "A picture has no alternative text.",
    "heading-not-first-level": "The first heading is not of level 1.",
    "heading-level-skipped": "A heading skips a level, which makes it hard to find one's way by headings.",
    "heading-empty": "A heading holds no text.",
    "cell-outside-row": "A table cell is not inside a table row.",
    "row-outside-table": "A table row is not inside a table.",
    "header-without-scope": "A table header does not say whether it heads a row or a column.",
    "table-without-header": "A table has no header cells.",
    "item-outside-list": "A list item is not inside a list.",
    "list-holds-other": "A list holds something else than list items.",
    "item-holds-other": "A list item holds something else than its label and its body.",
    "label-outside-item": "The label or body of a list item is not inside a list item.",
}  # fmt: skip

#: Rules that a person has to judge: the file may conform all the same.
LOOK_AT = frozenset({"table-without-header", "mark-never-drawn"})
#: Rules that PDF/UA has as well: what its checkers say of them decides, where they have looked.
SETTLED = frozenset(
    {
        "not-tagged", "not-marked", "no-language", "bad-language", "no-title", "title-not-shown", "no-pdfua-mark",
        "text-untagged", "graphic-untagged", "tag-in-artifact", "artifact-in-tag", "element-parent-wrong",
        "unknown-role", "link-not-tagged", "link-without-description", "annotation-not-tagged", "no-tab-order",
        "figure-without-alt", "heading-level-skipped", "heading-not-first-level", "cell-outside-row",
        "row-outside-table", "header-without-scope", "item-outside-list", "list-holds-other", "item-holds-other",
        "label-outside-item",
    }
)  # fmt: skip

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|[xi](-[A-Za-z0-9]{1,8})+")
_PARENTS = {
    "cell-outside-row": ({"TH", "TD"}, {"TR"}),
    "row-outside-table": ({"TR"}, {"Table", "THead", "TBody", "TFoot"}),
    "item-outside-list": ({"LI"}, {"L"}),
    "label-outside-item": ({"LBody"}, {"LI"}),
}
_CHILDREN = {
    "list-holds-other": ("L", {"LI", "L", "Caption"}),
    "item-holds-other": ("LI", {"Lbl", "LBody"}),
}
#: Annotations that need no tag: pop-up windows belong to their note, printer's marks to nobody.
_UNTAGGED = frozenset({"Popup", "PrinterMark", "TrapNet"})


def check_tags(pdf: PdfFile) -> tuple[Finding, ...]:
    """All findings, the document's first, then by page, then the tree's."""
    found = [*_document(pdf), *(finding for page in pdf.pages for finding in _content(page))]
    if pdf.tree is None:
        return (_finding("not-tagged"), *found)
    found += [*_marks(pdf, pdf.tree), *_annotations(pdf, pdf.tree), *_tree(pdf, pdf.tree)]
    return tuple(found)


def _finding(rule: str, page: int | None = None, detail: str = "") -> Finding:
    return Finding(rule, RULES[rule], page, detail, Weight.LOOK if rule in LOOK_AT else Weight.FAILURE)


def _document(pdf: PdfFile) -> Iterator[Finding]:
    if pdf.tree is not None and not pdf.marked:
        yield _finding("not-marked")
    if not pdf.lang:
        yield _finding("no-language")
    elif not _LANGUAGE.fullmatch(pdf.lang):
        yield _finding("bad-language", detail=pdf.lang)
    if not pdf.title:
        yield _finding("no-title")
    if not pdf.shows_title:
        yield _finding("title-not-shown")
    if pdf.declared.pdfua_part not in ("1", "2") and not pdf.declared.claims:
        yield _finding("no-pdfua-mark")


def _content(page: Page) -> Iterator[Finding]:
    """Check one page: its marks are in order, and nothing is left unmarked."""
    for fault in page.content.faults:
        yield _fault(fault, page)
    unmarked = [piece for piece in page.content.drawn if piece.mark is None and not piece.artifact]
    texts = [piece for piece in unmarked if piece.kind is Kind.TEXT]
    if texts and (read := join(texts).strip()):
        yield _finding("text-untagged", page.number, quoted(read))
    others = Counter(piece.kind for piece in unmarked if piece.kind is not Kind.TEXT)
    for kind, number in others.items():
        yield _finding("graphic-untagged", page.number, f"{number} × {kind}")


def _fault(fault: Fault, page: Page) -> Finding:
    return _finding(fault.rule, page.number, fault.detail)


def _marks(pdf: PdfFile, tree: Tree) -> Iterator[Finding]:
    """Each mark is drawn once, is in the tree once, and the parent tree knows its element."""
    owners: dict[Mark, list[Element]] = {}
    for element in tree.walk():
        for kid in element.kids:
            if isinstance(kid, Mark):
                owners.setdefault(kid, []).append(element)
    texts = texts_of_marks(pdf)
    keys = {page.key: page.struct_parents for page in pdf.pages} | dict(pdf.form_parents)
    if not tree.has_parents:
        yield _finding("parent-tree-missing")
    drawn: set[Mark] = set()
    for page in pdf.pages:
        if page.content.marks and page.struct_parents is None and _own_marks(page):
            yield _finding("page-not-indexed", page.number)
        for mark, times in Counter(page.content.marks).items():
            said = quoted(texts.get(mark, ""))
            holders = owners.get(mark, [])
            if times > 1 or mark in drawn:
                yield _finding("mark-drawn-twice", page.number, said)
            if not holders:
                yield _finding("mark-not-in-tree", page.number, said)
            elif len(holders) > 1:
                yield _finding("mark-in-tree-twice", page.number, said)
            elif tree.has_parents and _indexed(tree, keys.get(mark.owner), mark.mcid) != holders[0].key:
                yield _finding("parent-tree-wrong", page.number, said)
            drawn.add(mark)
    numbers = {page.key: page.number for page in pdf.pages}
    for mark in owners.keys() - drawn:
        yield _finding("mark-never-drawn", numbers.get(mark.owner), f"in {owners[mark][0].type}")


def _own_marks(page: Page) -> bool:
    return any(mark.owner == page.key for mark in page.content.marks)


def _indexed(tree: Tree, key: int | None, mcid: int) -> ObjGen | None:
    listed = tree.parents.get(key) if key is not None else None
    if isinstance(listed, tuple) and 0 <= mcid < len(listed) and isinstance(listed[mcid], tuple):
        found = listed[mcid]
        return found if isinstance(found, tuple) else None
    return None


def _annotations(pdf: PdfFile, tree: Tree) -> Iterator[Finding]:
    """Links and other annotations are tied to their elements both ways and have a description."""
    owners: dict[ObjGen, list[Element]] = {}
    for element in tree.walk():
        for kid in element.kids:
            if isinstance(kid, ObjectRef):
                owners.setdefault(kid.key, []).append(element)
    met: set[ObjGen] = set(pdf.form_parents)
    for page in pdf.pages:
        if page.annotations and page.tab_order != "S":
            yield _finding("no-tab-order", page.number)
        for annotation in page.annotations:
            met.add(annotation.key)
            if annotation.subtype not in _UNTAGGED and not annotation.hidden:
                yield from _annotation(annotation, owners.get(annotation.key, []), tree, page.number)
    for key in owners.keys() - met:
        # A form XObject may be held as a whole as well; it is drawn, not listed on a page.
        if key[0] not in pdf.page_of:
            yield _finding("annotation-missing", owners[key][0].page, f"in {owners[key][0].type}")
    for element in tree.walk():
        if element.role == "Link" and not any(isinstance(kid, ObjectRef) for e in element.walk() for kid in e.kids):
            yield _finding("link-without-target", element.page)


def _annotation(annotation: Annotation, holders: list[Element], tree: Tree, page: int) -> Iterator[Finding]:
    is_link = annotation.subtype == "Link"
    said = quoted(annotation.contents or "")
    if not holders or (is_link and holders[0].role not in ("Link", "Reference")):
        yield _finding("link-not-tagged" if is_link else "annotation-not-tagged", page, said)
    if len(holders) > 1:
        yield _finding("annotation-in-tree-twice", page, said)
    if holders:
        key = annotation.struct_parent
        if key is None or tree.parents.get(key) != holders[0].key:
            yield _finding("annotation-index-wrong", page, said)
    if is_link and not (annotation.contents or "").strip():
        yield _finding("link-without-description", page)


def _tree(pdf: PdfFile, tree: Tree) -> Iterator[Finding]:
    """Check the elements and how they hang together."""
    for kind in tree.repeated:
        yield _finding("element-repeated", detail=kind)
    if tree.too_deep:
        yield _finding("tree-too-deep")
    texts = texts_of_marks(pdf)
    level = 0
    for element, holder in _with_holders(tree):
        page = element.page or _first_page(element)
        if not element.parent_right:
            yield _finding("element-parent-wrong", page, element.type)
        if element.role not in STANDARD_ROLES and not HEADING.fullmatch(element.role):
            yield _finding("unknown-role", page, element.type)
        if element.lang and not _LANGUAGE.fullmatch(element.lang):
            yield _finding("bad-language", page, element.lang)
        if heading := HEADING.fullmatch(element.role):
            yield from _heading(element, int(heading[1]), level, page, quoted(_text(element, texts)))
            level = int(heading[1])
        if element.role == "Figure":
            yield from _figure(element, page)
        yield from _nesting(element, holder, page)


def _with_holders(tree: Tree) -> Iterator[tuple[Element, Element | None]]:
    stack: list[tuple[Element, Element | None]] = [(root, None) for root in reversed(tree.roots)]
    while stack:
        element, holder = stack.pop()
        yield element, holder
        stack.extend((kid, element) for kid in reversed(list(element.elements())))


def _first_page(element: Element) -> int | None:
    return next((inside.page for inside in element.walk() if inside.page), None)


def _heading(element: Element, level: int, before: int, page: int | None, said: str) -> Iterator[Finding]:
    if not before and level != 1:
        yield _finding("heading-not-first-level", page, f"H{level} {said}".strip())
    elif before and level > before + 1:
        yield _finding("heading-level-skipped", page, f"H{level} after H{before}: {said}")
    if not said and not element.alt and not element.actual_text:
        yield _finding("heading-empty", page)


def _figure(element: Element, page: int | None) -> Iterator[Finding]:
    if element.actual_text:
        return
    if not (element.alt or "").strip():
        yield _finding("figure-without-alt", page)


def _nesting(element: Element, holder: Element | None, page: int | None) -> Iterator[Finding]:
    around = holder.role if holder else ""
    for rule, (kinds, holders) in _PARENTS.items():
        if element.role in kinds and around not in holders:
            yield _finding(rule, page, f"{element.type} in {holder.type if holder else 'the root'}")
    for rule, (kind, allowed) in _CHILDREN.items():
        if element.role == kind and (strangers := {kid.role for kid in element.elements()} - allowed):
            yield _finding(rule, page, ", ".join(sorted(strangers)))
    if element.role == "Table":
        cells = [inside for inside in element.walk() if inside.role in ("TH", "TD")]
        headers = [cell for cell in cells if cell.role == "TH"]
        linked = any(cell.has_headers for cell in cells)
        if cells and not headers:
            yield _finding("table-without-header", page)
        for header in headers:
            if header.scope is None and not (linked and header.has_id):
                yield _finding("header-without-scope", header.page or page)


def _text(element: Element, texts: dict[Mark, str]) -> str:
    return "".join(texts.get(kid, "") for inside in element.walk() for kid in inside.kids if isinstance(kid, Mark))
