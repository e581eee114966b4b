"""The model of a role profile. Field help and examples live here, once: docs/profile.md and the schema come from them.

Checks that need more than one field, or other files, are in `checks.py`.
"""

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    WithJsonSchema,
    model_validator,
)

from careerpdf.diagnostics import did_you_mean
from careerpdf.profile import wording
from careerpdf.profile.pay_text import (
    DOLLARS,
    MOST_AN_HOUR,
    Pay,
    Period,
    is_ambiguous,
    read_figure,
    read_pay,
    read_percent,
)
from careerpdf.sections import SectionNames, plain_name
from careerpdf.source.explain import custom_error, shown, what
from careerpdf.source.pictures import picture_name

#: Full-time hours in a year, by which BLS turns hourly wages into annual ones (OEWS technical notes).
HOURS_A_YEAR = 2080

_LONGEST_ADDRESS = 2000
_MOST_PAGES = 20  # that a handout can be asked to fit on
_NUMBER = re.compile(r"[-+]?\d[\d,\u202f\u00a0 ]*(?:\.\d+)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_URL = re.compile(r"https?://[^\s/?#<>\"]+\.[^\s<>\"]+|https?://localhost\S*", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
ROLE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LEAVE_OUT = "leave the field out if there is nothing to say"


class _Part(BaseModel):
    # Building the parts with the profile, and not each for itself as well, halves the time it takes to start.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    #: Names that people may try, and what the field is called.
    SYNONYMS: ClassVar[dict[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Words:
    """What a type is called in docs/profile.md."""

    text: str


# -- texts


def _one_line(text: str) -> str:
    """Line ends and runs of blanks as one blank; non-breaking and other special spaces are meant, and stay."""
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        text = re.sub(r"[ \t\r\n]+", " ", text)
    return text.strip(" ")


def _line(value: object) -> object:
    if isinstance(value, str) and value.strip():
        return _one_line(value)
    if value is None or isinstance(value, str):
        raise custom_error("empty", "{name} is empty", expected="a text")
    if isinstance(value, int | float | dt.date) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict) and len(value) == 1:
        key = next(iter(value))
        raise custom_error(
            "colon-in-text",
            "a colon followed by a space made a field of this text",
            expected="a text",
            hint=f'put the whole text in quotes: "{key}: …"',
        )
    raise custom_error(
        "wrong-type",
        f"{{name}} is {what(value)} where a text belongs",
        expected="a text",
        hint='put it in quotes: "true"' if isinstance(value, bool) else "",
    )


def _entry(value: object) -> object:
    """An entry of a list; without quotes, `- Research: Westlaw` is a field to YAML, and a text to whoever wrote it."""
    if isinstance(value, dict) and len(value) == 1:
        ((key, text),) = value.items()
        if isinstance(text, str | int | float) and not isinstance(text, bool):
            return _line(f"{key}: {text}")
    return _line(value)


def _prose(value: object) -> object:
    if isinstance(value, list | tuple):
        if not value:
            raise custom_error("empty", "{name} is an empty list", expected="a text, or a list of paragraphs")
        return tuple(_entry(part) for part in value)
    if isinstance(value, str) and (text := value.strip()):
        return tuple(map(_one_line, _BLANK_LINE.split(text))) if "\n" in text else (_one_line(text),)
    return (_line(value),)


def _url(value: object) -> object:
    text = str(_line(value))
    if re.match(r"www\.", text, re.IGNORECASE) and _HOST.match(text):
        text = f"https://{text}"
    if len(text) > _LONGEST_ADDRESS or not _URL.fullmatch(text):
        raise custom_error(
            "bad-url",
            f"{{name}} cannot be {shown(text)}",
            expected="a web address such as https://www.bls.gov/oes/",
            hint=f"did you mean https://{text}?" if _HOST.match(text) else "copy it from the browser's address bar",
        )
    return text


def _email(value: object) -> object:
    text = str(_line(value))
    if len(text) > _LONGEST_ADDRESS or not _EMAIL.fullmatch(text):
        raise custom_error(
            "bad-email", f"{{name}} cannot be {shown(text)}", expected="an e-mail address such as careers@example.edu"
        )
    return text


def _pages(value: object) -> object:
    if value == "none" or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_PAGES):
        return value
    raise custom_error(
        "bad-fit",
        f"{{name}} cannot be {shown(value)}",
        expected=f"the most pages of a handout, from 1 to {_MOST_PAGES}, or none",
    )


Line = Annotated[str, BeforeValidator(_line, json_schema_input_type=str), Words("text")]
Prose = Annotated[
    tuple[str, ...],
    BeforeValidator(_prose, json_schema_input_type=str | list[str]),
    Words("paragraphs"),
]
Url = Annotated[str, BeforeValidator(_url, json_schema_input_type=str), Words("web address")]
Email = Annotated[str, BeforeValidator(_email, json_schema_input_type=str), Words("e-mail address")]
_FieldByAccident = Annotated[dict[str, str], Field(min_length=1, max_length=1)]
Entry = Annotated[str, BeforeValidator(_entry, json_schema_input_type=str | _FieldByAccident), Words("text")]
Lines = Annotated[tuple[Entry, ...], Field(min_length=1)]
#: How many pages a handout has to fit on.
Pages = Annotated[
    int | Literal["none"],
    BeforeValidator(_pages),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 20}, {"const": "none"}]}),
    Words("number of pages, or none"),
]
Picture = Annotated[str, BeforeValidator(picture_name, json_schema_input_type=str), Words("picture file")]


def _is_glued(value: object, model: type[BaseModel]) -> bool:
    """Whether a text is a field of the model with the space behind its colon missing, which a message says."""
    return isinstance(value, str) and ":" in value and value.partition(":")[0] in model.model_fields


# -- choices


def any_case(value: object) -> object:
    """A word to choose from, as it is listed: in lower case."""
    return value.strip().lower() if isinstance(value, str) else value


Paper = Annotated[Literal["letter", "a4", "half-letter", "a5", "legal"], BeforeValidator(any_case)]


# -- numbers and dates


def to_decimal(value: object, example: str = "131250 or 63.10") -> Decimal:
    """A number as people write it: 131250, 63.1, "131,250", "$131,250". Raises PydanticCustomError."""
    expected = f"a number such as {example}"
    if isinstance(value, bool) or value is None or isinstance(value, list | tuple | dict | dt.date):
        raise custom_error("wrong-type", f"{{name}} is {what(value)} where a number belongs", expected=expected)
    text = str(value).strip()
    bare = re.sub(r"^\$ ?", "", text) if len(text) <= 40 else ""  # no figure is longer
    try:
        if _NUMBER.fullmatch(bare) and "," in bare and not _THOUSANDS.fullmatch(bare):
            decimals = re.fullmatch(r"(\d+),(\d\d?)", bare)  # as most of Europe writes it
            raise custom_error(
                "wrong-type",
                f"the comma in {shown(text)} does not stand between thousands"
                if bare.count(",") == 1
                else f"the commas in {shown(text)} do not stand between thousands",
                expected="a number such as 131,250 or 63.10",
                hint=f"if the comma begins the cents, write {decimals[1]}.{decimals[2]}" if decimals else "",
            )
        if isinstance(value, int | float | Decimal) and math.isfinite(value):
            return Decimal(format(Decimal(text), "f"))  # 1.5e5 is 150000
        if not _NUMBER.fullmatch(bare):
            raise InvalidOperation
        return Decimal(re.sub(r"[,\s\u202f\u00a0]", "", bare))
    except InvalidOperation:
        raise custom_error(
            "wrong-type",
            f"{{name}} is {what(text)} where a number belongs",
            expected=expected,
            hint="write the figure alone, without words or signs",
        ) from None


def _percent(value: object) -> Decimal:
    number = read_percent(value) if isinstance(value, str) else None
    if number is None:
        number = to_decimal(value.strip().removesuffix("%").strip() if isinstance(value, str) else value, "33.5")
    if not -100 <= number <= 1000:
        raise custom_error(
            "out-of-range", f"{{name}} cannot be {shown(value)}", expected="a change in percent, such as 33.5 or -4"
        )
    return number


def _count(value: object) -> int:
    number = read_figure(value) if isinstance(value, str) else None
    if number is None:
        number = to_decimal(value, "23400")
    if number < 0 or number != int(number):
        raise custom_error(
            "out-of-range", f"{{name}} cannot be {shown(value)}", expected="a whole number such as 23400"
        )
    return int(number)


def _year(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"(?:19|20|21)\d\d", text):
        raise custom_error("bad-year", f"{{name}} cannot be {shown(value)}", expected="a year such as 2024")
    return int(text)


def _date(value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(value.strip() if isinstance(value, str) else "")
    except ValueError:
        raise custom_error(
            "bad-date", f"{{name}} cannot be {shown(value)}", expected="year, month and day, such as 2026-11-23"
        ) from None


Number = Annotated[Decimal, BeforeValidator(to_decimal, json_schema_input_type=float | str), Words("number")]
Percent = Annotated[Decimal, BeforeValidator(_percent, json_schema_input_type=float | str), Words("number")]
Count = Annotated[int, BeforeValidator(_count, json_schema_input_type=int | str), Words("whole number")]
Year = Annotated[int, BeforeValidator(_year, json_schema_input_type=int), Words("year")]
Date = Annotated[dt.date, BeforeValidator(_date), Words("date")]


class AtLeast(_Part):
    """How a capped figure is written."""

    at_least: Number = Field(description="the cap", examples=[239200])


class PayRange(_Part):
    """How pay from one amount to another is written."""

    low: Number = Field(description="its lower end", examples=[45000])
    high: Number = Field(description="its upper end", examples=[60000])


class Amount(_Part):
    """An amount of money; `at_least` for a capped figure ("$239,200 or more"), `derived` if computed by 2,080 hours.

    `high` is the upper end of a range. `currency` is what the text says, a code or `$`; empty if it says nothing.
    """

    value: Number
    at_least: bool = False
    derived: bool = False
    high: Number | None = None
    currency: str = ""


_MOST = Decimal(10) ** 12  # more than any wage in any currency
_UNITS: dict[Period, str] = {"hour": "an hour", "day": "a day", "week": "a week", "month": "a month", "year": "a year"}


def _amount(value: object, unit: Period) -> Amount:
    """The pay of a year or an hour, from what stands in the file. Everything wrong with it is said here."""
    if isinstance(value, Amount):
        return value
    capped = isinstance(value, dict) and set(value) == {"at_least"}
    ends = isinstance(value, dict) and set(value) == {"low", "high"}
    if isinstance(value, dict) and ends:
        low, high = (_figure(value[end], unit) for end in ("low", "high"))
        pay = Pay(low.low, high.low, currency=low.currency or high.currency)
        if low.high or high.high or pay.low > high.low:
            raise custom_error(
                "impossible-wage", "{name} has no lower and upper end", expected="two amounts, lower first"
            )
    else:
        pay = _figure(value["at_least"] if isinstance(value, dict) and capped else value, unit)
    return Amount.model_construct(
        value=pay.low, at_least=pay.at_least or capped, derived=False, high=pay.high, currency=pay.currency
    )


def _figure(figure: object, unit: Period) -> Pay:
    if isinstance(figure, dict | list):
        raise custom_error(
            "wrong-type",
            f"{{name}} is {what(figure)} where an amount belongs",
            expected="a number such as 131250, or {at_least: 239200}",
        )
    pay = read_pay(figure) if isinstance(figure, str) else None
    if pay and pay.period not in (None, unit):
        other = pay.period in ("hour", "year")
        raise custom_error(
            "wrong-period",
            f"{{name}} is the pay of {_UNITS[pay.period]}, {shown(figure)}",
            expected="the pay of a year or of an hour",
            hint=f"write it as `{'hourly' if pay.period == 'hour' else 'annual'}: {pay.low}`"
            if other
            else "leave it out, or look for such a figure: one that is worked out from it would be made up",
        )
    if pay is None and isinstance(figure, str | float) and is_ambiguous(str(figure)):
        raise custom_error(
            "wrong-type",
            f"the point in {shown(str(figure))} may begin cents or part thousands",
            expected="a number such as 131250 or 63.10",
            hint=f"write {str(figure).replace('.', ',').strip()} or, for cents, two digits behind the point",
        )
    pay = pay or Pay(to_decimal(figure))
    if pay.low <= 0:
        raise custom_error(
            "impossible-wage",
            f"{{name}} cannot be {shown(figure)}",
            expected="an amount above zero",
            hint="leave the field out if the figure is not known",
        )
    if max(pay.low, pay.high or 0) > _MOST:
        raise custom_error("impossible-wage", f"{{name}} cannot be {shown(figure)}", expected="what people earn")
    return pay


def _annual(value: object) -> Amount:
    return _amount(value, "year")


def _hourly(value: object) -> Amount:
    return _amount(value, "hour")


def one_figure(amount: Amount) -> Amount:
    """The amount. Raises PydanticCustomError if it is a range, which no median and no percentile is."""
    if amount.high is not None:
        raise custom_error(
            "range",
            f"{{name}} is a range, from {amount.value:,} to {amount.high:,}, where one figure belongs",
            expected="an amount such as 131250",
            hint="a range is pay of its own kind: write it as `annual:` or `hourly:` right below `salary:`",
        )
    return amount


AnnualPay = Annotated[
    Amount,
    BeforeValidator(_annual, json_schema_input_type=float | str | AtLeast | PayRange),
    Words("amount, or a range"),
]
HourlyPay = Annotated[
    Amount,
    BeforeValidator(_hourly, json_schema_input_type=float | str | AtLeast | PayRange),
    Words("amount, or a range"),
]
AnnualAmount = Annotated[
    Amount,
    BeforeValidator(_annual, json_schema_input_type=float | str | AtLeast),
    AfterValidator(one_figure),
    Words("amount"),
]
HourlyAmount = Annotated[
    Amount,
    BeforeValidator(_hourly, json_schema_input_type=float | str | AtLeast),
    AfterValidator(one_figure),
    Words("amount"),
]


class Wage(_Part):
    """The pay of a year, of an hour, or both; a figure alone is the pay of a year."""

    SYNONYMS = {"year": "annual", "yearly": "annual", "hour": "hourly", "salary": "annual"}

    annual: AnnualAmount | None = Field(None, description="pay of a year", examples=[131250])
    hourly: HourlyAmount | None = Field(None, description="pay of an hour", examples=["63.10"])

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.annual is None and self.hourly is None:
            raise custom_error("empty", "{name} has no amount", expected="`annual:` or `hourly:`")
        return self

    def completed(self) -> "Wage":
        """With the missing one of the two derived by 2,080 hours: annual to whole units, hourly to cents."""
        if self.annual and not self.hourly:
            return self.model_copy(update={"hourly": _derived(self.annual, 1 / Decimal(HOURS_A_YEAR), "0.01")})
        if self.hourly and not self.annual:
            return self.model_copy(update={"annual": _derived(self.hourly, Decimal(HOURS_A_YEAR), "1")})
        return self


def _derived(amount: Amount, factor: Decimal, step: str) -> Amount:
    """The amount for another period, rounded to steps of the currency."""
    value, high = (
        end if end is None else (end * factor).quantize(Decimal(step), ROUND_HALF_UP)
        for end in (amount.value, amount.high)
    )
    return amount.model_copy(update={"value": value, "high": high, "derived": True})


def bare_pay(value: object) -> Literal["annual", "hourly"]:
    """The field of a figure that stands for itself: what it says, or `hourly` if a year never brings so little."""
    if isinstance(value, dict):
        value = value.get("at_least", value.get("low"))
    if isinstance(value, str):
        pay = read_pay(value)
        period, value = (pay.period, pay.low) if pay else (None, None)
        if period:
            return "hourly" if period == "hour" else "annual"
    figure = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return "hourly" if figure and 0 < value < MOST_AN_HOUR else "annual"  # type: ignore[operator]


def _is_bare(value: object) -> bool:
    return not isinstance(value, BaseModel) and not (
        isinstance(value, dict) and set(value) not in ({"at_least"}, {"low", "high"})
    )


def _wage(value: object) -> object:
    """A bare figure, or a capped one, is the pay of a year, unless it says that it is an hour's, or has to be."""
    return {bare_pay(value): value} if _is_bare(value) else value


AnyWage = Annotated[
    Wage,
    BeforeValidator(_wage, json_schema_input_type=float | str | AtLeast | Wage),
    Words("wage"),
]


# -- parts of a profile


class Source(_Part):
    """A source. Its name above these fields is yours, such as `bls-oews-2024`; `source:` then refers to it."""

    name: Line = Field(
        description="name as it is printed",
        examples=["BLS Occupational Employment and Wage Statistics, May 2024"],
    )
    url: Url | None = Field(None, description="web address", examples=["https://www.bls.gov/oes/"])
    year: Year | None = Field(None, description="year of the figures", examples=[2024])
    release: Line | None = Field(None, description="release, of a source that numbers them", examples=["29.3"])
    area: Line | None = Field(None, description="where its figures hold", examples=["United States"])
    retrieved: Date | None = Field(None, description="day on which they were looked up", examples=["2026-11-01"])
    note: Line | None = Field(None, description="remark for the office", examples=["National figures only."])


def _code(value: object) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"\d\d-\d{4}(?:\.\d\d)?", text):
        raise custom_error(
            "bad-code",
            f"{{name}} cannot be {shown(value)}",
            expected="a code such as 15-2051 or 15-2051.00",
            hint="BLS and O*NET list them: two digits, a hyphen, four digits",
        )
    return text


class Occupation(_Part):
    """The occupation that a figure stands for."""

    code: Annotated[str, BeforeValidator(_code, json_schema_input_type=str), Words("SOC code")] = Field(
        description="SOC or O*NET-SOC code", examples=["15-2051"]
    )
    title: Line = Field(description="its official title", examples=["Data Scientists"])
    exact: bool = Field(True, description="false if it is only the nearest one", examples=[False])


class _NamedSource(Source):
    """Stands for a source by its name until the profile, which knows them all, puts the source in its place."""


def _source_ref(value: object) -> object:
    return value if isinstance(value, dict | Source) else _NamedSource.model_construct(name=str(_line(value)))


SourceRef = Annotated[
    Source,
    BeforeValidator(_source_ref, json_schema_input_type=str | Source),
    Words("name under `sources:`, or the fields of a source"),
]


class Percentiles(_Part):
    """Wages that 10, 25, 75 and 90 % of people in the occupation earn at most."""

    p10: AnyWage | None = Field(None, description="10th percentile", examples=[63650])
    p25: AnyWage | None = Field(None, description="25th percentile", examples=[82630])
    p75: AnyWage | None = Field(None, description="75th percentile", examples=[155810])
    p90: AnyWage | None = Field(None, description="90th percentile", examples=[194410])


class Salary(_Part):
    """What the role pays. A figure that cannot be traced is left out.

    A figure alone, such as `salary: $45,000-60,000`, stands for `annual` or `hourly`.
    """

    SYNONYMS = {
        "top_10": "top_10_percent",
        "top10": "top_10_percent",
        "top_ten_percent": "top_10_percent",
        "average": "annual",
        "amount": "annual",
        "range": "annual",
        "yearly": "annual",
        "hour": "hourly",
        "location": "area",
        "region": "area",
        "url": "source",
    }

    currency: Line = Field("USD", description="ISO 4217 code", examples=["USD"])
    median: AnyWage | None = Field(
        None,
        description="half earn more, half less: annual, hourly or both",
        examples=["{annual: 131250, hourly: 63.10}"],
    )
    top_10_percent: AnyWage | None = Field(
        None,
        description='what the top 10 % earn at least; `{at_least: 239200}` prints "$239,200 or more"',
        examples=["{annual: 225000}"],
    )
    percentiles: Percentiles | None = Field(None, description="more of the distribution, where known")
    annual: AnnualPay | None = Field(
        None,
        description="pay of a year that is no median, such as what employers offer; printed as “Pay”",
        examples=["45,000-60,000"],
    )
    hourly: HourlyPay | None = Field(None, description="likewise, pay of an hour", examples=["28.50"])
    pay_period: Literal["year-and-hour", "year", "hour"] = Field(
        "year-and-hour",
        description="`year` or `hour` if only that one exists; the other is then never derived",
        examples=["year"],
    )
    factors: Prose | None = Field(
        None,
        description="what moves the pay up or down",
        examples=["Degree subject and experience count most."],
    )
    area: Line | None = Field(None, description="where the figures hold", examples=["United States"])
    year: Year | None = Field(None, description="year of the figures", examples=[2024])
    employment: Count | None = Field(None, description="jobs with such a wage", examples=[233440])
    occupation: Occupation | None = Field(None, description="occupation that the figures stand for")
    source: SourceRef | None = Field(
        None, description="a name under `sources:`, or a source with its fields", examples=["bls-oews-2024"]
    )
    note: Line | None = Field(
        None, description="printed small below the facts", examples=["Figures are for all data scientists."]
    )

    @model_validator(mode="before")
    @classmethod
    def _range_is_no_median(cls, data: Any) -> Any:
        """A range that is called the median is pay, but not that; a check says so."""
        median = data.get("median") if isinstance(data, dict) else None
        pay = read_pay(median) if isinstance(median, str) else None
        place = bare_pay(median) if pay and pay.high else ""
        if not place or place in data:
            return data
        return {key: value for key, value in data.items() if key != "median"} | {place: median}

    @model_validator(mode="after")
    def _complete(self) -> Self:
        self._name_currency()
        self._join_median()
        if self.pay_period != "year-and-hour":
            return self
        for name in ("median", "top_10_percent"):
            wage: Wage | None = getattr(self, name)
            if wage:
                object.__setattr__(self, name, wage.completed())
        if self.percentiles:
            completed = {k: w.completed() for k in ("p10", "p25", "p75", "p90") if (w := getattr(self.percentiles, k))}
            object.__setattr__(self, "percentiles", self.percentiles.model_copy(update=completed))
        return self

    def _name_currency(self) -> None:
        """Take over the currency that amounts are written with, if they agree and `currency` says nothing else."""
        named = {amount.currency for _, amount in self.amounts() if amount.currency not in ("", DOLLARS)}
        if "currency" not in self.model_fields_set and len(named) == 1:
            object.__setattr__(self, "currency", named.pop())

    def _join_median(self) -> None:
        """Take the pay of an hour right below `salary` for the median's, if the median's year is the same pay."""
        median, hourly = self.median, self.hourly
        if not (median and median.annual and not median.hourly and hourly) or self.annual or hourly.high:
            return
        if abs(median.annual.value - hourly.value * HOURS_A_YEAR) <= Decimal("0.005") * HOURS_A_YEAR + 10:
            object.__setattr__(self, "median", median.model_copy(update={"hourly": hourly}))
            object.__setattr__(self, "hourly", None)

    def amounts(self) -> Iterator[tuple[tuple[str, ...], Amount]]:
        """All amounts that are given, with their places below `salary`."""
        wages: list[tuple[tuple[str, ...], Wage | Salary | None]] = [
            (("median",), self.median), (("top_10_percent",), self.top_10_percent), ((), self),
            *((("percentiles", name), getattr(self.percentiles, name)) for name in ("p10", "p25", "p75", "p90")
              if self.percentiles),
        ]  # fmt: skip
        for place, wage in wages:
            for name in ("annual", "hourly"):
                amount: Amount | None = getattr(wage, name, None)
                if amount is not None and not amount.derived:
                    yield (*place, name), amount

    @property
    def pay(self) -> Wage | None:
        """Pay that is no median, of the year and the hour."""
        if self.annual is None and self.hourly is None:
            return None
        wage = Wage.model_construct(annual=self.annual, hourly=self.hourly)
        return wage.completed() if self.pay_period == "year-and-hour" else wage

    @property
    def p90(self) -> Wage | None:
        """What the top 10 % earn at least."""
        return self.top_10_percent or (self.percentiles.p90 if self.percentiles else None)


def _salary(value: object) -> object:
    bare = _is_bare(value) and not isinstance(value, list) and not _is_glued(value, Salary)
    return {bare_pay(value): value} if bare else value


AnySalary = Annotated[
    Salary, BeforeValidator(_salary, json_schema_input_type=float | str | Salary), Words("fields, or an amount")
]


RATINGS = (
    "decline",
    "little or no change",
    "slower than average",
    "as fast as average",
    "faster than average",
    "much faster than average",
)
Rating = Literal[
    "decline",
    "little or no change",
    "slower than average",
    "as fast as average",
    "faster than average",
    "much faster than average",
]


def _rating(value: object) -> object:
    plain = " ".join(value.lower().removeprefix("about ").split()) if isinstance(value, str) else value
    return plain if plain in RATINGS else value  # what is wrong is quoted as it is written


def _period(value: object) -> object:
    text = str(_line(value))
    found = re.fullmatch(r"(\d{4})\s*[-–—]\s*(\d{2}|\d{4})", text)
    if not found:
        raise custom_error("bad-period", f"{{name}} cannot be {shown(text)}", expected="two years, such as 2024–34")
    return f"{found[1]}–{found[2]}"


class Outlook(_Part):
    """How employment is expected to develop."""

    rating: Annotated[Rating, BeforeValidator(_rating)] | None = Field(
        None, description="BLS's label", examples=["much faster than average"]
    )
    percent: Percent | None = Field(None, description="projected change over the period, in percent", examples=[33.5])
    period: Annotated[str, BeforeValidator(_period), Words("two years")] | None = Field(
        None, description="first and last year", examples=["2024–34"]
    )
    drivers: Prose | None = Field(
        None, description="why", examples=["Health care and finance want decisions that rest on data."]
    )
    openings: Count | None = Field(None, description="projected openings in a year", examples=[23400])
    employment: Count | None = Field(None, description="jobs in the first year of the period", examples=[245900])
    occupation: Occupation | None = Field(None, description="occupation that the figures stand for")
    source: SourceRef | None = Field(
        None,
        description="a name under `sources:`, or a source with its fields",
        examples=["bls-projections-2024"],
    )
    note: Line | None = Field(
        None, description="printed small below the facts", examples=["Projected for all managers."]
    )


def _or_text(value: object) -> object:
    return value if isinstance(value, dict | BaseModel) else {"text": value}


class Education(_Part):
    """What to study."""

    level: Line | None = Field(None, description="degree, for the quick facts", examples=["Bachelor’s degree"])
    fields: Line | None = Field(
        None, description="subjects, for the quick facts", examples=["Computer science, statistics"]
    )
    text: Prose | None = Field(None, description="more about it", examples=["Take statistics and programming."])


class Requirement(_Part):
    """What else it takes."""

    summary: Line | None = Field(None, description="a few words for the quick facts", examples=["None required"])
    text: Prose | None = Field(None, description="more about it", examples=["No certificate is usually asked for."])


class Skill(_Part):
    """A skill, and what it is for. A name alone will do, and `Research: Westlaw` is a name and a text."""

    SYNONYMS = {"title": "name", "skill": "name", "description": "text", "explanation": "text"}

    name: Line = Field(description="the skill", examples=["Feature engineering"])
    text: Prose = Field(
        (),
        description="what it is for in this role",
        examples=["Shape the data so that a model can learn from it."],
    )


def _skill(value: object) -> object:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return value if _is_glued(value, Skill) else {"name": value}
    if isinstance(value, dict) and len(value) == 1:
        ((key, text),) = value.items()
        known = (*Skill.model_fields, *Skill.SYNONYMS)
        if key not in known and not did_you_mean(str(key), known):
            return {"name": key, "text": text}
    return value


_NameAndText = Annotated[
    dict[str, str],
    WithJsonSchema({
        "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": {"type": "string"},
        "propertyNames": {"not": {"enum": list(Skill.model_fields)}},
    }),
]  # fmt: skip
AnySkill = Annotated[
    Skill, BeforeValidator(_skill, json_schema_input_type=str | Skill | _NameAndText), Words("text, or fields")
]


class WorkEnvironment(_Part):
    """Where and how the work is done."""

    text: Prose | None = Field(None, description="free paragraphs", examples=["Mostly in open-plan offices."])
    setting: Line | None = Field(None, description="place", examples=["Offices and labs"])
    hours: Line | None = Field(None, description="working hours", examples=["Full time, flexible"])
    dress: Line | None = Field(None, description="what people wear", examples=["Casual"])
    culture: Line | None = Field(
        None, description="how people work together", examples=["Teams that share what they learn"]
    )
    health_and_safety: Line | None = Field(
        None, description="risks and what is done about them", examples=["Long hours at a screen"]
    )


def _job_zone(value: object) -> object:
    if isinstance(value, bool) or str(value).strip() not in ("1", "2", "3", "4", "5"):
        raise custom_error("out-of-range", f"{{name}} cannot be {shown(value)}", expected="a job zone of O*NET, 1 to 5")
    return int(str(value))


def _next(value: object) -> object:
    if isinstance(value, dict | NextRole):
        return value
    text = str(_line(value))
    return {"role": text} if ROLE_ID.fullmatch(text) else {"title": text}


class NextRole(_Part):
    """Another role: `role` is the name of a profile, `title` a role without one."""

    role: Line | None = Field(None, description="file name of a profile, without .yaml", examples=["data-scientist"])
    title: Line | None = Field(None, description="title of a role that has no profile", examples=["Chief Nurse"])
    how: Line | None = Field(
        None, description="what leads there, in a few words", examples=["turn data into decisions"]
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if not self.role and not self.title:
            raise custom_error(
                "missing-field",
                "{name} has neither `role` nor `title`",
                expected="`role:` with the name of a profile, or `title:` with a title",
            )
        return self


AnyRole = Annotated[NextRole, BeforeValidator(_next, json_schema_input_type=str | NextRole), Words("role")]


class Advancement(_Part):
    """Where the role leads."""

    text: Prose | None = Field(
        None, description="how people move on", examples=["Take on projects with open questions."]
    )
    next: tuple[AnyRole, ...] = Field(
        (),
        description="next roles, shown as a diagram",
        examples=[["data-scientist", "machine-learning-engineer"]],
    )


def _section_id(value: object) -> object:
    name = plain_name(str(_line(value)))
    if not name:
        raise custom_error("bad-value", f"{{name}} cannot be {shown(value)}", expected="a short name such as campus")
    return name


class Imported(_Part):
    """What an import has written. The next one brings it up to date, but for what somebody has changed since."""

    date: Date = Field(description="day of the import", examples=["2026-11-23"])
    code: Line | None = Field(None, description="by which the next import knows the role", examples=["15-2051.00"])
    keep: tuple[Line, ...] = Field(
        (), description="fields that the next import leaves as they are", examples=[["introduction", "duties"]]
    )
    facts: dict[str, dict[str, Line]] = Field(
        default_factory=dict,
        description="names under `sources:`, each with its fields and a mark that tells whether one was changed",
        examples=["{onet-29-3: {introduction: kqzrbwxa}}"],
    )


AnyEducation = Annotated[
    Education,
    BeforeValidator(_or_text, json_schema_input_type=str | list[str] | Education),
    Words("paragraphs, or fields"),
]
AnyRequirement = Annotated[
    Requirement,
    BeforeValidator(_or_text, json_schema_input_type=str | list[str] | Requirement),
    Words("paragraphs, or fields"),
]
AnyWorkEnvironment = Annotated[
    WorkEnvironment,
    BeforeValidator(_or_text, json_schema_input_type=str | list[str] | WorkEnvironment),
    Words("paragraphs, or fields"),
]
AnyAdvancement = Annotated[
    Advancement,
    BeforeValidator(_or_text, json_schema_input_type=str | list[str] | Advancement),
    Words("paragraphs, or fields"),
]


class OwnSection(_Part):
    """A section of your own: paragraphs, a list of points, or both."""

    SYNONYMS = {"name": "title", "heading": "title", "paragraphs": "text", "content": "text", "points": "list",
        "items": "list", "bullets": "list", "key": "id"}  # fmt: skip

    title: Line = Field(description="its heading", examples=["On our campus"])
    text: Prose | None = Field(
        None, description="one or more paragraphs", examples=["The robotics club meets every Tuesday at five."]
    )
    list: Lines | None = Field(
        None, description="points, one line each, below the text", examples=[["Robotics club", "Job shadowing day"]]
    )
    id: Annotated[str, BeforeValidator(_section_id, json_schema_input_type=str), Words("text")] = Field(
        "",
        description="the name by which `sections` and `leave_out` call it; made of the title if not given",
        examples=["campus"],
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.text is None and self.list is None:
            raise custom_error("empty", "{name} says nothing", expected="`text:` or `list:`", hint="below its title")
        object.__setattr__(self, "id", self.id or plain_name(self.title) or "own")
        return self


class Profile(_Part):
    """One role. Texts may hold **bold**, *italic* and [links](https://example.edu)."""

    SYNONYMS = {
        "name": "title", "role": "title", "job_title": "title", "group": "category", "field": "category",
        "description": "introduction", "intro": "introduction", "overview": "introduction", "about": "introduction",
        "tasks": "duties", "responsibilities": "duties", "aliases": "also_called", "keywords": "tags",
        "pay": "salary", "wage": "salary", "wages": "salary", "job_outlook": "outlook",
        "training": "education", "degree": "education", "licenses": "certifications", "licences": "certifications",
        "license": "certifications", "licence": "certifications", "licensure": "certifications",
        "certificates": "certifications", "environment": "work_environment", "workplace": "work_environment",
        "career_path": "advancement", "next": "advancement", "similar": "related", "note": "notes",
        "order": "sections", "omit": "leave_out", "exclude": "leave_out", "without": "leave_out", "hide": "leave_out",
        "skip": "leave_out", "more_sections": "own_sections", "extra_sections": "own_sections",
        "custom_sections": "own_sections",
    }  # fmt: skip

    title: Line = Field(description="name of the role, in capitals as on a door", examples=["Machine Learning Intern"])
    plural: Line = Field(
        "",
        description="plural inside a sentence; derived from the title if not given",
        examples=["machine learning interns"],
    )
    article: Annotated[Literal["a", "an", ""], WithJsonSchema({"enum": ["a", "an"]})] = Field(
        "", description="a or an; derived from the title if not given", examples=["a"]
    )
    category: Line = Field(description="group that the role belongs to", examples=["Data & AI"])
    question: Line = Field(
        "",
        description='printed under the title; "What does a … do?" if not given',
        examples=["What does a machine learning intern do?"],
    )
    introduction: Prose = Field(
        description="one or more paragraphs", examples=["A machine learning intern joins a team that …"]
    )
    duties: Lines = Field(
        description="what the work consists of, one line each", examples=[["Clean data", "Train models"]]
    )
    also_called: tuple[Entry, ...] = Field((), description="other names of the role", examples=[["ML intern"]])
    tags: tuple[Entry, ...] = Field((), description="words to select roles by", examples=[["internship"]])
    updated: Date | None = Field(None, description="day of the last revision", examples=["2026-11-01"])
    sources: dict[str, Source] = Field(default_factory=dict, description="named sources that other fields refer to")
    salary: AnySalary | None = Field(None, description="what the role pays")
    outlook: Outlook | None = Field(None, description="how employment is expected to develop")
    education: AnyEducation | None = Field(None, description="what to study")
    experience: AnyRequirement | None = Field(None, description="experience wanted")
    certifications: AnyRequirement | None = Field(None, description="certificates and licenses")
    job_zone: Annotated[int, BeforeValidator(_job_zone, json_schema_input_type=int)] | None = Field(
        None, description="how much preparation the work needs after O*NET, from 1 (little) to 5", examples=[4]
    )
    skills: tuple[AnySkill, ...] = Field((), description="skills with an explanation each")
    knowledge: tuple[AnySkill, ...] = Field((), description="fields of knowledge with an explanation each")
    technology: tuple[Entry, ...] = Field((), description="programs and machines", examples=[["Python", "SQL"]])
    work_styles: tuple[Entry, ...] = Field(
        (), description="what people in it are like", examples=[["Attention to detail"]]
    )
    interests: tuple[Entry, ...] = Field(
        (), description="types of interest that it suits", examples=[["Investigative", "Conventional"]]
    )
    work_environment: AnyWorkEnvironment | None = Field(None, description="where and how the work is done")
    advancement: AnyAdvancement | None = Field(None, description="where the role leads")
    related: tuple[AnyRole, ...] = Field((), description="neighboring roles", examples=[["regional-director"]])
    questions: tuple[Entry, ...] = Field((), description="to ask at a fair", examples=[["Who would mentor me?"]])
    own_sections: tuple[OwnSection, ...] = Field((), description="sections of your own")
    sections: Annotated[SectionNames, Words("names of sections")] | None = Field(
        None,
        description="the sections that this role’s pages have, in their order; otherwise all",
        examples=[["introduction", "facts", "skills", "duties"]],
    )
    leave_out: Annotated[SectionNames, Words("names of sections")] | None = Field(
        None, description="sections that its pages do not have", examples=[["questions"]]
    )
    fit: Pages | None = Field(
        None, description="on how many pages its handout has to fit; none: as many as it needs", examples=["none"]
    )
    notes: Prose | None = Field(
        None, description="for the office; never printed", examples=["Ask Dana for this year’s figures."]
    )
    imported: Imported | None = Field(None, description="what `careerpdf import` has written, and from which source")

    @model_validator(mode="wrap")
    @classmethod
    def _perhaps_without_duties(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """O*NET has no tasks for some occupations; their profiles go without, and nobody is made to invent some."""
        if not isinstance(data, dict) or "imported" not in data or "duties" in data:
            return handler(data)
        profile = handler(data | {"duties": ("none",)})
        object.__setattr__(profile, "duties", ())
        return profile

    @model_validator(mode="after")
    def _derive(self) -> Self:
        text = wording.running(self.title)
        article = self.article or wording.article(self.title)
        derived = {
            "article": article,
            "plural": self.plural or wording.plural(self.title),
            "question": self.question or f"What does {article} {text} do?",
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)
        for part in (self.salary, self.outlook):
            if part and part.source and isinstance(part.source, _NamedSource):
                object.__setattr__(part, "source", self.sources.get(part.source.name))
        return self
