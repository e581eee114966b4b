"""Products made of an office's files: handouts, cards, posters, booklets."""

#: Kinds of products that are made of one role, for commands that name them before any is imported.
ROLE_KINDS = ("handout", "card", "poster")
