"""Cells as people write them, made values: lists, skills, days, years, ratings, counts; and text without HTML."""

import datetime as dt
import re
from decimal import Decimal
from html.parser import HTMLParser

from careerpdf.profile.figures import RATINGS
from careerpdf.schema.pay_text import Cents, read_figure, read_percent

_NOTHING = frozenset(
    ("", "n/a", "na", "n.a.", "n.a", "n / a", "-", "--", "---", "–", "—", "tbd", "tba", "tbc", "?", "??", "unknown",
     "not available", "not applicable", "null", "nil", "nan", "*", "**", ".")
)  # fmt: skip
_TOTAL = re.compile(
    r"(?:(?:grand |sub-?)?totals?|sum|average|mean|count|median|overall)(?: \(.*\))?[:.]?"
    r"|(?:grand |sub-?)?totals?[:,] .*",
    re.IGNORECASE,
)
_REMARK = re.compile(r"(?:\*|†|sources?:|notes?:|data:|figures:|last updated|updated:|©|\(c\))", re.IGNORECASE)
_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)")
_BULLET = r"(?:[•●▪■◦‣∙·*–—-]|\(?\d{1,2}[.)])"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HTML = re.compile(
    r"</?(?:p|br|ul|ol|li|div|span|strong|b|em|i|h[1-6]|a|table|tr|td)\b[^<>]*>|&(?:[a-z]+|#\d+);", re.IGNORECASE
)
_BLOCKS = frozenset(("p", "br", "ul", "ol", "li", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))


def is_nothing(cell: str) -> bool:
    """True if a cell says that there is nothing: N/A, a dash, to be determined."""
    return cell.strip().casefold() in _NOTHING


def is_error(cell: str) -> bool:
    """True if a cell shows a fault of its formula."""
    return _ERROR.fullmatch(cell.strip()) is not None


def is_total(title: str) -> bool:
    """True if a row with such a title sums up others."""
    return _TOTAL.fullmatch(title.strip()) is not None


def is_remark(title: str) -> bool:
    """True if a text that stands alone in a row, where a title would, is a note on the table."""
    return bool(_REMARK.match(title.strip())) or len(title) > 120 or title.rstrip().endswith(".")


def plain_text(cell: str) -> str:
    """A cell's text; of one with HTML in it, as job boards export it, the words, blocks on lines of their own."""
    if not _HTML.search(cell):
        return cell
    reader = _Words()
    reader.feed(cell)
    reader.close()
    return "\n".join(line for part in "".join(reader.found).split("\n") if (line := " ".join(part.split())))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found.append("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.found.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def paragraphs(cell: str) -> list[str]:
    """The paragraphs of a text: lines, if there are several."""
    return [text for line in cell.split("\n") if (text := " ".join(line.split()))]


def entries(cell: str, *, commas: bool) -> list[str]:
    """The entries of a cell: one on each line, or between semicolons, bullets or bars; else, with `commas`, those."""
    parts = re.split(r"\n|;|(?<=\S)\s+(?=[•●▪■◦‣∙]\s*\S)|\s\|\s", cell)
    if len(parts) == 1:
        numbered = re.split(r"\s+(?=\(?\d{1,2}[.)]\s+\S)", cell.strip())
        in_order = [re.match(r"\(?(\d{1,2})[.)]\s", part) for part in numbered]
        if len(numbered) > 1 and [m and int(m[1]) for m in in_order] == [*range(1, len(numbered) + 1)]:
            parts = numbered
        elif commas and not re.search(r"[.:]\s", cell):
            parts = re.split(r",(?![^(]*\))", cell)
    bare = (re.sub(rf"^{_BULLET}\s+|^[•●▪■◦‣∙]", "", " ".join(part.split())) for part in parts)
    return [text for text in bare if text and not is_nothing(text)]


def skill(entry: str) -> dict[str, str] | str:
    """A skill, with the text behind its colon or dash if there is one."""
    name, text = (*re.split(r":\s| [–—] ", entry, maxsplit=1), "")[:2]
    return {"name": name.strip(), "text": text.strip()} if name.strip() and text.strip() else entry


def code(cell: str) -> str | None:
    """A SOC or O*NET-SOC code, 15-2051.00; spreadsheets often lose the hyphen."""
    found = re.fullmatch(r"(\d\d)-?(\d{4})(?:\.(\d\d?))?", cell.strip())
    return f"{found[1]}-{found[2]}" + (f".{found[3]:0<2}" if found[3] else "") if found else None


def is_whole(cell: str, *, cents: Cents) -> bool:
    """True if a figure, should the cell holds one, is a whole number."""
    number = read_figure(cell, cents=cents)
    return number is None or number == int(number)


def day(cell: str) -> dt.date | None:
    """A day as people write it: 2026-09-01, 1 Sept 2026, September 1, 2026, 13/9/2026. None if it may be another."""
    text = cell.strip().split(" 00:00")[0].split("T00:00")[0]
    words = re.findall(r"[a-z]+|\d+", text.casefold())
    numbers = [int(word) for word in words if word.isdigit()]
    months = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS and len(word) > 2]
    try:
        if re.fullmatch(r"\d{4}-\d\d?-\d\d?(?:[ T]\d\d:\d\d(?::\d\d)?)?", text):
            return dt.date(*numbers[:3])
        if len(numbers) == 2 and len(months) == 1 and len(words) < 5:
            return dt.date(numbers[1], months[0], numbers[0]) if numbers[1] > 1900 else None
        if re.fullmatch(r"\d\d?[./-]\d\d?[./-]\d{4}", text):
            one, other, year = numbers
            if "." in text:  # days come first wherever points stand between
                return dt.date(year, other, one)
            if one > 12 or other > 12 or one == other:
                return dt.date(year, min(one, other) if one != other else one, max(one, other))
    except ValueError:
        return None
    return None


def year(cell: str) -> int | None:
    """A year alone, or the one year of a day or month: 2024, May 2024, 2024-05-01."""
    found = re.findall(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", cell)
    plain = re.fullmatch(
        r"(?:[A-Za-z]{3,9}\.? (?:\d\d?, )?)?\d{4}|\d{4}-\d\d-\d\d|\d\d?/(?:\d\d?/)?\d{4}", cell.strip()
    )
    return int(found[0]) if len(set(found)) == 1 and plain else None


def count(cell: str, *, cents: Cents, thousands: bool) -> int | None:
    """A whole number, of a cell in `thousands` in units."""
    number = read_figure(re.sub(r"^(?:about|approx\.?|~|c\.) ?", "", cell.strip(), flags=re.IGNORECASE), cents=cents)
    number = number * 1000 if number is not None and thousands else number
    return int(number) if number is not None and number >= 0 and number == int(number) else None


def rating_and_percent(cell: str, *, cents: Cents) -> tuple[str | None, Decimal | None]:
    """BLS's label and the change in percent, of a cell with one or both: “Faster than average (6%)”."""
    text = " ".join(cell.split())
    figure = re.search(r"\(?\s*([-+−–]?\s*\d[\d.,]*\s*(?:%|percent))\s*\)?", text, re.IGNORECASE)
    percent = read_percent(figure[1], cents=cents) if figure else read_percent(text, cents=cents)
    words = (text.replace(figure[0], " ") if figure else "" if percent is not None else text).strip(" ,;:-–—()")
    label = " ".join(words.casefold().removeprefix("about ").removeprefix("growth:").split())
    if label and label not in RATINGS:
        return None, None
    if percent is not None and not -100 <= percent <= 1000:
        return None, None
    return label or None, percent
