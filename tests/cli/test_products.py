"""`careerpdf card` and `careerpdf poster`."""

import json
from pathlib import Path

import pytest

from tests.support.commands import BROKEN, Run


@pytest.mark.parametrize("kind", ["card", "poster"])
def test_each_role_becomes_a_file(run: Run, project: Path, kind: str) -> None:
    result = run(kind, "registered-nurse", "electrician")
    assert (result.exit_code, result.stderr) == (0, "")
    names = sorted(path.name for path in (project / "output").iterdir())
    assert names == [f"electrician-{kind}.pdf", f"registered-nurse-{kind}.pdf"]
    assert len(result.stdout.splitlines()) == 2


def test_cards_are_printed_four_on_a_sheet(run: Run, project: Path) -> None:
    run("card", "electrician")
    result = run("press", "output/electrician-card.pdf", "--layout", "cards", "--copies", "200", "--format", "json")
    assert result.exit_code == 0, result.stderr
    ticket = json.loads(result.stdout)["ticket"]
    assert ticket["Quantity"].startswith("200 of each; print the file 50 times: each sheet gives 4;")
    assert ticket["Sheet"].startswith("Letter")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["card"], "Name the roles to make a card of."),
        (["poster", "electrician", "--paper", "tabliod"], "Did you mean 'tabloid'?"),
        (["card", "registered", "nurse"], "Did you mean 'registered-nurse'?"),
        (["card", "electrician", "-o", "web/x.pdf"], "Did you mean -o web?"),
    ],
)
def test_what_is_typed_wrongly_is_a_usage_error(run: Run, project: Path, typed: list[str], said: str) -> None:
    result = run(*typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.split())


def test_what_goes_wrong_with_one_is_no_others_business(run: Run, project: Path) -> None:
    (project / "profiles" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    result = run("card", "broken", "electrician", "--format", "json")
    assert result.exit_code == 1
    assert [found["ok"] for found in json.loads(result.stdout)["results"]] == [False, True]


def test_a_fault_of_the_program_is_no_traceback(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerpdf.products.one_page.Poster._build", lambda *_: 1 / 0)
    result = run("poster", "electrician")
    assert result.exit_code == 1
    assert "error[internal-error]" in result.stderr
    assert "Traceback" not in result.stderr
