"""A PDF of which nothing has changed stays; whatever changes of its inputs, it is the one that is made from new."""

import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from careerpdf.booklet.model import Manifest
from careerpdf.document import template
from careerpdf.layout.pages import draw_pages
from careerpdf.products import cache, fingerprint, part_renderer
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout
from careerpdf.products.parts import BookSetting
from careerpdf.products.product import Options, Result
from careerpdf.project.load import open_project
from careerpdf.schema.sections import Choice
from careerpdf.style.changes import parse_set
from careerpdf.system.caches import clear_caches
from careerpdf.system.resources import fonts_dir, styles_dir
from tests.support.handouts import EPOCH
from tests.support.paths import SAMPLES

SPARSE = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
SETTINGS = """\
style: own
office:
  name: Career Services
  logo: images/logo.png
  logo_alt: Northfield College
brand:
  fonts:
    sans: {regular: fonts/Brand.ttf}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with every kind of thing that a handout is made from, and a cache of its own."""
    monkeypatch.setenv("CAREERPDF_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = tmp_path / "folder"
    for folder in ("profiles", "styles", "images", "fonts"):
        (root / folder).mkdir(parents=True)
    (root / "careerpdf.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / "profiles" / "ranger.yaml").write_text(SPARSE + "related: [guide]\n", encoding="utf-8")
    (root / "profiles" / "guide.yaml").write_text(
        SPARSE.replace("title: Park Ranger", "title: Tour Guide"), encoding="utf-8"
    )
    shutil.copytree(styles_dir() / "modern", root / "styles" / "parent")
    (root / "styles" / "own").mkdir()
    (root / "styles" / "own" / "style.yaml").write_text("extends: parent\n", encoding="utf-8")
    Image.new("RGB", (60, 20), "red").save(root / "images" / "logo.png")
    shutil.copy(font("Source Sans 3"), root / "fonts" / "Brand.ttf")
    return root


def font(family: str) -> Path:
    folder = fonts_dir()
    assert folder is not None
    return next((folder / family).glob(f"{family.replace(' ', '')}-Regular.ttf"))


def build(root: Path, **options: object) -> Result:
    """The handout as a run of its own would build it: nothing is kept in memory from the run before."""
    clear_caches()
    project, problems = open_project(root)
    assert not problems, problems
    result = Handout("ranger").build(project, Options(**({"reuse": True} | options)))  # type: ignore[arg-type]
    assert result.path is not None, result.diagnostics
    return result


def data(result: Result) -> bytes:
    assert result.path is not None
    return result.path.read_bytes()


def test_a_handout_of_which_nothing_has_changed_is_not_made_again(root: Path) -> None:
    first = build(root)
    assert first.path is not None
    before, status = data(first), first.path.stat()
    second = build(root)
    assert (first.unchanged, second.unchanged) == (False, True)
    assert replace(second, seconds=0, unchanged=False) == replace(first, seconds=0)
    assert (data(second), second.path.stat().st_mtime_ns) == (before, status.st_mtime_ns)  # type: ignore[union-attr]
    assert data(build(root, reuse=False)) == before


def replaced(name: str, old: str, new: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def change(root: Path, _patch: pytest.MonkeyPatch) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def another_logo(root: Path, _patch: pytest.MonkeyPatch) -> None:
    status = (root / "images" / "logo.png").stat()
    Image.new("RGB", (60, 20), "blue").save(root / "images" / "logo.png")
    os.utime(root / "images" / "logo.png", ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def another_font(root: Path, _patch: pytest.MonkeyPatch) -> None:
    shutil.copy(font("EB Garamond"), root / "fonts" / "Brand.ttf")


def own_template(root: Path, _patch: pytest.MonkeyPatch) -> None:
    """One that takes the place of the parent's, which stays as it is."""
    text = (root / "styles" / "parent" / "handout.xml.j2").read_text(encoding="utf-8")
    (root / "styles" / "own" / "handout.xml.j2").write_text(text.replace("</document>", "<p>More</p></document>"))


def another_time(root: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("SOURCE_DATE_EPOCH", "1600000000")


CHANGES: dict[str, Callable[[Path, pytest.MonkeyPatch], None]] = {
    "profile": replaced("profiles/ranger.yaml", "title: Park Ranger", "title: Park Keeper"),
    "title of a linked role": replaced("profiles/guide.yaml", "Tour Guide", "City Guide"),
    "office": replaced("careerpdf.yaml", "Career Services", "Careers Office"),
    "sections": replaced("careerpdf.yaml", "style: own", "style: own\nleave_out: [related]"),
    "brand": replaced("careerpdf.yaml", "brand:", "brand:\n  colours: {accent: '#7a0019'}"),
    "paper": replaced("careerpdf.yaml", "style: own", "style: own\npaper: a4"),
    "style": replaced("careerpdf.yaml", "style: own", "style: classic"),
    "style file": replaced("styles/own/style.yaml", "\n", "\ntext: {body: {size: 11}}\n"),
    "parent's style file": replaced("styles/parent/style.yaml", '"#0b6b6a"', '"#7a0019"'),
    "template": own_template,
    "parent's template": replaced("styles/parent/handout.xml.j2", "</document>", "<p>More</p></document>"),
    "picture": another_logo,
    "font": another_font,
    "time": another_time,
}
OPTIONS: dict[str, dict[str, object]] = {
    "--style": {"style": "classic"},
    "--paper": {"paper": "a5"},
    "--set": {"changes": (parse_set("colours.accent=#7a0019"),)},
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_any_input_changes_the_pdf_as_if_it_were_made_new(
    root: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    before = data(build(root))
    CHANGES[what](root, monkeypatch)
    again = build(root)
    assert not again.unchanged
    assert data(again) != before, "the change shows nowhere: it proves nothing"
    assert data(again) == data(build(root, reuse=False, output=root / "fresh"))
    assert build(root).unchanged


@pytest.mark.parametrize("what", OPTIONS)
def test_another_option_changes_the_pdf_as_if_it_were_made_new(root: Path, what: str) -> None:
    before = data(build(root))
    again = build(root, **OPTIONS[what])
    assert not again.unchanged
    assert data(again) != before
    assert data(again) == data(build(root, reuse=False, output=root / "fresh", **OPTIONS[what]))
    assert data(build(root)) == before, "and back"


def test_more_pages_than_before_may_be_asked_for(root: Path) -> None:
    build(root, fit=1)
    assert not build(root, fit=0).unchanged


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(path.read_bytes() + b" ")])
def test_a_pdf_that_is_gone_or_not_as_it_was_made_is_made_again(root: Path, spoil: Callable[[Path], object]) -> None:
    first = build(root)
    before = data(first)
    spoil(first.path)  # type: ignore[arg-type]
    again = build(root)
    assert not again.unchanged
    assert data(again) == before


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b"null", b"{}", b"\xff"])
def test_a_record_that_is_damaged_counts_as_none(root: Path, tmp_path: Path, left: bytes) -> None:
    build(root)
    (record,) = (tmp_path / "cache").rglob("handouts/*/*.json")
    record.write_bytes(left)
    assert not build(root).unchanged
    assert build(root).unchanged


def test_the_cache_may_be_deleted_and_turned_off(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = data(build(root))
    shutil.rmtree(tmp_path / "cache")
    again = build(root)
    assert (again.unchanged, data(again)) == (False, before)
    monkeypatch.setenv("CAREERPDF_CACHE", "off")
    again = build(root)
    assert (again.unchanged, data(again)) == (False, before)


def test_without_a_fixed_time_the_pdf_keeps_the_day_on_which_it_was_made(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    first = data(build(root))
    assert build(root).unchanged
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert data(build(root)) != first


def test_warnings_come_again_each_time_with_their_places_as_they_are_now(root: Path) -> None:
    profile = root / "profiles" / "ranger.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("Park Ranger", "Park 😀 Ranger"), encoding="utf-8")
    first = build(root)
    profile.write_text("# a line more\n" + profile.read_text(encoding="utf-8"), encoding="utf-8")
    again = build(root)
    assert again.unchanged
    (one,), (other,) = ([d for d in result.diagnostics if d.code == "missing-glyph"] for result in (first, again))
    assert one.span is not None
    assert other.span is not None
    assert other.span.line == one.span.line + 1


def test_another_version_of_the_program_makes_every_pdf_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root)
    monkeypatch.setattr(fingerprint, "_installed", lambda: ["reportlab-99.dist-info"])
    assert not build(root).unchanged


# -- booklets, whose parts are kept as they were drawn


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the documents that are drawn."""
    titles: list[str] = []

    def noted(layout: object, document: object, *rest: object, **options: object) -> None:
        titles.append(document.title)  # type: ignore[attr-defined]
        draw_pages(layout, document, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(part_renderer, "draw_pages", noted)
    return titles


@pytest.fixture
def filled_in(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are filled in."""
    names: list[str] = []
    render = template.render

    def noted(folders: object, name: str, *rest: object, **options: object) -> str:
        names.append(name)
        return render(folders, name, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(template, "render", noted)
    return names


def bind(root: Path, *, again: bool = True, manifest: dict[str, object] | None = None, **options: object) -> Result:
    """The booklet of both roles, as a run of its own would build it."""
    clear_caches()
    project, problems = open_project(root)
    assert not problems, problems
    said = {"title": "Out of Doors", "style": "own", "cover": {"logo": True}}
    target = root / "output" / ("book.pdf" if again else "fresh.pdf")
    chosen = Options(**({"output": target, "reuse": again} | options))  # type: ignore[arg-type]
    result = Booklet(Manifest.model_validate(said | (manifest or {})), "book").build(project, chosen)
    assert result.path is not None, [problem.format() for problem in result.diagnostics]
    return result


def bound(result: Result) -> bytes:
    assert result.path is not None
    return result.path.read_bytes()


def cache_file(root: Path) -> Path:
    (found,) = (root.parent / "cache").rglob("booklets/*.sqlite3")
    return found


def shelf(root: Path) -> dict[str, bytes]:
    """What is kept, by what it is called."""
    with closing(sqlite3.connect(cache_file(root))) as opened:
        return dict(opened.execute("SELECT inputs, made FROM parts ORDER BY inputs"))


def spoil_cache(root: Path, made: bytes) -> None:
    with closing(sqlite3.connect(cache_file(root))) as opened, opened:
        opened.execute("UPDATE parts SET made = ?", (made,))


def test_of_a_booklet_only_what_has_changed_is_drawn_again(root: Path, drawn: list[str]) -> None:
    first = bind(root)
    before, kept = bound(first), shelf(root)
    assert {"Park Ranger", "Tour Guide"} <= set(drawn)
    drawn.clear()
    second = bind(root)
    assert drawn == []
    assert replace(second, seconds=0) == replace(first, seconds=0)
    assert bound(second) == before == bound(bind(root, again=False))
    assert shelf(root) == kept

    replaced("profiles/guide.yaml", "Park rangers look", "Tour guides look")(root, pytest.MonkeyPatch())
    drawn.clear()
    third = bind(root)
    assert drawn == ["Tour Guide"]
    assert bound(third) == bound(bind(root, again=False)) != before
    assert len(shelf(root)) == len(kept) > len(shelf(root).keys() & kept.keys()), (
        "what the booklet does not have any more is gone"
    )


def test_templates_are_not_filled_in_for_roles_and_contents_that_stay_as_they_were(
    root: Path, filled_in: list[str]
) -> None:
    bind(root)
    assert {"book-role.xml.j2", "book-contents.xml.j2"} <= set(filled_in)
    filled_in.clear()
    bind(root)
    assert not {"book-role.xml.j2", "book-contents.xml.j2"} & set(filled_in)
    replaced("profiles/guide.yaml", "Park rangers look", "Tour guides look")(root, pytest.MonkeyPatch())
    bind(root)
    assert filled_in.count("book-role.xml.j2") == 1
    assert "book-contents.xml.j2" not in filled_in


def test_a_picture_of_a_role_that_has_changed_is_drawn_anew(root: Path) -> None:
    replaced("styles/parent/book-role.xml.j2", "<lines label=", '<image src="images/logo.png"/><lines label=')(
        root, pytest.MonkeyPatch()
    )
    before = bound(bind(root))
    assert bound(bind(root)) == before
    Image.new("RGB", (20, 60), "blue").save(root / "images" / "logo.png")
    assert before != bound(bind(root)) == bound(bind(root, again=False))


def test_other_sections_of_roles_in_the_manifest_change_the_booklet_as_if_it_were_made_new(root: Path) -> None:
    before = bound(bind(root))
    less = {"leave_out_of_roles": ["related"]}
    assert before != bound(bind(root, manifest=less)) == bound(bind(root, again=False, manifest=less))


BOOK_CHANGES: dict[str, Callable[[Path, pytest.MonkeyPatch], None]] = {
    name: CHANGES[name]
    for name in (
        "profile", "title of a linked role", "office", "sections", "brand", "style file", "parent's style file",
        "picture", "font", "time",
    )
} | {
    "another role": lambda root, _patch: shutil.copy(
        root / "profiles" / "ranger.yaml", root / "profiles" / "abseiler.yaml"
    ) and None,
    "no link any more": lambda root, _patch: (root / "profiles" / "guide.yaml").rename(root / "guide.yaml") and None,
    "parent's template": replaced("styles/parent/book-role.xml.j2", "<lines label=", "<p>More</p><lines label="),
    "parent's macros": replaced("styles/parent/macros.xml.j2", "{{ paragraph | inline }}", "+{{ paragraph | inline }}"),
    "section of the office": replaced(
        "careerpdf.yaml", "style: own", "style: own\nown_sections:\n- {title: Visit us, text: [Room 4]}"
    ),
    "template of a part": replaced("styles/parent/book-contents.xml.j2", "</document>", "<p>More</p></document>"),
}  # fmt: skip


@pytest.mark.parametrize("what", BOOK_CHANGES)
def test_a_change_of_any_input_changes_the_booklet_as_if_it_were_made_new(
    root: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    before = bound(bind(root))
    BOOK_CHANGES[what](root, monkeypatch)
    again = bound(bind(root))
    assert again != before, "the change shows nowhere: it proves nothing"
    assert again == bound(bind(root, again=False))


@pytest.mark.parametrize("what", [*OPTIONS, "jobs"])
def test_another_option_changes_the_booklet_as_if_it_were_made_new(root: Path, what: str) -> None:
    options = OPTIONS.get(what, {"jobs": 2})
    before = bound(bind(root))
    again = bound(bind(root, **options))
    assert again == bound(bind(root, again=False, **options))
    assert (again == before) is (what == "jobs")
    assert bound(bind(root)) == before, "and back"


@pytest.mark.parametrize("left", [b"", b"x", b"x" * 100, pickle.dumps(print)])
def test_a_part_that_is_damaged_is_drawn_again(root: Path, left: bytes) -> None:
    before, kept = bound(bind(root)), shelf(root)
    spoil_cache(root, left)
    assert bound(bind(root)) == before
    assert shelf(root).keys() == kept.keys()
    assert left not in shelf(root).values()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_used_of_what_is_kept_is_drawn(root: Path, jobs: int) -> None:
    before = bound(bind(root))
    harm = pickle.dumps(os.system)
    spoil_cache(root, cache._sum(harm) + harm)
    assert bound(bind(root, jobs=jobs)) == before


@pytest.mark.parametrize("left", [b"", b"no database", b"SQLite format 3\0" + b"x" * 2000])
def test_a_file_that_is_damaged_is_written_anew(root: Path, left: bytes) -> None:
    before, kept = bound(bind(root)), shelf(root)
    cache_file(root).write_bytes(left)
    assert bound(bind(root)) == before
    assert bound(bind(root)) == before
    assert shelf(root).keys() == kept.keys()


def test_what_is_kept_can_hold_no_code(root: Path) -> None:
    bind(root)
    name = next(iter(shelf(root)))
    project, _ = open_project(root)
    for harm in (pickle.dumps(os.system), pickle.dumps(Path.unlink), pickle.dumps(open_project), b"cos\nsystem\n."):
        spoil_cache(root, cache._sum(harm) + harm)
        setting = BookSetting("own", "half-letter", Choice(), (), cache_file(root))
        own = part_renderer.PartRenderer(project, setting).cache
        assert own is not None
        assert own.find(name, object) is None
        own.close()


def test_a_profile_of_which_something_is_said_is_read_again_each_time(root: Path) -> None:
    profile = root / "profiles" / "ranger.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("Park Ranger", "Park 😀 Ranger"), encoding="utf-8")
    first, again = bind(root), bind(root)
    assert first.diagnostics
    assert first.diagnostics == again.diagnostics


def test_the_parts_of_a_booklet_may_be_deleted_and_turned_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bound(bind(root))
    shutil.rmtree(root.parent / "cache")
    assert bound(bind(root)) == before
    monkeypatch.setenv("CAREERPDF_CACHE", "off")
    assert bound(bind(root)) == before


def test_what_is_kept_of_a_booklet_that_is_not_made_any_more_is_removed_one_day(root: Path) -> None:
    bind(root)
    old, young = (cache_file(root).with_name(f"{name}.sqlite3") for name in ("old", "young"))
    for path, days in ((old, 100), (young, 80)):
        path.touch()
        then = path.stat().st_mtime - days * 24 * 3600
        os.utime(path, (then, then))
    bind(root)
    assert not old.exists()
    assert young.exists()
