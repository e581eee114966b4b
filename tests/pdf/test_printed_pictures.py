"""Pictures on the page: upright, in their colours, no finer than print needs, in files that conform."""

import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zlib import compress, crc32

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from careerpdf.assets.icc import made_profile
from careerpdf.pdf import images
from careerpdf.pdf.images import add_image
from careerpdf.pdf.pictures import find_picture
from careerpdf.pdf.writer import PdfWriter
from tests.support.inspector import Box
from tests.support.made_pictures import CORNERS, ENDINGS, KINDS, SIZE, STORED, TURNED, quarters, stored
from tests.support.one_page import faults, one_page, seen
from tests.support.press_files import press_profile


class Placed(NamedTuple):
    """A picture on a page: where its unit square comes to lie, and what is stored of it."""

    box: Box
    number: int
    filter: str
    data: bytes
    pixels: Image.Image
    opaque: Image.Image | None

    @property
    def dpi(self) -> float:
        """Dots to the inch, along the longer side."""
        return max(self.pixels.size) * 72 / max(self.box[2] - self.box[0], self.box[3] - self.box[1])


def pictures_on(pdf: bytes) -> list[Placed]:
    """The pictures on the first page, in the order in which they are drawn."""
    found, matrix = [], [1.0, 0, 0, 1, 0, 0]
    with pikepdf.open(BytesIO(pdf)) as source:
        page = source.pages[0]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "cm":
                matrix = [float(value) for value in operands]
            elif str(operator) == "Do":
                a, b, c, d, e, f = matrix
                xs, ys = (e, e + a + c), (f, f + b + d)
                image = page.obj.Resources.XObject[str(operands[0])]
                mask = pikepdf.PdfImage(image.SMask).as_pil_image() if "/SMask" in image else None
                pixels = pikepdf.PdfImage(image).as_pil_image()
                box = (min(xs), min(ys), max(xs), max(ys))
                found.append(Placed(box, image.objgen[0], str(image.Filter), image.read_raw_bytes(), pixels, mask))
    return found


def looks(pdf: bytes, box: Box, dpi: float = 144) -> list[tuple[int, ...]]:
    """The colour in the middle of each quarter of a place on the page, by PDFium."""
    drawn = seen(pdf, dpi)
    left, bottom, right, top = (value * dpi / 72 for value in box)
    middles = [(left + (right - left) * (0.25 + x / 2), top - (top - bottom) * (0.25 + y / 2)) for x, y in CORNERS]
    return [drawn.getpixel((round(x), round(drawn.height - y))) for x, y in middles]


def apart(one: list[tuple[int, ...]], other: tuple[tuple[int, ...], ...]) -> int:
    return max(abs(a - b) for left, right in zip(one, other, strict=True) for a, b in zip(left, right, strict=True))


def page_of(root: Path, *names: str) -> bytes:
    return one_page("".join(f'<image src="{name}" alt="x"/>' for name in names), root)


@pytest.mark.parametrize(("kind", "mode"), KINDS, ids=map("-".join, KINDS))
def test_a_picture_is_upright_and_in_its_colours_whatever_its_format_mode_and_orientation(
    tmp_path: Path, kind: str, mode: str
) -> None:
    turns = range(1, 9) if kind in TURNED else (1,)
    names = [f"{turn}.{ENDINGS[kind]}" for turn in turns]
    for turn, name in zip(turns, names, strict=True):
        stored(kind, mode, turn, tmp_path / name)
    pdf = page_of(tmp_path, *names)
    placed = pictures_on(pdf)
    assert len(placed) == len(names)
    for name, (box, *_) in zip(names, placed, strict=True):
        assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(SIZE[0] / SIZE[1], rel=0.01), name
        assert apart(looks(pdf, box), quarters(mode)) <= 6, name
    assert faults(pdf, tmp_path / "a.pdf") == []


@given(
    turn=st.integers(1, 8),
    kind=st.sampled_from(TURNED),
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
)
def test_the_size_of_a_picture_is_that_as_which_it_is_seen(
    tmp_path_factory: pytest.TempPathFactory, turn: int, kind: str, size: tuple[int, int]
) -> None:
    root, name = tmp_path_factory.mktemp("pictures"), f"a.{ENDINGS[kind]}"
    made, exif = Image.new("RGB", size), Image.Exif()
    exif[0x0112] = turn
    (made.transpose(STORED[turn]) if turn in STORED else made).save(root / name, kind.upper(), exif=exif)
    found = find_picture(name, (root,))
    assert (found.width, found.height) == size


@pytest.mark.parametrize("turn", [0, 9, 300, -1])
def test_an_orientation_that_there_is_not_is_none(tmp_path: Path, turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn & 0xFFFF
    Image.new("L", (9, 4)).save(tmp_path / "a.jpg", exif=exif)
    assert find_picture("a.jpg", (tmp_path,)) == (str(tmp_path / "a.jpg"), 9, 4, 1)


# -- JPEG stays JPEG


def jpeg(size: tuple[int, int] = (400, 300), **more: Any) -> bytes:
    file = BytesIO()
    Image.radial_gradient("L").resize(size).convert(more.pop("mode", "RGB")).save(file, "JPEG", **more)
    return file.getvalue()


def only_picture(root: Path, name: str) -> Placed:
    (found,) = pictures_on(page_of(root, name))
    return found


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_keeps_its_data_but_for_what_is_not_the_picture(tmp_path: Path, mode: str, progressive: bool) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "a phone that tells where it was"
    plain = jpeg((120, 90), mode=mode, progressive=progressive)
    more = jpeg((120, 90), mode=mode, progressive=progressive, exif=exif, comment=b"a remark")
    (tmp_path / "a.jpg").write_bytes(more + b"a film that was appended")
    found = only_picture(tmp_path, "a.jpg")
    assert found.filter == "/DCTDecode"
    assert found.data == plain


def test_a_jpeg_that_is_printed_small_has_300_dpi_and_is_still_a_jpeg(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg((3000, 2000)))
    found = only_picture(tmp_path, "a.jpg")
    assert found.filter == "/DCTDecode"
    assert found.dpi == pytest.approx(300, abs=2)
    assert len(found.data) < 20_000


@pytest.mark.parametrize("ending", ["png", "webp", "tif", "jpg"])
def test_a_picture_of_a_phone_makes_no_large_file(tmp_path: Path, ending: str) -> None:
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(tmp_path / f"a.{ending}")
    assert len(page_of(tmp_path, f"a.{ending}")) < 200_000


def test_one_file_at_two_sizes_is_as_fine_as_the_larger_needs(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg((4000, 3000)))
    small = '<image src="a.jpg" alt="x"/>'
    one, other = pictures_on(one_page(small + small.replace("/>", ' fit="cover" height="0.3"/>'), tmp_path))
    assert one.number == other.number
    assert one.dpi > 2 * other.dpi
    assert other.dpi == pytest.approx(300, abs=2)


def test_what_is_not_much_finer_than_print_needs_keeps_its_pixels(tmp_path: Path) -> None:
    Image.linear_gradient("L").resize((300, 300)).save(tmp_path / "a.png")  # 50 pt high, so 432 dpi
    assert only_picture(tmp_path, "a.png").pixels.width == 300


def test_making_smaller_mixes_no_color_of_what_is_transparent_into_the_rest(tmp_path: Path) -> None:
    made = Image.new("RGBA", (1200, 1200), (255, 0, 0, 0))
    made.paste((0, 0, 255, 255), (0, 0, 600, 1200))
    made.save(tmp_path / "a.png")
    found = only_picture(tmp_path, "a.png")
    assert found.opaque is not None
    assert found.pixels.width < 300
    assert found.pixels.convert("RGB").getpixel((found.pixels.width // 2 - 2, 50)) == (0, 0, 255)


# -- colours


def with_profile(path: Path, mode: str, colour: Any, profile: bytes | None, **more: Any) -> tuple[int, ...]:
    """The colour that a picture of one colour has on the page."""
    Image.new(mode, (40, 40), colour).save(path, icc_profile=profile, **more)
    pdf = page_of(path.parent, path.name)
    assert faults(pdf, path.with_suffix(".pdf")) == []
    return looks(pdf, pictures_on(pdf)[0].box)[0]


_ADOBE = (0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif"])
@pytest.mark.parametrize(
    ("colour", "srgb"),  # worked out from Adobe RGB (1998) and IEC 61966-2-1
    [((200, 150, 120), (217, 151, 119)), ((110, 160, 210), (79, 161, 213)), ((122, 20, 40), (143, 12, 36))],
)
def test_a_picture_in_adobe_rgb_has_its_colors(
    tmp_path: Path, ending: str, colour: tuple[int, ...], srgb: tuple[int, ...]
) -> None:
    more = {"png": {}, "tif": {}, "webp": {"lossless": True}, "jpg": {"quality": 100}}[ending]
    found = with_profile(tmp_path / f"a.{ending}", "RGB", colour, made_profile(563 / 256, _ADOBE), **more)
    assert apart([found], (srgb,)) <= 2


def test_a_camera_that_says_adobe_rgb_without_a_profile_is_believed(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = 0xFFFF
    exif.get_ifd(0x8769)[0xA005] = {1: "R03"}
    found = with_profile(tmp_path / "a.jpg", "RGB", (200, 150, 120), None, exif=exif, quality=100)
    assert apart([found], ((217, 151, 119),)) <= 2


@pytest.mark.parametrize(("gamma", "light"), [(45455, 128), (100000, 188), (55556, 147)])
def test_the_gamma_that_a_png_names_is_followed(tmp_path: Path, gamma: int, light: int) -> None:
    chunks = PngImagePlugin.PngInfo()
    chunks.add(b"gAMA", struct.pack(">I", gamma))
    found = with_profile(tmp_path / "a.png", "L", 128, None, pnginfo=chunks)
    assert apart([found], ((light,) * 3,)) <= 2


def test_inks_become_what_their_profile_says_and_else_what_they_are_called(tmp_path: Path) -> None:
    profile = press_profile()
    expected = ImageCms.profileToProfile(
        Image.new("CMYK", (1, 1), (255, 0, 0, 0)),
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        outputMode="RGB",
    )
    assert expected is not None
    wanted = expected.getpixel((0, 0))
    assert wanted != (0, 255, 255)
    assert apart([with_profile(tmp_path / "a.jpg", "CMYK", (255, 0, 0, 0), profile, quality=100)], (wanted,)) <= 3
    assert apart([with_profile(tmp_path / "b.tif", "CMYK", (255, 0, 0, 0), profile)], (wanted,)) <= 3
    assert apart([with_profile(tmp_path / "c.jpg", "CMYK", (255, 0, 0, 0), None)], ((0, 255, 255),)) <= 3


@pytest.mark.parametrize(
    "profile", [b"no profile", made_profile(2.2, (), gray=True), press_profile()], ids=["damaged", "gray", "inks"]
)
def test_a_profile_that_is_of_no_use_for_the_picture_is_passed_over(tmp_path: Path, profile: bytes) -> None:
    found = with_profile(tmp_path / "a.png", "RGB", (200, 150, 120), profile)
    assert apart([found], ((200, 150, 120),)) <= 1


def test_a_jpeg_whose_profile_is_srgb_keeps_its_data(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (tmp_path / "a.jpg").write_bytes(jpeg((120, 90), icc_profile=srgb))
    assert only_picture(tmp_path, "a.jpg").data == jpeg((120, 90))


def png(width: int, bits: int, kind: int, rows: bytes, clear: bytes) -> bytes:
    """A PNG file of rows as they are coded, with a colour that is transparent."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))

    height = rows.count(b"|")
    packed = b"".join(b"\0" + row for row in rows.split(b"|")[:-1])
    head = struct.pack(">II5B", width, height, bits, kind, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"tRNS", clear) + chunk(b"IDAT", compress(packed)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("bits", "kind", "row", "clear", "seen_as"),
    [
        (2, 0, bytes([0b00110110]), b"\0\3", [0, None, 85, 170]),
        (4, 0, bytes([0x0F, 0x35]), b"\0\x0f", [0, None, 51, 85]),
        (8, 0, bytes([0, 255, 51, 85]), b"\0\xff", [0, None, 51, 85]),
        (16, 0, struct.pack(">4H", 0, 0x1234, 0x1235, 0xFFFF), b"\x12\x34", [0, None, 18, 255]),
        (16, 2, struct.pack(">12H", *[0] * 3, *[0x1234] * 3, *[0x2234] * 3, *[0xFFFF] * 3), b"\x12\x34" * 3,
         [0, None, 34, 255]),
    ],
    ids=["2 bits", "4 bits", "8 bits", "16 bits", "16 bits, colors"],
)  # fmt: skip
def test_the_color_that_is_transparent_is_told_at_any_depth(
    tmp_path: Path, bits: int, kind: int, row: bytes, clear: bytes, seen_as: list[int | None]
) -> None:
    (tmp_path / "a.png").write_bytes(png(4, bits, kind, row + b"|", clear))
    found = only_picture(tmp_path, "a.png")
    assert found.opaque is not None
    lights, opaque = found.pixels.convert("L").tobytes(), found.opaque.tobytes()
    assert [light if there else None for light, there in zip(lights, opaque, strict=True)] == seen_as


# -- the program around it


def test_equal_pictures_give_equal_bytes(tmp_path: Path) -> None:
    stored("PNG", "RGBA", 1, tmp_path / "a.png")
    (tmp_path / "b.jpg").write_bytes(jpeg((3000, 2000)))

    def made() -> bytes:
        file = BytesIO()
        writer = PdfWriter(file)
        for name in ("a.png", "b.jpg"):
            add_image(writer, tmp_path / name, (50, 50))
        return file.getvalue()

    first = made()
    images._encoded.cache_clear()
    assert made() == first


def test_no_library_writes_to_the_terminal(tmp_path: Path) -> None:
    made = Image.new("P", (30, 20))
    made.putpalette([0, 0, 0, 255, 255, 255])
    made.save(tmp_path / "a.png", transparency=b"\x80\xff")  # of which Pillow warns
    Image.effect_noise((60, 60), 50).convert("1").save(tmp_path / "b.tif", compression="group4")
    damaged = bytearray((tmp_path / "b.tif").read_bytes())
    damaged[200:260] = bytes(range(60))  # of which libtiff itself writes
    (tmp_path / "b.tif").write_bytes(damaged)
    program = (
        "import sys; from pathlib import Path; from io import BytesIO\n"
        "from careerpdf.pdf.pictures import PictureError, add_picture, find_picture\n"
        "from careerpdf.pdf.writer import PdfWriter\n"
        "for name in sys.argv[2:]:\n"
        "    try: add_picture(PdfWriter(BytesIO()), Path(find_picture(name, (Path(sys.argv[1]),)).path), (20, 20))\n"
        "    except PictureError: pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), "a.png", "b.tif"], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
