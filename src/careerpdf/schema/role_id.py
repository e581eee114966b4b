"""Role ids: the names of profiles' files, and how a title becomes one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

ROLE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_TITLE = 80  # characters

_LONGEST_ID = 60  # characters of an id that is not chosen by a person
# Letters that Unicode does not decompose, and signs that tell one role from another (C++, C#, R&D).
_SPELLED = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l",
        "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
        "&": " and ", "+": " plus ", "#": " sharp ", "'": "", "’": "", "‘": "", "`": "",
    }
)  # fmt: skip

# Windows gives these names to devices, whatever suffix follows.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def slug(text: str) -> str:
    """Spell a text as an id: lower-case ASCII letters and digits joined by hyphens; empty if it has none of them."""
    return re.sub(r"[^a-z0-9]+", "-", _without_accents(text).lower()).strip("-")


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPELLED))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def new_role_id(title: str) -> str:
    """Make the id of a new role from its title.

    Raises ValueError, with a message for the user, if the title is empty, too long, has control characters or no Latin
    letter, or would make a file name that Windows reserves.
    """
    if not title.strip():
        raise ValueError("the title is empty.")
    if len(title) > LONGEST_TITLE:
        raise ValueError(f"the title has {len(title)} characters; a heading holds at most {LONGEST_TITLE}.")
    if any(unicodedata.category(character)[0] == "C" for character in title):
        raise ValueError("the title holds a line break, a tab or another invisible character.")
    if any(character.isalpha() and not character.isascii() for character in _without_accents(title)):
        raise ValueError(f"'{title}' cannot be spelled with the letters a to z, as a file name must be.")
    name = slug(title)
    if not re.search("[a-z]", name):
        raise ValueError(f"'{title}' has no letter to make a file name of.")
    if name in _DEVICES:
        raise ValueError(f"Windows cannot have a file called '{name}'; use a longer title.")
    return name


def unique_role_id(title: str, taken: Iterable[str] = ()) -> str:
    """Make an id of any title, cut after a word, and unlike those that are `taken`."""
    first, *words = (slug(title) or "role").split("-")
    name = first
    for word in words:
        if len(name) + len(word) >= _LONGEST_ID:
            break
        name += f"-{word}"
    name = re.sub(r"(?:-(?:and|or|of|the|in|for|all|except))+$", "", name)
    known, number, unique = taken if isinstance(taken, AbstractSet) else set(taken), 1, name
    while unique in known or unique in _DEVICES:
        number += 1
        unique = f"{name}-{number}"
    return unique


def occupation_role_ids(titles: Mapping[str, str]) -> dict[str, str]:
    """Make the id of each occupation from its title, by code: the same whichever of them are imported."""
    ids: dict[str, str] = {}
    for code in sorted(titles):
        ids[code] = unique_role_id(titles[code], ids.values())
    return ids
