"""PDF output: marked content as it is drawn, the structure tree, embedded fonts, metadata, the file."""
