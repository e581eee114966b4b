"""Fonts of every format, and every font that ships, in finished files: sound, and with the right glyphs."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from PIL import ImageChops, ImageStat

from careerpdf.system.resources import font_families
from tests.support.inspector import TextInspector, meanings
from tests.support.made_fonts import FORMATS, made_font, with_accent
from tests.support.one_page import faults, one_page, seen

_TEXT = "Abc DEF gHi jaB ?"
_PANGRAM = "The five boxing wizards jump quickly — “Sphinx of black quartz, judge my vow!” 0123456789 $%&amp;() é ñ ü"


def set_in(root: Path, font: bytes, text: str = _TEXT, ending: str = ".otf", **more: bytes) -> bytes:
    """A page with a text in a font, and the same text in bold if there is such a cut."""
    changes: dict[str, object] = {}
    for cut, data in {"regular": font, **more}.items():
        (root / f"{cut}{ending}").write_bytes(data)
        changes[f"fonts.sans.{cut}"] = f"{cut}{ending}"
    return one_page(f"<p>{text}</p>" + "".join(f"<p><b>{text}</b></p>" for _ in more), root, changes)


@dataclass(frozen=True)
class Embedded:
    """A font of a file: what it says of its codes, and the CFF or TrueType font in it."""

    widths: dict[int, float]
    texts: dict[int, str]
    program: Any

    def width(self, cid: int) -> float:
        """The advance of a glyph by its font program, in thousandths of an em."""
        if isinstance(self.program, TTFont):
            advance, _ = self.program["hmtx"][self.program.getGlyphName(cid)]
            return float(advance) * 1000 / self.program["head"].unitsPerEm
        charstring = self.program.CharStrings[f"cid{cid:05d}"]
        charstring.calcBounds(self.program.CharStrings)  # which reads the width
        return float(charstring.width)


def embedded(pdf: bytes) -> list[Embedded]:
    inspector, found = TextInspector(pdf), []
    for font in inspector.fonts():
        descriptor, entries = font.DescendantFonts[0].FontDescriptor, list(font.DescendantFonts[0].W)
        widths = {
            int(first) + k: float(width)
            for first, listed in zip(entries[::2], entries[1::2], strict=True)
            for k, width in enumerate(listed)
        }
        if "/FontFile2" in descriptor:
            program = TTFont(BytesIO(descriptor.FontFile2.read_bytes()), lazy=True)
        else:
            assert str(descriptor.FontFile3.Subtype) == "/CIDFontType0C"
            cff = CFFFontSet()
            cff.decompile(BytesIO(descriptor.FontFile3.read_bytes()), None)
            program = cff.topDictIndex[0]
        found.append(Embedded(widths, meanings(font), program))
    return found


@pytest.mark.parametrize("upem", [1000, 2048])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_font_of_any_format_gives_a_file_that_conforms(tmp_path: Path, kind: str, upem: int) -> None:
    pdf = set_in(tmp_path, made_font(kind, upem=upem))
    assert faults(pdf, tmp_path / "a.pdf") == []
    assert _TEXT in TextInspector(pdf).text(TextInspector(pdf).root)


@pytest.mark.parametrize("upem", [1000, 2048])
@pytest.mark.parametrize("kind", FORMATS[1:])
def test_a_font_looks_the_same_in_every_format(tmp_path: Path, kind: str, upem: int) -> None:
    usual, other = (seen(set_in(tmp_path, made_font(k, upem=u)), 144) for k, u in (("TrueType", 1000), (kind, upem)))
    ink = 255 - ImageStat.Stat(usual).mean[0]
    assert ink > 0.1
    assert max(ImageStat.Stat(ImageChops.difference(usual, other)).mean) < ink / 50


@pytest.mark.parametrize("kind", FORMATS)
def test_the_widths_in_the_file_are_those_of_the_font_program(tmp_path: Path, kind: str) -> None:
    (font,) = embedded(set_in(tmp_path, made_font(kind, upem=1789)))
    assert set("".join(font.texts.values())) == set(_TEXT)
    assert font.widths.keys() == font.texts.keys()
    for cid, width in font.widths.items():
        assert width == pytest.approx(font.width(cid), abs=0.5)


@pytest.mark.parametrize("kind", FORMATS[1:])
def test_postscript_outlines_are_keyed_by_the_numbers_of_their_glyphs(tmp_path: Path, kind: str) -> None:
    (font,) = embedded(set_in(tmp_path, made_font(kind)))
    assert font.program.ROS == ("Adobe", "Identity", 0)
    assert "FontMatrix" not in font.program.rawDict
    assert font.program.charset == [".notdef", *(f"cid{cid:05d}" for cid in sorted(font.texts))]


def test_a_letter_that_is_made_of_two_others_is_drawn(tmp_path: Path) -> None:
    pdf = set_in(tmp_path, with_accent(), "a")
    assert faults(pdf, tmp_path / "a.pdf") == []
    (font,) = embedded(pdf)
    (letter,) = (cid for cid, text in font.texts.items() if text == "a")
    drawn = font.program.CharStrings[f"cid{letter:05d}"]
    assert drawn.calcBounds(font.program.CharStrings) == (50, 0, 640, 440)  # "A", and "B" 300 to the right and 100 up


def test_two_cuts_that_call_themselves_alike_stay_apart(tmp_path: Path) -> None:
    narrow, wide = made_font(name="Brand"), made_font(name="Brand", upem=500)
    pdf = set_in(tmp_path, narrow, ending=".ttf", bold=wide)
    assert len(embedded(pdf)) == 2
    assert faults(pdf, tmp_path / "a.pdf") == []


def test_a_file_and_its_copy_are_one_font(tmp_path: Path) -> None:
    pdf = set_in(tmp_path, made_font(), ending=".ttf", bold=made_font(), text="A<b>B</b>")
    (font,) = embedded(pdf)
    assert set(font.texts.values()) == {"A", "B", " "}
    assert faults(pdf, tmp_path / "a.pdf") == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("lacking", [" ", "?"])
def test_a_font_without_a_space_or_a_question_mark_gives_a_file_that_conforms(
    tmp_path: Path, kind: str, lacking: str
) -> None:
    font = made_font(kind, letters="ABCabc ?".replace(lacking, ""))
    pdf = set_in(tmp_path, font, "A b c\u4e00a \U0001f600 ab")
    assert faults(pdf, tmp_path / "a.pdf") == []
    assert "A b c\u4e00a \U0001f600 ab" in TextInspector(pdf).text(TextInspector(pdf).root)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_character_for_private_use_is_not_taken_from_a_font(tmp_path: Path, kind: str) -> None:
    pdf = set_in(tmp_path, made_font(kind, letters="AB ?\ue123\uf0b7"), "A \uf0b7B \ue123")
    assert faults(pdf, tmp_path / "a.pdf") == []
    texts = "".join(text for font in embedded(pdf) for text in font.texts.values())
    assert not any("\ue000" <= character <= "\uf8ff" for character in texts)


def test_a_glyph_of_ten_ems_has_its_width_in_plain_figures(tmp_path: Path) -> None:
    font = TTFont(BytesIO(made_font()))
    font["hmtx"]["B"] = (12345, 50)
    font.save(tmp_path / "wide.ttf")
    pdf = set_in(tmp_path, (tmp_path / "wide.ttf").read_bytes(), "aBa")
    assert [12345 in font.widths.values() for font in embedded(pdf)] == [True]


@pytest.mark.parametrize("family", [*font_families(), "Noto Sans JP", "Noto Sans KR", "Noto Sans SC"])
def test_every_family_that_ships_gives_a_file_that_conforms(tmp_path: Path, family: str) -> None:
    body = "".join(
        f"<p>{before}{_PANGRAM}{after}</p>" for before, after in (("", ""), ("<b>", "</b>"), ("<i>", "</i>"))
    )
    pdf = one_page(body, tmp_path, {"fonts.sans.family": family})
    assert faults(pdf, tmp_path / "a.pdf") == []
    for font in embedded(pdf):
        assert font.widths.keys() == font.texts.keys()
        for cid, width in font.widths.items():
            assert width == pytest.approx(font.width(cid), abs=0.5)


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    one, other = (set_in(tmp_path, made_font("CFF")) for _ in range(2))
    assert one == other
    with pikepdf.open(BytesIO(one)) as pdf:
        assert len(pdf.pages) == 1
