"""`brand:` in careerpdf.yaml: an office's own colours, fonts and footer, and what they change of a style."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from careerpdf.diagnostics import Span
from careerpdf.schema.base import StrictModel, Words
from careerpdf.schema.texts import Line
from careerpdf.source.field_errors import custom_error, what
from careerpdf.source.yaml_source import Loc
from careerpdf.style.changes import Change, KeyPath, Source, as_tuples, missing_font_key
from careerpdf.style.colour import ColourRef

_LONGEST_FOOTER = 90
_PLACE = "careerpdf.yaml"


class BrandFont(StrictModel):
    """A family that ships with careerpdf, or font files in the folder that has careerpdf.yaml."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "name": "family",
        "font": "family",
        "file": "regular",
        "normal": "regular",
        "bolditalic": "bold_italic",
    }

    family: Line | None = Field(None, description="a family that ships with careerpdf", examples=["Lato"])
    regular: Line | None = Field(None, description="font file, .ttf or .otf", examples=["fonts/Brand-Regular.ttf"])
    bold: Line | None = Field(
        None, description="file of the bold cut; otherwise the regular one", examples=["fonts/Brand-Bold.ttf"]
    )
    italic: Line | None = Field(
        None, description="file of the italic cut; otherwise the regular one", examples=["fonts/Brand-Italic.ttf"]
    )
    bold_italic: Line | None = Field(
        None, description="file of the bold italic cut; otherwise the bold one", examples=["fonts/Brand-BoldItalic.ttf"]
    )


def _font(value: object) -> object:
    """A text alone is a family, or a file if it has the ending of one."""
    if not isinstance(value, str):
        return value
    return {missing_font_key(("fonts", ""), value)[0]: value}


def _footer(value: object) -> object:
    if isinstance(value, str) and len(value) > _LONGEST_FOOTER:
        raise custom_error(
            "too-long",
            f"{{name}} has {len(value)} characters, and the foot of a page holds {_LONGEST_FOOTER}",
            expected="a line such as Northfield College Career Services",
        )
    return value


def _settings(value: object) -> object:
    if isinstance(value, dict):
        for key, one in value.items():
            inner = one if isinstance(one, list) else (one,)
            if any(isinstance(part, dict | list) for part in inner):
                raise custom_error(
                    "wrong-type",
                    f"'{key}' in {{name}} is {what(one)} where a value belongs",
                    expected="keys and values on one line, such as `text.title.size: 30`",
                )
    return value


class Brand(StrictModel):
    """The look of an office on any style: it comes after the style, before a booklet and the command line."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "colors": "colours", "color": "colours", "colour": "colours", "font": "fonts", "foot": "footer",
        "typeface": "fonts", "adjust": "adjust_contrast",
    }  # fmt: skip

    colours: dict[str, Annotated[ColourRef, Words("color")]] = Field(
        default_factory=dict,
        description='colors in the place of the style’s of these names, in quotes: "#7a0019" (red, green, blue)',
        examples=['{accent: "#7a0019"}'],
    )
    fonts: dict[str, Annotated[BrandFont, BeforeValidator(_font, json_schema_input_type=str | BrandFont)]] = Field(
        default_factory=dict,
        description="fonts in the place of the style’s of these names: a family that ships with careerpdf, or files",
        examples=["{sans: Lato}"],
    )
    footer: Annotated[Line, BeforeValidator(_footer, json_schema_input_type=str)] | None = Field(
        None,
        description="what stands at the foot of a handout’s pages, in the place of the office’s name",
        examples=["Northfield College · careers.northfield.example"],
    )
    adjust_contrast: bool = Field(
        False,
        description="true moves colors that are too faint to be read to the nearest ones that are not; "
        "otherwise they are an error",
        examples=[True],
    )
    set: Annotated[
        dict[str, object],
        BeforeValidator(_settings, json_schema_input_type=dict[str, str | int | float | bool | list[str | float]]),
    ] = Field(
        default_factory=dict,
        description="any other value of the style, by its key; `none` takes one away",
        examples=["{text.title.size: 34}"],
    )


def brand_changes(brand: Brand, spans: Mapping[Loc, Span]) -> tuple[Change, ...]:
    """Make the changes of a style that the brand asks for; `spans` are the places of careerpdf.yaml's values."""
    return tuple(
        Change(key, as_tuples(value), Source.PROJECT, _PLACE, spans.get(loc) or spans.get(loc[:-1]))
        for key, value, loc in _values(brand)
    )


def _values(brand: Brand) -> Iterator[tuple[KeyPath, object, Loc]]:
    if brand.adjust_contrast:
        yield ("adjust_contrast",), True, ("brand", "adjust_contrast")
    for name, colour in brand.colours.items():
        yield ("colours", name), colour, ("brand", "colours", name)
    for name, font in brand.fonts.items():
        for cut, value in font:
            if value is not None:
                yield ("fonts", name, cut), value, ("brand", "fonts", name, cut)
    for key, setting in brand.set.items():
        parts = tuple(key.split("."))
        # YAML's null is an empty field here, which is more often a slip than meant.
        yield (*parts, *missing_font_key(parts, setting)), None if setting == "none" else setting, ("brand", "set", key)
