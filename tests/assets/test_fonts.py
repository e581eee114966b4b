"""Font files that a text names: only whole ones, in their folder, whose makers allow that a PDF holds them."""

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.assets.fonts import FontFault, find_font
from careerpdf.system.resources import fonts_dir
from tests.support.made_fonts import FORMATS, made_font
from tests.support.one_page import faults, one_page


@pytest.fixture(scope="module")
def font() -> bytes:
    folder = fonts_dir()
    assert folder is not None
    return (folder / "Lato" / "Lato-Regular.ttf").read_bytes()


def said(root: Path, name: str, data: bytes | None = None) -> str:
    if data is not None:
        (root / name).write_bytes(data)
    found = find_font(name, (root,))
    assert isinstance(found, FontFault)
    return f"{found.message} | {found.expected} | {found.hint}"


def without(font: bytes, table: bytes) -> bytes:
    """The font with nothing but zeros in a table."""
    (count,) = struct.unpack_from(">4xH", font)
    for number in range(count):
        tag, start, length = struct.unpack_from(">4s4xII", font, 12 + 16 * number)
        if tag == table:
            return font[:start] + bytes(length) + font[start + length :]
    raise AssertionError


@pytest.mark.parametrize("table", [b"head", b"maxp", b"cmap"])
def test_a_font_with_an_empty_table_is_damaged(tmp_path: Path, font: bytes, table: bytes) -> None:
    assert "damaged" in said(tmp_path, "a.ttf", without(font, table))


def with_number(font: bytes, table: str, at: int, value: int) -> bytes:
    """The font with another number of two bytes in a table."""
    (count,) = struct.unpack_from(">4xH", font)
    for number in range(count):
        tag, start, _ = struct.unpack_from(">4s4xII", font, 12 + 16 * number)
        if tag == table.encode():
            return font[: start + at] + struct.pack(">H", value) + font[start + at + 2 :]
    raise AssertionError


def with_rights(font: bytes, rights: int) -> bytes:
    """The font with another fsType."""
    return with_number(font, "OS/2", 8, rights)


def test_a_whole_font_is_found(tmp_path: Path, font: bytes) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "A.ttf").write_bytes(font)
    assert find_font("fonts/A.ttf", (tmp_path,)) == (tmp_path / "fonts" / "A.ttf").resolve()
    assert find_font("fonts\\A.ttf", (tmp_path / "nowhere", tmp_path)) == (tmp_path / "fonts" / "A.ttf").resolve()


@pytest.mark.parametrize(
    "name", ["../A.ttf", "/A.ttf", "a/../../A.ttf", "C:\\A.ttf", "c:A.ttf", "~/A.ttf", "..\\A.ttf"]
)
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, font: bytes, name: str) -> None:
    (tmp_path / "A.ttf").write_bytes(font)
    (tmp_path / "inside").mkdir()
    assert "outside this folder" in said(tmp_path / "inside", name)


def test_nor_does_a_link(tmp_path: Path, font: bytes) -> None:
    (tmp_path / "A.ttf").write_bytes(font)
    (tmp_path / "inside").mkdir()
    try:
        (tmp_path / "inside" / "B.ttf").symlink_to(tmp_path / "A.ttf")
    except OSError:
        pytest.skip("this system has no links")
    assert "outside this folder" in said(tmp_path / "inside", "B.ttf")


@pytest.mark.parametrize("name", ["", ".", "none.ttf", "a\0b.ttf", "x" * 400 + ".ttf"])
def test_what_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    assert "there is no font file" in said(tmp_path, name)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_font_of_any_format_is_taken(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.otf").write_bytes(made_font(kind))
    assert isinstance(find_font("a.otf", (tmp_path,)), Path)


@pytest.mark.parametrize(
    "letters", [" ?123", "\uf061\uf062\uf063 ", "\u2190\u2191 "], ids=["digits", "private characters", "arrows"]
)
def test_a_font_of_symbols_is_refused(tmp_path: Path, letters: str) -> None:
    assert "has no letters" in said(tmp_path, "a.ttf", made_font(letters=letters))


def changed(table: str, change: Callable[[Any], None]) -> bytes:
    font = TTFont(BytesIO(made_font()))
    change(font[table])
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def test_a_font_that_draws_nothing_for_its_letters_is_refused(tmp_path: Path) -> None:
    def empty(glyphs: Any) -> None:
        for name in glyphs.glyphs:
            glyphs[name] = Glyph()

    assert "draws nothing" in said(tmp_path, "a.ttf", changed("glyf", empty))


def test_a_font_of_pictures_is_refused(tmp_path: Path) -> None:
    font = TTFont(BytesIO(made_font()))
    for table in ("glyf", "loca"):
        del font[table]
    font["CBDT"] = DefaultTable("CBDT")
    font["CBDT"].data = b"\0"
    font.save(tmp_path / "emoji.ttf")
    assert "pictures in place of letters" in said(tmp_path, "emoji.ttf")


def test_a_character_without_a_glyph_or_a_glyph_without_a_width_is_damage(tmp_path: Path) -> None:
    font = made_font()
    glyphs = TTFont(BytesIO(font))["maxp"].numGlyphs
    for table, at, value in (("hhea", 34, 0), ("hhea", 34, glyphs + 1), ("hmtx", 4, 0xFFFF), ("maxp", 4, 3)):
        assert "damaged" in said(tmp_path, "a.ttf", with_number(font, table, at, value)), (table, value)


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (b"wOF2", "a web font"),
        (b"ttcf", "a collection"),
        (b"%!PS-AdobeFont-1.0", "a Type 1 font"),
        (b"%PDF", "no font"),
        (b"", "no font"),
    ],
)
def test_other_kinds_of_file_are_told_apart(tmp_path: Path, start: bytes, message: str) -> None:
    assert message in said(tmp_path, "a.ttf", start)
    assert ".ttf or .otf" in said(tmp_path, "a.ttf", start)


def test_a_font_that_is_cut_off_is_damaged(tmp_path: Path, font: bytes) -> None:
    for length in (4, 11, 40, 5000, len(font) // 2):
        assert "damaged" in said(tmp_path, "a.ttf", font[:length])


@pytest.mark.parametrize(
    ("rights", "word"), [(0x2, "holds it"), (0x100, "a part"), (0x108, "a part"), (0x200, "a part")]
)
def test_what_the_maker_forbids_is_not_done(tmp_path: Path, font: bytes, rights: int, word: str) -> None:
    text = said(tmp_path, "a.ttf", with_rights(font, rights))
    assert "licence" in text
    assert word in text


@pytest.mark.parametrize("rights", [0, 0x4, 0x8, 0xA])
def test_what_the_maker_allows_is_fine(tmp_path: Path, font: bytes, rights: int) -> None:
    (tmp_path / "a.ttf").write_bytes(with_rights(font, rights))
    assert isinstance(find_font("a.ttf", (tmp_path,)), Path)


def test_a_variable_font_is_refused_with_a_way_out(tmp_path: Path, font: bytes) -> None:
    variable = font.replace(b"post", b"fvar", 1)
    assert "`static`" in said(tmp_path, "a.ttf", variable)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_it_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = tmp_path_factory.mktemp("fonts")
    (root / "a.ttf").write_bytes(b"\0\1\0\0" + data)
    assert isinstance(find_font("a.ttf", (root,)), FontFault)


@pytest.mark.parametrize("kind", FORMATS)
@given(data=st.data())
def test_a_damaged_font_is_refused_or_gives_a_file_that_conforms(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    root, font = tmp_path_factory.mktemp("fonts"), bytearray(made_font(kind))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(12, len(font) - 1))
        damage = data.draw(st.binary(min_size=1, max_size=8))
        font[start : start + len(damage)] = damage[: len(font) - start]
    (root / "a.otf").write_bytes(font)
    if isinstance(find_font("a.otf", (root,)), Path):
        assert faults(one_page("<p>Abc DEF</p>", root, {"fonts.sans.regular": "a.otf"}), root / "a.pdf") == []
