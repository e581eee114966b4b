"""What a state agency does in a year: import every occupation of O*NET with BLS's figures, and print all as one book.

The data is not part of the project: download and unpack it first, see `careerpdf import onet --help`.
"""

import json
import subprocess
import tempfile
from pathlib import Path

from benchmarks import memory
from benchmarks.handout import careerpdf_command
from benchmarks.report import Row

IMPORT_SECONDS, IMPORT_MB = 20.0, 500


def measure_onet(folder: Path, oews: Path | None, projections: Path | None, keep: Path | None) -> tuple[Row, ...]:
    """Import and booklet, each a process of its own; the work stays in `keep` if it is given."""
    with tempfile.TemporaryDirectory() as temporary:
        root = keep or Path(temporary)
        (root / "profiles").mkdir(parents=True, exist_ok=True)
        given = [
            *(("--oews", str(oews)) if oews else ()),
            *(("--projections", str(projections)) if projections else ()),
        ]
        importing = [
            *careerpdf_command(), "import", "onet", str(folder), *given, "--project", str(root), "--overwrite", "-q",
        ]  # fmt: skip
        import_seconds, import_peak = memory.run(importing)
        profiles = len(list((root / "profiles").glob("*.yaml")))
        making = [
            *careerpdf_command(), "booklet", "--all", "--no-cache", "--project", str(root),
            "-o", str(root / "book.pdf"),
            "--format", "json",
        ]  # fmt: skip
        book_seconds, _ = memory.run([*making, "-q"])
        book_peak = memory.peak_of_all(making)
        said = json.loads(subprocess.run(making, check=True, capture_output=True, text=True).stdout)
        (result,) = said["results"]
    name = f"{profiles:,} occupations"
    return (
        Row(f"{name}: import", "s", import_seconds, IMPORT_SECONDS),
        Row(f"{name}: import, peak memory", "MB", import_peak, IMPORT_MB),
        Row(f"{name}: booklet", "s", book_seconds),
        Row(f"{name}: booklet, peak memory of all processes", "MB", book_peak),
        Row(f"{name}: booklet, size", "MB", result["bytes"] / 1e6),
        Row(f"{name}: booklet, pages", "", result["pages"]),
        Row(f"{name}: booklet, warnings", "", len(result["diagnostics"]) + len(said["diagnostics"])),
    )
