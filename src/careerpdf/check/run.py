"""The pipeline of a check: files → what is in them → every checker's answer → one verdict for each standard."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from careerpdf import __version__
from careerpdf.check.findings import Finding, Weight
from careerpdf.check.reader import PdfFile, read_pdf
from careerpdf.check.standards import Run, Standard, Verdict, run_page_validation, run_verapdf
from careerpdf.check.tagtree import check_tags
from careerpdf.diagnostics import Diagnostic

OWN = "careerpdf"


@dataclass(frozen=True)
class Checked:
    """What became of one file: `problem` says why it could not be checked, else `pdf` and `runs` are there."""

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

    def verdict(self, standard: Standard) -> Verdict:
        """Fails if one checker fails it, passes if at least one passes it."""
        verdicts = {run.verdict for run in self.runs_of(standard)}
        return next((v for v in (Verdict.FAIL, Verdict.PASS) if v in verdicts), Verdict.NOT_CHECKED)

    @property
    def ok(self) -> bool:
        """Whether every standard was checked and passed."""
        return self.problem is None and all(self.verdict(s) is Verdict.PASS for s in self.standards)

    @property
    def to_look_at(self) -> tuple[Finding, ...]:
        """Findings that do not decide but that a person should look at."""
        return tuple(f for run in self.runs for f in run.findings if f.weight is Weight.LOOK)


def check_files(paths: Sequence[Path], *, archive: bool = True) -> tuple[Checked, ...]:
    """Check each file against PDF/UA-1, the rules of the tag tree and, with `archive`, PDF/A-2a.

    Never raises on a bad file: it comes back with its problem.
    """
    standards = (Standard.PDF_UA, Standard.PDF_A) if archive else (Standard.PDF_UA,)
    read = [read_pdf(path) for path in paths]
    vera = run_verapdf([pdf for pdf in read if isinstance(pdf, PdfFile)], standards)
    checked = []
    for path, pdf in zip(paths, read, strict=True):
        if not isinstance(pdf, PdfFile):
            checked.append(Checked(path, problem=pdf))
            continue
        outside = (run for s in standards for run in (run_page_validation(pdf, s), vera[path, s]))
        checked.append(Checked(path, pdf, (*outside, _own_run(pdf))))
    return tuple(checked)


def _own_run(pdf: PdfFile) -> Run:
    findings = check_tags(pdf)
    failed = any(finding.weight is Weight.FAILURE for finding in findings)
    return Run(Standard.TAGS, OWN, __version__, Verdict.FAIL if failed else Verdict.PASS, findings)
