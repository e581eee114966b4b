"""Reading YAML: places, plain values, paragraphs, and files that are no profiles at all."""

import datetime as dt
import os
from pathlib import Path

import pytest
import yaml

from careerpdf.diagnostics import Diagnostic
from careerpdf.source import yaml_source
from careerpdf.source.yaml_source import MAX_BYTES, MAX_DEPTH, YamlSource, parse_yaml, plain_value, read_yaml


def parse(text: str | bytes) -> YamlSource:
    source, problems = parse_yaml(text.encode() if isinstance(text, str) else text, "a.yaml")
    assert problems == ()
    return source


def problem(text: str | bytes) -> Diagnostic:
    source, problems = parse_yaml(text.encode() if isinstance(text, str) else text, "a.yaml")
    assert len(problems) == 1
    assert source.data is None or "tag" in problems[0].code
    return problems[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5), ("-5", -5), ("0", 0), ("63.10", 63.1), ("1.5e3", 1500.0), ("true", True), ("False", False),
        ("~", None), ("null", None), ("2026-11-23", dt.date(2026, 11, 23)), ("2026-1-2", dt.date(2026, 1, 2)),
        # What YAML 1.1 would turn into something that nobody meant stays a text.
        ("no", "no"), ("Yes", "Yes"), ("on", "on"), ("12:30", "12:30"), ("0755", "0755"), ("0x1F", "0x1F"),
        ("1_000", "1_000"), ("131,250", "131,250"), ("15-2051", "15-2051"), ("2026-02-30", "2026-02-30"),
        (".nan", ".nan"),
        ("2026-11-23 10:00:00", "2026-11-23 10:00:00"), ("1" * 40, "1" * 40),
    ],
)  # fmt: skip
def test_a_value_without_quotes_is_what_people_mean_by_it(text: str, value: object) -> None:
    found = parse(f"a: {text}\n").data["a"]
    assert found == value
    assert type(found) is type(value)
    assert plain_value(text) == value


def test_quotes_keep_a_number_a_text() -> None:
    assert parse("a: '5'\nb: \"true\"\nc: !!str 5\n").data == {"a": "5", "b": "true", "c": "5"}


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  one\n  line\n\n  two\n",
        "a: >\n  one\n  line\n\n  two\n",
        "a: one\n  line\n\n  two\n",
        'a: "one\n  line\n\n  two"\n',
    ],
)
def test_a_blank_line_is_a_paragraph_and_a_line_end_is_not_in_every_way_to_write_a_text(text: str) -> None:
    paragraphs = [" ".join(part.split()) for part in parse(text).data["a"].strip().split("\n\n")]
    assert paragraphs == ["one line", "two"]


def test_places_count_lines_and_characters_from_one() -> None:
    source = parse("# 🎓 a comment\ntitle: É🎓 Nurse\nduties:\n  - one\n  - {text: two, more: [3]}\n")
    spans = {loc: (s.line, s.column, s.end_column) for loc, s in source.values.items()}
    assert spans[("title",)] == (2, 8, 16)
    assert spans[("duties", 0)] == (4, 5, 8)
    assert spans[("duties", 1)] == (5, 5, 27)
    assert spans[("duties", 1, "more", 0)] == (5, 24, 25)
    key = source.span(("duties", 1, "text"), key=True)
    assert key is not None
    assert (key.line, key.column, key.end_column) == (5, 6, 10)
    assert key.source_line == "  - {text: two, more: [3]}"


def test_the_place_of_something_that_is_not_there_is_the_thing_around_it() -> None:
    source = parse("salary:\n  median: 5\n")
    assert source.span(("salary", "year")) == source.span(("salary",), key=True)
    assert source.span(("nothing",)) == source.span(())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_right_whatever_ends_the_lines(end: str) -> None:
    source = parse(end.join(["a: 1", "b: two", ""]))
    span = source.span(("b",))
    assert span is not None
    assert (span.line, span.column, span.source_line) == (2, 4, "b: two")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert parse(b"\xef\xbb\xbftitle: Nurse\n").data == {"title": "Nurse"}


def test_a_text_is_found_where_it_stands() -> None:
    source = parse("title: Nurse\nskills: {name: Nurse ★, text: ★ too}\n")
    span = source.find_text("★")
    assert span is not None
    assert (span.line, span.column, span.end_column) == (2, 22, 23)
    assert source.find_text("title") is None, "a name of a field is no text"
    assert [s.column for s in source.find_in(source.texts[2], "★")] == [31]


def test_aliases_stand_for_what_they_name() -> None:
    assert parse("a: &x [1, two]\nb: *x\n").data == {"a": [1, "two"], "b": [1, "two"]}


BOMB = "\n".join(f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" if k else "a0: &a0 [lol]" for k in range(9))
LONG_TEXT_AGAIN_AND_AGAIN = "a: &a '" + "x" * 100_000 + "'\nb: [" + ", ".join(["*a"] * 1000) + "]\n"
CHAIN = "\n".join(f"a{k}: &a{k} [*a{k - 1}]" if k else "a0: &a0 x" for k in range(500))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"), ("# nothing\n", "empty-file"), ("---\n", "empty-file"), (" \n\n", "empty-file"),
        ("a: 1\n---\nb: 2\n", "two-documents"), ("a: 1\n...\n---\n", "two-documents"),
        (b"title: M\xfcller\n", "not-utf8"), ("title: Nurse\n".encode("utf-16"), "not-utf8"), (b"\xff", "not-utf8"),
        ("a: b\0c\n", "bad-character"), ("a: \x1b[31m\n", "bad-character"), ("a: \ufffe\n", "bad-character"),
        (b"#" * (MAX_BYTES + 1), "too-large"),
        ("[" * 1000, "too-deep"), ("[" * MAX_BYTES, "too-deep"), ("{a: " * 5000, "too-deep"), ("- " * 5000, "too-deep"),
        ("? " * 5000, "too-deep"), (CHAIN, "too-deep"),
        (BOMB, "too-many-aliases"), (LONG_TEXT_AGAIN_AND_AGAIN, "too-many-aliases"),
        ("a: &a [*a]\n", "alias-loop"), ("&a {b: {c: *a}}\n", "alias-loop"), ("a: *b\n", "bad-alias"),
        ("a: !!python/object/apply:os.system ['true']\n", "forbidden-tag"),
        ("a: !!python/name:os.system\n", "forbidden-tag"),
        ("a: !!binary aGk=\n", "forbidden-tag"), ("!!set {a}\n", "forbidden-tag"),
        ("%YAML 9.9.9\na: 1\n", "bad-start"),
    ],
    ids=lambda value: value if isinstance(value, str) and "-" in value and len(value) < 20 else "",
)  # fmt: skip
def test_a_file_that_is_no_profile_gives_one_problem(text: str | bytes, code: str) -> None:
    found = problem(text)
    assert found.code == code
    assert found.hint
    assert found.format().startswith("a.yaml:")


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert parse("a: " + "[" * (depth - 1) + "]" * (depth - 1) + "\n").data


def test_a_problem_of_an_encoding_is_marked_at_its_character() -> None:
    span = problem("title: ä\nname: M".encode() + b"\xfcller\nmore: 1\n").span
    assert span is not None
    assert (span.line, span.column, span.source_line) == (2, 8, "name: M�ller")


def test_a_folder_or_a_missing_file_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml"):
        source, problems = read_yaml(path, "a.yaml")
        assert source.data is None
        assert [p.code for p in problems] == ["unreadable"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    path.chmod(0)
    assert [p.code for p in read_yaml(path, "a.yaml")[1]] == ["unreadable"]


FAULTY = [
    "a: 'x\nb: 2\n", "a: 'x\nb: 'y'\n", "a:\n\tb: 1\n", "a: [1, 2\nb: 3\n", "a: b: c\n", "a: 1\n  b: 2\n",
    "- a\nb: 1\n",
    "a: @x\n", "a: &\n", "title: x\nfoo\nbar: 1\n", "a: |x\n  b\n", "a:\n  - b\n c: 1\n", 'a: "x\\q"\n', "a: 'it's'\n",
    "a: `x`\n", "a: {b: 1, c: 2\nd: 3\n", 'a: "x" y\n', "a: [x]]\n", "a: >\n text\nmore\n", "a: - b\n", "a: ]\n",
    "a: !foo! x\n",
]  # fmt: skip


@pytest.mark.parametrize("text", FAULTY)
def test_the_slow_parser_says_the_same_as_the_fast_one(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = problem(text)
    monkeypatch.setattr(yaml_source, "_Loader", yaml.SafeLoader)
    slow = problem(text)
    assert (slow.code, slow.message, slow.hint) == (fast.code, fast.message, fast.hint)
    assert slow.span is not None
    assert fast.span is not None
    assert slow.span.line == fast.span.line
