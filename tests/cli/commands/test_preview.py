"""`careerpdf preview`: pictures of pages, and what is said of those that cannot be made."""

import json
from pathlib import Path

import pytest
from PIL import Image

from careerpdf.cli import console
from tests.support.commands import BROKEN, NURSE, Run


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_role_becomes_a_picture_for_each_page_and_a_line_for_each(run: Run, project: Path) -> None:
    result = run("preview", "registered-nurse", "--dpi", "40")
    assert (result.exit_code, result.stderr) == (0, "")
    made = names(project / "output")
    assert made[0] == "registered-nurse-1.png"
    lines = result.stdout.splitlines()
    assert [Path(line.split()[0]).name for line in lines] == made
    assert all("340 × 440 pixels" in line and line.endswith(" KB") for line in lines)


def test_style_paper_folder_and_pages_reach_the_picture(run: Run, project: Path) -> None:
    choices = ("--style", "classic", "--paper", "A5", "-o", "web/deep", "--pages", "1", "--dpi", "72")
    result = run("preview", "registered-nurse", "electrician", *choices)
    assert result.exit_code == 0, result.stderr
    assert names(project / "web" / "deep") == ["electrician-1.png", "registered-nurse-1.png"]
    with Image.open(project / "web" / "deep" / "electrician-1.png") as picture:
        assert picture.size == (420, 596)
    assert not (project / "output").exists(), "the PDF is nobody's business here"


def test_a_booklet_is_one_picture_a_page(run: Run, project: Path) -> None:
    (project / "booklets").mkdir()
    (project / "booklets" / "fair.yaml").write_text("title: Fair\nroles: [electrician]\n", encoding="utf-8")
    result = run("preview", "fair", "--pages", "1–2", "--dpi", "20")
    assert (result.exit_code, result.stderr) == (0, "")
    assert names(project / "output") == ["fair-1.png", "fair-2.png"]


def test_what_goes_wrong_with_one_is_no_others_business(run: Run, project: Path) -> None:
    (project / "profiles" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    result = run("preview", "broken", "electrican", "electrician", "--dpi", "20", "--pages", "1")
    assert result.exit_code == 1
    assert names(project / "output") == ["electrician-1.png"]
    assert "profiles/broken.yaml:2:1" in result.stderr.replace("\\", "/")
    assert "did you mean 'electrician'?" in result.stderr


def test_a_page_that_is_not_there_is_said_with_the_range_that_is(run: Run, project: Path) -> None:
    result = run("preview", "electrician", "--pages", "9")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "'electrician' has no page 9" in result.stderr
    assert "expected: page" in result.stderr


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["electrician", "--dpi", "601"], "give a number from 20 to 600"),
        (["electrician", "--dpi", "19"], "give a number from 20 to 600"),
        (["electrician", "--dpi", "many"], "'many' is not a valid integer"),
        (["electrician", "--pages", "x"], "'x' is no page; write such as 1, 1-2 or 1-2,4."),
        (["electrician", "-o", "web/electrician.png"], "Did you mean -o web?"),
        (["electrician", "-o", "profiles/electrician.yaml"], "is a file; give a folder."),
        (["electrician", "--paper", "a44"], "'a44' is not one of"),
        (["registered", "nurse"], "Did you mean 'registered-nurse'?"),
        ([], "Name the roles or booklets to make pictures of."),
    ],
)
def test_what_is_typed_wrongly_is_a_usage_error(run: Run, project: Path, typed: list[str], said: str) -> None:
    result = run("preview", *typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert not (project / "output").exists()


def test_a_name_that_is_a_role_and_a_booklet_is_asked_back(run: Run, project: Path) -> None:
    (project / "booklets").mkdir()
    (project / "booklets" / "electrician.yaml").write_text("title: All about wires\n", encoding="utf-8")
    result = run("preview", "electrician")
    assert result.exit_code == 1
    assert "profiles/electrician.yaml or booklets/electrician.yaml" in result.stderr
    assert run("preview", "profiles/electrician.yaml", "--dpi", "20").exit_code == 0


def test_an_empty_folder_gets_the_next_step(run: Run, begun: Path) -> None:
    result = run("preview", "electrician")
    assert result.exit_code == 1
    assert "careerpdf init" in result.stderr


def test_outside_a_folder_of_handouts_it_is_said_that_this_is_none(run: Run, here: Path) -> None:
    result = run("preview", "electrician")
    assert result.exit_code == 1
    assert "error[not-a-handout-folder]" in result.stderr


def test_a_fault_of_the_program_is_no_traceback(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerpdf.preview.pictures.pages", lambda *_: 1 / 0)
    result = run("preview", "electrician")
    assert result.exit_code == 1
    assert "error[internal-error]: electrician: something went wrong" in result.stderr
    assert "Traceback" not in result.stderr


def test_json_has_every_picture_and_nothing_else_is_printed(run: Run, project: Path) -> None:
    result = run("preview", "electrician", "nobody", "--dpi", "20", "--pages", "1", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    done, failed = json.loads(result.stdout)["results"]
    (picture,) = done["pictures"]
    path = project / "output" / "electrician-1.png"
    assert picture == {
        "page": 1,
        "path": str(path.resolve()),
        "width": 170,
        "height": 220,
        "bytes": path.stat().st_size,
    }
    assert (done["name"], done["kind"], done["ok"], done["diagnostics"]) == ("electrician", "handout", True, [])
    assert (failed["ok"], failed["pictures"], failed["diagnostics"][0]["code"]) == (False, [], "unknown-name")


def test_open_shows_the_first_picture(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(console, "open_file", shown.append)
    run("preview", "electrician", "--dpi", "20", "--open", "-q")
    assert shown == [project / "output" / "electrician-1.png"]


def test_pages_go_with_the_profile(run: Run, project: Path) -> None:
    run("preview", "electrician", "--dpi", "20")
    first = (project / "output" / "electrician-1.png").read_bytes()
    (project / "profiles" / "electrician.yaml").write_text(NURSE, encoding="utf-8")
    run("preview", "electrician", "--dpi", "20")
    assert (project / "output" / "electrician-1.png").read_bytes() != first
