"""Notation of colours: `#rrggbb`, or the name of one of a style's colours; and hints for anything else."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from careerpdf.source.field_errors import QUOTE_HASH, custom_error, shown

_HEX = re.compile("#[0-9a-fA-F]{6}")
_HEX_OR_NAME = re.compile("#[0-9a-fA-F]{6}|[a-z][a-z0-9-]*")
_MARKS = " \t\"'“”„‟‘’‚`´«»"  # around a colour, of which they are no part
_DIGITS = re.compile(r"(#?)\s*([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})")
_CHANNELS = re.compile(r"rgba?\s*\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b[^()]*\)")


def _hex(value: object) -> object:
    return _checked(value, _HEX, 'a color such as "#1f4e79"')


def _hex_or_name(value: object) -> object:
    return _checked(value, _HEX_OR_NAME, 'a color such as "#1f4e79" or the name of one')


def _checked(value: object, pattern: re.Pattern[str], expected: str) -> object:
    """Return a colour as it is. Raises a validation error with a hint for anything that `pattern` does not match."""
    hint = colour_hint(value)
    is_text = isinstance(value, str)
    if value is None:
        raise custom_error("bad-color", "{name} is empty", expected=expected, hint=QUOTE_HASH)
    if (is_text and not pattern.fullmatch(str(value))) or (not is_text and hint):
        raise custom_error("bad-color", f"{{name}} cannot be {shown(value)}", expected=expected, hint=hint or "")
    return value


Hex = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$"), BeforeValidator(_hex)]
ColourRef = Annotated[str, Field(pattern=r"^(#[0-9a-fA-F]{6}|[a-z][a-z0-9-]*)$"), BeforeValidator(_hex_or_name)]


def colour_hint(value: object) -> str | None:
    """Return a hint with the `#rrggbb` that a value was probably meant to be; None if that cannot be known."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip(_MARKS).lower()
    if digits := _DIGITS.fullmatch(text):
        short = len(digits[2]) == 3
        found = "".join(digit * 2 for digit in digits[2]) if short else digits[2][:6]
        quotes = "straight quotes" if str(value) != str(value).strip(_MARKS) else "quotes"
        return f'write it with # and six digits, in {quotes}: "#{found}"'
    if channels := _CHANNELS.fullmatch(text):
        numbers = [int(channels[k]) for k in (1, 2, 3)]
        return f'write it as "#{bytes(numbers).hex()}"' if max(numbers) <= 255 else None
    return _web_colour(text)


def _web_colour(text: str) -> str | None:
    """Return a hint for a colour with a name on the web: `navy`, `dark blue`, or the first word of `navy blue`."""
    from PIL import ImageColor  # needed for mistakes only

    words = re.split(r"[\s_-]+", text)
    name = next((name for name in ("".join(words), words[0]) if name in ImageColor.colormap), None)
    if name is None:
        return None
    # The map itself holds tuples in place of texts for names that have been looked up.
    found = bytes(ImageColor.getrgb(name)[:3]).hex()
    return f'{text if name == "".join(words) else name} is "#{found}"'
