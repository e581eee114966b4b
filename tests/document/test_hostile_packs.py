"""Style packs that attack: each ends with a message, soon, with little memory, and touches nothing."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from careerpdf.cli.app import cli
from careerpdf.system.caches import clear_caches
from tests.support.hostile_packs import CANARY, PACKS, make_project, run, said, wanted

_SECONDS = 2.0  # of computing time
_MOST_MEMORY = 300  # MB more than before

_watching: list[tuple[str, str]] | None = None


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching is None:
        return
    if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        _watching.append((event, os.fsdecode(arguments[0])))
    elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "pickle.", "urllib.")):
        _watching.append((event, str(arguments)))


sys.addaudithook(_note)  # stays for good, and sees also what other languages' code opens through Python


@contextlib.contextmanager
def watched() -> Iterator[list[tuple[str, str]]]:
    """What is opened, called and run inside."""
    global _watching
    _watching = seen = []
    try:
        yield seen
    finally:
        _watching = None


def peak() -> int:
    """The most memory that this process has had, MB."""
    resource = pytest.importorskip("resource")
    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_there_are_many_attacks_and_each_says_what_becomes_of_it() -> None:
    assert len(PACKS) > 100
    for name in PACKS:
        assert sum(line.startswith("# error ") for line in wanted(name)) >= 1, name


@pytest.mark.parametrize("name", PACKS)
def test_a_hostile_pack_gets_its_message_and_touches_nothing(tmp_path: Path, name: str) -> None:
    root = make_project(tmp_path.resolve(), name)
    before = files(tmp_path)
    memory, start = peak(), time.process_time()
    with watched() as seen:
        result = run(root, name)
    seconds = time.process_time() - start
    assert said(root, name, result.diagnostics) == wanted(name)
    assert result.path is None
    assert seconds < _SECONDS
    assert peak() - memory < _MOST_MEMORY
    assert files(tmp_path) == before
    opened = [Path(path).absolute() for event, path in seen if event == "open"]
    outside = [path for path in opened if path.is_relative_to(tmp_path) and not path.is_relative_to(root)]
    assert outside == []
    assert not [path for path in opened if path.name in ("passwd", "win.ini")]
    assert [event for event, _ in seen if event != "open"] == []


@pytest.mark.parametrize(
    "name", ["class-of-a-text", "include-above", "loop-in-loop", "picture-absolute", "svg-entity-from-a-file"]
)
def test_the_command_fails_without_a_traceback_and_tells_no_secret(tmp_path: Path, name: str) -> None:
    root = make_project(tmp_path, name)
    arguments = ["--project", str(root), "build", "registered-nurse", "--style", name]
    result = CliRunner().invoke(cli, arguments, prog_name="careerpdf")
    if "No such option" in result.output:
        result = CliRunner().invoke(cli, [*arguments[2:], *arguments[:2]], prog_name="careerpdf")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "error[bad-" in result.output
    assert "Traceback" not in result.output
    assert CANARY not in result.output
    assert "root:" not in result.output
    assert (root / "output" / "registered-nurse.pdf").read_bytes() == b"the older PDF"


# -- what no folder of fixtures can hold


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path.resolve(), "unknown-element")


def link(here: Path, there: Path) -> None:
    try:
        here.symlink_to(there)
    except OSError:
        pytest.skip("this system makes no links")


def message(root: Path, template: str) -> str:
    """What is said of the pack with that template."""
    clear_caches(fonts=False)  # it is written anew for each message
    (root / "styles" / "unknown-element" / "handout.xml.j2").write_text(template, encoding="utf-8")
    result = run(root, "unknown-element")
    assert result.path is None
    (problem,) = result.diagnostics
    return problem.message


def test_a_link_out_of_the_pack_is_no_template(root: Path) -> None:
    link(root / "styles" / "unknown-element" / "inside.j2", root.parent / "secret.txt")
    assert "is a link to a file outside its folder" in message(root, '{% include "inside.j2" %}')


def test_a_linked_folder_out_of_the_pack_holds_no_template(root: Path) -> None:
    link(root / "styles" / "unknown-element" / "inside", root.parent)
    assert "is a link to a file outside its folder" in message(root, '{% include "inside/secret.txt" %}')


def test_a_link_out_of_the_folder_is_no_picture(root: Path) -> None:
    link(root / "logo.png", root.parent / "secret.png")
    xml = '<document title="T" lang="en"><image src="logo.png" alt="x"/></document>'
    assert "is a link to a file outside its folder" in message(root, xml)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_nobody_waits_for_a_pipe(root: Path) -> None:
    os.mkfifo(root / "styles" / "unknown-element" / "pipe.j2")
    os.mkfifo(root / "pipe.png")
    assert "there is no template 'pipe.j2'" in message(root, '{% include "pipe.j2" %}')
    xml = '<document title="T" lang="en"><image src="pipe.png" alt="x"/></document>'
    assert "there is no picture 'pipe.png'" in message(root, xml)


def test_a_template_of_any_size_is_not_read(root: Path) -> None:
    assert "is larger than" in message(root, "{# " + "x" * 70_000 + " #}")


def test_a_drawing_of_any_size_is_not_read(root: Path) -> None:
    (root / "logo.svg").write_text("<svg>" + " " * 1_200_000 + "</svg>", encoding="utf-8")
    xml = '<document title="T" lang="en"><image src="logo.svg" alt="x"/></document>'
    assert "larger than 1000 kB" in message(root, xml)
