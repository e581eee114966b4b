"""PNG files of pages: their names, what happens to those of before, and to those of somebody else."""

from pathlib import Path

from PIL import Image

from careerpdf.preview.page_ranges import page_ranges
from careerpdf.preview.pictures import Pictured, take_pictures
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout
from careerpdf.products.one_page import Poster
from careerpdf.products.product import Options, Product
from careerpdf.project.project import Project

NURSE = Handout("registered-nurse")


def take(project: Project, product: Product = NURSE, pages: str | None = None, dpi: int = 30) -> Pictured:
    return take_pictures(project, product, Options(), dpi=dpi, ranges=page_ranges(pages) if pages else None)


def files(project: Project) -> set[str]:
    return {path.name for path in project.output_dir.iterdir()}


def test_each_page_is_a_picture_named_after_product_and_page(project: Project) -> None:
    taken = take(project, Booklet("fair"))
    assert taken.ok
    assert taken.pages > 2
    assert files(project) == {f"fair-{number}.png" for number in range(1, taken.pages + 1)}
    for picture in taken.pictures:
        with Image.open(picture.path) as image:
            assert image.size == (picture.width, picture.height) == (165, 255)  # half-letter at 30 dpi
            assert round(image.info["dpi"][0]) == 30
        assert picture.size == picture.path.stat().st_size


def test_only_the_named_pages_are_written(project: Project) -> None:
    assert [picture.page for picture in take(project, Booklet("fair"), "2-3").pictures] == [2, 3]
    assert files(project) == {"fair-2.png", "fair-3.png"}


def test_the_same_page_gives_the_same_file(project: Project) -> None:
    path = take(project).pictures[0].path
    before = path.read_bytes()
    path.unlink()
    take(project)
    assert path.read_bytes() == before


def test_pictures_of_pages_that_are_no_more_go_if_they_were_made_here(project: Project) -> None:
    first = take(project).pictures[0].path
    ours, others = first.with_name("registered-nurse-90.png"), first.with_name("registered-nurse-91.png")
    another_role = first.with_name("registered-nurse-aide-90.png")
    for path in (ours, another_role):
        path.write_bytes(first.read_bytes())
    Image.new("RGB", (9, 9)).save(others)
    no_picture = first.with_name("registered-nurse-92.png")
    no_picture.write_bytes(b"what is this")
    take(project)
    assert not ours.exists()
    assert all(path.exists() for path in (first, others, another_role, no_picture))


def test_a_picture_of_somebody_else_is_not_written_over(project: Project) -> None:
    project.output_dir.mkdir()
    theirs = project.output_dir / "registered-nurse-1.png"
    Image.new("RGB", (9, 9)).save(theirs)
    before = theirs.read_bytes()
    taken = take(project)
    assert (taken.ok, [problem.code for problem in taken.diagnostics]) == (False, ["in-the-way"])
    assert theirs.read_bytes() == before
    assert files(project) == {theirs.name}


def test_a_page_that_is_not_there_is_said_with_those_that_are(project: Project) -> None:
    taken = take(project, pages="1,9")
    (problem,) = taken.diagnostics
    assert (taken.ok, problem.code) == (False, "no-such-page")
    assert problem.message == "'registered-nurse' has no page 9"
    assert problem.expected == ("page 1, the only one" if taken.pages == 1 else f"pages from 1 to {taken.pages}")
    assert not project.output_dir.exists()


def test_what_cannot_be_built_leaves_its_old_pictures(project: Project) -> None:
    before = {picture.path: picture.path.read_bytes() for picture in take(project).pictures}
    (project.profiles_dir / "registered-nurse.yaml").write_text("title: Nurse\n", encoding="utf-8")
    taken = take(project)
    assert not taken.ok
    assert {problem.code for problem in taken.diagnostics} == {"missing-field"}
    assert {path: path.read_bytes() for path in before} == before


def test_pictures_are_written_beside_and_leave_nothing_else(project: Project, tmp_path: Path) -> None:
    take(project)
    assert all(name.endswith(".png") and not name.startswith(".") for name in files(project))


def test_a_poster_is_pictured_like_a_handout(project: Project) -> None:
    taken = take(project, Poster("registered-nurse"))
    assert (taken.kind, taken.pages) == ("poster", 1)
    assert files(project) == {"registered-nurse-poster-1.png"}
