"""Opening a PDF and reading all that the checks need into one frozen value; or saying why it cannot be read."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, PasswordError, PdfError, Stream

from careerpdf.check.content import PageContent, read_content
from careerpdf.check.fonts import Font
from careerpdf.check.objects import ObjGen, entry, flag, integer, items, name, reference, text
from careerpdf.check.structure import Tree, read_tree
from careerpdf.diagnostics import Diagnostic, Severity

_HEADER_WITHIN = 1024  # bytes; readers look no further for %PDF
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PDFUA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"
_PDFA_PART = "{http://www.aiim.org/pdfa/ns/id/}part"
_REPAIRED = re.compile("damaged|reconstruct|startxref|xref|trailer", re.IGNORECASE)
_HIDDEN = 2  # annotation flags, ISO 32000-1, table 165
#: Ways out of a page's own objects: up to its parents or over to other pages.
_WAYS_OUT = frozenset(("/Parent", "/P", "/Pg", "/Dest", "/A", "/AA", "/D", "/Popup", "/IRT", "/StructParent", "/B"))


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link, a form field or a note on a page."""

    key: ObjGen
    subtype: str
    contents: str | None
    struct_parent: int | None
    hidden: bool


@dataclass(frozen=True)
class Page:
    """A page; `number` from 1."""

    number: int
    key: ObjGen
    content: PageContent
    annotations: tuple[Annotation, ...]
    struct_parents: int | None
    tab_order: str | None


@dataclass(frozen=True)
class PdfFile:
    """A PDF as the checks see it. Titles are those of the XMP metadata; `size` in bytes."""

    path: Path
    sha256: str
    size: int
    pages: tuple[Page, ...]
    tree: Tree | None
    marked: bool
    lang: str | None
    title: str | None
    shows_title: bool
    pdfua_part: str | None
    pdfa_part: str | None
    producer: str | None
    form_parents: Mapping[ObjGen, int]  # StructParents of the form XObjects that have one
    page_of: Mapping[int, int]  # object number → the first page that uses the object, from 1


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
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            # A file cut short can often be patched up, but what is missing from it cannot be checked.
            repairs = [str(warning) for warning in pdf.get_warnings() if _REPAIRED.search(str(warning))]
            if repairs:
                return _damaged(path, repairs[0])
            return _read(pdf, path, data)
    except PasswordError:
        return _problem(
            "encrypted",
            path,
            "it is encrypted and needs a password",
            "save it without a password and check that; a screen reader has no password either",
        )
    except PdfError as error:
        return _damaged(path, str(error))


def _problem(code: str, path: Path, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, file=str(path), hint=hint)


def _damaged(path: Path, reason: str) -> Diagnostic:
    told = re.sub(r"^.*\.pdf\S*:? ", "", reason.splitlines()[0], flags=re.IGNORECASE) if reason else ""
    return _problem(
        "damaged-pdf",
        path,
        f"the PDF is damaged or incomplete ({told or 'it cannot be read to its end'})",
        "copy or download it again, or have the program that made it save it once more",
    )


def _read(pdf: pikepdf.Pdf, path: Path, data: bytes) -> PdfFile:
    fonts: dict[ObjGen, Font] = {}
    page_of: dict[int, int] = {}
    form_parents: dict[ObjGen, int] = {}
    pages = []
    for number, page in enumerate(pdf.pages, start=1):
        _claim(page.obj, number, page_of, form_parents)
        pages.append(
            Page(
                number,
                page.obj.objgen,
                read_content(page, fonts),
                tuple(_annotation(item) for item in items(entry(page.obj, "/Annots")) if isinstance(item, Dictionary)),
                integer(page.obj, "/StructParents"),
                name(page.obj, "/Tabs"),
            )
        )
    tree = read_tree(pdf)
    for element in tree.walk() if tree else ():
        if element.page:
            page_of.setdefault(element.key[0], element.page)
    xmp = _xmp(pdf)
    return PdfFile(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        pages=tuple(pages),
        tree=tree,
        marked=flag(entry(pdf.Root, "/MarkInfo"), "/Marked"),
        lang=text(pdf.Root, "/Lang"),
        title=(xmp.get(_DC_TITLE) or "").strip() or None,
        shows_title=flag(entry(pdf.Root, "/ViewerPreferences"), "/DisplayDocTitle"),
        pdfua_part=xmp.get(_PDFUA_PART),
        pdfa_part=xmp.get(_PDFA_PART),
        producer=text(pdf.docinfo, "/Producer"),
        form_parents=form_parents,
        page_of=page_of,
    )


def _annotation(item: Dictionary) -> Annotation:
    return Annotation(
        reference(item),
        name(item, "/Subtype") or "",
        text(item, "/Contents"),
        integer(item, "/StructParent"),
        bool((integer(item, "/F") or 0) & _HIDDEN),
    )


def _xmp(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The text properties of the XMP metadata; none if there is no such metadata or it is no XML."""
    if not isinstance(entry(pdf.Root, "/Metadata"), Stream):
        return {}
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True) as metadata:
            return {key: value for key, value in metadata.items() if isinstance(value, str)}
    except (ValueError, SyntaxError, KeyError, PdfError):  # lxml's errors are SyntaxErrors
        return {}


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
