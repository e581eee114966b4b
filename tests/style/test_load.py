"""Style packs: inheritance, lookup, and every fault said in words."""

from pathlib import Path

import pytest

from careerpdf.diagnostics import Severity
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.style.load import load_style
from careerpdf.style.pack import style_names
from careerpdf.style.paper import PAPER_SIZES, PAPERS
from careerpdf.style.roles import StyleError
from careerpdf.system.resources import styles_dir

SHIPPED = ("bold", "classic", "large-print", "modern", "plain")


def write(root: Path, name: str, text: str) -> tuple[Path, Path]:
    (root / name).mkdir()
    (root / name / "style.yaml").write_text(text, encoding="utf-8")
    return root, styles_dir()


def problems(name: str, folders: tuple[Path, ...]) -> str:
    pack, found = load_style(name, folders)
    assert pack is None
    assert any(d.severity is Severity.ERROR for d in found)
    return "\n".join(d.format() for d in found)


def test_the_shipped_packs_load_without_a_word() -> None:
    assert style_names([styles_dir()]) == SHIPPED
    for name in SHIPPED:
        pack, found = load_style(name, [styles_dir()])
        assert found == ()
        assert pack is not None
        assert pack.style.name == name
        assert pack.style.description


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("paper", PAPERS)
def test_every_shipped_pack_has_every_paper_and_role(name: str, paper: str) -> None:
    pack, _ = load_style(name, [styles_dir()])
    assert pack is not None
    sheet = StyleSheet(pack, paper, "en")
    margins = sheet.page.margins
    width, height = sheet.page_size
    assert (width, height) == PAPER_SIZES[paper]
    assert min(margins.left, margins.right, margins.top, margins.bottom) >= 18
    assert sheet.page.aside < width / 2
    assert margins.top > sheet.page.head
    assert margins.bottom > sheet.page.foot
    for role in pack.style.text:
        if role.startswith(("card-", "poster-")):  # those have papers of their own
            continue
        style = sheet.text(role)
        assert style.size * pack.style.fit.smallest >= 6, role
        assert style.leading >= style.size, role


def test_a_pack_says_only_what_differs_from_its_parent(tmp_path: Path) -> None:
    folders = write(tmp_path, "mine", 'extends: classic\ncolours: {accent: "#004488"}\ntext: {title: {size: 40}}\n')
    mine, found = load_style("mine", folders)
    classic, _ = load_style("classic", folders)
    assert found == ()
    assert mine is not None
    assert classic is not None
    assert mine.style.colours == {**classic.style.colours, "accent": "#004488"}
    assert mine.style.text["title"] == classic.style.text["title"].model_copy(update={"size": 40})
    assert mine.style.text["question"] == classic.style.text["question"]
    assert mine.style.pages == classic.style.pages
    assert [folder.name for folder in mine.folders] == ["mine", "classic", "modern"]


def test_a_value_can_be_taken_away_with_null(tmp_path: Path) -> None:
    folders = write(tmp_path, "mine", "extends: modern\nboxes: {callout: {border: null}}\n")
    mine, _ = load_style("mine", folders)
    assert mine is not None
    assert mine.style.boxes["callout"].border is None
    assert mine.style.boxes["callout"].padding == (9, 13)


def test_a_projects_own_pack_hides_a_shipped_one_of_its_name(tmp_path: Path) -> None:
    folders = write(tmp_path, "classic", "extends: modern\ndescription: Ours.\n")
    pack, _ = load_style("classic", folders)
    assert pack is not None
    assert pack.style.description == "Ours."


def test_an_edit_is_seen_at_once(tmp_path: Path) -> None:
    folders = write(tmp_path, "mine", "extends: modern\ndescription: One.\n")
    first, _ = load_style("mine", folders)
    (tmp_path / "mine" / "style.yaml").write_text("extends: modern\ndescription: Another.\n", encoding="utf-8")
    second, _ = load_style("mine", folders)
    assert first is not None
    assert second is not None
    assert (first.style.description, second.style.description) == ("One.", "Another.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends: modren\n", "there is no style 'modren'"),
        ("extends: mine\n", "extends itself"),
        ("extends: modern\ncolours: {accent: teal}\n", "accent"),
        ("extends: modern\ntext: {title: {size: 400}}\n", "size"),
        ("extends: modern\ntext: {title: {siez: 40}}\n", "siez"),
        ("extends: modern\nmargin: 5\n", "margin"),
        ("extends: modern\npages: {a4: {margins: {top: -5}}}\n", "top"),
        ("extends: modern\ntext: {title: {align: middle}}\n", "align"),
        ("extends: modern\ntext: {title: {colour: nothing}}\n", "no color 'nothing'"),
        ("extends: modern\ntext: {title: {like: nothing}}\n", "nothing"),
        ("extends: modern\ntext: {a: {like: b}, b: {like: a}}\n", "circle"),
        ("description: Nothing else.\n", "fonts"),
        ("extends: [modern\n", "style.yaml:1"),
        ('extends: modern\ncolours: {muted: "#cccccc"}\n', "contrast"),
    ],
)
def test_a_faulty_pack_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    assert said in problems("mine", write(tmp_path, "mine", text))


def test_an_unknown_name_brings_the_nearest_one() -> None:
    text = problems("clasic", (styles_dir(),))
    assert "did you mean 'classic'?" in text
    assert "classic, large-print, modern, plain" in text


def test_low_contrast_names_pair_ratio_and_the_nearest_colour_and_can_be_allowed(tmp_path: Path) -> None:
    text = 'extends: modern\ncolours: {muted: "#aaaaaa"}\n'
    said = problems("mine", write(tmp_path, "mine", text))
    assert "#aaaaaa" in said
    assert "to 1" in said
    assert "nearest color that passes is #" in said
    folders = write(tmp_path, "allowed", text + "allow_low_contrast: true\n")
    pack, found = load_style("allowed", folders)
    assert pack is not None
    assert found
    assert {d.severity for d in found} == {Severity.WARNING}


def test_the_sheet_resolves_roles_and_scales_them() -> None:
    pack, _ = load_style("classic", [styles_dir()])
    assert pack is not None
    plain, larger = StyleSheet(pack, "letter", "en"), StyleSheet(pack, "letter", "en", scale=1.1, spread=1.05)
    body, grown = plain.text("body"), larger.text("body")
    assert grown.size == pytest.approx(body.size * 1.1)
    assert grown.leading == pytest.approx(body.leading * 1.1 * 1.05)
    assert plain.text("question").regular.first.name == "EBGaramond-Italic"
    assert plain.text("a role that no pack has").size == body.size
    assert StyleSheet(pack, "a5", "en").text("body").size == pytest.approx(body.size * pack.style.pages["a5"].scale)


def test_what_the_sheet_does_not_have_is_a_style_error() -> None:
    pack, _ = load_style("modern", [styles_dir()])
    assert pack is not None
    sheet = StyleSheet(pack, "letter", "en")
    assert sheet.colour("#ff8000") == pytest.approx((1, 0.502, 0), abs=0.001)
    with pytest.raises(StyleError, match="no color 'pink'"):
        sheet.colour("pink")
    with pytest.raises(StyleError, match="no page 'foolscap'"):
        _ = StyleSheet(pack, "foolscap", "en").page
