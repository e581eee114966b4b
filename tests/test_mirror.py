"""Tests mirror the modules that they test, and what several of them use is in tests/support."""

import ast
from pathlib import Path, PurePosixPath

import pytest

from tests.support.paths import REPOSITORY, TESTS

PACKAGE = REPOSITORY / "src" / "careerpdf"

# What is tested here is no single module.
ACROSS_MODULES = {
    "test_benchmarks": "the folder benchmarks/",
    "test_imports": "which part may know which",
    "test_mirror": "the tests themselves",
    "test_readme": "the README and what it points to",
    "test_wheel": "what is installed",
    "booklet/test_bad_booklets": "every message on a manifest, from reading it to choosing its roles",
    "check/test_shared_cases": "PDFs that were once judged wrongly",
    "check/test_mutations": "defects, each noticed by one checker or another",
    "cli/commands/test_build_jobs": "`build` with processes, Dask and what was built before",
    "cli/commands/test_import_spreadsheet": "`import csv`, from an office's spreadsheet to a printed figure",
    "document/test_goldens": "from profiles to document trees",
    "document/test_hostile_packs": "attacks by style packs, from their files to the PDF",
    "importers/test_damaged_workbooks": "damaged workbooks, of roles and of O*NET",
    "importers/article/test_article_handbook": "pages of the Occupational Outlook Handbook",
    "importers/article/test_article_hostile": "pages made to break the reader, from their text to the profile",
    "importers/article/test_article_outlook": "what pages say of the outlook, from their text to the profile",
    "importers/article/test_article_pages": "pages of other services, from their text to the profile",
    "importers/article/test_article_site": "furniture of sites, from their text to the profile",
    "importers/article/test_article_titles": "titles of pages, from their text to the profile",
    "importers/article/test_article_wages": "what pages say of pay, from their text to the profile",
    "layout/test_handouts": "handouts from end to end, in every style and on every paper",
    "layout/test_packs": "what every style promises",
    "pdf/test_conformance": "fonts and pictures of every kind, judged by veraPDF in one run",
    "pdf/test_embedding": "fonts, from their files to the page",
    "pdf/test_first_pages": "the look of first pages",
    "pdf/test_printed_pictures": "pictures, from their files to the page",
    "press/test_damaged": "damaged files, from intake to the press file",
    "press/test_drawings": "logos, from SVG to the inks of a press",
    "press/test_inks": "inks of whole press files",
    "press/test_rendered_colours": "colours of other programs before and after",
    "products/test_checksums": "the bytes of every product",
    "products/test_conformity": "booklets before every checker",
    "profile/test_anything": "whatever stands in a file, both ways of reading it",
    "profile/test_shipped_profiles": "the profiles that ship",
    "source/test_bad_profiles": "every message on a profile or on careerpdf.yaml",
}


def packages() -> list[PurePosixPath]:
    """Every package of ours, relative to careerpdf, which is `.`."""
    found = sorted(PACKAGE.rglob("__init__.py"))
    return [PurePosixPath(path.parent.relative_to(PACKAGE).as_posix()) for path in found]


def modules(package: PurePosixPath) -> set[str]:
    """The modules of a package; its `__init__` goes by the name of the package."""
    stems = {path.stem for path in (PACKAGE / package).glob("*.py")}
    return stems - {"__init__"} | {package.name or PACKAGE.name}


def modules_of_tests() -> list[str]:
    """Every module of tests, without `.py`, relative to tests/."""
    return sorted(path.relative_to(TESTS).with_suffix("").as_posix() for path in TESTS.rglob("test_*.py"))


@pytest.mark.parametrize("package", packages(), ids=str)
def test_every_package_has_a_folder_of_tests(package: PurePosixPath) -> None:
    assert list((TESTS / package).glob("test_*.py"))


@pytest.mark.parametrize("module", modules_of_tests())
def test_a_test_module_is_named_after_the_module_that_it_tests(module: str) -> None:
    path = PurePosixPath(module)
    named_after = path.parent in set(packages()) and path.name.removeprefix("test_") in modules(path.parent)
    assert named_after != (module in ACROSS_MODULES), "name it after a module, or list it here, but not both"


def test_every_listed_module_is_there() -> None:
    assert ACROSS_MODULES.keys() <= set(modules_of_tests())


def other_tests(path: Path) -> set[str]:
    """The modules of tests that a file imports and that are not in tests/support."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {"." * node.level + (node.module or "")}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith((".", "tests")) and not name.startswith("tests.support.")}


def test_helpers_are_in_support_only() -> None:
    known = [path for path in TESTS.rglob("*.py") if path.name != "__init__.py"]
    assert len(known) > 100
    assert {path.name: names for path in known if (names := other_tests(path))} == {}
    others = {p.relative_to(TESTS) for p in known if not p.name.startswith("test_") and p.name != "conftest.py"}
    assert {path.parts[0] for path in others} == {"support"}
