"""A checked file as plain values, for `careerpdf check --format json`."""

from careerpdf.check.contrast import Pair, contrast_pairs
from careerpdf.check.findings import Finding
from careerpdf.check.reader import PdfFile
from careerpdf.check.reading import Line, reading_order, skipped_text
from careerpdf.check.run import Checked
from careerpdf.check.standards import Run


def as_json(item: Checked) -> dict[str, object]:
    """Every field of the report; the same keys for every file, null or empty where there is nothing to say."""
    pdf = item.pdf
    return {
        "file": str(item.path),
        "ok": item.ok,
        "problem": item.problem.as_json() if item.problem else None,
        "sha256": pdf.sha256 if pdf else None,
        "size": pdf.size if pdf else None,
        "pages": len(pdf.pages) if pdf else None,
        "title": pdf.title if pdf else None,
        "language": pdf.lang if pdf else None,
        "standards": [
            {
                "standard": str(standard),
                "verdict": str(item.verdict(standard)),
                "checkers": [_run(run) for run in item.runs_of(standard)],
            }
            for standard in item.standards
        ],
        "reading_order": [_line(line) for line in reading_order(pdf)] if pdf else [],
        "skipped_text": [_line(line) for line in skipped_text(pdf)] if pdf else [],
        "figures": _figures(pdf) if pdf else [],
        "contrast": [_pair(pair) for pair in contrast_pairs(pdf)] if pdf else [],
    }


def _run(run: Run) -> dict[str, object]:
    return {
        "checker": run.checker,
        "version": run.version or None,
        "verdict": str(run.verdict),
        "reason": run.reason or None,
        "install": run.install or None,
        "findings": [_finding(finding) for finding in run.findings],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "message": finding.message,
        "page": finding.page,
        "detail": finding.detail or None,
        "weight": str(finding.weight),
    }


def _line(line: Line) -> dict[str, object]:
    return {"type": line.type, "page": line.page, "text": line.text}


def _figures(pdf: PdfFile) -> list[dict[str, object]]:
    elements = pdf.tree.walk() if pdf.tree else ()
    return [{"page": e.page, "alt": e.alt, "actual_text": e.actual_text} for e in elements if e.role == "Figure"]


def _pair(pair: Pair) -> dict[str, object]:
    return {
        "text": pair.colour,
        "background": pair.background,
        "large": pair.large,
        "ratio": pair.shown_ratio,
        "needed": pair.needed,
        "passes": pair.passes,
        "pages": list(pair.pages),
        "sample": pair.sample,
    }
