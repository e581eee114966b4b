"""Lets `python -m careerpdf` do what the `careerpdf` command does."""

from careerpdf.cli import main

if __name__ == "__main__":  # processes that share the work import this too
    main()
