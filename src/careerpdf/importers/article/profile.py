"""Fields of a profile from what was found on a page: figures that agree, texts, and notes on all the rest."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.importers.article.found import Found, sentences
from careerpdf.importers.article.names import Names
from careerpdf.importers.article.outlook import Statement
from careerpdf.importers.article.page import Page
from careerpdf.importers.article.wages import TOLERANCE, Wage
from careerpdf.importers.imported import ImportedProfile, plain_markdown
from careerpdf.importers.occupations import question_about
from careerpdf.locale import english
from careerpdf.profile.figures import HOURS_A_YEAR
from careerpdf.profile.ratings import bls_rating
from careerpdf.schema.role_id import unique_role_id

SOURCE = "article"
_MOST_SAID = 5  # warnings of one kind
_RATED_BY = "2024–34"  # the projections for which `bls.rating` holds
_DEGREE = re.compile(
    r"(?:associate|bachelor|master)(?:['’]?s)?(?:(?:,? or |, | and )(?:a )?(?:bachelor|master"
    r"|doctora)\w*(?:['’]?s)?)*"
    r" degree|high school diploma(?: or equivalent)?|doctora(?:te|l degree)|ph\.?d\.?",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"\b(?:needs?|require[sd]?|requirements?|must|typical(?:ly)?|usual(?:ly)?|generally|most|holds?|minimum"
    r"|at least)\b",
    re.I,
)
#: A sentence with one of these does not say what is usual.
_NOT_USUAL = re.compile(
    r"\b(?:not|no|without|never|some|may|might|can|could|few|rarely|advance(?:ment)?|senior|prefer\w*|optional"
    r"|helpful"
    r"|instead|although|though|while|unless|another|also|further|additional|teach|research)\b|n['’]t\b",
    re.IGNORECASE,
)
_ROLES = re.compile(r"\b(?i:roles?|positions?|jobs|titles|careers?)\b(?: such as| like|, including|:| of)\s+([^.;]+)")
_NAME = re.compile(r"(?:an? |the )?((?:[A-Z][\w&/’'-]*|of|and|in|for)(?: (?:[A-Z][\w&/’'-]*|of|in|for))*)$")
_NO_GROUP = re.compile(
    r"(?:home|start|main|index|all|explore|browse|search|a-z|careers?|jobs?|occupations?|professions?|roles?"
    r"|(?:job|career|occupation|role)s? (?:profiles?|guides?|library|advice|information|descriptions?|list)"
    r"|(?:explore|browse|find|our) .*|resources|articles?|blog|news|guides?|advice)\W*",
    re.IGNORECASE,
)
_SINGULAR_IN_S = frozenset(
    ("analytics", "athletics", "business", "communications", "dynamics", "economics", "electronics", "ethics",
     "genetics", "graphics", "logistics", "mathematics", "operations", "physics", "politics", "process", "relations",
     "robotics", "sales", "series", "services", "statistics", "systems")
)  # fmt: skip


def profile_of(
    found: Found,
    title: str,
    page: Page,
    names: Names,
    today: date,
    *,
    url: str | None,
    category: str | None,
    known: set[str],
) -> tuple[ImportedProfile, tuple[Diagnostic, ...]]:
    """The profile and what its reader should know; `known` are roles that have a profile to link to."""
    problems: list[Diagnostic] = []
    fields: dict[str, Any] = {"title": title}
    fields |= _plural(title, page, names)
    fields["category"] = category or category_of(found, page, names) or "TODO: group of the role"
    if found.also_called:
        fields["also_called"] = _texts(found.also_called.texts)
    fields["introduction"] = _texts(found.introduction.texts) or "TODO: what people in this role do."
    if found.duties:
        fields["duties"] = _texts(found.duties.texts)
    salary = _salary(found, problems)
    if salary or found.factors:
        fields["salary"] = {**salary, **_part("factors", found.factors.texts), "source": SOURCE}
    outlook = _outlook(found, url or page.url, problems)
    if outlook or found.drivers:
        fields["outlook"] = {**outlook, **_part("drivers", found.drivers.texts), "source": SOURCE}
    if found.job_zone:
        fields["job_zone"] = found.job_zone
    level = _level(found)
    if level or found.education:
        fields["education"] = ({"level": level} if level else {}) | _part("text", found.education.texts)
    for name, summary, texts in (
        ("experience", _experience(found), found.experience.texts),
        ("certifications", found.certification, found.certifications.texts),
    ):
        if summary or texts:
            fields[name] = ({"summary": plain_markdown(summary)} if summary else {}) | _part("text", texts)
    for name, explained in (("skills", found.skills), ("knowledge", found.knowledge)):
        if explained:
            fields[name] = [
                {"name": plain_markdown(one), "text": plain_markdown(text) or "TODO: what it is for in this role."}
                for one, text in explained.items()
            ]
    for name in ("technology", "work_styles", "interests"):
        if texts := getattr(found, name).texts:
            fields[name] = _texts(texts)
    work = {"hours": "; ".join(found.hours), "setting": found.setting}
    if found.work or any(work.values()):
        fields["work_environment"] = _part("text", found.work.texts) | {
            k: plain_markdown(v) for k, v in work.items() if v
        }
    if found.advancement:
        steps = [_role(name, known) for name in dict.fromkeys(_roles_in(found.advancement.texts))]
        fields["advancement"] = _part("text", found.advancement.texts) | ({"next": steps} if steps else {})
    if found.related:
        fields["related"] = [_role(name, known) for name in found.related.texts]
    rewrite = "TODO: the texts are those of the page; say in your own words what you print, then delete `fit`."
    fields["fit"] = "none"  # they may be longer than a sheet, as long as nobody has made them shorter
    fields["notes"] = [rewrite, *_texts(found.notes.texts)]
    site = f", {page.site}" if page.site else ""
    address = url or page.url
    source = {
        "name": f"Web page about the role {title}{site}",
        **({"url": address} if address else {}),
        "retrieved": today,
    }
    origins = {path: SOURCE for path in _paths(fields) if path not in ("fit", "notes")}
    return ImportedProfile(unique_role_id(title), None, fields, {SOURCE: source}, origins), tuple(problems)


def _plural(title: str, page: Page, names: Names) -> dict[str, str]:
    """Of a title in the plural, its form in a sentence and its question, as of those that BLS and O*NET publish."""
    asked = any(
        re.match(r"what .* do\b", block.text, re.IGNORECASE)
        and not re.match(r"what (?:does|they|you|do they)\b", block.text, re.IGNORECASE)
        and names.out_of(block.text) != block.text
        for block in page.blocks
        if block.kind == "heading"
    )
    last = re.split(r",| of | in | for |[(/]", title)[0].split()
    ends = bool(last) and last[-1].lower().endswith("s") and not last[-1].lower().endswith(("ss", "us", "is"))
    many = ends and last[-1].lower() not in _SINGULAR_IN_S
    if not many:
        return {}
    text = english.running(title)
    return {"plural": text, "question": question_about(title) if asked else "What do people in this work do?"}


def category_of(found: Found, page: Page, names: Names) -> str:
    """The group of a page's role, from the way to the page on its site or the line above its title."""
    for crumbs in (page.crumbs,):
        for crumb in reversed(crumbs[1:]):
            if not names.are(crumb) and not _NO_GROUP.fullmatch(crumb) and len(crumb) <= 60:
                return crumb
    for text in (page.eyebrow, found.category):
        if text and len(text) <= 40 and not names.are(text) and not _NO_GROUP.fullmatch(text):
            return text
    return ""


# -- figures


def _salary(found: Found, problems: list[Diagnostic]) -> dict[str, Any]:
    """The figures on which all of the page's statements about the role agree."""
    used = [wage for wage in found.wages if not wage.why]
    merged: dict[str, dict[str, Any]] = {}
    for point in ("median", "p90", "p10", "p25", "p75"):
        wages = [wage for wage in used if wage.point == point]
        values = _agreeing(wages)
        if wages and values is None:
            what = "median" if point == "median" else f"{point[1:]}th percentile"
            texts = list(dict.fromkeys(wage.text for wage in wages))
            for text in texts:
                found.note(text, f"not used, because the page has two figures for the {what}")
            shown = " and ".join(f"“{text}”" for text in texts[:3])
            problems.append(
                _warning(
                    "two-medians" if point == "median" else "unclear-wage",
                    f"the page has two figures for the {what}, and neither is used: {shown}",
                )
            )
        elif values is not None:
            merged[point] = {"value": values, "wages": wages}
    currencies = {wage.currency for one in merged.values() for wage in one["wages"]}
    main = merged["median"]["wages"][0].currency if "median" in merged else next(iter(currencies), "USD")
    merged = {point: one for point, one in merged.items() if one["wages"][0].currency == main}
    _say_unused(found, problems, known="median" in merged)
    if not merged:
        return {}
    salary: dict[str, Any] = {"currency": main} if main != "USD" else {}
    for name, point in (("median", "median"), ("top_10_percent", "p90")):
        if point in merged:
            salary[name] = merged[point]["value"]
    spread = {point: merged[point]["value"] for point in ("p10", "p25", "p75") if point in merged}
    if spread:
        salary["percentiles"] = spread
    periods = {name for one in merged.values() for name in one["value"]}
    only = found.pay_period if "median" in merged and found.pay_period else ""
    if len(periods) == 1 and (main != "USD" or only):
        salary["pay_period"] = "year" if "annual" in periods else "hour"
    years = {wage.year for one in merged.values() for wage in one["wages"] if wage.year}
    if len(years) == 1:
        salary["year"] = years.pop()
    return salary


def _agreeing(wages: Sequence[Wage]) -> dict[str, Any] | None:
    """The pay of a year and an hour that all of these state; None if they do not agree, or there are none."""
    found: dict[str, Any] = {}
    for wage in wages:
        if wage.currency != wages[0].currency:
            return None
        for name, value in wage.value().items():
            if found.setdefault(name, value) != value:
                return None
    year, hour = found.get("annual"), found.get("hourly")
    if isinstance(year, Decimal) and isinstance(hour, Decimal) and abs(year / HOURS_A_YEAR - hour) > TOLERANCE:
        return None
    return found or None


def _say_unused(found: Found, problems: list[Diagnostic], *, known: bool) -> None:
    """Note the lines with amounts that are not used, and warn of each; where the median is `known`, of all at once."""
    used = {wage.text for wage in found.wages if not wage.why}
    unused = {wage.text: wage.why for wage in found.wages if wage.why and wage.text not in used}
    said = 1 if known else _MOST_SAID
    for number, (text, why) in enumerate(unused.items()):
        found.note(text, f"not used, because {why}")
        if number < said:
            problems.append(_warning("unclear-wage", f"“{text[:200]}” is kept under notes: {why}"))
    if len(unused) > said:
        more = len(unused) - said
        lines = f"{more} more line{'s are' if more > 1 else ' is'}"
        problems.append(
            _warning("unclear-wage", f"{lines} kept under notes: the amounts are not clearly the role's own")
        )


def _outlook(found: Found, address: str | None, problems: list[Diagnostic]) -> dict[str, Any]:
    used = [one for one in found.statements if not one.why]
    projections = [one for one in used if one.percent is not None or one.rating]
    outlook: dict[str, Any] = {}
    values = {name: _one(projections, name) for name in ("percent", "rating", "period")}
    if values["percent"][1] or values["rating"][1]:
        texts = list(dict.fromkeys(one.text for one in projections))
        for text in texts:
            found.note(text, "not used, because the page has two projections")
        shown = " and ".join(f"“{text}”" for text in texts[:3])
        problems.append(_warning("two-outlooks", f"the page has two projections, and neither is used: {shown}"))
    else:
        outlook = {name: value for name, (value, _) in values.items() if value is not None}
        if "rating" not in outlook and "percent" in outlook and _is_bls(address) and outlook.get("period") == _RATED_BY:
            outlook["rating"] = bls_rating(outlook["percent"])
    openings, jobs = _one(used, "openings")[0], _one(used, "jobs")[0]
    year = next((one.year for one in used if one.jobs == jobs and one.year), None)
    if openings:
        outlook["openings"] = openings
    if jobs and "period" in outlook and (not year or str(year) == outlook["period"][:4]):
        outlook["employment"] = jobs
    elif jobs:  # without a period a profile does not print them
        found.note(f"{jobs:,} jobs in {year}" if year else f"{jobs:,} jobs")
    doubtful = {one.text: one.why for one in found.statements if one.why}
    if not projections:
        for text, why in list(doubtful.items())[:_MOST_SAID]:
            problems.append(_warning("unclear-outlook", f"“{text[:200]}” is not taken for the outlook: {why}"))
    order = ("percent", "rating", "period", "openings", "employment")
    return {name: outlook[name] for name in order if name in outlook}


def _one(statements: Sequence[Statement], name: str) -> tuple[Any, bool]:
    """Give what all statements that say it agree on; and whether they do not."""
    values = {value for one in statements if (value := getattr(one, name)) is not None}
    return (values.pop(), False) if len(values) == 1 else (None, bool(values))


def _is_bls(address: str | None) -> bool:
    host = urlsplit(address).hostname or "" if address else ""
    return host == "bls.gov" or host.endswith(".bls.gov")


def _warning(code: str, message: str) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, " ".join(message.split()))


# -- texts


def _level(found: Found) -> str:
    """The degree for the quick facts: the page's own word for it, or what a sentence says is usual."""
    if found.level or found.no_level:
        return plain_markdown(found.level.replace("'", "’"))
    levels = set()
    for text in found.education.texts:
        for sentence in sentences(text):
            degree = _DEGREE.search(sentence)
            begins = degree and re.fullmatch(r"(?:an? )?", sentence[: degree.start()], re.IGNORECASE)
            if degree and (begins or _USUAL.search(sentence)) and not _NOT_USUAL.search(sentence):
                levels.add(_first_capital(degree[0]))
    return levels.pop() if len(levels) == 1 else ""


def _experience(found: Found) -> str:
    from careerpdf.importers.bls import experience_summary

    return experience_summary(found.experience_word, found.training) if found.experience_word or found.training else ""


def _texts(texts: Sequence[str]) -> list[str]:
    return [plain_markdown(text) for text in texts]


def _part(name: str, texts: Sequence[str]) -> dict[str, Any]:
    return {name: found[0] if len(found) == 1 else found} if (found := _texts(texts)) else {}


def _paths(fields: dict[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        yield from (f"{name}.{inner}" for inner in value) if isinstance(value, dict) else (name,)


def _role(title: str, known: set[str]) -> Any:
    name = unique_role_id(title)
    return {"role": name} if name in known else {"title": plain_markdown(title)}


def _roles_in(texts: Iterable[str]) -> Iterator[str]:
    """Roles that a text names: "roles such as Data Scientist or Nurse"."""
    for text in texts:
        for listed in _ROLES.finditer(text):
            for part in re.split(r",\s*(?:or |and )?|\s+or\s+|\s+and\s+", listed[1]):
                name = _NAME.fullmatch(part.strip())
                if name and part.strip()[:1].isupper():
                    yield name[1]


def _first_capital(text: str) -> str:
    return text[0].upper() + text[1:].lower().replace("'", "’")


def summary_of(imported: ImportedProfile, found: Found) -> dict[str, str]:
    """Say in a few words what went to each field."""
    said = {}
    for name, value in imported.fields.items():
        if name == "notes":
            number = len(found.notes.texts)
            texts = f"{number} text{'' if number == 1 else 's'} that no field is for"
            said[name] = texts if number else "a reminder"
        elif isinstance(value, dict):
            said[name] = ", ".join(inner for inner in value if inner != "source")
        elif isinstance(value, list):
            said[name] = f"{len(value)} {'entry' if len(value) == 1 else 'entries'}"
        else:
            said[name] = str(value)[:60]
    return said
