"""Syntax of small PDF values."""


def text_string(text: str) -> str:
    """Return a PDF text string (ISO 32000-1, 7.9.2.2) in ASCII: literal where possible, else UTF-16BE in hex."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
