"""The model of `careerpdf.yaml`: the office, its brand, and what it has chosen for all its handouts."""

from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, WithJsonSchema

from careerpdf.locale import languages
from careerpdf.locale.collation import same
from careerpdf.profile.model import OwnSection, Profile
from careerpdf.project.brand import Brand
from careerpdf.schema.base import StrictModel, Words
from careerpdf.schema.sections import SectionNames
from careerpdf.schema.texts import Email, Line, Pages, Paper, Picture, Url
from careerpdf.source.field_errors import custom_error, one_of, shown
from careerpdf.source.syntax_errors import one_or_more


def _language(value: object) -> object:
    if value not in languages():
        raise custom_error("unknown-value", f"{{name}} cannot be {shown(value)}", expected=one_of(languages()))
    return value


def _zone(value: object) -> object:

    try:
        ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):
        raise custom_error(
            "bad-time-zone",
            f"{{name}} cannot be {shown(value)}",
            expected="continent and city, such as America/Chicago",
        ) from None
    return str(value)


class Office(StrictModel):
    """The office that hands the guides out; printed at the foot of each handout."""

    name: Line | None = Field(None, description="name of the office", examples=["Career Services"])
    institution: Line | None = Field(None, description="college or agency", examples=["Northfield College"])
    room: Line | None = Field(None, description="where to find it", examples=["Room 210, Hall of Science"])
    address: Line | None = Field(None, description="postal address", examples=["1 College Street, Northfield"])
    phone: Line | None = Field(None, description="telephone", examples=["+1 507 555 0100"])
    email: Email | None = Field(None, description="e-mail", examples=["careers@northfield.example"])
    url: Url | None = Field(
        None,
        description="web address; handouts print it as a QR code too",
        examples=["https://northfield.example/careers"],
    )
    logo: Picture | None = Field(None, description="picture file in this folder", examples=["images/logo.png"])
    logo_alt: Line | None = Field(
        None, description="what the logo shows, for people who cannot see it", examples=["Northfield College"]
    )
    logo_decorative: bool = Field(
        False, description="true for a logo that says nothing: a screen reader then passes over it", examples=[True]
    )


Names = Annotated[
    tuple[Line, ...],
    BeforeValidator(one_or_more, json_schema_input_type=str | list[str]),
    Field(min_length=1),
    Words("text, or list of texts"),
]


class OfficeSection(OwnSection):
    """A section that the office has for all roles, or for some."""

    roles: Names | None = Field(
        None, description="only for these roles, by their file names", examples=[["registered-nurse"]]
    )
    category: Names | None = Field(
        None, description="only for roles of this category, or of one of these", examples=["Health Care"]
    )
    tag: Names | None = Field(
        None, description="only for roles with this tag, or with one of these", examples=["internship"]
    )

    def is_for(self, role: str, profile: Profile) -> bool:
        """True if a role has it: one that is named, or one of its category or tag; all, if it names none."""
        if role in (self.roles or ()):
            return True
        tags = {same(tag) for tag in profile.tags}
        category = not self.category or same(profile.category) in {same(one) for one in self.category}
        tagged = not self.tag or any(same(tag) in tags for tag in self.tag)
        return category and tagged and bool(self.category or self.tag or not self.roles)


class ProjectConfig(StrictModel):
    """`careerpdf.yaml`: everything in it is optional."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "theme": "style",
        "branding": "brand",
        "timezone": "time_zone",
        "size": "paper",
        "lang": "language",
    }

    office: Office = Field(default_factory=Office, description="the office that hands the guides out")
    brand: Brand = Field(default_factory=Brand, description="your own colors, fonts and footer, on any style")
    style: Line | None = Field(None, description="default style", examples=["modern"])
    paper: Paper | None = Field(None, description="default paper", examples=["letter"])
    fit: Pages | None = Field(
        None,
        description="on how many pages a handout has to fit; none: as many as it needs. Otherwise as the style says",
        examples=[2],
    )
    language: Annotated[str, BeforeValidator(_language), WithJsonSchema({"enum": list(languages())})] = Field(
        "en", description="language of headings and numbers", examples=["en"]
    )
    time_zone: Annotated[str, BeforeValidator(_zone)] | None = Field(
        None, description="time zone of dates", examples=["America/Chicago"]
    )
    own_sections: tuple[OfficeSection, ...] = Field((), description="sections of your own, for all roles or for some")
    sections: SectionNames | None = Field(
        None,
        description="the sections that a role has, in their order; otherwise as the style says",
        examples=[["introduction", "facts", "skills", "duties"]],
    )
    leave_out: SectionNames | None = Field(
        None, description="sections that a role does not have", examples=[["questions"]]
    )
