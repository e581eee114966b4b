"""careerpdf beside what somebody would take instead: the same roles, whole processes in turn, their time and memory."""

import importlib.metadata
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from benchmarks import memory, texts
from benchmarks.handout import careerpdf_command
from benchmarks.peers import PEERS, why_not
from benchmarks.peers.content import book_of
from benchmarks.peers.verify import Found, look_into
from benchmarks.report import NOT_MEASURED, Row, columns

OURS = "careerpdf"
SIZES = (1, 20, 100, 1000)
LONGEST = 60.0  # seconds; who takes longer runs once
_PAGES_APART = 0.1  # share by which page counts may differ
_HANDOUT_SECONDS = 0.45
_TYPST_TIME, _TYPST_MEMORY, _WEASYPRINT_TIME = 0.5, 0.08, 0.05
_LINEAR, _KB_PER_ROLE = 1.2, 60.0


@dataclass(frozen=True)
class Contender:
    """A program with its input ready: the command that makes `target`."""

    name: str
    version: str
    command: Sequence[str]
    target: Path


@dataclass(frozen=True)
class Result:
    """What one program took for so many roles; `seconds` of each run, `peak` in MB (None: not told here)."""

    roles: int
    name: str
    version: str
    seconds: tuple[float, ...]
    peak: float | None
    found: Found

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def share_of(self, other: "Result") -> tuple[float, ...]:
        """The time of each run as a share of the other program's run beside it."""
        if len(self.seconds) == len(other.seconds):
            return tuple(own / theirs for own, theirs in zip(self.seconds, other.seconds, strict=True))
        return (self.median / other.median,)


@dataclass(frozen=True)
class Comparison:
    """All results, by number of roles, ours first; `skipped` tells of each program that has none, and why."""

    results: tuple[Result, ...]
    skipped: tuple[str, ...]

    def of(self, name: str, roles: int) -> Result | None:
        return next((one for one in self.results if (one.name, one.roles) == (name, roles)), None)


def compare(sizes: Sequence[int], runs: int, profiles: Path | None = None, names: Sequence[str] = ()) -> Comparison:
    """Compare with all peers that can be run, or with those that `names` names.

    The roles are generated, or the first of the folder `profiles`. Raises SystemExit if that has too few.
    """
    results: list[Result] = []
    skipped: dict[str, None] = {}
    for roles in sizes:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder)
            paths = _profiles(project, roles, profiles)
            book = book_of(paths)
            contenders = [_ours(project, paths)]
            for peer in PEERS:
                if names and peer.name.lower() not in [name.lower() for name in names]:
                    continue
                if reason := why_not(peer):
                    skipped[f"{peer.name}: {reason}"] = None
                elif peer.most is None or roles <= peer.most:
                    own = project / peer.module
                    own.mkdir()
                    target = own / "out.pdf"
                    command = peer.command(peer.prepare(book, own), target)
                    contenders.append(Contender(peer.name, peer.version, command, target))
            ready = []
            for contender in contenders:
                try:
                    ready.append((contender, *_first_run(contender)))
                except subprocess.CalledProcessError as error:
                    skipped[f"{contender.name}, {roles:,} roles: ended with {error.returncode}"] = None
            seconds: dict[str, list[float]] = {one.name: [] for one, _, _ in ready}
            for _ in range(runs):
                for contender, first, _ in ready:
                    if first <= LONGEST:
                        seconds[contender.name].append(memory.run(contender.command)[0])
            for contender, first, peak in ready:
                found = look_into(contender.target, book)
                if found.faults:
                    skipped[f"{contender.name}, {roles:,} roles: {'; '.join(found.faults)}"] = None
                    continue
                took = tuple(seconds[contender.name]) or (first,)
                results.append(Result(roles, contender.name, contender.version, took, peak, found))
    return Comparison(tuple(results), tuple(skipped))


def _first_run(contender: Contender) -> tuple[float, float | None]:
    """Time and peak memory of all its processes. It warms what is kept on disk, and looks at memory, so a time of more
    than a minute is the only use of its time.
    """
    print(f"{contender.name} …", end=" ", file=sys.stderr, flush=True)
    start = time.perf_counter()
    peak = memory.peak_of_all(contender.command)
    took = time.perf_counter() - start
    print(f"{took:.1f} s", file=sys.stderr)
    return took, peak


def _profiles(project: Path, roles: int, given: Path | None) -> list[Path]:
    folder = project / "profiles"
    folder.mkdir()
    if given is None:
        for number in range(roles):
            text = yaml.dump(texts.role(number), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            (folder / f"role-{number:05}.yaml").write_text(text, encoding="utf-8")
    else:
        found = sorted(given.glob("*.yaml"))
        if len(found) < roles:
            raise SystemExit(f"{given} has {len(found)} profiles, not {roles}")
        for path in found[:roles]:
            shutil.copy(path, folder)
    return sorted(folder.glob("*.yaml"))


def _ours(project: Path, profiles: Sequence[Path]) -> Contender:
    """A handout of one role; of several a booklet that is contents and roles, as the peers make it."""
    common = ["--project", str(project), "-q"]
    version = importlib.metadata.version(OURS)
    if len(profiles) == 1:
        role = profiles[0].stem
        look = ["--style", "classic", "--paper", "half-letter", "-o", str(project)]
        return Contender(
            OURS, version, [*careerpdf_command(), "build", role, "--no-cache", *look, *common], project / f"{role}.pdf"
        )
    (project / "booklets").mkdir()
    manifest = {
        "title": "Careers",
        "style": "classic",
        "paper": "half-letter",
        "include": ["contents"],
        "roles": [path.stem for path in profiles],
        "group_by": "none",
        "order": "given",
        "pad_to": 1,
    }
    text = yaml.safe_dump(manifest, sort_keys=False)
    (project / "booklets" / "book.yaml").write_text(text, encoding="utf-8")
    target = project / "book.pdf"
    return Contender(
        OURS, version, [*careerpdf_command(), "booklet", "book", "--no-cache", "-o", str(target), *common], target
    )


# -- what it says

_HEAD = (
    *("roles", "", "", "pages", "time", "(min–max)", "× ours", "(min–max)", "per role"),
    *("peak memory", "× ours", "file", "tags", "outline", "contents"),
)


def report(comparison: Comparison) -> str:
    """The results as a table, and below it what was skipped and where page counts are too far apart to compare."""
    lines: list[tuple[str, ...]] = [_HEAD]
    notes = [f"Skipped: {text}" for text in comparison.skipped]
    for result in comparison.results:
        ours = comparison.of(OURS, result.roles)
        lines.append(_line(result, ours))
        if ours and abs(result.found.pages - ours.found.pages) > max(1, _PAGES_APART * ours.found.pages):
            notes.append(
                f"{result.name}, {result.roles:,} roles: {result.found.pages} pages, more than a tenth away from ours"
            )
    return "\n".join([columns(lines, left=(1, 2)), *(["", *notes] if notes else [])])


def _line(result: Result, ours: Result | None) -> tuple[str, ...]:
    shares = result.share_of(ours) if ours else ()
    times = result.seconds
    found = result.found
    more = ours and ours.peak and result.peak
    return (
        f"{result.roles:,}",
        result.name,
        result.version,
        f"{found.pages:,}",
        f"{result.median:.2f} s",
        f"{min(times):.2f}–{max(times):.2f}" if len(times) > 1 else "one run",
        f"{statistics.median(shares):.2f}" if shares else "",
        f"{min(shares):.2f}–{max(shares):.2f}" if len(shares) > 1 else "",
        f"{1000 * result.median / result.roles:,.1f} ms",
        f"{result.peak:,.0f} MB" if result.peak else NOT_MEASURED,
        f"{result.peak / ours.peak:.2f}" if more and ours and ours.peak and result.peak else "",
        f"{found.size / 1e6:.2f} MB",
        "yes" if found.tagged else "no",
        f"{found.outline:,}" if found.outline else "no",
        {None: "", True: "right", False: "WRONG"}[found.contents],
    )


def targets(comparison: Comparison) -> tuple[Row, ...]:
    """Our figures beside those that we want; one that was not measured is left out."""
    rows = []
    alone = comparison.of(OURS, 1)
    if alone:
        rows.append(
            Row("one handout: time", "s", alone.median, _HANDOUT_SECONDS, min(alone.seconds), max(alone.seconds))
        )
    many = max((one.roles for one in comparison.results if one.name == OURS), default=0)
    ours = comparison.of(OURS, many)
    if ours is None or many < SIZES[-1]:
        return tuple(rows)
    name = f"{many:,} roles"
    for peer, time_target, memory_target in (
        ("Typst", _TYPST_TIME, _TYPST_MEMORY),
        ("WeasyPrint", _WEASYPRINT_TIME, None),
    ):
        theirs = comparison.of(peer, many)
        if theirs is None:
            continue
        shares = ours.share_of(theirs)
        spread = (min(shares), max(shares))
        rows.append(Row(f"{name}: time, share of {peer}’s", "×", statistics.median(shares), time_target, *spread))
        if memory_target and ours.peak and theirs.peak:
            rows.append(Row(f"{name}: memory, share of {peer}’s", "×", ours.peak / theirs.peak, memory_target))
    fewer = comparison.of(OURS, 100)
    if fewer:
        per_role = (ours.median / many) / (fewer.median / fewer.roles)
        rows.append(Row(f"{name}: time per role, share of that at 100", "×", per_role, _LINEAR))
        if ours.peak and fewer.peak:
            growth = 1000 * (ours.peak - fewer.peak) / (many - fewer.roles)
            rows.append(Row(f"{name}: memory for each role after the 100th", "kB", growth, _KB_PER_ROLE))
    return tuple(rows)


def as_json(comparison: Comparison, machine: str) -> str:
    """Everything, for scripts."""
    return json.dumps(
        {
            "machine": machine,
            "results": [asdict(result) for result in comparison.results],
            "skipped": comparison.skipped,
            "targets": [row.as_json() for row in targets(comparison)],
        },
        indent=2,
        ensure_ascii=False,
    )
