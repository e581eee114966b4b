"""The contexts of a booklet's parts: what its cover, contents, indexes and sources say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from careerpdf.booklet import glance, indexes, sources
from careerpdf.booklet.model import Manifest
from careerpdf.booklet.select import ChosenSection
from careerpdf.booklet.summary import RoleSummary, distinct_titles
from careerpdf.locale import Locale
from careerpdf.products.parts import BookFacts, Chapter, anchor
from careerpdf.profile import facts

_LETTERED = 30  # entries, from which on an index is divided by letters
_ENTRIES_OF_A_PAGE = 15  # of an index; few
_MANY_PAGES = 250  # roles, from which on page numbers may have four digits


@dataclass
class BookContexts:
    """The contexts of a booklet whose roles are chosen; `summaries` are those of all roles that were read."""

    manifest: Manifest
    sections: Sequence[ChosenSection]
    summaries: Mapping[str, RoleSummary]
    locale: Locale
    roles: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.roles = [role for section in self.sections for role in section.roles]
        self.chosen = [self.summaries[role] for role in self.roles]
        self.titles = distinct_titles(self.chosen)
        self.parts = set(self.manifest.parts)
        self.numbered = sources.numbered(self.chosen)
        self.others = {role: one.title for role, one in self.summaries.items() if role not in self.titles}

    def facts(self) -> BookFacts:
        """Make what every chapter may say of the book."""
        manifest = self.manifest
        book = {
            "title": manifest.title,
            "subtitle": manifest.subtitle or "",
            "edition": manifest.edition or "",
            "date": self.locale.date(manifest.date) if manifest.date else "",
            "audience": manifest.audience or "",
            "introduction": manifest.introduction or (),
            "count": len(self.roles),
        }
        digits = 3 if len(self.roles) < _MANY_PAGES else 4
        return BookFacts(
            self.titles,
            self.others,
            sources.role_numbers(self.numbered) if "sources" in self.parts else {},
            {"book": book},
            digits,
        )

    def chapters(self) -> Iterator[tuple[ChosenSection, Chapter]]:
        """Each role by itself, or with `run-on` all roles of a section together."""
        together = self.manifest.starts == "run-on"
        contents = "contents" in self.parts
        at = 0
        for section in self.sections:
            groups = [section.roles] if together else [(role,) for role in section.roles]
            for roles in groups:
                before = self.roles[at - 1] if at else None
                at += len(roles)
                after = self.roles[at] if at < len(self.roles) else None
                # Something has to be of the first level before the second may be used.
                above = self.has_opener(section) or (section.title and self.parts & {"cover", "contents", "glance"})
                top = 2 if above else 1
                yield section, Chapter(tuple(roles), section.title or "", before, after, contents, top)

    @property
    def has_introduction(self) -> bool:
        return bool(self.manifest.introduction) and "introduction" in self.parts

    def has_opener(self, section: ChosenSection) -> bool:
        """A page before one role alone would say nothing, unless the section has something to say."""
        says = len(section.roles) > 1 or bool(section.introduction)
        return "openers" in self.parts and bool(section.title) and says

    def opener(self, section: ChosenSection) -> dict[str, Any]:
        return {
            "id": _section_anchor(self.sections.index(section)),
            "title": section.title,
            "introduction": section.introduction,
            "roles": [self._link(role) | {"target": anchor(role)} for role in section.roles],
        }

    def _link(self, role: str) -> dict[str, Any]:
        return {"title": self.titles[role], "href": f"#{anchor(role)}"}

    def glance(self) -> dict[str, Any]:
        rows, notes = glance.rows(self.chosen, self.locale)
        found = {row.role: row for row in rows}
        return {
            "groups": [
                {
                    "title": section.title or "",
                    "rows": [
                        self._link(role)
                        | {
                            "target": anchor(role),
                            "figure": found[role].figure,
                            "mark": found[role].mark,
                            "share": found[role].share,
                            "hollow": not found[role].comparable,
                            "outlook": self._outlook(role),
                            "education": self.summaries[role].education,
                        }
                        for role in section.roles
                    ],
                }
                for section in self.sections
            ],
            "notes": notes,
        }

    def _outlook(self, role: str) -> str:
        level = self.summaries[role].outlook_level
        return "" if level is None else self.locale.text(f"rating_short.{facts.RATING_KEYS[level]}")

    def cover(self) -> dict[str, Any]:
        cover = self.manifest.cover
        return {
            "photo": cover.photo or "",
            "photo_alt": cover.photo_alt or "",
            "pattern": cover.pattern,
            "logo": cover.logo,
            "background": "cover",
        }

    def contents(
        self, found: Mapping[str, Sequence[indexes.IndexEntry]], numbers: Mapping[str, str], pages: int
    ) -> Iterator[dict[str, Any]]:
        """List the entries of the contents, with the `numbers` of all that is placed by now, on `pages` of the body."""

        def entry(level: int, title: str, target: str) -> dict[str, Any]:
            return {"level": level, "title": title, "href": f"#{target}", "page": numbers[target], "page_of": ""}

        def later(title: str, target: str, digits: int) -> dict[str, Any]:
            href = f"#{target}"
            return {"level": 1, "title": title, "href": href, "page": "", "page_of": target, "digits": digits}

        text = self.locale.text
        if self.has_introduction:
            yield later(text("introduction"), "introduction", 3)
        if "glance" in numbers:
            yield entry(1, text("glance"), "glance")
        for number, section in enumerate(self.sections):
            if self.has_opener(section):
                yield entry(1, section.title or "", _section_anchor(number))
            elif section.title:
                yield {"level": 1, "title": section.title, "href": "", "page": "", "page_of": ""}
            for role in section.roles:
                yield entry(2 if section.title else 1, self.titles[role], anchor(role))
        # As if indexes took a page for few entries: rather too much room for a number than too little.
        last = pages + sum(map(len, found.values())) // _ENTRIES_OF_A_PAGE + 1
        for name in found:
            yield later(text(f"index_{name}"), f"index-{name}", len(str(last)))
        if self.has_sources:
            yield later(text("sources"), "sources", len(str(last)))

    def entries_of_indexes(self) -> Iterator[tuple[str, Sequence[indexes.IndexEntry]]]:
        """Name and entries of each index that has any."""
        for name, find in (
            ("skills", indexes.skills_index),
            ("education", indexes.education_index),
            ("next", self._next_index),
        ):
            entries = find(self.chosen) if f"{name}-index" in self.parts else ()
            if entries:
                yield name, entries

    def _next_index(self, chosen: Sequence[RoleSummary]) -> tuple[indexes.IndexEntry, ...]:
        return indexes.next_index(chosen, self.others)

    def index(self, name: str, entries: Sequence[indexes.IndexEntry], numbers: Mapping[str, str]) -> dict[str, Any]:
        def place(role: str) -> dict[str, Any]:
            return self._link(role) | {"page": numbers[anchor(role)]}

        def line(entry: indexes.IndexEntry) -> dict[str, Any]:
            own = entry.head_role
            return {
                "head": entry.head,
                "href": f"#{anchor(own)}" if own else None,
                "page": numbers[anchor(own)] if own else "",
                "places": [place(role) for role in entry.roles],
            }

        # A short index needs no letters, and one by schooling is not alphabetical.
        lettered = name != "education" and len(entries) > _LETTERED
        groups = indexes.by_letter(entries) if lettered else (("", tuple(entries)),)
        return {
            "title": self.locale.text(f"index_{name}"),
            "id": f"index-{name}",
            "run_in": name != "education",  # few levels of schooling have many roles each
            "intro": self.locale.text(f"index_{name}_intro"),
            "groups": [{"letter": letter, "entries": [line(entry) for entry in group]} for letter, group in groups],
        }

    @property
    def has_sources(self) -> bool:
        return bool(self.numbered) and ("sources" in self.parts or self._credit_has_no_other_place())

    def _credit_has_no_other_place(self) -> bool:
        """True if the booklet owes O*NET its statement and was asked for neither of the parts that hold it."""
        return "imprint" not in self.parts and any(sources.owes_credit(one) for one in self.numbered)

    def sources(self) -> dict[str, Any]:
        return {
            "items": [{"number": s.number, "text": s.text, "url": s.url or ""} for s in self.numbered],
            "attributions": sources.attributions(self.numbered),
            "notes": (),
        }


def _section_anchor(number: int) -> str:
    return f"section-{number + 1}"
