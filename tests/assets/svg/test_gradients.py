"""Gradients: their attributes, wherever they stand, and how often they are seen."""

from itertools import pairwise

import pytest

from careerpdf.assets.svg import SvgError
from careerpdf.assets.svg.drawing import Fill, Gradient
from careerpdf.assets.svg.read import read_svg

STOPS = '<stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/>'


def gradient(inside: str, shape: str = '<rect width="10" height="5" fill="url(#g)"/>') -> Gradient:
    """The gradient of a shape in a drawing of 10 × 10 px."""
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{inside}{shape}</svg>'
    (found,) = read_svg(text.encode()).items
    assert isinstance(found, Fill)
    assert isinstance(found.paint.colour, Gradient)
    return found.paint.colour


def ends(found: Gradient) -> tuple[complex, ...]:
    """Where it begins and ends, in px from the upper left corner."""
    return tuple(complex(p.real / 100, 10 - p.imag / 100) for p in found.matrix.points([found.start, found.end]))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f'<linearGradient id="g">{STOPS}</linearGradient>', (0, 10)),
        (f'<linearGradient id="g" x1="50%" y2="1">{STOPS}</linearGradient>', (5, 10 + 5j)),
        (f'<linearGradient id="g" gradientTransform="scale(.5)">{STOPS}</linearGradient>', (0, 5)),
        (f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="7">{STOPS}</linearGradient>', (0, 7)),
        (f'<linearGradient id="g" gradientUnits="userSpaceOnUse" y2="50%">{STOPS}</linearGradient>', (0, 10 + 5j)),
        # What a gradient does not say is taken from the one that it refers to.
        (f'<linearGradient id="g" href="#h" x2=".5"/><linearGradient id="h" x1=".2">{STOPS}</linearGradient>', (2, 5)),
        (f'<linearGradient id="g" href="#h"/><linearGradient id="h" gradientTransform="scale(.5)">{STOPS}'
         "</linearGradient>", (0, 5)),
        # From one of another kind only what both have
        (f'<linearGradient id="g" href="#h"/><radialGradient id="h" x1=".5">{STOPS}</radialGradient>', (0, 10)),
        (f'<radialGradient id="g">{STOPS}</radialGradient>', (5 + 2.5j, 5 + 2.5j)),
        (f'<radialGradient id="g" fx=".3">{STOPS}</radialGradient>', (3 + 2.5j, 5 + 2.5j)),
    ],
)  # fmt: skip
def test_a_gradient_lies_where_it_says(inside: str, expected: tuple[complex, complex]) -> None:
    assert ends(gradient(inside)) == pytest.approx(expected)


def test_stops_keep_their_order_and_opacity() -> None:
    stops = '<stop offset=".5" stop-opacity=".5"/><stop offset="20%" style="stop-color:#f00"/><stop offset="2"/>'
    found = gradient(f'<linearGradient id="g" color="#0f0">{stops}</linearGradient>').stops
    assert [(stop.offset, stop.opacity) for stop in found] == [(0.5, 0.5), (0.5, 1), (1, 1)]


def test_the_outermost_of_two_stops_goes_on_beyond_the_end() -> None:
    stops = '<stop/><stop offset="1" stop-color="#f00"/><stop offset="1" stop-color="#0f0"/>'
    found = gradient(f'<linearGradient id="g">{stops}</linearGradient>')
    assert found.stops[-1].colour == (0, 1, 0)
    assert found.stops[-1].offset < 1
    assert ends(found)[1].real > 10


@pytest.mark.parametrize(("spread", "colours"), [("repeat", "rbrbrbrb"), ("reflect", "brbrb")])
def test_a_gradient_that_repeats_is_written_out_as_far_as_its_shape_goes(spread: str, colours: str) -> None:
    found = gradient(f'<linearGradient id="g" x1=".25" x2=".5" spreadMethod="{spread}">{STOPS}</linearGradient>')
    changes = [stop.colour for before, stop in pairwise((None, *found.stops)) if stop and stop != before]
    assert "".join("r" if colour == (1, 0, 0) else "b" for colour in changes) == colours
    assert ends(found) == pytest.approx((0, 10))


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        (f'<linearGradient id="g" x2=".0001" spreadMethod="repeat">{STOPS}</linearGradient>', "too often"),
        (f'<radialGradient id="g" fx="2">{STOPS}</radialGradient>', "outside of its circle"),
        (f'<linearGradient id="g" gradientTransform="scale(0)">{STOPS}</linearGradient>', "squeezed"),
        ('<linearGradient id="g" href="#g"/>', "refers to no gradient"),
        ('<linearGradient id="g" href="#h"/><g id="h"/>', "refers to no gradient"),
        ('<linearGradient id="g" href="#h"/>', "lacks"),
        ('<linearGradient id="g"><stop stop-color="reddish"/></linearGradient>', "color of a gradient"),
        ('<linearGradient id="g"><stop offset="5mm"/></linearGradient>', "color of a gradient"),
        (f'<linearGradient id="g">{"<stop/>" * 7000}</linearGradient>' + '<path fill="url(#g)" d="M0 0h9v9"/>' * 9,
         "points"),
    ],
)  # fmt: skip
def test_a_gradient_that_cannot_be_drawn_is_an_error(inside: str, message: str) -> None:
    with pytest.raises(SvgError, match=message):
        gradient(inside)
