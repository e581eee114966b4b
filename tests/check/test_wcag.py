"""Criteria of WCAG: all are there, and no more is called a pass than programs can decide."""

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from careerpdf.check import verapdf
from careerpdf.check.run import Checked, check_files
from careerpdf.check.wcag import CRITERIA, Status, questions, verdict_in_words, wcag_rows
from tests.support.tagged_pdfs import SPANISH, changed, good, write

#: Criteria that a program can decide for a document of text and links.
DECIDABLE = {"1.4.3", "1.4.4", "2.1.1", "2.4.1", "2.4.2", "2.4.3", "3.1.1", "4.1.1", "4.1.2"}


@pytest.fixture(autouse=True)
def no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "java", lambda: None)


def statuses(path: Path) -> dict[str, Status]:
    (checked,) = check_files([path])
    return {row.number: row.status for row in wcag_rows(checked)}


def test_every_criterion_of_levels_a_and_aa_has_a_row(handout_pdf: Path) -> None:
    numbers = [number for number, *_ in CRITERIA]
    assert len(set(numbers)) == len(numbers) == 50
    assert [level for _, _, level, _ in CRITERIA].count("A") == 30
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
    (checked,) = check_files([handout_pdf])
    assert [row.number for row in wcag_rows(checked)] == numbers


def test_only_what_programs_can_decide_passes(handout_pdf: Path) -> None:
    found = statuses(handout_pdf)
    assert {number for number, status in found.items() if status is Status.PASS} <= DECIDABLE
    assert {number for number, status in found.items() if status is Status.FAIL} == set()
    asked = {number for number, status in found.items() if status is Status.PERSON}
    assert {"1.1.1", "1.3.1", "1.3.2", "1.3.3", "1.4.1", "2.4.4", "2.4.6", "3.1.2"} <= asked


def test_a_question_is_a_question_and_the_verdict_counts_them(handout_pdf: Path) -> None:
    (checked,) = check_files([handout_pdf])
    rows = wcag_rows(checked)
    asked = [row for row in rows if row.status is Status.PERSON]
    assert all(row.note.endswith("?") or row.note.endswith(")?") for row in asked)
    assert questions(rows) == len(asked)
    assert verdict_in_words(checked, rows) == (
        f"passes what programs can check; {len(asked)} questions are left for you"
    )


@pytest.mark.parametrize(
    ("changes", "settings", "criterion", "status"),
    [
        ({"index": 7, "entries": {}}, {}, "1.1.1", Status.FAIL),
        ({"index": 7, "entries": {"Alt": String("image")}}, {}, "1.1.1", Status.PERSON),
        ({"index": 3, "colour": "0.8 g"}, {}, "1.4.3", Status.FAIL),
        ({"index": 0}, {"title": "Untitled"}, "2.4.2", Status.PERSON),
        ({"index": 0}, {"title": None}, "2.4.2", Status.FAIL),
        ({"index": 0}, {"title": "What they do"}, "2.4.2", Status.PERSON),
        ({"index": 0}, {}, "2.4.2", Status.PASS),
        ({"index": 0}, {"lang": None}, "3.1.1", Status.FAIL),
        ({"index": 0}, {"lang": "de"}, "3.1.1", Status.PERSON),
        ({"index": 3, "lines": SPANISH}, {}, "3.1.2", Status.PERSON),
        ({"index": 0}, {}, "1.2.2", Status.NOT_APPLICABLE),
        ({"index": 0}, {}, "3.3.2", Status.NOT_APPLICABLE),
        ({"index": 7, "artifact": True}, {}, "1.4.5", Status.NOT_APPLICABLE),
    ],
)
def test_findings_decide_their_criterion(
    tmp_path: Path, changes: dict[str, Any], settings: dict[str, Any], criterion: str, status: Status
) -> None:
    parts = changed(good(), changes.pop("index"), **changes)
    assert statuses(write(tmp_path / "made.pdf", parts, **settings))[criterion] is status


def test_form_fields_films_and_scripts_bring_their_questions(tmp_path: Path) -> None:
    path = write(tmp_path / "made.pdf", good())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        annotations = pdf.pages[0].obj.Annots
        for kind in ("Widget", "Screen"):
            made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[10, 10, 60, 30], F=4)
            annotations.append(pdf.make_indirect(made))
        pdf.Root.AcroForm = Dictionary(Fields=[annotations[-2]])
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.save(path)
    found = statuses(path)
    for criterion in ("1.2.1", "1.2.2", "1.3.5", "2.1.2", "2.2.2", "2.3.1", "3.2.1", "3.3.1", "3.3.2"):
        assert found[criterion] in (Status.PERSON, Status.FAIL), criterion


def test_what_was_not_checked_is_not_said_to_pass(handout_pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerpdf.check.run.run_page_validation", lambda _pdf, _standard: None)
    (checked,) = check_files([handout_pdf])
    found = {row.number: row.status for row in wcag_rows(checked)}
    assert {found[number] for number in ("2.1.1", "2.4.3", "4.1.1", "4.1.2")} == {Status.PERSON}
    assert re.match(r"could not be checked in full; \d+ questions", verdict_in_words(checked, wcag_rows(checked)))


def test_a_file_that_cannot_be_read_has_no_rows(tmp_path: Path) -> None:
    assert wcag_rows(Checked(tmp_path / "nothing.pdf")) == ()
