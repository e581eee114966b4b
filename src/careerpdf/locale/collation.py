"""Collation: texts compared and put in order without marks of bold, accents, and capitals."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose.
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")


# Titles and skills of a book are compared again and again.
_remembered = lru_cache(maxsize=16_384)


@_remembered
def plain(text: str) -> str:
    """A text without the marks of bold, italic and links, and with single blanks."""
    if "[" in text or "*" in text:
        text = _LINK.sub(r"\1", text).replace("*", "")
    return " ".join(text.split())


@_remembered
def same(text: str) -> str:
    """Fold a name, so that two spellings of one name are the same."""
    return plain(text).casefold()


@_remembered
def sort_key(text: str) -> tuple[str, str, str]:
    """By this a text has its place in an index: letters and digits first, what they do not decide then."""
    base = same(text)
    if base.isascii() and base.replace(" ", "").isalnum():  # nearly always
        return base, base, plain(text)
    folded = unicodedata.normalize("NFKD", base.translate(_SPELLED))
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(_LETTERS_AND_DIGITS.findall(letters)), base, plain(text)


def first_letter(text: str) -> str:
    """The letter that a text stands under in an index: a capital, or `#` for digits and signs."""
    letter = sort_key(text)[0][:1].upper()
    return letter if letter.isalpha() else "#"
