"""Picture files: what kind they are, and that nothing in one makes the program fail."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from careerpdf.assets.pictures import picture_fault
from careerpdf.assets.raster import KINDS, PixelError, kind_of, look_through
from careerpdf.pdf.images import add_image
from careerpdf.pdf.writer import PdfWriter


def made(kind: str, mode: str = "RGB") -> bytes:
    file = BytesIO()
    Image.radial_gradient("L").resize((20, 15)).convert(mode).save(file, kind.upper())
    return file.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_each_kind_is_known_and_looked_through(tmp_path: Path, kind: str) -> None:
    assert kind_of(made(kind)) == kind
    path = tmp_path / f"a{KINDS[kind][0][0]}"
    path.write_bytes(made(kind))
    assert picture_fault(tmp_path, path.name) is None
    assert look_through(path)[:3] == (kind, 20, 15)


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0", "HEIC"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "AVIF"),
        (b"8BPS\0\1", "Photoshop"),
        (b"BM\x36\x10\0\0\0\0\0\0", "BMP"),
        (b"%PDF-1.7", "PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made by hand -->\n<svg ", "SVG"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"<html><svg>", "HTML"),
        (b"<p><svg>", ""),
        (b"", ""),
        (b"not here yet", ""),
    ],
)
def test_what_people_take_for_a_picture_is_called_by_its_name(tmp_path: Path, start: bytes, kind: str) -> None:
    assert kind_of(start) == kind
    (tmp_path / "a.jpg").write_bytes(start)
    fault = picture_fault(tmp_path, "a.jpg")
    assert fault is not None
    assert (kind or "no picture") in fault.message


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_damaged_picture_is_refused_or_printed_and_never_fails(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    whole = bytearray(made(kind))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(whole) - 1))
        damage = data.draw(st.binary(min_size=1, max_size=8))
        whole[start : start + len(damage)] = damage[: len(whole) - start]
    path = tmp_path_factory.mktemp("pictures") / "a"
    path.write_bytes(whole[: data.draw(st.integers(1, len(whole)))])
    try:
        look_through(path)
    except PixelError:
        return
    add_image(PdfWriter(BytesIO()), path, (4, 4))  # what was taken can be printed


@pytest.mark.parametrize(
    ("name", "data", "ending"),
    [
        ("a.svg", made("PNG"), ".png"),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", ".svg"),
        ("a.PNG", made("WebP"), ".webp"),
        ("a.gif", made("JPEG"), ".jpg"),
    ],
)
def test_a_picture_with_the_ending_of_another_kind_is_told_its_own(
    tmp_path: Path, name: str, data: bytes, ending: str
) -> None:
    (tmp_path / name).write_bytes(data)
    fault = picture_fault(tmp_path, name)
    assert fault is not None
    assert f"end with {ending}," in fault.hint


def test_measurements_are_no_picture(tmp_path: Path) -> None:
    Image.new("F", (4, 4), 0.5).save(tmp_path / "a.tif")
    with pytest.raises(PixelError, match="measurements"):
        look_through(tmp_path / "a.tif")
