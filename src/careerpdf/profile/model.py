"""The model of a role profile. Field help and examples live here, once: docs/profile.md and the schema come from them.

Checks that need more than one field, or other files, are in `checks.py`.
"""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    ModelWrapValidatorHandler,
    WithJsonSchema,
    model_validator,
)

from careerpdf.diagnostics import did_you_mean
from careerpdf.profile.figures import AnySalary, NamedSource, Outlook, Source, is_glued
from careerpdf.schema.base import StrictModel, Words
from careerpdf.schema.numbers import Date
from careerpdf.schema.role_id import ROLE_ID
from careerpdf.schema.sections import SectionNames, plain_name
from careerpdf.schema.texts import Entry, Line, Lines, Pages, Prose, as_line
from careerpdf.source.field_errors import custom_error, shown

# -- parts of a profile


def _or_text(value: object) -> object:
    return value if isinstance(value, dict | BaseModel) else {"text": value}


class Education(StrictModel):
    """Schooling that the role wants."""

    level: Line | None = Field(None, description="degree, for the quick facts", examples=["Bachelor’s degree"])
    fields: Line | None = Field(
        None, description="subjects, for the quick facts", examples=["Computer science, statistics"]
    )
    text: Prose | None = Field(None, description="more about it", examples=["Take statistics and programming."])


class Requirement(StrictModel):
    """Another requirement of the role."""

    summary: Line | None = Field(None, description="a few words for the quick facts", examples=["None required"])
    text: Prose | None = Field(None, description="more about it", examples=["No certificate is usually asked for."])


class Skill(StrictModel):
    """A skill, and what it is for. A name alone will do, and `Research: Westlaw` is a name and a text."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "title": "name",
        "skill": "name",
        "description": "text",
        "explanation": "text",
    }

    name: Line = Field(description="the skill", examples=["Feature engineering"])
    text: Prose = Field(
        (),
        description="what it is for in this role",
        examples=["Shape the data so that a model can learn from it."],
    )


def _skill(value: object) -> object:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return value if is_glued(value, Skill) else {"name": value}
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


class WorkEnvironment(StrictModel):
    """The place of the work, and how it is done there."""

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
    text = str(as_line(value))
    return {"role": text} if ROLE_ID.fullmatch(text) else {"title": text}


class NextRole(StrictModel):
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


class Advancement(StrictModel):
    """Roles that this one leads to."""

    text: Prose | None = Field(
        None, description="how people move on", examples=["Take on projects with open questions."]
    )
    next: tuple[AnyRole, ...] = Field(
        (),
        description="next roles, shown as a diagram",
        examples=[["data-scientist", "machine-learning-engineer"]],
    )


def _section_id(value: object) -> object:
    name = plain_name(str(as_line(value)))
    if not name:
        raise custom_error("bad-value", f"{{name}} cannot be {shown(value)}", expected="a short name such as campus")
    return name


class Imported(StrictModel):
    """The note of an import on what it has written. The next one renews that, but for what was changed since."""

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


class OwnSection(StrictModel):
    """A section of your own: paragraphs, a list of points, or both."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "name": "title", "heading": "title", "paragraphs": "text", "content": "text", "points": "list",
        "items": "list", "bullets": "list", "key": "id",
    }  # fmt: skip

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


class Profile(StrictModel):
    """One role. Texts may hold **bold**, *italic* and [links](https://example.edu)."""

    SYNONYMS: ClassVar[dict[str, str]] = {
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
    def _resolve_sources(self) -> Self:
        for part in (self.salary, self.outlook):
            if part and part.source and isinstance(part.source, NamedSource):
                object.__setattr__(part, "source", self.sources.get(part.source.name))
        return self
