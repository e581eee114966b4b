"""Role profiles: their model, how they are read and checked, and what a page says about their figures."""
