"""The faulty files in tests/fixtures/bad-profiles, and the diagnostics that their last lines name (see `annotated.py`).

After a change of the words, `python -m tests.support.bad_profiles` writes these lines anew: read them
before you commit them.
"""

import shutil
import tempfile
from pathlib import Path

from careerpdf.diagnostics import Diagnostic
from careerpdf.profile.load import load_profile
from careerpdf.project.load import open_project
from tests.support.annotated import annotate
from tests.support.paths import FIXTURES

FOLDER = FIXTURES / "bad-profiles"
FILES = tuple(sorted(FOLDER.glob("*.yaml")))
KNOWN_ROLES = ("electrician", "registered-nurse")
_PNG = b"\x89PNG\r\n\x1a\n"


def diagnostics(path: Path) -> tuple[Diagnostic, ...]:
    """What careerpdf says of a file; `project-….yaml` stands for a careerpdf.yaml with a logo.png beside it."""
    if not path.stem.startswith("project-"):
        return load_profile(path, known_roles=(*KNOWN_ROLES, path.stem)).diagnostics
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, Path(folder, "careerpdf.yaml"))
        for name in ("logo.png", "logo.jpg"):
            Path(folder, name).write_bytes(_PNG)
        return open_project(Path(folder))[1]


if __name__ == "__main__":
    for file in FILES:
        annotate(file, diagnostics)
