"""The sections of a role's pages: their names, which of them a page has, and in which order.

A style, `careerpdf.yaml`, a booklet's manifest and a profile may each say so; what stands in a section is the
template's business.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from careerpdf.diagnostics import Diagnostic, Severity, did_you_mean
from careerpdf.source.field_errors import custom_error, one_of, what
from careerpdf.source.syntax_errors import quoted
from careerpdf.source.yaml_source import Loc, YamlSource

#: The sections that every role can have, in their usual order, with what stands in them.
SECTIONS = {
    "introduction": "what the role is",
    "facts": "the quick facts: pay, outlook, education, sources",
    "duties": "what people do",
    "pay": "what moves the pay (`factors` in `salary`)",
    "outlook": "how employment is expected to develop, and why",
    "requirements": "what is said of `education`, `experience` and `certifications`",
    "skills": "skills that matter",
    "knowledge": "knowledge that matters",
    "more": "`technology`, `work_styles` and `interests`",
    "work": "where and how the work is done (`work_environment`)",
    "advancement": "where the role leads",
    "related": "neighboring roles",
    "questions": "questions to ask",
}
#: Those that most profiles can fill; the others come from imports only, and no list needs to think of them.
_USUAL = tuple(name for name in SECTIONS if name not in ("knowledge", "more"))
#: The office with its QR code. It stands at the foot of a handout's last page, so it can only be left out.
OFFICE = "office"

_SYNONYMS = {
    "intro": "introduction", "overview": "introduction", "description": "introduction", "about": "introduction",
    "quick-facts": "facts", "panel": "facts", "sources": "facts", "also-called": "facts", "tasks": "duties",
    "responsibilities": "duties", "salary": "pay", "wage": "pay", "wages": "pay", "pay-factors": "pay",
    "job-outlook": "outlook", "education": "requirements", "experience": "requirements",
    "certifications": "requirements", "training": "requirements", "work-environment": "work", "workplace": "work",
    "environment": "work", "career-path": "advancement", "next": "advancement", "similar": "related",
    "about-this-role": "introduction", "what-you-would-do": "duties", "what-moves-the-pay": "pay",
    "what-it-takes": "requirements", "skills-that-matter": "skills", "what-you-would-know": "knowledge",
    "where-you-would-work": "work", "where-it-leads": "advancement", "related-roles": "related",
    "ask-at-the-fair": "questions", "median-pay": "facts", "contact": "office",
    "technology": "more", "software": "more", "work-styles": "more", "interests": "more",
}  # fmt: skip


def plain_name(text: str) -> str:
    """A title, or a name as people write it, as the name of a section: `On our campus` is `on-our-campus`."""
    return "-".join(re.findall(r"[^\W_]+", text.casefold()))


def _name(value: object) -> str:
    name = plain_name(value) if isinstance(value, str) and not value.startswith("-") else ""
    if not name:
        raise custom_error(
            "wrong-type", f"{{name}} is {what(value)} where the name of a section belongs", expected=one_of(SECTIONS)
        )
    return name


def one_or_more(value: object) -> object:
    """A list of names, also where they stand in one text with commas between them; anything else as it is."""
    # A text that begins with a dash is a list with the space after the dash missing.
    if isinstance(value, str) and not value.startswith("-"):
        return tuple(part for part in map(str.strip, value.split(",")) if part) or (value,)
    return value


_SCHEMA = {"anyOf": [{"enum": [*SECTIONS, OFFICE]}, {"type": "string"}]}
_Name = Annotated[str, BeforeValidator(_name), WithJsonSchema(_SCHEMA)]
#: Names of sections in a file, without their spelling; that there are such sections is for `check_sections` to say.
SectionNames = Annotated[
    tuple[_Name, ...], BeforeValidator(one_or_more, json_schema_input_type=str | list[_Name]), Field(min_length=1)
]


@dataclass(frozen=True, slots=True)
class Choice:
    """What one file says: the sections in their order, and those that are left out; None where it says nothing."""

    sections: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] | None = None


# -- what is wrong in a file


_IN_OWN = "a section of your own needs an entry in `own_sections:`"


def check_sections(
    source: YamlSource,
    own: Collection[str],
    *,
    fields: tuple[str, str] = ("sections", "leave_out"),
    filled: Collection[str] = _USUAL,
    whose: str = "roles",
    hint: str = _IN_OWN,
) -> Iterator[Diagnostic]:
    """What is wrong with the two `fields` that name sections; `own` are the names of further sections.

    A warning says what a list forgets of the sections that are `filled`; `hint` is how one makes a further section.
    """
    data = source.data if isinstance(source.data, dict) else {}
    named, left = (_names(data.get(field), field) for field in fields)
    known = (*SECTIONS, OFFICE, *own)
    for entries in (named, left):
        seen: set[str] = set()
        for loc, text in entries:
            name = plain_name(text)
            if name not in known:
                yield _unknown(source, loc, text, known, hint)
            elif name in seen:
                message = f"the section {quoted(name)} stands twice in '{loc[0]}'"
                yield _error(source, "twice", message, loc, hint="remove one of the two")
            elif entries is left and any(name == plain_name(other) for _, other in named):
                message = f"the section {quoted(name)} stands in '{fields[0]}' and in '{fields[1]}'"
                yield _error(source, "contradiction", message, loc, hint="remove it from one of the two")
            seen.add(name)
    said = {plain_name(text) for _, text in (*named, *left)}
    said |= {near for name in said - set(known) if (near := meant_section(name, known))}
    forgotten = [quoted(name) for name in filled if name not in said] if named else []
    if forgotten:
        are, them = ("are", "them") if len(forgotten) > 1 else ("is", "it")
        yield Diagnostic(
            "not-printed",
            Severity.WARNING,
            f"{_listed(forgotten)} of {whose} {are} not printed: '{fields[0]}' does not name {them}",
            source.span((fields[0],), key=True),
            source.file,
            hint=f"add {them} to '{fields[0]}', or to '{fields[1]}' if that is what you want",
        )


def check_own(source: YamlSource) -> Iterator[Diagnostic]:
    """What is wrong with the names and the content of a file's `own_sections`."""
    data = source.data if isinstance(source.data, dict) else {}
    entries = data.get("own_sections")
    seen: set[str] = set()
    for k, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict):
            continue
        field = "id" if "id" in entry else "title"
        name, loc = plain_name(str(entry.get(field) or "")), ("own_sections", k, field)
        if name in SECTIONS or name == OFFICE:
            yield _error(
                source,
                "taken",
                f"there is a section {quoted(name)} already",
                loc,
                hint="give this one another `id:`, such as `id: my-" + name + "`",
            )
        elif name and name in seen:
            yield _error(
                source,
                "twice",
                f"two own sections are named {quoted(name)}",
                loc,
                hint="give one of them another `id:`",
            )
        seen.add(name)


def own_names(source: YamlSource) -> tuple[str, ...]:
    """The names of a file's `own_sections`, also if something else is wrong with it."""
    data = source.data if isinstance(source.data, dict) else {}
    entries = data.get("own_sections")
    entries = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return tuple(plain_name(str(entry.get("id") or entry.get("title") or "")) for entry in entries)


def _names(value: Any, field: str) -> list[tuple[Loc, str]]:
    """The names in a field as they are written, each with its place."""
    if isinstance(value, str):
        entries = one_or_more(value) if not value.startswith("-") else ()
        return [((field,), one) for one in entries if plain_name(one)]  # type: ignore[attr-defined]
    entries = value if isinstance(value, list) else []
    return [((field, k), one) for k, one in enumerate(entries) if isinstance(one, str) and plain_name(one)]


def meant_section(name: str, known: Collection[str]) -> str | None:
    """The section that a name may mean: one of another name for the same thing, or with a slip."""
    return _SYNONYMS.get(name) or did_you_mean(name, known)


def _unknown(source: YamlSource, loc: Loc, text: str, known: Sequence[str], hint: str) -> Diagnostic:
    near = meant_section(plain_name(text), known)
    return _error(
        source,
        "unknown-section",
        f"there is no section {quoted(text)}",
        loc,
        expected=one_of(known),
        hint=f"did you mean '{near}'?" if near else hint,
    )


def _error(source: YamlSource, code: str, message: str, loc: Loc, **more: Any) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, source.span(loc), source.file, **more)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
