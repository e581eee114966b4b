"""Reading what users write: YAML with its places kept, and models made from it."""
