"""Field types of numbers: figures as people write them, percentages, counts, years, dates."""

import datetime as dt
import math
import re
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator

from careerpdf.schema.base import Words
from careerpdf.schema.pay_text import read_figure, read_percent
from careerpdf.source.field_errors import custom_error, shown, what

_NUMBER = re.compile(r"[-+]?\d[\d,\u202f\u00a0 ]*(?:\.\d+)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


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
