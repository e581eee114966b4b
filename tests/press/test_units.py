"""Lengths as people write them."""

import pytest

from careerpdf.press.units import points, said_length, said_size


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("3mm", 8.504), ("3 mm", 8.504), ("0.125in", 9.0), (".125 IN", 9.0), ("0,3cm", 8.504), ("9pt", 9.0),
        ('0.125"', 9.0), ("0", 0.0), ("0.1mm", 0.283), ("1 inch", 72.0),
    ],
)  # fmt: skip
def test_a_length_is_read_with_its_unit(text: str, length: float) -> None:
    assert points(text) == pytest.approx(length, abs=0.001)


@pytest.mark.parametrize("text", ["", "mm", "3 miles", "-3mm", "3mm3", "1e3mm", "nan", "½in"])
def test_what_is_no_length_is_said_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="is no length; write such as 3mm"):
        points(text)


def test_a_number_without_unit_is_asked_for_one() -> None:
    with pytest.raises(ValueError, match="'3' has no unit; write 3mm, 3in or 3pt"):
        points("3")


def test_lengths_are_said_in_inches_and_millimetres() -> None:
    assert said_length(9) == "0.125 in (3.18 mm)"
    assert said_size(612, 792) == "8.5 × 11 in (216 × 279 mm)"
