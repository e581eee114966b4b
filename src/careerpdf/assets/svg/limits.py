"""Limits of a drawing. What could take long is counted, so that it ends alike on every machine."""

from collections.abc import Sequence

from careerpdf.assets.svg.elements import Element, SvgError

_MOST_DRAWN = 10_000  # elements, those that are drawn again by <use> counted each time
_MOST_POINTS = 60_000
_DEEPEST = 60
_SIMPLIFY = "simplify it, or save it as PNG"


class LimitError(SvgError):
    """More than is read at all."""


class Budget:
    """The account of what one drawing has used up so far. Raises LimitError for too much."""

    def __init__(self) -> None:
        self._elements = self._points = 0

    def element(self, element: Element, depth: int) -> None:
        self._elements += 1
        if self._elements > _MOST_DRAWN:
            raise LimitError("it has too many parts", _SIMPLIFY)
        if depth > _DEEPEST:
            message = "its parts refer to each other in too long a chain, or to themselves"
            raise LimitError(message, _SIMPLIFY, element.line)

    def points(self, points: Sequence[object]) -> None:
        """Use up points of an outline, or colours of a gradient."""
        self._points += len(points)
        if self._points > _MOST_POINTS:
            raise LimitError(f"it has more than {_MOST_POINTS:,} points", _SIMPLIFY)
