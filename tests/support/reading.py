"""What a reader-aloud should say of a profile, worked out from the profile alone, and what a document tree holds."""

import re
from collections.abc import Iterator

from careerpdf.document import nodes as n
from careerpdf.locale import load_locale
from careerpdf.products.context import in_language
from careerpdf.profile.model import NextRole, Profile

_EMPHASIS = re.compile(r"(\*{1,3})(\S|\S.*?\S)\1")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def plain(text: str) -> str:
    """A text field without its inline Markdown, blanks as single spaces."""
    text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text)).replace("\\\\", "\\")
    return " ".join(text.split(" ")).strip()


def printed_texts(profile: Profile) -> list[str]:
    """Every text field that a handout prints, in the order of a good reader-aloud."""
    profile = in_language(profile, load_locale("en"))
    education, experience, certifications = profile.education, profile.experience, profile.certifications
    salary, outlook, work, advancement = (
        profile.salary,
        profile.outlook,
        profile.work_environment,
        profile.advancement,
    )
    texts: list[str | None] = [profile.category, profile.title, profile.question, *profile.introduction]
    if education:
        texts += [education.level, education.fields]
    texts += [part.summary for part in (experience, certifications) if part]
    texts.append(", ".join(profile.also_called))
    texts += [part.note for part in (salary, outlook) if part]
    texts += profile.duties
    texts += (salary and salary.factors) or ()
    texts += (outlook and outlook.drivers) or ()
    for part in (education, experience, certifications):
        texts += (part and part.text) or ()
    for skill in profile.skills:
        texts += [skill.name, *([skill.text] if isinstance(skill.text, str) else skill.text)]
    if work:
        texts += work.text or ()
        texts += [work.setting, work.hours, work.dress, work.culture, work.health_and_safety]
    if advancement:
        texts += [t for role in advancement.next for t in _role(role)]
        texts += advancement.text or ()
    texts += [t for role in profile.related for t in _role(role)]
    texts += profile.questions
    return [plain(text) for text in texts if text]


def _role(role: NextRole) -> list[str | None]:
    return [role.title, role.how]


def document_words(document: n.Document) -> list[str]:
    """Every word of a document tree in reading order, with the labels of its charts and the bullets of its lists."""
    return " ".join(text for block in document.children for text in _texts(block)).split()


def _texts(node: object) -> Iterator[str]:
    match node:
        case n.Heading() | n.Para():
            yield n.plain_text(node.content)
        case n.Cell():
            yield from (n.plain_text(node.content), n.plain_text(node.note))
        case n.TableColumn():
            yield n.plain_text(node.content)
        case n.TableGroup():
            yield n.plain_text(node.title)
            for row in node.rows:
                yield from _texts(row)
        case n.TocEntry():
            yield from (n.plain_text(node.content), node.page)
        case n.List():
            for number, item in enumerate(node.items, 1):
                if node.marker:
                    yield f"{number}." if node.ordered else "•"
                for child in item.children:
                    yield from _texts(child)
        case n.Definition():
            yield from (n.plain_text(node.term), n.plain_text(node.description))
        case n.Scale():
            yield from (mark.label for mark in node.marks)
            yield from (node.low.label, node.high.label, node.low.caption, node.high.caption)
        case n.Pathway():
            yield n.plain_text(node.origin)
            for step in node.steps:
                yield from (n.plain_text(step.title), n.plain_text(step.how))
        case _:
            for child in n.child_nodes(node):
                yield from _texts(child)
