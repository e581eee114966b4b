"""Damaged files: whatever they hold, there is a press file or a message with the file and what to do, and soon."""

import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from careerpdf.diagnostics import Severity
from careerpdf.press.intake import Source
from careerpdf.press.job import press
from careerpdf.press.order import Job
from tests.support.damaged_pdfs import KINDS, damaged
from tests.support.press_files import WHEN

SECONDS = 5.0  # of the processor
SAMPLE, WHOLE, AT_ONCE = 45, 1500, 50
JOBS = ("booklet", "nup", "perfect")


def ordered(kind: str, icc: Path) -> Job:
    return {
        "booklet": Job("booklet"),
        "nup": Job("nup 2x2", gray=True),
        "perfect": Job("perfect", bleed=9.0, marks=True, pdfx=icc),
    }[kind]


def check(number: int, kind: str, icc: Path, folder: Path) -> None:
    data = damaged(number)
    target = folder / "out.pdf"
    start = time.process_time()
    pressed = press([Source("damaged", "damaged.pdf", data)], ordered(kind, icc), target, WHEN)
    assert time.process_time() - start < SECONDS
    errors = [problem for problem in pressed.diagnostics if problem.severity is Severity.ERROR]
    assert pressed.ok == (not errors)
    for problem in errors:
        assert problem.file == "damaged.pdf", problem.format()
        assert problem.hint, problem.format()
        assert len(problem.message) < 400
    if pressed.ok:
        with pikepdf.open(BytesIO(target.read_bytes())) as made:
            assert len(made.pages) > 0


@pytest.mark.parametrize("number", range(SAMPLE))
def test_a_damaged_file_is_printed_or_refused_with_what_to_do(number: int, icc: Path, tmp_path: Path) -> None:
    check(number, JOBS[number // len(KINDS) % len(JOBS)], icc, tmp_path)


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", JOBS)
@pytest.mark.parametrize("first", range(0, WHOLE, AT_ONCE))
def test_every_damaged_file_is_printed_or_refused_with_what_to_do(
    first: int, kind: str, icc: Path, tmp_path: Path
) -> None:
    for number in range(first, first + AT_ONCE):
        check(number, kind, icc, tmp_path)
