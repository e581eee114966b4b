"""The model of a profile's figures: wages, their percentiles, outlook, and where they come from."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator

from careerpdf.schema.base import StrictModel, Words
from careerpdf.schema.numbers import Count, Date, Number, Percent, Year, to_decimal
from careerpdf.schema.pay_text import DOLLARS, MOST_AN_HOUR, Pay, Period, is_ambiguous, read_pay
from careerpdf.schema.texts import Line, Prose, Url, as_line
from careerpdf.source.field_errors import custom_error, shown, what

#: Full-time hours in a year, by which BLS turns hourly wages into annual ones (OEWS technical notes).
HOURS_A_YEAR = 2080


def is_glued(value: object, model: type[BaseModel]) -> bool:
    """True if a text is a field of the model with the space behind its colon missing, which a message says."""
    return isinstance(value, str) and ":" in value and value.partition(":")[0] in model.model_fields


class AtLeast(StrictModel):
    """A capped figure as it is written."""

    at_least: Number = Field(description="the cap", examples=[239200])


class PayRange(StrictModel):
    """Pay from one amount to another, as it is written."""

    low: Number = Field(description="its lower end", examples=[45000])
    high: Number = Field(description="its upper end", examples=[60000])


class Amount(StrictModel):
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


class Wage(StrictModel):
    """The pay of a year, of an hour, or both; a figure alone is the pay of a year."""

    SYNONYMS: ClassVar[dict[str, str]] = {"year": "annual", "yearly": "annual", "hour": "hourly", "salary": "annual"}

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


class Source(StrictModel):
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


class Occupation(StrictModel):
    """The occupation that a figure stands for."""

    code: Annotated[str, BeforeValidator(_code, json_schema_input_type=str), Words("SOC code")] = Field(
        description="SOC or O*NET-SOC code", examples=["15-2051"]
    )
    title: Line = Field(description="its official title", examples=["Data Scientists"])
    exact: bool = Field(True, description="false if it is only the nearest one", examples=[False])


class NamedSource(Source):
    """Stands for a source by its name until the profile, which knows them all, puts the source in its place."""


def _source_ref(value: object) -> object:
    return value if isinstance(value, dict | Source) else NamedSource.model_construct(name=str(as_line(value)))


SourceRef = Annotated[
    Source,
    BeforeValidator(_source_ref, json_schema_input_type=str | Source),
    Words("name under `sources:`, or the fields of a source"),
]


class Percentiles(StrictModel):
    """Wages that 10, 25, 75 and 90 % of people in the occupation earn at most."""

    p10: AnyWage | None = Field(None, description="10th percentile", examples=[63650])
    p25: AnyWage | None = Field(None, description="25th percentile", examples=[82630])
    p75: AnyWage | None = Field(None, description="75th percentile", examples=[155810])
    p90: AnyWage | None = Field(None, description="90th percentile", examples=[194410])


class Salary(StrictModel):
    """The pay of the role. A figure that cannot be traced is left out.

    A figure alone, such as `salary: $45,000-60,000`, stands for `annual` or `hourly`.
    """

    SYNONYMS: ClassVar[dict[str, str]] = {
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
        """The least that the top 10 % earn."""
        return self.top_10_percent or (self.percentiles.p90 if self.percentiles else None)


def _salary(value: object) -> object:
    bare = _is_bare(value) and not isinstance(value, list) and not is_glued(value, Salary)
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
    text = str(as_line(value))
    found = re.fullmatch(r"(\d{4})\s*[-–—]\s*(\d{2}|\d{4})", text)
    if not found:
        raise custom_error("bad-period", f"{{name}} cannot be {shown(text)}", expected="two years, such as 2024–34")
    return f"{found[1]}–{found[2]}"


class Outlook(StrictModel):
    """The expected development of employment."""

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
