"""Appearances of filled-in form fields that have none (ISO 32000-1, 12.7): text, choices, check boxes, buttons."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pikepdf import Dictionary, Name, Stream, String

from careerpdf.check.objects import entry, integer, items, number, spelled
from careerpdf.press.appearance import (
    Appearance,
    Border,
    Matrix,
    NoAppearanceError,
    border,
    colour,
    ellipse,
    path,
    rectangle,
    rectangle_path,
)
from careerpdf.press.layouts import Box
from careerpdf.press.lettering import ASCENT, DESCENT, Lettering
from careerpdf.press.text_boxes import (
    CENTRED,
    LEFT,
    RIGHT,
    Block,
    TextStyle,
    text_comb,
    text_line,
    text_paragraphs,
    text_style,
)

_MOST_PARENTS = 50
_MULTILINE, _PASSWORD, _COMB = 1 << 12, 1 << 13, 1 << 24  # of text fields (table 228)
_RADIO, _PUSHBUTTON = 1 << 15, 1 << 16  # of buttons (table 226)
_COMBO = 1 << 17  # of choices (table 230)
_MOST_CELLS, _MOST_OPTIONS = 1000, 500
_CHOSEN = "0.6 0.75 0.85 rg"  # behind what is chosen in a list, as in Acrobat
_LIST_LEADING = 1.15  # of the size


@dataclass(frozen=True, slots=True)
class Field:
    """A field on a page: the annotation, and the form of the file, from both of which its entries come."""

    widget: Dictionary
    form: object

    def value(self, key: str) -> object:
        """An entry of the field, of the fields that it is a part of, or of the form."""
        holder: object = self.widget
        for _ in range(_MOST_PARENTS):
            if (found := entry(holder, key)) is not None:
                return found
            holder = entry(holder, "/Parent")
            if holder is None:
                break
        return entry(self.form, key) if key in ("/DA", "/Q") else None

    @property
    def kind(self) -> str:
        return spelled(self.value("/FT"))

    @property
    def flags(self) -> int:
        found = self.value("/Ff")
        return found if isinstance(found, int) else 0

    @property
    def is_regenerated(self) -> bool:
        """True for a field whose appearance a viewer makes anew if the form says that appearances are out of date."""
        return self.kind in ("/Tx", "/Ch")


def field_appearance(field: Field, lettering: Lettering) -> Appearance | None:
    """The appearance of a field; None if it has none, as an empty one without a border. Raises NoAppearanceError."""
    box = rectangle(field.widget)
    if min(box.width, box.height) < 1:
        return None
    style = entry(field.widget, "/MK")
    turn = (integer(style, "/R") or 0) % 360
    width, height = (box.height, box.width) if turn in (90, 270) else (box.width, box.height)
    line = border(field.widget)
    parts = [_ground(field, width, height, line)]
    block = _content(field, lettering, width, height, line)
    if block.operators:
        inside = Box(0, 0, width, height).grown(-line.width)
        parts.append(f"q {rectangle_path(inside)} W n {block.operators} Q")
    operators = " ".join(filter(None, parts))
    if not operators:
        return None
    return Appearance(operators, Box(0, 0, width, height), _turned(turn, width, height), fits=block.fits)


def _turned(turn: int, width: float, height: float) -> Matrix:
    """The matrix of an appearance that is turned counterclockwise (/R)."""
    return {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}.get(
        turn, (1, 0, 0, 1, 0, 0)
    )


def _is_round(field: Field) -> bool:
    return field.kind == "/Btn" and bool(field.flags & _RADIO)


def _ground(field: Field, width: float, height: float, line: Border) -> str:
    """The background and the border of a field."""
    style = entry(field.widget, "/MK")
    fill, stroke = colour(style, "/BG"), colour(style, "/BC", stroke=True)
    parts = []
    if fill:
        shape = (ellipse if _is_round(field) else rectangle_path)(Box(0, 0, width, height))
        parts.append(f"q {fill} {shape} f Q")
    if stroke and line.width:
        inside = Box(0, 0, width, height).grown(-line.width / 2)
        shape = (ellipse if _is_round(field) else rectangle_path)(inside)
        parts.append(f"q {stroke} {line.operators}{shape} S Q")
    return " ".join(parts)


def _content(field: Field, lettering: Lettering, width: float, height: float, line: Border) -> Block:
    kind = field.kind
    default = field.value("/DA")
    style = text_style(str(default) if isinstance(default, String) else "")
    if kind == "/Tx":
        return _text(field, lettering, style, (width, height), line)
    if kind == "/Ch":
        if field.flags & _COMBO:
            return text_line(lettering, _chosen_text(field), style, (width, height), _align(field), 2 + line.width)
        return _list(field, lettering, style, (width, height), line)
    if kind == "/Btn" and field.flags & _PUSHBUTTON:
        caption = entry(entry(field.widget, "/MK"), "/CA")
        said = str(caption) if isinstance(caption, String) else ""
        return text_line(lettering, said, style, (width, height), CENTRED, 2 + line.width)
    if kind == "/Btn":
        return Block(_mark(field, style, width, height) if _is_on(field) else "", fits=True)
    if kind == "/Sig":
        return Block("", fits=True)  # not signed, or signed without a mark
    raise NoAppearanceError("no kind of field")


def _align(field: Field) -> int:
    found = field.value("/Q")
    return found if isinstance(found, int) and found in (CENTRED, RIGHT) else LEFT


def _text(field: Field, lettering: Lettering, style: TextStyle, size: tuple[float, float], line: Border) -> Block:
    text = _as_text(field.value("/V"))
    if field.flags & _PASSWORD:
        text = "*" * len(text)
    if not text:
        return Block("", fits=True)
    cells = field.value("/MaxLen")
    if field.flags & _COMB and isinstance(cells, int) and 0 < cells <= _MOST_CELLS:
        return text_comb(lettering, text, style, size, cells)
    set_text = text_paragraphs if field.flags & _MULTILINE else text_line
    return set_text(lettering, text, style, size, _align(field), 2 + line.width)


def _as_text(value: object) -> str:
    """A value as it is filled in; of several the first."""
    if isinstance(value, Stream):
        data = value.read_bytes()
        return data.decode("utf-16") if data[:2] in (b"\xfe\xff", b"\xff\xfe") else data.decode("utf-8", "replace")
    if isinstance(value, (String, str)):
        return str(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f"{number(value):g}"
    return spelled(value)[1:] if isinstance(value, Name) else ""


# -- choices


def _options(field: Field) -> Iterator[tuple[str, str]]:
    """The options of a choice, each as it is exported and as it is shown."""
    for option in items(field.value("/Opt")):
        pair = [_as_text(part) for part in items(option)]
        yield (pair[0], pair[-1]) if pair else (_as_text(option), _as_text(option))


def _chosen(field: Field) -> list[str]:
    value = field.value("/V")
    listed = [_as_text(one) for one in items(value)]
    return listed or [text for text in (_as_text(value),) if text]


def _chosen_text(field: Field) -> str:
    chosen = _chosen(field)
    shown = dict(_options(field))
    return shown.get(chosen[0], chosen[0]) if chosen else ""


def _list(field: Field, lettering: Lettering, style: TextStyle, size: tuple[float, float], line: Border) -> Block:
    """A list with what is chosen in it on a ground of its own, from the first option that is shown."""
    width, height = size
    points, chosen = style.size or 12.0, set(_chosen(field))
    first = field.value("/TI")
    shown = list(_options(field))[first if isinstance(first, int) and first > 0 else 0 :][:_MOST_OPTIONS]
    step, top, parts = _LIST_LEADING * points, height - line.width - 1, []
    for row, (exported, text) in enumerate(shown):
        bottom = top - (row + 1) * step
        if bottom < -step:
            break
        if exported in chosen or text in chosen:
            parts.append(f"q {_CHOSEN} {line.width:g} {bottom:.3f} {width - 2 * line.width:.3f} {step:.3f} re f Q")
        baseline = bottom + (step - (ASCENT - DESCENT) * points) / 2
        words = lettering.shown(text, points, bold=style.bold) if text.strip() else ""
        if words:
            parts.append(f"{style.colour} BT 1 0 0 1 {line.width + 2:.3f} {baseline:.3f} Tm {words} ET")
    return Block(" ".join(parts), fits=True)


# -- buttons


def _is_on(field: Field) -> bool:
    """True for a check box or a radio button that is switched on: by its own state, or by the field's value."""
    state = entry(field.widget, "/AS")
    if isinstance(state, Name):
        return state != Name.Off
    value = field.value("/V")
    states = entry(entry(field.widget, "/AP"), "/N")
    if isinstance(states, Dictionary) and isinstance(value, Name):
        return spelled(value) in states and value != Name.Off
    return not (field.flags & _RADIO) and isinstance(value, Name) and value != Name.Off


def _mark(field: Field, style: TextStyle, width: float, height: float) -> str:
    """The mark of a button that is on: a letter of ZapfDingbats names it."""
    side = 0.7 * min(width, height)
    x, y = (width - side) / 2, (height - side) / 2

    def at(*corners: tuple[float, float]) -> str:
        return path((x + side * across, y + side * up) for across, up in corners)

    letter = entry(entry(field.widget, "/MK"), "/CA")
    wanted = str(letter) if isinstance(letter, String) else ("l" if field.flags & _RADIO else "4")
    thick = f"{style.colour} {_stroking(style.colour)} {side / 8:.3f} w"
    match wanted:
        case "l":
            return f"{style.colour} {ellipse(Box(x, y, x + side, y + side).grown(-side * 0.1))} f"
        case "n":
            return f"{style.colour} {x:.3f} {y:.3f} {side:.3f} {side:.3f} re f"
        case "u":
            return f"{style.colour} {at((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5))} f"
        case "H":
            star = ((0.5, 1), (0.62, 0.65), (1, 0.65), (0.7, 0.42), (0.81, 0.05), (0.5, 0.28), (0.19, 0.05),
                    (0.3, 0.42), (0, 0.65), (0.38, 0.65))  # fmt: skip
            return f"{style.colour} {at(*star)} f"
        case "8":
            return f"{thick} {at((0.05, 0.05), (0.95, 0.95))} {at((0.05, 0.95), (0.95, 0.05))} S"
        case _:
            return f"{thick} 1 J 1 j {at((0.05, 0.5), (0.38, 0.1), (0.95, 0.95))} S"


def _stroking(fill: str) -> str:
    """The operator that sets a colour for lines, of the one that sets it for areas."""
    *values, operator = fill.split()
    return " ".join([*values, operator.upper()])
