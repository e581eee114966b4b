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


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a role's pages: what stands in it, and the profile's fields that fill it, any of which is enough.

    `narrow` if it can stand beside the quick facts; `usual` if most profiles can fill it, while the others come from
    imports only, and no list of sections needs to think of them. `other_names` are what people may call it.
    """

    about: str
    fields: tuple[str, ...]
    narrow: bool = False
    usual: bool = True
    other_names: tuple[str, ...] = ()


#: The sections that every role can have, in their usual order. A new one is an entry here, a heading in the language
#: files and a macro in a template (docs/how-to/add-a-field.md).
SECTIONS = {
    "introduction": Section(
        "what the role is",
        ("introduction",),
        narrow=True,
        other_names=("intro", "overview", "description", "about", "about-this-role"),
    ),
    "facts": Section(
        "the quick facts: pay, outlook, education, sources",
        (
            "salary.median", "salary.pay", "outlook.rating", "outlook.percent", "education.level",
            "experience.summary", "certifications.summary", "also_called",
        ),
        other_names=("quick-facts", "panel", "sources", "also-called", "median-pay"),
    ),
    "duties": Section(
        "what people do",
        ("duties",),
        narrow=True,
        other_names=("tasks", "responsibilities", "what-you-would-do"),
    ),
    "pay": Section(
        "what moves the pay (`factors` in `salary`)",
        ("salary.factors",),
        narrow=True,
        other_names=("salary", "wage", "wages", "pay-factors", "what-moves-the-pay"),
    ),
    "outlook": Section(
        "how employment is expected to develop, and why",
        ("outlook.rating", "outlook.drivers", "outlook.percent", "outlook.openings", "outlook.employment"),
        narrow=True,
        other_names=("job-outlook",),
    ),
    "requirements": Section(
        "what is said of `education`, `experience` and `certifications`",
        ("education.text", "experience.text", "certifications.text"),
        other_names=("education", "experience", "certifications", "training", "what-it-takes"),
    ),
    "skills": Section("skills that matter", ("skills",), other_names=("skills-that-matter",)),
    "knowledge": Section(
        "knowledge that matters", ("knowledge",), usual=False, other_names=("what-you-would-know",)
    ),
    "more": Section(
        "`technology`, `work_styles` and `interests`",
        ("technology", "work_styles", "interests"),
        usual=False,
        other_names=("technology", "software", "work-styles", "interests"),
    ),
    "work": Section(
        "where and how the work is done (`work_environment`)",
        ("work_environment",),
        other_names=("work-environment", "workplace", "environment", "where-you-would-work"),
    ),
    "advancement": Section(
        "where the role leads",
        ("advancement.text", "advancement.next"),
        other_names=("career-path", "next", "where-it-leads"),
    ),
    "related": Section("neighboring roles", ("related",), other_names=("similar", "related-roles")),
    "questions": Section("questions to ask", ("questions",), other_names=("ask-at-the-fair",)),
}  # fmt: skip
#: The office with its QR code. It stands at the foot of a handout's last page, so it can only be left out.
OFFICE = "office"
_OFFICE_NAMES = ("contact",)


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
    """The sections that one file names in their order, and those that it leaves out; None where it says nothing."""

    sections: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] | None = None


# -- what is wrong in a file


_IN_OWN = "a section of your own needs an entry in `own_sections:`"


def filled_sections(profile: object) -> tuple[str, ...]:
    """Name the sections that a profile has something to say in."""
    return tuple(name for name, section in SECTIONS.items() if any(_value(profile, path) for path in section.fields))


def _value(part: object, path: str) -> object:
    for name in path.split("."):
        part = getattr(part, name, None)
    return part


def check_sections(
    source: YamlSource,
    own: Collection[str],
    *,
    fields: tuple[str, str] = ("sections", "leave_out"),
    filled: Collection[str] | None = None,
    whose: str = "roles",
    hint: str = _IN_OWN,
) -> Iterator[Diagnostic]:
    """Find what is wrong with the two `fields` that name sections; `own` are the names of further sections.

    A warning says what a list forgets of the sections that are `filled`; `hint` is how one makes a further section.
    """
    if filled is None:
        filled = tuple(name for name, section in SECTIONS.items() if section.usual)
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
    """Find what is wrong with the names and the content of a file's `own_sections`."""
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
    if name in _OFFICE_NAMES:
        return OFFICE
    meant = (own for own, section in SECTIONS.items() if name in section.other_names)
    return next(meant, None) or did_you_mean(name, known)


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
