"""Names of columns in the words of real offices: the field that each is for, and what else it says."""

import pytest

from careerpdf.importers.headings import FIELDS, Column, asked, meaning


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Role name", "title"), ("Career", "title"), ("Occupation title", "title"), ("Job name", "title"),
        ("JobTitle", "title"), ("OCC_TITLE", "title"), ("2024 National Employment Matrix title", "title"),
        ("What they do", "duties"), ("Typical Duties", "duties"), ("Key responsibilities", "duties"),
        ("Duty 3", "duties"),
        ("Degree Needed", "education.level"), ("Typical education", "education.level"),
        ("Typical education needed for entry", "education.level"), ("Average salary", "salary"), ("Hourly", "salary"),
        ("Salary Type", "salary.per"), ("median_pay_annual", "salary.median"), ("A_PCT90", "salary.top_10_percent"),
        ("H_PCT10", "salary.percentiles.p10"), ("Top 10 %", "salary.top_10_percent"), ("Salary min", "salary.low"),
        ("growth_pct", "outlook.percent"), ("Employment change, percent, 2024–34", "outlook.percent"),
        ("Occupational openings, 2024–34 annual average", "outlook.openings"), ("required_skills", "skills"),
        ("Internal contact", None), ("Wage board", None), ("Location", None), ("Job ID", None), ("JOBS_1000", None),
        ("Salary 2019 (old)", None), ("avg_salary_lpa", None), ("Level", None), ("", None), ("x" * 500, None),
    ],
)  # fmt: skip
def test_the_field_of_a_column_is_told_by_its_name(heading: str, field: str | None) -> None:
    assert meaning(heading).field == field


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Median salary (2024)", Column("Median salary (2024)", "salary.median", year=2024)),
        ("Growth 2024-34", Column("Growth 2024-34", "outlook.percent", rank=1, period="2024–34")),
        ("Hourly wage (£)", Column("Hourly wage (£)", "salary", currency="GBP", per="hour")),
        ("Pay (EUR/yr)", Column("Pay (EUR/yr)", "salary", currency="EUR", per="year")),
        ("Salary in $000s", Column("Salary in $000s", "salary", currency="$", thousands=True)),
        ("Starting_Salary_USD", Column("Starting_Salary_USD", "salary", currency="USD", kind="Starting salary")),
    ],
)  # fmt: skip
def test_a_name_says_year_period_currency_and_size(heading: str, said: Column) -> None:
    assert meaning(heading) == said


def test_the_name_of_a_group_says_what_its_columns_are() -> None:
    assert meaning("Level").field is None
    assert meaning("Level", "Education").field == "education.level"
    assert meaning("Hourly", "Median pay").field == "salary.median"
    assert meaning("Annual average", "Openings").field == "outlook.openings"
    assert meaning("Annual average", "Employment").field is None
    assert meaning("Title", "Pay").field == "title"


def test_every_field_is_known_by_its_own_name_and_can_be_asked_for() -> None:
    for field in FIELDS:
        told = meaning(field.replace(".", " "))
        assert told.field == asked("X", field).field, field
        assert told.per == asked("X", field).per, field
