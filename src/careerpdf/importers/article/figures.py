"""Figures in a page's texts, tables and labelled values; what is left of a text when they are taken out of it."""

import re
from collections.abc import Sequence

from careerpdf.importers.article.facts import Fact, facts_of, matrix_of
from careerpdf.importers.article.found import Found, sentences
from careerpdf.importers.article.names import Names, is_nationwide
from careerpdf.importers.article.outlook import read_outlook
from careerpdf.importers.article.page import Block
from careerpdf.importers.article.titles import place_in
from careerpdf.importers.article.wages import has_amount, period_of, read_wages

_LONGEST_FACT, _LONGEST_WORD, _MOST_HOURS = 200, 90, 3
_DEFINES_MEDIAN = re.compile(
    r"the median (?:wage|pay|salary|earnings) is the (?:wage|pay|salary|point|amount) at which half\b", re.IGNORECASE
)
_POINTER = re.compile(r"see (?:the )?.{0,40}\b(?:become|tab|section|below|above|page)\b.*", re.IGNORECASE)
_NO_LEVEL = frozenset(("none", "varies", "n/a", "-", "–"))


class Figures:
    """Reads figures into `found`. `dollars` is the currency of a bare "$", `place` the one that the page is about."""

    def __init__(self, found: Found, names: Names, *, dollars: str, place: str, this_year: int) -> None:
        self._found, self._names = found, names
        self._dollars, self._place, self._this_year = dollars, place, this_year
        self._tainted = ""  # words that made a figure doubtful, of which the next ones may go on to speak
        self._period = ""  # the one period of the role's figure before, if it says that
        self._elsewhere = ""  # the place that a text speaks of, until it names the nation

    def begin(self) -> None:
        """Forget what the figures before were about: a heading stands between."""
        self._tainted = self._elsewhere = ""

    def above(self, *texts: str) -> str:
        """Join what stands above a figure to one text."""
        return " : ".join(filter(None, (self._place, *texts)))

    def read_text(self, text: str, above: str) -> str:
        """Read the sentences that state pay or prospects; the others, as a text."""
        rest: list[str] = []
        follows = False
        self._period = ""
        for sentence in sentences(text):
            self._elsewhere = "" if is_nationwide(sentence) else self._elsewhere
            over = " : ".join(filter(None, (above, self._elsewhere)))
            if has_amount(sentence):
                follows = self._read_pay(sentence, over, follows=follows)
            elif not _DEFINES_MEDIAN.match(sentence):
                found = list(read_outlook(sentence, over, self._names, self._this_year, follows=follows))
                self._found.statements += found
                if not found or any(one.why for one in found):
                    rest.append(sentence)
                    follows = True
            self._elsewhere = place_in([self._names.out_of(sentence)]) or self._elsewhere
        return " ".join(rest)

    def _read_pay(self, sentence: str, above: str, *, follows: bool) -> bool:
        """Read a sentence with amounts; whether the next one stands behind something else than the role's figures."""
        names, dollars, period = self._names, self._dollars, self._period
        wages = list(
            read_wages(sentence, above, names, dollars=dollars, tainted=self._tainted, follows=follows, period=period)
        )
        self._found.wages += wages
        self._period = period_of(wages[-1]) if wages else ""
        if strange := next((wage.strange for wage in wages if wage.strange), ""):
            self._tainted = strange
        elif wages and not wages[-1].why:
            self._tainted = ""
        return follows or any(wage.why for wage in wages)

    def count_jobs(self, text: str) -> None:
        """Read a sentence such as "Bakers held about 223,800 jobs in 2024", which stays in the text."""
        for sentence in sentences(text):
            if re.search(r"\bheld about\b", sentence):
                found = read_outlook(sentence, "", self._names, self._this_year)
                self._found.statements += [one for one in found if one.jobs and not one.why]

    def read_table(self, table: Block, above: str) -> list[tuple[str, ...]]:
        """Read the facts and the medians of a table; its other rows."""
        facts, rest = facts_of(table)
        for fact in facts:
            if self.use(Fact(fact.name, fact.label, fact.lines, self.above(above, fact.above))):
                self._found.facts += 1
            else:
                rest.append((fact.label, " ".join(fact.lines)))
        for cell, beside in matrix_of(table):
            wages = read_wages(cell, self.above(above, beside), self._names, dollars=self._dollars, labelled=True)
            self._found.wages += [wage for wage in wages if not wage.why]
        return rest

    def use(self, fact: Fact) -> bool:
        """Use a value with its label; False if nothing can be made of it."""
        found, value = self._found, " ".join(fact.lines[0].split())
        if fact.name in ("median", "salary"):
            return self._pay(fact)
        if fact.name in ("outlook", "jobs", "openings"):
            return self._employment(fact)
        if fact.name == "change" or len(" ".join(fact.lines)) > _LONGEST_FACT:
            return False
        if fact.name == "also_called":
            add_titles(found, fact.lines, self._names)
            return True
        if _POINTER.fullmatch(value):
            found.no_level = found.no_level or fact.name == "education"
            return False
        if fact.name == "hours":
            return self._hours(fact)
        if fact.name == "education":
            return value.lower() not in _NO_LEVEL and self._once("level", value.rstrip("."))
        field = {"experience": "experience_word", "certifications": "certification"}.get(fact.name, fact.name)
        return self._once(field, "; ".join(fact.lines))

    def _once(self, field: str, value: str) -> bool:
        """Set a field that is not set yet, or is set to the same."""
        if not getattr(self._found, field):
            setattr(self._found, field, value)
        return bool(getattr(self._found, field) == value)

    def _hours(self, fact: Fact) -> bool:
        value = "; ".join(fact.lines)
        if value.endswith(".") or len(value) > _LONGEST_WORD or len(self._found.hours) >= _MOST_HOURS:
            return False
        period = re.search(r"\((?:a|per) week\)", fact.label)
        self._found.hours.append(f"{value} {period[0]}" if period and "week" not in value else value)
        return True

    def _pay(self, fact: Fact) -> bool:
        lines = [line for line in fact.lines if has_amount(line)]
        text = " ".join(lines)
        above = " : ".join(filter(None, (fact.above, fact.label)))
        wages = list(read_wages(text, above, self._names, dollars=self._dollars, labelled=True)) if lines else []
        self._found.wages += wages
        for wage in wages:
            if not wage.why and wage.stated and wage.point == "median":
                self._found.pay_period = period_of(wage)
        if wages:
            for line in fact.lines:
                if line not in lines:
                    self._found.note(f"{fact.label}: {line}")
        return bool(wages)

    def _employment(self, fact: Fact) -> bool:
        above, year = " : ".join(filter(None, (fact.above, fact.label))), self._this_year
        found = [s for line in fact.lines for s in read_outlook(line, above, self._names, year, labelled=True)]
        self._found.statements += found
        return any(not one.why for one in found)


def add_titles(found: Found, lines: Sequence[str], names: Names) -> None:
    """Add other titles of the role: each on a line of its own, or all between commas."""
    texts = lines if len(lines) > 1 else re.split(r",\s+|;\s*|\s+•\s+", lines[0] if lines else "")
    for text in texts:
        name = text.strip(" .")
        if 0 < len(name) <= _LONGEST_WORD and not names.are(name):
            found.also_called.add(name[:1].upper() + name[1:])
