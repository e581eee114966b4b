"""`careerpdf build` of many roles: in several processes, on a Dask cluster, and only what has changed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from careerpdf.cli.commands.build import _plan
from careerpdf.products.product import Options
from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import Project
from careerpdf.system.files import sweep, writing_beside
from careerpdf.system.jobs import Plan
from careerpdf.system.jobs import run as run_jobs
from tests.support.commands import BROKEN, NURSE, Run
from tests.support.handouts import EPOCH

_LONGEST = 60.0  # seconds
ROLES = [f"role-{number:02}" for number in range(12)]


@pytest.fixture
def many(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with twelve profiles, of which one is broken and one has a warning."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    (here / "profiles").mkdir()
    for role in ROLES:
        text = NURSE.replace("Registered Nurse", role.title())
        text = BROKEN if role == "role-03" else text + "related: [role-99]\n" if role == "role-07" else text
        (here / "profiles" / f"{role}.yaml").write_text(text, encoding="utf-8")
    return here


def pdfs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def without_time(text: str) -> str:
    """The result lines without folders and seconds."""
    return "\n".join(line.split(os.sep, 1)[-1].rsplit("KB", 1)[0] for line in text.splitlines())


def test_several_processes_give_the_same_bytes_lines_and_messages_as_one(run: Run, many: Path) -> None:
    one = run("build", "--all", "--jobs", "1", "-o", "one")
    several = run("build", "--all", "--jobs", "3", "-o", "several")
    assert (one.exit_code, several.exit_code) == (1, 1)
    assert len(pdfs(many / "one")) == len(ROLES) - 1
    assert pdfs(many / "one") == pdfs(many / "several")
    assert without_time(one.stdout) == without_time(several.stdout)
    assert one.stderr == several.stderr
    assert "catgory" in several.stderr
    assert "role-99" in several.stderr
    assert several.stderr.endswith("1 of 12 handouts could not be made: role-03\n")


def test_json_lists_the_roles_in_their_order_whoever_made_them(run: Run, many: Path) -> None:
    results = json.loads(run("build", "--all", "--jobs", "3", "--format", "json").stdout)["results"]
    assert [result["role"] for result in results] == ROLES
    assert [result["role"] for result in results if not result["ok"]] == ["role-03"]


def test_what_has_not_changed_stays_and_is_said_to(run: Run, many: Path, tmp_path: Path) -> None:
    cache = {"CAREERPDF_CACHE": str(tmp_path / "cache")}
    run("build", "--all", **cache)
    before = pdfs(many / "output")
    again = run("build", "--all", **cache)
    assert again.stdout.count("KB  unchanged\n") == len(ROLES) - 1
    profile = many / "profiles" / "role-05.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("ill", "unwell"), encoding="utf-8")
    changed = run("build", "--all", "--format", "json", **cache)
    made = [one["role"] for one in json.loads(changed.stdout)["results"] if one["ok"] and not one["unchanged"]]
    assert made == ["role-05"]
    after = pdfs(many / "output")
    assert [name for name in after if after[name] != before[name]] == ["role-05.pdf"]
    assert "unchanged" not in run("build", "--all", "--no-cache", **cache).stdout
    assert pdfs(many / "output") == after


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--jobs", "0"], "'--jobs'"),
        (["--jobs", "two"], "'--jobs'"),
        (["--jobs", "2", "--dask", "tcp://localhost:1"], "Give --jobs or --dask, not both"),
    ],
)
def test_a_number_of_processes_that_cannot_be_is_a_usage_error(
    run: Run, many: Path, arguments: list[str], said: str
) -> None:
    result = run("build", "--all", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def plan(roles: int, jobs: int | None) -> Plan:
    return _plan(Project(Path(), ProjectConfig()), Options(), roles, jobs, None)


def test_few_roles_are_made_in_one_process_and_many_in_one_for_each_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerpdf.system.jobs.processors", lambda: 4)
    for quickly, few, many in ((True, 11, 12), (False, 59, 60)):
        monkeypatch.setattr("careerpdf.system.jobs.starts_quickly", lambda quickly=quickly: quickly)
        assert [plan(roles, None).processes for roles in (1, few, many)] == [1, 1, 4]
    assert [plan(roles, 3).processes for roles in (1, 2, 12)] == [1, 2, 3]
    assert all(plan(roles, 3).batch * 3 <= roles for roles in (3, 12, 1000)), "every process has something to do"


# -- stopped


def half_way(folder: Path, numbers: Sequence[int]) -> list[int]:
    with writing_beside(folder / f"{numbers[0]}.pdf") as file:
        file.write(b"half")
        file.flush()
        if numbers[0]:
            (folder / "begun").touch()
            time.sleep(_LONGEST)
    return list(numbers)


def test_what_a_stopped_process_was_writing_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / ".other.pdf.1.part").touch()  # of another run
    work = partial(half_way, tmp_path)
    with closing(run_jobs(work, [0, 1], Plan(2, after=partial(sweep, tmp_path)))) as results:
        assert next(results) == 0
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        assert any(path.name.startswith(".1.pdf.") for path in tmp_path.iterdir())
    assert {path.name for path in tmp_path.iterdir()} == {"0.pdf", "begun", ".other.pdf.1.part"}


@pytest.mark.skipif(os.name == "nt", reason="a signal cannot be sent as a key would")
def test_ctrl_c_stops_all_processes_and_leaves_whole_files_only(
    many: Path, process_environment: dict[str, str]
) -> None:
    for number in range(200):
        text = NURSE.replace("Registered Nurse", f"Nurse {number}")
        (many / "profiles" / f"nurse-{number}.yaml").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "careerpdf", "build", "--all", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=process_environment,
        text=True,
        start_new_session=True,  # so that the signal reaches its processes, as Ctrl-C does, and nobody else's
    )
    output = many / "output"
    try:
        end = time.monotonic() + _LONGEST
        while not (output.is_dir() and len(list(output.glob("[!.]*.pdf"))) > 3):
            assert time.monotonic() < end
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=_LONGEST)
    finally:
        process.kill()
    assert (process.returncode, stdout) == (130, "")
    assert stderr == "Stopped. Files already written are complete; the others are as they were.\n"
    made = list(output.iterdir())
    assert 3 < len(made) < 200
    for path in made:
        with pypdfium2.PdfDocument(path) as pdf:
            assert len(pdf) > 0
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


# -- Dask


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a cluster of two workers, each a process of its own with two threads."""
    distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=2, dashboard_address=None, worker_dashboard_address=None, silence_logs=50
    ) as local:
        yield local.scheduler_address


@pytest.mark.filterwarnings("ignore")  # of Dask's own
def test_a_dask_cluster_gives_the_same_bytes_and_messages_as_one_process(run: Run, many: Path, cluster: str) -> None:
    one = run("build", "--all", "--jobs", "1", "-o", "one")
    shared = run("build", "--all", "--dask", cluster, "-o", "shared")
    assert (shared.exit_code, without_time(shared.stdout)) == (1, without_time(one.stdout))
    assert pdfs(many / "one") == pdfs(many / "shared")
    assert shared.stderr.count("error[") == one.stderr.count("error[") == 1
    assert shared.stderr.endswith("1 of 12 handouts could not be made: role-03\n")


@pytest.mark.filterwarnings("ignore")  # of Dask's own
def test_a_cluster_that_does_not_answer_is_said_in_one_line(
    run: Run, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    monkeypatch.setattr("careerpdf.system.jobs._DASK_SECONDS", 1)
    result = run("build", "--all", "--dask", "tcp://127.0.0.1:9")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: there is no Dask cluster at tcp://127.0.0.1:9: ")
    assert result.stderr.count("\n") == 1


def test_an_address_that_is_none_is_said_too(run: Run, many: Path) -> None:
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    result = run("build", "--all", "--dask", "nonsense://x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: there is no Dask cluster at nonsense://x: ")
