"""Identification of the language of a text: by its script, and among Latin and Cyrillic by its most common words.

The words are each language's most frequent function words. A text of a few sentences is told reliably, a heading or
a list of names is not, and nothing is said of it then.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_WORDS = {
    "en": "the of and to in a is that for it as was with be by on not he are this at from or have an they which you were their has will can your what how all more other work may",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había muy puede trabajo",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la ou avec son aux d l cette ont ses mais comme on vous tout nous sa leur être deux été peut travail",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein",
    "it": "di e il la che in a per un è del non una i con le si da al sono come più della gli dei nel alla ma anche lo o nella ha delle questo su ai dal essere dalla loro tra due può lavoro",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso entre depois trabalho",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als maar bij of uit door naar ze heeft worden tot die hij wordt over je nog kan dan meer werd deze",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan man när år ska eller kommer efter vid där ut",
    "da": "og i at det er en til af på for de med den der ikke som har et han var vi fra sig men kan om så skal være blev efter eller også ved ud jeg",
    "nb": "og i det på som er en til å for av at med de har ikke den fra om et han men var vi jeg seg kan så skal være ble etter eller også ved ut",
    "fi": "ja on ei se että oli hän mutta ovat joka kun myös niin jos tai kuin ole sen olla voi mukaan sekä mitä tämä sitä vain",
    "pl": "i w nie na się z do to że jest o jak a po co tak za od ale przez dla jego są czy już tylko może przy być oraz tym które jako który",
    "cs": "a se v na je že s z do to o i jako ve by ale za si po podle tak který jsou k pro jeho které od být jen nebo může také při",
    "sk": "a sa v na je že s z do to o aj ako vo by ale za si po podľa tak ktorý sú k pre jeho ktoré od byť len alebo môže pri",
    "hu": "a az és hogy nem is egy ez volt meg de van el csak már mint ki még mert vagy ha lesz azt fel le kell lehet szerint után",
    "ro": "și de a în la cu să nu că o pe din un pentru care mai este au se ca prin sunt sau dar după fost cele lui fi această",
    "hr": "i u je se na da su za od s a o koji ne to kao iz do što bi po ili ali samo sve nakon može biti jer nije između",
    "sl": "in je v na se da so za z ki pa po tudi ne o od s kot bi ali do pri še to iz ko lahko kar vse zaradi med",
    "tr": "ve bir bu da de için ile çok daha gibi olarak en olan ne kadar sonra ancak değil ama var her ya o mi ise veya göre olduğu",
    "vi": "và của là các có trong được cho một không với người những này đã để khi từ năm về đến như vào ra tại cũng nhiều hay",
    "id": "yang dan di dari untuk dengan pada dalam ini itu tidak adalah ke akan oleh juga sebagai atau karena dapat lebih ada mereka telah bisa kerja",
    "tl": "ng ang sa na mga at ay ito para hindi ni si kung may isang mo ka ako siya namin iyong dahil pero kanilang o",
    "ht": "nan ak yo pou ki la li yon se a pa ou te sou gen mwen sa tout nou lè men fè kap oswa avèk travay",
    "so": "iyo oo ka ku waa in ay la uu aan waxa soo si kale ah u lagu loo waxaa kasta mid ama shaqo",
    "sw": "na ya wa kwa ni katika za la kuwa cha hii au yake kama watu hiyo vya pia kutoka baada ambao si lakini",
    "ca": "de la i el que a en un per les els una es amb del no és al més com són se ha o seva però també pel ser",
    "ru": "и в не на что я с он а как это по но из у за к от так же для о его все она бы мы был или было только ее может",
    "uk": "і в не на що з та до у як за це він але про для від є по так його або вони бути може також які",
    "bg": "и на да се в за не от с по е са като че до или си има към са този може след той които",
    "sr": "и у је се на да су за од са а о који не то као из до што би по или али само све",
}  # fmt: skip
_MOST_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
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
_SHARE, _AHEAD = 0.22, 1.6  # of the words of a text that have to be common ones; how far ahead of the next language
_WORD = re.compile(r"[^\W\d_]+")


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
    shares = shares_of(words_of(text))
    if not shares:
        return None
    (best, share), *others = sorted(shares.items(), key=lambda item: -item[1])
    rest = max((other for language, other in others if not alike(language, best)), default=0.0)
    return best if share >= _SHARE and share >= rest * _AHEAD else None


def shares_of(words: list[str]) -> dict[str, float]:
    """The share of words that are among the most common ones of each language; empty for too short a text."""
    if len(words) < _LEAST_WORDS:
        return {}
    counted = Counter(words)
    return {
        language: sum(count for word, count in counted.items() if word in common) / len(words)
        for language, common in _MOST_COMMON.items()
    }


def script_of(text: str) -> str | None:
    """The script of most letters; None if there are no letters."""
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
    primary = declared.lower().replace("_", "-").split("-")[0]
    primary = _TWO_LETTERS.get(primary, primary)
    return primary == found or alike(primary, found) or primary in _OF_SCRIPT.get(found, ())


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
