"""The style packs in tests/fixtures/hostile-packs, each an attack, and what the last lines of its style.yaml say of it.

Such a line reads `# error handout.xml.j2:2 bad-style: access to …`; `# hint:` belongs to the line above it. After a
change of the words, `python -m tests.support.hostile_packs` writes these lines anew: read them before you
commit them.
"""

import shutil
import tempfile
from pathlib import Path

from PIL import Image

from careerpdf.diagnostics import Diagnostic
from careerpdf.products.handout import Handout
from careerpdf.products.product import Options, Result
from careerpdf.project.load import open_project
from tests.support.annotated import expected
from tests.support.paths import FIXTURES

FOLDER = FIXTURES / "hostile-packs"
PACKS = tuple(sorted(path.name for path in FOLDER.iterdir()))
CANARY = "kept-from-everybody"
_NURSE = """\
title: Registered Nurse
category: Health Care
introduction: Nurses look after people who are ill and help them to get well.
duties:
  - Watch over patients and note how they are doing.
"""


def make_project(folder: Path, name: str) -> Path:
    """A folder for handouts with the pack and an older PDF; beside it, files that are none of the pack's business."""
    root = folder / "handouts"
    shutil.copytree(FOLDER / name, root / "styles" / name)
    (root / "profiles").mkdir()
    (root / "profiles" / "registered-nurse.yaml").write_text(_NURSE, encoding="utf-8")
    (root / "careerpdf.yaml").write_text("# nothing\n", encoding="utf-8")
    (root / "output").mkdir()
    (root / "output" / "registered-nurse.pdf").write_bytes(b"the older PDF")
    (folder / "secret.txt").write_text(CANARY, encoding="utf-8")
    Image.new("RGB", (9, 9)).save(folder / "secret.png")
    (folder / "secret.svg").write_text(f"<svg><title>{CANARY}</title></svg>", encoding="utf-8")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "style.yaml").write_text(f"extends: modern\ndescription: {CANARY}\n", encoding="utf-8")
    return root


def run(root: Path, name: str) -> Result:
    """Build the handout in that style."""
    project, problems = open_project(root)
    assert not problems
    return Handout("registered-nurse").build(project, Options(style=name))


def said(root: Path, name: str, problems: tuple[Diagnostic, ...]) -> list[str]:
    """Diagnostics in the form of the last lines; places count from the pack's folder."""
    lines = []
    for problem in problems:
        place = f"{problem.span.file}:{problem.span.line}" if problem.span else problem.file or "nowhere"
        place = place.split("/handouts/")[-1].removeprefix(f"styles/{name}/")
        message = problem.message.replace(root.parent.as_posix(), "…")
        lines.append(f"# {problem.severity} {place} {problem.code}: {message}")
        lines += [f"#   expected: {problem.expected}"] if problem.expected else []
        lines += [f"#   hint: {problem.hint}"] if problem.hint else []
    return lines


def wanted(name: str) -> list[str]:
    """What the pack says of itself."""
    return expected(FOLDER / name / "style.yaml")


def _annotate(name: str) -> None:
    path = FOLDER / name / "style.yaml"
    known = wanted(name)
    kept = [line for line in path.read_text(encoding="utf-8").split("\n") if line not in known]
    with tempfile.TemporaryDirectory() as folder:
        root = make_project(Path(folder).resolve(), name)
        lines = said(root, name, run(root, name).diagnostics)
    text = "\n".join([*"\n".join(kept).rstrip("\n").split("\n"), "", *lines])
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for one in PACKS:
        _annotate(one)
