"""Faults of meaning planted into a good document, one at a time: each is named, and the good document is left alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from careerpdf.check.findings import Weight
from careerpdf.check.run import own_runs
from tests.support.made_pdfs import read
from tests.support.tagged_pdfs import BODY, MORE, ROWS, SPANISH, Part, changed, good, write

Make = Callable[[Path], Path]
FAULTS: dict[str, tuple[str, Make]] = {}


def findings(path: Path) -> dict[str, str]:
    """The rules that a person is asked to look at, each with its detail."""
    return {f.rule: f.detail for run in own_runs(read(path)) for f in run.findings if f.weight is Weight.LOOK}


def fault(name: str, rule: str, parts: list[Part] | None = None, **settings: Any) -> None:
    FAULTS[name] = (rule, lambda folder: write(folder / "made.pdf", good() if parts is None else parts, **settings))


def document(**entries: Any) -> list[Part]:
    """The good document with one element changed: its index by the name `at_N`."""
    parts = good()
    for key, changes in entries.items():
        parts = changed(parts, int(key.removeprefix("at_")), **changes)
    return parts


def paragraphs(*lines: str, top: float = 420, role: str = "P", x: float = 72) -> list[Part]:
    return [Part(role, (line,), (x, top - 16 * k)) for k, line in enumerate(lines)]


def linked(**changes: Any) -> list[Part]:
    parts = good()
    link = parts[-1].inside[0]
    return [*parts[:-1], replace(parts[-1], inside=(replace(link, **changes),))]


# -- titles, languages, bookmarks
for number, title in enumerate(
    (
        "Microsoft Word - nurses_final.docx",
        "Untitled",
        "Document1",
        "PowerPoint Presentation",
        "nurses.indd",
        "made_2",
        "report_final_v2",
        "Title",
        "Slide 1",
        "C:\\Users\\me\\nurses.doc",
        "https://www.college.example/nurses",
        "12345",
    )
):
    fault(f"title {number}: {title}", "title-says-nothing", title=title)
fault("the title of another document", "title-unrelated", title="Zoological Garden Animals")
fault("a title of a page's length", "title-endless", title="Nurses and their work " * 20)
fault("English marked as German", "language-wrong", lang="de")
fault("English marked as Spanish", "language-wrong", lang="es-MX")
fault(
    "Spanish marked as English",
    "language-wrong",
    [Part("H1", ("Las enfermeras y su trabajo",), (72, 740), 22), Part("P", SPANISH, (72, 700))],
    title="Las enfermeras",
)
fault("a paragraph in Spanish that is not marked", "language-of-part", document(at_3={"lines": SPANISH}))
fault("a paragraph in English marked as French", "language-of-part", document(at_3={"entries": {"Lang": String("fr")}}))
fault("a country that does not exist", "language-unknown", lang="en-UK")
fault("a language that does not exist", "language-unknown", lang="english")
fault("twelve pages without bookmarks", "no-bookmarks", pages=12)

# -- headings
plain_heads = [replace(part, role="P") if part.role.startswith("H") else part for part in good()]
fault(
    "no headings",
    "no-headings",
    [p for p in good() if not p.role.startswith("H")] + [Part("P", BODY, (72, 300)), Part("P", MORE, (72, 220))],
)
fault("headings in bold type only", "no-headings", plain_heads)
more = [
    part
    for k in range(4)
    for part in (
        Part("P", (f"Point {'abcd'[k]} of the matter",), (72, 700 - 150 * k), 14, bold=True),
        Part("P", BODY, (72, 680 - 150 * k)),
    )
]
fault("some headings in bold type only", "heading-as-paragraph", [good()[0], *more])
fault(
    "one heading in bold type only",
    "heading-as-paragraph",
    document(at_5={"role": "P"}, at_6={"role": "P", "inside": (), "lines": MORE, "at": (72, 480)}),
)
fault(
    "all headings of level 1",
    "headings-one-level",
    [
        Part("H1", ("Nurses and their work",), (72, 740), 22),
        Part("P", BODY, (72, 710)),
        Part("H1", ("What the work asks for",), (72, 640), 15),
        Part("P", MORE, (72, 620)),
        Part("H1", ("What it pays",), (72, 540), 15),
        Part("H1", ("What comes next",), (72, 500), 13),
    ],
)
fault(
    "levels upside down", "heading-levels-look-wrong", document(at_0={"size": 12}, at_2={"size": 20}, at_5={"size": 20})
)
fault("a paragraph as a heading", "heading-endless", document(at_3={"role": "H2"}))
fault("a heading that says nothing", "heading-says-nothing", document(at_2={"lines": ("Heading 2",)}))

# -- lists, tables, paragraphs
fault(
    "bullets in paragraphs",
    "list-as-paragraphs",
    [*good()[:4], *paragraphs("• Give medicines", "• Teach patients", "• Keep records")],
)
fault(
    "hyphens in paragraphs",
    "list-as-paragraphs",
    [*good()[:4], *paragraphs("- Give medicines", "- Teach patients", "- Keep records")],
)
fault(
    "numbers in paragraphs",
    "list-as-paragraphs",
    [*good()[:4], *paragraphs("1. Learn about it", "2. Apply to a school", "3. Pass")],
)
fault(
    "a list in one paragraph",
    "list-as-paragraphs",
    [*good()[:4], Part("P", ("• Give medicines", "• Teach patients", "• Keep records"), (72, 420))],
)
fault(
    "letters in paragraphs",
    "list-as-paragraphs",
    [*good()[:4], *paragraphs("a) Learn about it", "b) Apply to a school", "c) Pass")],
)
singles = tuple(
    Part("L", inside=(Part("LI", inside=(Part("LBody", (f"Duty number {k}",), (84, 420 - 16 * k)),)),))
    for k in range(4)
)
fault("a list of its own for each item", "list-in-pieces", [*good()[:4], Part("Sect", inside=singles)])
cells = [
    Part("P", cells=tuple((72.0 + 140 * k, cell) for k, cell in enumerate(row)), at=(72, 420 - 16 * n))
    for n, row in enumerate(ROWS)
]
fault("rows in paragraphs", "table-as-paragraphs", [*good()[:4], *cells])
each = [Part("P", (cell,), (72 + 140 * k, 420 - 16 * n)) for n, row in enumerate(ROWS) for k, cell in enumerate(row)]
fault("cells in paragraphs", "table-as-paragraphs", [*good()[:4], *each])
two = [
    Part("P", cells=((72.0, f"In the year {2020 + n}"), (300.0, f"{80 + n},400")), at=(72, 420 - 16 * n))
    for n in range(5)
]
fault("two columns with figures in paragraphs", "table-as-paragraphs", [*good()[:4], *two])
by_columns = [Part("P", (ROWS[n][k],), (72 + 140 * k, 420 - 16 * n)) for k in range(3) for n in range(4)]
fault("cells in paragraphs, read by columns", "table-as-paragraphs", [*good()[:4], *by_columns])
fault("lines as paragraphs", "paragraph-in-pieces", [*good()[:3], *paragraphs(*MORE, top=600)])
fault(
    "a table of one column",
    "layout-table",
    document(
        at_6={
            "inside": tuple(
                Part("TR", inside=(Part("TD", (line,), (72, 460 - 16 * n)),)) for n, line in enumerate(MORE)
            )
        }
    ),
)
fault(
    "a table of one row",
    "layout-table",
    document(
        at_6={"inside": (Part("TR", inside=tuple(Part("TD", (f"Cell {k}",), (72 + 90 * k, 460)) for k in range(4))),)}
    ),
)
fault(
    "a table without headers",
    "table-without-header",
    document(
        at_6={
            "inside": tuple(
                Part("TR", inside=tuple(Part("TD", (c,), (72 + 140 * k, 460 - 16 * n)) for k, c in enumerate(row)))
                for n, row in enumerate(ROWS)
            )
        }
    ),
)
fault(
    "a table of headers alone",
    "table-all-headers",
    document(
        at_6={
            "inside": tuple(
                Part("TR", inside=tuple(Part("TH", (c,), (72 + 140 * k, 460 - 16 * n)) for k, c in enumerate(row)))
                for n, row in enumerate(ROWS)
            )
        }
    ),
)
across = Part(
    "P",
    cells=(),
    inside=tuple(
        Part("Span", cells=((72.0, left), (330.0, right)), at=(72, 420 - 16 * n))
        for n, (left, right) in enumerate(
            zip(
                ("Nurses care for people", "who are ill at home or", "in a clinic and watch", "over them by night"),
                (
                    "The work asks for strength",
                    "and for much patience, and",
                    "for those who can stand",
                    "for hours on their feet",
                ),
                strict=True,
            )
        )
    ),
)
fault("columns read across", "columns-mixed", [*good()[:4], across])

fault(
    "a paragraph for each bullet",
    "list-as-paragraphs",
    [
        *good()[:4],
        *(Part("P", (t,), (x, 420 - 16 * k)) for k in range(3) for x, t in ((72, "•"), (90, "Give medicines to all"))),
    ],
)
noted = [
    row for n, cell in enumerate(cells) for row in (cell, Part("P", ("A note below the row",), (72, 412 - 16 * n), 6))
]
fault("rows in paragraphs with notes between", "table-as-paragraphs", [*good()[:4], *noted])

# -- order
fault("everything backwards", "order-upwards", good()[::-1])
swapped = good()
swapped[1], swapped[3] = swapped[3], swapped[1]
fault("two paragraphs swapped", "order-upwards", swapped)
fault("a heading after its text", "order-upwards", [*good()[:2], good()[3], good()[2], *good()[4:]])
fault(
    "a page read before the one ahead of it",
    "order-pages",
    [*(replace(p, page=2) for p in good()[:4]), Part("P", BODY, (72, 700))],
    pages=2,
)

# -- pictures
for number, alt in enumerate(
    (
        "image",
        "Picture 3",
        "image1.png",
        "logo",
        "Photo of",
        "an image",
        "IMG_2041",
        "alt text",
        "Figure 1",
        "graphic",
        "x",
        "DSC00123",
        "picture of chart",
        "Insert alt text here",
        "https://www.college.example/nurse.jpg",
        "placeholder",
    )
):
    fault(
        f"alternative text {number}: {alt}", "figure-alt-placeholder", document(at_7={"entries": {"Alt": String(alt)}})
    )
automatic = "A picture containing person, indoor Description automatically generated"
fault("an automatic alternative text", "figure-alt-automatic", document(at_7={"entries": {"Alt": String(automatic)}}))
fault(
    "an endless alternative text", "figure-alt-endless", document(at_7={"entries": {"Alt": String(" ".join(BODY) * 3)}})
)
twice = Part("Figure", image=(50, 50), at=(300, 290), entries=good()[7].entries)
fault("two pictures with one text", "figure-alt-repeated", [*good()[:8], twice, good()[8]])
caption = Part("Caption", ("A nurse at a bed shows a patient the pump",), (72, 280))
fault("a picture that repeats its caption", "figure-alt-repeats", [*good()[:8], caption, good()[8]])
fault(
    "a large picture as decoration",
    "picture-skipped",
    document(at_7={"artifact": True, "image": (400, 150), "at": (72, 150)}),
)

# -- links
for number, words in enumerate(
    ("click here", "here", "Read more", "more", "Link", "this page", "Learn more...", "hier", "aquí")
):
    fault(f"link {number}: {words}", "link-says-nothing", linked(lines=(words,), contents=words))
fault(
    "an address of a line's length",
    "link-address-as-text",
    linked(lines=("https://www.bls.gov/ooh/healthcare/registered-nurses.htm?view=full&x=1",)),
)
fault("a description that says nothing", "link-description-says-nothing", linked(contents="Link 3"))
fault("a description of two words", "link-description-says-nothing", linked(contents="click here"))
fault("a script that does nothing", "link-leads-nowhere", linked(link="javascript:void(0)"))
fault("an address without its beginning", "link-leads-nowhere", linked(link="www.bls.gov"))
fault("no action", "link-leads-nowhere", linked(link={}))
fault("an empty address", "link-leads-nowhere", linked(link=""))
fault("a number sign for an address", "link-leads-nowhere", linked(link="#"))
fault("an address that is none", "link-leads-nowhere", linked(link="http://"))
fault("a place that is not there", "link-leads-nowhere", linked(link=Dictionary(S=Name.GoTo, D=String("nowhere"))))
fault("a link to a disk", "link-local", linked(link="file:///C:/Users/me/nurses.pdf"))
fault("a link to this computer", "link-local", linked(link="http://localhost:8080/nurses"))
fault("a file that is not there", "link-file-missing", linked(link="data-scientist.pdf"))
fault("an area of no size", "link-area-empty", linked(rect=(72, 200, 72, 200)))
fault("an area outside the page", "link-area-off-page", linked(rect=(700, 200, 800, 220)))
fault("an area over another text", "link-area-off-text", linked(rect=(400, 20, 500, 40)))

# -- what eyes do not see
fault("tiny text", "text-tiny", document(at_3={"size": 3}))
fault("invisible text", "text-hidden", document(at_3={"mode": 3}))
fault("text behind a box", "text-hidden", document(at_3={"after": "1 g 0 560 612 90 re f 0 g"}))
fault("text beside the page", "text-hidden", document(at_3={"at": (900, 600)}))
fault("a light line in a picture's place", "text-maybe-too-weak", document(at_3={"colour": "0.9 g", "artifact": True}))
fault("running text as decoration", "text-skipped", document(at_3={"artifact": True}))
fault("a table with a text in its place", "table-replaced", document(at_6={"entries": {"Alt": String("Pay")}}))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_meaning_is_named(name: str, tmp_path: Path) -> None:
    rule, make = FAULTS[name]
    found = findings(make(tmp_path))
    assert rule in found, found


@pytest.mark.parametrize("settings", [{}, {"lang": "en-US"}, {"pages": 12, "bookmarks": True}, {"title": "Nurses"}])
def test_a_good_document_is_left_alone(settings: dict[str, Any], tmp_path: Path) -> None:
    assert findings(write(tmp_path / "made.pdf", good(), **settings)) == {}


def test_two_columns_are_read_one_after_the_other_without_a_question(tmp_path: Path) -> None:
    columns = [
        Part("H1", ("Nurses and their work",), (72, 740), 18),
        *(Part("P", (line[:36] + ".",), (72, 700 - 16 * k)) for k, line in enumerate(BODY + MORE)),
        *(Part("P", (line[:36] + ".",), (330, 700 - 16 * k)) for k, line in enumerate(MORE + BODY)),
    ]
    assert findings(write(tmp_path / "made.pdf", columns)) == {}


def test_paragraphs_side_by_side_are_no_table(tmp_path: Path) -> None:
    left, right = (tuple(line[:34] for line in lines) for lines in (BODY, MORE))
    parts = [good()[0], Part("P", left, (72, 700)), Part("P", right, (330, 700))]
    assert findings(write(tmp_path / "made.pdf", parts)) == {}


def test_a_part_in_another_language_that_says_so_is_left_alone(tmp_path: Path) -> None:
    parts = document(at_3={"lines": SPANISH, "entries": {"Lang": String("es")}})
    assert findings(write(tmp_path / "made.pdf", parts)) == {}


def test_a_link_to_a_file_beside_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data scientist.pdf").write_bytes(b"%PDF-1.7")
    assert findings(write(tmp_path / "made.pdf", linked(link="data%20scientist.pdf#page=2"))) == {}


def test_a_link_inside_the_document_leads_on_by_page_name_or_tag(tmp_path: Path) -> None:
    path = write(tmp_path / "made.pdf", linked(link=Dictionary(S=Name.GoTo, D=String("there"))))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("there"), Array([page, Name.Fit])])))
        pdf.save(path)
    assert findings(path) == {}
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        element = pdf.Root.StructTreeRoot.K.K[0]
        pdf.pages[0].obj.Annots[0].A = Dictionary(S=Name.GoTo, SD=Array([element, Name.Fit]))
        pdf.save(path)
    assert findings(path) == {}


def test_a_handout_raises_no_question(handout_pdf: Path) -> None:
    assert findings(handout_pdf) == {}
