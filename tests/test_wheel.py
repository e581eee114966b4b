"""The wheel: whoever installs it, with no repository at hand, can make a folder and build in it at once."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import REPOSITORY


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the installed build backend: no network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--skip-dependency-check",
        "-o",
        str(folder),
    ]
    done = subprocess.run([*command, str(REPOSITORY)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_styles_profiles_and_strings_are_in_the_wheel(wheel: Path) -> None:
    inside = names(wheel)
    for folder, shipped in (
        ("styles", "careerpdf/shipped/styles"),
        ("profiles", "careerpdf/shipped/profiles"),
    ):
        files = {path.relative_to(REPOSITORY / folder) for path in (REPOSITORY / folder).rglob("*") if path.is_file()}
        assert files, f"{folder} is empty"
        assert {f"{shipped}/{path.as_posix()}" for path in files} <= inside
    assert {"careerpdf/locale/en.yaml", "careerpdf/py.typed"} <= inside


def test_every_module_and_template_of_the_source_is_in_the_wheel(wheel: Path) -> None:
    source = REPOSITORY / "src"
    files = {path for path in source.rglob("*") if path.suffix in {".py", ".yaml", ".j2"}}
    assert len(files) > 20
    assert {path.relative_to(source).as_posix() for path in files} <= names(wheel)


def test_nothing_of_the_workshop_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"careerpdf"}


def test_an_installed_wheel_makes_a_folder_and_builds_in_it(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=False, symlinks=os.name != "nt")
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # The libraries are those of this environment; careerpdf itself is only what lies in the new one.
    site = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], tmp_path).strip())
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--no-compile",
        "--target",
        str(site),
    ]
    run([*install, "--quiet", "--disable-pip-version-check", str(wheel)], tmp_path)
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")

    empty = tmp_path / "empty folder"
    empty.mkdir()
    where = run([python, "-c", "import careerpdf; print(careerpdf.__file__)"], empty).strip()
    assert Path(where).is_relative_to(site)
    run([python, "-m", "careerpdf", "init"], empty)
    run([python, "-m", "careerpdf", "build", "machine-learning-intern"], empty)
    assert (empty / "output" / "machine-learning-intern.pdf").read_bytes().startswith(b"%PDF-")


def run(command: list[str | Path], folder: Path) -> str:
    """Run a command in a folder with nothing of this repository on its path; its output."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
