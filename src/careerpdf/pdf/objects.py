"""How small PDF values are written."""


def text_string(text: str) -> str:
    """A PDF text string (ISO 32000-1, 7.9.2.2) as ASCII source: literal where that is enough, else UTF-16BE in hex."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
