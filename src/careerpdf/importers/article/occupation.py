"""Fields from an Occupation or a JobPosting of schema.org, where the page's own texts leave them empty."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from careerpdf.importers.article.found import Found, Texts
from careerpdf.importers.article.names import Names
from careerpdf.importers.article.page import tidy
from careerpdf.importers.article.wages import Wage

_POINTS = {
    "percentile10": "p10",
    "percentile25": "p25",
    "median": "median",
    "percentile75": "p75",
    "percentile90": "p90",
}
_PERIODS = {"P1Y": "annual", "YEAR": "annual", "ANN": "annual", "PT1H": "hourly", "HOUR": "hourly", "HUR": "hourly"}
_HERE = re.compile(r"u\.?s\.?(?:a\.?)?|united states(?: of america)?", re.IGNORECASE)
_LONGEST = 20_000


def read_items(items: Sequence[Mapping[str, Any]], found: Found, names: Names) -> None:
    """Fill what the page's texts left empty; figures are judged together with those of the texts."""
    for item in items:
        if item["@type"] == "BreadcrumbList":
            continue
        if _name(item) and not names.are(_name(item)):
            continue  # another role's
        found.wages += _wages(item)
        _fill(
            found.introduction,
            [] if found.introduction or item["@type"] == "JobPosting" else _texts(item.get("description")),
        )
        _fill(found.duties, [] if found.duties else _texts(item.get("responsibilities")))
        _fill(
            found.education,
            []
            if found.education
            else [*_texts(item.get("educationRequirements")), *_texts(item.get("qualifications"))],
        )
        _fill(found.experience, [] if found.experience else _texts(item.get("experienceRequirements")))
        found.hours = found.hours or [text for text in _texts(item.get("workHours")) if len(text) <= 90][:1]
        if not found.skills:
            skills = item.get("skills")
            for text in _texts(skills):
                if len(text) <= 90 and (isinstance(skills, list) or "," not in text):
                    found.skills.setdefault(text, "")
                else:
                    found.note(f"skills: {text}")


def description_of(items: Sequence[Mapping[str, Any]]) -> str:
    """The description of a posting, which is often the whole page in HTML."""
    found = next(
        (str(item["description"]) for item in items if item["@type"] == "JobPosting" and item.get("description")), ""
    )
    return html.unescape(found) if "&lt;" in found else found


def crumbs_of(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """The names in a BreadcrumbList, in its order."""
    found: list[str] = []
    for item in items:
        entries = item.get("itemListElement") if item["@type"] == "BreadcrumbList" else None
        for entry in entries if isinstance(entries, list) else []:
            inner = entry.get("item") if isinstance(entry, dict) else None
            name = (entry.get("name") if isinstance(entry, dict) else None) or (
                inner.get("name") if isinstance(inner, dict) else None
            )
            if isinstance(name, str):
                found.append(tidy(name))
    return found


def name_of(items: Sequence[Mapping[str, Any]]) -> str:
    """The role that the items are about; "" if they do not say."""
    names = (tidy(_name(item)) for item in items if item["@type"] != "BreadcrumbList")
    return next((name for name in names if 0 < len(name) <= 110), "")


def other_names_of(items: Sequence[Mapping[str, Any]], role: str) -> Iterator[str]:
    """Other names that the items give this role."""
    for item in items:
        if Names([role]).are(_name(item)):
            yield from (text for text in _texts(item.get("alternateName")) if len(text) <= 80)


def _name(item: Mapping[str, Any]) -> str:
    return str(item.get("name") or item.get("title") or "")


def _fill(texts: Texts, new: Sequence[str]) -> None:
    for text in new:
        texts.add(text)


def _texts(value: Any) -> list[str]:
    """The texts in a value: of a list each entry, of a text in HTML each paragraph."""
    if isinstance(value, list):
        return [text for entry in value[:100] for text in _texts(entry)]
    if isinstance(value, Mapping):
        for name in ("description", "name", "educationalLevel", "credentialCategory"):
            if name in value:
                return _texts(value[name])
        months = str(value.get("monthsOfExperience") or "")
        return [f"{months} months"] if months.isdigit() else []
    if not isinstance(value, str):
        return []
    parts = re.split(r"<(?:/p|/li|br|/div)[^<>]*>|\n\s*\n|\n\s*[-•*]\s", html.unescape(value[:_LONGEST]))
    return [text for part in parts if (text := tidy(re.sub(r"<[^<>]*>", " ", part)))]


def _wages(item: Mapping[str, Any]) -> Iterator[Wage]:
    given = item.get("estimatedSalary")
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, Mapping):
            yield from _distribution(one, _place(item))
    offered = item.get("baseSalary")
    if isinstance(offered, Mapping):
        value = offered.get("value")
        amounts = value if isinstance(value, Mapping) else {"value": value}
        text = " ".join(
            str(amounts[name]) for name in ("value", "minValue", "maxValue", "unitText") if amounts.get(name)
        )
        yield Wage(
            "", f"base salary: {offered.get('currency') or ''} {text}".strip(), {}, why="it is what one employer offers"
        )


def _distribution(one: Mapping[str, Any], place: str) -> Iterator[Wage]:
    currency = str(one.get("currency") or "").upper()
    period = str(one.get("duration") or one.get("unitText") or "").upper()
    for name, point in _POINTS.items():
        if one.get(name) in (None, ""):
            continue
        text = f"{name}: {currency} {one[name]} {period}".strip()
        why = ""
        try:
            amount = Decimal(str(one[name]).replace(",", ""))
        except InvalidOperation:
            amount, why = Decimal(0), "the way in which the figure is written is not clear"
        if period not in _PERIODS:
            why = why or "it does not say that it is the pay of a year or an hour"
        if not re.fullmatch(r"[A-Z]{3}", currency):
            why = why or "it is not clear in which currency it is"
        if place:
            why = why or f"“{place[:60]}” may mean that it is not the role's own figure"
        if not 0 < amount < 10_000_000:
            why = why or "it is not what people earn"
        yield Wage(point, text, {} if why else {_PERIODS[period]: amount}, currency=currency, stated=True, why=why)


def _place(item: Mapping[str, Any]) -> str:
    """Name the place of an occupation's figures, if that is not the United States."""
    place = item.get("occupationLocation")
    for one in place if isinstance(place, list) else [place]:
        name = str(one.get("name") or "") if isinstance(one, Mapping) else str(one or "")
        if name and not _HERE.fullmatch(name.strip()):
            return name
    return ""
