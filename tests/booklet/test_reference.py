"""docs/booklet.md and the schema: fresh, complete, and their examples are manifests without a problem."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from careerpdf.booklet import model, reference
from careerpdf.booklet.load import booklet_schema, load_booklet
from careerpdf.booklet.select import select
from careerpdf.schema import markdown
from careerpdf.source.field_errors import models_in
from tests.support.booklet_samples import book, role
from tests.support.paths import REPOSITORY

PAGE = REPOSITORY / "docs" / "booklet.md"
MANIFESTS = sorted((REPOSITORY / "booklets").glob("*.yaml"))
PARTS: list[type[BaseModel]] = [model.Manifest, model.BookletSection, model.BookletCover, model.BookletBack]


def faults(data: object) -> list[str]:
    plain = json.loads(json.dumps(data, default=str))
    return [error.message for error in Draft202012Validator(booklet_schema()).iter_errors(plain)]


def test_the_page_is_fresh() -> None:
    """Otherwise: `python -m careerpdf.booklet.reference > docs/booklet.md`."""
    assert PAGE.read_text(encoding="utf-8") == reference.reference()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_has_a_help_text_an_example_and_a_line_on_the_page(part: type[BaseModel]) -> None:
    page = reference.reference()
    for name, field in part.model_fields.items():
        assert field.description, name
        assert field.examples or list(models_in(field.annotation)), name
        assert f"| `{name}` | " in page
        for example in field.examples or ():
            part.model_validate({**({"title": "A"} if part is model.Manifest else {}), name: example})


def test_every_link_on_the_page_leads_to_a_heading() -> None:
    page = reference.reference()
    headings = {markdown.anchor(line.lstrip("# ")) for line in page.splitlines() if line.startswith("#")}
    links = set(re.findall(r"\]\(#([^)]*)\)", page))
    assert links
    assert links <= headings
    profile = (PAGE.parent / "profile.md").read_text(encoding="utf-8")
    assert "## How a file is written" in profile


def test_the_page_is_in_plain_words() -> None:
    assert not re.search(r"[Pp]ydantic|[Uu]ndefined|\bNone\b|\bstr\b|\btuple\b|Annotated", reference.reference())


@pytest.mark.parametrize("text", [reference.SMALLEST, reference.EXAMPLE])
def test_the_examples_have_no_problem(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load_booklet(path)
    assert [d.format() for d in loaded.diagnostics] == []
    assert loaded.value is not None
    roles = book(
        role("registered-nurse", "Health Care"), role("roofer", "Construction"), role("welder", "Skilled Trades"),
        role("intern", tags=("internship",)),
    )  # fmt: skip
    assert select(loaded.value, roles, loaded).ok
    assert faults(yaml.safe_load(text)) == []


def test_the_whole_example_uses_every_field_but_those_that_sections_replace() -> None:
    left = set(model.Manifest.model_fields) - set(yaml.safe_load(reference.EXAMPLE))
    assert left == {"roles", "category", "tag", "group_by", "include"}


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_an_editor_finds_no_fault_in_a_shipped_manifest(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../.careerpdf/booklet.schema.json\n")
    assert faults(yaml.safe_load(text)) == []


def test_there_is_a_shipped_manifest() -> None:
    assert [path.stem for path in MANIFESTS] == ["career-fair"]


@pytest.mark.parametrize(
    "more",
    [
        {"roles": "a"}, {"roles": ["a"]}, {"category": ["A", "B"]}, {"sections": ["Health Care", {"tag": "x"}]},
        {"include": "cover"}, {"cover": {"colour": "#1f4e79"}}, {"pad_to": 4}, {"introduction": ["One.", "Two."]},
    ],
)  # fmt: skip
def test_every_way_to_write_a_field_fits(more: dict[str, Any]) -> None:
    assert faults({"title": "A", **more}) == []


@pytest.mark.parametrize(
    "more",
    [
        {"titel": "A"}, {"roles": 5}, {"paper": "a44"}, {"include": ["covr"]}, {"cover": {"colour": "Dark Blue"}},
        {"sections": [{"catgory": "x"}]}, {"starts": "left"}, {"pad_to": 64}, {"cover": {"logo": "logo.png"}},
    ],
)  # fmt: skip
def test_a_fault_is_seen(more: dict[str, Any]) -> None:
    assert faults({"title": "A", **more})


def test_the_schema_holds_a_help_text_for_every_field() -> None:
    schema = booklet_schema()
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == set(model.Manifest.model_fields)
    assert all(field["description"] for field in schema["properties"].values())
