"""Page breaking and page furniture: nothing stranded or cut apart, heads, feet, the last page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerpdf.document import markup
from careerpdf.layout.flow_builder import LayoutError
from careerpdf.layout.pages import lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.pictures import PictureError
from careerpdf.products.render import document_pdf
from careerpdf.project.project import Project
from careerpdf.style.pack import StylePack
from tests.support.handouts import CASES, KINDS, PAPERS, STYLES, BuiltHandout, Handouts, pack_of
from tests.support.inspector import Tag, TextInspector, overlap
from tests.support.reading import document_words

Packs = Callable[[str], StylePack]
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
_POOL = ("work", "with", "people", "who", "care", "for", "others", "each", "day", "under", "guidance")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(params=CASES, ids=lambda case: "-".join(case))
def made(request: pytest.FixtureRequest, handouts: Handouts) -> BuiltHandout:
    return handouts(*request.param)


@pytest.fixture(scope="module")
def packs(office_project: Project) -> Packs:
    return lambda style: pack_of(office_project, style)


def stranded(pdf: TextInspector) -> list[str]:
    """Headings that end on another page than the content after them starts on."""
    found: list[str] = []
    leaves = [tag for tag in pdf.root.walk() if any(isinstance(kid, tuple) for kid in tag.kids)]
    for heading, following in pairwise(leaves):
        if heading.type in HEADINGS and max(p for p, _ in heading.content()) != pdf.first_page(following):
            found.append(pdf.text(heading).strip())
    return found


def pages_of(tag: Tag) -> set[int]:
    return {page for page, _ in tag.content()}


# -- handouts


def test_no_heading_is_left_alone_at_the_foot_of_a_page(made: BuiltHandout) -> None:
    assert made.pdf.tags(*HEADINGS)
    assert stranded(made.pdf) == []


def test_no_list_item_of_a_few_lines_is_cut(made: BuiltHandout) -> None:
    for item in made.pdf.tags("LI"):
        baselines = {
            (number, round(run.y, 1))
            for number, page in enumerate(made.pdf.pages)
            for run in page.runs
            if (number, run.mcid) in set(item.content())
        }
        if len(baselines) < 4:
            assert len(pages_of(item)) == 1, made.pdf.text(item)


@pytest.mark.parametrize("style", STYLES[:2])
@pytest.mark.parametrize("kind", KINDS)
def test_no_box_is_cut_where_it_fits_on_a_page(handouts: Handouts, style: str, kind: str) -> None:
    for box in handouts(kind, style).pdf.tags("Div"):
        assert len(pages_of(box)) == 1


def test_the_running_head_starts_on_the_second_page(made: BuiltHandout) -> None:
    for number, page in enumerate(made.pdf.pages):
        above = [run.text for run in page.artifacts() if run.y > page.height / 2]
        if number:
            assert "".join(above).startswith(made.profile.title[:20])
        else:
            assert above == []


def test_every_page_has_a_foot_with_its_number(made: BuiltHandout) -> None:
    for number, page in enumerate(made.pdf.pages, 1):
        below = sorted((run for run in page.artifacts() if run.y < page.height / 2), key=lambda run: run.x)
        assert below[-1].text == str(number)
        assert below[0].text == made.document.foot.left


def test_running_heads_do_not_run_into_each_other(made: BuiltHandout) -> None:
    for page in made.pdf.pages:
        runs = page.artifacts()
        for number, one in enumerate(runs):
            assert all(min(overlap(one.box, other.box)) <= 0 for other in runs[:number])


def test_the_office_stands_at_the_foot_of_the_last_page(made: BuiltHandout) -> None:
    contact = made.pdf.root.kids[-1]
    assert isinstance(contact, Tag)
    assert "careers@northfield.example" in made.pdf.text(contact)
    assert pages_of(contact) == {len(made.pdf.pages) - 1}
    last = made.pdf.pages[-1]
    lowest = min(run.y for run in last.tagged())
    office = [run for run in last.tagged() if "northfield.example" in run.text]
    assert office
    assert lowest >= min(run.y for run in office)
    bottom = StyleSheet(made.pack, made.paper, "en").page.margins.bottom
    assert lowest - bottom < 12 + max(0, made.pack.style.qr - 52) / 2  # beside a tall code, text stands in its middle


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("style", STYLES[:2])
def test_the_last_page_of_a_long_one_does_not_look_abandoned(handouts: Handouts, style: str, paper: str) -> None:
    made = handouts("long", style, paper)
    assert made.pages > 2
    last = made.pdf.pages[-1]
    highest, lowest = max(run.y for run in last.tagged()), min(run.y for run in last.tagged())
    drawn = sum(run.width for run in last.tagged())
    assert highest - lowest > last.height * 0.4
    assert drawn > last.width * 3


# -- any document


def pdf_of(xml: str, pack: StylePack, paper: str = "letter") -> TextInspector:
    document = markup.parse_document(f'<document title="T" lang="en">{xml}</document>')
    data, _, missing = document_pdf(document, StyleSheet(pack, paper, "en"), NOW)
    assert missing == ""
    return TextInspector(data)


def filler_words(count: int) -> str:
    return " ".join(f"{_POOL[k % len(_POOL)]}{k}" for k in range(count))


_TEXT = st.integers(1, 160).map(filler_words)
_PARA = _TEXT.map(lambda text: f"<p>{text}</p>")
_LIST = st.lists(_TEXT, min_size=1, max_size=9).map(
    lambda items: "<list>" + "".join(f"<item>{i}</item>" for i in items) + "</list>"
)
_GROUP = st.lists(_PARA, min_size=1, max_size=3).map(lambda ps: f"<group>{''.join(ps)}</group>")
_COLUMNS = st.lists(_PARA, min_size=1, max_size=5).map(
    lambda ps: f'<columns count="{min(3, len(ps))}">' + "".join(f"<column>{p}</column>" for p in ps) + "</columns>"
)
_SPLIT = st.tuples(_PARA, _PARA).map(
    lambda ps: '<columns role="split">' + "".join(f"<column>{p}</column>" for p in ps) + "</columns>"
)
_BOX = st.lists(st.one_of(_PARA, _LIST), min_size=1, max_size=3).map(lambda bs: f"<box>{''.join(bs)}</box>")
_SECTION = st.tuples(
    st.integers(1, 14), st.lists(st.one_of(_PARA, _LIST, _GROUP, _COLUMNS, _SPLIT, _BOX), min_size=1, max_size=4)
).map(lambda s: f'<section><h level="2">{filler_words(s[0])}</h>{"".join(s[1])}</section>')
_FACT = st.lists(st.integers(1, 30), min_size=1, max_size=3).map(
    lambda counts: "<group>" + "".join(f"<p>{filler_words(count)}</p>" for count in counts) + "</group>"
)
_BESIDE = st.tuples(_PARA, st.lists(_FACT, min_size=1, max_size=4), st.lists(_SECTION, min_size=1, max_size=3)).map(
    lambda b: f"<beside><lead>{b[0]}</lead><aside>{''.join(b[1])}</aside><main>{''.join(b[2])}</main></beside>"
)
_CONTACT = st.sampled_from(["", '<section role="contact"><p>Office</p><p>Room 1</p></section>'])
_DOCUMENT = st.tuples(st.lists(st.one_of(_SECTION, _BESIDE), min_size=1, max_size=5), _CONTACT).map(
    lambda d: '<h level="1">Title</h>' + "".join(d[0]) + d[1]
)


@given(_DOCUMENT, st.sampled_from(["modern", "classic"]), st.sampled_from(["letter", "a5"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_document_is_laid_out_whole_and_inside_its_pages(packs: Packs, xml: str, style: str, paper: str) -> None:
    pack = packs(style)
    pdf = pdf_of(xml, pack, paper)
    document = markup.parse_document(f'<document title="T" lang="en">{xml}</document>')
    bullet = pack.style.lists["list"].bullet
    assert pdf.words() == [bullet if word == "•" else word for word in document_words(document)]
    assert pdf.faults() == []
    assert stranded(pdf) == []
    margins = pack.style.pages[paper].margins
    for page in pdf.pages:
        assert page.tagged(), "an empty page"
        assert min(run.y for run in page.tagged()) >= margins.bottom - 0.5
        assert max(run.x + run.width for run in page.tagged()) <= page.width - margins.right + 0.7


def test_a_split_paragraph_is_one_element_with_content_on_both_pages(packs: Packs) -> None:
    pdf = pdf_of("".join(f"<p>{filler_words(40 + 17 * k)}</p>" for k in range(20)), packs("modern"), "a5")
    assert len(pdf.pages) > 4
    assert len(pdf.tags("P")) == 20
    assert any(len(pages_of(tag)) == 2 for tag in pdf.tags("P"))


def test_a_group_taller_than_a_page_is_cut_rather_than_lost(packs: Packs) -> None:
    inside = "".join(f"<p>{filler_words(120)}</p>" for _ in range(14))
    for element in ("group", "box"):
        pdf = pdf_of(f"<p>before</p><{element}>{inside}</{element}><p>after</p>", packs("modern"), "a5")
        assert len(pdf.words()) == 2 + 14 * 120
        assert len(pdf.pages) > 2
        assert min(run.y for page in pdf.pages for run in page.tagged()) >= 36


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_pathway_with_a_long_origin_stays_off_what_is_around_it(packs: Packs, count: int) -> None:
    steps = "".join(f"<step><title>Step {k}</title></step>" for k in range(count))
    xml = (
        f'<h level="2">Above</h><pathway><origin>{"Organizational Development Manager " * 4}</origin>'
        f"{steps}</pathway><p>Below</p>"
    )
    pdf = pdf_of(xml, packs("modern"), "half-letter")
    page = pdf.pages[0]
    above, below = (next(run for run in page.runs if run.text == word) for word in ("Above", "Below"))
    between = [s.box for s in page.shapes] + [r.box for r in page.runs[1:-1] if r.text.strip()]
    between = [box for box in between if box[1] > 60]  # not the foot
    assert max(box[3] for box in between) <= above.y
    assert min(box[1] for box in between) >= below.box[3] - 0.5


def test_columns_stand_side_by_side_on_wide_paper_and_fewer_on_narrow(packs: Packs) -> None:
    xml = '<columns count="3">' + "".join(f"<column><p>Cell{k}</p></column>" for k in range(3)) + "</columns>"
    places = {}
    for paper in ("letter", "a5"):
        runs = [run for run in pdf_of(xml, packs("modern"), paper).runs if run.text.startswith("Cell")]
        places[paper] = (len({run.x for run in runs}), len({run.y for run in runs}))
    assert places == {"letter": (3, 1), "a5": (2, 2)}


def test_an_aside_stands_beside_on_wide_paper_and_in_the_flow_on_narrow(packs: Packs) -> None:
    xml = "<beside><lead><p>Lead</p></lead><aside><p>Aside</p></aside><main><p>Main</p></main></beside>"
    for paper, beside in (("letter", True), ("a5", False)):
        pdf = pdf_of(xml, packs("modern"), paper)
        assert pdf.words() == ["Lead", "Aside", "Main"]
        lead, aside = (next(run for run in pdf.runs if run.text == word) for word in ("Lead", "Aside"))
        assert (aside.x > lead.x + 200) is beside


def test_layout_does_not_change_the_document_or_the_sheet(packs: Packs, handouts: Handouts) -> None:
    document, sheet = handouts("full").document, StyleSheet(packs("modern"), "letter", "en")
    first = [len(page.segments) for page in lay_out(document, sheet).pages]
    lay_out(document, replace(sheet, scale=1.2))
    assert [len(page.segments) for page in lay_out(document, sheet).pages] == first


@pytest.mark.parametrize(
    "xml",
    [
        "<box><beside><lead/><aside><p>a</p></aside><main><p>b</p></main></beside></box>",
        '<image src="nowhere/nothing.png" alt="Nothing"/>',
    ],
    ids=["an aside in a box", "a picture that is not there"],
)
def test_what_cannot_be_laid_out_is_a_layout_error(packs: Packs, xml: str) -> None:
    with pytest.raises((LayoutError, PictureError)):
        pdf_of(xml, packs("modern"))


def test_style_folders_start_with_the_project(office_project: Project) -> None:
    assert office_project.style_folders[0] == office_project.styles_dir


def test_a_fact_of_some_hundred_words_goes_on_over_the_page_and_loses_none(packs: Packs) -> None:
    words = [f"w{number}" for number in range(600)]
    xml = (
        '<h level="1">T</h><beside><lead><p>a</p></lead>'
        f'<aside><group role="stat"><p>b</p></group><group role="stat"><p>c</p><p>{" ".join(words)}</p></group></aside>'
        '<main><section><h level="2">d</h><p>e</p></section></main></beside>'
    )
    pdf = pdf_of(xml, packs("modern"), "a5")
    assert [word for word in pdf.words() if word.startswith("w")] == words
    assert min(run.y for page in pdf.pages for run in page.tagged()) >= 36
