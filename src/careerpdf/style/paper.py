"""Paper sizes by name, in pt (1/72 in), portrait. Kept free of imports: `--help` lists them."""

PAPER_SIZES: dict[str, tuple[float, float]] = {
    "letter": (612.0, 792.0),
    "a4": (595.28, 841.89),
    "half-letter": (396.0, 612.0),
    "a5": (419.53, 595.28),
    "legal": (612.0, 1008.0),
}
PAPERS = tuple(PAPER_SIZES)
