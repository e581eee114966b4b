"""Identification of languages: sentences of many, and texts too short or too odd to tell."""

import pytest

from careerpdf.check.languages import is_registered, language_of, named, script_of, speaks

# Article 26 of the Universal Declaration of Human Rights (United Nations, free to use), in part.
ARTICLE_26 = {
    "en": "Everyone has the right to education. Education shall be free, at least in "
    "the elementary and fundamental stages. Elementary education shall be "
    "compulsory. Technical and professional education shall be made generally "
    "available",
    "es": "Toda persona tiene derecho a la educación. La educación debe ser gratuita, "
    "al menos en lo concerniente a la instrucción elemental y fundamental. La "
    "instrucción elemental será obligatoria. La instrucción técnica y "
    "profesional habrá de ser generalizada",
    "fr": "Toute personne a droit à l'éducation. L'éducation doit être gratuite, au "
    "moins en ce qui concerne l'enseignement élémentaire et fondamental. "
    "L'enseignement élémentaire est obligatoire. L'enseignement technique et "
    "professionnel doit être généralisé",
    "de": "Jeder hat das Recht auf Bildung. Die Bildung ist unentgeltlich, zum "
    "mindesten der Grundschulunterricht und die grundlegende Bildung. Der "
    "Grundschulunterricht ist obligatorisch. Fach- und Berufsschulunterricht "
    "müssen allgemein verfügbar gemacht werden",
    "it": "Ogni individuo ha diritto all'istruzione. L'istruzione deve essere gratuita "
    "almeno per quanto riguarda le classi elementari e fondamentali. "
    "L'istruzione elementare deve essere obbligatoria. L'istruzione tecnica e "
    "professionale deve essere messa alla portata di tutti",
    "pt": "Toda a pessoa tem direito à educação. A educação deve ser gratuita, pelo "
    "menos a correspondente ao ensino elementar fundamental. O ensino elementar "
    "é obrigatório. O ensino técnico e profissional dever ser generalizado; o "
    "acesso aos estudos superiores deve estar aberto a todos",
    "nl": "Een ieder heeft recht op onderwijs; het onderwijs zal kosteloos zijn, "
    "althans wat het lager en basisonderwijs betreft. Het lager onderwijs zal "
    "verplicht zijn. Ambachtsonderwijs en beroepsopleiding zullen algemeen "
    "beschikbaar worden gesteld",
    "sv": "Var och en har rätt till utbildning. Utbildningen skall vara kostnadsfri, "
    "åtminstone på de elementära och grundläggande stadierna. Den elementära "
    "utbildningen skall vara obligatorisk. Yrkesutbildning och teknisk "
    "utbildning skall vara allmänt tillgänglig",
    "pl": "Każdy człowiek ma prawo do nauki. Nauka jest bezpłatna, przynajmniej na "
    "szczeblu podstawowym. Nauka podstawowa jest obowiązkowa. Oświata techniczna "
    "i zawodowa jest powszechnie dostępna, a studia wyższe są dostępne dla "
    "wszystkich na zasadzie równości w zależności od zalet osobistych",
    "ru": "Каждый человек имеет право на образование. Образование должно быть "
    "бесплатным по меньшей мере в том, что касается начального и общего "
    "образования. Начальное образование должно быть обязательным. Техническое и "
    "профессиональное образование должно быть общедоступным, и высшее "
    "образование должно быть одинаково доступным для всех на основе способностей "
    "каждого",
    "el": "Καθένας έχει δικαίωμα στην εκπαίδευση. Η εκπαίδευση πρέπει να παρέχεται δωρεάν",
    "he": "כל אדם זכאי לחינוך. החינוך יינתן חינם, לפחות בשלבים הראשונים והיסודיים",
    "ar": "لكل شخص الحق في التعلم. ويجب أن يكون التعليم في مراحله الأولى والأساسية على الأقل بالمجان",
    "zh": "人人都有受教育的权利，教育应当免费，至少在初级和基本阶段应如此。",
    "ja": "すべて人は、教育を受ける権利を有する。教育は、少なくとも初等の段階においては、無償でなければならない。",
    "ko": "모든 사람은 교육을 받을 권리를 가진다. 교육은 최소한 초등 및 기초단계에서는 무상이어야 한다.",
    "hi": "प्रत्येक व्यक्ति को शिक्षा का अधिकार है । शिक्षा कम से कम प्रारम्भिक और बुनियादी अवस्थाओं में निःशुल्क होगी ।",
    "vi": "Mọi người đều có quyền được học hành. Phải áp dụng chế độ giáo dục miễn "
    "phí, ít nhất là ở bậc tiểu học và giáo dục cơ sở. Giáo dục tiểu học phải "
    "bắt buộc và được phổ cập cho tất cả mọi người",
}


@pytest.mark.parametrize("language", ARTICLE_26)
def test_sentences_are_told(language: str) -> None:
    found = language_of(ARTICLE_26[language])
    assert found == language
    assert speaks(language, found)


@pytest.mark.parametrize(
    "text",
    ["", "12,345", "Registered Nurse", "Ann Lee, Bo Diaz, Cy Young, Di Marco", "lorem ipsum dolor sit amet " * 9],
)
def test_nothing_is_said_of_what_cannot_be_told(text: str) -> None:
    assert language_of(text) is None


def test_a_handout_in_english_is_told(handout_read: object) -> None:
    from careerpdf.check.reader import PdfFile
    from careerpdf.check.reading import reading_order

    assert isinstance(handout_read, PdfFile)
    assert language_of(" ".join(line.text for line in reading_order(handout_read))) == "en"


@pytest.mark.parametrize(
    ("tag", "found", "agrees"),
    [
        ("en-US", "en", True), ("eng", "en", True), ("EN_gb", "en", True), ("de", "en", False), ("nn-NO", "da", True),
        ("fa", "ar", True), ("ur", "hi", False), ("ne", "hi", True), ("fil", "tl", True), ("zh-Hant", "zh", True),
    ],
)  # fmt: skip
def test_a_tag_agrees_with_its_language_and_those_like_it(tag: str, found: str, agrees: bool) -> None:
    assert speaks(tag, found) is agrees


@pytest.mark.parametrize(
    ("tag", "exists"),
    [
        ("en", True), ("en-US", True), ("pt-BR", True), ("zh-Hans-CN", True), ("es-419", True), ("haw", True),
        ("en-UK", False), ("xx", False), ("english", False), ("sp", False),
    ],
)  # fmt: skip
def test_codes_that_do_not_exist_are_known(tag: str, exists: bool) -> None:
    assert is_registered(tag) is exists


def test_languages_have_names_and_texts_a_script() -> None:
    assert named("es-MX") == "Spanish"
    assert script_of("abc где") == "LATIN"
    assert script_of("12 %") is None


def test_no_list_of_common_words_holds_one_twice() -> None:
    from importlib.resources import files

    for line in files("careerpdf.check").joinpath("common_words.txt").read_text("utf-8").splitlines():
        language, words = line.split(":")
        assert len(words.split()) >= 15, language
