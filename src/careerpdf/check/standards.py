"""Standards that a PDF can be judged by, which of them a file is judged by, and one checker's answer about one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from careerpdf.check.declared import Declared
from careerpdf.check.findings import Finding


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105 (no password)
    FAIL = "fail"
    NOT_CHECKED = "not checked"


class Standard(StrEnum):
    """A standard to check a file against. The last two are our own rules."""

    PDF_UA_1 = "PDF/UA-1"
    PDF_UA_2 = "PDF/UA-2"
    WTPDF_ACCESSIBILITY = "WTPDF 1.0 (accessibility)"
    WTPDF_REUSE = "WTPDF 1.0 (reuse)"
    PDF_A_1A = "PDF/A-1a"
    PDF_A_1B = "PDF/A-1b"
    PDF_A_2A = "PDF/A-2a"
    PDF_A_2B = "PDF/A-2b"
    PDF_A_2U = "PDF/A-2u"
    PDF_A_3A = "PDF/A-3a"
    PDF_A_3B = "PDF/A-3b"
    PDF_A_3U = "PDF/A-3u"
    PDF_A_4 = "PDF/A-4"
    PDF_A_4E = "PDF/A-4e"
    PDF_A_4F = "PDF/A-4f"
    TAGS = "Tag tree"
    READABLE = "Readability"

    @property
    def is_own(self) -> bool:
        return self in (Standard.TAGS, Standard.READABLE)

    @property
    def is_archive(self) -> bool:
        return self.startswith("PDF/A")

    @property
    def is_accessibility(self) -> bool:
        return not self.is_own and not self.is_archive


#: The names by which the checkers know the standards.
FLAVOURS: Mapping[Standard, str] = {
    Standard.PDF_UA_1: "ua1",
    Standard.PDF_UA_2: "ua2",
    Standard.WTPDF_ACCESSIBILITY: "wt1a",
    Standard.WTPDF_REUSE: "wt1r",
} | {standard: standard.removeprefix("PDF/A-") for standard in Standard if standard.is_archive}

#: The standards' full names, for reports.
ABOUT: Mapping[Standard, str] = {
    Standard.PDF_UA_1: "PDF/UA-1 (ISO 14289-1:2014), the standard for accessible PDF",
    Standard.PDF_UA_2: "PDF/UA-2 (ISO 14289-2:2024), the standard for accessible PDF 2.0",
    Standard.WTPDF_ACCESSIBILITY: "Well-Tagged PDF 1.0 for accessibility (PDF Association, 2024)",
    Standard.WTPDF_REUSE: "Well-Tagged PDF 1.0 for reuse (PDF Association, 2024)",
    Standard.TAGS: "careerpdf's own rules for the tag tree, for what the standards' checkers do not look at",
    Standard.READABLE: "careerpdf's own rules for text that nobody can read, by eye or by ear",
} | {
    standard: f"{standard} ({iso}), the standard for PDF that can still be read in many years"
    for part, iso in (
        ("1", "ISO 19005-1:2005"),
        ("2", "ISO 19005-2:2011"),
        ("3", "ISO 19005-3:2012"),
        ("4", "ISO 19005-4:2020"),
    )
    for standard in Standard
    if standard.startswith(f"PDF/A-{part}")
}

_CLAIMS = {
    "http://pdfa.org/declarations/wtpdf/#accessibility1.0": Standard.WTPDF_ACCESSIBILITY,
    "http://pdfa.org/declarations/wtpdf#accessibility1.0": Standard.WTPDF_ACCESSIBILITY,
    "http://pdfa.org/declarations/wtpdf/#reuse1.0": Standard.WTPDF_REUSE,
    "http://pdfa.org/declarations/wtpdf#reuse1.0": Standard.WTPDF_REUSE,
}


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


def standards_for(declared: Declared, version: str, *, archive: bool | None = None) -> tuple[Standard, ...]:
    """The standards that a file is judged by: what it declares, and PDF/UA in any case.

    A file that declares nothing is judged by the PDF/UA of its version of PDF. `archive` asks for PDF/A-2a of files
    that declare no PDF/A, or leaves PDF/A out; None judges by what is declared.
    """
    claimed = [standard for claim, standard in _CLAIMS.items() if claim in declared.claims]
    claimed = list(dict.fromkeys(claimed))
    if declared.pdfua_part in ("1", "2") or Standard.WTPDF_ACCESSIBILITY not in claimed:
        newer = version.startswith("2") if declared.pdfua_part not in ("1", "2") else declared.pdfua_part == "2"
        claimed.insert(0, Standard.PDF_UA_2 if newer else Standard.PDF_UA_1)
    kept = archive_of(declared)
    if archive is not False and (kept or archive):
        claimed.append(kept or Standard.PDF_A_2A)
    return tuple(claimed)


def archive_of(declared: Declared) -> Standard | None:
    """The PDF/A that a file declares; the lowest of its part if the level is missing or unknown."""
    if declared.pdfa_part is None:
        return None
    level = (declared.pdfa_level or "").lower()
    wanted = [f"PDF/A-{declared.pdfa_part}{level}", f"PDF/A-{declared.pdfa_part}b", f"PDF/A-{declared.pdfa_part}"]
    return next((standard for name in wanted for standard in Standard if standard == name), None)
