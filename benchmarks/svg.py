"""SVG files as careerpdf prints them, beside what resvg, an independent renderer, makes of them."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from careerpdf.assets.svg.drawing import Drawing
from careerpdf.assets.svg.elements import SvgError
from careerpdf.assets.svg.read import read_svg
from careerpdf.pdf.vectors import add_drawing
from careerpdf.pdf.writer import PdfWriter

_SIDE = 320  # pixels
_FINER = 4
_VISIBLE = 40  # of 255: a smaller difference is one of smoothed edges


def compare_svg(folder: Path, worst: int, pictures: Path | None) -> str:
    """Draw every SVG file below a folder; the report says how many were taken and where they differ most."""
    refused: Counter[str] = Counter()
    differences: list[tuple[float, Path]] = []
    unknown = 0  # that resvg does not draw
    for file in sorted(folder.rglob("*.svg")):
        try:
            both = draw_twice(file)
        except SvgError as error:
            refused[re.sub(r"[\"'].*|&.*|; line.*|; and.*", "…", str(error))] += 1
            continue
        if both is None:
            unknown += 1
        else:
            differences.append((difference(*both), file))
    differences.sort(key=lambda one: (-one[0], one[1]))
    if pictures:
        for rank, (_, file) in enumerate(differences[:worst], start=1):
            _save(file, pictures / f"{rank:03}-{file.stem}.png")
    taken = len(differences) + unknown
    return "\n".join(
        (
            f"{taken + refused.total()} files: {taken} taken, {refused.total()} refused; "
            f"{unknown} of those taken are not drawn by resvg",
            *(f"{count:6} refused: {reason}" for reason, count in refused.most_common()),
            *(f"{share:7.2%} of {file.relative_to(folder)} differ" for share, file in differences[:worst]),
        )
    )


def draw_twice(file: Path) -> tuple[Image.Image, Image.Image] | None:
    """A drawing as careerpdf and as resvg draw it; None if resvg does not. Raises SvgError."""
    drawing = read_svg(file.read_bytes())
    zoom = _SIDE * 0.75 / max(drawing.width, drawing.height)
    theirs = _by_resvg(file, zoom)
    return (_by_careerpdf(drawing, zoom, theirs.size), theirs) if theirs else None


def difference(ours: Image.Image, theirs: Image.Image) -> float:
    """The share of pixels that differ visibly, 0 to 1."""
    apart = ImageChops.difference(*(one.filter(ImageFilter.BoxBlur(1)) for one in (ours, theirs)))
    strongest = apart.getchannel(0)
    for channel in (1, 2):
        strongest = ImageChops.lighter(strongest, apart.getchannel(channel))
    return sum(strongest.histogram()[_VISIBLE:]) / (ours.width * ours.height)


def _by_resvg(file: Path, zoom: float) -> Image.Image | None:
    import resvg_py

    try:
        data = resvg_py.svg_to_bytes(svg_path=str(file), zoom=zoom, background="white", skip_system_fonts=True)
    except ValueError:
        return None
    return Image.open(BytesIO(bytes(data))).convert("RGB")


def _by_careerpdf(drawing: Drawing, zoom: float, size: tuple[int, int]) -> Image.Image:
    """The drawing in the upper left corner of a page of that size, drawn by PDFium."""
    width, height = size
    across, down = drawing.width / 0.75 * zoom, drawing.height / 0.75 * zoom
    file = BytesIO()
    writer = PdfWriter(file)
    root, pages, page = writer.reserve(), writer.reserve(), writer.reserve()
    form = add_drawing(writer, drawing)
    content = writer.add_stream(f"{across:.4f} 0 0 {down:.4f} 0 {height - down:.4f} cm /P Do".encode(), "")
    writer.put(
        page,
        f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {width} {height}]/Contents {content} 0 R"
        f"/Resources<</XObject<</P {form} 0 R>>>>>>",
    )
    writer.put(pages, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    writer.put(root, f"<</Type/Catalog/Pages {pages} 0 R>>")
    writer.finish(root, writer.add("<<>>"))
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        # Larger first: PDFium makes hairlines a pixel wide.
        return document[0].render(scale=_FINER).to_pil().convert("RGB").resize(size, Image.Resampling.BOX)


def _save(file: Path, picture: Path) -> None:
    """Both pictures side by side, ours on the left."""
    if both := draw_twice(file):
        ours, theirs = both
        sheet = Image.new("RGB", (2 * ours.width + 10, ours.height), "grey")
        sheet.paste(ours, (0, 0))
        sheet.paste(theirs, (ours.width + 10, 0))
        picture.parent.mkdir(parents=True, exist_ok=True)
        sheet.save(picture)
