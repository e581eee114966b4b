"""Names of fields as people write them: `Title`, `top 10 percent` and `colors` for the model's own names."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_SPELLINGS = (("%", "percent"), ("colour", "color"), ("grey", "gray"), ("centre", "center"), ("licence", "license"))
_BETWEEN_WORDS = re.compile("[\\s_\\-“”„‘’\"'\u00a0]")


@lru_cache(maxsize=1024)
def plain_field(name: str) -> str:
    """A name as it is compared: without capitals, blanks and hyphens, in American spelling."""
    plain = _BETWEEN_WORDS.sub("", name.casefold())
    for one, other in _SPELLINGS:
        plain = plain.replace(one, other)
    return plain


def field_in(data: Mapping[str, Any], name: str) -> Any:
    """The value of a field, whatever way its name is written; None if there is none."""
    if name in data:
        return data[name]
    wanted = plain_field(name)
    return next((value for key, value in data.items() if plain_field(key) == wanted), None)
