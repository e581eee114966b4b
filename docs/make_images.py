"""Redraws the pictures in docs/images from real PDFs: `python docs/make_images.py`."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageOps

from careerpdf.press.job import Job, Source, press
from careerpdf.preview.gallery import contact_sheet, gallery
from careerpdf.preview.render import pages
from careerpdf.products.booklet import Booklet
from careerpdf.products.handout import Handout
from careerpdf.products.one_page import Card, Poster
from careerpdf.products.product import Options, Product
from careerpdf.products.registry import find_product
from careerpdf.project.load import open_project
from careerpdf.project.project import Project
from careerpdf.style.changes import parse_set
from careerpdf.style.pack import style_names

PROJECT = Path(__file__).resolve().parents[1]
ROLE = "machine-learning-intern"
CARDS = (ROLE, "registered-nurse", "electrician", "regional-director")
BOOKLET, BOOKLET_PAGES = "career-fair", ("1", "3")  # roles at a glance, and where the first role begins
STYLES = ("modern", "classic")
LEAF_STYLES = ("modern", "classic", "plain", "bold", "large-print")
DOTS_PER_INCH = 110
BRAND = (
    "colours.accent=#7a0019", "colours.ink=#2b0a12", "colours.panel=#faf1f2", "colours.track=#dcbcc3",
    "fonts.sans.family=Lato", "text.title.size=34",
)  # fmt: skip
MOST_BYTES = 150_000  # of a picture of the gallery
GAP, EDGE, BACKGROUND, FOLD = 24, 1, "#808080", "#d0021b"


def picture(pdf: Path, labels: Sequence[str] = ()) -> Image.Image:
    """Pages of a PDF side by side (those of these labels, or all), in a palette that keeps the file small."""
    with pypdfium2.PdfDocument(pdf) as document:
        wanted = [number for number in range(len(document)) if not labels or document.get_page_label(number) in labels]
        pages = [document[number].render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB") for number in wanted]
    framed = [ImageOps.expand(page, EDGE, BACKGROUND) for page in pages]
    width = sum(page.width for page in framed) + GAP * (len(framed) - 1)
    sheet = Image.new("RGB", (width, max(page.height for page in framed)), "white")
    left = 0
    for page in framed:
        sheet.paste(page, (left, 0))
        left += page.width + GAP
    return sheet.quantize(160, dither=Image.Dither.NONE)


def main() -> None:
    """Build the role in each style and save its picture. Raises SystemExit if it cannot be built."""
    project, _ = open_project(PROJECT)
    with tempfile.TemporaryDirectory() as folder:
        for style in STYLES:
            result = Handout(ROLE).build(project, Options(style=style, output=Path(folder)))
            if result.path is None:
                raise SystemExit("\n".join(problem.format() for problem in result.diagnostics))
            picture(result.path).save(PROJECT / "docs" / "images" / f"handout-{style}.png", optimize=True)
        made = Booklet(BOOKLET).build(project, Options(output=Path(folder) / "booklet.pdf"))
        if made.path is None:
            raise SystemExit("\n".join(problem.format() for problem in made.diagnostics))
        picture(made.path, BOOKLET_PAGES).save(PROJECT / "docs" / "images" / "booklet-classic.png", optimize=True)
    branded(project)
    press_sheets(project)
    one_page_products(project)
    styles(project)


def press_sheets(project: Project) -> None:
    """Sheets for the copier: of a booklet, also half folded, and of two leaves. Raises SystemExit as `main` does."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        front, back = _printed(project, BOOKLET, Job("booklet", "letter"), Options(output=folder), folder)
        _row([_with_fold(front), _with_fold(back), _half_folded(front)]).save(
            PROJECT / "docs" / "images" / "press-booklet.png", optimize=True
        )
        options = Options(output=folder, paper="half-letter")
        _row(_printed(project, ROLE, Job("2up", "letter"), options, folder)).save(
            PROJECT / "docs" / "images" / "press-2up.png", optimize=True
        )

        cards = [Card(role).build(project, Options(output=folder)) for role in CARDS]
        sources = [Source(card.name, card.name, card.path.read_bytes()) for card in cards if card.path]
        _row(_sheet_of(sources, Job("cards", "letter"), folder)).save(
            PROJECT / "docs" / "images" / "press-cards.png", optimize=True
        )


def one_page_products(project: Project) -> None:
    """A poster and both sides of a card in each style, side by side. Raises SystemExit as `main` does."""
    columns: list[Image.Image] = []
    with tempfile.TemporaryDirectory() as name:
        for style in LEAF_STYLES:
            options = Options(style=style, output=Path(name))
            made = [product.build(project, options) for product in (Poster(CARDS[1]), Card(CARDS[1]))]
            poster, front, back = [
                ImageOps.expand(page, EDGE, BACKGROUND) for one in made if one.path for page in pages(one.path, 72)
            ]
            width = front.width + back.width + GAP // 3
            poster = poster.resize((width, round(poster.height * width / poster.width)), Image.Resampling.LANCZOS)
            column = Image.new("RGB", (width, poster.height + GAP // 3 + front.height), "white")
            column.paste(poster, (0, 0))
            for side, left in ((front, 0), (back, front.width + GAP // 3)):
                column.paste(side, (left, poster.height + GAP // 3))
            column.thumbnail((330, 10_000))
            columns.append(column)
    _row(columns).save(PROJECT / "docs" / "images" / "gallery-leaves.png", optimize=True)


def _printed(project: Project, name: str, job: Job, options: Options, folder: Path) -> list[Image.Image]:
    """The front and the back of the first sheet of a product."""
    product = find_product(project, name)
    made = product.build(project, options) if isinstance(product, Product) else None
    if made is None or made.path is None:
        raise SystemExit(f"{name} cannot be made")
    return _sheet_of([Source(name, name, made.path.read_bytes())], job, folder)


def _sheet_of(sources: Sequence[Source], job: Job, folder: Path) -> list[Image.Image]:
    """The front and the back of the first sheet of a job."""
    pressed = press(sources, job, folder / "press.pdf", datetime.now(UTC), folder)
    if pressed.path is None:
        raise SystemExit("\n".join(problem.format() for problem in pressed.diagnostics))
    return [ImageOps.expand(page, EDGE, BACKGROUND) for page in pages(pressed.path, 56, [1, 2])]


def _row(pictures: Sequence[Image.Image]) -> Image.Image:
    sheet = Image.new(
        "RGB", (sum(p.width for p in pictures) + GAP * (len(pictures) - 1), max(p.height for p in pictures)), "white"
    )
    left = 0
    for one in pictures:
        sheet.paste(one, (left, (sheet.height - one.height) // 2))
        left += one.width + GAP
    return sheet.quantize(160, dither=Image.Dither.NONE)


def _with_fold(sheet: Image.Image) -> Image.Image:
    """A sheet with a dashed line where it is folded."""
    drawn, middle = sheet.copy(), sheet.width // 2
    pen = ImageDraw.Draw(drawn)
    for y in range(0, sheet.height, 14):
        pen.line((middle, y, middle, y + 7), fill=FOLD, width=2)
    return drawn


def _half_folded(sheet: Image.Image) -> Image.Image:
    """A sheet whose left half is bent back behind the right one, seen a little from the left."""
    fine = sheet.resize((3 * sheet.width, 3 * sheet.height), Image.Resampling.LANCZOS)
    half, height = fine.width // 2, fine.height
    right = fine.crop((half, 0, fine.width, height))
    narrow, drop = round(half * 0.34), round(height * 0.07)
    left = fine.crop((0, 0, half, height)).resize((narrow, height), Image.Resampling.LANCZOS)
    folded = Image.new("RGB", (narrow + right.width, height), "white")
    for x in range(narrow):  # the further from the fold, the shorter and the darker
        share = 1 - x / narrow
        column = left.crop((x, 0, x + 1, height)).resize((1, height - round(2 * drop * share)))
        shaded = Image.blend(column, Image.new("RGB", column.size, "black"), 0.25 * share)
        folded.paste(shaded, (x, round(drop * share)))
    folded.paste(right, (narrow, 0))
    return folded.resize((folded.width // 3, folded.height // 3), Image.Resampling.LANCZOS)


def branded(project: Project) -> None:
    """Front pages with and without a brand, side by side. Raises SystemExit as `main` does."""
    with tempfile.TemporaryDirectory() as folder:
        fronts = []
        for changes in ((), tuple(map(parse_set, BRAND))):
            result = Handout(ROLE).build(project, Options(output=Path(folder), style="modern", changes=changes))
            if result.path is None:
                raise SystemExit("\n".join(problem.format() for problem in result.diagnostics))
            fronts += pages(result.path, 72, [1])
        sheet = contact_sheet(iter(fronts), "modern, and with a brand on it")
        sheet.save(PROJECT / "docs" / "images" / "brand.png", optimize=True)


def styles(project: Project) -> None:
    """Contact sheets of all styles. Raises SystemExit if one is too large for the repository."""
    names = style_names(project.style_folders)
    for sheet in gallery(project, names, PROJECT / "docs" / "images", role=ROLE, prefix="gallery-"):
        if sheet.path is None:
            raise SystemExit("\n".join(problem.format() for problem in sheet.diagnostics))
        if sheet.path.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{sheet.path} is too large for the repository")


if __name__ == "__main__":
    main()
