"""Plain text and Markdown to a page: a blank line ends a paragraph, and a short line of its own may be a heading."""

import re
from collections.abc import Iterator

from careerpdf.importers.article import furniture
from careerpdf.importers.article.headings import part_of
from careerpdf.importers.article.names import Names
from careerpdf.importers.article.page import BOLD_LEVEL, Block, Page, currency_of_dollars, is_heading, tidy

_ITEM = re.compile(r"\s*(?:[•●◦▪‣·]+\s*|[*+–-]\s+|[–-](?=[^\W\d_]|[$£€])|\d{1,2}[.)]\s+)(\S.*)", re.DOTALL)
_RULE = re.compile(r"\s*[=_*-]{3,}\s*")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?!\s)([^*_]{1,90}?):?\1:?\s*")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
_WIDEST_WRAPPED = 120  # characters of a line in a text whose paragraphs are broken into lines
_FEW = 40  # one line in so many that is longer shows that lines are whole paragraphs
_MOST_WORDS = 6  # of a heading that ends in a colon
_NO_NAMES = Names(())
_SHORT_CODE = re.compile(r"\{\{[<%].{0,200}?[>%]\}\}")


def read_text(text: str) -> Page:
    """The page in a plain text or in Markdown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    titles = []
    if front := _FRONT_MATTER.match(text):
        titles = [
            found[1].strip("\"' ")
            for found in re.finditer(r"(?m)^(?:title|position|role|job_?title):[ \t]*(.+)$", front[1])
        ]
        text = text[front.end() :]
    blocks = [
        block for block in _blocks(_SHORT_CODE.sub("", text)) if not furniture.is_furniture_line(block.text or "x")
    ]
    return Page(tuple(blocks), titles=tuple(map(tidy, titles)), dollars=currency_of_dollars("", "", text))


def _blocks(text: str) -> Iterator[Block]:
    lines = [line for line in text.split("\n") if line.strip()]
    whole = sum(len(line) > _WIDEST_WRAPPED for line in lines) * _FEW >= max(1, len(lines))
    for chunk in re.split(r"\n[^\S\n]*\n", text):
        yield from _chunk(chunk.split("\n"), whole=whole)


def _chunk(lines: list[str], *, whole: bool) -> Iterator[Block]:
    """The blocks between two blank lines; `whole` if each line is a paragraph."""
    paragraph: list[str] = []
    table: list[tuple[str, ...]] = []
    head = False
    for n, line in enumerate(lines):
        cells = _cells(line)
        if table and not cells:
            yield Block("table", "", rows=tuple(table), head=head)
            table, head = [], False
        marked = re.match(r"\s*(#{1,6})\s+(.*\S)", line)
        bold = None if marked else _BOLD_LINE.fullmatch(line)
        item = None if marked or bold else _ITEM.fullmatch(line)
        if (marked or bold or item or cells) and paragraph:
            yield _paragraph(paragraph)
            paragraph = []
        if marked:
            yield Block("heading", _bare(marked[2].rstrip("# ")), len(marked[1]))
        elif bold:
            yield Block("heading", _bare(bold[2]), BOLD_LEVEL)
        elif item:
            yield Block("item", _bare(item[1]), lead=_lead(item[1]))
        elif cells:
            rule = not any(re.search(r"[^\s:|-]", cell) for cell in cells)
            head = head or (rule and len(table) == 1)
            table += [] if rule else [cells]
        elif _RULE.fullmatch(line):
            if len(paragraph) == 1 and re.match(r"\s*(=|-)", line):  # as Markdown underlines a heading
                yield Block("heading", _bare(paragraph[0]), 1 if "=" in line else 2)
                paragraph = []
        elif line.strip():
            # Pages that are copied out have each paragraph on one line.
            underlined = n + 1 < len(lines) and _RULE.fullmatch(lines[n + 1])
            begun = len(paragraph) == 1 and (whole or _is_heading(_bare(paragraph[0])))
            if begun and not underlined:
                yield _paragraph(paragraph)
                paragraph = []
            paragraph.append(line)
    if paragraph:
        yield _paragraph(paragraph)
    if table:
        yield Block("table", "", rows=tuple(table), head=head)


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a row of a table: between bars, or between tabs as a browser copies them."""
    if re.match(r"\s*\|.*\|\s*$", line):
        cells = line.strip().strip("|").split("|")
    elif "\t" in line.strip():
        cells = line.strip().split("\t")
    else:
        return ()
    return tuple(map(_bare, cells)) if len(cells) > 1 else ()


def _paragraph(lines: list[str]) -> Block:
    text = _bare(" ".join(lines))
    if len(lines) == 1 and _is_heading(text):
        return Block("heading", text.rstrip(" :"))
    return Block("paragraph", text, lead=_lead(lines[0]))


def _is_heading(text: str) -> bool:
    """Tell whether a line may be a heading; one with a colon is one if it announces a part: "What they do:"."""
    announces = text.endswith(":") and len(text.split()) <= _MOST_WORDS and part_of(text, _NO_NAMES) is not None
    return announces or is_heading(text)


def _lead(text: str) -> str:
    """Give the bold text that a text begins with."""
    found = re.match(r"\s*(\*\*|__)(?!\s)([^*_]{1,120}?)\1", text)
    return _bare(found[2]) if found else ""


def _bare(text: str) -> str:
    """Without the marks of Markdown, and with single blanks."""
    text = re.sub(r"!\[([^\[\]]{0,300})\]\([^()\s]{0,2000}\)", "", text)
    text = re.sub(r"\[([^\[\]]{0,300})\]\([^()\s]{0,2000}(?:\s[^()]{0,200})?\)", r"\1", text)
    text = re.sub(r"(\*\*|__)(?!\s)(.{1,2000}?)(?<!\s)\1", r"\2", text)
    return tidy(re.sub(r"(?<![\w*])\*(?![\s*])([^*\n]{1,2000}?)(?<!\s)\*(?![\w*])", r"\1", text))
