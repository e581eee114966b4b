"""Files that a check once judged wrongly, not part of the project: without ../shared these tests are skipped."""

from pathlib import Path

import pytest

from careerpdf.check.findings import Weight
from careerpdf.check.run import Checked, check_own
from careerpdf.check.standards import Standard, Verdict

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
NOTHING_READ = {
    "all_artifact": "nothing-read",
    "scan_tagged_figure": "scan",
    "actualtext_empty_document": "text-swallowed",
    "tounicode_scrambled": "text-scrambled",
    "white_on_white": "text-too-weak",
}


def checked(case: str, name: str) -> Checked:
    path = CASES / f"a11y-check-{case}" / f"{name}.pdf"
    if not path.is_file():
        pytest.skip(f"{path.name} is not in ../shared/cases")
    return check_own(path)


@pytest.mark.parametrize(("name", "rule"), NOTHING_READ.items())
def test_a_file_that_conforms_and_that_nobody_can_read_fails(name: str, rule: str) -> None:
    found = checked("conforms-nothing-read", name)
    assert found.verdict(Standard.PDF_UA_1) is Verdict.PASS
    assert found.verdict(Standard.READABLE) is Verdict.FAIL
    assert rule in {finding.rule for _, finding in found.failures}


@pytest.mark.parametrize("name", ["stale_parenttree", "table_layout_one_col"])
def test_a_harmless_peculiarity_fails_no_rule_of_ours(name: str) -> None:
    found = checked("false-alarms", name)
    own = [run for run in found.runs if run.standard.is_own]
    assert [f.rule for run in own for f in run.findings if f.weight is Weight.FAILURE] == []


def test_a_file_that_most_programs_open_is_not_called_damaged() -> None:
    found = checked("refuses-xref", "7.5-t01-pass-a")
    assert found.pdf is not None
    assert not found.pdf.rebuilt
    assert found.verdict(Standard.PDF_UA_1) is Verdict.PASS


def test_a_file_is_judged_by_what_it_declares() -> None:
    newer = checked("pdfua2-and-noarchive", "registered-nurse-ua2")
    assert newer.pdf is not None
    assert newer.pdf.declared.pdfua_part == "2"
    assert len(newer.pdf.declared.claims) == 2
    assert all(run.verdict is Verdict.PASS for run in newer.runs if run.standard.is_own)
    plain = checked("pdfua2-and-noarchive", "typst-ua1")
    assert plain.standards == (Standard.PDF_UA_1, Standard.TAGS, Standard.READABLE)
    assert plain.verdict(Standard.PDF_UA_1) is Verdict.PASS
