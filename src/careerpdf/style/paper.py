"""Paper sizes by name, in pt (1/72 in), portrait. Kept free of imports: `--help` lists them."""

#: Papers of handouts and booklets.
HANDOUT_SIZES: dict[str, tuple[float, float]] = {
    "letter": (612.0, 792.0),
    "a4": (595.28, 841.89),
    "half-letter": (396.0, 612.0),
    "a5": (419.53, 595.28),
    "legal": (612.0, 1008.0),
}
PAPERS = tuple(HANDOUT_SIZES)
#: Papers of cards: four on a sheet, or two in large type.
CARD_SIZES: dict[str, tuple[float, float]] = {
    "quarter-letter": (306.0, 396.0),
    "a6": (297.64, 419.53),
    "half-letter": HANDOUT_SIZES["half-letter"],
    "a5": HANDOUT_SIZES["a5"],
}
#: Papers of posters.
POSTER_SIZES: dict[str, tuple[float, float]] = {
    "tabloid": (792.0, 1224.0),
    "a3": (841.89, 1190.55),
    "letter": HANDOUT_SIZES["letter"],
    "a4": HANDOUT_SIZES["a4"],
}
#: Papers of cards alone.
SMALL_SIZES = tuple(size for size in CARD_SIZES if size not in PAPERS)
#: ISO 216 substitutes of North American sizes.
ISO_INSTEAD = {"tabloid": "a3", "letter": "a4", "half-letter": "a5", "quarter-letter": "a6"}
PAPER_SIZES = HANDOUT_SIZES | CARD_SIZES | POSTER_SIZES
