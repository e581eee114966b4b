"""JPEG files as they are: which a PDF can hold, and what of them is the picture."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from careerpdf.assets.jpeg import plain_jpeg


def jpeg(mode: str = "RGB", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    file = BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(file, "JPEG", **more)
    return file.getvalue()


_PLAIN = jpeg()


def frame(data: bytes, marker: int) -> bytes:
    """The file with another marker before its frame."""
    at = data.index(b"\xff\xc0")
    return data[: at + 1] + bytes([marker]) + data[at + 2 :]


def test_what_is_the_picture_stays_as_it_is() -> None:
    for data in (_PLAIN, jpeg("L"), jpeg(progressive=True), jpeg(subsampling=0), jpeg(restart_marker_rows=1)):
        assert plain_jpeg(data) == data


def test_place_date_preview_profile_and_what_is_appended_go() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at the fair"
    told = jpeg(exif=exif, icc_profile=b"a profile" * 9000, comment=b"a remark", xmp=b"<x/>")
    assert len(told) > len(_PLAIN) + 80_000
    assert plain_jpeg(told + b"\xff\xd8 a film") == _PLAIN


def test_the_pictures_are_the_same_to_the_pixel() -> None:
    for data in (_PLAIN, jpeg(keep_rgb=True), jpeg(progressive=True, exif=Image.Exif(), comment=b"x")):
        plain = plain_jpeg(data)
        assert plain
        with Image.open(BytesIO(plain)) as one, Image.open(BytesIO(data)) as other:
            assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("marker", [0xC3, 0xC5, 0xC9, 0xCA, 0xCB, 0xCD])
def test_lossless_hierarchical_and_arithmetic_files_cannot_be_held(marker: int) -> None:
    assert plain_jpeg(frame(_PLAIN, marker)) is None


def test_four_inks_twelve_bits_and_channels_of_unknown_meaning_cannot_be_held() -> None:
    assert plain_jpeg(jpeg("CMYK")) is None
    at = _PLAIN.index(b"\xff\xc0")
    assert plain_jpeg(_PLAIN[: at + 4] + b"\x0c" + _PLAIN[at + 5 :]) is None
    jfif = _PLAIN[2:20]
    assert jfif.startswith(b"\xff\xe0\0\x10JFIF")
    untold = _PLAIN[:2] + _PLAIN[20:]
    assert plain_jpeg(untold) == untold  # its channels are numbered as usual
    at = untold.index(b"\xff\xc0")
    named = bytearray(untold)
    named[at + 10 : at + 19 : 3] = b"RGB"
    assert plain_jpeg(bytes(named)) is None


@given(st.integers(0, len(_PLAIN) - 1))
def test_what_is_cut_off_cannot_be_held(length: int) -> None:
    assert plain_jpeg(_PLAIN[:length]) is None


@given(st.binary(max_size=200), st.integers(0, len(_PLAIN)))
def test_no_bytes_make_it_fail(data: bytes, at: int) -> None:
    plain_jpeg(b"\xff\xd8" + data)
    plain_jpeg(_PLAIN[:at] + data + _PLAIN[at + len(data) :])
