"""The structure tree of a tagged PDF as frozen values: elements, what they hold, and what the file's own index says.

Reads; whether what is read is right is `tagtree.py`'s business.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pikepdf
from pikepdf import Dictionary, Name

from careerpdf.check.drawn import Mark
from careerpdf.check.objects import ObjGen, entry, integer, items, name, reference, spelled, text

#: ISO 32000-1, 14.8.4: types that every reader knows.
STANDARD_ROLES = frozenset(
    {
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
        "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
        "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby",
        "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
        # ISO 32000-2, 14.8.4
        "DocumentFragment", "Aside", "Title", "FENote", "Sub", "Em", "Strong", "Artifact",
    }
)  # fmt: skip
HEADING = re.compile(r"H([1-9]\d?)")  # PDF 2.0 has more than six levels
_MATHML = "http://www.w3.org/1998/Math/MathML"

_DEEPEST = 150  # elements inside elements; far beyond what any reader shows


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """An annotation or form XObject that an element holds as a whole."""

    key: ObjGen


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element; `type` as the file names it, `role` as the role map translates it."""

    key: ObjGen
    type: str
    role: str
    page: int | None  # the first page that it says to be on, from 1
    kids: "tuple[Element | Mark | ObjectRef, ...]"
    alt: str | None
    actual_text: str | None
    lang: str | None
    scope: str | None
    has_id: bool
    has_headers: bool
    parent_right: bool

    def elements(self) -> "Iterator[Element]":
        """The elements directly inside."""
        return (kid for kid in self.kids if isinstance(kid, Element))

    def walk(self) -> "Iterator[Element]":
        """This element and all inside it, in reading order."""
        yield self
        for kid in self.elements():
            yield from kid.walk()


@dataclass(frozen=True)
class Tree:
    """A structure tree; `parents` is its ParentTree: for a page's key the owner of each mark, else one owner."""

    roots: tuple[Element, ...]
    parents: Mapping[int, tuple[ObjGen, ...] | ObjGen]
    has_parents: bool
    repeated: tuple[str, ...]  # types of elements that are in the tree more than once
    too_deep: bool

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All elements, in reading order."""
        return tuple(element for root in self.roots for element in root.walk())

    def walk(self) -> Iterator[Element]:
        """All elements, in reading order."""
        return iter(self.elements)


def read_tree(pdf: pikepdf.Pdf) -> Tree | None:
    """The structure tree of a PDF; None if it has none."""
    root = entry(pdf.Root, "/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return None
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    reader = _Reader(pages, entry(root, "/RoleMap"))
    roots = tuple(kid for kid in reader.kids(root, None, 0) if isinstance(kid, Element))
    parents = entry(root, "/ParentTree")
    return Tree(
        roots,
        dict(_number_tree(parents)),
        isinstance(parents, Dictionary),
        tuple(reader.repeated),
        reader.too_deep,
    )


class _Reader:
    def __init__(self, pages: Mapping[ObjGen, int], role_map: object) -> None:
        self.pages = pages
        self.role_map = role_map
        self.seen: set[ObjGen] = set()
        self.repeated: list[str] = []
        self.too_deep = False

    def kids(self, holder: pikepdf.Object, page: ObjGen | None, depth: int) -> "Iterator[Element | Mark | ObjectRef]":
        kids = entry(holder, "/K")
        for kid in items(kids) if isinstance(kids, pikepdf.Array) else () if kids is None else (kids,):
            if isinstance(kid, int):
                yield Mark(page or (0, 0), kid)
            elif isinstance(kid, Dictionary):
                yield from self._kid(kid, holder, page, depth)

    def _kid(
        self, kid: pikepdf.Object, holder: pikepdf.Object, page: ObjGen | None, depth: int
    ) -> "Iterator[Element | Mark | ObjectRef]":
        kind = name(kid, "/Type")
        if kind == "MCR":
            stream, own = entry(kid, "/Stm"), entry(kid, "/Pg")
            owner = stream if stream is not None else own
            yield Mark(reference(owner) if owner is not None else page or (0, 0), integer(kid, "/MCID") or 0)
        elif kind == "OBJR":
            yield ObjectRef(reference(entry(kid, "/Obj")))
        elif name(kid, "/S") is not None:
            if kid.objgen in self.seen:
                self.repeated.append(name(kid, "/S") or "")
            elif depth >= _DEEPEST:
                self.too_deep = True
            else:
                if kid.objgen != (0, 0):
                    self.seen.add(kid.objgen)
                yield self._element(kid, holder, page, depth)

    def _element(self, node: pikepdf.Object, holder: pikepdf.Object, page: ObjGen | None, depth: int) -> Element:
        own = entry(node, "/Pg")
        inside = reference(own) if own is not None else page
        kind = name(node, "/S") or ""
        attributes = list(_attributes(entry(node, "/A")))
        scope = next((found for a in attributes if (found := name(a, "/Scope"))), None)
        kids = tuple(self.kids(node, inside, depth + 1))
        parent = entry(node, "/P")
        return Element(
            key=node.objgen,
            type=kind,
            role=self._role(kind, entry(node, "/NS")),
            page=self.pages.get(inside) if inside else None,
            kids=kids,
            alt=text(node, "/Alt"),
            actual_text=text(node, "/ActualText"),
            lang=text(node, "/Lang"),
            scope=scope,
            has_id=entry(node, "/ID") is not None,
            has_headers=any(entry(a, "/Headers") is not None for a in attributes),
            parent_right=isinstance(parent, Dictionary) and parent.objgen == holder.objgen,
        )

    def _role(self, kind: str, namespace: object) -> str:
        """The standard type that a type stands for, by its namespace (PDF 2.0) and by the role map."""
        if text(namespace, "/NS") == _MATHML:
            return "Formula" if kind == "math" else "Span"
        met: set[str] = set()
        while not _is_standard(kind) and kind not in met:
            met.add(kind)
            mapped = entry(entry(namespace, "/RoleMapNS"), f"/{kind}")
            if isinstance(mapped, pikepdf.Array):
                parts = list(items(mapped))
                mapped, namespace = parts[0] if parts else None, parts[1] if len(parts) > 1 else None
            found = spelled(mapped)[1:] if isinstance(mapped, Name) else None
            kind = found or name(self.role_map, f"/{kind}") or kind
        return kind


def _is_standard(kind: str) -> bool:
    return kind in STANDARD_ROLES or HEADING.fullmatch(kind) is not None


def _attributes(value: object) -> Iterator[object]:
    """Attribute dictionaries; arrays of them carry revision numbers in between."""
    if isinstance(value, pikepdf.Array):
        yield from items(value)
    elif value is not None:
        yield value


def _number_tree(root: object) -> Iterator[tuple[int, tuple[ObjGen, ...] | ObjGen]]:
    seen: set[ObjGen] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        key = reference(node)
        if key in seen:
            continue
        seen |= {key} - {(0, 0)}
        stack.extend(items(entry(node, "/Kids")))
        listed = list(items(entry(node, "/Nums")))
        for number, value in zip(listed[::2], listed[1::2], strict=False):
            if isinstance(number, int):
                is_array = isinstance(value, pikepdf.Array)
                yield number, tuple(reference(item) for item in items(value)) if is_array else reference(value)
