"""Words to glyphs: kerning, ligatures, fallback fonts, missing characters, scripts that run to the left."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.system.resources import font_families
from careerpdf.text.font import Font, open_font
from careerpdf.text.library import FontNotFoundError, family_font, font_stack
from careerpdf.text.shaping import FontStack, Word

FALLBACK = ("Noto Sans", "Open Sans", "Mukta", "Noto Sans JP", "Noto Sans KR", "Noto Sans SC")


@pytest.fixture(scope="module")
def sans() -> FontStack:
    return font_stack(family_font("Source Sans 3", "regular"), FALLBACK, "regular", ())


@pytest.fixture(scope="module")
def serif() -> FontStack:
    return font_stack(family_font("EB Garamond", "regular"), (), "regular", ())


def glyphs_of(tj: str) -> list[int]:
    """The glyphs of the strings in a TJ array."""
    inside = "".join(re.findall(r"\(((?:\\.|[^\\()])*)\)", tj, re.DOTALL))
    codes = re.sub(r"\\(.)", lambda m: "\r" if m[1] == "r" else m[1], inside, flags=re.DOTALL).encode("latin-1")
    return [int.from_bytes(codes[k : k + 2], "big") for k in range(0, len(codes), 2)]


def said(word: Word) -> str:
    """The text that the glyphs of a word stand for, as a PDF reader puts it together."""
    parts = []
    for piece in word.pieces:
        if piece.needs_actual_text:
            parts.append(piece.text)
            continue
        parts += [piece.glyphs[glyph] for glyph in glyphs_of(piece.tj)]
    return "".join(parts)


def test_pairs_are_kerned(sans: FontStack) -> None:
    assert sans.word("AV").width < sans.word("A").width + sans.word("V").width - 10


def test_kerning_can_be_turned_off() -> None:
    loose = font_stack(family_font("Source Sans 3", "regular"), (), "regular", ("-kern",))
    assert loose.word("AV").width == pytest.approx(loose.word("A").width + loose.word("V").width)


def test_the_numbers_in_a_word_move_the_pen_as_far_as_its_width(sans: FontStack) -> None:
    word = sans.word("AVATAR")
    piece = word.pieces[0]
    advances = sum(piece.font.advance(glyph) for glyph in glyphs_of(piece.tj))
    moved = sum(float(n) for n in re.findall(r"\)(-?\d+(?:\.\d+)?)\(", piece.tj))
    assert moved > 0
    assert advances - moved == pytest.approx(word.width, abs=0.5)


def test_a_ligature_is_one_glyph_that_reads_as_its_letters(serif: FontStack) -> None:
    word = serif.word("office")
    assert word.length < len("office")
    assert "ffi" in word.pieces[0].glyphs.values()
    assert not word.pieces[0].needs_actual_text
    assert said(word) == "office"


def test_a_feature_asked_for_changes_the_figures() -> None:
    old = font_stack(family_font("EB Garamond", "regular"), (), "regular", ("onum",)).word("1234")
    lining = font_stack(family_font("EB Garamond", "regular"), (), "regular", ("lnum",)).word("1234")
    assert set(old.pieces[0].glyphs) != set(lining.pieces[0].glyphs)
    assert said(old) == said(lining) == "1234"


def test_a_character_that_the_font_lacks_comes_from_the_first_fallback_that_has_it(sans: FontStack) -> None:
    word = sans.word("a小b")
    sans_font, japanese = "SourceSans3-Regular", "NotoSansJP-Regular"
    assert [piece.font.name for piece in word.pieces] == [sans_font, japanese, sans_font]
    assert word.missing == ""
    assert said(word) == "a小b"


def test_a_character_that_no_font_has_is_named_and_still_reads_as_itself(sans: FontStack) -> None:
    word = sans.word("hi😀")
    assert word.missing == "😀"
    assert said(word) == "hi😀"
    assert word.pieces[1].width > 0


@pytest.mark.parametrize("character", ["\u200d", "\u2060", "\ufe0f", "\u00ad"])
def test_a_character_without_ink_is_never_missing(sans: FontStack, character: str) -> None:
    word = sans.word(f"a{character}b")
    assert word.missing == ""
    assert word.width == pytest.approx(sans.word("a").width + sans.word("b").width, abs=30)


def test_hebrew_runs_to_the_left_and_reads_to_the_right(sans: FontStack) -> None:
    word = sans.word("שלום")
    assert word.right_to_left
    assert said(word) == word.text == "שלום"
    assert word.pieces[0].glyphs[glyphs_of(word.pieces[0].tj)[0]] == "ם"  # the last letter is drawn first


def test_a_hebrew_word_with_parts_from_two_fonts_reads_in_order(sans: FontStack) -> None:
    assert sans.word("שלוםא1").text == "שלוםא1"


def test_vowel_signs_are_put_at_their_letter_and_read_in_order(sans: FontStack) -> None:
    assert said(sans.word("हिन्दी")) == "हिन्दी"


def test_a_word_is_shaped_once(sans: FontStack) -> None:
    assert sans.word("shaped") is sans.word("shaped")


@given(st.text(st.characters(max_codepoint=0x24F, categories=("L", "N", "P")), min_size=1, max_size=15))
def test_any_latin_word_reads_as_it_was_written(text: str) -> None:
    stack = font_stack(family_font("Source Sans 3", "regular"), FALLBACK, "regular", ())
    assert said(stack.word(text)) == text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Z", "M")), min_size=1, max_size=8))
def test_a_word_of_any_script_is_drawn_or_named_as_missing(text: str) -> None:
    stack = font_stack(family_font("Source Sans 3", "regular"), FALLBACK, "regular", ())
    word = stack.word(text)
    assert sorted(word.text) == sorted(text)
    assert all(any(ord(c) in font.unicodes for font in stack.fonts) for c in set(text) - set(word.missing))


@pytest.mark.parametrize("family", ["EB Garamond", "Source Sans 3"])  # the latter has one glyph for both hyphens
@given(words=st.lists(st.text("AVTefilo1 \u00a0-\u2010\u00ad\u2019é\u0301ש小", min_size=1, max_size=6), min_size=2))
def test_a_word_is_the_same_whatever_was_shaped_before(family: str, words: list[str]) -> None:
    def looks(word: Word) -> list[object]:
        pieces = [(p.font, p.tj, p.text, p.glyphs, p.needs_actual_text, p.count) for p in word.pieces]
        return [*pieces, word.width, word.length, word.right_to_left, word.missing, word.plain and word.plain[:3]]

    fonts = [family_font(family, "regular"), family_font("Noto Sans JP", "regular")]
    one = FontStack(fonts)
    assert [looks(one.word(word)) for word in words] == [looks(FontStack(fonts).word(word)) for word in words]


@pytest.mark.parametrize("family", ["EB Garamond", "Source Sans 3"])
@pytest.mark.parametrize("text", ["office", "AVATAR", ",\u00a01861", "co\u20102"])
def test_a_word_of_known_glyphs_is_what_it_is_glyph_by_glyph(family: str, text: str) -> None:
    shaper = FontStack([family_font(family, "regular")])._shaper
    assert shaper.spelled("- ")
    spelled, shaped = shaper.spelled(text), shaper.shape(text)[0]
    assert spelled
    assert (spelled.tj, spelled.width, spelled.glyphs) == (shaped.tj, shaped.width, shaped.glyphs)
    assert (spelled.text, spelled.needs_actual_text, spelled.count) == (text, shaped.needs_actual_text, shaped.count)


def test_a_word_that_came_up_lately_is_kept_when_others_are_forgotten() -> None:
    stack = FontStack([family_font("Source Sans 3", "regular")])
    often, once = stack.word("often"), stack.word("once")
    stack.drop_old_words()
    assert stack.word("often") is often
    stack.drop_old_words()
    assert stack.word("often") is often
    assert stack.word("once") is not once


def test_a_cut_that_a_family_lacks_is_replaced_by_a_plainer_one() -> None:
    assert family_font("Noto Sans JP", "italic").name == "NotoSansJP-Regular"


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(FontNotFoundError, match="Comic Sans"):
        family_font("Comic Sans", "regular")


def test_the_families_that_ship_can_all_be_opened() -> None:
    assert {"Source Sans 3", "EB Garamond", "Open Sans", "Noto Sans"} <= set(font_families())
    for family in font_families():
        assert family_font(family, "bold").unicodes


def test_a_file_that_is_no_font_is_refused(tmp_path) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(b"not a font")
    with pytest.raises(ValueError, match="not a TrueType or OpenType font"):
        Font.open(path)


def test_measures_are_in_thousandths_of_an_em_whatever_the_units_of_the_font() -> None:
    fonts = [family_font(name, "regular") for name in ("Source Sans 3", "Open Sans", "EB Garamond")]
    assert len({font.face.upem for font in fonts}) > 1
    for font in fonts:
        assert 600 < font.cap_height < 750
        assert 700 < font.ascent < 1200
        assert -500 < font.descent < -150


def test_a_font_file_is_opened_once() -> None:
    font = family_font("Source Sans 3", "regular")
    assert open_font(font.path) is font
    assert replace(font_stack(font, (), "regular", ())).first is font
