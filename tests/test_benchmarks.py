"""The benchmarks: that they run, that their texts are what they claim to be, and that a missed target shows."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
SEED_WORDS = 1227  # of the career page that the project started from


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PROJECT)


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
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    rows = {row["name"]: row for row in json.loads(run.stdout)["rows"]}
    assert rows["roles"]["value"] == 2
    assert rows["pages"]["value"] >= 4
    assert all(row["value"] > 0 for row in rows.values() if row["unit"] == "ms")
    assert rows["lay out, per role"]["target"] == 6
    assert rows["peak memory when the file is written"]["target"] == 200


def test_the_tags_benchmark_compares_the_same_pages_with_and_without_tags() -> None:
    command = [sys.executable, "-m", "benchmarks", "tags", "--roles", "2", "--json"]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
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
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    rows = {row["name"]: row for row in json.loads(run.stdout)["rows"]}
    assert rows["watch machine-learning-intern: profile saved, to the PDF"]["target"] == 0.3
    assert all(row["value"] > 0 for row in rows.values())


def test_the_booklet_benchmark_measures_time_and_memory() -> None:
    command = [sys.executable, "-m", "benchmarks", "booklet", "--roles", "3", "--runs", "1", "--json"]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    rows = {row["name"]: row for row in json.loads(run.stdout)["rows"]}
    assert rows["booklet of 3 roles: time"]["value"] > 0
    assert rows["booklet of 3 roles: size"]["value"] > 0.01
    assert "booklet of 3 roles: peak memory of all processes" in rows


def test_the_scaling_benchmark_measures_sharing_and_reusing() -> None:
    command = [sys.executable, "-m", "benchmarks", "scaling", "--roles", "3", "--runs", "1", "--json"]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    rows = {row["name"]: row["value"] for row in json.loads(run.stdout)["rows"]}
    assert rows["3 handouts, nothing changed: time"] > 0
    assert rows["100,000 handouts: size (computed)"] > 100
