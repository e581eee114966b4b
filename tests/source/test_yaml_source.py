"""Reading YAML: places, plain values, paragraphs, and files that are no profiles at all."""

import copy
import datetime as dt
import os
import pickle
import time
from pathlib import Path

import pytest
import yaml

from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.source import careful_yaml
from careerpdf.source.read_yaml import parse_yaml, read_yaml
from careerpdf.source.values import plain_value
from careerpdf.source.yaml_source import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, YamlSource


def parse(text: str | bytes) -> YamlSource:
    source, problems = parse_yaml(text.encode() if isinstance(text, str) else text, "a.yaml")
    assert problems == ()
    return source


def problem(text: str | bytes) -> Diagnostic:
    source, problems = parse_yaml(text.encode() if isinstance(text, str) else text, "a.yaml")
    assert len(problems) == 1
    assert source.data is None or "tag" in problems[0].code or problems[0].code == "bad-start"
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
    assert isinstance(found, type(value))
    assert isinstance(found, bool) is isinstance(value, bool)
    assert plain_value(text) == value


@pytest.mark.parametrize("text", ["63.10", "1.0", "5.", "1.5e3", "+15075550100", "-0", "-4", "0", "33.5", "1" * 31])
def test_a_number_is_shown_as_it_is_written(text: str) -> None:
    found = parse(f"a: {text}\n").data["a"]
    assert isinstance(found, int | float)
    assert (str(found), f"{found}", found) == (text, text, float(text) if isinstance(found, float) else int(text))


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


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize("text", ["a: one{}two\nb: 5\n", "a: 'one{}two'\nb: 5\n", "a: |-\n  one{}two\nb: 5\n"])
def test_a_line_end_that_no_editor_counts_is_a_space_and_is_warned_of(odd: str, text: str) -> None:
    text = text.format(odd)
    source, (warning,) = parse_yaml(text.encode(), "a.yaml")
    assert source.data == {"a": "one two", "b": 5}
    assert (warning.code, warning.severity) == ("odd-line-end", Severity.WARNING)
    assert warning.hint is not None
    assert f"U+{ord(odd):04X}" in warning.hint
    lines = text.split("\n")
    assert warning.span is not None
    assert lines[warning.span.line - 1] == warning.span.source_line
    assert warning.span.source_line[warning.span.column - 1] == odd
    span = source.span(("b",))
    assert span is not None
    assert (span.line, span.column, span.source_line) == (len(lines) - 1, 4, "b: 5")


@pytest.mark.parametrize(
    ("odd", "name"), [("\x0b", "a vertical tab (U+000B)"), ("\x0c", "a form feed (U+000C)"), ("\x1b", "an escape")]
)
def test_an_invisible_character_is_called_by_its_name(odd: str, name: str) -> None:
    found = problem(f"a: 1\nb: x{odd}y\n")
    assert found.hint is not None
    assert name in found.hint
    assert found.span is not None
    assert (found.span.line, found.span.column) == (2, 5)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n\u00a0\u00a0b: 5\n", "a:\n\u00a0\u00a0- b\n", "a:\n  - b\n\u00a0\u00a0- c\n", "a:\n  \u00a0- b\n",
        "a:\n  - b\n  \u00a0- c\n", "a:\n  - b\n    \u00a0- c\n", "a:\n  b:\n  \u202f c: 5\n", "x: 1\n\u2028a: 1\n",
        "a:\n\u3000b: 5\nc: 6\n",
    ],
)  # fmt: skip
def test_indentation_that_only_looks_like_spaces_is_called_so(text: str) -> None:
    found = parse_yaml(text.encode(), "a.yaml")[1][-1]
    assert (found.code, found.severity) == ("odd-indent", Severity.ERROR)
    assert found.span is not None
    assert not found.span.source_line[: found.span.column].strip()


@pytest.mark.parametrize("text", ["a:\u00a0b\n", "a\u00a0: b\n", "- \u00a0a: b\n", "a: 1\nb:\u202fc\nd: 2\n"])
def test_a_space_beside_a_name_that_is_none_for_yaml_is_called_so(text: str) -> None:
    _, problems = parse_yaml(f"{text}more: 1\n".encode() if text[0] != "-" else text.encode(), "a.yaml")
    assert [p.code for p in problems] == ["odd-space"]


@pytest.mark.parametrize("text", ["10\u00a0km", "one\n  \u00a0two", "'\u00a0- x'", "|\n  x\n  \u00a0- y"])
def test_such_spaces_inside_a_text_are_meant(text: str) -> None:
    assert "\u00a0" in parse(f"a: {text}\n").data["a"]


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("a: Unit #4\n", "Unit", "comment-in-text"), ("a: one\n  two #three four\n", "one two", "comment-in-text"),
        ("a: 555 #4\n", 555, "comment-in-text"), ("a: &more stuff\n", "stuff", "anchor-in-text"),
        ("a: one\n  - two\n  - three\n", "one - two - three", "dash-in-text"),
    ],
)  # fmt: skip
def test_a_text_that_yaml_cuts_or_joins_is_warned_of(text: str, value: object, code: str) -> None:
    source, problems = parse_yaml(text.encode(), "a.yaml")
    assert source.data == {"a": value}
    assert [(p.code, p.severity) for p in problems] == [(code, Severity.WARNING)]
    assert problems[0].hint is not None
    assert "in quotes" in problems[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "Unit # 4", "2024 #checked", "Unit#4", "'Unit #4'", "Unit #", "one\n  two - three", "one\n  -two",
        "|\n  - one\n", "'one\n  - two'", "x  #-- y",
    ],
)  # fmt: skip
def test_comments_and_dashes_that_are_meant_are_not_warned_of(text: str) -> None:
    assert parse(f"a: {text}\n").data["a"]


def test_an_anchor_that_is_used_is_not_warned_of() -> None:
    assert parse("a: &more stuff\nb: *more\nc: &list [1]\n").data == {"a": "stuff", "b": "stuff", "c": [1]}


def test_warnings_never_displace_an_error() -> None:
    text = "".join(f"a{k}: x #y\n" for k in range(2 * MAX_PROBLEMS)) + "b: !x y\n"
    codes = [p.code for p in parse_yaml(text.encode(), "a.yaml")[1]]
    assert codes == ["comment-in-text"] * MAX_PROBLEMS + ["forbidden-tag"]


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


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04\x14\0\6\0word/document.xml", "a Word document"),
        (b"PK\x03\x04\x14\0\6\0xl/workbook.xml", "an Excel workbook"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "a LibreOffice document"),
        (b"PK\x03\x04\0\0", "a packed document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an older Word"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"{\\rtf1\\ansi title: Nurse}", "a document in Rich Text Format"),
    ],
)
@pytest.mark.parametrize("size", [0, MAX_BYTES])
def test_a_file_of_a_word_processor_is_called_that_whatever_its_name_and_size(
    start: bytes, kind: str, size: int
) -> None:
    found = problem(start + b"\0" * size)
    assert found.code == "not-text"
    assert found.message.startswith(f"this is {kind}")
    assert "UTF-8" not in found.format()


@pytest.mark.parametrize("text", ["PK: x\n", "# %PDF\ntitle: x\n", "a: '{\\rtf'\n"])
def test_a_text_that_only_mentions_other_kinds_of_file_is_a_text(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    "text", ["a:\n  see https://bls.gov\n", "a:\n  10:30 or -5\n", "a:\n- -5\n- x:\n", "a:\n  -x\n"]
)
def test_a_colon_or_dash_without_a_space_is_fine_where_a_text_may_stand(text: str) -> None:
    parse(text)


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


@pytest.mark.parametrize(
    "text",
    ["a:\n" * 349_000, "- a\n" * 262_000, "? a\n" * 262_000, "[" + "a," * 524_000, "a: &a x\nb:\n" + "- *a\n" * 200_000,
     "\u2028" * 349_000, "a: x\n" + "  - y\n" * 174_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_a_large_file_of_nothing_much_does_not_take_long(text: str) -> None:
    start = time.process_time()
    assert parse_yaml(text.encode(), "a.yaml")[1]
    assert time.process_time() - start < 2, "it takes 0.3 s on a slow machine"


def test_a_file_of_too_many_entries_is_refused() -> None:
    found = problem("- a\n" * MAX_NODES)
    assert found.code == "too-large"
    assert "20,000" in found.message


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert parse("a: " + "[" * (depth - 1) + "]" * (depth - 1) + "\n").data


def test_a_problem_of_an_encoding_is_marked_at_its_character() -> None:
    span = problem("title: ä\nname: M".encode() + b"\xfcller\nmore: 1\n").span
    assert span is not None
    assert (span.line, span.column, span.source_line) == (2, 8, "name: M�ller")


def test_a_folder_or_a_missing_file_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    for path in (tmp_path, tmp_path / "missing.yaml", loop, Path("a\0b.yaml"), tmp_path / ("x" * 5000)):
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
    "a: !foo! x\n", "a:\u00a0b\nc: 1\n", "a:\n\u00a0b\n", "a: ! b\n",
    "a: &x b\nc: *x d\n", "a: &x b\nc:\n- *x d\n",
]  # fmt: skip


@pytest.mark.parametrize("text", ["c: *x d\n", "c:\n- *x d\n", "c: [*x d]\n"])
def test_a_star_in_front_of_a_text_is_called_so_even_where_its_word_is_a_name(text: str) -> None:
    assert problem(text).code == problem(f"a: &x b\n{text}").code == "bad-alias"


@pytest.mark.parametrize("text", ["a: the *b: c\n", "a: x, *b: c\n", "a: some *b* : c\n"])
def test_a_star_inside_a_text_is_not_blamed_for_a_colon(text: str) -> None:
    assert problem(text).code == "colon-in-text"


@pytest.mark.parametrize("number", ["63.10", "+5"])
def test_numbers_can_be_copied(number: str) -> None:
    value = plain_value(number)
    for copied in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301
        assert (copied, str(copied)) == (value, number)


@pytest.mark.parametrize("text", FAULTY)
def test_the_slow_parser_says_the_same_as_the_fast_one(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = problem(text)
    monkeypatch.setattr(careful_yaml, "YamlLoader", yaml.SafeLoader)
    slow = problem(text)
    assert (slow.code, slow.message, slow.hint) == (fast.code, fast.message, fast.hint)
    assert slow.span is not None
    assert fast.span is not None
    assert slow.span.line == fast.span.line
