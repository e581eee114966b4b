"""PDF/X-4 (ISO 15930-7): the structure, and every operator of every page."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream

from careerpdf.booklet.load import load_booklet
from careerpdf.build_booklet import BookletOptions, booklet
from careerpdf.press.job import Job, Source, press
from careerpdf.workspace import Workspace, open_workspace
from conftest import Handouts

from .conftest import WHEN, P, Press, codes, operators, pdf_of, pictures

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
    workspace: Workspace = open_workspace(root)[0]
    loaded = load_booklet(path)
    assert loaded.value
    done = booklet(workspace, loaded.value, loaded, "fair", BookletOptions(output=tmp_path / "fair.pdf"))
    assert done.path
    source = Source("fair", "fair.pdf", done.path.read_bytes())
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    pressed = press([source], Job("booklet", "tabloid", bleed=9.0), tmp_path / "out.pdf", WHEN, scratch)
    assert "no-bleed" not in codes(pressed)
    assert pressed.path
    assert pressed.imposition
    first = pictures(pressed.path.read_bytes(), 72)[0]
    trim, ground = pressed.imposition.trim, first.getpixel((first.width // 2 + 20, first.height // 2))
    for x, y in ((trim.right + 8, trim.bottom - 8), (trim.left - 8, trim.top + 8), (trim.right + 8, trim.top + 8)):
        assert first.getpixel((round(x), round(first.height - y))) == ground
    assert first.getpixel((round(trim.right + 11), first.height // 2)) == (255, 255, 255)
