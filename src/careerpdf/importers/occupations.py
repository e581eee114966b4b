"""Occupations as profiles: a role's fields with the source of each, and how facts of O*NET and BLS
become one. Wording of our own is kept to what the facts say.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from careerpdf.importers.bls import Figure, Projection, ProjectionRelease, WageRelease, Wages, experience_summary
from careerpdf.importers.imported import ImportedProfile, plain_markdown
from careerpdf.importers.onet import Occupation, Rated, Release, Schooling
from careerpdf.locale import english
from careerpdf.profile.ratings import bls_rating

_DUTIES, _SKILLS, _KNOWLEDGE, _TECHNOLOGY, _STYLES, _TITLES, _RELATED, _NEXT = 8, 6, 4, 6, 5, 4, 4, 3
#: What a sheet in any style has room for, in characters of description, duties, skills and knowledge; and how many of
#: these are left where they are more.
_ROOM, _DUTIES_OF_LONG, _KNOWLEDGE_OF_LONG = 2800, 6, 2
_IMPORTANT = 3.0  # of 5 on O*NET's scale of importance
_LEAST = 2  # skills, also where none is rated important
_LEVELS_SAID, _LEAST_PERCENT = 3, 5
_LONGEST_IN_QUESTION = 60
#: The major groups of the Standard Occupational Classification, which BLS publishes (https://www.bls.gov/soc/2018/).
_MAJOR_GROUPS = {
    "11": "Management", "13": "Business and Financial Operations", "15": "Computer and Mathematical",
    "17": "Architecture and Engineering", "19": "Life, Physical, and Social Science",
    "21": "Community and Social Service", "23": "Legal", "25": "Educational Instruction and Library",
    "27": "Arts, Design, Entertainment, Sports, and Media", "29": "Healthcare Practitioners and Technical",
    "31": "Healthcare Support", "33": "Protective Service", "35": "Food Preparation and Serving Related",
    "37": "Building and Grounds Cleaning and Maintenance", "39": "Personal Care and Service",
    "41": "Sales and Related", "43": "Office and Administrative Support", "45": "Farming, Fishing, and Forestry",
    "47": "Construction and Extraction", "49": "Installation, Maintenance, and Repair", "51": "Production",
    "53": "Transportation and Material Moving", "55": "Military Specific",
}  # fmt: skip


def from_release(
    occupation: Occupation,
    release: Release,
    wages: WageRelease | None,
    projections: ProjectionRelease | None,
    known: Mapping[str, str],
    names: Mapping[str, str],
    today: date,
) -> ImportedProfile:
    """One occupation's profile. `known` are the roles that have a profile to link to, `names` all, both by code."""
    making = _Making(occupation, release, wages, projections, known, today)
    return making.profile(names[occupation.code])


class _Making:
    """Puts a profile together, noting where each field comes from."""

    def __init__(
        self,
        occupation: Occupation,
        release: Release,
        wages: WageRelease | None,
        projections: ProjectionRelease | None,
        known: Mapping[str, str],
        today: date,
    ) -> None:
        self.one, self.release, self.wages, self.projections = occupation, release, wages, projections
        self._known, self._today = known, today
        self._fields: dict[str, Any] = {}
        self._origins: dict[str, str] = {}
        self._onet = f"onet-{release.version.replace('.', '-')}" if release.version else "onet"
        self._oews = f"bls-oews-{wages.year}" if wages else ""
        self._projected = f"bls-projections-{projections.first}" if projections else ""

    def profile(self, name: str) -> ImportedProfile:
        one, onet = self.one, self._onet
        self._set("title", _dash(one.title), onet)
        self._set("plural", english.running(_dash(one.title)), onet)
        self._set("category", _MAJOR_GROUPS.get(one.code[:2], "Other"), onet)
        self._set("question", question_about(one.title), onet)
        self._set("also_called", _other_titles(one), onet)
        self._set("introduction", plain_markdown(one.description), onet)
        duties = [plain_markdown(task) for task in one.tasks[:_DUTIES]]
        skills, knowledge = _explained(one.skills, _SKILLS), _explained(one.knowledge, _KNOWLEDGE)
        texts = (one.description, *duties, *(entry["text"] for entry in (*skills, *knowledge)))
        if sum(map(len, texts)) > _ROOM:
            duties, knowledge = duties[:_DUTIES_OF_LONG], knowledge[:_KNOWLEDGE_OF_LONG]
        self._set("duties", duties, onet)
        self._salary()
        self._outlook()
        self._set("job_zone", one.job_zone, onet)
        self._education()
        self._experience()
        self._set("skills", skills, onet)
        self._set("knowledge", knowledge, onet)
        self._set("technology", [plain_markdown(text) for text in one.technology[:_TECHNOLOGY]], onet)
        self._set("work_styles", [plain_markdown(text) for text in one.work_styles[:_STYLES]], onet)
        self._set("interests", list(one.interests), onet)
        self._roles()
        return ImportedProfile(name, one.code, self._fields, self._sources(), self._origins)

    def _set(self, path: str, value: object, source: str) -> None:
        """Note a field, or with a dot a part of one, if there is anything in it."""
        if value is None or value in ("", [], {}):
            return
        part, _, inner = path.partition(".")
        if inner:
            self._fields.setdefault(part, {})[inner] = value
        else:
            self._fields[part] = value
        self._origins[path] = source

    def _sources(self) -> dict[str, dict[str, Any]]:
        used = set(self._origins.values())
        release, wages, projections = self.release, self.wages, self.projections
        found: dict[str, dict[str, Any]] = {}
        if self._onet in used:
            found[self._onet] = {
                "name": f"O*NET {release.version} Database" if release.version else "O*NET Database",
                "url": "https://www.onetcenter.org/database.html",
                **({"release": release.version} if release.version else {}),
                "area": "United States",
                "retrieved": self._today,
            }
        if wages and self._oews in used:
            found[self._oews] = {
                "name": f"BLS Occupational Employment and Wage Statistics, May {wages.year}",
                "url": "https://www.bls.gov/oes/",
                "year": wages.year,
                "area": wages.area,
                "retrieved": self._today,
            }
        if projections and self._projected in used:
            found[self._projected] = {
                "name": f"BLS Employment Projections, {projections.period}",
                "url": "https://www.bls.gov/emp/",
                "release": projections.period,
                "area": "United States",
                "retrieved": self._today,
            }
        return found

    # -- figures

    def _salary(self) -> None:
        if self.wages is None:
            return
        found, source = nearest(self.one.code, self.wages.wages), self._oews
        if found is None or not (found[0].annual.get("median") or found[0].hourly.get("median")):
            self._set("salary.area", self.wages.area, source)
            self._set("salary.year", self.wages.year, source)
            self._set("salary.source", source, source)
            note = f"BLS published no wage for this occupation in May {self.wages.year}. Ask an employer."
            self._set("salary.note", note, source)
            return
        wage, exact = found
        self._set("salary.median", _wage(wage, "median"), source)
        self._set("salary.top_10_percent", _wage(wage, "p90"), source)
        spread = {point: figure for point in ("p10", "p25", "p75") if (figure := _wage(wage, point))}
        self._set("salary.percentiles", spread, source)
        self._set("salary.pay_period", wage.only, source)
        self._set("salary.area", self.wages.area, source)
        self._set("salary.year", self.wages.year, source)
        self._set("salary.employment", wage.jobs, source)
        self._set("salary.occupation", _occupation(wage.code, wage.title, exact=exact), source)
        self._set("salary.source", source, source)

    def _outlook(self) -> None:
        found = nearest(self.one.code, self.projections.projections) if self.projections else None
        if found is None or self.projections is None:
            return
        projection, exact = found
        source = self._projected
        if projection.percent is not None:
            self._set("outlook.rating", bls_rating(projection.percent), source)
            self._set("outlook.percent", projection.percent, source)
        self._set("outlook.period", self.projections.period, source)
        self._set("outlook.openings", projection.openings, source)
        self._set("outlook.employment", projection.jobs, source)
        title = self._official_title(projection)
        self._set("outlook.occupation", _occupation(projection.code, title, exact=exact), source)
        self._set("outlook.source", source, source)

    def _official_title(self, projection: Projection) -> str:
        """The title as OEWS and O*NET write it; the projections' own has small letters."""
        wage = self.wages.wages.get(projection.code) if self.wages else None
        return wage.title if wage else self.release.titles.get(f"{projection.code}.00", projection.title)

    # -- requirements

    # Each field comes from one source, so that a later import of only one of them leaves the other's alone.

    def _education(self) -> None:
        found = nearest(self.one.code, self.projections.projections) if self.projections else None
        levels = self.one.schooling
        if levels:
            self._set("education.level", levels[0].name, self._onet)
            self._set("education.text", _answers(levels), self._onet)
        elif found and found[0].education:
            self._set("education.level", _apostrophe(found[0].education), self._projected)

    def _experience(self) -> None:
        """BLS's words for the quick facts, O*NET's below, under its name: the two do not always agree."""
        found = nearest(self.one.code, self.projections.projections) if self.projections else None
        if found and (word := found[0].experience):
            self._set("experience.summary", experience_summary(word, found[0].training or ""), self._projected)
        if self.one.training:
            text = f"O\\*NET, job zone {self.one.job_zone}: {plain_markdown(self.one.training)}"
            self._set("experience.text", text, self._onet)

    # -- other roles

    def _roles(self) -> None:
        """Related roles that need more preparation, after their job zone, as next ones; the others as neighbours."""
        zones, mine = self.release.zones, self.one.job_zone
        related = [code for code in self.one.related if code in self.release.titles and code != self.one.code]
        higher = [code for code in related[: len(related) // 2] if mine and zones.get(code, 0) > mine][:_NEXT]
        others = [code for code in related if code not in higher][:_RELATED]
        steps = [self._role(code) | {"how": f"takes more preparation (job zone {zones[code]})"} for code in higher]
        self._set("advancement.next", steps, self._onet)
        self._set("related", [role.get("role", role) for role in map(self._role, others)], self._onet)

    def _role(self, code: str) -> dict[str, str]:
        name = self._known.get(code)
        return {"role": name} if name else {"title": _dash(self.release.titles[code])}


def nearest(code: str, rows: Mapping[str, Any]) -> tuple[Any, bool] | None:
    """The row of an O*NET-SOC code, and whether it is that occupation's own.

    A code that does not end in .00 has its parent's. Where BLS publishes several occupations as one, under a code that
    ends in 0, it is that one.
    """
    parent, _, detail = code.partition(".")
    if parent in rows:
        return rows[parent], detail in ("00", "")
    group = f"{parent[:6]}0"
    return (rows[group], False) if group in rows else None


def _wage(wage: Wages, point: str) -> dict[str, Any] | None:
    """A wage as a profile writes it: what BLS publishes of the year's and the hour's, and nothing else."""
    found = {"annual": wage.annual.get(point), "hourly": wage.hourly.get(point)}
    return {name: _amount(figure) for name, figure in found.items() if figure} or None


def _amount(figure: Figure) -> Any:
    return {"at_least": figure.value} if figure.capped else figure.value


def _occupation(code: str, title: str, *, exact: bool) -> dict[str, Any]:
    return {"code": code, "title": _dash(title), "exact": exact}


def question_about(title: str) -> str:
    """The question under the title; titles with commas or dashes and long ones make none."""
    text = english.running(_dash(title))
    if re.search(",|--", title) or len(title) > _LONGEST_IN_QUESTION:
        return "What do people in this work do?"
    return f"What do {text} do?"


def _other_titles(one: Occupation) -> list[str]:
    """Short ones only: they stand in a narrow panel."""
    same = {one.title.lower(), one.title.lower().rstrip("s")}
    titles = [plain_markdown(title) for title in one.titles if title and title.lower() not in same and len(title) <= 48]
    return list(dict.fromkeys(titles))[:_TITLES]


def _explained(rated: Sequence[Rated], most: int) -> list[dict[str, str]]:
    """The important ones, at least two; those without an explanation are left out."""
    known = [one for one in rated if one.text]
    important = [one for one in known if one.value >= _IMPORTANT] or known[:_LEAST]
    return [{"name": plain_markdown(one.name), "text": plain_markdown(one.text)} for one in important[:most]]


def _answers(levels: Sequence[Schooling]) -> str:
    said = [one for one in levels[:_LEVELS_SAID] if one.percent >= _LEAST_PERCENT] or list(levels[:1])
    answers = ", ".join(f"{one.name[0].lower()}{one.name[1:]} ({Decimal(str(one.percent)):.0f}%)" for one in said)
    return f"Asked which schooling the work requires, people who know it answered: {answers}."


def _dash(title: str) -> str:
    """O*NET and BLS write Helpers--Electricians."""
    return title.replace("--", "—")


def _apostrophe(text: str) -> str:
    return text.replace("'", "’")
