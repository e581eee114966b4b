"""What applies to an element: attributes, style sheets and style attributes, and values as CSS writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.assets.svg.drawing import Colour, Fill
from careerpdf.assets.svg.geometry import Matrix
from careerpdf.assets.svg.read import read_svg
from careerpdf.assets.svg.values import colour, fitted, length, origin, transform

RED, GREEN, BLUE = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


def colour_of(inside: str) -> Colour:
    """The colour of the only shape in a drawing."""
    (found,) = read_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode()).items
    assert isinstance(found, Fill)
    assert isinstance(found.paint.colour, tuple)
    return found.paint.colour


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<rect {} fill="#f00"/>', RED),
        ('<g fill="#0f0"><rect {}/></g>', GREEN),
        ('<g fill="#0f0"><rect {} fill="inherit"/></g>', GREEN),
        ('<g fill="#0f0"><rect {} fill="initial"/></g>', (0.0, 0.0, 0.0)),
        ('<rect {} fill="#f00" style="fill:#0f0"/>', GREEN),
        ('<style>rect{{fill:#0f0}}</style><rect {} fill="#f00"/>', GREEN),
        ('<style>rect{{fill:#0f0}}</style><rect {} style="fill:#00f"/>', BLUE),
        ('<style>rect{{fill:#0f0!important}}</style><rect {} style="fill:#00f"/>', GREEN),
        ('<style>.a{{fill:#0f0}}rect{{fill:#f00}}</style><rect {} class="a"/>', GREEN),
        ('<style>.a{{fill:#f00}}.b{{fill:#0f0}}</style><rect {} class="b a"/>', GREEN),
        ('<style>.a.b{{fill:#0f0}}.b{{fill:#f00}}</style><rect {} class="a b"/>', GREEN),
        ('<style>#i{{fill:#0f0}}.a{{fill:#f00}}</style><rect {} class="a" id="i"/>', GREEN),
        ('<style>g .a{{fill:#0f0}}</style><g><a><rect {} class="a"/></a></g>', GREEN),
        ('<style>rect{{fill:#f00}}g>.a{{fill:#0f0}}</style><g><a><rect {} class="a"/></a></g>', RED),
        ('<style><![CDATA[/* x */ .a,/**/.c{{ fill : #0f0 ; }}]]></style><rect {} class="a"/>', GREEN),
        ('<style type="text/plain">rect{{fill:#f00}}</style><rect {} fill="#0f0"/>', GREEN),
        ('<g color="#0f0"><rect {} fill="currentColor"/></g>', GREEN),
        ('<g color="#f00" fill="currentColor"><rect {} color="#0f0"/></g>', GREEN),
        ('<rect {} fill="#f00" style="fill:#0f0;fill:color(display-p3 1 0 0)"/>', GREEN),
        ('<rect {} fill="url(#none) #0f0"/>', GREEN),
        ('<linearGradient id="g"/><rect {} fill="url(#g) #0f0"/>', GREEN),
        ('<linearGradient id="g"><stop stop-color="#0f0"/></linearGradient><rect {} fill="url(#g)"/>', GREEN),
        ('<rect {} style="mix-blend-mode:normal" mix-blend-mode="hue" rotate="4" fill="#0f0"/>', GREEN),
    ],
)
def test_of_several_values_the_cascade_takes_one(inside: str, expected: Colour) -> None:
    assert colour_of(inside.format('width="9" height="9"')) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red", (RED, 1)),
        ("#F00", (RED, 1)),
        ("rgb(255, 0, 0)", (RED, 1)),
        ("rgb(100% 0% 0% / 50%)", (RED, 0.5)),
        ("rgba(255,0,0,.5)", (RED, 0.5)),
        ("#ff000080", (RED, 128 / 255)),
        ("hsl(120, 100%, 50%)", (GREEN, 1)),
        ("transparent", ((0, 0, 0), 0)),
        ("red icc-color(acmecmyk, 0.11, 0.48)", (RED, 1)),
        ("currentColor", None),
    ],
)
def test_a_colour_is_read_as_css_writes_it(text: str, expected: object) -> None:
    assert colour(text) == expected


@pytest.mark.parametrize("text", ["", "#12345", "reddish", "oklch(50% 0.1 20)", "hsl(0, 200%, 50%)", "context-fill"])
def test_a_colour_that_cannot_be_printed_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (its text is the value)
        colour(text)


@pytest.mark.parametrize(
    ("text", "px"),
    [("5", 5), ("5px", 5), ("3pt", 4), ("1in", 96), ("25.4mm", 96), ("2.54cm", 96), ("6pc", 96), ("50%", 100),
     ("2em", 24), ("2ex", 12), ("-1e1", -10), ("+.5", 0.5)],
)  # fmt: skip
def test_a_length_is_in_px(text: str, px: float) -> None:
    assert length(text, 200, 12) == pytest.approx(px)


@pytest.mark.parametrize("text", ["", "5 px 6", "1vw", "calc(1px)", "1e99", "nan", "inf", "٣"])
def test_a_length_that_is_none_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (its text is the value)
        length(text, 200, 12)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("none", 3 + 4j),
        ("translate(10)", 13 + 4j),
        ("translate(10, -1)", 13 + 3j),
        ("translate(10px 1px)", 13 + 5j),
        ("scale(2)", 6 + 8j),
        ("scale(2 .5)", 6 + 2j),
        ("rotate(90)", -4 + 3j),
        ("rotate(90deg)", -4 + 3j),
        ("rotate(0.25turn)", -4 + 3j),
        ("rotate(90 3 4)", 3 + 4j),
        ("rotate(180, 0, 4)", -3 + 4j),
        ("skewX(45)", 7 + 4j),
        ("skewY(45)", 3 + 7j),
        ("matrix(1 2 3 4 5 6)", 20 + 28j),
        ("matrix(1,2,3,4,5,6) ", 20 + 28j),
        ("translate(1 0),scale(2)\n rotate(90)", -7 + 6j),
    ],
)
def test_a_transform_moves_a_point(text: str, point: complex) -> None:
    assert transform(text).points([3 + 4j])[0] == pytest.approx(point)


@pytest.mark.parametrize("text", ["scale()", "matrix(1 2 3)", "rotate(1 2)", "scale(2", "turn(3)", "translate(0,5, 1)"])
def test_a_transform_that_is_none_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (its text is the value)
        transform(text)


finite = st.floats(-100, 100)


@given(values=st.tuples(*[finite] * 6), others=st.tuples(*[finite] * 6), point=st.complex_numbers(max_magnitude=100))
def test_transforms_one_after_the_other_are_one(
    values: tuple[float, ...], others: tuple[float, ...], point: complex
) -> None:
    one, other = Matrix(*values), Matrix(*others)
    both = (one @ other).points([point])[0]
    assert both == pytest.approx(one.points(other.points([point]))[0], abs=1e-6)
    if abs(one.determinant) > 1e-3:
        assert one.inverse().points(one.points([point]))[0] == pytest.approx(point, rel=1e-4, abs=1e-4)


@pytest.mark.parametrize(
    ("aspect", "corners"),
    [
        ("", (50, 0, 150, 100)),
        ("xMinYMin", (0, 0, 100, 100)),
        ("xMaxYMid meet", (100, 0, 200, 100)),
        ("xMidYMin slice", (0, 0, 200, 200)),
        ("xMidYMax slice", (0, -100, 200, 100)),
        ("none", (0, 0, 200, 100)),
        ("defer xMinYMin", (0, 0, 100, 100)),
    ],
)
def test_a_view_box_is_fitted_as_it_says(aspect: str, corners: tuple[float, ...]) -> None:
    low, high = fitted((5, 5, 10, 10), 200, 100, aspect).points([5 + 5j, 15 + 15j])
    assert (low.real, low.imag, high.real, high.imag) == pytest.approx(corners)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("3 4px", 3 + 4j),
        ("center", 50 + 20j),
        ("left bottom", 40j),
        ("top right", 100 + 0j),
        ("top", 50 + 0j),
        ("25% 5", 25 + 5j),
    ],
)
def test_the_origin_of_a_transform_is_read(text: str, point: complex) -> None:
    assert origin(text, (100, 40), 16) == pytest.approx(point)
