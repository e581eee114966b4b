"""From a file to a model: what each kind of error says, and that a file full of errors stays readable."""

import time
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from careerpdf.diagnostics import Severity
from careerpdf.source.load import Loaded, display_path, load_model
from careerpdf.source.yaml_source import MAX_PROBLEMS
from careerpdf.style.colour import Hex


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    size: Annotated[float, Field(ge=5, le=120)] | None = None
    colour: Hex | None = None
    columns: Annotated[int, Field(gt=0, lt=5)] = 1
    wide: bool = False
    code: Annotated[str, Field(pattern="^x+$", examples=["xx"])] = "x"
    nap: Annotated[str, Field(min_length=2)] = "zz"
    pair: tuple[float, float] = (1.0, 2.0)


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(examples=["Someone"])
    parts: dict[str, Inner] = Field(default_factory=dict)
    many: list[Inner] = Field(default_factory=list)
    kind: Literal["one", "two or more"] = "one"


def load(text: str) -> Loaded[Outer]:
    return load_model(Path("a.yaml"), Outer, text=text)


@pytest.mark.parametrize(
    ("text", "code", "message", "expected"),
    [
        ("parts: {p: {size: 3}}", "out-of-range", "'size' in 'p' cannot be 3", "5.0 or more"),
        ("parts: {p: {size: 300}}", "out-of-range", "'size' in 'p' cannot be 300", "120.0 or less"),
        ("parts: {p: {columns: 0}}", "out-of-range", "'columns' in 'p' cannot be 0", "more than 0"),
        ("parts: {p: {columns: 5}}", "out-of-range", "'columns' in 'p' cannot be 5", "less than 5"),
        ("parts: {p: {columns: 1.5}}", "wrong-type", "'columns' in 'p' is the number 1.5 where a whole number belongs",
         "digits only, such as 2024"),
        ("parts: {p: {size: big}}", "wrong-type", "'size' in 'p' is the text 'big' where a number belongs",
         "digits, such as 12 or 12.5"),
        ("parts: {p: {wide: maybe}}", "wrong-type", "'wide' in 'p' is the text 'maybe' where true or false belongs",
         "true or false"),
        ("parts: {p: {colour: red}}", "bad-color", "'colour' in 'p' cannot be 'red'", 'a color such as "#1f4e79"'),
        ("parts: {p: {code: abc}}", "bad-value", "'code' in 'p' cannot be 'abc'", "for example `code: xx`"),
        ("parts: {p: {nap: z}}", "empty", "'nap' in 'p' is empty", "a text"),
        ("parts: {p: {pair: [1]}}", "missing-field", "'pair' in 'p' needs 2 entries", None),
        ("parts: [p]", "wrong-type", "'parts' is a list where a group of fields belongs", None),
        ("many: [{size: 3}]", "out-of-range", "'size' in entry 1 of 'many' cannot be 3", "5.0 or more"),
        ("many: {size: 3}", "wrong-type", "'many' is a group of fields where a list belongs", None),
        ("kind: two", "unknown-value", "'kind' cannot be 'two'", "one of: one, two or more"),
        ("parts: {p: {siez: 3}}", "unknown-key", "there is no field 'siez' in 'p'", None),
    ],
)  # fmt: skip
def test_each_kind_of_error_has_its_words(text: str, code: str, message: str, expected: str | None) -> None:
    loaded = load(f"name: A\n{text}\n")
    assert loaded.value is None
    assert not loaded.ok
    (problem,) = loaded.diagnostics
    assert (problem.code, problem.message) == (code, message)
    if expected:
        assert problem.expected == expected
    assert problem.span is not None
    assert problem.span.line == 2


def test_a_sound_file_gives_its_model_and_its_places() -> None:
    loaded = load("name: A\nparts:\n  p: {size: 7}\n")
    assert loaded.ok
    assert loaded.value == Outer(name="A", parts={"p": Inner(size=7)})
    span = loaded.span(("parts", "p", "size"))
    assert span is not None
    assert (span.file, span.line, span.column) == ("a.yaml", 3, 13)


@pytest.mark.parametrize("text", ["just a text\n", "- a\n- list\n", "5\n"])
def test_a_file_without_fields_says_what_belongs_into_it(text: str) -> None:
    (problem,) = load(text).diagnostics
    assert problem.code == "not-fields"


def test_a_file_that_is_broken_as_yaml_has_no_further_complaints() -> None:
    loaded = load("name: !!python/name:os.system\nname: B\n")
    assert [d.code for d in loaded.diagnostics] == ["forbidden-tag", "duplicate-key"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("parts:\n  !!python/name:os.system\n", "forbidden-tag"), ("parts:\n  !x {}\n", "forbidden-tag"),
        ("parts:\n  <<: {p: 1}\n", "merge-key"), ("parts:\n  p:\n    size:\n      !x 3\n", "forbidden-tag"),
        ("many:\n  -\n    !x 3\n", "forbidden-tag"), ("parts:\n  [p]: 1\n", "bad-key"),
        ("kind:\n  ! one\n", "bad-start"), ('kind:\n  "\\x01"\n', "bad-character"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("skip_empty", [False, True])
def test_what_was_refused_is_not_called_empty_as_well(text: str, code: str, skip_empty: bool) -> None:
    loaded = load_model(Path("a.yaml"), Outer, text=f"name: A\n{text}", skip_empty=skip_empty)
    assert [d.code for d in loaded.diagnostics] == [code]
    assert not loaded.ok


def test_what_refused_fields_may_have_held_is_not_called_missing() -> None:
    assert [d.code for d in load("<<: {name: A}\n").diagnostics] == ["merge-key"]


def test_a_warning_hides_no_error_at_its_place() -> None:
    codes = [(d.code, d.severity) for d in load("name: A\nkind: &x three\n").diagnostics]
    assert codes == [("anchor-in-text", Severity.WARNING), ("unknown-value", Severity.ERROR)]


def test_a_file_of_nothing_but_a_name_for_nothing_is_empty() -> None:
    loaded = load("&x\n")
    assert not loaded.ok
    assert "empty-file" in [d.code for d in loaded.diagnostics]


def test_empty_fields_stay_what_they_are_unless_they_are_to_be_skipped() -> None:
    assert load("name: A\nparts: {p: {colour: }}\n").ok
    skipping = load_model(Path("a.yaml"), Outer, text="name: A\nparts: {p: {colour: }}\n", skip_empty=True)
    assert skipping.ok
    assert [(d.code, d.severity) for d in skipping.diagnostics] == [("empty", Severity.WARNING)]


def test_a_file_of_nothing_but_errors_is_cut_short() -> None:
    loaded = load("name: A\n" + "".join(f"wrong{k}: {k}\n" for k in range(5000)))
    assert len(loaded.diagnostics) == MAX_PROBLEMS + 1
    assert loaded.diagnostics[-1].code == "more-problems"


def test_a_file_of_nothing_but_refused_entries_does_not_take_long() -> None:
    start = time.process_time()
    assert not load("name: A\nmany: [" + "!x y," * 19_000 + "]\n").ok
    assert time.process_time() - start < 2, "it takes 0.4 s on a slow machine"


def test_a_long_text_is_cut_in_a_message() -> None:
    (problem,) = load(f"name: A\nkind: {'x' * 5000}\n").diagnostics
    assert len(problem.message) < 80


def test_a_path_is_shown_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert display_path(tmp_path / "profiles" / "nurse.yaml") == "profiles/nurse.yaml"
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    assert display_path(loop).endswith("loop.yaml")
    assert display_path(Path("a\0b.yaml")) == "a\0b.yaml"
    assert display_path(tmp_path.parent / "elsewhere.yaml") == (tmp_path.parent / "elsewhere.yaml").as_posix()
