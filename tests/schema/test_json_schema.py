"""The JSON Schema says of a profile what careerpdf says, as far as a schema can."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from careerpdf.profile import reference
from careerpdf.profile.load import profile_schema
from tests.support.paths import SHIPPED

PROFILES = sorted(SHIPPED.glob("*.yaml"))
GOOD = {"title": "A", "category": "B", "introduction": "C", "duties": ["D"]}


def faults(data: object) -> list[str]:
    plain = json.loads(json.dumps(data, default=str))
    return [error.message for error in Draft202012Validator(profile_schema()).iter_errors(plain)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(profile_schema())


def test_there_are_shipped_profiles() -> None:
    assert len(PROFILES) >= 8


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_shipped_profile_fits(path: Path) -> None:
    assert faults(yaml.safe_load(path.read_text(encoding="utf-8"))) == []


def test_the_example_of_the_reference_fits() -> None:
    assert faults(yaml.safe_load(reference.EXAMPLE)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"salary": {"median": 5}}, {"salary": {"median": "131,250"}}, {"salary": {"median": {"at_least": 5}}},
        {"salary": {"median": {"annual": {"at_least": 5}}}}, {"salary": {"source": {"name": "X"}}},
        {"education": "text"}, {"education": ["two", "texts"]}, {"education": {"text": "one"}},
        {"related": ["a", {"role": "b"}, {"title": "C", "how": "d"}]}, {"article": "an"},
    ],
)  # fmt: skip
def test_every_way_to_write_a_field_fits(more: dict[str, Any]) -> None:
    assert faults({**GOOD, **more}) == []


@pytest.mark.parametrize(
    "more",
    [
        {"catgory": "X"}, {"duties": []}, {"duties": "D"}, {"title": ["A"]}, {"salary": {"currancy": "USD"}},
        {"salary": {"median": {"yearly": 5}}}, {"salary": {"pay_period": "month"}}, {"skills": [{"text": "X"}]},
        {"article": "the"}, {"updated": 5}, {"related": [{"rolle": "b"}]}, {"salary": None},
    ],
)  # fmt: skip
def test_a_fault_is_seen(more: dict[str, Any]) -> None:
    assert faults({**GOOD, **more})


@pytest.mark.parametrize("name", GOOD)
def test_what_is_needed_is_needed(name: str) -> None:
    assert faults({key: value for key, value in GOOD.items() if key != name}) == [f"'{name}' is a required property"]


def test_the_schema_holds_a_help_text_for_every_field_and_nothing_of_python() -> None:
    schema = profile_schema()
    for name, field in schema["properties"].items():
        assert field["description"], name
        assert "title" not in field
    assert "title" in schema["properties"]
    assert '"null"' not in json.dumps(schema)
