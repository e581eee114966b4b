"""Text set into a box, as form fields and typed notes have it (ISO 32000-1, 12.7.3.3). Lengths in pt."""

import re
from dataclasses import dataclass, replace

from careerpdf.press.lettering import ASCENT, DESCENT, Lettering

#: Alignment of lines, by the number that a field or a note has for it (/Q).
LEFT, CENTRED, RIGHT = 0, 1, 2
_LEADING = 1.15  # of the size
_AUTOMATIC = 12.0  # the size where none is given
_FILLED = 0.7  # of its box's height: the size of a single line where none is given
_SMALLEST = 4.0
_STEP = 0.95  # from one size that is tried to the next
_LONGEST = 20_000  # characters
_COLOURS = {"g": 1, "rg": 3, "k": 4}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The looks of a text: its size, 0 for one that fits; the operator that sets its colour."""

    size: float = 0.0
    colour: str = "0 g"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Operators that write a text; `fits` is False if a part of it has no room, or the text is beyond all limits."""

    operators: str
    fits: bool


def text_style(default_appearance: str) -> TextStyle:
    """Size, colour and weight of a default appearance string such as `/HeBo 12 Tf 0 0 1 rg`."""
    style, tokens = TextStyle(), default_appearance[:1000].split()
    for at, token in enumerate(tokens):
        if token == "Tf" and at >= 2:  # noqa: S105 (an operator)
            named = tokens[at - 2].lower()
            size = _number(tokens[at - 1])
            bold = "bold" in named or named in ("/hebo", "/tibo", "/cobo", "/hebi", "/tibi", "/cobi")
            style = replace(style, size=min(abs(size or 0.0), 1000.0), bold=bold)
        elif (count := _COLOURS.get(token)) and at >= count:
            values = [_number(value) for value in tokens[at - count : at]]
            if all(value is not None and 0 <= value <= 1 for value in values):
                style = replace(style, colour=" ".join([*(f"{value:g}" for value in values), token]))
    return style


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", text) else None


def text_line(
    lettering: Lettering, text: str, style: TextStyle, size: tuple[float, float], align: int, aside: float
) -> Block:
    """A single line in the middle of a box's height, `aside` from its ends; made smaller if it is too long."""
    width, height = size
    text = " ".join(text.splitlines())
    if len(text) > _LONGEST:
        return Block("", fits=False)
    room = max(width - 2 * aside, 1.0)
    points = style.size or max(_FILLED * (height - 2), _SMALLEST)
    needed = lettering.width(text, points, bold=style.bold)
    if needed > room:
        points = max(points * room / needed, min(points, _SMALLEST))
        needed = lettering.width(text, points, bold=style.bold)
    baseline = (height - (ASCENT - DESCENT) * points) / 2
    x = aside + max(room - needed, 0.0) * align / 2
    return Block(_written(lettering, [(x, baseline, text)], style, points), fits=needed <= room + 0.1)


def text_comb(lettering: Lettering, text: str, style: TextStyle, size: tuple[float, float], cells: int) -> Block:
    """Characters in cells of equal width."""
    width, height = size[0] / cells, size[1]
    points = style.size or min(_FILLED * (height - 2), width)
    baseline = (height - (ASCENT - DESCENT) * points) / 2
    placed = [
        ((at + 0.5) * width - lettering.width(character, points, bold=style.bold) / 2, baseline, character)
        for at, character in enumerate(text[:cells])
    ]
    return Block(_written(lettering, placed, style, points), fits=len(text) <= cells)


def text_paragraphs(
    lettering: Lettering, text: str, style: TextStyle, size: tuple[float, float], align: int, aside: float
) -> Block:
    """Lines broken to a box's width, from its top down; made smaller if they have no room."""
    width, height = size
    if len(text) > _LONGEST:
        return Block("", fits=False)
    room, depth = max(width - 2 * aside, 1.0), max(height - 2 * aside, 1.0)
    points = style.size or _AUTOMATIC
    lines = _broken(lettering, text, points, room, style)
    while len(lines) * _LEADING * points > depth + 0.1 * points and points * _STEP >= _SMALLEST:
        points *= _STEP
        lines = _broken(lettering, text, points, room, style)
    top = height - aside - ASCENT * points
    placed = [
        (
            aside + max(room - lettering.width(line, points, bold=style.bold), 0.0) * align / 2,
            top - number * _LEADING * points,
            line,
        )
        for number, line in enumerate(lines)
        if line
    ]
    fits = len(lines) * _LEADING * points <= depth + 0.3 * points
    return Block(_written(lettering, placed, style, points), fits=fits)


def _broken(lettering: Lettering, text: str, points: float, room: float, style: TextStyle) -> list[str]:
    def width(part: str) -> float:
        return lettering.width(part, points, bold=style.bold)

    space, lines = width(" "), []
    for paragraph in re.split(r"\r\n|[\r\n\u2028\u2029]", text.rstrip()):
        line, used = "", 0.0
        for word in paragraph.split():
            wide = width(word)
            if line and used + space + wide <= room:
                line, used = f"{line} {word}", used + space + wide
                continue
            if line:
                lines.append(line)
            if wide > room:
                each = max(1, int(len(word) * room / wide))
                *full, word = (word[at : at + each] for at in range(0, len(word), each))
                lines += full
                wide = width(word)
            line, used = word, wide
        lines.append(line)
    return lines


def _written(lettering: Lettering, placed: list[tuple[float, float, str]], style: TextStyle, points: float) -> str:
    shown = [
        f"1 0 0 1 {x:.3f} {y:.3f} Tm {lettering.shown(text, round(points, 3), bold=style.bold)}"
        for x, y, text in placed
        if text.strip()
    ]
    return f"{style.colour} BT {' '.join(shown)} ET" if shown else ""
