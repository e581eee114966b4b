"""Files as they come in: what cannot be printed rightly is refused or said, with its page and what to do."""

import re
import time
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Permissions
from pikepdf.settings import get_qpdf_limits

from careerpdf.press.complexity import DEEPEST
from tests.support.press_files import HALF, P, Press, block, codes, numbered, pdf_of, pictures


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    file = BytesIO()
    pdf.save(file, **how)  # type: ignore[arg-type]
    return file.getvalue()


def encrypted(**how: object) -> bytes:
    with pikepdf.open(BytesIO(numbered(2))) as pdf:
        return saved(pdf, encryption=Encryption(**how))  # type: ignore[arg-type]


def forms(pdf: pikepdf.Pdf, depth: int, width: int) -> pikepdf.Object:
    """Forms in each other, each drawing the next `width` times."""
    inside: pikepdf.Object | None = None
    for _ in range(depth):
        form = pdf.make_stream(b"/X Do " * width if inside else b"0 0 9 9 re f")
        form[Name.Type], form[Name.Subtype], form[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 99, 99])
        form[Name.Resources] = Dictionary(XObject=Dictionary(X=inside)) if inside else Dictionary()
        inside = pdf.make_indirect(form)
    assert inside is not None
    return inside


def drawing(depth: int, width: int, *, circle: bool = False, name: str = "O") -> bytes:
    with pikepdf.open(BytesIO(pdf_of(P(), P(content=f"/{name} Do")))) as pdf:
        form = forms(pdf, depth, width)
        if circle:
            form.Resources = Dictionary(XObject=Dictionary(X=form))
        pdf.pages[1].obj.Resources = Dictionary(XObject=Dictionary(O=form))
        return saved(pdf)


@pytest.mark.parametrize("strength", [4, 6])
def test_a_file_that_only_its_owner_may_change_is_printed(printed: Press, strength: int) -> None:
    pressed, data = printed(encrypted(owner="secret", user="", R=strength), layout="booklet")
    assert codes(pressed) == []
    with pikepdf.open(BytesIO(data)) as made:
        assert not made.is_encrypted


def test_a_file_that_needs_a_password_is_refused(printed: Press) -> None:
    pressed, _ = printed(encrypted(owner="secret", user="word"), layout="booklet")
    assert [problem.format() for problem in pressed.diagnostics] == [
        "file-1.pdf: error[encrypted]: it is encrypted and needs a password\n"
        "  hint: save it without a password and print that"
    ]


def test_a_file_that_may_not_be_printed_is_not(printed: Press) -> None:
    forbidden = Permissions(print_lowres=False, print_highres=False)
    pressed, _ = printed(encrypted(owner="secret", user="", allow=forbidden), layout="booklet")
    assert codes(pressed) == ["printing-forbidden"]
    coarse = Permissions(print_lowres=True, print_highres=False)
    assert printed(encrypted(owner="secret", user="", allow=coarse), layout="booklet")[0].ok


def test_a_form_whose_pages_are_not_in_the_file_is_refused(printed: Press) -> None:
    with pikepdf.open(BytesIO(pdf_of(P(content="BT (Please wait...) Tj ET")))) as pdf:
        pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b"<xdp/>"))
        assert codes(printed(saved(pdf), layout="perfect")[0]) == [], "its pages are in the file, too"
        pdf.Root.NeedsRendering = True
        pressed, _ = printed(saved(pdf), layout="perfect")
    assert codes(pressed) == ["xfa-form"]
    assert "open it in Adobe Reader" in (pressed.diagnostics[0].hint or "")


def test_of_a_portfolio_it_is_said_that_only_the_cover_is_printed(printed: Press) -> None:
    with pikepdf.open(BytesIO(numbered(1))) as pdf:
        pdf.Root.Collection = Dictionary(View=Name.D)
        assert codes(printed(saved(pdf), layout="perfect")[0]) == ["portfolio"]


def test_scripts_attachments_and_signatures_are_left_behind(printed: Press) -> None:
    with pikepdf.open(BytesIO(numbered(1))) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        pdf.attachments["data.csv"] = b"1,2"
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T="s", F=4, Rect=[0, 0, 0, 0])
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = Dictionary(Fields=Array(list(pdf.pages[0].obj.Annots)), SigFlags=3)
        pressed, data = printed(saved(pdf), layout="perfect")
    assert codes(pressed) == []
    assert b"alert" not in data
    with pikepdf.open(BytesIO(data)) as made:
        assert set(made.Root.keys()) == {"/Type", "/Pages", "/Metadata", "/ViewerPreferences"}


# -- damage


def test_what_was_added_to_a_file_later_is_printed(printed: Press) -> None:
    before = pdf_of(P(content="1 0 0 rg 0 0 396 612 re f"))
    with pikepdf.open(BytesIO(before)) as pdf:
        number, last = pdf.pages[0].obj.Contents.objgen[0], re.findall(rb"startxref\s+(\d+)", before)[-1]
        size = len(pdf.objects) + 1
    stream = b"0 0 1 rg 0 0 396 612 re f"
    added = b"\n%d 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (number, len(stream), stream)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(before) + 1)
    trailer = b"trailer <</Size %d/Root 1 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, last, len(before + added))
    pressed, data = printed(before + added + table + trailer, layout="perfect")
    assert codes(pressed) == ["no-bleed"]
    assert pictures(data)[0].getpixel((50, 50)) == (0, 0, 255)


def test_a_file_that_ends_too_early_is_refused(printed: Press) -> None:
    data = numbered(4)
    for share in (0.3, 0.6, 0.9, 0.99):
        pressed, _ = printed(data[: int(len(data) * share)], layout="booklet")
        assert codes(pressed) == ["damaged-pdf"]
        assert pressed.diagnostics[0].hint


def test_a_file_with_a_wrong_table_of_contents_is_printed_and_that_is_said(printed: Press) -> None:
    pressed, data = printed(re.sub(rb"startxref\s+\d+", b"startxref 7", numbered(4)), layout="booklet")
    assert codes(pressed) == ["repaired-pdf"]
    assert [page.getcolors(1 << 20) for page in pictures(data)] != []


@pytest.mark.parametrize("lost", [b"/Contents", b"/Kids"])
def test_a_file_in_which_a_part_of_its_pages_is_missing_is_refused(printed: Press, lost: bytes) -> None:
    data = numbered(2)
    number = re.search(lost + rb" ?\[? ?(\d+) 0 R", data)
    assert number
    data = re.sub(rb"\n%s 0 obj" % number[1], b"\nXXXXXXX", data)
    pressed, _ = printed(re.sub(rb"startxref\s+\d+", b"startxref 7", data), layout="booklet")
    assert pressed.path is None
    assert codes(pressed) == ["damaged-pdf"]


def test_pages_whose_content_is_damaged_are_named(printed: Press) -> None:
    with pikepdf.open(BytesIO(numbered(4))) as pdf:
        for number in (1, 3):
            pdf.pages[number].obj.Contents.write(b"this is not compressed", filter=Name.FlateDecode)
        data = saved(pdf)
    pressed, _ = printed(data, layout="booklet")
    assert [problem.format().splitlines()[0] for problem in pressed.diagnostics] == [
        "file-1.pdf: error[damaged-page]: pages 2, 4: what is drawn on it cannot be read"
    ]


def test_a_picture_that_is_damaged_is_said_with_its_page(printed: Press) -> None:
    with pikepdf.open(BytesIO(pdf_of(P(content=block(1)), P(content="q 99 0 0 99 100 100 cm /A Do Q")))) as pdf:
        picture = pdf.make_stream(b"")
        picture.write(b"\x78\x9cno picture", filter=Name.FlateDecode)
        picture[Name.Type], picture[Name.Subtype] = Name.XObject, Name.Image
        picture[Name.Width], picture[Name.Height], picture[Name.BitsPerComponent] = 400, 400, 8
        picture[Name.ColorSpace] = Name.DeviceRGB
        pdf.pages[1].obj.Resources = Dictionary(XObject=Dictionary(A=pdf.make_indirect(picture)))
        data = saved(pdf)
    pressed, _ = printed(data, layout="booklet")
    assert codes(pressed) == ["damaged-content"]
    assert pressed.diagnostics[0].message.startswith("page 2: a picture, a font or another part is damaged")
    assert "color-left" in codes(printed(data, layout="booklet", gray=True)[0])


# -- limits that count


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (drawing(20, 10), "page 2: drawings on it repeat each other hundreds of millions of times"),
        (drawing(20, 10, name="#4f"), "page 2: drawings on it repeat each other hundreds of millions of times"),
        (drawing(DEEPEST + 2, 1), f"page 2: drawings on it are nested more than {DEEPEST} deep"),
        (drawing(1, 1, circle=True), None),
        (drawing(2, 1, circle=True), "page 2: a drawing on it contains itself"),
    ],
)
def test_drawings_that_no_machine_would_finish_are_refused(printed: Press, data: bytes, said: str | None) -> None:
    start = time.process_time()
    pressed, _ = printed(data, layout="booklet")
    assert time.process_time() - start < 2
    assert [problem.message for problem in pressed.diagnostics] == ([said] if said else [])
    assert all(problem.hint for problem in pressed.diagnostics)


def test_drawings_that_are_repeated_often_are_printed_but_not_looked_through(printed: Press) -> None:
    start = time.process_time()
    pressed, data = printed(drawing(5, 40), layout="booklet")
    assert time.process_time() - start < 4
    assert codes(pressed) == ["not-examined"]
    assert pressed.diagnostics[0].message == "page 2: it was not looked through for small text and thin lines"
    with pikepdf.open(BytesIO(data)) as made:
        assert len(made.pages) == 2


def test_more_notes_than_anybody_wrote_are_refused_with_their_page(printed: Press) -> None:
    with pikepdf.open(BytesIO(pdf_of(P(), P()))) as pdf:
        note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Square, F=4, Rect=[9, 9, 99, 99]))
        pdf.pages[1].obj.Annots = Array([note] * 2001)
        pressed, _ = printed(saved(pdf), layout="booklet")
    assert [problem.message for problem in pressed.diagnostics] == ["page 2: it has more than 2,000 notes and fields"]
    assert "print it to a new PDF from a viewer" in (pressed.diagnostics[0].hint or "")


def test_text_on_many_areas_takes_no_longer_than_its_share(printed: Press) -> None:
    lines = "".join(
        f"0.{k % 10} g {k % 390} {k % 600} 5 5 re f BT /F 9 Tf {k % 390} 50 Td (abc) Tj ET\n" for k in range(2500)
    )
    font = Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    start = time.process_time()
    pressed, _ = printed(pdf_of(P(content=lines, resources=Dictionary(Font=font))), layout="booklet")
    assert pressed.ok
    assert time.process_time() - start < 3


def test_a_stream_that_unpacks_to_more_than_any_page_holds_is_damage(
    printed: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careerpdf.press.intake._MOST_DECODED", 1_000_000)
    before = get_qpdf_limits()
    with pikepdf.open(BytesIO(numbered(2))) as pdf:
        packed = zlib.compress(zlib.compress(b" " * 20_000_000, 9), 9)
        assert len(packed) < 1000
        pdf.pages[1].obj.Contents.write(packed, filter=[Name.FlateDecode, Name.FlateDecode])  # type: ignore[arg-type]
        data = saved(pdf)
    pressed, _ = printed(data, layout="perfect")
    assert [problem.message for problem in pressed.diagnostics] == ["page 2: what is drawn on it cannot be read"]
    assert get_qpdf_limits() == before, "other parts of the program have limits of their own"


def test_a_thousand_pages_of_a_thousand_sizes_are_a_few_messages(printed: Press) -> None:
    pages = [P((300.0 + k, 400.0 + k)) for k in range(300)]
    pressed, _ = printed(pdf_of(P(HALF), P(HALF), *pages), layout="booklet")
    assert not pressed.ok
    assert len(pressed.diagnostics) == 6
    assert pressed.diagnostics[-1].message.endswith("sizes")
