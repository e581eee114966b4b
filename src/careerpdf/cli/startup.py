"""The start of a command, without what a short run would not use."""

import gc
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

_METADATA = "importlib.metadata"


def start_quickly() -> None:
    """Leave out the collector, pydantic's plugins and what only they need; to be called before pydantic is imported."""
    # A run makes few cycles: at Python's own pace the collector takes a tenth of it, most of that while importing. It
    # is off until a command that works on much asks for it (see `collector.py`).
    gc.disable()
    # No model of ours wants a plugin, and looking for one would take 20 ms of every command that reads a file.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if _METADATA not in sys.modules:
        # pydantic imports it to look for plugins: with the mail and network modules behind it, 12 ms for nothing.
        later = _MetadataLater(_METADATA)
        later.__path__ = [str(Path(folder) / "metadata") for folder in importlib.__path__]  # it is asked for at once
        sys.modules[_METADATA] = later
        vars(importlib)["metadata"] = later


class _MetadataLater(ModuleType):
    """Stands for `importlib.metadata` until somebody uses it, and puts the real one into its place then."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def entry_points(self, **chosen: Any) -> Any:
        # pydantic asks for this function while it is imported, and calls it only where plugins are not turned off.
        return self._real().entry_points(**chosen)

    def _real(self) -> ModuleType:
        if sys.modules.get(_METADATA) is self:
            del sys.modules[_METADATA]
        return importlib.import_module(_METADATA)
