"""SVG files as drawings: what real programs write is taken, and what cannot be printed as it is meant is refused."""

from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.assets.svg import SvgError
from careerpdf.assets.svg.drawing import Drawing, Fill, Group, Stroke
from careerpdf.assets.svg.read import read_svg
from tests.support.paths import FIXTURES

LOGO = (FIXTURES / "logo.svg").read_bytes()
RECT = '<rect width="9" height="9"/>'


def drawing(inside: str, attributes: str = 'viewBox="0 0 10 10"') -> Drawing:
    return read_svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>'
        f"{inside}</svg>".encode()
    )


def error(inside: str) -> SvgError:
    with pytest.raises(SvgError) as caught:
        drawing(inside)
    return caught.value


def test_a_logo_as_drawing_programs_save_it_is_read() -> None:
    assert len(read_svg(LOGO).items) == 12


@pytest.mark.parametrize(
    "inside",
    [
        '<text display="none">x</text>',
        '<g opacity="0"><text>x</text><image href="x.png"/></g>',
        '<rect width="9" height="9" fill-opacity="0"/>',
        "<text> <tspan/></text>",
        '<g filter="none"/><defs/><title>x</title><desc>x</desc><metadata>x</metadata>',
        '<g xmlns:i="urn:i" i:label="x"><i:view/></g>',
        '<filter id="f"><feGaussianBlur/></filter><pattern id="p"><text>x</text></pattern>',
        "<symbol><text>x</text></symbol><defs><image/></defs>",
        '<switch><foreignObject requiredExtensions="urn:i"><p/></foreignObject><g><path d="M0 0"/></g></switch>',
        "<style>@import url(https://example.org/fonts.css); @font-face { src: url(x) } .a:hover { fill: red }</style>",
        "<style>@media (prefers-color-scheme: dark) { rect { fill: white } }</style>",
        '<g clip-path="url(#nothing)" style="-inkscape-stroke:none;font-family:x;isolation:isolate"/>',
        '<a href="https://example.com"><g/></a>',
        '<path d=""/><rect width="0" height="9"/><circle r="0"/><polygon points=""/>',
    ],
)
def test_what_shows_nothing_is_passed_over(inside: str) -> None:
    assert drawing(inside + RECT).items == drawing(RECT).items


def test_entities_of_plain_text_are_taken_as_illustrator_writes_them() -> None:
    text = '<!DOCTYPE svg [<!ENTITY n "http://www.w3.org/2000/svg">]><svg xmlns="&n;" viewBox="0 0 10 10">' + RECT
    assert read_svg(f"{text}</svg>".encode()).items == drawing(RECT).items


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "lol"><!ENTITY b "&a;&a;">',
        '<!ENTITY a "<rect/>">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a "x">',
        f'<!ENTITY a "{"x" * 300}">',
    ],
)
def test_any_other_entity_is_refused(declared: str) -> None:
    with pytest.raises(SvgError, match="entities"):
        read_svg(f'<!DOCTYPE svg [{declared}]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'.encode())


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<text>x</text>", "it holds <text>"),
        ('<image href="data:image/png;base64,"/>', "it holds <image>"),
        ("<script/>", "paper cannot show"),
        ('<rect width="9" height="9"><animate/></rect>', "paper cannot show"),
        ('<rect width="9" height="9" fill="device-cmyk(0 1 1 0)"/>', "not understood"),
        ('<rect width="9" height="9" fill="url(#none)"/>', "lacks"),
        ('<rect width="9" height="9" fill="url(other.svg#a)"/>', "another file"),
        ('<pattern id="p"/><rect width="9" height="9" fill="url(#p)"/>', "<pattern> for a color"),
        ('<rect width="9" height="9" filter="url(#f)"/>', r"\(filter\)"),
        ('<g filter="url(#f)"/>', r"\(filter\)"),
        ('<rect width="9" height="9" style="mix-blend-mode:hue"/>', "mix-blend-mode hue"),
        ('<rect width="9" height="9" style="fill:var(--a)"/>', "not understood"),
        ('<rect width="calc(1px)" height="9"/>', "cannot be read"),
        ('<rect width="9" height="9" transform="translate(0,5, 0,5)"/>', "transform of a <rect>"),
        ('<rect width="9" height="9" opacity="1mm"/>', "cannot be read"),
        ('<path d="M0 0L9"/>', "points of a <path>"),
        ('<path d="L9 9"/>', "points of a <path>"),
        ('<path d="M0 0h9" stroke="red" marker-end="url(#m)"/>', "marks on its lines"),
        ('<path d="M0 0h9" stroke="red" stroke-linejoin="arcs"/>', "ends or corners"),
        ('<path d="M0 0h9" stroke="red" stroke-dasharray=".0001"/>', "too fine"),
        ('<path d="M0 0h9" stroke="red" stroke-dasharray="5" pathLength="100"/>', "part of a length"),
        ('<rect width="1e8" height="9"/>', "out of any page"),
        ('<rect width="9" height="9" clip-path="circle(2px)"/>', "cannot be drawn"),
        ('<rect width="9" height="9" mask="url(#none)"/>', "lacks"),
        ('<g systemLanguage="en"><rect width="9" height="9"/></g>', "language"),
        ("<style>g + rect { fill: red }</style>" + RECT, "not understood"),
        ("<style>rect { fill: red</style><style>}</style>" + RECT, "cannot be read"),
        ("<style>@import url(other.css);</style>" + RECT, "@import"),
        ('<use href="#nothing"/>', "lacks"),
        ('<use href="other.svg#a"/>', "another file"),
        ('<g id="a"><use href="#a"/></g>', "themselves"),
        (
            '<mask id="m"><g mask="url(#m)"><path d="M0 0h9v9"/></g></mask><g mask="url(#m)">' + RECT + "</g>",
            "themselves",
        ),
        ("".join(f'<g id="a{k}"><use href="#a{k + 1}"/></g>' for k in range(1500)) + '<g id="a1500"/>', "chain"),
        ("", "nothing in it can be seen"),
        ('<g display="none">' + RECT + "</g>", "nothing in it can be seen"),
    ],
)
def test_what_cannot_be_drawn_as_it_is_meant_is_an_error(inside: str, message: str) -> None:
    with pytest.raises(SvgError, match=message):
        drawing(inside)


def test_an_error_names_its_line_and_what_to_do() -> None:
    found = error("\n\n<text>x</text>")
    assert found.line == 3
    assert "paths" in found.hint


def test_a_fault_of_a_style_sheet_is_named_at_its_rule() -> None:
    assert error("\n<style>\n.a { fill: red }\ng ~ rect { fill: red }\n</style>" + RECT).line == 4


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = error("\n<text>x</text>\n<image/>\n<image/>\n<text>y</text>\n<foreignObject/>\n<script2/>")
    assert str(found) == (
        "it holds <text>, which cannot be drawn; line 3: it holds <image>, which cannot be drawn; "
        "line 6: it holds <foreignObject>, which cannot be drawn; and 1 more"
    )


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<style>" + "/*" * 200_000 + "</style>" + RECT, "too long"),
        ("<style>" + "a{}" * 80_000 + "</style>" + RECT, "too many rules"),
        ("<style>" + "a," * 100_000 + "a{}</style>" + RECT, "too many rules"),
        ("<style>g g g g g g g rect{fill:red}</style>" + "<g>" * 40 + RECT * 200 + "</g>" * 40, "too many rules"),
        (f'<rect style="{"fill:red;" * 30_000}"/>', "too long"),
        (f'<rect width="9" height="9" transform="{"scale(1)" * 200}"/>', "too long"),
        (f'<path d="M0 0{"L1 1" * 70_000}"/>', "points"),
        ('<defs><g id="a">' + RECT * 101 + "</g></defs>" + '<use href="#a"/>' * 100, "too many parts"),
        ("<g>" * 100 + "</g>" * 100, "too many parts"),
        ("<g/>" * 20_000, "too many parts"),
    ],
)
def test_what_would_take_long_is_refused_by_a_count(inside: str, message: str) -> None:
    with pytest.raises(SvgError, match=message):
        drawing(inside)


@pytest.mark.parametrize(
    "inside",
    [
        f"<style>{'/* */' * 40_000}</style>",  # each of these was quadratic in a reader by regular expressions
        f"<style>{'<!--' * 100}</style>".replace("<!--", "&lt;!--"),
        f'<rect style="{"/*" * 9_000}*/"/>',
        f'<path d="M{"1" * 250_000}"/>',
        f'<path d="M0 0A{"1 " * 100_000}"/>',
        f'<path d="M0 0{"Z" * 100_000}"/>',
    ],
)
def test_a_long_value_is_read_in_linear_time(inside: str) -> None:
    begun = process_time()
    with suppress(SvgError):
        drawing(inside + RECT)
    assert process_time() - begun < 10  # a quadratic reader takes a minute and more


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="300" height="100"', (225, 75)),
        ('viewBox="0 0 40 20"', (30, 15)),
        ('viewBox="0 0 40 20" width="100%" height="auto"', (30, 15)),
        ('viewBox="0 0 40 20" height="40"', (60, 30)),
        ('viewBox="0 0 24 24" width="1em" height="1em"', (12, 12)),
        ('viewBox="0 0 24 24" style="width:6pt"', (6, 6)),
        ('width="2in" height="1in" viewBox="0 0 9 9"', (144, 72)),
    ],
)
def test_a_drawing_has_the_size_that_it_says(attributes: str, size: tuple[float, float]) -> None:
    found = drawing(RECT, attributes)
    assert (found.width, found.height) == pytest.approx(size)


@pytest.mark.parametrize("attributes", ["", 'width="9"', 'width="100%" height="100%"', 'viewBox="0 0 0 9"'])
def test_a_drawing_without_a_size_is_an_error(attributes: str) -> None:
    with pytest.raises(SvgError, match=r"size|how large"):
        drawing(RECT, attributes)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg", b"<p/>", b"\xff\xfe\x00", b'<?xml version="1.0" encoding="x-no"?><svg/>']
)
def test_what_is_no_svg_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(SvgError):
        read_svg(data)


def test_a_see_through_shape_keeps_its_colour_and_a_see_through_group_is_one() -> None:
    shape, group = drawing('<rect width="9" height="9" opacity=".5"/><g opacity=".5">' + RECT * 2 + "</g>").items
    assert isinstance(shape, Fill)
    assert shape.paint.opacity == 0.5
    assert isinstance(group, Group)
    assert (group.opacity, len(group.items)) == (0.5, 2)


def test_a_mask_that_is_one_white_shape_crops() -> None:
    # Figma writes such a mask for every frame.
    mask = '<mask id="m" fill="white"><path d="M0 0h10v10H0z"/></mask>'
    (found,) = drawing(mask + '<g mask="url(#m)">' + RECT + "</g>").items
    assert isinstance(found, Group)
    assert found.mask is None
    assert found.clip is not None


def test_a_line_that_is_not_to_be_scaled_is_as_wide_as_it_says() -> None:
    line = '<path d="M0 0h1" stroke="red" transform="scale(4)" vector-effect="non-scaling-stroke"/>'
    (found,) = drawing(line).items
    assert isinstance(found, Stroke)
    assert found.width * found.matrix.scale == pytest.approx(100)  # 1 of 10 px, where 10 px are 1000


@given(data=st.data())
def test_a_damaged_file_is_a_drawing_or_an_svg_error(data: st.DataObject) -> None:
    """Whatever bytes are cut out, doubled or changed in a file, nothing else is raised."""
    begin = data.draw(st.integers(0, len(LOGO) - 1))
    end = data.draw(st.integers(begin, min(begin + 60, len(LOGO))))
    inserted = data.draw(
        st.one_of(
            st.binary(max_size=8),
            st.sampled_from([b"<g>", b"url(#half)", b"1e999", b"NaN", b"-", b'"', b"&amp;", b"}", b"{", b"%", b"em"]),
            st.just(LOGO[begin:end] * 2),
        )
    )
    with suppress(SvgError):
        read_svg(LOGO[:begin] + inserted + LOGO[end:])
