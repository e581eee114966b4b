"""The context of templates: what a document can say of a role, its links, its sections, the office."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from careerpdf.locale import Locale
from careerpdf.products.section_plan import plan
from careerpdf.profile import facts
from careerpdf.profile.model import NextRole, OwnSection, Profile
from careerpdf.project.project import Project
from careerpdf.schema.base import StrictModel
from careerpdf.schema.sections import SECTIONS, Choice
from careerpdf.source.read_yaml import read_yaml
from careerpdf.source.spelling import field_in
from careerpdf.style.pack import StylePack
from careerpdf.system.caches import file_cache

#: Makes what a template can say of other roles: their titles, their links, and how one gets there.
Links = Callable[[Sequence[NextRole]], list[dict[str, Any]]]


def in_language(profile: Profile, locale: Locale) -> Profile:
    """Fill in what a profile leaves to its language: the title's article and plural, and the question below it."""
    forms = locale.title_forms(profile.title)
    article = profile.article or forms.article
    wording = {
        "article": article,
        "plural": profile.plural or forms.plural,
        "question": profile.question or locale.text("question", article=article, title=forms.running),
    }
    return profile.model_copy(update=wording)


def handout_context(profile: Profile, pack: StylePack, locale: Locale, project: Project, role: str) -> dict[str, Any]:
    """Make the context of a handout's template; documented in docs/styles.md."""
    context = role_context(profile, locale, lambda roles: handout_links(roles, project))
    return (
        context
        | role_sections(role, profile, pack, locale, project)
        | {
            "lang": locale.tag,
            "t": locale.text,
            "office": office_facts(project),
            "keywords": [profile.title, profile.category, *profile.tags],
        }
    )


def role_context(profile: Profile, locale: Locale, links: Links) -> dict[str, Any]:
    """Make what a template can say of one role; `links` names other roles and where they are."""
    work = profile.work_environment
    advancement = profile.advancement
    requirements = [
        {"key": key, "text": part.text}
        for key, part in (
            ("education", profile.education),
            ("experience", profile.experience),
            ("certifications", profile.certifications),
        )
        if part is not None and part.text
    ]
    return {
        "profile": in_language(profile, locale),
        "running_title": locale.title_forms(profile.title).running,
        "facts": {
            "pay": facts.pay_facts(profile.salary, locale),
            "outlook": facts.outlook_facts(profile.outlook, locale),
            "sources": facts.source_lines(profile, locale),
            "nearest": facts.nearest_lines(profile, locale),
            "credits": facts.credit_lines(profile),
        },
        "requirements": requirements,
        "work": {
            "text": (work.text if work else None) or (),
            "facts": _labelled(work, without="text"),
        },
        "advancement": {
            "text": (advancement.text if advancement else None) or (),
            "next": links(advancement.next if advancement else ()),
        },
        "related": links(profile.related),
    }


def _labelled(part: StrictModel | None, *, without: str) -> list[dict[str, Any]]:
    """The fields of a part that have a value, in the model's order, each with the key of its label."""
    if part is None:
        return []
    names = (name for name in type(part).model_fields if name != without)
    return [{"key": name, "text": value} for name in names if (value := getattr(part, name))]


def role_sections(
    role: str,
    profile: Profile,
    pack: StylePack,
    locale: Locale,
    project: Project,
    booklet: Choice | None = None,
) -> dict[str, Any]:
    """Choose the sections of a role, their places, and those that only this role or the office has."""
    own: dict[str, OwnSection] = {s.id: s for s in project.config.own_sections if s.is_for(role, profile)}
    own |= {s.id: s for s in profile.own_sections}
    mine = Choice(profile.sections, profile.leave_out)
    choices = (pack.section_choice, project.section_choice, *((booklet,) if booklet else ()), mine)
    added = (name for name in pack.style.sections or () if name in pack.sections - SECTIONS.keys())
    sections = plan(choices, tuple(dict.fromkeys((*own, *added))))
    # Without the quick facts, the sources of the outlook stand below it, and those of the pay nowhere.
    sources = () if sections["facts"] else facts.source_lines(profile.model_copy(update={"salary": None}), locale)
    return {"sections": sections, "own": own, "pack_sections": pack.sections, "outlook_sources": sources}


def handout_links(roles: Sequence[NextRole], project: Project) -> list[dict[str, Any]]:
    """Titles of other roles; a role that has a profile links to its handout, which lies beside this one."""
    found: list[dict[str, Any]] = []
    for link in roles:
        path = project.profile_path(link.role) if link.role else None
        title = link_title(link, _title(path) if path and not link.title else None)
        found.append({"title": title, "href": f"{path.stem}.pdf" if path else None, "how": link.how})
    return found


def link_title(link: NextRole, known: str | None) -> str:
    """Name another role: as the profile says, by its own title if that is `known`, or after its id."""
    return link.title or known or (link.role or "").replace("-", " ").title()


def _title(path: Path) -> str | None:
    """The title of another profile, whatever else may be wrong with it."""
    return _title_of(path, path.stat().st_mtime_ns)


@file_cache(4096)
def _title_of(path: Path, _changed: int) -> str | None:
    data = read_yaml(path, path.name)[0].data
    title = field_in(data, "title") if isinstance(data, dict) else None
    return " ".join(title.split()) if isinstance(title, str) and title.strip() else None


def office_facts(project: Project) -> Mapping[str, str]:
    """Make what templates can say of the office; empty where nothing is known."""
    office = project.config.office
    url = office.url or ""
    name, institution = office.name or "", office.institution or ""
    return {
        "name": name,
        "institution": institution,
        "heading": name if institution in name else f"{institution} {name}".strip(),
        "place": ", ".join(p for p in (office.room, office.address) if p),
        "logo": office.logo or "",
        "logo_alt": office.logo_alt or "",
        "footer": project.config.brand.footer or "",
        "phone": office.phone or "",
        "email": office.email or "",
        "url": url,
        "url_text": url.removeprefix("https://").removeprefix("http://").rstrip("/"),
    }
