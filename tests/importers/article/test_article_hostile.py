"""Any text of a page is kept somewhere, and a page made to do harm is read or refused at once."""

import datetime as dt
import html
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.diagnostics import InputError
from careerpdf.importers.article import Article, read_article
from careerpdf.importers.yaml_writer import new_file

DAY = dt.date(2026, 11, 25)
BODY = """<h1>Cloud Baker</h1><p>Bakes clouds at night.</p><h2>Duties</h2><ul><li>Catch clouds</li></ul>
<h2>Skills</h2><ul><li>Patience: wait for rain</li></ul>"""


def read(text: str, **more: Any) -> Article:
    return read_article(text.encode(), "page", DAY, **more)


# -- nothing lost


HEADINGS = st.sampled_from(
    ("Duties", "Salary", "Job outlook", "Education", "Skills", "Work environment", "Advancement", "Experience",
     "Certifications", "How to become one", "Similar careers", "Pros and cons", "Odds and ends", "Overview",
     "Technology",
     "More information", "Knowledge")
)  # fmt: skip
WORDS = st.lists(
    st.sampled_from(
        ("bakers", "like", "clouds", "often", "and", "rain", "is", "part", "of", "it", "while", "ovens", "hum")
    ),
    min_size=3,
    max_size=14,
)


@st.composite
def sections(draw: st.DrawFn) -> list[tuple[str, int, list[tuple[str, str]]]]:
    """Headings with paragraphs and entries of a list below them, each with a word that is nowhere else."""
    found, number = [], 0
    for _ in range(draw(st.integers(1, 6))):
        blocks = []
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            words = [*draw(WORDS), f"zebra{number}"]
            blocks.append(
                (
                    draw(st.sampled_from(("p", "li"))),
                    " ".join(words).capitalize() + draw(st.sampled_from((".", ".", ""))),
                )
            )
        found.append((draw(HEADINGS), draw(st.integers(2, 4)), blocks))
    return found


@given(sections())
def test_every_text_of_a_page_is_somewhere_in_the_profile(
    content: list[tuple[str, int, list[tuple[str, str]]]],
) -> None:
    marked = "".join(
        f"<h{level}>{heading}</h{level}>" + "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in blocks)
        for heading, level, blocks in content
    )
    plain = "\n\n".join(
        "\n\n".join(("#" * level + " " + heading, *(f"- {text}" if tag == "li" else text for tag, text in blocks)))
        for heading, level, blocks in content
    )
    begun = "Bakers bake at night and zebra0."
    for text in (
        f"<html><body><h1>Cloud Baker</h1><p>{begun}</p>{marked}</body></html>",
        f"# Cloud Baker\n\n{begun}\n\n{plain}\n",
    ):
        said = str(read(text, title="Cloud Baker").imported.fields)
        missing = [word for word in re.findall(r"zebra\d+", text) if not re.search(rf"{word}\b", said)]
        assert not missing


# -- encodings and hostile input


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-15"])
def test_a_page_is_read_in_its_encoding(encoding: str) -> None:
    body = BODY.replace("Bakes", "Bäckt, bakes")
    text = f'<html><head><meta charset="{encoding}"></head><body>{body}</body></html>'
    found = read_article(text.encode(encoding), "page", DAY).imported.fields
    assert "Bäckt" in found["introduction"][0]


def test_letters_are_composed_and_what_nobody_sees_is_gone() -> None:
    odd = BODY.replace("Bakes", "Cafe\u0301\u200b \u202ebakes\u0007")
    assert read(f"<html><body>{odd}</body></html>").imported.fields["introduction"] == ["Café bakes clouds at night."]


HEAD = "<html><body><h1>Welder</h1><h2>Duties</h2><ul><li>Weld</li></ul><h2>Pay</h2>"
ATTACKS = {
    "attributes": f"{HEAD}<a {' '.join(f'a{n}=1' for n in range(100_000))}>",
    "attributes behind a title": f'{HEAD}<title><a b="</title><i {" ".join(f"a{n}=1" for n in range(100_000))}>',
    "attributes with signs": f"{HEAD}<i {' '.join(f'a{n}={chr(34)}>{chr(34)}' for n in range(60_000))}>",
    "attributes behind an instruction": f'{HEAD}<?x <a b=" ?><i {" ".join(f"a{n}=1" for n in range(100_000))}>',
    "nested": HEAD + "<div>" * 100_000,
    "nested lists": HEAD + "<ul><li>x" * 20_000,
    "nested tables": HEAD + "<table><tr><td>x" * 15_000,
    "many entries": HEAD + "<li>x" * 50_000,
    "long paragraph": HEAD + "<p>" + "The median wage was $1 in Ohio. " * 20_000,
    "long word": HEAD + "<p>" + "a" * 1_000_000,
    "unclosed script": HEAD + "<script>" * 50_000,
    "unclosed comment": HEAD + "<!--" * 50_000,
    "json": f'{HEAD}<script type="application/ld+json">{"[" * 500_000}</script>',
    "items": HEAD + "<div itemscope itemtype='https://schema.org/Occupation' itemprop=x>" * 10_000,
    "text": "What does a welder do?\n\nPay\n\n" + "what does " * 100_000,
    "lines": "What does a welder do?\n\nPay\n\n" + "a\n\n" * 100_000,
    "stars": "What does a welder do?\n\nPay\n\n" + "**" * 300_000,
    "brackets": "What does a welder do?\n\nPay\n\n" + "[a](" * 200_000,
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_page_is_read_or_refused_at_once(name: str) -> None:
    begun = time.process_time()
    refused: list[str] = []
    try:
        read(ATTACKS[name])
    except InputError as refusal:
        refused = [problem.code for problem in refusal.diagnostics]
    assert set(refused) <= {"not-a-page", "not-a-role-page"}
    assert time.process_time() - begun < 10, "in the square of its length it would take minutes"


def test_a_page_that_is_too_long_or_too_deep_says_so() -> None:
    for text, why in (
        (HEAD + "<p>" + "word " * 60_000, "far longer"),
        (HEAD + "<div>" * 5_000, "nested"),
        ("x" * 9_000_000, "8 MB"),
    ):
        with pytest.raises(InputError) as caught:
            read(text)
        assert why in caught.value.diagnostics[0].message


ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


@given(st.text(ANY, max_size=400), st.text(ANY, max_size=60))
def test_any_text_in_a_page_makes_a_profile_that_can_be_read_again(text: str, heading: str) -> None:
    imported = read(
        f"<html><body>{BODY}<h2>{html.escape(heading)}</h2><p>{html.escape(text)}</p></body></html>"
    ).imported
    assert imported.fields["title"] == "Cloud Baker"
    new_file(imported, DAY)
