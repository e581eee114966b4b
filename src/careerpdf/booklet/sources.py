"""The sources of a whole book, each once and numbered, and what their owners ask to be printed.

Texts to print are inline Markdown, as a profile's are; the star of O*NET stands behind a backslash there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from careerpdf.booklet.summary import RoleSummary, SourceUse
from careerpdf.profile import attribution

_ONET = attribution.ONET


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
    """Statements that the sources of the figures ask to be printed once: O*NET's credit, a citation of BLS."""
    return attribution.attributions(((source.name, source.url) for source in sources), "booklet")


def owes_credit(source: NumberedSource) -> bool:
    """True if a source may be used only with its owner's statement."""
    return bool(attribution.onet_credit([(source.name, source.url)], ""))
