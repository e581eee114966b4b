"""What is made of an office's files: handouts, cards, posters, booklets."""
