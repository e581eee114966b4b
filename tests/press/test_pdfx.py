"""PDF/X-4 (ISO 15930-7): the structure, and every operator of every page."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream

from careerpdf.booklet.load import load_booklet
from careerpdf.press.job import Job, Source, press
from careerpdf.products.booklet import Booklet
from careerpdf.products.product import Options
from careerpdf.project.load import open_project
from careerpdf.project.project import Project
from tests.support.handouts import Handouts
from tests.support.press_files import WHEN, P, Press, codes, operators, pdf_of, pictures

XMP = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"


@pytest.fixture
def made(printed: Press, handouts: Handouts, icc: Path) -> bytes:
    """A real handout as a file for the press."""
    source = handouts("full", "bold").path.read_bytes()
    pressed, data = printed(source, layout="perfect", bleed=9.0, marks=True, pdfx=icc)
    assert [d.format() for d in pressed.diagnostics if d.severity == "error"] == []
    return data


def test_it_says_what_it_is_and_how_it_is_to_be_printed(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, intent.DestOutputProfile.N) == (Name.GTS_PDFX, 4)
        assert str(intent.OutputConditionIdentifier) == "Press of the tests"
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert pdf.docinfo.Trapped == Name("/False")
        assert str(pdf.docinfo.CreationDate) == "D:20260921000000Z"
        assert pdf.trailer.ID[0] is not None
        assert not pdf.is_encrypted
        assert pdf.pdf_version >= "1.6"
        with pdf.open_metadata() as xmp:
            assert xmp[XMP] == "PDF/X-4"
            assert xmp["pdf:Trapped"] == "False"
            assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == xmp["xmp:MetadataDate"] == "2026-09-21T00:00:00Z"
            assert xmp["dc:title"] == str(pdf.docinfo.Title)
            assert xmp["xmpMM:DocumentID"]
            assert (xmp["xmpMM:VersionID"], xmp["xmpMM:RenditionClass"]) == ("1", "default")


def test_boxes_versions_and_dates_are_as_the_standard_wants_them(made: bytes) -> None:
    assert made.startswith((b"%PDF-1.6", b"%PDF-1.7"))
    with pikepdf.open(BytesIO(made)) as pdf:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert (profile[12:16], profile[16:20]) == (b"prtr", b"CMYK")
        assert pdf.Root.Metadata.Subtype == Name.XML
        assert "/Filter" not in pdf.Root.Metadata, "metadata can be read without a PDF program"
        with pdf.open_metadata() as xmp:
            assert xmp["pdf:Producer"] == str(pdf.docinfo.Producer)
            assert xmp["xmp:CreatorTool"] == str(pdf.docinfo.Creator)
        for page in pdf.pages:
            media, bleed, trim = ([float(v) for v in page.obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
            assert all(a <= b <= c for a, b, c in zip(media[:2], bleed[:2], trim[:2], strict=True))
            assert all(a >= b >= c for a, b, c in zip(media[2:], bleed[2:], trim[2:], strict=True))
            assert not {"/Rotate", "/UserUnit", "/AA", "/CropBox"} & set(page.obj.keys())


def test_no_object_has_what_the_standard_forbids(made: bytes) -> None:
    forbidden = {"/JS", "/OPI", "/Alternates", "/Ref", "/XFA", "/TR", "/HTP", "/Encrypt", "/PresSteps", "/OCProperties"}
    with pikepdf.open(BytesIO(made)) as pdf:
        for item in pdf.objects:
            if isinstance(item, Dictionary | Stream):
                assert not forbidden & set(item.keys())
                assert item.get("/S") not in (Name.JavaScript, Name.Launch, Name.GoToR)
                assert item.get("/Subtype") not in (Name.PS, Name("/3D"), Name.RichMedia)
                group = item.get("/Group")
                if group is not None:
                    assert group.get("/CS", Name.DeviceCMYK) == Name.DeviceCMYK, "blended in the inks of the press"
            if isinstance(item, Stream):
                assert item.get("/Filter") not in (Name.LZWDecode, Name.Crypt)


def test_it_has_what_no_press_file_may_have_nowhere(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as pdf:
        for key in ("/AcroForm", "/Names", "/OpenAction", "/AA", "/StructTreeRoot", "/MarkInfo"):
            assert key not in pdf.Root
        for page in pdf.pages:
            assert "/TrimBox" in page.obj
            assert "/BleedBox" in page.obj
            assert "/ArtBox" not in page.obj
            assert "/Annots" not in page.obj
        for item in pdf.objects:
            if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor:
                assert any(f"/FontFile{n}" in item for n in ("", "2", "3"))
            if isinstance(item, Stream) and item.get("/Subtype") == Name.Image:
                assert item.ColorSpace in (Name.DeviceGray, Name.DeviceCMYK)
            if isinstance(item, Stream):
                assert "/F" not in item, "content in another file"


def test_every_color_is_in_the_inks_of_the_press(made: bytes) -> None:
    seen = set()
    for page in range(2):
        for operator, operands in operators(made, page=page):
            assert operator not in ("rg", "RG", "sc", "SC")
            if operator in ("k", "K"):
                seen.add(tuple(float(value) for value in operands))  # type: ignore[arg-type]
            if operator in ("cs", "CS"):
                assert operands == [Name.All], "the marks, on all plates"
    assert (0, 0, 0, 1) in seen
    assert any(cyan for cyan, *_ in seen), "and some have more than black"


def test_black_text_is_black_ink_alone(made: bytes) -> None:
    shown: dict[tuple[float, ...], int] = {}
    for page in range(2):
        ink: tuple[float, ...] = (0, 0, 0, 1)
        for operator, operands in operators(made, page=page):
            if operator == "k":
                ink = tuple(float(value) for value in operands)  # type: ignore[arg-type]
            elif operator in ("Tj", "TJ"):
                shown[ink] = shown.get(ink, 0) + 1
    assert shown[0, 0, 0, 1] > sum(shown.values()) / 2


def test_rgb_that_cannot_be_converted_is_an_error_and_nothing_is_written(printed: Press, icc: Path) -> None:
    resources = Dictionary(Shading=Dictionary(S=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)))
    source = pdf_of(P(content="/S sh", resources=resources))
    pressed, _ = printed(source, layout="perfect", pdfx=icc)
    assert codes(pressed) == ["color-left"]
    assert pressed.path is None
    assert printed(source, layout="perfect", gray=True)[0].ok, "a copier prints it all the same"
    assert printed(source, layout="perfect")[0].diagnostics == ()


def test_a_font_that_is_not_there_is_an_error(printed: Press, icc: Path) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    source = pdf_of(P(), P(content="BT /F 12 Tf 99 99 Td (Words) Tj ET", resources=Dictionary(Font=Dictionary(F=font))))
    pressed, _ = printed(source, layout="perfect", pdfx=icc)
    assert codes(pressed) == ["font-not-embedded"]
    assert pressed.path is None
    assert pressed.diagnostics[0].message == "page 2: the font Helvetica is not in the file"


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_another_program_finds_no_ink_but_black_in_black_text(printed: Press, icc: Path, tmp_path: Path) -> None:
    source = pdf_of(P(content="0 0 0 rg 90 90 99 99 re f"), P(content="0.04 0.42 0.42 rg 90 90 99 99 re f"))
    _, data = printed(source, layout="perfect", pdfx=icc)
    path = tmp_path / "press.pdf"
    path.write_bytes(data)
    found = subprocess.run(
        ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(path)], capture_output=True, text=True, check=True
    )
    assert found.stderr == ""
    black, teal = ([float(value) for value in line.split()[:4]] for line in found.stdout.splitlines()[-2:])
    assert black[:3] == [0, 0, 0]
    assert black[3] > 0
    assert teal[0] > 0


def test_gray_for_a_named_press_is_black_alone(printed: Press, icc: Path) -> None:
    source = pdf_of(P(content="1 0 0 rg 99 99 99 99 re f"))
    pressed, data = printed(source, layout="perfect", pdfx=icc, gray=True)
    assert pressed.colours == "black only; PDF/X-4 for “Press of the tests”"
    assert {operator for operator, _ in operators(data)} >= {"g"}
    assert not {operator for operator, _ in operators(data)} & {"k", "rg"}


def test_bad_profiles_stop_the_job(printed: Press, tmp_path: Path) -> None:
    pressed, _ = printed(pdf_of(P()), layout="perfect", pdfx=tmp_path / "no.icc")
    assert codes(pressed) == ["bad-profile"]


def test_a_gray_handout_has_no_color_left(printed: Press, handouts: Handouts) -> None:
    pressed, data = printed(handouts("full", "modern").path.read_bytes(), layout="perfect", gray=True)
    assert pressed.ok
    for picture in pictures(data, 40):
        colours = picture.getcolors(1 << 20)
        assert colours
        assert all(max(rgb) - min(rgb) <= 2 for _, rgb in colours)  # type: ignore[arg-type,type-var,operator]
        assert len(colours) > 20


def test_a_cover_bleeds_on_the_press(tmp_path: Path) -> None:
    root = tmp_path / "office"
    (root / "profiles").mkdir(parents=True)
    (root / "booklets").mkdir()
    (root / "profiles" / "electrician.yaml").write_text(
        "title: Electrician\ncategory: Trades\nintroduction: They put in wires.\nduties: [Pull cables.]\n", "utf-8"
    )
    path = root / "booklets" / "fair.yaml"
    path.write_text("title: Fair\nroles: [electrician]\nstyle: modern\n", "utf-8")
    project: Project = open_project(root)[0]
    loaded = load_booklet(path)
    assert loaded.value
    done = Booklet(loaded.value, "fair").build(project, Options(output=tmp_path / "fair.pdf"))
    assert done.path
    source = Source("fair", "fair.pdf", done.path.read_bytes())
    pressed = press([source], Job("booklet", "tabloid", bleed=9.0), tmp_path / "out.pdf", WHEN)
    assert "no-bleed" not in codes(pressed)
    assert pressed.path
    assert pressed.imposition
    first = pictures(pressed.path.read_bytes(), 72)[0]
    trim, ground = pressed.imposition.trim, first.getpixel((first.width // 2 + 20, first.height // 2))
    for x, y in ((trim.right + 8, trim.bottom - 8), (trim.left - 8, trim.top + 8), (trim.right + 8, trim.top + 8)):
        assert first.getpixel((round(x), round(first.height - y))) == ground
    assert first.getpixel((round(trim.right + 11), first.height // 2)) == (255, 255, 255)


def test_what_other_programs_leave_in_a_page_is_taken_out(printed: Press, icc: Path) -> None:
    pdf = pikepdf.new()
    ghost = pdf.make_stream(b"0 0 9 9 re f")
    ghost[Name.Subtype], ghost[Name.BBox], ghost[Name.OPI] = Name.Form, [0, 0, 9, 9], Dictionary()
    ghost[Name.OC] = Dictionary(Type=Name.OCG, Name="Draft")
    code = pdf.make_stream(b"showpage")
    code[Name.Subtype] = Name.PS
    photo = pdf.make_stream(bytes(1))
    photo[Name.Subtype], photo[Name.Width], photo[Name.Height] = Name.Image, 1, 1
    photo[Name.ColorSpace], photo[Name.BitsPerComponent], photo[Name.Alternates] = Name.DeviceGray, 8, [Dictionary()]
    state = Dictionary(Type=Name.ExtGState, TR=Name.Identity, HT=Dictionary(), OP=True)
    page = Dictionary(
        Type=Name.Page, MediaBox=[0, 0, 300, 300], AA=Dictionary(), Metadata=pdf.make_stream(b"<x/>"),
        Resources=Dictionary(
            XObject=Dictionary(F=pdf.make_indirect(ghost), P=pdf.make_indirect(code), I=pdf.make_indirect(photo)),
            ExtGState=Dictionary(G=state),
        ),
        Contents=pdf.make_stream(b"/G gs /F Do /P Do q 30 0 0 30 99 99 cm /I Do Q"),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    file = BytesIO()
    pdf.save(file)
    pressed, data = printed(file.getvalue(), layout="perfect", pdfx=icc)
    assert pressed.ok, codes(pressed)
    with pikepdf.open(BytesIO(data)) as made:
        (form,) = made.pages[0].resources.XObject.values()
        assert dict(form.Resources.ExtGState.G) == {"/Type": Name.ExtGState, "/OP": True}
        inside = form.Resources.XObject
        assert {"/OPI", "/OC"}.isdisjoint(inside.F.keys())
        assert inside.P.Subtype == Name.Form
        assert "/Alternates" not in inside.I


@pytest.mark.parametrize(
    ("state", "blends"),
    [(Dictionary(ca=0.5), True), (Dictionary(BM=Name.Multiply), True), (Dictionary(ca=1, SMask=Name("/None")), False)],
)
def test_see_through_pages_blend_in_the_inks_of_the_press(
    printed: Press, icc: Path, state: Dictionary, blends: bool
) -> None:
    source = pdf_of(P(content="/G gs 9 9 99 99 re f", resources=Dictionary(ExtGState=Dictionary(G=state))))
    _, data = printed(source, layout="perfect", pdfx=icc)
    with pikepdf.open(BytesIO(data)) as made:
        group = made.pages[0].obj.get("/Group")
        assert (group is not None and Name.DeviceCMYK == group.CS) == blends


def test_what_is_filled_in_is_printed(printed: Press) -> None:
    pdf = pikepdf.open(BytesIO(pdf_of(P())))
    look = pdf.make_stream(b"0 g 0 0 60 20 re f")
    look[Name.Subtype], look[Name.BBox] = Name.Form, [0, 0, 60, 20]
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[100, 100, 160, 120], F=4, AP=Dictionary(N=look))
    pdf.pages[0].Annots = [pdf.make_indirect(stamp)]
    file = BytesIO()
    pdf.save(file)
    _, data = printed(file.getvalue(), layout="perfect")
    (picture,) = pictures(data, 72)
    assert picture.getpixel((130, picture.height - 110)) == (0, 0, 0)
    with pikepdf.open(BytesIO(data)) as made:
        assert "/Annots" not in made.pages[0]


LAYOUTS = ({"layout": "booklet", "sheet": "tabloid"}, {"layout": "perfect"}, {"layout": "2up", "sheet": "tabloid"},
           {"layout": "nup 2x2", "sheet": "a3"})  # fmt: skip


@pytest.fixture
def each_layout(printed: Press, handouts: Handouts, icc: Path, tmp_path: Path) -> list[Path]:
    """A handout as PDF/X-4 in several layouts, in color and in black."""
    source, paths = handouts("full", "bold").path.read_bytes(), []
    for number, layout in enumerate(LAYOUTS):
        for gray in (False, True):
            job = {"sheet": None, **layout}
            if layout["layout"] in ("booklet", "2up"):
                source_here = pdf_of(P(content="0 0 0 rg 90 90 99 99 re f 1 0 0 rg 0 0 50 50 re f"), P())
            else:
                source_here = source
            pressed, data = printed(source_here, pdfx=icc, gray=gray, bleed=0.0, marks=True, **job)
            assert pressed.ok, [problem.format() for problem in pressed.diagnostics]
            paths.append(tmp_path / f"{number}-{gray}.pdf")
            paths[-1].write_bytes(data)
    return paths


@pytest.mark.skipif(not shutil.which("proof-pdf"), reason="proof-pdf is not installed (it needs Python 3.15)")
def test_proof_pdf_finds_nothing(each_layout: list[Path]) -> None:
    command = [
        "proof-pdf",
        "verify",
        "--no-pdfa",
        "--strict-cmyk",
        "--fonts",
        "--allow-spot",
        "All",
        "--max-tac",
        "400",
    ]
    found = subprocess.run([*command, *map(str, each_layout)], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_ghostscript_draws_all_layouts_without_a_warning(each_layout: list[Path]) -> None:
    for path in each_layout:
        command = [
            "gs",
            "-q",
            "-dPDFSTOPONWARNING",
            "-dPDFSTOPONERROR",
            "-o",
            "-",
            "-sDEVICE=inkcov",
            "-r30",
            str(path),
        ]
        found = subprocess.run(command, capture_output=True, text=True, check=True)
        assert found.stderr == ""
        assert "CMYK OK" in found.stdout


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_the_words_of_a_handout_are_on_the_black_plate_alone(
    printed: Press, handouts: Handouts, icc: Path, tmp_path: Path
) -> None:
    source = handouts("full", "plain").path.read_bytes()
    pressed, data = printed(source, layout="perfect", pdfx=icc)
    assert pressed.ok
    path = tmp_path / "press.pdf"
    path.write_bytes(data)
    found = subprocess.run(
        ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(path)], capture_output=True, text=True, check=True
    )
    plates = [[float(value) for value in line.split()[:4]] for line in found.stdout.splitlines() if "CMYK" in line]
    assert len(plates) == 2
    for cyan, magenta, yellow, black in plates:
        assert cyan == magenta == yellow == 0, "the style plain is black and one gray"
        assert black > 0.01
