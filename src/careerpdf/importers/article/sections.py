"""Blocks to the parts of a profile: a heading decides what stands below it, a label what stands beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from careerpdf.importers.article.facts import Fact, fact_in, fact_name, shown
from careerpdf.importers.article.figures import Figures, add_titles
from careerpdf.importers.article.found import Found, plain, sentences
from careerpdf.importers.article.headings import NOTES, SITE, part_of, speaks_of_outlook, tells_why
from careerpdf.importers.article.names import Names
from careerpdf.importers.article.page import Block, Page
from careerpdf.importers.article.titles import asked_role, capitals, place_in
from careerpdf.importers.article.wages import has_amount

_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_ENTRY, _LONGEST_NOTE = 90, 80, 200, 4_000  # characters
_SHORT = 60  # characters of a line with an amount that is no running text
_BUTTON = 40  # characters of a link that stands alone: "Get started"
_FEWEST_WORDS = 3  # of a text that says something
_BELOW_ALL = 9  # level of a line in a plain text that is a label
_LABELS = {
    "education": r"education(?: (?:and|&) training)?",
    "experience": r"(?:work |job )?experience",
    "certifications": r"certifi\w*(?:\s*(?:&|and|or|/)\s*licen\w*)?|licen\w*(?:\s*(?:&|and|or|/)\s*certif\w*)?",
}
_PROSE = frozenset(("education", "experience", "certifications", "requirements", "work", "advancement"))
_FIGURES = ("pay", "outlook")
_ABOUT_THE_PAGE = re.compile(
    r"(?:find out|learn (?:about|what|how|more)|discover|read on|keep reading|in this (?:article|guide))\b",
    re.IGNORECASE,
)
_ABOUT_FIGURES = re.compile(
    r"(?:sources?|notes?): |(?:the |these |income |salary |wage )*(?:figures?|data|salaries|estimates) "
    r"(?:are|is|comes?) .{0,40}\b(?:guide|guidance|from|intended)\b",
    re.IGNORECASE,
)
_SCHEDULE = re.compile(
    r"\bwork(?:s|ed)?\b.*\b(?:full[- ]time|part[- ]time|overtime|evenings?|nights?|weekends?|schedules?)\b",
    re.IGNORECASE,
)
_PAY = re.compile(r"\b(?:pay|paid|wage|salar|earn)", re.IGNORECASE)
_OUTLOOK = re.compile(r"demand|growth|outlook|projection|openings", re.IGNORECASE)
#: Lines that say no more than that entries follow.
_LEADS = re.compile(
    r"(?:do the following|includ(?:e|es|ing)|you.?ll (?:be|need)|may|typically|the following|responsible for"
    r"|duties|tasks|would|as follows)[^.]{0,60}:$|^you.{0,30}:$",
    re.IGNORECASE,
)
_ALSO_CALLED = re.compile(
    r"(?:(?:alternative|alternate|other|sample of reported|common) (?:job )?titles?(?: for this job)?(?: include)?"
    r"|also (?:called|known as)):?\s+(?=\S)",
    re.IGNORECASE,
)
_ZONES = {
    word: n for n, words in enumerate(("one 1", "two 2", "three 3", "four 4", "five 5"), 1) for word in words.split()
}
_ZONE = re.compile(r"\bJob Zone:? (One|Two|Three|Four|Five|[1-5])\b", re.IGNORECASE)
#: Ways into a role; their names belong to what is said of them.
_ROUTE = re.compile(
    r"(?:university|college|apprenticeship|work|volunteering|direct application|other routes)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that is open. `told` is the part that it announces itself, `part` the one that it belongs to."""

    text: str
    level: int
    part: str | None
    told: str | None = None
    summary: bool = False  # whether what stands below it only sums up another part of the page


def read_blocks(page: Page, names: Names, found: Found, this_year: int) -> None:
    """Put each block of a page where it belongs."""
    _Reader(page, names, found, this_year).read()


class _Reader:
    """Goes through the blocks with the headings that stand above each of them."""

    def __init__(self, page: Page, names: Names, found: Found, this_year: int) -> None:
        self._page, self._names, self._found = page, names, found
        place = place_in((*page.headings, *page.titles))
        self._figures = Figures(found, names, dollars=page.dollars, place=place, this_year=this_year)
        self._stack: list[_Heading] = []
        self._sub = ""  # a heading within a part, whose text is still to be said
        self._lead_in = ""  # a line that leads to the list or table below it
        self._entries: list[str] = []  # of a list, behind the line that leads to them
        self._running = False  # whether lines that look like headings are entries of a list without marks
        self._summaries: list[str] = []
        self._elsewhere = {
            part_of(b.text, names) for b in page.blocks if b.kind == "heading" and not (b.linked and b.level)
        }

    def read(self) -> None:
        """Read all blocks."""
        blocks = self._page.blocks
        zones = {_ZONES[found[1].lower()] for block in blocks for found in _ZONE.finditer(f"{block.text} {block.rows}")}
        self._found.job_zone = zones.pop() if len(zones) == 1 else None
        for n, block in enumerate(blocks):
            following = blocks[n + 1] if n + 1 < len(blocks) else None
            if block.kind == "heading":
                self._heading(block, following)
            elif self._part != SITE and not (block.linked and block.kind == "paragraph" and len(block.text) <= _BUTTON):
                self._place(block, following)
        self._leave_list()
        self._leave_sub()
        self._sum_up()

    @property
    def _part(self) -> str | None:
        return self._stack[-1].part if self._stack else "introduction"

    # -- headings

    def _heading(self, block: Block, following: Block | None) -> None:
        text, level = block.text, block.level
        told = self._told(text)
        if level == 0 and told is None and self._plain_line(block, following):
            return
        self._running = False
        self._leave_list()
        self._figures.begin()
        if also := _ALSO_CALLED.match(text):
            add_titles(self._found, [text[also.end() :]], self._names)
            return
        self._leave_sub()
        outer = self._pop(level)
        if told is None and self._names.are(text):
            return  # the role's name over a figure or a list
        alone = following is None or (following.kind == "heading" and following.level <= level)
        self._stack.append(self._opened(text, level, told, outer, linked=block.linked, alone=alone))

    def _told(self, text: str) -> str | None:
        """The part that a heading announces. A question about another role makes that one a related role."""
        asked = asked_role(text)
        if asked and not self._names.are(asked):
            self._found.related.add(asked)
            return NOTES
        if _ABOUT_THE_PAGE.match(text):
            return None
        return "duties" if asked else part_of(text, self._names)

    def _opened(
        self, text: str, level: int, told: str | None, outer: _Heading | None, *, linked: bool, alone: bool
    ) -> _Heading:
        if outer and outer.part in (NOTES, SITE):
            told = outer.part
        if told is None and outer and outer.part not in (None, "introduction"):
            if outer.part == "related":
                self._related(text)
            elif outer.part not in _FIGURES:
                self._sub = text
            return _Heading(text, level, outer.part, None, outer.summary)
        begins = told is None and not outer and not self._found.parts and not self._found.introduction
        if begins and not level:  # the words of a picture, the name of a writer
            self._found.note(text)
        elif told is None or _ROUTE.fullmatch(text):
            self._sub = text
        if begins:
            return _Heading(text, level, "introduction")
        if told not in (None, NOTES, SITE):
            self._found.parts[told] = None
            if alone and len(self._names.out_of(text).split()) > _FEWEST_WORDS:
                self._found.set_aside(text)  # it may be all that is said of it: "Work environment primarily indoors"
        summary = bool(linked and level and told in self._elsewhere)
        return _Heading(text, level, told, told, summary)

    def _pop(self, level: int) -> _Heading | None:
        """The heading that the next one stands under. Plain text has no levels: there the next one ends the last."""
        if level == 0:
            self._stack = []
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()
        return self._stack[-1] if self._stack else None

    def _plain_line(self, block: Block, following: Block | None) -> bool:
        """Tell whether a short line of a plain text that looks like a heading belongs to the part above it."""
        part, last = self._part, following is None or following.kind in ("heading", "item")
        if block.text.endswith("?"):
            return False
        if part == "skills":
            if following is not None and following.kind == "paragraph":
                self._leave_sub()
                self._sub = block.text
            else:
                self._explained(block, self._found.skills)
        elif part == "related":
            self._related(block.text)
        elif (part in ("duties", "technology") or part in _PROSE) and (last or self._running):
            self._place(Block("item", block.text), following)
            self._running = last
            return True
        elif fact_name(block.text) and following is not None and following.kind != "table":
            self._stack.append(_Heading(block.text, _BELOW_ALL, self._part))
        else:
            return False
        return True

    def _leave_sub(self) -> None:
        """Keep a heading below which nothing was said."""
        if self._sub and self._part == "skills":
            self._found.skills.setdefault(self._sub, "")
        elif self._sub and not self._names.are(self._sub):
            self._found.note(self._sub)
        self._sub = ""

    def _with_sub(self, text: str) -> str:
        """A text behind the heading that stands over it, where that has no place of its own."""
        sub, self._sub = self._sub.rstrip(" :"), ""
        return " ".join(filter(None, (sub if not sub or sub.endswith("?") else f"{sub}:", text)))

    # -- blocks

    def _place(self, block: Block, following: Block | None) -> None:
        text = block.text
        leads = block.kind == "paragraph" and following is not None and self._leads(text, following)
        if block.kind not in ("item", "table"):
            self._leave_list()
        if block.kind == "table":
            self._table(block)
        elif leads:
            self._lead_in = text
        elif also := _ALSO_CALLED.match(text):
            add_titles(self._found, [text[also.end() :]], self._names)
        elif not self._use_label(block):
            self._text(block)

    def _leads(self, text: str, following: Block) -> bool:
        """Tell whether a line leads to the list or the table below it."""
        if following.kind == "table":
            return text.endswith(":") or (len(text) <= _LONGEST_NAME and not text.endswith((".", "!", "?")))
        return text.endswith(":") and (following.kind == "item" or self._part == "duties")

    def _leave_list(self) -> None:
        """Put entries behind the line that led to them; keep a line that led to others if it says more than that."""
        lead_in, entries = self._lead_in, self._entries
        self._lead_in, self._entries = "", []
        if entries:
            part = "education" if self._part == "requirements" else str(self._part)
            getattr(self._found, part).add(f"{entries[0]} {'; '.join(entries[1:])}")
        elif lead_in and self._part not in ("skills", "knowledge", "technology") and not _LEADS.search(lead_in):
            self._found.note(lead_in)

    def _use_label(self, block: Block) -> bool:
        """Use a text that is a value with its label: in the line itself, or in the heading above it."""
        text, part = block.text, self._part
        fact = fact_in(text)
        if fact and not (fact.name in ("median", "salary") and part not in ("introduction", None, NOTES)):
            short = part not in _PROSE and len(text) <= _LONGEST_ENTRY and fact.name != "category"
            above = self._figures.above(*self._above(), self._lead_in)
            if short or fact.name in ("outlook", "jobs", "openings", "also_called", "median", "salary"):
                return self._figures.use(Fact(fact.name, fact.label, fact.lines, above))
        name = fact_name(self._stack[-1].text) if self._stack and block.kind == "paragraph" else None
        if name in ("hours", "median", "jobs", "openings", "outlook", "also_called"):
            above = self._figures.above(*self._above()[:-1])
            return self._figures.use(Fact(name, self._stack[-1].text, (text,), above))
        return False

    def _above(self) -> list[str]:
        """The headings that may say whose figures stand below them."""
        return [one.text for one in self._stack if one.part in (None, "introduction", *_FIGURES)]

    def _text(self, block: Block) -> None:
        text, part, found = block.text, self._part, self._found
        if part in ("work", "introduction", "duties"):
            self._figures.count_jobs(text)
        if part in _FIGURES or (part == "introduction" and has_amount(text) and len(text) <= _SHORT):
            self._pay_and_prospects(text)
        elif self._stack and self._stack[-1].summary:
            self._summaries.append(text)
        elif part == "introduction":
            self._introduction(block)
        elif part == "duties":
            if block.kind == "item":
                found.duties.add(text)
            else:
                found.introduction.add(self._with_sub(text))
        elif part in ("skills", "knowledge"):
            self._explained(block, found.skills if part == "skills" else found.knowledge)
        elif part in ("technology", "work_styles", "interests"):
            if block.kind == "item" and len(text) <= _LONGEST_ENTRY:
                getattr(found, part).add(_name(text) if part != "technology" else text)
            else:
                found.set_aside(text)
        elif part == "also_called":
            add_titles(found, [text], self._names)
        elif part == "related":
            self._related(text)
        elif part in _PROSE:
            self._prose(block, part)
        elif part == NOTES:
            if not block.linked:
                found.set_aside(self._with_sub(text))
        else:
            found.note(self._with_sub(text))

    def _introduction(self, block: Block) -> None:
        if block.kind == "paragraph" and not _ABOUT_THE_PAGE.match(block.text) and not _is_scrap(block.text):
            self._found.introduction.add(self._with_sub(block.text))
        elif not block.linked:
            self._found.set_aside(block.text)

    def _prose(self, block: Block, part: str) -> None:
        """A paragraph; entries of a list stand behind the line that leads to them."""
        found, text = self._found, block.text
        for name, pattern in _LABELS.items():
            labelled = re.match(rf"(?:{pattern})\s*:\s*(.+)", text, re.IGNORECASE | re.DOTALL)
            if labelled and part in ("requirements", "education"):
                getattr(found, name).add(labelled[1])
                return
        if block.kind == "item" and (self._lead_in or self._entries):
            self._entries += [self._with_sub(self._lead_in), text] if not self._entries else [text]
        else:
            getattr(found, "education" if part == "requirements" else part).add(self._with_sub(text))

    def _explained(self, block: Block, into: dict[str, str]) -> None:
        """A skill: its name in the heading above it, at its beginning, or alone."""
        name, rest = _parted(block)
        if self._sub and block.kind == "item":  # it names a group of skills
            self._found.set_aside(self._with_sub("").rstrip(":"))
        if self._sub and ":" not in block.text[:60]:
            into[self._sub], self._sub = block.text, ""
        elif rest and len(name) <= _LONGEST_NAME:
            into[name] = rest
        elif len(block.text) <= _LONGEST_NAME and (block.kind != "paragraph" or not block.text.endswith(".")):
            into.setdefault(block.text, "")
        else:
            self._found.set_aside(block.text)

    def _related(self, text: str) -> None:
        title = asked_role(text) or text.strip(" .")
        named = re.search(r"[^\W\d]", title) and ": " not in title and not has_amount(title)
        if not named or len(title) > _LONGEST_TITLE or text.endswith((".", ":")):
            self._found.set_aside(text)
        elif not self._names.are(title):
            self._found.related.add(capitals(title))

    # -- figures and tables

    def _pay_and_prospects(self, block_text: str) -> None:
        """Sentences that state pay or prospects are read; all others say what moves them."""
        above = self._figures.above(*self._above(), self._lead_in)
        if len(block_text) <= _SHORT and not block_text.endswith((".", ":", "!", "?")) and not has_amount(block_text):
            outer = self._pop(_BELOW_ALL)  # "California": what follows may be its
            summary = bool(outer and outer.summary)
            self._stack.append(_Heading(block_text, _BELOW_ALL, self._part, None, summary))
        text, found = self._figures.read_text(block_text, above), self._found
        topic = next((one.text for one in reversed(self._stack) if one.told in _FIGURES), "")
        if len(text.split()) < _FEWEST_WORDS and not text.endswith("."):
            if re.search(r"\w{4}", text):
                found.set_aside(text)
        elif _ABOUT_FIGURES.match(text):
            found.set_aside(text)
        elif self._stack and self._stack[-1].summary:
            self._summaries.append(text)
        elif text.endswith(":"):
            self._lead_in = text
        elif not tells_why(topic) and _SCHEDULE.search(text) and not _PAY.search(text):
            found.work.add(text)
        elif tells_why(topic) or (speaks_of_outlook(topic) and found.statements) or _OUTLOOK.search(text):
            found.drivers.add(text)
        else:
            found.factors.add(text)

    def _table(self, table: Block) -> None:
        lead_in, self._lead_in, self._sub = self._lead_in, "", ""
        if self._part == "related":
            self._related_table(table)
            return
        rest = self._figures.read_table(table, self._figures.above(*self._above(), lead_in))
        if rest:
            caption = " : ".join(filter(None, (lead_in.rstrip(": "), table.text)))
            caption = caption or (self._stack[-1].text if self._stack else "")
            self._found.set_aside(shown(rest, caption)[:_LONGEST_NOTE])

    def _related_table(self, table: Block) -> None:
        """The titles in a table: in the column that says so, or else in the first one with a text in it."""
        column = next((n for n, cell in enumerate(table.rows[0]) if _TITLES.fullmatch(cell.strip())), None)
        for row in table.rows[1:] if table.head or column is not None else table.rows:
            cells = [row[column]] if column is not None and column < len(row) else [cell for cell in row if cell]
            if cells and cells[0]:
                self._related(cells[0].split("\n")[0])

    def _sum_up(self) -> None:
        """Keep of the page's own summaries what its parts do not say."""
        found = self._found
        parts: Sequence[Sequence[str]] = (
            found.introduction.texts, found.education.texts, found.work.texts, found.drivers.texts, found.factors.texts,
            found.experience.texts, found.advancement.texts, found.duties.texts, found.certifications.texts,
        )  # fmt: skip
        said = {plain(sentence) for texts in parts for text in texts for sentence in sentences(text)}
        for text in self._summaries:
            rest = [sentence for sentence in sentences(text) if plain(sentence) not in said]
            if rest:
                found.set_aside(" ".join(rest))


_TITLES = re.compile(r"(?:occupation|job|career|role)s?(?: (?:title|name)s?)?|titles?", re.IGNORECASE)


def _is_scrap(text: str) -> bool:
    """Tell whether a text is no sentence but a name or two words, as stand about on a page."""
    return len(text) <= 40 and " " in text and not text.endswith((".", "!", "?", "…", ":"))


def _parted(block: Block) -> tuple[str, str]:
    """The name and the explanation of a skill: "Patience: wait", "Patience — wait", or the name in bold."""
    text, lead = block.text, block.lead
    after = text[len(lead) :].lstrip() if lead and text.startswith(lead) else ""
    if after and (lead.endswith((".", ":")) or after.startswith((":", "–", "—", "-"))):
        return lead.strip(" .:–—-"), after.lstrip(" .:–—-")
    for mark in (": ", " — ", " – ", " - "):
        name, found, rest = text.partition(mark)
        if found and len(name) <= 60:
            return name, rest
    return text, ""


def _name(text: str) -> str:
    return re.split(r"\s+[—–-]\s+|:\s", text)[0].strip(" .")
