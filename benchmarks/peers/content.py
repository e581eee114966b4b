"""What a booklet says, free of any look: the input of careerpdf's peers, taken from the profiles that it reads."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerpdf.products.context import link_title, role_context

if TYPE_CHECKING:
    from careerpdf.locale import Locale
    from careerpdf.profile.model import Profile

#: One of "lead", "heading", "subheading", "text", "cell", "note" with a text, "list" with texts, "facts" with pairs.
Block = tuple[str, Any]


@dataclass(frozen=True)
class Role:
    """A chapter: its head, then its blocks in their order."""

    title: str
    category: str
    question: str
    blocks: Sequence[Block]

    def texts(self) -> Iterator[str]:
        """Every text of the role, in reading order."""
        yield from (self.category, self.title, self.question)
        for kind, said in self.blocks:
            if kind == "list":
                yield from said
            elif kind == "facts":
                for label, value in said:
                    yield from (label, value)
            else:
                yield said


@dataclass(frozen=True)
class Book:
    """Several roles with a table of contents, or one role alone without it. `notes` heads the room for notes."""

    title: str
    contents: str
    notes: str
    roles: Sequence[Role]

    @property
    def has_contents(self) -> bool:
        return len(self.roles) > 1

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Book":
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(**data | {"roles": [Role(**role) for role in data["roles"]]})


def book_of(profiles: Sequence[Path]) -> Book:
    """The roles of some profiles, in their order. Raises SystemExit with the problems of a profile that has errors."""
    # Imported here: a peer's process takes the types above, and does not pay for careerpdf.
    from careerpdf.locale import load_locale
    from careerpdf.profile.load import load_profile

    locale = load_locale("en")
    roles = []
    for path in profiles:
        loaded = load_profile(path)
        if loaded.value is None:
            raise SystemExit("\n".join(problem.format() for problem in loaded.diagnostics))
        roles.append(_role(loaded.value, locale))
    return Book("Careers", locale.text("contents"), locale.text("own_notes"), roles)


def _role(profile: "Profile", locale: "Locale") -> Role:

    def links(roles: Sequence[Any]) -> list[dict[str, Any]]:
        return [{"title": link_title(role, None), "how": role.how} for role in roles]

    context = role_context(profile, locale, links)
    blocks = [(kind, _plain(said)) for kind, said in _blocks(profile, context, locale)]
    return Role(profile.title, profile.category, _plain(context["profile"].question), [b for b in blocks if b[1]])


def _plain(said: Any) -> Any:
    """A text without its Markdown, or all texts of a list."""
    from careerpdf.document.template import inline

    return inline(said).striptags() if isinstance(said, str) else [_plain(part) for part in said]


def _blocks(profile: "Profile", context: Mapping[str, Any], locale: "Locale") -> Iterator[Block]:
    """What the sections of a role say, in the order of the shipped styles."""
    t, facts = locale.text, context["facts"]
    pay, outlook = profile.salary, profile.outlook
    for text in profile.introduction:
        yield "lead", text
    yield "facts", list(_facts(profile, facts, locale))
    for line in facts["sources"]:
        yield "note", line
    yield "heading", t("duties")
    yield "list", list(profile.duties)
    if pay and pay.factors:
        yield "heading", t("pay_factors")
        for text in pay.factors:
            yield "text", text
    if facts["outlook"]:
        yield "heading", t("outlook")
        yield "text", facts["outlook"].sentence
        for text in (outlook and outlook.drivers) or ():
            yield "text", text
    if context["requirements"]:
        yield "heading", t("requirements")
        for part in context["requirements"]:
            yield "subheading", t(part["key"])
            for text in part["text"]:
                yield "cell", text
    if profile.skills:
        yield "heading", t("skills")
        for skill in profile.skills:
            yield "subheading", skill.name
            for text in skill.text:
                yield "cell", text
    work, advancement = context["work"], context["advancement"]
    if work["text"] or work["facts"]:
        yield "heading", t("work")
        for text in work["text"]:
            yield "text", text
        yield "facts", [(t(fact["key"]), fact["text"]) for fact in work["facts"]]
    if advancement["text"] or advancement["next"]:
        yield "heading", t("advancement")
        yield "facts", [(link["title"], link["how"] or "") for link in advancement["next"]]
        for text in advancement["text"]:
            yield "text", text
    if context["related"]:
        yield "heading", t("related")
        yield "list", [link["title"] for link in context["related"]]
    if profile.questions:
        yield "heading", t("questions")
        yield "list", list(profile.questions)


def _facts(profile: "Profile", facts: Mapping[str, Any], locale: "Locale") -> Iterator[tuple[str, str]]:
    t = locale.text
    if facts["pay"]:
        pay = facts["pay"]
        yield t("median_pay"), f"{pay.figure} {pay.per}. {pay.top}".strip()
    if facts["outlook"]:
        yield t("job_outlook"), f"{facts['outlook'].rating}, {facts['outlook'].note}".strip(", ")
    education = profile.education
    if education and education.level:
        yield t("education"), ": ".join(part for part in (education.level, education.fields) if part)
    for key, part in (("experience", profile.experience), ("certifications", profile.certifications)):
        if part and part.summary:
            yield t(key), part.summary
    if profile.also_called:
        yield t("also_called"), ", ".join(profile.also_called)
