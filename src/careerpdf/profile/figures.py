"""The model of a profile's figures: wages, their percentiles, outlook, and where they come from."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from careerpdf.schema.base import StrictModel, Words
from careerpdf.schema.numbers import Count, Date, Number, Percent, Year, to_decimal
from careerpdf.schema.texts import Line, Prose, Url, as_line
from careerpdf.source.field_errors import custom_error, shown, what

#: Full-time hours in a year, by which BLS turns hourly wages into annual ones (OEWS technical notes).
HOURS_A_YEAR = 2080


class AtLeast(StrictModel):
    """A capped figure as it is written."""

    at_least: Number = Field(description="the cap", examples=[239200])


class Amount(StrictModel):
    """An amount of money; `at_least` for a capped figure ("$239,200 or more"), `derived` if computed by 2,080 hours."""

    value: Number
    at_least: bool = False
    derived: bool = False


_MOST = Decimal(10) ** 12  # more than any wage in any currency


def _amount(value: object) -> object:
    """An Amount from what stands in the file. Everything wrong with it is said here, at one place."""
    if isinstance(value, Amount):
        return value
    capped = isinstance(value, dict) and set(value) == {"at_least"}
    figure = value["at_least"] if isinstance(value, dict) and capped else value
    if isinstance(figure, dict | list):
        raise custom_error(
            "wrong-type",
            f"{{name}} is {what(figure)} where an amount belongs",
            expected="a number such as 131250, or {at_least: 239200}",
        )
    number = to_decimal(figure)
    if number <= 0:
        raise custom_error(
            "impossible-wage",
            f"{{name}} cannot be {shown(figure)}",
            expected="an amount above zero",
            hint="leave the field out if the figure is not known",
        )
    if number > _MOST:
        raise custom_error("impossible-wage", f"{{name}} cannot be {shown(figure)}", expected="what people earn")
    return Amount.model_construct(value=number, at_least=capped, derived=False)


AnyAmount = Annotated[
    Amount,
    BeforeValidator(_amount, json_schema_input_type=float | str | AtLeast),
    Words("amount"),
]


class Wage(StrictModel):
    """The pay of a year, of an hour, or both; a figure alone is the pay of a year."""

    SYNONYMS: ClassVar[dict[str, str]] = {"year": "annual", "yearly": "annual", "hour": "hourly", "salary": "annual"}

    annual: AnyAmount | None = Field(None, description="pay of a year", examples=[131250])
    hourly: AnyAmount | None = Field(None, description="pay of an hour", examples=["63.10"])

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.annual is None and self.hourly is None:
            raise custom_error("empty", "{name} has no amount", expected="`annual:` or `hourly:`")
        return self

    def completed(self) -> "Wage":
        """With the missing one of the two derived by 2,080 hours: annual to whole units, hourly to cents."""
        if self.annual and not self.hourly:
            hourly = (self.annual.value / HOURS_A_YEAR).quantize(Decimal("0.01"), ROUND_HALF_UP)
            return self._with("hourly", hourly, at_least=self.annual.at_least)
        if self.hourly and not self.annual:
            annual = (self.hourly.value * HOURS_A_YEAR).quantize(Decimal(1), ROUND_HALF_UP)
            return self._with("annual", annual, at_least=self.hourly.at_least)
        return self

    def _with(self, name: str, value: Decimal, *, at_least: bool) -> "Wage":
        return self.model_copy(update={name: Amount.model_construct(value=value, at_least=at_least, derived=True)})


def _wage(value: object) -> object:
    """A bare figure, or a capped one, is the pay of a year."""
    if isinstance(value, Wage) or (isinstance(value, dict) and set(value) != {"at_least"}):
        return value
    return {"annual": value}


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
    """The pay of the role. A figure that cannot be traced is left out."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "top_10": "top_10_percent",
        "top10": "top_10_percent",
        "top_ten_percent": "top_10_percent",
        "average": "median",
        "amount": "median",
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

    @model_validator(mode="after")
    def _complete(self) -> Self:
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

    @property
    def p90(self) -> Wage | None:
        """The least that the top 10 % earn."""
        return self.top_10_percent or (self.percentiles.p90 if self.percentiles else None)


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
