"""Titles, languages and bookmarks: do they tell what the document is?"""

import re
from collections.abc import Iterator, Sequence

from careerpdf.check.blocks import Block
from careerpdf.check.findings import Finding, look, quoted
from careerpdf.check.languages import is_registered, language_of, named, script_of_letter, seems, speaks, words_of
from careerpdf.check.reader import PdfFile
from careerpdf.check.structure import HEADING

RULES = {
    "title-says-nothing": "The document's title says nothing about its content.",
    "title-unrelated": "No word of the document's title occurs in it: the title may be another document's.",
    "title-endless": "The document's title is so long that it is no title.",
    "language-wrong": "The text seems to be in another language than the document says.",
    "language-of-part": "A passage seems to be in another language than it is marked with.",
    "language-unknown": "A language or region is given by a code that does not exist.",
    "no-bookmarks": "The document is long and has no bookmarks to find one's way by.",
    "file-rebuilt": "The file's index of its parts is faulty: programs that open it have to rebuild it.",
    "bookmark-broken": "A bookmark has no text or leads nowhere.",
}

_LONG_DOCUMENT = 10  # pages; from here on readers expect bookmarks
_LONGEST_TITLE = 200  # characters
_PROGRAMS = (
    r"(?:microsoft )?(?:word|powerpoint|excel|publisher|visio|office)|adobe [\w ]+|indesign|quark\w*|pages|writer"
)
_EXTENSION = (
    r"\.(?:docx?|dotx?|pptx?|xlsx?|pdf|indd|idml|odt|ods|odp|rtf|txt|tex|dvi|ps|"
    r"pub|pages|key|qxp|qxd|html?|md|fm|ai|psd)"
)
_SAYS_NOTHING = re.compile(
    rf"""
    (?:{_PROGRAMS})\s*[-–:]\s.*                       # Microsoft Word - report.docx
    | .*{_EXTENSION}                                  # report.docx
    | (?:untitled|unbenannt|sans[ ]titre|sin[ ]t[ií]tulo|senza[ ]titolo|ohne[ ]titel|unnamed)[\s\d_()-]*
    | (?:new[ ])?(?:document|dokument|documento|presentation|präsentation|book|workbook|publication|slide|page|folie|
        draft|file|scan|print|layout|template|vorlage|report|doc|test)[\s\d_.()v-]*
    | (?:powerpoint|word|excel)[ ](?:presentation|document|worksheet)
    | (?:the[ ])?(?:document[ ])?title(?:[ ](?:here|of[ ](?:the[ ])?document))? | no[ ]title | none | null | n/?a | todo
        | tbd | blank | unknown | enter[ ].*title.* | insert[ ].*title.* | lorem[ ]ipsum.*
    | [\W\d_]*                                        # figures and signs alone
    | [0-9a-f-]{{16,}}                                # a hash
    | (?:https?://|www\.|file:|[a-z]:\\|/\w+/).*      # an address or a path
    | (?=\S*[_\d])[\w.-]*_[\w.-]*                     # report_final_v2
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LEAST_OF_PART = 12  # words of a passage whose language is told; letters of one in another script
_LEAST_LETTERS = 12


def look_at_document(pdf: PdfFile, blocks: Sequence[Block]) -> Iterator[Finding]:
    """Findings about the document as a whole."""
    yield from _title(pdf, blocks)
    yield from _languages(pdf, blocks)
    if len(pdf.pages) >= _LONG_DOCUMENT and not pdf.bookmarks:
        yield look(RULES, "no-bookmarks", None, f"{len(pdf.pages)} pages")
    if pdf.rebuilt:
        yield look(RULES, "file-rebuilt")
    broken = [bookmark for bookmark in pdf.bookmarks if not bookmark.title or not bookmark.leads]
    if broken:
        yield look(RULES, "bookmark-broken", None, f"{len(broken)} of {len(pdf.bookmarks)}, {quoted(broken[0].title)}")


def _title(pdf: PdfFile, blocks: Sequence[Block]) -> Iterator[Finding]:
    title = pdf.title or pdf.info_title
    if not title:
        return
    if _SAYS_NOTHING.fullmatch(title) or _is_file_name(title, pdf.path.stem):
        yield look(RULES, "title-says-nothing", None, quoted(title))
    elif len(title) > _LONGEST_TITLE:
        yield look(RULES, "title-endless", None, quoted(title))
    elif _is_unrelated(title, blocks):
        yield look(RULES, "title-unrelated", None, quoted(title))


def _is_file_name(title: str, stem: str) -> bool:
    """A title that is the file's name with its signs; one in plain words may well be like the name."""
    return title == stem and " " not in title and any(sign in title for sign in "_-0123456789")


def _is_unrelated(title: str, blocks: Sequence[Block]) -> bool:
    wanted = {word[:4] for word in words_of(title) if len(word) >= 4}
    text = " ".join(block.text for block in blocks)
    found = {word[:4] for word in words_of(text)}
    return bool(wanted) and len(found) > 40 and not wanted & found


def _languages(pdf: PdfFile, blocks: Sequence[Block]) -> Iterator[Finding]:
    tags = {element.lang for element in (pdf.tree.walk() if pdf.tree else ()) if element.lang} | {pdf.lang}
    for tag in sorted(tag for tag in tags if tag):
        if not is_registered(tag):
            yield look(RULES, "language-unknown", None, tag)
    by_language: dict[str, list[Block]] = {}
    for block in blocks:
        if block.lang:
            by_language.setdefault(block.lang, []).append(block)
    wrong = set()
    for tag, marked in by_language.items():
        found = language_of(" ".join(block.text for block in marked))
        if found and not speaks(tag, found):
            wrong.add(tag)
            rule = "language-wrong" if tag == pdf.lang or len(by_language) == 1 else "language-of-part"
            page = None if rule == "language-wrong" else marked[0].page
            yield look(RULES, rule, page, f"marked {named(tag)} ({tag}), seems to be {named(found)}")
    for tag, marked in by_language.items():
        if tag not in wrong:
            yield from _passages(tag, marked)


def _passages(tag: str, blocks: Sequence[Block]) -> Iterator[Finding]:
    for block in blocks:
        if seems(block.text, tag) or block.role in ("Figure", "Formula"):
            continue
        if any(inside.lang for inside in block.element.walk() if inside is not block.element):
            continue
        found = language_of(block.text) if len(words_of(block.text)) >= _LEAST_OF_PART else _foreign_script(block.text)
        if found and not speaks(tag, found):
            yield look(
                RULES, "language-of-part", block.page, f"{quoted(block.text)} seems to be {named(found)}, marked {tag}"
            )


def _foreign_script(text: str) -> str | None:
    """The language of a short text that is all in a script of its own."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return None
    script = script_of_letter(letters[0])
    if script in ("LATIN", "CYRILLIC") or any(script_of_letter(char) != script for char in letters):
        return None
    return language_of(text)


def has_headings(blocks: Sequence[Block]) -> bool:
    """Tell whether anything is tagged as a heading."""
    return any(HEADING.fullmatch(block.role) or block.role in ("H", "Title") for block in blocks)
