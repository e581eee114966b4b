"""`careerpdf build`: result lines on stdout, problems on stderr, and one role's failure is no other's."""

import errno
import json
import re
from pathlib import Path

import pypdfium2
import pytest

from careerpdf.cli import console
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.products.handout import Handout
from careerpdf.products.product import Options, Result
from careerpdf.project.project import Project
from tests.support.commands import BROKEN, Run

LINE = re.compile(r"(\S+\.pdf) +(\d+) pages? +(\d+) KB +\d+\.\d\d s\n")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Options]]:
    """Put a quick builder in place of the real one; returns what it was asked for."""
    asked: list[tuple[str, Options]] = []

    def build(product: Handout, project: Project, options: Options) -> Result:
        role = product.name
        asked.append((role, options))
        if role == "fails":
            problem = Diagnostic("bad", Severity.ERROR, "this one is bad", file="profiles/fails.yaml")
            return Result(product, role, None, 0, 0, 0.1, (problem,))
        if role == "our-fault":
            raise ZeroDivisionError
        if role == "full-disk":
            raise OSError(errno.ENOSPC, "No space left on device", "output/full-disk.pdf")
        warning = Diagnostic("hm", Severity.WARNING, "a small thing", file=f"profiles/{role}.yaml")
        return Result(product, role, project.output_dir / f"{role}.pdf", 2, 40_000, 0.25, (warning,))

    monkeypatch.setattr(Handout, "build", build)
    return asked


def test_a_role_becomes_a_pdf_and_a_line(run: Run, project: Path) -> None:
    result = run("build", "registered-nurse")
    assert (result.exit_code, result.stderr) == (0, "")
    line = LINE.fullmatch(result.stdout)
    assert line is not None, result.stdout
    path, pages, size = Path(line[1]), int(line[2]), int(line[3])
    assert path == Path("output", "registered-nurse.pdf")
    assert size == round(path.stat().st_size / 1024)
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == pages


def test_style_paper_and_folder_reach_the_page(run: Run, project: Path) -> None:
    result = run("build", "registered-nurse", "--style", "classic", "--paper", "A5", "-o", "elsewhere/deep")
    assert result.exit_code == 0, result.stderr
    with pypdfium2.PdfDocument(project / "elsewhere" / "deep" / "registered-nurse.pdf") as pdf:
        assert [round(side) for side in pdf[0].get_size()] == [420, 595]


def test_a_broken_profile_leaves_its_old_pdf_and_does_not_stop_the_others(run: Run, project: Path) -> None:
    (project / "profiles" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    (project / "output").mkdir()
    old = project / "output" / "broken.pdf"
    old.write_bytes(b"old")
    result = run("build", "--all")
    assert result.exit_code == 1
    assert old.read_bytes() == b"old"
    assert {path.name for path in old.parent.iterdir()} == {
        "broken.pdf",
        "electrician.pdf",
        "registered-nurse.pdf",
    }
    assert "profiles/broken.yaml:2:1" in result.stderr.replace("\\", "/")
    assert result.stderr.endswith("1 of 3 handouts could not be made: broken\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name the roles to build, or use --all."),
        (["--all", "registered-nurse"], "Give role names or --all, not both."),
    ],
)
def test_either_roles_or_all_must_be_named(
    run: Run, project: Path, asked: list[tuple[str, Options]], arguments: list[str], said: str
) -> None:
    result = run("build", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert asked == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["--paper", "a44"], "'a44' is not one of"),
        (["--project", "nowhere"], "nowhere"),
        (["--format", "xml"], "'xml'"),
    ],
)
def test_a_value_that_an_option_cannot_have_is_a_usage_error(
    run: Run, project: Path, typed: list[str], expected: str
) -> None:
    result = run("build", "registered-nurse", *typed)
    assert result.exit_code == 2
    assert expected in result.stderr


def test_an_unknown_role_gets_the_one_that_was_meant(run: Run, project: Path) -> None:
    result = run("build", "electrican")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean 'electrician'" in result.stderr.lower()


def test_an_unknown_style_gets_the_one_that_was_meant(run: Run, project: Path) -> None:
    result = run("build", "electrician", "--style", "modren")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean 'modern'" in result.stderr.lower()


def test_all_builds_each_profile_once(run: Run, project: Path, asked: list[tuple[str, Options]]) -> None:
    assert run("build", "--all").exit_code == 0
    assert [role for role, _ in asked] == ["electrician", "registered-nurse"]


def test_a_role_named_twice_is_built_once(run: Run, project: Path, asked: list[tuple[str, Options]]) -> None:
    run("build", "electrician", "registered-nurse", "electrician")
    assert [role for role, _ in asked] == ["electrician", "registered-nurse"]


def test_outside_a_folder_of_handouts_it_is_said_that_this_is_none(
    run: Run, here: Path, asked: list[tuple[str, Options]]
) -> None:
    result = run("build", "electrician")
    assert (result.exit_code, result.stdout, asked) == (1, "", [])
    assert f"{here}: error[not-a-handout-folder]" in result.stderr


def test_all_without_profiles_fails_with_the_next_step(run: Run, begun: Path) -> None:
    result = run("build", "--all")
    assert result.exit_code == 1
    assert "careerpdf init" in result.stderr


def test_lines_come_first_and_then_the_warnings(run: Run, project: Path, asked: list[tuple[str, Options]]) -> None:
    result = run("build", "--all")
    assert LINE.fullmatch(result.stdout.splitlines(keepends=True)[0])
    assert result.stdout.count("2 pages") == 2
    assert result.stderr.count("a small thing") == 2


def test_a_full_disk_fails_one_role_only(run: Run, project: Path, asked: list[tuple[str, Options]]) -> None:
    result = run("build", "full-disk", "electrician")
    assert result.exit_code == 1
    assert "the disk is full" in result.stderr
    assert "electrician.pdf" in result.stdout


def test_a_fault_of_the_program_fails_one_role_only(run: Run, project: Path, asked: list[tuple[str, Options]]) -> None:
    result = run("build", "our-fault", "electrician")
    assert result.exit_code == 1
    assert "error[internal-error]: our-fault: something went wrong inside careerpdf (ZeroDivisionError" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in run("build", "our-fault", "-v").stderr
    assert "electrician.pdf" in result.stdout


def test_faulty_settings_build_nothing(run: Run, project: Path, asked: list[tuple[str, Options]]) -> None:
    (project / "careerpdf.yaml").write_text("papre: a4\n", encoding="utf-8")
    result = run("build", "electrician")
    assert (result.exit_code, result.stdout, asked) == (1, "", [])
    assert "careerpdf.yaml:1:1" in result.stderr


def test_json_has_results_and_diagnostics_and_nothing_else_is_printed(
    run: Run, project: Path, asked: list[tuple[str, Options]]
) -> None:
    result = run("build", "electrician", "fails", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    done, failed = json.loads(result.stdout)["results"]
    assert done == {
        "role": "electrician",
        "ok": True,
        "path": str(project / "output" / "electrician.pdf"),
        "pages": 2,
        "bytes": 40_000,
        "seconds": 0.25,
        "unchanged": False,
        "diagnostics": done["diagnostics"],
    }
    assert done["diagnostics"][0]["severity"] == "warning"
    assert (failed["ok"], failed["path"], failed["diagnostics"][0]["code"]) == (False, None, "bad")


def test_quiet_prints_problems_only(run: Run, project: Path, asked: list[tuple[str, Options]]) -> None:
    result = run("build", "electrician", "-q")
    assert result.stdout == ""
    assert "a small thing" in result.stderr


def test_verbose_names_the_folder(run: Run, project: Path, asked: list[tuple[str, Options]]) -> None:
    assert str(project) in run("build", "electrician", "-v").stderr
    assert str(project) not in run("build", "electrician").stderr


def test_project_builds_another_folder_from_here(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run("build", "electrician", "--project", str(project)).exit_code == 0
    assert (project / "output" / "electrician.pdf").is_file()


@pytest.mark.parametrize(("roles", "opened"), [(["electrician"], "electrician.pdf"), (["--all"], "output")])
def test_open_shows_the_one_pdf_or_the_folder_of_several(
    run: Run,
    project: Path,
    asked: list[tuple[str, Options]],
    monkeypatch: pytest.MonkeyPatch,
    roles: list[str],
    opened: str,
) -> None:
    launched: list[str] = []
    monkeypatch.setattr("click.launch", lambda target: launched.append(target) or 0)
    assert run("build", *roles, "--open").exit_code == 0
    assert [Path(target).name for target in launched] == [opened]


def test_a_failed_build_opens_nothing(
    run: Run, project: Path, asked: list[tuple[str, Options]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.launch", lambda _: pytest.fail("opened"))
    assert run("build", "fails", "--open").exit_code == 1


def test_a_computer_without_a_viewer_is_told_so(
    run: Run, project: Path, asked: list[tuple[str, Options]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.launch", lambda _: 1)
    result = run("build", "electrician", "--open")
    assert result.exit_code == 0
    assert "no program was found to open" in result.stderr


def test_a_bar_shows_on_a_terminal_and_leaves_stdout_alone(
    run: Run, project: Path, asked: list[tuple[str, Options]], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("build", "--all")
    assert "/2" not in plain.stderr
    monkeypatch.setattr(console, "watched", lambda: True)
    watched = run("build", "--all", FORCE_COLOR="1", COLUMNS="80")
    assert "2/2" in watched.stderr or "1/2" in watched.stderr
    assert watched.stdout == plain.stdout
