"""Whatever stands in a file: no exception, and a profile or at least one error that can be shown."""

import random
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.profile.checks import check_profile
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from careerpdf.source import read_yaml
from careerpdf.source.careful_yaml import CarefulReader
from careerpdf.source.load import Loaded, load_model
from careerpdf.source.plain_yaml import NotPlain
from careerpdf.source.read_yaml import parse_yaml
from careerpdf.source.yaml_source import YamlSource
from tests.support.paths import SHIPPED

LINES = (SHIPPED / "registered-nurse.yaml").read_text(encoding="utf-8").splitlines()
KNOWN = frozenset(path.stem for path in SHIPPED.glob("*.yaml"))
#: What a hand that slips types in place of a value.
SLIPS = (
    "", "5", "-1", "true", "[]", "{}", "[a, b]", "{a: b}", "~", "2026-01-01", "'", '"', "*", "&a", "!!x", "a: b",
    "\t", "- ", "{at_least: 5}", "{annual: x}",
    "1e999", "[[[[", "x\x07", "é\u2028", "# c", "|", ">", "%", "@", "<<: *a", "? x",
    "45,000-60,000", "$28.50/hr", "58.500", "£27k", "{low: 1, high: 2}", "“a: b”", "“a", "‘a # b’", "850 per week",
)  # fmt: skip
WAYS = ("cut", "twice", "in", "out", "tab", "swap", "crop")


def read_both_ways(raw: bytes) -> tuple[YamlSource, tuple[Diagnostic, ...]]:
    """What was read at once, if it can be so, which has to be just what comes of a closer look at everything."""
    source, problems = parse_yaml(raw, "a.yaml")
    with patch.object(read_yaml, "PlainReader", side_effect=NotPlain):
        close, found = parse_yaml(raw, "a.yaml")
    assert problems == found
    assert repr(source) == repr(close)  # which tells 1 from 1.0 and true, and the order of fields
    assert list(source.keys.items()) == list(close.keys.items())
    assert list(source.values.items()) == list(close.values.items())
    assert source.broken == close.broken
    one, other = (
        [
            (text.value, text.start_mark.line, text.start_mark.column, text.end_mark.line, text.end_mark.column)
            for text in way.texts
        ]
        for way in (source, close)
    )
    assert one == other
    return source, problems


def checked(text: str) -> Loaded[Profile]:
    """The text loaded and checked like a file, with what must hold of every result."""
    read_both_ways(text.encode(errors="replace"))
    path = Path("registered-nurse.yaml")
    loaded = load_model(path, Profile, text=text, skip_empty=True)
    problems = (*loaded.diagnostics, *check_profile(loaded, path, KNOWN))
    if loaded.value is None:
        assert any(p.severity is Severity.ERROR for p in problems)
    for problem in problems:
        assert problem.format()
        assert "{" not in problem.code
        if problem.span:
            assert loaded.source is not None
            assert problem.span.source_line == loaded.source.lines[problem.span.line - 1] or not loaded.source.lines
            assert 1 <= problem.span.column < problem.span.end_column
    return loaded


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"? ")
@example(b"a: &a\n  - *a")
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    source, problems = read_both_ways(raw)
    assert source.data is not None or problems
    assert all(p.format() for p in problems)


@given(st.text(alphabet="abéAB“”‘’🎓:-#{}[]&*!|>'\"%@`, \n\t?~", max_size=120))
def test_any_text_is_a_profile_or_has_an_error(text: str) -> None:
    checked(text)


SLIP = st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(WAYS), st.sampled_from(SLIPS))


@given(st.lists(SLIP, min_size=1, max_size=4))
def test_a_profile_with_slips_of_the_hand_never_breaks_the_program(slips: list[tuple[int, str, str]]) -> None:
    lines: list[str] = list(LINES)
    for number, how, what in slips:
        lines = (
            [*lines[:number], *slip(lines[number], how, what), *lines[number + 1 :]] if number < len(lines) else lines
        )
    checked("\n".join(lines) + "\n")


def slip(line: str, how: str, what: str) -> list[str]:
    changed = {
        "cut": [], "twice": [line, line], "in": ["  " + line], "out": [line.removeprefix("  ")], "tab": ["\t" + line],
        "swap": [line.partition(":")[0] + ": " + what], "crop": [line[: len(line) // 2]],
    }  # fmt: skip
    return changed[how]


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(name=st.sampled_from(sorted(Profile.model_fields)), value=VALUES)
def test_any_value_in_any_field_is_taken_or_explained(name: str, value: Any) -> None:
    import yaml

    base = {"title": "A", "category": "B", "introduction": "C", "duties": ["D"], name: value}
    checked(yaml.safe_dump(base, allow_unicode=True))


def test_a_file_full_of_every_kind_of_error_is_cut_short() -> None:
    words = random.Random(7)  # noqa: S311
    text = "".join(f"{words.getrandbits(40):x}: [{{a: 1}}, x](javascript:y) TODO <b> **\n" for _ in range(3000))
    assert len(checked("notes: |\n  " + text.replace("\n", "\n  ") + "\n").diagnostics) < 200
    links = "related:\n" + "".join(f"  - role-{k}\n" for k in range(3000))
    assert len(check_profile(checked(links), Path("a.yaml"), KNOWN)) < 200


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_profile_has_no_problem_at_all(path: Path) -> None:
    assert [d.format() for d in load_profile(path, known_roles=KNOWN).diagnostics] == []


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_profile_needs_no_closer_look(path: Path) -> None:
    with patch.object(CarefulReader, "read") as closer_look:
        source, problems = parse_yaml(path.read_bytes(), path.name)
    closer_look.assert_not_called()
    assert source.data["title"]
    assert problems == ()
