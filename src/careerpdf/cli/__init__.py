"""The command line: options in, diagnostics and result lines out. The work itself is done elsewhere."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; also while it is still being read, Ctrl-C ends it without a traceback."""
    try:
        from careerpdf.cli.app import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()
