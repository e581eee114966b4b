"""A finding of a check, in words for a person who publishes documents and does not program."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """Importance: whether a finding stops a file from conforming, or is for a person to look at."""

    FAILURE = "failure"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is stable, for scripts; `message` is a plain sentence; `detail` may be technical; `page` counts from 1."""

    rule: str
    message: str
    page: int | None = None
    detail: str = ""
    weight: Weight = Weight.FAILURE
    topic: str = ""  # what it is about, by a name of `rule_texts.py`; an own rule is its own topic
    more: bool = False  # the checker found more of the kind than it tells

    @property
    def about(self) -> str:
        return self.topic or self.rule


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that say the same about several places."""

    rule: str
    message: str
    weight: Weight
    about: str
    count: int
    pages: tuple[int, ...]
    details: tuple[str, ...]
    more: bool = False

    @property
    def place(self) -> str:
        """`page 2`, `pages 1, 3–5`, `pages 1–50 and more`, or `whole document`."""
        return said_pages(self.pages, more=self.more) or "whole document"


def said_pages(pages: Iterable[int], *, more: bool = False) -> str:
    """`page 2`, `pages 1, 3–5`; empty for none. With `more`, they are not all that there are."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    said = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    if not runs:
        return ""
    one = len(runs) == 1 and runs[0][0] == runs[0][1]
    return f"page{'' if one else 's'} {said}{' and more' if more else ''}"


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Findings by rule and message, in the order in which each first came."""
    found: dict[tuple[str, str, Weight, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.rule, finding.message, finding.weight, finding.about), []).append(finding)
    return tuple(
        Group(
            *key,
            len(alike),
            tuple(sorted({finding.page for finding in alike if finding.page})),
            tuple(dict.fromkeys(finding.detail for finding in alike if finding.detail)),
            any(finding.more for finding in alike),
        )
        for key, alike in found.items()
    )


def look(rules: Mapping[str, str], rule: str, page: int | None = None, detail: str = "") -> Finding:
    """A finding for a person to look at."""
    return Finding(rule, rules[rule], page, detail, Weight.LOOK)


def quoted(read: str, most: int = 60) -> str:
    """A text in quotation marks, cut to a number of characters; empty for an empty one."""
    read = " ".join(read.split())
    if not read:
        return ""
    return f"“{read}”" if len(read) <= most else f"“{read[:most].rstrip()}…”"
