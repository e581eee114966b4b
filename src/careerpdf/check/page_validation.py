"""Asks page-validation, a Rust library with Python bindings that needs no Java; it knows PDF/UA-1 and PDF/A-1 to 3."""

import importlib
import importlib.metadata
import re
from typing import Any

from careerpdf.check.findings import Finding
from careerpdf.check.reader import PdfFile
from careerpdf.check.rule_texts import WORDS
from careerpdf.check.rule_topics import topic_of_page_rule
from careerpdf.check.standards import FLAVOURS, Run, Standard, Verdict

PAGE = "page-validation"
INSTALL_PAGE = "pip install 'careerpdf[check]'"

_PAGE_NUMBER = re.compile(r"\bpage (\d+)\b")
_UNKNOWN = frozenset(standard for standard in Standard if standard.startswith(("PDF/UA-2", "WTPDF", "PDF/A-4")))


def run_page_validation(pdf: PdfFile, standard: Standard) -> Run | None:
    """The answer of page-validation; None for a standard that it does not know."""
    if standard in _UNKNOWN:
        return None

    def not_run(reason: str, install: str = "", version: str = "") -> Run:
        return Run(standard, PAGE, version, Verdict.NOT_CHECKED, (), reason, install)

    try:
        version = importlib.metadata.version(PAGE)
        page: Any = importlib.import_module("page")
    except ImportError:  # PackageNotFoundError is one, too
        return not_run("it is not installed", INSTALL_PAGE)
    try:
        report = page.validate_pdf(str(pdf.path), profile=FLAVOURS[standard])
    except page.PageError as error:
        return not_run(f"it could not read the file: {error}", version=version)
    findings = tuple(_finding(failure, pdf) for failure in report.failures)
    return Run(standard, PAGE, version, Verdict.PASS if report.is_compliant else Verdict.FAIL, findings)


def _finding(failure: Any, pdf: PdfFile) -> Finding:
    said = _PAGE_NUMBER.search(failure.message)
    page = int(said[1]) if said else None
    if page is None and failure.object_id is not None:
        page = pdf.page_of.get(failure.object_id.object_number)
    topic = topic_of_page_rule(failure.rule_id)
    words = WORDS.get(topic, "")
    detail = failure.message[:1].upper() + failure.message[1:]
    return Finding(failure.rule_id, words or detail, page, detail if words else "", topic=topic)
