"""Identification of the language of a text: by its script, and among Latin and Cyrillic by its most common words.

The words are each language's most frequent function words. A text of a few sentences is told reliably, a heading or
a list of names is not, and nothing is said of it then.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

#: Languages that hardly differ in their common words; one is not told from another of its group.
_ALIKE = ({"da", "nb", "nn", "no"}, {"hr", "sr", "bs", "sh"}, {"id", "ms"}, {"tl", "fil"}, {"cs", "sk"})
#: What a language that is written in its own script is called here; the script names are Unicode's.
_SCRIPTS = {
    "GREEK": "el", "HEBREW": "he", "ARABIC": "ar", "DEVANAGARI": "hi", "THAI": "th", "HANGUL": "ko", "HIRAGANA": "ja",
    "KATAKANA": "ja", "CJK": "zh", "ARMENIAN": "hy", "GEORGIAN": "ka", "ETHIOPIC": "am", "KHMER": "km", "LAO": "lo",
    "MYANMAR": "my", "BENGALI": "bn", "GUJARATI": "gu", "GURMUKHI": "pa", "TAMIL": "ta", "TELUGU": "te",
    "KANNADA": "kn", "MALAYALAM": "ml", "SINHALA": "si", "CYRILLIC": "", "LATIN": "",
}  # fmt: skip
#: Languages of each script other than the one that it is called by above.
_OF_SCRIPT = {
    "ar": {"fa", "ur", "ps", "ku", "ckb", "sd", "ug"}, "hi": {"ne", "mr", "sa", "kok"}, "he": {"yi"},
    "zh": {"ja", "yue", "ko"}, "ja": set(), "am": {"ti"}, "bn": {"as"},
}  # fmt: skip
_LEAST_WORDS = 12
_SHARE, _AHEAD = 0.18, 1.5  # of a text's words that have to be common ones; how far ahead of the next language
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _most_common() -> Mapping[str, frozenset[str]]:
    """The most common words of each language, from a file with a line for each."""
    lines = files("careerpdf.check").joinpath("common_words.txt").read_text("utf-8").splitlines()
    return {language: frozenset(words.split()) for language, words in (line.split(":") for line in lines)}


@cache
def _weights() -> Mapping[str, float]:
    """Weights of common words: the more languages have one, the less it says."""
    counts = Counter(word for words in _most_common().values() for word in words)
    return {word: 1 / count for word, count in counts.items()}


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without figures and signs."""
    return [word.lower() for word in _WORD.findall(text)]


def language_of(text: str) -> str | None:
    """The language of a text as a two-letter code; None if it cannot be told."""
    script = script_of(text)
    if script is None:
        return None
    if own := _SCRIPTS.get(script, ""):
        return own
    words = words_of(text)
    shares = shares_of(words)
    if not shares:
        return None
    weights = {
        language: sum(_weights().get(word, 0.0) for word in words if word in common)
        for language, common in _most_common().items()
    }
    (best, weight), *others = sorted(weights.items(), key=lambda item: -item[1])
    rest = max((other for language, other in others if not alike(language, best)), default=0.0)
    return best if shares[best] >= _SHARE and weight >= rest * _AHEAD else None


def seems(text: str, tag: str) -> bool:
    """Tell whether enough of a text's words are common ones of a language: a quick answer for most texts."""
    common = _most_common().get(primary_of(tag))
    words = words_of(text)
    if not common or not words:
        return False
    return sum(word in common for word in words) >= _SHARE * len(words)


def shares_of(words: list[str]) -> dict[str, float]:
    """The share of words that are among the most common ones of each language; empty for too short a text."""
    if len(words) < _LEAST_WORDS:
        return {}
    counted = Counter(words)
    return {
        language: sum(count for word, count in counted.items() if word in common) / len(words)
        for language, common in _most_common().items()
    }


def script_of(text: str) -> str | None:
    """The script of most letters; None if there are no letters."""
    if text.isascii():
        return "LATIN" if any(map(str.isalpha, text)) else None
    scripts: Counter[str] = Counter()
    for char, count in Counter(char for char in text if char.isalpha()).items():
        scripts[script_of_letter(char)] += count
    if not scripts:
        return None
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * scripts["CJK"] > 0:
        return "HIRAGANA"
    return scripts.most_common(1)[0][0]


def script_of_letter(char: str) -> str:
    """The script of a letter, by the first word of its Unicode name."""
    return unicodedata.name(char, "?").split()[0].split("-")[0]


def speaks(declared: str, found: str) -> bool:
    """Tell whether a language tag agrees with a language that was found."""
    primary = primary_of(declared)
    return primary == found or alike(primary, found) or primary in _OF_SCRIPT.get(found, ())


def primary_of(tag: str) -> str:
    """The language of a tag, in two letters where there are two: `eng-US` is `en`."""
    primary = tag.lower().replace("_", "-").split("-")[0]
    return _TWO_LETTERS.get(primary, primary)


def alike(one: str, other: str) -> bool:
    """Tell whether two languages are of a group that is not told apart."""
    return any(one in group and other in group for group in _ALIKE)


_TWO_LETTERS = {
    "eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "ita": "it", "por": "pt", "nld": "nl",
    "dut": "nl", "rus": "ru", "pol": "pl", "swe": "sv", "dan": "da", "fin": "fi", "ces": "cs", "hun": "hu", "tur": "tr",
    "vie": "vi", "ell": "el", "heb": "he", "ara": "ar", "hin": "hi", "zho": "zh", "jpn": "ja", "kor": "ko", "ukr": "uk",
    "cat": "ca", "ron": "ro", "cmn": "zh", "fil": "tl",
}  # fmt: skip


def named(code: str) -> str:
    """A language in English, as far as Babel knows it: `es` is Spanish."""
    from babel import Locale

    return str(Locale("en").languages.get(code.lower().split("-")[0], code))


def is_registered(tag: str) -> bool:
    """Tell whether the language and the region of a tag exist, as far as Babel (Unicode's CLDR) knows them."""
    from babel import Locale

    english = Locale("en")
    primary, *others = tag.replace("_", "-").split("-")
    known = len(primary) != 2 or primary.lower() in english.languages
    regions: Iterable[str] = (part for part in others[:2] if len(part) == 2 and part.isalpha())
    return known and len(primary) <= 3 and all(part.upper() in english.territories for part in regions)
