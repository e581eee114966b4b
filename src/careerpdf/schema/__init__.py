"""Parts that the models of all files share: field types, sections, ids, checks, JSON Schema, tables for the docs."""
