"""An office's spreadsheet: columns by their names or a mapping, figures as they are meant, and nothing dropped."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpdf.diagnostics import Diagnostic, InputError
from careerpdf.importers import cells
from careerpdf.importers.headings import meaning
from careerpdf.importers.spreadsheet import FIELDS, Spreadsheet, read_spreadsheet
from careerpdf.importers.yaml_writer import new_file
from careerpdf.profile.load import load_profile
from tests.support.import_samples import write_workbook

DAY = dt.date(2026, 11, 25)
ROWS = (
    ("Job title", "Group", "About", "Duties", "Median pay", "Wage year", "Growth", "Skills", "Related", "Our no."),
    ("Baker", "Food", "Bakes.", "Bake it.; Sell it.", "$36,000", "2024", "5%", "Patience: Wait.", "Cook, Miller", "17"),
    ("Cook", "Food", "Cooks.", "Cook.", "1,234*", "2024", "", "", "", ""),
)  # fmt: skip


def written(tmp_path: Path, rows: object = ROWS) -> Path:
    return write_workbook(tmp_path / "roles.xlsx", {"Roles": rows})  # type: ignore[dict-item]


def text(tmp_path: Path, content: str | bytes, name: str = "roles.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def shaped(tmp_path: Path, rows: Sequence[Sequence[object]], formats: Mapping[str, str], *merged: str) -> Path:
    """A workbook whose cells have formats, or are merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for place, number_format in formats.items():
        sheet[place].number_format = number_format
    for area in merged:
        sheet.merge_cells(area)
    path = tmp_path / "roles.xlsx"
    book.save(path)
    return path


def read(path: Path, /, mapping: Mapping[str, str] | None = None, **more: Any) -> Spreadsheet:
    return read_spreadsheet(path, path.name, DAY, mapping=mapping or {}, **more)


def refused(path: Path, /, mapping: Mapping[str, str] | None = None, **more: Any) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        read(path, mapping, **more)
    return caught.value.diagnostics[0]


def fields(path: Path, number: int = 0) -> Mapping[str, Any]:
    return read(path).profiles[number].fields


def said(found: Spreadsheet) -> list[str]:
    return [problem.code for problem in found.diagnostics]


# -- columns and rows


def test_a_row_becomes_a_profile_by_the_names_of_its_columns(tmp_path: Path) -> None:
    found = fields(written(tmp_path))
    assert (found["title"], found["category"], found["duties"]) == ("Baker", "Food", ["Bake it.", "Sell it."])
    assert found["salary"] == {"median": {"annual": Decimal(36000)}, "year": 2024, "source": "spreadsheet"}
    assert found["outlook"] == {"percent": Decimal(5), "source": "spreadsheet"}
    assert found["skills"] == [{"name": "Patience", "text": "Wait."}]
    assert found["related"] == [{"role": "cook"}, {"title": "Miller"}]


def test_a_column_that_no_field_is_for_goes_to_notes(tmp_path: Path) -> None:
    found = read(written(tmp_path))
    assert found.columns["Our no."] is None
    assert found.profiles[0].fields["notes"] == ["Our no.: 17"]


def test_a_figure_that_cannot_be_read_is_said_with_its_place_and_kept_in_notes(tmp_path: Path) -> None:
    found = read(written(tmp_path))
    (problem,) = found.diagnostics
    assert problem.message == (
        "'1,234*' in the column 'Median pay' is no pay that can be told for certain; it is kept in notes"
    )
    assert problem.span is not None
    assert problem.span.line == 3
    assert "median" not in found.profiles[1].fields["salary"]
    assert found.profiles[1].fields["notes"] == ["Median pay: 1,234\\*"]


def test_a_mapping_names_fields_of_other_columns(tmp_path: Path) -> None:
    rows = (("Stelle", "Lohn"), ("Baker", "36000"))
    found = read(written(tmp_path, rows), {"Stelle": "title", "Lohn": "salary.median.annual"})
    assert found.profiles[0].fields["salary"]["median"] == {"annual": Decimal(36000)}


def test_a_spreadsheet_without_titles_and_wrong_mappings_are_explained(tmp_path: Path) -> None:
    path = written(tmp_path, (("Lohn", "Stelle"), ("36000", "Baker"), ("36000", "Cook")))
    assert refused(path).hint == 'row 1 has Lohn, Stelle; say which one it is: --map "Stelle=title"'
    assert refused(path, {"Stele": "title"}).hint == "did you mean 'Stelle'?"
    assert refused(path, {"Stelle": "titel"}).hint == "did you mean 'title'?"


def test_rows_without_a_title_are_said_and_two_of_one_title_get_two_files(tmp_path: Path) -> None:
    found = read(written(tmp_path, (("Title", "Group"), ("Baker", "A"), (None, "B"), ("Baker", "C"))))
    assert [one.role for one in found.profiles] == ["baker", "baker-2"]
    assert said(found) == ["no-title"]


def test_totals_repeated_headers_and_remarks_are_no_roles(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "Title,Group,Openings\nBaker,Food,500\nTitle,Group,Openings\nTotal rewards analyst,HR,200\nTotal,,700\n"
        "Source: our own survey\n*Figures of last year\n",
    )
    found = read(path)
    assert [one.fields["title"] for one in found.profiles] == ["Baker", "Total rewards analyst"]
    assert said(found) == ["repeated-header", "total", "remark", "remark"]


def test_codes_tell_roles_apart_only_if_each_has_its_own(tmp_path: Path) -> None:
    path = text(tmp_path, "Title,SOC\nBaker,51-3011\nPastry baker,513011\nCook,35-2014.00\nNurse,RN\n")
    profiles = read(path).profiles
    assert [one.code for one in profiles] == [None, None, "35-2014.00", None]
    assert profiles[0].fields["notes"] == ["SOC: 51-3011"]
    assert profiles[3].fields["notes"] == ["SOC: RN"]


# -- the header


def test_the_columns_that_are_told_apart_are_shown_once(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Name,Title,Name\nDana,Baker,Kim\n"))
    assert (found.profiles[0].fields["title"], found.columns) == ("Baker", {"Name": None, "Title": "title"})
    assert found.profiles[0].fields["notes"] == ["Name: Dana", "Name: Kim"]


def test_thousands_of_roles_take_seconds(tmp_path: Path) -> None:
    begun = time.process_time()
    found = read(text(tmp_path, "Title,Salary\n" + "".join(f"Role {k % 50},{30000 + k}\n" for k in range(5000))))
    assert len({one.role for one in found.profiles}) == 5000
    assert time.process_time() - begun < 10


def test_the_header_is_looked_for_below_titles_and_on_every_sheet(tmp_path: Path) -> None:
    sheets = {
        "Read me": [["How to use", "this workbook"], ["1.", "Fill in"]],
        "Roles": [
            ["Our roles", None, "as of May"],
            [],
            ["Occupation", "Field", "Degree"],
            ["Umpire", "Sports", "None"],
        ],
        "Old": [["Occupation", "Field"], ["Librarian", "Books"]],
    }
    path = write_workbook(tmp_path / "roles.xlsx", sheets)  # type: ignore[arg-type]
    found = read(path)
    assert (found.sheet, found.header, found.profiles[0].fields["title"]) == ("Roles", 3, "Umpire")
    (problem,) = found.diagnostics
    assert problem.message == "the sheet 'Old' has roles, too; only those of 'Roles' are read"
    assert [one.role for one in read(path, sheet="old").profiles] == ["librarian"]
    assert refused(path, sheet="Rolls").hint == "did you mean 'Roles'?"
    assert refused(path, sheet="Read me").message == "no column of the sheet 'Read me' is for the title of the role"


def test_a_lone_word_below_the_first_row_is_no_header_unless_it_is_said_to_be(tmp_path: Path) -> None:
    path = text(tmp_path, "Region,Sum\nNorth,1\nName,Dana\nSouth,2\n")
    assert refused(path).code == "missing-column"
    assert [one.role for one in read(path, {"Name": "title"}).profiles] == ["south"]


GROUPED = (
    ("Career roles",), (),
    ("Role", None, "Pay", None, "Outlook", None, "Education", None),
    ("Title", "Category", "Median", "Top 10%", "Growth", "Openings", "Level", "Majors"),
    ("Electrician", "Trades", 62350, 106030, 0.09, 81000, "Diploma", None),
)  # fmt: skip


@pytest.mark.parametrize("merged", [("A1:H1", "A3:B3", "C3:D3", "E3:F3", "G3:H3"), ()])
def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path, merged: tuple[str, ...]) -> None:
    found = read(shaped(tmp_path, GROUPED, {"E5": "0%"}, *merged))
    assert [one.role for one in found.profiles] == ["electrician"]
    one = found.profiles[0].fields
    assert one["salary"]["median"] == {"annual": Decimal(62350)}
    assert one["salary"]["top_10_percent"] == {"annual": Decimal(106030)}
    assert one["outlook"] == {"percent": Decimal(9), "openings": 81000, "source": "spreadsheet"}
    assert one["education"] == {"level": "Diploma"}
    assert found.diagnostics == ()


def test_names_that_stand_over_both_rows_are_names(tmp_path: Path) -> None:
    rows = (("Title", "Pay", None, "Growth"), (None, "Median annual", "Median hourly", None), ("Cook", 41600, 20, "3%"))
    one = fields(shaped(tmp_path, rows, {}, "A1:A2", "B1:C1", "D1:D2"))
    assert one["title"] == "Cook"
    assert one["salary"]["median"] == {"annual": Decimal(41600), "hourly": Decimal(20)}
    assert one["outlook"]["percent"] == 3


def test_a_cell_that_is_merged_over_rows_holds_for_all_of_them(tmp_path: Path) -> None:
    rows = (("Category", "Title", "Duties"), ("Food", "Baker", "Bake"), (None, None, "Sell"), (None, "Cook", "Cook"))
    found = read(shaped(tmp_path, rows, {}, "A2:A4", "B2:B3"))
    assert [(one.fields["title"], one.fields["category"], one.fields["duties"]) for one in found.profiles] == [
        ("Baker", "Food", ["Bake", "Sell"]), ("Cook", "Food", ["Cook"])]  # fmt: skip


def test_columns_without_a_name_and_doubled_ones_are_said_and_kept(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Title,,Growth,Growth,Duty 1,Duty 2\nBaker,Dana,5%,6%,Bake,Sell\n"))
    one = found.profiles[0].fields
    assert (one["outlook"]["percent"], one["duties"]) == (5, ["Bake", "Sell"])
    assert one["notes"] == ["Column B: Dana", "Growth: 6%"]
    assert sorted(said(found)) == ["doubled-column", "unnamed-column"]


def test_more_cells_than_names_point_at_a_comma(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Title,Group\nBaker,Food, drink\n"))
    (problem,) = found.diagnostics
    assert (problem.code, found.profiles[0].fields["notes"]) == ("unnamed-column", ["Column C: drink"])
    assert problem.hint == "is there a comma in this row that wants quotation marks around its text?"


def test_what_they_do_is_the_introduction_beside_a_column_of_duties(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "Career,What they do,Typical Duties,Degree Needed,Growth 2024-34,Median salary (2024)\n"
        'Baker,Bakes bread.,"Bake, sell and clean",None required,5%,"$36,650"\n',
    )
    one = fields(path)
    assert (one["introduction"], one["duties"]) == ("Bakes bread.", ["Bake, sell and clean"])
    assert one["education"] == {"level": "None required"}
    assert one["outlook"] == {"percent": Decimal(5), "period": "2024–34", "source": "spreadsheet"}
    assert one["salary"] == {"median": {"annual": Decimal(36650)}, "year": 2024, "source": "spreadsheet"}
    assert fields(text(tmp_path, "Title,What they do\nBaker,Bake; sell\n"))["duties"] == ["Bake", "sell"]


# -- figures


@pytest.mark.parametrize(
    ("value", "number_format", "percent"),
    [(0.06, "0%", "6"), (0.046, "0.0%", "4.6"), (-0.265, "0.0%", "-26.5"), (1.2, "0%", "120"), (4.6, "General", "4.6"),
     ("4.6%", "General", "4.6"), ("6 percent", "@", "6")],
)  # fmt: skip
def test_a_share_in_a_cell_of_percent_is_percent(
    tmp_path: Path, value: object, number_format: str, percent: str
) -> None:
    path = shaped(tmp_path, (("Title", "Growth"), ("Baker", value)), {"B2": number_format})
    assert fields(path)["outlook"]["percent"] == Decimal(percent)


def test_a_share_in_another_cell_is_kept_and_said(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Title,Growth\nBaker,0.09\n"))
    assert said(found) == ["bad-cell"]
    assert found.profiles[0].fields["notes"] == ["Growth: 0.09"]


@pytest.mark.parametrize(
    ("value", "number_format", "salary"),
    [
        (54000, "[$£-809]#,##0", {"currency": "GBP", "annual": 54000}),
        (54000, '"£"#,##0', {"currency": "GBP", "annual": 54000}),
        (58500.5, '#,##0.00 "€"', {"currency": "EUR", "annual": Decimal("58500.50")}),
        (58.125, "#,##0.000 [$€-407]", {"currency": "EUR", "hourly": Decimal("58.13")}),
        (62350, '_("$"* #,##0_)', {"annual": 62350}), (81000, "[$$-1009]#,##0", {"currency": "CAD", "annual": 81000}),
        (81000, '[$CAD] #,##0', {"currency": "CAD", "annual": 81000}), (62350, '"$"#,##0,"K"', {"annual": 62350}),
        (62, '"$"0"K"', {"annual": 62000}), (15.5, '"$"0.00"/hr"', {"hourly": Decimal("15.50")}),
        (40000, '0" kr"', None), (0.5, "0%", None),
    ],
)  # fmt: skip
def test_pay_has_the_currency_and_the_unit_of_its_cell(
    tmp_path: Path, value: object, number_format: str, salary: object
) -> None:
    path = shaped(tmp_path, (("Title", "Salary"), ("Baker", value)), {"B2": number_format})
    found = read(path)
    one = found.profiles[0].fields
    assert one.get("salary") == (salary and {**salary, "source": "spreadsheet"})  # type: ignore[dict-item]
    assert said(found) == ([] if salary else ["bad-pay"])
    assert bool(one.get("notes")) is (salary is None)


PAY = """Title,Salary
Welder,24.52
Nanny,850 per week
Pilot,"£54,000"
Nurse,"CA$81,000"
Clerk,"3,500/month"
Vet,95.000
Chef,"1,250.00"
Dean,120K
Umpire,"$45,000 - $60,000"
Judge,"$190,000+"
"""


def test_pay_of_a_column_that_says_nothing_is_what_each_cell_says_or_is_kept(tmp_path: Path) -> None:
    found = read(text(tmp_path, PAY))
    pay = {one.fields["title"]: {k: v for k, v in one.fields.get("salary", {}).items() if k != "source"}
           for one in found.profiles}  # fmt: skip
    assert pay == {
        "Welder": {"hourly": Decimal("24.52")}, "Nanny": {}, "Pilot": {"currency": "GBP", "annual": 54000},
        "Nurse": {"currency": "CAD", "annual": 81000}, "Clerk": {}, "Vet": {}, "Chef": {}, "Dean": {"annual": 120000},
        "Umpire": {"annual": {"low": 45000, "high": 60000}}, "Judge": {"annual": {"at_least": 190000}},
    }  # fmt: skip
    kept = {one.fields["title"]: one.fields["notes"] for one in found.profiles if "notes" in one.fields}
    assert kept == {
        "Nanny": ["Salary: 850 per week"], "Clerk": ["Salary: 3,500/month"], "Vet": ["Salary: 95.000"],
        "Chef": ["Salary: 1,250.00"],
    }  # fmt: skip
    assert said(found) == ["bad-pay"] * 4


def test_a_file_with_decimal_commas_is_read_so_and_has_the_currency_that_it_names(tmp_path: Path) -> None:
    content = "Titre;Median pay;Hourly pay;Top 10 %\nÉlectricien;58.500;28,13;72.300,50\nGérant;45 000 €;21,63;\n"
    path = text(tmp_path, content.encode("cp1252"))
    found = read(path, {"Titre": "title"})
    assert [one.fields["salary"] for one in found.profiles] == [
        {"currency": "EUR", "median": {"annual": 58500, "hourly": Decimal("28.13")},
         "top_10_percent": {"annual": Decimal("72300.50")}, "source": "spreadsheet"},
        {"currency": "EUR", "median": {"annual": 45000, "hourly": Decimal("21.63")}, "source": "spreadsheet"},
    ]  # fmt: skip


def test_decimal_commas_without_any_currency_are_kept_until_it_is_said(tmp_path: Path) -> None:
    path = text(tmp_path, "Title;Median pay\nVet;58.500,50\n")
    found = read(path)
    (problem,) = found.diagnostics
    assert problem.hint == "--currency EUR says it for the whole spreadsheet"
    assert found.profiles[0].fields["notes"] == ["Median pay: 58.500,50"]
    salary = read(path, currency="CHF").profiles[0].fields["salary"]
    assert salary == {"currency": "CHF", "median": {"annual": Decimal("58500.50")}, "source": "spreadsheet"}


@pytest.mark.parametrize(
    ("heading", "cell", "salary"),
    [
        ("Hourly", "15.50", {"hourly": Decimal("15.50")}),
        ("Salary (GBP)", "30k", {"currency": "GBP", "annual": 30000}),
        ("Salary in $000s", "62", {"annual": 62000}), ("Median annual wage", "62000", {"median": {"annual": 62000}}),
        ("Average salary", "50000", {"annual": 50000, "note": "Average salary."}),
        ("Starting Salary ($)", "40,000", {"annual": 40000, "note": "Starting salary."}),
        ("Annual wage", "45", None), ("Hourly", "68,000", None), ("Monthly pay", "5,000", None),
        ("Pay range", "20-25/hr", {"hourly": {"low": 20, "high": 25}}), ("Salary", "0", None), ("Salary", "#", None),
    ],
)  # fmt: skip
def test_pay_is_what_the_name_of_its_column_says(tmp_path: Path, heading: str, cell: str, salary: object) -> None:
    found = read(text(tmp_path, f'Title,{heading}\nBaker,"{cell}"\n'))
    one = found.profiles[0].fields
    assert one.get("salary") == (salary and {**salary, "source": "spreadsheet"})  # type: ignore[dict-item]
    assert said(found) == ([] if salary else ["bad-pay"])


def test_other_cells_of_the_row_say_the_period_and_the_currency(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "Title,Salary,Salary Type,Currency\nAide,15.50,Hourly,\nTutor,$22.00 - $25.00,Hourly,CAD\n"
        'Engineer,"68,000.00",Annual Salary,USD\nClown,900,Weekly,USD\nPoet,300,Hourly,doubloons\n',
    )
    found = read(path)
    assert [{k: v for k, v in one.fields.get("salary", {}).items() if k != "source"} for one in found.profiles] == [
        {"hourly": Decimal("15.50")}, {"currency": "CAD", "hourly": {"low": 22, "high": 25}}, {"annual": 68000}, {}, {},
    ]  # fmt: skip
    assert found.profiles[3].fields["notes"] == ["Salary: 900", "Salary Type: Weekly", "Currency: USD"]


def test_the_ends_of_a_range_may_have_columns_of_their_own(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Title,Salary min,Salary max\nBaker,30000,40000\nCook,30000,\nChef,50000,40000\n"))
    salaries = [one.fields.get("salary", {}).get("annual") for one in found.profiles]
    assert salaries == [{"low": 30000, "high": 40000}, None, None]
    assert found.profiles[2].fields["notes"] == ["Salary min: 50000", "Salary max: 40000"]


def test_other_pay_beside_a_median_is_kept_in_notes(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Title,Median pay,Salary,Hourly\nBaker,41600,50000,20\nCook,41600,,31\n"))
    assert [one.fields["salary"]["median"] for one in found.profiles] == [
        {"annual": 41600, "hourly": 20}, {"annual": 41600}]  # fmt: skip
    assert [one.fields["notes"] for one in found.profiles] == [["Salary: 50000"], ["Hourly: 31"]]


def test_years_and_hours_that_do_not_agree_are_not_both_taken(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Title,Annual wage,Hourly wage\nBaker,41600,25\n"))
    assert found.profiles[0].fields["salary"] == {"annual": 41600, "source": "spreadsheet"}
    assert found.profiles[0].fields["notes"] == ["Hourly wage: 25"]


def test_counts_with_decimals_may_be_in_thousands_and_a_title_above_says_so(tmp_path: Path) -> None:
    rows = "Title,Openings\nBaker,5.2\nCook,760\n"
    found = read(text(tmp_path, rows))
    assert [one.fields.get("outlook") for one in found.profiles] == [None, None]
    assert found.profiles[1].fields["notes"] == ["Openings: 760"]
    found = read(text(tmp_path, "Roles (numbers in thousands),\n" + rows))
    assert [one.fields["outlook"]["openings"] for one in found.profiles] == [5200, 760_000]


def test_few_openings_may_be_vacancies_of_an_employer(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Title,Openings\nBaker,3\nCook,29000\n"))
    assert [one.fields.get("outlook", {}).get("openings") for one in found.profiles] == [None, 29000]
    assert found.profiles[0].fields["notes"] == ["Openings: 3"]
    assert fields(text(tmp_path, "Title,Annual openings\nPoet,90\n"))["outlook"]["openings"] == 90


# -- other cells


def test_cells_that_say_nothing_are_nothing(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Title,Median pay,Growth,Skills,Ours\nBaker,N/A,—,n/a,TBD\n"))
    assert found.profiles[0].fields.keys() == {"title", "category", "introduction"}
    assert found.diagnostics == ()


def test_formulas_without_a_result_or_with_a_fault_are_said(tmp_path: Path) -> None:
    rows = (("Title", "Openings", "Growth"), ("Baker", "=SUM(1,2)", "#REF!"))
    found = read(shaped(tmp_path, rows, {}))
    assert said(found) == ["no-result", "no-result"]
    assert found.profiles[0].fields["notes"] == ["Openings: (a formula without a result)", "Growth: #REF!"]


def test_days_are_days_and_what_may_be_two_days_is_kept(tmp_path: Path) -> None:
    day = dt.datetime(2026, 9, 1)  # noqa: DTZ001
    one = fields(shaped(tmp_path, (("Title", "Updated", "Fair"), ("Baker", day, day)), {}))
    assert (one["updated"], one["notes"]) == (dt.date(2026, 9, 1), ["Fair: 2026-09-01"])
    found = read(text(tmp_path, "Title,Updated\nBaker,9/1/2026\nCook,9/13/2026\nChef,1 Sept 2026\n"))
    assert [one.fields.get("updated") for one in found.profiles] == [None, dt.date(2026, 9, 13), dt.date(2026, 9, 1)]
    assert found.profiles[0].fields["notes"] == ["Updated: 9/1/2026"]


def test_html_of_job_boards_becomes_text(tmp_path: Path) -> None:
    cell = "<p>Help <strong>students</strong> &amp; staff.</p><ul><li>Clean glassware</li></ul>"
    one = fields(text(tmp_path, f'Title,Job description\nAide,"{cell}"\n'))
    assert one["introduction"] == ["Help students & staff.", "Clean glassware"]


def test_a_rating_may_have_its_figure_beside_it(tmp_path: Path) -> None:
    found = read(text(tmp_path, "Title,Outlook\nBaker,Faster than average (6%)\nCook,Bright\n"))
    assert found.profiles[0].fields["outlook"] == {
        "rating": "faster than average", "percent": Decimal(6), "source": "spreadsheet"}  # fmt: skip
    assert found.profiles[1].fields["notes"] == ["Outlook: Bright"]


def test_a_long_text_is_none_for_the_quick_facts(tmp_path: Path) -> None:
    words = (
        "A degree in something, or work for several years in a related field, and a license of the state in question"
    )
    assert fields(text(tmp_path, f'Title,Education\nBaker,"{words}"\n'))["education"] == {"text": words}


@pytest.mark.parametrize(
    ("cell", "duties"),
    [("Open, close and clean", ["Open, close and clean"]), ("• a • b", ["a", "b"]), ("- a\n- b", ["a", "b"]),
     ("1. One 2. Two", ["One", "Two"]), ("a; b", ["a", "b"]), ("Bake it. Sell it.", ["Bake it. Sell it."])],
)  # fmt: skip
def test_duties_are_parted_where_people_part_them_and_never_at_commas(
    tmp_path: Path, cell: str, duties: list[str]
) -> None:
    assert fields(written(tmp_path, (("Title", "Duties"), ("Baker", cell))))["duties"] == duties


def test_very_many_problems_of_a_kind_are_counted(tmp_path: Path) -> None:
    rows = "".join(f"Role {k},about {k}\n" for k in range(40))
    found = read(text(tmp_path, "Title,Salary\n" + rows))
    assert len(found.diagnostics) == 6
    assert found.diagnostics[-1].message == "35 more cells in the column 'Salary' are like those before"


# -- the whole


def test_profiles_are_valid_but_for_what_is_left_to_write(tmp_path: Path) -> None:
    for one in read(written(tmp_path)).profiles:
        path = tmp_path / f"{one.role}.yaml"
        path.write_text(new_file(one, DAY).after, encoding="utf-8")
        loaded = load_profile(path, known_roles=["baker", "cook"])
        assert loaded.diagnostics == (), "\n".join(problem.format() for problem in loaded.diagnostics)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_a_column_can_be_for_is_one_of_a_profile(tmp_path: Path, field: str) -> None:
    values = {"salary.year": "2024", "outlook.rating": "decline", "outlook.period": "2024–34", "job_zone": "3",
              "updated": "2026-11-25", "salary.per": "hourly", "salary.currency": "EUR"}  # fmt: skip
    pay = "salary.annual" if field in ("salary.per", "salary.currency") else field
    figure = "12" if field.endswith("hourly") or not pay.startswith("salary.") else "50,000"
    value = values.get(field, figure if field.startswith(("salary.", "outlook.")) else "Words")
    one = read(
        written(tmp_path, (("Title", "X"), ("Baker", value))), {} if field == "title" else {"X": field}
    ).profiles[0]
    path = tmp_path / "baker.yaml"
    path.write_text(new_file(one, DAY).after, encoding="utf-8")
    loaded = load_profile(path)
    assert loaded.ok, "\n".join(problem.format() for problem in loaded.diagnostics)


HEADINGS = st.sampled_from(
    ("Title", "Category", "Description", "Duties", "Median pay", "Salary", "Hourly", "Growth", "Outlook", "Openings",
     "Skills", "Updated", "Wage year", "Notes", "Our no.", "", "Salary type", "Pay", "Tools", "Job zone", "Education")
)  # fmt: skip
CELLS = st.sampled_from(
    ("", "N/A", "Words", "a; b", "a, b", "5%", "0.09", "$50,000", "15.50", "£27k", "58.500", "28,13", "2024",
     "May 2024", "2026-09-01", "9/1/2026", "Decline", "Hourly", "3", "<p>x</p>", "=1", "#REF!", "45,000-60,000", "**",
     "é—“x”", "-1")
)  # fmt: skip


@given(st.lists(HEADINGS, min_size=1, max_size=7), st.lists(st.lists(CELLS, max_size=8), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_nothing_vanishes(headings: list[str], rows: list[list[str]]) -> None:
    """Each cell is in a field of its profile or in its notes, and no field is ever invalid."""
    table = [["Title", *headings], *([f"Role {k}", *row] for k, row in enumerate(rows))]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "roles.csv"
        path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in table) + "\n", encoding="utf-8")
        found = read_spreadsheet(path, "roles.csv", DAY, mapping={})
        for profile, row in zip(found.profiles, rows, strict=True):
            notes = "\n".join(profile.fields.get("notes", ())).replace("\\", "")
            for heading, cell in zip([*headings, *[""] * 8], row, strict=False):
                if cells.is_nothing(cell) or cells.is_total(profile.fields["title"]):
                    continue
                field, _, inner = (meaning(heading).field or "").partition(".")
                whole = profile.fields.get(field)
                exact = isinstance(whole, dict) and field not in ("salary", "outlook")
                there = bool(whole and (inner in whole if exact else True)) or (field, inner) == ("salary", "per")
                assert there or " ".join(cells.plain_text(cell).split()) in notes or cell in notes
            made = path.with_name("role.yaml")
            made.write_text(new_file(profile, DAY).after, encoding="utf-8")
            loaded = load_profile(made)
            assert loaded.ok, "\n".join(problem.format() for problem in loaded.diagnostics)
