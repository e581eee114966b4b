"""Python's garbage collector: off while a command starts (`cli/startup.py`), seldom while one works."""

import gc


def collect_seldom() -> None:
    """Let the collector run, but seldom, and never over what was imported. For what works on many files.

    A role leaves some dozen objects behind that hold each other, so there is little to find.
    """
    gc.freeze()
    gc.set_threshold(1_000_000, 50, 100)
    gc.enable()
