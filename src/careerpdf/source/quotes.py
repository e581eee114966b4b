"""Curly quotation marks around a whole value, as word processors and phones type them, for straight ones.

To YAML they are letters: a colon, a comma or a # between them has the meaning that the marks were to take away.
"""

import re
from collections.abc import Iterator

_CURLY = "“”„‟‘‚‛"  # but for the apostrophe, which begins no value
#: Where a value may begin or end with a curly mark; nearly all files have none there.
_MAYBE = r"(?m)(?:^|[-:,\[{])[ ]*[“”„‟‘‚‛]|\"[^\"\n]*”"
#: A line up to its value: blanks, dashes of entries, the name of a field.
_HEAD = r"( *)((?:- +)*)([^\s:#\[\]{},\"'“”„‟‘’‚‛-][^:#\[\]{},\"'“”„‟‘’‚‛]*:(?: +|$))?"
_BLOCK = r"[|>][-+0-9]*\s*(?:#.*)?$"
_INSIDE = r"[^“”„‟\"\\]*"
_NESTED = rf"{_INSIDE}(?:“{_INSIDE}”{_INSIDE})*"
#: A value in curly marks, or with one straight and one curly; marks of the same kind inside it go in pairs.
_PAIRS = (
    (rf"[“„‟”]({_NESTED})[”“]", '"'),
    (rf"[“„‟]({_INSIDE})\"", '"'),
    (rf"\"({_INSIDE})”", '"'),
    (r"[‘‚‛]([^'‘‚‛]*)[’‘]", "'"),
)
_WHOLE = tuple((pattern + r"(?=\s*$|\s+#)", mark) for pattern, mark in _PAIRS)
_IN_BRACKETS = tuple(
    (r"(?<=[\[{,])( *(?:[\w -]+: +)?)" + pattern + r"(?= *[,\]}])", mark)
    for pattern, mark in ((rf"[“„‟”]({_INSIDE})[”“]", '"'), (r"[‘‚‛]([^'‘’‚‛]*)[’‘]", "'"))
)


def begins_curly(line: str) -> bool:
    """True if the value on a line begins with a curly quotation mark."""
    head = re.match(_HEAD, line)
    return head is not None and line[head.end() : head.end() + 1] in tuple("“„‟‘‚‛")


def with_straight_quotes(text: str) -> str:
    """The text with straight quotation marks where curly ones stand around a value; each place stays what it is."""
    if not any(mark in text for mark in _CURLY) or not re.search(_MAYBE, text):
        return text
    return "".join(_straightened(text.splitlines(keepends=True)))


def _straightened(lines: list[str]) -> Iterator[str]:
    floor = -1  # lines that are indented deeper belong to a text after | or >
    open_value = False  # whether the line before leaves its value to the next one
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or (floor >= 0 and indent > floor):
            yield line
            continue
        head = re.match(_HEAD, line)
        end = head.end() if head else 0
        dashes, name = (len(head[2]), head[3]) if head else (0, None)
        value = line[end:]
        floor = (indent + dashes if name else indent) if re.match(_BLOCK, value) else -1
        here = bool(dashes or name) or open_value
        open_value = not value.strip() or value.lstrip().startswith("#") or value.strip() == "-"
        if not here or not value.strip():
            yield line
        elif value[0] in "[{":
            for pattern, mark in _IN_BRACKETS:
                value = re.sub(pattern, rf"\g<1>{mark}\g<2>{mark}", value)
            yield line[:end] + value
        else:
            last = _last_line(value, lines, number, indent)
            yield line[:end] + _whole(value + "".join(lines[number:last]))
            number = last


def _last_line(value: str, lines: list[str], number: int, indent: int) -> int:
    """The end of the lines that a value between double marks goes on over; `number` if it does not, or never ends."""
    if value[0] not in "“„‟" or any(mark in value[1:] for mark in '“”„‟"\\'):
        return number
    for last in range(number, len(lines)):
        line = lines[last]
        if not line.strip() or len(line) - len(line.lstrip(" ")) <= indent:
            break
        if any(mark in line for mark in '“”„‟"\\'):
            return last + 1 if re.fullmatch(rf"{_INSIDE}”\s*", line) else number
    return number


def _whole(value: str) -> str:
    for pattern, mark in _WHOLE:
        if found := re.match(pattern, value):
            return mark + found[1] + mark + value[found.end() :]
    return value
