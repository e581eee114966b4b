"""Model of a style pack's `style.yaml`. Sizes in pt, colours as `#rrggbb` or the name of one of the pack's colours.

Packs are found and merged with their parents by `load.py`; layout uses the values. Field help is here, once:
docs/style-keys.md is made from it.
"""

from typing import Annotated, Literal

from pydantic import Field

from careerpdf.schema.base import StrictModel
from careerpdf.schema.sections import SectionNames
from careerpdf.style.colour import ColourRef, Hex

Points = Annotated[float, Field(ge=0, le=400, description="pt")]


class FontFamily(StrictModel):
    """Family that ships with careerpdf, or font files in the pack's own folder."""

    family: str | None = Field(None, description="a family of the shipped fonts, such as Source Sans 3")
    regular: str | None = Field(None, description="font file in the pack's folder")
    bold: str | None = Field(None, description="font file of the bold cut; otherwise the regular one")
    italic: str | None = Field(None, description="font file of the italic cut; otherwise the regular one")
    bold_italic: str | None = Field(None, description="font file of the bold italic cut; otherwise the bold one")
    features: tuple[str, ...] = Field((), description="OpenType features to turn on (lnum) or off (-liga)")


class TextRole(StrictModel):
    """Setting of one kind of text."""

    like: str | None = Field(None, description="another role to take missing values from")
    font: str | None = Field(None, description="one of the names in `fonts`; otherwise the first of them")
    size: Annotated[float, Field(ge=5, le=120)] | None = Field(None, description="type size, pt")
    leading: Annotated[float, Field(ge=5, le=160)] | None = Field(None, description="from line to line, pt")
    colour: ColourRef | None = Field(None, description="color of the text")
    bold: bool | None = Field(None, description="set in the bold cut")
    italic: bool | None = Field(None, description="set in the italic cut")
    align: Literal["left", "right", "center", "justify"] | None = Field(None, description="where lines are aligned")
    tracking: Annotated[float, Field(ge=-100, le=400)] | None = Field(None, description="thousandths of an em")
    features: tuple[str, ...] | None = Field(None, description="OpenType features on top of the font’s")
    hyphenate: bool | None = Field(None, description="long words may be divided at a line’s end")
    before: Points | None = Field(None, description="space above, pt")
    after: Points | None = Field(None, description="space below, pt")
    keep_with_next: bool | None = Field(None, description="never the last thing on a page")
    keep_together: bool | None = Field(None, description="never divided over two pages")
    keep_lines: Annotated[int, Field(ge=2, le=6)] | None = Field(
        None, description="lines of a divided paragraph that are left on either page at least"
    )
    hang: Points | None = Field(None, description="how far every line but the first is indented, pt")
    indent: Points | None = Field(None, description="how far all lines are indented, pt")
    links: Literal["underlined", "plain"] | None = Field(None, description="how links look; plain where all is links")
    place: Literal["side", "main", "whole"] | None = Field(
        None,
        description="on pages with a `side`: in that column, beside what follows; right of it; or over the whole width",
    )
    rule: str | None = Field(None, description="a line of `rules` that runs above it; `after` is the room between")
    wide: bool | None = Field(None, description="may run over the whole width, beyond the measure")
    emphasis: Literal["cut", "underline"] | None = Field(
        None, description="how bold and italic words are shown: in that cut of the font, or underlined"
    )
    on: tuple[ColourRef, ...] | None = Field(
        None, description="backgrounds that it stands on (colors, or `page`); else the page and every box"
    )


class Margins(StrictModel):
    """White at the edges of a sheet."""

    top: Points = Field(description="above, pt")
    right: Points = Field(description="at the right, pt")
    bottom: Points = Field(description="below, pt")
    left: Points = Field(description="at the left, pt")


class Page(StrictModel):
    """Geometry of one paper. Without `aside` the aside is part of the flow, over the whole width."""

    margins: Margins = Field(description="white at the edges of a handout’s sheet")
    inner: Points | None = Field(None, description="margin at the binding, in a booklet; else the left one")
    outer: Points | None = Field(
        None, description="margin at the edge that is turned, in a booklet; else the right one"
    )
    aside: Points = Field(0.0, description="width of the aside column")
    side: Points = Field(0.0, description="width of a column at the left, for text roles whose `place` is `side`")
    gap: Points = Field(24.0, description="between main column and aside or side")
    column_gap: Points = Field(18.0, description="between columns of equal rank")
    measure: Points = Field(400.0, description="longest line of running text")
    scale: Annotated[float, Field(ge=0.7, le=4.0)] = Field(1.0, description="of every type size and space")
    columns: Annotated[int, Field(ge=1, le=4)] = Field(3, description="most columns side by side")
    head: Points = Field(30.0, description="baseline of the running head below the top edge")
    foot: Points = Field(30.0, description="baseline of the running foot above the bottom edge")
    sides: Annotated[int, Field(ge=0, le=20)] = Field(
        2, description="pages that a handout has to fit on; 0: as many as it needs"
    )


class BoxLook(StrictModel):
    """Look of a panel or callout."""

    fill: ColourRef | None = Field(None, description="color of the ground; without it there is none")
    border: ColourRef | None = Field(None, description="color of a line all around")
    border_width: Points = Field(0.75, description="thickness of that line, pt")
    radius: Points = Field(0.0, description="of the corners, pt")
    padding: Annotated[tuple[float, float], Field(description="vertical and horizontal, pt")] = (12.0, 12.0)
    rule_top: ColourRef | None = Field(None, description="a line along the upper edge only")
    rule_bottom: ColourRef | None = Field(None, description="a line along the lower edge only")
    rule_left: ColourRef | None = Field(None, description="a line along the left edge only")
    rule_width: Points = Field(0.75, description="thickness of these three, pt")
    before: Points = Field(10.0, description="space above, pt")
    after: Points = Field(10.0, description="space below, pt")
    whole_page: bool = Field(False, description="a cover's ground: only text roles that name its color stand `on` it")
    bleed: bool = Field(False, description="reaches the edges of the page; text on it is of roles that name it in `on`")


class RuleLook(StrictModel):
    """Look of a drawn line; width 0 means the whole column."""

    colour: ColourRef = Field(description="color of the line")
    thickness: Points = Field(0.75, description="of the line, pt")
    width: Points = Field(0.0, description="length, pt; 0 for the whole column")
    before: Points = Field(6.0, description="space above, pt")
    after: Points = Field(6.0, description="space below, pt")


class ListLook(StrictModel):
    """Look of a list, and the sign before each of its items."""

    bullet: str = Field("•", description="sign before each item")
    colour: ColourRef = Field("accent", description="color of that sign, or of the numbers")
    indent: Points = Field(12.0, description="of the items, pt")
    space: Points = Field(4.0, description="between items, pt")


class PathwayLook(StrictModel):
    """Look of the diagram of the roles that a role leads to."""

    origin_fill: ColourRef | None = Field(None, description="ground of the box of the role itself")
    origin_border: ColourRef | None = Field(None, description="line around it")
    step_fill: ColourRef | None = Field(None, description="ground of the boxes of next roles")
    step_border: ColourRef | None = Field(None, description="line around them")
    line: ColourRef = Field(description="the lines that lead from one to the other")
    radius: Points = Field(3.0, description="of the corners, pt")
    width: Points = Field(132.0, description="of the origin's box")
    step_width: Points = Field(156.0, description="of a step's box")
    stacked: bool = Field(False, description="boxes one below the other, for very large type")
    row: Points = Field(24.0, description="least height of a step's box")
    border_width: Points = Field(0.75, description="thickness of the boxes’ lines, pt")
    line_width: Points = Field(1.0, description="thickness of the lines between them, pt")


class ChartLook(StrictModel):
    """Look of pay scale and outlook meter."""

    track: ColourRef = Field(description="the whole scale")
    bar: ColourRef = Field(description="the part that counts")
    knob_border: ColourRef = Field(description="line around the mark of the median")
    height: Points = Field(6.0, description="of the bar, pt")
    radius: Points = Field(2.0, description="of its corners, pt")
    width: Points = Field(0.0, description="longest pay scale and meter, pt; 0 for the whole column")
    hatched: bool = Field(False, description="lines in the place of fills, for photocopies")


class Fit(StrictModel):
    """Limits within which copy-fit may open up or tighten a handout to fill its sheet."""

    smallest: Annotated[float, Field(ge=0.8, le=1)] = Field(0.96, description="of the type size")
    largest: Annotated[float, Field(ge=1, le=1.6)] = Field(1.2, description="of the type size")
    tightest: Annotated[float, Field(ge=0.8, le=1)] = Field(0.93, description="of leading and spaces")
    loosest: Annotated[float, Field(ge=1, le=1.4)] = Field(1.06, description="of leading and spaces")
    minimum: Annotated[float, Field(ge=5, le=40)] = Field(9.0, description="smallest body text, pt")
    narrowest: Annotated[float, Field(ge=0.7, le=1)] = Field(0.92, description="of the width of the aside")
    air: Annotated[float, Field(ge=1, le=4)] = Field(2.2, description="most that space between sections may grow")


class Papers(StrictModel):
    """Papers of cards and posters unless the user chooses another."""

    card: Literal["quarter-letter", "a6", "half-letter", "a5"] = Field("quarter-letter", description="of a card")
    poster: Literal["tabloid", "a3", "letter", "a4"] = Field("tabloid", description="of a poster")


class Style(StrictModel):
    """Whole style, with the values of its pack's parents."""

    name: str = Field(description="the pack’s name: that of its folder")
    description: str = Field(description="what the pack is, in one line")
    extends: str | None = Field(None, description="the pack to build on")
    fonts: dict[str, FontFamily] = Field(description="font families by a name of your own")
    fallback: tuple[str, ...] = Field((), description="families to look for missing characters in")
    colours: dict[str, Hex] = Field(description="colors by name; everything else refers to the names")
    pages: dict[str, Page] = Field(
        description="geometry by paper: letter, a4, half-letter, a5, legal; quarter-letter, a6, tabloid, a3;"
        " card-half-letter, poster-letter and the like are of cards and posters alone"
    )
    papers: Papers = Field(Papers(), description="what cards and posters are made on if nobody says otherwise")
    text: dict[str, TextRole] = Field(description="text roles by name: how each kind of text is set")
    boxes: dict[str, BoxLook] = Field(description="panels, callouts and the grounds of covers")
    rules: dict[str, RuleLook] = Field(description="drawn lines")
    lists: dict[str, ListLook] = Field(description="lists")
    pathway: PathwayLook = Field(description="the diagram of where a role leads")
    chart: ChartLook = Field(description="pay scale and outlook meter")
    qr: Annotated[float, Field(ge=36, le=200)] = Field(52.0, description="side of the QR code, pt; it is never scaled")
    fit: Fit = Field(Fit(), description="how far copy-fit may go")
    sections: SectionNames | None = Field(None, description="the sections that a role has, in their order")
    leave_out: SectionNames | None = Field(None, description="sections that a role does not have")
    allow_low_contrast: bool = Field(
        False, description="true makes text that is too faint a warning in place of an error"
    )
    adjust_contrast: bool = Field(
        False, description="true moves colors that are too faint to the nearest ones that are not, and says so"
    )


class StyleFile(StrictModel):
    """One `style.yaml` as it is: only the differences from the pack that it extends."""

    description: str | None = None
    extends: str | None = None
    fonts: dict[str, FontFamily] | None = None
    fallback: tuple[str, ...] | None = None
    colours: dict[str, Hex] | None = None
    pages: dict[str, dict[str, object]] | None = None
    papers: dict[str, object] | None = None
    text: dict[str, TextRole] | None = None
    boxes: dict[str, dict[str, object]] | None = None
    rules: dict[str, dict[str, object]] | None = None
    lists: dict[str, dict[str, object]] | None = None
    pathway: dict[str, object] | None = None
    chart: dict[str, object] | None = None
    qr: Annotated[float, Field(ge=36, le=200)] | None = None
    fit: dict[str, object] | None = None
    sections: SectionNames | None = None
    leave_out: SectionNames | None = None
    allow_low_contrast: bool | None = None
    adjust_contrast: bool | None = None
