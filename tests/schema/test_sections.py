"""Sections of a role: which of them a page has, in which order, and an office's own; in handouts and booklets."""

import shutil
from pathlib import Path

import pytest

from careerpdf.booklet.load import load_booklet
from careerpdf.diagnostics import Severity
from careerpdf.document import nodes as n
from careerpdf.document.dump import dump
from careerpdf.locale import load_locale
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout, handout_document
from careerpdf.products.product import Options
from careerpdf.products.section_plan import plan
from careerpdf.profile.load import load_profile
from careerpdf.project.load import open_project
from careerpdf.project.project import Project
from careerpdf.schema.sections import OFFICE, SECTIONS, Choice, plain_name
from tests.support.cases import in_turn
from tests.support.handouts import EPOCH, PAPERS, STYLES, pack_of
from tests.support.inspector import TextInspector
from tests.support.paths import SHIPPED
from tests.support.reading import document_words

ROLE = "machine-learning-intern"
ALL = tuple(SECTIONS)
_HEADINGS = {
    "introduction": "About this role", "duties": "What you would do", "pay": "What moves the pay", "outlook": "Outlook",
    "requirements": "What it takes", "skills": "Skills that matter", "work": "Where you would work",
    "advancement": "Where it leads", "related": "Related roles", "questions": "Ask at the fair",
}  # fmt: skip
_CAMPUS = """
own_sections:
  - title: On our campus
    text: |
      The **robotics club** meets on [Tuesdays](https://northfield.example).

      Bring a friend.
    list: [Tour of the lab, Alumni evening]
"""
_TWELVE = "own_sections:\n  - title: Before you start\n    list:\n" + "".join(
    f"      - Step number {k} of twelve\n" for k in range(1, 13)
)


# -- the order


def test_without_a_word_everything_stands_in_the_usual_order() -> None:
    assert plan((Choice(), Choice()))["order"] == ALL
    assert plan(())["lead"] == ("introduction",)
    assert plan(())["main"] == ("duties", "pay", "outlook")
    assert plan(())["office"]
    assert plan(())["outlook_joined"]
    assert not plan((Choice(("pay", "duties", "outlook")),))["outlook_joined"]
    assert not plan((Choice(("our-pay", "outlook")),), ("our-pay",))["outlook_joined"]


def test_the_list_nearest_to_the_role_counts() -> None:
    style, settings, book = Choice(("skills", "duties")), Choice(("pay",)), Choice(("work", "facts"))
    assert plan((style,))["order"] == ("skills", "duties")
    assert plan((style, settings))["order"] == ("pay",)
    assert plan((style, settings, book))["order"] == ("work", "facts")
    assert plan((style, settings, book, Choice(("duties",))))["order"] == ("duties",)


def test_what_is_left_out_adds_up_until_a_list_begins_anew() -> None:
    left = plan((Choice(leave_out=("questions", OFFICE)), Choice(leave_out=("skills",))))
    assert left["order"] == tuple(name for name in ALL if name not in ("questions", "skills"))
    assert not left["office"]
    again = plan((Choice(leave_out=("questions", OFFICE)), Choice(("questions", "skills"), ("skills",))))
    assert again["order"] == ("questions",)
    assert again["office"]


def test_an_own_section_stands_before_questions_that_end_the_page_or_where_it_is_named() -> None:
    assert plan((), ("campus",))["order"][-2:] == ("campus", "questions")
    assert plan((Choice(("questions", "duties")),), ("campus",))["order"] == ("questions", "duties", "campus")
    assert plan((Choice(("campus", "duties")),), ("campus", "club"))["order"] == ("campus", "duties", "club")
    assert plan((Choice(leave_out=("campus",)),), ("campus",))["order"] == ALL
    assert plan((Choice(("campus", "duties")),))["order"] == ("duties",), "it is for other roles only"


def test_running_text_stands_beside_the_facts_and_the_rest_over_the_whole_width() -> None:
    order = ("skills", "introduction", "facts", "duties", "campus", "work", "pay")
    found = plan((Choice(order),), ("campus",))
    assert (found["before"], found["lead"]) == (("skills",), ("introduction",))
    assert (found["main"], found["rest"]) == (("duties", "campus"), ("work", "pay"))
    assert plan((Choice(("duties",)),))["rest"] == ("duties",)


@pytest.mark.parametrize(
    ("title", "name"),
    [("On our campus", "on-our-campus"), ("  What’s *new*? ", "what-s-new"), ("Événements", "événements"), ("!", "")],
)
def test_a_title_becomes_a_name_that_is_easy_to_write(title: str, name: str) -> None:
    assert plain_name(title) == name


# -- documents


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    shutil.copytree(SHIPPED, tmp_path / "profiles")
    return configured(tmp_path, "")


def configured(root: Path, text: str) -> Project:
    """The project with these settings after those of its office."""
    office = "office: {name: Career Services, institution: Northfield, url: https://northfield.edu}\n"
    (root / "careerpdf.yaml").write_text(office + text, encoding="utf-8")
    project, problems = open_project(root)
    assert not [d.format() for d in problems if d.severity is Severity.ERROR]
    return project


def add(project: Project, text: str, role: str = ROLE) -> None:
    """Add lines to a role's profile."""
    with (project.profiles_dir / f"{role}.yaml").open("a", encoding="utf-8") as file:
        file.write("\n" + text)


def document(project: Project, style: str = "modern", role: str = ROLE) -> n.Document:
    path = project.profile_path(role)
    assert path
    loaded = load_profile(path, known_roles=project.role_ids(), known_sections=project.section_names)
    assert loaded.ok, [d.format() for d in loaded.diagnostics]
    assert loaded.value, [d.format() for d in loaded.diagnostics]
    return handout_document(loaded.value, pack_of(project, style), load_locale("en"), project, role)


def headings(node: object) -> list[str]:
    """The headings of second rank in a document, in reading order; the quick facts as `facts`."""
    found: list[str] = []
    if isinstance(node, n.Heading) and (node.level == 2 or node.role == "callout-heading"):
        found.append(n.plain_text(node.content))
    if isinstance(node, n.Beside):
        return [*(h for b in node.lead for h in headings(b)), "facts", *(h for b in node.main for h in headings(b))]
    for child in getattr(node, "children", ()):
        found += headings(child)
    return found


def test_sections_are_printed_in_the_order_of_the_list(project: Project) -> None:
    order = [
        "skills",
        "facts",
        "introduction",
        "questions",
        "duties",
        "related",
        "advancement",
        "outlook",
        "pay",
        "work",
    ]
    add(project, f"sections: {order}\nleave_out: [requirements]\n")
    wanted = [_HEADINGS.get(name, name) for name in order]
    assert headings(document(project)) == wanted


def test_the_usual_order_written_out_gives_the_usual_document(project: Project) -> None:
    usual = dump(document(project))
    add(project, f"sections: {list(ALL)}\n")
    assert dump(document(project)) == usual


def test_related_roles_share_the_place_of_advancement_only_if_they_follow_it(project: Project) -> None:
    assert "Related roles" not in headings(document(project))
    assert "Related roles" in dump(document(project))
    add(project, "leave_out: [advancement]\n")
    assert headings(document(project))[-2:] == ["Related roles", "Ask at the fair"]


def test_a_figure_without_the_quick_facts_still_names_its_source(project: Project) -> None:
    add(project, "leave_out: [facts]\n", "electrician")
    text = dump(document(project, role="electrician"))
    assert "Outlook: BLS Employment Projections" in text
    assert "Pay: " not in text


def test_the_office_can_be_left_out(project: Project) -> None:
    assert "section role='contact'" in dump(document(project))
    add(project, "leave_out: [office]\n")
    assert "section role='contact'" not in dump(document(project))


def test_an_office_has_sections_for_all_roles_or_for_some(project: Project) -> None:
    project = configured(
        project.root,
        "own_sections:\n"
        "  - {title: For all, text: A}\n"
        "  - {title: Trades, text: B, category: skilled trades}\n"
        "  - {title: Interns, text: C, tag: internship, roles: electrician}\n",
    )
    assert headings(document(project))[-3:-1] == ["For all", "Interns"]
    assert headings(document(project, role="electrician"))[-4:-1] == ["For all", "Trades", "Interns"]
    assert headings(document(project, role="registered-nurse"))[-2] == "For all"


def test_a_profile_places_leaves_out_or_replaces_what_the_office_has(project: Project) -> None:
    project = configured(project.root, "own_sections: [{title: On campus, text: A}, {title: Fairs, text: B}]\n")
    add(project, "sections: [on-campus, duties]\nleave_out: [fairs]\n", "electrician")
    assert headings(document(project, role="electrician")) == ["On campus", "What you would do"]
    add(project, "own_sections: [{id: fairs, title: Fairs for interns, text: C}]\n")
    assert headings(document(project))[-3:-1] == ["On campus", "Fairs for interns"]


def test_the_style_then_the_settings_then_the_profile_say_which_sections_there_are(project: Project) -> None:
    folder = project.styles_dir / "short"
    folder.mkdir(parents=True)
    (folder / "style.yaml").write_text(f"extends: modern\nsections: {list(ALL)[:3]}\nleave_out: {list(ALL)[3:]}\n")
    assert headings(document(project, "short")) == ["facts", "What you would do"]
    project = configured(project.root, f"sections: [skills]\nleave_out: {[a for a in ALL if a != 'skills']}\n")
    assert headings(document(project, "short")) == ["Skills that matter"]
    add(project, "sections: [questions]\n")
    assert headings(document(project, "short")) == ["Ask at the fair"]


# -- own templates of a pack


def own_pack(project: Project, style: str, template: str) -> None:
    folder = project.styles_dir / "own"
    folder.mkdir(parents=True)
    (folder / "style.yaml").write_text("extends: modern\n" + style, encoding="utf-8")
    (folder / "more-sections.xml.j2").write_text(template, encoding="utf-8")


_WORDS = """{% macro key_words(role, top) %}
<section role="words"><h level="{{ top + 1 }}">Words</h><p>{{ role.profile.tags | join(", ") }}</p></section>
{% endmacro %}
{% macro skills(role, top) %}<section role="skills"><h level="{{ top + 1 }}">Can do</h></section>{% endmacro %}
"""


def test_a_pack_adds_a_section_and_changes_one(project: Project) -> None:
    own_pack(
        project, f"sections: [introduction, key-words, skills]\nleave_out: {list(ALL)[1:6] + list(ALL)[7:]}\n", _WORDS
    )
    assert headings(document(project, "own")) == ["Words", "Can do"]
    add(project, "sections: [duties, skills]\n")
    assert headings(document(project, "own")) == ["What you would do", "Can do", "Words"]


def test_a_section_that_a_pack_does_not_have_is_an_error_with_its_place(project: Project) -> None:
    own_pack(project, "sections: [introduction, key-word, horoscope]\n", _WORDS)
    result = Handout(ROLE).build(project, Options(style="own", fit=0))
    errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    assert [(d.code, d.span.line if d.span else 0) for d in errors] == [("unknown-section", 2)] * 2
    assert errors[0].hint == "did you mean 'key-words'?"
    assert "more-sections.xml.j2" in (errors[1].hint or "")


# -- pages


_ORDERS = (
    "sections: duties\n",
    "sections: [facts, skills]\n",
    "sections: [questions, facts]\nleave_out: [office]\n",
    "leave_out: [introduction, facts, duties]\n",
    _TWELVE,
)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("where", ["", "sections: [skills, on-our-campus, facts, duties, questions]\n"])
def test_an_own_section_is_printed_once_in_every_style(project: Project, style: str, where: str) -> None:
    add(project, _CAMPUS + where)
    result = Handout(ROLE).build(project, Options(style=style, fit=0))
    assert result.path, [d.format() for d in result.diagnostics]
    pdf = TextInspector(result.path.read_bytes())
    assert pdf.faults() == []
    said = " ".join(pdf.words())
    bullet = pack_of(project, style).style.lists["list"].bullet
    own = f"The robotics club meets on Tuesdays. Bring a friend. {bullet} Tour of the lab {bullet} Alumni evening"
    assert said.count(f"On our campus {own}") == 1
    assert said.count("robotics club") == 1
    following = "What you would do" if where else "Ask at the fair"
    assert said.index("Skills that matter") < said.index("On our campus") < said.index(following)
    assert "On our campus" in [title for _, title in pdf.outline()]


@pytest.mark.parametrize(("lines", "style", "paper"), in_turn(_ORDERS, STYLES, PAPERS))
def test_whatever_the_order_every_word_is_there_once(project: Project, style: str, paper: str, lines: str) -> None:
    add(project, lines)
    result = Handout(ROLE).build(project, Options(style=style, paper=paper, fit=0))
    assert result.path, [d.format() for d in result.diagnostics]
    pdf = TextInspector(result.path.read_bytes())
    bullet = pack_of(project, style).style.lists["list"].bullet
    assert pdf.words() == [bullet if word == "•" else word for word in document_words(document(project, style))]
    assert sorted("".join(pdf.words_drawn())) == sorted("".join(pdf.words()))
    assert pdf.faults() == []


def test_a_long_list_of_short_points_is_one_list_in_two_columns(project: Project) -> None:
    add(project, _TWELVE)
    result = Handout(ROLE).build(project, Options(fit=0))
    assert result.path
    pdf = TextInspector(result.path.read_bytes())
    places = {run.text.strip(): run.box for page in pdf.pages for run in page.runs}
    assert [tag for tag in pdf.tags("L") if len(tag.kids) == 12]
    starts = {round(box[0]) for text, box in places.items() if text.startswith("Step number")}
    assert len(starts) == 2


def test_the_quick_facts_are_not_enlarged_until_they_have_no_room_at_the_side(project: Project) -> None:
    add(project, "sections: [introduction, duties, pay, outlook, facts, skills, questions]\n", "electrician")
    result = Handout("electrician").build(project, Options())
    assert result.path
    page = TextInspector(result.path.read_bytes()).pages[0]
    assert "Median pay" in page.text
    (label,) = [run for run in page.runs if run.text.startswith("Median pay")]
    assert label.x > page.width / 2


# -- booklets


def manifest(project: Project, text: str) -> TextInspector:
    project.booklets_dir.mkdir(exist_ok=True)
    path = project.booklets_dir / "fair.yaml"
    path.write_text(f"title: Fair\nroles: [electrician, {ROLE}]\n" + text, encoding="utf-8")
    loaded = load_booklet(path, root=project.root, known_sections=project.section_names)
    assert loaded.ok, [d.format() for d in loaded.diagnostics]
    assert loaded.value, [d.format() for d in loaded.diagnostics]
    result = Booklet(loaded.value, "fair").build(project, Options())
    assert result.path, [d.format() for d in result.diagnostics]
    return TextInspector(result.path.read_bytes())


def test_a_booklet_has_an_order_of_its_own_and_a_profile_keeps_its_own(project: Project) -> None:
    project = configured(project.root, "leave_out: [skills]" + _CAMPUS)
    add(project, "sections: [questions, duties]\n")
    pdf = manifest(project, "role_sections: [on-our-campus, skills, facts]\ninclude: [contents, sources]\n")
    assert pdf.faults() == []
    said = " ".join(pdf.words())
    first, second = said.split("What does an electrician do?")[1].split("What does a machine learning intern do?")
    places = [first.index(words) for words in ("On our campus", "Skills that matter", "Median pay")]
    assert places == sorted(places)
    assert "What you would do" not in first
    places = [second.index(words) for words in ("Ask at the fair", "What you would do", "On our campus")]
    assert places == sorted(places)
    assert "Skills that matter" not in second


def test_a_booklet_leaves_sections_out(project: Project) -> None:
    said = " ".join(manifest(project, "leave_out_of_roles: [questions, facts]\n").words())
    assert "Ask at the fair" not in said
    assert "What you would do" in said
    assert said.count("Sources 1, 2") == 1, "of the outlook: one of the two roles has figures"


def test_the_problems_of_an_offices_sections_name_a_role_that_is_not_there(project: Project) -> None:
    (project.root / "careerpdf.yaml").write_text(
        "own_sections:\n  - {title: Fairs, text: A, roles: [electrican, registered-nurse]}\n", encoding="utf-8"
    )
    (problem,) = open_project(project.root)[1]
    assert (problem.code, problem.severity) == ("unknown-role", Severity.WARNING)
    assert problem.span
    assert problem.span.line == 2
    assert problem.hint == "did you mean 'electrician'?"
