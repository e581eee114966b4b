"""Markup to nodes: what is understood, what is left out, and what is refused with the line it stands in."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.document import nodes as n
from careerpdf.document.dump import dump
from careerpdf.document.markup import MarkupError, parse_document


def parse(body: str) -> n.Document:
    return parse_document(f'<document title="T" lang="en">\n{body}\n</document>')


def only(body: str) -> n.Block:
    (block,) = parse(body).children
    return block


def test_the_document_tells_what_is_said_of_it() -> None:
    document = parse_document(
        '<document title="Nurse" lang="en" author="Office" subject="Career" keywords="a; b;;c">'
        '<first-head left="F"/><head left="L" middle="M" right="R"/><foot right="{page}"/><p>Text</p></document>'
    )
    assert (document.title, document.lang, document.author, document.subject) == ("Nurse", "en", "Office", "Career")
    assert document.keywords == ("a", "b", "c")
    assert (document.head.left, document.head.middle, document.head.right) == ("L", "M", "R")
    assert (document.first_head.left, document.foot.right) == ("F", "{page}")
    assert len(document.children) == 1


def test_bold_italic_links_and_languages_nest() -> None:
    para = only('<p>a <b>b <i>c</i></b><a href="https://x.org"><b>d</b></a> <lang tag="de">e</lang></p>')
    assert isinstance(para, n.Para)
    plain, bold, both, link, space, lang = para.content
    assert isinstance(bold, n.Text)
    assert isinstance(both, n.Text)
    assert (bold.bold, bold.italic, both.bold, both.italic) == (True, False, True, True)
    assert isinstance(link, n.Link)
    assert link.href == "https://x.org"
    assert isinstance(lang, n.Lang)
    assert lang.lang == "de"
    assert n.plain_text(para.content) == "a b cd e"
    assert n.plain_text((plain, space)) == "a  "


def test_blanks_and_line_ends_are_single_spaces_and_none_at_the_edges() -> None:
    para = only("<p>\n  one\n\t two <b>three</b>  \n</p>")
    assert isinstance(para, n.Para)
    assert n.plain_text(para.content) == "one two three"


def test_a_non_breaking_space_stays() -> None:
    para = only("<p>10\u00a0%\u202fx</p>")
    assert isinstance(para, n.Para)
    assert n.plain_text(para.content) == "10\u00a0%\u202fx"


def test_a_list_item_holds_text_or_blocks() -> None:
    items = only("<list><item>Text</item><item><p>One</p><p>Two</p></item></list>")
    assert isinstance(items, n.List)
    assert [len(item.children) for item in items.items] == [1, 2]


# -- booklets


def test_a_document_tells_its_running_heads_and_its_ground() -> None:
    document = parse_document(
        '<document title="T" lang="en" background="cover" pattern="dots"><head right="R"/><verso-head left="V"/>'
        '<first-foot/><foot right="{page}"/><p>Text</p></document>'
    )
    assert document.verso_head is not None
    assert (document.head.right, document.verso_head.left) == ("R", "V")
    assert document.first_foot is not None
    assert document.first_foot.right == ""
    assert document.verso_foot is None
    assert (document.background, document.pattern) == ("cover", "dots")
    assert "background: cover with dots" in dump(document)


def test_a_heading_can_have_a_name_to_link_to() -> None:
    named, plain = parse('<h id="role-x">A</h><h>B</h>').children
    assert isinstance(named, n.Heading)
    assert isinstance(plain, n.Heading)
    assert (named.id, plain.id) == ("role-x", None)


def test_a_table_has_columns_groups_notes_and_bars() -> None:
    table = only(
        '<table><columns><column share="2">Role</column><column align="right">Pay</column></columns>'
        '<rows title="Care"><row><cell>Nurse<note>Degree</note></cell>'
        '<cell>$1<bar share="0.5" hollow="yes"/></cell></row></rows>'
        "<rows><row><cell>Clerk</cell><cell/></row></rows></table>"
    )
    assert isinstance(table, n.Table)
    assert [(c.share, c.align) for c in table.columns] == [(2, "left"), (0, "right")]
    first, second = table.groups
    assert (n.plain_text(first.title), second.title) == ("Care", ())
    role, pay = first.rows[0].cells
    assert (n.plain_text(role.content), n.plain_text(role.note)) == ("Nurse", "Degree")
    assert pay.bar is not None
    assert (pay.bar.share, pay.bar.hollow) == (0.5, True)
    assert second.rows[0].cells[1].content == ()
    said = dump(parse_document(f'<document title="T" lang="en">{TOC}</document>'))
    assert "\"[Nurse](#n)\" page='3'" in said
    assert "page_of='n' digits=4" in said


TOC = (
    '<toc><entry>Care</entry><entry level="2" href="#n" page="3">Nurse</entry>'
    '<entry href="#n" page-of="n" digits="4">N</entry></toc>'
)


# -- what holds nothing


@pytest.mark.parametrize(
    "empty",
    [
        "<p/>",
        "<p> <b> </b> </p>",
        "<p>\u00a0\u200b\u2060</p>",
        "<h/>",
        "<list/>",
        "<list><item/></list>",
        '<definitions><item term="Hours"/></definitions>',
        "<section><p/></section>",
        "<box/>",
        "<group><group><p/></group></group>",
        '<columns count="2"><column/><column><p/></column></columns>',
        "<pathway><origin>Nurse</origin></pathway>",
        "<section><list><item><p/></item></list></section>",
        "<table><columns><column>A</column></columns></table>",
        "<toc><entry> </entry></toc>",
        "<flow><p/></flow>",
    ],
)
def test_what_holds_nothing_is_left_out(empty: str) -> None:
    assert [type(block).__name__ for block in parse(f"<p>a</p>{empty}<p>b</p>").children] == ["Para", "Para"]


def test_a_link_without_words_is_left_out() -> None:
    para = only('<p>one <a href="https://x.org"> </a>two</p>')
    assert isinstance(para, n.Para)
    assert not any(isinstance(item, n.Link) for item in para.content)
    assert n.plain_text(para.content).split() == ["one", "two"]


def test_without_anything_in_the_aside_lead_and_main_follow_each_other() -> None:
    beside = "<beside><lead><p>L</p></lead><aside>{}</aside><main><p>M</p></main></beside>"
    for nothing in ("", "<p/>", '<rule role="panel"/>', "<group><p/></group>"):
        assert [type(b).__name__ for b in parse(beside.format(nothing)).children] == ["Para", "Para"]
    assert isinstance(only(beside.format("<p>A</p>")), n.Beside)


# -- errors


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("<p>a</p>\n<blink>b</blink>", 3, "unknown element <blink>"),
        ("\n\n<p>\n<table/></p>", 5, "<table> cannot stand inside text"),
        ("<table/>", 2, "starts with <columns>"),
        ("<table><rows/></table>", 2, "starts with <columns>"),
        ("<table>\n<columns/></table>", 3, "from 1 to 12 columns"),
        ("<table><columns><column/></columns></table>", 2, "needs a header"),
        ('<table><columns><column share="-1">A</column></columns></table>', 2, "not below zero"),
        ('<table><columns><column align="top">A</column></columns></table>', 2, "none of left or right"),
        ("<table><columns><column>A</column></columns>\n<rows><row/></rows></table>", 3, "0 cells, its table has 1"),
        ("<table><columns><column>A</column></columns><rows><row><cell/></row></rows></table>", 2, "cannot be empty"),
        (
            "<table><columns><column>A</column></columns><rows><row>"
            '<cell>a<bar share="2"/></cell></row></rows></table>',
            2,
            "is not from 0 to 1",
        ),
        ('<toc><entry level="9">A</entry></toc>', 2, "from 1 to 3"),
        ('<toc><entry><a href="#x">A</a></entry></toc>', 2, "holds none"),
        ("<toc>\n<p>A</p></toc>", 3, "<p> cannot stand in <toc>"),
        ('<flow columns="0"><p>A</p></flow>', 2, "a whole number from 1"),
        ('<image src="a.png" fit="stretch"/>', 2, "none of contain or cover"),
        ('<image src="a.png" fit="cover" height="2"/>', 2, "no share of the page"),
        ("<p>a</p>\n<p>b", 4, "not well-formed"),
        ("<p>a & b</p>", 2, "not well-formed"),
        ("words", 1, "text directly inside <document>"),
        ("<p>a</p>\n<section>words</section>", 3, "text directly inside <section>"),
        ("<list>\n<p>a</p></list>", 3, "<p> cannot stand in <list>"),
        ("<columns>\n<p>a</p></columns>", 3, "<p> cannot stand in <columns>"),
        ("<definitions>\n<item>a</item></definitions>", 3, '<item> needs the attribute "term"'),
        ("<p><a>x</a></p>", 2, '<a> needs the attribute "href"'),
        ("<p><lang>x</lang></p>", 2, '<lang> needs the attribute "tag"'),
        ('<h level="7">x</h>', 2, "a whole number from 1 to 6"),
        ('<h level="two">x</h>', 2, "is not a number"),
        ('<h level="nan">x</h>', 2, "is not a number"),
        ('<h level="1.5">x</h>', 2, "a whole number"),
        ('<columns count="0"><column><p>a</p></column></columns>', 2, "a whole number from 1"),
        ('<columns widths="1 x"><column><p>a</p></column></columns>', 2, "is not a number"),
        ('<columns widths="1 2"><column><p>a</p></column></columns>', 2, "one width above zero for each"),
        ('<meter level="9" steps="5" alt="x"/>', 2, "from 0 to 5"),
        ('<meter level="1" steps="0" alt="x"/>', 2, "from 1"),
        ('<meter level="1" steps="5" alt=" "/>', 2, 'needs the attribute "alt"'),
        ('<scale alt="x"><mark value="1"/></scale>', 2, "at least its two ends"),
        ('<scale alt="x"><mark value="1"/>\n<mark value="inf"/></scale>', 3, "is not a number"),
        ('<scale><mark value="1"/><mark value="2"/></scale>', 2, 'needs the attribute "alt"'),
        ('<qr data="https://x.org"/>', 2, 'needs the attribute "alt"'),
        ("<pathway><step><title>x</title></step></pathway>", 2, "needs an <origin>"),
        ("<pathway><origin>a</origin>\n<p>x</p></pathway>", 3, "<p> cannot stand in <pathway>"),
        ("<beside><lead/><main/></beside>", 2, "once each"),
        ("<beside><lead/><lead/><aside/><main/></beside>", 2, "once each"),
    ],
)
def test_an_error_names_the_fault_and_its_line(body: str, line: int, message: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse(body)
    assert message in str(caught.value)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("<section/>", "the outermost element is <section>"),
        ('<document lang="en"/>', 'needs the attribute "title"'),
        ('<document title="T" lang=""/>', 'needs the attribute "lang"'),
        ("", "not well-formed"),
        ('<!DOCTYPE document><document title="T" lang="en"/>', "document type declaration"),
        (
            '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><document title="&b;" lang="en"/>',
            "document type declaration",
        ),
    ],
)
def test_what_is_no_document_is_refused(xml: str, message: str) -> None:
    with pytest.raises(MarkupError, match=message):
        parse_document(xml)


def test_deep_nesting_is_refused_long_before_the_stack_ends() -> None:
    assert parse("<section>" * 50 + "<p>a</p>" + "</section>" * 50).children
    with pytest.raises(MarkupError, match="nest deeper than 60"):
        parse("<section>" * 2_000 + "<p>a</p>" + "</section>" * 2_000)


@pytest.mark.parametrize("before", ["", "x", "words ", "words\n" * 700, "a " * 999 + "\n", "a " * 1_000])
def test_a_word_of_any_length_is_refused_wherever_it_stands(before: str) -> None:
    for after in ("", " words", "\n" + "words " * 700):
        assert parse(f"<p>{before} {'w' * 2_000}{after}</p>").children
        with pytest.raises(MarkupError, match="a word is longer than 2000") as caught:
            parse(f"<p>{before} {'w' * 2_001}{after}</p>")
        assert caught.value.line == 2 + before.count("\n")


# -- any text, any markup


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_any_text_that_is_escaped_gives_its_own_words(text: str) -> None:
    words = text.replace("\ufffe", "").replace("\uffff", "")
    document = parse(f"<p>x {escape(words)} y</p>")
    (para,) = document.children
    assert isinstance(para, n.Para)
    assert n.plain_text(para.content).split() == ["x", *words.split(), "y"]


_NAMES = ["document", "section", "p", "h", "list", "item", "definitions", "group", "columns", "column", "box", "beside",
          "lead", "aside", "main", "scale", "mark", "meter", "pathway", "origin", "step", "title", "how", "qr", "image",
          "rule", "table", "columns", "rows", "row", "cell", "note", "bar", "toc", "entry", "flow", "lines", "b", "i",
          "a", "lang", "blink"]  # fmt: skip
_ATTRIBUTES = [
    "role",
    "level",
    "steps",
    "count",
    "widths",
    "value",
    "label",
    "alt",
    "data",
    "src",
    "href",
    "tag",
    "term",
]
_VALUES = ["", "1", "2", "-1", "0.5", "nan", "1e400", "x", "1 2", "https://x.org"]


def _element(name: str, attributes: dict[str, str], inside: list[str]) -> str:
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>"


_ELEMENT = st.recursive(
    st.sampled_from(["text", " ", ""]),
    lambda inner: st.builds(
        _element,
        st.sampled_from(_NAMES),
        st.dictionaries(st.sampled_from(_ATTRIBUTES), st.sampled_from(_VALUES), max_size=4),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(_ELEMENT)
def test_any_markup_is_a_document_or_a_markup_error(body: str) -> None:
    try:
        found: n.Document | MarkupError = parse(body)
    except MarkupError as error:
        found = error
    assert isinstance(found, n.Document) or found.line >= 1
