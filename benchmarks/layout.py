"""How fast many roles are read, laid out and written in one process, and what memory that takes."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from benchmarks import memory, texts
from benchmarks.report import Row
from careerpdf import build
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.locale import load_locale
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.profile.load import load_profile
from careerpdf.style.load import load_style
from careerpdf.workspace import open_workspace

MS_PER_ROLE, PEAK_MB = 6.0, 200
# The stages whose sum the target is about; reading a profile is shown beside them.
READING, TREE, LAYOUT, WRITING = "read and check", "fill in the template", "lay out", "write the file"
# What the layout consists of, by the functions that `build.handout_pdf` calls for it.
PARTS = (
    (build, "fit_handout", "  fit to the sheet"),
    (build, "draw_pages", "  draw the pages"),
    (PdfCanvas, "finish", "  embed fonts, write objects"),
    (build, "finish_pdf", "  finish the PDF"),
)


def measure_layout(roles: int) -> tuple[Row, ...]:
    """Take `roles` generated profiles through the pipeline, one after the other, and time each stage."""
    spent = dict.fromkeys((READING, TREE, LAYOUT, WRITING), 0.0)

    @contextmanager
    def timed(stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        spent[stage] += time.perf_counter() - start

    pages = words = 0
    parts = {stage: 0.0 for _, _, stage in PARTS}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as patches:
        for owner, name, stage in PARTS:
            patches.enter_context(patch.object(owner, name, _timing(getattr(owner, name), parts, stage)))
        root = Path(folder)
        (root / "profiles").mkdir()
        path = root / "profiles" / "role.yaml"
        workspace, _ = open_workspace(root)
        locale = load_locale("en")
        pack, problems = load_style("modern", build.style_folders(workspace))
        if pack is None:
            raise SystemExit("\n".join(problem.format() for problem in problems))
        sheet = StyleSheet(pack, "letter", locale.tag)
        created = datetime(2026, 1, 1, tzinfo=UTC)
        for number in range(roles):
            text = yaml.dump(texts.role(number), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            path.write_text(text, encoding="utf-8")
            words += len(text.split())
            with timed(READING):
                loaded = load_profile(path)
            if loaded.value is None:
                raise SystemExit("\n".join(problem.format() for problem in loaded.diagnostics))
            with timed(TREE):
                document = build.handout_document(loaded.value, pack, locale, workspace)
            with timed(LAYOUT):
                data, count, _ = build.handout_pdf(document, sheet, created)
            with timed(WRITING):
                build.write_beside(root / "output" / f"role-{number}.pdf", data)
            pages += count

    peak = memory.own_peak()
    laid_out = spent[LAYOUT] + spent[WRITING]
    return (
        Row("roles", "", roles),
        Row("words", "", words),
        Row("pages", "", pages),
        *(Row(f"{stage}, per role", "ms", 1000 * seconds / roles) for stage, seconds in (spent | parts).items()),
        Row("lay out and write, per role", "ms", 1000 * laid_out / roles, MS_PER_ROLE),
        Row("all stages, per role", "ms", 1000 * sum(spent.values()) / roles),
        Row("all stages", "s", sum(spent.values())),
        Row("peak memory", "MB", peak, PEAK_MB),
    )


def _timing(function: Callable[..., Any], spent: dict[str, float], stage: str) -> Callable[..., Any]:
    """`function`, adding the time that it takes to `spent[stage]`."""

    def timed(*arguments: Any, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            spent[stage] += time.perf_counter() - start

    return timed
