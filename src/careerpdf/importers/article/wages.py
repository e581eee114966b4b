"""Sentences that state what a role pays. A figure of another period, currency, area or group is never taken for it.

What is believed is a sentence whose every word is expected (see `names.py`); of all others it is said why they are not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from careerpdf.importers.article.names import IN_HEADINGS, Names, expected, is_anybodys
from careerpdf.profile.figures import HOURS_A_YEAR

_MOST_CHARACTERS = 1_000  # of a sentence that states a figure; anything longer is no sentence
_SHORT = 60  # characters of a figure that is shown with what stands above it
_LEAST_A_YEAR, _MOST_A_YEAR, _MOST_AN_HOUR = 5_000, 2_000_000, 1_000  # beyond these a figure is not what it seems
_SURELY_A_YEAR = 10_000  # from this on an amount with no period is the pay of a year
#: Largest distance of an hour's pay from what the year's makes, which BLS rounds to tens.
TOLERANCE = Decimal("0.05")

_SIGNS = {
    "$": "USD", "US$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "RS": "INR", "₦": "NGN", "₱": "PHP",
    "₩": "KRW", "CA$": "CAD", "C$": "CAD", "CDN$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "S$": "SGD",
    "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "J$": "JMD", "TT$": "TTD", "R": "ZAR",
}  # fmt: skip
_CODES = "USD|CAD|AUD|NZD|GBP|EUR|INR|SGD|HKD|ZAR|CHF|JPY|CNY|PHP|NGN|KES|MXN|BRL|AED|SEK|NOK|DKK|PKR|BDT|MYR"
_NAMED = {
    r"canadian dollars?": "CAD", r"australian dollars?": "AUD", r"new zealand dollars?": "NZD",
    r"singapore dollars?": "SGD", r"hong kong dollars?": "HKD", r"(?:u\.?s\.? |american )dollars?": "USD",
    r"pounds sterling|british pounds?": "GBP", r"euros?": "EUR", r"rupees?": "INR", r"rand": "ZAR",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*"
_AMOUNT = re.compile(
    rf"(?P<code>\b(?:{_CODES})\s?)?"
    r"(?P<sign>(?:\b(?:US|CA|CDN|C|AU|A|NZ|SG|S|HK|NT|R|MX|J|TT))?\$\s?|[£€¥₹₦₱₩]\s?|\bRs\.?\s?|\bR\s?(?=\d))?"
    rf"(?P<number>{_NUMBER})"
    r"(?P<scale>\s?[kK]\b|\s?(?:thousand|million|billion|lakhs?|crores?|lpa|mn?|bn)\b)?"
    rf"(?P<after>\s?(?:{_CODES})\b|\s?[£€])?"
    r"(?P<more>\s?\+|,?\s+or (?:more|greater|higher|above)\b)?",
)
_PERIOD_NAMES = {
    "hour": r"hour|hourly|hr|hrs|h", "year": r"year|yearly|yr|annum|annual|annually|pa", "week": r"week|weekly|wk",
    "month": r"month|monthly|mo|mth", "day": r"day|daily|diem", "fortnight": r"fortnight|fortnightly|bi-?weekly",
}  # fmt: skip
PERIODS = {"annual": "year", "hourly": "hour"}  # by the names of amounts
_PERIODS = {word: name for name, words in _PERIOD_NAMES.items() for word in words.replace("-?", "").split("|")}
_UNIT = re.compile(
    r"\s*\(?(?:(?:/|per\b|\ban?\b(?=\s+(?:hour|year|week|month|day|fortnight|hr|yr)\b)|\beach\b"
    r"|\bevery\b)\s*(?P<unit>[a-z]+(?:-[a-z]+)?)"
    r"|(?P<adverb>hourly|annually|yearly|annual|weekly|monthly|daily|fortnightly|bi-?weekly|p\.?\s?a\b\.?))\)?",
    re.IGNORECASE,
)
_PERIOD_WORD = re.compile(
    r"\b(hourly|annual(?:ly)?|yearly|weekly|monthly|daily|fortnightly|bi-?weekly"
    r"|(?:per|an?|each|/)\s+(?:hour|year|annum|week|month|day|fortnight))\b",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?,?\s+"
)
_DATE = re.compile(
    rf"(?:\b(?:as of|in|for|of|during)\s+(?:the year\s+)?)?(?:\b{_MONTHS})?\b((?:19|20)\d\d)\b(?!\s*[-–—/]\s*\d)",
    re.IGNORECASE,
)
_TENTH, _QUARTER = (rf"\(?(?:{number})\s*(?:%|per\s?cent)\)?" for number in ("10|ten", "25|twenty-five"))
_LOWEST, _HIGHEST = r"\b(?:lowest|bottom|lower)(?:[- ]paid)?", r"\b(?:highest|top|upper|best)(?:[- ]paid|[- ]earning)?"
#: Words for the points of the distribution, by what a profile calls them.
_POINTS = (
    ("p10", rf"{_LOWEST}\s+{_TENTH}|\b10(?:th)?[- ]percentile"),
    ("p25", rf"{_LOWEST}\s+(?:{_QUARTER}|quarter\b)|\b25(?:th)?[- ]percentile"),
    ("p75", rf"{_HIGHEST}\s+(?:{_QUARTER}|quarter\b)|\b75(?:th)?[- ]percentile"),
    ("p90", rf"{_HIGHEST}\s+{_TENTH}|\b90(?:th)?[- ]percentile"),
    ("median", r"\bmedians?\b|\b50th percentile"),
)
_POINT = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _POINTS]
_BOUNDS = re.compile(
    r"\b(?:more than|less than|over|under|above|below|up to|at least|at most|upwards? of|as much as"
    r"|(?:as )?high(?:er)? (?:as|than)"
    r"|(?:as )?low(?:er)? (?:as|than)|(?:equal to or )?greater than|fewer than|or (?:less|fewer|lower|under"
    r"|below)|nearly|almost|close to)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"\bequal to or greater than\b", re.IGNORECASE)
_EXPLAINED = re.compile(
    r"(?:,?\s*(?:\bwhich\b|\bthe median (?:wage|pay|salary)\b|\(\s*)?[\w\s]{0,60}?)?\bhalf (?:of )?(?:the "
    r"|all )?[\w\s]{0,60}?"
    r"\b(?:earn|ma[dk]e|paid)\w*\s+(?:more|at least|less)[\w\s,]{0,80}?\bhalf (?:earn"
    r"|ma[dk]e)\w*\s+less(?:\s+than (?:that|this)(?: amount)?)?",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(?:according to |per |from |data (?:from|of) |reported by )?(?:the )?(?:u\.?\s?s\.? |united states )?"
    r"(?:bureau of labor statistics|department of labor|bls|oews|oes|occupational employment(?: and wage)? statistics"
    r"|occupational outlook handbook|o\*net(?: online)?|careeronestop|my next move)(?:['’]s?)?(?:\s*\((?:bls|dol"
    r"|oews|ooh)\))?",
    re.IGNORECASE,
)
_NATION = re.compile(
    r"\b(?:in|across|throughout|for|of|within) the (?:united states(?: of america)?|u\.?s\.?(?:a\.?)?|country"
    r"|nation)(?!\w)"
    r"|\bunited states\b|\bnation(?:al(?:ly)?|wide)\b|\bU\.?S\.?A?(?!\w)\.?",
    re.IGNORECASE,
)
#: Stems that may stand around a figure without making it somebody else's.
EXPECTED = expected(
    "is was are were be been it its that this these their they who which with as at on by from has have had "
    "salary wage pay paid earning earn earned income remuneration make made making receive received get "
    "about approximately around roughly approx circa currently current latest recent amount figure "
    "person people worker employee professional staff one member individual "
    "role job occupation career profession position title work working per year annual yearly annually hour hourly "
    "data report reported estimate estimated show showed say according reveal revealed stated find found"
    " note list "
    "percentile percent equivalent "
    "statistic survey equal come stand stood point distribution"
)
#: Stems that may stand in a heading or label above a figure as well.
_EXPECTED_ABOVE = (
    EXPECTED
    | IN_HEADINGS
    | expected(
        "outlook benefit growth employment trend potential prospect expectation earnings compensation average"
        " mean range labor "
        "market demand data national"
    )
)


@dataclass(frozen=True, slots=True)
class Wage:
    """A point of the distribution as a page states it; `why` says what keeps it from being used, if anything."""

    point: str
    text: str
    amounts: Mapping[str, Decimal]  # annual, hourly
    at_least: bool = False
    currency: str = "USD"
    year: int | None = None
    stated: bool = False  # whether the periods are said, and not only guessed
    why: str = ""
    strange: str = ""  # the words that make it doubtful whose figure it is

    def value(self) -> dict[str, Any]:
        """As a profile writes it."""
        return {name: {"at_least": amount} if self.at_least else amount for name, amount in self.amounts.items()}


@dataclass(frozen=True, slots=True)
class _Amount:
    value: Decimal
    decimals: int
    currency: str
    period: str
    more: bool
    start: int
    end: int
    why: str = ""


def has_amount(text: str) -> bool:
    """Tell whether a sentence holds an amount of money."""
    return any(_amounts(text[:_MOST_CHARACTERS], "USD"))


def period_of(wage: Wage) -> str:
    """The one period that the role's figure is for: "hour" for "The median hourly wage was $23.33"."""
    return PERIODS.get(next(iter(wage.amounts)), "") if len(wage.amounts) == 1 else ""


def expected_above(text: str, names: Names) -> bool:
    """Tell whether a heading, or a line that leads to a list, says nothing that makes what follows somebody else's."""
    rest = _without_phrases(text)
    return not names.strange(rest, _EXPECTED_ABOVE)[0]


def read_wages(
    text: str,
    above: str,
    names: Names,
    *,
    dollars: str,
    tainted: str = "",
    labelled: bool = False,
    follows: bool = False,
    period: str = "",
) -> Iterator[Wage]:
    """The wages that a sentence, or a value that is `labelled`, states; those that are not the role's too.

    `above` is the label or heading that it stands under, `dollars` the currency of a bare "$" on this page ("" if that
    is not clear). `tainted` are the words that made a figure before it doubtful: this one may go on speaking of them.
    `follows` tells that it stands behind a sentence of another matter, `period` for what time the role's figure before
    it is, if that says it.
    """
    if len(text) > _MOST_CHARACTERS:
        yield Wage("", text, {}, why="the sentence is too long")
        return
    for clause in _clauses(text):
        amounts = list(_amounts(clause, dollars))
        if not amounts:
            continue
        wage = _wage(clause, amounts, above, names, tainted, labelled=labelled, follows=follows, period=period)
        tainted = wage.strange or tainted
        period = period_of(wage)
        follows = follows and bool(wage.why)
        yield wage


def _clauses(text: str) -> list[str]:
    return re.split(
        r"[;•|]\s+|,?\s+(?:and|while|whereas|but|with)\s+(?:those in )?(?=the (?:highest|lowest|top|bottom|upper"
        r"|lower)\b|(?:highest|lowest|top|bottom) \d)",
        text,
    )


def _amounts(text: str, dollars: str) -> Iterator[_Amount]:
    for found in _AMOUNT.finditer(text):
        sign, code = (found["sign"] or "").strip(), (found["code"] or found["after"] or "").strip()
        unit = _UNIT.match(text, found.end())
        if not sign and not code and not (unit and "," in found["number"]):
            continue  # a year, a percentage, a number of jobs
        end = unit.end() if unit else found.end()
        value, decimals, why = _number(found["number"], found["scale"])
        currency = code if code.isalpha() else _SIGNS.get(code, "")
        if not currency and sign:
            currency = dollars if sign == "$" else _SIGNS.get(sign.upper().rstrip("."), "")
        named = next((iso for pattern, iso in _NAMED.items() if re.match(rf"\s*(?:{pattern})\b", text[end:], re.I)), "")
        if named:
            currency = named
        if not currency:
            why = why or "it is not clear in which currency it is"
        yield _Amount(
            value, decimals, currency, _period(unit) if unit else "", bool(found["more"]), found.start(), end, why
        )


def _number(text: str, scale: str | None) -> tuple[Decimal, int, str]:
    """A number, how many decimals it is written with, and what is not clear about it."""
    scale = (scale or "").strip().lower()
    unclear = "the way in which the figure is written is not clear"
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?", text):
        value = Decimal(text.replace(",", ""))
        decimals = len(text.partition(".")[2])
        if scale in ("k", "thousand"):
            return value * 1000, 0, ""
        return value, decimals, "it is no pay of one person" if scale else ""
    if scale in ("k", "thousand") and re.fullmatch(r"\d+\.\d+", text):
        return Decimal(text) * 1000, 0, ""
    return Decimal(0), 0, unclear


def _period(unit: re.Match[str]) -> str:
    word = (unit["unit"] or unit["adverb"]).lower().replace(".", "").replace(" ", "").replace("-", "")
    return _PERIODS.get(word, _PERIODS.get(word.removesuffix("s"), word))


def _wage(
    text: str,
    amounts: Sequence[_Amount],
    above: str,
    names: Names,
    tainted: str,
    *,
    labelled: bool,
    follows: bool,
    period: str,
) -> Wage:
    shown = " ".join(text.split())
    if (
        above
        and len(shown) <= _SHORT
        and not re.search(r"\b(?:salar|pay|wage|earn|median|income)", shown, re.IGNORECASE)
    ):
        shown = f"{' '.join(above.split())}: {shown}"
    context = f"{above} : {text}" if above else text
    point, points = _point(text, above)
    year = _year(context)

    def unused(why: str, strange: str = "") -> Wage:
        return Wage(point, shown, {}, year=year, why=why, strange=strange)

    why = next((amount.why for amount in amounts if amount.why), "")
    if why:
        return unused(why)
    if len({amount.currency for amount in amounts}) > 1:
        return unused("it is in two currencies")
    found, why = _by_period(text, amounts, above, period)
    if why:
        return unused(why)
    if not point:
        return unused(
            "it does not say whether it is the median, which half of the people earn at least"
            if not points
            else "it does not say which of the figures is which"
        )
    at_least = any(amount.more for amount in amounts) or bool(_AT_LEAST.search(text))
    if point == "median" and not at_least and _BOUNDS.search(text):
        return unused("it is not said exactly")
    strange, named = names.strange(_without_phrases(text, amounts), EXPECTED)
    if strange:
        return unused(_doubtful(" ".join(strange[:6])), " ".join(strange[:6]))
    if above and not expected_above(above, names):
        return unused(f"it stands under “{' '.join(above.split())[:60]}”")
    if tainted and not named:
        return unused(_doubtful(tainted))
    if not named and not labelled and (follows or is_anybodys(text)):
        return unused("it does not say whose figure it is")
    values, why = _checked(found)
    if why:
        return unused(why)
    stated = all(amount.period for amount in amounts)
    capped = at_least if point == "median" else False
    return Wage(point, shown, values, capped, amounts[0].currency, year, stated)


def _doubtful(words: str) -> str:
    return f"“{words[:60]}” may mean that it is not the role's own figure"


def _point(text: str, above: str) -> tuple[str, list[str]]:
    """Name the point of a clause, and all that it could be; by what stands above only if nothing else tells."""
    for where in (text, above):
        points = [name for name, pattern in _POINT if pattern.search(where)]
        if points:
            return (points[0] if len(points) == 1 else ""), points
    return "", []


def _year(text: str) -> int | None:
    years = {int(found[1]) for found in _DATE.finditer(text)}
    return years.pop() if len(years) == 1 else None


def _by_period(text: str, amounts: Sequence[_Amount], above: str, before: str) -> tuple[dict[str, _Amount], str]:
    """The amounts by period; and what keeps them from being told apart."""
    plain = "".join(" " if any(a.start <= n < a.end for a in amounts) else c for n, c in enumerate(text))
    said = _periods_in(plain) or _periods_in(above)
    found: dict[str, _Amount] = {}
    if all(amount.period for amount in amounts) and said - {amount.period for amount in amounts}:
        return {}, "it does not say for which period it is"
    for amount in amounts:
        period = amount.period
        if not period and len(said) > 1:
            return {}, "it does not say for which period it is"
        if not period and said:
            period = next(iter(said))
        if not period and _SURELY_A_YEAR <= amount.value <= _MOST_A_YEAR:
            period = "year"
        period = period or before
        if not period:
            return {}, "it does not say for which period it is"
        if period not in ("year", "hour"):
            return {}, f"it is the pay of a {period}, and not of a year or an hour"
        if period in found:
            same = found[period].value == amount.value
            return {}, "two figures stand in it" if same else "it is a range"
        found[period] = amount
    return found, ""


def _periods_in(text: str) -> set[str]:
    words = (re.sub(r"^(?:per|an?|each|/)\s+|-", "", found[1].lower()) for found in _PERIOD_WORD.finditer(text))
    return {_PERIODS[word] for word in words if word in _PERIODS}


def _without_phrases(text: str, amounts: Sequence[_Amount] = ()) -> str:
    """A text without its amounts, its date and source, and the phrases that say nothing about whose the figure is."""
    for amount in reversed(amounts):
        text = f"{text[: amount.start]} {text[amount.end :]}"
    for pattern in (_EXPLAINED, _SOURCES, _NATION, _DATE, *(one for _, one in _POINT), _BOUNDS, _PERIOD_WORD):
        text = pattern.sub(" ", text)
    return text


def _checked(found: Mapping[str, _Amount]) -> tuple[dict[str, Decimal], str]:
    """The pay of a year and an hour, to cents where both are known; and what is wrong with them."""
    year, hour = found.get("year"), found.get("hour")
    values: dict[str, Decimal] = {}
    if year:
        if not _LEAST_A_YEAR <= year.value <= _MOST_A_YEAR:
            return {}, "it is not what people earn in a year"
        values["annual"] = year.value
    if hour:
        if not 0 < hour.value <= _MOST_AN_HOUR:
            return {}, "it is not what people earn in an hour"
        values["hourly"] = hour.value if hour.decimals == 0 else hour.value.quantize(Decimal("0.01"))
    if year and hour:
        computed = year.value / HOURS_A_YEAR
        near = TOLERANCE if hour.decimals else Decimal("0.5")
        if abs(computed - hour.value) > near:
            return {}, f"{year.value:,} a year makes {computed:,.2f} an hour, not {hour.value:,}"
        if hour.decimals < 2:  # "$63.1" stands for what the year's pay makes
            values["hourly"] = computed.quantize(Decimal("0.01"))
    return values, ""
