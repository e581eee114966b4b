"""Caches of what was read from files, and the one call that empties them, for a process that outlives its files."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_of_fonts: list[Callable[[], None]] = []
_of_other_files: list[Callable[[], None]] = []


def file_cache(maxsize: int, *, fonts: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a function that reads files with an lru_cache that `clear_caches` empties.

    `fonts`: what is kept comes from font files alone.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        cached = lru_cache(maxsize)(function)
        cleared_with_caches(cached.cache_clear, fonts=fonts)
        return cached  # type: ignore[return-value]  # its parameters are those of the function

    return decorate


def cleared_with_caches(clear: Callable[[], None], *, fonts: bool = False) -> None:
    """Have `clear` called by `clear_caches`."""
    (_of_fonts if fonts else _of_other_files).append(clear)


def clear_caches(*, fonts: bool = True) -> None:
    """Empty all caches of files; those of font files only with `fonts`, as shaping all words anew takes a while."""
    for clear in (*_of_other_files, *(_of_fonts if fonts else ())):
        clear()
