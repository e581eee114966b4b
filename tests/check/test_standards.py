"""The outside checkers: how they are asked, what becomes of their answers, and what is said where one is missing."""

import importlib.metadata
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from careerpdf.check import plainwords, standards
from careerpdf.check.reader import PdfFile
from careerpdf.check.run import Checked, check_files
from careerpdf.check.standards import Run, Standard, Verdict, run_page_validation, run_verapdf
from tests.support.made_pdfs import MakePdf, read

BOTH = (Standard.PDF_UA, Standard.PDF_A)
VERAPDF_MISSING = standards._missing_for_verapdf()
needs_verapdf = pytest.mark.skipif(bool(VERAPDF_MISSING), reason=f"veraPDF cannot run here: {VERAPDF_MISSING}")


@pytest.mark.parametrize("standard", BOTH)
def test_page_validation_passes_the_handout(handout_read: PdfFile, standard: Standard) -> None:
    run = run_page_validation(handout_read, standard)
    assert (run.verdict, run.findings) == (Verdict.PASS, ())
    assert run.version


def test_failures_are_in_plain_words_and_on_their_page(handout_pdf: Path, tmp_path: Path) -> None:
    with pikepdf.open(handout_pdf) as pdf:
        links = [a for a in pdf.pages[1].obj.Annots if a.Subtype == "/Link"]
        del links[0]["/Contents"]
        pdf.save(tmp_path / "changed.pdf", fix_metadata_version=False)
    found = run_page_validation(read(tmp_path / "changed.pdf"), Standard.PDF_UA).findings
    assert [(f.message, f.page) for f in found] == [("A link has no description for a screen reader.", 2)]
    assert found[0].detail


def test_a_checker_that_is_not_installed_is_named_with_what_to_install(
    handout_read: PdfFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_version(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", no_version)
    run = run_page_validation(handout_read, Standard.PDF_UA)
    assert (run.verdict, run.install) == (Verdict.NOT_CHECKED, "pip install 'careerpdf[check]'")


def test_without_java_verapdf_is_not_run_and_says_why(handout_read: PdfFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standards, "_java", lambda: None)
    runs = run_verapdf([handout_read], BOTH)
    assert {run.verdict for run in runs.values()} == {Verdict.NOT_CHECKED}
    assert all("Java" in run.reason and "JDK" in run.install for run in runs.values())


def test_a_java_that_fails_is_no_verdict(
    handout_read: PdfFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(standards, "_java", lambda: str(tmp_path / "no-java-here"))
    monkeypatch.setattr(standards, "_jar", lambda: tmp_path / "some.jar")
    (run,) = run_verapdf([handout_read], [Standard.PDF_UA]).values()
    assert run.verdict is Verdict.NOT_CHECKED
    assert "Java did not run" in run.reason


def test_answers_of_verapdf_are_told_apart_by_file_and_standard(handout_read: PdfFile) -> None:
    answers = [
        ["version", "9.9"],
        ["result", "0", "ua1", "fail", "10"],
        ["failure", "0", "ua1", "7.1-3", "root/document[0]/pages[1](4 0 obj PDPage)/x", "Content shall …", "why"],
        ["failure", "1", "ua1", "7.3-1", "root", "Figure …", "why"],
        ["failure", "0", "2a", "6.9-9", "root", "Some rule", "why"],
        ["result", "0", "2a", "error", "it broke"],
    ]
    run = standards._vera_run(answers, "0", handout_read, Standard.PDF_UA, "9.9")
    assert run.verdict is Verdict.FAIL
    assert [(f.rule, f.page, f.detail) for f in run.findings] == [("ISO 14289-1:7.1-3", 2, "why")]
    assert run.findings[0].message.startswith("Content is neither tagged")
    broken = standards._vera_run(answers, "0", handout_read, Standard.PDF_A, "9.9")
    assert (broken.verdict, broken.reason) == (Verdict.NOT_CHECKED, "it could not read the file: it broke")


@needs_verapdf
def test_verapdf_passes_the_handout_and_fails_a_plain_file(handout_read: PdfFile, make_pdf: MakePdf) -> None:
    plain = read(make_pdf(b"BT /F 12 Tf 20 20 Td (text) Tj ET"))
    runs = run_verapdf([handout_read, plain], BOTH)
    assert {standard: runs[handout_read.path, standard].verdict for standard in BOTH} == dict.fromkeys(
        BOTH, Verdict.PASS
    )
    failed = runs[plain.path, Standard.PDF_UA]
    assert failed.verdict is Verdict.FAIL
    assert failed.version
    tagging = [f for f in failed.findings if f.rule == "ISO 14289-1:7.1-3"]
    assert [(f.page, f.message) for f in tagging] == [
        (1, "Content is neither tagged nor marked as decoration, so a screen reader may skip it.")
    ]


def test_every_clause_has_its_words() -> None:
    for flavour, clauses in plainwords._CLAUSES.items():
        for clause in clauses:
            assert plainwords.of_clause(flavour, clause), f"{flavour} {clause}"
    assert plainwords.of_clause("ua1", "99.9-1") is None
    assert plainwords.of_page_rule("PDFUA1-FONT-EMBEDDING-001") == plainwords.of_clause("ua1", "7.21.4.1-1")
    assert plainwords.of_page_rule("SOMETHING-NEW") is None


def test_sentences_are_whole_and_need_no_standard_to_be_understood() -> None:
    for words in plainwords._WORDS.values():
        assert words[0].isupper()
        assert words.endswith(".")
        assert "shall" not in words
    assert max(Counter(plainwords._WORDS.values()).values()) <= 4


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((Verdict.PASS, Verdict.PASS), Verdict.PASS),
        ((Verdict.PASS, Verdict.NOT_CHECKED), Verdict.PASS),
        ((Verdict.NOT_CHECKED, Verdict.NOT_CHECKED), Verdict.NOT_CHECKED),
        ((Verdict.PASS, Verdict.FAIL), Verdict.FAIL),
        ((Verdict.NOT_CHECKED, Verdict.FAIL), Verdict.FAIL),
    ],
)
def test_one_failure_fails_a_standard_and_one_pass_is_enough_otherwise(
    handout_read: PdfFile, verdicts: tuple[Verdict, ...], expected: Verdict
) -> None:
    runs = tuple(Run(Standard.PDF_UA, str(number), "1", verdict) for number, verdict in enumerate(verdicts))
    checked = Checked(handout_read.path, handout_read, runs)
    assert checked.verdict(Standard.PDF_UA) is expected
    assert checked.ok is (expected is Verdict.PASS)


def test_the_archive_standard_can_be_left_out(handout_pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standards, "_java", lambda: None)
    (checked,) = check_files([handout_pdf], archive=False)
    assert checked.standards == (Standard.PDF_UA, Standard.TAGS)
    assert checked.ok
