"""Events that make a look worthwhile: notices of the system by watchfiles, and the clock where none come.

Network drives send none of what others change, and systems limit how many folders may be watched; a look now and then
finds these changes too, only later.
"""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path

_QUIET, _LONGEST = 20, 200  # ms without a notice after which a save is over; most ms to wait for that
_TICK = 1000  # ms between looks without a notice
_REST = 0.3  # seconds between looks where the system sends no notices


def wakes(folders: Callable[[], Collection[Path]]) -> Iterator[bool]:
    """Yields at once, then whenever something happens in the folders (True) or some time has passed (False).

    The folders may become others between one look and the next.
    """
    from watchfiles import watch

    yield True
    works = True
    while True:
        watched = _identities(folders())
        yield works  # for what happened while other folders were watched
        try:
            notices = watch(
                *watched,
                watch_filter=None,
                debounce=_LONGEST,
                step=_QUIET,
                rust_timeout=_TICK,
                yield_on_timeout=True,
                recursive=False,
                ignore_permission_denied=True,
            )
            with closing(notices):
                for notice in notices if watched else ():
                    yield bool(notice)
                    if _identities(folders()) != watched:
                        break
        except (OSError, RuntimeError):
            works = False  # a folder is gone, or there are too many to watch: the clock has to do
        else:
            works = bool(watched)
        if not works:
            time.sleep(_REST)


def _identities(folders: Collection[Path]) -> dict[Path, tuple[int, int]]:
    """Folders that are there, each with what tells it from another one that has taken its place."""
    found = {}
    for folder in sorted(folders):
        try:
            status = folder.stat()
        except OSError:
            continue
        found[folder] = (status.st_dev, status.st_ino)
    return found
