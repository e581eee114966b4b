"""Where the files that ship with careerpdf lie: in the wheel under ``shipped/``, in a checkout at its top level."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    in_wheel = _PACKAGE / "shipped" / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parents[1] / name


def styles_dir() -> Path:
    """The folder of style packs that ship with careerpdf."""
    return _shipped("styles")


def profiles_dir() -> Path:
    """The folder of role profiles that ship with careerpdf; `careerpdf init` copies one as a sample."""
    return _shipped("profiles")


def locale_file(language: str) -> Path:
    """The file that holds every string a reader sees, for one language (BCP 47 tag)."""
    return _PACKAGE / "locale" / f"{language}.yaml"
