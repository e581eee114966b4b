"""Pages of the Occupational Outlook Handbook, as published: each figure is that of the page's own Quick Facts."""

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from careerpdf.diagnostics import InputError
from careerpdf.importers.article import Article, read_article
from careerpdf.importers.yaml_writer import new_file
from careerpdf.profile.load import load_profile

DAY = dt.date(2026, 11, 25)
HANDBOOK = Path(__file__).resolve().parents[4] / "shared" / "data" / "bls" / "ooh"
PAGES = sorted(HANDBOOK.glob("*.html"))
FURNITURE = re.compile(
    r"skip to|last modified|suggested citation|printer|cookie|about this section|help improve|back to top|javascript"
    r"|video transcript|a-z index|site map|ooh faq|twitter|linkedin|\bvisited |->|<-",
    re.IGNORECASE,
)
pytestmark = pytest.mark.skipif(not PAGES, reason="the handbook is not here (../shared/data/bls/ooh)")


@cache
def imported(path: Path) -> Article | None:
    try:
        return read_article(path.read_bytes(), path.name, DAY)
    except InputError:
        return None


@cache
def facts(path: Path) -> dict[str, str]:
    """The page's Quick Facts by the beginning of their labels, read without the importer."""
    root = lxml.html.document_fromstring(path.read_bytes().decode())
    rows = root.xpath('//table[@id="quickfacts"]//tr[td]')
    return {
        " ".join(row[0].text_content().split()).split(",")[0]: " ".join(row[1].text_content().split()) for row in rows
    }


def fields(path: Path) -> dict[str, Any]:
    article = imported(path)
    if article is None:
        pytest.fail("this page is refused")
    return dict(article.imported.fields)


def test_at_least_95_percent_of_the_pages_import_without_help() -> None:
    refused = [path.name for path in PAGES if imported(path) is None]
    assert len(refused) <= len(PAGES) * 0.05, refused


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_figures_are_those_of_the_quick_facts(path: Path) -> None:
    quick, found = facts(path), fields(path)
    if not quick:
        assert "median" not in found.get("salary", {}), "a page that states none has none"
        return
    pay = quick["2024 Median Pay"]
    stated = {
        name: re.search(rf"\$([\d,.]+) per {unit}", pay) for name, unit in (("annual", "year"), ("hourly", "hour"))
    }
    median = {name: Decimal(amount[1].replace(",", "")) for name, amount in stated.items() if amount}
    assert found["salary"]["median"] == median
    assert found["salary"].get("pay_period") == (None if len(median) == 2 else "year" if "annual" in median else "hour")
    percent, rating = re.fullmatch(r"(-?\d+)% \((.+)\)", quick["Job Outlook"]).groups()  # type: ignore[union-attr]
    assert (found["outlook"]["percent"], found["outlook"]["rating"]) == (int(percent), rating.lower())
    assert (found["outlook"]["period"], found["salary"]["year"]) == ("2024–34", 2024)
    assert found["outlook"]["employment"] == int(quick["Number of Jobs"].replace(",", ""))
    level = quick["Typical Entry-Level Education"].replace("'", "’")
    assert found["education"].get("level") == (None if level.startswith("See ") else level)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_texts_are_there_and_nothing_of_the_site(path: Path) -> None:
    found = fields(path)
    root = lxml.html.document_fromstring(path.read_bytes().decode())
    assert found["title"] == " ".join(root.xpath("//h1")[0].text_content().split())
    assert found["category"] in path.read_text(encoding="utf-8")
    assert not found["category"].startswith("TODO")
    assert FURNITURE.findall(str(found)) == []
    assert {"introduction", "work_environment", "skills"} <= set(found)
    assert ("related" in found) is bool(root.xpath('//table[@id="similar-occupations"]'))
    paragraphs = root.xpath('//div[@id="tab-2" or @id="tab-3" or @id="tab-4"]//article//*[self::p or self::li]')
    said = " ".join(re.findall(r"\w+", str(found)))
    for element in paragraphs:
        text = " ".join(re.findall(r"\w+", element.text_content()))
        lost = text not in said and not element.text_content().strip().endswith(":") and not element.xpath(".//strong")
        assert not lost, element.text_content()


@pytest.mark.parametrize("path", PAGES[::9], ids=lambda path: path.stem)
def test_the_profiles_are_valid_but_for_their_todos(path: Path, tmp_path: Path) -> None:
    article = imported(path)
    assert article is not None
    file = tmp_path / f"{article.imported.role}.yaml"
    file.write_text(new_file(article.imported, DAY).after, encoding="utf-8")
    loaded = load_profile(file)
    assert loaded.ok
    assert {problem.code for problem in loaded.diagnostics} <= {"todo"}


@pytest.mark.parametrize(
    ("fact", "sentence", "ends", "salary"),
    [
        ("$23.33 per hour", "The median hourly wage for {} was $23.33 in May 2024.", ("$17.00", "$63.10"),
         {"median": {"hourly": "23.33"}, "pay_period": "hour", "p10": {"hourly": "17.00"}, "p90": {"hourly": "63.10"}}),
        ("The annual wage is not available.<br>$23.33 per hour", "The median hourly wage for {} was $23.33 in May "
         "2024.", ("$17.00", "$63.10"),
         {"median": {"hourly": "23.33"}, "pay_period": "hour", "p10": {"hourly": "17.00"}, "p90": {"hourly": "63.10"}}),
        ("This wage is equal to or greater than $239,200 per year <br>or $115.00 per hour.", "The median annual wage "
         "for {} was equal to or greater than $239,200 in May 2024.", ("$78,410", None),
         {"median": {"annual": {"at_least": "239200"}, "hourly": {"at_least": "115.00"}}, "p10": {"annual": "78410"}}),
        ("$62,970 per year", "The median annual wage for {} was $62,970 in May 2024.", ("$40,670", "$105,150"),
         {"median": {"annual": "62970"}, "pay_period": "year", "p10": {"annual": "40670"},
          "p90": {"annual": "105150"}}),
    ],
)  # fmt: skip
def test_other_ways_in_which_the_handbook_states_pay(
    fact: str, sentence: str, ends: tuple[str, str | None], salary: dict[str, Any]
) -> None:
    page = (HANDBOOK / "plumbers-pipefitters-and-steamfitters.html").read_text()
    start = page.index("$62,970     per year")
    page = page[:start] + fact + page[page.index("</td>", start) :]
    was = "The median annual wage for plumbers, pipefitters, and steamfitters was $62,970 in May 2024."
    assert was in page
    page = page.replace(was, sentence.format("plumbers, pipefitters, and steamfitters"))
    low, high = ends
    said = f"The lowest 10 percent earned less than {low}" + (
        f", and the highest 10 percent earned more than {high}." if high else "."
    )
    page = re.sub(r"The lowest 10 percent earned less than [^.]*\.", said, page)
    article = read_article(page.encode(), "page.html", DAY)
    found = article.imported.fields["salary"]
    points = {
        "median": found["median"],
        "p10": found.get("percentiles", {}).get("p10"),
        "p90": found.get("top_10_percent"),
        "pay_period": found.get("pay_period"),
    }
    expected = {name: exact(value) for name, value in salary.items()}
    assert {name: value for name, value in points.items() if value} == expected
    assert not article.diagnostics


def exact(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: exact(one) for name, one in value.items()}
    return Decimal(value) if re.fullmatch(r"[\d.]+", value) else value
