"""Booklets conform: every checker passes them, in every style, of every size and with all that a cover can hold."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from careerpdf.booklet.model import Manifest
from careerpdf.check.run import Checked, check_files
from careerpdf.products.booklet import Booklet
from careerpdf.products.product import Options
from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import Project
from tests.support.booklets import Book, Books, project_of
from tests.support.cases import exhaustive
from tests.support.handouts import OFFICE, STYLES, fixed_time

RUN_ON = {"starts": "run-on", "group_by": "none"}
GLANCE = {"include": ["glance"], "pad_to": 1}
Covers = Callable[[str], Book]


@pytest.fixture(scope="module")
def covers(tmp_path_factory: pytest.TempPathFactory) -> Covers:
    """The booklet in a style whose cover has everything."""
    root = tmp_path_factory.mktemp("covers")
    project_of(root, 8)
    Image.new("RGB", (900, 700), "#446688").save(root / "photo.jpg")
    Image.new("RGBA", (300, 90), (200, 30, 30, 120)).save(root / "logo.png")
    office = OFFICE.model_copy(update={"logo": "logo.png", "logo_alt": "Northfield College"})
    project = Project(root, ProjectConfig(office=office))
    cover = {"photo": "photo.jpg", "photo_alt": "A campus", "colour": "#7a0019"}
    manifest = Manifest.model_validate(
        {"title": "Careers in Data, Business & Health Care", "subtitle": "What they pay and how to get there" * 2,
         "edition": "Spring 2027", "cover": cover}
    )  # fmt: skip
    made: dict[str, Book] = {}

    def get(style: str) -> Book:
        if style not in made:
            options = Options(style=style, paper="half-letter", output=root / f"{style}.pdf")
            with fixed_time():
                made[style] = Book(Booklet(manifest, "a").build(project, options), project)
        return made[style]

    return get


@pytest.fixture(scope="module")
def checked(request: pytest.FixtureRequest, books: Books, covers: Covers) -> Callable[[Book], Checked]:
    """What the checkers say of a booklet. Those of all tests that run are checked at once: starting Java takes longer
    than checking a file."""

    def paths() -> Iterator[Path]:
        for item in request.session.items:
            if item.path == request.path and isinstance(item, pytest.Function):
                asked = dict(item.callspec.params)
                if "cover" in item.name:
                    yield covers(asked["style"]).path
                else:
                    yield books(asked.get("count", 8), asked.get("style", "classic"), **asked.get("fields", {})).path

    found = {one.path: one for one in check_files(list(paths()))}
    return lambda book: found[book.path]


@pytest.mark.parametrize(
    ("style", "fields"),
    [
        *((style, {}) for style in STYLES),
        ("modern", RUN_ON),
        ("classic", GLANCE),
        *(exhaustive(style, RUN_ON) for style in ("classic", "large-print")),
        *(exhaustive(style, GLANCE) for style in ("modern", "large-print")),
    ],
)
def test_a_booklet_conforms(
    books: Books, checked: Callable[[Book], Checked], style: str, fields: dict[str, Any]
) -> None:
    one = checked(books(8, style, **fields))
    assert one.ok, [finding for run in one.runs for finding in run.findings]


@pytest.mark.parametrize("count", [1, exhaustive(60)])
def test_booklets_of_other_sizes_conform(books: Books, checked: Callable[[Book], Checked], count: int) -> None:
    one = checked(books(count))
    assert one.ok, [finding for run in one.runs for finding in run.findings]


@pytest.mark.parametrize("style", STYLES)
def test_a_cover_with_everything_is_one_page(covers: Covers, checked: Callable[[Book], Checked], style: str) -> None:
    book = covers(style)
    assert "Spring 2027" in book.texts[0]
    assert "About" not in book.texts[0]
    figures = [tag.alt for tag in book.pdf.tags("Figure")]
    assert "A campus" in figures
    assert "Northfield College" in figures
    assert book.pdf.faults() == []
    one = checked(book)
    assert one.ok, [finding for run in one.runs for finding in run.findings]
