"""`careerpdf booklet`: from a manifest or from roles, categories and tags; one file, one line."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest

from careerpdf.booklet.model import Manifest
from careerpdf.cli import console
from careerpdf.cli.commands import booklet as module
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.products.booklet import Booklet
from careerpdf.products.product import Attempt, Options, Progress, Result
from careerpdf.project.project import Project
from careerpdf.source.load import Loaded
from tests.support.commands import Run


class Asked:
    """What the command wanted to be built."""

    def __init__(self) -> None:
        self.booklet = Manifest.model_validate({"title": "none"})
        self.loaded: Loaded[Manifest] | None = None
        self.name = ""
        self.options = Options()
        self.target = Path()
        self.fails = False


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Put a quick builder in place of the real one."""
    asked = Asked()

    def build(
        product: Booklet,
        project: Project,
        options: Options,
        attempt: Attempt,
        progress: Progress,
    ) -> Result:
        asked.booklet, asked.loaded = product._open(project, attempt)
        asked.name, asked.options = product.stem(project), options
        asked.target = options.target(project, asked.name)
        progress(0, 2, "electrician")
        progress(2, 2, "")
        if asked.fails:
            problem = Diagnostic("unknown-role", Severity.ERROR, "there is no profile 'x'")
            return attempt.failed(problem)
        result = attempt.made(options.target(project, asked.name), 24, 80_000, roles=2)
        return replace(result, seconds=0.25)

    monkeypatch.setattr(Booklet, "_build", build)
    return asked


@pytest.fixture
def fair(project: Path) -> Path:
    path = project / "booklets" / "fair.yaml"
    path.parent.mkdir()
    path.write_text("title: The Fair\nstarts: recto\nroles: [electrician]\n", encoding="utf-8")
    return path


def test_a_manifest_becomes_a_line_with_roles_and_pages(run: Run, fair: Path, asked: Asked) -> None:
    result = run("booklet", "fair")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.replace("\\", "/") == "output/fair.pdf  2 roles  24 pages  78 KB  0.25 s\n"
    assert (asked.name, asked.booklet.title, asked.booklet.roles) == ("fair", "The Fair", ("electrician",))
    assert asked.loaded is not None
    assert asked.options == Options(reuse=True)


def test_it_makes_a_pdf(run: Run, fair: Path) -> None:
    result = run("booklet", "fair", "-o", "elsewhere/the fair.pdf")
    assert result.exit_code == 0, result.stderr
    assert Path("elsewhere", "the fair.pdf").read_bytes().startswith(b"%PDF")


def test_options_go_before_the_manifest(run: Run, fair: Path, asked: Asked) -> None:
    texts = ("--title", "New", "--subtitle", "For you", "--edition", "2")
    choices = ("--starts", "any", "--order", "pay", "--style", "modern", "--paper", "A5")
    assert run("booklet", "fair", *texts, *choices).exit_code == 0
    book = asked.booklet
    assert (book.title, book.subtitle, book.edition, book.starts, book.order) == ("New", "For you", "2", "any", "pay")
    assert book.roles == ("electrician",)
    assert (asked.options.style, asked.options.paper) == ("modern", "a5")


@pytest.mark.parametrize(
    "typed",
    [
        ["--roles", "registered-nurse", "electrician", "--title", "Two jobs"],
        ["--title", "Two jobs", "--roles", "registered-nurse", "electrician"],
        ["--roles", "registered-nurse", "--title", "Two jobs", "--roles", "electrician"],
        ["--roles", "registered-nurse", "electrician", "registered-nurse", "--title=Two jobs", "-q"],
        ["--roles=registered-nurse", "--roles", "electrician", "--title", "Two jobs"],
    ],
)
def test_roles_takes_every_word_up_to_the_next_option(run: Run, project: Path, asked: Asked, typed: list[str]) -> None:
    result = run("booklet", *typed)
    assert result.exit_code == 0, result.stderr
    assert asked.booklet.roles == ("registered-nurse", "electrician")
    assert (asked.booklet.title, asked.name, asked.loaded) == ("Two jobs", "two-jobs", None)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (["--all"], {"title": "Career guide"}),
        (["--category", "Health Care", "--category", "Trades"], {"category": ("Health Care", "Trades")}),
        (["--tag", "license", "--roles", "electrician"], {"tag": ("license",), "roles": ("electrician",)}),
        (["--all", "--order", "pay", "--starts", "run-on"], {"order": "pay", "starts": "run-on"}),
    ],
)
def test_without_a_manifest_the_roles_are_chosen_by_options(
    run: Run, project: Path, asked: Asked, typed: list[str], fields: dict[str, Any]
) -> None:
    assert run("booklet", *typed).exit_code == 0
    assert asked.name == "career-guide"
    assert asked.booklet == Manifest.model_validate({"title": "Career guide", **fields})


@pytest.mark.parametrize(
    ("output", "path"),
    [("a/b.pdf", "a/b.pdf"), ("B.PDF", "B.PDF"), ("handouts", "handouts/fair.pdf"), ("dir.pdf", "dir.pdf/fair.pdf")],
)
def test_output_is_a_pdf_or_the_folder_for_it(run: Run, fair: Path, asked: Asked, output: str, path: str) -> None:
    Path("dir.pdf").mkdir()
    assert run("booklet", "fair", "-o", output).exit_code == 0
    assert asked.target == Path(path)


def test_a_booklet_never_takes_the_place_of_a_handout(run: Run, project: Path, asked: Asked) -> None:
    assert run("booklet", "--roles", "electrician", "--title", "Electrician").exit_code == 0
    assert asked.name == "electrician-booklet"


def test_a_title_that_cannot_name_a_file_is_fine(run: Run, project: Path, asked: Asked) -> None:
    assert run("booklet", "--all", "--title", "职业").exit_code == 0
    assert (asked.name, asked.booklet.title) == ("booklet", "职业")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "Name a booklet, or say which roles it has: --all, --roles, --category or --tag."),
        ([], "There are these booklets: fair."),
        (["fair", "--all"], "not both"),
        (["fair", "--roles", "electrician"], "not both"),
        (["--all", "--tag", "x"], "With --all the booklet has every role"),
        (["--roles", "--title", "X"], "Name at least one role after --roles."),
        (["--all", "--roles"], "Name at least one role after --roles."),
        (["fair", "--title", " "], "--title must not be empty."),
        (["--all", "--title", ""], "--title must not be empty."),
        (["fair", "--starts", "right"], "'right' is not one of"),
        (["fair", "--paper", "half-leter"], "Did you mean 'half-letter'?"),
        (["fair", "-o", "booklets/fair.yaml"], "is a file, and no PDF"),
        (["--roles", "registered", "nurse"], "Did you mean 'registered-nurse'?"),
        (["fair", "—title", "X"], "Type two hyphens: --title"),
    ],
)
def test_what_cannot_be_is_a_usage_error(run: Run, fair: Path, asked: Asked, typed: list[str], said: str) -> None:
    result = run("booklet", *typed)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.stderr.split())
    assert asked.name == ""


def test_an_unknown_booklet_gets_the_one_that_was_meant(run: Run, fair: Path, asked: Asked) -> None:
    result = run("booklet", "fairs")
    assert (result.exit_code, result.stdout, asked.name) == (1, "", "")
    assert "did you mean 'fair'?" in result.stderr
    assert "`careerpdf build electrician` makes its handout" in run("booklet", "electrician").stderr


def test_a_faulty_manifest_is_explained_and_nothing_is_made(run: Run, fair: Path, asked: Asked) -> None:
    fair.write_text("titel: X\n", encoding="utf-8")
    result = run("booklet", "fair")
    assert (result.exit_code, result.stdout, asked.name) == (1, "", "")
    assert "booklets/fair.yaml:1:1: error[unknown-key]" in result.stderr.replace("\\", "/")


def test_what_went_wrong_while_building_is_an_error(run: Run, fair: Path, asked: Asked) -> None:
    asked.fails = True
    result = run("booklet", "fair")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no profile 'x'" in result.stderr


def test_json_has_the_result_for_scripts(run: Run, fair: Path, asked: Asked) -> None:
    answer = json.loads(run("booklet", "fair", "--format", "json").stdout)
    (found,) = answer["results"]
    assert (found["booklet"], found["ok"], found["pages"], found["roles"]) == ("fair", True, 24, 2)
    assert found["path"] == str(Path("output", "fair.pdf").resolve())
    assert answer["diagnostics"] == []
    assert json.loads(run("booklet", "nowhere", "--format", "json").stdout)["results"] == []


def test_quiet_prints_nothing(run: Run, fair: Path, asked: Asked) -> None:
    assert run("booklet", "fair", "-q").output == ""


def test_somebody_who_watches_sees_which_role_it_is_at(
    run: Run, fair: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "watched", lambda: True)
    monkeypatch.setattr("time.monotonic", lambda: 1000.0)  # it is drawn no more often than somebody can see
    seen: list[object] = []
    monkeypatch.setattr("rich.progress.Progress.update", lambda _bar, _task, **fields: seen.append(fields))
    assert run("booklet", "fair").exit_code == 0
    assert seen == [
        {"completed": 0, "total": 2, "description": "electrician", "refresh": True},
        {"completed": 2, "total": 2, "description": "", "refresh": False},
    ]


def test_the_pdf_is_opened_when_it_is_done(run: Run, fair: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda target: opened.append(target) or 0)
    assert run("booklet", "fair", "--open").exit_code == 0
    assert [Path(path).name for path in opened] == ["fair.pdf"]


def test_outside_a_folder_of_handouts_it_is_said_that_this_is_none(run: Run, here: Path, asked: Asked) -> None:
    result = run("booklet", "--all")
    assert (result.exit_code, result.stdout, asked.name) == (1, "", "")
    assert f"{here}: error[not-a-handout-folder]" in result.stderr


def test_a_folder_without_profiles_gets_the_next_step(run: Run, begun: Path, asked: Asked) -> None:
    assert "careerpdf init" in run("booklet", "--all").stderr
    assert asked.name == ""


def test_booklets_are_completed_at_the_prompt(run: Run, fair: Path) -> None:
    found = module.complete_booklets(click.Context(module.command), module.command.params[0], "f")
    assert [item.value for item in found] == ["fair"]


def test_a_manifest_that_was_saved_as_plain_text_is_named(run: Run, fair: Path, asked: Asked) -> None:
    (fair.parent / "autumn.yaml.txt").write_text("title: Autumn\n", encoding="utf-8")
    for name in ("autumn", "autumn.yaml.txt"):
        result = run("booklet", name)
        assert result.exit_code == 1
        assert "autumn.yaml.txt is not read: rename it to autumn.yaml" in result.stderr


def test_the_name_of_another_kind_of_file_is_no_folder(run: Run, fair: Path, asked: Asked, tmp_path: Path) -> None:
    result = run("booklet", "fair", "-o", str(tmp_path / "out.txt"))
    assert result.exit_code == 2
    assert "ends in .pdf" in result.stderr
    assert not (tmp_path / "out.txt").exists()


def test_commas_between_roles_are_as_good_as_spaces(run: Run, project: Path, asked: Asked) -> None:
    for typed in (["registered-nurse,electrician"], ["registered-nurse,", "electrician"]):
        assert run("booklet", "--roles", *typed, "--title", "Two jobs").exit_code == 0
        assert asked.booklet.roles == ("registered-nurse", "electrician")


def test_one_process_or_several_make_the_same_booklet(run: Run, project: Path) -> None:
    for jobs in ("1", "2"):
        result = run("booklet", "--all", "--jobs", jobs, "-o", f"{jobs}.pdf", SOURCE_DATE_EPOCH="1790000000")
        assert result.exit_code == 0, result.stderr
    assert (project / "1.pdf").read_bytes() == (project / "2.pdf").read_bytes()
    assert run("booklet", "--all", "--jobs", "none").exit_code == 2
