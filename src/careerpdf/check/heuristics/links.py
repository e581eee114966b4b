"""Links: does their text say where they lead, and do they lead anywhere?"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from careerpdf.check.annotations import Annotation, Leads
from careerpdf.check.drawn import Drawn, Kind, Mark
from careerpdf.check.findings import Finding, look, quoted
from careerpdf.check.geometry import Box, area, overlap
from careerpdf.check.objects import ObjGen
from careerpdf.check.reader import Page, PdfFile
from careerpdf.check.reading import join
from careerpdf.check.structure import Element, ObjectRef

RULES = {
    "link-says-nothing": "The text of a link does not say where it leads.",
    "link-address-as-text": "A link's text is a long address, which is tiring to hear.",
    "link-leads-nowhere": "A link leads nowhere.",
    "link-file-missing": "A link leads to a file that is not beside this one.",
    "link-local": "A link leads to a place on somebody's own computer or inside an office.",
    "link-area-empty": "The area of a link is so small that nobody can hit it.",
    "link-area-off-page": "The area of a link lies outside the page.",
    "link-area-off-text": "The area of a link lies elsewhere than its text.",
    "link-description-says-nothing": "The description of a link says nothing about where it leads.",
}

_VAGUE = re.compile(
    r"(?:please )?(?:(?:click|tap|press|see|read|look|go|find out|learn|know|view|show|get|download|visit)?[ ]*"
    r"(?:here|more|this|it|now|details?|more details|more (?:info|information)|"
    r"this (?:link|page|site|website|document|pdf|one)|"
    r"the (?:link|page|site)|link|page|website|site|url|info|information|continue|"
    r"next|go|open|read|click|download|view|full text))"
    r"|click|hier(?: klicken)?|klicken sie hier|mehr(?: (?:erfahren|lesen|"
    r"infos?))?|weiter(?:lesen)?|aquí|haga clic aquí|(?:leer )?más|"
    r"(?:ver|leer|saber) más|ici|cliquez ici|en savoir plus|lire la suite|qui|"
    r"clicca qui|clique aqui|saiba mais|leia mais|→|»|>+|\.{3}|…",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.(?:org|com|edu|gov|net)/\S+", re.IGNORECASE)
_LONGEST_ADDRESS = 60
_WEB = re.compile(
    r"(?:https?|ftps?)://[^\s/.]+(?:\.[^\s/.]+)+(?:[/:?#].*)?|"
    r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+|(?:tel|sms|geo|sip|doi|urn):.+",
    re.I,
)
_OURS = re.compile(
    r"(?:https?://)?(?:localhost|127\.|10\.|192\.168\.|0\.0\.0\.0|[\w-]+(?:[:/]|$))|file:|[a-z]:[\\/]|\\\\", re.I
)
_RELATIVE = re.compile(r"(?![a-z][a-z+.-]*:|//|/)[^<>\"{}|\\^`#]*\.\w{2,5}(?:[?#].*)?", re.I)
_LEAST = 2.0  # pt of a link's area each way


def look_at_links(pdf: PdfFile) -> Iterator[Finding]:
    """Findings about links: their words and their areas."""
    tagged = dict(_texts(pdf))
    for page in pdf.pages:
        for annotation in page.annotations:
            if annotation.subtype == "Link" and not annotation.hidden:
                yield from _link(annotation, page, tagged.get(annotation.key), pdf.path.parent)


def _texts(pdf: PdfFile) -> Iterator[tuple[ObjGen, tuple[Element, list[tuple[int, Drawn]]]]]:
    """For each annotation that a tag holds, the tag and what the pages show of it."""
    drawn: dict[Mark, list[tuple[int, Drawn]]] = {}
    for page in pdf.pages:
        for piece in page.content.drawn:
            if piece.mark is not None:
                drawn.setdefault(piece.mark, []).append((page.number, piece))
    for element in pdf.tree.walk() if pdf.tree else ():
        keys = [kid.key for kid in element.kids if isinstance(kid, ObjectRef)]
        if keys:
            marks = [kid for inside in element.walk() for kid in inside.kids if isinstance(kid, Mark)]
            for key in keys:
                yield key, (element, [piece for mark in marks for piece in drawn.get(mark, ())])


def _link(
    link: Annotation, page: Page, tagged: tuple[Element, list[tuple[int, Drawn]]] | None, folder: Path
) -> Iterator[Finding]:
    element, pieces = tagged if tagged else (None, [])
    here = [piece for number, piece in pieces if number == page.number]
    said = " ".join(join([piece for _, piece in pieces if piece.kind is Kind.TEXT]).split())
    read = (element and (element.actual_text or element.alt)) or said
    shown = quoted(read or link.contents or (link.target.value if link.target else ""))
    description = (link.contents or "").strip()
    if read and _VAGUE.fullmatch(read.strip(" .:()[]!")) and not _helps(description):
        yield look(RULES, "link-says-nothing", page.number, shown)
    elif _ADDRESS.fullmatch(read) and len(read) > _LONGEST_ADDRESS:
        yield look(RULES, "link-address-as-text", page.number, shown)
    elif _VAGUE.fullmatch(description.strip(" .:()[]!")) or re.fullmatch(
        r"(?:link|url|hyperlink)[\s\d]*", description, re.IGNORECASE
    ):
        yield look(RULES, "link-description-says-nothing", page.number, quoted(description))
    yield from _target(link, page, shown, folder)
    width, height = link.box[2] - link.box[0], link.box[3] - link.box[1]
    if width < _LEAST or height < _LEAST:
        yield look(RULES, "link-area-empty", page.number, shown)
    elif not overlap(link.box, page.box):
        yield look(RULES, "link-area-off-page", page.number, shown)
    elif here and not any(_touch(link.box, piece.box) for piece in here):
        yield look(RULES, "link-area-off-text", page.number, shown)


def _helps(description: str) -> bool:
    """A description that says more than the vague text does."""
    return len(description.split()) >= 2 and not _VAGUE.fullmatch(description.strip(" .:"))


def _touch(link: Box, piece: Box) -> bool:
    return overlap(link, piece) > 0 or area(piece) == 0


def _target(link: Annotation, page: Page, shown: str, folder: Path) -> Iterator[Finding]:
    target = link.target
    if target is None or target.kind is Leads.NOWHERE or (target.kind is Leads.FILE and not target.value):
        yield look(RULES, "link-leads-nowhere", page.number, shown)
        return
    value, said = target.value, f"{shown} → {quoted(target.value)}"
    if target.kind is Leads.WEB and not _WEB.fullmatch(value):
        if value.lower().startswith(("www.", "javascript:")):
            yield look(RULES, "link-leads-nowhere", page.number, said)
        elif _RELATIVE.fullmatch(value):
            if not _is_beside(folder, value):
                yield look(RULES, "link-file-missing", page.number, said)
        elif _OURS.match(value) and not re.fullmatch(r"\w+:/*", value):
            yield look(RULES, "link-local", page.number, said)
        else:
            yield look(RULES, "link-leads-nowhere", page.number, said if value else shown)
    elif target.kind is Leads.FILE:
        if re.match(r"[a-z]:[\\/]|/|\\\\|file:", value, re.IGNORECASE):
            yield look(RULES, "link-local", page.number, said)
        elif not _is_beside(folder, value):
            yield look(RULES, "link-file-missing", page.number, said)


def _is_beside(folder: Path, value: str) -> bool:
    try:
        return (folder / unquote(re.split(r"[?#]", value)[0])).exists()
    except (OSError, ValueError):  # no name that a file could have
        return False
