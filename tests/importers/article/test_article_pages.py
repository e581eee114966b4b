"""Web pages of several kinds: what is there goes to its field, what belongs to the site goes nowhere."""

import datetime as dt
import html
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from careerpdf.diagnostics import InputError
from careerpdf.importers.article import Article, read_article
from careerpdf.importers.yaml_writer import new_file
from careerpdf.profile.load import load_profile

DAY = dt.date(2026, 11, 25)
PAGES = Path(__file__).parent / "pages"
BODY = """<h1>Cloud Baker</h1><p>Bakes clouds at night.</p><h2>Duties</h2><ul><li>Catch clouds</li></ul>
<h2>Skills</h2><ul><li>Patience: wait for rain</li></ul>"""


def read(text: str, **more: Any) -> Article:
    return read_article(text.encode(), "page", DAY, **more)


def page(name: str) -> Article:
    return read_article((PAGES / f"{name}.html").read_bytes(), name, DAY)


def fields(name: str) -> dict[str, Any]:
    return dict(page(name).imported.fields)


# -- pages of the services that counsellors use, in miniature


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_every_kind_of_page_makes_a_valid_profile(path: Path, tmp_path: Path) -> None:
    imported = read_article(path.read_bytes(), path.name, DAY).imported
    file = tmp_path / f"{imported.role}.yaml"
    file.write_text(new_file(imported, DAY).after, encoding="utf-8")
    loaded = load_profile(file)
    assert loaded.ok, "\n".join(problem.format() for problem in loaded.diagnostics)
    assert {problem.code for problem in loaded.diagnostics} <= {"todo"}


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_no_page_leaves_anything_of_its_site(path: Path) -> None:
    said = str(read_article(path.read_bytes(), path.name, DAY).imported.fields)
    site = (
        "Skip to", "cookies", "Find a course", "Explore careers", "Is this page useful", "Privacy", "Crown copyright",
        "Not what you", "Weekly</", "Report a problem", "Date modified", "Language selection", "Advertisement",
        "Share on", "Written by", "How to write a CV", "Keyword Search", "Was this page", "Facebook", "Skip Navigation",
        "About us", "Menu", "Apply now", "Loading", "Apprentice Mist", "210.00", "more'", "__VIEWSTATE",
    )  # fmt: skip
    assert [one for one in site if one in said] == []


def test_a_job_profile_of_the_national_careers_service_is_recognised() -> None:
    found = fields("national-careers-service")
    assert (found["title"], found["also_called"]) == ("Cloud baker", ["Sky baker", "Kneader of mist"])
    assert found["introduction"] == ["Cloud bakers make bread out of what drifts by."]
    assert found["duties"] == ["catching clouds", "kneading them gently"]
    assert "salary" not in found, "what a starter and an old hand earn is no median, and not in dollars"
    assert found["education"]["text"] == [
        "You can get into this job through: a college course; an apprenticeship",
        "College: You could take a diploma in mist.",
        "You'll usually need: 2 passes in weather",
    ]
    assert found["certifications"]["text"] == "You'll need to: pass a test of heights"
    assert [skill["name"] for skill in found["skills"]] == ["patience with weather", "knowledge of rye"]
    assert found["work_environment"] == {
        "text": "You could work on a roof.",
        "hours": "37 to 39 variable (a week); before sunrise on a rota"}  # fmt: skip
    assert found["advancement"]["text"] == "With experience you could run a bakery."
    assert found["related"] == [{"title": "Dew collector"}]
    assert all(any(figure in note for note in found["notes"]) for figure in ("£21,000 Starter", "£38,500 Experienced"))


def test_the_job_banks_dollars_are_canadian_and_no_median_in_american_ones() -> None:
    article = page("job-bank")
    found = article.imported.fields
    assert found["title"] == "Cloud Baker"
    assert found["also_called"] == ["Sky baker", "Baker, cloud"]
    assert "salary" not in found
    assert "27.50" in str(found["notes"])
    assert [problem.code for problem in article.diagnostics] == ["unclear-wage"]


def test_weekly_earnings_in_australian_dollars_are_notes() -> None:
    found = fields("your-career")
    assert found["category"] == "Food Trades"
    assert "salary" not in found
    assert "$1,026" in str(found["notes"])
    assert "$1,326 per week" in str(found["notes"])
    assert found["duties"] == ["Collects fog at dawn", "Shapes loaves"]


def test_a_graduates_job_profile_has_no_median_of_head_bakers() -> None:
    found = fields("prospects")
    assert "salary" not in found
    assert found["work_environment"]["text"] == [
        "You'll start before the sun does.", "Roofs are slippery in the morning.",
        "You can find work in sky bakeries."]  # fmt: skip
    assert found["experience"] == {"text": "A summer on a hill counts."}


def test_a_summary_report_of_onet_is_recognised() -> None:
    found = fields("onet-online")
    assert (found["title"], found["plural"]) == ("Cloud Bakers", "cloud bakers")
    assert found["also_called"] == ["Sky Baker", "Cloud Kneader"]
    assert found["duties"] == ["Catch clouds with a net.", "Knead clouds."]
    assert found["salary"]["median"] == {"annual": Decimal(37340), "hourly": Decimal("17.95")}
    assert found["outlook"] == {
        "rating": "faster than average", "period": "2024–34", "employment": 12300, "source": "article"}  # fmt: skip
    assert found["technology"] == ["Oven software — Oven OS"]
    assert (found["work_styles"], found["interests"]) == (["Calm"], ["Realistic"])
    assert found["knowledge"] == [{"name": "Weather", "text": "What clouds are made of."}]
    assert [role["title"] for role in found["related"]] == ["Dew Collectors", "Storm Makers"]


def test_of_a_table_of_wages_the_nations_median_is_read_and_no_states() -> None:
    found = fields("career-one-stop")
    assert found["title"] == "Cloud Bakers"
    assert found["salary"]["median"] == {"annual": Decimal(37340), "hourly": Decimal("17.95")}
    assert found["outlook"]["percent"] == 5, "that of Ohio is another"


def test_three_amounts_in_a_row_are_no_median() -> None:
    found = fields("my-next-move")
    assert "salary" not in found
    assert found["duties"] == ["Catch clouds.", "Knead clouds."]
    assert found["technology"] == ["Oven OS"]


def test_an_occupation_in_json_is_read_where_the_page_says_nothing() -> None:
    found = fields("occupation-json")
    assert (found["title"], found["category"]) == ("Cloud Baker", "Food from the Sky")
    assert found["salary"]["median"] == {"annual": Decimal(37340)}
    assert found["salary"]["percentiles"] == {"p10": {"annual": Decimal(28100)}}
    assert found["duties"] == ["Catch clouds", "Knead clouds, and wait"]
    assert found["education"] == {"level": "High school diploma", "text": "High school diploma"}


@pytest.mark.parametrize(
    "change",
    [
        ('"currency": "USD"', '"currency": ""'), ('"duration": "P1Y"', '"duration": "P1M"'),
        ('"name": "US"', '"name": "Ohio"'),
        ('"duration": "P1Y"', '"length": "P1Y"'), ('"name": "Cloud Baker", "alt', '"name": "Dew Collector", "alt'),
    ],
)  # fmt: skip
def test_json_of_another_currency_period_place_or_role_gives_no_median(change: tuple[str, str]) -> None:
    text = (PAGES / "occupation-json.html").read_text(encoding="utf-8").replace(*change)
    assert change[1] in text
    found = read(
        text.replace("<h1>Careers</h1>", "<h1>Cloud Baker</h1><h2>Duties</h2><ul><li>Bake</li></ul>"),
        title="Cloud Baker",
    )
    assert "median" not in found.imported.fields.get("salary", {})


def test_what_one_employer_offers_is_no_median() -> None:
    article = page("job-posting")
    assert article.imported.fields["duties"] == ["Catch clouds", "Knead them"]
    assert "salary" not in article.imported.fields
    assert any("one employer" in problem.message for problem in article.diagnostics)


def test_a_posting_that_is_all_in_its_json_is_read_from_there() -> None:
    inner = html.escape(
        "<p>Bake.</p><h2>Duties</h2><ul><li>Catch clouds</li></ul><h2>Skills</h2><ul><li>Care</li></ul>"
    )
    item = f'{{"@type": "JobPosting", "title": "Cloud Baker", "description": "{inner}"}}'
    text = f'<html><head><script type="application/ld+json">{item}</script></head><body><div></div></body></html>'
    found = read(text).imported.fields
    assert (found["title"], found["duties"]) == ("Cloud Baker", ["Catch clouds"])


def test_what_a_person_has_as_an_occupation_is_not_the_pages() -> None:
    text = """<html><head><script type="application/ld+json">{"@type": "Person", "hasOccupation":
    {"@type": "Occupation", "name": "Cloud Baker", "responsibilities": ["a", "b"]}}</script></head>
    <body><h1>Dana Field</h1><p>Hello.</p></body></html>"""
    with pytest.raises(InputError):
        read(text)


@pytest.mark.parametrize(
    "pay",
    [
        "<p>In California, cloud bakers are few. The median salary for cloud bakers is $98,000.</p>",
        "<p>California</p><ul><li>Median: $98,000 per year</li></ul>",
        "<p>California</p><p>Median: $98,000 per year</p>",
        "<p>Head bakers:</p><ul><li>Median: $98,000 per year</li></ul>",
        "<h3>Head Cloud Bakers</h3><p>Median: $98,000 per year</p>",
        "<p>The median for head bakers is $99,000.</p><p>The highest 10 percent earned more than $98,000.</p>",
        "<p>Head bakers lead a roof. The median salary is $98,000.</p>",
        "<table><tr><th>Experience</th><th>Median</th></tr><tr><td>0–2 years</td><td>$98,000</td></tr></table>",
        "<table><tr><th>State</th><th>Median</th></tr><tr><td>Ohio</td><td>$98,000</td></tr></table>",
        "<h2>Similar careers</h2><div><h3>Dew Collector</h3><p>Median pay: $98,000 per year</p></div>",
        "<h2>Dew Collectors</h2><table><tr><th>Median pay</th><td>$98,000 per year</td></tr></table>",
    ],
)
def test_a_figure_of_what_is_spoken_of_around_it_is_not_the_roles(pay: str) -> None:
    found = read(FACTS.format(facts="", pay=pay)).imported.fields
    assert "salary" not in found or not {"median", "top_10_percent"} & set(found["salary"])
    assert "98,000" in str(found["notes"])
    assert "98,000" not in str({name: value for name, value in found.items() if name != "notes"})


# -- tables of labels and values


FACTS = """<html><body><h1>Cloud Bakers</h1>{facts}<h2>What Cloud Bakers Do</h2><ul><li>Bake</li></ul>
<h2>Pay</h2>{pay}<h2>Work environment</h2><p>On roofs.</p></body></html>"""
QUICK = """<table><tr><th colspan="2">Quick Facts: Cloud Bakers</th></tr>
<tr><th>2024 Median Pay</th><td>$198,100 per year<br>$95.24 per hour</td></tr>
<tr><th>Typical Entry-Level Education</th><td>Bachelor's degree</td></tr>
<tr><th>Work Experience in a Related Occupation</th><td>Less than 5 years</td></tr>
<tr><th>On-the-job Training</th><td>Apprenticeship</td></tr>
<tr><th>Number of Jobs, 2024</th><td>1,500</td></tr>
<tr><th>Job Outlook, 2024–34</th><td>-3% (Decline)</td></tr></table>"""


def test_quick_facts_are_read_by_their_labels() -> None:
    found = read(FACTS.format(facts=QUICK, pay="<p>Night work pays more.</p>")).imported.fields
    assert found["salary"] == {
        "median": {"annual": Decimal(198100), "hourly": Decimal("95.24")}, "year": 2024,
        "factors": "Night work pays more.", "source": "article"}  # fmt: skip
    assert found["outlook"] == {
        "percent": Decimal(-3), "rating": "decline", "period": "2024–34", "employment": 1500,
        "source": "article"}  # fmt: skip
    assert found["education"] == {"level": "Bachelor’s degree"}
    assert found["experience"] == {"summary": "Less than 5 years in a related job; apprenticeship"}


def test_medians_of_groups_do_not_disturb_the_facts_of_the_whole() -> None:
    pay = """<p>The median annual wage for head cloud bakers was $226,600 in May 2024. The lowest 10 percent earned
    less than $90,000.</p><p>The median annual wage for cloud glazers was $122,670 in May 2024.</p>"""
    found = read(FACTS.format(facts=QUICK, pay=pay)).imported.fields
    assert found["salary"]["median"]["annual"] == 198100
    assert "percentiles" not in found["salary"]
    for figure in ("226,600", "90,000", "122,670"):
        assert sum(figure in note for note in found["notes"]) == 1, "each is kept once, under notes"


def test_of_two_medians_of_the_role_none_is_used_and_both_are_noted() -> None:
    pay = (
        "<p>The median annual wage for cloud bakers is $61,000.</p><p>Cloud bakers earn a median of $72,000 a year.</p>"
    )
    article = read(FACTS.format(facts="", pay=pay))
    assert "median" not in article.imported.fields.get("salary", {})
    assert all(any(figure in note for note in article.imported.fields["notes"]) for figure in ("$61,000", "$72,000"))
    assert [problem.code for problem in article.diagnostics] == ["two-medians"]


def test_of_two_projections_none_is_used() -> None:
    pay = """<p>Employment of cloud bakers is projected to grow 4 percent from 2024 to 2034.</p>
    <p>Employment of cloud bakers is projected to decline 2 percent from 2024 to 2034.</p>"""
    article = read(FACTS.format(facts="", pay=pay))
    assert not {"percent", "rating"} & set(article.imported.fields.get("outlook", {}))
    assert [problem.code for problem in article.diagnostics] == ["two-outlooks"]


@pytest.mark.parametrize(
    "facts",
    [
        "<dl><dt>2024 Median Pay</dt><dd>$52,000 per year</dd><dt>Education</dt><dd>Associate's degree</dd></dl>",
        "<table><tr><th>Median pay</th><th>Education</th><th>Job outlook</th></tr>"
        "<tr><td>$52,000 per year</td><td>Associate's degree</td><td>Good</td></tr></table>",
        "<ul><li><b>Median pay:</b> $52,000 per year</li><li><b>Education:</b> Associate's degree</li></ul>",
        "<p>Median pay: $52,000 per year</p><p>Education: Associate's degree</p>",
    ],
    ids=["dl", "labels on top", "list", "paragraphs"],
)
def test_facts_stand_in_lists_and_lines_too(facts: str) -> None:
    found = read(FACTS.format(facts=facts, pay="<p>Night work pays more.</p>")).imported.fields
    assert found["salary"]["median"] == {"annual": Decimal(52000)}
    assert found["education"]["level"] == "Associate’s degree"


def test_where_only_the_pay_of_a_year_is_published_none_of_an_hour_is_made() -> None:
    found = read(FACTS.format(facts=QUICK.replace("<br>$95.24 per hour", ""), pay="")).imported.fields
    assert found["salary"]["median"] == {"annual": Decimal(198100)}
    assert found["salary"]["pay_period"] == "year"


def test_a_pointer_to_another_part_of_the_page_is_no_education() -> None:
    facts = QUICK.replace("Bachelor's degree", "See How to Become One")
    pay = "<h2>Education</h2><p>A master's degree is typically required.</p>"
    found = read(FACTS.format(facts=facts, pay=pay)).imported.fields
    assert "level" not in found["education"]


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("Cloud bakers typically need a bachelor's degree.", "Bachelor’s degree"),
        ("Most hold an associate's degree in weather.", "Associate’s degree"),
        ("High school diploma.", "High school diploma"),
        ("A bachelor's degree is not required.", None),
        ("Some employers prefer a master's degree.", None),
        ("Those who opt for an associate's degree spend two years.", None),
        ("A bachelor's degree is typically required. A master's degree is typically required.", None),
    ],
)
def test_a_degree_is_taken_from_a_sentence_that_says_what_is_usual(sentence: str, level: str | None) -> None:
    text = f"<html><body>{BODY}<h2>Education</h2><p>{sentence}</p></body></html>"
    assert read(text).imported.fields["education"].get("level") == level
