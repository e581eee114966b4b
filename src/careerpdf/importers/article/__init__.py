"""A page about a role, as text, Markdown or HTML, as the fields of a profile.

A heading decides what its paragraphs are, a label what its value is; what neither tells is kept under `notes` with a
TODO, so that nothing is lost. Figures are taken over as they stand there, if it is certain that they are the role's.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.importers.article import furniture
from careerpdf.importers.article.found import Found
from careerpdf.importers.article.html_page import read_html
from careerpdf.importers.article.names import Names
from careerpdf.importers.article.occupation import crumbs_of, description_of, name_of, other_names_of, read_items
from careerpdf.importers.article.page import MOST_BLOCKS, MOST_CHARACTERS, Block, Page
from careerpdf.importers.article.profile import profile_of, summary_of
from careerpdf.importers.article.sections import read_blocks
from careerpdf.importers.article.text_page import read_text
from careerpdf.importers.article.titles import asked_role, names_in, role_of_heading
from careerpdf.importers.imported import ImportedProfile

_MOST_BYTES, _MOST_TAGS = 8 * 1024 * 1024, 60_000
_TOO_LONG = ("this is far longer than a page about one role", "copy the part that is about the role")
_FIRST = 12  # blocks of a text among which its title stands, if no question says it
_IS_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|main|article|h[1-6]|p|ul|ol|li|div|table|section)\b[^<>]*>", re.IGNORECASE
)


_DESCRIBES = re.compile(
    r".{3,60}?\s+(?:job description|career (?:profile|guide|overview)|(?:job|position|role) (?:profile|overview))",
    re.IGNORECASE,
)
_OF_ROLES = frozenset(
    ("duties", "skills", "education", "requirements", "work", "experience", "certifications", "knowledge")
)


@dataclass
class Article:
    """The profile, and for the summary each field with a word on what went there."""

    imported: ImportedProfile
    went: dict[str, str]
    diagnostics: tuple[Diagnostic, ...]


def read_article(
    raw: bytes, display: str, today: date, *, url: str | None = None, category: str | None = None,
    title: str | None = None, known: Iterable[str] = (),
) -> Article:  # fmt: skip
    """The profile in a page; `known` are roles that have one to link to. Raises InputError if it is no role page."""
    text = _decoded(raw, display)
    is_html = _IS_HTML.search(text[:20_000]) is not None
    if text.count("<") > _MOST_TAGS:
        raise InputError([_not_a_page(display, *_TOO_LONG)])
    page = read_html(text) if is_html else _begun(read_text(text))
    if page is None:
        raise InputError(
            [_not_a_page(display, "its elements are nested too deeply", "copy the page's text into a file")]
        )
    if len(page.blocks) > MOST_BLOCKS or sum(map(_length, page.blocks)) > MOST_CHARACTERS:
        raise InputError([_not_a_page(display, *_TOO_LONG)])
    named = names_in(page, name_of(page.items))
    role = title or next(iter(named), "")
    names = Names([role, *named, *other_names_of(page.items, role)])
    found = Found()
    for block in () if is_html else page.above:
        found.note(block.text)
    read_blocks(page, names, found, today.year)
    if len(found.parts) < 2 and (inner := read_html(description_of(page.items))):
        read_blocks(replace(page, blocks=inner.blocks), names, found, today.year)
    read_items(page.items, found, names)
    told = title and (found.parts or found.introduction)
    if not role or not (told or _is_about_a_role(found, page)):
        raise InputError([_no_role_page(display, role, found.parts)])
    page = replace(page, crumbs=page.crumbs or tuple(crumbs_of(page.items)) or _crumbs_above(page))
    imported, problems = profile_of(found, role, page, names, today, url=url, category=category, known=set(known))
    problems = tuple(replace(problem, file=display) for problem in problems)
    return Article(imported, summary_of(imported, found), problems)


def _length(block: Block) -> int:
    return len(block.text) + sum(len(cell) for row in block.rows for cell in row)


def _decoded(raw: bytes, display: str) -> str:
    if len(raw) > _MOST_BYTES:
        raise InputError(
            [
                _not_a_page(
                    display, "the file is larger than 8 MB", "save the page without its pictures, or copy its text"
                )
            ]
        )
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    if raw.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")) or b"\0" in raw[:4096]:
        hint = "copy the page's text into a plain text file, or save the page as HTML"
        raise InputError([_not_a_page(display, "this is no text, HTML or Markdown", hint)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode(_declared(raw) or "cp1252", errors="replace")


def _declared(raw: bytes) -> str | None:
    """The encoding that a page declares, if Python knows it as one of texts."""
    found = re.search(rb"charset\s*=\s*[\"']?([\w-]{2,40})", raw[:4096], re.IGNORECASE)
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except (LookupError, UnicodeDecodeError):
        return None
    return None if name in ("", "utf-8", "ascii") or b"a".decode(name, errors="replace") != "a" else name


def _begun(page: Page) -> Page:
    """A text's page from its title on: the first heading that asks for a role, or names one."""
    if page.titles:
        return page
    blocks = page.blocks
    start = next((n for n, b in enumerate(blocks) if b.kind == "heading" and _asks(b)), None)
    if start is None:
        short = (n for n, b in enumerate(blocks) if b.kind == "paragraph" and len(b.text) < 200)
        start = next((n for n in short if asked_role(blocks[n].text)), None)
    first = next((n for n, b in enumerate(blocks[:_FIRST]) if b.kind == "heading" and b.level <= 1), None)
    role = role_of_heading(blocks[first].text) if first is not None else ""
    if role and (start is None or ((first or 0) < start and Names([role]).are(role_of_heading(blocks[start].text)))):
        start = first
    if start is None:
        return page
    above = [block for block in blocks[:start] if not furniture.is_furniture_line(block.text)]
    eyebrow = above[0].text if len(above) == 1 and len(above[0].text) <= 40 else ""
    lost = () if eyebrow else tuple(Block("paragraph", block.text) for block in above if block.kind != "table")
    return replace(page, blocks=blocks[start + 1 :], headings=(blocks[start].text,), above=lost, eyebrow=eyebrow)


def _asks(block: Block) -> bool:
    return bool(asked_role(block.text) or _DESCRIBES.fullmatch(block.text))


def _crumbs_above(page: Page) -> tuple[str, ...]:
    """The way to the page in a line above its title: `Home > Careers > Welder`."""
    for block in page.above:
        parts = re.split(r"\s+[>›»→]\s+", block.text)
        if len(parts) > 2 and len(block.text) <= 200:
            return tuple(parts)
    return ()


def _is_about_a_role(found: Found, page: Page) -> bool:
    """Tell whether enough was recognised for a page about a role; many others speak of pay and prospects, too."""
    figures = any(not one.why for one in found.wages) or any(not one.why for one in found.statements)
    if len(found.parts) >= 2 and (figures or not _OF_ROLES.isdisjoint(found.parts)):
        return True
    occupation = any(item["@type"] in ("Occupation", "JobPosting") for item in page.items)
    return found.facts >= 2 or bool(occupation and (found.parts or found.duties or found.wages))


def _not_a_page(display: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("not-a-page", Severity.ERROR, message, file=display, hint=hint)


def _no_role_page(display: str, title: str, parts: Iterable[str]) -> Diagnostic:
    what = (
        "has too few of its parts"
        if title
        else "has no title that names a role, such as “What does a data scientist do?”"
    )
    there = ", ".join(parts) or "none of them"
    hint = '`--title "Job Title"` says which role it is; `careerpdf new "Job Title"` begins a profile to write by hand'
    return Diagnostic(
        "not-a-role-page",
        Severity.ERROR,
        f"this does not look like a page about a role: it {what}",
        file=display,
        expected="a title, and headings for at least two of: duties, salary and outlook, requirements, skills, work "
        f"environment, advancement (recognised: {there})",
        hint=hint,
    )
