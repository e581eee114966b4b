"""Files of imported profiles: the same data comes back, and a later import leaves alone what people wrote."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.importers.imported import ImportedProfile
from careerpdf.importers.yaml_writer import code_in, mark, new_file, renew, was_imported

DAY, LATER = dt.date(2026, 11, 25), dt.date(2027, 5, 2)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1).map(str.strip)
ROLE = ImportedProfile(
    "bakers",
    "51-3011.00",
    {
        "title": "Bakers",
        "category": "Production",
        "introduction": "Bakers bake. " * 12 + "So it is.",
        "duties": ["Bake bread.", "Sell it."],
        "salary": {"median": {"annual": Decimal(36000)}, "area": "United States", "source": "bls-oews-2024"},
    },
    {"onet-29-3": {"name": "O*NET 29.3 Database"}, "bls-oews-2024": {"name": "OEWS, May 2024", "year": 2024}},
    {
        "title": "onet-29-3", "category": "onet-29-3", "introduction": "onet-29-3", "duties": "onet-29-3",
        "salary.median": "bls-oews-2024", "salary.area": "bls-oews-2024", "salary.source": "bls-oews-2024",
    },
)  # fmt: skip
FILE = new_file(ROLE, DAY).after


def with_fields(**fields: Any) -> ImportedProfile:
    """What the next import finds: some fields are others, or gone if they are None."""
    merged = {**ROLE.fields, **fields}
    kept = {name: value for name, value in merged.items() if value is not None}
    origins = {path: name for path, name in ROLE.origins.items() if path.partition(".")[0] in kept}
    return replace(ROLE, fields=kept, origins=origins)


def renewed(text: str, imported: ImportedProfile) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    found = renew(text, imported, LATER)
    assert found is not None
    return found.after, found.updated, found.kept


def test_a_file_is_laid_out_as_people_write_them() -> None:
    assert FILE.startswith("# yaml-language-server: $schema=../.careerpdf/profile.schema.json\ntitle: Bakers\n")
    assert "\nintroduction: >-\n  Bakers bake. Bakers bake." in FILE
    assert "\nduties:\n  - Bake bread.\n" in FILE or "\nduties: [Bake bread., Sell it.]\n" in FILE
    assert "\n  median: {annual: 36000}\n" in FILE
    assert max(map(len, FILE.splitlines())) <= 112
    assert (was_imported(FILE), code_in(FILE)) == (True, "51-3011.00")


@given(TEXT, st.lists(TEXT, min_size=1, max_size=4))
def test_any_text_comes_back_from_the_file_as_it_was(text: str, entries: list[str]) -> None:
    if not text or not all(entries):
        return
    one = with_fields(introduction=text, duties=entries, skills=[{"name": text, "text": entries[0] * 30}])
    data = yaml.safe_load(new_file(one, DAY).after)
    assert data["introduction"] == text
    assert data["duties"] == entries
    assert data["skills"] == [{"name": text, "text": entries[0] * 30}]


@pytest.mark.parametrize(
    "text", ["yes", "null", "12", "1e5", "a: b", "- a", "# a", "a #b", "'a'", '"a"', "{a}", "~", "*a"]
)
def test_texts_that_yaml_takes_for_something_else_stand_in_quotes(text: str) -> None:
    one = with_fields(introduction=text, duties=[text], also_called=[text])
    data = yaml.safe_load(new_file(one, DAY).after)
    assert (data["introduction"], data["duties"]) == (text, [text])


def test_the_same_import_again_changes_nothing_not_even_the_day() -> None:
    assert renewed(FILE, ROLE) == (FILE, (), ())


def test_what_the_source_says_now_is_taken_over_and_marked_anew() -> None:
    after, updated, kept = renewed(FILE, with_fields(duties=["Bake rolls."]))
    data = yaml.safe_load(after)
    assert (updated, kept, data["duties"]) == (("duties",), (), ["Bake rolls."])
    assert data["imported"]["date"] == LATER
    assert data["imported"]["facts"]["onet-29-3"]["duties"] == mark(["Bake rolls."])


def test_what_a_person_changed_stays_and_is_named() -> None:
    mine = re.sub(r"duties:.*?\n(?=\n)", "duties:\n  - Taste the bread.  # important\n", FILE, flags=re.DOTALL)
    after, updated, kept = renewed(mine, with_fields(duties=["Bake rolls."], title="Bread Bakers"))
    assert (updated, kept) == (("title",), ("duties",))
    assert "  - Taste the bread.  # important\n" in after
    assert "title: Bread Bakers\n" in after


def test_a_changed_field_stays_also_the_second_time() -> None:
    mine = FILE.replace("title: Bakers", "title: My Bakers")
    once, _, _ = renewed(mine, with_fields(title="Bread Bakers"))
    twice, _, kept = renewed(once, with_fields(title="Other Bakers"))
    assert "title: My Bakers\n" in twice
    assert kept == ("title",)


def test_a_field_that_keep_names_stays_though_nobody_changed_it() -> None:
    mine = FILE.replace("imported:\n", "imported:\n  keep: [duties, salary]\n")
    salary = {"median": {"annual": Decimal(40000)}, "area": "United States", "source": "bls-oews-2024"}
    after, updated, kept = renewed(mine, with_fields(duties=["Bake rolls."], salary=salary, title="X"))
    assert (updated, kept) == (("title",), ("duties", "salary.median"))
    assert yaml.safe_load(after)["imported"]["keep"] == ["duties", "salary"]


def test_a_field_that_a_person_took_out_does_not_come_back() -> None:
    mine = FILE.replace("category: Production\n", "")
    after, updated, kept = renewed(mine, with_fields(category="Food", title="X"))
    assert (updated, kept) == (("title",), ("category",))
    assert "category" not in yaml.safe_load(after)


def test_a_field_that_the_source_has_no_more_goes_unless_it_was_changed() -> None:
    after, updated, _ = renewed(FILE, with_fields(duties=None))
    assert updated == ("duties",)
    assert "duties" not in yaml.safe_load(after)
    changed = FILE.replace("Sell it.", "Give it away.")
    assert "Give it away." in renewed(changed, with_fields(duties=None))[0]


def test_parts_that_a_person_added_and_remarks_stay_where_they_are() -> None:
    mine = FILE.replace("salary:\n", "# ours\nsalary:\n  factors: Night work pays more.\n") + "questions: [Why bread]\n"
    salary = {"median": {"annual": Decimal(40000)}, "area": "United States", "source": "bls-oews-2025"}
    later = replace(
        with_fields(salary=salary),
        sources={"onet-29-3": ROLE.sources["onet-29-3"], "bls-oews-2025": {"name": "OEWS, May 2025", "year": 2025}},
        origins={path: name.replace("2024", "2025") for path, name in ROLE.origins.items()},
    )
    after, updated, kept = renewed(mine, later)
    data = yaml.safe_load(after)
    assert (updated, kept) == (("salary.median", "salary.source"), ())
    assert "\n# ours\nsalary:\n" in after
    assert data["salary"]["factors"] == "Night work pays more."
    assert data["questions"] == ["Why bread"]
    assert list(data["sources"]) == ["onet-29-3", "bls-oews-2025"], "the old release is no source any more"


def test_facts_of_a_source_that_is_not_imported_this_time_stay() -> None:
    only_onet = replace(
        with_fields(salary=None, title="Bread Bakers"), sources={"onet-29-3": ROLE.sources["onet-29-3"]}
    )
    after, updated, _ = renewed(FILE, only_onet)
    data = yaml.safe_load(after)
    assert updated == ("title",)
    assert data["salary"]["median"] == {"annual": 36000}
    assert data["imported"]["facts"]["bls-oews-2024"]["salary.median"] == mark({"annual": 36000})
    assert "bls-oews-2024" in data["sources"]
    again, updated, _ = renewed(after, ROLE)
    assert updated == ("title",)
    assert yaml.safe_load(again)["salary"] == data["salary"]


def test_a_file_in_an_unusual_layout_keeps_its_data() -> None:
    data = yaml.safe_load(FILE)
    unusual = yaml.safe_dump({**data, "questions": ["Who?"]}, default_flow_style=True)
    after, updated, _ = renewed(unusual, with_fields(duties=["Bake rolls."]))
    assert updated == ("duties",)
    again = yaml.safe_load(after)
    assert (again["duties"], again["questions"], again["title"]) == (["Bake rolls."], ["Who?"], "Bakers")


def test_a_file_with_errors_is_not_touched() -> None:
    assert renew("title: [", ROLE, LATER) is None
    assert renew("just words", ROLE, LATER) is None


@given(st.dictionaries(st.sampled_from(["title", "introduction", "duties"]), TEXT.filter(bool), min_size=1))
def test_a_renewed_file_is_the_one_that_would_be_written_new(fields: dict[str, str]) -> None:
    changed = {name: [text] if name == "duties" else text for name, text in fields.items()}
    later = with_fields(**changed)
    after, _, kept = renewed(FILE, later)
    assert kept == ()
    fresh = yaml.safe_load(new_file(later, LATER).after)
    assert {k: v for k, v in yaml.safe_load(after).items() if k != "imported"} == {
        k: v for k, v in fresh.items() if k != "imported"}  # fmt: skip
