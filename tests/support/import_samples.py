"""A small release of O*NET and small files of BLS, all invented, in the formats of the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from careerpdf.importers.onet import Release, Wanted, read_release
from tests.support.paths import SHARED

Rows = Sequence[Sequence[str]]

DATA = SHARED / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here (../shared/data)")

BAKER, GLAZER, TESTER, MENDER = "51-3011.00", "51-3011.01", "15-1253.00", "49-9099.00"
LONG_TITLE = "Dough Mixing, Kneading, Rolling, and Proofing Machine Setters, Operators, and Tenders, Bread and Pastries"

_OCCUPATIONS = (
    ("O*NET-SOC Code", "Title", "Description"),
    (BAKER, "Bakers of Cloud Bread", "Make bread out of clouds. May sell it."),
    (GLAZER, LONG_TITLE, "Glaze cloud bread."),
    (TESTER, "Moonbeam Testers", "Test moonbeams with PC*Meter and Star*Net."),
    (MENDER, "Menders, All Other", "All menders not listed separately."),
)
_TASKS = (
    ("O*NET-SOC Code", "Task ID", "Task", "Task Type", "Incumbents Responding", "Date", "Domain Source"),
    (BAKER, "1", "Catch clouds.", "Core", "20", "08/2024", "Incumbent"),
    (BAKER, "2", "Knead clouds.", "Core", "20", "08/2024", "Incumbent"),
    (BAKER, "3", "Sweep the sky.", "Supplemental", "20", "08/2024", "Incumbent"),
    (GLAZER, "4", "Glaze loaves.", "n/a", "n/a", "08/2024", "Analyst"),
    (TESTER, "5", "Measure moonbeams.", "Core", "9", "08/2024", "Incumbent"),
)
_RATINGS = (
    ("O*NET-SOC Code", "Task ID", "Scale ID", "Category", "Data Value", "N", "Recommend Suppress"),
    (BAKER, "1", "IM", "n/a", "3.10", "20", "N"),
    (BAKER, "2", "IM", "n/a", "4.50", "20", "N"),
    (BAKER, "1", "RT", "n/a", "99.00", "20", "N"),
)
_RATED = (
    "O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value", "N", "Standard Error", "Lower CI Bound",
    "Upper CI Bound", "Recommend Suppress", "Not Relevant", "Date", "Domain Source",
)  # fmt: skip


def _rated(code: str, element: str, name: str, value: str, *, suppress: str = "N", irrelevant: str = "N") -> Rows:
    rest = ("8", "0.1", "n/a", "n/a")
    return (
        (code, element, name, "IM", value, *rest, suppress, "n/a", "08/2024", "Analyst"),
        (code, element, name, "LV", value, *rest, "N", irrelevant, "08/2024", "Analyst"),
    )


_SKILLS = (
    _RATED,
    *_rated(BAKER, "9.A.1", "Sky Reading", "3.50"),
    *_rated(BAKER, "9.A.2", "Patience", "4.50"),
    *_rated(BAKER, "9.A.3", "Whistling", "4.90", suppress="Y"),
    *_rated(BAKER, "9.A.4", "Juggling", "4.80", irrelevant="Y"),
    *_rated(BAKER, "9.A.5", "Silence", "1.20"),
)
_KNOWLEDGE = (_RATED, *_rated(BAKER, "9.B.1", "Weather", "4.10"), *_rated(BAKER, "9.B.2", "Rye", "2.00"))
_STYLES = (
    (*_RATED[:10], *_RATED[11:]),
    *((*row[:10], *row[11:]) for row in _rated(BAKER, "9.C.1", "Calm", "4.00") if row[3] == "IM"),
    *((*row[:10], *row[11:]) for row in _rated(BAKER, "9.C.2", "Cheer", "4.40") if row[3] == "IM"),
)
_TECHNOLOGY = (
    ("O*NET-SOC Code", "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand"),
    (BAKER, "Abacus", "1", "Counting", "N", "N"),
    (BAKER, "Oven OS", "2", "Ovens", "Y", "Y"),
    (BAKER, "Sheets", "3", "Tables", "Y", "N"),
)
_REPORTED = (
    ("O*NET-SOC Code", "Reported Job Title", "Shown in My Next Move"),
    (BAKER, "Cloud Kneader", "N"),
    (BAKER, "Sky Baker", "Y"),
)
_ALTERNATE = (
    ("O*NET-SOC Code", "Alternate Title", "Short Title", "Source(s)"),
    (TESTER, "Moon Checker", "n/a", "08"),
    (BAKER, "Never Shown", "n/a", "08"),
)
_CATEGORIES = (
    ("Element ID", "Element Name", "Scale ID", "Category", "Category Description"),
    (
        "2.D.1",
        "Required Level of Education",
        "RL",
        "2",
        "High School Diploma - or the equivalent (for example, a test)",
    ),
    ("2.D.1", "Required Level of Education", "RL", "5", "Associate's Degree (or other 2-year degree)"),
    ("3.A.1", "Related Work Experience", "RW", "2", "Up to and including 1 month"),
)
_EDUCATION = (
    ("O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Category", "Data Value", "N", "Recommend Suppress"),
    (BAKER, "2.D.1", "Required Level of Education", "RL", "2", "30.00", "20", "N"),
    (BAKER, "2.D.1", "Required Level of Education", "RL", "5", "70.00", "20", "N"),
    (BAKER, "3.A.1", "Related Work Experience", "RW", "2", "99.00", "20", "N"),
    (TESTER, "2.D.1", "Required Level of Education", "RL", "2", "90.00", "20", "Y"),
    (TESTER, "2.D.1", "Required Level of Education", "RL", "5", "10.00", "20", "N"),
)
_ZONES = (
    ("O*NET-SOC Code", "Job Zone", "Date", "Domain Source"),
    (BAKER, "2", "08/2024", "Analyst"),
    (GLAZER, "1", "08/2024", "Analyst"),
    (TESTER, "4", "08/2024", "Analyst"),
)
_ZONE_WORDS = (
    ("Job Zone", "Name", "Experience", "Education", "Job Training", "Examples", "SVP Range"),
    ("2", "Job Zone Two: A Little", "Some.", "Some.", "A summer among clouds.", "None.", "(4.0 to < 6.0)"),
)
_INTERESTS = (
    ("O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value", "Date", "Domain Source"),
    (BAKER, "1.B.1.a", "Realistic", "OI", "6.00", "11/2023", "Analyst"),
    (BAKER, "1.B.1.c", "Artistic", "OI", "5.00", "11/2023", "Analyst"),
    (BAKER, "1.B.1.g", "First Interest High-Point", "IH", "3.00", "11/2023", "Analyst"),
    (BAKER, "1.B.1.h", "Second Interest High-Point", "IH", "1.00", "11/2023", "Analyst"),
    (BAKER, "1.B.1.i", "Third Interest High-Point", "IH", "0.00", "11/2023", "Analyst"),
)
_RELATED = (
    ("O*NET-SOC Code", "Related O*NET-SOC Code", "Relatedness Tier", "Index"),
    (BAKER, GLAZER, "Supplemental", "3"),
    (BAKER, TESTER, "Primary-Short", "1"),
    (BAKER, MENDER, "Primary-Short", "2"),
    (BAKER, "99-9999.00", "Supplemental", "4"),
)
_DESCRIPTIONS = (
    ("Element ID", "Element Name", "Description"),
    ("9.A.1", "Sky Reading", "Telling clouds apart."),
    ("9.A.2", "Patience", "Waiting for rain."),
    ("9.A.3", "Whistling", "Calling the wind."),
    ("9.A.4", "Juggling", "Keeping loaves in the air."),
    ("9.A.5", "Silence", "Saying nothing."),
    ("9.B.1", "Weather", "What clouds are made of."),
    ("9.B.2", "Rye", "What bread is made of."),
)

RELEASE: Mapping[str, Rows] = {
    "Occupation Data": _OCCUPATIONS, "Task Statements": _TASKS, "Task Ratings": _RATINGS, "Skills": _SKILLS,
    "Knowledge": _KNOWLEDGE, "Work Styles": _STYLES, "Technology Skills": _TECHNOLOGY,
    "Sample of Reported Titles": _REPORTED, "Alternate Titles": _ALTERNATE,
    "Education, Training, and Experience Categories": _CATEGORIES, "Education, Training, and Experience": _EDUCATION,
    "Job Zones": _ZONES, "Job Zone Reference": _ZONE_WORDS, "Interests": _INTERESTS, "Related Occupations": _RELATED,
    "Content Model Reference": _DESCRIPTIONS,
}  # fmt: skip


def renamed(rows: Rows, names: Mapping[str, str]) -> Rows:
    """The rows with other names of columns."""
    return (tuple(names.get(name, name) for name in rows[0]), *rows[1:])


def newer_release() -> dict[str, Rows]:
    """The same release with the names of 30.3 and later."""
    files = dict(RELEASE)
    skills = files.pop("Skills")
    files["Essential Skills"] = skills[:3]
    files["Transferable Skills"] = (skills[0], *skills[3:])
    files["Software Skills"] = renamed(files.pop("Technology Skills"), {"Example": "Workplace Example"})
    files["Job Titles"] = renamed(files.pop("Alternate Titles"), {"Alternate Title": "Job Title"})
    files["Education"] = files.pop("Education, Training, and Experience")
    files["Education Categories"] = files.pop("Education, Training, and Experience Categories")
    files["Career Interest Types"] = files.pop("Interests")
    return files


def write_text(folder: Path, files: Mapping[str, Rows] = RELEASE) -> Path:
    """A release as tab-separated text, with the line ends that the real one has."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        text = "".join("\t".join(row) + "\r\n" for row in rows)
        (folder / f"{name}.txt").write_bytes(text.encode())
    return folder


def write_excel(folder: Path, files: Mapping[str, Rows] = RELEASE) -> Path:
    """A release as workbooks, figures as numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        write_workbook(folder / f"{name}.xlsx", {name[:31]: rows})
    return folder


def write_workbook(path: Path, sheets: Mapping[str, Iterable[Sequence[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace(",", ""))
        for row in rows:
            sheet.append([_cell(value) for value in row])
    book.save(path)
    return path


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value


# -- BLS

OEWS_COLUMNS = (
    "AREA_TITLE", "I_GROUP", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75",
    "H_PCT90", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY",
)  # fmt: skip
OEWS: Rows = (
    OEWS_COLUMNS,
    ("U.S.", "cross-industry", "51-0000", "Production Occupations", "major", "9,000", *("*",) * 10, "", ""),
    (
        "U.S.", "cross-industry", "51-3011", "Bakers", "detailed", "1,234,560", "10.00", "12.50", "15.00", "20.00", "#",
        "20,800", "26,000", "31,200", "41,600", "#", "", "",
    ),
    (
        "U.S.", "cross-industry", "15-1253", "Moonbeam Testers", "detailed", "**", "*", "*", "*", "*", "*",
        "30,000", "40,000", "50,000", "60,000", "70,000", "TRUE", "",
    ),
    (
        "U.S.", "cross-industry", "49-9090", "Menders", "detailed", "70", "9.00", "10.00", "11.00", "12.00", "13.00",
        "*", "*", "*", "*", "*", "", "TRUE",
    ),
)  # fmt: skip
PROJECTIONS: Rows = (
    ("Table 1.2 Occupational projections, 2024–2034 (Employment in thousands)",),
    (
        "2024 National Employment Matrix title", "2024 National Employment Matrix code", "Occupation type",
        "Employment, 2024", "Employment, 2034", "Employment change, percent, 2024–34",
        "Occupational openings, 2024–34 annual average", "Typical education needed for entry",
        "Work experience in a related occupation", "Typical on-the-job training needed to attain competency in it",
    ),
    ("Total, all occupations", "00-0000", "Summary", "169956.1", "175167.9", "3.1", "18863.3", "—", "—", "—"),
    ("  Bakers", "51-3011", "Line item", "1300.5", "1400", "6.6", "0.4", "Bachelor's degree", "None", "None"),
    (
        "  Moonbeam testers", "15-1253", "Line item", "2.1", "2", "-4.8", "—", "Some college, no degree",
        "5 years or more", "Apprenticeship",
    ),
)  # fmt: skip


def write_csv(path: Path, rows: Rows = OEWS, *, bom: bool = False) -> Path:
    lines = [",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows]
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + ("\n".join(lines) + "\n").encode())
    return path


def read(folder: Path, wanted: Wanted | None = None, *, version: str | None = None) -> Release:
    """Read a release of O*NET to its end."""
    release = list(read_release(folder, lambda path: path.name, wanted or Wanted(), version=version))[-1]
    assert isinstance(release, Release)
    return release
