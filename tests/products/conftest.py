"""The small office of `tests/support/offices.py` as `root` and `project`."""

from tests.support.offices import project, root

__all__ = ["project", "root"]
