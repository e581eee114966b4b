"""The model of a style pack's `style.yaml`. Sizes in pt, colours as `#rrggbb` or the name of one of the pack's colours.

How packs inherit and are found is `load.py`'s business; what the values do to a page is layout's.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Points = Annotated[float, Field(ge=0, le=400, description="pt")]
ColourRef = Annotated[str, Field(pattern=r"^(#[0-9a-fA-F]{6}|[a-z][a-z0-9-]*)$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FontFamily(_Part):
    """A family that ships with careerpdf, or font files of the pack's own folder."""

    family: str | None = Field(None, description="a family of the shipped fonts, such as Source Sans 3")
    regular: str | None = Field(None, description="font file in the pack's folder")
    bold: str | None = None
    italic: str | None = None
    bold_italic: str | None = None
    features: tuple[str, ...] = Field((), description="OpenType features to turn on (lnum) or off (-liga)")


class TextRole(_Part):
    """How one kind of text is set."""

    like: str | None = Field(None, description="another role to take missing values from")
    font: str | None = None
    size: Annotated[float, Field(ge=5, le=120)] | None = None
    leading: Annotated[float, Field(ge=5, le=160)] | None = None
    colour: ColourRef | None = None
    bold: bool | None = None
    italic: bool | None = None
    align: Literal["left", "right", "center", "justify"] | None = None
    tracking: Annotated[float, Field(ge=-100, le=400)] | None = Field(None, description="thousandths of an em")
    features: tuple[str, ...] | None = None
    hyphenate: bool | None = None
    before: Points | None = None
    after: Points | None = None
    keep_with_next: bool | None = None
    keep_together: bool | None = None
    hang: Points | None = Field(None, description="how far every line but the first is indented")
    indent: Points | None = Field(None, description="how far all lines are indented")
    links: Literal["underlined", "plain"] | None = Field(None, description="how links look; plain where all is links")
    place: Literal["side", "main", "whole"] | None = Field(
        None,
        description="on pages with a `side`: in that column, beside what follows; right of it; or over the whole width",
    )
    line: str | None = Field(None, description="a line of `rules` that runs above it; `after` is the room between")
    wide: bool | None = Field(None, description="may run over the whole width, beyond the measure")
    emphasis: Literal["cut", "underline"] | None = Field(
        None, description="how bold and italic words are shown: in that cut of the font, or underlined"
    )
    on: tuple[ColourRef, ...] | None = Field(
        None, description="backgrounds that it stands on (colours, or `page`); else the page and every box"
    )


class Margins(_Part):
    top: Points
    right: Points
    bottom: Points
    left: Points


class Page(_Part):
    """Geometry of one paper. Without `aside` the aside stands in the flow, over the whole width."""

    margins: Margins
    inner: Points | None = Field(None, description="margin at the binding, in a booklet; else the left one")
    outer: Points | None = Field(
        None, description="margin at the edge that is turned, in a booklet; else the right one"
    )
    aside: Points = Field(0.0, description="width of the aside column")
    side: Points = Field(0.0, description="width of a column at the left, for text roles whose `place` is `side`")
    gap: Points = Field(24.0, description="between main column and aside or side")
    column_gap: Points = Field(18.0, description="between columns of equal rank")
    measure: Points = Field(400.0, description="longest line of running text")
    scale: Annotated[float, Field(ge=0.7, le=2.0)] = Field(1.0, description="of every type size and space")
    columns: Annotated[int, Field(ge=1, le=4)] = Field(3, description="most columns side by side")
    head: Points = Field(30.0, description="baseline of the running head below the top edge")
    foot: Points = Field(30.0, description="baseline of the running foot above the bottom edge")


class BoxLook(_Part):
    """A panel or callout."""

    fill: ColourRef | None = None
    border: ColourRef | None = None
    border_width: Points = 0.75
    radius: Points = 0.0
    padding: Annotated[tuple[float, float], Field(description="vertical and horizontal, pt")] = (12.0, 12.0)
    rule_top: ColourRef | None = Field(None, description="a line along the upper edge only")
    rule_bottom: ColourRef | None = None
    rule_left: ColourRef | None = None
    rule_width: Points = 0.75
    before: Points = 10.0
    after: Points = 10.0
    whole_page: bool = Field(False, description="a cover's ground: only text roles that name its colour stand `on` it")
    bleed: bool = Field(
        False, description="reaches the page's edges; only text roles that name its colour stand `on` it"
    )


class RuleLook(_Part):
    """A drawn line; width 0 means the whole column."""

    colour: ColourRef
    thickness: Points = 0.75
    width: Points = 0.0
    before: Points = 6.0
    after: Points = 6.0


class ListLook(_Part):
    bullet: str = "•"
    colour: ColourRef = "accent"
    indent: Points = 12.0
    space: Points = Field(4.0, description="between items")


class PathwayLook(_Part):
    """The diagram of where a role leads."""

    origin_fill: ColourRef | None = None
    origin_border: ColourRef | None = None
    step_fill: ColourRef | None = None
    step_border: ColourRef | None = None
    line: ColourRef
    radius: Points = 3.0
    width: Points = Field(132.0, description="of the origin's box")
    step_width: Points = Field(156.0, description="of a step's box")
    stacked: bool = Field(False, description="boxes one below the other, for very large type")
    row: Points = Field(24.0, description="least height of a step's box")


class ChartLook(_Part):
    """Pay scale and outlook meter."""

    track: ColourRef
    bar: ColourRef
    knob_border: ColourRef
    height: Points = 6.0
    radius: Points = 2.0
    width: Points = Field(0.0, description="longest pay scale and meter; 0 means the whole column")
    hatched: bool = Field(False, description="lines in the place of fills, for photocopies")


class Fit(_Part):
    """How far a handout may be opened up or tightened to fill its sheet."""

    smallest: Annotated[float, Field(ge=0.8, le=1)] = Field(0.96, description="of the type size")
    largest: Annotated[float, Field(ge=1, le=1.6)] = Field(1.2, description="of the type size")
    tightest: Annotated[float, Field(ge=0.8, le=1)] = Field(0.93, description="of leading and spaces")
    loosest: Annotated[float, Field(ge=1, le=1.4)] = Field(1.06, description="of leading and spaces")
    air: Annotated[float, Field(ge=1, le=4)] = Field(2.2, description="most that space between sections may grow")


class Style(_Part):
    """A whole pack, with everything that its parents gave."""

    name: str
    description: str
    extends: str | None = None
    fonts: dict[str, FontFamily]
    fallback: tuple[str, ...] = Field((), description="families to look for missing characters in")
    colours: dict[str, Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]]
    pages: dict[str, Page]
    text: dict[str, TextRole]
    boxes: dict[str, BoxLook]
    rules: dict[str, RuleLook]
    lists: dict[str, ListLook]
    pathway: PathwayLook
    chart: ChartLook
    qr: Annotated[float, Field(ge=36, le=200)] = Field(52.0, description="side of the QR code; it is never scaled")
    fit: Fit = Fit()
    allow_low_contrast: bool = False


class StyleFile(_Part):
    """One `style.yaml` as it stands: it says only what differs from the pack that it extends."""

    description: str | None = None
    extends: str | None = None
    fonts: dict[str, FontFamily] | None = None
    fallback: tuple[str, ...] | None = None
    colours: dict[str, Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]] | None = None
    pages: dict[str, dict[str, object]] | None = None
    text: dict[str, TextRole] | None = None
    boxes: dict[str, dict[str, object]] | None = None
    rules: dict[str, dict[str, object]] | None = None
    lists: dict[str, dict[str, object]] | None = None
    pathway: dict[str, object] | None = None
    chart: dict[str, object] | None = None
    qr: Annotated[float, Field(ge=36, le=200)] | None = None
    fit: dict[str, object] | None = None
    allow_low_contrast: bool | None = None
