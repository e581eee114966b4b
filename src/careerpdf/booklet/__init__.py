"""A booklet: what its manifest says, which roles it holds in which order, and what is said of them all together."""
