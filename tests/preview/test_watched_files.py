"""What a build says that it has read: everything that matters, and nothing else; and how two looks are compared."""

from pathlib import Path

import pytest

from careerpdf.preview.watched_files import folders_of, snapshot
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout
from careerpdf.products.one_page import Card
from careerpdf.products.product import Options, Product
from careerpdf.project.load import open_project
from careerpdf.project.project import Project
from tests.support.offices import ELECTRICIAN, FAIR

NURSE, FAIR_BOOKLET = Handout("registered-nurse"), Booklet("fair")


def read_by(project: Project, product: Product, **choices: str) -> frozenset[Path]:
    return product.build(open_project(project.root)[0], Options(**choices)).files  # type: ignore[arg-type]


def names(project: Project, product: Product, **choices: str) -> set[str]:
    """The files in the project, as paths below it."""
    found = read_by(project, product, **choices)
    return {path.relative_to(project.root).as_posix() for path in found if path.is_relative_to(project.root)}


def test_a_handout_is_made_from_its_profile_those_it_links_the_settings_the_logo_and_its_style(
    project: Project,
) -> None:
    (project.profiles_dir / "welder.yaml").write_text(ELECTRICIAN, encoding="utf-8")
    assert names(project, NURSE) == {
        "careerpdf.yaml",
        "profiles",
        "profiles/registered-nurse.yaml",
        "profiles/electrician.yaml",
        "images/logo.png",
        "styles",
        "styles/own",
        "styles/own/style.yaml",
        "styles/house",
        "styles/house/style.yaml",
        "styles/house/macros.xml.j2",
        "styles/modern/style.yaml",  # were it there, it would be the parent
        "styles/house/images/logo.png",  # and these would be looked at where the office has no logo
        "styles/own/images/logo.png",
    }
    assert names(project, Card("registered-nurse")) == names(project, NURSE)


def test_a_style_that_is_chosen_takes_the_place_of_the_others(project: Project) -> None:
    found = names(project, NURSE, style="other")
    assert {"styles/other/style.yaml", "styles/classic/style.yaml"} <= found
    assert "styles/own/style.yaml" not in found


def test_a_booklet_is_made_from_its_roles_or_from_all_if_it_may_want_any(project: Project) -> None:
    assert "profiles/electrician.yaml" not in names(project, FAIR_BOOKLET)
    assert {"booklets/fair.yaml", "profiles/registered-nurse.yaml"} <= names(project, FAIR_BOOKLET)
    (project.booklets_dir / "fair.yaml").write_text("title: Fair\ncategory: Health Care\n", encoding="utf-8")
    assert "profiles/electrician.yaml" in names(project, FAIR_BOOKLET)


@pytest.mark.parametrize("photo", ["images/my photo.png", '"images/my photo.png"', "{photo: images/my photo.png}"])
def test_a_picture_that_a_manifest_names_counts(project: Project, photo: str) -> None:
    cover = f"cover: {photo}" if photo.startswith("{") else f"cover:\n  photo: {photo}  # in the yard"
    (project.booklets_dir / "fair.yaml").write_text(f"{FAIR}{cover}\n", encoding="utf-8")
    assert "images/my photo.png" in names(project, FAIR_BOOKLET)


def test_a_file_that_is_gone_is_still_looked_for(project: Project) -> None:
    profile = project.profiles_dir / "registered-nurse.yaml"
    before = snapshot(read_by(project, NURSE))
    profile.unlink()
    after = snapshot(read_by(project, NURSE))
    assert before[profile] is not None
    assert after[profile] is None


def test_a_role_that_comes_or_goes_counts(project: Project) -> None:
    before = snapshot(read_by(project, NURSE))
    (project.profiles_dir / "welder.yaml").write_text(ELECTRICIAN, encoding="utf-8")
    assert snapshot(read_by(project, NURSE)) != before


def test_what_editors_leave_beside_a_file_does_not_count(project: Project) -> None:
    before = snapshot(read_by(project, NURSE))
    for name in (
        "profiles/.registered-nurse.yaml.swp", "profiles/4913", "profiles/registered-nurse.yaml~",
        "styles/own/.style.yaml.swp", "styles/own/style.yaml~", "output/registered-nurse.pdf",
    ):  # fmt: skip
        path = project.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert snapshot(read_by(project, NURSE)) == before


def test_of_a_folder_that_is_not_there_the_nearest_one_is_watched(root: Path) -> None:
    there = root / "images" / "logo.png"
    assert folders_of([there, root / "styles" / "none" / "fonts" / "a.ttf", root / "profiles"]) == {
        root / "images",
        root / "styles",
        root / "profiles",
        root,
    }
