"""Booklets: page numbers are true wherever they are printed, margins mirror, and nothing half-made is left behind."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from careerpdf.booklet.model import Manifest
from careerpdf.products import part_workers
from careerpdf.products.booklet import Booklet
from careerpdf.products.product import Options
from careerpdf.project.config import ProjectConfig
from careerpdf.style.changes import parse_set
from tests.support.booklets import TITLE, Book, Books, flat, project_of
from tests.support.cases import exhaustive
from tests.support.handouts import EPOCH, OFFICE, PAPERS, STYLES


def field(text: str, name: str) -> str:
    """A one-line field of a profile."""
    found = re.search(rf"(?m)^{name}: *(.+?) *$", text)
    assert found
    return found[1]


def chapters_of(book: Book) -> dict[str, int]:
    """Each role's title and the index of the page that its chapter begins on, as they are read from the pages."""
    titles = {}
    for path in sorted(book.project.profiles_dir.glob("*.yaml")):
        title = field(path.read_text(encoding="utf-8"), "title")
        titles[flat(title)] = title
    found: dict[str, int] = {}
    for number, text in enumerate(book.texts):
        for asked in re.finditer(r" What (?:does|do) ", text):
            before = text[: asked.start()]
            words = before.split(" ")
            # The longest title that stands before the question; a shorter one may be the end of it.
            ends = (" ".join(words[-k:]) for k in range(min(12, len(words)), 0, -1))
            title = next((titles[end] for end in ends if end in titles), None)
            if title:
                assert title not in found, f"{title}: on pages {found[title]} and {number}"
                found[title] = number
    assert found.keys() == set(titles.values())
    return found


# -- page numbers


@pytest.mark.parametrize("count", [1, 8, 60, exhaustive(1000)])
def test_the_contents_give_the_page_that_each_role_stands_on(books: Books, count: int) -> None:
    book = books(count)
    titles = chapters_of(book)
    assert len(titles) == count
    front = book.labels.index("1")
    contents = flat(" ".join(book.texts[2:front]))
    if count == 1000:
        assert front > 8, "the contents run over several pages"
    for title, page in titles.items():
        assert re.search(rf"{re.escape(flat(title))} ?[ .]*{book.labels[page]}(?!\d)", contents), title


@pytest.mark.parametrize("count", [8, 60])
def test_every_link_leads_to_what_it_says(books: Books, count: int) -> None:
    book = books(count)
    pdf = book.pdf.pdf
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    starts = chapters_of(book)
    checked = 0
    for page in pdf.pages:
        for link in page.get("/Annots", ()):
            said = str(link.Contents).strip("‹› ").split(", ")[0]
            if "/Dest" in link and said in starts:
                assert pages[names[str(link.Dest)][0].objgen] == starts[said], said
                checked += 1
    assert checked > 3 * count


@pytest.mark.parametrize("count", [8, 60, exhaustive(1000)])
def test_the_indexes_give_true_pages(books: Books, count: int) -> None:
    book = books(count)
    starts = chapters_of(book)
    text = book.between("Index of skills", "Roles by education")
    for title, page in starts.items():
        numbers = set(re.findall(rf"(?<!\w){re.escape(flat(title))}, (\d+)", text))
        assert numbers == {book.labels[page]}, title


@pytest.mark.parametrize("count", [8, 60, exhaustive(1000)])
def test_an_opener_says_on_which_pages_its_roles_begin(books: Books, count: int) -> None:
    """The numbers are drawn when all else of the page is, so they stand at the end of its text, in their order."""
    book = books(count)
    starts = {flat(title): page for title, page in chapters_of(book).items()}
    known = re.compile("|".join(re.escape(title) for title in sorted(starts, key=len, reverse=True)))
    said: dict[str, str] = {}
    first = min(starts.values())
    opening = False
    for text in book.texts[book.labels.index("1") :]:
        if "In this section" in text:
            opening = True
        elif any(re.search(rf"{re.escape(title)} What (?:does|do) ", text) for title in known.findall(text)[:3]):
            opening = False
        if opening:
            listed = text.rpartition("In this section")[2]
            titles = known.findall(listed)
            numbers = re.findall(r"\d+", listed)[-len(titles) :] if titles else []
            said |= dict(zip(titles, numbers, strict=True))
    assert first > 0
    # A section of one role has no page of its own.
    texts_of = [path.read_text(encoding="utf-8") for path in book.project.profiles_dir.glob("*.yaml")]
    category = {flat(field(text, "title")): field(text, "category") for text in texts_of}
    often = Counter(category.values())
    assert said == {title: book.labels[page] for title, page in starts.items() if often[category[title]] > 1}


def test_a_page_that_is_referred_to_in_the_text_is_the_right_one(books: Books) -> None:
    book = books(8)
    starts = chapters_of(book)
    said = 0
    for tag in book.pdf.tags("LI", "P"):
        for title, page in re.findall(r"([A-Z].*), page\s(\d+)", book.pdf.text(tag)):
            assert page == book.labels[starts[flat(title)]], title
            said += 1
    assert said >= 5


@pytest.mark.parametrize("count", [1, 8, 60, exhaustive(1000)])
def test_page_labels_are_the_folios_that_are_printed(books: Books, count: int) -> None:
    book = books(count, include=["cover", "contents", "skills-index", "sources", "notes", "back-cover"])
    printed = 0
    for number, (label, text) in enumerate(zip(book.labels, book.texts, strict=True)):
        if number in (0, len(book.labels) - 1) or not text:
            continue
        assert re.search(rf"(?:^|\D){label}(?:\D|$)", f"{text[:200]} … {text[-200:]}"), f"page {number}: {label}"
        printed += 1
    assert printed > 1
    first = book.labels.index("1")
    assert first % 2 == 0, "the body begins on a right-hand page"
    assert (
        book.labels[:first]
        == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", *book.labels[10:first]][:first]
    )
    assert book.labels[first:] == [str(k + 1) for k in range(len(book.labels) - first)]


def test_the_outline_mirrors_the_contents(books: Books) -> None:
    book = books(8)
    outline = book.pdf.outline()
    front = book.labels.index("1")
    contents = flat(" ".join(book.texts[2:front]))
    at = 0
    for level, title in outline:
        if level < 2 and title not in (TITLE, "Contents", "Notes", "About this booklet"):
            at = contents.index(flat(title), at)
    levels = [level for level, _ in outline]
    assert set(levels) == {0, 1, 2}
    assert all(after - before <= 1 for before, after in pairwise(levels))


# -- pages


@pytest.mark.parametrize("starts", ["recto", "any", "run-on"])
@pytest.mark.parametrize("pad_to", [1, 4, 8])
def test_the_number_of_pages_is_what_a_printer_can_bind(books: Books, starts: str, pad_to: int) -> None:
    book = books(8, starts=starts, pad_to=pad_to)
    assert book.result.pages == len(book.texts)
    assert book.result.pages % pad_to == 0
    assert OFFICE.room is not None
    assert OFFICE.room in book.texts[-1], "the back cover is the last page"


def test_roles_begin_on_right_hand_pages_if_asked_and_blank_pages_carry_nothing(books: Books) -> None:
    book = books(8, starts="recto", fill="blank")
    assert all(page % 2 == 0 for page in chapters_of(book).values())
    blank = [k for k, text in enumerate(book.texts) if not text]
    assert blank
    for number in blank:
        assert "/Contents" not in book.pdf.pdf.pages[number]


def test_pages_that_fill_up_are_for_notes_unless_blank_ones_are_asked_for(books: Books) -> None:
    filled = books(8, pad_to=32)
    assert sum("Notes" in text for text in filled.texts) > 1
    assert not any(text == "" for text in filled.texts[filled.labels.index("1") :])
    assert any(text == "" for text in books(8, pad_to=32, fill="blank").texts[-20:])


def test_run_on_roles_share_pages(books: Books) -> None:
    apart, together = (books(8, starts=starts, pad_to=1, group_by="none") for starts in ("any", "run-on"))
    assert together.result.pages < apart.result.pages
    roles = {
        title for title in chapters_of(together) if f"{title} What" in together.texts[chapters_of(together)[title]]
    }
    assert roles == set(chapters_of(apart))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("paper", PAPERS[:4])
def test_no_title_of_a_role_is_left_alone_at_the_foot_of_a_page(books: Books, style: str, paper: str) -> None:
    book = books(8, style, paper, starts="run-on", group_by="none")
    titles = {flat(title) for title in chapters_of(book)}
    found = [tag for tag in book.pdf.tags("H1") if flat(book.pdf.text(tag)) in titles]
    assert len(found) == 8
    for tag in found:
        marks = set(tag.content())
        number = book.pdf.first_page(tag)
        runs = [run for run in book.pdf.pages[number].runs if run.mcid is not None and run.text.strip()]
        foot = min(run.y for run in runs if (number, run.mcid) in marks)
        # Below it stands the question, and then at least two lines of the introduction.
        assert len({round(run.y) for run in runs if run.y < foot - 1}) >= 3, f"page {number}"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("paper", PAPERS[:3])
def test_margins_mirror_and_folios_stand_outside(books: Books, style: str, paper: str) -> None:
    pdf = books(8, style, paper).pdf
    inner: dict[bool, set[float]] = {True: set(), False: set()}
    for number, page in enumerate(pdf.pages[:-1]):
        tagged = [run for run in page.runs if run.mcid is not None and run.text.strip()]
        if number < 4 or not tagged:
            continue
        verso = number % 2 == 1
        inner[verso].add(round(min(run.x for run in tagged), 1))
        folios = [run for run in page.runs if run.mcid is None and run.text.strip().isdigit() and run.y < 60]
        for folio in folios:
            assert (folio.x < page.width / 2) == verso, f"page {number}"
    assert min(inner[False]) > min(inner[True]), "the inner margin is the wider one"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("paper", PAPERS[:3])
def test_no_text_comes_near_the_trim(books: Books, style: str, paper: str) -> None:
    for page in books(8, style, paper).pdf.pages:
        for run in page.runs:
            if run.text.strip():
                left, bottom, right, top = run.box
                assert min(left, bottom, page.width - right, page.height - top) >= 9, run.text


def test_a_chapter_start_carries_no_running_head(books: Books) -> None:
    book = books(8)
    starts = set(chapters_of(book).values())
    heads = 0
    for number, page in enumerate(book.pdf.pages):
        above = [run for run in page.runs if run.mcid is None and run.text.strip() and run.y > page.height - 36]
        if number in starts:
            assert not above, f"page {number}: {above}"
        heads += bool(above)
    assert heads > 5


# -- accessibility


@pytest.mark.parametrize("style", STYLES)
def test_the_tag_tree_agrees_with_what_is_drawn(books: Books, style: str) -> None:
    assert books(8, style).pdf.faults() == []


def test_contents_tables_and_indexes_are_told_as_what_they_are(books: Books) -> None:
    pdf = books(8).pdf
    types = {tag.type for tag in pdf.root.walk()}
    assert {"TOC", "TOCI", "Reference", "Link", "Table", "TR", "TH", "TD", "Sect", "L"} <= types
    scopes = {str(tag.source.A.get("/Scope")) for tag in pdf.tags("TH")}
    assert scopes == {"/Column", "/Row"}
    levels = [int(tag.type[1]) for tag in pdf.tags("H1", "H2", "H3", "H4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


# -- robustness


def test_one_bad_profile_is_reported_with_all_others_and_nothing_is_written(tmp_path: Path) -> None:
    project = project_of(tmp_path, 8)
    for role in ("electrician", "registered-nurse"):
        path = project.profiles_dir / f"{role}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("category:", "catgory:"), encoding="utf-8")
    target = tmp_path / "book.pdf"
    target.write_bytes(b"the one before")
    manifest = Manifest(title=TITLE)
    result = Booklet(manifest, "book").build(project, Options(output=target))
    assert not result.ok
    files = {d.span.file.rpartition("/")[2] for d in result.diagnostics if d.span and d.code == "unknown-key"}
    assert files == {"electrician.yaml", "registered-nurse.yaml"}
    assert target.read_bytes() == b"the one before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.pdf", "profiles"]


def test_an_interrupted_build_leaves_the_booklet_before(tmp_path: Path) -> None:
    project = project_of(tmp_path, 8)
    target = tmp_path / "book.pdf"
    target.write_bytes(b"the one before")

    def stop(done: int, of: int, _role: str) -> None:
        if done > of // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Booklet(Manifest(title=TITLE), "book").build(project, Options(output=target), stop)
    assert target.read_bytes() == b"the one before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.pdf", "profiles"]


def test_equal_input_gives_equal_bytes_however_many_processes_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    project = replace(
        project_of(tmp_path, 8), config=ProjectConfig.model_validate({"brand": {"colours": {"accent": "#7a0019"}}})
    )
    made = []
    for number, least in enumerate((1, 1, 1000)):
        monkeypatch.setattr(part_workers, "_WORTH_SHARING", least)
        monkeypatch.setattr(part_workers, "processors", lambda: 3)
        changes = (parse_set("boxes.panel.padding=[4, 5]"), parse_set("fonts.sans.family=Lato"))
        options = Options(output=tmp_path / f"{number}.pdf", changes=changes)
        result = Booklet(Manifest(title=TITLE), "book").build(project, options)
        assert result.path, "\n".join(d.format() for d in result.diagnostics)
        made.append(result.path.read_bytes())
    assert made[0] == made[1] == made[2]


def test_progress_counts_every_role_up_to_the_end(books: Books, tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    project = books(8).project
    options = Options(output=tmp_path / "a.pdf")
    Booklet(Manifest(title=TITLE), "a").build(project, options, lambda *step: steps.append(step))
    done: Sequence[int] = [step[0] for step in steps]
    assert list(done) == sorted(done)
    assert {step[1] for step in steps} == {16}
    assert {step[2] for step in steps} == set(project.role_ids())


def test_two_roles_of_one_title_are_told_apart(tmp_path: Path) -> None:
    project = project_of(tmp_path, 8)
    text = (project.profiles_dir / "electrician.yaml").read_text(encoding="utf-8")
    other = text.replace("category: Skilled Trades", "category: Film & Theater")
    (project.profiles_dir / "film-electrician.yaml").write_text(other, encoding="utf-8")
    result = Booklet(Manifest(title=TITLE), "a").build(project, Options(output=tmp_path / "a.pdf"))
    book = Book(result, project)
    contents = flat(" ".join(book.texts[2 : book.labels.index("1")]))
    assert "Electrician (Skilled Trades)" in contents
    assert "Electrician (Film & Theater)" in contents


def test_a_bad_profile_that_the_booklet_does_not_want_is_left_aside(tmp_path: Path) -> None:
    project = project_of(tmp_path, 8)
    path = project.profiles_dir / "electrician.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("introduction:", "introdction:"), encoding="utf-8")
    options = Options(output=tmp_path / "a.pdf")
    wanted = Booklet(Manifest(title=TITLE, category=("Health Care",)), "a").build(project, options)
    assert wanted.ok
    assert [(d.code, str(d.severity)) for d in wanted.diagnostics] == [("left-aside", "warning")]
    for manifest in (
        Manifest(title=TITLE),
        Manifest(title=TITLE, category=("skilled trades",)),
        Manifest(title=TITLE, roles=("electrician", "registered-nurse")),
        Manifest(title=TITLE, tag=("license",)),
    ):
        result = Booklet(manifest, "a").build(project, options)
        assert not result.ok
        assert any(d.code == "unknown-key" for d in result.diagnostics)


def test_a_cover_in_a_colour_that_its_text_does_not_stand_out_from_is_an_error(tmp_path: Path) -> None:
    project = project_of(tmp_path, 8)
    options = Options(output=tmp_path / "a.pdf")
    for colour, code in (("#ffe066", "low-contrast"), ("nowhere", "bad-color")):
        manifest = Manifest.model_validate({"title": TITLE, "cover": {"colour": colour}})
        result = Booklet(manifest, "a").build(project, options)
        assert [d.code for d in result.diagnostics] == [code]
        assert not result.ok
    manifest = Manifest.model_validate({"title": TITLE, "cover": {"colour": "#ffe066", "text_colour": "#222222"}})
    assert Booklet(manifest, "a").build(project, options).ok
