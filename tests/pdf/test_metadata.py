"""What a PDF says about itself, and that every place that says it says the same."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from pikepdf import Name

from careerpdf.document.markup import parse_document
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.metadata import Metadata
from careerpdf.products.render import document_pdf
from careerpdf.project.project import Project
from tests.support.cases import in_turn
from tests.support.handouts import EPOCH, KINDS, PAPERS, STYLES, Handouts, pack_of
from tests.support.inspector import TextInspector

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}


def xmp(pdf: TextInspector, path: str) -> list[str]:
    root = ET.fromstring(pdf.pdf.Root.Metadata.read_bytes())  # noqa: S314 (our own)
    return [element.text or "" for element in root.findall(f".//{path}", NAMESPACES)]


@pytest.mark.parametrize("kind", KINDS)
def test_info_and_xmp_agree_with_the_profile(handouts: Handouts, kind: str) -> None:
    made = handouts(kind)
    info = made.pdf.pdf.docinfo
    keywords = [made.profile.title, made.profile.category, *made.profile.tags]
    assert [str(info.Title)] == xmp(made.pdf, "dc:title//rdf:li") == [made.profile.title]
    assert [str(info.Author)] == xmp(made.pdf, "dc:creator//rdf:li") == ["Northfield College Career Services"]
    assert [str(info.Subject)] == xmp(made.pdf, "dc:description//rdf:li")
    assert made.profile.title in str(info.Subject)
    assert xmp(made.pdf, "dc:subject//rdf:li") == keywords
    assert [str(info.Keywords)] == xmp(made.pdf, "pdf:Keywords") == [", ".join(keywords)]
    assert [str(info.Producer)] == xmp(made.pdf, "pdf:Producer")
    assert str(info.Producer).startswith("careerpdf ")


def test_the_dates_are_those_of_source_date_epoch(handouts: Handouts) -> None:
    pdf = handouts("full").pdf
    moment = datetime.fromtimestamp(int(EPOCH), UTC)
    assert str(pdf.pdf.docinfo.CreationDate) == moment.strftime("D:%Y%m%d%H%M%SZ")
    assert pdf.pdf.docinfo.ModDate == pdf.pdf.docinfo.CreationDate
    assert xmp(pdf, "xmp:CreateDate") == xmp(pdf, "xmp:ModifyDate") == [moment.strftime("%Y-%m-%dT%H:%M:%SZ")]


def test_the_standards_are_claimed(handouts: Handouts) -> None:
    pdf = handouts("full").pdf
    assert xmp(pdf, "pdfuaid:part") == ["1"]
    assert xmp(pdf, "pdfaid:part") == ["2"]
    assert xmp(pdf, "pdfaid:conformance") == ["A"]
    root = pdf.pdf.Root
    assert pdf.pdf.pdf_version == "1.7"
    assert str(root.Lang) == "en"
    assert xmp(pdf, "dc:language//rdf:li") == ["en"]
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    (intent,) = root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_the_id_follows_from_the_content(handouts: Handouts) -> None:
    ids = [bytes(handouts(kind).pdf.pdf.trailer.ID[0]) for kind in KINDS]
    assert len(set(ids)) == len(KINDS)
    assert all(len(one) == 16 for one in ids)


@pytest.mark.parametrize("kind", KINDS)
def test_bookmarks_are_the_headings_of_the_first_two_levels(handouts: Handouts, kind: str) -> None:
    for style in STYLES:
        pdf = handouts(kind, style).pdf
        headings = [(int(tag.type[1]) - 1, pdf.text(tag).strip()) for tag in pdf.tags("H1", "H2")]
        outline = pdf.outline()
        assert outline[0] == (0, handouts(kind).profile.title)
        assert [entry for entry in headings if entry[1] != "Related roles"] == outline


def test_a_bookmark_leads_to_the_page_of_its_heading(handouts: Handouts) -> None:
    made = handouts("long")
    pages = {page.obj.objgen: number for number, page in enumerate(made.pdf.pdf.pages)}
    headings = {made.pdf.text(tag).strip(): made.pdf.first_page(tag) for tag in made.pdf.tags("H1", "H2")}
    with made.pdf.pdf.open_outline() as outline:
        entries = [outline.root[0], *outline.root[0].children]
        assert len(entries) > 5
        for entry in entries:
            assert pages[entry.destination[0].objgen] == headings[entry.title]


@pytest.mark.parametrize(("kind", "style", "paper"), in_turn(KINDS, STYLES, PAPERS[:3]))
def test_every_link_can_be_clicked_and_is_described(handouts: Handouts, kind: str, style: str, paper: str) -> None:
    made = handouts(kind, style, paper)
    links = made.pdf.links()
    assert {"mailto:careers@northfield.example", "https://northfield.example/careers"} <= {str(x.A.URI) for x in links}
    for link in links:
        assert link.Subtype == Name.Link
        assert str(link.Contents).strip()
        assert int(link.F) == 4
        left, bottom, right, top = (float(v) for v in link.Rect)
        assert right - left > 2
        assert top - bottom > 5


def test_a_role_with_a_handout_of_its_own_is_linked(handouts: Handouts) -> None:
    targets = [str(link.A.URI) for link in handouts("full").pdf.links()]
    assert "machine-learning-engineer.pdf" in targets
    assert "regional-director.pdf" in targets


@pytest.mark.parametrize("kind", KINDS)
def test_the_tab_order_of_every_page_follows_the_tags(handouts: Handouts, kind: str) -> None:
    for page in handouts(kind).pdf.pdf.pages:
        assert page.obj.Tabs == Name.S


def test_hostile_document_information_stays_text(office_project: Project) -> None:
    words = 'A & B <i>"quoted"</i> ]]> (x) \\ é 日本'
    attribute = words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    xml = (
        f'<document title="{attribute}" lang="en" author="{attribute}" keywords="{attribute};b"><p>Text</p></document>'
    )
    sheet = StyleSheet(pack_of(office_project, "modern"), "letter", "en")
    data, _, _ = document_pdf(parse_document(xml), sheet, datetime(2026, 1, 1, tzinfo=UTC))
    pdf = TextInspector(data)
    assert str(pdf.pdf.docinfo.Title) == str(pdf.pdf.docinfo.Author) == words
    assert xmp(pdf, "dc:title//rdf:li") == [words]
    assert xmp(pdf, "dc:subject//rdf:li") == [words, "b"]


def test_what_is_not_known_is_left_out(office_project: Project) -> None:
    sheet = StyleSheet(pack_of(office_project, "modern"), "letter", "en")
    document = parse_document('<document title="T" lang="en"><p>Text</p></document>')
    pdf = TextInspector(document_pdf(document, sheet, datetime(2026, 1, 1, tzinfo=UTC))[0])
    assert "/Author" not in pdf.pdf.docinfo
    assert xmp(pdf, "dc:creator//rdf:li") == []
    assert Metadata.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_no_stream_ends_with_a_carriage_return(handouts: Handouts) -> None:
    streams = 0
    for kind in KINDS:
        for paper in PAPERS:
            data = handouts(kind, "modern", paper).pdf.data
            streams += len(re.findall(rb"\nendstream", data))
            assert b"\r\nendstream" not in data
    assert streams > 200  # one in 256 would
