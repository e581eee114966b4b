"""Outlook in a page's words: a projection of the role, or no figure."""

from decimal import Decimal

import pytest

from careerpdf.importers.article.names import Names
from careerpdf.importers.article.outlook import Statement, read_outlook

NAMES = Names(["Kennel Hand"])
LABEL = "Job Outlook, 2024–34"


def read(text: str, above: str = "", *, labelled: bool = False, follows: bool = False) -> list[Statement]:
    return list(read_outlook(text, above, NAMES, 2026, labelled=labelled, follows=follows))


def told(text: str, above: str = "") -> tuple[object, object, object]:
    (one,) = read(text, above, labelled=bool(above))
    return (None if one.percent is None else str(one.percent)), one.rating, one.why or one.period


@pytest.mark.parametrize(
    ("text", "above", "expected"),
    [
        ("4% (As fast as average)", LABEL, ("4", "as fast as average", "2024–34")),
        ("-7% (Decline)", LABEL, ("-7", "decline", "2024–34")),
        ("0% (Little or no change)", LABEL, ("0", "little or no change", "2024–34")),
        ("-1% (Little or no change)", LABEL, ("-1", "little or no change", "2024–34")),
        ("Employment of kennel hands is projected to grow 11 percent from 2024 to 2034, much faster than the average "
         "for all occupations.", "", ("11", "much faster than average", "2024–34")),
        ("Employment of kennel hands is projected to grow 4 percent from 2024 to 2034, about as fast as the average "
         "for all occupations.", "", ("4", "as fast as average", "2024–34")),
        ("Overall employment of kennel hands is projected to show little or no change from 2024 to 2034.", "",
         (None, "little or no change", "2024–34")),
        ("Employment of kennel hands is projected to decline 7 percent from 2024 to 2034.", "", ("-7", "decline",
        "2024–34")),
        ("The BLS projects that employment of kennel hands will grow 2 percent from 2023 to 2033, slower than average.",
         "",
         ("2", "slower than average", "2023–33")),
        ("The employment of kennel hands is expected to grow much faster than average over the next decade.", "",
         (None, "much faster than average", None)),
        ("Much faster than average (9% or higher)", "Projected growth (2024-2034)", (None, "much faster than average",
        "2024–34")),
        ("Jobs are expected to grow 7.5% from 2024 to 2034.", "", ("7.5", None, "2024–34")),
    ],
)  # fmt: skip
def test_a_projection_of_the_role_is_read(text: str, above: str, expected: tuple[object, object, object]) -> None:
    percent, rating, period = told(text, above)
    assert (percent, rating, period) == (expected[0], expected[1], expected[2] or None)


@pytest.mark.parametrize(
    "text",
    [
        "Employment of kennel hands grew by 5 percent between 2010 and 2020.",
        "Employment has declined by 5 percent since 2010.", "Employment of kennel hands increased 5 percent.",
        "Employment of kennel hands is not projected to grow 5 percent.",
        "Employment isn’t expected to grow 5 percent.",
        "Employment of kennel hands could grow 9 percent from 2024 to 2034.", "Employment may grow 9 percent.",
        "Employment of all occupations is projected to grow 3 percent from 2024 to 2034.",
        "The average growth rate for all occupations is 3 percent.",
        "In California, employment is projected to grow 9 percent from 2024 to 2034.",
        "Employment of dog walkers is projected to grow 9 percent from 2024 to 2034.",
        "Employment of kennel hands is projected to grow 9 percent or fall 2 percent.",
        "Employment of kennel hands was projected to grow 14 percent from 2008 to 2018.",
        "Employment of kennel hands is projected to grow 14 percent from 2008 to 2018.",
        "Overall employment is projected to grow 3 percent from 2024 to 2034.",
        "If budgets rise, employment is projected to grow 9 percent.",
        "Wages are projected to grow 9 percent.",
    ],
)  # fmt: skip
def test_what_is_past_uncertain_or_about_others_is_no_projection(text: str) -> None:
    assert all(one.why for one in read(text, "Job outlook"))


def test_a_sentence_behind_others_names_the_role_or_is_not_used() -> None:
    text = "Employment is projected to grow 4 percent from 2024 to 2034."
    assert not read(text)[0].why
    assert read(text, follows=True)[0].why
    assert read(text, "Outlook in Ohio")[0].why


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("About 44,000 openings for kennel hands are projected each year, on average, over the decade.", 44000),
        ("Despite limited employment growth, about 1,500 openings for kennel hands are projected each year, "
         "on average, over the decade.", 1500),
        ("About 800 openings for dog walkers are projected each year, on average, over the decade.", None),
        ("About 44,000 openings are projected over the decade.", None),
    ],
)  # fmt: skip
def test_openings_are_those_of_a_year(text: str, openings: int | None) -> None:
    assert [one.openings for one in read(text)] == ([openings] if openings else [])


@pytest.mark.parametrize(
    ("text", "above", "jobs", "year"),
    [
        ("504,500", "Number of Jobs, 2024", 504500, 2024),
        ("12,300 employees", "Employment (2024)", 12300, 2024),
        ("Kennel hands held about 504,500 jobs in 2024.", "", 504500, 2024),
        ("Kennel hands held about 1.6 million jobs in 2024.", "", None, None),
        ("Dog walkers held about 504,500 jobs in 2024.", "", None, None),
        ("22,700", "Employment Change, 2024–34", None, None),
    ],
)
def test_jobs_are_counted_only_where_they_are_those_of_the_role(
    text: str, above: str, jobs: int | None, year: int | None
) -> None:
    found = [(one.jobs, one.year) for one in read(text, above, labelled=bool(above)) if one.jobs]
    assert found == ([(jobs, year)] if jobs else [])


def test_figures_keep_their_sign_and_their_decimals() -> None:
    (one,) = read("-3.4% (Decline)", LABEL, labelled=True)
    assert one.percent == Decimal("-3.4")
