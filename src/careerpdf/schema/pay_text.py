"""Pay as people write it, such as `$28.50/hr`, `£27k`, `90,000+` or `45,000–60,000 a year`, as plain values.

Text in, values out; fields and files are not known here. What can be read in two ways, or says less than a figure
("about 50k", "up to 50k"), is read as nothing: a figure that is printed is the one that was meant.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

Period = Literal["hour", "day", "week", "month", "year"]
#: The mark that begins the cents; empty if a text may have either.
Cents = Literal[".", ",", ""]
#: Dollars of a country that is not said: those of the United States, if nothing else tells.
DOLLARS = "$"
#: Less than a full-time year brings in any currency, and what few hours bring: such a figure alone is an hour's.
MOST_AN_HOUR = 200

_LONGEST = 80  # characters; no pay takes more
_MARKS: dict[str, str] = {
    "usd $": "USD", "us $": "USD", "cad $": "CAD", "ca $": "CAD", "aud $": "AUD", "au $": "AUD",
    "us$": "USD", "u.s.$": "USD", "$us": "USD", "ca$": "CAD", "c$": "CAD", "can$": "CAD", "$ca": "CAD", "$cad": "CAD",
    "$usd": "USD", "au$": "AUD", "a$": "AUD", "aud$": "AUD", "$aud": "AUD", "nz$": "NZD", "hk$": "HKD", "sg$": "SGD",
    "s$": "SGD", "nt$": "TWD", "mx$": "MXN", "r$": "BRL", "$": DOLLARS, "£": "GBP", "gb£": "GBP", "€": "EUR",
    "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₪": "ILS", "₱": "PHP", "₦": "NGN", "₫": "VND", "฿": "THB",
    "zł": "PLN", "kč": "CZK", "dollar": DOLLARS, "dollars": DOLLARS, "us dollar": "USD", "us dollars": "USD",
    "u.s. dollars": "USD", "canadian dollars": "CAD", "australian dollars": "AUD", "pound": "GBP", "pounds": "GBP",
    "pounds sterling": "GBP", "sterling": "GBP", "euro": "EUR", "euros": "EUR", "swiss francs": "CHF", "rupees": "INR",
}  # fmt: skip
#: Codes (ISO 4217) that are known without a list of all of them.
_CODES = {
    "USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "JPY", "CNY", "INR",
    "KRW", "BRL", "MXN", "ZAR", "SGD", "HKD", "ILS", "TRY", "PHP", "NGN", "KES",
}  # fmt: skip
#: Currencies called dollar, which `$` may stand for.
_DOLLARS = {
    "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "JMD", "TTD", "BBD", "BSD", "BZD", "FJD", "GYD", "LRD", "NAD",
    "SBD", "SRD", "XCD", "BMD", "KYD", "BND",
}  # fmt: skip
#: Where thousands are parted by points and cents by a comma.
_COMMA_CURRENCIES = {"EUR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "BRL", "TRY", "RUB"}
_UNITS: dict[str, Period] = {
    "h": "hour", "hr": "hour", "hrs": "hour", "hour": "hour", "hours": "hour", "hourly": "hour", "ph": "hour",
    "d": "day", "day": "day", "daily": "day",
    "w": "week", "wk": "week", "week": "week", "weekly": "week", "pw": "week",
    "mo": "month", "mth": "month", "month": "month", "monthly": "month", "pcm": "month",
    "y": "year", "yr": "year", "yrs": "year", "year": "year", "yearly": "year", "annum": "year", "annual": "year",
    "annually": "year", "pa": "year", "p.a": "year",
}  # fmt: skip
_SIZES = {"k": Decimal(1000), "thousand": Decimal(1000), "million": Decimal(1_000_000), "mio": Decimal(1_000_000)}

_AS_PLAIN = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\u00a0\u2007\u2009\u202f\t\r\n", " "))
_NO_CODE = "and|day|each|hrs|mio|mth|per|yrs"
_MARK = "|".join(sorted(map(re.escape, _MARKS), key=len, reverse=True))
_CURRENCY = rf"(?:{_MARK}|(?!(?:{_NO_CODE})\b)[a-z]{{{{3}}}}(?![a-z]))"
_FIGURE = r"\d(?:[\d.,'’ ]*\d)?"
_SIZE = "|".join(_SIZES)
_ONE = (
    rf"(?:(?P<sign{{0}}>{_CURRENCY}) ?)?(?P<figure{{0}}>{_FIGURE})"
    rf"(?: ?(?P<size{{0}}>{_SIZE})(?![a-z]))?(?: ?(?P<code{{0}}>{_CURRENCY}))?"
)
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_PERIOD = rf"(?:[/(]|per |an? |each |every )? ?(?P<unit{{0}}>{_UNIT})(?![a-z])\.?\)?"
_MORE = r" ?\+| (?:or|and) (?:more|above|over|up)"
_THOUSANDS = r"\d{1,3}(?: \d{3})+|\d{1,3}(?:['’]\d{3})+"
_POINT = rf"(?:\d+|\d{{1,3}}(?:,\d{{3}})+|{_THOUSANDS})(?:\.\d{{1,2}})?"
_COMMA = rf"(?:\d+|\d{{1,3}}(?:\.\d{{3}})+|{_THOUSANDS})(?:,\d{{1,2}})?"
_LAKH = r"\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d{1,2})?"  # as India parts its thousands


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay as a text states it: an amount, or with `high` a range; of a period and in a currency, if it says so.

    `currency` is a code of ISO 4217, `$`, or empty.
    """

    low: Decimal
    high: Decimal | None = None
    at_least: bool = False
    currency: str = ""
    period: Period | None = None


def read_pay(text: str, *, cents: Cents = ".") -> Pay | None:
    """Pay as somebody has written it; None for what is none, or cannot be told for certain."""
    found = _pay().fullmatch(_plain(text))
    currency = _one_currency(found.group("sign1", "code1", "sign2", "code2")) if found else None
    if found is None or currency is None:
        return None
    units = {_UNITS[unit] for unit in found.group("unit0", "unit1", "unit2") if unit}
    ranged, least = found["range"], found["least"] or found["more"] or found["plus"]
    if len(units) > 1 or (ranged and least) or bool(found["between"]) != (ranged == " and "):
        return None
    if currency in _COMMA_CURRENCIES or (currency and cents == ","):  # who names a currency writes as its country does
        cents = ""
    figures = found.group("figure1", "figure2")[: 2 if ranged else 1]
    amounts = [_money(figure, cents, indian=currency == "INR") for figure in figures]
    sizes: list[str | None] = list(found.group("size1", "size2"))[: len(amounts)]
    if ranged and sizes[1] and not sizes[0] and amounts[0] and amounts[0] < 1000:  # 45-60k
        sizes[0] = sizes[1]
    read = [amount * _SIZES.get(size or "", 1) for amount, size in zip(amounts, sizes, strict=True) if amount]
    if len(read) < len(amounts) or read != sorted(read):
        return None
    high = read[1] if ranged and read[1] != read[0] else None
    return Pay(read[0], high, bool(least or (found["from"] and not ranged)), currency, next(iter(units), None))


def read_figure(text: str, *, cents: Cents = ".") -> Decimal | None:
    """A number as people write it, of money or not: 23,400, +4.5, −2, 1.2 million; None for what is none."""
    found = re.fullmatch(rf"([-+]?) ?({_FIGURE})(?: ?({_SIZE}))?", _plain(text))
    if found is None:
        return None
    bare = found[2]
    exact = re.fullmatch(r"\d+(?:\.\d+)?", bare) if cents == "." else None
    value = Decimal(bare) if exact else _money(bare, cents)
    return None if value is None else value * _SIZES.get(found[3] or "", 1) * (-1 if found[1] == "-" else 1)


def read_percent(text: str, *, cents: Cents = ".") -> Decimal | None:
    """A percentage as people write it: 33.5, 33.5%, +4 percent, −2 %; None for what is none."""
    bare = re.sub(r"\s*(?:%|percent|per cent|pct\.?)\Z", "", text.strip(), flags=re.IGNORECASE)
    return read_figure(bare, cents=cents)


def is_ambiguous(text: str) -> bool:
    """True if three digits follow a point, which may begin cents or part the thousands: 58.500."""
    return re.fullmatch(r"[^\d]*\d{1,3}\.\d{3}[^\d.,]*", text) is not None


@lru_cache(maxsize=256)
def currency_named(text: str) -> str:
    """The currency that a sign, code or name stands for: £, CA$, eur, US dollars. Empty if there is none."""
    name = " ".join(text.casefold().split())
    code = text.strip().upper()
    if name in _MARKS:
        return _MARKS[name]
    if code in _CODES:
        return code
    if not re.fullmatch(r"[A-Z]{3}", code):
        return ""
    from babel.numbers import is_currency  # only rare ones pay for Babel here

    return code if is_currency(code) else ""


def period_named(text: str) -> Period | None:
    """The period that words name: hourly, per year, Annual Salary, /wk. None if it is none, or more than one."""
    words = re.findall(r"[a-z.]+", text.casefold())
    units = {_UNITS[word.strip(".")] for word in words if word.strip(".") in _UNITS and len(word.strip(".")) > 1}
    return next(iter(units)) if len(units) == 1 else None


def agree(sign: str, currency: str) -> bool:
    """True if pay that was written with `sign`, a code or `$`, can be in the currency."""
    return not sign or sign == currency or (sign == DOLLARS and currency in _DOLLARS)


@cache
def _pay() -> re.Pattern[str]:
    """The pattern of pay; it takes 10 ms to compile, which files with nothing but bare figures need not wait for."""
    return re.compile(
        rf"(?:(?P<unit0>{_UNIT}):? )?"
        r"(?:(?P<between>between) |(?P<from>from) "
        r"|(?P<least>at least|starting at|min\.?|minimum|more than|over|>=?|≥) ?)?"
        + _ONE.format(1)
        + rf"(?: ?{_PERIOD.format(1)}(?= ?-| to ))?"
        + rf"(?P<range> ?- ?| to | and )?(?(range){_ONE.format(2)})"
        + rf"(?P<more>{_MORE})?(?: ?{_PERIOD.format(2)})?(?P<plus>{_MORE})?\.?"
    )


def _plain(text: str) -> str:
    """A text as it is compared: small letters, one kind of dash and of blank; empty if it is too long for a figure."""
    return " ".join(text.translate(_AS_PLAIN).casefold().split()) if len(text) <= _LONGEST else ""


def _one_currency(signs: Iterable[str | None]) -> str | None:
    """The currency of all signs; empty if there are none, None if they name several, or something else."""
    named = {currency_named(sign) for sign in signs if sign}
    if DOLLARS in named and len(named) == 2:  # $50,000 CAD
        named.remove(DOLLARS)
        named &= _DOLLARS
        return next(iter(named), None)
    return None if len(named) > 1 or "" in named else next(iter(named), "")


def _money(figure: str, cents: Cents, *, indian: bool = False) -> Decimal | None:
    """An amount with or without signs between its thousands; None if it is none, or reads otherwise than `cents` says.

    Cents have one or two digits, thousands three: so without knowing `cents` there is never more than one reading.
    """
    point = re.fullmatch(_POINT, figure) or (re.fullmatch(_LAKH, figure) if indian else None)
    comma = re.fullmatch(_COMMA, figure)
    if point and (cents != "," or "." in figure or "," not in figure):
        return Decimal(re.sub(r"[,\s'’]", "", figure))
    if comma and (cents != "." or figure.count(".") > 1 or ("." in figure and "," in figure)):
        return Decimal(re.sub(r"[.\s'’]", "", figure).replace(",", "."))
    return None
