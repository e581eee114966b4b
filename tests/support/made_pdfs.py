"""One real handout to check, and small PDFs made by hand."""

from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from careerpdf.check.reader import PdfFile, read_pdf
from careerpdf.products.handout import Handout
from careerpdf.products.product import Options
from careerpdf.project.load import open_project
from careerpdf.system.resources import profiles_dir

SETTINGS = """\
office:
  name: Career Services
  institution: Northfield College
  email: careers@northfield.example
  url: https://northfield.example/careers
"""
MakePdf = Callable[..., Path]


@pytest.fixture(scope="session")
def handout_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registered nurse's handout: headings, lists, figures, links, two pages."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "profiles").mkdir()
    copy(profiles_dir() / "registered-nurse.yaml", folder / "profiles")
    (folder / "careerpdf.yaml").write_text(SETTINGS, encoding="utf-8")
    project, _ = open_project(folder)
    result = Handout("registered-nurse").build(project, Options())
    assert result.path is not None, [diagnostic.format() for diagnostic in result.diagnostics]
    return result.path


@pytest.fixture(scope="session")
def handout_read(handout_pdf: Path) -> PdfFile:
    return read(handout_pdf)


def read(path: Path) -> PdfFile:
    pdf = read_pdf(path)
    assert isinstance(pdf, PdfFile), pdf.format()
    return pdf


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    """A PDF of one page with this content and these resources; Helvetica is its font /F."""

    def make(content: bytes, name: str = "made.pdf", **resources: pikepdf.Object) -> Path:
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(300, 300))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        own = {key: pdf.make_indirect(value) if key == "XObject" else value for key, value in resources.items()}
        page.obj.Resources = Dictionary(Font=Dictionary(F=font), **own)
        page.Contents = pdf.make_stream(content)
        path = tmp_path / name
        pdf.save(path)
        return path

    return make
