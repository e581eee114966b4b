"""The folder for what can be computed again, safe to delete. `CAREERPDF_CACHE` names another one, `off` means none."""

import os
from pathlib import Path

from careerpdf import __version__


def cache_dir(name: str) -> Path | None:
    """A folder for one kind of cached thing, made if need be, for this version and user only; None if there is none."""
    chosen = os.environ.get("CAREERPDF_CACHE", "")
    if chosen == "off":
        return None
    if chosen:
        base = Path(chosen)
    else:
        import platformdirs  # not for --help

        base = platformdirs.user_cache_path("careerpdf", appauthor=False)
    folder = base / __version__ / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
