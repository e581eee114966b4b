"""An element where it is drawn."""

from dataclasses import dataclass

from careerpdf.assets.svg import values
from careerpdf.assets.svg.elements import Element
from careerpdf.assets.svg.geometry import Matrix
from careerpdf.assets.svg.styles import Style


@dataclass(frozen=True, slots=True)
class Place:
    """An element with the values that apply to it there; `matrix` leads from its coordinates to the drawing's."""

    element: Element
    style: Style
    matrix: Matrix
    viewport: tuple[float, float]  # what percentages are of, px
    depth: int = 0
    used_by: Style | None = None  # the values of the <use> that refers to it

    def length(self, name: str, default: str = "0", *, axis: int | None = None) -> float:
        """A value in px; `axis` is 0 for one across, 1 for one down, None for neither. Raises ValueError."""
        return self.px(self.style.get(name, default), axis)

    def px(self, text: str, axis: int | None = None) -> float:
        """Raises ValueError."""
        return values.length(text, values.whole(self.viewport, axis), values.em(self.style))
