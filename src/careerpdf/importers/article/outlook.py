"""Sentences that state how employment is projected to develop, how many openings there are, and how many jobs.

As with wages, a sentence is believed only if its every word is expected: "grew by", "has declined", "is not"
    " projected to",
"in Ohio" and "of all occupations" are no projection of the role.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from careerpdf.importers.article.names import IN_HEADINGS, Names, expected, is_anybodys

_MOST_CHARACTERS = 600  # of a sentence that states a projection
RATINGS = (
    ("much faster than average", r"much faster than (?:the )?(?:national )?average"),
    ("faster than average", r"faster than (?:the )?(?:national )?average"),
    ("slower than average", r"slower than (?:the )?(?:national )?average"),
    ("as fast as average", r"(?:as fast as|at|about) (?:the )?(?:national )?average"),
    ("little or no change", r"little (?:or|to) no change|little change"),
)
_RATINGS = [(name, re.compile(rf"\b{pattern}\b", re.IGNORECASE)) for name, pattern in RATINGS]
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_PER_CENT = re.compile(
    r"(?P<sign>[-–−+])?(?<![\d.,])(?P<number>\d{1,3}(?:\.\d+)?)\s?(?:%"
    r"|per\s?cent\b)",
    re.IGNORECASE,
)
#: Limits that O*NET prints beside a rating; they are not the role's own figure.
_LIMITS = re.compile(
    r"\(?\b\d+(?:\.\d+)?\s?%\s*(?:or (?:more|higher|lower|less)|to \d+(?:\.\d+)?\s?%)\)?"
    r"|\(?\bdecline of \d+% or more\)?",
    re.I,
)
_COMPARISON = re.compile(
    r",?\s*(?:which is |that is |or )?(?:about |roughly )?\b(?:much )?(?:as fast as|faster than|slower than|at"
    r"|about)(?: the)?"
    r"(?: national)? average(?: rate| growth rate| growth)?(?: (?:for|of) (?:all |other "
    r"|most )?(?:the )?(?:occupations|jobs|careers|professions|workers))?"
    r"(?:\s*\(\d+(?:\.\d+)? ?(?:%|percent)\))?",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\(?(?:\b(?:from|between|over|during|in|for|of) (?:the (?:period|decade) )?(?:from )?)?\b(20\d\d)\s*(?:to"
    r"|and|through|until|[-–—/])\s*(?:20)?(\d\d)\b\)?",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:over|in|during|within|for) the (?:next|coming) (?:decade|few years|(?:\d+|five|ten) years)\b"
    r"|\b(?:by|through|until) (?:the year )?20\d\d\b|\bover the decade\b|\b(?:20\d\d)\b",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"\b(?:project(?:s|ed|ion|ions)?|expect(?:s|ed)|forecasts?(?:ed)?|predict(?:s|ed|ions?)?|anticipat(?:es|ed)"
    r"|estimat(?:es|ed)|will|set to|outlook)\b",
    re.I,
)
_DOWN = re.compile(r"\b(?:declin\w*|decreas\w*|shrink\w*|fall|falls|drop|drops|reduc\w*)\b", re.IGNORECASE)
_UP = re.compile(r"\b(?:gr[oe]w\w*|increas\w*|rise|rises|expand\w*|rising)\b", re.IGNORECASE)
_ADDING = re.compile(
    rf",?\s*\b(?:adding|creating|resulting in|(?:which|and) (?:will )?(?:add|create)s?)\s+(?:about |around "
    rf"|nearly |more than |over |approximately )?"
    rf"(?:an additional )?(?:{_NUMBER})\s+(?:new |more |additional )?jobs\b",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(?:according to )?(?:the )?(?:u\.?\s?s\.? )?(?:bureau of labor statistics|bls"
    r"|department of labor)(?:['’]s?)?(?:\s*\(bls\))?"
    r"|\b(?:in the )?(?:united states|u\.s\.)|\bnation(?:ally|wide)\b",
    re.IGNORECASE,
)
_EXPECTED = expected(
    "employment job number growth rate outlook demand role occupation career profession position field is are"
    " be that "
    "project projected projection expected expects forecast predicted predicts anticipated anticipates"
    " estimated estimates will "
    "grow growing increase increasing rise expand decline declining decrease shrink fall drop show change "
    "about approximately around roughly overall total by at as it its this these with see experience percent"
    " faster slower "
    "worker people professional who which set"
)
_OPENINGS = expected(
    "opening job there will be are is projected expected each every year annual annually per on average over"
    " decade next ten "
    "about approximately around roughly despite limited slow declining decline employment growth total number"
    " new projection"
)
_JOBS = expected(
    "held hold job there were are was is about approximately around roughly number employment employed worker"
    " people person "
    "total position worked work who as currently number employee"
)
_HELD = re.compile(
    r"\b(?:held|employed|there (?:were|are)|number of jobs|employment|jobs|workers employed)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about employment. `why` says what keeps it from being used, if anything."""

    text: str
    percent: Decimal | None = None
    rating: str | None = None
    period: str | None = None
    openings: int | None = None
    jobs: int | None = None
    year: int | None = None
    why: str = ""


def read_outlook(
    text: str, above: str, names: Names, this_year: int, *, labelled: bool = False, follows: bool = False
) -> Iterator[Statement]:
    """Read what a sentence under a heading, or a value that is `labelled`, states about employment.

    `follows` tells that it stands behind a sentence of another matter.
    """
    if len(text) > _MOST_CHARACTERS:
        return
    if re.search(r"\bopenings?\b", f"{above} {text}", re.IGNORECASE):
        yield from _openings(text, above, names)
    elif _PER_CENT.search(text) or any(pattern.search(text) for _, pattern in _RATINGS) or _declines(text):
        yield _projection(text, above, names, this_year, alone=labelled or not (follows or is_anybodys(text)))
    elif _HELD.search(f"{above} {text}"):
        yield from _jobs(text, above, names)


def _declines(text: str) -> bool:
    return bool(_FORECAST.search(text) and _DOWN.search(text)) or bool(
        re.fullmatch(r"\W*declin(?:e|ing)\W*", text, re.I)
    )


def _projection(text: str, above: str, names: Names, this_year: int, *, alone: bool) -> Statement:
    def unused(why: str) -> Statement:
        return Statement(" ".join(text.split()), why=why)

    plain = _LIMITS.sub(" ", text)
    percents = {_percent(found) for found in _PER_CENT.finditer(_COMPARISON.sub(" ", plain))}
    if len(percents) > 1:
        return unused("two percentages stand in it")
    if not _FORECAST.search(f"{above} {text}"):
        return unused("it does not say that it is a projection")
    down, up = _DOWN.search(plain), _UP.search(plain)
    percent = percents.pop() if percents else None
    rating = next((name for name, pattern in _RATINGS if pattern.search(plain)), None)
    if down and not up:
        percent = -abs(percent) if percent is not None else None
        rating = rating or "decline"
    elif down and percent is not None and not re.match(r"\W*[-–−]?\d", text):
        return unused("it is not clear whether it grows or declines")
    rest = plain
    for pattern in (_COMPARISON, *(pattern for _, pattern in _RATINGS), _PER_CENT, _ADDING, _SOURCES, _YEARS, _AHEAD):
        rest = pattern.sub(" ", rest)
    strange, named = names.strange(rest, _EXPECTED)
    if not strange and not named and not alone:
        return unused("it does not say whose employment it is")
    if strange:
        return unused(f"“{' '.join(strange[:6])[:60]}” may mean that it is no projection of the role")
    if above and names.strange(_AHEAD.sub(" ", _SOURCES.sub(" ", _YEARS.sub(" ", above))), _ABOVE)[0]:
        return unused(f"it stands under “{' '.join(above.split())[:60]}”")
    if percent is None and rating is None:
        return unused("it gives no figure")
    period = _period(f"{above} {text}")
    if period and int(period[:2] + period[-2:]) < this_year:
        return unused(f"its years, {period}, are over")
    return Statement(" ".join(text.split()), percent, rating, period)


_ABOVE = (
    _EXPECTED
    | IN_HEADINGS
    | expected(
        "salary pay wage earning compensation job market trend prospect employment fast opportunity security"
        " change potential benefit"
    )
)


def _percent(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"]) * (-1 if found["sign"] in ("-", "–", "−") else 1)


def _period(text: str) -> str | None:
    """The two years of a projection, such as 2024–34, if it says just one such pair."""
    periods = {f"{found[1]}–{found[2]}" for found in _YEARS.finditer(text)}
    return periods.pop() if len(periods) == 1 else None


def _openings(text: str, above: str, names: Names) -> Iterator[Statement]:
    said = f"{above} {text}" if above else text
    numbers = re.findall(rf"(?<![\d.,]){_NUMBER}(?![\d.,]*\d)", _AHEAD.sub(" ", _YEARS.sub(" ", text)))
    if len(numbers) != 1 or not re.search(r"\b(?:each|every|per|a) year\b|\bannual", said, re.IGNORECASE):
        return
    rest = re.sub(re.escape(numbers[0]), " ", _AHEAD.sub(" ", _SOURCES.sub(" ", _YEARS.sub(" ", said))), count=1)
    if not names.strange(rest, _OPENINGS | _ABOVE if above else _OPENINGS)[0]:
        yield Statement(" ".join(text.split()), openings=int(numbers[0].replace(",", "")), period=_period(said))


def _jobs(text: str, above: str, names: Names) -> Iterator[Statement]:
    years = set(re.findall(r"\b(?:19|20)\d\d\b", f"{above} {text}"))
    plain = re.sub(r"\(?(?:\bin )?\b(?:19|20)\d\d\b\)?", " ", text)
    numbers = re.findall(rf"(?<![\d.,]){_NUMBER}(?![\d.,]*\d)(?!\s*(?:million|thousand|%|percent))", plain)
    if len(numbers) != 1 or len(years) > 1:
        return
    rest = _SOURCES.sub(" ", plain.replace(numbers[0], " ", 1))
    head = re.sub(r"\(?\b(?:19|20)\d\d\b\)?", " ", above)
    if not names.strange(rest, _JOBS)[0] and not names.strange(head, _JOBS | _ABOVE)[0]:
        yield Statement(
            " ".join(text.split()), jobs=int(numbers[0].replace(",", "")), year=int(years.pop()) if years else None
        )
