"""How a problem is shown: place, source line, carets under the right characters, expectation, hint."""

import json

import pytest

from careerpdf.diagnostics import Diagnostic, InputError, Severity, Span, did_you_mean


def marked(line: str, column: int, end: int) -> tuple[str, str]:
    """The source line and the carets below it, as printed."""
    text = Diagnostic("x", Severity.ERROR, "m", Span("a.yaml", 7, column, end, line)).format().splitlines()
    assert text[1].startswith(" 7 | ")
    assert text[2].startswith("   | ")
    return text[1][5:], text[2][5:]


def test_a_problem_is_shown_with_its_place_its_line_and_its_hints() -> None:
    span = Span("profiles/nurse.yaml", 14, 3, 11, "  currancy: USD")
    problem = Diagnostic(
        "unknown-key",
        Severity.ERROR,
        "there is no field 'currancy'",
        span,
        expected="a field",
        hint="did you mean 'currency'?",
    )
    assert problem.format() == (
        "profiles/nurse.yaml:14:3: error[unknown-key]: there is no field 'currancy'\n"
        " 14 |   currancy: USD\n"
        "    |   ^^^^^^^^\n"
        "    expected: a field\n"
        "    hint: did you mean 'currency'?"
    )


def test_a_problem_without_a_place_names_its_file_or_nothing() -> None:
    assert Diagnostic("x", Severity.WARNING, "odd", file="a.yaml").format() == "a.yaml: warning[x]: odd"
    assert Diagnostic("x", Severity.ERROR, "odd").format() == "error[x]: odd"


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "carets"),
    [
        ("title: Nurse", 8, 13, "title: Nurse", "       ^^^^^"),
        ("\tmedian: 5", 1, 2, "    median: 5", "^^^^"),
        ("看护: x", 5, 6, "看护: x", "      ^"),
        ("e\u0301x", 3, 4, "e\u0301x", " ^"),
        ("a\x1b[31mb", 2, 3, "a\\u001b[31mb", " ^^^^^^"),
        ("a\u202eb", 3, 4, "a\\u202eb", "       ^"),
        ("a:", 3, 4, "a:", "  ^"),
    ],
)
def test_carets_stand_under_the_characters_that_they_mean(
    line: str, column: int, end: int, shown: str, carets: str
) -> None:
    assert marked(line, column, end) == (shown, carets)


@pytest.mark.parametrize("column", [1, 50, 1000, 1990, 2001])
def test_a_long_line_is_cut_around_its_mark(column: int) -> None:
    line = "".join(chr(ord("a") + k % 26) for k in range(2000))
    shown, carets = marked(line, column, column + 4)
    assert len(shown) <= 102
    assert len(carets) <= 102
    if column <= 1990:
        assert shown[carets.index("^") :][:4] == line[column - 1 : column + 3]


def test_nothing_that_a_file_holds_can_steer_the_terminal() -> None:
    span = Span("a\x1b.yaml", 1, 1, 2, "\x1b]0;x\x07")
    text = Diagnostic("x", Severity.ERROR, "\x1b[2J", span, expected="\x07", hint="\u202e").format()
    assert all(c.isprintable() or c == "\n" for c in text)


def test_scripts_get_every_field() -> None:
    span = Span("a.yaml", 2, 3, 5, "  ab")
    found = Diagnostic("x", Severity.ERROR, "m", span, expected="e").as_json()
    assert json.loads(json.dumps(found)) == {
        "code": "x", "severity": "error", "message": "m", "file": "a.yaml", "line": 2, "column": 3, "end_column": 5,
        "expected": "e", "hint": None,
    }  # fmt: skip
    assert Diagnostic("x", Severity.WARNING, "m", file="b.yaml").as_json()["file"] == "b.yaml"


def test_an_input_error_carries_its_problems() -> None:
    problems = [Diagnostic("x", Severity.ERROR, "one"), Diagnostic("y", Severity.ERROR, "two")]
    error = InputError(problems)
    assert error.diagnostics == tuple(problems)
    assert str(error) == "one; two"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("currancy", "currency"),
        ("TITLE", "title"),
        ("work environment", "work_environment"),
        ("zodiac", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_meant_if_one_is_near(word: str, meant: str | None) -> None:
    assert did_you_mean(word, ["title", "currency", "work_environment", "salary"]) == meant


def test_a_monstrous_word_is_near_nothing() -> None:
    assert did_you_mean("x" * 1_000_000, ["title"]) is None
    assert did_you_mean("title", []) is None
