"""Tags: one element a node, guards that raise, and nothing that is drawn goes untold."""

from itertools import pairwise

import pikepdf
import pytest

from careerpdf.document import nodes as n
from careerpdf.document.markup import parse_document
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.drawing import MarkReference
from careerpdf.pdf.objects import text_string
from careerpdf.pdf.structure import Element, StructureError, StructureTree
from tests.support.handouts import Handouts

BODY = (
    '<section><h level="1">T</h><p>a <a href="https://x.org">b</a></p></section><list><item>c</item></list>'
    '<definitions><item term="D">e</item></definitions><box><qr data="https://x.org" alt="code"/></box><rule/>'
)


def parse(body: str) -> n.Document:
    return parse_document(f'<document title="T" lang="en">{body}</document>')


def types(tree: StructureTree) -> list[str]:
    def walk(element: Element) -> list[str]:
        return [element.type, *(kind for kid in element.kids if isinstance(kid, Element) for kind in walk(kid))]

    return walk(tree.root)


def test_the_tree_is_there_before_anything_is_drawn() -> None:
    assert types(StructureTree(parse(BODY))) == [
        "Document", "Sect", "H1", "P", "L", "LI", "Lbl", "LBody", "L", "LI", "Lbl", "LBody", "Div", "Figure",
    ]  # fmt: skip


def test_a_step_of_which_no_more_is_said_is_the_body_of_its_item() -> None:
    steps = "<step><title>a</title></step><step><title>b</title><how>c</how></step>"
    tree = StructureTree(parse(f'<pathway><origin says="x">y</origin>{steps}</pathway>'))
    assert types(tree) == ["Document", "P", "L", "LI", "LBody", "LI", "Lbl", "LBody"]


def test_an_inline_element_stands_between_the_text_around_it() -> None:
    document = parse(BODY)
    tree = StructureTree(document)
    section = document.children[0]
    assert isinstance(section, n.Section)
    para = section.children[1]
    assert isinstance(para, n.Para)
    element = tree.element(para)
    element.kids.append(MarkReference(0, 0))
    tree.element(para.content[1])
    element.kids.append(MarkReference(0, 1))
    assert [kid if isinstance(kid, tuple) else kid.type for kid in element.kids if not isinstance(kid, str)] == [
        (0, 0), "Link", (0, 1),
    ]  # fmt: skip


def test_an_element_that_is_never_drawn_is_an_error() -> None:
    canvas = PdfCanvas(StructureTree(parse("<p>a</p><p>b</p>")), (612, 792))
    canvas.showPage()
    with pytest.raises(StructureError, match="never drawn"):
        canvas.drawing()


def test_drawing_for_a_node_of_another_document_is_an_error() -> None:
    canvas = PdfCanvas(StructureTree(parse("<p>a</p>")), (612, 792))
    with pytest.raises(StructureError, match="not in the document"):
        canvas.mark(parse("<p>a</p>").children[0])


def test_text_that_is_neither_tagged_nor_an_artifact_is_an_error() -> None:
    canvas = PdfCanvas(StructureTree(parse("<p>a</p>")), (612, 792))
    with pytest.raises(StructureError, match="neither tagged nor an artifact"):
        canvas.write(["BT", "[<0001>]TJ", "ET"])


def test_a_mark_left_open_is_an_error() -> None:
    document = parse("<p>a</p>")
    canvas = PdfCanvas(StructureTree(document), (612, 792))
    with pytest.raises(StructureError, match="not closed"):
        canvas.write([canvas.mark(document.children[0])])


def test_shapes_are_artifacts_unless_a_figure_is_open() -> None:
    document = parse('<qr data="x" alt="code"/>')
    canvas = PdfCanvas(StructureTree(document), (612, 792))
    canvas.rule(0, 0, 10, 10, (0, 0, 0))
    with canvas.figure(document.children[0], (0, 0, 10, 10)):
        canvas.rule(0, 0, 10, 10, (0, 0, 0))
    before, inside = "\n".join(canvas._code).split("/Figure <</MCID 0>> BDC")
    assert before.count("/Artifact BMC") == before.count("EMC") == 1
    assert " re f" in inside
    assert "Artifact" not in inside


def test_every_figure_has_words_and_a_place(handouts: Handouts) -> None:
    for kind in ("full", "sparse", "odd"):
        figures = handouts(kind).pdf.tags("Figure")
        assert figures
        for figure in figures:
            assert figure.alt
            assert figure.alt.strip()
            left, bottom, right, top = (float(v) for v in figure.source.A.BBox)
            assert right > left
            assert top > bottom


def test_the_pay_scale_says_its_figures(handouts: Handouts) -> None:
    alt = next(tag.alt for tag in handouts("full").pdf.tags("Figure") if tag.alt and "Pay" in tag.alt)
    assert "$131,250" in alt
    assert "$225,000" in alt


def test_no_heading_level_is_skipped_and_there_is_one_title(handouts: Handouts) -> None:
    for kind in ("full", "sparse", "long", "odd"):
        levels = [int(tag.type[1]) for tag in handouts(kind).pdf.tags("H1", "H2", "H3", "H4", "H5", "H6")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("text", ["plain", "(a) \\ b)", "é", "日本 😀", ""])
def test_a_text_string_reads_back(text: str) -> None:
    source = text_string(text)
    assert source.isascii()
    assert str(pikepdf.Object.parse(source.encode())) == text
