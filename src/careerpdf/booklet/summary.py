"""Summaries of roles for a book's other pages: small enough to keep for thousands of roles."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from careerpdf.locale import Locale
from careerpdf.locale.collation import same
from careerpdf.profile import facts
from careerpdf.profile.figures import Amount, Salary, Source
from careerpdf.profile.model import NextRole, Profile


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source as a profile names it; `note` is for the office and is not printed."""

    name: str
    url: str | None
    year: int | None
    retrieved: dt.date | None
    note: str | None

    @property
    def key(self) -> tuple[str, int | None]:
        """The key that two profiles that name the same source have in common."""
        return same(self.name), self.year


@dataclass(frozen=True, slots=True)
class PayBasis:
    """The basis of a figure of pay. Only figures of one basis can be compared."""

    currency: str
    annual: bool
    area: str
    source: str
    year: int | None

    @property
    def key(self) -> tuple[str, bool, str, str, int | None]:
        return self.currency, self.annual, same(self.area), same(self.source), self.year


@dataclass(frozen=True, slots=True)
class NextStep:
    """A role that this one can lead to: a profile's id, or a title, or both."""

    role: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class OccupationUse:
    """The official occupation that figures stand for; `exact` is False for the nearest one."""

    code: str
    title: str
    exact: bool


@dataclass(frozen=True, slots=True)
class RoleSummary:
    """One role. Texts are empty, and figures None, where the profile does not have them.

    `pay_value` is the median of a year in units of the currency, `pay_capped` whether it is at least that;
    `outlook_level` counts the filled steps of the meter.
    """

    role: str
    title: str
    category: str
    tags: tuple[str, ...]
    education: str
    outlook: str
    outlook_level: int | None
    pay: str
    pay_per: str
    pay_value: Decimal | None
    pay_capped: bool
    pay_basis: PayBasis | None
    skills: tuple[str, ...]
    next: tuple[NextStep, ...]
    sources: tuple[SourceUse, ...]
    occupations: tuple[OccupationUse, ...]
    notes: tuple[str, ...]

    @property
    def currency(self) -> str:
        """ISO 4217 code of the pay; empty without a figure."""
        return self.pay_basis.currency if self.pay_basis else ""


def summarize(role: str, profile: Profile, locale: Locale) -> RoleSummary:
    """A role as a book's other pages show it."""
    salary, outlook = profile.salary, profile.outlook
    # The book compares medians; other pay stands on the role's own pages.
    pay = facts.pay_facts(salary, locale) if salary and salary.median else None
    view = facts.outlook_facts(outlook, locale)
    amount = _annual(salary) if pay else None
    parts = [part for part in (salary, outlook) if part]
    return RoleSummary(
        role=role,
        title=profile.title,
        category=profile.category,
        tags=profile.tags,
        education=(profile.education.level or "") if profile.education else "",
        outlook=view.rating if view else "",
        outlook_level=view.level if view and view.steps else None,
        pay=pay.figure if pay else "",
        pay_per=pay.per if pay else "",
        pay_value=amount.value if amount else None,
        pay_capped=bool(amount and amount.at_least),
        pay_basis=_basis(salary) if pay and salary else None,
        skills=tuple(skill.name for skill in profile.skills),
        next=tuple(_step(step) for step in profile.advancement.next) if profile.advancement else (),
        sources=tuple(dict.fromkeys(_source(one) for one in facts.sources_of(profile))),
        occupations=tuple(
            dict.fromkeys(
                OccupationUse(part.occupation.code, part.occupation.title, part.occupation.exact)
                for part in parts
                if part.occupation
            )
        ),
        notes=tuple(dict.fromkeys(part.note for part in parts if part.note)),
    )


def _annual(salary: Salary | None) -> Amount | None:
    """The median of a year. Where only an hour's pay exists there is none: it would be made up."""
    return salary.median.annual if salary and salary.median else None


def _basis(salary: Salary) -> PayBasis:
    source = salary.source
    year = salary.year or (source.year if source else None)
    return PayBasis(
        salary.currency, _annual(salary) is not None, salary.area or "", source.name if source else "", year
    )


def _source(source: Source) -> SourceUse:
    return SourceUse(source.name, source.url, source.year, source.retrieved, source.note)


def _step(step: NextRole) -> NextStep:
    return NextStep(step.role, step.title)


def distinct_titles(summaries: Iterable[RoleSummary]) -> dict[str, str]:
    """The title of each role as the book shows it: roles of one title also with their category, or else their id."""
    roles = list(summaries)
    titles = {one.role: one.title for one in roles}
    for more in ("category", "role"):
        often = Counter(same(title) for title in titles.values())
        for one in roles:
            if often[same(titles[one.role])] > 1:
                titles[one.role] = f"{one.title} ({getattr(one, more)})"
    return titles


def usual_basis(summaries: Iterable[RoleSummary]) -> PayBasis | None:
    """The basis of most figures of a year, the first of them among equals; None if no role has such a figure."""
    bases = [one.pay_basis for one in summaries if one.pay_basis and one.pay_value is not None]
    often = Counter(basis.key for basis in bases)
    return max(bases, key=lambda basis: often[basis.key], default=None)


def comparable_pay(summary: RoleSummary, usual: PayBasis | None) -> Decimal | None:
    """The median pay of a year if it can be compared with figures of the `usual` basis."""
    same_basis = summary.pay_basis is not None and usual is not None and summary.pay_basis.key == usual.key
    return summary.pay_value if same_basis else None
