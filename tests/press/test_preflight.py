"""What would come back from the print shop is said before it goes there, with page and object."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from careerpdf.press.units import POINTS
from tests.support.press_files import HALF, P, Press, codes, image_stream, pdf_of


def words(text: str, size: float, x: float = 100, y: float = 300) -> str:
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET"


def lettered(*contents: str) -> bytes:
    """Pages with a font that is in the file: each letter is a square."""
    pdf = pikepdf.new()
    square = pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 750, 750], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(square=pdf.make_indirect(square)), FirstChar=97, LastChar=122, Widths=[1000] * 26,
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, *[Name("/" + chr(c)) for c in range(97, 123)]])),
    )  # fmt: skip
    shared = pdf.make_indirect(font)
    for content in contents:
        page = Dictionary(
            Type=Name.Page, MediaBox=[0, 0, *HALF], Resources=Dictionary(Font=Dictionary(F=shared)),
            Contents=pdf.make_stream(content.encode()),
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))

    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def warnings(printed: Press, source: bytes, **job: object) -> dict[str, str]:
    pressed, _ = printed(source, **{"layout": "perfect", "bleed": 9.0, **job})
    assert pressed.ok, "warnings stop nothing"
    return {problem.code: problem.message for problem in pressed.diagnostics}


def test_a_sound_page_is_not_warned_of(printed: Press) -> None:
    assert warnings(printed, lettered(f"{words('hello', 9)} 1 w 50 50 m 200 50 l S")) == {}


def test_small_text_is_said_with_its_size_and_its_words(printed: Press) -> None:
    source = lettered(words("large", 6), words("tiny", 5.25), words("tiny", 5.9))
    assert warnings(printed, source) == {"small-text": "pages 2–3: text of 5.2 pt, such as “tiny”"}


def test_text_that_a_matrix_makes_small_is_small(printed: Press) -> None:
    assert "small-text" in warnings(printed, lettered(f"q 0.5 0 0 0.5 0 0 cm {words('hi', 9, 300, 600)} Q"))
    assert "small-text" not in warnings(printed, lettered(f"q 2 0 0 2 0 0 cm {words('hi', 4, 50, 150)} Q"))


@pytest.mark.parametrize(
    "line", ["0.1 w 50 72 m 200 72 l S", "0 w 50 72 m 200 72 l S", "50 72 150 0.1 re f", "q 0.1 0 0 0.1 0 0 cm 1 w "
             "500 720 m 2000 720 l S Q"],
)  # fmt: skip
def test_hairlines_are_said_with_their_place(printed: Press, line: str) -> None:
    said = warnings(printed, lettered(line))
    assert said["hairline"].startswith("page 1: a line thinner than 0.25 pt, such as the one at 0.7 in from the left,")


def test_lines_of_a_quarter_point_and_clipping_paths_are_no_hairlines(printed: Press) -> None:
    assert warnings(printed, lettered("0.25 w 50 50 m 200 50 l S 50 99 150 0.1 re W n")) == {}


@pytest.mark.parametrize(("pixels", "coarse"), [(100, True), (190, True), (201, False), (300, False)])
def test_pictures_are_measured_at_their_size(printed: Press, pixels: int, coarse: bool) -> None:
    pdf = pikepdf.new()
    image = pdf.make_indirect(image_stream(pdf, Image.new("RGB", (pixels, pixels * 2))))
    page = Dictionary(
        Type=Name.Page, MediaBox=[0, 0, *HALF], Resources=Dictionary(XObject=Dictionary(A=image)),
        Contents=pdf.make_stream(b"q 72 0 0 144 100 100 cm /A Do Q"),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))

    file = BytesIO()
    pdf.save(file)
    said = warnings(printed, file.getvalue())
    assert ("coarse-picture" in said) == coarse
    if coarse:
        assert f"a picture of {pixels} dpi at its size" in said["coarse-picture"]


def test_what_stands_near_the_cut_is_said(printed: Press) -> None:
    near, inside = 2 * POINTS["mm"], 3.5 * POINTS["mm"]
    assert warnings(printed, lettered(words("edge", 9, near)))["near-the-edge"] == (
        "page 1: what stands less than 3 mm from the cut may be cut off, such as “edge”"
    )
    assert warnings(printed, lettered(words("edge", 9, inside))) == {}
    assert warnings(printed, lettered(words("slug", 9, 100, -60))) == {}, "outside of the sheet's part that is kept"
    in_order = lettered(words("edge", 9, near))
    assert "near-the-edge" in warnings(printed, in_order, bleed=0.0), "a shop cuts single pages"
    assert warnings(printed, in_order, layout="booklet", sheet="letter", bleed=0.0) == {}, "nothing is cut"


@pytest.mark.parametrize(
    ("area", "bleed", "said"),
    [
        ("0 0 396 100", 9.0, True), ("-9 -9 414 100", 9.0, False), ("-8 -8 412 100", 9.0, False),
        ("-4 -4 404 100", 9.0, True),
        ("0.2 300 50 50", 9.0, True), ("20 20 50 50", 9.0, False), ("-9 -9 414 630", 9.0, False),
    ],
)  # fmt: skip
def test_an_area_that_ends_at_the_edge_is_said(printed: Press, area: str, bleed: float, said: bool) -> None:
    assert ("no-bleed" in warnings(printed, lettered(f"1 0 0 rg {area} re f"), bleed=bleed)) == said


def test_white_areas_need_no_bleed(printed: Press) -> None:
    assert warnings(printed, lettered("1 1 1 rg 0 0 396 612 re f")) == {}


def test_layers_that_are_switched_off_are_said(printed: Press) -> None:
    pdf = pikepdf.open(BytesIO(lettered("/OC /Draft BDC 50 50 9 9 re f EMC")))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
    pdf.pages[0].Resources.Properties = Dictionary(Draft=layer)
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    file = BytesIO()
    pdf.save(file)
    assert warnings(printed, file.getvalue()) == {
        "hidden-layers": "the layer “Draft” is switched off for printing, and not printed"
    }


def test_many_places_are_one_warning(printed: Press) -> None:
    pressed, _ = printed(lettered(*[words("tiny", 5)] * 40), layout="perfect")
    assert codes(pressed) == ["small-text"]
    assert pressed.diagnostics[0].message.startswith("pages 1–40: ")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "not-a-pdf"), (b"%PDF-1.7\nrubbish", "damaged-pdf"), (pdf_of(P())[:-300], "damaged-pdf")],
)
def test_a_file_that_cannot_be_read_is_said(printed: Press, data: bytes, code: str) -> None:
    pressed, _ = printed(data, layout="perfect")
    assert codes(pressed) == [code]
    assert pressed.diagnostics[0].file == "file-1.pdf"


def test_a_file_without_pages_is_said(printed: Press) -> None:
    assert codes(printed(pdf_of(), layout="perfect")[0]) == ["no-pages"]


def test_all_fonts_that_are_not_in_the_file_are_one_message(printed: Press) -> None:
    fonts = {f"/F{n}": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/Face{n}")) for n in range(6)}
    source = pdf_of(P(), P(resources=Dictionary(Font=Dictionary({"/F5": fonts["/F5"]}))))
    assert (
        warnings(printed, source, layout="perfect")["font-not-embedded"] == "page 2: the font Face5 is not in the file"
    )
    source = pdf_of(P(resources=Dictionary(Font=Dictionary(fonts))), P())
    assert warnings(printed, source, layout="perfect")["font-not-embedded"] == (
        "page 1: the fonts Face0, Face1, Face2, Face3 and 2 more are not in the file"
    )


@pytest.mark.parametrize(
    ("turn", "where"),
    [
        (0, "1.4 in from the left, 3.5 in from the top"), (90, "5.0 in from the left, 1.4 in from the top"),
        (180, "4.0 in from the left, 5.0 in from the top"), (270, "3.5 in from the left, 4.0 in from the top"),
    ],
)  # fmt: skip
def test_places_are_those_of_the_page_as_it_is_seen(printed: Press, turn: int, where: str) -> None:
    source = pdf_of(P(content="0.1 w 100 360 8 0 re S", more=Dictionary(Rotate=turn)))
    assert warnings(printed, source, layout="perfect")["hairline"].endswith(f"such as the one at {where}")
