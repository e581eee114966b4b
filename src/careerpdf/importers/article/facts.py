"""Tables of labels and values ("Quick Facts"): which fact a label names, and the pairs that a table holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careerpdf.importers.article.furniture import is_furniture_line
from careerpdf.importers.article.page import Block

_YEAR = r"(?:,? \(?(?:19|20)\d\d(?:[-–](?:\d\d){1,2})?\)?)?"
_PAY = r"(?:pay|wages?|salary|salaries|earnings|income)"
_KINDS = (
    "average |typical |starting |entry[- ]level |expected |mean |national |annual |yearly |hourly |weekly |monthly "
    "|base |full[- ]time "
)
#: A label has to match one of these as a whole. The first that does tells.
_LABELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("median", (
        r"(?:(?:19|20)\d\d )?(?:national |estimated )?median(?: (?:annual|yearly|hourly|weekly|monthly|base|gross))*"
        rf"(?: {_PAY})?{_YEAR}.{{0,30}}",
    )),
    ("salary", (rf"(?:{_KINDS})*(?:{_PAY}|compensation)(?: range| scale)?(?: \(.{{0,40}}\))?.{{0,12}}",)),
    ("education", (
        r"(?:typical |minimum |required |usual )*(?:entry[- ]level )?(?:education|degree|educational attainment"
        r"|qualification)s?"
        r"(?: (?:level|requirements?|required|needed|for entry))*",
    )),
    ("experience", (
        r"(?:related |work |prior |required |typical )*experience(?: in a related occupation| required| needed"
        r"| requirements?)?",
    )),
    ("training", (r"(?:typical )?on[- ]the[- ]job training.{0,60}",)),
    ("jobs", (
        rf"(?:number of (?:jobs|people employed|workers)|number employed|(?:total |current "
        rf"|national )?employment|jobs){_YEAR}",
        rf"(?:people |workers )?employed{_YEAR}",
    )),
    ("openings", (r"(?:projected |annual |average |yearly )*(?:job )?openings.{0,30}",)),
    ("change", (rf"(?:projected )?(?:employment|numeric) change{_YEAR}|new jobs.{{0,20}}",)),
    ("outlook", (
        r"(?:projected |expected |future |10[- ]year )*(?:job |employment |career )?"
        rf"(?:outlook|growth(?: rate)?|percent change|change)(?: \(?projected\)?)?{_YEAR}.{{0,20}}",
    )),
    ("hours", (
        r"(?:typical |working |usual |average |full[- ]time )*(?:hours|working week|work schedule"
        r"|working pattern|shift pattern)(?: \(.{0,30}\))?",
        "you could work",
    )),
    ("also_called", (
        r"(?:also|commonly) (?:called|known as)|a\.?k\.?a\.?",
        r"(?:alternative|alternate|alternative job|other|common|similar"
        r"|sample of reported)(?: job)? titles?(?:\(s\))?",
    )),
    ("certifications", (
        r"(?:certification|licensure|licen[sc]e|licensing|registration)s?(?: ?[/&] ?\w+| and \w+| or \w+)?"
        r"(?: (?:required|needed|requirements?))?",
    )),
    ("category", (r"(?:career |occupational )?(?:cluster|category|sector|field|job family)",)),
    ("setting", (r"(?:work ?(?:place|setting|location|environment))",)),
)  # fmt: skip
_NAMES = [(name, re.compile("|".join(patterns), re.IGNORECASE)) for name, patterns in _LABELS]
_LONGEST_LABEL = 80
_LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its label; `name` is which fact it is, `above` what stands above both, such as "Quick Facts"."""

    name: str
    label: str
    lines: tuple[str, ...]
    above: str = ""


def fact_name(label: str) -> str | None:
    """Name the fact that a label is for, if a profile holds it."""
    text = " ".join(label.split()).strip(" :?*")
    if not text or len(text) > _LONGEST_LABEL:
        return None
    return next((name for name, pattern in _NAMES if pattern.fullmatch(text)), None)


def fact_in(text: str) -> Fact | None:
    """The fact in a line such as "Median pay: $50,000 a year"."""
    label, colon, value = text.partition(":")
    name = fact_name(label) if colon and value.strip() and len(value) <= _LONGEST_VALUE else None
    return Fact(name, label.strip(), (value.strip(),)) if name else None


def facts_of(table: Block) -> tuple[list[Fact], list[tuple[str, ...]]]:
    """The facts that a table holds, and the rows that hold none."""
    above = [table.text] if table.text else []
    rows = list(table.rows)
    head = rows[:1] if table.head else []
    if _is_turned(table):
        rows, head = [(label, rows[1][n]) for n, label in enumerate(rows[0])], []
    facts: list[Fact] = []
    rest: list[tuple[str, ...]] = []
    rows = rows[len(head) :]
    for row in rows:
        filled = [cell for cell in row if cell]
        if len(row) == 1 and filled:  # over the whole width
            above.append(filled[0])
        elif len(filled) == 2 and (name := fact_name(row[0])) and len(filled[1]) <= _LONGEST_VALUE:
            label = _line(row[0]).rstrip(" :")
            facts.append(Fact(name, label, tuple(filled[1].split("\n")), " : ".join(map(_line, above))))
        elif not is_furniture_line(" ".join(map(_line, filled))):
            rest.append(tuple(filled))
    if not facts:
        rest = [(one,) for one in above if one != table.text] + rest
    return facts, [*head, *rest] if rest else rest


def _is_turned(table: Block) -> bool:
    """Tell whether a table has its labels on top, and one row of values below them."""
    rows = table.rows
    return (
        len(rows) == 2 and len(rows[0]) == len(rows[1]) > 2 and sum(fact_name(cell) is not None for cell in rows[0]) > 1
    )


def matrix_of(table: Block) -> Iterator[tuple[str, str]]:
    """The cells below a heading such as "Median", each with what stands above and beside it."""
    if len(table.rows) < 2 or len(table.rows[0]) < 2:
        return
    head = table.rows[0]
    for n, title in enumerate(head):
        if n and re.search(r"\bmedian\b", title, re.IGNORECASE):
            for row in table.rows[1:]:
                if n < len(row) and row[n]:
                    beside = " ".join(cell for cell in row[:n] if not re.fullmatch(r"[\s$£€\d,.%-]*", cell))
                    yield row[n], _line(f"{table.text} {title} {beside}")


def shown(rows: list[tuple[str, ...]], caption: str = "") -> str:
    """The rows of a table as a text."""
    text = "; ".join(
        ": ".join((_line(row[0]).rstrip(" :"), ", ".join(map(_line, row[1:])))) if len(row) > 1 else _line(row[0])
        for row in rows
        if row
    )
    return f"{_line(caption)}: {text}" if caption else text


def _line(text: str) -> str:
    return " ".join(text.split())
