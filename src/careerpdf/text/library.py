"""Font families that ship with the package `rendercv-fonts` (OFL), and font stacks shared by a process."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from careerpdf.system.resources import fonts_dir
from careerpdf.text.font import Font, open_font
from careerpdf.text.shaping import FontStack

#: The four cuts of a family, and the substitute for a missing cut.
CUTS = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold_italic": "BoldItalic"}
_SUBSTITUTE_CUTS = {"bold": "regular", "italic": "regular", "bold_italic": "bold", "regular": "regular"}

#: Shaped words that a process keeps by default; most of them come up in one role only.
MOST_WORDS = 12_000


class FontNotFoundError(Exception):
    """A family or font file that is missing."""


@lru_cache(maxsize=1)
def _fonts_folder() -> Path:
    """Return the folder of the shipped families. Raises FontNotFoundError."""
    folder = fonts_dir()
    if folder is None:
        raise FontNotFoundError("the package rendercv-fonts is not installed")
    return folder


@lru_cache(maxsize=256)
def family_font(family: str, cut: str) -> Font:
    """Return a cut of a shipped family, or a plainer one if it lacks that cut. Raises FontNotFoundError."""
    folder = _fonts_folder() / family
    stem = family.replace(" ", "")
    while True:
        for suffix in (".ttf", ".otf"):
            path = folder / f"{stem}-{CUTS[cut]}{suffix}"
            if path.is_file():
                return open_font(path)
        # "Noto Sans JP" is in the folder of "Noto Sans".
        for found in sorted(_fonts_folder().glob(f"*/{stem}-{CUTS[cut]}.?tf")):
            return open_font(found)
        if cut == "regular":
            raise FontNotFoundError(f"there is no font family '{family}'")
        cut = _SUBSTITUTE_CUTS[cut]


class _FontsWithFallback(Sequence[Font]):
    """Font and its fallbacks, which are opened only when a character is missing from all before them."""

    def __init__(self, first: Font, families: tuple[str, ...], cut: str) -> None:
        self._first, self._families, self._cut = first, families, cut

    def __len__(self) -> int:
        return 1 + len(self._families)

    def __getitem__(self, index: int) -> Font:  # type: ignore[override]
        if index == 0:
            return self._first
        return family_font(self._families[index - 1], self._cut)


@lru_cache(maxsize=256)
def font_stack(first: Font, fallback: tuple[str, ...], cut: str, features: tuple[str, ...]) -> FontStack:
    """Return the stack of a font with fallback families and OpenType features (``lnum`` on, ``-liga`` off).

    Equal stacks are one object, so that they share their cache of shaped words.
    """
    stack = FontStack(
        _FontsWithFallback(first, fallback, cut), {f.lstrip("-+"): not f.startswith("-") for f in features}
    )
    _stacks.append(stack)
    return stack


_stacks: list[FontStack] = []


def limit_words(most: int = MOST_WORDS) -> bool:
    """Drop shaped words that have not come up lately, so that about `most` are kept at the most.

    Returns whether any had to go.
    """
    if sum(stack.words for stack in _stacks) <= most // 2:
        return False
    for stack in _stacks:
        stack.drop_old_words()
    return True
