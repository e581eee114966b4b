"""Cards and posters: what they say, where it fits, and that they are as accessible as a handout."""

from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from careerpdf.diagnostics import Severity
from careerpdf.leaves import Kind, LeafOptions, leaf
from careerpdf.locale import load_locale
from careerpdf.profile import facts
from careerpdf.style.paper import CARD_SIZES, PAPER_SIZES, POSTER_SIZES
from careerpdf.workspace import Workspace, WorkspaceConfig
from conftest import EPOCH, OFFICE, STYLES, profile_of
from inspector import TextInspector

CASES: list[tuple[Kind, str, str]] = [
    *(("card", style, paper) for style in STYLES for paper in CARD_SIZES),
    *(("poster", style, paper) for style in STYLES for paper in POSTER_SIZES),
]  # fmt: skip
ROLE = "registered-nurse"


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def made(workspace: Workspace, kind: Kind, role: str, folder: Path, **options: str) -> bytes:
    result = leaf(workspace, role, kind, LeafOptions(output=folder, **options))  # type: ignore[arg-type]
    assert result.path, "\n".join(d.format() for d in result.diagnostics)
    assert result.path.name == f"{role}-{kind}.pdf"
    return result.path.read_bytes()


@pytest.mark.parametrize(("kind", "style", "paper"), CASES)
def test_it_fits_conforms_and_says_what_matters(
    office_workspace: Workspace, tmp_path: Path, kind: Kind, style: str, paper: str
) -> None:
    data = made(office_workspace, kind, ROLE, tmp_path, style=style, paper=paper)
    pdf = TextInspector(data)
    assert len(pdf.pages) == (2 if kind == "card" else 1)
    assert (pdf.pages[0].width, pdf.pages[0].height) == pytest.approx(PAPER_SIZES[paper], abs=0.01)
    said = "".join(pdf.words())
    profile = profile_of(office_workspace, ROLE)
    pay = facts.pay_facts(profile.salary, load_locale("en"))
    assert pay
    for text in (
        profile.title,
        pay.figure,
        OFFICE.institution or "",
        OFFICE.email or "",
        "northfield.example/careers",
    ):
        assert text.replace(" ", "") in said.replace(" ", "")
    for line in facts.source_lines(profile, load_locale("en")):
        assert line.replace(" ", "")[:30] in said.replace(" ", ""), "a figure without its source"
    assert pdf.faults() == []
    report = page_validation.validate_pdf(str(tmp_path / f"{ROLE}-{kind}.pdf"), profile="ua1")
    assert [f.message for f in report.failures] == []


@pytest.mark.parametrize("paper", POSTER_SIZES)
def test_a_poster_can_be_read_from_two_meters(office_workspace: Workspace, tmp_path: Path, paper: str) -> None:
    pdf = TextInspector(made(office_workspace, "poster", ROLE, tmp_path, paper=paper))
    sources = "".join(facts.source_lines(profile_of(office_workspace, ROLE), load_locale("en"))).replace(" ", "")
    sizes = [r.size for page in pdf.pages for r in page.runs if r.text.replace(" ", "") not in sources]
    assert min(sizes) >= 14, "good eyes make out 12 pt at two meters: capitals of 5 minutes of arc"
    assert 3 * sum(size >= 18 for size in sizes) > len(sizes)
    assert max(sizes) >= 50


def test_what_is_not_known_is_left_out(office_workspace: Workspace, tmp_path: Path) -> None:
    for kind in ("card", "poster"):
        said = " ".join(TextInspector(made(office_workspace, kind, "sparse", tmp_path)).words())  # type: ignore[arg-type]
        assert "$" not in said
        assert "Median" not in said


@pytest.mark.parametrize("role", ["long", "odd"])
def test_long_titles_are_set_smaller(office_workspace: Workspace, tmp_path: Path, role: str) -> None:
    for kind in ("card", "poster"):
        assert made(office_workspace, kind, role, tmp_path)  # type: ignore[arg-type]


def test_without_an_office_a_card_has_one_side(office_workspace: Workspace, tmp_path: Path) -> None:
    data = made(Workspace(office_workspace.root, WorkspaceConfig()), "card", ROLE, tmp_path)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1


def test_equal_input_gives_equal_bytes(office_workspace: Workspace, tmp_path: Path) -> None:
    for kind in ("card", "poster"):
        first = made(office_workspace, kind, ROLE, tmp_path)  # type: ignore[arg-type]
        assert first == made(office_workspace, kind, ROLE, tmp_path)  # type: ignore[arg-type]


def test_mistakes_come_back_as_messages(office_workspace: Workspace, tmp_path: Path) -> None:
    result = leaf(office_workspace, "registred-nurse", "card", LeafOptions(output=tmp_path))
    assert [d.code for d in result.diagnostics] == ["unknown-role"]
    assert result.path is None
    result = leaf(office_workspace, ROLE, "poster", LeafOptions(output=tmp_path, style="modrn"))
    assert result.diagnostics[0].severity is Severity.ERROR
    assert list(tmp_path.iterdir()) == []
