"""Files that cannot be checked: each gets a diagnostic that says what it is and what to do."""

from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from careerpdf.check import run
from careerpdf.check.reader import PdfFile, read_pdf
from careerpdf.check.wcag import wcag_rows
from careerpdf.diagnostics import Diagnostic
from tests.support.made_pdfs import MakePdf, read


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


# -- damage of all kinds: a message or a verdict, never an exception

JUNK = st.sampled_from(
    [
        0,
        -1,
        2**31,
        2**62,
        True,
        Name("/Junk"),
        String(""),
        String("x" * 3000),
        String(b"\xff\xfe\x00\xd8"),
        Array([]),
        Array([1, Name("/A"), String("q")]),
        Array([0, 0, 0, 0]),
        Array([-1e30, -1e30, 1e30, 1e30]),
        Dictionary(),
        None,
    ]
)
OPERATORS = (
    b"q Q BT ET EMC",
    b"/F 1e9 Tf",
    b"(x) scn",
    b"/P cs",
    b"1 2 3 4 5 6 7 k",
    b"[ ] TJ",
    b"(abc) Tj",
    b"<</MCID -5>> BDC",
    b"/P <</MCID 99999999999>> BDC",
    b"1e38 0 0 1e38 0 0 cm",
    b"0 0 0 0 0 0 cm",
    b"/X Do",
    b"re",
    b"0 0 re f",
    b"m l c v y h",
    b"1e30 1e30 -1e30 1e30 re f",
    b"W n",
    b"/G gs",
    b"nan g",
    b"1 0 0 1 1e300 5 Tm",
    b'1 2 (q) "',
    b"-1 Tr",
    b"true g",
    b"[1 2] rg",
    b"/DeviceN CS 1 2 SCN",
    b"/S sh",
    b"BI /W 9 /H 9 /F /JBIG2Decode ID x EI",
    b"(\xff\xfe) Tj",
    b"<feff Tj",
)


def checked(path: Path) -> run.Checked:
    """The file with everything that this process does; fails the test by raising."""
    found = run.check_own(path)
    assert found.problem is None or found.problem.hint
    wcag_rows(found)
    return found


@given(data=st.data())
def test_bytes_that_were_damaged_get_a_message_or_a_verdict(
    handout_pdf: Path, tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(handout_pdf.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    (tmp_path / "damaged.pdf").write_bytes(content)
    checked(tmp_path / "damaged.pdf")


@given(data=st.data())
def test_objects_of_wrong_kinds_get_a_message_or_a_verdict(
    handout_pdf: Path, tmp_path: Path, data: st.DataObject
) -> None:
    with pikepdf.open(handout_pdf) as pdf:
        holders = [item for item in pdf.objects if isinstance(item, (Dictionary, pikepdf.Stream))]
        for _ in range(data.draw(st.integers(1, 8))):
            holder = holders[data.draw(st.integers(0, len(holders) - 1))]
            keys = sorted(set(holder.keys()) - {"/Length", "/Filter", "/DecodeParms"})
            if not keys:
                continue
            key, value = data.draw(st.sampled_from(keys)), data.draw(JUNK)
            if value is None:
                del holder[key]
            else:
                holder[key] = value
        try:
            pdf.save(tmp_path / "damaged.pdf", fix_metadata_version=False)
        except (pikepdf.PdfError, RuntimeError, ValueError):  # too broken to be written at all
            return
    checked(tmp_path / "damaged.pdf")


@given(data=st.data())
def test_content_that_makes_no_sense_gets_a_verdict(make_pdf: MakePdf, data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.sampled_from(OPERATORS), min_size=1, max_size=30))
    path = make_pdf(b"BT /F 12 Tf 20 20 Td (text) Tj ET\n" + b"\n".join(lines))
    assert isinstance(checked(path).pdf, PdfFile)


def test_a_name_that_is_no_text_damages_nothing(make_pdf: MakePdf) -> None:
    path = make_pdf(b"BT /F 12 Tf 20 20 Td (text) Tj ET", ExtGState=Dictionary({"/Odd99": Dictionary()}))
    path.write_bytes(path.read_bytes().replace(b"/Odd99", b"/O#ffd", 1))
    assert checked(path).pdf is not None


def test_a_file_without_pages_is_said_to_have_none(tmp_path: Path) -> None:
    pikepdf.new().save(tmp_path / "empty.pdf")
    found = checked(tmp_path / "empty.pdf")
    assert found.problem is not None
    assert found.problem.code == "no-pages"


def test_a_box_that_is_none_leaves_a_page_of_the_usual_size(make_pdf: MakePdf) -> None:
    path = make_pdf(b"BT /F 12 Tf 20 20 Td (text) Tj ET")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.MediaBox = Array([Name("/A"), 0, 0, 0])
        pdf.save(path)
    assert read(path).pages[0].box == (0, 0, 612, 792)


def test_a_file_whose_readers_open_it_without_repair_is_not_damaged(handout_pdf: Path, tmp_path: Path) -> None:
    """The index of objects does not list itself: an error that most programs make and every reader forgives."""
    with pikepdf.open(handout_pdf) as pdf:
        pdf.save(tmp_path / "made.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert read(tmp_path / "made.pdf").rebuilt is False


def test_an_index_that_had_to_be_rebuilt_is_said_and_no_damage(make_pdf: MakePdf) -> None:
    path = make_pdf(b"BT /F 12 Tf 20 20 Td (text) Tj ET")
    data = path.read_bytes()
    at = data.rindex(b"startxref")
    path.write_bytes(data[:at] + b"startxref\n99\n%%EOF\n")
    found = checked(path)
    assert found.pdf is not None
    assert found.pdf.rebuilt
    assert "file-rebuilt" in {finding.rule for finding in found.to_look_at}
