"""Print small PDFs, and an ICC profile of a press."""

from pathlib import Path

import pytest

from careerpdf.press.job import Job, Pressed, Source, press
from tests.support.press_files import WHEN, Press, press_profile


@pytest.fixture
def printed(tmp_path: Path) -> Press:
    """Print PDFs: what became of it, and the press file."""

    def printed(*sources: bytes, **job: object) -> tuple[Pressed, bytes]:
        named = [Source(f"file-{n}", f"file-{n}.pdf", data) for n, data in enumerate(sources, 1)]
        target = tmp_path / "out" / "press.pdf"
        pressed = press(named, Job(**job), target, WHEN)  # type: ignore[arg-type]
        return pressed, target.read_bytes() if pressed.path else b""

    return printed


@pytest.fixture(scope="session")
def icc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CMYK profile as small as one can be that LittleCMS takes; see `press_profile`."""
    path = tmp_path_factory.mktemp("profile") / "press.icc"
    path.write_bytes(press_profile())
    return path
