"""Every faulty file gives exactly the diagnostics that its last lines name, in words that need no knowledge of YAML."""

import re
from pathlib import Path

import pytest

from careerpdf.schema.sections import SECTIONS
from tests.support.annotated import expected, in_plain_words, said
from tests.support.bad_profiles import FILES, diagnostics
from tests.support.paths import REPOSITORY


def test_there_are_many_faulty_files() -> None:
    assert len(FILES) >= 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_faulty_file_gives_the_diagnostics_that_it_names_and_no_others(path: Path) -> None:
    assert expected(path), "a faulty file names at least one diagnostic"
    assert said(diagnostics(path)) == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_messages_are_plain_words_and_mark_what_stands_in_the_file(path: Path) -> None:
    in_plain_words(path, diagnostics(path))


def test_every_kind_of_problem_is_there_once() -> None:
    """Codes that only files made in code can have are in test_yaml_source.py, those of folders in test_project.py."""
    codes = {problem.code for path in FILES for problem in diagnostics(path)}
    elsewhere = {"not-utf8", "empty-file", "too-large", "too-deep", "too-many-aliases", "alias-loop", "unreadable",
                 "not-fields", "more-problems", "bad-color", "bad-value", "yaml-syntax", "not-text",
                     "not-read", "not-a-handout-folder", "unknown-booklet", "bad-fit", "no-year"}  # fmt: skip
    source = REPOSITORY / "src" / "careerpdf"
    files = [path for part in ("source", "profile", "schema", "project") for path in (source / part).glob("*.py")]
    said_somewhere = set()
    for file in files:
        text = file.read_text(encoding="utf-8")
        said_somewhere |= set(re.findall(r'\(\s*"([a-z0-9]+-[a-z0-9-]+)",\s*(?:Severity|f?"|message|\n)', text))
    names = {name for section in SECTIONS.values() for name in section.other_names}
    assert said_somewhere - codes - elsewhere - names - {"year-and-hour", "utf-8"} == set()
