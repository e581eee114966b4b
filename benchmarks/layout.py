"""How fast many roles are laid out and written in one process, and what memory that takes."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from benchmarks import memory
from benchmarks.report import Row, summary
from benchmarks.roles import Clock, Desk, UntaggedCanvas, one_pdf
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.products import render
from careerpdf.products.render import document_pdf
from careerpdf.system.files import write_beside
from careerpdf.system.garbage import collect_seldom

MS_PER_ROLE, PEAK_MB = 6.0, 200
MS_PER_PAGE, SIZE_SHARE = 1.0, 0.15
_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_HANDOUTS = 100  # that is enough to see what copy-fit adds


def measure_layout(roles: int) -> tuple[Row, ...]:
    """`roles` generated roles as one PDF, and up to 100 of them as a handout each."""
    collect_seldom()  # as the command line does
    clock, single, reading = Clock(), Clock(), Clock()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.at(Path(folder))
        documents = (desk.document(number, reading) for number in range(roles))
        size, pages = one_pdf(desk, documents, clock, Path(folder) / "all.pdf")
        peak = memory.own_peak()
        target = Path(folder) / "handout.pdf"
        for number in range(min(roles, _HANDOUTS)):
            document = desk.document(number, Clock())
            with single.timed("handout"):
                write_beside(target, document_pdf(document, desk.sheet, _DAY)[0])
    return (
        Row("roles", "", roles),
        Row("pages", "", pages),
        Row("size", "MB", size / 1e6),
        *(Row(f"{stage}, per role", "ms", 1000 * seconds / roles) for stage, seconds in reading.spent.items()),
        *(
            Row(f"{stage}, per role", "ms", 1000 * seconds / roles, MS_PER_ROLE if stage == "lay out" else None)
            for stage, seconds in clock.spent.items()
        ),
        Row("laid out, drawn and written as one PDF, per role", "ms", 1000 * sum(clock.spent.values()) / roles),
        Row("peak memory when the file is written", "MB", peak, PEAK_MB),
        Row("as a handout of its own, with copy-fit", "ms", 1000 * single.spent["handout"] / min(roles, _HANDOUTS)),
    )


def measure_tags(roles: int) -> tuple[Row, ...]:
    """What tags add to time and size: the same pages with and without them, in turn."""
    collect_seldom()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.at(Path(folder))
        documents = [desk.document(number, Clock()) for number in range(roles)]
        target = Path(folder) / "all.pdf"
        one_pdf(desk, documents, Clock(), target)  # the words of all roles are shaped now
        shares = []
        for document in documents[:_HANDOUTS]:
            tagged_size = len(document_pdf(document, desk.sheet, _DAY)[0])
            with patch.object(render, "PdfCanvas", UntaggedCanvas):
                shares.append(tagged_size / len(document_pdf(document, desk.sheet, _DAY)[0]) - 1)
        best: dict[bool, float] = {}
        sizes: dict[bool, int] = {}
        pages = 0
        for _ in range(3):
            for tagged in (True, False):
                clock = Clock()
                size, pages = one_pdf(desk, documents, clock, target, PdfCanvas if tagged else UntaggedCanvas)
                spent = sum(clock.spent.values())
                best[tagged] = min(spent, best.get(tagged, spent))
                sizes[tagged] = size
    return (
        Row("pages", "", pages),
        Row("with tags, per page", "ms", 1000 * best[True] / pages),
        Row("without tags, per page", "ms", 1000 * best[False] / pages),
        Row("tags, per page", "ms", 1000 * (best[True] - best[False]) / pages, MS_PER_PAGE),
        summary("tags, share of a handout's size", "", shares, SIZE_SHARE),
        Row("tags, share of the size of all in one PDF", "", sizes[True] / sizes[False] - 1, SIZE_SHARE),
    )
