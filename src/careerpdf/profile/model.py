"""The model of a role profile. Field help and examples live here, once; docs/profile.md and the JSON Schema come from them.

Checks that need more than one field, or other files, are in `checks.py`.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from careerpdf.profile import wording
from careerpdf.source.loading import custom_error

#: Full-time hours in a year, by which BLS turns hourly wages into annual ones (OEWS technical notes).
HOURS_A_YEAR = 2080

_NUMBER = re.compile(r"[-+]?\d[\d,\u202f\u00a0 ]*(?:\.\d+)?")
_URL = re.compile(r"https?://[^\s/?#<>\"]+\.[^\s<>\"]+|https?://localhost\S*", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# -- texts


def _line(value: object) -> object:
    if isinstance(value, str):
        text = " ".join(value.split())
        if not text:
            raise custom_error(
                "empty", "the text is empty", hint="leave the field out if there is nothing to say"
            )
        return text
    if value is None:
        raise custom_error(
            "empty", "the text is empty", hint="leave the field out if there is nothing to say"
        )
    if isinstance(value, int | float | datetime.date) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict) and len(value) == 1:
        key = next(iter(value))
        raise custom_error("colon-in-text", "a colon followed by a space made a field of this text",
                           expected="a text", hint=f'put the whole text in quotes: "{key}: …"')  # fmt: skip
    raise custom_error("wrong-type", f"{_what(value)} where a text belongs", expected="a text")


def _prose(value: object) -> object:
    if isinstance(value, list):
        if not value:
            raise custom_error(
                "empty", "the list is empty", hint="leave the field out if there is nothing to say"
            )
        return tuple(_line(part) for part in value)
    if isinstance(value, str):
        parts = tuple(" ".join(p.split()) for p in re.split(r"\n\s*\n|\n", value.strip()) if p.strip())
        if parts:
            return parts
    return (_line(value),)


def _url(value: object) -> object:
    text = _line(value)
    if isinstance(text, str) and not _URL.fullmatch(text):
        raise custom_error(
            "bad-url",
            f"'{text}' is not a web address",
            expected="an address that starts with https:// or http://",
        )
    return text


def _email(value: object) -> object:
    text = _line(value)
    if isinstance(text, str) and not _EMAIL.fullmatch(text):
        raise custom_error(
            "bad-email",
            f"'{text}' is not an e-mail address",
            expected="an address such as careers@example.edu",
        )
    return text


def _what(value: object) -> str:
    return (
        "a group of fields"
        if isinstance(value, dict)
        else "a list"
        if isinstance(value, list)
        else "true or false"
        if isinstance(value, bool)
        else "something"
    )


Line = Annotated[str, BeforeValidator(_line, json_schema_input_type=str)]
Prose = Annotated[tuple[str, ...], BeforeValidator(_prose, json_schema_input_type=str | list[str])]
Url = Annotated[str, BeforeValidator(_url, json_schema_input_type=str)]
Email = Annotated[str, BeforeValidator(_email, json_schema_input_type=str)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1)]


# -- numbers


def to_decimal(value: object) -> Decimal:
    """A number as people write it: 131250, 63.1, "131,250", "$131,250". Raises PydanticCustomError."""
    if isinstance(value, bool) or value is None or isinstance(value, list | dict | datetime.date):
        raise custom_error("wrong-type", "no number", expected="a number such as 131250")
    text = str(value).strip()
    bare = re.sub(r"^[$€£]\s*|\s*(?:USD|EUR|GBP|CAD)$", "", text)
    if not _NUMBER.fullmatch(bare):
        raise custom_error("wrong-type", f"'{text}' is no number", expected="a number such as 131250 or 63.10",
                           hint="write the figure alone; notes belong into `note`")  # fmt: skip
    digits = re.sub(r"[,\s\u202f\u00a0]", "", bare)
    if "," in bare and not re.fullmatch(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        raise custom_error(
            "wrong-type",
            f"the commas of '{text}' do not stand between thousands",
            expected="a number such as 131,250",
        )
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise custom_error(
            "wrong-type", f"'{text}' is no number", expected="a number such as 131250"
        ) from None


Number = Annotated[Decimal, BeforeValidator(to_decimal, json_schema_input_type=float | str)]


def _amount(value: object) -> object:
    if isinstance(value, dict) and set(value) == {"at_least"}:
        return {"value": value["at_least"], "at_least": True}
    if isinstance(value, dict):
        raise custom_error(
            "wrong-type",
            "a group of fields where an amount belongs",
            expected="a number, or {at_least: 239200}",
        )
    return {"value": value}


class Amount(_Part):
    """An amount of money; `at_least` for a capped figure ("$239,200 or more"), `derived` if computed by 2,080 hours."""

    value: Number
    at_least: bool = False
    derived: bool = False

    @model_validator(mode="after")
    def _positive(self) -> Self:
        if self.value <= 0:
            raise custom_error("impossible-wage", f"a wage of {self.value}", expected="an amount above zero",
                               hint="leave the field out if the figure is not known")  # fmt: skip
        return self


AnyAmount = Annotated[
    Amount,
    BeforeValidator(
        lambda v: v if isinstance(v, Amount) else _amount(v),
        json_schema_input_type=float | str | dict[str, float],
    ),
]


def _wage(value: object) -> object:
    if isinstance(value, dict) and not (set(value) <= {"at_least"}):
        return value
    return {"annual": value}


class Wage(_Part):
    """A wage: in a year, in an hour, or both."""

    annual: AnyAmount | None = Field(None, description="in a year", examples=[131250])
    hourly: AnyAmount | None = Field(None, description="in an hour", examples=[63.10])

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.annual is None and self.hourly is None:
            raise custom_error("empty", "a wage without an amount", expected="`annual:` or `hourly:`")
        return self

    def completed(self) -> "Wage":
        """With the missing one of the two derived by 2,080 hours: annual to whole units, hourly to cents."""
        if self.annual and not self.hourly:
            hourly = (self.annual.value / HOURS_A_YEAR).quantize(Decimal("0.01"), ROUND_HALF_UP)
            return self.model_copy(
                update={
                    "hourly": Amount.model_construct(
                        value=hourly, at_least=self.annual.at_least, derived=True
                    )
                }
            )
        if self.hourly and not self.annual:
            annual = (self.hourly.value * HOURS_A_YEAR).quantize(Decimal(1), ROUND_HALF_UP)
            return self.model_copy(
                update={
                    "annual": Amount.model_construct(
                        value=annual, at_least=self.hourly.at_least, derived=True
                    )
                }
            )
        return self


AnyWage = Annotated[Wage, BeforeValidator(lambda v: v if isinstance(v, Wage) else _wage(v),
                                          json_schema_input_type=float | str | dict[str, Any])]  # fmt: skip


# -- parts of a profile


class Source(_Part):
    """Where facts come from."""

    name: Line = Field(
        description="name as it is printed",
        examples=["BLS Occupational Employment and Wage Statistics, May 2024"],
    )
    url: Url | None = Field(None, description="web address", examples=["https://www.bls.gov/oes/"])
    year: Annotated[int, Field(ge=1900, le=2200)] | None = Field(
        None, description="year of the figures", examples=[2024]
    )
    retrieved: datetime.date | None = Field(
        None, description="day on which they were looked up", examples=["2026-11-01"]
    )
    note: Line | None = Field(None, description="remark for the office", examples=["National figures only."])


class Occupation(_Part):
    """The occupation that a figure stands for."""

    code: Annotated[str, Field(pattern=r"^\d\d-\d{4}(\.\d\d)?$")] = Field(
        description="SOC or O*NET-SOC code", examples=["15-2051"]
    )
    title: Line = Field(description="its official title", examples=["Data Scientists"])
    exact: bool = Field(True, description="false if it is only the nearest one", examples=[False])


def _source_ref(value: object) -> object:
    if isinstance(value, dict | Source):
        return value
    return {
        "name": f"\0{_line(value)}"
    }  # a name under `sources:`; Profile puts the source itself in its place


SourceRef = Annotated[Source, BeforeValidator(_source_ref, json_schema_input_type=str | dict[str, Any])]


class Percentiles(_Part):
    """Wages that 10, 25, 75 and 90 % of people in the occupation earn at most."""

    p10: AnyWage | None = Field(None, description="10th percentile", examples=[63650])
    p25: AnyWage | None = Field(None, description="25th percentile", examples=[82630])
    p75: AnyWage | None = Field(None, description="75th percentile", examples=[155810])
    p90: AnyWage | None = Field(None, description="90th percentile", examples=[194410])


class Salary(_Part):
    """What the role pays. A figure that cannot be traced is left out."""

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
    year: Annotated[int, Field(ge=1900, le=2200)] | None = Field(
        None, description="year of the figures", examples=[2024]
    )
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
            completed = {
                k: w.completed() for k in ("p10", "p25", "p75", "p90") if (w := getattr(self.percentiles, k))
            }
            object.__setattr__(self, "percentiles", self.percentiles.model_copy(update=completed))
        return self

    @property
    def p90(self) -> Wage | None:
        """What the top 10 % earn at least."""
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
    if isinstance(value, str):
        return " ".join(value.lower().removeprefix("about ").split())
    return value


def _period(value: object) -> object:
    text = str(_line(value))
    found = re.fullmatch(r"(\d{4})\s*[-–—]\s*(\d{2}|\d{4})", text)
    if not found:
        raise custom_error("bad-period", f"'{text}' is not a period", expected="years such as 2024–34")
    return f"{found[1]}–{found[2]}"


class Outlook(_Part):
    """How employment is expected to develop."""

    rating: Annotated[Rating, BeforeValidator(_rating)] | None = Field(
        None, description="BLS's label", examples=["much faster than average"]
    )
    percent: Number | None = Field(
        None, description="projected change over the period, in percent", examples=[33.5]
    )
    period: Annotated[str, BeforeValidator(_period)] | None = Field(
        None, description="first and last year", examples=["2024–34"]
    )
    drivers: Prose | None = Field(
        None, description="why", examples=["Health care and finance want decisions that rest on data."]
    )
    openings: Annotated[int, Field(ge=0)] | None = Field(
        None, description="projected openings in a year", examples=[23400]
    )
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
    return value if isinstance(value, dict) else {"text": value}


class Education(_Part):
    """What to study."""

    level: Line | None = Field(
        None, description="degree, for the quick facts", examples=["Bachelor’s degree"]
    )
    fields: Line | None = Field(
        None, description="subjects, for the quick facts", examples=["Computer science, statistics"]
    )
    text: Prose | None = Field(
        None, description="more about it", examples=["Take statistics and programming."]
    )


class Requirement(_Part):
    """What else it takes."""

    summary: Line | None = Field(
        None, description="a few words for the quick facts", examples=["None required"]
    )
    text: Prose | None = Field(
        None, description="more about it", examples=["No certificate is usually asked for."]
    )


class Skill(_Part):
    name: Line = Field(description="the skill", examples=["Feature engineering"])
    text: Prose = Field(
        description="what it is for in this role",
        examples=["Shape the data so that a model can learn from it."],
    )


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


def _next(value: object) -> object:
    if isinstance(value, dict):
        return value
    text = _line(value)
    return {"role": text} if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", str(text)) else {"title": text}


class NextRole(_Part):
    """Another role: `role` is the name of a profile, `title` a role without one."""

    role: Line | None = Field(
        None, description="file name of a profile, without .yaml", examples=["data-scientist"]
    )
    title: Line | None = Field(
        None, description="title of a role that has no profile", examples=["Chief Nurse"]
    )
    how: Line | None = Field(
        None, description="what leads there, in a few words", examples=["turn data into decisions"]
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if not self.role and not self.title:
            raise custom_error(
                "missing-field",
                "neither `role` nor `title`",
                expected="the name of a profile or the title of a role",
            )
        return self


AnyRole = Annotated[NextRole, BeforeValidator(_next, json_schema_input_type=str | dict[str, str])]


def _advancement(value: object) -> object:
    return value if isinstance(value, dict) else {"text": value}


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


class Profile(_Part):
    """One role. Texts may hold **bold**, *italic* and [links](https://example.edu)."""

    title: Line = Field(
        description="name of the role, in capitals as on a door", examples=["Machine Learning Intern"]
    )
    plural: Line = Field(
        "",
        description="plural inside a sentence; derived from the title if not given",
        examples=["machine learning interns"],
    )
    article: Literal["a", "an", ""] = Field(
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
    also_called: tuple[Line, ...] = Field((), description="other names of the role", examples=[["ML intern"]])
    tags: tuple[Line, ...] = Field((), description="words to select roles by", examples=[["internship"]])
    updated: datetime.date | None = Field(
        None, description="day of the last revision", examples=["2026-11-01"]
    )
    sources: dict[str, Source] = Field(
        default_factory=dict, description="named sources that other fields refer to"
    )
    salary: Salary | None = Field(None, description="what the role pays")
    outlook: Outlook | None = Field(None, description="how employment is expected to develop")
    education: Annotated[Education, BeforeValidator(_or_text)] | None = Field(
        None, description="what to study: a text, or fields"
    )
    experience: Annotated[Requirement, BeforeValidator(_or_text)] | None = Field(
        None, description="experience wanted: a text, or fields"
    )
    certifications: Annotated[Requirement, BeforeValidator(_or_text)] | None = Field(
        None, description="certificates and licenses: a text, or fields"
    )
    skills: tuple[Skill, ...] = Field((), description="skills with an explanation each")
    work_environment: Annotated[WorkEnvironment, BeforeValidator(_or_text)] | None = Field(
        None, description="where and how the work is done: a text, or fields"
    )
    advancement: Annotated[Advancement, BeforeValidator(_advancement)] | None = Field(
        None, description="where the role leads: a text, or fields"
    )
    related: tuple[AnyRole, ...] = Field(
        (), description="neighboring roles", examples=[["regional-director"]]
    )
    questions: tuple[Line, ...] = Field(
        (), description="to ask at a fair", examples=[["Who would mentor me?"]]
    )
    notes: Prose | None = Field(
        None, description="for the office; never printed", examples=["Ask Dana for this year’s figures."]
    )

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
            if part and part.source and part.source.name.startswith("\0"):
                object.__setattr__(part, "source", self.sources.get(part.source.name[1:]))
        return self
