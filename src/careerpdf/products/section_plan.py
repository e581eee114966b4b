"""The sections of a page in their order, and which of them stand side by side."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypedDict

from careerpdf.schema.sections import OFFICE, SECTIONS, Choice


class Plan(TypedDict):
    """The sections of a page in `order`, and the same by where they stand, for a template.

    Those in `before` come first, over the whole width; then the quick facts with `lead` and `main` beside them, read
    before and after them; then the `rest`. Without `facts`, all are in the `rest`. `office` stands at the foot.
    `related_joined`: whether related roles follow what is said of advancement, so that both may share its place.
    `outlook_joined`: whether the outlook follows what moves the pay, so that both may stand side by side.
    """

    order: tuple[str, ...]
    before: tuple[str, ...]
    lead: tuple[str, ...]
    main: tuple[str, ...]
    rest: tuple[str, ...]
    facts: bool
    office: bool
    related_joined: bool
    outlook_joined: bool


@lru_cache(maxsize=256)
def plan(choices: tuple[Choice, ...], own: tuple[str, ...] = ()) -> Plan:
    """Plan the sections of a page by the `choices` of all files, the one nearest to the role last.

    A list of sections takes the place of all that was said before it; what is left out adds up. `own` are names of
    further sections: those that no list names stand at the end, before questions that end the page.
    """
    order: Sequence[str] = tuple(SECTIONS)
    left: set[str] = set()
    for choice in choices:
        if choice.sections is not None:
            order, left = choice.sections, set()
        left |= set(choice.leave_out or ())
    known = {*SECTIONS, *own}
    shown = [name for name in dict.fromkeys(order) if name in known and name not in left]
    added = [name for name in own if name not in shown and name not in left]
    end = len(shown) - (shown[-1:] == ["questions"])
    shown[end:end] = added
    narrow = {*own, *(name for name, section in SECTIONS.items() if section.narrow)}
    return _arranged(tuple(shown), narrow, office=OFFICE not in left)


def _arranged(order: tuple[str, ...], narrow: Collection[str], *, office: bool) -> Plan:
    before: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    rest, facts = order, "facts" in order
    if facts:
        at = first = order.index("facts")
        last = at + 1
        while first and order[first - 1] in narrow:
            first -= 1
        while last < len(order) and order[last] in narrow:
            last += 1
        before, lead, main, rest = order[:first], order[first:at], order[at + 1 : last], order[last:]
    follow = set(pairwise(order))
    return Plan(
        order=order,
        before=before,
        lead=lead,
        main=main,
        rest=rest,
        facts=facts,
        office=office,
        related_joined=("advancement", "related") in follow,
        outlook_joined=("pay", "outlook") in follow,
    )
