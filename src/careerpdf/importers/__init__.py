"""Brings occupations from public data into profiles: reads tables, puts facts together, writes and renews YAML files."""
