"""Brings occupations from public data into profiles: reads tables, joins facts, writes and renews YAML files."""
