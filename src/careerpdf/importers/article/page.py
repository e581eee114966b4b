"""A page about a role as its readers see it, whatever it was written in: blocks without what belongs to the site."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

#: Level of a heading that is only a line in bold; those of HTML go from 1 to 6. In plain text the level is 0: unknown.
BOLD_LEVEL = 7
LONGEST_HEADING = 90
#: More is no page about one role.
MOST_CHARACTERS, MOST_BLOCKS = 200_000, 10_000

_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an entry of a list or a table. `lead` is what a paragraph begins with in bold."""

    kind: Literal["heading", "paragraph", "item", "table"]
    text: str
    level: int = 0
    lead: str = ""
    rows: tuple[tuple[str, ...], ...] = ()  # of a table; lines of a cell are separated by \n
    head: bool = False  # whether the table's first row names its columns
    linked: bool = False  # whether it is nothing but a link


@dataclass(frozen=True)
class Page:
    """Blocks that a reader sees below a page's title, and what the page says of itself.

    `headings` are its headings of the first level, `titles` what else may be its title, the likeliest first; `above` is
    what stands above the title, `crumbs` the way to the page on its site, `eyebrow` a line right above the title.
    `items` are what it says by the vocabulary of schema.org.
    """

    blocks: tuple[Block, ...]
    headings: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    above: tuple[Block, ...] = ()
    crumbs: tuple[str, ...] = ()
    eyebrow: str = ""
    url: str | None = None
    site: str = ""
    items: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    dollars: str = "USD"  # currency of a bare "$"; "" if it is another country's page


def tidy(text: str) -> str:
    """A text on one line, its letters composed (NFC), without characters that nobody sees."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def is_heading(text: str) -> bool:
    """Tell whether a line of its own may be a heading."""
    ends = text.endswith((".", ":", ";", ",", "!", ")")) and not text.endswith("?")
    return 0 < len(text) <= LONGEST_HEADING and not ends and ": " not in text and not re.search(r"[$£€]\s?\d", text)


#: In words; "CAD" alone is what drafters draw with.
_FOREIGN_DOLLARS = re.compile(
    r"\b(?:canadian|australian|new zealand|singapore|hong kong|jamaican|taiwan) dollars?\b"
    r"|\b(?:CAD|AUD|NZD|SGD|HKD) ?\$|\$ ?\d[\d,.]*[kK]? ?(?:CAD|AUD|NZD|SGD|HKD)\b|\bin (?:CAD|AUD|NZD|SGD|HKD)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\b(?:canad(?:a|ian)|australian?|new zealand|singapore|hong kong)\b", re.IGNORECASE)
_HERE = re.compile(r"\b(?:united states|american?|u\.s\.)", re.IGNORECASE)


def currency_of_dollars(language: str, host: str, text: str) -> str:
    """The currency of a bare "$": of the United States, unless the page's language, host or words speak against it."""
    if re.search(r"[-_](?:CA|AU|NZ|SG|HK|JM|TT)\b", language, re.IGNORECASE):
        return ""
    if re.search(r"\.(?:ca|au|nz|sg|hk|jm|tt)$", host, re.IGNORECASE) or _FOREIGN_DOLLARS.search(text):
        return ""
    elsewhere = len(_ELSEWHERE.findall(text))
    return "" if elsewhere > 2 and elsewhere > len(_HERE.findall(text)) else "USD"
