"""The shipped profiles: that they load cleanly, and that each figure stands in the file it is cited from.

The BLS files and the page that the intern's profile goes back to are not part of the project. Where they
do not lie beside the checkout, in ../shared, the tests that compare with them are skipped.
"""

import csv
import re
import zipfile
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from xml.etree import ElementTree as ET

import pytest
import yaml

from careerpdf.locale import load_locale
from careerpdf.products.context import in_language
from careerpdf.profile.figures import Amount, Wage
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from tests.support.paths import REPOSITORY

PROFILES = REPOSITORY / "profiles"
ROLES = tuple(sorted(path.stem for path in PROFILES.glob("*.yaml")))
INTERN = "machine-learning-intern"
BLS_ROLES = tuple(role for role in ROLES if role != INTERN)

SHARED = REPOSITORY.parent / "shared"
OEWS = SHARED / "data/bls/national_M2024_dl.csv"
REPOSITORYIONS = SHARED / "data/bls/occupation.xlsx"
SEED = SHARED / "seed/machine-learning-intern.txt"

OEWS_PERCENTILES = {"p10": "PCT10", "p25": "PCT25", "median": "MEDIAN", "p75": "PCT75", "p90": "PCT90"}
OEWS_CAPS = {"annual": Decimal(239200), "hourly": Decimal("115.00")}  # what "#" means in May 2024
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def shipped(role: str) -> Profile:
    loaded = load_profile(PROFILES / f"{role}.yaml", known_roles=ROLES)
    assert loaded.value is not None, "\n".join(d.format() for d in loaded.diagnostics)
    return loaded.value


def texts(data: object, key: str = "") -> Iterator[str]:
    """Every text in a profile that a reader sees, without ids, codes, addresses and the office's notes."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in {"sources", "source", "occupation", "period", "role", "notes"}:
                yield from texts(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value, key)
    elif isinstance(data, str):
        yield re.sub(r"\]\(\S+?\)", "]", data)


def raw_texts(role: str) -> tuple[str, ...]:
    return tuple(texts(yaml.safe_load((PROFILES / f"{role}.yaml").read_text("utf-8"))))


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.fixture(scope="module")
def oews() -> dict[str, dict[str, str]]:
    """The detailed rows of the wage file by occupation code."""
    if not OEWS.exists():
        pytest.skip("the BLS wage file is not in ../shared/data/bls")
    with OEWS.open(encoding="utf-8-sig", newline="") as file:
        return {row["OCC_CODE"]: row for row in csv.DictReader(file) if row["O_GROUP"] == "detailed"}


@pytest.fixture(scope="module")
def projections() -> dict[str, dict[str, str]]:
    """The line items of the projections workbook's Table 1.2 by occupation code."""
    if not REPOSITORYIONS.exists():
        pytest.skip("the BLS projections workbook is not in ../shared/data/bls")
    with zipfile.ZipFile(REPOSITORYIONS) as book:
        rows = list(sheet_rows(book, "Table 1.2"))
    head = rows[1]
    table = [{name: row.get(column, "") for column, name in head.items()} for row in rows[2:]]
    return {row[column_named(row, "code")]: row for row in table if row["Occupation type"] == "Line item"}


def sheet_rows(book: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    """The rows of a worksheet as {column letters: text}, read with nothing but the standard library."""
    shared = [
        "".join(text.text or "" for text in item.iter(f"{SHEET}t"))
        for item in ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 (a file we chose)
    ]
    workbook = ET.fromstring(book.read("xl/workbook.xml"))  # noqa: S314
    relations = ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    ids = {
        sheet.get("name"): sheet.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for sheet in workbook.iter(f"{SHEET}sheet")
    }
    sheet = ET.fromstring(book.read(f"xl/{targets[ids[name]]}"))  # noqa: S314
    for row in sheet.iter(f"{SHEET}row"):
        cells = {}
        for cell in row.iter(f"{SHEET}c"):
            value = cell.findtext(f"{SHEET}v") or ""
            column = re.sub(r"\d", "", cell.get("r") or "")
            cells[column] = shared[int(value)] if cell.get("t") == "s" else value
        yield cells


def column_named(row: dict[str, str], part: str) -> str:
    (name,) = (name for name in row if part in name)
    return name


def one_decimal(text: str) -> Decimal:
    """A workbook number without the dust of binary fractions (9.5 is stored as 9.5, 77.4 as 77.4000…06)."""
    return Decimal(text).quantize(Decimal("0.1"))


def stated_amount(cell: str, unit: str) -> Amount:
    capped = cell == "#"
    value = OEWS_CAPS[unit] if capped else Decimal(cell.replace(",", ""))
    return Amount(value=value, at_least=capped, derived=False)


def wage_points(profile: Profile) -> dict[str, Wage | None]:
    assert profile.salary is not None
    spread = profile.salary.percentiles
    assert spread is not None
    return {
        "p10": spread.p10,
        "p25": spread.p25,
        "median": profile.salary.median,
        "p75": spread.p75,
        "p90": profile.salary.p90,
    }


def bls_label(percent: Decimal) -> str:
    """The word BLS uses for a growth in 2024–34, which it rounds to whole percents first."""
    if percent < 0:
        return "decline"
    rounded = int(percent.quantize(Decimal(1), ROUND_HALF_UP))
    labels = {
        0: "little or no change",
        1: "slower than average",
        2: "slower than average",
        3: "as fast as average",
        4: "as fast as average",
        5: "faster than average",
        6: "faster than average",
    }
    return labels.get(rounded, "much faster than average")


def test_the_eight_roles_are_shipped() -> None:
    assert ROLES == (
        "ai-research-scientist",
        "data-scientist",
        "electrician",
        "machine-learning-engineer",
        "machine-learning-intern",
        "organizational-development-manager",
        "regional-director",
        "registered-nurse",
    )


@pytest.mark.parametrize("role", ROLES)
def test_a_shipped_profile_loads_without_an_error_or_a_warning(role: str) -> None:
    loaded = load_profile(PROFILES / f"{role}.yaml", known_roles=ROLES)
    assert [d.format() for d in loaded.diagnostics] == []
    assert loaded.ok


@pytest.mark.parametrize("role", ROLES)
def test_a_shipped_profile_is_complete(role: str) -> None:
    profile = shipped(role)
    parts = (profile.salary, profile.outlook, profile.education, profile.experience, profile.certifications)
    assert all(parts)
    assert profile.work_environment
    assert profile.advancement
    assert 7 <= len(profile.duties) <= 9
    assert len(profile.skills) == 6
    assert 3 <= len(profile.questions) <= 4
    assert 3 <= len(profile.advancement.next) <= 4
    assert all(step.how for step in profile.advancement.next)


@pytest.mark.parametrize("role", ROLES)
def test_the_texts_use_typographic_quotes_and_dashes(role: str) -> None:
    assert [text for text in raw_texts(role) if re.search(r"['\"]|--| - |\.\.\.", text)] == []


@pytest.mark.parametrize("role", BLS_ROLES)
def test_every_wage_equals_the_bls_file(role: str, oews: dict[str, dict[str, str]]) -> None:
    profile = shipped(role)
    assert profile.salary is not None
    assert profile.salary.occupation is not None
    row = oews[profile.salary.occupation.code]
    assert profile.salary.occupation.title == row["OCC_TITLE"]
    expected = {
        point: (stated_amount(row[f"A_{column}"], "annual"), stated_amount(row[f"H_{column}"], "hourly"))
        for point, column in OEWS_PERCENTILES.items()
    }
    found = {point: (wage.annual, wage.hourly) if wage else None for point, wage in wage_points(profile).items()}
    assert found == expected
    assert (profile.salary.currency, profile.salary.year, profile.salary.area) == (
        "USD",
        2024,
        "United States",
    )
    assert profile.salary.source is not None
    assert profile.salary.source.name == "BLS Occupational Employment and Wage Statistics, May 2024"


@pytest.mark.parametrize("role", BLS_ROLES)
def test_every_outlook_equals_the_bls_workbook(role: str, projections: dict[str, dict[str, str]]) -> None:
    outlook = shipped(role).outlook
    assert outlook is not None
    assert outlook.occupation is not None
    row = projections[outlook.occupation.code]
    assert outlook.occupation.title.lower() == row[column_named(row, "Matrix title")].strip().lower()
    growth = one_decimal(row[column_named(row, "Employment change, percent")])
    assert Decimal(str(outlook.percent)) == growth
    assert outlook.openings == one_decimal(row[column_named(row, "openings")]) * 1000
    assert str(outlook.rating) == bls_label(growth)
    assert outlook.period == "2024–34"
    assert outlook.source is not None
    assert outlook.source.name == "BLS Employment Projections, 2024–34"


@pytest.mark.parametrize("role", BLS_ROLES)
def test_a_borrowed_occupation_is_admitted_in_the_text(role: str) -> None:
    salary, outlook = shipped(role).salary, shipped(role).outlook
    assert salary is not None
    assert outlook is not None
    assert salary.occupation is not None
    assert salary.occupation == outlook.occupation
    title = salary.occupation.title.lower()
    if salary.occupation.exact:
        assert title == in_language(shipped(role), load_locale("en")).plural.lower()
    else:
        assert title in (salary.note or "").lower()
        assert title in " ".join(outlook.drivers).lower()


@pytest.mark.parametrize("role", ["organizational-development-manager", "regional-director"])
def test_five_years_of_experience_are_what_bls_names(role: str, projections: dict[str, dict[str, str]]) -> None:
    profile = shipped(role)
    assert profile.outlook is not None
    assert profile.outlook.occupation is not None
    assert profile.experience is not None
    assert "Five years or more" in (profile.experience.summary or "")
    assert projections[profile.outlook.occupation.code]["Work experience in a related occupation"] == "5 years or more"


@pytest.mark.parametrize("role", ROLES)
def test_the_prose_holds_no_figure_of_its_own(role: str) -> None:
    allowed = {"$112,590", "2024", "F1"} if role == INTERN else set()
    found = {number for text in raw_texts(role) for number in re.findall(r"\$?\w*\d[\w.,]*\b", text)}
    assert found == allowed


def test_the_intern_holds_the_figures_of_the_career_page_and_says_that_it_has_no_year() -> None:
    profile = shipped(INTERN)
    assert profile.salary is not None
    assert profile.salary.median == Wage(
        annual=Amount(value=Decimal(131250), at_least=False, derived=False),
        hourly=Amount(value=Decimal("63.10"), at_least=False, derived=False),
    )
    assert profile.salary.top_10_percent == Wage(
        annual=Amount(value=Decimal(225000), at_least=False, derived=False),
        hourly=Amount(value=Decimal("108.17"), at_least=False, derived=False),
    )
    assert profile.salary.year is None
    assert profile.salary.source is not None
    assert profile.salary.source.name == "Published career page (no year given)"
    assert profile.outlook is not None
    assert str(profile.outlook.rating) == "much faster than average"
    assert profile.outlook.percent is None
    assert profile.outlook.source == profile.salary.source
    assert profile.advancement is not None
    assert [step.role for step in profile.advancement.next] == [
        "machine-learning-engineer",
        "data-scientist",
        "ai-research-scientist",
    ]
    assert [link.role for link in profile.related] == [
        "organizational-development-manager",
        "regional-director",
    ]


def test_the_interns_figures_stand_on_the_career_page() -> None:
    if not SEED.exists():
        pytest.skip("the career page is not in ../shared/seed")
    page = SEED.read_text("utf-8")
    assert "Median Annual Salary: $131,250 ($63.1/hour)" in page
    assert "Top 10% Annual Salary: $225,000 ($108.17/hour)" in page
    assert "expected to grow much faster than average" in page


def test_the_interns_note_compares_with_the_median_of_data_scientists(
    oews: dict[str, dict[str, str]],
) -> None:
    profile = shipped(INTERN)
    assert profile.salary is not None
    note = profile.salary.note or ""
    assert f"${oews['15-2051']['A_MEDIAN']}" in note
    assert "May 2024" in note


def test_no_sentence_of_the_career_page_is_copied() -> None:
    if not SEED.exists():
        pytest.skip("the career page is not in ../shared/seed")
    page = SEED.read_text("utf-8")
    sentences = [words(sentence) for sentence in re.split(r"(?<=[.?!:])\s|\n", page)]
    long_ones = [sentence for sentence in sentences if len(sentence.split()) > 6]
    assert len(long_ones) > 40
    profile = " ".join(words(text) for text in raw_texts(INTERN))
    copied = [sentence for sentence in long_ones if sentence in profile]
    # The page's headline is the question itself, which the title dictates.
    assert copied in ([], [words("What does a machine learning intern do?")])
