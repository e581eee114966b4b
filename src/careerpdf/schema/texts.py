"""Field types of texts: lines, prose, addresses, names of pictures, paper."""

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from careerpdf.assets.pictures import picture_name
from careerpdf.schema.base import Words
from careerpdf.source.field_errors import custom_error, shown, what

_LONGEST_ADDRESS = 2000
MOST_PAGES = 20  # that a handout can be asked to fit on
_URL = re.compile(r"https?://[^\s/?#<>\"]+\.[^\s<>\"]+|https?://localhost\S*", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LEAVE_OUT = "leave the field out if there is nothing to say"


def _one_line(text: str) -> str:
    """Line ends and runs of blanks as one blank; non-breaking and other special spaces are meant, and stay."""
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        text = re.sub(r"[ \t\r\n]+", " ", text)
    return text.strip(" ")


def as_line(value: object) -> object:
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
            return as_line(f"{key}: {text}")
    return as_line(value)


def _prose(value: object) -> object:
    if isinstance(value, list | tuple):
        if not value:
            raise custom_error("empty", "{name} is an empty list", expected="a text, or a list of paragraphs")
        return tuple(_entry(part) for part in value)
    if isinstance(value, str) and (text := value.strip()):
        return tuple(map(_one_line, _BLANK_LINE.split(text))) if "\n" in text else (_one_line(text),)
    return (as_line(value),)


def _url(value: object) -> object:
    text = str(as_line(value))
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
    text = str(as_line(value))
    if len(text) > _LONGEST_ADDRESS or not _EMAIL.fullmatch(text):
        raise custom_error(
            "bad-email", f"{{name}} cannot be {shown(text)}", expected="an e-mail address such as careers@example.edu"
        )
    return text


def _pages(value: object) -> object:
    if value == "none" or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_PAGES):
        return value
    raise custom_error(
        "bad-fit",
        f"{{name}} cannot be {shown(value)}",
        expected=f"the most pages of a handout, from 1 to {MOST_PAGES}, or none",
    )


Line = Annotated[str, BeforeValidator(as_line, json_schema_input_type=str), Words("text")]
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


def any_case(value: object) -> object:
    """A word to choose from, as it is listed: in lower case."""
    return value.strip().lower() if isinstance(value, str) else value


Paper = Annotated[Literal["letter", "a4", "half-letter", "a5", "legal"], BeforeValidator(any_case)]
