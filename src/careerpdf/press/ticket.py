"""The job ticket: all that a person at the counter or at the copier has to know, as text and as a page."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from careerpdf.document import nodes as n
from careerpdf.press.layouts import SHEETS, Flip, Imposition, upright_flip
from careerpdf.press.units import millimetres, said_length, said_size

HEAD = "JOB TICKET"  # with which each ticket begins
_WIDTH, _LABELS = 92, 14
_EXACTLY = (
    "Print at 100% (“Actual size”, “Scale: none”). No “Fit to page”, no “Shrink oversized pages”, no booklet "
    "setting of the printer: the pages are in their places already."
)
_FULL_SIZE = "Print at 100% (“Actual size”, “Scale: none”). No “Fit to page”, no “Shrink oversized pages”."


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file as the ticket lists it."""

    name: str
    data: bytes

    @property
    def mark(self) -> str:
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Ticket:
    """Labelled lines, in the order in which somebody sets up the job."""

    title: str
    lines: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """Plain text with hanging labels, wrapped, to be pasted into an e-mail or an order form."""
        parts = [f"{HEAD}: {self.title}", ""]
        for label, value in self.lines:
            head = f"{label + ':':<{_LABELS}}"
            parts += textwrap.wrap(
                value,
                _WIDTH,
                initial_indent=head,
                subsequent_indent=" " * _LABELS,
                break_long_words=False,
                break_on_hyphens=False,
            )
        if self.notes:
            parts += ["", "To look at before printing:"]
            for note in self.notes:
                parts += textwrap.wrap(note, _WIDTH, initial_indent="- ", subsequent_indent="  ")
        return "\n".join(parts) + "\n"

    def document(self, lang: str) -> n.Document:
        """The ticket as a document, for any style."""
        blocks: list[n.Block] = [
            n.Heading(1, (n.Text(self.title),), role="title"),
            n.Para((n.Text("Job ticket"),), role="question"),
            n.DefinitionList(
                tuple(n.Definition((n.Text(label),), (n.Text(value),)) for label, value in self.lines),
            ),
        ]
        if self.notes:
            blocks.append(n.Heading(2, (n.Text("Before printing"),)))
            blocks.append(n.List(tuple(n.ListItem((n.Para((n.Text(note),), role="item"),)) for note in self.notes)))
        return n.Document(title=f"Job ticket: {self.title}", lang=lang, children=tuple(blocks))


def ticket_of(
    title: str,
    imposition: Imposition,
    *,
    sheet: str | None,
    pages: Sequence[int],
    copies: int,
    colours: str,
    marks: str,
    printed: NamedFile,
    sources: Sequence[NamedFile],
    notes: Sequence[str] = (),
    ordered: str = "",
) -> Ticket:
    """The ticket of a job. `sheet` is a name of SHEETS, or None for a file of single pages; `pages` are those of each
    file, `marks` names the marks, `ordered` when and by whom the job is ordered.
    """
    lines = [("Ordered", ordered)] if ordered else []
    lines += [
        ("Print", f"{printed.name}"),
        ("Scale", _EXACTLY if imposition.layout == "booklet" else _FULL_SIZE),
        ("Quantity", _quantity(imposition, copies, sum(pages))),
        ("Sheet", _sheet(imposition, sheet)),
        ("Paper", "weight and surface: ____________________"),
        ("Sides", _sides(imposition, sheet)),
        ("Color", colours),
        ("Pages", _pages(imposition, sum(pages))),
        ("Final size", _size(imposition)),
        ("Bleed", said_length(imposition.bleed) + " on each side" if imposition.bleed else "none"),
    ]
    if marks:
        lines.append(("Marks", marks))
    lines.append(("Finishing", _finishing(imposition, max(pages), marks=bool(marks))))
    if imposition.layout == "booklet":
        lines.append(("Creep", _creep(imposition)))
    lines += [("File", f"{printed.name}, {len(printed.data):,} bytes, SHA-256 {printed.mark}")]
    lines += [("Made from", f"{source.name}, SHA-256 {source.mark}") for source in sources]
    return Ticket(title, tuple(lines), tuple(notes))


def _quantity(imposition: Imposition, copies: int, pages: int) -> str:
    each = len(imposition.sheets)
    if imposition.layout == "perfect":  # how many go on one sheet of the press is the shop's business
        sheets = -(-pages // 2) if imposition.duplex else pages
        whole = f"{pages:,} {'page' if pages == 1 else 'pages'} ({sheets:,} cut {_sheets(sheets)})"
        return f"{copies:,} {'copy' if copies == 1 else 'copies'} of {whole}"
    runs = -(-copies // imposition.repeats)
    total = f"{runs * each:,} {'sheet' if runs * each == 1 else 'sheets'} of paper in all"
    if imposition.layout == "booklet":
        return f"{copies:,} {'copy' if copies == 1 else 'copies'} of {each} {_sheets(each)}; {total}"
    if imposition.repeats > 1:
        whole = f"print the file {_times(runs)}: each sheet gives {imposition.repeats}"
        return f"{copies:,} of each; {whole}; {total}"
    return f"{copies:,} of each; print the file {_times(runs)}; {total}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _sheets(number: int) -> str:
    return "sheet" if number == 1 else "sheets"


def _sheet(imposition: Imposition, sheet: str | None) -> str:
    width, height = imposition.size
    if sheet is None:
        return f"as the press needs it; each page of the file is {said_size(width, height)}"
    short, long = SHEETS[sheet]
    way = "landscape" if width > height else "portrait"
    return f"{sheet.capitalize()}, {said_size(short, long)}, {way}"


def _sides(imposition: Imposition, sheet: str | None) -> str:
    if not imposition.duplex:
        return "front only"
    if sheet is None:
        return "front and back; the file has single pages in reading order"
    edge = "short" if imposition.flip is Flip.SHORT else "long"
    backs = "" if imposition.flip is upright_flip(imposition.size) else "; backs stand on their heads in the file"
    return f"both, FLIP ON THE {edge.upper()} EDGE{backs}"


def _pages(imposition: Imposition, pages: int) -> str:
    if imposition.layout != "booklet":
        return f"{pages:,}"
    blank = 4 * len(imposition.sheets) - pages
    return f"{pages:,}" + (f" and {blank} blank at the end" if blank else "")


def _size(imposition: Imposition) -> str:
    if imposition.framed:
        return f"{said_size(*imposition.page)}, {imposition.scale:.0%} of its size, to be looked at"
    smaller = f"; the pages are in the file at {imposition.scale:.0%} of their size" if imposition.scale < 1 else ""
    return said_size(*imposition.page) + smaller


def _finishing(imposition: Imposition, most_pages: int, *, marks: bool) -> str:
    if imposition.framed:
        return "None."
    at = "at the marks" if marks else f"to {said_size(*imposition.page)}"
    if imposition.layout == "booklet":
        cut = f" Cut {at} when stapled." if imposition.cuts_needed else ""
        return f"Nest the sheets, fold once down the middle, staple twice in the fold (saddle stitch).{cut}"
    if imposition.layout == "perfect":
        cut = "Cut to the final size. " if imposition.cuts_needed else ""
        return cut + ("Binding as ordered: glued, stapled or loose sheets." if most_pages > 2 else "No binding.")
    if most_pages > 2 and not imposition.layout.startswith("nup"):
        return f"Cut apart {at}. The parts of one handout belong together, in the order of their pages: staple them."
    return f"Cut apart {at}."


def _creep(imposition: Imposition) -> str:
    if not imposition.creep:
        return "none"
    whole = imposition.creep * (len(imposition.sheets) - 1)
    return f"{millimetres(imposition.creep)} mm a sheet, {millimetres(whole)} mm for the innermost: already in the file"
