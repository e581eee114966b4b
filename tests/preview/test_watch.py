"""Watched products: what a look makes again, and that it never shows what is out of date.

What is right is what a fresh process makes of the same files. All looks are asked for here; `test_file_events.py` is
about when they come.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.preview.watch import Update, Watch
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout
from careerpdf.products.product import Options, Product, Result
from careerpdf.project.load import open_project
from careerpdf.project.project import Project
from careerpdf.text.library import family_font
from tests.support.offices import NURSE, SETTINGS, draw, save_unnoticed

HANDOUT, BOOKLET = Handout("registered-nurse"), Booklet("fair")
BeginWatch = Callable[..., Watch]


@pytest.fixture
def watch(root: Path) -> BeginWatch:
    """Begin to watch, after a first build without mistakes."""

    def begin(*products: Product) -> Watch:
        watching = watched(root, *products)
        update = watching.look()
        assert update is not None
        assert all(state.result.ok for state in update.states), update
        return watching

    return begin


def watched(root: Path, *products: Product) -> Watch:
    """Nothing is made yet."""
    options = Options()
    return Watch(
        products or (HANDOUT,),
        options,
        lambda: open_project(root),
        lambda project, product: product.build(project, options),
    )


def look(watching: Watch) -> Update:
    update = watching.look()
    assert update is not None, "nothing was made again"
    return update


def fresh(root: Path, *command: str) -> bytes:
    """What a process that knows nothing of before makes."""
    folder = root.parent / "fresh"
    arguments = [sys.executable, "-m", "careerpdf", *command, "--project", str(root), "-o", str(folder), "-q"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (pdf,) = folder.iterdir()
    data = pdf.read_bytes()
    pdf.unlink()
    return data


def replaced(path: Path, old: str, new: str) -> None:
    save_unnoticed(path, path.read_bytes().replace(old.encode(), new.encode()))


def change_profile(root: Path) -> None:
    replaced(root / "profiles" / "registered-nurse.yaml", "who are ill", "who are old")


def change_linked_title(root: Path) -> None:
    replaced(root / "profiles" / "electrician.yaml", "title: Electrician", "title: Wire Puller")


def change_settings(root: Path) -> None:
    replaced(root / "careerpdf.yaml", "Career Services", "Career Guidance")


def change_style(root: Path) -> None:
    replaced(root / "styles" / "house" / "style.yaml", "#8a5a00", "#8a0000")


def change_manifest(root: Path) -> None:
    replaced(root / "booklets" / "fair.yaml", "Career Fair", "Career Fest")


def change_logo(root: Path) -> None:
    logo = root / "images" / "logo.png"
    other = root / "images" / "other.png"
    draw(other, "teal")
    data = other.read_bytes()
    other.unlink()
    logo.write_bytes(logo.read_bytes().ljust(max(len(data), logo.stat().st_size), b"\0"))
    save_unnoticed(logo, data.ljust(logo.stat().st_size, b"\0"))


def test_a_save_that_the_clock_does_not_show_is_made_again(root: Path, watch: BeginWatch) -> None:
    pdf = root / "output" / "registered-nurse.pdf"
    watching = watch()
    for change in (change_profile, change_linked_title, change_settings, change_style, change_logo):
        before = pdf.read_bytes()
        change(root)
        assert look(watching).tried == (HANDOUT,), change.__name__
        assert pdf.read_bytes() != before, change.__name__
        assert pdf.read_bytes() == fresh(root, "build", "registered-nurse"), change.__name__


def test_a_template_that_comes_changes_and_goes_is_noticed(root: Path, watch: BeginWatch) -> None:
    pdf = root / "output" / "registered-nurse.pdf"
    watching = watch()
    first = pdf.read_bytes()
    own = root / "styles" / "own" / "quick-facts.xml.j2"
    text = '{% macro quick_facts(facts, profile, numbers=()) %}<p role="fact">Fact A.</p>{% endmacro %}'
    seen = []
    for step in (
        lambda: own.write_text(text, encoding="utf-8"),  # in the place of the shipped one, which has been read
        lambda: replaced(own, "Fact A", "Fact B"),
        own.unlink,
    ):
        step()
        look(watching)
        assert pdf.read_bytes() == fresh(root, "build", "registered-nurse")
        seen.append(pdf.read_bytes())
    assert seen[2] == first
    assert len(set(seen)) == 3


def test_a_font_of_the_pack_that_changes_is_read_again(root: Path, watch: BeginWatch) -> None:
    font = root / "styles" / "own" / "our.ttf"

    def put(family: str) -> None:
        with TTFont(family_font(family, "regular").path) as found:
            found.save(font)

    put("Source Sans 3")
    (root / "styles" / "own" / "style.yaml").write_text(
        "extends: house\ndescription: Ours.\nfonts: {sans: {regular: our.ttf}}\n", encoding="utf-8"
    )
    pdf = root / "output" / "registered-nurse.pdf"
    watching = watch()
    before = pdf.read_bytes()
    put("EB Garamond")
    look(watching)
    assert pdf.read_bytes() != before
    assert pdf.read_bytes() == fresh(root, "build", "registered-nurse")


def test_a_booklet_follows_its_manifest_and_its_roles(root: Path, watch: BeginWatch) -> None:
    pdf = root / "output" / "fair.pdf"
    watching = watch(BOOKLET)
    for change in (
        change_profile,
        lambda root: replaced(root / "booklets" / "fair.yaml", "Career Fair", "Career Fest"),
    ):
        before = pdf.read_bytes()
        change(root)
        look(watching)
        assert pdf.read_bytes() != before
        assert pdf.read_bytes() == fresh(root, "booklet", "fair")


def test_only_what_is_affected_is_made_again(root: Path, watch: BeginWatch) -> None:
    electrician = Handout("electrician")
    watching = watch(BOOKLET, electrician, HANDOUT)
    replaced(root / "profiles" / "electrician.yaml", "stays dark", "stays dull")
    assert look(watching).tried == (electrician, HANDOUT)  # whose page names it; the booklet has not got it
    change_manifest(root)
    assert look(watching).tried == (BOOKLET,)
    replaced(root / "styles" / "other" / "style.yaml", "Not used", "Not read")
    assert watching.look() is None


def test_a_file_that_is_saved_as_it_was_costs_nothing(root: Path, watch: BeginWatch) -> None:
    watching = watch()
    profile = root / "profiles" / "registered-nurse.yaml"
    profile.write_text(profile.read_text(encoding="utf-8"), encoding="utf-8")
    beside = profile.with_name("new")
    beside.write_bytes(profile.read_bytes())
    beside.replace(profile)
    assert watching.look() is None


def test_with_mistakes_the_last_good_pdf_stays_until_they_are_mended(root: Path, watch: BeginWatch) -> None:
    watching = watch()
    pdf, profile = root / "output" / "registered-nurse.pdf", root / "profiles" / "registered-nurse.yaml"
    good = pdf.read_bytes()
    profile.write_text(NURSE.replace("category", "catgory"), encoding="utf-8")
    failed = look(watching)
    (state,) = failed.states
    assert "unknown-key" in {problem.code for problem in state.result.diagnostics}
    assert state.good_at is not None
    assert (state.target, pdf.read_bytes()) == (pdf, good)
    assert watching.look() is None, "it is said once"
    profile.write_text(NURSE, encoding="utf-8")
    mended = look(watching)
    assert mended.mended == (HANDOUT,)
    assert pdf.read_bytes() == good


@pytest.mark.parametrize("text", ["office: {nam: X}\n", "office: [\n", SETTINGS.replace("logo.png", "none.png")])
def test_faulty_settings_are_said_and_nothing_is_made_until_they_are_mended(
    root: Path, watch: BeginWatch, text: str
) -> None:
    watching = watch(HANDOUT, BOOKLET)
    pdf = root / "output" / "registered-nurse.pdf"
    good = pdf.read_bytes()
    (root / "careerpdf.yaml").write_text(text, encoding="utf-8")
    failed = look(watching)
    assert failed.problems
    assert not any(state.result.ok for state in failed.states)
    assert pdf.read_bytes() == good
    (root / "careerpdf.yaml").write_text(SETTINGS, encoding="utf-8")
    assert set(look(watching).mended) == {HANDOUT, BOOKLET}


@pytest.mark.parametrize("away", ["profiles", "profiles/registered-nurse.yaml", ".", "careerpdf.yaml", "styles"])
def test_what_is_moved_away_and_back_is_as_before(root: Path, watch: BeginWatch, away: str) -> None:
    watching = watch()
    pdf, path = root / "output" / "registered-nurse.pdf", root / away
    good = pdf.read_bytes()
    path.rename(root.parent / "elsewhere")
    update = look(watching)
    assert update.states[0].result.ok == (away == "careerpdf.yaml"), "without settings there are still handouts"
    (root.parent / "elsewhere").rename(path)
    update = look(watching)
    assert update.states[0].result.ok
    assert update.problems == ()
    assert pdf.read_bytes() == good


def test_a_file_that_is_gone_or_empty_for_a_moment_is_waited_for(
    root: Path, watch: BeginWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = watch()
    profile = root / "profiles" / "registered-nurse.yaml"
    steps = iter([profile.touch, lambda: profile.write_text(NURSE.replace("ill", "old"), encoding="utf-8")])
    monkeypatch.setattr("careerpdf.preview.watch.time.sleep", lambda _seconds: next(steps)())
    profile.unlink()
    (state,) = look(watching).states
    assert state.result.ok
    assert next(steps, None) is None


def test_a_first_build_that_fails_is_no_end(root: Path) -> None:
    profile = root / "profiles" / "registered-nurse.yaml"
    profile.write_text("title: Nurse\n", encoding="utf-8")
    watching = Watch(
        [HANDOUT],
        Options(),
        lambda: open_project(root),
        lambda project, product: product.build(project, Options()),
    )
    (state,) = look(watching).states
    assert (state.result.ok, state.good_at) == (False, None)
    profile.write_text(NURSE, encoding="utf-8")
    assert look(watching).mended == (HANDOUT,)


def test_a_save_while_it_is_being_made_is_not_lost(root: Path) -> None:
    profile = root / "profiles" / "registered-nurse.yaml"
    titles = []

    def slow(project: Project, product: Product) -> Result:
        titles.append(profile.read_text(encoding="utf-8").partition("\n")[0])
        if len(titles) == 1:
            profile.write_text(NURSE.replace("Registered", "Retired"), encoding="utf-8")
        return Result(product, product.name, project.output_dir / "x.pdf", 1, 1, 0.0, ())

    watching = Watch([HANDOUT], Options(), lambda: open_project(root), slow)
    look(watching)
    look(watching)
    assert titles == ["title: Registered Nurse", "title: Retired Nurse"]
    assert watching.look() is None


def test_a_pdf_that_another_program_holds_is_tried_again_and_said_once(root: Path) -> None:
    locked = Diagnostic("cannot-write", Severity.ERROR, "it is open in another program")
    results = [
        Result(HANDOUT, "x", None, 0, 0, 0.0, (locked,)),
        Result(HANDOUT, "x", None, 0, 0, 0.0, (locked,)),
        Result(HANDOUT, "x", root / "x.pdf", 1, 1, 0.0, ()),
    ]
    rest = iter(results)
    watching = Watch([HANDOUT], Options(), lambda: open_project(root), lambda *_: next(rest))
    assert look(watching).tried == (HANDOUT,)
    assert watching.look() is None
    assert look(watching).mended == (HANDOUT,)
    assert watching.look() is None
