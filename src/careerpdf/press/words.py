"""Words of other programs' files as messages and tickets quote them."""

_LONGEST = 40  # characters


def on_one_line(text: str) -> str:
    """A text without line breaks, and without what moves a cursor."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def quoted(text: str) -> str:
    """A text in quotation marks, on one line and cut to a length that leaves room for the rest of a message."""
    return f"“{shortened(text)}”"


def shortened(text: str) -> str:
    """A text on one line, without what moves a cursor, and cut to a length that leaves room for other words."""
    words = on_one_line(text[: 4 * _LONGEST])
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
