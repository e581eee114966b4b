"""Role titles to role names: what `careerpdf new` calls the file of a role."""

import re
import unicodedata

import click

LONGEST_TITLE = 80

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


def role_name(title: str) -> str:
    """The role's name, its file name without suffix: lower-case ASCII letters and digits joined by hyphens.

    Raises click.BadParameter if the title is empty, too long, has control characters or no Latin letter, or
    would make a file name that Windows reserves.
    """
    if not title.strip():
        raise click.BadParameter("the title is empty.")
    if len(title) > LONGEST_TITLE:
        raise click.BadParameter(f"the title has {len(title)} characters; a heading holds at most {LONGEST_TITLE}.")
    if any(unicodedata.category(character)[0] == "C" for character in title):
        raise click.BadParameter("the title holds a line break, a tab or another invisible character.")
    decomposed = unicodedata.normalize("NFKD", title.translate(_SPELLED))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    if any(character.isalpha() and not character.isascii() for character in plain):
        raise click.BadParameter(f"'{title}' cannot be spelled with the letters a to z, as a file name must be.")
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if not re.search("[a-z]", name):
        raise click.BadParameter(f"'{title}' has no letter to make a file name of.")
    if name in _DEVICES:
        raise click.BadParameter(f"Windows cannot have a file called '{name}'; use a longer title.")
    return name
