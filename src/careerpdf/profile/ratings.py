"""BLS's labels of a projected change in employment (Occupational Outlook Handbook, 2024–34)."""

from decimal import ROUND_HALF_UP, Decimal

#: Labels by the projected change in percent that they start at (all occupations: 3.1 %); below, employment declines.
LIMITS = (
    (Decimal(7), "much faster than average"),
    (Decimal(5), "faster than average"),
    (Decimal(3), "as fast as average"),
    (Decimal(1), "slower than average"),
    (Decimal(0), "little or no change"),
)
#: The first year of the projections that these limits are for.
FIRST_YEAR = "2024"


def bls_rating(percent: Decimal) -> str:
    """Give BLS's label of a projected change, by the whole percent that it prints."""
    if percent < 0:
        return "decline"
    whole = percent.quantize(Decimal(1), ROUND_HALF_UP) if percent >= 1 else Decimal(0)
    return next(label for start, label in LIMITS if whole >= start)
