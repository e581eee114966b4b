"""Names of roles and booklets: what they stand for, and what is said of those that stand for nothing."""

from pathlib import Path

import pytest

from careerpdf.diagnostics import Diagnostic
from careerpdf.products.registry import Choices, Product, find, make
from careerpdf.project.project import Project

from .conftest import FAIR, NURSE


def test_a_name_is_a_role_or_a_booklet(project: Project) -> None:
    assert find(project, "registered-nurse") == Product("role", "registered-nurse")
    assert find(project, "fair") == Product("booklet", "fair")


def test_a_name_that_is_both_is_asked_back_and_a_path_decides(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.profiles_dir / "fair.yaml").write_text(NURSE, encoding="utf-8")
    monkeypatch.chdir(project.root)
    problem = find(project, "fair")
    assert isinstance(problem, Diagnostic)
    assert problem.message == "'fair' is both a role and a booklet"
    assert problem.hint == "say which one by its file: profiles/fair.yaml or booklets/fair.yaml"
    assert find(project, "profiles/fair.yaml") == Product("role", "profiles/fair.yaml")
    booklet = find(project, "booklets/fair.yaml")
    assert booklet == Product("booklet", "booklets/fair.yaml")
    assert booklet.stem(project) == "fair-booklet"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("registerd-nurse", "did you mean 'registered-nurse'?"),
        ("fiar", "did you mean 'fair'?"),
        ("output/electrician.pdf", "did you mean 'electrician'? Give the name and not the file that is made"),
        ("zzz", "`careerpdf list` shows the roles there are"),
    ],
)
def test_an_unknown_name_gets_the_one_that_was_meant(project: Project, name: str, hint: str) -> None:
    problem = find(project, name)
    assert isinstance(problem, Diagnostic)
    assert problem.message.startswith(f"there is no role and no booklet '{name}' in ")
    assert problem.hint == hint


def test_both_kinds_are_made_in_the_chosen_folder(project: Project, tmp_path: Path) -> None:
    choices = Choices(output=tmp_path / "there", paper="a5")
    role = make(project, Product("role", "electrician"), choices)
    booklet = make(project, Product("booklet", "fair"), choices)
    assert (role.path, booklet.path) == (tmp_path / "there" / "electrician.pdf", tmp_path / "there" / "fair.pdf")
    assert all(made.ok and made.path and made.path.stat().st_size == made.size for made in (role, booklet))


def test_a_faulty_manifest_is_said_and_its_old_pdf_stays(project: Project) -> None:
    project.output_dir.mkdir()
    old = project.output_dir / "fair.pdf"
    old.write_bytes(b"old")
    (project.booklets_dir / "fair.yaml").write_text(FAIR.replace("title", "titel"), encoding="utf-8")
    made = make(project, Product("booklet", "fair"), Choices())
    assert not made.ok
    assert "unknown-key" in {problem.code for problem in made.diagnostics}
    assert old.read_bytes() == b"old"
