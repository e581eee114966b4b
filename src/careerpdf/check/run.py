"""The pipeline of a check: files → what is in them → every checker's answer → one verdict for each standard."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from careerpdf import __version__
from careerpdf.check.blocks import read_blocks
from careerpdf.check.declared import read_declared
from careerpdf.check.findings import Finding, Weight
from careerpdf.check.heuristics.document import look_at_document
from careerpdf.check.heuristics.headings import look_at_headings
from careerpdf.check.heuristics.links import look_at_links
from careerpdf.check.heuristics.lists_and_tables import look_at_lists_and_tables
from careerpdf.check.heuristics.order import look_at_order
from careerpdf.check.heuristics.pictures import look_at_pictures
from careerpdf.check.legibility import look_at_legibility
from careerpdf.check.objects import UNREADABLE, name
from careerpdf.check.page_validation import run_page_validation
from careerpdf.check.readable import look_at_reading
from careerpdf.check.reader import PdfFile, read_pdf
from careerpdf.check.standards import Run, Standard, Verdict, standards_for
from careerpdf.check.tagtree import SETTLED, check_tags
from careerpdf.check.verapdf import VERAPDF, Job, VeraPdf
from careerpdf.diagnostics import Diagnostic, Severity

OWN = "careerpdf"

#: Told of the share of the work that is done, from 0 to 1, and of the file that is being checked.
Progress = Callable[[float, Path], None]


@dataclass(frozen=True)
class Checked:
    """Everything found about one file: `problem` says why it could not be checked, else `pdf` and `runs` are there."""

    path: Path
    pdf: PdfFile | None = None
    runs: tuple[Run, ...] = ()
    problem: Diagnostic | None = None

    @property
    def standards(self) -> tuple[Standard, ...]:
        """Those that the file was to be checked against, in a fixed order."""
        return tuple(standard for standard in Standard if any(run.standard is standard for run in self.runs))

    def runs_of(self, standard: Standard) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.standard is standard)

    def decisive(self, standard: Standard) -> Run | None:
        """The answer that decides: veraPDF's, the reference checker's, else that of another that has looked."""
        ran = [run for run in self.runs_of(standard) if run.verdict is not Verdict.NOT_CHECKED]
        return next((run for run in ran if run.checker == VERAPDF), ran[0] if ran else None)

    def verdict(self, standard: Standard) -> Verdict:
        run = self.decisive(standard)
        return run.verdict if run else Verdict.NOT_CHECKED

    def overruled(self, standard: Standard) -> tuple[Run, ...]:
        """Answers that differ from the one that decides."""
        decided = self.verdict(standard)
        return tuple(run for run in self.runs_of(standard) if run.verdict not in (decided, Verdict.NOT_CHECKED))

    @property
    def failures(self) -> tuple[tuple[Standard, Finding], ...]:
        """Findings that fail a standard, by the checkers that decide and those that agree with them."""
        return tuple(
            (standard, finding)
            for standard in self.standards
            if self.verdict(standard) is Verdict.FAIL
            for run in self.runs_of(standard)
            if run.verdict is Verdict.FAIL
            for finding in run.findings
            if finding.weight is Weight.FAILURE
        )

    @property
    def ok(self) -> bool:
        """Tell whether every standard was checked and passed."""
        return self.problem is None and all(self.verdict(s) is Verdict.PASS for s in self.standards)

    @property
    def to_look_at(self) -> tuple[Finding, ...]:
        """Findings that do not decide but that a person should look at."""
        return tuple(f for run in self.runs for f in run.findings if f.weight is Weight.LOOK)


def check_files(
    paths: Sequence[Path], *, archive: bool | None = None, progress: Progress = lambda _share, _path: None
) -> tuple[Checked, ...]:
    """Check each file against the standards that it declares, PDF/UA in any case, and our own rules.

    `archive` asks for PDF/A-2a of files that declare no PDF/A, or leaves PDF/A out of all. Never raises on a bad
    file: it comes back with its problem.
    """
    jobs = [Job(path, _standards(path, archive)) for path in paths]
    asked = [job for job in jobs if job.standards]
    steps = len(jobs) + len(asked)
    with VeraPdf(asked) as vera:
        own = []
        for number, job in enumerate(jobs):
            progress(number / max(steps, 1), job.path)
            own.append(check_own(job.path, archive))
        checked = []
        answered = 0
        for job, item in zip(jobs, own, strict=True):
            share = (len(jobs) + answered) / max(steps, 1)
            answered += bool(job.standards)
            if item.pdf is None:
                checked.append(item)
                continue
            number = answered - 1
            outside = tuple(vera.runs(number, item.pdf, lambda s=share, p=job.path: progress(s, p)))  # type: ignore[misc]
            checked.append(_settled(replace(item, runs=(*_in_turn(item.runs, outside),))))
    if paths:
        progress(1.0, paths[-1])
    return tuple(checked)


def _standards(path: Path, archive: bool | None) -> tuple[Standard, ...]:
    """The standards that a file is to be judged by; none if it cannot be opened."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            return standards_for(read_declared(pdf), name(pdf.Root, "/Version") or pdf.pdf_version, archive=archive)
    except (*UNREADABLE, OSError, pikepdf.PasswordError):
        return ()


def check_own(path: Path, archive: bool | None = None) -> Checked:
    """All that needs no other process: reading, page-validation, our own rules."""
    pdf = read_pdf(path)
    if not isinstance(pdf, PdfFile):
        return Checked(path, problem=pdf)
    if not pdf.pages:
        hint = "export it once more: something has gone wrong when it was made"
        return Checked(path, problem=Diagnostic("no-pages", Severity.ERROR, "the PDF has no pages", hint=hint))
    asked = (
        run_page_validation(pdf, standard) for standard in standards_for(pdf.declared, pdf.version, archive=archive)
    )
    return Checked(path, pdf, (*(run for run in asked if run), *own_runs(pdf)))


def own_runs(pdf: PdfFile) -> Iterator[Run]:
    """Apply our own rules: failures, and places for a person to look at."""
    blocks = read_blocks(pdf)
    yield _run(Standard.TAGS, check_tags(pdf))
    yield _run(
        Standard.READABLE,
        (
            *look_at_reading(pdf, blocks),
            *look_at_legibility(pdf),
            *look_at_document(pdf, blocks),
            *look_at_headings(blocks),
            *look_at_order(blocks),
            *look_at_lists_and_tables(pdf, blocks),
            *look_at_pictures(pdf, blocks),
            *look_at_links(pdf),
        ),
    )


def _run(standard: Standard, findings: tuple[Finding, ...]) -> Run:
    failed = any(finding.weight is Weight.FAILURE for finding in findings)
    return Run(standard, OWN, __version__, Verdict.FAIL if failed else Verdict.PASS, findings)


def _in_turn(own: Sequence[Run], outside: Sequence[Run]) -> Iterator[Run]:
    """Runs by standard, veraPDF's first."""
    for standard in Standard:
        yield from (run for run in outside if run.standard is standard)
        yield from (run for run in own if run.standard is standard)


def _settled(item: Checked) -> Checked:
    """The file without what our own rules say of matters that a checker of the standard has judged."""
    if not any(item.verdict(s) is not Verdict.NOT_CHECKED for s in item.standards if s.is_accessibility):
        return item
    runs = tuple(
        _run(run.standard, tuple(f for f in run.findings if f.rule not in SETTLED))
        if run.standard is Standard.TAGS
        else run
        for run in item.runs
    )
    return replace(item, runs=runs)
