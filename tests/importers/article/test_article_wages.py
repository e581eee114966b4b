"""Pay in a page's words: the role's own figure, of a year or an hour, or none."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from careerpdf.importers.article.names import Names, stem
from careerpdf.importers.article.wages import EXPECTED, Wage, expected_above, read_wages

NAMES = Names(["Kennel Hand"])


def read(text: str, above: str = "", *, names: Names = NAMES, dollars: str = "USD", **more: object) -> list[Wage]:
    return list(read_wages(text, above, names, dollars=dollars, **more))  # type: ignore[arg-type]


def used(text: str, above: str = "", **more: object) -> dict[str, dict[str, object]]:
    return {wage.point: wage.value() for wage in read(text, above, **more) if not wage.why}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "above", "expected"),
    [
        ("The median annual wage for kennel hands was $33,470 in May 2024.", "", {"annual": 33470}),
        ("The median annual wage was $33,470 in May 2024.", "Pay", {"annual": 33470}),
        ("A kennel hand’s median pay is $33,470 a year.", "", {"annual": 33470}),
        ("Median salary: $33K", "", {"annual": 33000}),
        ("According to the U.S. Bureau of Labor Statistics (BLS), kennel hands earned a median of $33,470 in 2024.", "",
         {"annual": 33470}),
        ("The 2024 median pay of kennel hands was $33,470 per year or $16.09 per hour.", "",
         {"annual": 33470, "hourly": "16.09"}),
        ("$62,970 per year $30.27 per hour", "2024 Median Pay", {"annual": 62970, "hourly": "30.27"}),
        ("$17.95 hourly, $37,340 annual", "Median wages (2024)", {"annual": 37340, "hourly": "17.95"}),
        ("$23.33 per hour", "2024 Median Pay", {"hourly": "23.33"}),
        ("Median: $131,250 ($63.1/hour)", "", {"annual": 131250, "hourly": "63.10"}),
        ("Median: $131,250 ($63/hour)", "", {"annual": 131250, "hourly": "63.10"}),
        ("The median annual wage for kennel hands in the United States is $33,470.", "", {"annual": 33470}),
    ],
)  # fmt: skip
def test_the_median_is_read_as_it_stands_there(text: str, above: str, expected: dict[str, object]) -> None:
    wages = used(text, above, labelled=bool(above))
    assert wages == {"median": {name: Decimal(str(value)) for name, value in expected.items()}}


def test_a_capped_wage_is_at_least_the_cap() -> None:
    text = "This wage is equal to or greater than $239,200 per year or $115.00 per hour."
    assert used(text, "2024 Median Pay", labelled=True) == {
        "median": {"annual": {"at_least": Decimal(239200)}, "hourly": {"at_least": Decimal("115.00")}}
    }


def test_the_ends_of_the_distribution_are_told_apart() -> None:
    text = "The lowest 10 percent earned less than $25,640, and the highest 10 percent earned more than $49,460."
    assert used(text) == {"p10": {"annual": Decimal(25640)}, "p90": {"annual": Decimal(49460)}}
    assert used("Top 10% Annual Salary: $225,000 ($108.17/hour)") == {
        "p90": {"annual": Decimal(225000), "hourly": Decimal("108.17")}
    }


def test_the_ends_are_for_the_time_of_the_median_before_them() -> None:
    ends = "The lowest 10 percent earned less than $17.00, and the highest 10 percent earned more than $63.10."
    assert used(ends, period="hour") == {"p10": {"hourly": Decimal("17.00")}, "p90": {"hourly": Decimal("63.10")}}
    assert not used(ends)
    assert not used(ends, period="year")
    assert used("The lowest 10 percent earned less than $36,000.", period="hour") == {"p10": {"annual": Decimal(36000)}}


def test_a_quarter_is_no_tenth() -> None:
    assert set(used("The highest 25 percent of kennel hands earned more than $60,000.")) == {"p75"}
    assert set(used("The bottom quarter earned less than $28,000.")) == {"p25"}


@pytest.mark.parametrize(
    "text",
    [
        "Median weekly earnings are $1,026 before tax.", "Median monthly salary: $4,500", "Median pay: $450 per day",
        "The median pay is $1,026 a week.", "Median: $2,052 fortnightly", "Median: $4,500/month",
        "The median is $900 per shift.", "Median: $1,026",
        "Median salary: $1.2 million", "Median salary: $61 480", "Median salary: $61.480", "Median: $62,97 a year",
        "The median starting salary is $45,000.", "Median entry-level pay: $35,000",
        "In California, the median salary is $98,000.",
        "California’s median salary is $98,000.", "The median salary in the top industries is $70,000.",
        "The median salary for a manager is $120,000.", "The median salary for senior kennel hands is $60,000.",
        "The median annual wage for all occupations was $49,500 in May 2024.", "The national median wage is $49,500.",
        "The median annual wage for workers was $49,500.", "They earn a median of $90,000.",
        "The median for women is $31,000.",
        "Half of all kennel hands make more than $50,000.", "Kennel hands earn nearly the median of $50,000.",
        "The median is more than $50,000.", "Median: up to $50,000", "Median: $50,000 to $60,000",
        "Median: $50,000–$60,000",
        "Average pay: $60,000 a year", "Top 10% of companies pay $220,000.", "The median house costs $300,000.",
        "The median salary was $33,470, up from $31,000 in 2022.",
        "The median salary of full-time kennel hands is $40,000.",
        "The median is $33,470 with overtime.", "Median total compensation: $90,000",
        "Median household income: $60,000",
        "Median bonus: $10,000", "The median salary is not $50,000.",
    ],
)  # fmt: skip
def test_a_figure_of_another_period_area_or_group_is_never_used(text: str) -> None:
    assert not used(text)
    assert all(wage.why for wage in read(text)), "what is not used says why"


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Median annual salary: CA$61,500", "CAD"), ("Median salary: C$72,500", "CAD"), ("Median: $85,000 CAD", "CAD"),
        ("Median salary: A$85,000", "AUD"), ("Median salary: NZ$85,000", "NZD"), ("Median: S$60,000", "SGD"),
        ("Median: HK$300,000", "HKD"), ("Median salary: £27,000", "GBP"), ("Median salary: €45,000", "EUR"),
        ("Median salary: USD 45,000", "USD"), ("Median salary: US$45,000", "USD"),
        ("The median salary is $61,500 Canadian dollars.", "CAD"),
    ],
)  # fmt: skip
def test_another_currency_is_said_or_the_figure_is_not_used(text: str, currency: str) -> None:
    (wage,) = read(text)
    assert wage.why or wage.currency == currency


def test_dollars_of_a_country_that_is_not_known_are_not_used() -> None:
    (wage,) = read("Median salary: $61,500", dollars="")
    assert wage.why == "it is not clear in which currency it is"


@pytest.mark.parametrize(
    "above",
    [
        "Entry-level salary",
        "Salary in Ohio",
        "Pay by state",
        "Senior Kennel Hand salary",
        "Canada",
        "Highest paying cities",
    ],
)
def test_what_stands_above_a_figure_can_make_it_somebody_elses(above: str) -> None:
    assert not used("Median: $33,470 per year", above, labelled=True)


@pytest.mark.parametrize(
    "above",
    ["Pay", "Salary & Outlook", "How much does a kennel hand make?", "Wages and employment trends", "Quick facts"],
)
def test_ordinary_headings_do_not(above: str) -> None:
    assert used("Median: $33,470 per year", above, labelled=True)


def test_a_sentence_goes_on_about_the_group_of_the_one_before() -> None:
    assert used("The lowest 10 percent earned less than $32,860.")
    assert not used("The lowest 10 percent earned less than $32,860.", tainted="head")
    assert used("The lowest 10 percent of kennel hands earned less than $32,860.", tainted="head")
    assert not used("The median salary is $90,000.", follows=True)
    assert used("The median salary of kennel hands is $90,000.", follows=True)


FRAMES = (
    "The median annual wage for kennel hands was $33,470 in May 2024.", "Median salary: $33,470 per year",
    "Kennel hands earn a median of $33,470 a year.", "The median pay is $33,470 per year.",
)  # fmt: skip
STRANGE = """starting senior junior Ohio Canada London women men graduates apprentices part-time weekly average minimum
    hospital federal private union chief head assistant trainee freelance retired first second not never less household
    total gross bonus teachers nurses all most some other Texas’s top-paying"""
STRANGERS = st.one_of(st.sampled_from(STRANGE.split()), st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12))


@given(st.sampled_from(FRAMES), STRANGERS, st.data())
def test_one_strange_word_anywhere_keeps_a_figure_from_being_used(frame: str, word: str, data: st.DataObject) -> None:
    assume(stem(word) not in EXPECTED and not NAMES.are(word))
    words = frame.split()
    at = data.draw(st.integers(0, len(words)))
    text = " ".join((*words[:at], word, *words[at:]))
    assert not used(text), text


@given(st.integers(1000, 11500).map(lambda cents: Decimal(cents) / 100))
def test_the_pay_of_an_hour_is_never_off_by_a_cent(hourly: Decimal) -> None:
    annual = (hourly * 2080).quantize(Decimal(10))  # as BLS rounds it
    found = used(f"${annual:,} per year ${hourly:.2f} per hour", "2024 Median Pay", labelled=True)
    assert found == {"median": {"annual": Decimal(int(annual)), "hourly": hourly}}


@pytest.mark.parametrize(
    ("title", "text", "own"),
    [
        ("Fire Inspectors", "fire inspectors", True),
        ("Fire Inspectors", "fire inspectors and investigators", False),
        ("Plumbers, Pipefitters, and Steamfitters", "plumbers, pipefitters, and steamfitters", True),
        ("Plumbers, Pipefitters, and Steamfitters", "plumbers", False),
        ("Registered Nurse (RN)", "registered nurses", True),
        ("Registered Nurse (RN)", "RNs", True),
        ("Nurse (Pediatric)", "nurses", False),
        ("Secretary", "secretaries", True),
        ("Fireman", "firemen", True),
    ],
)
def test_a_role_is_known_by_its_whole_name_in_either_number(title: str, text: str, own: bool) -> None:
    names = Names([title])
    assert names.are(text) is own
    assert bool(used(f"The median annual wage for {text} was $50,000.", names=names)) is own


def test_headings_are_judged_without_the_name() -> None:
    assert expected_above("Kennel Hand Salary", NAMES)
    assert not expected_above("Dog Walker Salary", NAMES)
