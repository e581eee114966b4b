"""The benchmarks: that they run, that their texts are what they claim to be, and that a missed target shows."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from benchmarks.compare import Comparison, Result
from benchmarks.peers import PEERS, Peer
from benchmarks.peers.content import Book
from benchmarks.peers.verify import Found
from PIL import Image

from tests.support.paths import REPOSITORY

SEED_WORDS = 1227  # of the career page that the project started from


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(REPOSITORY)


def words(value: object) -> list[str]:
    """Every word of a profile's texts."""
    if isinstance(value, Mapping):
        return [word for part in value.values() for word in words(part)]
    if isinstance(value, list):
        return [word for part in value for word in words(part)]
    return str(value).split()


def test_the_same_number_gives_the_same_text_and_another_number_another() -> None:
    from benchmarks.texts import role

    assert role(7) == role(7)
    assert role(7)["introduction"] != role(8)["introduction"]


def test_texts_are_as_long_as_a_real_page() -> None:
    from benchmarks.texts import role

    average = sum(len(words(role(number))) for number in range(50)) / 50
    assert 0.93 * SEED_WORDS < average < 1.07 * SEED_WORDS


def test_new_words_keep_turning_up_as_in_natural_text() -> None:
    from benchmarks.texts import role

    def known(roles: int) -> int:
        return len({word.strip(".,;:?").lower() for number in range(roles) for word in words(role(number))})

    few, many = known(20), known(80)
    # Four times the text: about twice the vocabulary (Heaps' law), neither the same words nor all new ones.
    assert 1.5 < many / few < 3


def test_the_layout_benchmark_measures_every_stage() -> None:
    command = [sys.executable, "-m", "benchmarks", "layout", "--roles", "2", "--json"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    rows = {row["name"]: row for row in json.loads(run.stdout)["rows"]}
    assert rows["roles"]["value"] == 2
    assert rows["pages"]["value"] >= 4
    assert all(row["value"] > 0 for row in rows.values() if row["unit"] == "ms")
    assert rows["lay out, per role"]["target"] == 6
    assert rows["peak memory when the file is written"]["target"] == 200


def test_the_tags_benchmark_compares_the_same_pages_with_and_without_tags() -> None:
    command = [sys.executable, "-m", "benchmarks", "tags", "--roles", "2", "--json"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    rows = {row["name"]: row for row in json.loads(run.stdout)["rows"]}
    assert rows["tags, per page"]["target"] == 1
    assert 0 < rows["tags, share of a handout's size"]["value"] < 1


def test_a_missed_target_shows_in_the_table() -> None:
    from benchmarks.report import NOT_MEASURED, Row, summary, table

    text = table([summary("slow", "s", [0.2, 0.9, 0.6], 0.5), Row("fine", "MB", 90, 200), Row("none", "MB", None)])
    slow, fine, none = text.splitlines()[1:]
    assert slow.split() == ["slow", "0.600", "s", "0.200", "s", "0.900", "s", "<=", "0.500", "s", "MISSED"]
    assert fine.endswith("met")
    assert NOT_MEASURED in none


def test_a_command_that_fails_is_not_taken_for_a_fast_one() -> None:
    from benchmarks import memory

    with pytest.raises(subprocess.CalledProcessError):
        memory.run([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_watch_benchmark_measures_from_the_save_to_the_pdf() -> None:
    command = [sys.executable, "-m", "benchmarks", "watch", "--runs", "1", "--json"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    rows = {row["name"]: row for row in json.loads(run.stdout)["rows"]}
    assert rows["watch machine-learning-intern: profile saved, to the PDF"]["target"] == 0.3
    assert all(row["value"] > 0 for row in rows.values())


def test_the_booklet_benchmark_measures_time_and_memory() -> None:
    command = [sys.executable, "-m", "benchmarks", "booklet", "--roles", "3", "--runs", "1", "--json"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    rows = {row["name"]: row for row in json.loads(run.stdout)["rows"]}
    assert rows["booklet of 3 roles: time"]["value"] > 0
    assert rows["booklet of 3 roles, one of them changed: share of the time"]["value"] > 0
    assert rows["booklet of 3 roles: size"]["value"] > 0.01
    assert "booklet of 3 roles: peak memory of all processes" in rows


@pytest.fixture(scope="module")
def book() -> Book:
    """Two of the shipped roles, as the peers get them."""
    from benchmarks.peers.content import book_of

    return book_of([REPOSITORY / "profiles" / f"{role}.yaml" for role in ("data-scientist", "electrician")])


def test_the_profile_benchmark_measures_every_stage() -> None:
    from benchmarks.stages import STAGES

    command = [sys.executable, "-m", "benchmarks", "profile", "--roles", "2", "--json"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    values = {row["name"]: row["value"] for row in json.loads(run.stdout)["rows"]}
    for product in ("handout", "booklet of 2 roles, one process, per role"):
        assert all(values[f"{product}: {stage}"] > 0 for stage in STAGES), values
        assert sum(values[f"{product}: {stage}"] for stage in STAGES) < values[f"{product}: all"]
    assert values["list: import of pydantic"] > 0
    assert not {"list: import of rich", "list: import of reportlab", "handout: import of markdown_it"} & values.keys()


def test_time_in_an_inner_stage_is_not_counted_twice() -> None:
    import time

    from benchmarks.stages import Stopwatch

    watch = Stopwatch()
    inner = watch.timed("inner", lambda: time.sleep(0.02))
    watch.timed("outer", inner)()
    assert watch.spent["inner"] >= 0.02
    assert watch.spent["outer"] < 0.02


def test_peers_get_the_same_words_as_we_do(book: Book) -> None:
    role = book.roles[0]
    texts = list(role.texts())
    assert {"Data Scientist", "What does a data scientist do?", "Statistics", "Lead Data Scientist"} <= set(texts)
    assert any("$112,590" in text for text in texts)
    assert not any("**" in text for text in texts)  # no markup of any kind
    assert [kind for kind, _ in role.blocks].count("heading") == 9


def test_content_comes_back_from_its_file_as_it_was(book: Book, tmp_path: Path) -> None:
    book.save(tmp_path / "book.json")
    assert list(Book.load(tmp_path / "book.json").roles[1].texts()) == list(book.roles[1].texts())


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_each_peer_makes_the_whole_document(peer: Peer, book: Book, tmp_path: Path) -> None:
    from benchmarks.peers import why_not
    from benchmarks.peers.verify import look_into

    if reason := why_not(peer):
        pytest.skip(f"{peer.name}: {reason}")
    book = Book(book.title, book.contents, book.notes, book.roles[: peer.most])
    target = tmp_path / "out.pdf"
    command = peer.command(peer.prepare(book, tmp_path), target)
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if "failed to download package" in run.stderr:
        pytest.skip(f"{peer.name}: wants a Typst package, and there is no network")
    assert run.returncode == 0, run.stderr
    found = look_into(target, book)
    assert found.faults == ()
    assert found.tagged == peer.tags
    assert found.outline >= len(book.roles) * 9
    assert found.contents in (None, True)


def test_a_pdf_without_the_words_or_the_fonts_is_found_out(book: Book, tmp_path: Path) -> None:
    from benchmarks.peers.verify import look_into
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "out.pdf"))
    canvas.drawString(100, 100, "Data Scientist .... 1  Electrician .... 1")
    canvas.save()
    found = look_into(tmp_path / "out.pdf", book)
    assert found.contents is False
    assert "statistics" in found.missing
    assert found.loose_fonts == ("/Helvetica",)
    assert (found.tagged, found.outline) == (False, 0)
    assert len(found.faults) == 2


def test_peers_that_are_not_installed_are_skipped_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import compare

    nobody = Peer("Nobody", "typst", "no_such_package", "no-such-package", tags=False)
    monkeypatch.setattr(compare, "PEERS", (nobody,))
    monkeypatch.chdir(REPOSITORY)
    compared = compare.compare((1,), 1)
    assert [result.name for result in compared.results] == ["careerpdf"]
    assert "Nobody: not installed" in compare.report(compared)


def test_the_comparison_measures_the_roles_of_a_folder() -> None:
    command = [sys.executable, "-m", "benchmarks", "compare", "--sizes", "2", "--runs", "1", "--peers", "ReportLab"]
    command += ["--profiles", "profiles", "--json"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    data = json.loads(run.stdout)
    ours, theirs = data["results"]
    assert (ours["name"], theirs["name"]) == ("careerpdf", "ReportLab")
    assert ours["found"]["tagged"]
    assert ours["found"]["contents"]
    assert theirs["seconds"][0] > 0
    assert data["skipped"] == []


def result(roles: int, name: str, seconds: float, peak: float, pages: int = 100, *, contents: bool = True) -> Result:
    found = Found(pages, 1_000_000, True, 10, contents, (), ())
    return Result(roles, name, "1", (seconds, seconds, 2 * seconds), peak, found)


def test_the_comparison_says_which_targets_are_met() -> None:
    from benchmarks.compare import targets

    compared = Comparison(
        (
            result(100, "careerpdf", 1.0, 100),
            result(1000, "careerpdf", 8.0, 190),
            result(1000, "Typst", 10.0, 4000),
            result(1000, "WeasyPrint", 400.0, 4000),
        ),
        (),
    )
    met = {row.name: (round(row.value or 0, 3), row.met) for row in targets(compared)}
    assert met == {
        "1,000 roles: time, share of Typst’s": (0.8, False),
        "1,000 roles: memory, share of Typst’s": (0.048, True),
        "1,000 roles: time, share of WeasyPrint’s": (0.02, True),
        "1,000 roles: time per role, share of that at 100": (0.8, True),
        "1,000 roles: memory for each role after the 100th": (100.0, False),
    }


def test_the_comparison_shows_what_makes_it_unfair() -> None:
    from benchmarks.compare import report

    compared = Comparison(
        (result(20, "careerpdf", 1.0, 100), result(20, "Typst", 3.0, 50, pages=120, contents=False)),
        ("RenderCV: not installed",),
    )
    head, _, typst, *notes = report(compared).splitlines()
    assert head.split()[0] == "roles"
    assert typst.split()[:9] == ["20", "Typst", "1", "120", "3.00", "s", "3.00–6.00", "3.00", "3.00–3.00"]
    assert typst.endswith("WRONG")
    assert notes == [
        "",
        "Skipped: RenderCV: not installed",
        "Typst, 20 roles: 120 pages, more than a tenth away from ours",
    ]


def test_the_scaling_benchmark_measures_sharing_and_reusing() -> None:
    command = [sys.executable, "-m", "benchmarks", "scaling", "--roles", "3", "--runs", "1", "--json"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    rows = {row["name"]: row["value"] for row in json.loads(run.stdout)["rows"]}
    assert rows["3 handouts, nothing changed: time"] > 0
    assert rows["100,000 handouts: size (computed)"] > 100


def test_drawings_are_compared_with_an_independent_renderer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from benchmarks.__main__ import main
    from benchmarks.svg import difference, draw_twice

    folder = tmp_path / "logos"
    folder.mkdir()
    (folder / "a.svg").write_bytes((REPOSITORY / "tests" / "fixtures" / "logo.svg").read_bytes())
    (folder / "b.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>x</text></svg>')
    assert main(["svg", str(folder), "--worst", "5", "--pictures", str(tmp_path / "pictures")]) == 0
    report = capsys.readouterr().out.splitlines()
    assert report[0].startswith("2 files: 1 taken, 1 refused")
    assert "it holds <text>" in report[1]
    assert report[2].endswith("of a.svg differ")
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == ["001-a.png"]
    both = draw_twice(folder / "a.svg")
    assert both
    assert difference(*both) < 0.005
    assert difference(both[0], both[1].transpose(Image.Transpose.FLIP_LEFT_RIGHT)) > 0.1
