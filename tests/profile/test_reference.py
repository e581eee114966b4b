"""docs/profile.md: fresh, complete, and its examples are profiles without a problem."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from careerpdf.profile import model, reference
from careerpdf.profile.figures import Amount
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from careerpdf.schema import markdown
from careerpdf.source.field_errors import models_in
from tests.support.paths import REPOSITORY

PAGE = REPOSITORY / "docs" / "profile.md"


def parts(start: type[BaseModel]) -> set[type[BaseModel]]:
    """A model and every model that its fields hold."""
    found = {start}
    for field in start.model_fields.values():
        for inner in models_in(field.annotation):
            found |= parts(inner) if inner not in found else set()
    return found


PARTS = sorted(parts(Profile) - {Amount}, key=lambda part: part.__name__)


def test_the_page_is_fresh() -> None:
    """Otherwise: `python -m careerpdf.profile.reference > docs/profile.md`."""
    assert PAGE.read_text(encoding="utf-8") == reference.reference()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_has_a_help_text_an_example_and_a_line_on_the_page(part: type[BaseModel]) -> None:
    page = reference.reference()
    for name, field in part.model_fields.items():
        assert field.description, name
        assert field.examples or list(models_in(field.annotation)), name
        assert f"| `{name}` | " in page
        assert str(field.description).replace("|", "\\|") in page


def test_what_is_needed_is_marked_as_needed() -> None:
    page = reference.reference().partition("## All fields")[2].partition("###")[0]
    needed = re.findall(r"^\| `(\w+)` \| [^|]*\*\*needed\*\*", page, re.MULTILINE)
    assert needed == ["title", "category", "introduction", "duties"]


def test_every_link_on_the_page_leads_to_a_heading() -> None:
    page = reference.reference()
    headings = {markdown.anchor(line.lstrip("# ")) for line in page.splitlines() if line.startswith("#")}
    links = set(re.findall(r"\]\(#([^)]*)\)", page))
    assert links
    assert links <= headings


def test_the_page_is_in_plain_words() -> None:
    assert not re.search(
        r"[Pp]ydantic|[Uu]ndefined|\bNone\b(?! required)|\bstr\b|\btuple\b|Annotated", reference.reference()
    )


def test_the_whole_example_has_no_problem_and_uses_every_field_at_the_left_edge(tmp_path: Path) -> None:
    path = tmp_path / "bicycle-mechanic.yaml"
    path.write_text(reference.EXAMPLE, encoding="utf-8")
    loaded = load_profile(path, known_roles=[])
    assert [d.format() for d in loaded.diagnostics] == []
    assert loaded.value is not None
    assert set(Profile.model_fields) - loaded.value.model_fields_set == {"plural", "article", "question", "imported"}


def test_the_example_of_wages_is_right(tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(salary:.*?)```", reference.reference(), re.DOTALL)
    path = tmp_path / "a.yaml"
    path.write_text("title: A\ncategory: B\nintroduction: C\nduties: [D]\n" + text, encoding="utf-8")
    assert [d.code for d in load_profile(path).diagnostics] == ["no-source"]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_example_of_a_field_is_a_value_that_it_takes(part: type[BaseModel]) -> None:
    import yaml

    needed = {
        name: field.examples[0] for name, field in part.model_fields.items() if field.is_required() and field.examples
    }
    for name, field in part.model_fields.items():
        for example in field.examples or ():
            value = yaml.safe_load(example) if isinstance(example, str) and example.startswith("{") else example
            extra = {"title": "A"} if part is model.NextRole and name == "how" else {}
            extra |= {"text": "B"} if part is model.OwnSection else {}
            part.model_validate({**needed, **extra, name: value})
