"""Writing PDF: marked content as it is drawn, the structure tree, embedded fonts, metadata."""
