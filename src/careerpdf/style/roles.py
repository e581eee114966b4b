"""What a style's text roles and colour names come to, once `like` and names are followed."""

from careerpdf.style.model import Style, TextRole

_BASE = TextRole(
    size=10, leading=14, colour="text", bold=False, italic=False, align="left", tracking=0, features=(),
    hyphenate=False, before=0, after=0, keep_with_next=False, keep_together=False, hang=0, indent=0,
    links="underlined", place=None, line=None, wide=False, emphasis="cut",
)  # fmt: skip


class StyleError(Exception):
    """A style that names something it does not have: a colour, a text role, a font."""


def resolve_role(style: Style, name: str) -> TextRole:
    """The role with every value set; a role that the pack does not name is set as body. Raises StyleError."""
    roles = style.text
    if "body" not in roles:
        raise StyleError(f"style '{style.name}' has no text role 'body'")
    role = roles.get(name) or roles["body"]
    seen = {name}
    merged = role.model_dump(exclude_unset=True)
    while role.like:
        if role.like in seen or role.like not in roles:
            raise StyleError(f"text role '{name}' is like '{role.like}', which is not there or leads in a circle")
        seen.add(role.like)
        role = roles[role.like]
        merged = role.model_dump(exclude_unset=True) | merged
    merged.pop("like", None)
    return _BASE.model_copy(update=merged)


def resolve_colour(style: Style, name: str) -> str:
    """`#rrggbb` of a colour name or of such a value itself. Raises StyleError."""
    if name.startswith("#"):
        return name
    try:
        return style.colours[name]
    except KeyError:
        raise StyleError(f"style '{style.name}' has no colour '{name}'") from None
