"""The statements that sources ask for are printed by themselves, on handouts and in booklets."""

from pathlib import Path

import pytest

from careerpdf.document.dump import dump
from careerpdf.locale import load_locale
from careerpdf.products.handout import Handout, handout_document
from careerpdf.products.product import Options
from careerpdf.profile.attribution import attributions, onet_credit
from careerpdf.profile.load import load_profile
from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import Project
from tests.support.handouts import pack_of

PROFILE = """\
title: Cloud Bakers
plural: cloud bakers
category: Food
introduction: They bake clouds.
duties: [Bake.]
sources:
  onet-29-3: {name: O*NET 29.3 Database, url: https://www.onetcenter.org/database.html}
imported:
  date: 2026-11-25
  facts:
    onet-29-3: {introduction: abcdefgh}
advancement:
  next: [{title: Storm Maker}]
"""
CREDIT = "This handout includes information from the O*NET 29.3 Database by the U.S. Department of Labor"


def text_of(tmp_path: Path, profile: str) -> str:
    """What a handout says, as one line."""
    (tmp_path / "profiles").mkdir(exist_ok=True)
    path = tmp_path / "profiles" / "cloud-bakers.yaml"
    path.write_text(profile, encoding="utf-8")
    project = Project(tmp_path, ProjectConfig())
    loaded = load_profile(path)
    assert loaded.value is not None, loaded.diagnostics
    document = handout_document(loaded.value, pack_of(project, "modern"), load_locale("en"), project)
    return " ".join(dump(document).split())


def test_a_handout_with_texts_of_onet_says_so_with_the_release(tmp_path: Path) -> None:
    text = text_of(tmp_path, PROFILE)
    assert CREDIT in text
    assert "USDOL/ETA has not approved, endorsed, or tested these modifications." in text
    assert "Work and requirements: O*NET 29.3 Database." in text


@pytest.mark.parametrize("name", ["My own words", "The database"])
def test_another_name_for_the_source_or_no_list_of_its_facts_does_not_get_around_it(tmp_path: Path, name: str) -> None:
    renamed = PROFILE.replace("name: O*NET 29.3 Database", f"name: {name}")
    assert "O*NET® is a trademark of USDOL/ETA" in text_of(tmp_path, renamed)
    bare = PROFILE.partition("imported:")[0]
    assert CREDIT in text_of(tmp_path, bare)


def test_a_handout_without_onet_has_no_statement(tmp_path: Path) -> None:
    plain = PROFILE.replace("O*NET 29.3 Database", "Ask Dana").replace(
        "https://www.onetcenter.org/", "https://x.example/"
    )
    assert "USDOL" not in text_of(tmp_path, plain)


def test_roles_with_a_title_in_the_plural_are_not_called_a_cloud_bakers(tmp_path: Path) -> None:
    assert Handout("cloud-bakers").build(_project(tmp_path), Options()).ok
    text = text_of(tmp_path, PROFILE)
    assert "Cloud Bakers can move on to:" in text
    assert "A cloud bakers" not in text


def _project(tmp_path: Path) -> Project:
    text_of(tmp_path, PROFILE)
    return Project(tmp_path, ProjectConfig())


def test_releases_are_all_named_and_bls_is_cited_in_booklets() -> None:
    sources = [("O*NET 29.3 Database", None), ("O*NET 30.0 Database", None), ("BLS Projections", None)]
    onet, bls = attributions(sources, "booklet")
    assert "O\\*NET 29.3 and 30.0 Database" in onet
    assert "Bureau of Labor Statistics" in bls
    assert onet_credit([("BLS", "https://www.bls.gov/")], "booklet") == ""


def test_a_pack_whose_own_template_leaves_it_out_prints_it_all_the_same(tmp_path: Path) -> None:
    own = tmp_path / "styles" / "bare"
    own.mkdir(parents=True)
    (own / "style.yaml").write_text("description: Bare.\nextends: modern\n", encoding="utf-8")
    (own / "handout.xml.j2").write_text(
        '<document title="{{ profile.title }}" lang="{{ lang }}"><h level="1" role="title">{{ profile.title }}</h>'
        "</document>",
        encoding="utf-8",
    )
    project = _project(tmp_path)
    loaded = load_profile(tmp_path / "profiles" / "cloud-bakers.yaml")
    assert loaded.value is not None
    document = handout_document(loaded.value, pack_of(project, "bare"), load_locale("en"), project)
    assert CREDIT in " ".join(dump(document).split())
    assert Handout("cloud-bakers").build(project, Options(style="bare")).ok
