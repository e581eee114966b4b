"""Binding of drawings into one file: page objects, structure tree, outline, page labels, links and fonts.

Drawings may be added in any order and are written at once. Only their order in the book, and the page numbers by which
one page refers to another, are left to the end. Rules: ISO 32000-1 (14.7 structure, 12.3 outline, 12.4.2 page labels),
ISO 14289-1 (PDF/UA-1), ISO 19005-2 (PDF/A-2).
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from concurrent.futures import Executor

from careerpdf.pdf.drawing import (
    Bookmark,
    Drawing,
    DrawnLink,
    DrawnPage,
    DrawnStructure,
    PageNumberPlaceholder,
    PlacedPicture,
)
from careerpdf.pdf.fonts import UsedFonts, embed_font
from careerpdf.pdf.metadata import Metadata, info_dictionary, output_intent, xmp_packet
from careerpdf.pdf.objects import text_string
from careerpdf.pdf.pictures import add_picture
from careerpdf.pdf.structure import StructureError
from careerpdf.pdf.writer import PdfWriter, deflate
from careerpdf.text.canvas import Rect
from careerpdf.text.font import Font, open_font

_SHARED = 50  # streams that are kept; a chapter has no more than a few


@dataclass(frozen=True, slots=True)
class Furniture:
    """Page furniture that binding adds.

    `lines` are operators that draw running head and foot, `folio` those that draw the page number, which no other page
    has; `shift` is how far the page moves right, pt.
    """

    lines: str = ""
    folio: str = ""
    shift: float = 0.0


@dataclass(frozen=True)
class Bound:
    """Drawing in the file: the object numbers of its pages and of its topmost structure elements, its bookmarks."""

    pages: tuple[int, ...]
    top: tuple[int, ...]  # object numbers of its topmost elements
    bookmarks: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class PageLabel:
    """Page labels from the page `index` on: numbering style (`D`, `r` or none), prefix, first number."""

    index: int
    style: str = ""
    prefix: str = ""
    start: int = 1

    def format(self) -> str:
        """Return the label as an entry of the number tree (ISO 32000-1, 12.4.2)."""
        style = f"/S/{self.style}/St {self.start}" if self.style else ""
        return f"{self.index}<<{style}{'/P ' + text_string(self.prefix) if self.prefix else ''}>>"


@dataclass
class _PendingPlaceholders:
    """Placeholders of a page, and the number of the content stream that is reserved for them."""

    stream: int
    placeholders: list[PageNumberPlaceholder]


@dataclass
class Binder:
    """Writer of one file: call `add` for each drawing, then `finish` with the order of the pages.

    `fonts` are those of the drawings that are made in this process; `executor` is a thread that helps `PdfWriter`.
    """

    file: BinaryIO
    fonts: UsedFonts = field(default_factory=UsedFonts)
    executor: "Executor | None" = None

    def __post_init__(self) -> None:
        self._writer = PdfWriter(self.file, self.executor)
        first = self._writer.reserve(4)
        self._catalog, self._pages, self._resources, self._root = range(first, first + 4)
        self._document = self._writer.reserve()
        self._next_key = 0
        self._parents: list[tuple[int, str]] = []
        self._anchors: dict[str, tuple[int, float]] = {}
        self._link_targets: set[str] = set()
        self._placeholders: list[_PendingPlaceholders] = []
        self._pictures: dict[str, PlacedPicture] = {}
        self._shared: dict[str, int] = {}  # streams by their operators

    def add(self, drawing: Drawing, furniture: Sequence[Furniture] = (), *, section: str | None = None) -> Bound:
        """Write a drawing. With `section`, its elements are put into one structure element of that type.

        Raises FontConflictError, and StructureError for a bug: two anchors of one name.
        """
        self.fonts.merge(drawing.fonts)
        writer = self._writer
        furniture = furniture or [Furniture()] * len(drawing.pages)
        count = drawing.structure.count
        first_element = writer.reserve(count + len(drawing.pages) + sum(len(page.links) for page in drawing.pages))
        first_page = first_element + count
        link = first_page + len(drawing.pages)
        for number, (page, added) in enumerate(zip(drawing.pages, furniture, strict=True), first_page):
            self._add_page(number, page, added, drawing.page_size, first_element, link)
            link += len(page.links)
        for name, (page_index, top) in drawing.anchors.items():
            if name in self._anchors:
                raise StructureError(f"two places are called '{name}'")
            self._anchors[name] = (first_page + page_index, top)
        for name, placed in drawing.pictures.items():
            self._pictures[name] = placed.at_most(self._pictures.get(name))
        top_level = [first_element + root for root in drawing.structure.roots]
        holder = writer.reserve() if section and count else 0
        self._add_structure(drawing.structure, first_element, holder or self._document, furniture)
        if holder:
            writer.put(holder, f"<</S/{section}/P {self._document} 0 R/K[{_references(top_level)}]>>")
            top_level = [holder]
        pages = tuple(range(first_page, first_page + len(drawing.pages)))
        moved = tuple(mark._replace(page=first_page + mark.page) for mark in drawing.bookmarks)
        return Bound(pages, tuple(top_level), moved)

    def add_blank(self, page_size: tuple[float, float]) -> Bound:
        """Write an empty page of a size in pt."""
        number, key = self._writer.reserve(), self._take_key()
        width, height = page_size
        self._parents.append((key, "[]"))
        self._writer.put(
            number,
            f"<</Type/Page/Parent {self._pages} 0 R/MediaBox[0 0 {width:g} {height:g}]/Resources<<>>"
            f"/StructParents {key}/Tabs/S>>",
        )
        return Bound((number,), (), ())

    def finish(
        self, order: Sequence[Bound], labels: Sequence[PageLabel], numbers: Mapping[str, str], meta: Metadata
    ) -> None:
        """Write the rest. `numbers` gives the printed page number of each anchor that a placeholder refers to.

        Raises StructureError for a bug: a link, or a page number, whose target is not in the book.
        """
        writer = self._writer
        lost = sorted(self._link_targets - self._anchors.keys())
        if lost:
            raise StructureError(f"links lead to nothing: {', '.join(lost[:5])}")
        for pending in self._placeholders:
            writer.put_stream(pending.stream, deflate(_filled(pending.placeholders, numbers)))
        used_fonts: dict[str, tuple[Font, dict[int, str]]] = {}  # by name: a file and its copy are one font
        for path, glyphs in self.fonts.glyphs.items():
            if glyphs:
                font = open_font(Path(path))
                _, known = used_fonts.setdefault(font.name, (font, {}))
                known |= {glyph: text for glyph, text in glyphs.items() if glyph not in known}
        fonts = "".join(f"/{name} {embed_font(writer, *used)} 0 R" for name, used in used_fonts.items())
        pictures = "".join(
            f"/{name} {add_picture(writer, path, (width, height))} 0 R"
            for name, (path, width, height) in self._pictures.items()
        )
        writer.put(self._resources, f"<</Font<<{fonts}>>" + (f"/XObject<<{pictures}>>" if pictures else "") + ">>")
        pages = [page for bound in order for page in bound.pages]
        writer.put(self._pages, f"<</Type/Pages/Count {len(pages)}/Kids[{_references(pages)}]>>")
        self._finish_structure([element for bound in order for element in bound.top])
        catalog = (
            f"<</Type/Catalog/Pages {self._pages} 0 R/StructTreeRoot {self._root} 0 R/MarkInfo<</Marked true>>"
            f"/Lang {text_string(meta.lang)}/ViewerPreferences<</DisplayDocTitle true>>"
            f"/Metadata {writer.add_stream(xmp_packet(meta), '/Type/Metadata/Subtype/XML')} 0 R"
            f"/OutputIntents[{output_intent(writer)}]{self._names()}"
        )
        bookmarks = [mark for bound in order for mark in bound.bookmarks]
        if bookmarks:
            catalog += f"/Outlines {self._outline(bookmarks)} 0 R"
        if labels:  # a book: viewers show its bookmarks beside it
            catalog += "/PageMode/UseOutlines"
            catalog += f"/PageLabels<</Nums[{''.join(label.format() for label in labels)}]>>"
        writer.put(self._catalog, catalog + ">>")
        info = writer.add(info_dictionary(meta))
        writer.finish(self._catalog, info)

    # -- pages

    def _add_page(
        self,
        number: int,
        page: DrawnPage,
        added: Furniture,
        size: tuple[float, float],
        first_element: int,
        first_link: int,
    ) -> None:
        """Write a page and its links."""
        writer = self._writer
        contents = [self._shared_stream(added.lines)] if added.lines else []
        alone = added.folio + (f"\n1 0 0 1 {added.shift:.2f} 0 cm" if added.shift else "")
        if alone:
            contents.append(writer.add_stream(alone.encode("latin-1"), ""))  # too short to be worth compressing
        contents.append(writer.add_stream(page.content))
        if page.placeholders:
            stream = writer.reserve()
            self._placeholders.append(_PendingPlaceholders(stream, page.placeholders))
            contents.append(stream)
        key = self._take_key()
        marks = _references([first_element + element for element in page.marks])
        self._parents.append((key, f"{writer.add(f'[{marks}]')} 0 R"))
        for own, link in enumerate(page.links, first_link):
            self._add_link(own, number, link, added.shift, first_element)
        links = range(first_link, first_link + len(page.links))
        annotations = f"/Annots[{_references(links)}]" if links else ""
        inside = _references(contents) if len(contents) == 1 else f"[{_references(contents)}]"
        writer.put(
            number,
            f"<</Type/Page/Parent {self._pages} 0 R/MediaBox[0 0 {size[0]:g} {size[1]:g}]"
            f"/Resources {self._resources} 0 R/Contents {inside}/StructParents {key}/Tabs/S{annotations}>>",
        )

    def _shared_stream(self, operators: str) -> int:
        """Return the number of a stream with these operators: consecutive pages have the same ones."""
        found = self._shared.get(operators)
        if found is None:
            if len(self._shared) >= _SHARED:
                self._shared.clear()
            found = self._shared[operators] = self._writer.add_stream(deflate(operators.encode("latin-1")))
        return found

    def _add_link(self, number: int, page: int, link: DrawnLink, shift: float, first_element: int) -> None:
        """Write a link annotation."""
        key = self._take_key()
        (left, bottom, right, top), href, description, element = link
        if href.startswith("#"):
            self._link_targets.add(href[1:])
            leads = f"/Dest {text_string(href[1:])}"
        else:
            leads = f"/A<</S/URI/URI {text_string(href)}>>"
        # F 4 is Print: PDF/A requires it on every annotation (ISO 19005-2, 6.3.2).
        self._writer.put(
            number,
            f"<</Type/Annot/Subtype/Link/Rect[{left + shift:.2f} {bottom:.2f} {right + shift:.2f} {top:.2f}]"
            f"/Border[0 0 0]/F 4/P {page} 0 R/StructParent {key}/Contents {text_string(description)}{leads}>>",
        )
        self._parents.append((key, f"{first_element + element} 0 R"))

    def _take_key(self) -> int:
        """Return the next key of the parent tree."""
        self._next_key += 1
        return self._next_key - 1

    # -- structure

    def _add_structure(
        self, structure: DrawnStructure, first: int, parent: int, furniture: Sequence[Furniture]
    ) -> None:
        """Write the structure elements of a drawing, their object numbers filled in."""
        if not structure.count:
            return
        objects: list[int | str] = [first + number for number in structure.objects]
        for place in structure.top:
            objects[place] = parent
        for place, page, box in structure.boxes:
            objects[place] = _box(box, furniture[page].shift)
        self._writer.put_all(first, (structure.bodies % tuple(objects)).encode("ascii").split(b"\n"))

    def _finish_structure(self, top: Sequence[int]) -> None:
        """Write the root of the structure tree and the parent tree."""
        writer = self._writer
        writer.put(self._document, f"<</S/Document/P {self._root} 0 R/K[{_references(top)}]>>")
        numbers = "\n".join(f"{key} {value}" for key, value in self._parents)
        parent_tree = writer.add(f"<</Nums[{numbers}]>>")
        writer.put(
            self._root,
            f"<</Type/StructTreeRoot/K[{self._document} 0 R]/ParentTree {parent_tree} 0 R"
            f"/ParentTreeNextKey {self._next_key}>>",
        )

    # -- names and outline

    def _names(self) -> str:
        """Write the named destinations of links; returns their entry of the catalog, empty if there are none."""
        names = sorted((name.encode("utf-8"), name) for name in self._link_targets)
        if not names:
            return ""
        entries = []
        for _, name in names:
            page, top = self._anchors[name]
            entries.append(f"{text_string(name)} [{page} 0 R/XYZ 0 {top:.2f} 0]")
        tree = self._writer.add("<</Names[" + "\n".join(entries) + "]>>")
        return f"/Names<</Dests {tree} 0 R>>"

    def _outline(self, marks: Sequence[Bookmark]) -> int:
        """Write the outline; returns its object number.

        A bookmark that skips a level is raised to the level below its parent.
        """
        writer = self._writer
        root = writer.reserve(len(marks) + 1)
        children: dict[int, list[int]] = {root: []}
        parents: dict[int, int] = {}
        path: list[int] = [root]
        for number, mark in enumerate(marks, root + 1):
            del path[min(mark.level, len(path) - 1) + 1 :]
            parents[number] = path[-1]
            children[path[-1]].append(number)
            children[number] = []
            path.append(number)
        for number, mark in enumerate(marks, root + 1):
            siblings = children[parents[number]]
            # Bookmarks are in the order of their numbers, so neighbours are found by bisection.
            at = bisect_left(siblings, number)
            before = f"/Prev {siblings[at - 1]} 0 R" if at else ""
            after = f"/Next {siblings[at + 1]} 0 R" if at + 1 < len(siblings) else ""
            writer.put(
                number,
                f"<</Title {text_string(mark.title)}/Parent {parents[number]} 0 R"
                f"/Dest[{mark.page} 0 R/XYZ 0 {mark.top:.2f} 0]{before}{after}{_below(children[number])}>>",
            )
        opened = len(children[root])
        writer.put(root, f"<</Type/Outlines/Count {opened}{_first_and_last(children[root])}>>")
        return root


def bind_one(drawing: Drawing, file: BinaryIO, meta: Metadata) -> None:
    """Write a file of one drawing. Raises what `Binder.add` and `Binder.finish` do."""
    binder = Binder(file)
    binder.finish([binder.add(drawing)], (), {}, meta)


def _references(numbers: Iterable[int]) -> str:
    """Return indirect references to objects."""
    return " ".join([f"{number} 0 R" for number in numbers])


def _first_and_last(numbers: Sequence[int]) -> str:
    """Return the entries of an outline item for its first and last child."""
    return f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R" if numbers else ""


def _below(numbers: Sequence[int]) -> str:
    """Return the entries of a bookmark for its children, folded away (ISO 32000-1, table 153: a negative count)."""
    return f"/Count {-len(numbers)}{_first_and_last(numbers)}" if numbers else ""


def _box(box: Rect, shift: float) -> str:
    """Return the layout attributes of a figure."""
    left, bottom, right, top = box
    return f"/A<</O/Layout/Placement/Block/BBox[{left + shift:.2f} {bottom:.2f} {right + shift:.2f} {top:.2f}]>>"


def _filled(placeholders: Sequence[PageNumberPlaceholder], numbers: Mapping[str, str]) -> bytes:
    """Return the operators that draw the page numbers. Raises StructureError for one that is not known."""
    out: list[str] = []
    for placeholder in placeholders:
        if placeholder.target not in numbers:
            raise StructureError(f"no page is known for '{placeholder.target}'")
        out.append(placeholder.operators(numbers[placeholder.target]))
    return "\n".join(out).encode("latin-1")
