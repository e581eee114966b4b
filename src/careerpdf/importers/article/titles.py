"""The role that a page's title names, without the rest of such titles: "… Job Description | Northfield College"."""

import re
from collections.abc import Iterable

from careerpdf.importers.article.page import Page

_QUESTION = re.compile(
    r"what (does|do|is|are) (?:(?:an?|the) )?(.{2,80}?)(?: (?:really |actually )?do)?(?: (?:for a living"
    r"|all day))?\s*\?.{0,120}",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:you|they|it|we|i|this|that|these|those|your|to|people|workers|employers)\b", re.IGNORECASE)
#: Words that speak of a page and not of a role.
_PAGE = frozenset(
    ("a", "an", "and", "are", "become", "by", "career", "careers", "certification", "certifications", "complete",
     "cons", "courses", "data", "definition", "degree", "degrees", "description", "descriptions", "details", "do",
     "does", "duties", "earnings", "education", "employment", "everything", "example", "examples", "facts", "for",
     "free", "getting", "growth", "guide", "guides", "hours", "how", "in", "info", "information", "interview", "is",
     "it", "it’s", "job", "jobs", "know", "learn", "license", "licensing", "like", "more", "nature", "need",
     "occupation", "of", "opportunities", "or", "outlook", "overview", "path", "paths", "pay", "position",
     "profession", "profile", "profiles", "pros", "prospects", "qualification", "qualifications", "questions",
     "report", "requirement", "requirements", "responsibilities", "responsibility", "resume", "role", "salaries",
     "salary", "sample", "samples", "skill", "skills", "steps", "summary", "tasks", "template", "templates", "the",
     "they", "to", "training", "trends", "ultimate", "wage", "wages", "what", "work", "you", "your")
)  # fmt: skip
_AFTER = re.compile(
    r"(?:’s|'s|s’)? (?:job description|job profile|job summary|job overview|job details|career profile"
    r"|career guide|career overview"
    r"|career path|career explorer|career spotlight|career facts|career information|career summary|career outlook"
    r"|occupation(?:al)? profile|job outlook|(?:position|role) overview"
    r"|salary(?: guide| information)?"
    r"|role profile|profile|job duties|duties(?: and responsibilities)?|careers)"
    r"(?: (?:template|example|sample|examples|guide|page|overview|information|report))?(?: (?:in|for) (?:20\d\d"
    r"|[A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:how to become|becoming|become|working as|being|life as|a career as|careers? as|career profile"
    r"|job profile|career spotlight|occupation|job title"
    r"|job description|role profile|all about|what is it like to be|learn about being|my next move"
    r"|careers? in focus)[: ]+(?:an? |the )?(?=\S)",
    re.IGNORECASE,
)
_CODE = re.compile(r"^\d\d-\d{4}(?:\.\d\d)?\s*[-–—:]\s*|\s*\(?\b\d\d-\d{4}(?:\.\d\d)?\b\)?.*$")
_PLACE = re.compile(r"\b[Ii]n (?:the )?([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})")
_NO_PLACE = re.compile(
    r"(?:United States|U\.?S\.?A?\.?$|America$|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b|U\.S",
)
_COUNTRY = re.compile(
    r"\s+in (?:canada|australia|new zealand|ireland|india|south africa|(?:the )?(?:uk|u\.k\.|united kingdom|us"
    r"|usa|u\.s\.|united states))$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+[|»›·•]+\s+|\s+[–—-]\s+|\s*::\s*|\s+:\s+|\s*\|\s*")
_LONGEST, _SHORTEST = 110, 2
_NOT_A_ROLE = re.compile(
    r"(?:home|welcome.*|page not found|404.*|error.*|untitled.*|(?:search|explore|browse) .*|(?:(?:our|all|open"
    r"|current|latest|my|your) )?(?:careers?|jobs?|occupations?|positions|roles|vacancies|openings|team)|news"
    r"|blog|about(?: us)?|index|document|skip.*)",
    re.IGNORECASE,
)


def names_in(page: Page, described: str = "") -> list[str]:
    """All that a page's titles call its role, the likeliest first; `described` is what its data call it."""
    found = [role_of_heading(heading, page.site) for heading in page.headings]
    found += [] if any(found) else [described]
    found += [role_of_title(title, page.site) for title in page.titles]
    return list(dict.fromkeys(filter(None, found)))


def place_in(titles: Iterable[str]) -> str:
    """The place that a title names, as "in Ohio": the page's figures are that place's."""
    for title in titles:
        for found in _PLACE.finditer(title):
            if not _NO_PLACE.match(found[1]):
                return f"in {found[1]}"
    return ""


def asked_role(text: str, verbs: str = "do|does") -> str:
    """The role in a question such as "What does a … do?", which stands alone; "" if it is none."""
    text = " ".join(text[: _LONGEST * 2].split())
    found = _QUESTION.fullmatch(text)
    if not found or found[1].lower() not in verbs.split("|"):
        return ""
    return capitals(found[2]) if not _PRONOUN.match(found[2]) else ""


def role_of_heading(heading: str, site: str = "") -> str:
    """The role in a heading, of which no more is cut off than what surely speaks of the page or its site."""
    text = _COUNTRY.sub("", _CODE.sub("", " ".join(heading[: _LONGEST * 2].split())))
    parts = [part for part in re.split(r"\s*[|»]\s*", text) if part and part.casefold() != site.casefold()]
    text = parts[0] if parts else ""
    head, dash, rest = _last_dash(text)
    if dash and (rest.casefold() == site.casefold() or _speaks_of_page(rest)):
        text = head
    return _plain(text)


def role_of_title(title: str, site: str = "") -> str:
    """The role in the title that a browser shows, which often ends in the name of the site."""
    text = " ".join(title[: _LONGEST * 3].split())
    if asked := asked_role(text, "do|does|is|are"):
        return asked
    parts = [part for part in _BETWEEN.split(text) if part and part.casefold() != site.casefold()]
    return next(filter(None, map(_plain, parts)), "")


def _last_dash(text: str) -> tuple[str, bool, str]:
    parts = re.split(r"\s+[–—-]\s+", text)
    return (" - ".join(parts[:-1]), True, parts[-1]) if len(parts) > 1 else (text, False, "")


def _speaks_of_page(text: str) -> bool:
    """Tell whether a text is made of words that speak of a page, and of no role."""
    return all(word in _PAGE or re.fullmatch(r"20\d\d", word) for word in re.findall(r"[\w’']+", text.lower()))


def _plain(text: str) -> str:
    """A part of a title without the words that speak of the page; "" if nothing is left that may be a role."""
    if asked := asked_role(text, "do|does|is|are"):
        return asked
    text = _COUNTRY.sub("", _CODE.sub("", text).strip(" :–—-|•"))
    head, colon, rest = text.partition(": ")
    if colon and _speaks_of_page(rest):
        text = head
    elif colon and _speaks_of_page(head):
        text = rest
    head, comma, rest = text.partition(",")
    if comma and re.match(r"\s*(?:career as|salary|job|duties)\b", rest, re.IGNORECASE):
        text = head
    text = re.sub(
        r"\s*\((?:20\d\d[^()]{0,20}|updated[^()]{0,20}|with [^()]{0,40}|plus [^()]{0,40}|guide|template)\)\s*$",
        "",
        text,
        flags=re.I,
    )
    text = re.sub(r"\s+in 20\d\d$", "", text)
    text = _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text
    bare = _AFTER.search(text)
    if bare and bare.end() == len(text) and bare.start() >= _SHORTEST and not _is_whole(text):
        text = text[: bare.start()]
    text = re.sub(r"^(?:an?|the) (?=\w)", "", text, flags=re.IGNORECASE).strip(" :–—-|?!.,")
    if not _SHORTEST <= len(text) <= _LONGEST or _speaks_of_page(text) or _NOT_A_ROLE.fullmatch(text):
        return ""
    return capitals(text)


def _is_whole(text: str) -> bool:
    """Tell whether "… Careers" is itself what the page is about: "Military Careers"."""
    return re.fullmatch(r"\w+ careers", text, re.IGNORECASE) is not None


def capitals(text: str) -> str:
    """In capitals as on a door."""
    words = text.strip().split()
    if any(word[0].isupper() for word in words):
        return " ".join(words)
    return " ".join(word if word in ("of", "and", "in", "for", "the") else word[0].upper() + word[1:] for word in words)
