"""Annotations of a page (links, form fields, notes) and where links lead, as frozen values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from careerpdf.check.geometry import Box
from careerpdf.check.objects import ObjGen, entry, integer, items, name, numbers, reference, text

_HIDDEN = 2  # annotation flags, ISO 32000-1, table 165
_MOST_NAMES = 200_000  # named destinations to read


class Leads(StrEnum):
    """Kinds of places that a link leads to."""

    WEB = "web"
    PAGE = "page"
    FILE = "file"
    ACTION = "action"  # a form's reset, a script, a film
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Target:
    """A link's target; `value` is the address or the name of the destination."""

    kind: Leads
    value: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link, a form field or a note on a page. `box` is in the page's own space; `target` is a link's."""

    key: ObjGen
    subtype: str
    contents: str | None
    struct_parent: int | None
    hidden: bool
    box: Box = (0.0, 0.0, 0.0, 0.0)
    target: Target | None = None


@dataclass(frozen=True)
class Destinations:
    """The means to resolve destinations: the pages, and the named destinations with whether each leads on."""

    pages: frozenset[ObjGen]
    named: Mapping[str, bool]

    def leads(self, destination: object) -> bool:
        """Tell whether a destination leads to a page of this file or to one of its tags."""
        if isinstance(destination, (String, str)):
            return self.named.get(_name(destination), False)
        if isinstance(destination, Name):
            return self.named.get(str(destination), False) or self.named.get(str(destination)[1:], False)
        if isinstance(destination, Dictionary):
            return self.leads(entry(destination, "/SD")) or self.leads(entry(destination, "/D"))
        first = next(items(destination), None)
        if isinstance(first, int):
            return 0 <= first < len(self.pages)
        if isinstance(first, (String, str)):
            return True  # the identifier of a tag
        if isinstance(first, Dictionary):
            return first.objgen in self.pages or name(first, "/S") is not None  # a page, or a tag (PDF 2.0)
        return False


def read_destinations(pdf: pikepdf.Pdf, pages: frozenset[ObjGen]) -> Destinations:
    """The named destinations of a file, both of the old kind and of the new."""
    bare = Destinations(pages, {})
    old = entry(pdf.Root, "/Dests")
    named = {key[1:]: bare.leads(entry(old, key)) for key in old.keys()} if isinstance(old, Dictionary) else {}  # noqa: SIM118
    for key, value in _names(entry(entry(pdf.Root, "/Names"), "/Dests")):
        named[key] = bare.leads(value)
    return Destinations(pages, named)


def read_annotation(item: pikepdf.Object, destinations: Destinations) -> Annotation:
    """An annotation dictionary as values."""
    kind = name(item, "/Subtype") or ""
    return Annotation(
        reference(item),
        kind,
        text(item, "/Contents"),
        integer(item, "/StructParent"),
        bool((integer(item, "/F") or 0) & _HIDDEN),
        _box(numbers(item, "/Rect")),
        _target(item, destinations) if kind == "Link" else None,
    )


def _target(link: pikepdf.Object, destinations: Destinations) -> Target:
    action, destination = entry(link, "/A"), entry(link, "/Dest")
    if not isinstance(action, Dictionary):
        return _inside(destination, destinations)
    match name(action, "/S"):
        case "URI":
            return Target(Leads.WEB, (text(action, "/URI") or "").strip())
        case "GoTo":
            structure = entry(action, "/SD")
            return _inside(entry(action, "/D") if structure is None else structure, destinations)
        case "GoToR" | "GoToE" | "Launch":
            file = entry(action, "/F")
            return Target(Leads.FILE, text(file, "/UF") or text(file, "/F") or text(action, "/F") or "")
        case "Named" | "JavaScript" | "SubmitForm" | "ResetForm" | "SetOCGState" | "Rendition" | "GoTo3DView" | "Hide":
            return Target(Leads.ACTION, name(action, "/S") or "")
        case "RichMediaExecute" | "Movie" | "Sound" | "Thread" | "Trans" | "ImportData" | "GoToDp":
            return Target(Leads.ACTION, name(action, "/S") or "")
    return Target(Leads.NOWHERE)


def _inside(destination: object, destinations: Destinations) -> Target:
    said = _name(destination) if isinstance(destination, (String, str, Name)) else ""
    return Target(Leads.PAGE if destinations.leads(destination) else Leads.NOWHERE, said)


def _name(value: object) -> str:
    """A destination's name: bytes that need be no text."""
    return bytes(value).decode("latin-1") if isinstance(value, String) else str(value)


def _box(corners: tuple[float, ...]) -> Box:
    if len(corners) != 4:
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = corners
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _names(root: object) -> Iterator[tuple[str, object]]:
    """Entries of a name tree."""
    seen: set[ObjGen] = set()
    stack, count = [root], 0
    while stack:
        node = stack.pop()
        key = reference(node)
        if key in seen:
            continue
        seen |= {key} - {(0, 0)}
        stack.extend(items(entry(node, "/Kids")))
        listed = list(items(entry(node, "/Names"))) if isinstance(entry(node, "/Names"), Array) else []
        for written, value in zip(listed[::2], listed[1::2], strict=False):
            count += 1
            if count > _MOST_NAMES:
                return
            if isinstance(written, (String, str)):
                yield _name(written), value
