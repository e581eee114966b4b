"""Languages are found by their files, and each may have grammar of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from careerpdf import locale
from careerpdf.locale import languages, load_locale
from careerpdf.project.load import open_project
from careerpdf.system.resources import locale_dir


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
