"""Defects planted into a real handout, one at a time: each has to be noticed, and the untouched file has to pass."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from careerpdf.check.page_validation import run_page_validation
from careerpdf.check.reader import PdfFile
from careerpdf.check.reading import reading_words
from careerpdf.check.standards import Standard, Verdict
from careerpdf.check.tagtree import RULES, check_tags
from tests.support.made_pdfs import read

Mutate = Callable[[Pdf], None]
ORDER = "reading-order"


@dataclass(frozen=True)
class Defect:
    """`rules` are those that have to notice: of the tag tree, of page-validation, or the reading order."""

    name: str
    mutate: Mutate
    rules: tuple[str, ...]


DEFECTS: list[Defect] = []
# Defects at which page-validation gives up, by its own limits.
UNREADABLE = {"tree-of-a-thousand-levels"}


def defect(*rules: str) -> Callable[[Mutate], Mutate]:
    def note(mutate: Mutate) -> Mutate:
        DEFECTS.append(Defect(mutate.__name__.replace("_", "-"), mutate, rules))
        return mutate

    return note


# -- finding one's way in the file


def elements(pdf: Pdf, kind: str | None = None) -> Iterator[Any]:
    """Structure elements of a type, in reading order."""

    def walk(node: Any) -> Iterator[Any]:
        kids = node.get("/K")
        for kid in list(kids) if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                if kind is None or str(kid.S) == "/" + kind:
                    yield kid
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot)


def first(pdf: Pdf, kind: str) -> Any:
    return next(elements(pdf, kind))


def leaves(pdf: Pdf, kind: str = "P") -> list[Any]:
    """Elements that hold just one mark, written as a number."""
    return [element for element in elements(pdf, kind) if isinstance(element.get("/K"), int)]


def parent_tree(pdf: Pdf, page: int) -> Any:
    """The array of a page's marks in the ParentTree."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return numbers[list(numbers)[::2].index(pdf.pages[page].obj.StructParents) * 2 + 1]


def edit(pdf: Pdf, pattern: bytes, replacement: bytes, page: int = 0) -> None:
    """Change a page's content once."""
    content, count = re.subn(pattern, replacement, pdf.pages[page].Contents.read_bytes(), count=1, flags=re.DOTALL)
    assert count == 1, "the pattern has to be there"
    pdf.pages[page].Contents = pdf.make_stream(content)


def opened(mcid: int, kind: str = "P") -> bytes:
    return rb"/%s <</MCID %d>> BDC" % (kind.encode(), mcid)


def fonts(pdf: Pdf) -> list[Any]:
    return list(pdf.pages[0].obj.Resources.Font.values())


def links(pdf: Pdf) -> list[Any]:
    return [a for page in pdf.pages for a in page.obj.get("/Annots", []) if a.Subtype == "/Link"]


def xmp(pdf: Pdf, pattern: bytes) -> None:
    data, count = re.subn(pattern, b"", pdf.Root.Metadata.read_bytes(), flags=re.DOTALL)
    assert count
    pdf.Root.Metadata.write(data)


def make_table(pdf: Pdf) -> Any:
    """Turn the first list with labels into a table whose rows have a header cell each."""
    table = first(pdf, "L")
    table.S = Name.Table
    del table["/A"]
    for row in table.K:
        row.S = Name.TR
        header, cell = row.K
        header.S, cell.S = Name.TH, Name.TD
        header.A = Dictionary(O=Name.Table, Scope=Name.Row)
    return table


# -- the document


@defect("not-tagged", "PDFUA1-STRUCT-TREE-ROOT-001")
def no_tags(pdf: Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


@defect("not-marked", "PDFUA1-TAGGED-DOCUMENT-001")
def not_declared_as_tagged(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


@defect("no-language", "PDFUA1-TEXT-LANGUAGE-001")
def missing_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


@defect("bad-language", "PDFUA1-LANGUAGE-TAG-001")
def language_that_is_none(pdf: Pdf) -> None:
    pdf.Root.Lang = String("American English!")


@defect("no-title", "PDFUA1-METADATA-TITLE-001")
def missing_title(pdf: Pdf) -> None:
    xmp(pdf, rb"<dc:title>.*?</dc:title>")


@defect("title-not-shown", "PDFUA1-VIEWER-PREFERENCES-001")
def file_name_shown_for_the_title(pdf: Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


@defect("no-pdfua-mark", "PDFUA1-ID-SCHEMA-001")
def missing_pdfua_declaration(pdf: Pdf) -> None:
    xmp(pdf, rb"<pdfuaid:part>1</pdfuaid:part>")


@defect("PDFUA1-FONT-EMBEDDING-001", "PDFA2A-FONT-EMBEDDING-001")
def font_not_embedded(pdf: Pdf) -> None:
    descriptor = fonts(pdf)[0].DescendantFonts[0].FontDescriptor
    del descriptor[next(key for key in descriptor.keys() if key.startswith("/FontFile"))]  # noqa: SIM118


@defect("PDFUA1-FONT-UNICODE-MAPPING-001", ORDER)
def font_that_does_not_say_its_letters(pdf: Pdf) -> None:
    for font in fonts(pdf):
        del font["/ToUnicode"]


@defect(ORDER)
def font_that_says_wrong_letters(pdf: Pdf) -> None:
    for font in fonts(pdf):
        data = font.ToUnicode.read_bytes()
        assert b"<0061>" in data
        font.ToUnicode = pdf.make_stream(data.replace(b"<0061>", b"<0062>"))


@defect("PDFA2A-DEVICE-RGB-001")
def missing_output_intent(pdf: Pdf) -> None:
    del pdf.Root["/OutputIntents"]


# -- content and its marks


@defect("mark-not-in-tree", ORDER)
def dropped_mark(pdf: Pdf) -> None:
    del leaves(pdf)[3]["/K"]


@defect("mark-in-tree-twice", ORDER)
def doubled_mark(pdf: Pdf) -> None:
    one, other = leaves(pdf)[3:5]
    other.K = Array([other.K, one.K])


@defect("mark-drawn-twice", "mark-never-drawn")
def two_pieces_with_one_number(pdf: Pdf) -> None:
    edit(pdf, opened(4), opened(3))


@defect("mark-never-drawn")
def mark_that_no_page_draws(pdf: Pdf) -> None:
    element = leaves(pdf)[3]
    element.K = Array([element.K, 999])


@defect("text-untagged", "mark-never-drawn", "PDFUA1-CONTENT-TAGGING-001", ORDER)
def unmarked_text(pdf: Pdf) -> None:
    edit(pdf, opened(3) + rb"(.*?)\nEMC", rb"\1")


@defect("graphic-untagged", "PDFUA1-CONTENT-TAGGING-001")
def unmarked_drawing(pdf: Pdf) -> None:
    edit(pdf, rb"/Artifact BMC q(.*?)Q EMC", rb"q\1Q")


@defect("mark-nested")
def mark_inside_a_mark(pdf: Pdf) -> None:
    edit(
        pdf,
        opened(3) + rb"(.*?)\nEMC(.*?)" + opened(4) + rb"(.*?)EMC",
        opened(3) + rb"\1\2" + opened(4) + rb"\3EMC EMC",
    )


@defect("mark-not-closed")
def mark_never_closed(pdf: Pdf) -> None:
    edit(pdf, rb"EMC(?!.*EMC)", b"")


@defect("mark-not-opened")
def mark_closed_twice(pdf: Pdf) -> None:
    edit(pdf, rb"EMC", b"EMC EMC")


@defect("tag-in-artifact", "PDFUA1-TAGGED-CONTENT-INSIDE-ARTIFACT-001", ORDER)
def tagged_text_inside_an_artifact(pdf: Pdf) -> None:
    edit(pdf, opened(3) + rb"(.*?)\nEMC", b"/Artifact BMC " + opened(3) + rb"\1 EMC EMC")


@defect("artifact-in-tag", "PDFUA1-ARTIFACT-NESTED-001", ORDER)
def artifact_inside_tagged_text(pdf: Pdf) -> None:
    edit(pdf, opened(3) + rb"(.*?)\nEMC", opened(3) + rb" /Artifact BMC \1 EMC EMC")


@defect(ORDER)
def real_text_as_an_artifact(pdf: Pdf) -> None:
    """Neatly: nothing but the words that are missing shows it, and validators pass the file."""
    element = leaves(pdf)[3]
    edit(pdf, opened(element.K), b"/Artifact BMC")
    parent_tree(pdf, 0)[element.K] = None
    holder = element.P
    holder.K = Array([kid for kid in holder.K if kid.objgen != element.objgen])


@defect("content-unreadable")
def content_that_is_none(pdf: Pdf) -> None:
    pdf.pages[0].Contents.write(b"no packed data", filter=Name.FlateDecode)


# -- the tree and its index


@defect(ORDER)
def two_paragraphs_swapped(pdf: Pdf) -> None:
    document = first(pdf, "Document")
    kids = list(document.K)
    kids[0], kids[1] = kids[1], kids[0]
    document.K = Array(kids)


@defect(ORDER)
def text_moved_to_another_element(pdf: Pdf) -> None:
    """With the index kept right: only the order of the words is wrong."""
    one, other = leaves(pdf)[2], leaves(pdf)[5]
    index = parent_tree(pdf, 0)
    index[one.K], index[other.K] = index[other.K], index[one.K]
    one.K, other.K = other.K, one.K


@defect("parent-tree-missing")
def missing_parent_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot["/ParentTree"]


@defect("parent-tree-wrong")
def wrong_parent_tree_entry(pdf: Pdf) -> None:
    index = parent_tree(pdf, 0)
    index[3] = index[5]


@defect("page-not-indexed")
def missing_struct_parents(pdf: Pdf) -> None:
    del pdf.pages[0].obj["/StructParents"]


@defect("element-parent-wrong")
def wrong_parent_pointer(pdf: Pdf) -> None:
    leaves(pdf)[3].P = first(pdf, "LI")


@defect("element-parent-wrong", "PDFUA1-STRUCT-ELEMENT-PARENT-001")
def missing_parent_pointer(pdf: Pdf) -> None:
    del leaves(pdf)[3]["/P"]


@defect("element-repeated")
def element_in_the_tree_twice(pdf: Pdf) -> None:
    document = first(pdf, "Document")
    document.K.append(document.K[0])


@defect("tree-too-deep", ORDER)
def tree_of_a_thousand_levels(pdf: Pdf) -> None:
    document = first(pdf, "Document")
    inner, around = document.K, document
    for _ in range(1000):
        around.K = Array([pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, P=around))])
        around = around.K[0]
    around.K = inner


@defect("unknown-role", "PDFUA1-STRUCT-TREE-ROLE-MAP-001")
def unknown_type(pdf: Pdf) -> None:
    leaves(pdf)[3].S = Name.Blurb


# -- links


@defect("link-not-tagged", "link-without-target")
def link_without_its_object_reference(pdf: Pdf) -> None:
    link = first(pdf, "Link")
    link.K = next(kid for kid in link.K if isinstance(kid, int))


@defect("link-without-description", "PDFUA1-LINK-CONTENTS-001")
def link_without_contents(pdf: Pdf) -> None:
    del links(pdf)[0]["/Contents"]


@defect("annotation-index-wrong")
def link_without_struct_parent(pdf: Pdf) -> None:
    del links(pdf)[0]["/StructParent"]


@defect("annotation-index-wrong")
def link_with_the_key_of_another(pdf: Pdf) -> None:
    one, other = links(pdf)[:2]
    one.StructParent = other.StructParent


@defect("annotation-in-tree-twice")
def link_in_the_tree_twice(pdf: Pdf) -> None:
    link = first(pdf, "Link")
    link.K.append(next(kid for kid in link.K if isinstance(kid, Dictionary)))


@defect("annotation-missing")
def tagged_link_that_is_on_no_page(pdf: Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page.obj)
    del page.obj["/Annots"]


@defect("annotation-not-tagged")
def note_without_a_tag(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 20, 20]), Contents=String("a note"), F=4)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


@defect("no-tab-order", "PDFUA1-PAGE-TABS-001")
def missing_tab_order(pdf: Pdf) -> None:
    for page in pdf.pages:
        del page.obj["/Tabs"]


# -- what the elements are


@defect("figure-without-alt", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001", ORDER)
def missing_alternative_text(pdf: Pdf) -> None:
    del first(pdf, "Figure")["/Alt"]


@defect(ORDER)
def placeholder_for_an_alternative_text(pdf: Pdf) -> None:
    first(pdf, "Figure").Alt = String("image_2041.png")


@defect("heading-level-skipped", "PDFUA1-HEADING-NESTING-001")
def skipped_heading_level(pdf: Pdf) -> None:
    first(pdf, "H2").S = Name.H4


@defect("heading-not-first-level", "PDFUA1-HEADING-NESTING-001")
def first_heading_of_a_lower_level(pdf: Pdf) -> None:
    first(pdf, "H1").S = Name.H2


@defect("heading-empty", "mark-not-in-tree", ORDER)
def heading_without_text(pdf: Pdf) -> None:
    del first(pdf, "H2")["/K"]


@defect("item-outside-list", "PDFUA1-LI-PARENT-001")
def list_item_outside_a_list(pdf: Pdf) -> None:
    first(pdf, "L").S = Name.Sect


@defect("list-holds-other", "PDFUA1-L-KIDS-001")
def paragraph_directly_in_a_list(pdf: Pdf) -> None:
    first(pdf, "LI").S = Name.P


@defect("item-holds-other", "PDFUA1-LI-KIDS-001")
def list_item_with_a_paragraph(pdf: Pdf) -> None:
    first(pdf, "Lbl").S = Name.P


@defect("label-outside-item", "PDFUA1-LBODY-PARENT-001")
def list_body_outside_an_item(pdf: Pdf) -> None:
    leaves(pdf)[3].S = Name.LBody


@defect("header-without-scope")
def table_header_without_scope(pdf: Pdf) -> None:
    del make_table(pdf).K[0].K[0]["/A"]


@defect("table-without-header")
def table_without_headers(pdf: Pdf) -> None:
    for row in make_table(pdf).K:
        row.K[0].S = Name.TD


@defect("cell-outside-row", "PDFUA1-TH-PARENT-001")
def table_cell_outside_a_row(pdf: Pdf) -> None:
    make_table(pdf).K[0].S = Name.Sect


@defect("row-outside-table", "PDFUA1-TR-PARENT-001")
def table_row_outside_a_table(pdf: Pdf) -> None:
    make_table(pdf).S = Name.Sect


# -- the tests


def noticed(path: Path, expected: PdfFile, *, readable: bool = True) -> set[str]:
    """Every rule that something in the file breaks; the words have to be those of `expected`, in its order."""
    pdf = read(path)
    found = {finding.rule for finding in check_tags(pdf)}
    for standard in (Standard.PDF_UA_1, Standard.PDF_A_2A):
        run = run_page_validation(pdf, standard)
        assert run is not None
        assert (run.verdict is not Verdict.NOT_CHECKED) is readable, run.reason
        found |= {finding.rule for finding in run.findings}
    return found | ({ORDER} if reading_words(pdf) != reading_words(expected) else set())


def mutated(handout_pdf: Path, folder: Path, mutate: Mutate) -> Path:
    with pikepdf.open(handout_pdf) as pdf:
        mutate(pdf)
        path = folder / "mutated.pdf"
        pdf.save(path, fix_metadata_version=False)
    return path


def test_the_handout_itself_passes_everything(handout_pdf: Path, handout_read: PdfFile) -> None:
    assert noticed(handout_pdf, handout_read) == set()
    assert len(reading_words(handout_read)) > 300


def test_saving_alone_plants_no_defect(handout_pdf: Path, handout_read: PdfFile, tmp_path: Path) -> None:
    assert noticed(mutated(handout_pdf, tmp_path, lambda pdf: None), handout_read) == set()


def test_spare_entries_of_the_index_are_no_defect(handout_pdf: Path, handout_read: PdfFile, tmp_path: Path) -> None:
    """Acrobat leaves them behind when it edits."""

    def add(pdf: Pdf) -> None:
        index = parent_tree(pdf, 0)
        index.append(index[5])

    assert noticed(mutated(handout_pdf, tmp_path, add), handout_read) == set()


def test_a_table_made_of_a_list_is_no_defect(handout_pdf: Path, handout_read: PdfFile, tmp_path: Path) -> None:
    path = mutated(handout_pdf, tmp_path, lambda pdf: (make_table(pdf), None)[1])
    assert noticed(path, handout_read) == set()


@pytest.mark.parametrize("planted", DEFECTS, ids=lambda planted: planted.name)
def test_a_planted_defect_is_noticed(planted: Defect, handout_pdf: Path, handout_read: PdfFile, tmp_path: Path) -> None:
    path = mutated(handout_pdf, tmp_path, planted.mutate)
    found = noticed(path, handout_read, readable=planted.name not in UNREADABLE)
    assert set(planted.rules) <= found, sorted(found)


def test_every_rule_of_the_tag_tree_has_a_defect_that_it_notices() -> None:
    noticed_by_some = {rule for planted in DEFECTS for rule in planted.rules}
    assert set(RULES) - noticed_by_some == set()
    assert len(DEFECTS) > 40
