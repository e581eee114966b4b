"""What is said of figures: all that is given, and nothing that is not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.locale import load_locale
from careerpdf.products.handout import Handout
from careerpdf.products.one_page import Card
from careerpdf.products.product import Options
from careerpdf.profile.facts import outlook_facts
from careerpdf.profile.figures import Outlook, Source
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from careerpdf.project.project import Project
from tests.support.inspector import TextInspector
from tests.support.offices import project, root  # noqa: F401 (fixtures)

ENGLISH = load_locale("en")
BLS = Source.model_validate({"name": "BLS Employment Projections 2024–34", "year": 2024})
STATE = Source.model_validate({"name": "State projections", "year": 2024})


def said(**fields: Any) -> str:
    found = outlook_facts(Outlook.model_validate(fields), ENGLISH)
    return found.sentence if found else ""


def test_without_a_rating_the_change_is_said_as_it_is() -> None:
    outlook = Outlook.model_validate({"percent": 5, "period": "2024–34", "source": STATE})
    found = outlook_facts(outlook, ENGLISH)
    assert found is not None
    assert (found.rating, found.note, found.steps, found.alt) == ("+5%", "2024–34", 0, "")
    assert found.sentence == "A change of +5% in employment is projected over the years 2024–34."


def test_the_rating_of_bls_follows_from_its_own_figure() -> None:
    found = outlook_facts(Outlook.model_validate({"percent": 5, "period": "2024–34", "source": BLS}), ENGLISH)
    assert found is not None
    assert (found.rating, found.level) == ("Faster than average", 4)


@pytest.mark.parametrize("more", [{"source": STATE}, {"period": "2022–32", "source": BLS}, {"source": BLS}])
def test_a_rating_is_not_made_of_other_figures_or_other_periods(more: dict[str, object]) -> None:
    found = outlook_facts(Outlook.model_validate({"percent": 5} | more), ENGLISH)
    assert found is not None
    assert found.rating == "+5%"


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "percent": st.integers(-60, 60),
            "openings": st.integers(1, 900_000),
            "employment": st.integers(1, 9_000_000),
            "period": st.just("2024–34"),
            "rating": st.sampled_from(["decline", "little or no change", "much faster than average"]),
        },
    )
)
def test_every_figure_of_an_outlook_is_said(fields: dict[str, Any]) -> None:
    found = outlook_facts(Outlook.model_validate(fields), ENGLISH)
    text = f"{found.sentence} {found.rating} {found.note}" if found else ""
    if "percent" in fields:
        assert ENGLISH.percent(fields["percent"], signed=True) in text
    if "openings" in fields:
        assert ENGLISH.number(fields["openings"]) in text
    if "employment" in fields and "period" in fields:
        assert ENGLISH.number(fields["employment"]) in text


@pytest.mark.parametrize("outlook", ["percent: 5\n  openings: 1200", "openings: 1200", "percent: -3"])
def test_an_outlook_without_a_rating_is_printed(project: Project, outlook: str) -> None:  # noqa: F811
    profile = project.profiles_dir / "electrician.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + f"outlook:\n  {outlook}\n", encoding="utf-8")
    result = Handout("electrician").build(project, Options(style="modern"))
    assert result.path, result.diagnostics
    text = " ".join(TextInspector(result.path.read_bytes()).words())
    for figure in [word for word in ("+5%", "1,200", "−3%") if word.strip("+−%").replace(",", "") in outlook]:
        assert figure in text
    assert Card("electrician").build(project, Options(style="modern")).ok


def test_jobs_without_a_period_are_said_not_to_be_printed(project: Project) -> None:  # noqa: F811
    profile = project.profiles_dir / "electrician.yaml"
    profile.write_text(
        profile.read_text(encoding="utf-8") + "outlook:\n  rating: decline\n  employment: 900\n", encoding="utf-8"
    )
    loaded = load_profile(profile)
    assert isinstance(loaded.value, Profile)
    assert [problem.code for problem in loaded.diagnostics] == ["not-printed"]
