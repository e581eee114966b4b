"""SVG files as careerpdf prints them, beside what resvg, an independent renderer, makes of them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Compared:
    """A drawing that both renderers have drawn; `difference` is the share of pixels that differ visibly, 0 to 1."""

    file: Path
    difference: float
    ours: Image.Image
    theirs: Image.Image


def compare_svg(folder: Path, worst: int, pictures: Path | None) -> str:
    """Draw every SVG file below a folder; the report says how many were taken and where they differ most."""
    refused: Counter[str] = Counter()
    compared: list[Compared] = []
    unknown = 0  # that resvg does not draw
    for file in sorted(folder.rglob("*.svg")):
        try:
            drawing = read_svg(file.read_bytes())
        except SvgError as error:
            refused[re.sub(r"[\"'].*|&.*|; line.*|; and.*", "…", str(error))] += 1
            continue
        zoom = _SIDE * 0.75 / max(drawing.width, drawing.height)
        theirs = _by_resvg(file, zoom)
        if theirs is None:
            unknown += 1
            continue
        ours = _by_careerpdf(drawing, zoom, theirs.size)
        compared.append(Compared(file, _difference(ours, theirs), ours, theirs))
    compared.sort(key=lambda one: (-one.difference, one.file))
    if pictures:
        _save(compared[:worst], pictures)
    return "\n".join(_report(folder, compared[:worst], len(compared) + unknown, refused, unknown))


def _report(folder: Path, worst: list[Compared], taken: int, refused: Counter[str], unknown: int) -> Iterator[str]:
    files = taken + refused.total()
    yield f"{files} files: {taken} taken, {refused.total()} refused, {unknown} of those taken not drawn by resvg"
    yield from (f"{count:6} refused: {reason}" for reason, count in refused.most_common())
    yield from (f"{one.difference:7.2%} of {one.file.relative_to(folder)} differ" for one in worst)


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


def _difference(ours: Image.Image, theirs: Image.Image) -> float:
    apart = ImageChops.difference(*(one.filter(ImageFilter.BoxBlur(1)) for one in (ours, theirs)))
    strongest = apart.getchannel(0)
    for channel in (1, 2):
        strongest = ImageChops.lighter(strongest, apart.getchannel(channel))
    visible = sum(strongest.histogram()[_VISIBLE:])
    return visible / (ours.width * ours.height)


def _save(worst: list[Compared], folder: Path) -> None:
    """Both pictures side by side, ours on the left."""
    folder.mkdir(parents=True, exist_ok=True)
    for rank, one in enumerate(worst, start=1):
        both = Image.new("RGB", (2 * one.ours.width + 10, one.ours.height), "grey")
        both.paste(one.ours, (0, 0))
        both.paste(one.theirs, (one.ours.width + 10, 0))
        both.save(folder / f"{rank:03}-{one.file.stem}.png")
