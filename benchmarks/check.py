"""Truth of `careerpdf check`, measured by a folder of PDFs that are known to pass or to fail, such as veraPDF's corpus.

A file whose name holds `-pass-` should pass its accessibility standard and our own rules, one with `-fail-` should not.
Of all others it is only asked that they are read. The corpus is not part of the project: fetch it first.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.report import columns
from careerpdf.check.findings import Weight
from careerpdf.check.run import Checked, check_files
from careerpdf.check.standards import Verdict

_AT_ONCE = 200  # files that one run of veraPDF gets


@dataclass
class Tally:
    """Counts of what became of the files of one folder."""

    files: int = 0
    refused: int = 0
    undecided: int = 0  # read, but judged by no checker
    should_pass: int = 0
    failed_by_own_rules: list[str] = field(default_factory=list)
    failed_by_checkers: list[str] = field(default_factory=list)
    should_fail: int = 0
    passed: list[str] = field(default_factory=list)
    questions: int = 0  # kinds of findings for a person, on files that should pass


def measure_check(folder: Path) -> tuple[dict[str, Tally], float]:
    """Check every PDF below a folder; one tally for each folder in it, and the seconds that it took."""
    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        raise SystemExit(f"{folder} holds no PDFs")
    tallies: dict[str, Tally] = {}
    start = time.perf_counter()
    for first in range(0, len(paths), _AT_ONCE):
        for item in check_files(paths[first : first + _AT_ONCE]):
            parts = item.path.relative_to(folder).parts
            _count(item, tallies.setdefault(parts[0] if len(parts) > 1 else ".", Tally()))
    return tallies, time.perf_counter() - start


def _count(item: Checked, tally: Tally) -> None:
    tally.files += 1
    if item.problem is not None:
        tally.refused += 1
        return
    verdicts = {standard: item.verdict(standard) for standard in item.standards}
    judged = [verdict for standard, verdict in verdicts.items() if not standard.is_own]
    tally.undecided += Verdict.NOT_CHECKED in judged
    if "-pass-" in item.path.name:
        tally.should_pass += 1
        if any(verdict is Verdict.FAIL for standard, verdict in verdicts.items() if standard.is_own):
            tally.failed_by_own_rules.append(item.path.name)
        if Verdict.FAIL in judged:
            tally.failed_by_checkers.append(item.path.name)
        tally.questions += len({f.rule for f in item.to_look_at if f.weight is Weight.LOOK})
    elif "-fail-" in item.path.name:
        tally.should_fail += 1
        if item.ok:
            tally.passed.append(item.path.name)


def report(tallies: dict[str, Tally], seconds: float) -> str:
    """The tallies in columns, and the names of the files that were judged wrongly by our own rules."""
    lines: list[Sequence[str]] = [
        ("", "files", "refused", "undecided", "should pass", "fail: own rules", "fail: checkers", "should fail", "pass",
         "questions a file")
    ]  # fmt: skip
    for name, tally in tallies.items():
        share = tally.questions / tally.should_pass if tally.should_pass else 0.0
        numbers = (
            tally.files, tally.refused, tally.undecided, tally.should_pass, len(tally.failed_by_own_rules),
            len(tally.failed_by_checkers), tally.should_fail, len(tally.passed),
        )  # fmt: skip
        lines.append((name, *map(str, numbers), f"{share:.1f}"))
    wrong = list(_named("fails by our own rules", (t.failed_by_own_rules for t in tallies.values())))
    wrong += _named("should fail and passes", (t.passed for t in tallies.values()))
    return "\n".join([columns(lines, left=(0,)), "", *wrong, f"{seconds:.0f} s"])


def _named(what: str, names: Iterable[list[str]]) -> list[str]:
    return [f"{what}: {name}" for found in names for name in found]
