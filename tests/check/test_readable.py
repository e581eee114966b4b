"""Files in which nobody can read: each fails though it may pass every checker; and near misses that must not fail."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from careerpdf.check.findings import Weight
from careerpdf.check.fonts import read_font
from careerpdf.check.readable import _contradictions
from careerpdf.check.run import own_runs
from careerpdf.check.standards import Standard
from tests.support.made_pdfs import read
from tests.support.tagged_pdfs import BODY, MORE, Part, changed, good, write


def failures(path: Path) -> set[str]:
    return {f.rule for run in own_runs(read(path)) for f in run.findings if f.weight is Weight.FAILURE}


def made(folder: Path, parts: list[Part], **settings: Any) -> set[str]:
    return failures(write(folder / "made.pdf", parts, **settings))


def edited(path: Path, folder: Path, edit: Callable[[pikepdf.Pdf], None]) -> set[str]:
    with pikepdf.open(path) as pdf:
        edit(pdf)
        pdf.save(folder / "edited.pdf", fix_metadata_version=False)
    return failures(folder / "edited.pdf")


def test_a_good_document_fails_nothing(tmp_path: Path, handout_pdf: Path) -> None:
    assert made(tmp_path, good()) == set()
    assert failures(handout_pdf) == set()


# -- heard


def test_a_document_whose_every_word_is_decoration_is_not_read(tmp_path: Path) -> None:
    parts = [replace(part, artifact=True) for part in good() if part.lines]
    assert made(tmp_path, [*parts, Part("P", at=(72, 20))]) == {"nothing-read"}


@pytest.mark.parametrize("entry", ["ActualText", "Alt"])
def test_a_text_that_replaces_the_whole_document_swallows_it(tmp_path: Path, entry: str) -> None:
    def swallow(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.K[f"/{entry}"] = String("A document")

    path = write(tmp_path / "made.pdf", good())
    assert "text-swallowed" in edited(path, tmp_path, swallow)


def test_an_empty_actual_text_on_the_document_leaves_nothing(tmp_path: Path) -> None:
    def swallow(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.K.ActualText = String("")

    assert edited(write(tmp_path / "made.pdf", good()), tmp_path, swallow) == {"nothing-read", "text-swallowed"}


@pytest.mark.parametrize(
    ("entries", "swallowed"),
    [
        ({"ActualText": String("")}, True),
        ({"ActualText": String("Text")}, True),
        ({"Alt": String("A paragraph")}, True),
        ({"ActualText": String(" ".join(MORE))}, False),
        ({}, False),
    ],
)
def test_a_paragraph_is_swallowed_by_a_shorter_text_only(
    tmp_path: Path, entries: dict[str, Any], swallowed: bool
) -> None:
    assert made(tmp_path, changed(good(), 3, entries=entries)) == ({"text-swallowed"} if swallowed else set())


def test_an_alternative_text_of_a_drawing_with_words_swallows_nothing(tmp_path: Path) -> None:
    chart = Part("Figure", BODY, (72, 300), entries={"Alt": String("Pay grows from year to year")})
    assert made(tmp_path, [*good()[:7], chart]) == set()


def test_a_scan_is_a_picture_of_text_whatever_it_is_tagged_as(tmp_path: Path) -> None:
    scan = Part("Figure", at=(0.001, 0.001), image=(612, 792), entries={"Alt": String("Nurses and their work, page 1")})
    assert made(tmp_path, [scan]) == {"scan"}
    assert made(tmp_path, [replace(scan, artifact=True), Part("P", ("1",), (300, 20))]) == {"scan"}


def test_a_cover_with_a_picture_is_no_scan(tmp_path: Path) -> None:
    cover = Part("Figure", at=(0.001, 0.001), image=(612, 792), entries={"Alt": String("A nurse at a bed")})
    assert "scan" not in made(tmp_path, [cover, *(replace(part, page=2) for part in good()[:4])], pages=3)


def test_text_with_its_picture_behind_it_is_no_scan(tmp_path: Path) -> None:
    behind = Part("P", at=(0.001, 0.001), image=(612, 792), artifact=True)
    assert "scan" not in made(tmp_path, [behind, *good()])


def test_a_font_that_says_one_letter_for_all_is_scrambled(handout_pdf: Path, tmp_path: Path) -> None:
    def scramble(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].obj.Resources.Font.values():
            data = re.sub(rb"> <00[67][0-9A-Fa-f]>", b"> <0078>", font.ToUnicode.read_bytes())
            font.ToUnicode = pdf.make_stream(data)

    assert "text-scrambled" in edited(handout_pdf, tmp_path, scramble)


def test_a_font_whose_map_contradicts_its_own_names_is_scrambled() -> None:
    with pikepdf.new() as pdf:
        names = [Name(f"/{letter}") for letter in "abcdefghijklmnop"]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Some)
        font.Encoding = Dictionary(Differences=Array([97, *names]))
        assert _contradictions(_shown(font)) == ""
        lines = b"".join(b"<%02X> <%04X>\n" % (code, code + 1) for code in range(97, 113))
        font.ToUnicode = pdf.make_stream(b"16 beginbfchar\n" + lines + b"endbfchar")
        assert "“a” is read as “b”" in _contradictions(_shown(font))


def _shown(font: Dictionary) -> Any:
    read_as = read_font(font)
    read_as.shown(bytes(range(97, 113)))
    return read_as


def test_a_font_without_a_map_cannot_be_read(handout_pdf: Path, tmp_path: Path) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for font in page.obj.Resources.Font.values():
                if "/ToUnicode" in font:
                    del font["/ToUnicode"]

    assert "text-unreadable" in edited(handout_pdf, tmp_path, strip)


# -- seen


@pytest.mark.parametrize(
    ("colour", "size", "bold", "fails"),
    [
        ("1 g", 11, False, True),
        ("0.5 g", 11, False, True),  # 3.95:1
        ("0.46 g", 11, False, False),  # 4.6:1
        ("0.5 g", 18, False, False),
        ("0.5 g", 14, True, False),
        ("0.5 g", 14, False, True),
        ("0.6 g", 18, False, True),  # 2.85:1
        ("0.9 0.9 0 rg", 11, False, True),
        ("0 0.7 0.7 0 k", 11, False, True),
        ("0 0 0 1 k", 11, False, False),
    ],
)
def test_text_has_to_stand_out(tmp_path: Path, colour: str, size: float, bold: bool, fails: bool) -> None:
    found = made(tmp_path, changed(good(), 3, colour=colour, size=size, bold=bold))
    assert found == ({"text-too-weak"} if fails else set())


@pytest.mark.parametrize(
    "before",
    [
        "0 0.2 0.5 rg 60 540 500 100 re f",
        "q 0 0.2 0.5 RG 100 w 60 590 m 560 590 l S Q",
        "q 0 0.2 0.5 RG 30 w 60 610 m 560 610 l S 60 580 m 560 580 l S Q",
        "q 0 0.2 0.5 rg 60 540 100 100 re 160 540 400 100 re f Q",
    ],
)
def test_white_text_on_a_dark_ground_stands_out_however_the_ground_is_drawn(tmp_path: Path, before: str) -> None:
    assert made(tmp_path, changed(good(), 3, colour="1 g", before=before, lines=MORE[:2])) == set()


def test_a_light_letter_of_a_logo_or_a_bullet_fails_nothing(tmp_path: Path) -> None:
    logo = Part(
        "Figure", ("Northfield College",), (72, 200), colour="0.8 g", entries={"Alt": String("Northfield College")}
    )
    bullet = Part("P", ("•",), (72, 150), colour="0.8 g")
    assert made(tmp_path, [*good()[:7], logo, bullet]) == set()


def test_text_in_ink_is_measured_by_its_recipe(tmp_path: Path) -> None:
    path = write(tmp_path / "made.pdf", changed(good(), 3, colour="/Spot cs 1 scn"))
    recipe = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 0.3, 0.9, 0]), N=1)

    def add(pdf: pikepdf.Pdf) -> None:
        spot = Array([Name.Separation, Name("/Sun Yellow"), Name.DeviceCMYK, pdf.make_indirect(recipe)])
        pdf.pages[0].obj.Resources.ColorSpace = Dictionary(Spot=spot)

    assert edited(path, tmp_path, add) == {"text-too-weak"}


def test_see_through_text_is_measured_as_it_looks(tmp_path: Path) -> None:
    path = write(tmp_path / "made.pdf", changed(good(), 3, colour="/Thin gs 0 g"))

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.ExtGState = Dictionary(Thin=Dictionary(ca=0.2))

    assert "text-too-weak" in edited(path, tmp_path, add)


def test_failures_are_of_readability_and_not_of_the_tags(tmp_path: Path) -> None:
    path = write(tmp_path / "made.pdf", changed(good(), 3, colour="1 g"))
    assert {run.standard for run in own_runs(read(path)) if run.verdict == "fail"} == {Standard.READABLE}
