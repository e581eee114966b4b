"""Embedded fonts: a subset that holds what is drawn, widths and meanings that are true."""

import sys
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from careerpdf.pdf.fonts import FontConflictError, UsedFonts
from careerpdf.text.font import Font
from careerpdf.text.library import family_font, font_stack
from careerpdf.text.shaping import Piece
from tests.support.handouts import Handouts
from tests.support.inspector import TextInspector, meanings


@pytest.fixture(scope="module")
def pdf(handouts: Handouts) -> TextInspector:
    return handouts("odd").pdf


def test_the_name_and_tag_of_a_subset_follow_from_its_content(handouts: Handouts) -> None:
    names = [{str(font.BaseFont) for font in handouts(kind).pdf.fonts()} for kind in ("full", "odd")]
    tags = [{name.split("+")[0]: name.split("+")[1] for name in found} for found in names]
    assert len(tags[0]) == len(names[0])
    assert not set(tags[0]) & set(tags[1])


def test_a_subset_holds_the_outlines_of_every_glyph_that_is_drawn(pdf: TextInspector) -> None:
    for font in pdf.fonts():
        program = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        whole = TTFont(BytesIO(program), lazy=True)
        outlines = whole["glyf"]
        mapped = meanings(font)
        assert mapped
        for glyph, text in mapped.items():
            name = whole.getGlyphName(glyph)
            assert outlines[name].numberOfContours != 0 or not text.strip(), f"{font.BaseFont} lacks {text!r}"


def test_the_widths_in_the_pdf_are_those_of_the_font(pdf: TextInspector) -> None:
    checked = 0
    for font in pdf.fonts():
        below = font.DescendantFonts[0]
        program = TTFont(BytesIO(below.FontDescriptor.FontFile2.read_bytes()), lazy=True)
        scale = 1000 / program["head"].unitsPerEm
        widths = list(below.W)
        for first, values in zip(widths[::2], widths[1::2], strict=True):
            for offset, width in enumerate(values):
                advance, _ = program["hmtx"][program.getGlyphName(int(first) + offset)]
                assert float(width) == pytest.approx(advance * scale, abs=1)
                checked += 1
    assert checked > 100


def test_length1_is_that_of_the_program(pdf: TextInspector) -> None:
    for font in pdf.fonts():
        program = font.DescendantFonts[0].FontDescriptor.FontFile2
        assert int(program.Length1) == len(program.read_bytes())


def test_a_ligature_reads_as_its_letters_in_the_pdf(handouts: Handouts) -> None:
    pdf = handouts("odd", "classic").pdf
    maps = "".join(font.ToUnicode.read_bytes().decode() for font in pdf.fonts())
    assert f"<{'ffi'.encode('utf-16-be').hex().upper()}>" in maps
    assert "Official Affiliate Liaison" in pdf.text(pdf.root)


def piece(glyphs: dict[int, str], font: Font) -> Piece:
    return Piece(font, "<0005>", 500.0, "".join(glyphs.values()), glyphs, False, len(glyphs))


def test_a_glyph_that_stands_for_two_texts_is_told_apart() -> None:
    font = family_font("Source Sans 3", "regular")
    used = UsedFonts()
    assert not used.use(piece({5: "a", 6: "b"}, font))
    assert not used.use(piece({5: "a"}, font))
    assert used.use(piece({5: "x", 7: "c"}, font))
    assert used.glyphs == {str(font.path): {5: "a", 6: "b", 7: "c"}}


def test_each_drawing_tells_all_its_glyphs_and_whether_one_stood_for_two_texts() -> None:
    font = family_font("Source Sans 3", "regular")
    used, plain = UsedFonts(), piece({5: "a", 6: "b"}, font)
    used.use(plain)
    assert used.take_drawn() == ({str(font.path): {5: "a", 6: "b"}}, True)
    used.use_all((plain,))
    used.use(piece({8: "d"}, font))
    assert used.take_drawn() == ({str(font.path): {5: "a", 6: "b", 8: "d"}}, True)
    used.use(piece({5: "x", 9: "e"}, font))
    assert used.take_drawn() == ({str(font.path): {5: "a", 9: "e"}}, False)
    assert used.take_drawn() == ({}, True)


def test_what_was_not_drawn_lately_is_let_go_of() -> None:
    font = family_font("Source Sans 3", "regular")
    used, gone = UsedFonts(), piece({5: "a"}, font)
    held = sys.getrefcount(gone)
    used.use_all((kept := piece({6: "b"}, font), gone))
    used.take_drawn()
    used.drop_old_pieces()
    assert sys.getrefcount(gone) > held
    used.use(kept)
    used.take_drawn()
    used.drop_old_pieces()
    assert sys.getrefcount(gone) == held
    used.use(gone)
    assert used.take_drawn() == ({str(font.path): {5: "a"}}, True)


def test_a_glyph_may_stand_for_another_text_once_pieces_are_let_go_of() -> None:
    font = family_font("Source Sans 3", "regular")
    used = UsedFonts()
    used.use(piece({5: "a"}, font))
    used.take_drawn()
    used.use(piece({5: "x"}, font))
    assert not used.take_drawn()[1]
    used.drop_old_pieces()
    used.use(piece({5: "x"}, font))
    assert used.take_drawn() == ({str(font.path): {5: "x"}}, True)


def test_a_drawing_in_which_a_glyph_stands_for_two_texts_depends_on_no_other_if_the_first_is_that_of_all() -> None:
    font = family_font("Source Sans 3", "regular")
    used, space, fixed = UsedFonts(), piece({1: " "}, font), piece({1: "\u00a0", 9: "7"}, font)
    used.use(space)
    used.take_drawn()
    used.use_all((space, fixed))
    assert used.take_drawn() == ({str(font.path): {1: " ", 9: "7"}}, True)
    used.use_all((fixed, space))
    assert used.take_drawn() == ({str(font.path): {1: " ", 9: "7"}}, False)


def test_a_contradiction_from_elsewhere_is_noticed() -> None:
    font = family_font("Source Sans 3", "regular")
    used = UsedFonts()
    used.use(piece({5: "a"}, font))
    used.merge({str(font.path): {6: "b", 8: "d"}})
    assert used.agrees_with({str(font.path): {5: "a", 9: "f"}})
    assert not used.agrees_with({str(font.path): {8: "e"}})
    with pytest.raises(FontConflictError):
        used.merge({str(font.path): {8: "e", 9: "f"}})
    assert used.glyphs == {str(font.path): {5: "a", 6: "b", 8: "d"}}


def test_the_same_font_in_two_documents_is_shaped_alike_and_counted_apart() -> None:
    stack = font_stack(family_font("Source Sans 3", "regular"), (), "regular", ())
    one, two = UsedFonts(), UsedFonts()
    one.use(stack.word("a").pieces[0])
    assert one.glyphs
    assert two.glyphs == {}
