"""The sources of a whole book, each once and numbered, and what their owners ask to be printed.

Texts to print are inline Markdown, as a profile's are; the star of O*NET stands behind a backslash there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from careerpdf.booklet.summary import RoleSummary, SourceUse
from careerpdf.booklet.wording import plain

_ONET = re.compile(r"\bO\\?\*NET\b", re.IGNORECASE)
_BLS = re.compile(r"\bBLS\b|Bureau of Labor Statistics")
#: The words that O*NET asks for (https://www.onetcenter.org/license_db.html); the version stands in the name.
_ONET_CREDIT = (
    "This booklet includes information from the O\\*NET{version} Database by the U.S. Department of Labor, Employment "
    "and Training Administration (USDOL/ETA), used under the CC BY 4.0 license. O\\*NET® is a trademark of USDOL/ETA. "
    "The publisher of this booklet has modified all or some of this information. USDOL/ETA has not approved, endorsed, "
    "or tested these modifications."
)
_BLS_CREDIT = "Wages and projections are cited from the U.S. Bureau of Labor Statistics (www.bls.gov)."


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source with its number in the book, as it is printed, and the roles that use it in the order of the book."""

    number: int
    text: str
    url: str | None
    roles: tuple[str, ...]
    name: str
    year: int | None
    retrieved: date | None


def numbered(summaries: Iterable[RoleSummary]) -> tuple[NumberedSource, ...]:
    """Every source of the roles once, numbered from 1 by its first use; `summaries` come in the order of the book."""
    uses: dict[tuple[str, int | None], list[tuple[SourceUse, str]]] = {}
    for one in summaries:
        for source in one.sources:
            uses.setdefault(source.key, []).append((source, one.role))
    return tuple(_numbered(number, found) for number, found in enumerate(uses.values(), start=1))


def _numbered(number: int, uses: Sequence[tuple[SourceUse, str]]) -> NumberedSource:
    first = uses[0][0]
    name = f"{first.name}, {first.year}" if first.year and str(first.year) not in first.name else first.name
    days = [source.retrieved for source, _ in uses if source.retrieved]
    return NumberedSource(
        number=number,
        text=_ONET.sub(r"O\\*NET", name),
        url=next((source.url for source, _ in uses if source.url), None),
        roles=tuple(dict.fromkeys(role for _, role in uses)),
        name=first.name,
        year=first.year,
        retrieved=max(days, default=None),
    )


def number_of(sources: Iterable[NumberedSource], source: SourceUse) -> int:
    """The number of a role's source. Raises KeyError if it is not among them."""
    for one in sources:
        if SourceUse(one.name, None, one.year, None, None).key == source.key:
            return one.number
    raise KeyError(source.name)


def role_numbers(sources: Iterable[NumberedSource]) -> dict[str, tuple[int, ...]]:
    """The numbers of each role's sources, rising. A role without a source is left out."""
    found: dict[str, tuple[int, ...]] = {}
    for source in sources:
        for role in source.roles:
            found[role] = (*found.get(role, ()), source.number)
    return found


def attributions(sources: Iterable[NumberedSource]) -> tuple[str, ...]:
    """What has to be printed once because of where the figures come from: O*NET's statement, a citation of BLS."""
    names = [_plain_name(source.name) for source in sources]
    onet = [name for name in names if _ONET.search(name)]
    found = []
    if onet:
        versions = {version[0]: None for name in onet if (version := re.search(r"\b\d{1,2}\.\d\b", name))}
        # Data of several releases are all named.
        found.append(_ONET_CREDIT.format(version=f" {' and '.join(versions)}" if versions else ""))
    if any(_BLS.search(name) for name in names):
        found.append(_BLS_CREDIT)
    return tuple(found)


def _plain_name(name: str) -> str:
    """A source's name without marks of bold and links; the star of O*NET is none."""
    return plain(_ONET.sub("O\0NET", name)).replace("\0", "*")
