"""Names of roles and booklets: what they stand for, and what is said of those that stand for nothing."""

from pathlib import Path

import pytest

from careerpdf.diagnostics import Diagnostic
from careerpdf.products import ROLE_KINDS
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout
from careerpdf.products.one_page import Card, Poster
from careerpdf.products.product import Options
from careerpdf.products.registry import ROLE_PRODUCTS, find_product
from careerpdf.project.project import Project
from tests.support.offices import FAIR, NURSE


def test_a_name_is_a_role_or_a_booklet(project: Project) -> None:
    assert find_product(project, "registered-nurse") == Handout("registered-nurse")
    assert find_product(project, "fair") == Booklet("fair")


def test_a_name_that_is_both_is_asked_back_and_a_path_decides(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.profiles_dir / "fair.yaml").write_text(NURSE, encoding="utf-8")
    monkeypatch.chdir(project.root)
    problem = find_product(project, "fair")
    assert isinstance(problem, Diagnostic)
    assert problem.message == "'fair' is both a role and a booklet"
    assert problem.hint == "say which one by its file: profiles/fair.yaml or booklets/fair.yaml"
    assert find_product(project, "profiles/fair.yaml") == Handout("profiles/fair.yaml")
    booklet = find_product(project, "booklets/fair.yaml")
    assert booklet == Booklet("booklets/fair.yaml")
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
    problem = find_product(project, name)
    assert isinstance(problem, Diagnostic)
    assert problem.message.startswith(f"there is no role and no booklet '{name}' in ")
    assert problem.hint == hint


def test_both_kinds_are_made_in_the_chosen_folder(project: Project, tmp_path: Path) -> None:
    options = Options(output=tmp_path / "there", paper="a5")
    role = Handout("electrician").build(project, options)
    booklet = Booklet("fair").build(project, options)
    assert (role.path, booklet.path) == (tmp_path / "there" / "electrician.pdf", tmp_path / "there" / "fair.pdf")
    assert all(made.ok and made.path and made.path.stat().st_size == made.size for made in (role, booklet))


def test_a_faulty_manifest_is_said_and_its_old_pdf_stays(project: Project) -> None:
    project.output_dir.mkdir()
    old = project.output_dir / "fair.pdf"
    old.write_bytes(b"old")
    (project.booklets_dir / "fair.yaml").write_text(FAIR.replace("title", "titel"), encoding="utf-8")
    made = Booklet("fair").build(project, Options())
    assert not made.ok
    assert "unknown-key" in {problem.code for problem in made.diagnostics}
    assert old.read_bytes() == b"old"


def test_a_role_stands_for_whichever_product_is_asked_for(project: Project) -> None:
    assert [find_product(project, "electrician", kind) for kind in ROLE_KINDS] == [
        Handout("electrician"), Card("electrician"), Poster("electrician"),
    ]  # fmt: skip
    assert tuple(ROLE_PRODUCTS) == ROLE_KINDS


@pytest.mark.parametrize("product", [Handout("electrician"), Card("electrician"), Booklet("fair")])
def test_a_paper_that_a_product_is_not_made_on_is_refused(project: Project, product: Handout | Card | Booklet) -> None:
    result = product.build(project, Options(paper="tabliod"))
    assert not result.ok
    assert [problem.code for problem in result.errors] == ["bad-paper"]
    assert result.errors[0].expected == f"one of: {', '.join(product.papers)}" or product.papers[0] in str(
        result.errors[0].expected
    )
