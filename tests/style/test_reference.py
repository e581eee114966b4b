"""docs/style-keys.md: fresh and complete; docs/styles.md shows what the program says."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from careerpdf.project.load import open_project
from careerpdf.style import model
from careerpdf.style.colour import ColourRef
from careerpdf.style.key_paths import value_paths
from careerpdf.style.load import load_style
from careerpdf.style.model import Style
from careerpdf.style.pack import style_names
from careerpdf.style.reference import reference
from careerpdf.style.roles import COLOUR_FIELDS
from careerpdf.system.resources import font_families, styles_dir
from tests.support.paths import REPOSITORY

DOCS = REPOSITORY / "docs"
MODELS = [one for one in vars(model).values() if isinstance(one, type) and issubclass(one, BaseModel)]
PARTS = [one for one in MODELS if one not in (BaseModel, model.StyleFile) and not one.__name__.startswith("_")]


def test_the_page_is_fresh() -> None:
    """Otherwise: `python -m careerpdf.style.reference > docs/style-keys.md`."""
    assert (DOCS / "style-keys.md").read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_says_what_it_does(part: type[BaseModel]) -> None:
    for name, field in part.model_fields.items():
        inner = [one.description for one in field.metadata if hasattr(one, "description")]
        assert field.description or any(inner), name


def test_every_key_of_every_shipped_style_is_on_the_page() -> None:
    page = reference()
    for folder in styles_dir().iterdir():
        pack, _ = load_style(folder.name, [styles_dir()])
        assert pack is not None
        data = pack.style.model_dump()
        for key in value_paths(data):
            named = key[0] in data and isinstance(data[key[0]], dict) and not hasattr(Style.model_fields, key[0])
            shown = ".".join(key)
            general = ".".join((key[0], "NAME", *key[2:])) if named else shown
            assert f"| `{shown}` | " in page or f"| `{general}` | " in page, key


def test_every_field_that_names_a_colour_is_looked_up() -> None:
    """Otherwise a colour that is not there is found out only while drawing."""
    pattern = ColourRef.__metadata__[0].metadata[0].pattern  # type: ignore[attr-defined]
    for part in PARTS:
        if part in (Style, model.FontFamily):
            continue
        schema = part.model_json_schema()["properties"]
        for name, field in schema.items():
            kinds = [field, *field.get("anyOf", ())]
            if any(kind.get("pattern") == pattern for kind in kinds):
                assert name in COLOUR_FIELDS, (part.__name__, name)


def test_the_page_is_in_plain_words() -> None:
    assert not re.search(r"[Pp]ydantic|[Uu]ndefined|\bNone\b|\bstr\b|\btuple\b|Annotated", reference())


def test_the_guide_shows_every_style_and_names_every_family_that_comes_along() -> None:
    guide = " ".join((DOCS / "styles.md").read_text(encoding="utf-8").split())
    for name in style_names((styles_dir(),)):
        assert f"| `{name}` |" in guide
        for product in ("handout", "booklet"):
            assert f"(images/gallery-{product}-{name}.png)" in guide
    families = [family for family in font_families() if not family.startswith("Font Awesome")]
    assert len(families) > 5
    assert f"These families come along: {', '.join(families)}." in guide


def test_the_brand_that_the_guide_shows_is_sound(tmp_path: Path) -> None:
    guide = (DOCS / "styles.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"(?s)```yaml\n(.*?)```", guide) if block.startswith("brand:")]
    assert len(blocks) == 4
    for block in blocks:
        (tmp_path / "careerpdf.yaml").write_text(block, encoding="utf-8")
        project, problems = open_project(tmp_path)
        assert problems == ()
        _, found = project.load_style(None, otherwise="modern")
        files = [problem for problem in found if "there is no font file" in problem.message]
        assert list(found) == files, [problem.format() for problem in found]


def test_the_fault_that_the_guide_shows_is_what_the_program_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "careerpdf.yaml").write_text('brand:\n  colours:\n    accent: "#f2a900"\n', encoding="utf-8")
    project, _ = open_project(tmp_path)
    _, (problem,) = project.load_style(None, otherwise="modern")
    assert problem.format() in (DOCS / "styles.md").read_text(encoding="utf-8")


def test_the_style_that_the_guide_shows_is_sound(tmp_path: Path) -> None:
    guide = (DOCS / "styles.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"(?s)```yaml\n(# styles/maroon.*?)```", guide)
    (tmp_path / "maroon").mkdir()
    (tmp_path / "maroon" / "style.yaml").write_text(block, encoding="utf-8")
    pack, problems = load_style("maroon", [tmp_path, styles_dir()])
    assert pack is not None
    assert problems == ()
    assert pack.style.boxes["callout"].border is None
