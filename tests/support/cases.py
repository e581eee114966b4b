"""Cases of parametrized tests: what runs by default, and what only under the mark `exhaustive`."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

import pytest


def in_turn(first: Sequence[Any], *others: Sequence[Any]) -> list[Any]:
    """Every combination of the values. By default each one of `others` runs once, with `first` in turn; the rest of the
    product runs under the mark `exhaustive`.

    Each value of `first` meets each value of `others` that is combined with at least as many as there are of `first`.
    """
    return [
        pytest.param(one, *rest, marks=[] if sum(places) % len(first) == at else [pytest.mark.exhaustive])
        for at, one in enumerate(first)
        for places, rest in zip(product(*(range(len(values)) for values in others)), product(*others), strict=True)
    ]


def by_default(cases: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Those of the cases that run by default."""
    return [case.values for case in cases if not case.marks]


def exhaustive(*values: Any) -> Any:
    """A case that runs under the mark `exhaustive` only."""
    return pytest.param(*values, marks=pytest.mark.exhaustive)
