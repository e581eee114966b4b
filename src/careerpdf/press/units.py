"""Lengths as people write them (3mm, 0.125in, 9pt), and as they read them. Inside, all lengths are in pt (1/72 in)."""

import re

POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0}
_LENGTH = re.compile(r"(\d+(?:[.,]\d+)?|[.,]\d+)\s*(mm|cm|in|inch|inches|pt|\"|″)?", re.IGNORECASE)
_SPELLINGS = {"inch": "in", "inches": "in", '"': "in", "″": "in"}


def points(text: str) -> float:
    """The length in pt. Raises ValueError, with a message for a person, for what is no length or has no unit."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is no length; write such as 3mm, 0.125in or 9pt")
    number, unit = found[1].replace(",", "."), (found[2] or "").lower()
    if not unit and float(number):
        raise ValueError(f"'{text}' has no unit; write {number}mm, {number}in or {number}pt")
    return float(number) * POINTS[_SPELLINGS.get(unit, unit or "pt")]


def inches(length: float) -> str:
    """A length in pt as inches: `8.5`, `0.125`."""
    return f"{length / POINTS['in']:.3f}".rstrip("0").rstrip(".")


def millimetres(length: float) -> str:
    """A length in pt as millimetres: `215.9`, `0.1`."""
    # Half a hundredth goes up (an eighth of an inch is 3.175 mm), wherever the binary number lies.
    return f"{length / POINTS['mm'] + 1e-9:.2f}".rstrip("0").rstrip(".")


def said_length(length: float) -> str:
    """A length in pt for a person: `0.125 in (3.18 mm)`."""
    return f"{inches(length)} in ({millimetres(length)} mm)"


def said_size(width: float, height: float) -> str:
    """A size in pt for a person: `8.5 × 11 in (216 × 279 mm)`."""
    mm = POINTS["mm"]
    return f"{inches(width)} × {inches(height)} in ({width / mm:.0f} × {height / mm:.0f} mm)"
