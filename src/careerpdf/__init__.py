"""careerpdf turns a folder of role profiles into accessible, printable career handouts and booklets.

Its names are described in docs/python-api.md; each is imported when it is first used.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from careerpdf.api import (
        Booklet,
        Card,
        Diagnostic,
        Handout,
        InputError,
        Manifest,
        OwnSection,
        Poster,
        Product,
        Profile,
        Project,
        Result,
        Severity,
        build,
        load_profile,
        open_project,
        page_images,
    )

__all__ = [
    "Booklet",
    "Card",
    "Diagnostic",
    "Handout",
    "InputError",
    "Manifest",
    "OwnSection",
    "Poster",
    "Product",
    "Profile",
    "Project",
    "Result",
    "Severity",
    "__version__",
    "build",
    "load_profile",
    "open_project",
    "page_images",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from careerpdf import api  # a command that needs none of it must not wait for it

        return getattr(api, name)
    raise AttributeError(f"module 'careerpdf' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
