"""Booklets for the tests: how they are built, and what can be read back from them."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdfium2

from careerpdf.products.product import Result
from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import Project
from tests.support.generated import write_roles
from tests.support.handouts import OFFICE
from tests.support.inspector import TextInspector
from tests.support.paths import SHIPPED

TITLE = "Careers for Everyone"


def flat(text: str) -> str:
    """Text with single spaces, without soft hyphens and the marks that PDFium puts in the place of some hyphens."""
    return " ".join(re.sub("[\u00ad\u0002\ufffe]", "", text).split())


@dataclass
class Book:
    """A finished booklet, and what can be read back from it."""

    result: Result
    project: Project

    @property
    def path(self) -> Path:
        assert self.result.path, "\n".join(d.format() for d in self.result.diagnostics)
        return self.result.path

    @cached_property
    def texts(self) -> list[str]:
        """The text of each page."""
        with pypdfium2.PdfDocument(self.path) as pdf:
            return [flat(page.get_textpage().get_text_range()) for page in pdf]

    @cached_property
    def labels(self) -> list[str]:
        """The label of each page, as a viewer shows it."""
        with pypdfium2.PdfDocument(self.path) as pdf:
            return [pdf.get_page_label(number) for number in range(len(pdf))]

    @cached_property
    def pdf(self) -> TextInspector:
        return TextInspector(self.path.read_bytes())

    def page_of(self, title: str, question: str) -> int:
        """The index of the page on which the chapter of a role stands under its title."""
        found = [k for k, text in enumerate(self.texts) if flat(f"{title} {question}") in text]
        assert len(found) == 1, f"{title}: on pages {found}"
        return found[0]

    def between(self, start: str, end: str | None) -> str:
        """The text of the pages that the bookmark `start` leads to, up to those of `end`."""
        first = self.bookmark(start)
        last = self.bookmark(end) if end else len(self.texts)
        return " ".join(self.texts[first:last])

    def bookmark(self, title: str) -> int:
        with pikepdf.open(self.path) as pdf, pdf.open_outline() as outline:
            pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
            (found,) = [pages[item.destination[0].objgen] for item in outline.root if item.title == title]
            return found


Books = Callable[..., Book]


def project_of(root: Path, count: int) -> Project:
    """A project with so many roles: 8 are the shipped ones, others are generated."""
    if count == 8:
        shutil.copytree(SHIPPED, root / "profiles")
    else:
        write_roles(root / "profiles", count)
    return Project(root, ProjectConfig(office=OFFICE))
