"""YAML's syntax errors in words for people who do not know YAML's terms: where the mistake is and how to mend it."""

import re
import unicodedata
from typing import Any

import yaml

from careerpdf.diagnostics import Diagnostic, Severity, Span
from careerpdf.source.quotes import begins_curly

QUOTE = 'put the whole text in quotes: "…"'
#: Spaces for the eye, but not for YAML; the last three end a line for YAML, which we read as a space.
ODD_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff"
    "\x85\u2028\u2029"
)
_ODD_INDENT = rf"[ \t]*([{ODD_SPACES}][ \t{ODD_SPACES}]*)(?=\S)"
_ODD_BEHIND_COLON = rf"[ \t]*(?:- +)?[\w-]+:([{ODD_SPACES}])"
#: What would be a field or an entry, had it a space behind its colon or dash; not an address, time or figure.
#: How entries of a list begin that come from a word processor: dashes, dots, squares.
ODD_BULLETS = "‐‑‒–—―−•·∙●○◦▪▫■□‣⁃"
_ODD_BULLET = rf"[ \t]*([{ODD_BULLETS}])(.*\S.*)"
_NO_SPACE = r"[ \t]*(?:- +)*(?:[A-Za-z][\w-]*(:)(?=[^\s:/,\]}])|(-)(?=[^\W\d]|[\"'“‘*(]))"
_NAMES = {
    "\t": "tab", "\x0b": "vertical tab", "\x0c": "form feed", "\x1b": "escape character",
    "\x7f": "delete character", "\x85": "next-line mark", "\xa0": "non-breaking space",
    "\u202f": "narrow non-breaking space", "\u200b": "zero-width space", "\ufeff": "byte order mark",
}  # fmt: skip
_LONGEST = 40  # characters of a user's text that a message repeats

# Which of PyYAML's complaints (its context and problem) mean what; the first that matches. libyaml and the Python
# parser word them differently, so both forms are here.
_MEANINGS = (
    ("unknown escape character|escape sequence|expected escape|hexdecimal|escape code", "bad-escape",
     "a backslash inside \"…\" has a meaning of its own", "write it twice (\\\\), or use '…' around the text"),
    ("quoted scalar", "unclosed-quote", "a quotation mark is opened here and never closed",
     "add the closing quotation mark, or put the other kind of quotes around the text"),
    ("nesting depth", "too-deep", "fields nest far too deep", "a profile needs four levels; is this the right file?"),
    ("flow", "unclosed-bracket", "a bracket is opened here and not closed in the same way",
     "close it with ] or }, or put the whole text in quotes if the bracket belongs to it"),
    ("mapping values are not allowed", "colon-in-text",
     "a colon and a space inside a text would make it a field", QUOTE),
    ("entries are not allowed", "list-on-line", "a list cannot begin behind a colon",
     "put each entry on a line of its own below, with a dash and a space in front"),
    ("could not find expected ':'", "missing-colon", "this line is neither a field nor part of a text",
     "write a field as `name: text`; indent the lines of a longer text by two spaces"),
    ("anchor|alias", "bad-alias", "a * or & at the start of a text has a meaning of its own in YAML", QUOTE),
    ("tag", "bad-start", "a text cannot start with !", QUOTE),
    ("directive", "bad-start", "a line cannot start with %", QUOTE),
    ("block scalar", "bad-block-text", "after > or | the text has to start on the next line",
     "move the text to the next line and indent it by two spaces"),
    ("cannot start any token", "bad-start", "a text cannot start with this character", QUOTE),
    ("block mapping|block collection|block sequence|expected key|indicator", "bad-indent",
     "this line does not line up with the lines above it",
     "fields that belong together begin in the same column; a dash of a list stands below the dash above it"),
    ("node content|block node", "bad-start", "a text cannot start with this character", QUOTE),
    ("<document start>|document start", "bad-indent", "this line does not fit the lines above it",
     "check its indentation, and the quotation marks above it"),
)  # fmt: skip


_UNKNOWN = [
    "yaml-syntax",
    "something here is not as YAML wants it",
    "check the quotation marks, colons and indentation of this line and the one above it",
]


def one_or_more(value: object) -> object:
    """One text where a list belongs as a list of one; anything else as it is."""
    # A text that begins with a dash is a list with the space after the dash missing.
    return (value,) if isinstance(value, str) and not value.startswith("-") else value


def quoted(text: object) -> str:
    """A user's text inside a message: in quotes, on one line, not too long, nothing invisible."""
    shown = " ".join(str(text)[: 4 * _LONGEST].split())
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shown)
    return f"'{shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + '…'}'"


def character(odd: str) -> str:
    """Name an invisible character: a non-breaking space (U+00A0)."""
    name = _NAMES.get(odd) or unicodedata.name(odd, "control character").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} (U+{ord(odd):04X})"


def odd_indent(file: str, lines: tuple[str, ...], line: int) -> Diagnostic | None:
    """The problem of a line (from 0) that is indented with other than ordinary spaces, or None."""
    found = re.match(_ODD_INDENT, lines[line]) if 0 <= line < len(lines) else None
    if found is None:
        return None
    return _problem(
        "odd-indent",
        f"the line is indented with {character(found[1][0])}, not with ordinary spaces",
        "delete what stands before the first letter or dash, and type two spaces for each level",
        file,
        lines,
        line,
        found.start(1),
        found.end(1),
    )


def missing_space(file: str, lines: tuple[str, ...], line: int) -> Diagnostic | None:
    """The problem of a line (from 0) without a space behind its field's colon or its entry's dash, or None."""
    found = re.match(_NO_SPACE, lines[line]) if 0 <= line < len(lines) else None
    if found is None:
        return None
    sign, start = ("colon", found.start(1)) if found[1] else ("dash", found.start(2))
    mended = f"{lines[line][: found.end()]} {lines[line][found.end() :]}".split()
    wanted = " ".join(mended)
    example = f": `{wanted}`" if len(wanted) <= _LONGEST and "`" not in wanted and wanted.isprintable() else ""
    return _problem(
        "missing-space",
        f"a space is missing after this {sign}",
        f"put a space after the {sign}{example}",
        file,
        lines,
        line,
        start,
        start + 1,
    )


def odd_bullet(file: str, lines: tuple[str, ...], line: int) -> Diagnostic | None:
    """The problem of a line (from 0) that begins with a word processor's dash or dot in place of a hyphen, or None."""
    found = re.match(_ODD_BULLET, lines[line]) if 0 <= line < len(lines) else None
    if found is None:
        return None
    wanted = f"- {found[2].strip()}"
    example = f": `{wanted}`" if len(wanted) <= _LONGEST and "`" not in wanted and wanted.isprintable() else ""
    return _problem(
        "odd-bullet",
        f"this entry begins with {character(found[1])}, not with a hyphen",
        f"begin each entry with a hyphen and a space{example}",
        file,
        lines,
        line,
        found.start(1),
        found.end(1),
    )


def _odd_space(file: str, lines: tuple[str, ...], numbers: set[int]) -> Diagnostic | None:
    """The character that only looks like a space and breaks one of these lines."""
    for line in sorted(n for n in numbers if 0 <= n < len(lines)):
        indent = odd_indent(file, lines, line)
        if indent:
            return indent
        found = re.match(_ODD_BEHIND_COLON, lines[line])
        if found:
            message = f"behind this colon stands {character(found[1])}"
            hint = "delete it, and type an ordinary space"
            return _problem("odd-space", message, hint, file, lines, line, found.start(1), found.end(1))
    return None


def explain(error: yaml.YAMLError, file: str, lines: tuple[str, ...], last_quoted: Any) -> Diagnostic:
    """One diagnostic for a syntax error. `last_quoted` is the last text in quotes that was read before it, or None."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened = getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if last_quoted is not None and _follows(last_quoted, line, column, lines):
        return _after_quote(last_quoted, line, column, file, lines)
    tab = _tab(lines, line)
    if tab is not None:
        return _problem(
            "tab-indent",
            "the line is indented with a tab",
            "use two spaces for each level instead",
            file,
            lines,
            line,
            tab,
            tab + 1,
        )
    said = f"{getattr(error, 'context', None) or ''}; {getattr(error, 'problem', None) or error}"
    code, message, hint = next((meaning for pattern, *meaning in _MEANINGS if re.search(pattern, said)), _UNKNOWN)
    text = lines[line] if line < len(lines) else ""
    star = re.search(r"(?:^ *|[:-] +|[\[{,] *)(\*[\w-]+) +$", text[:column])
    if star and text[column : column + 1] not in ("", "#", ":"):  # `*name more text`, where `name` is known
        message = "a * at the start of a text has a meaning of its own"
        return _problem("bad-alias", message, QUOTE, file, lines, line, star.start(1), star.end(1))
    if code in ("unclosed-quote", "unclosed-bracket") and opened:
        return _problem(code, message, hint, file, lines, opened.line, opened.column, opened.column + 1)
    odd = _odd_space(file, lines, {line - 1, line, *([opened.line] if opened else [])})
    if odd:
        return odd
    if code == "missing-colon" and opened:  # the mark is where the parser gave up, the context where the line began
        line, column = opened.line, opened.column
    if "cannot start with" in message and opened:
        line, column = opened.line, opened.column
    text = lines[line] if line < len(lines) else ""
    homeless = _homeless(file, lines, line) if code == "bad-indent" else None
    if homeless:
        return homeless
    # In `title:Nurse` and a field below it, the first line is a text, which makes the second one strange.
    shifted = code == "colon-in-text" and ": " not in text[:column]
    glued = missing_space(file, lines, line - shifted) if shifted or code in ("missing-colon", "bad-indent") else None
    if glued:
        return glued
    if code == "missing-colon" and (bullet := odd_bullet(file, lines, line)):
        return bullet
    if shifted:
        return _problem(
            "bad-indent",
            "this line begins further to the right than a field may here",
            "let it begin in the same column as its neighbors; if it belongs to the text above, put all of "
            "that text in quotes",
            file,
            lines,
            line,
            len(text) - len(text.lstrip()),
            column,
        )
    if text[column : column + 1] in ("]", "}"):
        return _problem(
            "unclosed-bracket",
            "a bracket is closed here that was not opened",
            "remove it, or " + QUOTE,
            file,
            lines,
            line,
            column,
            column + 1,
        )
    if code == "colon-in-text" and begins_curly(text):
        hint = "its quotation marks are curly: type straight ones (\"…\"), or '…' if straight ones stand inside"
    if code in ("colon-in-text", "list-on-line", "bad-start"):
        return _problem(code, message, hint, file, lines, line, column, column + 1)
    return _problem(code, message, hint, file, lines, line, column, None)


def _homeless(file: str, lines: tuple[str, ...], line: int) -> Diagnostic | None:
    """The problem of a file whose first lines are indented, which the left edge of `line` (from 0) does not fit."""
    texts = [n for n in range(min(line, len(lines))) if lines[n].strip() and not lines[n].lstrip().startswith("#")]
    if not texts or line >= len(lines) or lines[line][:1] in ("", " ") or not lines[texts[0]].startswith(" "):
        return None
    first = texts[0]
    above = next((n for n in reversed(range(first)) if re.match(r"# ?[\w-]+:\s*$", lines[n])), None)
    many = len(texts) > 1
    them, these = ("them", "these lines") if many else ("it", "this line")
    hint = f"let {them} begin at the left edge"
    if above is not None:
        field = lines[above][1:].strip()
        hint = f"remove the # in front of `{field}` on line {above + 1}; or put one in front of {these}"
    which = f"lines {first + 1} to {texts[-1] + 1} are" if many else "this line is"
    message = f"{which} indented, but no field stands above {'them' if many else 'it'}"
    return _problem(
        "bad-indent", message, hint, file, lines, first, len(lines[first]) - len(lines[first].lstrip()), None
    )


def _problem(
    code: str, message: str, hint: str, file: str, lines: tuple[str, ...], line: int, column: int, end: int | None
) -> Diagnostic:
    """At a place that counts from 0; behind the last line it moves back to the last one with text."""
    while line > 0 and (line >= len(lines) or not lines[line].strip()):
        line -= 1
        column = len(lines[line].rstrip()) if line < len(lines) else 0
        end = column + 1
    text = lines[line] if lines else ""
    column = min(column, len(text))
    end = max(len(text.rstrip()) if end is None else end, column + 1)
    return Diagnostic(code, Severity.ERROR, message, Span(file, line + 1, column + 1, end + 1, text), file, hint=hint)


def _follows(quote: Any, line: int, column: int, lines: tuple[str, ...]) -> bool:
    """True if the mistake stands directly behind a text in quotes, on its last line."""
    end = quote.end_mark
    return bool(
        end.line == line
        and end.column <= column
        and not lines[line][end.column : column].strip()
        and lines[line][column : column + 1] not in ("", ":", "}", "]")
    )


def _after_quote(quote: Any, line: int, column: int, file: str, lines: tuple[str, ...]) -> Diagnostic:
    start = quote.start_mark
    if start.line != line:
        return _problem(
            "unclosed-quote",
            "a quotation mark is opened here and not closed where the text ends",
            "add the closing quotation mark",
            file,
            lines,
            start.line,
            start.column,
            start.column + 1,
        )
    hint = (
        "an apostrophe inside '…' is written twice (''); or put \"…\" around the text"
        if quote.style == "'"
        else "put '…' around the text if it holds quotation marks, or write \\\" for them"
    )
    return _problem(
        "text-after-quote", "the text goes on behind its closing quotation mark", hint, file, lines, line, column, None
    )


def _tab(lines: tuple[str, ...], line: int) -> int | None:
    """The column of a tab in the indentation of the line, or of the one above it."""
    for number in (line, line - 1):
        if 0 <= number < len(lines):
            text = lines[number]
            indent = text[: len(text) - len(text.lstrip())]
            if "\t" in indent and text.strip():
                return indent.index("\t") if number == line else None
    return None
