"""The strings of a language, numbers as it writes them, and languages by their files."""

import re
import shutil
import string
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from careerpdf import locale
from careerpdf.locale import languages, load_locale
from careerpdf.project.load import open_project
from careerpdf.system.resources import locale_dir, styles_dir


@pytest.fixture
def more_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of language files with one more, which has no module."""
    folder = tmp_path / "locale"
    shutil.copytree(locale_dir(), folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (folder / "en.yaml").read_text(encoding="utf-8")
    (folder / "tlh.yaml").write_text(text.replace("grammar: english", "grammar: grammar"), encoding="utf-8")
    monkeypatch.setattr(locale, "locale_dir", lambda: folder)
    load_locale.cache_clear()
    yield folder
    load_locale.cache_clear()


def test_a_language_is_a_file(more_languages: Path, tmp_path: Path) -> None:
    assert languages() == ("en", "tlh")
    (tmp_path / "careerpdf.yaml").write_text("language: tlh\n", encoding="utf-8")
    project, problems = open_project(tmp_path)
    assert (project.config.language, problems) == ("tlh", ())


def test_a_language_without_a_module_leaves_titles_as_they_are(more_languages: Path) -> None:
    forms = load_locale("tlh").title_forms("Registered Nurse")
    assert (forms.running, forms.plural, forms.article) == ("Registered Nurse", "Registered Nurse", "")


def test_english_makes_plurals_and_articles() -> None:
    forms = load_locale("en").title_forms("AI Engineer")
    assert (forms.running, forms.plural, forms.article) == ("AI engineer", "AI engineers", "an")


def test_a_module_is_named_and_never_a_path(more_languages: Path) -> None:
    path = more_languages / "tlh.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("grammar: grammar", "grammar: ../x"), encoding="utf-8")
    with pytest.raises(ValueError, match="no name of a module"):
        load_locale("tlh").title_forms("Nurse")


SRC = locale_dir().parent


def test_money_has_separators_and_cents_only_when_asked() -> None:
    english = load_locale("en")
    assert english.money(Decimal(131250), "USD") == "$131,250"
    assert english.money(Decimal("63.1"), "USD", cents=True) == "$63.10"
    assert english.money(Decimal("1234567.5"), "EUR", cents=True) == "€1,234,567.50"


def test_numbers_and_percentages_are_written_for_readers() -> None:
    english = load_locale("en")
    assert english.number(23400) == "23,400"
    assert english.percent(Decimal("33.5")) == "33.5%"
    assert english.percent(4, signed=True) == "+4%"
    assert english.percent(Decimal("-12.4"), signed=True) == "−12.4%"


def test_a_percentage_in_a_string_cannot_break_at_its_space() -> None:
    assert load_locale("en").text("scale_high") == "top 10%"
    assert not any(" %" in text for text in load_locale("en").strings.values())


def test_names_are_filled_in_and_a_missing_key_is_an_error() -> None:
    english = load_locale("en")
    assert english.text("or_more", amount="$5") == "$5 or more"
    with pytest.raises(KeyError):
        english.text("no_such_string")
    with pytest.raises(KeyError):
        english.text("or_more")


def test_an_unknown_language_is_a_missing_file() -> None:
    with pytest.raises(FileNotFoundError):
        load_locale("tlh")


def test_every_string_has_words_and_well_formed_fields() -> None:
    strings = load_locale("en").strings
    assert len(strings) > 50
    for key, text in strings.items():
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        assert all(re.fullmatch(r"[a-z_]+", name) for name in names), key
    assert [key for key, text in strings.items() if not text.strip()] == ["scale_zero"]


def test_every_string_that_a_template_names_is_there() -> None:
    named = set()
    for template in styles_dir().rglob("*.j2"):
        named |= set(re.findall(r"\bt\(\s*[\"']([a-z0-9_.]+)[\"']", template.read_text(encoding="utf-8")))
    assert len(named) > 10
    assert named <= set(load_locale("en").strings)


def test_templates_hold_no_words_of_their_own() -> None:
    templates = list(styles_dir().rglob("*.j2"))
    assert templates
    for template in templates:
        source = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", "", source)
        assert re.findall(r"[A-Za-z]{2,}", text) == [], template
