"""Intake of finished PDFs: they are opened, read and made ready for sheets, or refused with what is wrong with them."""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, PasswordError, Pdf, Stream
from pikepdf.settings import set_qpdf_limits

from careerpdf.check.content import read_content
from careerpdf.check.drawn import Drawn
from careerpdf.check.findings import said_pages
from careerpdf.check.fonts import Font
from careerpdf.check.objects import ObjGen, entry, flag
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.press.annotations import draw_annotations
from careerpdf.press.complexity import Complexity, TooComplexError
from careerpdf.press.damage import FAULTS, HINT, DamageError, damaged
from careerpdf.press.layers import remove_hidden_layers
from careerpdf.press.page_boxes import PageBox, PageBoxError, page_box
from careerpdf.press.words import on_one_line

_HEADER_WITHIN = 1024  # bytes; readers look no further for %PDF, nor from the end for %%EOF
_MOST_DECODED = 600_000_000  # bytes of a stream: an A2 page at 600 dpi in four inks
_EXAMINED = 2_000_000  # bytes of content that preflight reads, beyond thrice what the file holds
_LONGEST_TITLE = 300  # characters
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Words of qpdf about files that it reads all the same.
_REBUILT = "Attempting to reconstruct cross-reference table"
_LOST_OBJECT = "not found in file after regenerating"
_LOST_PAGE = "Pages tree includes non-dictionary object"
_NO_SIZE = re.compile(r"object (\d+) (\d+) .*MediaBox is undefined; setting to letter")
_GUESSED = re.compile(
    r"unknown token|error during parsing|parse error|expected dictionary key|invalid character|expected endobj"
)


@dataclass(frozen=True)
class Source:
    """A finished PDF that is to be printed; `place` as messages show it, `data` its bytes.

    `made` for this job from a role or a booklet: then nobody else has the file.
    """

    name: str
    place: str
    data: bytes
    made: bool = False


@dataclass(frozen=True, slots=True)
class ExaminedPage:
    """A page for preflight: its number from 1, its trimmed area, and all that it draws; None if that is too much."""

    number: int
    box: PageBox
    drawn: tuple[Drawn, ...] | None


@dataclass(frozen=True)
class Opened:
    """A source that can be printed: its pages hold all that a printer shows of them, and nothing that it hides."""

    source: Source
    title: str
    pdf: Pdf = field(repr=False)
    pages: tuple[ExaminedPage, ...] = field(repr=False)
    problems: tuple[Diagnostic, ...] = ()

    @property
    def place(self) -> str:
        return self.source.place

    @property
    def boxes(self) -> tuple[PageBox, ...]:
        return tuple(page.box for page in self.pages)


@contextmanager
def decoding_limits() -> Iterator[None]:
    """Limit what streams may unpack to while a job runs: a file of 10 KB can hold 10 GB."""
    before = set_qpdf_limits(
        flate_max_memory=_MOST_DECODED,
        run_length_max_memory=_MOST_DECODED,
        png_max_memory=_MOST_DECODED,
        tiff_max_memory=_MOST_DECODED,
    )
    try:
        with warnings.catch_warnings():
            # What pikepdf has to say of a stream is found out and said here.
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]


def open_source(source: Source) -> Opened | tuple[Diagnostic, ...]:
    """Open a source and make it ready, or say all that stands against printing it."""
    if b"%PDF-" not in source.data[:_HEADER_WITHIN]:
        return (_error("not-a-pdf", source, "this is no PDF: it does not begin as one", "export it as PDF first"),)
    try:
        pdf = pikepdf.open(BytesIO(source.data), suppress_warnings=True)
        count = len(pdf.pages)
        opening = [str(warning) for warning in pdf.get_warnings()]
        return _refusals(source, pdf, count, opening) or _made_ready(source, pdf, opening)
    except PasswordError:
        hint = "save it without a password and print that"
        return (_error("encrypted", source, "it is encrypted and needs a password", hint),)
    except DamageError as fault:
        return (fault.diagnostic,)
    except FAULTS as fault:
        return (damaged(source.place, "it cannot be opened", _reason(fault)),)


def _error(code: str, source: Source, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, file=source.place, hint=hint)


def _warning(code: str, source: Source, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, file=source.place, hint=hint)


def _reason(fault: BaseException) -> str:
    """The first line of qpdf's words without the name of the file, which it does not know."""
    line = next(iter(str(fault).splitlines()), "")
    return re.sub(r"^(stream )?<_io\.BytesIO[^>]*>[^:]*: ?", "", line)[:120]


def _is_incomplete(pdf: Pdf, opening: Sequence[str]) -> bool:
    """True for a damaged file in which a page is missing, or what is on one."""
    if any(_LOST_PAGE in warning for warning in opening):
        return True
    damaged = any(_REBUILT in warning or _LOST_OBJECT in warning for warning in opening)
    # qpdf puts nothing in the place of an object that is not there.
    return damaged and None in list(pdf.objects) and any("/Contents" not in page.obj for page in pdf.pages)


def _refusals(source: Source, pdf: Pdf, count: int, opening: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Errors for files that cannot be printed, or whose pages are not what a viewer shows."""
    if any(_REBUILT in warning for warning in opening) and b"%%EOF" not in source.data[-_HEADER_WITHIN:]:
        return (damaged(source.place, "it ends too early, and what is missing cannot be known"),)
    if _is_incomplete(pdf, opening):
        return (damaged(source.place, "a part of what is on its pages is not in the file"),)
    if not count:
        hint = "open it in a viewer, and save it again from there"
        return (_error("no-pages", source, "the PDF has no pages", hint),)
    if pdf.is_encrypted and not (pdf.allow.print_lowres or pdf.allow.print_highres):
        hint = "ask whoever made it for a copy that may be printed"
        return (_error("printing-forbidden", source, "whoever made it does not allow it to be printed", hint),)
    if flag(pdf.Root, "/NeedsRendering"):
        message = "it is an XFA form, whose pages are not in the file: only Adobe's programs can draw them"
        return (_error("xfa-form", source, message, "open it in Adobe Reader, print it to a new PDF, and take that"),)
    return ()


def _made_ready(source: Source, pdf: Pdf, opening: Sequence[str]) -> Opened | tuple[Diagnostic, ...]:
    boxes, amounts, complexity, faults = [], [], Complexity(), _PageFaults()
    for number, page in enumerate(pdf.pages, 1):
        with faults.on(number):
            boxes.append(page_box(page))
            amounts.append(complexity.of_page(page))
    if faults.found:
        return faults.said(source.place)
    problems = [*remove_hidden_layers(pdf, source.place), *draw_annotations(pdf, source.place)]
    pages: list[ExaminedPage] = []
    fonts: dict[ObjGen, Font] = {}
    budget = _EXAMINED + 3 * complexity.unique
    for number, (page, box, amount) in enumerate(zip(pdf.pages, boxes, amounts, strict=True), 1):
        budget -= amount
        pages.append(ExaminedPage(number, box, _drawn(page, fonts) if budget >= 0 else None))
    found = [*opening, *(str(warning) for warning in pdf.get_warnings())]
    problems += [*_about_repairs(source, pdf, found), *_about_attachments(source, pdf), *_not_examined(source, pages)]
    return Opened(source, _title(pdf, source), pdf, tuple(pages), tuple(problems))


def _drawn(page: pikepdf.Page, fonts: dict[ObjGen, Font]) -> tuple[Drawn, ...] | None:
    """All that a page draws; None for content that is unusual, which printers read in their own ways."""
    try:
        content = read_content(page, fonts, backgrounds=False)
    except FAULTS:
        return None
    return None if any(fault.rule == "content-unreadable" for fault in content.faults) else content.drawn


@dataclass
class _PageFaults:
    """The pages that cannot be printed, by the reason."""

    found: dict[str, list[int]] = field(default_factory=dict)

    @contextmanager
    def on(self, number: int) -> Iterator[None]:
        try:
            yield
        except (PageBoxError, TooComplexError) as fault:
            self.found.setdefault(str(fault), []).append(number)
        except FAULTS:
            self.found.setdefault("what is drawn on it cannot be read", []).append(number)

    def said(self, place: str) -> tuple[Diagnostic, ...]:
        return tuple(
            Diagnostic("damaged-page", Severity.ERROR, f"{said_pages(pages)}: {what}", file=place, hint=HINT)
            for what, pages in self.found.items()
        )


def _about_repairs(source: Source, pdf: Pdf, found: Sequence[str]) -> Iterator[Diagnostic]:
    if any(_REBUILT in warning or _LOST_OBJECT in warning or _GUESSED.search(warning) for warning in found):
        message = "the PDF is damaged, and was read as far as it could be"
        yield _warning("repaired-pdf", source, message, "see that nothing is missing, or have it saved once more")
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    without = {(int(said[1]), int(said[2])) for said in map(_NO_SIZE.search, found) if said}
    pages = [numbers[key] for key in without if key in numbers]
    if pages:
        message = f"{said_pages(pages)}: its size (MediaBox) is not in the file, and is taken to be letter"
        yield _warning("no-page-size", source, message, "viewers take it so, too; see that nothing is cut off")


def _about_attachments(source: Source, pdf: Pdf) -> Iterator[Diagnostic]:
    if isinstance(entry(pdf.Root, "/Collection"), Dictionary):
        message = "it is a portfolio: the files in it are not printed, but only its cover page"
        yield _warning("portfolio", source, message, "save the files that are in it, and print those")


def _not_examined(source: Source, pages: Sequence[ExaminedPage]) -> Iterator[Diagnostic]:
    unread = [page.number for page in pages if page.drawn is None]
    if unread:
        message = f"{said_pages(unread)}: it was not looked through for small text and thin lines"
        hint = "too much is drawn on it, or not as the standard wants it: look at the press file before it is printed"
        yield _warning("not-examined", source, message, hint)


def _title(pdf: Pdf, source: Source) -> str:
    """The title of the metadata, or the name of the file."""
    title = None
    if isinstance(entry(pdf.Root, "/Metadata"), Stream):
        with (
            suppress(*FAULTS),
            pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True) as metadata,
        ):
            title = metadata.get(_DC_TITLE)
    return on_one_line(title[:_LONGEST_TITLE] if isinstance(title, str) else "") or on_one_line(source.name)
