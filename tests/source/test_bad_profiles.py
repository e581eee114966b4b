"""Every faulty file gives exactly the diagnostics that its last lines name, in words that need no knowledge of YAML."""

import re
from pathlib import Path

import pytest
from bad_profiles import FILES, diagnostics, expected, said

# What only programmers say.
JARGON = re.compile(
    r"pydantic|yaml\.|\btype=|\bdict\b|\bstr\b|\bint\b|\bfloat\b|\btuple\b|\bNone\b|\bnull\b|mapping|scalar|token|sequence"
    r"|validat|instance|\bkey\b|string|boolean|parse|regex|\^\[|Traceback|\{name\}",
    re.IGNORECASE,
)


def test_there_are_many_faulty_files() -> None:
    assert len(FILES) >= 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_faulty_file_gives_the_diagnostics_that_it_names_and_no_others(path: Path) -> None:
    assert expected(path), "a faulty file names at least one diagnostic"
    assert said(diagnostics(path)) == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_messages_are_plain_words_and_mark_what_stands_in_the_file(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    for problem in diagnostics(path):
        words = " ".join(filter(None, (problem.message, problem.expected, problem.hint)))
        assert not JARGON.search(words), words
        assert problem.message[0].islower() or not problem.message[0].isalpha()
        assert not problem.message.endswith(".")
        if problem.span:
            assert problem.span.source_line == lines[problem.span.line - 1]
            assert 1 <= problem.span.column < problem.span.end_column <= len(problem.span.source_line) + 2


def test_every_kind_of_problem_is_there_once() -> None:
    """Codes that only files made in code can have are in test_yaml_source.py, those of folders in test_workspace.py."""
    codes = {problem.code for path in FILES for problem in diagnostics(path)}
    elsewhere = {"not-utf8", "empty-file", "too-large", "too-deep", "too-many-aliases", "alias-loop", "unreadable",
                 "not-fields", "more-problems", "bad-color", "bad-value", "yaml-syntax", "not-text",
                 "not-read", "not-a-handout-folder"}  # fmt: skip
    source = Path(__file__).resolve().parents[2] / "src" / "careerpdf"
    files = [*(source / "source").glob("*.py"), *(source / "profile").glob("*.py"), source / "workspace.py"]
    said_somewhere = set()
    for file in files:
        text = file.read_text(encoding="utf-8")
        said_somewhere |= set(re.findall(r'\(\s*"([a-z0-9]+-[a-z0-9-]+)",\s*(?:Severity|f?"|message|\n)', text))
    assert said_somewhere - codes - elsewhere - {"year-and-hour", "utf-8"} == set()
