"""Curly quotation marks around a value are quotes; those inside texts stay what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.source.quotes import with_straight_quotes
from careerpdf.source.read_yaml import parse_yaml


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: “Nurse: the job”", {"a": "Nurse: the job"}), ("a: “b”  # c", {"a": "b"}), ("a: “2024”", {"a": "2024"}),
        ("a: “Unit #4”", {"a": "Unit #4"}),
        ("a: ‘A nurse’s work’", {"a": "A nurse’s work"}), ("a: „b: c“", {"a": "b: c"}), ("a: ”b: c”", {"a": "b: c"}),
        ('a: “b: c"', {"a": "b: c"}), ('a: "b: c”', {"a": "b: c"}), ("- “a # b”\n- c", ["a # b", "c"]),
        ("- {a: “b, c”, d: ‘e, f’}", [{"a": "b, c", "d": "e, f"}]), ("a: [“b, c”, “d”]", {"a": ["b, c", "d"]}),
        ("a: “Say “yes” now: please”", {"a": "Say “yes” now: please"}), ("a:\n  “b: c”", {"a": "b: c"}),
        ("a: “two\n  lines: here”\nb: c", {"a": "two lines: here", "b": "c"}),
    ],
)  # fmt: skip
def test_curly_marks_around_a_value_are_quotes(text: str, data: object) -> None:
    source, problems = parse_yaml(text.encode(), "a.yaml")
    assert (source.data, problems) == (data, ())
    assert source.lines == tuple(text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "a: “A” and “B”", "a: say “yes”", "a: >-\n  “care” it is\n  b: “c”\n", "a: |\n  “b”\nd: e", "- >\n  “a”\n",
        "a: b\n  “c”", 'a: “b "c" d”', "a: ’s Hertogenbosch", "a: 'it’s'", "k:\n  - a: |-\n      “x”\n      - “y”\n",
    ],
)  # fmt: skip
def test_curly_marks_inside_a_text_stay(text: str) -> None:
    assert with_straight_quotes(text) == text


@given(st.text(alphabet="ab:#,-[]{} \n“”‘’\"'|>", max_size=60))
def test_no_place_moves_and_what_could_be_read_still_can(text: str) -> None:
    assert len(with_straight_quotes(text)) == len(text)
    assert [len(line) for line in with_straight_quotes(text).split("\n")] == [len(line) for line in text.split("\n")]
    parse_yaml(text.encode(), "a.yaml")
