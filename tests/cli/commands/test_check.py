"""`careerpdf check`: verdicts, exit codes, JSON and the report."""

import importlib.metadata
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from pikepdf import Dictionary

from careerpdf.check import verapdf
from careerpdf.check.page_validation import PAGE
from careerpdf.cli.app import cli
from tests.support.made_pdfs import MakePdf

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `careerpdf check` without veraPDF, which takes seconds and has its own tests."""
    monkeypatch.setattr(verapdf, "java", lambda: None)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["check", *map(str, arguments)], prog_name="careerpdf")

    return run


@pytest.fixture
def plain(make_pdf: MakePdf) -> Path:
    """A PDF as a program without tags writes it."""
    return make_pdf(b"0.8 g BT /F 12 Tf 20 20 Td (Hello <world> & all) Tj ET", "plain & <b>.pdf")


def test_a_handout_passes_and_questions_are_left(run: Run, handout_pdf: Path) -> None:
    result = run(handout_pdf)
    assert result.exit_code == 0
    first, *rest = result.stdout.splitlines()
    assert re.search(r"registered-nurse\.pdf: passes what programs can check; \d+ questions are left for you$", first)
    assert [re.split("  +", line.strip())[:2] for line in rest] == [
        ["PDF/UA-1", "pass"],
        ["PDF/A-2a", "pass"],
        ["Tag tree", "pass"],
        ["Readability", "pass"],
    ]
    assert result.stderr == "", "what one checker answers is an answer"
    said = run(handout_pdf, "-v").stderr
    assert "veraPDF was not run: it needs Java, which is not installed." in said
    assert "pip install 'careerpdf[verapdf]'" in said


def test_what_fails_is_said_in_plain_words_with_its_page_and_the_exit_code_is_1(run: Run, plain: Path) -> None:
    result = run(plain)
    assert result.exit_code == 1
    assert "does not pass" in result.stdout
    assert "page 1: A font is not embedded" in result.stdout
    assert "The document has no title in its metadata." in result.stdout
    assert "“Hello <world> & all” 1.60:1 where 4.5:1 is needed, #cccccc on #ffffff" in result.stdout
    assert "PDFUA1-" not in result.stdout
    said = run(plain, "-v").stdout
    assert "PDFUA1-FONT-EMBEDDING-001" in said
    assert "Word: File > Options > Save: tick “Embed fonts in the file”" in said
    assert "ask       1.3.3 Sensory Characteristics" in said


def test_all_files_are_reported_whatever_is_wrong_with_one(
    run: Run, plain: Path, handout_pdf: Path, tmp_path: Path
) -> None:
    (tmp_path / "text.pdf").write_text("no PDF", encoding="utf-8")
    result = run(tmp_path / "text.pdf", plain, tmp_path / "missing.pdf", tmp_path, handout_pdf)
    assert result.exit_code == 1
    assert result.stdout.count("does not pass") == 1
    assert result.stdout.count(": passes what programs can check") == 1
    for code in ("not-a-pdf", "no-such-file", "not-a-file"):
        assert f"error[{code}]" in result.stderr
    assert "Traceback" not in result.output


def test_wrong_usage_is_exit_code_2(run: Run, handout_pdf: Path) -> None:
    assert run().exit_code == 2
    result = run(handout_pdf, "--report", handout_pdf)
    assert result.exit_code == 2
    assert "ends in .html" in result.stderr
    assert handout_pdf.read_bytes().startswith(b"%PDF"), "the report must not replace a PDF"


def test_what_no_checker_has_looked_at_does_not_pass(
    run: Run, handout_pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_version(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", no_version)
    result = run(handout_pdf)
    assert result.exit_code == 1
    assert "could not be checked in full" in result.stdout
    assert re.search(r"PDF/UA-1 +not checked", result.stdout)
    assert "pip install 'careerpdf[check]'" in result.stderr


def test_pdf_a_is_judged_where_it_is_declared_or_asked_for(run: Run, handout_pdf: Path, tmp_path: Path) -> None:
    with pikepdf.open(handout_pdf) as pdf:
        del pdf.Root["/OutputIntents"]
        pdf.save(tmp_path / "changed.pdf", fix_metadata_version=False)
    assert run(tmp_path / "changed.pdf").exit_code == 1
    assert run(tmp_path / "changed.pdf", "--no-archive").exit_code == 0
    with pikepdf.open(tmp_path / "changed.pdf", allow_overwriting_input=True) as pdf:
        data = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(re.sub(rb"<pdfaid:(part|conformance)>\w+</pdfaid:\w+>", b"", data))
        pdf.save(tmp_path / "changed.pdf", fix_metadata_version=False)
    assert run(tmp_path / "changed.pdf").exit_code == 0
    assert run(tmp_path / "changed.pdf", "--archive").exit_code == 1


def test_json_holds_the_whole_report(run: Run, handout_pdf: Path, plain: Path, tmp_path: Path) -> None:
    result = run(handout_pdf, plain, tmp_path / "missing.pdf", "--format", "json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["ok"]) == (1, False)
    good, bad, missing = answer["files"]
    assert (good["ok"], bad["ok"], missing["ok"]) == (True, False, False)
    assert good.keys() == bad.keys() == missing.keys()
    assert missing["problem"]["code"] == "no-such-file"
    assert [s["verdict"] for s in good["standards"]] == ["pass"] * 4
    assert any(line["text"] == "Registered Nurse" for line in good["reading_order"])
    assert all(figure["alt"] for figure in good["figures"])
    assert all(pair["passes"] for pair in good["contrast"])
    assert bad["contrast"][0]["ratio"] == 1.6
    rules = {f["rule"] for s in bad["standards"] for c in s["checkers"] for f in c["findings"]}
    assert {"text-too-weak", "PDFUA1-STRUCT-TREE-ROOT-001", "PDFUA1-FONT-EMBEDDING-001"} <= rules
    assert good["result"].startswith("passes what programs can check")
    assert good["questions"] == sum(row["status"] == "a person has to look" for row in good["wcag"]) > 5
    assert all(
        finding["remedy"].keys() == {"word", "indesign", "acrobat"}
        for standard in bad["standards"]
        for checker in standard["checkers"]
        for finding in checker["findings"]
    )
    assert {standard["decided_by"] for standard in good["standards"]} == {PAGE, "careerpdf"}


class Page(HTMLParser):
    """What matters about a page: its tags with their attributes, its text, and the order of its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "tags are closed in order"

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def report(run: Run, handout_pdf: Path, plain: Path, tmp_path: Path) -> Page:
    target = tmp_path / "reports" / "report.html"
    result = run(handout_pdf, plain, tmp_path / "missing.pdf", "--report", target)
    assert result.exit_code == 1
    assert "Report: " in result.stderr
    assert [path.name for path in target.parent.iterdir()] == ["report.html"]
    return Page(target.read_text("utf-8"))


def test_the_report_is_accessible_html(report: Page) -> None:
    assert report.all("html") == [{"lang": "en"}]
    assert len(report.all("h1")) == len(report.all("main")) == len(report.all("title")) == 1
    levels = [int(tag[1]) for tag, _ in report.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(attributes.get("scope") in ("col", "row") for attributes in report.all("th"))
    assert len(report.all("caption")) == len(report.all("table")) > 5
    assert report.open == []


def test_the_report_needs_nothing_but_itself(report: Page) -> None:
    assert not report.all("script")
    assert not report.all("link")
    assert not report.all("img")
    assert all((attributes.get("href") or "").startswith("#") for attributes in report.all("a"))


def test_the_report_says_what_was_found_and_by_whom(report: Page, handout_pdf: Path) -> None:
    said = " ".join(report.text.split())
    for expected in (
        PAGE + " " + importlib.metadata.version(PAGE),
        "Registered Nurse",
        "• Clean and dress wounds, place IV lines, and draw blood.",
        "the median is $93,600",
        "PDF/UA-1 (ISO 14289-1:2014)",
        "Too weak (4.5:1 needed)",
        "What only a person can judge",
        "Does the reading order make sense",
        "1.4.13 Content on Hover or Focus",
        "Judged by",
        "Acrobat: All tools",
        "Not run: it needs Java, which is not installed",
        "A font is not embedded",
        "there is no such file",
    ):
        assert expected in said, expected
    assert re.search(r"[0-9a-f]{64}", said)


def test_the_words_of_a_file_are_never_taken_for_html(report: Page) -> None:
    assert "Hello <world> & all" in report.text
    assert "plain & <b>.pdf" in report.text
    assert not report.all("b")
    assert not report.all("i")
    assert not report.all("world")


def test_a_verdict_is_never_said_by_color_alone(report: Page) -> None:
    verdicts = [a for a in report.all("td") if "verdict" in (a.get("class") or "")]
    assert len(verdicts) > 10
    assert report.text.count("Pass") + report.text.count("Fail") + report.text.count("Not checked") >= 10


def test_the_same_check_at_the_same_moment_makes_the_same_report(
    run: Run, handout_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    pages = []
    for name in ("one.html", "two.html"):
        run(handout_pdf, "--report", tmp_path / name)
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
    assert b"January 15, 2027" in pages[0]


def test_a_file_that_shows_no_text_is_reported_too(run: Run, make_pdf: MakePdf, tmp_path: Path) -> None:
    path = make_pdf(b"", ExtGState=Dictionary())
    assert run(path, "--report", tmp_path / "r.html").exit_code == 1
    assert "There is no visible text." in (tmp_path / "r.html").read_text("utf-8")
