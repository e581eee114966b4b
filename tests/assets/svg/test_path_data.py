"""Path data as lines and curves."""

import cmath
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.assets.svg.geometry import Path, box_of, dot, subpaths, with_area
from careerpdf.assets.svg.path_data import path_of


def written(path: Path) -> str:
    return " ".join(
        " ".join([*(f"{point.real:g},{point.imag:g}" for point in points), letter]) for letter, points in path
    )


@pytest.mark.parametrize(
    ("data", "outline"),
    [
        ("M1 2 3 4", "1,2 m 3,4 l"),
        ("m1 2 3 4z", "1,2 m 4,6 l h"),
        ("M.5.5-1-1", "0.5,0.5 m -1,-1 l"),
        ("M1 1H5V6h-1v-1", "1,1 m 5,1 l 5,6 l 4,6 l 4,5 l"),
        ("M0 0C1 1 2 2 3 3S5 5 6 6", "0,0 m 1,1 2,2 3,3 c 4,4 5,5 6,6 c"),
        ("M0 0S1 1 2 2", "0,0 m 0,0 1,1 2,2 c"),
        ("M0 0Q3 3 6 0T12 0", "0,0 m 2,2 4,2 6,0 c 8,-2 10,-2 12,0 c"),
        ("M0 0Q3 3 6 0L6 6T12 6", "0,0 m 2,2 4,2 6,0 c 6,6 l 6,6 8,6 12,6 c"),
        ("M1 1h2zl1 1", "1,1 m 3,1 l h 1,1 m 2,2 l"),  # after a closepath: from where the subpath began
        ("M1 1h2zm1 1h1", "1,1 m 3,1 l h 2,2 m 3,2 l"),
        ("M1 1h2zZzh1", "1,1 m 3,1 l h 1,1 m 2,1 l"),
        ("M5 5z", "5,5 m h"),
        ("M0 0A0 5 0 0 1 9 9", "0,0 m 9,9 l"),  # an arc without a radius is a line
        ("M0 0A5 5 0 0 1 0 0", "0,0 m"),
        ("  ", ""),
        ("M1e1-1E-1", "10,-0.1 m"),
    ],
)
def test_commands_make_the_outline_that_svg_says(data: str, outline: str) -> None:
    assert written(path_of(data)) == outline


@pytest.mark.parametrize(
    "data", ["L1 1", "1 1", "M", "M1", "M1 1 2", "M1 1L#", "M0 0A1 1 0 2 0 1 1", "M1 1z5", "M1 1x", "M1,2L3-4.5.5"]
)
def test_what_is_no_path_is_an_error(data: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (its text is the part that is wrong)
        path_of(data)


@pytest.mark.parametrize("data", ["M10 50a40 40 0 0180 0", "M10 50a40 40 0 01 80 0", "M10 50 A 40,40,0,0,1,90,50"])
def test_flags_of_an_arc_need_nothing_between_them(data: str) -> None:
    assert box_of(path_of(data)) == pytest.approx((10, 10, 90, 50), abs=0.02)


@given(
    radii=st.tuples(st.floats(1, 50), st.floats(1, 50)),
    turn=st.floats(-360, 360),
    flags=st.tuples(st.integers(0, 1), st.integers(0, 1)),
    end=st.complex_numbers(min_magnitude=1, max_magnitude=100),
)
def test_an_arc_lies_on_its_ellipse_and_on_the_right_side(
    radii: tuple[float, float], turn: float, flags: tuple[int, int], end: complex
) -> None:
    path = path_of(f"M0 0A{radii[0]:.6f} {radii[1]:.6f} {turn:.6f} {flags[0]} {flags[1]} {end.real:.6f} {end.imag:.6f}")
    here, points = 0j, [0j]
    for _, (one, two, last) in path[1:]:
        for t in (0.25, 0.5, 0.75, 1.0):
            points.append((1 - t) ** 3 * here + 3 * (1 - t) ** 2 * t * one + 3 * (1 - t) * t * t * two + t**3 * last)
        here = last
    assert here == pytest.approx(end, abs=1e-5)
    # In the coordinates of a circle all points are as far from one center.
    back = [point * cmath.exp(-1j * cmath.pi * turn / 180) for point in points]
    flat = [complex(point.real / radii[0], point.imag / radii[1]) for point in back]
    grown = max(abs(flat[-1]) / 2, 1)
    middle = flat[len(flat) // 2]
    a, b, c = flat[0], middle, flat[-1]
    w = (c - a) / (b - a)
    centre = (b - a) * (w - abs(w) ** 2) / (2j * w.imag) + a
    assert all(abs(point - centre) == pytest.approx(grown, rel=0.01) for point in flat)
    swept = sum(cmath.phase((q - centre) / (p - centre)) for p, q in pairwise(flat))
    assert (swept > 0) == bool(flags[1])
    if grown == 1 and abs(abs(swept) - cmath.pi) > 0.01:
        assert (abs(swept) > cmath.pi) == bool(flags[0])


numbers = st.integers(-99, 99)
commands = st.lists(
    st.one_of(
        st.tuples(st.just("l"), st.tuples(numbers, numbers)),
        st.tuples(st.just("c"), st.tuples(*[numbers] * 6)),
        st.tuples(st.just("s"), st.tuples(*[numbers] * 4)),
        st.tuples(st.just("q"), st.tuples(*[numbers] * 4)),
        st.tuples(st.just("t"), st.tuples(numbers, numbers)),
        st.tuples(st.just("z"), st.just(())),
        st.tuples(st.just("m"), st.tuples(numbers, numbers)),
    ),
    max_size=8,
)


@given(commands=commands)
def test_what_is_relative_is_the_same_as_what_is_absolute(commands: list[tuple[str, tuple[int, ...]]]) -> None:
    relative, absolute = ["m5 5"], ["M5 5"]
    x, y, start = 5, 5, (5, 5)
    for letter, values in commands:
        relative.append(letter + " ".join(map(str, values)))
        moved = [value + (y if at % 2 else x) for at, value in enumerate(values)]
        absolute.append(letter.upper() + ",".join(map(str, moved)))
        x, y = moved[-2:] if moved else start
        start = (x, y) if letter == "m" else start
    one, other = path_of("".join(relative)), path_of(" ".join(absolute))
    assert [letter for letter, _ in one] == [letter for letter, _ in other]
    for (_, points), (_, others) in zip(one, other, strict=True):
        assert points == pytest.approx(others)


@given(points=st.lists(st.complex_numbers(max_magnitude=100), min_size=4, max_size=4))
def test_the_box_around_a_curve_touches_it(points: list[complex]) -> None:
    box = box_of((("m", (points[0],)), ("c", tuple(points[1:]))))
    assert box is not None
    steps = [step / 200 for step in range(201)]
    a, b, c, d = points
    curve = [(1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d for t in steps]
    found = (min(p.real for p in curve), min(p.imag for p in curve), max(p.real for p in curve),
             max(p.imag for p in curve))  # fmt: skip
    assert box == pytest.approx(found, abs=0.05)


def test_a_subpath_that_goes_nowhere_is_a_dot() -> None:
    dots = [dot(part) for part in subpaths(path_of("M1 1zM2 2h0M3 3M4 4h1M5 5"))]
    assert dots == [1 + 1j, 2 + 2j, None, None, None]


def test_what_encloses_nothing_is_not_filled() -> None:
    assert with_area(path_of("M0 0h9M0 5h9zM1 1 2 2 3 3z")) == ()
    assert written(with_area(path_of("M0 0h9M0 0h9v9z"))) == "0,0 m 9,0 l 9,9 l h"
