"""Tests of the heuristics of a check."""
