"""Resolution of a style's text roles and colour names: `like` and names are followed to values."""

from collections.abc import Iterable

from pydantic import BaseModel

from careerpdf.style.model import Style, TextRole

#: The fields that name a colour, in all parts of a style.
COLOUR_FIELDS = (
    "colour", "fill", "border", "rule_top", "rule_bottom", "rule_left", "origin_fill", "origin_border", "step_fill",
    "step_border", "line", "track", "bar", "knob_border",
)  # fmt: skip

#: Values of a text role if neither it nor any that it is like gives others.
BASE_ROLE = TextRole(
    size=10, leading=14, colour="text", bold=False, italic=False, align="left", tracking=0, features=(),
    hyphenate=False, before=0, after=0, keep_with_next=False, keep_together=False, keep_lines=2, hang=0, indent=0,
    links="underlined", place=None, rule=None, wide=False, emphasis="cut",
)  # fmt: skip


class StyleError(Exception):
    """A style that names something it does not have: a colour, a text role, a font. `name` is that name."""

    def __init__(self, message: str, name: str | None = None) -> None:
        super().__init__(message)
        self.name = name


class NoColourError(StyleError):
    """A style that names a colour that it does not have."""


def resolve_role(style: Style, name: str) -> TextRole:
    """Return the role with every value set; an unknown one is set like body. Raises StyleError."""
    roles = style.text
    if "body" not in roles:
        raise StyleError(f"style '{style.name}' has no text role 'body'")
    role = roles.get(name) or roles["body"]
    seen = {name}
    merged = role.model_dump(exclude_unset=True)
    while role.like:
        if role.like in seen or role.like not in roles:
            raise StyleError(
                f"text role '{name}' is like '{role.like}', which is not there or leads in a circle", role.like
            )
        seen.add(role.like)
        role = roles[role.like]
        merged = role.model_dump(exclude_unset=True) | merged
    merged.pop("like", None)
    return BASE_ROLE.model_copy(update=merged)


def resolve_colour(style: Style, name: str) -> str:
    """Return `#rrggbb` of a colour name or of such a value itself. Raises StyleError."""
    if name.startswith("#"):
        return name
    try:
        return style.colours[name]
    except KeyError:
        raise NoColourError(f"style '{style.name}' has no color '{name}'", name) from None


def check_names(style: Style) -> None:
    """Look up every colour and font that any part of the style names. Raises StyleError for a missing one."""
    parts: Iterable[BaseModel] = (
        *style.text.values(), *style.boxes.values(), *style.rules.values(), *style.lists.values(), style.pathway,
        style.chart,
    )  # fmt: skip
    for part in parts:
        given = vars(part)
        for name in COLOUR_FIELDS:
            if colour := given.get(name):
                resolve_colour(style, colour)
    for name, role in style.text.items():
        if role.font and role.font not in style.fonts:
            raise StyleError(f"text role '{name}' has the font '{role.font}', which is not in `fonts`", role.font)
        if role.rule and role.rule not in style.rules:
            raise StyleError(f"text role '{name}' has the rule '{role.rule}', which is not in `rules`", role.rule)
