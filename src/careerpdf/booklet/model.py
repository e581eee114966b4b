"""The model of a booklet's manifest. Field help and examples live here, once: docs/booklet.md and the schema use them.

What needs more than one field is in `checks.py`, what needs the profiles in `select.py`.
"""

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field

from careerpdf.schema.base import StrictModel, Words
from careerpdf.schema.numbers import Date, to_decimal
from careerpdf.schema.sections import SECTIONS, SectionNames
from careerpdf.schema.texts import Line, Paper, Picture, Prose, Url, any_case
from careerpdf.source.field_errors import custom_error, shown
from careerpdf.source.syntax_errors import one_or_more
from careerpdf.style.colour import ColourRef

#: Most pages that one sheet can hold when it is folded.
MOST_PAGES = 32

_SELECTION_SYNONYMS = {
    "profiles": "roles", "role": "roles", "careers": "roles", "jobs": "roles", "categories": "category",
    "group": "category", "tags": "tag", "keywords": "tag", "sort": "order", "sort_by": "order", "sorted_by": "order",
    "name": "title", "heading": "title", "intro": "introduction", "description": "introduction",
    "text": "introduction", "foreword": "introduction", "preface": "introduction", "welcome": "introduction",
}  # fmt: skip


def _pages(value: object) -> int:
    number = to_decimal(value, "4")
    if number != int(number) or not 1 <= number <= MOST_PAGES:
        raise custom_error(
            "out-of-range",
            f"{{name}} cannot be {shown(value)}",
            expected=f"a whole number from 1 to {MOST_PAGES}",
            hint="4 for a booklet that is folded and stapled, 2 for full sheets, 1 for as many pages as it has",
        )
    return int(number)


Names = Annotated[
    tuple[Line, ...],
    BeforeValidator(one_or_more, json_schema_input_type=str | list[str]),
    Field(min_length=1),
    Words("text, or list of texts"),
]
Roles = Annotated[
    tuple[Line, ...],
    BeforeValidator(one_or_more, json_schema_input_type=str | list[str]),
    Field(min_length=1),
    Words("list of roles"),
]
Order = Annotated[Literal["title", "pay", "given"], BeforeValidator(any_case)]
Colour = Annotated[ColourRef, Words("color")]
PartName = Literal[
    "cover",
    "imprint",
    "contents",
    "introduction",
    "glance",
    "openers",
    "skills-index",
    "education-index",
    "next-index",
    "sources",
    "notes",
    "back-cover",
]
PARTS: tuple[PartName, ...] = get_args(PartName)


def _part(value: object) -> object:
    part = any_case(value)
    if isinstance(part, str) and part in SECTIONS and part not in PARTS:
        raise custom_error(
            "unknown-value",
            f"{{name}} cannot be {shown(value)}",
            expected="a part of the booklet",
            hint="it is a section of a role: for these there are `role_sections` and `leave_out_of_roles`",
        )
    return part


Parts = Annotated[
    tuple[Annotated[PartName, BeforeValidator(_part)], ...],
    BeforeValidator(one_or_more, json_schema_input_type=PartName | list[PartName]),
    Field(min_length=1),
]


class BookletCover(StrictModel):
    """The front cover: a ground in one color, with a pattern or a photo, and the texts of the title."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "color": "colour", "background": "colour", "text_color": "text_colour", "image": "photo", "picture": "photo",
        "alt": "photo_alt", "image_alt": "photo_alt", "picture_alt": "photo_alt", "decorative": "photo_decorative",
    }  # fmt: skip

    colour: Colour | None = Field(
        None,
        description='color of the ground, in quotes: "#1f4e79" (red, green, blue) or a name of the style’s',
        examples=["#1f4e79"],
    )
    text_colour: Colour | None = Field(
        None, description="color of the texts on it; otherwise the style’s", examples=["#ffffff"]
    )
    photo: Picture | None = Field(
        None,
        description="picture file in the folder that has careerpdf.yaml; it takes the place of a pattern",
        examples=["images/campus.jpg"],
    )
    photo_alt: Line | None = Field(
        None,
        description="what the photo shows, for people who cannot see it",
        examples=["Students talk to employers at a career fair"],
    )
    photo_decorative: bool = Field(
        False, description="true for a photo that says nothing: a screen reader then passes over it", examples=[True]
    )
    pattern: Annotated[Literal["none", "dots", "lines", "bars"], BeforeValidator(any_case)] = Field(
        "none", description="pattern on the ground", examples=["dots"]
    )
    logo: bool = Field(
        True, description="whether the logo of `office:` in careerpdf.yaml stands on the cover", examples=[False]
    )


class BookletBack(StrictModel):
    """The back cover."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "introduction": "text",
        "url": "qr",
        "link": "qr",
        "qr_code": "qr",
        "address": "qr",
    }

    text: Prose | None = Field(
        None, description="what it says", examples=["Come and talk to us. No appointment is needed."]
    )
    qr: Url | None = Field(
        None,
        description="web address that its QR code opens; otherwise the office’s",
        examples=["https://northfield.example/fair"],
    )


class BookletSection(StrictModel):
    """A section: its roles are named, or chosen by category or tag, or both."""

    SYNONYMS = _SELECTION_SYNONYMS

    title: Line | None = Field(
        None,
        description="heading of the section; if not given, the name of its `category`",
        examples=["Caring for people"],
    )
    introduction: Prose | None = Field(
        None,
        description="one or more paragraphs below the heading",
        examples=["Work with patients, in shifts and in teams."],
    )
    roles: Roles | None = Field(
        None,
        description="file names of profiles, without .yaml, in the order in which they are printed",
        examples=[["registered-nurse", "electrician"]],
    )
    category: Names | None = Field(
        None, description="every role of this category, or of one of these", examples=["Health Care"]
    )
    tag: Names | None = Field(
        None,
        description="every role with this tag, or with one of these; with `category` too, a role needs one of each",
        examples=["internship"],
    )
    order: Order | None = Field(
        None,
        description="order of its roles; otherwise the booklet’s",
        examples=["pay"],
    )


def _section(value: object) -> object:
    return {"category": value} if isinstance(value, str) else value


AnySection = Annotated[BookletSection, BeforeValidator(_section, json_schema_input_type=str | BookletSection)]


class Manifest(StrictModel):
    """A booklet. Without `roles`, `category`, `tag` and `sections` it holds every role that has a profile."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        **_SELECTION_SYNONYMS, "group": "group_by", "grouped_by": "group_by", "theme": "style", "size": "paper",
        "paper_size": "paper", "parts": "include", "with": "include", "without": "leave_out", "exclude": "leave_out",
        "omit": "leave_out", "skip": "leave_out", "chapters": "sections", "section": "sections", "start": "starts",
        "starts_on": "starts", "front": "cover", "front_cover": "cover", "back": "back_cover",
        "version": "edition", "issue": "edition", "updated": "date", "for": "audience", "readers": "audience",
        "subheading": "subtitle", "tagline": "subtitle", "pad": "pad_to", "padding": "pad_to",
    }  # fmt: skip

    title: Line = Field(description="title on the cover", examples=["Careers in Health Care"])
    subtitle: Line | None = Field(
        None, description="a line below the title", examples=["Eight roles, their pay, and the way there"]
    )
    edition: Line | None = Field(None, description="which edition this is", examples=["Spring 2027"])
    date: Date | None = Field(None, description="day of the edition", examples=["2027-02-15"])
    audience: Line | None = Field(None, description="whom it is for", examples=["For first-year students"])
    introduction: Prose | None = Field(
        None,
        description="one or more paragraphs before the first role",
        examples=["This booklet goes with the spring career fair."],
    )
    style: Line | None = Field(
        None, description="the look; otherwise the one in careerpdf.yaml, or classic", examples=["classic"]
    )
    paper: Paper = Field("half-letter", description="size of a page", examples=["a5"])
    roles: Roles | None = Field(
        None,
        description="file names of profiles, without .yaml, in the order in which they are printed",
        examples=[["data-scientist", "electrician"]],
    )
    category: Names | None = Field(
        None,
        description="every role of this category, or of one of these",
        examples=[["Health Care", "Skilled Trades"]],
    )
    tag: Names | None = Field(
        None,
        description="every role with this tag, or with one of these; with `category` too, a role needs one of each",
        examples=["internship"],
    )
    sections: tuple[AnySection, ...] | None = Field(
        None,
        description="sections of your own, in place of the three above; a text alone is the name of a category",
        examples=[["Health Care", "Skilled Trades"]],
    )
    group_by: Annotated[Literal["category", "none"], BeforeValidator(any_case)] = Field(
        "category",
        description="how roles are put into sections if there are no `sections`; if there are `roles`, only if it "
        "stands in the manifest",
        examples=["none"],
    )
    order: Order | None = Field(
        None,
        description="`title` is alphabetical, `pay` begins with the highest median pay, `given` keeps the order of "
        "`roles`; otherwise `given` for roles that are named and `title` for others",
        examples=["pay"],
    )
    include: Parts = Field(
        PARTS, description="the parts that it has, in place of all of them", examples=[["cover", "contents"]]
    )
    leave_out: Parts | None = Field(
        None, description="parts that it does not have", examples=[["notes", "education-index"]]
    )
    role_sections: Annotated[SectionNames, Words("names of sections")] | None = Field(
        None,
        description="the sections that a role has, in their order; otherwise as careerpdf.yaml or the style says",
        examples=[["introduction", "facts", "duties", "skills"]],
    )
    leave_out_of_roles: Annotated[SectionNames, Words("names of sections")] | None = Field(
        None, description="sections that a role does not have", examples=[["questions"]]
    )
    starts: Annotated[Literal["recto", "any", "run-on"], BeforeValidator(any_case)] = Field(
        "any",
        description="where a role begins: on a right-hand page (`recto`), on any page, or right below the one before "
        "(`run-on`)",
        examples=["recto"],
    )
    pad_to: Annotated[int, BeforeValidator(_pages, json_schema_input_type=int), Words("whole number")] = Field(
        4,
        description="the number of pages is a multiple of this: 4 for a booklet that is folded and stapled",
        examples=[8],
        json_schema_extra={"minimum": 1, "maximum": MOST_PAGES},
    )
    fill: Annotated[Literal["notes", "blank"], BeforeValidator(any_case)] = Field(
        "notes", description="what pages hold that are added for `pad_to`", examples=["blank"]
    )
    cover: BookletCover = Field(default_factory=BookletCover, description="the front cover")
    back_cover: BookletBack = Field(default_factory=BookletBack, description="the back cover")

    @property
    def parts(self) -> frozenset[PartName]:
        """The parts that it has: those to `include`, without those to `leave_out`."""
        return frozenset(self.include) - frozenset(self.leave_out or ())

    @property
    def is_grouped(self) -> bool:
        """True if roles that are not in `sections` are put into sections by their category."""
        return self.group_by == "category" and (not self.roles or "group_by" in self.model_fields_set)
