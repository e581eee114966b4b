"""Findings on a page, before they become a profile."""

import re
from dataclasses import dataclass, field

from careerpdf.importers.article.outlook import Statement
from careerpdf.importers.article.wages import Wage

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]{0,2}\s+(?=[\"“‘(]?[A-Z\d$£€])")
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|vs|etc|e\.g|i\.e|U\.S|U\.S\.A|approx|avg|est|No|Inc|Ltd|Co|Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)$"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    found: list[str] = []
    for part in _SENTENCE_END.split(text):
        if found and _ABBREVIATIONS.search(found[-1]):
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    return found


@dataclass
class Texts:
    """Paragraphs of one part, each only once."""

    texts: list[str] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Add a text that is not there yet."""
        if text and plain(text) not in self._known:
            self._known.add(plain(text))
            self.texts.append(text)

    def __bool__(self) -> bool:
        return bool(self.texts)


def plain(text: str) -> str:
    """A text as it is compared with another."""
    return re.sub(r"\W+", " ", text).strip().lower()


@dataclass
class Found:
    """The parts of a profile as they are found; `notes` keep what has no place, with why if there is a reason."""

    introduction: Texts = field(default_factory=Texts)
    duties: Texts = field(default_factory=Texts)
    factors: Texts = field(default_factory=Texts)
    drivers: Texts = field(default_factory=Texts)
    education: Texts = field(default_factory=Texts)
    experience: Texts = field(default_factory=Texts)
    certifications: Texts = field(default_factory=Texts)
    work: Texts = field(default_factory=Texts)
    advancement: Texts = field(default_factory=Texts)
    related: Texts = field(default_factory=Texts)
    also_called: Texts = field(default_factory=Texts)
    technology: Texts = field(default_factory=Texts)
    work_styles: Texts = field(default_factory=Texts)
    interests: Texts = field(default_factory=Texts)
    notes: Texts = field(default_factory=Texts)
    skills: dict[str, str] = field(default_factory=dict)
    knowledge: dict[str, str] = field(default_factory=dict)
    wages: list[Wage] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    #: Values of labels such as "Typical entry-level education".
    level: str = ""
    no_level: bool = False  # the page says that there is no single one
    experience_word: str = ""
    training: str = ""
    certification: str = ""
    hours: list[str] = field(default_factory=list)
    setting: str = ""
    category: str = ""
    job_zone: int | None = None
    pay_period: str = ""  # year or hour, if the page's facts give only that one
    parts: dict[str, None] = field(default_factory=dict)  # what was recognised, in the page's order
    facts: int = 0

    def note(self, text: str, why: str = "not recognised") -> None:
        """Keep a text that somebody has to look at, because no field takes it."""
        self.notes.add(f"TODO: {why}: {text}")

    def set_aside(self, text: str) -> None:
        """Keep a text that is not about the role itself."""
        self.notes.add(f"The page also says: {text}")
