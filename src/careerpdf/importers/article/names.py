"""The names of a page's role, and the words of a sentence that are neither these names nor expected ones.

A figure is believed only if every word around it is known to be harmless, because what makes it another group's,
another area's or another year's figure can be any word: "senior", "in Ohio", "of all occupations".
"""

import re
from collections.abc import Collection, Iterable

_WORD = re.compile(r"\w[\w+#]*")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ABBREVIATIONS = re.compile(r"[A-Z]{2,}s")
_IRREGULAR = {"men": "man", "women": "woman", "people": "person", "persons": "person", "children": "child"}
#: Words that link the others, and say nothing themselves.
_LINKS = frozenset(("a", "an", "and", "for", "in", "of", "or", "the", "to"))
_SHORT = re.compile(r"\(((?:[A-Z]\.?){2,6}s?)\)")  # Registered nurse (R.N.)
_MOST_NAMES = 12


def stem(word: str) -> str:
    """A word in the singular and in small letters, well enough to compare it with another."""
    low = (word[:-1] if _ABBREVIATIONS.fullmatch(word) else word).lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if re.search(r"(?:ss|x|z|ch|sh)es$", low):
        return low[:-2]
    if len(low) > 4 and low.endswith("men"):
        return low[:-3] + "man"
    return low[:-1] if len(low) > 3 and low.endswith("s") and low[-2] not in "sui" else low


def words_of(text: str) -> list[str]:
    """The words of a text that say something; "U.S." is "US"."""
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    text = re.sub(r"['’]s\b|['’]", "", text)
    return [word for word in _WORD.findall(text) if word.lower() not in _LINKS]


def stems(text: str) -> list[str]:
    """The words of a text as `stem` makes them."""
    return [stem(word) for word in words_of(text)]


class Names:
    """Names of a page's role: its title, in the singular or plural, with or without an abbreviation in brackets."""

    def __init__(self, titles: Iterable[str]) -> None:
        found: dict[tuple[str, ...], None] = {}
        for title in titles:
            bare = _SHORT.sub(" ", title)
            for name in (title, bare, *(short[1] for short in _SHORT.finditer(title))):
                if words := tuple(stems(name)):
                    found[words] = None
        self._names = sorted(list(found)[:_MOST_NAMES], key=len, reverse=True)

    def are(self, text: str) -> bool:
        """Tell whether a text is one of the names, and nothing else."""
        return tuple(stems(text)) in self._names

    def out_of(self, text: str) -> str:
        """A text without the names in it."""
        spans = [found.span() for found in _WORD.finditer(text) if found[0].lower() not in _LINKS]
        bare = [stem(text[start:end]) for start, end in spans]
        kept, at, done = [], 0, 0
        while at < len(bare):
            name = next((one for one in self._names if tuple(bare[at : at + len(one)]) == one), None)
            if name:
                kept.append(text[done : spans[at][0]])
                at += len(name)
                done = spans[at - 1][1]
            else:
                at += 1
        return re.sub(r"['’]s?(?= |$)", "", " ".join(" ".join((*kept, text[done:])).split()))

    def strange(self, text: str, expected: Collection[str]) -> tuple[list[str], bool]:
        """The words of a text that are neither expected stems nor part of a name; and whether a name is in it."""
        words = words_of(text)
        bare = [stem(word) for word in words]
        found, at, named = [], 0, False
        while at < len(words):
            name = next((one for one in self._names if tuple(bare[at : at + len(one)]) == one), None)
            if name:
                named, at = True, at + len(name)
            else:
                if bare[at] not in expected:
                    found.append(words[at])
                at += 1
        return found, named


_VERB = re.compile(
    r"\b(?:is|was|are|were|earns?|earned|makes?|made|receives?|received|has|have"
    r"|will)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:this|these|those|they|their|them|that|such|it|its|workers?|employees?|people|persons?|professionals?"
    r"|individuals?"
    r"|staff|overall|total)\b",
    re.IGNORECASE,
)
_NATION = re.compile(r"\b(?:nation(?:al(?:ly)?|wide)?|country|united states|u\.s\.)", re.IGNORECASE)


def is_anybodys(text: str) -> bool:
    """Tell whether a sentence that does not name the role may be about somebody else: "the national median is …"."""
    return bool(_REFERS.search(text) or (_NATION.search(text) and _VERB.search(text)))


def is_nationwide(text: str) -> bool:
    """Tell whether a sentence says that it is about the whole nation."""
    return bool(_NATION.search(text))


#: Stems that may stand in any heading without making what is below it somebody else's.
IN_HEADINGS = frozenset(
    stem(word) for word in
    ("about", "be", "can", "chart", "could", "detail", "do", "does", "expect", "fact", "figure", "future",
     "glance", "good", "guide", "here", "how", "i", "info", "information", "is", "key", "know", "like", "look", "make",
     "many", "money", "more", "much", "need", "number", "overview", "quick", "see", "stat", "statistic", "summary",
     "table", "their", "there", "this", "what", "when", "where", "why", "will", "work", "would", "you", "your")
)  # fmt: skip


def expected(words: str) -> frozenset[str]:
    """The stems of a list of words."""
    return frozenset(stem(word) for word in words.split())
