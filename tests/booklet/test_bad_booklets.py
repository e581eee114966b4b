"""Every faulty manifest gives exactly the diagnostics that its last lines name, in words for everybody."""

import re
from pathlib import Path

import pytest

from tests.support.annotated import expected, in_plain_words, said
from tests.support.bad_booklets import FILES, diagnostics
from tests.support.paths import REPOSITORY

SOURCE = REPOSITORY / "src" / "careerpdf" / "booklet"


def test_there_are_many_faulty_files() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_faulty_file_gives_the_diagnostics_that_it_names_and_no_others(path: Path) -> None:
    assert expected(path), "a faulty file names at least one diagnostic"
    assert said(diagnostics(path)) == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_messages_are_plain_words_and_mark_what_stands_in_the_file(path: Path) -> None:
    in_plain_words(path, diagnostics(path))


def test_every_kind_of_problem_is_there_once() -> None:
    codes = {problem.code for path in FILES for problem in diagnostics(path)}
    text = "".join(file.read_text("utf-8") for file in SOURCE.glob("*.py"))
    said_somewhere = set(re.findall(r'(?:_error\(|Diagnostic\(|source,)\s*f?"([a-z{}-]+)",', text))
    said_somewhere -= {"unknown-{field}", "no-roles"}  # no-roles: test_select.py
    assert len(said_somewhere) >= 4
    assert said_somewhere | {"unknown-category", "unknown-tag"} <= codes
