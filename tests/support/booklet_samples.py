"""Roles to make booklets of, without profiles."""

from decimal import Decimal
from typing import Any

from careerpdf.booklet.summary import PayBasis, RoleSummary, SourceUse

WAGES = "BLS Occupational Employment and Wage Statistics, May 2024"
NATIONAL = PayBasis("USD", annual=True, area="United States", source=WAGES, year=2024)


def role(name: str, category: str = "Data & AI", pay: int | None = None, **more: Any) -> RoleSummary:
    """A role with as little as there can be; `pay` is the median of a year, compared with others by default."""
    fields: dict[str, Any] = {
        "role": name, "title": name.replace("-", " ").title(), "category": category, "tags": (), "education": "",
        "outlook": "", "outlook_level": None, "pay": f"${pay:,}" if pay else "", "pay_per": "a year" if pay else "",
        "pay_value": Decimal(pay) if pay else None, "pay_capped": False, "pay_basis": NATIONAL if pay else None,
        "skills": (), "next": (), "sources": (), "occupations": (), "notes": (),
    }  # fmt: skip
    return RoleSummary(**fields | more)


def source(name: str, year: int | None = None, **more: Any) -> SourceUse:
    """A source with a name, and perhaps a year."""
    return SourceUse(**{"name": name, "url": None, "year": year, "retrieved": None, "note": None} | more)


def book(*roles: RoleSummary) -> dict[str, RoleSummary]:
    """Roles by their ids."""
    return {one.role: one for one in roles}


FAIR = book(
    role("data-scientist", pay=112590, tags=("statistics", "research")),
    role("electrician", "Skilled Trades", 62350, tags=("apprenticeship", "license")),
    role("nurse-educator", "Health Care"),
    role("registered-nurse", "Health Care", 93600, tags=("license",)),
)
