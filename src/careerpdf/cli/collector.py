"""When Python's garbage collector runs: off while a command starts (see `app.main`), seldom while it works on much."""

import gc


def collect_seldom() -> None:
    """Let the collector run, but seldom, and never over what was imported. For commands that work on many files."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()
