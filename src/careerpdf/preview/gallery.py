"""Contact sheets of styles: what a handout and a booklet of real profiles look like in each of them."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps

from careerpdf.booklet.model import Manifest
from careerpdf.diagnostics import Diagnostic, InputError
from careerpdf.locale import load_locale
from careerpdf.preview.render import pages
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout
from careerpdf.products.product import Options
from careerpdf.project.project import Project
from careerpdf.system import resources

_GAP, _EDGE, _CAPTION = 18, 1, 34  # px
_BACKGROUND, _FRAME, _INK = "#eceff1", "#9aa4ad", "#263238"
_COLOURS = 96  # of a sheet's palette: few keep its file small
_MOST_ROLES = 12  # of the booklet that is shown


@dataclass(frozen=True)
class ContactSheet:
    """A sheet: of which style and product it is, and where it lies; or None, with the reasons why it was not made."""

    style: str
    product: str
    path: Path | None
    diagnostics: tuple[Diagnostic, ...] = ()


def gallery(
    project: Project, styles: Sequence[str], folder: Path, *, role: str, dpi: float = 72, prefix: str = ""
) -> Iterator[ContactSheet]:
    """A sheet of the handout of `role` and one of a booklet, in each style, written to `folder`.

    Raises OSError if a sheet cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for style in styles:
            for product, make in (("handout", _handout), ("booklet", _booklet)):
                try:
                    pdf, shown = make(project, style, role, Path(scratch))
                except InputError as error:
                    yield ContactSheet(style, product, None, error.diagnostics)
                    continue
                path = folder / f"{prefix}{product}-{style}.png"
                contact_sheet(pages(pdf, dpi, shown), f"{style} · {product}").save(path, optimize=True)
                yield ContactSheet(style, product, path)


def contact_sheet(pictures: Iterator[Image.Image], caption: str) -> Image.Image:
    """Pages side by side on a grey ground, with a caption above them."""
    framed = [ImageOps.expand(picture, _EDGE, _FRAME) for picture in pictures]
    width = sum(picture.width for picture in framed) + _GAP * (len(framed) + 1)
    height = max(picture.height for picture in framed) + _CAPTION + _GAP
    sheet = Image.new("RGB", (width, height), _BACKGROUND)
    ImageDraw.Draw(sheet).text((_GAP, _CAPTION / 2), caption, _INK, _caption_font(), anchor="lm")
    left = _GAP
    for picture in framed:
        sheet.paste(picture, (left, _CAPTION))
        left += picture.width + _GAP
    # A line in the accent is little of a page, and just what a style is known by.
    return sheet.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def _caption_font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    folder = resources.fonts_dir()
    path = folder / "Source Sans 3" / "SourceSans3-Bold.ttf" if folder else None
    return ImageFont.truetype(str(path), 17) if path and path.is_file() else ImageFont.load_default(17)


def _handout(project: Project, style: str, role: str, scratch: Path) -> tuple[Path, list[int]]:
    """The handout's file and its first two pages."""
    result = Handout(role).build(project, Options(style=style, fit=0, output=scratch))
    path = _made(result.path, result.diagnostics)
    return path, list(range(1, min(2, result.pages) + 1))


def _booklet(project: Project, style: str, role: str, scratch: Path) -> tuple[Path, list[int]]:
    """A booklet's file and its cover, contents, the page of a role, and an index."""
    others = (name for name in project.role_ids() if name != role)
    roles = (role, *others)[:_MOST_ROLES]
    manifest = Manifest.model_validate({"title": "Career guide", "roles": roles, "group_by": "category"})
    result = Booklet(manifest).build(project, Options(style=style, output=scratch / "booklet.pdf"))
    path = _made(result.path, result.diagnostics)
    t = load_locale(project.config.language).text
    with pypdfium2.PdfDocument(path) as document:
        marks = [(mark.get_title(), mark.level, mark.get_dest()) for mark in document.get_toc()]
        found = {title: dest.get_index() for title, _, dest in reversed(marks) if dest}
        deep = [dest.get_index() for _, level, dest in marks if level and dest]
    shown = [0, found.get(t("contents")), deep[0] if deep else None, found.get(t("index_skills"))]
    return path, list(dict.fromkeys(index + 1 for index in shown if index is not None))


def _made(path: Path | None, problems: tuple[Diagnostic, ...]) -> Path:
    if path is None:
        raise InputError(problems)
    return path
