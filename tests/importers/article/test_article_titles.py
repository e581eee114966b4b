"""The role in a page's title."""

import pytest

from careerpdf.importers.article.titles import asked_role, place_in, role_of_heading, role_of_title


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("What Does a Cloud Baker Do?", "Cloud Baker"),
        ("What do cloud bakers do?", "Cloud Bakers"),
        ("What is a cloud baker?", "Cloud Baker"),
        ("Cloud Bakers", "Cloud Bakers"),
        ("Museum curator", "Museum curator"),
        ("Cloud Baker Job Description: Salary, Duties, & More", "Cloud Baker"),
        ("Cloud Baker Job Description, Career as a Cloud Baker, Salary, Employment", "Cloud Baker"),
        ("Cloud Baker: Job Duties, Salary and Outlook", "Cloud Baker"),
        ("How to Become a Cloud Baker in 2026 (Guide)", "Cloud Baker"),
        ("Cloud Baker Salary in India", "Cloud Baker"),
        ("Cloud Baker - Job Profile, Salary & Education", "Cloud Baker"),
        ("Cloud Bakers 51-3011.00 Bright Outlook Updated 2026", "Cloud Bakers"),
        ("51-3011.00 - Cloud Bakers", "Cloud Bakers"),
        ("Occupation: Cloud Baker", "Cloud Baker"),
        ("Cloud Baker in Canada", "Cloud Baker"),
        ("Cloud Baker | Northfield College", "Cloud Baker"),
        ("Cloud Baker – Night Shift", "Cloud Baker – Night Shift"),
        ("Military Careers", "Military Careers"),
        ("Careers", ""),
        ("Occupation Profile", ""),
        ("What do you need?", ""),
    ],
)
def test_a_heading_names_the_role_with_or_without_words_about_the_page(heading: str, role: str) -> None:
    assert role_of_heading(heading) == role


@pytest.mark.parametrize(
    "title",
    [
        "Cloud Bakers : Occupations Handbook: : Bureau of Weather", "Cloud Bakers | Explore careers",
        "Cloud Bakers - Northfield College", "Cloud Bakers Occupation Profile | Sky One Stop",
        "My Next Move: Cloud Bakers",
        "51-3011.00 - Cloud Bakers", "Home | Cloud Bakers",
    ],
)  # fmt: skip
def test_the_title_of_a_window_is_cut_before_the_name_of_the_site(title: str) -> None:
    assert role_of_title(title) == "Cloud Bakers"


def test_a_site_is_no_role() -> None:
    assert role_of_heading("Northfield College", "Northfield College") == ""
    assert role_of_title("Northfield College", "Northfield College") == ""


def test_a_place_in_a_title_is_told() -> None:
    assert place_in(["Cloud Baker Salary in New Mexico"]) == "in New Mexico"
    assert place_in(["Cloud Baker in the United States", "Cloud Baker in 2026"]) == ""


def test_questions_that_ask_for_no_role_are_none() -> None:
    assert asked_role("What do they do?") == ""
    assert asked_role("What does a welder do all day?") == "Welder"
    assert asked_role("what does " * 10_000) == ""
