"""`careerpdf list`: one line per role, whatever state its profile is in."""

import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerpdf.cli.commands.list import COLUMNS, _print, _print_with_rich
from tests.support.commands import BROKEN, NURSE, Run


def lines(run: Run) -> dict[str, str]:
    """Rows of the table by role."""
    result = run("list")
    assert result.exit_code == 0
    return {line.split()[0]: line for line in result.stdout.splitlines() if line.strip()}


def test_title_category_pay_and_year_stand_in_a_row(run: Run, project: Path) -> None:
    row = lines(run)["registered-nurse"].split("  ")
    assert [cell.strip() for cell in row if cell.strip()] == [
        "registered-nurse",
        "Registered Nurse",
        "Health Care",
        "$93,600",
        "2024",
    ]


@pytest.mark.parametrize(
    ("median", "shown"),
    [
        ("{at_least: 239200}", "$239,200 or more"),
        ("{hourly: 31.5}\n  pay_period: hour", "$31.50 an hour"),
        ("41000\n  currency: EUR", "€41,000"),
    ],
)
def test_pay_is_written_as_on_the_page(run: Run, project: Path, median: str, shown: str) -> None:
    path = project / "profiles" / "registered-nurse.yaml"
    path.write_text(NURSE.replace("93600", median), encoding="utf-8")
    assert f" {shown} " in lines(run)["registered-nurse"]


def test_a_broken_profile_is_listed_with_its_number_of_problems(run: Run, project: Path) -> None:
    (project / "profiles" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    assert "error" in lines(run)["broken"]
    assert "error" not in lines(run)["registered-nurse"]


_CELLS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30).map(str.strip)


@given(st.lists(st.tuples(*[_CELLS] * len(COLUMNS)), min_size=1, max_size=4))
@example([("electrician", "Electrician [red]", "Skilled Trades", "$62,350", "2024", "1 error, 2 warnings")])
def test_a_simple_table_is_the_one_that_rich_would_print(rows: list[tuple[str, ...]]) -> None:
    printed = []
    for show in (_print, _print_with_rich):
        with redirect_stdout(TextIOWrapper(BytesIO(), encoding="utf-8", newline="")) as stream:
            show(COLUMNS, rows)
            stream.flush()
            printed.append(stream.buffer.getvalue().decode())
    assert printed[0] == printed[1]


@pytest.mark.parametrize(("title", "needed"), [("Registered Nurse", False), ("看護師", True)])
def test_rich_is_imported_only_for_letters_of_other_widths(project: Path, title: str, needed: bool) -> None:
    path = project / "profiles" / "registered-nurse.yaml"
    path.write_text(NURSE.replace("Registered Nurse", title), encoding="utf-8")
    code = (
        "import sys\nfrom careerpdf.cli.app import cli\n"
        "try: cli(['list'])\nexcept SystemExit: pass\nprint('LOADED', 'rich.console' in sys.modules)"
    )
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment, cwd=project)
    assert f"LOADED {needed}" in run.stdout


def test_a_pipe_gets_whole_titles(run: Run, project: Path) -> None:
    title = "Very Long " * 12 + "Title"
    path = project / "profiles" / "registered-nurse.yaml"
    path.write_text(NURSE.replace("Registered Nurse", title), encoding="utf-8")
    assert title in lines(run)["registered-nurse"]


def test_square_brackets_in_a_title_are_only_brackets(run: Run, project: Path) -> None:
    path = project / "profiles" / "registered-nurse.yaml"
    path.write_text(NURSE.replace("Registered Nurse", "Nurse [red]"), encoding="utf-8")
    assert "Nurse [red]" in lines(run)["registered-nurse"]


def test_json_has_numbers_for_scripts(run: Run, project: Path) -> None:
    (project / "profiles" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    roles = {role["role"]: role for role in json.loads(run("list", "--format", "json").stdout)["roles"]}
    nurse = roles["registered-nurse"]
    assert (nurse["median_annual"], nurse["median_hourly"], nurse["currency"], nurse["year"]) == (
        93600,
        45,
        "USD",
        2024,
    )
    assert (nurse["ok"], roles["broken"]["ok"]) == (True, False)
    assert Path(nurse["path"]).is_file()


def test_outside_a_folder_of_handouts_it_is_said_that_this_is_none(run: Run, here: Path) -> None:
    result = run("list")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{here}: error[not-a-handout-folder]" in result.stderr


def test_a_folder_without_profiles_gets_the_next_step(run: Run, begun: Path) -> None:
    result = run("list")
    assert result.exit_code == 0
    assert "careerpdf init" in result.stdout


def test_booklets_are_listed_below_the_roles(run: Run, project: Path) -> None:
    (project / "booklets").mkdir()
    (project / "booklets" / "fair.yaml").write_text("title: The Fair\nedition: Spring 2027\n", encoding="utf-8")
    (project / "booklets" / "bad.yaml").write_text("titel: The Fair\n", encoding="utf-8")
    rows = lines(run)
    assert [cell.strip() for cell in rows["fair"].split("  ") if cell.strip()] == ["fair", "The Fair", "Spring 2027"]
    assert "1 error" in rows["bad"]
    found = {one["booklet"]: one for one in json.loads(run("list", "--format", "json").stdout)["booklets"]}
    assert (found["fair"]["title"], found["fair"]["ok"], found["bad"]["ok"]) == ("The Fair", True, False)
