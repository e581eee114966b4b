"""BLS's labels, by the percent that it prints."""

from decimal import Decimal

import pytest

from careerpdf.profile.ratings import bls_rating


@pytest.mark.parametrize(
    ("percent", "label"),
    [
        ("-0.1", "decline"), ("0", "little or no change"), ("0.9", "little or no change"), ("1", "slower than average"),
        ("2.4", "slower than average"), ("2.5", "as fast as average"), ("4.4", "as fast as average"),
        ("4.9", "faster than average"), ("6.4", "faster than average"), ("6.6", "much faster than average"),
        ("33.5", "much faster than average"),
    ],
)  # fmt: skip
def test_labels_follow_the_whole_percent_that_bls_prints(percent: str, label: str) -> None:
    assert bls_rating(Decimal(percent)) == label
