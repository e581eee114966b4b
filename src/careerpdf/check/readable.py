"""Text that ears cannot hear: skipped, swallowed by a replacement, scrambled, or only a picture of text.

These fail a file: whoever listens to it hears nothing, or nonsense, although checkers of standards pass it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from careerpdf.check.blocks import Block
from careerpdf.check.drawn import Drawn, Kind
from careerpdf.check.findings import Finding, Weight, look, quoted
from careerpdf.check.fonts import UNKNOWN, Font
from careerpdf.check.geometry import Box, area, overlap
from careerpdf.check.languages import shares_of, words_of
from careerpdf.check.reader import Page, PdfFile
from careerpdf.check.reading import join, reading_order
from careerpdf.check.structure import Element

RULES = {
    "nothing-read": "The pages show text, but next to none of it is in the tags: a screen reader says nothing.",
    "scan": "The page is a picture of text: nothing on it can be read aloud, searched or enlarged cleanly.",
    "text-swallowed": "A long text is replaced by a short or empty one, so a screen reader does not say it.",
    "text-scrambled": "The font says wrong letters: what is read aloud is not what the page shows.",
    "text-unreadable": "The font does not say which letters it shows, so much of the text cannot be read aloud.",
    "text-skipped": "Running text is marked as decoration, so a screen reader skips it.",
    "text-nonsense": "The text reads like no language that is known here: listen to it.",
    "page-of-picture": "The page is one large picture: is there text in it that has to be read?",
    "table-replaced": "A table has an alternative text, which many screen readers say in place of its cells.",
}

_LETTERS = 40  # letters of a text that counts
_LEAST_SHOWN = 100  # letters of a file that is judged as a whole: shorter ones are tests of programs
_FEW_LETTERS = 20  # of a page that has no text of its own
_SCAN = 0.8  # of a page that a picture of text covers
_ILLUSTRATIONS = frozenset(("Figure", "Formula", "Form", "Link", "Annot", "Lbl"))
_MOST_ALIKE = 10  # codes of a font for one character
_LEAST_WORDS = 60  # of a text that is judged as language
_LEAST_SHARE = 0.05  # of its words that any language's common ones have to be


def look_at_reading(pdf: PdfFile, blocks: Sequence[Block]) -> Iterator[Finding]:
    """Failures to be heard, and what a person should listen to."""
    yield from _fonts(pdf)
    if pdf.tree is None:
        return
    shown = sum(_letters(piece.text) for page in pdf.pages for piece in page.content.drawn if piece.visible)
    heard = _letters(" ".join(line.text for line in reading_order(pdf)))
    scans = [page for page in pdf.pages if _is_scan(page)]
    if (
        shown >= _LEAST_SHOWN
        and heard < max(0.05 * shown, 3)
        and not any(b.role == "Figure" and b.text for b in blocks)
    ):
        yield _failure("nothing-read", None, f"{shown:,} letters are shown, {heard:,} are read")
    elif scans and len(scans) >= 0.5 * len(pdf.pages):
        for page in scans:
            yield _failure("scan", page.number)
    else:
        for page in scans:
            yield look(RULES, "page-of-picture", page.number)
        yield from _skipped(pdf)
    for element in pdf.tree.walk():
        yield from _swallowed(element, blocks, sure=shown >= _LEAST_SHOWN)
    yield from _nonsense(blocks)


def _failure(rule: str, page: int | None, detail: str = "") -> Finding:
    return Finding(rule, RULES[rule], page, detail, Weight.FAILURE)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _is_scan(page: Page) -> bool:
    """Tell whether a picture covers the page and next to no text is there to be read."""
    images = [p.box for p in page.content.drawn if p.kind is Kind.IMAGE and _share(p.box, page.box) > 0]
    texts = sum(_letters(p.text) for p in page.content.drawn if p.kind is Kind.TEXT and not p.artifact)
    covered = max((_share(box, page.box) for box in images), default=0.0)
    if covered < _SCAN:  # many scanners write a page as strips
        covered = min(sum(_share(box, page.box) for box in images), 1.0) if len(images) > 3 else covered
    return covered >= _SCAN and texts < _FEW_LETTERS


def _share(box: Box, page: Box) -> float:
    return overlap(box, page) / max(area(page), 1.0)


# -- what replaces text


def _swallowed(element: Element, blocks: Sequence[Block], *, sure: bool) -> Iterator[Finding]:
    said = element.actual_text if element.actual_text is not None else element.alt or None
    if said is None or element.role in _ILLUSTRATIONS:
        return
    block = next((block for block in blocks if block.element is element), None)
    shown = block.drawn if block else ""
    if _letters(shown) < _LETTERS or _letters(said) >= 0.5 * _letters(shown):
        return
    detail = f"{quoted(shown)} is read as {quoted(said) or 'nothing'}"
    if element.role == "Table" and element.actual_text is None:
        yield look(RULES, "table-replaced", element.page, quoted(said))
    else:
        weight = Weight.FAILURE if sure else Weight.LOOK
        yield Finding("text-swallowed", RULES["text-swallowed"], block.page if block else element.page, detail, weight)


# -- fonts


def _fonts(pdf: PdfFile) -> Iterator[Finding]:
    unknown = total = 0
    for font in pdf.fonts:
        used = [font.texts.get(code, UNKNOWN) for code in font.used]
        letters = Counter(text for text in used if text != UNKNOWN and text.isalnum())
        alike, count = letters.most_common(1)[0] if letters else ("", 0)
        if count > _MOST_ALIKE:
            yield _failure("text-scrambled", None, f"{count} characters of {font.name} are all read as “{alike}”")
        elif contradictions := _contradictions(font):
            yield _failure("text-scrambled", None, f"{font.name}: {contradictions}")
    for page in pdf.pages:
        for piece in page.content.drawn:
            if piece.kind is Kind.TEXT and not piece.artifact:
                total += len(piece.text)
                unknown += sum(char == UNKNOWN or _is_private(char) for char in piece.text)
    if unknown >= _LETTERS and unknown > 0.2 * total:
        yield _failure("text-unreadable", None, f"{unknown:,} of {total:,} characters")


def _contradictions(font: Font) -> str:
    """More than ten letters of which the font's own names and its map to letters say different things."""
    told = [
        (font.named[code], text)
        for code, text in font.texts.items()
        if code in font.used and code in font.named and font.named[code].isalpha() and text.isalpha()
    ]
    wrong = [(name, text) for name, text in told if _plain(name) != _plain(text)]
    if len(wrong) <= _MOST_ALIKE or len(wrong) < 0.5 * len(told):
        return ""
    return ", ".join(f"“{name}” is read as “{text}”" for name, text in wrong[:3])


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()[:1]


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff"


def _nonsense(blocks: Sequence[Block]) -> Iterator[Finding]:
    """A text in Latin letters in which no language's common words occur."""
    words = [word for block in blocks if block.role in ("P", "LBody", "LI") for word in words_of(block.text)]
    if len(words) < _LEAST_WORDS:
        return
    shares = shares_of(words)
    latin = sum(all("a" <= char <= "z" for char in unicodedata.normalize("NFKD", w)[:1]) for w in words)
    if latin > 0.9 * len(words) and max(shares.values(), default=0.0) < _LEAST_SHARE:
        yield look(RULES, "text-nonsense", None, quoted(" ".join(words[:12])))


# -- decoration


def _skipped(pdf: PdfFile) -> Iterator[Finding]:
    """Sentences among the decoration that stand on one page only: no running heads, no page numbers."""
    runs: dict[str, list[tuple[int, str]]] = {}
    for page in pdf.pages:
        for run in _runs([p for p in page.content.drawn if p.kind is Kind.TEXT and p.artifact and p.visible]):
            text = " ".join(join(run).split())
            if _letters(text) >= _LETTERS and len(words_of(text)) >= 8:
                runs.setdefault(re.sub(r"\d+", "#", text), []).append((page.number, text))
    read = "".join(words_of(" ".join(line.text for line in reading_order(pdf))))
    for found in runs.values():
        number, text = found[0]
        if len(found) == 1 and "".join(words_of(text)) not in read:
            yield look(RULES, "text-skipped", number, quoted(text))


def _runs(pieces: Sequence[Drawn]) -> Iterator[list[Drawn]]:
    """Pieces that follow one another without a gap of more than a line."""
    run: list[Drawn] = []
    for piece in pieces:
        if run and abs(piece.start[1] - run[-1].end[1]) > 2 * max(piece.size, 1.0):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
