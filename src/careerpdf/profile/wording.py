"""English forms of a role's title: in running text, in the plural, with its article. A profile may give its own."""

import re

_VOWEL_SOUND = re.compile(r"^(?:[aeio]|u(?!ni|se|ti|ro|bi|k)|hon|heir|hour)", re.IGNORECASE)
_SPELLED = set(
    "AEFHILMNORSX"
)  # letters whose names start with a vowel sound: an FBI agent, an MRI technologist
_ONES = re.compile(r"^one\b", re.IGNORECASE)
_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children"}


def running(title: str) -> str:
    """The title inside a sentence: "AI Research Scientist" becomes "AI research scientist"."""
    return " ".join(_lower(word) for word in title.split(" "))


def article(title: str) -> str:
    """ "a" or "an", by the sound that the title starts with."""
    first = re.split(r"[\s/-]", title.strip(), maxsplit=1)[0]
    if _is_acronym(first):
        return "an" if first[0] in _SPELLED else "a"
    return "an" if _VOWEL_SOUND.match(first) and not _ONES.match(first) else "a"


def plural(title: str) -> str:
    """The plural inside a sentence."""
    text = running(title)
    head, _, last = text.rpartition(" ")
    low = last.lower()
    if low in _IRREGULAR:
        last = _IRREGULAR[low]
    elif re.search(r"(?:man|woman)$", low):
        last = last[:-3] + "men" if not low.endswith("woman") else last[:-5] + "women"
    elif re.search(r"(?:s|x|z|ch|sh)$", low) and not low.endswith("ss") and low.endswith("s"):
        pass  # already a plural: "Sales"
    elif re.search(r"(?:ss|x|z|ch|sh)$", low):
        last += "es"
    elif re.search(r"[^aeiou]y$", low):
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}".strip()


def _is_acronym(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _lower(word: str) -> str:
    return word if sum(c.isupper() for c in word) > 1 or "." in word else word.lower()
