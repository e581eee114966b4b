"""`careerpdf press`: press files from names and PDFs, and what is said of jobs that cannot be."""

import json
import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageCms

from careerpdf.cli import console
from tests.support.commands import BROKEN, Run


@pytest.fixture
def office(project: Path) -> Path:
    """The project with a booklet, too."""
    (project / "booklets").mkdir()
    (project / "booklets" / "fair.yaml").write_text("title: Fair\nroles: [electrician]\n", encoding="utf-8")
    return project


def size(path: Path) -> tuple[int, int]:
    with pikepdf.open(path) as pdf:
        box = pdf.pages[0].mediabox
        return round(float(box[2])), round(float(box[3]))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_booklet_by_name_becomes_sheets_and_a_ticket(run: Run, office: Path) -> None:
    result = run("press", "fair", "--layout", "booklet", "--sheet", "letter", "--copies", "40")
    assert (result.exit_code, result.stderr) == (0, "")
    assert names(office / "output") == ["fair-press.pdf", "fair-press.txt"], "the reading copy is nobody's business"
    first, second = result.stdout.splitlines()
    assert "sheets letter, both sides, flip on the short edge" in first
    assert second.split() == [str(Path("output", "fair-press.txt")), "job", "ticket"]
    assert size(office / "output" / "fair-press.pdf") == (792, 612)
    ticket = (office / "output" / "fair-press.txt").read_text(encoding="utf-8")
    assert ticket.startswith("JOB TICKET: Fair\n")
    assert "40 copies of" in ticket


def test_roles_that_go_two_on_a_sheet_are_half_as_large_as_it(run: Run, office: Path) -> None:
    result = run("press", "registered-nurse", "electrician", "--layout", "2up", "--sheet", "letter", "-o", "print")
    assert result.exit_code == 0, result.stderr
    assert names(office / "print") == ["registered-nurse-and-1-more-press.pdf", "registered-nurse-and-1-more-press.txt"]
    assert size(office / "print" / "registered-nurse-and-1-more-press.pdf") == (792, 612)


def test_a_pdf_is_taken_as_it_is_without_any_folder_of_handouts(run: Run, here: Path) -> None:
    pdf = pikepdf.new()
    for _ in range(5):
        pdf.add_blank_page(page_size=(396, 612))
    pdf.save(here / "slides.pdf")
    before = (here / "slides.pdf").read_bytes()
    result = run("press", "slides.pdf", "--layout", "booklet", "-o", "out.pdf", "--ticket", "pdf")
    assert (result.exit_code, result.stderr) == (0, "")
    assert names(here) == ["out-ticket.pdf", "out.pdf", "out.txt", "slides.pdf"]
    assert (here / "slides.pdf").read_bytes() == before
    with pikepdf.open("out.pdf") as made:
        assert len(made.pages) == 4


def test_the_file_that_is_printed_is_never_written_over(run: Run, here: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(396, 612))
    pdf.save(here / "a.pdf")
    before = (here / "a.pdf").read_bytes()
    result = run("press", "a.pdf", "--layout", "perfect", "-o", "a.pdf")
    assert result.exit_code == 1
    assert "error[would-overwrite]" in result.stderr
    assert (here / "a.pdf").read_bytes() == before


def test_colors_marks_bleed_and_no_ticket(run: Run, office: Path) -> None:
    result = run(
        "press", "fair", "--layout", "perfect", "--bleed", "0.125in", "--marks", "--gray", "--ticket", "none",
        "--style", "bold", "--set", "colours.accent=#333333",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert names(office / "output") == ["fair-press.pdf"]
    with pikepdf.open(office / "output" / "fair-press.pdf") as pdf:
        assert not any(
            str(i.operator) in ("rg", "RG")  # type: ignore[attr-defined]
            for page in pdf.pages
            for form in page.resources.XObject.values()
            for i in pikepdf.parse_content_stream(form)
        )


def test_a_profile_for_the_screen_is_refused(run: Run, office: Path) -> None:
    (office / "srgb.icc").write_bytes(
        BytesIO(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()).read()
    )
    result = run("press", "fair", "--layout", "perfect", "--pdfx", "srgb.icc")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "srgb.icc: error[bad-profile]: the color profile is for RGB, not for a press (CMYK)" in result.stderr
    assert not (office / "output").exists()


def test_equal_input_gives_equal_bytes(run: Run, office: Path) -> None:
    made = []
    for folder in ("one", "two"):
        choices = ("--layout", "booklet", "-o", folder, "--ticket", "pdf")
        assert run("press", "fair", *choices, SOURCE_DATE_EPOCH="1790000000").exit_code == 0
        made.append([(path.name, path.read_bytes()) for path in sorted((office / folder).iterdir())])
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["fair"], "Missing option '--layout'"),
        (["--layout", "booklet"], "Name the roles, the booklet or the PDF to print."),
        (["fair", "--layout", "bocklet"], "Did you mean 'booklet'?"),
        (["fair", "--layout", "nup"], "say how many rows and columns, such as --layout nup2x3."),
        (["fair", "--layout", "booklet", "--sheet", "leter"], "Did you mean 'letter'?"),
        (["fair", "--layout", "booklet", "--creep", "0.1"], "'0.1' has no unit; write 0.1mm, 0.1in or 0.1pt."),
        (["fair", "--layout", "booklet", "--bleed", "thick"], "'thick' is no length; write such as 3mm"),
        (["fair", "--layout", "booklet", "--bleed", "3in"], "'3in' is too much; at most 0.5 in (12.7 mm)."),
        (["fair", "--layout", "booklet", "--copies", "0"], "give a number from 1 to 1,000,000."),
        (["fair", "--layout", "perfect", "--creep", "1mm"], "--creep is for --layout booklet"),
        (
            ["a.pdf", "--layout", "cards", "--paper", "a6"],
            "--paper is for roles and booklets by name; a PDF is printed as",
        ),
        (["a.pdf", "--layout", "cards", "--set", "fonts.sans=Lato"], "--set is for roles and booklets by name;"),
        (["electrician", "registered-nurse", "--layout", "booklet"], "takes one role, booklet or PDF."),
        (["registered", "nurse", "--layout", "2up"], "Did you mean 'registered-nurse'?"),
        (["fair", "--layout", "booklet", "-o", "fair.docx"], "give one that ends in .pdf, or a folder."),
        (["fair", "--layout", "booklet", "–marks"], "begins with a dash as word processors make it"),
    ],
)
def test_what_is_typed_wrongly_is_a_usage_error(run: Run, office: Path, typed: list[str], said: str) -> None:
    result = run("press", *typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.split())
    assert not (office / "output").exists()


def test_names_and_files_that_are_not_there_are_said_with_a_hint(run: Run, office: Path) -> None:
    result = run("press", "electrican", "--layout", "2up")
    assert result.exit_code == 1
    assert "did you mean 'electrician'?" in result.stderr
    result = run("press", "electrician.pdf", "--layout", "2up")
    assert result.exit_code == 1
    assert "did you mean 'electrician'? It is made from its file" in result.stderr
    run("build", "electrician")
    result = run("press", "electrician.pdf", "--layout", "2up")
    assert f"did you mean {Path('output', 'electrician.pdf')}?" in result.stderr


def test_a_role_with_mistakes_stops_the_job(run: Run, office: Path) -> None:
    (office / "profiles" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    result = run("press", "broken", "electrician", "--layout", "2up")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "profiles/broken.yaml:2:1" in result.stderr.replace("\\", "/")
    assert not (office / "output").exists()


def test_pages_that_do_not_fit_leave_the_last_press_file_as_it_was(run: Run, office: Path) -> None:
    run("press", "fair", "--layout", "booklet", "--sheet", "letter")
    before = (office / "output" / "fair-press.pdf").read_bytes()
    result = run("press", "fair", "--layout", "booklet", "--sheet", "letter", "--bleed", "3mm")
    assert result.exit_code == 1
    assert "error[too-large-for-the-sheet]" in result.stderr
    assert "use a larger sheet: --sheet tabloid" in result.stderr
    assert (office / "output" / "fair-press.pdf").read_bytes() == before


def test_json_has_the_job_and_nothing_else_is_printed(run: Run, office: Path) -> None:
    result = run("press", "fair", "--layout", "booklet", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert (found["ok"], found["layout"], found["sheet"], found["flip"]) == (True, "booklet", "letter", "short")
    assert [Path(path).name for path in found["files"]] == ["fair-press.pdf", "fair-press.txt"]
    assert found["ticket"]["Final size"] == "5.5 × 8.5 in (140 × 216 mm)"
    result = run("press", "nobody", "--layout", "booklet", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["diagnostics"][0]["code"] == "unknown-name"


def test_a_fault_of_the_program_is_no_traceback(run: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerpdf.press.job.press_pdf", lambda *_: 1 / 0)
    result = run("press", "fair", "--layout", "booklet")
    assert result.exit_code == 1
    assert "error[internal-error]" in result.stderr
    assert "Traceback" not in result.stderr


def test_outside_a_folder_of_handouts_it_is_said_that_this_is_none(run: Run, here: Path) -> None:
    result = run("press", "electrician", "--layout", "2up")
    assert result.exit_code == 1
    assert "error[not-a-handout-folder]" in result.stderr


def test_open_shows_the_press_file(run: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(console, "open_file", shown.append)
    assert run("press", "fair", "--layout", "booklet", "--open", "-q").stdout == ""
    assert shown == [office / "output" / "fair-press.pdf"]


def pages_size(path: Path) -> tuple[int, int]:
    with pikepdf.open(path) as pdf:
        form = next(iter(pdf.pages[0].resources.XObject.values()))
        box = [float(value) for value in form.BBox]
        return round(box[2] - box[0]), round(box[3] - box[1])


def test_roles_by_name_become_cards(run: Run, office: Path) -> None:
    result = run("press", "registered-nurse", "electrician", "--layout", "cards", "--copies", "100", "--style", "plain")
    assert (result.exit_code, result.stderr) == (0, "")
    stem = "registered-nurse-card-and-1-more-press"
    assert names(office / "output") == [f"{stem}.pdf", f"{stem}.txt"]
    assert size(office / "output" / f"{stem}.pdf") == (612, 792)
    assert pages_size(office / "output" / f"{stem}.pdf") == (306, 396)
    ticket = " ".join((office / "output" / f"{stem}.txt").read_text("utf-8").split())
    assert "100 of each; print the file 50 times: each sheet gives 2; 50 sheets of paper in all" in ticket


@pytest.mark.parametrize(
    ("options", "page"),
    [
        (["cards"], (306, 396)),
        (["cards", "--sheet", "a4"], (298, 420)),
        (["cards", "--paper", "a6", "--sheet", "a3"], (298, 420)),
        (["cards", "--paper", "half-letter"], (396, 612)),
        (["cards", "--style", "large-print"], (396, 612)),
        (["cards", "--style", "large-print", "--sheet", "a4"], (420, 595)),
        (["booklet", "--paper", "half-letter"], (396, 612)),
        (["4up"], (306, 396)),
        (["4up", "--sheet", "letter"], (306, 396)),
        (["4up", "--sheet", "tabloid"], (396, 612)),
        (["4up", "--sheet", "a3"], (420, 595)),
        (["2up", "--sheet", "a4"], (420, 595)),
    ],
)
def test_a_role_is_made_for_its_part_of_the_sheet(
    run: Run, office: Path, options: list[str], page: tuple[int, int]
) -> None:
    result = run("press", "electrician", "--layout", *options, "-o", "out.pdf")
    assert result.exit_code == 0, result.stderr
    assert pages_size(office / "out.pdf") == page


def test_a_card_whose_color_is_cut_where_it_ends_is_warned_of(run: Run, office: Path) -> None:
    result = run("press", "electrician", "--layout", "cards", "--style", "modern")
    assert "warning[no-bleed]: page 2: an area reaches the cut, and nothing is printed beyond" in result.stderr
    result = run(
        "press", "electrician", "--layout", "cards", "--style", "modern", "--bleed", "3mm", "--sheet", "tabloid"
    )
    assert result.stderr == ""


def test_a_card_is_no_booklet(run: Run, office: Path) -> None:
    result = run("press", "electrician", "--layout", "cards", "--paper", "letter")
    assert result.exit_code == 2
    assert "--paper letter is no size of a card. Those are quarter-letter, a6, half-letter, a5." in result.stderr
    result = run("press", "electrician", "--layout", "booklet", "--paper", "a6")
    assert result.exit_code == 2
    assert "is the size of a card" in result.stderr
    result = run("press", "fair", "--layout", "perfect", "--paper", "a6")
    assert result.exit_code == 1
    assert "error[no-card]: 'fair' is a booklet, and cards are of roles" in result.stderr
    assert not (office / "output").exists()


def test_pages_on_a_grid_are_made_smaller_where_they_have_no_room(run: Run, office: Path) -> None:
    result = run("press", "electrician", "--layout", "nup 2x2", "-o", "out.pdf")
    assert (result.exit_code, result.stderr) == (0, "")
    assert size(office / "out.pdf") == (612, 792)
    assert "% of its size, to be looked at" in " ".join((office / "out.txt").read_text("utf-8").split())


def test_a_pdf_of_nearly_that_name_is_said(run: Run, here: Path) -> None:
    (here / "slides.pdf").write_bytes(b"")
    result = run("press", "slide.pdf", "--layout", "booklet")
    assert result.exit_code == 1
    assert "did you mean slides.pdf?" in result.stderr


def test_a_ticket_of_the_file_before_does_not_stay(run: Run, office: Path) -> None:
    run("press", "fair", "--layout", "booklet", "--ticket", "pdf")
    assert names(office / "output") == ["fair-press-ticket.pdf", "fair-press.pdf", "fair-press.txt"]
    run("press", "fair", "--layout", "perfect")
    assert names(office / "output") == ["fair-press.pdf", "fair-press.txt"]
    run("press", "fair", "--layout", "perfect", "--ticket", "none")
    assert names(office / "output") == ["fair-press.pdf"]


def test_a_text_of_another_kind_stays(run: Run, office: Path) -> None:
    (office / "out.txt").write_text("my notes", encoding="utf-8")
    run("press", "fair", "--layout", "perfect", "--ticket", "none", "-o", "out.pdf")
    assert (office / "out.txt").read_text(encoding="utf-8") == "my notes"


def test_the_ticket_says_when_and_by_whom_the_job_is_ordered(run: Run, office: Path) -> None:
    (office / "careerpdf.yaml").write_text("office: {name: Careers Office, phone: 507 555 0100}\n", encoding="utf-8")
    run("press", "fair", "--layout", "booklet")
    ticket = (office / "output" / "fair-press.txt").read_text(encoding="utf-8")
    assert re.search(r"^Ordered: +\d{4}-\d\d-\d\d, Careers Office, 507 555 0100$", ticket, re.MULTILINE), ticket


@pytest.mark.parametrize(
    ("options", "page"),
    [
        (["2up", "--bleed", "3mm"], (396, 612)),
        (["booklet", "--bleed", "3mm"], (396, 612)),
        (["2up", "--bleed", "3mm", "--sheet", "tabloid"], (396, 612)),
        (["2up", "--bleed", "3mm", "--sheet", "a3"], (420, 595)),
        (["4up", "--bleed", "3mm", "--sheet", "tabloid"], (306, 396)),
    ],
)
def test_with_bleed_a_role_is_made_so_small_that_there_is_room(
    run: Run, office: Path, options: list[str], page: tuple[int, int]
) -> None:
    result = run("press", "electrician", "--layout", *options, "-o", "out.pdf")
    assert result.exit_code == 0, result.stderr
    with pikepdf.open(office / "out.pdf") as pdf:
        box = [float(value) for value in next(iter(pdf.pages[0].resources.XObject.values())).BBox]
    assert (round(box[2] - box[0] - 17.008), round(box[3] - box[1] - 17.008)) == page, "the bleed is 8.504 pt"


def test_a_hint_never_offers_what_is_so_already(run: Run, office: Path) -> None:
    result = run("press", "electrician", "--layout", "2up", "--bleed", "3mm", "--sheet", "letter")
    assert result.exit_code == 1
    assert "use a larger sheet: --sheet tabloid; or leave the bleed out" in result.stderr
    assert "--paper" not in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["nup2x3", "--marks"], "it has neither bleed nor marks"),
        (["nup2x3", "--bleed", "3mm"], "it has neither bleed nor marks"),
        (["perfect", "--flip", "short"], "--flip is for sheets"),
    ],
)
def test_options_that_would_do_nothing_are_refused(run: Run, office: Path, options: list[str], said: str) -> None:
    result = run("press", "electrician", "--layout", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def slides(here: Path, size: tuple[float, float] = (960, 540), pages: int = 6) -> None:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=size)
    pdf.save(here / "slides.pdf")


@pytest.mark.parametrize(("paper", "sheet"), [("letter", "letter"), ("a4", "a4"), ("a5", "a4")])
def test_without_a_sheet_slides_go_on_the_paper_of_the_folder(run: Run, office: Path, paper: str, sheet: str) -> None:
    (office / "careerpdf.yaml").write_text(f"paper: {paper}\n", encoding="utf-8")
    slides(office)
    for layout in ("nup3x1", "nup2x2"):
        result = run("press", "slides.pdf", "--layout", layout)
        assert result.exit_code == 0, result.stderr
        assert f" sheet {sheet}, " in result.stdout or f" sheets {sheet}, " in result.stdout
    result = run("press", "slides.pdf", "--layout", "booklet", "--scale", "fit")
    assert f" sheets {sheet}, " in result.stdout


def test_cards_of_roles_are_of_the_kind_of_the_folder_s_paper(run: Run, office: Path) -> None:
    (office / "careerpdf.yaml").write_text("paper: a4\n", encoding="utf-8")
    result = run("press", "electrician", "--layout", "4up", "--style", "plain", "-o", "out.pdf")
    assert result.exit_code == 0, result.stderr
    assert pages_size(office / "out.pdf") == (298, 420)
    assert " sheet a4, " in result.stdout


def test_letter_pages_become_a_booklet_on_letter_paper_if_they_may_be_smaller(run: Run, here: Path) -> None:
    slides(here, (612, 792))
    result = run("press", "slides.pdf", "--layout", "booklet", "--sheet", "letter")
    assert result.exit_code == 1
    assert "have the pages made smaller: --scale fit" in result.stderr
    result = run("press", "slides.pdf", "--layout", "booklet", "--sheet", "letter", "--scale", "fit", "-o", "out.pdf")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 sheets letter, both sides, flip on the short edge, pages at 65%" in result.stdout
    ticket = " ".join((here / "out.txt").read_text(encoding="utf-8").split())
    assert "Final size: 5.5 × 8.5 in (140 × 216 mm); the pages are in the file at 65% of their size" in ticket
    assert "Nest the sheets, fold once" in ticket
    assert "Cut" not in ticket


def test_text_that_becomes_too_small_is_said(run: Run, here: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F 8 Tf 99 99 Td (small) Tj ET")
    pdf.save(here / "a.pdf")
    assert "small-text" not in run("press", "a.pdf", "--layout", "2up", "--sheet", "tabloid").stderr
    result = run("press", "a.pdf", "--layout", "2up", "--sheet", "letter", "--scale", "fit")
    assert "page 1: text of 5.2 pt, such as “small”" in result.stderr


def test_pages_that_are_cut_with_a_bleed_are_not_made_smaller(run: Run, here: Path) -> None:
    slides(here)
    result = run("press", "slides.pdf", "--layout", "booklet", "--bleed", "3mm", "--scale", "fit")
    assert result.exit_code == 2
    assert "--scale fit is for the paper of an office" in " ".join(result.stderr.split())


def test_a_damaged_file_is_a_message_and_no_fault_of_the_program(run: Run, here: Path) -> None:
    slides(here)
    data = (here / "slides.pdf").read_bytes()
    (here / "slides.pdf").write_bytes(data[: len(data) // 2])
    result = run("press", "slides.pdf", "--layout", "booklet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "slides.pdf: error[damaged-pdf]: the PDF is damaged" in result.stderr
    assert "hint: have the program that made it save or export it once more" in result.stderr
    assert "internal-error" not in result.stderr
