"""Files that cannot be checked: each gets a diagnostic that says what it is and what to do."""

from pathlib import Path

import pikepdf
import pytest

from careerpdf.check.reader import read_pdf
from careerpdf.diagnostics import Diagnostic

from .conftest import MakePdf, read


def problem(path: Path) -> Diagnostic:
    found = read_pdf(path)
    assert isinstance(found, Diagnostic)
    return found


@pytest.mark.parametrize("data", [b"", b"Dear Sir or Madam", b"\x00" * 5000, b"PK\x03\x04 a Word document"])
def test_what_is_no_pdf_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "letter.pdf").write_bytes(data)
    found = problem(tmp_path / "letter.pdf")
    assert found.code == "not-a-pdf"
    assert found.hint


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert problem(tmp_path / "nothing.pdf").code == "no-such-file"
    assert problem(tmp_path).message == "this is a folder"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_pdf_cut_short_is_damaged(handout_pdf: Path, tmp_path: Path, share: float) -> None:
    data = handout_pdf.read_bytes()
    (tmp_path / "part.pdf").write_bytes(data[: int(len(data) * share)])
    found = problem(tmp_path / "part.pdf")
    assert found.code == "damaged-pdf"
    assert "again" in (found.hint or "")


def test_a_pdf_cut_short_that_could_be_patched_up_is_damaged_all_the_same(make_pdf: MakePdf) -> None:
    path = make_pdf(b"BT ET")
    path.write_bytes(path.read_bytes()[:-30])
    assert problem(path).code == "damaged-pdf"


def test_a_pdf_with_a_password_is_encrypted(handout_pdf: Path, tmp_path: Path) -> None:
    with pikepdf.open(handout_pdf) as pdf:
        pdf.save(tmp_path / "secret.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    found = problem(tmp_path / "secret.pdf")
    assert found.code == "encrypted"
    assert "without a password" in (found.hint or "")


def test_a_pdf_that_anybody_may_open_is_read_though_it_is_protected(handout_pdf: Path, tmp_path: Path) -> None:
    with pikepdf.open(handout_pdf) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
    assert read(tmp_path / "locked.pdf").title == "Registered Nurse"


def test_the_facts_of_a_handout_are_read(handout_pdf: Path) -> None:
    pdf = read(handout_pdf)
    assert (pdf.title, pdf.lang, pdf.declared.pdfua_part, pdf.declared.pdfa_part) == (
        "Registered Nurse",
        "en",
        "1",
        "2",
    )
    assert pdf.size == handout_pdf.stat().st_size
    assert len(pdf.sha256) == 64
    assert [page.number for page in pdf.pages] == [1, 2]
