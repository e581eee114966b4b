"""`careerpdf styles`: what there is, what is in it, who said so; a style of one's own; pictures of all."""

import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml
from PIL import Image

from careerpdf.system.resources import fonts_dir, styles_dir
from tests.support.commands import Run


def own(folder: Path, name: str, text: str) -> None:
    (folder / "styles" / name).mkdir(parents=True)
    (folder / "styles" / name / "style.yaml").write_text(text, encoding="utf-8")


def test_the_list_says_what_each_style_is_and_where_it_lies(run: Run, project: Path) -> None:
    own(project, "maroon", "description: Ours.\nextends: modern\n")
    own(project, "torn", "extends: nowhere\n")
    result = run("styles")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = {line.split()[0]: line for line in result.stdout.splitlines()}
    assert {path.name for path in styles_dir().iterdir()} | {"maroon", "torn"} == set(lines)
    assert "comes along" in lines["modern"]
    assert "Ours. (in " in lines["maroon"]
    assert "has errors" in lines["torn"]
    rows = json.loads(run("styles", "--format", "json").stdout)["styles"]
    assert {row["name"]: row["shipped"] for row in rows}["maroon"] is False


def test_the_list_can_be_asked_for_by_that_name(run: Run, project: Path) -> None:
    assert run("styles", "list").stdout == run("styles").stdout
    assert json.loads(run("styles", "list", "--format", "json").stdout)["styles"]


def test_explain_follows_the_name_of_a_color_to_who_gave_it(run: Run, project: Path) -> None:
    (project / "careerpdf.yaml").write_text('brand: {colours: {accent: "#7a0019"}}\n', encoding="utf-8")
    lines = run("styles", "explain", "modern", "chart.bar").stdout.splitlines()
    assert lines[0] == "chart.bar = accent (#7a0019)"
    assert lines[2] == "colours.accent = #7a0019"
    assert lines[3].split() == ["#7a0019", "careerpdf.yaml", "careerpdf.yaml:1:27"]


def test_explain_knows_the_sections_of_careerpdf_yaml(run: Run, project: Path) -> None:
    plain = run("styles", "explain", "modern", "sections")
    assert "roles have all sections" in plain.stdout
    (project / "careerpdf.yaml").write_text("paper: a4\nleave_out: [questions]\n", encoding="utf-8")
    own(project, "short", "extends: modern\nleave_out: [related]\n")
    lines = run("styles", "explain", "short", "leave_out").stdout.splitlines()
    assert lines[0] == "leave_out = [related, questions]"
    assert lines[1].split()[-1] == "careerpdf.yaml:2:12"
    assert "style short" in lines[2]
    assert "leave_out_of_roles" in lines[3]
    assert not any("(replaced)" in line for line in lines)


def test_whoever_begins_a_style_is_told_of_a_brand_that_has_the_last_word(run: Run, project: Path) -> None:
    assert run("styles", "new", "one").stderr == ""
    (project / "careerpdf.yaml").write_text('brand: {colours: {accent: "#7a0019"}}\n', encoding="utf-8")
    result = run("styles", "new", "two")
    assert result.exit_code == 0
    assert "`brand:` in careerpdf.yaml has the last word over every style; it gives colours.accent." in result.stderr
    assert "has the last word" in (project / "styles" / "two" / "style.yaml").read_text(encoding="utf-8")


def test_the_list_needs_no_folder_of_handouts(run: Run, here: Path) -> None:
    assert run("styles").exit_code == 0
    assert run("styles", "explain", "modern", "colours.accent").exit_code == 0


def test_show_prints_a_style_that_can_be_used_as_it_is(run: Run, project: Path) -> None:
    result = run("styles", "show", "classic", "--set", "text.title.size=40")
    assert (result.exit_code, result.stderr) == (0, "")
    data = yaml.safe_load(result.stdout)
    assert data["text"]["title"]["size"] == 40
    own(project, "copy", result.stdout)
    again = run("styles", "show", "copy")
    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout == result.stdout
    shown = json.loads(run("styles", "show", "classic", "--format", "json").stdout)["style"]
    assert shown["colours"] == data["colours"]


def test_explain_says_who_gave_a_value(run: Run, project: Path) -> None:
    (project / "careerpdf.yaml").write_text('brand: {colours: {accent: "#7a0019"}}\n', encoding="utf-8")
    result = run("styles", "explain", "modern", "colours.accent", "--set", "colours.accent=#004488")
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == "colours.accent = #004488"
    assert lines[1].split() == ["#004488", "--set", "--set", "colours.accent=#004488"]
    assert lines[2].split() == ["#7a0019", "careerpdf.yaml", "careerpdf.yaml:1:27", "(replaced)"]
    assert lines[3].split()[:3] == ["#0b6b6a", "style", "modern"]
    assert len(lines) == 4
    group = run("styles", "explain", "modern", "text.title")
    assert "text.title.size = 31" in group.stdout
    assert "text.title.font" not in group.stdout
    data = json.loads(run("styles", "explain", "modern", "text.category.font", "--format", "json").stdout)
    assert data["values"][0]["like"] == "text.body.font"


def test_explain_knows_the_colors_of_a_booklet(run: Run, project: Path) -> None:
    (project / "booklets").mkdir()
    manifest = 'title: A\ncover: {colour: "#14213a"}\n'
    (project / "booklets" / "fair.yaml").write_text(manifest, encoding="utf-8")
    result = run("styles", "explain", "modern", "colours.cover", "--booklet", "fair")
    assert result.exit_code == 0, result.stderr
    assert "booklets/fair.yaml:2:17" in result.stdout.replace("\\", "/")
    wrong = run("styles", "explain", "modern", "colours.cover", "--booklet", "fiar")
    assert wrong.exit_code == 1
    assert "did you mean 'fair'?" in wrong.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("explain", "modern", "colours.acent"), 2, "Did you mean 'colours.accent'?"),
        (("explain", "modern", "colours.accent.x"), 2, "'colours.accent' is one already"),
        (("explain", "modern", "colours.zzzzzz"), 2, "In colours there are: ink,"),
        (("explain", "modern", ""), 2, "In a style there are: fonts,"),
        (("explain", "modren", "colours.accent"), 1, "did you mean 'modern'?"),
        (("explain", "modern"), 2, "KEY"),
        (("show", "modren"), 1, "did you mean 'modern'?"),
        (("show", "../styles"), 1, "there is no style"),
        (("show", "modern", "--set", "colours.acent=#123456"), 1, "did you mean 'colours.accent'?"),
        (("show", "modern", "--set", "colours.accent"), 2, "KEY=VALUE"),
        (("shwo", "modern"), 2, "Did you mean 'show'?"),
        (("modern",), 2, "careerpdf styles show modern"),
        (("show", "modern", "—format", "json"), 2, "Type two hyphens: --format"),
        (("new", "maroon", "--from", "modren"), 1, "did you mean 'modern'?"),
        (("new", "modern"), 1, "needs another name"),
        (("new", "???"), 2, "has no letter"),
        (("new", "con"), 2, "Windows"),
        (("gallery",), 2, "--output"),
        (("gallery", "-o", "g", "--role", "registred-nurse"), 1, "did you mean 'registered-nurse'?"),
        (("gallery", "modren", "-o", "g"), 1, "did you mean 'modern'?"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(
    run: Run, project: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = run("styles", *arguments)
    assert result.exit_code == code, result.stdout + result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("parent", ["modern", "classic", "large-print"])
def test_a_new_style_builds_at_once_and_says_only_what_differs(run: Run, project: Path, parent: str) -> None:
    result = run("styles", "new", "Our Maroon", "--from", parent)
    assert (result.exit_code, result.stderr) == (0, "")
    path = project / "styles" / "our-maroon" / "style.yaml"
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text) == {"description": f"Our Maroon, built on {parent}.", "extends": parent}
    built = run("build", "registered-nurse", "--style", "our-maroon")
    assert (built.exit_code, built.stderr) == (0, "")
    assert run("styles", "new", "our maroon").exit_code == 1
    assert path.read_text(encoding="utf-8") == text


def test_every_line_of_a_new_style_can_be_used_as_it_stands(run: Run, project: Path) -> None:
    run("styles", "new", "maroon")
    path = project / "styles" / "maroon" / "style.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    used = [line.removeprefix("#") if line.startswith("#") and line[1:2] != " " else line for line in lines]
    used = [line[1:] if line.startswith("#  ") and "Brand-" not in line else line for line in used]
    path.write_text("\n".join(used), encoding="utf-8")
    result = run("build", "registered-nurse", "--style", "maroon")
    assert (result.exit_code, result.stderr) == (0, "")
    assert run("styles", "explain", "maroon", "fonts.sans.family").stdout.startswith("fonts.sans.family = Lato")


def test_a_new_style_needs_a_folder_of_handouts(run: Run, here: Path) -> None:
    result = run("styles", "new", "maroon")
    assert result.exit_code == 1
    assert "careerpdf init" in result.stderr
    assert list(here.iterdir()) == []


def test_the_gallery_has_a_picture_of_each_product(run: Run, project: Path) -> None:
    result = run("styles", "gallery", "modern", "-o", "pictures")
    assert (result.exit_code, result.stderr) == (0, "")
    assert {path.name for path in (project / "pictures").iterdir()} == {"handout-modern.png", "booklet-modern.png"}
    with Image.open(project / "pictures" / "booklet-modern.png") as booklet:
        assert booklet.width > 2.5 * booklet.height / 2


def test_the_gallery_shows_long_handouts_and_goes_on_after_a_style_that_cannot_be_shown(
    run: Run, project: Path
) -> None:
    profile = project / "profiles" / "electrician.yaml"
    duties = "".join(f"  - Find out what is wrong with installation {k}, and mend it.\n" for k in range(120))
    profile.write_text(profile.read_text(encoding="utf-8").replace("duties:\n", "duties:\n" + duties), encoding="utf-8")
    assert "does-not-fit" in run("build", "electrician").stderr
    own(project, "torn", "extends: nowhere\n")
    result = run("styles", "gallery", "torn", "modern", "-o", "pictures", "--role", "electrician")
    assert result.exit_code == 1
    assert result.stderr.count("there is no style 'nowhere'") == 1
    assert "The handout in the style torn could not be made." in result.stderr
    assert {path.name for path in (project / "pictures").iterdir()} == {"handout-modern.png", "booklet-modern.png"}


def test_an_own_font_is_embedded_and_the_footer_is_printed(run: Run, project: Path) -> None:
    folder = fonts_dir()
    assert folder is not None
    (project / "fonts").mkdir()
    for cut in ("Regular", "Bold"):
        data = (folder / "Ubuntu" / f"Ubuntu-{cut}.ttf").read_bytes()
        (project / "fonts" / f"Own-{cut}.ttf").write_bytes(data)
    (project / "careerpdf.yaml").write_text(
        "brand:\n  fonts:\n    sans: {regular: fonts/Own-Regular.ttf, bold: fonts/Own-Bold.ttf}\n"
        "  footer: Ask us & see\n",
        encoding="utf-8",
    )
    result = run("build", "registered-nurse")
    assert (result.exit_code, result.stderr) == (0, "")
    path = project / "output" / "registered-nurse.pdf"
    with pypdfium2.PdfDocument(path) as pdf:
        assert "Ask us & see" in pdf[0].get_textpage().get_text_bounded()
    with pikepdf.open(path) as pdf:
        names = {str(one.BaseFont) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one}
    assert {name.partition("+")[2] for name in names} <= {"Ubuntu", "Ubuntu-Regular", "Ubuntu-Bold"}


def test_a_wrong_style_in_the_settings_is_found_by_validate_at_its_line(run: Run, project: Path) -> None:
    (project / "careerpdf.yaml").write_text("paper: a4\nstyle: modren\n", encoding="utf-8")
    for command in (("validate",), ("build", "registered-nurse"), ("booklet", "--all")):
        result = run(*command)
        assert result.exit_code == 1
        assert "careerpdf.yaml:2:8: error[unknown-style]" in result.stderr


def test_set_reaches_handouts_and_booklets(run: Run, project: Path) -> None:
    plain, red = [], []
    for options, sizes in (((), plain), (("--set", "text.body.size=14"), red)):
        assert run("booklet", "--all", *options).exit_code == 0
        assert run("build", "registered-nurse", *options).exit_code == 0
        sizes += [path.read_bytes() for path in sorted((project / "output").iterdir())]
    assert len(plain) == len(red) == 2
    assert all(one != other for one, other in zip(plain, red, strict=True))
    wrong = run("booklet", "--all", "--set", "text.bdy.size=14")
    assert (wrong.exit_code, "did you mean 'text.body.size'?" in wrong.stderr) == (1, True)


def test_a_footer_that_is_too_long_for_a_page_is_warned_of(run: Run, project: Path) -> None:
    (project / "careerpdf.yaml").write_text(f"brand:\n  footer: {'word ' * 17}\n", encoding="utf-8")
    assert run("build", "registered-nurse").stderr == ""
    result = run("build", "registered-nurse", "--style", "large-print")
    assert result.exit_code == 0
    assert "careerpdf.yaml:2:11: warning[long-footer]" in result.stderr
