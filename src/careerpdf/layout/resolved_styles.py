"""Styles of text, labels, boxes, lines and charts, resolved for a sheet. Lengths in pt."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from careerpdf.layout import flowables as f
from careerpdf.layout.charts import ChartStyle, PathwayStyle
from careerpdf.layout.covers import BLEED
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.text.canvas import Colour
from careerpdf.text.style import TextStyle


@dataclass(frozen=True, slots=True)
class LineAbove:
    """Line above a heading: its thickness, the space between it and the heading, its length (0: the whole width)."""

    colour: Colour
    thickness: float
    space: float
    length: float = 0.0


@lru_cache(maxsize=128)
def varied(sheet: StyleSheet, role: str, **changes: Any) -> TextStyle:
    """Return the style of a text role with `changes`."""
    return replace(sheet.text(role), **changes)


@lru_cache(maxsize=64)
def label_style(sheet: StyleSheet, role: str, text_role: str) -> TextStyle:
    """Return the style of labels in lists of a role, beside items that begin with text of another role."""
    text, colour = sheet.text(text_role), sheet.colour(sheet.list(role).colour)
    return replace(sheet.text("item"), colour=colour, keep_with_next=False, size=text.size, leading=text.leading)


@lru_cache(maxsize=64)
def line_above(sheet: StyleSheet, role: str) -> LineAbove | None:
    """Return the line above text of a role; None without one."""
    look = sheet.look(role).line
    if look is None:
        return None
    return LineAbove(sheet.colour(look.colour), look.thickness, sheet.space(look.after), sheet.pt(look.width))


@lru_cache(maxsize=64)
def box_style(sheet: StyleSheet, role: str) -> f.BoxStyle:
    """Return the style of a box by its role."""
    look = sheet.box(role)
    bleed = None
    if look.bleed:
        margins = sheet.margins
        # In a book the content of left-hand pages is moved; the fill extends as far beyond the page.
        over = BLEED + (abs(margins.left - margins.right) if sheet.book else 0.0)
        top = sheet.page_size[1] - margins.top
        bleed = f.Bleed(margins.left + over, margins.right + over, margins.top + BLEED, top)
    return f.BoxStyle(
        padding=(sheet.space(look.padding[0]), sheet.pt(look.padding[1])),
        fill=_optional_colour(sheet, look.fill),
        border=_optional_colour(sheet, look.border),
        border_width=look.border_width,
        radius=look.radius,
        rule_top=_optional_colour(sheet, look.rule_top),
        rule_bottom=_optional_colour(sheet, look.rule_bottom),
        rule_left=_optional_colour(sheet, look.rule_left),
        rule_width=look.rule_width,
        bleed=bleed,
    )


@lru_cache(maxsize=16)
def chart_style(sheet: StyleSheet) -> ChartStyle:
    """Return the style of pay scales, meters and bars."""
    look = sheet.style.chart
    return ChartStyle(
        sheet.colour(look.track),
        sheet.colour(look.bar),
        sheet.colour(look.knob_border),
        sheet.pt(look.height),
        look.radius,
        sheet.pt(look.width),
        look.hatched,
    )


@lru_cache(maxsize=16)
def pathway_style(sheet: StyleSheet) -> PathwayStyle:
    """Return the style of pathways."""
    look, page = sheet.style.pathway, sheet.page

    def box(fill: str | None, border: str | None) -> f.BoxStyle:
        padding = (sheet.pt(5), sheet.pt(9))
        colours = (_optional_colour(sheet, fill), _optional_colour(sheet, border))
        return f.BoxStyle(padding, *colours, look.border_width, look.radius)

    return PathwayStyle(
        box(look.origin_fill, look.origin_border),
        box(look.step_fill, look.step_border),
        sheet.colour(look.line),
        sheet.pt(look.width),
        sheet.pt(look.step_width),
        sheet.pt(look.row),
        look.stacked,
        ((main_and_aside(sheet)[0] - page.gap) / 2, page.gap) if page.aside else None,
        look.line_width,
    )


def line_style(sheet: StyleSheet, role: str) -> tuple[Colour, float]:
    """Return colour and thickness of a line by its role."""
    look = sheet.rule(role)
    return sheet.colour(look.colour), look.thickness


def _optional_colour(sheet: StyleSheet, colour: str | None) -> Colour | None:
    return sheet.colour(colour) if colour else None


def main_and_aside(sheet: StyleSheet) -> tuple[float, float]:
    """Return the widths of the main column and of the aside."""
    page = sheet.page
    return sheet.width - page.aside - page.gap, page.aside
