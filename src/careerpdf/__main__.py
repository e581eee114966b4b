"""Lets `python -m careerpdf` do what the `careerpdf` command does."""

from careerpdf.cli import main

main()
