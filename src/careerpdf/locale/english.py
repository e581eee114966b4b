"""English forms of a role's title: in running text, in the plural, with its article. A profile may give its own.

Right for the common cases only; whatever comes out wrong is written in the profile.
"""

import re

from careerpdf.locale import proper_names
from careerpdf.locale.grammar import TitleForms

_WORD = re.compile(r"[^\s/()—-]+")
_SILENT_H = re.compile(r"hono|hour|heir|honest")
_YOU = re.compile(
    r"u(?:ni(?!n|m)|s[aeu]|ti|tr|ro|bi|k|r[aeiou])|eu|ew|one\b"
)  # a university dean, a one-stop counselor
_SPELLED_WITH_VOWEL = frozenset("AEFHILMNORSX")  # an MRI technologist, an X-ray technician
_SPOKEN_AS_WORDS = frozenset(("NASA", "NATO", "FEMA", "LAN", "HAZMAT", "HIPAA", "LEED", "SCUBA", "STEM"))
_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children"}
#: What follows the noun: chiefs of staff, directors in training, attorneys at law.
_AFTER_NOUN = re.compile(r"\s+(?:of|in|at|for|to|with|on|and)\s+|\s*[,(/]", re.IGNORECASE)


def title_forms(title: str) -> TitleForms:
    """Make the forms of a title."""
    return TitleForms(running(title), plural(title), article(title))


def running(title: str) -> str:
    """The title inside a sentence: "AI Research Scientist" becomes "AI research scientist"."""
    parts, at = [], 0
    for name in proper_names.PHRASES.finditer(title):
        parts += [_small(title, at, name.start()), name[0]]
        at = name.end()
    return "".join((*parts, _small(title, at, len(title))))


def _small(title: str, start: int, end: int) -> str:
    """A stretch of a title in small letters. The "A" at its beginning is the article, another one is a code."""
    return _WORD.sub(lambda word: word[0] if word[0] == "A" and word.start() else _lower(word[0]), title[start:end])


def article(title: str) -> str:
    """ "a" or "an", by the sound that the title starts with."""
    start = title.strip().lstrip("\"“'‘(")
    first = re.split(r"[\s/-]", start, maxsplit=1)[0]
    if _is_spelled(first):
        return "an" if first[0] in _SPELLED_WITH_VOWEL else "a"
    low = start.casefold()
    if _SILENT_H.match(low):
        return "an"
    return "an" if low[:1] in tuple("aeiou8") and not _YOU.match(low) else "a"


def plural(title: str) -> str:
    """The plural inside a sentence, of the noun before an "of" or a comma if there is one."""
    text = running(title)
    cut = _AFTER_NOUN.search(text)
    head, rest = (text[: cut.start()], text[cut.start() :]) if cut and " and " not in cut[0].lower() else (text, "")
    before, blank, last = head.rpartition(" ")
    return f"{before}{blank}{_plural_word(last)}{rest}"


def _plural_word(word: str) -> str:
    low = word.casefold()
    for one, many in _IRREGULAR.items():
        if low == one or (low.endswith(one) and low != "human"):
            return word[: len(word) - len(one)] + many
    if re.search(r"(?:ss|x|z|ch|sh|us)$", low):
        return word + "es"
    if low.endswith("s"):
        return word  # it is one already: "Sales"
    if re.search(r"[^aeiou]y$", low):
        return word[:-1] + "ies"
    return word + "s"


def _is_spelled(word: str) -> bool:
    """True if a word is said letter by letter: MRI, UX, the X of X-ray; the "A" of a title is the article."""
    letters = [c for c in word if c.isalpha()]
    return bool(letters) and all(c.isupper() for c in letters) and word not in _SPOKEN_AS_WORDS and word != "A"


def _lower(word: str) -> str:
    """A word without its capital, unless it is an abbreviation (AI, UX, IT), a code (C, C++, X) or a name."""
    capitals = sum(map(str.isupper, word))
    letters = sum(map(str.isalpha, word))
    if (
        capitals > 1
        or (capitals == letters == 1 and word != "A")
        or word.casefold() in proper_names.WORDS
        or "." in word
    ):
        return word
    return word.lower()
