"""Heuristics for what only programs with some sense see: each finds places that a person should look at.

None of them fails a file. Each module has its rules with their plain sentences, and a function that looks.
"""
