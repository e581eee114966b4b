"""Templates: role text can never become markup or code, and a faulty template is an error, never a guess."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import TemplateError, UndefinedError
from jinja2.exceptions import SecurityError

from careerpdf.document import nodes as n
from careerpdf.document.dump import dump
from careerpdf.document.markup import parse_document
from careerpdf.document.template import inline, render

_DOCUMENT = '<document title="T" lang="en"><p>{{ text | inline }}</p><p>{{ text }}</p></document>'


def content(markup: str) -> tuple[n.Inline, ...]:
    (para,) = parse_document(f'<document title="T" lang="en"><p>{markup}</p></document>').children
    assert isinstance(para, n.Para)
    return para.content


def said(text: str) -> str:
    return n.plain_text(content(f"x{inline(text)}x"))[1:-1]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</p><p>out",
        "]]> <![CDATA[x]]>",
        "R&D &amp; &lt;b&gt; &#65;",
        "{{ 7*7 }} {% raw %}",
        "<b>not bold</b>",
        "a_b_c __init__ `code` # no heading",
        "![alt](https://example.com/x.png)",
        "1. no list",
        "<https://example.com>",
        "[x][ref]",
    ],
)
def test_hostile_or_odd_text_stays_plain_text(text: str) -> None:
    found = content(inline(text))
    if "![" not in text and "__" not in text:
        assert n.plain_text(found) == text
    assert not any(isinstance(item, n.Text) and item.bold for item in found) or "__" in text


_PIECES = st.sampled_from(
    ["**", " ", "a", "é", "5", ".", ",", ")", "(", "-", "€", "&", "<", "*", "_", "[", "]", "`", "\\"]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
@example("**a** b **c d**, **e**.")
@example("a **b**c **d**")
def test_plain_bold_is_read_as_the_markdown_parser_reads_it(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        quick = inline(text)
        patch.setattr("careerpdf.document.template._PLAIN_BOLD", re.compile("(?!)"))
        assert quick == inline(text)


def test_plain_bold_needs_no_markdown_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerpdf.document.template._markdown", None)  # to call it would raise TypeError
    assert inline("Work on **real problems**, **much** R.") == "Work on <b>real problems</b>, <b>much</b> R."
    with pytest.raises(TypeError):
        inline("Work on *real* problems.")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.com"])
def test_a_link_that_could_harm_is_no_link(url: str) -> None:
    assert not any(isinstance(item, n.Link) for item in content(inline(f"[x]({url})")))
    assert said(f"[x]({url})") == f"[x]({url})"


def test_a_link_address_cannot_leave_its_attribute() -> None:
    (link,) = content(inline('[x](https://example.com/?a="><b>&c=1)'))
    assert isinstance(link, n.Link)
    assert link.href.startswith("https://example.com/?a=")
    assert "<" not in link.href


def test_bold_italic_and_links_are_understood() -> None:
    found = content(inline("**b** *i* ***bi*** [l **x**](https://example.com) [m](mailto:a@example.com)"))
    looks = [(item.text, item.bold, item.italic) for item in found if isinstance(item, n.Text) and item.text.strip()]
    assert looks == [("b", True, False), ("i", False, True), ("bi", True, True)]
    assert [item.href for item in found if isinstance(item, n.Link)] == ["https://example.com", "mailto:a@example.com"]


def test_a_backslash_takes_the_meaning_from_a_star() -> None:
    assert said(r"2 \* 3 \* 4") == "2 * 3 * 4"


def test_line_ends_in_a_text_are_spaces() -> None:
    assert said("one\ntwo **three\nfour**") == "one two three four"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="*_[]\\`\ufffe\uffff"), max_size=80))
def test_text_without_markdown_says_what_it_said(text: str) -> None:
    assert said(text).split() == text.split()


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=60))
def test_any_text_makes_sound_markup(text: str) -> None:
    assert isinstance(said(text), str)


@given(st.text(st.characters(), max_size=40))
def test_any_character_can_stand_in_a_template(text: str) -> None:
    folder = _folder()
    parse_document(render([folder], "t.xml.j2", {"text": text.encode("utf-8", "replace").decode()}))


def test_a_control_character_is_taken_out_and_not_blamed_on_the_style() -> None:
    xml = render([_folder()], "t.xml.j2", {"text": "be\x07ll\x00 \x1b[0m \ud83dok\ufffe"})
    assert "bell [0m ok" in dump(parse_document(xml))


_made: list[Path] = []


def _folder() -> Path:
    return _made[0]


@pytest.fixture(scope="module", autouse=True)
def _template(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "t.xml.j2").write_text(_DOCUMENT, encoding="utf-8")
    _made[:] = [folder]


def rendered(tmp_path: Path, source: str, **context: object) -> str:
    (tmp_path / "x.xml.j2").write_text(source, encoding="utf-8")
    return render([tmp_path], "x.xml.j2", context)


def test_values_are_escaped_unless_a_filter_says_otherwise(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ a }}", a="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"


def test_a_name_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="nothing"):
        rendered(tmp_path, "{{ nothing }}")


@pytest.mark.parametrize(
    "source",
    ["{{ ''.__class__.__mro__ }}", "{{ a.append(1) }}", "{{ self.__init__.__globals__ }}", "{{ inline.__globals__ }}"],
)
def test_a_template_cannot_reach_out_of_its_sandbox(tmp_path: Path, source: str) -> None:
    values: list[int] = []
    with pytest.raises((SecurityError, UndefinedError)):
        rendered(tmp_path, source, a=values)
    assert values == []


@pytest.mark.parametrize("source", ["{{ 1 / 0 }}", "{{ 1 + 'a' }}", "{{ [1][5].x }}", "{% if %}", "{{ a | nothing }}"])
def test_whatever_is_wrong_with_a_template_is_a_template_error(tmp_path: Path, source: str) -> None:
    with pytest.raises(TemplateError):
        rendered(tmp_path, source, a=1)


def test_a_missing_template_is_a_template_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        render([tmp_path], "nothing.xml.j2", {})


def test_the_first_folder_that_has_a_template_wins(tmp_path: Path) -> None:
    for name in ("own", "parent"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "both.j2").write_text(name, encoding="utf-8")
    (tmp_path / "parent" / "one.j2").write_text("only", encoding="utf-8")
    folders = [tmp_path / "own", tmp_path / "parent"]
    assert render(folders, "both.j2", {}) == "own"
    assert render(folders, "one.j2", {}) == "only"


def test_a_template_cannot_be_read_from_outside_the_folders(tmp_path: Path) -> None:
    (tmp_path / "secret.j2").write_text("secret", encoding="utf-8")
    (tmp_path / "pack").mkdir()
    with pytest.raises(TemplateError):
        render([tmp_path / "pack"], "../secret.j2", {})


def test_an_imported_macro_knows_the_language_and_what_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "m.j2").write_text("{% macro m(a) %}{{ t(a) }} {{ lang }} {{ other is defined }}{% endmacro %}")
    (tmp_path / "x.j2").write_text("{% from 'm.j2' import m %}{{ m('word') }}")
    for tag in ("en", "es", "en"):
        context = {"t": lambda key, tag=tag: f"{tag}:{key}", "lang": tag, "other": 1}
        assert render([tmp_path], "x.j2", context) == f"{tag}:word {tag} False"


def test_what_an_imported_template_remembers_ends_with_the_page(tmp_path: Path) -> None:
    (tmp_path / "m.j2").write_text(
        "{% set own = namespace(n=0) %}{% macro m() %}{% set own.n = own.n + 1 %}{{ own.n }}{% endmacro %}"
    )
    (tmp_path / "x.j2").write_text("{% from 'm.j2' import m %}{{ m() }}{{ m() }}")
    assert [render([tmp_path], "x.j2", {}) for _ in range(3)] == ["12", "12", "12"]
