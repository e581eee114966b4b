"""What is left of an SVG file: shapes in plain colours, and nothing that leads out of it."""

import pytest

from careerpdf.assets.svg import SvgError, plain_svg
from tests.support.paths import FIXTURES

LOGO = FIXTURES / "logo.svg"


def plain(inside: str) -> str:
    """What stands in the drawing then."""
    text = plain_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode())
    return text.removeprefix('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">').removesuffix("</svg>")


def test_a_logo_as_drawing_programs_save_it_is_read() -> None:
    text = plain_svg(LOGO.read_bytes())
    assert text.count("<path") == 4
    assert "metadata" not in text
    assert "DOCTYPE" not in text
    assert "linearGradient" not in text


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ('<rect fill="red"/>', '<rect fill="#ff0000"></rect>'),
        ('<rect fill="rgb(1, 2, 3)" stroke="#ABC"/>', '<rect fill="#010203" stroke="#aabbcc"></rect>'),
        ('<rect style="fill:#fff !important;font-family:x"/>', '<rect style="fill:#ffffff"></rect>'),
        ('<rect onclick="alert(1)" opacity="1" filter="none"/>', "<rect></rect>"),
        ('<g xmlns:i="urn:i" i:label="x"><i:view/><title>T</title></g>', "<g></g>"),
        ("<style>/* a */ .a, #b { fill: navy }</style>", "<style>.a, #b{fill:#000080}</style>"),
        ('<g clip-path="url( #a )"/>', '<g clip-path="url(#a)"></g>'),
        ('<a href="https://example.com"><rect/></a>', "<a><rect></rect></a>"),
    ],
)
def test_what_shows_is_kept_and_the_rest_left_out(inside: str, kept: str) -> None:
    assert plain(inside) == kept


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ('<rect fill="rgba(0,0,0,0.5)"/>', "see-through"),
        ('<rect fill="#11223344"/>', "see-through"),
        ('<rect opacity="50%"/>', "see-through"),
        ('<rect fill="device-cmyk(0 1 1 0)"/>', "not understood"),
        ('<rect style="mix-blend-mode:multiply"/>', "effect"),
        ("<style>g > .a { fill: red }</style>", "not understood"),
        ("<style>.a { fill: red</style>", "cannot be read"),
        ('<rect style="fill:\\75rl(x)"/>', "cannot be read"),
        ('<use href="#nothing"/>', "lacks"),
        ("".join(f'<g id="a{k}"><use href="#a{k + 1}"/></g>' for k in range(1500)) + '<g id="a1500"/>', "chain"),
    ],
)
def test_what_cannot_be_drawn_as_it_is_meant_is_an_error(inside: str, message: str) -> None:
    with pytest.raises(SvgError, match=message):
        plain(inside)


def test_an_error_names_its_line() -> None:
    with pytest.raises(SvgError) as caught:
        plain("\n\n<text/>")
    assert caught.value.line == 3
    assert "paths" in caught.value.hint


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg", b"\xff\xfe\x00", b'<?xml version="1.0" encoding="x-no"?><svg/>']
)
def test_what_is_no_svg_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(SvgError):
        plain_svg(data)
