"""Names of an office's columns, and what they mean: the field, and what they say of year, period, currency and size."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from careerpdf.schema.pay_text import Period, currency_named, period_named

_DATA: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
#: The fields that a column can be for. `salary.per` and `salary.currency` are of the row's pay.
FIELDS: tuple[str, ...] = tuple(_DATA["fields"])
#: The rank of a column whose field was asked for.
ASKED = -1
#: Fields of which several columns make one list: `Duty 1`, `Duty 2`.
LISTS = frozenset(
    ("duties", "also_called", "tags", "skills", "knowledge", "technology", "work_styles", "interests", "related",
     "advancement.next", "questions")
)  # fmt: skip
_POINTS = (
    (r"\b(?:median|50th|p50|pct 50)\b", "salary.median"),
    (r"\b(?:10th|p10|pct 10|(?:bottom|lowest) 10)\b", "salary.percentiles.p10"),
    (r"\b(?:25th|p25|pct 25)\b", "salary.percentiles.p25"),
    (r"\b(?:75th|p75|pct 75)\b", "salary.percentiles.p75"),
    (r"\b(?:90th|p90|pct 90|top 10)\b", "salary.top_10_percent"),
)
_PAY, _LOW, _HIGH, _KINDS = (frozenset(_DATA[key]) for key in ("pay", "low", "high", "kinds"))
_BESIDE_PAY, _FILLERS = frozenset(_DATA["beside_pay"]), frozenset(_DATA["fillers"])
_LONGEST = 100  # characters of a name
_VAGUE = frozenset(("base", "career", "level", "guide"))  # which alone make no pay of a period
#: Codes of currencies that are no words of names.
_CODES = frozenset(("usd", "eur", "gbp", "cad", "aud", "nzd", "chf", "inr", "sek", "nok", "dkk", "sgd", "hkd", "zar"))


@dataclass(frozen=True)
class Column:
    """A column: its name as it stands, its field (None: it is kept under notes), and what the name says.

    The field of pay does not say for which period, `per` does: `salary.median`, or `salary` for what is no median; then
    `kind` says what it is, as "Starting salary". `thousands`: figures are in thousands. `rank` is 0 for the likeliest
    name of the field, and ASKED where no name decided.
    """

    heading: str
    field: str | None = None
    rank: int = 0
    year: int | None = None
    period: str = ""
    currency: str = ""
    per: Period | None = None
    kind: str = ""
    thousands: bool = False

    @property
    def is_pay(self) -> bool:
        """True if the column holds amounts of money."""
        return bool(self.field) and self.field in (
            "salary",
            *(field for _, field in _POINTS),
            "salary.low",
            "salary.high",
        )


def asked(heading: str, field: str) -> Column:
    """The column of a name for which one of FIELDS was asked."""
    return _for_field(replace(meaning(heading), kind=""), field, ASKED)


def _for_field(column: Column, field: str, rank: int) -> Column:
    """The column for one of FIELDS, of which the last part may be the period of pay."""
    per: Period | None = "year" if field.endswith(".annual") else "hour" if field.endswith(".hourly") else None
    return replace(column, field=re.sub(r"\.(?:annual|hourly)$", "", field), rank=rank, per=per)


def meaning(heading: str, group: str = "") -> Column:
    """Read the name of a column, alone or as one of a `group` of columns, whose name stands above it."""
    alone = _meaning(heading)
    if not group.strip() or not (alone.field is None or alone.is_pay):
        return alone
    for text in (f"{group} {heading}", f"{heading} {group}"):
        if (found := _meaning(text)).field:
            return replace(found, heading=f"{group} {heading}".strip())
    # “Annual average” below “Openings” is no pay, though it could be alone.
    above = _meaning(group)
    return Column(f"{group} {heading}".strip()) if alone.is_pay and above.field and not above.is_pay else alone


def otherwise(column: Column) -> str | None:
    """Another field that the column may be for, if the first one has a column of its own."""
    other: str | None = _DATA["otherwise"].get(_words(column.heading))
    return other


@lru_cache(maxsize=4096)
def _meaning(heading: str) -> Column:
    column = Column(" ".join(heading.split()))
    if len(column.heading) > _LONGEST:
        return column
    text, column = _without_years(_words(heading), column)
    text, column = _without_units(text, column)
    bare = " ".join(word for word in text.split() if word not in _FILLERS)
    for name in (text, bare, re.sub(r" \d+$", "", bare)):
        found = _names().get(_plain(name))
        if found and (name in (text, bare) or found[0] in LISTS):
            return _for_field(column, *found)
    return _pay(text, column)


def _words(heading: str) -> str:
    """A name in small letters, with blanks between its words: `Median_Pay`, `medianPay` and “Median  pay:” are one."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.replace("_", " ")).casefold()
    text = re.sub(r"\*+$|\[\d+\]", "", re.sub("[‐-―−]", "-", text.replace("’", "'")))  # signs of footnotes
    text = re.sub(r"(?<=[\s$£€(])'?000'?s\b", " thousands ", text.replace("/", " per "))
    text = re.sub(r"%|\bpct\b(?!\W?\d)", " percent ", re.sub(r"\bpct(?=\d)", "pct ", text))
    return " ".join(re.sub(r"[^\w$£€₹*'.-]+", " ", text).split())


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name)


@cache
def _names() -> Mapping[str, tuple[str, int]]:
    """The field of each known name, and the name's place among those of the field."""
    found: dict[str, tuple[str, int]] = {}
    for field, names in _DATA["fields"].items():
        for rank, name in enumerate((field.replace(".", " "), *names)):
            found.setdefault(_plain(name), (field, rank))
    return found


def _without_years(text: str, column: Column) -> tuple[str, Column]:
    """The name without years and periods: `growth 2024-34`, `median salary 2024`."""
    if span := re.search(r"\b(20\d\d) ?(?:-|–|to) ?(20\d\d|\d\d)\b", text):
        column = replace(column, period=f"{span[1]}–{span[2][-2:]}")
        text = text.replace(span[0], " ")
    if year := re.search(r"\b(?:19|20)\d\d\b", text):
        column = replace(column, year=int(year[0]))
        text = text.replace(year[0], " ")
    return " ".join(text.split()), column


def _without_units(text: str, column: Column) -> tuple[str, Column]:
    """The name without currency and size: `salary usd`, `wage £`, `employment in thousands`."""
    kept = []
    for word in text.split():
        if (word in _CODES or not word.isalnum()) and (code := currency_named(word.strip("."))):
            column = replace(column, currency=code)
        else:
            kept.append(word)
    rest = re.sub(r"\b(?:in )?thousands?(?: of dollars)?\b| k$", " ", " ".join(kept))
    if rest != " ".join(kept) and rest.strip():
        return " ".join(rest.split()), replace(column, thousands=True)
    return (" ".join(kept) or text), column


def _pay(text: str, column: Column) -> Column:
    """A column of pay, told by the words of its name; one with any other word in it is none."""
    text = re.sub(
        r"^([ah]) (?=mean|median|pct)", lambda one: "annual " if one[1] == "a" else "hourly ", text
    )  # as OEWS
    points = {field for pattern, field in _POINTS if re.search(pattern, text)}
    words = re.sub(r"\d+(?:th|st|nd|rd)?|p\d\d|\bmedian\b", " ", text).split()
    per = period_named(text)
    kinds, low, high = ([word for word in words if word in some] for some in (_KINDS, _LOW, _HIGH))
    strange = [w for w in words if w not in _PAY | _LOW | _HIGH | _KINDS | _BESIDE_PAY and period_named(w) is None]
    money = any(word in _PAY for word in words)
    if strange or len(points) > 1 or (low and high) or not text:
        return column
    if points and not kinds:
        return replace(column, field=points.pop(), per=per)
    if money and (low or high) and not kinds:
        return replace(column, field="salary.low" if low else "salary.high", per=per)
    if money or (per and not low and not high and not any(kind in _VAGUE for kind in kinds)):
        return replace(column, field="salary", per=per, kind=text[:1].upper() + text[1:] if kinds else "")
    return column
