"""The indexes of a book: by skill, by schooling, and by where a role can lead."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from careerpdf.booklet.summary import RoleSummary, distinct_titles
from careerpdf.locale.collation import first_letter, same, sort_key

#: Words for schooling, from least to most; a text has the rank of the first that it holds.
_LEVELS = tuple(
    re.compile(words)
    for words in (
        r"\bno (?:formal|educational)|\bnone\b",
        r"less than (?:a )?high school",
        r"high school|secondary school|\bged\b",
        r"some college",
        r"certificate|nondegree|non-degree|vocational|trade school|technical school",
        r"apprentice",
        r"associate",
        r"bachelor",
        r"master|\bmba\b",
        r"doctora|doctor’s|doctor's|ph\.?d",
        r"professional degree|\bj\.?d\b|\bm\.?d\b|law school|medical school",
    )
)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A line of an index: what it is about, the role that this is (if it is one of the book), and the roles it names.

    `letter` is what it stands under in an alphabetical index, `#` for digits and signs; empty in any other.
    """

    head: str
    head_role: str | None
    roles: tuple[str, ...]
    letter: str = ""


def by_letter(entries: Iterable[IndexEntry]) -> tuple[tuple[str, tuple[IndexEntry, ...]], ...]:
    """The entries under their letters; of an index that is not alphabetical, all under none."""
    return tuple((letter, tuple(group)) for letter, group in groupby(entries, key=lambda entry: entry.letter))


def skills_index(summaries: Sequence[RoleSummary]) -> tuple[IndexEntry, ...]:
    """Each skill with the roles that want it, alphabetical; spellings that differ in capitals only are one skill."""
    return _entries((skill, one) for one in summaries for skill in one.skills)


def education_index(summaries: Sequence[RoleSummary]) -> tuple[IndexEntry, ...]:
    """Each level of education with its roles, from least to most schooling; what has no known word comes last."""
    found = _entries((one.education, one) for one in summaries if one.education)
    return tuple(replace(entry, letter="") for entry in sorted(found, key=lambda entry: _schooling(entry.head)))


def next_index(summaries: Sequence[RoleSummary], titles: Mapping[str, str] | None = None) -> tuple[IndexEntry, ...]:
    """Each role that others can lead to, with those others, alphabetical.

    `titles` are those of roles that have a profile but are not in the book.
    """
    shown = distinct_titles(summaries)
    often = Counter(same(one.title) for one in summaries)
    by_title = {same(one.title): one.role for one in summaries if often[same(one.title)] == 1}
    ways: list[tuple[str, str | None, RoleSummary]] = []
    for one in summaries:
        for step in one.next:
            role = step.role if step.role in shown else by_title.get(same(step.title or ""))
            if role is None and step.role:
                title = step.title or (titles or {}).get(step.role) or step.role.replace("-", " ").title()
                role = by_title.get(same(title))
            else:
                title = step.title or ""
            ways.append((shown[role] if role else title, role, one))
    roles = {same(head): role for head, role, _ in ways if role}
    return tuple(
        replace(entry, head_role=roles.get(same(entry.head)))
        for entry in _entries((head, one) for head, _, one in ways)
    )


def _entries(found: Iterable[tuple[str, RoleSummary]]) -> tuple[IndexEntry, ...]:
    """Entries in alphabetical order, each headed by its most frequent spelling, its roles by title."""
    spellings: dict[str, dict[str, int]] = {}  # how often each comes up
    roles: dict[str, dict[str, RoleSummary]] = {}
    for head, one in found:
        key = same(head)
        heads = spellings.setdefault(key, {})
        heads[head] = heads.get(head, 0) + 1
        roles.setdefault(key, {})[one.role] = one
    entries = []
    for key, heads in spellings.items():
        head = max(heads, key=heads.__getitem__)
        by_title = sorted(roles[key].values(), key=lambda one: (sort_key(one.title), one.role))
        entries.append(IndexEntry(head, None, tuple(one.role for one in by_title), first_letter(head)))
    # `#` stands before A, whatever sign a text begins with.
    return tuple(sorted(entries, key=lambda entry: (entry.letter != "#", sort_key(entry.head))))


def _schooling(level: str) -> tuple[int, int]:
    """The least and the most schooling that a text names."""
    ranks = [rank for rank, words in enumerate(_LEVELS) if words.search(same(level))]
    return (ranks[0], ranks[-1]) if ranks else (len(_LEVELS), 0)
