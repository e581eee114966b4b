"""The pages of a product as PNG files, which say in themselves who made them, so that old ones can be taken away."""

import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.preview.page_ranges import Range, chosen_pages
from careerpdf.preview.render import pages
from careerpdf.products.product import Options, Product
from careerpdf.project.project import Project
from careerpdf.source.load import display_path
from careerpdf.system.files import write_beside

if TYPE_CHECKING:
    from PIL import Image

_KEY, _MARK = "Software", "careerpdf preview"


@dataclass(frozen=True)
class Picture:
    """A page as a PNG file; `width` and `height` in pixels, `size` in bytes."""

    page: int
    path: Path
    width: int
    height: int
    size: int


@dataclass(frozen=True)
class Pictured:
    """The pictures of a name: none if nothing was written; `pages` are all that the product has."""

    name: str
    kind: str | None
    pages: int
    pictures: tuple[Picture, ...]
    seconds: float
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        return bool(self.pictures)


def take_pictures(
    project: Project, product: Product, options: Options, *, dpi: int, ranges: Sequence[Range] | None
) -> Pictured:
    """Build the product and write its pages, or those of `ranges`, as NAME-1.png and so on; no PDF is written.

    Pictures of pages that it no longer has are removed if they were made here. Raises OSError.
    """
    start = time.perf_counter()
    nothing = Pictured(product.name, product.kind, 0, (), 0.0, ())
    with tempfile.TemporaryDirectory(prefix="careerpdf-") as folder:
        made = product.build(project, replace(options, output=Path(folder)))
        nothing = replace(nothing, pages=made.pages, seconds=made.seconds, diagnostics=made.diagnostics)
        if made.path is None:
            return nothing
        try:
            wanted = chosen_pages(ranges, made.pages) if ranges else tuple(range(1, made.pages + 1))
        except IndexError as error:
            return replace(nothing, diagnostics=(*made.diagnostics, _no_such_page(product, error.args[0], made.pages)))
        base = options.target(project, product.stem(project)).with_suffix("")
        targets = {number: base.with_name(f"{base.name}-{number}.png") for number in wanted}
        strange = next((path for path in targets.values() if path.exists() and not _is_ours(path)), None)
        if strange:
            return replace(nothing, diagnostics=(*made.diagnostics, _in_the_way(strange)))
        data = made.path.read_bytes()
    taken = tuple(_take(data, dpi, targets))
    for path in _left_over(base, made.pages):
        path.unlink(missing_ok=True)
    return replace(nothing, pictures=taken, seconds=time.perf_counter() - start)


def _take(pdf: bytes, dpi: int, targets: dict[int, Path]) -> Iterator[Picture]:
    for (number, path), picture in zip(targets.items(), pages(pdf, dpi, targets), strict=True):
        data = _png(picture, dpi)
        write_beside(path, data)
        yield Picture(number, path, picture.width, picture.height, len(data))


def _png(picture: "Image.Image", dpi: int) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    note = PngInfo()
    note.add_text(_KEY, _MARK)
    file = BytesIO()
    picture.save(file, "PNG", dpi=(dpi, dpi), pnginfo=note)
    return file.getvalue()


def _left_over(base: Path, there: int) -> Iterator[Path]:
    """Pictures of ours whose page numbers are beyond the last page."""
    for path in sorted(base.parent.iterdir()):
        found = re.fullmatch(rf"{re.escape(base.name)}-([1-9]\d*)\.png", path.name)
        if found and int(found[1]) > there and _is_ours(path):
            yield path


def _is_ours(path: Path) -> bool:
    """True if the file is a PNG that says it was made here."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path, formats=("PNG",)) as picture:
            return picture.info.get(_KEY) == _MARK
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False


def _no_such_page(product: Product, page: int, there: int) -> Diagnostic:
    return Diagnostic(
        "no-such-page",
        Severity.ERROR,
        f"'{product.name}' has no page {page}",
        expected="page 1, the only one" if there == 1 else f"pages from 1 to {there}",
        hint="write others after --pages, or leave it out for all",
    )


def _in_the_way(path: Path) -> Diagnostic:
    return Diagnostic(
        "in-the-way",
        Severity.ERROR,
        "a file of this name is there that `careerpdf preview` did not make; it stays as it is",
        file=display_path(path),
        hint="rename it, or give another folder with -o",
    )
