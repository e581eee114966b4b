"""Pages about a role: what is recognised goes to its field, everything else is kept, and nothing is made up."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from careerpdf.diagnostics import InputError
from careerpdf.importers.article import Article, read_article
from careerpdf.importers.yaml_writer import new_file
from careerpdf.profile.load import load_profile

DAY = dt.date(2026, 11, 25)
SEED = Path(__file__).resolve().parents[4] / "shared" / "seed" / "machine-learning-intern.txt"
TEXT = """\
Careers in the Sky

What Does a Cloud Baker Do?

Learn what a Cloud Baker does.

A Cloud Baker bakes clouds.

Cloud Baker Job Duties

  • Catch clouds.
  • Knead them.

Cloud Baker Salary & Outlook

Night work moves a Cloud Baker’s salary.

  • Median Annual Salary: $131,250 ($63.1/hour)
  • Top 10% Annual Salary: $225,000 ($108.17/hour)

The employment of cloud bakers is expected to grow 7.5% from 2024 to 2034, much faster than average.

This is due to more weather.

Cloud Baker Job Requirements

Education: Most hold an associate’s degree in baking.

Experience: A summer on a hill helps.

Certifications & Licenses: A license to fly is needed.

Cloud Baker Skills

Patience: Wait for rain.

Cloud Baker Work Environment

Bakers work high up.

Advancement Prospects

They move on to roles such as Storm Maker, Head of Weather, or Rain Painter.

Next

What Does a Dew Collector Do?
"""
HTML = """\
<html><head><title>x</title><link rel="canonical" href="https://sky.example/baker"><script>var a = 1;</script></head>
<body><h1>What Does a Cloud Baker Do?</h1><p>A Cloud Baker bakes <b>clouds</b>.</p>
<h2>Responsibilities</h2><ul><li>Catch clouds.</li><li>Knead them &amp; wait.</li></ul>
<h2>How to become a cloud baker</h2><p>Education: Bachelor's degree in weather.</p>
<h2>Career path</h2><p>Positions such as Storm Maker.</p></body></html>
"""
MARKDOWN = """\
# Cloud Baker Job Description

A **Cloud Baker** bakes clouds. See [more](https://sky.example).

## Responsibilities

- Catch clouds.
- Knead them.

## Qualifications

**Experience:** A summer on a hill.

## Key skills

### Patience

Wait for rain.

## Something else

Nobody knows what this is.
"""


def read(text: str, **more: object) -> Article:
    return read_article(text.encode(), "page", DAY, **more)  # type: ignore[arg-type]


def test_a_page_is_taken_apart_by_its_headings() -> None:
    fields = read(TEXT).imported.fields
    assert (fields["title"], fields["category"]) == ("Cloud Baker", "Careers in the Sky")
    assert fields["introduction"] == ["A Cloud Baker bakes clouds."]
    assert fields["duties"] == ["Catch clouds.", "Knead them."]
    assert fields["education"] == {
        "level": "Associate’s degree", "text": "Most hold an associate’s degree in baking."}  # fmt: skip
    assert fields["experience"] == {"text": "A summer on a hill helps."}
    assert fields["certifications"] == {"text": "A license to fly is needed."}
    assert fields["skills"] == [{"name": "Patience", "text": "Wait for rain."}]
    assert fields["work_environment"] == {"text": "Bakers work high up."}
    assert fields["advancement"]["next"] == [
        {"title": "Storm Maker"}, {"title": "Head of Weather"}, {"title": "Rain Painter"}]  # fmt: skip
    assert fields["related"] == [{"title": "Dew Collector"}]


def test_wages_are_read_with_their_hour_rates_and_the_outlook_with_its_label() -> None:
    fields = read(TEXT).imported.fields
    assert fields["salary"]["median"] == {"annual": Decimal(131250), "hourly": Decimal("63.10")}
    assert fields["salary"]["top_10_percent"] == {"annual": Decimal(225000), "hourly": Decimal("108.17")}
    assert fields["salary"]["factors"] == "Night work moves a Cloud Baker’s salary."
    assert fields["outlook"] == {
        "percent": Decimal("7.5"), "rating": "much faster than average", "period": "2024–34",
        "drivers": "This is due to more weather.", "source": "article",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Median Annual Salary: $131,250 ($53.10/hour)", "131,250 a year makes 63.10 an hour, not 53.10"),
        ("Average pay: $60,000 a year", "does not say whether it is the median"),
        ("Median: $50,000 to $60,000", "it is a range"),
    ],
)
def test_a_wage_that_cannot_be_told_is_kept_in_words_and_never_as_a_figure(line: str, why: str) -> None:
    found = read(TEXT.replace("Median Annual Salary: $131,250 ($63.1/hour)", line))
    assert "median" not in found.imported.fields["salary"]
    (problem,) = found.diagnostics
    assert why in problem.message
    assert any(line in note for note in found.imported.fields["notes"])


def test_html_gives_its_address_and_leaves_scripts_out() -> None:
    found = read(HTML)
    fields = found.imported.fields
    assert fields["duties"] == ["Catch clouds.", "Knead them & wait."]
    assert fields["education"]["level"] == "Bachelor’s degree"
    assert fields["advancement"]["next"] == [{"title": "Storm Maker"}]
    assert found.imported.sources["article"]["url"] == "https://sky.example/baker"
    assert "var a" not in str(fields)


def test_markdown_and_other_headings_work_and_the_unknown_is_kept() -> None:
    fields = read(MARKDOWN).imported.fields
    assert (fields["title"], fields["duties"]) == ("Cloud Baker", ["Catch clouds.", "Knead them."])
    assert fields["introduction"] == ["A Cloud Baker bakes clouds. See more."]
    assert fields["experience"] == {"text": "A summer on a hill."}
    assert fields["skills"][0] == {"name": "Patience", "text": "Wait for rain."}
    assert "Nobody knows what this is." in str(fields)


def test_no_word_of_the_page_is_lost() -> None:
    said = " ".join(str(read(TEXT).imported.fields).split())
    for paragraph in TEXT.split("\n"):
        text = paragraph.strip(" •")
        figures = text.startswith(
            ("Median", "Top 10", "What Does", "Cloud Baker ", "Advancement", "Next", "The employ")
        )
        assert figures or text.partition(": ")[2] in said or text in said, text


def test_the_profile_is_valid_but_for_its_todos(tmp_path: Path) -> None:
    for text in (TEXT, HTML, MARKDOWN):
        imported = read(text, known=["storm-maker"]).imported
        path = tmp_path / f"{imported.role}.yaml"
        path.write_text(new_file(imported, DAY).after, encoding="utf-8")
        loaded = load_profile(path, known_roles=["storm-maker"])
        assert loaded.ok, "\n".join(problem.format() for problem in loaded.diagnostics)
        assert {problem.code for problem in loaded.diagnostics} == {"todo"}


@pytest.mark.parametrize("text", ["", "Dear Dana,\n\nsee you on Friday.", "# News\n\nThe pay rises.", "What is love?"])
def test_a_text_that_is_no_role_page_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.diagnostics
    assert problem.code == "not-a-role-page"
    assert problem.hint


@pytest.mark.parametrize("raw", [b"PK\x03\x04word", b"%PDF-1.7", b"a\x00b"])
def test_a_document_of_another_kind_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_article(raw, "page", DAY)
    assert caught.value.diagnostics[0].code == "not-a-page"


@pytest.mark.skipif(not SEED.is_file(), reason="the page is not here (../shared/seed)")
def test_the_page_that_the_project_began_with_is_recognised_whole() -> None:
    fields = read_article(SEED.read_bytes(), "seed", DAY).imported.fields
    assert len(fields["duties"]) == 8
    assert len(fields["skills"]) == 6
    assert [step["title"] for step in fields["advancement"]["next"]] == [
        "Machine Learning Engineer", "Data Scientist", "AI Research Scientist"]  # fmt: skip
    assert fields["salary"]["median"] == {"annual": Decimal(131250), "hourly": Decimal("63.10")}
    assert [role["title"] for role in fields["related"]] == ["Organizational Development Manager", "Regional Director"]
    assert len(fields["notes"]) == 2, "a reminder, and the line that speaks of the page itself"
