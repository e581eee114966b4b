"""What templates are given: wording of the language, and fields that are named in the model only."""

from collections.abc import Iterator

import pytest
from pydantic import Field

from careerpdf.locale import Locale, load_locale
from careerpdf.products.context import in_language, role_context
from careerpdf.products.handout import Handout
from careerpdf.products.product import Options
from careerpdf.products.section_plan import plan
from careerpdf.profile.model import Profile, WorkEnvironment
from careerpdf.project.project import Project
from careerpdf.schema.checks import valid_part
from careerpdf.schema.sections import SECTIONS, Section, filled_sections
from careerpdf.schema.texts import Line
from tests.support.inspector import TextInspector

ENGLISH = load_locale("en")


def nurse(**fields: object) -> Profile:
    found = valid_part(
        Profile,
        {"title": "Registered Nurse", "category": "Health", "introduction": "Text.", "duties": ["Care."]} | fields,
    )
    assert found is not None
    return found


def test_the_language_gives_the_wording_that_a_profile_does_not() -> None:
    found = in_language(nurse(), ENGLISH)
    assert (found.article, found.plural, found.question) == (
        "a", "registered nurses", "What does a registered nurse do?")  # fmt: skip


def test_a_profile_may_give_its_own_wording() -> None:
    found = in_language(nurse(article="an", plural="nurses", question="What do nurses do?"), ENGLISH)
    assert (found.article, found.plural, found.question) == ("an", "nurses", "What do nurses do?")
    assert in_language(nurse(article="an"), ENGLISH).question == "What does an registered nurse do?"


# -- a new field of the work environment, and a new section: only the model, the language and a template name it


class _ParkedWork(WorkEnvironment):
    parking: Line | None = Field(None, description="where cars stand")


class _AwardedProfile(Profile):
    work_environment: _ParkedWork | None = None
    awards: tuple[Line, ...] = Field((), description="prizes that people in it win")


@pytest.fixture
def speaking() -> Locale:
    """English with labels for the two."""
    return Locale("en", {**ENGLISH.strings, "parking": "Parking", "awards": "Awards"})


def awarded() -> _AwardedProfile:
    data = {
        "title": "Park Ranger",
        "category": "Outdoors",
        "introduction": "Text.",
        "duties": ["Walk."],
        "work_environment": {"parking": "In the yard", "setting": "Woods"},
        "awards": ["The Golden Acorn"],
    }
    return _AwardedProfile.model_validate(data)


def test_a_field_of_the_work_environment_is_named_in_the_model_only(speaking: Locale) -> None:
    facts = role_context(awarded(), speaking, lambda _: [])["work"]["facts"]
    assert facts == [{"key": "setting", "text": "Woods"}, {"key": "parking", "text": "In the yard"}]


@pytest.fixture
def _awards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A section of that name; what has been planned with it is forgotten afterwards."""
    with monkeypatch.context() as patch:
        patch.setitem(SECTIONS, "awards", Section("prizes that people in it win", ("awards",)))
        plan.cache_clear()
        yield
    plan.cache_clear()


@pytest.mark.usefixtures("_awards")
def test_a_new_field_and_a_new_section_are_printed(
    project: Project, speaking: Locale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careerpdf.products.role.load_locale", lambda _: speaking)
    folder = project.styles_dir / "prized"
    folder.mkdir()
    (folder / "style.yaml").write_text("extends: modern\n", encoding="utf-8")
    (folder / "more-sections.xml.j2").write_text(
        "{% macro awards(role, top) %}{% if role.profile.awards %}"
        '<section role="section"><h level="{{ top + 1 }}" role="heading">{{ t("awards") }}</h>'
        '<list role="list">{% for one in role.profile.awards %}<item>{{ one | inline }}</item>{% endfor %}</list>'
        "</section>{% endif %}{% endmacro %}",
        encoding="utf-8",
    )
    profile = awarded()
    assert "awards" in filled_sections(profile)
    result = Handout(profile).build(project, Options(style="prized"))
    assert result.path, [problem.format() for problem in result.diagnostics]
    words = " ".join(TextInspector(result.path.read_bytes()).words())
    assert "Awards" in words
    assert "The Golden Acorn" in words
    assert "Parking In the yard" in words
