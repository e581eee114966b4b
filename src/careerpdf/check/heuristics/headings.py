"""Headings: are there any, are they all, and do their levels fit how they look?"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from careerpdf.check.blocks import Block
from careerpdf.check.findings import Finding, look, quoted
from careerpdf.check.heuristics.lists_and_tables import MARKER
from careerpdf.check.languages import words_of
from careerpdf.check.structure import HEADING

RULES = {
    "no-headings": "Nothing is tagged as a heading, so nobody can find their way by headings.",
    "heading-as-paragraph": "A text that looks like a heading is tagged as an ordinary paragraph.",
    "headings-one-level": "All headings have the same level although they look different.",
    "heading-levels-look-wrong": "A heading of a lower level looks more important than one of a higher level.",
    "heading-endless": "A whole paragraph is tagged as a heading.",
    "heading-says-nothing": "A heading says nothing about what follows.",
    "headings-everywhere": "Most of the text is tagged as headings.",
}

_LEAST_WORDS = 120  # of a document that should have a heading
_LONGEST, _MOST_WORDS = 160, 25  # characters and words of a heading
_LARGER = 1.15  # of the size of ordinary text: looks like a heading
_HEADLINE_WORDS = 10
_SOME_WORDS = 6  # of a text below a heading; an address has fewer
_NO_PLACE = {"TH", "TD", "L", "Table", "TOC", "Caption", "Note", "Figure", "Link"}  # of headings
_ENDS = re.compile(r"[.:;,!]$")
_FEW = 3  # that look like headings, where there are other headings
_SAYS_NOTHING = re.compile(
    r"(?:heading|header|title|section|chapter|untitled|überschrift|título|titre|text|todo|tbd|xxx+)[\s\d.]*|[\W_]*",
    re.IGNORECASE,
)


def look_at_headings(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Findings about headings, and about what should be some."""
    headings = [block for block in blocks if _is_heading(block)]
    letters = sum(len(block.text) for block in blocks)
    words = sum(len(words_of(block.text)) for block in blocks if block.role not in ("Figure", "Formula"))
    body = _body_size(blocks)
    unmarked = list(_look_alikes(blocks, body))
    if not headings and words >= _LEAST_WORDS:
        yield look(RULES, "no-headings", None, f"for example {quoted(unmarked[0].text)}" if unmarked else "")
    else:
        looks = {_looks(block) for block in headings} - {_looks(block) for block in blocks if block.role == "LBody"}
        sure = [
            block
            for block, after in _short(blocks)
            if _looks(block) in looks and _looks(after) not in looks and len(words_of(after.text)) >= _SOME_WORDS
        ]
        for block in unmarked if len(unmarked) >= _FEW else sure:
            yield look(RULES, "heading-as-paragraph", block.page, quoted(block.text))
    for block in headings:
        if len(block.text) > _LONGEST and len(words_of(block.text)) > _MOST_WORDS:
            yield look(RULES, "heading-endless", block.page, quoted(block.text))
        elif block.text and _SAYS_NOTHING.fullmatch(block.text):
            yield look(RULES, "heading-says-nothing", block.page, quoted(block.text))
    if len(headings) > 4 and sum(len(block.text) for block in headings) > 0.6 * letters > 300:
        yield look(RULES, "headings-everywhere")
    yield from _levels(headings)


def _is_heading(block: Block) -> bool:
    return block.role in ("H", "Title") or HEADING.fullmatch(block.role) is not None


def _looks(block: Block) -> tuple[float, bool, str]:
    """The look of a block's type: a paragraph that looks like a heading is one."""
    texts = block.texts
    return block.size, block.bold, texts[0].font if texts else ""


def _body_size(blocks: Sequence[Block]) -> float:
    sizes: dict[float, int] = {}
    for block in blocks:
        if not _is_heading(block) and block.size:
            sizes[block.size] = sizes.get(block.size, 0) + len(block.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def _look_alikes(blocks: Sequence[Block], body: float) -> Iterator[Block]:
    """Short paragraphs in large or bold type, each with a longer text after it."""
    for block, after in _short(blocks):
        longer = (
            after.role in ("P", "LBody", "LI")
            and len(words_of(after.text)) > max(8, len(words_of(block.text)))
            and not after.bold
        )
        larger = block.size >= body * _LARGER or (block.bold and block.size >= body - 0.1)
        if longer and larger and after.size < block.size + 0.1:
            yield block


def _short(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """Paragraphs of a few words that may be headings, each with the block after it."""
    told = [block for block in blocks if block.role != "Lbl"]
    for before, block, after in zip(told, told[1:], told[2:], strict=False):
        if block.role != "P" or _is_heading(before) or _NO_PLACE & set(block.around):
            continue
        words = words_of(block.text)
        if 1 <= len(words) <= _HEADLINE_WORDS and not (_ENDS.search(block.text) or MARKER.match(block.text)):
            yield block, after


def _levels(headings: Sequence[Block]) -> Iterator[Finding]:
    levels = {level: [b.size for b in headings if _level(b) == level and b.size] for level in range(1, 10)}
    used = {level: sizes for level, sizes in levels.items() if sizes}
    if len(used) == 1 and len(headings) >= 4:
        (sizes,) = used.values()
        if max(sizes) > 1.08 * min(sizes) and len({round(size) for size in sizes}) >= 2:
            yield look(RULES, "headings-one-level", headings[0].page, f"{len(headings)} × H{next(iter(used))}")
    for (above, sizes), (below, lower) in pairwise(sorted(used.items())):
        usual, usual_below = sorted(sizes)[len(sizes) // 2], sorted(lower)[len(lower) // 2]
        if usual_below > usual * _LARGER:
            page = next(b.page for b in headings if _level(b) == below)
            yield look(
                RULES, "heading-levels-look-wrong", page, f"H{below} in {usual_below:g} pt, H{above} in {usual:g} pt"
            )


def _level(block: Block) -> int:
    found = HEADING.fullmatch(block.role)
    return int(found[1]) if found else 0
