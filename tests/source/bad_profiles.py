"""The faulty files in tests/fixtures/bad-profiles, and the diagnostics that their last lines name.

Such a line reads `# error 14:3-11 unknown-key: there is no field 'currancy' in 'salary'`; columns count from 1, the
second is the first one that is not marked. `# expected:` and `# hint:` belong to the line above them. After a change of
the words, `python tests/source/bad_profiles.py` writes these lines anew: read them before you commit them.
"""

import shutil
import tempfile
from pathlib import Path

from careerpdf.diagnostics import Diagnostic
from careerpdf.profile.load import load_profile
from careerpdf.workspace import open_workspace

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "bad-profiles"
FILES = tuple(sorted(FOLDER.glob("*.yaml")))
KNOWN_ROLES = ("electrician", "registered-nurse")
_MARKS = ("# error ", "# warning ", "#   expected: ", "#   hint: ")
_PNG = b"\x89PNG\r\n\x1a\n"


def diagnostics(path: Path) -> tuple[Diagnostic, ...]:
    """What careerpdf says of a file; `workspace-….yaml` stands for a careerpdf.yaml with a logo.png beside it."""
    if not path.stem.startswith("workspace-"):
        return load_profile(path, known_roles=(*KNOWN_ROLES, path.stem)).diagnostics
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, Path(folder, "careerpdf.yaml"))
        for name in ("logo.png", "logo.jpg"):
            Path(folder, name).write_bytes(_PNG)
        return open_workspace(Path(folder))[1]


def expected(path: Path) -> list[str]:
    """The lines at the end of the file that say what is wrong with it."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith(_MARKS)]


def said(problems: tuple[Diagnostic, ...]) -> list[str]:
    """Diagnostics in the same form."""
    lines = []
    for problem in problems:
        span = problem.span
        place = f"{span.line}:{span.column}-{span.end_column}" if span else "file"
        lines.append(f"# {problem.severity} {place} {problem.code}: {problem.message}")
        lines += [f"#   expected: {problem.expected}"] if problem.expected else []
        lines += [f"#   hint: {problem.hint}"] if problem.hint else []
    return lines


def annotate(path: Path) -> None:
    """Write the lines of a fixture anew."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith(_MARKS)]
    body = "\n".join(lines).rstrip("\n") + "\n"
    path.write_text(body, encoding="utf-8", newline="\n")
    path.write_text(body + "\n" + "\n".join(said(diagnostics(path))) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for file in FILES:
        annotate(file)
