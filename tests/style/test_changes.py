"""Changes to a style: who has the last word, where each value came from, and every mistake said at its place."""

import pickle
from pathlib import Path

import pytest
from PIL import ImageColor

from careerpdf.booklet.model import Manifest
from careerpdf.booklet.style import manifest_changes
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.project.load import open_project
from careerpdf.style.changes import Change, Source, parse_set
from careerpdf.style.colour import colour_hint
from careerpdf.style.contrast import low_contrast
from careerpdf.style.explain import explain_key
from careerpdf.style.key_paths import UnknownKeyError, value_paths
from careerpdf.style.load import load_style
from careerpdf.style.pack import StylePack
from careerpdf.system.resources import styles_dir
from tests.support.cases import exhaustive


def styled(
    root: Path, settings: str, *options: str, style: str = "modern", manifest: Manifest | None = None
) -> tuple[StylePack | None, tuple[Diagnostic, ...]]:
    """A style in a project with these settings, a booklet and `--set` options."""
    (root / "careerpdf.yaml").write_text(settings, encoding="utf-8")
    project, problems = open_project(root)
    assert problems == (), problems
    changes = (*(manifest_changes(manifest, None) if manifest else ()), *map(parse_set, options))
    return project.load_style(style, changes, otherwise="modern")


def sound(found: tuple[StylePack | None, tuple[Diagnostic, ...]]) -> StylePack:
    pack, problems = found
    assert pack is not None, "\n".join(problem.format() for problem in problems)
    assert all(problem.severity is Severity.WARNING for problem in problems)
    return pack


def wrong(found: tuple[StylePack | None, tuple[Diagnostic, ...]]) -> Diagnostic:
    pack, problems = found
    assert pack is None
    (problem,) = problems
    return problem


def test_each_has_the_last_word_over_those_before_it(tmp_path: Path) -> None:
    (tmp_path / "styles" / "mine").mkdir(parents=True)
    own = 'extends: classic\ncolours: {cover: "#111111", accent: "#222222"}\n'
    (tmp_path / "styles" / "mine" / "style.yaml").write_text(own, encoding="utf-8")
    brand = 'brand:\n  colours:\n    cover: "#333333"\n'
    book = Manifest.model_validate({"title": "A", "cover": {"colour": "#141414"}})

    def cover(*options: str, settings: str = brand, manifest: Manifest | None = book) -> str:
        return sound(styled(tmp_path, settings, *options, style="mine", manifest=manifest)).style.colours["cover"]

    assert cover("colours.cover=#151515", "colours.cover=#161616") == "#161616"
    assert cover() == "#141414"
    assert cover(manifest=None) == "#333333"
    assert cover(settings="paper: a4\n", manifest=None) == "#111111"


def test_where_a_value_came_from_is_told_in_the_order_of_who_counts(tmp_path: Path) -> None:
    brand = 'brand:\n  colours:\n    cover: "#333333"\n'
    book = Manifest.model_validate({"title": "A", "cover": {"colour": "#141414"}})
    pack = sound(styled(tmp_path, brand, "colours.cover=#151515", style="classic", manifest=book))
    (found,) = explain_key(pack, ("colours", "cover"))
    assert [word.value for word in found.layer_values] == ["#151515", "#141414", "#333333", "#1d3557", "#0b4d50"]
    assert [word.source for word in found.layer_values] == [
        Source.COMMAND, Source.BOOKLET, Source.PROJECT, Source.PACK, Source.PACK,
    ]  # fmt: skip
    assert found.layer_values[0].place == "--set colours.cover=#151515"
    assert found.layer_values[2].place.endswith("careerpdf.yaml:3:12")
    line = int(found.layer_values[3].place.rsplit(":", 2)[1])
    text = (styles_dir() / "classic" / "style.yaml").read_text(encoding="utf-8").splitlines()[line - 1]
    assert text.startswith('  cover: "#1d3557"')


def test_a_value_of_a_role_that_it_is_like_and_one_of_the_programs_own_are_told_as_such(tmp_path: Path) -> None:
    pack = sound(styled(tmp_path, "paper: a4\n"))
    (font,) = explain_key(pack, ("text", "category", "font"))
    assert (font.value, font.like, font.layer_values[0].value) == ("sans", "text.body.font", "sans")
    (colour,) = explain_key(pack, ("text", "title", "colour"))
    assert (colour.value, colour.colour) == ("ink", pack.style.colours["ink"])
    (head,) = explain_key(pack, ("pages", "letter", "head"))
    assert (head.value, head.layer_values) == (30, ())


@pytest.mark.parametrize("style", ["modern", exhaustive("classic"), exhaustive("large-print")])
def test_every_key_of_every_shipped_style_can_be_explained(tmp_path: Path, style: str) -> None:
    pack = sound(styled(tmp_path, "paper: a4\n", style=style))
    keys = list(value_paths(pack.style.model_dump()))
    assert len(keys) > 500
    for key in keys:
        (found,) = explain_key(pack, key)
        for word in found.layer_values:
            assert word.place.count(":") >= 2, (key, word)
    with pytest.raises(UnknownKeyError):
        explain_key(pack, ("text", "nothing"))


def test_the_brand_reaches_every_kind_of_value(tmp_path: Path) -> None:
    pack = sound(
        styled(
            tmp_path,
            "brand:\n  colours: {accent: '#7a0019', cover: accent}\n  fonts: {sans: Lato}\n"
            "  set: {text.title.size: 34, boxes.callout.border: none, boxes.panel.padding: [4, 5],"
            " text.body.hyphenate: true}\n",
        )
    )
    style = pack.style
    assert (style.colours["accent"], style.colours["cover"]) == ("#7a0019", "#7a0019")
    assert (style.fonts["sans"].family, style.fonts["sans"].features) == ("Lato", ("lnum",))
    assert style.text["title"].size == 34
    assert style.boxes["callout"].border is None
    assert style.boxes["panel"].padding == (4, 5)
    assert style.text["body"].hyphenate is True


def test_a_font_is_named_in_the_same_way_everywhere(tmp_path: Path) -> None:
    option = sound(styled(tmp_path, "paper: a4\n", "fonts.sans=Lato"))
    setting = sound(styled(tmp_path, "brand: {set: {fonts.sans: Lato}}\n"))
    brand = sound(styled(tmp_path, "brand: {fonts: {sans: Lato}}\n"))
    assert option.style.fonts["sans"] == setting.style.fonts["sans"] == brand.style.fonts["sans"]
    assert option.style.fonts["sans"].family == "Lato"
    assert parse_set("fonts.sans=Brand.ttf").key == ("fonts", "sans", "regular")


def test_a_color_that_is_to_be_itself_is_the_one_below(tmp_path: Path) -> None:
    book = Manifest.model_validate({"title": "A", "cover": {"colour": "cover", "text_colour": "cover-text"}})
    plain = sound(styled(tmp_path, "brand: {colours: {cover: '#333333'}}\n"))
    same = sound(styled(tmp_path, "brand: {colours: {cover: '#333333'}}\n", manifest=book))
    assert same.style.colours["cover"] == plain.style.colours["cover"] == "#333333"
    assert same.style.colours["cover-text"] == plain.style.colours["cover-text"]


def test_of_two_colors_that_do_not_go_together_the_one_that_was_changed_last_is_blamed(tmp_path: Path) -> None:
    brand = "brand:\n  colours: {accent: '#7a0019'}\n"
    ground = wrong(styled(tmp_path, brand, "boxes.panel.fill=#000000"))
    assert (ground.file, ground.span) == ("--set boxes.panel.fill=#000000", None)
    assert "adjust_contrast" not in (ground.hint or "")
    (tmp_path / "styles" / "mine").mkdir(parents=True)
    own = "extends: modern\nboxes:\n  panel: {fill: ink}\n"
    (tmp_path / "styles" / "mine" / "style.yaml").write_text(own, encoding="utf-8")
    _, problems = styled(tmp_path, "paper: a4\n", style="mine")
    assert {(p.span.line, p.span.file.rpartition("/")[0][-4:]) for p in problems if p.span} == {(3, "mine")}


def test_a_color_in_a_pack_without_quotes_is_a_comment_which_is_said(tmp_path: Path) -> None:
    (tmp_path / "styles" / "mine").mkdir(parents=True)
    own = "extends: modern\ncolours:\n  accent: #7a0019\nboxes:\n  panel:\n    fill: #eeeeee\n    border: null\n"
    (tmp_path / "styles" / "mine" / "style.yaml").write_text(own, encoding="utf-8")
    _, problems = styled(tmp_path, "paper: a4\n", style="mine")
    assert [(p.span.line, p.severity) for p in problems if p.span] == [(3, Severity.ERROR), (6, Severity.ERROR)]
    assert {p.hint for p in problems} == {"put it in quotes: without them a # begins a comment"}


def test_a_brand_may_name_what_only_another_style_has(tmp_path: Path) -> None:
    brand = "brand: {fonts: {serif: Lato}}\n"
    assert "serif" not in sound(styled(tmp_path, brand)).style.fonts
    assert sound(styled(tmp_path, brand, style="classic")).style.fonts["serif"].family == "Lato"
    assert wrong(styled(tmp_path, "paper: a4\n", "fonts.serif.family=Lato")).code == "unknown-key"


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("colours.acent=#7a0019", "did you mean 'colours.accent'?"),
        ("accent=#7a0019", "did you mean 'colours.accent'?"),
        ("colors.accent=#7a0019", "did you mean 'colours.accent'?"),
        ("text.titel.size=30", "did you mean 'text.title.size'?"),
        ("text.titel.siez=30", "did you mean 'text.title.size'?"),
        ("title.size=30", "did you mean 'text.title.size'?"),
        ("text.title.size.x=30", "'text.title.size' is a value without parts"),
        ("text.title=30", "one of them, such as text.title.size"),
        ("colours=#7a0019", "one of them, such as colours.ink"),
        ("name=x", "there is no 'name'"),
        ("colours.accent=blue", 'blue is "#0000ff"'),
        ("colours.accent=Navy Blue", 'navy is "#000080"'),
        ("colours.accent=7a0019", '"#7a0019"'),
        ("text.title.colour=navy", "error[bad-color]: style 'modern' has no color 'navy'"),
        ("boxes.panel.fill=#000000", "on #000000 has a contrast of"),
        ("footer=Room 210", "`footer:` below `brand:`"),
        ("office.name=Career Services", "`name:` below `office:`"),
        ("logo=logo.png", "`logo:` below `office:`"),
        ("fonts.sans=Latto", "did you mean 'Lato'?"),
        ("colours.accent=#7a001", "a color such as"),
        ("colours.accent=", "colours"),
        ("colours.cover=accnt", "did you mean 'accent'?"),
        ("text.title.size=big", "a number"),
        ("text.title.size=400", "120"),
        ("text.title.bold=perhaps", "true or false"),
        ("text.title.align=middle", "left, right, center, justify"),
        ("text.title.font=serif", "which is not in `fonts`"),
        ("rules.title.colour=inc", "did you mean 'ink'?"),
        ("boxes.panel.padding=[4]", "2 entries"),
        ("boxes.panel.padding=[[[[4", "padding"),
        ("boxes.panel.padding=[{a: 4}, [5]]", "padding"),
        ("fonts.sans.family=Latto", "did you mean 'Lato'?"),
        ("fonts.sans.family=../../etc", "no font family"),
        ("fonts.sans.regular=../x.ttf", "outside this folder"),
        ("fonts.sans.regular=C:/x.ttf", "outside this folder"),
        ("colours.accent=#ffcc00", "the nearest color that passes is #"),
        ("text.body.size=nan", "120.0 or less"),
    ],
)
def test_a_wrong_option_is_said_as_it_was_typed(tmp_path: Path, option: str, said: str) -> None:
    problem = wrong(styled(tmp_path, "paper: a4\n", option))
    text = problem.format()
    assert said in text
    assert text.startswith(f"--set {option.strip()}: error[")
    assert problem.span is None


@pytest.mark.parametrize("text", ["", "x", "=x", "a..b=c", ".=1", "colours."])
def test_what_is_no_key_and_value_is_no_option(text: str) -> None:
    with pytest.raises(ValueError, match="KEY=VALUE"):
        parse_set(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.b=1", "1"), ("a = 'x y' ", "x y"), ("a=b=c", "b=c"), ("a=none", None), ("a=", None), ("a=[1, 2]", (1, 2)),
        ("a=[x", "[x"), ("a=#7a0019", "#7a0019"), ("a=“Lato”", "Lato"),
    ],
)  # fmt: skip
def test_options_are_read_as_people_type_them(text: str, value: object) -> None:
    assert parse_set(text).value == value


@pytest.mark.parametrize(
    ("settings", "line", "under", "said"),
    [
        ('brand:\n  colours:\n    acent: "#123456"\n', 3, "acent", "did you mean 'colours.accent'?"),
        ('brand:\n  colours:\n    accent: "#ffcc00"\n', 3, '"#ffcc00"', "adjust_contrast: true"),
        ('brand:\n  colours:\n    panel: "#333333"\n', 3, '"#333333"', "the nearest color that passes is #8f8f8f"),
        ("brand:\n  fonts:\n    sans: Latto\n", 3, "Latto", "did you mean 'Lato'?"),
        ("brand:\n  fonts:\n    snas: Lato\n", 3, "snas", "did you mean 'fonts.sans.family'?"),
        ("brand:\n  fonts:\n    sans:\n      regular: no.ttf\n", 4, "no.ttf", "there is no font file"),
        ("brand:\n  fonts:\n    sans:\n      bold: no.ttf\n", 4, "no.ttf", "there is no font file"),
        ("brand:\n  set:\n    text.title.size: 400\n", 3, "400", "120.0 or less"),
        ("brand:\n  set:\n    text.title.colour: inkk\n", 3, "inkk", "did you mean 'ink'?"),
    ],
)
def test_a_wrong_brand_is_said_at_its_place(tmp_path: Path, settings: str, line: int, under: str, said: str) -> None:
    problem = wrong(styled(tmp_path, settings))
    span = problem.span
    assert span is not None
    assert (span.line, span.source_line[span.column - 1 : span.end_column - 1]) == (line, under)
    assert said in problem.format()


def test_a_wrong_value_in_the_merged_whole_is_said_where_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "styles" / "mine").mkdir(parents=True)
    text = "extends: modern\npages:\n  a4:\n    margins: {top: -5}\n"
    (tmp_path / "styles" / "mine" / "style.yaml").write_text(text, encoding="utf-8")
    problem = wrong(styled(tmp_path, "paper: a4\n", style="mine"))
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (4, 20)
    assert problem.span.file.endswith("styles/mine/style.yaml")


def test_a_style_that_is_not_there_is_said_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "careerpdf.yaml").write_text("paper: a4\nstyle: modren\n", encoding="utf-8")
    project, _ = open_project(tmp_path)
    problem = wrong(project.load_style(None, otherwise="modern"))
    assert problem.span is not None
    assert (problem.span.line, problem.span.column, problem.hint) == (2, 8, "did you mean 'modern'?")
    assert wrong(project.load_style("clasic", otherwise="modern")).span is None
    (tmp_path / "styles" / "mine").mkdir(parents=True)
    (tmp_path / "styles" / "mine" / "style.yaml").write_text("extends: clasic\n", encoding="utf-8")
    parent = wrong(project.load_style("mine", otherwise="modern"))
    assert parent.span is not None
    assert parent.span.file.endswith("styles/mine/style.yaml")


def test_a_color_that_is_too_faint_is_moved_only_if_the_user_says_so(tmp_path: Path) -> None:
    faint = "brand:\n  colours: {accent: '#ffcc00'}\n"
    assert wrong(styled(tmp_path, faint)).code == "low-contrast"
    pack, notes = styled(tmp_path, faint + "  adjust_contrast: true\n")
    assert pack is not None
    assert low_contrast(pack.style) == ()
    moved = pack.style.colours["accent"]
    assert moved != "#ffcc00"
    assert [(note.code, note.severity) for note in notes] == [("contrast-adjusted", Severity.WARNING)]
    assert moved in notes[0].message
    assert [word.source for word in explain_key(pack, ("colours", "accent"))[0].layer_values][:2] == [
        Source.CONTRAST, Source.PROJECT,
    ]  # fmt: skip
    again, quiet = styled(tmp_path, faint.replace("#ffcc00", moved) + "  adjust_contrast: true\n")
    assert again is not None
    assert quiet == ()


@pytest.mark.parametrize("style", ["modern", "classic", "large-print"])
@pytest.mark.parametrize("name", ["accent", "ink", "text", "muted", "panel", "cover", "cover-text", "white"])
@pytest.mark.parametrize("colour", ["#ffcc00", "#808080", "#000000", "#ffffff"])
def test_adjusting_ends_in_a_style_that_can_be_read_or_in_an_error(
    tmp_path: Path, style: str, name: str, colour: str
) -> None:
    pack, problems = styled(tmp_path, "brand: {adjust_contrast: true}\n", f"colours.{name}={colour}", style=style)
    if pack is None:
        assert {problem.code for problem in problems} == {"low-contrast"}
    else:
        assert low_contrast(pack.style) == ()


def test_another_family_takes_the_place_of_the_whole_one(tmp_path: Path) -> None:
    (tmp_path / "styles" / "mine").mkdir(parents=True)
    source = next(path for path in _lato() if path.name == "Lato-Regular.ttf")
    for cut in ("Regular", "Bold"):
        (tmp_path / "styles" / "mine" / f"{cut}.ttf").write_bytes(source.read_bytes())
    text = "extends: modern\nfonts: {sans: {regular: Regular.ttf, bold: Bold.ttf}}\n"
    (tmp_path / "styles" / "mine" / "style.yaml").write_text(text, encoding="utf-8")
    own = sound(styled(tmp_path, "paper: a4\n", style="mine"))
    assert own.style.fonts["sans"].family is None
    assert {cut: path.name for (_, cut), path in own.font_files.items()} == {
        "regular": "Regular.ttf", "bold": "Bold.ttf", "italic": "Regular.ttf", "bold_italic": "Bold.ttf",
    }  # fmt: skip
    branded = sound(styled(tmp_path, "brand: {fonts: {sans: Lato}}\n", style="mine"))
    assert branded.font_files == {}
    assert branded.style.fonts["sans"].model_dump(exclude_none=True) == {"family": "Lato", "features": ("lnum",)}


def _lato() -> list[Path]:
    from careerpdf.system.resources import fonts_dir

    folder = fonts_dir()
    assert folder is not None
    return sorted((folder / "Lato").iterdir())


def test_changes_go_to_other_processes_and_give_the_same_style_there(tmp_path: Path) -> None:
    (tmp_path / "careerpdf.yaml").write_text('brand: {colours: {accent: "#7a0019"}}\n', encoding="utf-8")
    project, _ = open_project(tmp_path)
    changes = (parse_set("boxes.panel.padding=[4, 5]"),)
    sent, sent_changes = pickle.loads(pickle.dumps((project, changes)))  # noqa: S301 (our own bytes)
    assert sent_changes == changes
    here, there = (
        project.load_style(None, changes, otherwise="modern"),
        sent.load_style(None, sent_changes, otherwise="modern"),
    )
    assert sound(here) == sound(there)
    assert sound(there).style.colours["accent"] == "#7a0019"


def test_a_style_with_the_same_changes_is_merged_once() -> None:
    changes = [Change(("colours", "accent"), "#7a0019", Source.COMMAND, "--set")]
    one, _ = load_style("modern", [styles_dir()], changes)
    other, _ = load_style("modern", [styles_dir()], list(changes))
    assert one is other
    assert one is not None


def test_a_color_is_known_by_its_name_also_after_somebody_has_drawn_with_it() -> None:
    ImageColor.getrgb("navy")
    assert colour_hint("Navy Blue") == 'navy is "#000080"'
    assert colour_hint("dark blue") == 'dark blue is "#00008b"'
    assert colour_hint("accent") is None
