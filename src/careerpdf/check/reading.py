"""The words of a screen reader: the text of the tag tree in its order, and the tree as text for people and tests."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from careerpdf.check.drawn import Drawn, Kind, Mark
from careerpdf.check.reader import PdfFile, kept, read_pdf
from careerpdf.check.structure import Element
from careerpdf.diagnostics import InputError

#: Elements that begin a line of their own when read.
BLOCKS = frozenset(
    {
        "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "Caption", "TOCI", "TR", "BlockQuote", "Note", "Figure",
        "Formula", "Index", "Table", "L", "Document", "Part", "Art", "Sect", "Div", "TOC", "Form",
        "Title", "Aside", "DocumentFragment", "FENote",
    }
)  # fmt: skip
_SOFT_HYPHEN = "\u00ad"
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One block as it is read: the type of its element, its text, and the page that it begins on (from 1)."""

    type: str
    text: str
    page: int | None


@kept
def texts_of_marks(pdf: PdfFile) -> dict[Mark, str]:
    """The text of each marked-content id."""
    pieces: dict[Mark, list[Drawn]] = {}
    for page in pdf.pages:
        for piece in page.content.drawn:
            if piece.mark is not None and piece.kind is Kind.TEXT and not piece.artifact:
                pieces.setdefault(piece.mark, []).append(piece)
    return {mark: join(drawn) for mark, drawn in pieces.items()}


def join(pieces: Sequence[Drawn]) -> str:
    """The text of pieces drawn one after the other, with a space where the page shows one."""
    read, last = "", None
    for piece in pieces:
        if not piece.text:
            last = piece if last is not None else None
            continue
        if last is not None and read:
            apart = _are_apart(last, piece)
            if apart and read.endswith(_SOFT_HYPHEN):
                read = read[:-1]
            elif apart and not read[-1].isspace() and not piece.text[0].isspace():
                read += " "
        read += piece.text
        last = piece
    return read.replace(_SOFT_HYPHEN, "")


def _are_apart(before: Drawn, after: Drawn) -> bool:
    """Tell whether there is room for a space between two pieces, or a new line."""
    size = max(before.size, after.size, 1.0)
    across, along = after.start[0] - before.end[0], after.start[1] - before.end[1]
    return math.hypot(across, along) > 0.15 * size


@kept
def reading_order(pdf: PdfFile) -> tuple[Line, ...]:
    """The document block by block, as it is read aloud: alternative text for figures, ActualText where it is given."""
    if pdf.tree is None:
        return ()
    texts = texts_of_marks(pdf)
    pages = {page.key: page.number for page in pdf.pages}
    return tuple(line for root in pdf.tree.roots for line in _lines(root, texts, pages))


def _lines(element: Element, texts: Mapping[Mark, str], pages: Mapping[tuple[int, int], int]) -> Iterator[Line]:
    """Blocks inside blocks make lines of their own; a list item or table row that holds no block is one line."""
    kind = element.type if element.role in BLOCKS else "text"
    replaced = replacement(element)
    if replaced is not None:
        yield Line(kind, tidy(replaced), element.page)
        return
    run: list[str] = []
    page: int | None = None

    def flush() -> Iterator[Line]:
        read = tidy(" ".join(run) if element.role in ("LI", "TR") else "".join(run))
        if read:
            yield Line(kind, read, page or element.page)
        run.clear()

    for kid in element.kids:
        if isinstance(kid, Mark):
            run.append(texts.get(kid, ""))
            page = page or pages.get(kid.owner)
        elif isinstance(kid, Element):
            if _holds_block(kid):
                inside = list(_lines(kid, texts, pages))
                if run and inside and element.role == "LI" and inside[0].type not in ("LI", "Figure"):
                    # The bullet or number is read together with what it labels.
                    inside[0] = Line(kind, f"{tidy(' '.join(run))} {inside[0].text}", inside[0].page)
                    run.clear()
                yield from flush()
                page = None
                yield from inside
            else:
                run.append(_inline(kid, texts))
                page = page or kid.page
    yield from flush()


def _holds_block(element: Element) -> bool:
    return element.role in BLOCKS or any(_holds_block(kid) for kid in element.elements())


def _inline(element: Element, texts: Mapping[Mark, str]) -> str:
    replaced = replacement(element)
    if replaced is not None:
        return replaced
    return "".join(
        texts.get(kid, "") if isinstance(kid, Mark) else _inline(kid, texts) if isinstance(kid, Element) else ""
        for kid in element.kids
    )


def replacement(element: Element) -> str | None:
    """The text that is read in place of an element's content, if any is."""
    if element.actual_text is not None:
        return element.actual_text
    return element.alt or None


def tidy(read: str) -> str:
    return _SPACES.sub(" ", read).strip()


def reading_words(pdf: PdfFile) -> tuple[str, ...]:
    """The words of the reading order, as they stand between spaces."""
    return tuple(word for line in reading_order(pdf) for word in line.text.split())


def skipped_text(pdf: PdfFile) -> tuple[Line, ...]:
    """Text that is drawn as decoration (an artifact) and so is never read: page numbers, running heads."""
    return tuple(
        Line("Artifact", read, page.number)
        for page in pdf.pages
        for read in _runs(piece for piece in page.content.drawn if piece.kind is Kind.TEXT and piece.artifact)
    )


def _runs(pieces: Iterable[Drawn]) -> Iterator[str]:
    """Texts that stand on one line each, roughly: what a person would see as one run."""
    run: list[Drawn] = []
    for piece in pieces:
        if run and abs(piece.start[1] - run[-1].end[1]) > max(piece.size, 1.0) * 0.5:
            yield from filter(None, [tidy(join(run))])
            run = []
        run.append(piece)
    yield from filter(None, [tidy(join(run))])


def dump_tag_tree(path: Path | str) -> str:
    """The tag tree of a PDF as indented text: types, languages, alternative texts and what each element says.

    Raises careerpdf.diagnostics.InputError if the file is no readable PDF.
    """
    pdf = read_pdf(Path(path))
    if not isinstance(pdf, PdfFile):
        raise InputError([pdf])
    if pdf.tree is None:
        return "(no tags)\n"
    texts = texts_of_marks(pdf)
    return "".join(f"{line}\n" for root in pdf.tree.roots for line in _dump(root, texts, 0))


def _dump(element: Element, texts: Mapping[Mark, str], depth: int) -> Iterator[str]:
    notes = [
        element.type if element.type == element.role else f"{element.type} (as {element.role})",
        *(f"{key}={value!r}" for key, value in (("lang", element.lang), ("scope", element.scope)) if value),
        *(f"alt={element.alt!r}" for _ in (0,) if element.alt is not None),
        *(f"actual={element.actual_text!r}" for _ in (0,) if element.actual_text is not None),
    ]
    indent = "  " * depth
    yield indent + " ".join(notes)
    run = ""
    for kid in element.kids:
        if isinstance(kid, Mark):
            run += texts.get(kid, "")
            continue
        if tidy(run):
            yield f'{indent}  "{tidy(run)}"'
        run = ""
        if isinstance(kid, Element):
            yield from _dump(kid, texts, depth + 1)
        else:
            yield f"{indent}  (annotation)"
    if tidy(run):
        yield f'{indent}  "{tidy(run)}"'
