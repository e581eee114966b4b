"""A checked file as plain values, for `careerpdf check --format json`."""

from careerpdf.check.contrast import Pair, contrast_pairs
from careerpdf.check.findings import Finding
from careerpdf.check.reader import PdfFile
from careerpdf.check.reading import Line, reading_order, skipped_text
from careerpdf.check.remedies import remedy_for
from careerpdf.check.run import Checked
from careerpdf.check.standards import Run
from careerpdf.check.wcag import Row, questions, verdict_in_words, wcag_rows


def as_json(item: Checked) -> dict[str, object]:
    """Every field of the report; the same keys for every file, null or empty where there is nothing to say."""
    pdf, rows = item.pdf, wcag_rows(item)
    return {
        "file": str(item.path),
        "ok": item.ok,
        "result": verdict_in_words(item, rows) if pdf else None,
        "questions": questions(rows) if pdf else None,
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
                "decided_by": decided.checker if (decided := item.decisive(standard)) else None,
                "checkers": [_run(run) for run in item.runs_of(standard)],
            }
            for standard in item.standards
        ],
        "wcag": [_row(row) for row in rows],
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
    remedy = remedy_for(finding.about)
    return {
        "rule": finding.rule,
        "message": finding.message,
        "page": finding.page,
        "detail": finding.detail or None,
        "weight": str(finding.weight),
        "remedy": {"word": remedy.word, "indesign": remedy.indesign, "acrobat": remedy.acrobat} if remedy else None,
    }


def _row(row: Row) -> dict[str, object]:
    return {
        "criterion": row.number,
        "name": row.name,
        "level": row.level,
        "status": str(row.status),
        "note": row.note,
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
