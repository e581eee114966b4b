"""Measures careerpdf's time and memory: `python -m benchmarks handout` and `python -m benchmarks layout`."""
