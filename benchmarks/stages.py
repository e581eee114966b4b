"""Where the time goes: what each stage of a handout takes, and of a booklet of many roles in one process."""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.handout import ROLE
from benchmarks.report import Row

_RUNS = 7
_START, _IMPORT, _OTHER, _END = "start Python", "import libraries", "all else", "end Python"
#: Whose import is told by itself; what they import of others, and Python's own modules, are the rest.
_LIBRARIES = ("careerpdf", "pydantic", "yaml", "click", "rich", "babel", "jinja2", "markdown_it", "reportlab", "PIL",
              "uharfbuzz")  # fmt: skip
_PYTHON = "all else"
#: In the order of the work; what a stage calls of another one counts for that one alone.
STAGES = (
    "read the style",
    "load the language",
    "read and check",
    "fill in the template",
    "parse its markup",
    "shape words",
    "break lines",
    "lay out, else",
    "structure tree",
    "draw",
    "compress",
    "bind",
    "write",
)


@dataclass
class Stopwatch:
    """Adds up the seconds of each stage, without those of the stages that are begun inside of it."""

    spent: dict[str, float] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _since: float = 0.0

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*arguments: Any, **named: Any) -> Any:
            self._charge()
            self._open.append(stage)
            try:
                return function(*arguments, **named)
            finally:
                self._charge()
                self._open.pop()

        return measured

    def _charge(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.spent[self._open[-1]] = self.spent.get(self._open[-1], 0.0) + now - self._since
        self._since = now


def measure_stages(roles: int) -> tuple[Row, ...]:
    """The stages of the sample handout, a process of its own, and of a booklet with every part, in one process."""
    project = Path(__file__).resolve().parents[1]
    runs = [_handout(project) for _ in range(_RUNS)]
    stages = (_START, _IMPORT, *STAGES, _OTHER, _END)
    typical = {stage: statistics.median(run.get(stage, 0.0) for run in runs) for stage in stages}
    rows = [Row(f"handout: {stage}", "ms", 1000 * seconds) for stage, seconds in typical.items()]
    rows.append(Row("handout: all", "ms", 1000 * statistics.median(sum(run.values()) for run in runs)))
    for name, arguments in (("handout", ("build", ROLE, "--no-cache")), ("list", ("list",))):
        rows += [Row(f"{name}: import of {what}", "ms", ms) for what, ms in _imports(project, arguments).items()]
    spent, total = _booklet(roles)
    per_role = 1000 / roles
    name = f"booklet of {roles:,} roles, one process, per role"
    rows += [Row(f"{name}: {stage}", "ms", per_role * spent.get(stage, 0.0)) for stage in STAGES]
    rows.append(Row(f"{name}: {_OTHER}", "ms", per_role * (total - sum(spent.values()))))
    rows.append(Row(f"{name}: all", "ms", per_role * total))
    return tuple(rows)


def _handout(project: Path) -> dict[str, float]:
    """Seconds of each stage of one handout, from the start of its process to the end."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.time()
        command = [sys.executable, "-m", "benchmarks.stages", str(start), str(project), folder]
        ended = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
        whole = time.time() - start
    spent: dict[str, float] = json.loads(ended.stdout)
    return spent | {_END: whole - sum(spent.values())}


def _imports(project: Path, arguments: Sequence[str]) -> dict[str, float]:
    """Milliseconds that a command imports careerpdf, each library and the rest; telling them takes time of its own."""
    with tempfile.TemporaryDirectory() as folder:
        output = ("-o", folder) if "build" in arguments else ()
        command = [
            sys.executable,
            "-X",
            "importtime",
            "-m",
            "careerpdf",
            *arguments,
            "--project",
            str(project),
            *output,
        ]
        runs = [subprocess.run(command, capture_output=True, text=True, check=True).stderr for _ in range(_RUNS)]
    spent: dict[str, list[float]] = {library: [] for library in (*_LIBRARIES, _PYTHON)}
    for run in runs:
        sums = dict.fromkeys(spent, 0.0)
        for microseconds, module in re.findall(r"^import time: +(\d+) \|[ \d]+\| +(\S+)$", run, re.MULTILINE):
            library = module.split(".")[0].split("_core")[0]
            sums[library if library in _LIBRARIES else _PYTHON] += int(microseconds) / 1000
        for library, milliseconds in sums.items():
            spent[library].append(milliseconds)
    medians = {library: statistics.median(milliseconds) for library, milliseconds in spent.items()}
    return {library: milliseconds for library, milliseconds in medians.items() if milliseconds}


def _booklet(roles: int) -> tuple[dict[str, float], float]:
    """Seconds of each stage, and of all, of a booklet of generated roles."""
    import yaml

    from benchmarks import texts
    from careerpdf.booklet.model import Manifest
    from careerpdf.products.booklet import Booklet
    from careerpdf.products.product import Options
    from careerpdf.project.load import open_project
    from careerpdf.system.garbage import collect_seldom

    collect_seldom()  # as the command line does
    watch = Stopwatch()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "profiles").mkdir()
        for number in range(roles):
            text = yaml.dump(texts.role(number), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            (root / "profiles" / f"role-{number:05}.yaml").write_text(text, encoding="utf-8")
        project, _ = open_project(root)
        # With other processes, their time could not be told from waiting.
        options = Options(output=root / "book.pdf", jobs=1)
        with _measured(watch, of_booklets=True):
            start = time.perf_counter()
            result = Booklet(Manifest(title="Careers"), "book").build(project, options)
            total = time.perf_counter() - start
    if not result.ok:
        raise SystemExit("\n".join(problem.format() for problem in result.diagnostics))
    return watch.spent, total


@contextmanager
def _measured(watch: Stopwatch, *, of_booklets: bool) -> Iterator[None]:
    """Time the functions that are a stage. Raises AttributeError if one is not called so any more."""
    from careerpdf.document import markup, template
    from careerpdf.pdf import binding, canvas, fonts, metadata, writer
    from careerpdf.products import handout, part_renderer, render, role
    from careerpdf.project.project import Project
    from careerpdf.text import linebreak, shaping

    setting: list[Any] = [part_renderer] if of_booklets else [handout]
    reading: list[Any] = [part_renderer] if of_booklets else [role]
    drawing: list[Any] = [part_renderer] if of_booklets else [render]
    layouts = ("fit_chapter", "fit_cover", "fit_part") if of_booklets else ("fit_handout",)
    functions: dict[str, list[tuple[Any, str]]] = {
        "read the style": [(Project, "load_style"), *((module, "StyleSheet") for module in setting)],
        "load the language": [(module, "load_locale") for module in reading],
        "read and check": [(module, "load_profile") for module in reading],
        "fill in the template": [(template, "render")],
        "parse its markup": [(markup, "parse_document")],
        "shape words": [(shaping.FontStack, "_shape")],
        "break lines": [(linebreak.Breaks, "lines")],
        "lay out, else": [(module, name) for module in drawing for name in layouts],
        "structure tree": [(module, "StructureTree") for module in drawing],
        "draw": [*((module, "draw_pages") for module in drawing), (canvas.PdfCanvas, "drawing")],
        "compress": [(module, "deflate") for module in (binding, canvas, fonts, metadata)],
        "bind": [(binding.Binder, "add"), (binding.Binder, "finish"), (render, "bind_one")],
        "write": [(writer.PdfWriter, "_write"), (writer.PdfWriter, "_pack"), (handout, "write_beside")],
    }
    assert tuple(functions) == STAGES  # noqa: S101
    with ExitStack() as stack:
        for stage, places in functions.items():
            for owner, name in places:
                stack.enter_context(patch.object(owner, name, watch.timed(stage, getattr(owner, name))))
        yield


def main(start: str, project: str, folder: str) -> None:
    """Build the sample handout in this process and print the seconds of each stage."""
    spent = {_START: time.time() - float(start)}
    began = time.perf_counter()
    from careerpdf.cli.startup import start_quickly

    start_quickly()  # as the command line does
    from careerpdf.cli.commands import build as _command  # noqa: F401 (what it imports)
    from careerpdf.products.handout import Handout
    from careerpdf.products.product import Options
    from careerpdf.project.load import open_project

    spent[_IMPORT] = time.perf_counter() - began
    watch = Stopwatch()
    began = time.perf_counter()
    with _measured(watch, of_booklets=False):
        project, _ = open_project(Path(project))
        result = Handout(ROLE).build(project, Options(output=Path(folder)))
    if not result.ok:
        raise SystemExit("\n".join(problem.format() for problem in result.diagnostics))
    spent[_OTHER] = time.perf_counter() - began - sum(watch.spent.values())
    print(json.dumps(spent | watch.spent))


if __name__ == "__main__":
    main(*sys.argv[1:])
