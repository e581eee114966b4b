"""Standards and the outside checkers: which a file is judged by, how they are asked, what becomes of their answers."""

import importlib.metadata
import stat
import sys
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from careerpdf.check import verapdf
from careerpdf.check.declared import Declared
from careerpdf.check.findings import Finding, grouped
from careerpdf.check.own_rules import ALL_WORDS
from careerpdf.check.page_validation import PAGE, run_page_validation
from careerpdf.check.reader import PdfFile
from careerpdf.check.remedies import REMEDIES, remedy_for
from careerpdf.check.rule_texts import WORDS
from careerpdf.check.rule_topics import _CLAUSES, topic_of_clause, topic_of_page_rule
from careerpdf.check.run import Checked, check_files
from careerpdf.check.standards import ABOUT, FLAVOURS, Run, Standard, Verdict, standards_for
from careerpdf.check.verapdf import VERAPDF, Job, VeraPdf, missing_for_verapdf
from tests.support.made_pdfs import MakePdf, read

BOTH = (Standard.PDF_UA_1, Standard.PDF_A_2A)
VERAPDF_MISSING = missing_for_verapdf()
needs_verapdf = pytest.mark.skipif(bool(VERAPDF_MISSING), reason=f"veraPDF cannot run here: {VERAPDF_MISSING}")
A, B = Standard.WTPDF_ACCESSIBILITY, Standard.WTPDF_REUSE
CLAIM_A = "http://pdfa.org/declarations/wtpdf/#accessibility1.0"


# -- which standards a file is judged by


@pytest.mark.parametrize(
    ("declared", "version", "archive", "expected"),
    [
        (Declared(), "1.7", None, (Standard.PDF_UA_1,)),
        (Declared(), "2.0", None, (Standard.PDF_UA_2,)),
        (Declared(pdfua_part="1"), "1.7", None, (Standard.PDF_UA_1,)),
        (Declared(pdfua_part="1"), "2.0", None, (Standard.PDF_UA_1,)),
        (Declared(pdfua_part="2"), "1.7", None, (Standard.PDF_UA_2,)),
        (Declared(pdfua_part="7"), "1.7", None, (Standard.PDF_UA_1,)),
        (Declared(claims=(CLAIM_A,)), "2.0", None, (A,)),
        (Declared(pdfua_part="2", claims=(CLAIM_A,)), "2.0", None, (Standard.PDF_UA_2, A)),
        (Declared(claims=("http://pdfa.org/declarations/wtpdf#reuse1.0",)), "2.0", None, (Standard.PDF_UA_2, B)),
        (Declared(pdfa_part="2", pdfa_level="A"), "1.7", None, (Standard.PDF_UA_1, Standard.PDF_A_2A)),
        (Declared(pdfa_part="1", pdfa_level="B"), "1.4", None, (Standard.PDF_UA_1, Standard.PDF_A_1B)),
        (Declared(pdfa_part="3", pdfa_level="U"), "1.7", None, (Standard.PDF_UA_1, Standard.PDF_A_3U)),
        (Declared(pdfa_part="4"), "2.0", None, (Standard.PDF_UA_2, Standard.PDF_A_4)),
        (Declared(pdfa_part="4", pdfa_level="F"), "2.0", None, (Standard.PDF_UA_2, Standard.PDF_A_4F)),
        (Declared(pdfa_part="2"), "1.7", None, (Standard.PDF_UA_1, Standard.PDF_A_2B)),
        (Declared(pdfa_part="9"), "1.7", None, (Standard.PDF_UA_1,)),
        (Declared(), "1.7", True, (Standard.PDF_UA_1, Standard.PDF_A_2A)),
        (Declared(pdfa_part="1", pdfa_level="A"), "1.7", True, (Standard.PDF_UA_1, Standard.PDF_A_1A)),
        (Declared(pdfa_part="2", pdfa_level="A"), "1.7", False, (Standard.PDF_UA_1,)),
    ],
)
def test_a_file_is_judged_by_what_it_declares(
    declared: Declared, version: str, archive: bool | None, expected: tuple[Standard, ...]
) -> None:
    assert standards_for(declared, version, archive=archive) == expected


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}
</rdf:RDF></x:xmpmeta>"""
AS_ATTRIBUTES = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="2" '
    'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="4" pdfaid:conformance="F"/>'
)
AS_ELEMENTS = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>2</pdfuaid:part>'
    '</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    "<pdfaid:part> 4 </pdfaid:part><pdfaid:conformance>F</pdfaid:conformance></rdf:Description>"
)
CLAIMS = (
    '<rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/"><pdfd:declarations><rdf:Bag><rdf:li '
    f'rdf:parseType="Resource"><pdfd:conformsTo>{CLAIM_A}</pdfd:conformsTo></rdf:li></rdf:Bag></pdfd:declarations>'
    "</rdf:Description>"
)
TITLES = (
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
    '<rdf:li xml:lang="de">Pflege</rdf:li><rdf:li xml:lang="x-default"> Nursing </rdf:li></rdf:Alt></dc:title>'
    "</rdf:Description>"
)
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


def declared(make_pdf: MakePdf, xmp: str | bytes) -> Declared:
    path = make_pdf(b"")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.Metadata = pdf.make_stream(xmp if isinstance(xmp, bytes) else xmp.encode())
        pdf.Root.Metadata.update(Dictionary(Type=Name.Metadata, Subtype=Name.XML))
        pdf.save(path)
    return read(path).declared


@pytest.mark.parametrize("written", [AS_ATTRIBUTES, AS_ELEMENTS])
def test_declarations_are_read_however_they_are_written(make_pdf: MakePdf, written: str) -> None:
    found = declared(make_pdf, XMP.format(written))
    assert (found.pdfua_part, found.pdfa_part, found.pdfa_level) == ("2", "4", "F")


def test_claims_and_titles_are_read_from_the_metadata(make_pdf: MakePdf) -> None:
    assert declared(make_pdf, XMP.format(CLAIMS)).claims == (CLAIM_A,)
    assert declared(make_pdf, XMP.format(TITLES)).title == "Nursing"


@pytest.mark.parametrize("xmp", ["", "no XML", "<a><b></a>", BOMB, b"\xff\xfe\x00", XMP.format("<rdf:Description/>")])
def test_metadata_that_are_none_declare_nothing(make_pdf: MakePdf, xmp: str | bytes) -> None:
    assert declared(make_pdf, xmp) == Declared()


def test_every_standard_has_a_name_for_people_and_one_for_checkers() -> None:
    assert set(ABOUT) == set(Standard)
    assert set(FLAVOURS) == {standard for standard in Standard if not standard.is_own}


# -- page-validation


@pytest.mark.parametrize("standard", BOTH)
def test_page_validation_passes_the_handout(handout_read: PdfFile, standard: Standard) -> None:
    run = run_page_validation(handout_read, standard)
    assert run is not None
    assert (run.verdict, run.findings) == (Verdict.PASS, ())
    assert run.version


def test_failures_are_in_plain_words_and_on_their_page(handout_pdf: Path, tmp_path: Path) -> None:
    with pikepdf.open(handout_pdf) as pdf:
        links = [a for a in pdf.pages[1].obj.Annots if a.Subtype == "/Link"]
        del links[0]["/Contents"]
        pdf.save(tmp_path / "changed.pdf", fix_metadata_version=False)
    run = run_page_validation(read(tmp_path / "changed.pdf"), Standard.PDF_UA_1)
    assert run is not None
    assert [(f.message, f.page) for f in run.findings] == [("A link has no description for a screen reader.", 2)]
    assert run.findings[0].detail


def test_a_checker_that_is_not_installed_is_named_with_what_to_install(
    handout_read: PdfFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_version(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", no_version)
    run = run_page_validation(handout_read, Standard.PDF_UA_1)
    assert run is not None
    assert (run.verdict, run.install) == (Verdict.NOT_CHECKED, "pip install 'careerpdf[check]'")


@pytest.mark.parametrize("standard", [Standard.PDF_UA_2, A, B, Standard.PDF_A_4, Standard.PDF_A_4E, Standard.PDF_A_4F])
def test_page_validation_is_not_asked_about_what_it_does_not_know(handout_read: PdfFile, standard: Standard) -> None:
    assert run_page_validation(handout_read, standard) is None


# -- veraPDF


def asked(pdf: PdfFile, standards: tuple[Standard, ...] = BOTH) -> list[Run]:
    with VeraPdf([Job(pdf.path, standards)]) as vera:
        return list(vera.runs(0, pdf))


def fake_java(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """A program in the place of Java, in Python."""
    path = folder / "java"
    path.write_text(f"#!{sys.executable}\nimport sys\n{program}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(verapdf, "java", lambda: str(path))
    monkeypatch.setattr(verapdf, "jar", lambda: folder / "some.jar")


def test_without_java_verapdf_is_not_run_and_says_why(handout_read: PdfFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "java", lambda: None)
    runs = asked(handout_read)
    assert {run.verdict for run in runs} == {Verdict.NOT_CHECKED}
    assert all("Java" in run.reason and "JDK" in run.install for run in runs)


def test_a_java_that_cannot_be_started_is_no_verdict(
    handout_read: PdfFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(verapdf, "java", lambda: str(tmp_path / "no-java-here"))
    monkeypatch.setattr(verapdf, "jar", lambda: tmp_path / "some.jar")
    run, _ = asked(handout_read)
    assert run.verdict is Verdict.NOT_CHECKED
    assert "Java could not be started" in run.reason


@pytest.mark.skipif(sys.platform == "win32", reason="the program in the place of Java is a script")
def test_a_java_that_fails_is_quoted(handout_read: PdfFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake_java(tmp_path, monkeypatch, "print('Error: no such class', file=sys.stderr); sys.exit(1)")
    run, _ = asked(handout_read)
    assert (run.verdict, run.reason) == (Verdict.NOT_CHECKED, "Java could not run it: Error: no such class")
    assert "JDK" in run.install


@pytest.mark.skipif(sys.platform == "win32", reason="the program in the place of Java is a script")
def test_answers_are_told_apart_by_file_and_standard(
    handout_read: PdfFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = [
        "version 9.9",
        "result 0 ua1 fail 10",
        "failure 0 ua1 7.1-3 root/document[0]/pages[1](4_0_obj_PDPage)/x Content_shall why",
        "failure 0 ua1 7.2-2 root/document[0]/pages[0](3_0_obj_PDPage)/x Language_shall why",
        "more 0 ua1 7.1-3",
        "result 0 2a error java.lang.IllegalStateException:_it_broke",
        "done 0",
        "result 1 ua1 pass 10",
    ]
    lines = "\n".join("\t".join(field.replace("_", " ") for field in line.split()) for line in answers)
    fake_java(tmp_path, monkeypatch, f"sys.stdin.read(); print({lines!r})")
    with VeraPdf([Job(handout_read.path, BOTH), Job(handout_read.path, BOTH)]) as vera:
        run, broken = vera.runs(0, handout_read)
        passed, missing = vera.runs(1, handout_read)
    assert run.verdict is Verdict.FAIL
    assert [(f.rule, f.page, f.detail, f.more) for f in run.findings] == [
        ("ISO 14289-1:7.1-3", 2, "why", True),
        ("ISO 14289-1:7.2-2", 1, "why", False),
    ]
    assert [group.place for group in grouped(run.findings)] == ["page 2 and more", "page 1"]
    assert run.findings[0].message.startswith("Content is neither tagged")
    assert (broken.verdict, broken.reason) == (Verdict.NOT_CHECKED, "it could not read the file: it broke")
    assert (passed.verdict, missing.verdict) == (Verdict.PASS, Verdict.NOT_CHECKED)
    assert missing.reason == "it stopped before this file"


@needs_verapdf
def test_a_rule_that_is_broken_oftener_than_is_told_says_that_there_are_more(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    for _ in range(60):
        pdf.add_blank_page(page_size=(200, 200))
        pdf.pages[-1].obj.Contents = pdf.make_stream(b"0 0 9 9 re f")
    pdf.save(tmp_path / "a.pdf")
    (run,) = asked(read(tmp_path / "a.pdf"), (Standard.PDF_UA_1,))
    untagged = next(group for group in grouped(run.findings) if group.message.startswith("Content is neither tagged"))
    assert untagged.place == "pages 1–50 and more"


@needs_verapdf
def test_one_run_of_verapdf_judges_each_file_by_its_own_standards(
    handout_read: PdfFile, make_pdf: MakePdf, tmp_path: Path
) -> None:
    plain = read(make_pdf(b"BT /F 12 Tf 20 20 Td (text) Tj ET"))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    jobs = [
        Job(handout_read.path, BOTH),
        Job(tmp_path / "broken.pdf", (Standard.PDF_UA_1,)),
        Job(plain.path, (Standard.PDF_UA_1, Standard.PDF_A_1B)),
        Job(plain.path, (Standard.PDF_UA_2, A, B, Standard.PDF_A_4)),
    ]
    with VeraPdf(jobs) as vera:
        good, broken, bad, newer = (list(vera.runs(number, handout_read)) for number in range(4))
    assert [run.verdict for run in good] == [Verdict.PASS, Verdict.PASS]
    assert [run.verdict for run in broken] == [Verdict.NOT_CHECKED]
    assert [(run.standard, run.verdict) for run in bad] == [
        (Standard.PDF_UA_1, Verdict.FAIL),
        (Standard.PDF_A_1B, Verdict.FAIL),
    ]
    assert [run.verdict for run in newer] == [Verdict.FAIL] * 4
    assert all(run.version for run in (*good, *bad, *newer))
    tagging = [f for f in bad[0].findings if f.rule == "ISO 14289-1:7.1-3"]
    assert [(f.page, f.message) for f in tagging] == [
        (1, "Content is neither tagged nor marked as decoration, so a screen reader may skip it.")
    ]


@needs_verapdf
def test_a_long_index_of_tags_is_judged_alike_flat_or_in_parts(handout_pdf: Path, tmp_path: Path) -> None:
    """veraPDF looks up each piece of a page in this index; we divide it, in memory, where it is long."""
    with pikepdf.open(handout_pdf) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        last = max(int(number) for number in list(numbers)[::2])
        for number in range(last + 1, last + 300):
            numbers.append(number)
            numbers.append(pdf.Root.StructTreeRoot.K[0])
        pdf.save(tmp_path / "long.pdf", fix_metadata_version=False)
        page = pdf.pages[0].obj
        index = list(numbers)[::2].index(page.StructParents)
        del numbers[index * 2 : index * 2 + 2]
        pdf.save(tmp_path / "lost.pdf", fix_metadata_version=False)
    found = check_files([tmp_path / "long.pdf", tmp_path / "lost.pdf"])
    assert [item.verdict(Standard.PDF_UA_1) for item in found] == [Verdict.PASS, Verdict.FAIL]


# -- words


def test_every_clause_has_its_words() -> None:
    for clauses in _CLAUSES.values():
        assert set(clauses.values()) <= set(WORDS)
    assert topic_of_clause(Standard.PDF_UA_1, "99.9-1", "") == ""
    assert topic_of_page_rule("PDFUA1-FONT-EMBEDDING-001") == topic_of_clause(Standard.PDF_UA_1, "7.21.4.1-1", "")
    assert topic_of_page_rule("SOMETHING-NEW") == ""


@pytest.mark.parametrize(
    ("standard", "clause", "wording", "topic"),
    [
        (Standard.PDF_UA_2, "Table 5. P-Sect-1", "<P> shall not contain <Sect>", "CONTAINMENT"),
        (A, "Table 5. Table-content-1", "<Table> shall not contain content items", "CONTENT-IN-GROUP"),
        (Standard.PDF_UA_2, "8.8-1", "All destinations …", "STRUCTURE-DESTINATION"),
        (Standard.PDF_A_1B, "6.3.5-1", "Embedded font programs shall define all font glyphs", "FONT-GLYPH-PRESENCE"),
        (Standard.PDF_A_4, "6.2.4.3-2", "DeviceRGB shall only be used if …", "DEVICE-RGB"),
        (Standard.PDF_A_3B, "6.1.13-4", "A conforming file shall not contain any name longer than", "LIMITS"),
        (Standard.PDF_A_4, "9.9-9", "Something that nobody has thought of", "ARCHIVE-OTHER"),
    ],
)
def test_rules_of_the_newer_and_of_the_archive_standards_have_a_topic(
    standard: Standard, clause: str, wording: str, topic: str
) -> None:
    assert topic_of_clause(standard, clause, wording) == topic


def test_sentences_are_whole_and_need_no_standard_to_be_understood() -> None:
    for words in ALL_WORDS.values():
        assert words[0].isupper()
        assert words.endswith((".", "?"))
        assert "shall" not in words
    assert max(Counter(WORDS.values()).values()) <= 4


def test_every_finding_can_be_mended_in_word_indesign_and_acrobat() -> None:
    assert [topic for topic in ALL_WORDS if remedy_for(topic) is None] == []
    assert remedy_for("a rule that nobody knows") is None
    for remedy in REMEDIES.values():
        assert min(len(remedy.word), len(remedy.indesign), len(remedy.acrobat)) > 15


# -- verdicts


@pytest.mark.parametrize(
    ("vera", "page", "expected"),
    [
        (Verdict.PASS, Verdict.PASS, Verdict.PASS),
        (Verdict.PASS, Verdict.FAIL, Verdict.PASS),
        (Verdict.FAIL, Verdict.PASS, Verdict.FAIL),
        (Verdict.NOT_CHECKED, Verdict.PASS, Verdict.PASS),
        (Verdict.NOT_CHECKED, Verdict.FAIL, Verdict.FAIL),
        (Verdict.PASS, Verdict.NOT_CHECKED, Verdict.PASS),
        (Verdict.NOT_CHECKED, Verdict.NOT_CHECKED, Verdict.NOT_CHECKED),
    ],
)
def test_verapdf_decides_where_it_has_looked(
    handout_read: PdfFile, vera: Verdict, page: Verdict, expected: Verdict
) -> None:
    wrong = (Finding("A-RULE", "Something is wrong."),)
    runs = (
        Run(Standard.PDF_UA_1, VERAPDF, "1", vera, wrong if vera is Verdict.FAIL else ()),
        Run(Standard.PDF_UA_1, PAGE, "1", page, wrong if page is Verdict.FAIL else ()),
    )
    checked = Checked(handout_read.path, handout_read, runs)
    assert checked.verdict(Standard.PDF_UA_1) is expected
    assert checked.ok is (expected is Verdict.PASS)
    assert bool(checked.failures) is (expected is Verdict.FAIL)
    assert bool(checked.overruled(Standard.PDF_UA_1)) is ({vera, page} == {Verdict.PASS, Verdict.FAIL})


def test_the_archive_standard_can_be_left_out_or_asked_for(
    handout_pdf: Path, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verapdf, "java", lambda: None)
    own = (Standard.TAGS, Standard.READABLE)
    (checked,) = check_files([handout_pdf], archive=False)
    assert checked.standards == (Standard.PDF_UA_1, *own)
    assert checked.ok
    (checked,) = check_files([make_pdf(b"")])
    assert checked.standards == (Standard.PDF_UA_1, *own)
    (checked,) = check_files([make_pdf(b"")], archive=True)
    assert checked.standards == (Standard.PDF_UA_1, Standard.PDF_A_2A, *own)


def test_the_share_that_is_done_grows_to_the_whole(
    handout_pdf: Path, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verapdf, "java", lambda: None)
    shares: list[float] = []
    check_files([handout_pdf, make_pdf(b"")], progress=lambda share, _path: shares.append(share))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
