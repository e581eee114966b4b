"""Style packs: page geometry, type, colours and components as data."""
