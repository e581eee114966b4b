"""Headings, and the part of a profile that each announces: in a word or two, as a question, with the role's name."""

import re

from careerpdf.importers.article import furniture
from careerpdf.importers.article.names import Names

#: Parts that are kept as texts for the office, and parts that are a site's own business.
NOTES, SITE = "notes", "site"
#: The first that matches tells. Names of the role are taken out of the heading before.
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("related", (
        r"\b(?:similar|related|comparable|alternative|other) (?:jobs|careers|roles|occupations|positions"
        r"|professions|job profiles)",
        r"^explore (?:more|other careers)$",
    )),
    ("also_called", (
        r"^also (?:called|known as)",
        r"^(?:alternative|alternate|other|example|common|similar|(?:sample of )?reported) (?:job "
        r"|occupation )?(?:titles|names)\b",
        r"^job titles",
    )),
    (NOTES, (
        r"more info|further info|additional (?:info|resources)|contacts for|where to (?:find|get) ",
        r"^(?:contacts?|resources|references|sources|notes|links|see also|external links|bibliography|footnotes)$",
        r"^(?:videos?|career videos?|faqs?|frequently asked questions|state (?:&|and) area data|pros and cons"
        r"|history)$",
        r"^(?:(?:detailed )?work activities|work context|work values|abilities|wages? by .*|salar(?:y|ies) by .*"
        r"|career tips)$",
        r"(?:professional|industry) (?:and industry )?(?:bodies|associations|organi[sz]ations)",
    )),
    ("requirements", (
        r"how (?:do|can|to|long|does).*\bbecom|\bbecoming\b|how to (?:become|get|be|enter|start)|what it takes",
    )),
    ("advancement", (
        r"advancement|career (?:path|ladder|growth|progress|development|prospects|trajectory)|progression|promotion",
        r"professional development|where .* leads?",
    )),
    ("work", (
        r"work(?:ing)? (?:environment|conditions|settings?|schedules?|hours|patterns?)|workplace|\bhours\b"
        r"|where .* works?\b",
        r"you could work|what to expect|can (?:you|i|one) expect|like to (?:be|work)|injur|physical demands",
        r"^environment$|^employers$",
    )),
    ("certifications", (
        r"^(?:certifi|licen|registration)|^(?!.*(?:education|experience|training)).*(?:certification|licens)"
        r"|^restrictions",
    )),
    ("technology", (
        r"^(?:technolog(?:y|ies)|software)(?: (?:skills|used|tools|and tools|& tools))*$",
        r"^tools (?:and|&) technology|^tools used|^technical tools",
    )),
    ("knowledge", (r"^(?:knowledge|knowledge areas|areas of knowledge)$",)),
    ("interests", (r"^interests?$",)),
    ("work_styles", (r"^(?:work styles|personality)$",)),
    ("pay", (
        r"salar|\bpay\b|wage|\bearn|compensation|remuneration|how much .*\b(?:make|earn|paid)|\bincome\b|\bmoney\b",
        r"what they make",
    )),
    ("outlook", (
        r"outlook|job market|job growth|\bdemand\b|^prospects|future (?:growth|prospects)|projected|projections",
        r"(?:employment|job|hiring) (?:trends?|prospects|growth|projections?|change|opportunities)",
        r"^employment$|\bopenings\b",
    )),
    ("skills", (r"skill|competenc|qualities|abilities|attributes|personal characteristics|strengths|traits",)),
    ("experience", (r"^(?:related |work |job |other |prior |previous )*experience",)),
    ("education", (
        r"education|training|\bdegrees?\b|apprenticeship|entry (?:routes|requirements)|college courses"
        r"|what .* study\b",
        r"^(?:university|college|school|work|volunteering|direct application|other routes|pathways?)$",
    )),
    ("requirements", (r"requirement|qualification|what you.? ?(?:will |ll )?need|prerequisite|eligib",)),
    ("duties", (
        r"dut(?:y|ies)|responsibilit|\btasks?\b|day[- ]to[- ]day|typical (?:working )?day|day in the life",
        r"what .*\b(?:do|does)\b",
        r"what you.?ll do|(?:job|role) description|on the job\b|nature of the work|job (?:summary|specification)"
        r"|daily activities",
    )),
    ("introduction", (
        r"^(?:summary|overview|introduction|about(?: the| this)?(?: role| job| career| occupation| profession)?"
        r"|(?:job|career) overview"
        r"|description|profile|definition|what is(?: an?| the)?|what are|at a glance|snapshot|highlights|background"
        r"|(?:quick|key|fast) (?:facts|stats|statistics|figures).*)$",
    )),
)  # fmt: skip
_COMPILED = [(name, re.compile("|".join(patterns))) for name, patterns in _PARTS]
_OUTLOOK = re.compile(r"outlook|growth|demand|trend|prospect|market|projection|projected|openings|^employment$")
_PAY = re.compile(r"salar|\bpay\b|wage|\bearn|compensation|income|make")


def part_of(heading: str, names: Names) -> str | None:
    """The part that a heading announces; None if that cannot be told."""
    if furniture.is_furniture_heading(heading):
        return SITE
    plain = re.sub(r"^\W*(?:\d{1,2}[.):]\s*)?|[\s:–—?.!-]+$", "", names.out_of(heading)).replace("’", "'").lower()
    plain = re.sub(r"^(?:an?|the|your) ", "", plain)
    whole = heading.lower().strip(" :?")
    return next((name for name, pattern in _COMPILED if pattern.search(plain or whole)), None)


def speaks_of_outlook(heading: str) -> bool:
    """Tell whether a heading announces the outlook, alone or with the pay."""
    return bool(_OUTLOOK.search(heading.lower()))


def tells_why(heading: str) -> bool:
    """Tell whether texts below a heading about pay or outlook say why employment develops, not what moves the pay."""
    low = heading.lower()
    return bool(_OUTLOOK.search(low)) and not _PAY.search(low)
