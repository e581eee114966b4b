"""Ranges of pages as a user types them: `1-2,4`."""

import re
from collections.abc import Sequence

#: First and last page, both counted; None for the last one that there is.
Range = tuple[int, int | None]

_DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")  # and what word processors make of a hyphen
_RANGE = re.compile(r"(\d{1,6})(-(\d{1,6})?)?")


def page_ranges(text: str) -> tuple[Range, ...]:
    """The ranges of `1-2,4` or `3-`. Raises ValueError, whose message says what is wrong."""
    found: list[Range] = []
    for part in re.split(r"[,;\s]+", _DASH.sub("-", text.strip(" ,;\t"))):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise ValueError(f"'{part}' is no page; write such as 1, 1-2 or 1-2,4.")
        first = int(match[1])
        last = first if not match[2] else int(match[3]) if match[3] else None
        if first < 1 or last == 0:
            raise ValueError("pages are counted from 1.")
        if last is not None and last < first:
            raise ValueError(f"'{part}' runs backwards; write {last}-{first}.")
        found.append((first, last))
    return tuple(found)


def chosen_pages(ranges: Sequence[Range], there: int) -> tuple[int, ...]:
    """The pages of the ranges in ascending order, each once. Raises IndexError with a page that is not there."""
    chosen: set[int] = set()
    for first, last in ranges:
        end = max(first, there) if last is None else last
        if end > there:
            raise IndexError(end)
        chosen.update(range(first, end + 1))
    return tuple(sorted(chosen))
