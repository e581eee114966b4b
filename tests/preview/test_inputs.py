"""What a product is made from: everything that matters, and nothing else."""

from pathlib import Path

import pytest

from careerpdf.preview.inputs import folders_of, inputs_of
from careerpdf.preview.products import Choices, Product
from careerpdf.workspace import Workspace

from .conftest import ELECTRICIAN, FAIR

NURSE, FAIR_BOOKLET = Product("role", "registered-nurse"), Product("booklet", "fair")


def names(workspace: Workspace, product: Product, **choices: str) -> set[str]:
    """The files in the workspace, as paths below it."""
    found = inputs_of(workspace, product, Choices(**choices))
    return {path.relative_to(workspace.root).as_posix() for path in found if path.is_relative_to(workspace.root)}


def test_a_handout_is_made_from_its_profile_those_it_links_the_settings_the_logo_and_its_style(
    workspace: Workspace,
) -> None:
    (workspace.profiles_dir / "welder.yaml").write_text(ELECTRICIAN, encoding="utf-8")
    assert names(workspace, NURSE) == {
        "careerpdf.yaml",
        "profiles",
        "profiles/registered-nurse.yaml",
        "profiles/electrician.yaml",
        "images/logo.png",
        "styles/own/style.yaml",
        "styles/house/style.yaml",
        "styles/house/macros.xml.j2",
        "styles/modern/style.yaml",  # were it there, it would be the parent
    }


def test_a_style_that_is_chosen_takes_the_place_of_the_others(workspace: Workspace) -> None:
    found = names(workspace, NURSE, style="other")
    assert {"styles/other/style.yaml", "styles/classic/style.yaml"} <= found
    assert "styles/own/style.yaml" not in found


def test_a_booklet_is_made_from_its_roles_or_from_all_if_it_may_want_any(workspace: Workspace) -> None:
    assert "profiles/electrician.yaml" not in names(workspace, FAIR_BOOKLET)
    assert {"booklets/fair.yaml", "profiles/registered-nurse.yaml"} <= names(workspace, FAIR_BOOKLET)
    (workspace.booklets_dir / "fair.yaml").write_text("title: Fair\ncategory: Health Care\n", encoding="utf-8")
    assert "profiles/electrician.yaml" in names(workspace, FAIR_BOOKLET)


@pytest.mark.parametrize("photo", ["images/my photo.png", '"images/my photo.png"', "{photo: images/my photo.png}"])
def test_a_picture_that_a_manifest_names_counts(workspace: Workspace, photo: str) -> None:
    cover = f"cover: {photo}" if photo.startswith("{") else f"cover:\n  photo: {photo}  # in the yard"
    (workspace.booklets_dir / "fair.yaml").write_text(f"{FAIR}{cover}\n", encoding="utf-8")
    assert "images/my photo.png" in names(workspace, FAIR_BOOKLET)


def test_a_file_that_is_gone_is_still_looked_for(workspace: Workspace) -> None:
    profile = workspace.profiles_dir / "registered-nurse.yaml"
    before = inputs_of(workspace, NURSE, Choices())
    profile.unlink()
    after = inputs_of(workspace, NURSE, Choices())
    assert before[profile] is not None
    assert after[profile] is None


def test_a_role_that_comes_or_goes_counts(workspace: Workspace) -> None:
    before = inputs_of(workspace, NURSE, Choices())
    (workspace.profiles_dir / "welder.yaml").write_text(ELECTRICIAN, encoding="utf-8")
    assert inputs_of(workspace, NURSE, Choices()) != before


def test_what_editors_leave_beside_a_file_does_not_count(workspace: Workspace) -> None:
    before = inputs_of(workspace, NURSE, Choices())
    for name in (
        "profiles/.registered-nurse.yaml.swp", "profiles/4913", "profiles/registered-nurse.yaml~",
        "styles/own/.style.yaml.swp", "styles/own/style.yaml~", "output/registered-nurse.pdf",
    ):  # fmt: skip
        path = workspace.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert inputs_of(workspace, NURSE, Choices()) == before


def test_of_a_folder_that_is_not_there_the_nearest_one_is_watched(root: Path) -> None:
    there = root / "images" / "logo.png"
    assert folders_of({there: b"", root / "styles" / "none" / "fonts" / "a.ttf": None, root / "profiles": b""}) == {
        root / "images",
        root / "styles",
        root / "profiles",
        root,
    }
