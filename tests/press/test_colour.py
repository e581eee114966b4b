"""Colours of the press: as light as on the screen in grey, and black text in black ink alone."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from careerpdf.diagnostics import Diagnostic
from careerpdf.press.colour import Cmyk, Gray, gray_of, luminance, read_profile, screened
from careerpdf.project.config import ProjectConfig
from careerpdf.project.project import Project
from tests.support.handouts import STYLES, pack_of

GRAYSCALE_STEP = 1.4  # contrast that two areas of a chart need to be told apart


def contrast(one: float, other: float) -> float:
    light, dark = sorted((luminance(one, one, one), luminance(other, other, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("rgb", [(0, 0, 0), (1, 1, 1), (0.04, 0.42, 0.42), (1, 0, 0), (0, 0, 1), (0.9, 0.7, 0.3)])
def test_gray_is_as_light_as_the_color(rgb: tuple[float, float, float]) -> None:
    gray = gray_of(*rgb)
    assert luminance(gray, gray, gray) == pytest.approx(luminance(*rgb), abs=1e-6)
    assert Gray().values(rgb, text=False) == pytest.approx((gray,), abs=1e-4)


@pytest.mark.parametrize("style", STYLES)
def test_charts_tell_their_values_apart_in_gray(style: str, tmp_path: Path) -> None:
    pack = pack_of(Project(tmp_path, ProjectConfig()), style).style
    chart = pack.chart
    colours = {
        name: tuple(int(pack.colours[name].lstrip("#")[k : k + 2], 16) / 255 for k in (0, 2, 4))
        for name in {chart.bar, chart.track, "panel", "white"} & pack.colours.keys()
    }
    gray = {name: screened(Gray().values(rgb, text=False), text=False)[0] for name, rgb in colours.items()}
    assert contrast(gray[chart.bar], gray[chart.track]) >= 3, "what is reached, and what is not"
    grounds = [gray[name] for name in ("panel", "white") if name in gray]
    assert all(contrast(gray[chart.bar], ground) >= 3 for ground in grounds)
    for lighter, darker in pairwise(sorted({chart.bar, chart.track}, key=lambda name: -gray[name])):
        assert contrast(gray[lighter], gray[darker]) >= GRAYSCALE_STEP


def test_pictures_turn_gray_by_nearly_the_same_rule() -> None:
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (11, 107, 106), (255, 255, 255), (0, 0, 0)]
    picture = Image.new("RGB", (len(colours), 1))
    picture.putdata(colours)
    gray = Gray().picture(picture)
    assert gray.mode == "L"
    for step, rgb in zip(gray.tobytes(), colours, strict=True):
        assert step == pytest.approx(255 * gray_of(*(value / 255 for value in rgb)), abs=8), "white is another there"


@pytest.fixture
def press(icc: Path) -> Cmyk:
    found = read_profile(icc)
    assert isinstance(found, Cmyk)
    return found


def test_the_profile_says_what_it_is(press: Cmyk) -> None:
    assert press.description == "Press of the tests"


@pytest.mark.parametrize(
    ("source", "text", "inks"),
    [
        ((0.0, 0.0, 0.0), True, (0, 0, 0, 1)),
        ((0.0,), False, (0, 0, 0, 1)),
        ((1.0, 1.0, 1.0), False, (0, 0, 0, 0)),
        ((0.5, 0.5, 0.5), False, (0, 0, 0, 0.5)),
        ((0.122, 0.161, 0.216), True, (0, 0, 0, 1)),  # the text of `modern`, which is nearly black
        ((0.1, 0.2, 0.3, 0.4), True, (0.1, 0.2, 0.3, 0.4)),
    ],
)
def test_grays_and_dark_text_are_black_ink_alone(
    press: Cmyk, source: tuple[float, ...], text: bool, inks: tuple[float, ...]
) -> None:
    assert press.values(source, text=text) == pytest.approx(inks, abs=0.001)


def test_other_colors_are_matched_by_the_profile(press: Cmyk) -> None:
    cyan, magenta, yellow, black = press.values((0.043, 0.42, 0.415), text=False)
    assert cyan > magenta
    assert cyan > yellow
    assert press.values((0.122, 0.161, 0.216), text=False)[:3] != (0, 0, 0), "an area may have four inks"
    picture = press.picture(Image.new("RGB", (2, 2), (11, 107, 106)))
    assert picture.mode == "CMYK"
    assert [step / 255 for step in picture.tobytes()[:4]] == pytest.approx([cyan, magenta, yellow, black], abs=0.01)


def test_what_is_no_profile_of_a_press_is_said(tmp_path: Path) -> None:
    def said(data: bytes | None) -> str:
        path = tmp_path / "x.icc"
        path.unlink(missing_ok=True)
        if data is not None:
            path.write_bytes(data)
        found = read_profile(path)
        assert isinstance(found, Diagnostic)
        return found.message

    srgb = BytesIO(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()).read()
    assert "cannot be read: no such file" in said(None)
    assert said(b"") == said(b"not a profile") == "this is no ICC color profile"
    assert said(srgb) == "the color profile is for RGB, not for a press (CMYK)"
    folder = read_profile(tmp_path)
    assert isinstance(folder, Diagnostic)
    assert "this is a folder" in folder.message
