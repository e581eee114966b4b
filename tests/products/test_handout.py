"""Building a handout: the same bytes every time, the old file kept when it fails, problems as values."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from careerpdf.diagnostics import Severity
from careerpdf.products.handout import Handout
from careerpdf.products.product import Options, Result
from careerpdf.project.config import Office, ProjectConfig
from careerpdf.project.project import Project
from careerpdf.system.files import write_beside
from careerpdf.system.resources import styles_dir
from tests.support.handouts import EPOCH, STYLES, Handouts
from tests.support.inspector import TextInspector
from tests.support.paths import FIXTURES, SAMPLES

_IN_A_PROCESS = """
import sys
from pathlib import Path
from careerpdf.products.handout import Options, Handout
from careerpdf.project.project import Project, ProjectConfig
project = Project(Path(sys.argv[1]), ProjectConfig())
for role in sys.argv[3:]:
    result = Handout(role).build(project, Options(style="classic", fit=0, output=Path(sys.argv[2])))
    assert result.ok, result
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    (tmp_path / "profiles").mkdir()
    for path in SAMPLES.glob("*.yaml"):
        shutil.copy(path, tmp_path / "profiles")
    return Project(tmp_path, ProjectConfig(office=Office(name="Career Services")))


def build(project: Project, role: str = "sparse", style: str | None = None, **options: object) -> Result:
    return Handout(role).build(project, Options(style=style, **options))  # type: ignore[arg-type]


def profile(project: Project, name: str, text: str) -> None:
    (project.profiles_dir / f"{name}.yaml").write_text(text, encoding="utf-8")


def pack(project: Project, name: str, style: str = "extends: modern\n", **templates: str) -> None:
    folder = project.styles_dir / name
    folder.mkdir(parents=True)
    (folder / "style.yaml").write_text(style, encoding="utf-8")
    for template, source in templates.items():
        (folder / f"{template}.xml.j2").write_text(source, encoding="utf-8")


SPARSE = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")


# -- what a good build gives


def test_the_result_tells_where_the_file_is_and_what_it_is(project: Project) -> None:
    result = build(project)
    assert result.ok
    assert result.path == project.root / "output" / "sparse.pdf"
    data = result.path.read_bytes()
    assert result.size == len(data)
    assert result.pages == len(TextInspector(data).pages) == 1
    assert result.seconds > 0
    assert result.diagnostics == ()


def test_output_folder_style_and_paper_can_be_chosen(project: Project, tmp_path: Path) -> None:
    result = build(project, style="classic", paper="a5", output=tmp_path / "new" / "folder")
    assert result.path == tmp_path / "new" / "folder" / "sparse.pdf"
    pdf = TextInspector(result.path.read_bytes())
    assert pdf.pages[0].width == pytest.approx(419.53, abs=0.01)
    assert any("EBGaramond" in run.font for run in pdf.runs)


def test_the_project_chooses_where_the_user_does_not(project: Project) -> None:
    config = ProjectConfig(style="classic", paper="half-letter")
    result = build(Project(project.root, config))
    assert result.path is not None
    pdf = TextInspector(result.path.read_bytes())
    assert (pdf.pages[0].width, pdf.pages[0].height) == (396, 612)
    assert any("EBGaramond" in run.font for run in pdf.runs)


def test_a_missing_character_is_a_warning_with_its_place(handouts: Handouts, project: Project) -> None:
    result = build(project, "odd")
    assert result.ok
    (warning,) = (d for d in result.diagnostics if d.code == "missing-glyph")
    assert warning.severity is Severity.WARNING
    assert "'😀' (U+1F600)" in warning.message
    assert warning.span is not None
    assert "😀" in warning.span.source_line
    assert warning.span.source_line[warning.span.column - 1] == "😀"


def test_a_linked_role_is_called_by_its_own_title(project: Project) -> None:
    profile(project, "nurse", SPARSE + "related: [folded, commented, gone]\n")
    profile(project, "folded", SPARSE.replace("title: Park Ranger", "title: >-\n  Folded\n  Title"))
    profile(project, "commented", SPARSE.replace("title: Park Ranger", "title: Commented  # with care"))
    result = build(project, "nurse")
    assert result.path is not None
    pdf = TextInspector(result.path.read_bytes())
    said = pdf.text(pdf.root)
    assert "Folded Title Commented Gone" in said
    assert [str(link.A.URI) for link in pdf.links()] == ["folded.pdf", "commented.pdf"]


# -- the same bytes


def in_a_process(project: Project, folder: Path, *roles: str, **environment: str) -> Path:
    command = [sys.executable, "-W", "error", "-c", _IN_A_PROCESS, str(project.root), str(folder), *roles]
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, **environment})
    return folder


def test_two_processes_write_the_same_bytes_whatever_they_built_before(project: Project, tmp_path: Path) -> None:
    one = in_a_process(project, tmp_path / "1", "odd", PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    two = in_a_process(project, tmp_path / "2", "long", "sparse", "odd", "odd", PYTHONHASHSEED="2", TZ="UTC")
    first, second = ((folder / "odd.pdf").read_bytes() for folder in (one, two))
    assert len(first) > 10_000
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()


def test_another_time_changes_only_what_tells_the_time(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for epoch in (EPOCH, "1600000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        result = build(project)
        assert result.path is not None
        found.append(TextInspector(result.path.read_bytes()))
    assert found[0].data != found[1].data
    assert found[0].dump() == found[1].dump()
    assert [page.runs for page in found[0].pages] == [page.runs for page in found[1].pages]


@pytest.mark.parametrize("epoch", ["yesterday", "1e99", "99999999999999999999"])
def test_a_time_that_is_none_is_a_problem_of_the_environment(
    project: Project, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = build(project)
    assert not result.ok
    assert [d.code for d in result.diagnostics] == ["bad-environment"]


# -- failures


def kept(project: Project, role: str = "sparse", **options: object) -> Result:
    """Build over an older file; the build fails, and the older file is all that is there."""
    output = project.output_dir
    output.mkdir()
    (output / f"{role}.pdf").write_bytes(b"the one before")
    result = build(project, role, **options)  # type: ignore[arg-type]
    assert not result.ok
    assert (result.path, result.pages, result.size) == (None, 0, 0)
    assert [path.name for path in output.iterdir()] == [f"{role}.pdf"]
    assert (output / f"{role}.pdf").read_bytes() == b"the one before"
    assert any(d.severity is Severity.ERROR for d in result.diagnostics)
    return result


def test_a_bad_profile_leaves_the_old_file_alone(project: Project) -> None:
    profile(project, "sparse", SPARSE.replace("category:", "catgory:"))
    result = kept(project)
    assert any("catgory" in d.message for d in result.diagnostics)


def test_an_unknown_role_leaves_the_old_file_alone(project: Project) -> None:
    (diagnostic,) = kept(project, "sprase").diagnostics
    assert diagnostic.hint is not None
    assert "sparse" in diagnostic.hint


def test_an_unknown_style_leaves_the_old_file_alone(project: Project) -> None:
    (diagnostic,) = kept(project, style="modren").diagnostics
    assert diagnostic.code == "unknown-style"
    assert diagnostic.hint == "did you mean 'modern'?"


@pytest.mark.parametrize(
    ("template", "message", "line"),
    [
        ('<document title="T" lang="en">\n<blink/></document>', "unknown element <blink>", 2),
        ('<document title="T" lang="en">\n{{ nothing }}</document>', "nothing", 2),
        ('<document title="T" lang="en">\n{{ 1 / 0 }}</document>', "ZeroDivisionError", 2),
        ('<document title="T" lang="en">\n{% if %}</document>', "Expected an expression", 2),
        ('<document title="T" lang="en"><image src="no.png" alt="x"/></document>', "no.png", None),
        ('<document title="T" lang="en"><p>&nbsp;</p></document>', "not well-formed", 1),
    ],
)
def test_a_faulty_template_leaves_the_old_file_alone(
    project: Project, template: str, message: str, line: int | None
) -> None:
    pack(project, "mine", handout=template)
    (diagnostic,) = kept(project, style="mine").diagnostics
    assert diagnostic.code == "bad-style"
    assert message in diagnostic.message
    assert diagnostic.file is not None
    assert "handout.xml.j2" in diagnostic.file
    assert line is None or diagnostic.file.endswith(f":{line}")


@pytest.mark.parametrize(
    "style",
    [
        "extends: modern\ntext: {title: {colour: nothing}}\n",
        "extends: modern\nfonts: {sans: {family: Comic Sans}}\n",
        "extends: modern\nfonts: {sans: {regular: ../../profiles/sparse.yaml}}\n",
        "extends: modern\ntext: {title: {like: question}, question: {like: title}}\n",
        "extends: nowhere\n",
        "extends: mine\n",
        "extends: modern\ncolours: {accent: teal}\n",
    ],
    ids=["colour", "family", "font file", "circle", "parent", "itself", "no colour"],
)
def test_a_faulty_style_leaves_the_old_file_alone(project: Project, style: str) -> None:
    pack(project, "mine", style)
    kept(project, style="mine")


def test_a_paper_that_the_style_does_not_know_is_a_problem_of_the_style(project: Project) -> None:
    (diagnostic,) = kept(project, paper="foolscap").diagnostics
    assert "foolscap" in diagnostic.message


def test_a_failed_write_leaves_the_old_file_and_nothing_half_done(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = project.output_dir
    output.mkdir()
    (output / "sparse.pdf").write_bytes(b"the one before")

    def locked(self: Path, target: Path) -> None:
        raise PermissionError("open in a viewer")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PermissionError):
        build(project)
    assert [path.name for path in output.iterdir()] == ["sparse.pdf"]
    assert (output / "sparse.pdf").read_bytes() == b"the one before"


def test_a_target_that_cannot_be_written_is_an_os_error(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        build(project, output=tmp_path / "file" / "below")
    (tmp_path / "out" / "sparse.pdf").mkdir(parents=True)
    with pytest.raises(OSError, match=r"sparse\.pdf"):
        build(project, output=tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["sparse.pdf"]


def test_an_error_in_writing_names_the_file_and_not_the_one_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError) as caught:
        write_beside(tmp_path / "a.pdf", b"one")
    assert caught.value.filename == str(tmp_path / "a.pdf")


def test_a_file_is_written_whole_over_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.pdf"
    write_beside(target, b"one")
    write_beside(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["a.pdf"]


# -- profiles that once broke the page


@pytest.mark.parametrize(
    "more",
    [
        "advancement: {next: [{title: Boss}]}",
        "advancement: {text: Onward.}",
        "work_environment: {hours: Nights}",
        "education: {level: Diploma}",
        "certifications: {summary: None required}",
        "experience: Some years.",
        "outlook: {rating: decline}",
        "outlook: {drivers: Nobody knows.}",
        "salary: {median: 50000}",
        "salary: {factors: Luck.}",
        "salary: {note: A note.}",
        "salary: {median: {hourly: 20}, pay_period: hour, top_10_percent: {hourly: 40}}",
        "salary: {top_10_percent: 90000}",
        "skills: [{name: One, text: Two}]",
        "questions: [Why?]",
        "related: [{title: Another}]",
        "also_called: [Warden]",
        'questions: ["[](https://example.com)"]',
        'also_called: ["**"]',
        'questions: ["\\u200b"]',
        'questions: ["a\\ab"]',
    ],
)
def test_a_profile_with_just_one_more_part_is_built_and_sound(project: Project, more: str) -> None:
    profile(project, "one", SPARSE + more + "\n")
    result = build(project, "one")
    if not result.ok:  # refused in plain words is sound too, but only by the checks of the profile
        assert all(d.span is not None for d in result.diagnostics if d.severity is Severity.ERROR)
        return
    assert result.path is not None
    pdf = TextInspector(result.path.read_bytes())
    assert pdf.faults() == []
    assert "Walk the trails and keep them safe." in pdf.text(pdf.root)


def test_the_shipped_styles_are_found_from_any_project(project: Project) -> None:
    assert set(STYLES) <= {path.parent.name for path in styles_dir().glob("*/style.yaml")}
    for style in STYLES:
        assert build(project, style=style).ok


# -- the office's logo


@pytest.mark.parametrize("kind", ["png", "svg"])
@pytest.mark.parametrize("decorative", [False, True])
def test_a_logo_is_a_figure_with_its_words_or_an_artifact(project: Project, decorative: bool, kind: str) -> None:
    import page
    from PIL import Image

    Image.new("RGBA", (60, 20), (10, 100, 100, 128)).save(project.root / "logo.png")
    (project.root / "logo.svg").write_bytes((FIXTURES / "logo.svg").read_bytes())
    words = {"logo_decorative": True} if decorative else {"logo_alt": "Northfield College"}
    office = Office(name="Career Services", logo=f"logo.{kind}", **words)  # type: ignore[arg-type]
    result = build(Project(project.root, ProjectConfig(office=office)))
    assert result.path
    figures = [tag.alt for tag in TextInspector(result.path.read_bytes()).tags("Figure")]
    assert figures == ([] if decorative else ["Northfield College"])
    for standard in ("ua1", "2a"):
        assert page.validate_pdf(str(result.path), profile=standard).is_compliant


def test_who_is_nearest_to_the_handout_says_on_how_many_pages_it_has_to_fit(project: Project) -> None:
    long = (SAMPLES / "long.yaml").read_text(encoding="utf-8")
    everywhere = replace(project, config=project.config.model_copy(update={"fit": "none"}))
    assert not build(project, "long").ok
    assert build(everywhere, "long").ok
    assert not build(everywhere, "long", fit=2).ok
    profile(project, "strict", long + "fit: 2\n")
    profile(project, "free", long + "fit: none\n")
    assert not build(everywhere, "strict").ok
    assert build(project, "free").ok
