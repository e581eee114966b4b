"""The sources of a book: each once, numbered by first use, with what their owners ask for."""

import datetime as dt

import pytest

from careerpdf.booklet.sources import attributions, number_of, numbered, role_numbers
from careerpdf.document.template import inline
from tests.support.booklet_samples import role, source

WAGES, OUTLOOK = source("BLS OEWS, May 2024", 2024, url="https://www.bls.gov/oes/"), source("BLS Projections")


def test_a_source_is_numbered_by_its_first_use_and_lists_its_roles() -> None:
    found = numbered([role("b", sources=(OUTLOOK,)), role("c"), role("a", sources=(WAGES, OUTLOOK))])
    assert [(one.number, one.text, one.roles) for one in found] == [
        (1, "BLS Projections", ("b", "a")), (2, "BLS OEWS, May 2024", ("a",))]  # fmt: skip
    assert role_numbers(found) == {"b": (1,), "a": (1, 2)}
    assert number_of(found, WAGES) == 2
    with pytest.raises(KeyError):
        number_of(found, source("Other"))


def test_one_source_in_two_spellings_is_one_with_its_address_and_the_latest_day() -> None:
    day, later = dt.date(2026, 11, 1), dt.date(2026, 11, 9)
    uses = (
        source("BLS  oews", 2024, retrieved=day),
        source("BLS OEWS", 2024, url="https://x.example", retrieved=later),
    )
    (found,) = numbered(role(f"r{k}", sources=(use,)) for k, use in enumerate(uses))
    assert (found.text, found.url, found.retrieved) == ("BLS  oews, 2024", "https://x.example", later)


def test_the_same_name_of_another_year_is_another_source() -> None:
    found = numbered([role("a", sources=(source("OEWS", 2023), source("OEWS", 2024)))])
    assert [one.text for one in found] == ["OEWS, 2023", "OEWS, 2024"]


def test_bls_is_cited_and_onet_gets_its_statement_with_its_version() -> None:
    found = numbered([role("a", sources=(WAGES, source("O*NET 29.3 Database"), source("O*NET OnLine")))])
    onet, bls = attributions(found)
    assert "from the O*NET 29.3 Database by the U.S. Department of Labor" in inline(onet)
    assert "used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA." in inline(onet)
    assert "has modified" in onet
    assert "USDOL/ETA has not approved, endorsed, or tested" in onet
    assert "U.S. Bureau of Labor Statistics" in bls


def test_onet_without_a_version_is_the_database_and_other_sources_ask_for_nothing() -> None:
    assert "from the O*NET Database by" in inline(attributions(numbered([role("a", sources=(source("O*NET"),))]))[0])
    assert attributions(numbered([role("a", sources=(source("Ask Dana"),))])) == ()


def test_the_star_of_onet_is_never_taken_for_italics() -> None:
    (found,) = numbered([role("a", sources=(source("O*NET 29.3, from O*NET OnLine"),))])
    assert inline(found.text) == "O*NET 29.3, from O*NET OnLine"
