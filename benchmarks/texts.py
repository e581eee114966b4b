"""Roles to measure with: each text different, as long as a real career page, the same ones on every run.

The words follow what is known of natural text, because a layout engine caches words: a few are everywhere,
most are rare, and new ones keep turning up however much has been read (Zipf's and Heaps' laws). Nothing here
is true of any job.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass


def _words(text: str) -> Sequence[str]:
    return text.split()


_VERBS = _words(
    """
    plan build test measure record review design repair inspect prepare compare adjust install explain
    order schedule estimate document train support guide collect sort clean protect deliver coordinate
    update monitor analyze approve translate negotiate organize sketch weigh calibrate assemble diagnose
    teach evaluate improve draft interpret check file present simulate trace budget recruit advise map
    cut mix operate program model sample label isolate verify
    """
)
_NOUNS = _words(
    """
    team plan report client patient student machine site budget schedule tool design sample result model
    order record safety quality system project service supply material customer standard drawing test
    measurement region season delivery contract meeting method detail question decision change risk
    habit routine document mistake pattern office workshop laboratory field school hospital warehouse
    studio kitchen vehicle engine network circuit surface structure garden market community visitor
    account invoice inventory license permit instrument sensor protocol notebook shift crew supplier
    neighbor regulation guideline forecast survey proposal exhibit recipe garment textile timber
    concrete steel crop harvest herd vessel cargo route signal archive manuscript lesson curriculum
    diagnosis therapy treatment vaccine device display interface
    """
)
_ADJECTIVES = _words(
    """
    new careful steady local early senior practical clear complex simple large small safe quiet busy
    reliable modern seasonal regional technical clinical creative digital mechanical electrical chemical
    legal financial public private written daily weekly common rare useful accurate flexible friendly
    demanding independent patient formal urgent thorough specialized experienced advanced basic outdoor
    indoor industrial agricultural environmental commercial municipal rural
    """
)
_PEOPLE = _words(
    """
    engineers managers nurses teachers colleagues customers technicians inspectors scientists
    supervisors apprentices visitors suppliers designers analysts families residents contractors
    volunteers officials researchers operators
    """
)
_PREFIXES = [
    "",
    "",
    "",
    "re",
    "inter",
    "micro",
    "bio",
    "geo",
    "hydro",
    "photo",
    "electro",
    "multi",
    "pre",
    "sub",
    "thermo",
]
_ROOTS = _words(
    """
    graph metr calor sect duct press tract form port spect struct vert volt chrom therm cardi derm neur
    oste path immun toxic cyt gen morph phon opt acoust kinet stat mechan techn polym crystall ferr
    alumin silic carb nitr sulf oxid sediment strat seism glaci clim vegetat silv horticult agronom
    aquacult fisc actuar audit arbitr legisl jurisd municip demogr ethnograph linguist lexic semant
    syntact pedagog didact curat conserv restor archiv typograph lithograph calligraph ceram textil
    upholst carpent mason plumb weld machin lathe forg galvan lamin extrud pneumat hydraul aeronaut
    navig cartograph telemetr cryptograph algorithm heurist stochast comput robot automat ergonom logist
    procur
    """
)
_SUFFIXES = _words(
    """
    ic ical ation ative ator ing ed ist istry ology ological ometer ment al ally ism ize izing izer ance
    ability ium oid ary eous
    """
)

_SENTENCES = (
    "{Verb} {adj} {nouns} with {people} and keep the {noun} {adj}.",
    "Most days begin with a {adj} {noun}, and end once the {trade} {noun} is done.",
    "{People} rely on {trade} {nouns}, so a {noun} has to be {adj} and {adj}.",
    "You {verb} {nouns}, {verb} the {trade} {noun}, and {verb} what the {people} need for the {noun}.",
    "A good {noun} in {trade} work comes from {adj} {nouns} and from {number} {nouns} a month.",
    "Employers look for people who {verb} {adj} {nouns} and can {verb} a {trade} {noun} without help.",
    "In larger offices, {people} {verb} the {noun} while {people} {verb} the {trade} {nouns}.",
    "Courses in {trade} and {trade} {nouns} help, and so does a {adj} {noun} of your own.",
    "With time you {verb} more {adj} {nouns}: a {noun}, a {trade} {noun}, then a whole {noun}.",
    "The pay follows the {noun}; {trade} {nouns} and {adj} {nouns} earn more than {adj} ones.",
    "Hours vary with the {noun}, and about {number} days a year go to a {trade} {noun} away from the {noun}.",
)
_DUTIES = (
    "{Verb} {trade} {nouns} and {verb} the {adj} {noun} that {people} asked for.",
    "{Verb} and {verb} {adj} {nouns} so that the {trade} {noun} stays {adj}.",
    "Work with {people} to {verb} a {noun}, and {verb} {number} {nouns} in a {adj} week.",
    "{Verb} each {noun} by {trade} standards before the {people} {verb} it.",
)
_TITLES = (
    "Technician",
    "Specialist",
    "Coordinator",
    "Analyst",
    "Engineer",
    "Planner",
    "Inspector",
    "Assistant",
    "Advisor",
)
_GROUPS = (
    "Data & AI",
    "Health Care",
    "Skilled Trades",
    "Business",
    "Public Service",
    "Arts & Design",
    "Farming & Nature",
)
_RATINGS = (
    "decline",
    "little or no change",
    "slower than average",
    "as fast as average",
    "faster than average",
)


@dataclass(frozen=True)
class _Writer:
    """Draws words for one role. `trade` are the role's own words, which come back throughout its text."""

    draw: random.Random
    trade: Sequence[str]

    def sentence(self, patterns: Sequence[str] = _SENTENCES) -> str:
        words: dict[str, Callable[[], str]] = {
            "verb": lambda: self._common(_VERBS),
            "Verb": lambda: self._common(_VERBS).capitalize(),
            "noun": lambda: self._common(_NOUNS),
            "nouns": lambda: _plural(self._common(_NOUNS)),
            "adj": lambda: self._common(_ADJECTIVES),
            "people": lambda: self._common(_PEOPLE),
            "People": lambda: self._common(_PEOPLE).capitalize(),
            "trade": self._trade_word,
            "number": lambda: f"{self.draw.randint(2, 400):,}",
        }
        pieces = self.draw.choice(patterns).replace("{", "}").split("}")
        return "".join(piece if at % 2 == 0 else words[piece]() for at, piece in enumerate(pieces))

    def text(self, words: int) -> str:
        """Sentences until there are at least so many words."""
        sentences = [self.sentence()]
        while sum(len(sentence.split()) for sentence in sentences) < words:
            sentences.append(self.sentence())
        return " ".join(sentences)

    def _common(self, words: Sequence[str]) -> str:
        return words[int(len(words) * self.draw.random() ** 2)]

    def _trade_word(self) -> str:
        # One in six is a word that this role uses only here.
        return coined(self.draw) if self.draw.random() < 1 / 6 else self._common(self.trade)


def coined(draw: random.Random) -> str:
    """A technical word made as such words are made: prefix, root, ending."""
    root = _ROOTS[int(len(_ROOTS) * draw.random() ** 1.5)]
    return draw.choice(_PREFIXES) + root + _SUFFIXES[int(len(_SUFFIXES) * draw.random() ** 1.5)]


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def role(number: int) -> dict[str, object]:
    """The data of profile `number`, ready to be written as YAML; the same number, the same text, anywhere."""
    draw = random.Random(number)
    writer = _Writer(draw, [coined(draw) for _ in range(40)])
    title = f"{writer.trade[0]} {draw.choice(_NOUNS)} {draw.choice(_TITLES)}".title()
    median = draw.randrange(28_000, 160_000, 10)
    return {
        "title": title,
        "category": draw.choice(_GROUPS),
        "introduction": [writer.text(95)],
        "duties": [writer.sentence(_DUTIES) for _ in range(8)],
        "sources": {"made-up": {"name": "Made up for a benchmark", "url": "https://example.org/", "year": 2024}},
        "salary": {
            "median": median,
            "top_10_percent": median + draw.randrange(20_000, 90_000, 10),
            "factors": writer.text(48),
            "area": "United States",
            "year": 2024,
            "source": "made-up",
        },
        "outlook": {
            "rating": draw.choice(_RATINGS),
            "period": "2024–34",
            "drivers": writer.text(38),
            "source": "made-up",
        },
        "education": {
            "level": "Bachelor’s degree",
            "fields": ", ".join(writer.trade[1:4]),
            "text": writer.text(62),
        },
        "experience": {"summary": f"{draw.randint(1, 9)} years", "text": writer.text(75)},
        "certifications": {"summary": "None required", "text": writer.text(15)},
        "skills": [
            {"name": f"{word} {draw.choice(_NOUNS)}".capitalize(), "text": writer.text(33)}
            for word in writer.trade[4:10]
        ],
        "work_environment": {"text": [writer.text(28) for _ in range(5)]},
        "advancement": {
            "text": [writer.text(34) for _ in range(4)],
            "next": [
                {
                    "title": f"{word.title()} {draw.choice(_TITLES)}",
                    "how": writer.sentence(("{verb} {trade} {nouns}",)),
                }
                for word in writer.trade[10:13]
            ],
        },
        "questions": [
            writer.sentence(("How do you {verb} {adj} {nouns} here, and who would {verb} the {trade} {noun} with me?",))
            for _ in range(4)
        ],
    }
