"""Resolved text styles, with their fonts opened, and the PDF operators that set colour and font."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from careerpdf.document.nodes import Text
from careerpdf.text.canvas import Colour
from careerpdf.text.shaping import FontStack

Align = Literal["left", "right", "center", "justify"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Setting of a text role: sizes in pt, `tracking` in thousandths of an em, colours as (r, g, b) from 0 to 1."""

    regular: FontStack
    bold: FontStack
    italic: FontStack
    bold_italic: FontStack
    size: float
    leading: float
    colour: Colour = (0.0, 0.0, 0.0)
    link_colour: Colour | None = None
    align: Align = "left"
    tracking: float = 0.0
    hyphenate: str | None = None
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    keep_together: bool = False
    keep_lines: int = 2  # of a paragraph that is divided, on either page
    measure: float | None = None  # longest line, pt
    plain_links: bool = False  # links are not underlined: the whole text is a list of them
    underline_emphasis: bool = False  # bold and italic words are underlined instead
    #: Distance from the top of a line to its baseline, pt: capitals are centred in the leading.
    baseline: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        baseline = (self.leading + self.regular.first.cap_height * self.size / 1000) / 2
        object.__setattr__(self, "baseline", baseline)  # the way for a frozen dataclass

    def stack(self, text: Text) -> FontStack:
        """Return the font stack for a text by its emphasis."""
        if self.underline_emphasis:
            return self.regular
        if text.bold:
            return self.bold_italic if text.italic else self.bold
        return self.italic if text.italic else self.regular


@lru_cache(maxsize=256)
def rgb(colour: Colour) -> str:
    """Format a colour as operands of a colour operator."""
    return f"{colour[0]:.4g} {colour[1]:.4g} {colour[2]:.4g}"


@lru_cache(maxsize=1024)
def length(value: float) -> str:
    """Format a length (pt) that is likely to come up again, such as a column's edge or a line's width."""
    return f"{value + 0.0:.2f}"  # -0.0 counts as 0.0 here, so both are written alike, whichever comes first


@lru_cache(maxsize=256)
def fill_and_font(colour: Colour, font: str, size: float) -> str:
    """Return the operators that set the fill colour and the font."""
    return f"{rgb(colour)} rg {font_operator(font, size)}"


@lru_cache(maxsize=256)
def font_operator(font: str, size: float) -> str:
    """Return the operator that sets the font."""
    return f"/{font} {size:.4g} Tf"
