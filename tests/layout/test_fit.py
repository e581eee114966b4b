"""Copy-fit: bounds that hold, sides that are filled and balanced, and what is said of a text that is too long."""

from pathlib import Path

import pytest

from careerpdf.document import markup
from careerpdf.document.nodes import Document
from careerpdf.layout.fit import DoesNotFitError, fit_chapter, fit_handout, fit_part
from careerpdf.layout.pages import Layout, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.products.handout import Handout
from careerpdf.products.product import Options
from careerpdf.project.project import Project
from careerpdf.style.pack import StylePack
from tests.support.cases import in_turn
from tests.support.handouts import CASES, PAPERS, STYLES, Handouts
from tests.support.laid_out import Packs, filler

COLUMNS = [style for style in STYLES if style != "large-print"]  # those that set a page's text in columns


def sheet_of(pack: StylePack, paper: str = "letter") -> StyleSheet:
    return StyleSheet(pack, paper, "en")


def article(paragraphs: int, words: int = 60) -> Document:
    """A document of so many sections of a paragraph each."""
    text = " ".join(["plain", "words", "of", "some", "length"] * (words // 5))
    sections = "".join(f'<section><h level="2">Part {k}</h><p>{text}</p></section>' for k in range(1, paragraphs + 1))
    return markup.parse_document(f'<document title="T" lang="en"><h level="1" role="title">T</h>{sections}</document>')


# -- handouts


@pytest.mark.parametrize(
    ("kind", "style", "paper"), in_turn(("sparse", "full", "odd"), COLUMNS, ("letter", "a4", "legal"))
)
def test_a_handout_fits_its_sheet(handouts: Handouts, kind: str, style: str, paper: str) -> None:
    made = handouts(kind, style, paper)
    pages = 1 if kind == "sparse" else 2
    assert made.pages == pages or not StyleSheet(made.pack, paper, "en").page.sides


@pytest.mark.parametrize(("kind", "style", "paper"), CASES)
def test_the_setting_stays_within_the_bounds_of_the_pack(
    handouts: Handouts, packs: Packs, kind: str, style: str, paper: str
) -> None:
    pack = packs(style)
    layout = fit_handout(handouts(kind, style, paper).document, sheet_of(pack, paper))
    fit = pack.style.fit
    assert fit.smallest <= layout.sheet.scale <= fit.largest
    assert fit.tightest <= layout.sheet.spread <= fit.loosest
    assert layout.sheet.split in (1, fit.narrowest)
    assert layout.sheet.text("body").size >= fit.minimum >= 9


@pytest.mark.parametrize("paper", PAPERS)
def test_large_print_never_goes_below_18_pt(packs: Packs, paper: str) -> None:
    sheet = sheet_of(packs("large-print"), paper)
    with pytest.raises(DoesNotFitError):
        fit_handout(article(40), sheet, sides=2)
    sizes = {role: sheet.text(role).size for role in sheet.style.text}
    assert min(sizes.values()) >= 18, min(sizes, key=lambda role: sizes[role])


@pytest.mark.parametrize("style", COLUMNS)
def test_what_is_just_too_long_is_tightened_and_what_is_short_is_opened_up(packs: Packs, style: str) -> None:
    sheet = sheet_of(packs(style))
    settings = [fit_handout(article(count), sheet).sheet for count in range(3, 13)]
    assert min(setting.spread for setting in settings) < 1 < max(setting.scale for setting in settings)


@pytest.mark.parametrize("style", STYLES)
def test_fitting_gives_the_same_layout_each_time(handouts: Handouts, packs: Packs, style: str) -> None:
    document, sheet = handouts("full", style).document, sheet_of(packs(style))
    one, other = fit_handout(document, sheet), fit_handout(document, sheet)
    assert (one.sheet.scale, one.sheet.spread, one.sheet.split) == (
        other.sheet.scale,
        other.sheet.spread,
        other.sheet.split,
    )
    assert one.fill == other.fill


@pytest.mark.parametrize("style", COLUMNS)
def test_a_long_one_without_a_limit_keeps_the_packs_own_size(handouts: Handouts, packs: Packs, style: str) -> None:
    made = handouts("long", style, "half-letter")
    assert made.pages > 4
    sheet = sheet_of(packs(style), "half-letter")
    layout, plain = fit_handout(made.document, sheet), lay_out(made.document, sheet)
    if plain.fill[-1] < 0.4:  # a last page nearly empty: saved if the pack's bounds allow
        assert len(layout.pages) <= len(plain.pages)
    else:
        assert (layout.sheet.scale, layout.sheet.spread) == (1, 1)


def test_a_sparse_handout_is_set_larger_than_the_packs_own_size(handouts: Handouts) -> None:
    made = handouts("sparse")
    assert max(run.size for run in made.pdf.runs) > (made.pack.style.text["title"].size or 0) * 1.1


def test_more_pages_never_make_the_type_smaller(handouts: Handouts, packs: Packs) -> None:
    document, sheet = handouts("long").document, sheet_of(packs("modern"))
    scales = [fit_handout(document, sheet, sides).sheet.scale for sides in (3, 4, 5)]
    assert scales == sorted(scales)


def test_an_aside_gives_way_before_a_text_is_said_to_be_too_long(packs: Packs) -> None:
    """Of the texts that the tightest type cannot fit, a few fit beside a narrower aside."""
    sheet = sheet_of(packs("modern"))
    split = set()
    for words in range(150, 400, 2):
        text = " ".join(["word"] * words)
        beside = f"<beside><lead/><aside><p>Facts</p></aside><main><p>{text}</p></main></beside>"
        document = markup.parse_document(f'<document title="T" lang="en">{beside * 3}</document>')
        try:
            split.add(fit_handout(document, sheet, sides=1).sheet.split)
        except DoesNotFitError:
            break
    assert split == {1, sheet.style.fit.narrowest}


# -- what does not fit


def overflow(document: Document, sheet: StyleSheet, sides: int) -> DoesNotFitError | Layout:
    try:
        return fit_handout(document, sheet, sides)
    except DoesNotFitError as error:
        return error


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("sides", [1, 2, 3])
def test_a_longer_text_is_too_long_by_more_lines(packs: Packs, style: str, sides: int) -> None:
    sheet = sheet_of(packs(style))
    lines = [
        error.lines if isinstance(error, DoesNotFitError) else 0
        for count in range(2, 40, 4)
        if (error := overflow(article(count), sheet, sides))
    ]
    assert lines == sorted(lines)
    assert lines[-1] > 0
    assert lines[0] == 0 or style == "large-print"


def test_leaving_out_the_lines_that_are_too_many_makes_it_fit(packs: Packs) -> None:
    sheet = sheet_of(packs("modern"))
    error = overflow(article(12, 100), sheet, 1)
    assert isinstance(error, DoesNotFitError)
    sections = error.lines / (error.longest[0][1]) + 1
    assert isinstance(overflow(article(12 - int(sections) - 1, 100), sheet, 1), Layout)


def test_the_longest_sections_are_named(packs: Packs) -> None:
    text = "<p>" + " ".join(["word"] * 400) + "</p>"
    parts = "".join(
        f'<section><h level="2">{name}</h>{text * count}</section>' for name, count in (("A", 1), ("B", 4), ("C", 2))
    )
    document = markup.parse_document(f'<document title="T" lang="en">{parts}</document>')
    error = overflow(document, sheet_of(packs("modern")), 1)
    assert isinstance(error, DoesNotFitError)
    assert [title for title, _ in error.longest] == ["B", "C", "A"]
    assert error.longest[0][1] > 1.8 * error.longest[1][1] > 0


def test_a_handout_that_does_not_fit_says_how_to_go_on_and_leaves_its_old_pdf(
    office_project: Project, tmp_path: Path
) -> None:
    old = tmp_path / "long.pdf"
    old.write_bytes(b"old")
    result = Handout("long").build(office_project, Options(output=tmp_path))
    assert not result.ok
    assert old.read_bytes() == b"old"
    (problem,) = [d for d in result.diagnostics if d.code == "does-not-fit"]
    assert "lines too long for one sheet (2 sides) of letter paper in the style 'modern'" in problem.message
    assert "“What you would do” (" in (problem.hint or "")
    assert "--fit none" in (problem.hint or "")
    again = Handout("long").build(office_project, Options(output=tmp_path, fit=0))
    assert again.ok
    assert again.pages == 3


# -- parts of a book


def test_a_chapter_is_tightened_only_where_its_last_page_is_nearly_empty_and_is_saved(packs: Packs) -> None:
    sheet = StyleSheet(packs("modern"), "half-letter", "en", book=True)
    saved = kept = 0
    for count in range(340, 760, 20):
        xml = "".join(f"<p>{filler(20)}</p>" for _ in range(count // 20))
        document = markup.parse_document(f'<document title="T" lang="en">{xml}</document>')
        plain, fitted = lay_out(document, sheet), fit_chapter(document, sheet)
        if fitted.sheet.spread == 1:
            assert fitted.sheet.scale == 1
            kept += 1
        else:
            assert plain.fill[-1] < 0.4
            assert len(fitted.pages) < len(plain.pages)
            assert fitted.sheet.spread == sheet.style.fit.tightest
            assert fitted.sheet.scale in (1, sheet.style.fit.smallest)
            saved += 1
    assert saved
    assert kept > saved


def test_contents_do_not_end_in_a_page_with_next_to_nothing(packs: Packs) -> None:
    sheet = StyleSheet(packs("classic"), "half-letter", "en", book=True)
    saved = balanced = 0
    for count in range(10, 110):
        entries = "".join(f'<entry level="1" href="#r{k}" page="{k}">Role{k}</entry>' for k in range(count))
        document = markup.parse_document(f'<document title="T" lang="en"><toc>{entries}</toc></document>')
        plain, fitted = lay_out(document, sheet), fit_part(document, sheet)
        assert len(fitted.pages) == 1 or fitted.fill[-1] >= 0.25
        if plain.fill != fitted.fill:
            assert plain.fill[-1] < 0.25
            saved += len(fitted.pages) < len(plain.pages)
            balanced += len(fitted.pages) == len(plain.pages)
    assert saved
    assert balanced
