"""Cards and posters: what they say, where it fits, and that they are as accessible as a handout."""

from pathlib import Path

import page as page_validation
import pytest

from careerpdf.diagnostics import Severity
from careerpdf.layout.charts import qr_modules
from careerpdf.locale import load_locale
from careerpdf.products.one_page import Card, Kind, Poster
from careerpdf.products.product import Options
from careerpdf.products.registry import ROLE_PRODUCTS
from careerpdf.profile import facts
from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import Project
from careerpdf.style.paper import CARD_SIZES, PAPER_SIZES, POSTER_SIZES
from tests.support.cases import in_turn
from tests.support.handouts import EPOCH, OFFICE, STYLES, profile_of
from tests.support.inspector import TextInspector, overlap
from tests.support.paths import FIXTURES, SHIPPED

#: In 18 pt a quarter of a sheet has no room for a card: that is said instead.
TOO_SMALL = ("quarter-letter", "a6")
CASES: list[tuple[Kind, str, str]] = [
    *(("card", style, paper) for style in STYLES for paper in CARD_SIZES
      if not (style == "large-print" and paper in TOO_SMALL)),
    *(("poster", style, paper) for style in STYLES for paper in POSTER_SIZES),
]  # fmt: skip
ROLE = "registered-nurse"
ROLES = (ROLE, "organizational-development-manager", "machine-learning-intern", "sparse", "long")
#: Smallest type, pt: of a card's small print, and of all else on it.
CARD_LEAST = {"modern": (7, 7.3), "classic": (7.5, 8), "plain": (7, 7.3), "bold": (7, 7.3), "large-print": (18, 18)}
#: Of a poster: 24 pt at two meters are capitals of ten minutes of arc, twice what 20/20 sight makes out (five minutes);
#: letter and A4 are for 1.5 m. Small print is read from nearby.
POSTER_LEAST = {"tabloid": (12, 24), "a3": (12, 24), "letter": (10, 18), "a4": (10, 18)}


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def made(project: Project, kind: Kind, role: str, folder: Path, **options: str) -> bytes:
    result = ROLE_PRODUCTS[kind](role).build(project, Options(output=folder, **options))  # type: ignore[arg-type]
    assert result.path, "\n".join(d.format() for d in result.diagnostics)
    assert result.path.name == f"{role}-{kind}.pdf"
    return result.path.read_bytes()


@pytest.mark.parametrize(("kind", "style", "paper"), CASES)
def test_it_fits_conforms_and_says_what_matters(
    office_project: Project, tmp_path: Path, kind: Kind, style: str, paper: str
) -> None:
    data = made(office_project, kind, ROLE, tmp_path, style=style, paper=paper)
    pdf = TextInspector(data)
    assert len(pdf.pages) == (2 if kind == "card" else 1)
    assert (pdf.pages[0].width, pdf.pages[0].height) == pytest.approx(PAPER_SIZES[paper], abs=0.01)
    said = "".join(pdf.words())
    profile = profile_of(office_project, ROLE)
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


def sizes_of(project: Project, data: bytes, role: str) -> tuple[float, float, float]:
    """The smallest type of the small print, the smallest of the rest, and the largest."""
    profile = profile_of(project, role)
    notes = [part.note for part in (profile.salary, profile.outlook) if part and part.note]
    prints = "".join((*facts.source_lines(profile, load_locale("en"), brief=True), *notes))
    small, others = [999.0], []
    for run in TextInspector(data).runs:
        if not run.text.strip():
            continue
        inside = run.text.replace(" ", "").strip("*[]") in prints.replace(" ", "") and len(run.text) > 3
        (small if inside else others).append(run.size)
    return min(small), min(others), max(others)


@pytest.mark.parametrize(("role", "style", "paper"), in_turn(ROLES, STYLES, tuple(POSTER_SIZES)))
def test_a_poster_can_be_read_from_two_meters(
    office_project: Project, tmp_path: Path, paper: str, style: str, role: str
) -> None:
    data = made(office_project, "poster", role, tmp_path, paper=paper, style=style)
    small, least, largest = sizes_of(office_project, data, role)
    note, text = POSTER_LEAST[paper]
    assert small >= (18 if style == "large-print" else note) - 0.05
    assert least >= text - 0.05
    assert largest >= 1.8 * text


@pytest.mark.parametrize(
    ("role", "style", "paper"),
    [case for case in in_turn(ROLES, STYLES, tuple(CARD_SIZES)) if ("card", *case.values[1:]) in CASES],
)
def test_no_type_of_a_card_is_smaller_than_its_style_allows(
    office_project: Project, tmp_path: Path, style: str, paper: str, role: str
) -> None:
    data = made(office_project, "card", role, tmp_path, paper=paper, style=style)
    small, least, largest = sizes_of(office_project, data, role)
    note, text = CARD_LEAST[style]
    assert small >= note
    assert least >= text
    assert largest >= 1.3 * text


@pytest.mark.parametrize(("paper", "larger"), [("quarter-letter", "half-letter"), ("a6", "a5")])
def test_what_has_no_room_in_large_print_is_said_with_the_paper_that_has(
    office_project: Project, tmp_path: Path, paper: str, larger: str
) -> None:
    result = Card(ROLE).build(office_project, Options(style="large-print", paper=paper, output=tmp_path))
    assert [d.code for d in result.diagnostics] == ["does-not-fit"]
    assert f"--paper {larger}" in (result.diagnostics[0].hint or "")
    assert list(tmp_path.iterdir()) == []


def test_a_card_in_large_print_is_half_a_sheet(office_project: Project, tmp_path: Path) -> None:
    page = TextInspector(made(office_project, "card", ROLE, tmp_path, style="large-print")).pages[0]
    assert (page.width, page.height) == PAPER_SIZES["half-letter"]


@pytest.mark.parametrize(
    "url",
    [
        "https://northfield.example/careers",
        "https://northfield.example/" + "/".join(["student-services"] * 8) + "?from=fair",
    ],
)
@pytest.mark.parametrize(("kind", "style", "paper"), CASES)
def test_a_code_can_be_scanned(
    office_project: Project, tmp_path: Path, kind: Kind, style: str, paper: str, url: str
) -> None:
    office = OFFICE.model_copy(update={"url": url, "room": None, "phone": None})
    project = Project(office_project.root, ProjectConfig(office=office))
    pdf = TextInspector(made(project, kind, "sparse", tmp_path, style=style, paper=paper))
    [code] = [tag for tag in pdf.tags("Figure") if (tag.alt or "").startswith("QR code")]
    mcids = {mcid for _, mcid in code.content()}
    page = pdf.pages[0]
    [shape] = [shape for shape in page.shapes if shape.mcid in mcids]
    left, low, right, high = shape.box
    cells = qr_modules(url)
    assert (right - left) / cells >= 0.4 / 25.4 * 72 - 0.001, "no smaller than a camera makes out"
    free = 4 * (right - left) / cells - 0.01
    assert min(left, low, page.width - right, page.height - high) >= free
    zone = (left - free, low - free, right + free, high + free)
    others = [run.box for run in page.runs if run.text.strip()]
    # What lies under the whole code is its ground; there is none on these sides.
    others += [other.box for other in page.shapes if other is not shape]
    for box in others:
        across, down = overlap(zone, box)
        assert across <= 0 or down <= 0, "something stands in the quiet zone"
    assert "".join(url.removeprefix("https://").split()) in "".join(pdf.words()), "the address in words too"


def test_a_logo_for_which_there_is_no_room_is_said(office_project: Project, tmp_path: Path) -> None:
    root = tmp_path / "mine"
    (root / "profiles").mkdir(parents=True)
    (root / "logo.svg").write_bytes((FIXTURES / "logo.svg").read_bytes())
    for name in (ROLE, "sparse"):
        path = office_project.profile_path(name)
        assert path
        (root / "profiles" / path.name).write_bytes(path.read_bytes())
    office = OFFICE.model_copy(
        update={"logo": "logo.svg", "logo_alt": "A seal", "address": "Student Services Building, 1400 Lakeshore Drive"}
    )
    project = Project(root, ProjectConfig(office=office))
    said = {}
    for name in (ROLE, "sparse"):
        result = Poster(name).build(project, Options(output=tmp_path, paper="letter"))
        assert result.path
        alts = [tag.alt for tag in TextInspector(result.path.read_bytes()).tags("Figure")]
        said[name] = ("A seal" in alts, [d.code for d in result.diagnostics])
    assert said == {ROLE: (False, ["no-room"]), "sparse": (True, [])}


def test_the_back_has_what_to_ask_and_where_it_leads(office_project: Project, tmp_path: Path) -> None:
    profile = profile_of(office_project, ROLE)
    back = TextInspector(made(office_project, "card", ROLE, tmp_path)).pages[1].text.replace(" ", "")
    assert profile.questions[0].replace(" ", "") in back
    assert profile.advancement
    for step in profile.advancement.next:
        assert (step.title or "").replace(" ", "") in back


def test_white_backs_have_lines_to_write_on(office_project: Project, tmp_path: Path) -> None:
    for style in ("classic", "plain"):
        for role in (ROLE, "sparse"):
            assert "My notes" in TextInspector(made(office_project, "card", role, tmp_path, style=style)).pages[1].text
    assert "My notes" not in TextInspector(made(office_project, "card", ROLE, tmp_path, style="modern")).pages[1].text


@pytest.mark.parametrize(("kind", "style", "paper"), [case for case in CASES if case[0] == "poster"])
def test_a_poster_says_where_it_leads(
    office_project: Project, tmp_path: Path, kind: Kind, style: str, paper: str
) -> None:
    profile = profile_of(office_project, ROLE)
    said = "".join(TextInspector(made(office_project, kind, ROLE, tmp_path, style=style, paper=paper)).words())
    assert profile.advancement
    for step in profile.advancement.next[:3]:
        assert (step.title or "").replace(" ", "") in said.replace("\u00a0", "")


def test_what_onet_asks_for_is_printed(office_project: Project, tmp_path: Path) -> None:
    text = (SHIPPED / f"{ROLE}.yaml").read_text(encoding="utf-8")
    root = tmp_path / "mine"
    (root / "profiles").mkdir(parents=True)
    onet = "sources:\n  onet: {name: O*NET 30.0, url: https://www.onetcenter.org/database.html}\n"
    (root / "profiles" / "nurse.yaml").write_text(text.replace("sources:\n", onet), encoding="utf-8")
    for kind in ("card", "poster"):
        project = Project(root, ProjectConfig(office=OFFICE))
        said = "".join(TextInspector(made(project, kind, "nurse", tmp_path)).words())  # type: ignore[arg-type]
        assert f"This{kind}includesinformationfromtheO*NET" in said.replace(" ", "")


def test_what_is_not_known_is_left_out(office_project: Project, tmp_path: Path) -> None:
    for kind in ("card", "poster"):
        said = " ".join(TextInspector(made(office_project, kind, "sparse", tmp_path)).words())  # type: ignore[arg-type]
        assert "$" not in said
        assert "Median" not in said


@pytest.mark.parametrize("role", ["long", "odd"])
def test_long_titles_are_set_smaller(office_project: Project, tmp_path: Path, role: str) -> None:
    for kind in ("card", "poster"):
        assert made(office_project, kind, role, tmp_path)  # type: ignore[arg-type]


def test_without_an_office_a_card_still_has_a_useful_back(office_project: Project, tmp_path: Path) -> None:
    project = Project(office_project.root, ProjectConfig())
    back = TextInspector(made(project, "card", ROLE, tmp_path)).pages[1]
    assert "Ask at the fair" in back.text
    assert len(TextInspector(made(project, "card", "sparse", tmp_path)).pages) == 1, "nothing to say there"


def test_equal_input_gives_equal_bytes(office_project: Project, tmp_path: Path) -> None:
    for kind in ("card", "poster"):
        first = made(office_project, kind, ROLE, tmp_path)  # type: ignore[arg-type]
        assert first == made(office_project, kind, ROLE, tmp_path)  # type: ignore[arg-type]


def test_mistakes_come_back_as_messages(office_project: Project, tmp_path: Path) -> None:
    result = Card("registred-nurse").build(office_project, Options(output=tmp_path))
    assert [d.code for d in result.diagnostics] == ["unknown-role"]
    assert result.path is None
    result = Poster(ROLE).build(office_project, Options(output=tmp_path, style="modrn"))
    assert result.diagnostics[0].severity is Severity.ERROR
    assert list(tmp_path.iterdir()) == []
