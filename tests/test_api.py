"""The public API: what it exports, that it costs nothing until it is used, and that its page tells the truth."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import careerpdf
from careerpdf import api
from tests.support.handouts import EPOCH
from tests.support.paths import SHIPPED

PAGE = Path(__file__).resolve().parents[1] / "docs" / "python-api.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the page supposes it: a project, and a table of employers."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    profiles = tmp_path / "career-handouts" / "profiles"
    profiles.mkdir(parents=True)
    for role in ("registered-nurse", "electrician"):
        shutil.copy(SHIPPED / f"{role}.yaml", profiles)
    (tmp_path / "employers.csv").write_text(
        "employer,table,note\nMercy Hospital,12,Nights & weekends: 100% paid <training>.\nHome Care,7,We drive.\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_of_the_page_run_from_top_to_bottom(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for example in EXAMPLES:
        exec(compile(example, str(PAGE), "exec"), names)  # noqa: S102 (our own page)
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")}
    assert made == {
        "career-handouts/output/registered-nurse.pdf",
        "career-handouts/output/registered-nurse-card.pdf",
        "career-handouts/output/two-good-jobs.pdf",
        "career-handouts/output/beekeeper.pdf",
        "career-handouts/output/nurse-12.pdf",
        "career-handouts/output/nurse-7.pdf",
        "website/registered-nurse.pdf",
        "website/nurse.pdf",
    }
    assert "did you mean 'registered-nurse'?" in capsys.readouterr().out
    assert (folder / "page-1.png").is_file()


def test_what_is_exported_is_there_typed_and_documented() -> None:
    assert set(careerpdf.__all__) == {*api.__all__, "__version__"}
    assert set(careerpdf.__all__) <= set(dir(careerpdf))
    page = PAGE.read_text(encoding="utf-8")
    for name in api.__all__:
        assert getattr(careerpdf, name) is getattr(api, name)
        assert (getattr(api, name).__doc__ or "").strip(), name
        assert name in page or name in ("Diagnostic", "Product", "Project", "Result", "Severity"), name
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        careerpdf.nonsense  # noqa: B018


def test_importing_careerpdf_imports_nothing_else() -> None:
    heavy = "('careerpdf.', 'pydantic', 'reportlab')"
    code = f"import sys, careerpdf; print([name for name in sys.modules if name.startswith({heavy})])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_folder_that_is_no_project_is_said(tmp_path: Path) -> None:
    with pytest.raises(careerpdf.InputError) as raised:
        careerpdf.open_project(tmp_path)
    assert [problem.code for problem in raised.value.diagnostics] == ["not-a-handout-folder"]


def test_an_unknown_role_and_a_faulty_profile_are_said(folder: Path) -> None:
    project = careerpdf.open_project("career-handouts")
    with pytest.raises(careerpdf.InputError, match="there is no profile 'nurse'"):
        careerpdf.load_profile(project, "nurse")
    (project.profiles_dir / "bad.yaml").write_text("title: Bad\n", encoding="utf-8")
    with pytest.raises(careerpdf.InputError, match="category"):
        careerpdf.load_profile(project, "bad")
    result = careerpdf.build(project, "nurse")
    assert [problem.code for problem in result.errors] == ["unknown-name"]
    with pytest.raises(ValueError, match="nothing was built"):
        careerpdf.page_images(result)


def test_a_setting_that_the_style_does_not_have_is_an_error_of_the_result(folder: Path) -> None:
    result = careerpdf.build(
        careerpdf.open_project("career-handouts"), "electrician", settings={"colours.acent": "red"}
    )
    assert not result.ok
    assert "accent" in str(result.errors[0].hint)
