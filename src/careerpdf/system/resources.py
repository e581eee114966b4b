"""Files that ship with careerpdf: in the wheel under ``shipped/``, in a checkout at its top level."""

from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def package_dir() -> Path:
    """The folder of careerpdf's own modules."""
    return _PACKAGE


def _shipped(name: str) -> Path:
    in_wheel = _PACKAGE / "shipped" / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parents[1] / name


def styles_dir() -> Path:
    """The folder of style packs that ship with careerpdf."""
    return _shipped("styles")


def profiles_dir() -> Path:
    """The folder of role profiles that ship with careerpdf; `careerpdf init` copies one as a sample."""
    return _shipped("profiles")


def locale_dir() -> Path:
    """The folder of the languages' files, which hold every string that a reader sees."""
    return _PACKAGE / "locale"


def fonts_dir() -> Path | None:
    """The folder of the shipped font families, which come with the package `rendercv-fonts`; None if it is missing."""
    spec = find_spec("rendercv_fonts")
    return Path(spec.origin).parent if spec and spec.origin else None


def font_families() -> tuple[str, ...]:
    """The families that ship with careerpdf."""
    folder = fonts_dir()
    return tuple(sorted(p.name for p in folder.iterdir() if any(p.glob("*-Regular.*")))) if folder else ()


def has_font_family(name: str) -> bool:
    """True if a family ships with careerpdf; "Noto Sans JP" lies in the folder of "Noto Sans"."""
    folder = fonts_dir()
    stem = name.replace(" ", "")
    if folder is None or not stem.isalnum():
        return False
    return any(folder.glob(f"*/{stem}-Regular.?tf"))
