"""Slips at the prompt: each is refused before anything is made, and what was meant is said."""

from pathlib import Path

import pytest

from tests.support.commands import NURSE, Run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "electrician", "-paper", "a4"], "Did you mean '--paper'?"),
        (["build", "electrician", "-style=classic"], "Did you mean '--style'?"),
        (["build", "electrician", "-open"], "Did you mean '--open'?"),
        (["build", "electrician", "—style", "classic"], "Type two hyphens: --style"),
        (["build", "electrician", "–paper=a4"], "Type two hyphens: --paper"),
        (["build", "—all"], "Type two hyphens: --all"),
        (["build", "electrician", "–o", "elsewhere"], "Type a hyphen: -o"),
        (["build", "-help"], "Did you mean '--help'?"),
        (["—version"], "Type two hyphens: --version"),
        (["build", "electrician", "--paper", "leter"], "Did you mean 'letter'?"),
        (["list", "--format", "jsn"], "Did you mean 'json'?"),
        (["new", "Dental", "Assistant"], 'careerpdf new "Dental Assistant"'),
        (["new", "“Dental", "Assistant”"], 'careerpdf new "Dental Assistant"'),
        (["build", "dental", "hygienist"], "Did you mean 'dental-hygienist'?"),
        (["validate", "Dental", "Hygienist"], "Did you mean 'dental-hygienist'?"),
        (["build", "electrician", "-o", "made/electrician.pdf"], "Did you mean -o made?"),
        (["build", "electrician", "-o", "careerpdf.yaml"], "give a folder"),
    ],
)
def test_a_slip_is_refused_and_what_was_meant_is_said(run: Run, project: Path, arguments: list[str], said: str) -> None:
    (project / "profiles" / "dental-hygienist.yaml").write_text(NURSE, encoding="utf-8")
    (project / "careerpdf.yaml").write_text("paper: a4\n", encoding="utf-8")
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.startswith(f"Usage: careerpdf {arguments[0] if len(arguments) > 1 else ''}")
    assert sorted(path.name for path in project.iterdir()) == ["careerpdf.yaml", "profiles"]
    assert len(list((project / "profiles").iterdir())) == 3


def test_the_pdf_of_another_build_is_no_folder_either(run: Run, project: Path) -> None:
    (project / "output").mkdir()
    (project / "output" / "electrician.pdf").write_bytes(b"old")
    result = run("build", "electrician", "-o", "output/electrician.pdf")
    assert result.exit_code == 2
    assert "give a folder, not a file" in result.stderr


def test_what_only_looks_like_a_slip_is_taken_as_it_is(run: Run, project: Path) -> None:
    assert run("build", "electrician", "-qo", "elsewhere").exit_code == 0
    assert run("build", "registered-nurse", "electrician", "-q").exit_code == 0
    assert run("validate", "-qv", "electrician").exit_code == 0
    assert run("new", "Nurse – Night").exit_code == 0
    assert "no profile '–style'" in run("validate", "--", "–style").stderr


def test_help_is_a_command_too(run: Run) -> None:
    assert (run("help").exit_code, run("help").stdout) == (0, run("--help").stdout)
    assert run("help", "build").stdout == run("build", "--help").stdout
    assert "Did you mean 'build'?" in run("help", "biuld").stderr


def test_check_knows_the_pdf_of_a_role(run: Run, project: Path) -> None:
    result = run("check", "electrician")
    assert result.exit_code == 1
    assert "hint: `careerpdf build electrician` makes it" in result.stderr
    (project / "output").mkdir()
    (project / "output" / "electrician.pdf").write_bytes(b"")
    for typed in ("electrician", "electrician.pdf"):
        assert f"hint: did you mean {Path('output', 'electrician.pdf')}?" in run("check", typed).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "electrician", "--fits", "1"), "Did you mean '--fit'?"),
        (("booklet", "--role", "electrician"), "Did you mean '--roles'?"),
        (("build", "electrician", "--color", "#7a0019"), "--set colours.accent=#7a0019"),
        (("build", "electrician", "--leave-out", "questions"), "--set leave_out=questions"),
        (("booklet", "--all", "--title", "Careers", "after", "Lakeview"), '--title "Careers after Lakeview"'),
        (("booklet", "--title", "Careers", "after", "Lakeview"), '--title "Careers after Lakeview"'),
        (("booklet", "--category", "Health", "Care"), '--category "Health Care"'),
    ],
)
def test_an_option_that_is_not_there_or_a_text_without_quotes_gets_the_way(
    run: Run, project: Path, words: tuple[str, ...], said: str
) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_booklet_can_be_named_behind_its_title(run: Run, project: Path) -> None:
    assert "there is no booklet 'fair'" in run("booklet", "--title", "Careers", "fair").stderr
