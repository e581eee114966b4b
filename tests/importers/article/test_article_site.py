"""Title, group and headings of a page, and what on it is no content."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from careerpdf.diagnostics import InputError
from careerpdf.importers.article import Article, read_article

DAY = dt.date(2026, 11, 25)
BODY = """<h1>Cloud Baker</h1><p>Bakes clouds at night.</p><h2>Duties</h2><ul><li>Catch clouds</li></ul>
<h2>Skills</h2><ul><li>Patience: wait for rain</li></ul>"""


def read(text: str, **more: Any) -> Article:
    return read_article(text.encode(), "page", DAY, **more)


# -- titles, categories, headings


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Cloud Baker | Northfield College</title>", "Cloud Baker"),
        ('<meta property="og:title" content="Cloud Baker"><title>Northfield</title>', "Cloud Baker"),
        ("<title>How to Become a Cloud Baker - Northfield</title>", "Cloud Baker"),
    ],
)
def test_a_page_without_a_heading_is_called_what_its_window_is(head: str, title: str) -> None:
    text = f"<html><head>{head}</head><body>{BODY.replace('<h1>Cloud Baker</h1>', '')}</body></html>"
    assert read(text).imported.fields["title"] == title


def test_the_title_can_be_told() -> None:
    text = f"<html><body>{BODY.replace('Cloud Baker', 'Careers')}</body></html>"
    with pytest.raises(InputError) as caught:
        read(text)
    assert "--title" in str(caught.value.diagnostics[0].hint)
    assert read(text, title="Cloud Baker").imported.fields["title"] == "Cloud Baker"
    assert read("<html><body><h1>Hello</h1><p>Bakes clouds at night, mostly.</p></body></html>", title="Cloud Baker")


@pytest.mark.parametrize(
    ("above", "category"),
    [
        (
            '<nav class="breadcrumb"><a href="/">Home</a> &gt; <a href="/f">Food Trades</a> &gt; Cloud Baker</nav>',
            "Food Trades",
        ),
        ('<div id="crumbs"><a href="/">Handbook</a> &gt; <a href="/f">Food Trades</a> &gt;</div>', "Food Trades"),
        ("<p>Home &gt; Food Trades &gt; Cloud Baker</p>", "Food Trades"),
        ('<p class="eyebrow">Food Trades</p>', "Food Trades"),
        ('<div><a href="/f">Food Trades</a></div>', None),
        ("<div>Skip to main content</div>", None),
        ("<nav>Menu</nav>", None),
        ("<p>Home &gt; Careers &gt; Cloud Baker</p>", None),
    ],
)
def test_a_category_comes_from_the_way_to_the_page_or_is_to_do(above: str, category: str | None) -> None:
    found = read(f"<html><body>{above}{BODY}</body></html>").imported.fields
    assert found["category"] == (category or "TODO: group of the role")


def test_questions_about_the_role_are_headings_and_about_another_role_a_related_one() -> None:
    text = """<html><body><h1>What Does a Cloud Baker Do?</h1><p>Cloud bakers bake at night.</p>
    <h2>What do cloud bakers do?</h2><p>In this role, your tasks might include:</p><ul><li>Catch clouds</li></ul>
    <h2>What is the job outlook for a cloud baker?</h2><p>Jobs are expected to grow 11 percent from 2024 to 2034.</p>
    <h2>How much does a cloud baker make?</h2><p>The median salary for a cloud baker is $33,470 per year.</p>
    <h2>Where do cloud bakers work?</h2><p>On roofs.</p><h2>How do I become a cloud baker?</h2><p>Climb.</p>
    <h2>What does a dew collector do?</h2><p>Dew collectors rise early.</p></body></html>"""
    found = read(text).imported.fields
    assert found["duties"] == ["Catch clouds"]
    assert found["outlook"]["percent"] == 11
    assert found["salary"]["median"] == {"annual": Decimal(33470)}
    assert (found["work_environment"]["text"], found["education"]["text"]) == ("On roofs.", "Climb.")
    assert found["related"] == [{"title": "Dew Collector"}]
    assert any("Dew collectors rise early." in note for note in found["notes"])


def test_the_pay_on_a_page_about_a_place_is_that_places() -> None:
    text = """<html><body><h1>Cloud Baker Salary in Ohio</h1><h2>Salary</h2>
    <p>The median salary for a cloud baker is $30,000.</p><h2>Duties</h2><ul><li>Bake</li></ul></body></html>"""
    found = read(text).imported.fields
    assert (found["title"], "salary" in found) == ("Cloud Baker", False)


def test_a_summary_that_links_to_the_parts_of_the_page_does_not_say_them_twice() -> None:
    text = """<html><body><h1>Cloud Bakers</h1><h2>Summary</h2>
    <h3><a href="#w">Work Environment</a></h3><p>Bakers work on roofs. They start early.</p>
    <h3><a href="#p">Pay</a></h3><p>The median annual wage for cloud bakers was $33,470 in May 2024.</p>
    <h2>Duties</h2><ul><li>Bake</li></ul><h2 id="w">Work Environment</h2><p>Bakers work on roofs. Roofs are high.</p>
    <h2 id="p">Pay</h2><p>The median annual wage for cloud bakers was $33,470 in May 2024.</p></body></html>"""
    found = read(text).imported.fields
    assert found["work_environment"] == {"text": "Bakers work on roofs. Roofs are high."}
    assert found["salary"]["median"] == {"annual": Decimal(33470)}
    assert any("They start early." in note for note in found["notes"])


# -- furniture


@pytest.mark.parametrize(
    "wrapper",
    [
        "<nav>{}</nav>", "<footer>{}</footer>", "<aside>{}</aside>", "<header>{}</header>", "<form>{}</form>",
        "<script>{}</script>",
        "<style>{}</style>", "<noscript>{}</noscript>", "<template>{}</template>", "<!-- {} -->", "<button>{}</button>",
        '<div role="navigation">{}</div>', '<div role="banner">{}</div>', '<div role="contentinfo">{}</div>',
        '<div role="complementary">{}</div>', '<div role="search">{}</div>', '<div hidden>{}</div>',
        '<div style="display: none">{}</div>', '<div aria-hidden="true">{}</div>',
        '<div class="cookie-banner">{}</div>', '<div class="site-footer">{}</div>', '<div id="sidebar">{}</div>',
        '<ul class="main-menu"><li>{}</li></ul>',
        '<p class="skip-link">{}</p>', '<div class="social share">{}</div>', '<div class="newsletter">{}</div>',
        '<figure><figcaption>{}</figcaption></figure>', "<del>{}</del>", '<ul><li><a href="#x">{}</a></li></ul>',
        "<select><option>{}</option></select>", "<label>{}</label>", "<svg><text>{}</text></svg>",
    ],
)  # fmt: skip
def test_what_belongs_to_the_site_is_nowhere_in_the_profile(wrapper: str) -> None:
    furniture = wrapper.format("Zzyzx")
    for text in (
        f"<html><body>{furniture}{BODY}</body></html>",
        f"<html><body>{BODY}{furniture}</body></html>",
        f"<html><body>{BODY.replace('<h2>Skills', furniture + '<h2>Skills')}</body></html>",
    ):
        found = read(text).imported.fields
        assert "Zzyzx" not in str(found)
        assert found["duties"] == ["Catch clouds"]


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content", "Last modified: August 28, 2025", "Last Modified Date: Thursday, August 28, 2025",
        "We use cookies to improve this site.", "Privacy and cookies", "© Crown copyright",
        "Copyright 2026 Northfield College",
        "Share this page", "Print", "Printer-friendly", "Back to top", "Is this page useful?",
        "Suggested citation: Bureau, Handbook.",
        "About this section", "Advertisement", "Read more", "Was this page helpful? Yes No", "All rights reserved.",
    ],
)  # fmt: skip
def test_lines_of_the_site_are_known_by_their_words_in_html_and_in_text(line: str) -> None:
    marked = f"<html><body>{BODY}<p>{line}</p></body></html>"
    plain = f"What does a baker do?\n\nBakes at night.\n\nDuties\n\n- Catch clouds\n\nEducation\n\n{line}\n\nA degree."
    for text in (marked, plain):
        assert line not in str(read(text).imported.fields)


@pytest.mark.parametrize(
    "duty",
    [
        "Bake cookies",
        "Print labels",
        "Search for clouds",
        "Share what you learn",
        "Edit menus",
        "Update the website",
        "Return to base",
    ],
)
def test_duties_that_sound_like_a_site_are_duties(duty: str) -> None:
    text = f"<html><body><h1>Baker</h1><h2>Duties</h2><ul><li>{duty}</li></ul><h2>Skills</h2><p>Care: take it.</p>"
    assert read(text).imported.fields["duties"] == [duty]


def test_panes_that_open_by_a_click_are_content() -> None:
    text = f"""<html><body>{BODY}<ul class="tabs"><li><a href="#t2">Pay</a></li></ul>
    <div id="t2" style="display:none"><h2>Education</h2><p>A climb is needed.</p></div></body></html>"""
    assert read(text).imported.fields["education"]["text"] == "A climb is needed."


def test_a_page_that_is_all_one_form_is_content() -> None:
    assert read(f"<html><body><form>{BODY}</form></body></html>").imported.fields["duties"] == ["Catch clouds"]
