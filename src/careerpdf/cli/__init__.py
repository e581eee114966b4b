"""The command line: options in, diagnostics and result lines out. The work itself is done elsewhere."""

from careerpdf.cli.app import main

__all__ = ["main"]
