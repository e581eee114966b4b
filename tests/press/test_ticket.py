"""The job ticket: everything that a person at the counter asks, and the figures right."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from careerpdf.press.job import Job, Source, press
from careerpdf.press.layouts import Flip
from careerpdf.press.page import ticket_page
from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import Project
from tests.support.inspector import TextInspector
from tests.support.press_files import LETTER, P, Press, codes, numbered, pdf_of


def lines(printed: Press, count: int = 10, size: tuple[float, float] = (396.0, 612.0), **job: object) -> dict[str, str]:
    pressed, _ = printed(numbered(count, size), **job)
    assert pressed.ticket, codes(pressed)
    return dict(pressed.ticket.lines)


def test_a_booklet_says_sheets_sides_fold_and_creep(printed: Press) -> None:
    ticket = lines(printed, 45, layout="booklet", sheet="letter", copies=40, creep=0.28346)
    assert ticket["Quantity"] == "40 copies of 12 sheets; 480 sheets of paper in all"
    assert ticket["Sheet"] == "Letter, 8.5 × 11 in (216 × 279 mm), landscape"
    assert ticket["Sides"] == "both, FLIP ON THE SHORT EDGE"
    assert ticket["Pages"] == "45 and 3 blank at the end"
    assert ticket["Final size"] == "5.5 × 8.5 in (140 × 216 mm)"
    assert "Print at 100%" in ticket["Scale"]
    assert "booklet setting of the printer" in ticket["Scale"]
    assert ticket["Finishing"].endswith("staple twice in the fold (saddle stitch).")
    assert ticket["Creep"] == "0.1 mm a sheet, 1.1 mm for the innermost: already in the file"
    assert ticket["Color"] == "full color, as the reading copy (RGB)"


def test_the_other_edge_is_said_with_its_effect(printed: Press) -> None:
    ticket = lines(printed, layout="booklet", flip=Flip.LONG)
    assert ticket["Sides"] == "both, FLIP ON THE LONG EDGE; backs stand on their heads in the file"


def test_cut_sheets_say_how_often_the_file_is_printed(printed: Press) -> None:
    ticket = lines(printed, 2, layout="2up", copies=25)
    assert ticket["Quantity"] == "25 of each; print the file 13 times: each sheet gives 2; 13 sheets of paper in all"
    assert ticket["Finishing"] == "Cut apart at the marks."
    assert lines(printed, 1, layout="2up", copies=2)["Sides"] == "front only"
    four = lines(printed, 4, layout="2up", copies=3)
    assert four["Quantity"] == "3 of each; print the file 3 times; 3 sheets of paper in all"


def test_single_pages_say_size_bleed_and_colors(printed: Press, icc: Path) -> None:
    ticket = lines(printed, 3, LETTER, layout="perfect", bleed=9.0, marks=True, pdfx=icc)
    assert ticket["Sheet"].startswith("as the press needs it; each page of the file is 9.3")
    assert ticket["Bleed"] == "0.125 in (3.18 mm) on each side"
    assert ticket["Color"] == "four inks (CMYK); PDF/X-4 for “Press of the tests”"
    assert ticket["Marks"] == "crop marks"
    assert ticket["Quantity"] == "1 copy of 3 pages (2 cut sheets)", "how many go on a sheet of the press is the shop's"
    assert ticket["Finishing"] == "Cut to the final size. Binding as ordered: glued, stapled or loose sheets."
    assert "Creep" not in ticket


def test_a_booklet_that_is_cut_has_marks_unless_nobody_wants_them(printed: Press) -> None:
    ticket = lines(printed, layout="booklet", sheet="tabloid")
    assert ticket["Marks"] == "crop marks, dashed fold marks"
    assert ticket["Finishing"].endswith("Cut at the marks when stapled.")
    ticket = lines(printed, layout="booklet", sheet="tabloid", marks=False)
    assert "Marks" not in ticket
    assert ticket["Finishing"].endswith("Cut to 5.5 × 8.5 in (140 × 216 mm) when stapled.")
    assert "Marks" not in lines(printed, layout="booklet", sheet="letter"), "nothing is cut"


def test_the_parts_of_one_handout_are_said_to_belong_together(printed: Press) -> None:
    ticket = lines(printed, 3, layout="2up", sheet="letter")
    assert ticket["Finishing"].startswith("Cut apart at the marks. The parts of one handout belong together")
    assert ticket["Marks"] == "short ticks at the sheet's edges, on the lines that are cut"


def test_a_file_that_was_made_for_the_job_is_not_named(printed: Press, tmp_path: Path) -> None:
    source = replace(Source("role", "role.pdf", numbered(2)), made=True)
    pressed = press([source], Job("2up"), tmp_path / "p.pdf", datetime(2026, 9, 21, tzinfo=UTC))
    assert pressed.ticket
    assert "Made from" not in dict(pressed.ticket.lines)


def test_what_is_to_be_looked_at_is_said_once_with_its_files(printed: Press) -> None:
    across = pdf_of(P((396.0, 612.0), "0 0 396 100 re f"))
    pressed, _ = printed(across, across, layout="2up", sheet="letter")
    assert pressed.ticket
    (note,) = pressed.ticket.notes
    assert note.startswith("file-1.pdf, file-2.pdf: Page 1: an area reaches the cut")


def test_files_are_known_by_their_hashes(printed: Press) -> None:
    from hashlib import sha256

    source = numbered(4)
    pressed, data = printed(source, layout="booklet")
    assert pressed.ticket
    ticket = dict(pressed.ticket.lines)
    assert ticket["File"] == f"press.pdf, {len(data):,} bytes, SHA-256 {sha256(data).hexdigest()}"
    assert ticket["Made from"] == f"file-1.pdf, SHA-256 {sha256(source).hexdigest()}"


def test_the_text_is_narrow_enough_for_an_email_and_has_the_warnings(printed: Press) -> None:
    pressed, _ = printed(numbered(60), layout="booklet", sheet="letter")
    assert pressed.ticket
    text = pressed.ticket.text()
    assert text.startswith("JOB TICKET: file-1\n")
    assert max(map(len, text.splitlines())) <= 92
    assert "\nTo look at before printing:\n- With 15 sheets in each other" in text


@pytest.mark.parametrize("american", [True, False])
def test_the_page_says_the_same_and_is_tagged(printed: Press, tmp_path: Path, american: bool) -> None:
    import page as page_validation

    pressed, _ = printed(numbered(60), layout="booklet", sheet="letter")
    assert pressed.ticket
    when = datetime(2026, 9, 21, tzinfo=UTC)
    data = ticket_page(pressed.ticket, Project(tmp_path, ProjectConfig()), when, american=american)
    assert data
    text = "".join(page.text for page in TextInspector(data).pages).replace(" ", "")
    for label, value in pressed.ticket.lines:
        assert label.replace(" ", "") in text
        assert value.replace(" ", "")[:30] in text
    path = tmp_path / "ticket.pdf"
    path.write_bytes(data)
    assert [f.message for f in page_validation.validate_pdf(str(path), profile="ua1").failures] == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        assert round(float(pdf.pages[0].mediabox[3])) == (792 if american else 842)


def test_thick_booklets_and_missing_creep_are_said(printed: Press) -> None:
    assert codes(printed(numbered(81), layout="booklet")[0]) == ["thick-booklet"]
    assert codes(printed(numbered(44), layout="booklet")[0]) == ["no-creep"]
    assert codes(printed(numbered(44), layout="booklet", creep=0.3)[0]) == []
    assert codes(printed(numbered(40), layout="booklet")[0]) == []


def test_pages_that_do_not_fit_name_the_sheet_that_does(printed: Press) -> None:
    pressed, _ = printed(numbered(4, LETTER), layout="booklet", sheet="letter")
    (problem,) = pressed.diagnostics
    assert problem.code == "too-large-for-the-sheet"
    assert "have no room as booklet on Letter paper" in problem.message
    assert problem.hint
    assert "--sheet tabloid" in problem.hint
    assert "--paper half-letter" in problem.hint
    pressed, _ = printed(numbered(4, (900.0, 1300.0)), layout="booklet")
    assert pressed.diagnostics[0].hint == "have the pages made smaller: --scale fit"
    assert "on any sheet" in pressed.diagnostics[0].message


def test_marks_without_room_are_said_only_if_they_were_asked_for(printed: Press) -> None:
    assert codes(printed(numbered(2), layout="2up", sheet="letter")[0]) == []
    assert codes(printed(numbered(2), layout="2up", sheet="letter", marks=True)[0]) == ["no-room-for-marks"]
