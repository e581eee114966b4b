"""The public Python API: opening a project, building its products, reading what came of it. See docs/python-api.md."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from careerpdf.booklet.model import Manifest
from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.preview.render import pages
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout
from careerpdf.products.one_page import Card, Poster
from careerpdf.products.product import Options, Product, Result
from careerpdf.products.registry import find_product
from careerpdf.profile import load
from careerpdf.profile.model import OwnSection, Profile
from careerpdf.project.load import open_project as _open_project
from careerpdf.project.problems import unknown_role
from careerpdf.project.project import Project
from careerpdf.style.changes import Change, Source, as_tuples, missing_font_key

if TYPE_CHECKING:
    from PIL import Image

__all__ = [
    "Booklet",
    "Card",
    "Diagnostic",
    "Handout",
    "InputError",
    "Manifest",
    "OwnSection",
    "Poster",
    "Product",
    "Profile",
    "Project",
    "Result",
    "Severity",
    "build",
    "load_profile",
    "open_project",
    "page_images",
]


def open_project(folder: str | Path | None = None) -> Project:
    """Open the project in `folder`, or the nearest one around the current folder.

    Raises InputError if there is none, or if `careerpdf.yaml` has errors.
    """
    project, problems = _open_project(Path(folder) if folder is not None else None)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise InputError(errors)
    return project


def load_profile(project: Project, role: str) -> Profile:
    """Read the profile of a role. Raises InputError if there is none, or if it has errors."""
    path = project.profile_path(role)
    if path is None:
        raise InputError((unknown_role(project, role),))
    loaded = load.load_profile(path, known_roles=project.role_ids(), known_sections=project.section_names)
    if loaded.value is None or not loaded.ok:
        raise InputError(loaded.diagnostics)
    return loaded.value


def build(
    project: Project,
    product: Product | str,
    *,
    style: str | None = None,
    paper: str | None = None,
    output: str | Path | None = None,
    fit: int | None = None,
    settings: Mapping[str, object] | None = None,
    jobs: int | None = None,
    reuse: bool = False,
) -> Result:
    """Build a product; a text stands for the handout of a role, or for the booklet of that name.

    `output` is a folder, or the PDF itself if it ends in .pdf; otherwise the project's folder `output`. `fit` is how
    many pages a handout has to fit on (0: as many as it needs), `settings` are values of the style by their keys, such
    as ``{"colours.accent": "#7a0019"}``, `jobs` is how many processes share a booklet. With `reuse`, what was made from
    the same things before is not made again. Bad input comes back in the result's diagnostics, and the previous PDF
    stays as it was. Raises OSError if the PDF cannot be written.
    """
    found = find_product(project, product) if isinstance(product, str) else product
    if isinstance(found, Diagnostic):
        return Handout(str(product)).failed(found)
    options = Options(
        style=style,
        paper=paper,
        fit=fit,
        output=Path(output) if output is not None else None,
        changes=tuple(_change(key, value) for key, value in (settings or {}).items()),
        jobs=jobs,
        reuse=reuse,
    )
    return found.build(project, options)


def page_images(
    pdf: str | Path | Result, *, dpi: float = 110, pages_wanted: Iterable[int] | None = None
) -> "Iterator[Image.Image]":
    """Draw the pages of a PDF, or those counted from 1 in `pages_wanted`, as images of Pillow, one after the other.

    Raises ValueError for a result without a PDF.
    """
    path = pdf.path if isinstance(pdf, Result) else Path(pdf)
    if path is None:
        raise ValueError("nothing was built, so there are no pages")
    return pages(path, dpi, pages_wanted)


def _change(key: str, value: object) -> Change:
    parts = tuple(part.strip() for part in key.split("."))
    return Change((*parts, *missing_font_key(parts, value)), as_tuples(value), Source.COMMAND, f"settings: {key}")
