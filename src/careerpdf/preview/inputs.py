"""What a product is made from: the files, with what is in them, so that two looks can be compared."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from careerpdf.preview.products import Choices, Product
from careerpdf.workspace import CONFIG_FILE, Workspace

#: Files, there or not, to what is in them (a digest; None if it cannot be read); a folder to its profiles' names.
Inputs = Mapping[Path, bytes | None]

_MOST_PARENTS = 8  # of a style, as in `style/load.py`
_EXTENDS = re.compile(r"^extends\s*:\s*[\"']?([\w.-]+)", re.MULTILINE)
# The name of a picture or a font file in a line of YAML. Files are searched as text: they may not be YAML while they
# are being written.
_FILE_NAME = re.compile(
    r"(?im)(?:^|[:,\[{]|-\s)\s*[\"']?([^\"':,\[\]{}#\n]+?\.(?:png|jpe?g|jfif|webp|gif|tiff?|svg|ttf|otf))\b"
)


def inputs_of(workspace: Workspace, product: Product, choices: Choices) -> Inputs:
    """Everything that the product may show, or complain of. Never raises for a file that cannot be read."""
    reader = _Reader(workspace)
    settings = reader.text(workspace.root / CONFIG_FILE)
    reader.names()
    source = product.source(workspace) or _expected(workspace, product)
    text = reader.text(source)
    style = choices.style or workspace.config.style
    if product.kind == "booklet":
        style = choices.style or reader.booklet(source) or style
    else:
        for role in workspace.role_ids():
            if role in text:  # it may be linked to, and then its title is shown
                reader.profile(role)
    for name in {*_FILE_NAME.findall(settings), *_FILE_NAME.findall(text)}:
        reader.text(workspace.root / name.strip())
    reader.styles(style)
    return reader.found


def folders_of(inputs: Inputs) -> frozenset[Path]:
    """The folders to watch for changes of these files; the nearest one that is there where a file's own is not."""
    return frozenset(folder for path in inputs for folder in _nearest_folders(path))


def _nearest_folders(path: Path) -> Iterator[Path]:
    nearest = next((folder for folder in path.parents if folder.is_dir()), None)
    if nearest:
        yield nearest
    if path.is_dir():
        yield path


def _expected(workspace: Workspace, product: Product) -> Path:
    """Where the profile or manifest would be."""
    folder = workspace.profiles_dir if product.kind == "role" else workspace.booklets_dir
    return folder / f"{Path(product.name).stem}.yaml"


class _Reader:
    """Notes what is in each file that it is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self.found: dict[Path, bytes | None] = {}
        self._workspace = workspace

    def text(self, path: Path) -> str:
        """What is in a file, as well as it can be read; nothing if it cannot."""
        try:
            data = path.read_bytes()
        except (OSError, ValueError):
            self.found[path] = None
            return ""
        self.found[path] = digest(data)
        return data.decode("utf-8", errors="replace")

    def names(self) -> None:
        """Which profiles there are: a role that comes or goes may be meant by any text."""
        self.found[self._workspace.profiles_dir] = digest("\n".join(self._workspace.role_ids()).encode())

    def profile(self, role: str) -> None:
        path = self._workspace.profile_path(role)
        if path and path not in self.found:
            self.text(path)

    def booklet(self, manifest: Path) -> str | None:
        """The profiles that a manifest wants; returns its style."""
        from careerpdf.booklet.load import load_booklet, roles_needed, sound_booklet

        booklet = sound_booklet(load_booklet(manifest, root=self._workspace.root))
        known = self._workspace.role_ids()
        for role in roles_needed(booklet, known) if booklet else known:
            self.profile(role)
        return booklet.style if booklet else None

    def styles(self, name: str | None) -> None:
        """All files of a style and of those that it extends; of every style if it is not said which one is used."""
        folders = self._workspace.style_folders
        if name is None:
            names = {path.parent.name for folder in folders for path in folder.glob("*/style.yaml")}
            for one in sorted(names):
                self._pack(one)
        seen: list[str] = []
        while name and name not in seen and len(seen) < _MOST_PARENTS:
            seen.append(name)
            extends = _EXTENDS.search(self._pack(name))
            name = extends[1] if extends else None

    def _pack(self, name: str) -> str:
        """Notes all files of a style, wherever it lies; returns the text of its `style.yaml`."""
        for folder in self._workspace.style_folders:
            text = self.text(folder / name / "style.yaml")
            try:
                files = sorted(path for path in (folder / name).rglob("*") if path.is_file())
            except OSError:
                files = []
            for path in files:
                if path.name != "style.yaml" and not path.name.startswith(".") and not path.name.endswith("~"):
                    self.text(path)
            if text:
                return text
        return ""


def digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
