"""The faulty files in tests/fixtures/bad-profiles, and the diagnostics that their last lines name (see `annotated.py`).

After a change of the words, `python -m tests.support.bad_profiles` writes these lines anew: read them
before you commit them.
"""

import shutil
import struct
import tempfile
from io import BytesIO
from pathlib import Path
from zlib import crc32

from PIL import Image

from careerpdf.diagnostics import Diagnostic
from careerpdf.profile.load import load_profile
from careerpdf.project.load import open_project
from tests.support.annotated import annotate
from tests.support.paths import FIXTURES

FOLDER = FIXTURES / "bad-profiles"
FILES = tuple(sorted(FOLDER.glob("*.yaml")))
KNOWN_ROLES = ("electrician", "registered-nurse")


def pictures() -> dict[str, bytes]:
    """Files that lie beside a careerpdf.yaml."""
    file, moving = BytesIO(), BytesIO()
    Image.linear_gradient("L").save(file, "PNG")
    frames = [Image.new("L", (4, 4), light) for light in (0, 255)]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    png = file.getvalue()
    head = struct.pack(">II5B", 60_000, 60_000, 8, 0, 0, 0, 0)
    return {
        "logo.png": png,
        "logo.jpg": png,
        "cut.png": png[: len(png) // 2],
        "huge.png": png[:16] + head + struct.pack(">I", crc32(b"IHDR" + head)) + png[33:],
        "phone.jpg": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "text.png": b"a picture to come",
        "moving.gif": moving.getvalue(),
    }


def diagnostics(path: Path) -> tuple[Diagnostic, ...]:
    """All that careerpdf says of a file; `project-….yaml` stands for a careerpdf.yaml with `pictures` beside it."""
    if not path.stem.startswith("project-"):
        return load_profile(path, known_roles=(*KNOWN_ROLES, path.stem)).diagnostics
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, Path(folder, "careerpdf.yaml"))
        for name, data in pictures().items():
            Path(folder, name).write_bytes(data)
        return open_project(Path(folder))[1]


if __name__ == "__main__":
    for file in FILES:
        annotate(file, diagnostics)
