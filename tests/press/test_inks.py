"""Inks that a press can hold: tints of a tenth, black alone for text and codes, and black that overprints."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image
from qrcodegen import QrCode

from careerpdf.press.colour import LEAST_TINT, Cmyk, held, read_profile, screened
from tests.support.handouts import Handouts
from tests.support.press_files import HALF, P, Press, image_stream, operators, pdf_of

tints = st.lists(st.floats(0, 1), min_size=1, max_size=4)
INKS = ("k", "K")


@given(tints=tints, text=st.booleans())
def test_each_ink_of_a_flat_color_is_a_tenth_or_none(tints: list[float], text: bool) -> None:
    made = held(tuple(tints), text=text)
    assert all(tint == 0 or LEAST_TINT <= tint <= 1 for tint in made)
    assert held(made, text=text) == made
    if max(tints) >= 0.02 and not text:
        assert any(made), "a panel stays one"
    if max(tints) >= LEAST_TINT:
        assert all(abs(a - b) <= LEAST_TINT / 2 + 1e-9 for a, b in zip(tints, made, strict=True))


@pytest.mark.parametrize(
    ("inks", "text", "held_inks"),
    [
        ((0.05, 0.02, 0.03, 0), False, (0.1, 0, 0.1, 0)),
        ((0.05, 0.02, 0.01, 0), False, (0.1, 0, 0, 0)),
        ((0.6, 0.08, 0.02, 0), False, (0.6, 0.1, 0, 0)),
        ((0, 0, 0, 0.07), False, (0, 0, 0, 0.1)),
        ((0, 0, 0, 0.07), True, (0, 0, 0, 0)),
        ((0.01, 0.01, 0, 0), False, (0, 0, 0, 0)),
        ((0.95,), False, (0.9,)),
        ((0.95,), True, (1.0,)),
        ((0.99,), False, (1.0,)),
        ((0.3,), False, (0.3,)),
    ],
)
def test_tints_are_made_as_strong_as_they_must_be(
    inks: tuple[float, ...], text: bool, held_inks: tuple[float, ...]
) -> None:
    assert screened(inks, text=text) == pytest.approx(held_inks)


def flat_inks(data: bytes) -> set[float]:
    with pikepdf.open(BytesIO(data)) as pdf:
        count = len(pdf.pages)
    found: set[float] = set()
    for page in range(count):
        for operator, operands in operators(data, page=page):
            if operator in INKS:
                found.update(float(value) for value in operands)  # type: ignore[arg-type]
            if operator in ("g", "G"):
                found.update(1 - float(value) for value in operands)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("style", ["modern", "plain", "bold", "classic"])
@pytest.mark.parametrize("gray", [True, False])
def test_no_handout_has_a_tint_that_a_press_loses(
    printed: Press, handouts: Handouts, icc: Path, style: str, gray: bool
) -> None:
    source = handouts("full", style).path.read_bytes()
    pressed, data = printed(source, layout="perfect", gray=gray, pdfx=None if gray else icc)
    assert pressed.ok
    found = flat_inks(data)
    assert any(found)
    assert all(ink < 1e-6 or ink >= LEAST_TINT - 1e-4 for ink in found), sorted(found)


def test_spot_colors_hold_too_and_gradients_and_masks_are_left_alone(printed: Press, icc: Path) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0.6, 0.1], N=1)
    spot = Array([Name.Separation, Name("/PANTONE 200"), Name.DeviceCMYK, tint])
    fade = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 99, 0],
        Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0.05, 0, 0, 0], N=1),
    )  # fmt: skip
    resources = Dictionary(ColorSpace=Dictionary(S=spot), Shading=Dictionary(F=fade))
    source = pdf_of(P(content="/S cs 0.06 scn 9 9 99 99 re f /F sh", resources=resources))
    _, data = printed(source, layout="perfect", pdfx=icc)
    assert ("scn", [pytest.approx(0.1)]) in [
        (name, [float(v) for v in values])
        for name, values in operators(data)
        if name == "scn"  # type: ignore[arg-type]
    ]
    with pikepdf.open(BytesIO(data)) as pdf:
        (form,) = pdf.pages[0].resources.XObject.values()
        assert float(form.Resources.Shading.F.Function.C1[0]) == 0.05


# -- black alone


@pytest.fixture
def press(icc: Path) -> Cmyk:
    found = read_profile(icc)
    assert isinstance(found, Cmyk)
    return found


@pytest.mark.parametrize(
    ("source", "inks"),
    [
        ((0.75, 0.68, 0.67, 0.9), (0, 0, 0, 1)),
        ((0.6, 0.4, 0.4, 1), (0, 0, 0, 1)),
        ((1, 1, 1, 1), (0, 0, 0, 1)),
        ((0, 0, 0, 0.6), (0, 0, 0, 0.6)),
        ((1, 0.9, 0.1, 0.1), (1, 0.9, 0.1, 0.1)),
        ((0, 0, 0, 0), (0, 0, 0, 0)),
    ],
)
def test_text_in_black_of_four_inks_is_black_alone_and_areas_stay(
    press: Cmyk, source: tuple[float, ...], inks: tuple[float, ...]
) -> None:
    assert press.values(source, text=True) == inks
    assert press.values(source, text=False) == source


def code(side: int = 4) -> Image.Image:
    made = QrCode.encode_text("https://example.org/apply", QrCode.Ecc.MEDIUM)
    picture = Image.new("RGB", (made.get_size() * side,) * 2, "white")
    for x in range(picture.width):
        for y in range(picture.height):
            if made.get_module(x // side, y // side):
                picture.putpixel((x, y), (0, 0, 0))
    return picture


def test_a_code_that_is_a_picture_is_black_ink_alone(press: Cmyk) -> None:
    picture = press.picture(code())
    assert picture.mode == "L", "which is black ink alone in a job of four inks"
    assert {step for _, step in picture.getcolors() or ()} == {0, 255}
    jpeg = BytesIO()
    code(8).save(jpeg, "JPEG", quality=70)
    assert press.picture(Image.open(jpeg)).mode == "L", "and so is one with the noise of a JPEG"
    assert press.picture(Image.new("RGB", (9, 9), (200, 190, 180))).mode == "CMYK"


def test_a_code_that_is_drawn_is_black_ink_alone_while_one_area_of_its_color_is_not(printed: Press, icc: Path) -> None:
    made = QrCode.encode_text("https://example.org", QrCode.Ecc.LOW)
    side = range(made.get_size())
    cells = " ".join(f"{100 + 4 * x} {300 + 4 * y} 4 4 re" for x in side for y in side if made.get_module(x, y))
    content = f"0.122 0.161 0.216 rg {cells} f 50 50 90 90 re f"
    _, data = printed(pdf_of(P(content=content)), layout="perfect", pdfx=icc)
    inks = [tuple(float(value) for value in operands) for name, operands in operators(data) if name == "k"]  # type: ignore[arg-type]
    assert inks[0] == (0, 0, 0, 1)
    assert inks[1] != (0, 0, 0, 1)
    assert any(inks[1][:3])


# -- overprinting


def states(data: bytes) -> list[tuple[str, bool, bool, int]]:
    """What is painted, in order, with the overprinting of areas and of lines that holds for it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        (form,) = pdf.pages[0].resources.XObject.values()
        known = form.Resources.get("/ExtGState", Dictionary())
        now, saved, found = (False, False, 0), [], []
        for instruction in pikepdf.parse_content_stream(form):
            operator = str(instruction.operator)  # type: ignore[attr-defined]
            if operator == "gs":
                state = known[str(instruction.operands[0])]  # type: ignore[attr-defined]
                stroke = bool(state.get("/OP", now[1]))
                now = (
                    bool(state.get("/op", stroke if "/OP" in state else now[0])),
                    stroke,
                    int(state.get("/OPM", now[2])),
                )
            elif operator == "q":
                saved.append(now)
            elif operator == "Q":
                now = saved.pop()
            elif operator in ("f", "S", "B", "Tj", "Do", "sh", "INLINE IMAGE"):
                found.append((operator, *now))
    return found


def painted(printed: Press, icc: Path, content: str, **resources: object) -> list[tuple[str, bool, bool, int]]:
    made = Dictionary({"/" + key: value for key, value in resources.items()})  # type: ignore[arg-type]
    pressed, data = printed(pdf_of(P(content=content, resources=made)), layout="perfect", pdfx=icc)
    assert pressed.ok, [problem.format() for problem in pressed.diagnostics]
    return states(data)


@pytest.mark.parametrize(
    ("content", "fill"),
    [
        ("0 0 0 rg 9 9 99 99 re f", True),
        ("0 g 9 9 99 99 re f", True),
        ("9 9 99 99 re f", True),
        ("0 0 0 1 k 9 9 99 99 re f", True),
        ("BT (a) Tj ET", True),
        ("0.1 0.1 0.1 rg BT (a) Tj ET", False),
        ("0.1 0.12 0.14 rg BT (a) Tj ET", True),
        ("1 0 0 rg 9 9 99 99 re f", False),
        ("0.5 g 9 9 99 99 re f", False),
        ("1 g 9 9 99 99 re f", False),
        ("0.5 0.5 0.5 1 k 9 9 99 99 re f", False),
        ("1 0 0 rg 9 9 9 9 re f 0 g", False),
        ("q 1 0 0 rg 9 9 9 9 re n Q 9 9 9 9 re f", True),
    ],
)
def test_only_what_is_black_ink_alone_overprints(printed: Press, icc: Path, content: str, fill: bool) -> None:
    (_, over, _, mode), *_ = painted(printed, icc, content)
    assert over == fill
    assert mode == 1 or not fill


def test_lines_and_areas_overprint_each_for_themselves(printed: Press, icc: Path) -> None:
    assert painted(printed, icc, "1 0 0 rg 0 G 9 9 9 9 re B") == [("B", False, True, 1)]
    assert painted(printed, icc, "0 g 1 0 0 RG 9 9 9 9 re B") == [("B", True, False, 1)]


def test_pictures_knock_out_what_is_under_them_and_stencils_are_as_their_color(printed: Press, icc: Path) -> None:
    pdf = pikepdf.new()
    picture = pdf.make_indirect(image_stream(pdf, Image.new("L", (200, 200), 9)))
    mask = image_stream(pdf, Image.new("L", (200, 200), 9))
    mask[Name.ImageMask], mask[Name.BitsPerComponent] = True, 1
    del mask[Name.ColorSpace]
    resources = Dictionary(XObject=Dictionary(A=picture, M=pdf.make_indirect(mask)))
    page = Dictionary(
        Type=Name.Page, MediaBox=[0, 0, *HALF], Resources=resources,
        Contents=pdf.make_stream(b"0 g 50 50 9 9 re f q 60 0 0 60 99 99 cm /A Do Q q 60 0 0 60 99 99 cm /M Do Q"),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    file = BytesIO()
    pdf.save(file)
    pressed, data = printed(file.getvalue(), layout="perfect", pdfx=icc)
    assert pressed.ok
    assert [(name, over) for name, over, *_ in states(data)] == [("f", True), ("Do", False), ("Do", True)]


def test_what_a_file_itself_overprints_in_inks_does_so_still_but_white_never(printed: Press, icc: Path) -> None:
    states = Dictionary(O=Dictionary(OP=True, op=True, OPM=1))
    content = "/O gs 0.5 0 0 0 k 9 9 9 9 re f 0 0 0 0 k 9 9 9 9 re f 1 0 0 rg 9 9 9 9 re f"
    asked = painted(printed, icc, content, ExtGState=states)
    assert [over for _, over, *_ in asked] == [True, False, False]


def test_forms_keep_the_overprinting_of_what_they_inherit(printed: Press, icc: Path) -> None:
    pdf = pikepdf.new()
    form = pdf.make_stream(b"9 9 9 9 re f 1 0 0 rg 9 9 9 9 re f")
    form[Name.Type], form[Name.Subtype], form[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    form[Name.Resources] = Dictionary()
    page = Dictionary(
        Type=Name.Page, MediaBox=[0, 0, *HALF], Contents=pdf.make_stream(b"0 g /F Do"),
        Resources=Dictionary(XObject=Dictionary(F=pdf.make_indirect(form))),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    file = BytesIO()
    pdf.save(file)
    _, data = printed(file.getvalue(), layout="perfect", pdfx=icc)
    assert states(data) == [("Do", True, True, 1)]
    inside = [name for name, _ in operators(data) if name in ("gs", "f", "k")]
    assert inside == ["gs", "f", "k", "gs", "f"] or inside[-4:] == ["f", "k", "gs", "f"]


def test_in_black_alone_there_is_nothing_to_overprint(printed: Press) -> None:
    _, data = printed(pdf_of(P(content="0 g 9 9 9 9 re f")), layout="perfect", gray=True)
    assert "gs" not in {name for name, _ in operators(data)}


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_another_program_keeps_the_ink_that_is_under_black(printed: Press, icc: Path, tmp_path: Path) -> None:
    source = pdf_of(P((300, 300), "0 1 1 rg 0 0 300 300 re f 0 g 50 50 100 100 re f 1 0 0 rg 200 200 50 50 re f"))
    _, data = printed(source, layout="perfect", pdfx=icc)
    (tmp_path / "press.pdf").write_bytes(data)
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r72", "-o", "plate%d.tif", "press.pdf"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    def ink(plate: str, x: int, y: int) -> int:
        with Image.open(tmp_path / f"plate1({plate}).tif") as picture:
            return 255 - picture.getpixel((x, 300 - y))  # type: ignore[operator,return-value]

    ground = ink("Cyan", 20, 20)
    assert ground > 100
    assert (ink("Cyan", 100, 100), ink("Black", 100, 100)) == (ground, 255), "black over cyan"
    assert ink("Cyan", 225, 225) == 0, "red knocks out"
    assert ink("Black", 225, 225) == 0
