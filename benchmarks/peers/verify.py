"""Looks into a finished PDF: whether it says what it should, and what it offers beside its pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers.content import Book

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Found:
    """What is in a PDF; `size` in bytes, `outline` its entries, `missing` words that it should have and has not.

    `contents` is None where no table of contents is wanted, else whether the page numbers in it are right.
    """

    pages: int
    size: int
    tagged: bool
    outline: int
    contents: bool | None
    missing: tuple[str, ...]
    loose_fonts: tuple[str, ...]  # not embedded

    @property
    def faults(self) -> tuple[str, ...]:
        """What makes it useless for a comparison."""
        return (
            *((f"lacks words: {', '.join(self.missing[:5])}",) if self.missing else ()),
            *((f"fonts not embedded: {', '.join(self.loose_fonts)}",) if self.loose_fonts else ()),
        )


def look_into(pdf: Path, book: Book) -> Found:
    """Read the PDF of a book. Raises pikepdf.PdfError or pypdfium2.PdfiumError if it cannot be opened."""
    import pikepdf

    pages = list(_pages(pdf))
    read = {word for _, text in pages for word in _WORD.findall(_plain(text))}
    wanted = {word for role in book.roles for said in role.texts() for word in _WORD.findall(_plain(said))}
    with pikepdf.open(pdf) as file:
        root: Any = file.Root
        tagged = bool(root.get("/MarkInfo", {}).get("/Marked", False)) and "/StructTreeRoot" in root
        outline = _entries(root.get("/Outlines", {}).get("/First"))
        loose = sorted({str(font) for font in _loose_fonts(file)})
    return Found(
        len(pages),
        pdf.stat().st_size,
        tagged,
        outline,
        _contents_are_right(pages, book) if book.has_contents else None,
        tuple(sorted(wanted - read)),
        tuple(loose),
    )


def _pages(pdf: Path) -> Iterable[tuple[str, str]]:
    """What each page is called, and its text."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            text = page.get_textpage().get_text_bounded()
            yield document.get_page_label(number) or str(number + 1), text
            page.close()


def _plain(text: str) -> str:
    """In small letters, because RenderCV writes headings with capitals, and without hyphens at the ends of lines."""
    return re.sub(r"[\ufffe\u00ad-]\s*\n\s*", "", text).lower()


def _contents_are_right(pages: Iterable[tuple[str, str]], book: Book) -> bool:
    """Whether the pages that the contents name for the first, the middle and the last role have its title."""
    texts = [(label, " ".join(text.split())) for label, text in pages]
    labelled = dict(texts)
    for role in (book.roles[0], book.roles[len(book.roles) // 2], book.roles[-1]):
        line = re.compile(re.escape(role.title) + r"[\s.…·_]*?\s*(\d+)\b")
        named = next((found[1] for _, text in texts if (found := line.search(text))), "")
        if role.title not in labelled.get(named, "") or role.question not in labelled[named]:
            return False
    return True


def _entries(mark: Any) -> int:
    """How many entries an outline has, below `mark` and after it."""
    count = 0
    while mark is not None:
        count += 1 + _entries(mark.get("/First"))
        mark = mark.get("/Next")
    return count


def _loose_fonts(file: Any) -> Iterable[str]:
    """Names of fonts without a font file."""
    import pikepdf

    for thing in file.objects:
        if not isinstance(thing, pikepdf.Dictionary):
            continue
        kind = thing.get("/Type")
        if kind == "/FontDescriptor" and not any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield str(thing.get("/FontName"))
        # The fonts that every viewer has need no descriptor.
        elif kind == "/Font" and thing.get("/Subtype") == "/Type1" and "/FontDescriptor" not in thing:
            yield str(thing.get("/BaseFont"))
