"""Fingerprints: digests of all that a document is made from."""

import hashlib
import html
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from careerpdf import __version__
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.system import resources
from careerpdf.system.caches import file_cache

# It begins with plain letters, as such patterns are found fast; what else ends with them does no harm.
_PICTURE = re.compile(r"""src\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def fingerprint(xml: str, sheet: StyleSheet, sides: int, stamp: str) -> str:
    """A digest of all that a handout is made from. `stamp` stands for its time, `sides` for the pages it may have."""
    return digest_of(*setting_of(sheet), stamp, xml, str(sides), *picture_digests(xml, sheet))


def setting_of(sheet: StyleSheet) -> tuple[str, ...]:
    """The parts of a fingerprint that are the same for all documents of a sheet."""
    return (program_digest(), sheet.style.model_dump_json(), sheet.paper, sheet.lang, *_fonts(sheet))


def digest_of(*parts: str) -> str:
    """A digest of texts, and of where each ends."""
    return digest(b"".join(b"%d:%b" % (len(data), data) for data in map(_bytes, parts)))


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")  # markup may hold any character before it is parsed


def digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=20).hexdigest()


@file_cache(1)
def program_digest() -> str:
    """A digest of careerpdf itself and of the libraries: in a clone, code changes while versions stay."""
    package = resources.package_dir()
    code = [*package.rglob("*.py"), *package.glob("locale/*.yaml")]
    return digest_of(__version__, platform.python_version(), *_installed(), *_dates(package, code))


def _dates(folder: Path, files: Iterable[Path]) -> Iterator[str]:
    """Files of the program, each with its size and when it was written: nobody saves those twice in a moment."""
    for path in sorted(files):
        status = path.stat()
        yield f"{path.relative_to(folder).as_posix()} {status.st_size} {status.st_mtime_ns}"


def _installed() -> list[str]:
    """All packages that there are, with their versions, as their folders are called."""
    return sorted({path.name for place in sys.path for path in Path(place).glob("*.dist-info")})


def _fonts(sheet: StyleSheet) -> Iterator[str]:
    """The style's own font files, by what is in them, and the shipped ones, which come from a package, by date."""
    for (name, cut), path in sorted(sheet.pack.font_files.items()):
        yield f"{name} {cut} {path.name} {_opened(path)}"
    yield _shipped()


@file_cache(64, fonts=True)
def _opened(path: Path) -> str:
    # Once, as the font itself is opened once in a process.
    return digest(path.read_bytes())


@file_cache(1, fonts=True)
def _shipped() -> str:
    folder = resources.fonts_dir()
    return "\n".join(_dates(folder, folder.glob("*/*.?tf"))) if folder else ""


def picture_digests(xml: str, sheet: StyleSheet) -> Iterator[str]:
    """Every file that a picture's name may mean, in each folder where it is looked for."""
    yield from map(content_digest, picture_places(picture_names(xml), sheet))


def content_digest(path: Path) -> str:
    """A digest of what is in a file; empty if it is none, or cannot be read."""
    try:
        return digest(path.read_bytes()) if path.is_file() else ""
    except (OSError, ValueError):
        return ""


def picture_names(xml: str) -> tuple[str, ...]:
    """Names of the pictures that a document shows, each once."""
    return tuple(dict.fromkeys(html.unescape(one or other) for one, other in _PICTURE.findall(xml)))


def picture_files(xml: str, sheet: StyleSheet) -> set[Path]:
    """Every file that the names of a document's pictures may mean, there or not."""
    return set(picture_places(picture_names(xml), sheet))


def picture_places(names: Iterable[str], sheet: StyleSheet) -> Iterator[Path]:
    """Each folder's file of each name, in the order in which they are looked for."""
    return (folder / name for name in names for folder in (*sheet.pictures, *sheet.pack.folders))
