"""Values of texts without quotes in a YAML file: a number, a date, true or false, nothing, or the text itself."""

import datetime as dt
import re
from typing import Any, Self

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,30})")
_FLOAT = re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{0,30}(?:[eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class _Written:
    """A number that Python would write differently: as a text it is what stands in the file."""

    written: str

    def __new__(cls, written: str) -> Self:
        number = super().__new__(cls, written)  # type: ignore[call-arg]  # the class of numbers beside this one
        number.written = written
        return number

    def __str__(self) -> str:
        return self.written


class WrittenFloat(_Written, float):
    """Such as 63.10."""


class WrittenInt(_Written, int):
    """Such as +15075550100."""


def plain_value(text: str) -> Any:
    """Read a text without quotes. Stricter than YAML 1.1: `no`, `12:30`, `0755` and `1_000` stay texts.

    `str` of a number gives it as it is written: how many digits there are says how exact it is, and a text keeps them.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0].isalpha():  # no figure begins so
        return unfolded(text)
    if _INTEGER.fullmatch(text):
        whole = int(text)
        return whole if str(whole) == text else WrittenInt(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if str(number) == text else WrittenFloat(text)
    date = _DATE.fullmatch(text)
    if date:
        try:
            return dt.date(int(date[1]), int(date[2]), int(date[3]))
        except ValueError:
            return text
    return unfolded(text)


def unfolded(text: str) -> str:
    """A text in which YAML has made spaces of line ends: a line end that is left was a blank line."""
    return text.replace("\n", "\n\n")
