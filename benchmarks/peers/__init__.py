"""What somebody would take instead of careerpdf: one module for each, that writes its input and runs as a process."""

import importlib
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from types import ModuleType

from benchmarks.peers.content import Book


@dataclass(frozen=True)
class Peer:
    """A program that makes PDFs; `module` is its module here, `package` what Python imports of it.

    `requirement` is what pip installs, `most` how many roles it can put into one document (None: any number), and
    `tags` tells whether it can tag a PDF.
    """

    name: str
    module: str
    package: str
    requirement: str
    tags: bool
    most: int | None = None

    def prepare(self, book: Book, folder: Path) -> Path:
        """Write its input into a folder; returns the file to begin with."""
        source: Path = self._module.prepare(book, folder)
        return source

    def command(self, source: Path, target: Path) -> list[str]:
        """The process that makes `target` of what `prepare` returned."""
        if hasattr(self._module, "command"):  # it has a command of its own
            command: list[str] = self._module.command(sys.executable, source, target)
            return command
        return [sys.executable, "-m", self._module.__name__, str(source), str(target)]

    @property
    def version(self) -> str:
        return metadata.version(self.requirement.partition("[")[0])

    @property
    def _module(self) -> ModuleType:
        return importlib.import_module(f"benchmarks.peers.{self.module}")


PEERS = (
    Peer("Typst", "typst", "typst", "typst", tags=True),
    Peer("WeasyPrint", "weasyprint", "weasyprint", "weasyprint", tags=True),
    Peer("fpdf2", "fpdf2", "fpdf", "fpdf2", tags=False),
    Peer("ReportLab", "reportlab", "reportlab", "reportlab", tags=False),
    Peer("RenderCV", "rendercv", "rendercv.api", "rendercv[full]", tags=True, most=1),
)


@cache
def why_not(peer: Peer) -> str | None:
    """Why a peer cannot be run here: it is not installed, or lacks something of the system; None if it can."""
    command = [sys.executable, "-c", f"import {peer.package}"]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if ended.returncode == 0:
        return None
    said = ended.stderr.strip().splitlines()
    if said and said[-1].startswith("ModuleNotFoundError"):
        return "not installed; `python -m benchmarks peers` installs it"
    return f"cannot be loaded: {said[-1] if said else ended.returncode}"


def install() -> int:
    """Install all peers into this Python's environment and say which can be run; pip's exit code."""
    command = [sys.executable, "-m", "pip", "install", *(peer.requirement for peer in PEERS)]
    code = subprocess.run(command, check=False).returncode
    for peer in PEERS:
        reason = why_not(peer)
        print(f"{peer.name}: {reason or f'{peer.version}, ready'}")
        if reason and peer.name == "WeasyPrint":
            print("  It needs Pango: on Debian, `apt-get install libpango-1.0-0 libpangoft2-1.0-0`.")
    return code
