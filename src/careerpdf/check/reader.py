"""Opening a PDF and reading all that the checks need into one frozen value; or saying why it cannot be read."""

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TypeVar

import pikepdf
from pikepdf import Dictionary, Name, PasswordError, Stream

from careerpdf.check.annotations import Annotation, Destinations, read_annotation, read_destinations
from careerpdf.check.content import read_content
from careerpdf.check.declared import Declared, read_declared
from careerpdf.check.drawn import PageContent
from careerpdf.check.fonts import Font
from careerpdf.check.geometry import Box
from careerpdf.check.objects import (
    UNREADABLE,
    ObjGen,
    entry,
    flag,
    inherited,
    integer,
    items,
    name,
    number,
    reference,
    text,
)  # fmt: skip
from careerpdf.check.structure import Tree, read_tree
from careerpdf.diagnostics import Diagnostic, Severity

T = TypeVar("T")

_HEADER_WITHIN = 1024  # bytes; readers look no further for %PDF
_END_WITHIN = 2048  # bytes; a few programs write something after the end
_REBUILT = re.compile("attempting to reconstruct", re.IGNORECASE)
_PLACE = re.compile(r"^.*?<_io\.BytesIO[^>]*>(?: \([^)]*\))?: *")  # what qpdf calls the file by
_MEDIA = frozenset(("Movie", "Screen", "Sound", "RichMedia", "3D"))
#: Ways out of a page's own objects: up to its parents or over to other pages.
_WAYS_OUT = frozenset(("/Parent", "/P", "/Pg", "/Dest", "/A", "/AA", "/D", "/Popup", "/IRT", "/StructParent", "/B"))


@dataclass(frozen=True)
class Page:
    """A page; `number` from 1."""

    number: int
    key: ObjGen
    content: PageContent
    annotations: tuple[Annotation, ...]
    struct_parents: int | None
    tab_order: str | None
    box: Box = (0.0, 0.0, 612.0, 792.0)  # what is shown of it


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; `leads` tells whether it leads anywhere."""

    title: str
    leads: bool


@dataclass(frozen=True)
class PdfFile:
    """A PDF as the checks see it. The title is that of the XMP metadata; `size` in bytes."""

    path: Path
    sha256: str
    size: int
    pages: tuple[Page, ...]
    tree: Tree | None
    marked: bool
    lang: str | None
    info_title: str | None  # the one of the old document information, which some windows show
    shows_title: bool
    declared: Declared
    producer: str | None
    form_parents: Mapping[ObjGen, int]  # StructParents of the form XObjects that have one
    page_of: Mapping[int, int]  # object number → the first page that uses the object, from 1
    version: str = "1.7"  # of PDF
    bookmarks: tuple[Bookmark, ...] = ()
    fonts: tuple[Font, ...] = ()
    scripts: bool = False  # holds JavaScript
    media: bool = False  # holds sound or film
    forms: bool = False  # holds fields to be filled in
    rebuilt: bool = False  # its index of objects was faulty and has been rebuilt

    @property
    def title(self) -> str | None:
        return self.declared.title


def kept(function: Callable[[PdfFile], T]) -> Callable[[PdfFile], T]:
    """Have a function remember its result with the file: several rules ask for the same."""

    @wraps(function)
    def ask(pdf: PdfFile) -> T:
        results: dict[object, T] = pdf.__dict__.setdefault("_kept", {})
        if function not in results:
            results[function] = function(pdf)
        return results[function]

    return ask


def read_pdf(path: Path) -> PdfFile | Diagnostic:
    """Read a PDF, or say why it cannot be checked. `Diagnostic.file` is left for the caller to show as it likes."""
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        return _problem("not-a-file", path, "this is a folder", "give the PDFs in it, for example output/*.pdf")
    except FileNotFoundError:
        return _problem("no-such-file", path, "there is no such file", "check the name and the folder")
    except OSError as error:
        # Windows reports a folder as one that permission is denied for.
        reason = "this is a folder" if path.is_dir() else (error.strerror or str(error)).lower()
        return _problem("unreadable", path, f"it cannot be read: {reason}", None)
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        return _problem("not-a-pdf", path, "this is no PDF: it does not begin as one", "export it as PDF first")
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            rebuilt = any(_REBUILT.search(str(warning)) for warning in pdf.get_warnings())
            # A file cut short can often be patched up, but what is missing from it cannot be checked.
            if rebuilt and b"%%EOF" not in data[-_END_WITHIN:]:
                return _damaged("its end is missing", path)
            if not isinstance(pdf.Root, Dictionary):
                return _damaged("it has no pages", path)
            return _read(pdf, path, data, rebuilt=rebuilt)
    except PasswordError:
        return _problem(
            "encrypted",
            path,
            "it is encrypted and needs a password",
            "save it without a password and check that; a screen reader has no password either",
        )
    except UNREADABLE as error:
        return _damaged(str(error), path)


def _problem(code: str, path: Path, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, file=str(path), hint=hint)


def _damaged(reason: str, path: Path) -> Diagnostic:
    told = _PLACE.sub("", reason.splitlines()[0]) if reason else ""
    return _problem(
        "damaged-pdf",
        path,
        f"the PDF is damaged or incomplete ({told or 'it cannot be read to its end'})",
        "copy or download it again, or have the program that made it save it once more",
    )


def _read(pdf: pikepdf.Pdf, path: Path, data: bytes, *, rebuilt: bool) -> PdfFile:
    fonts: dict[ObjGen, Font] = {}
    page_of: dict[int, int] = {}
    form_parents: dict[ObjGen, int] = {}
    pages = []
    destinations = read_destinations(pdf, frozenset(page.obj.objgen for page in pdf.pages))
    for count, page in enumerate(pdf.pages, start=1):
        _claim(page.obj, count, page_of, form_parents)
        annotations = items(entry(page.obj, "/Annots"))
        pages.append(
            Page(
                count,
                page.obj.objgen,
                read_content(page, fonts),
                tuple(read_annotation(item, destinations) for item in annotations if isinstance(item, Dictionary)),
                integer(page.obj, "/StructParents"),
                name(page.obj, "/Tabs"),
                _shown_box(page.obj),
            )
        )
    tree = read_tree(pdf)
    for element in tree.walk() if tree else ():
        if element.page:
            page_of.setdefault(element.key[0], element.page)
    kinds = {annotation.subtype for page in pages for annotation in page.annotations}
    return PdfFile(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        pages=tuple(pages),
        tree=tree,
        marked=flag(entry(pdf.Root, "/MarkInfo"), "/Marked"),
        lang=text(pdf.Root, "/Lang"),
        info_title=(text(pdf.docinfo, "/Title") or "").strip() or None,
        shows_title=flag(entry(pdf.Root, "/ViewerPreferences"), "/DisplayDocTitle"),
        declared=read_declared(pdf),
        producer=text(pdf.docinfo, "/Producer"),
        form_parents=form_parents,
        page_of=page_of,
        version=name(pdf.Root, "/Version") or pdf.pdf_version,
        bookmarks=tuple(_bookmarks(pdf, destinations)),
        fonts=tuple(fonts.values()),
        scripts=_has_scripts(pdf),
        media=bool(kinds & _MEDIA),
        forms="Widget" in kinds,
        rebuilt=rebuilt,
    )


def _shown_box(page: pikepdf.Object) -> Box:
    for key in ("/CropBox", "/MediaBox"):
        corners = [number(item) for item in items(inherited(page, key))]
        if len(corners) == 4 and corners[0] != corners[2] and corners[1] != corners[3]:
            left, bottom, right, top = corners
            return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return (0.0, 0.0, 612.0, 792.0)


def _bookmarks(pdf: pikepdf.Pdf, destinations: Destinations) -> Iterator[Bookmark]:
    seen: set[ObjGen] = set()
    stack = [entry(entry(pdf.Root, "/Outlines"), "/First")]
    while stack:
        item = stack.pop()
        key = reference(item)
        if not isinstance(item, Dictionary) or key in seen:
            continue
        seen |= {key} - {(0, 0)}
        stack += [entry(item, "/Next"), entry(item, "/First")]
        action = entry(item, "/A")
        destination = entry(item, "/Dest") if action is None else entry(action, "/D")
        elsewhere = action is not None and name(action, "/S") != "GoTo"
        leads = elsewhere or destinations.leads(destination) or entry(item, "/SE") is not None
        yield Bookmark((text(item, "/Title") or "").strip(), leads or destinations.leads(entry(action, "/SD")))


def _has_scripts(pdf: pikepdf.Pdf) -> bool:
    action = entry(pdf.Root, "/OpenAction")
    return (
        entry(entry(pdf.Root, "/Names"), "/JavaScript") is not None
        or entry(pdf.Root, "/AA") is not None
        or name(action, "/S") == "JavaScript"
    )


def _claim(page: pikepdf.Object, number: int, page_of: dict[int, int], forms: dict[ObjGen, int]) -> None:
    """Note every object that a page uses as one of that page, unless an earlier page uses it too."""
    stack: list[object] = [page]
    seen: set[ObjGen] = set()
    while stack:
        item = stack.pop()
        key = reference(item)
        # What an earlier page uses, it uses with all that belongs to it.
        if key in seen or (key[0] in page_of and item is not page):
            continue
        if key != (0, 0):
            seen.add(key)
            page_of.setdefault(key[0], number)
        if isinstance(item, (Dictionary, Stream)):
            parents = integer(item, "/StructParents")
            if name(item, "/Subtype") == "Form" and parents is not None:
                forms[key] = parents
            stack.extend(entry(item, way) for way in item.keys() if way not in _WAYS_OUT)  # noqa: SIM118 (pikepdf)
        else:
            stack.extend(found for found in items(item) if not isinstance(found, Name))
