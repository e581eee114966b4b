"""The small office of `tests/support/offices.py` as `root` and `project`; booklets of the shipped roles."""

from typing import Any

import pytest

from careerpdf.booklet.model import Manifest
from careerpdf.products.booklet import Booklet
from careerpdf.products.product import Options
from careerpdf.project.project import Project
from tests.support.booklets import TITLE, Book, Books, project_of
from tests.support.handouts import fixed_time
from tests.support.offices import project, root

__all__ = ["project", "root"]


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The booklet of the first `count` roles; 8 are the shipped ones, others are generated."""
    made: dict[str, Book] = {}
    folders: dict[int, Project] = {}

    def get(count: int = 8, style: str = "classic", paper: str = "half-letter", **fields: Any) -> Book:
        key = repr((count, style, paper, sorted(fields.items())))
        if key not in made:
            if count not in folders:
                folders[count] = project_of(tmp_path_factory.mktemp(f"roles-{count}"), count)
            project = folders[count]
            manifest = Manifest.model_validate({"title": TITLE, **fields})
            target = project.root / "output" / f"{len(made)}.pdf"
            options = Options(style=style, paper=paper, output=target)
            with fixed_time():
                made[key] = Book(Booklet(manifest, "test").build(project, options), project)
        return made[key]

    return get
