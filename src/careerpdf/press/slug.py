"""The line of text beside a sheet's marks: which file, which sheet, which side. It is cut off. Lengths in pt."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Pdf

from careerpdf.pdf.fonts import embed_font
from careerpdf.pdf.writer import PdfWriter
from careerpdf.press.layouts import Imposition
from careerpdf.press.marks import GAP
from careerpdf.text.font import Font
from careerpdf.text.library import family_font, font_stack
from careerpdf.text.shaping import SHIFT, FontStack

SIZE = 6.0
_ASIDE = 9.0  # from a crop mark
_ROOM = GAP + 1.5 * SIZE + 3.0  # outside of the bleed
_FAMILY, _FALLBACK = "Source Sans 3", ("Noto Sans", "Noto Sans JP")


@dataclass(frozen=True, slots=True)
class Slug:
    """What is said of each side: of a `name`, made on a `day`, in these `colours`."""

    name: str
    day: str
    colours: str


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    baseline: float
    width: float


def slug_lines(target: Pdf, slug: Slug, imposition: Imposition) -> tuple[Sequence[str], Dictionary]:
    """Operators that write the line of each side, and the fonts that they name, embedded in `target`.

    Without room between the marks there are none. Raises FontNotFoundError.
    """
    place = _place(imposition)
    if place is None:
        return (), Dictionary()
    stack = font_stack(family_font(_FAMILY, "regular"), _FALLBACK, "regular", ())
    glyphs: dict[Font, dict[int, str]] = {}
    lines = [_drawn(_fitting(stack, said, slug, place.width), stack, place, glyphs) for said in _said(imposition)]
    return lines, _embedded(target, glyphs)


def _place(imposition: Imposition) -> _Place | None:
    """Where the line stands: under the leftmost page, or over it."""
    trim, bleed = imposition.trim, imposition.bleed
    marked = [x for x in (*imposition.cuts_x, *((imposition.fold,) if imposition.fold else ())) if x > trim.left + 1]
    start, end = trim.left + _ASIDE, min(marked, default=trim.right) - _ASIDE
    below, above = trim.bottom - bleed, imposition.size[1] - trim.top - bleed
    if below >= _ROOM:
        return _Place(start, below - GAP - 1.2 * SIZE, end - start)
    if above >= _ROOM:
        return _Place(start, trim.top + bleed + GAP + 0.5 * SIZE, end - start)
    return None


def _said(imposition: Imposition) -> list[str]:
    """What each side is, in the order of the file."""
    sheets = len(imposition.sheets)
    if imposition.layout == "perfect":
        pages = sum(1 for _ in imposition.sides)
        return [f"page {number:,} of {pages:,}" for number in range(1, pages + 1)]
    return [
        f"sheet {number:,} of {sheets:,}" + (f", {side}" if imposition.duplex else "")
        for number, sheet in enumerate(imposition.sheets, 1)
        for side, _ in zip(("front", "back"), sheet.sides, strict=False)
    ]


def _fitting(stack: FontStack, said: str, slug: Slug, width: float) -> str:
    """All that there is to say, or less if that is too long."""
    for parts in ((slug.name, said, slug.day, slug.colours), (slug.name, said, slug.day), (said, slug.day)):
        text = " · ".join(parts)
        if stack.word(text).width * SIZE / 1000 <= width:
            return text
    return said


def _drawn(text: str, stack: FontStack, place: _Place, glyphs: dict[Font, dict[int, str]]) -> str:
    shown = []
    for piece in stack.word(text).pieces:
        glyphs.setdefault(piece.font, {}).update(piece.glyphs)
        number = list(glyphs).index(piece.font)
        shown.append(f"/Slug{number} {SIZE:g} Tf [{_without_shifts(piece.tj)}] TJ")
    return f"BT 1 0 0 1 {place.x:.3f} {place.baseline:.3f} Tm {' '.join(shown)} ET"


def _without_shifts(inside: str) -> str:
    """A TJ array's inside without marks above or below letters moved to their height, which the line can do without."""
    return "".join(inside.split(SHIFT)[::2])


def _embedded(target: Pdf, glyphs: dict[Font, dict[int, str]]) -> Dictionary:
    file = BytesIO()
    writer = PdfWriter(file)
    numbers = [embed_font(writer, font, used) for font, used in glyphs.items()]
    named = "".join(f"/Slug{index} {number} 0 R" for index, number in enumerate(numbers))
    page, pages = writer.reserve(), writer.reserve()
    writer.put(page, f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 9 9]/Resources<</Font<<{named}>>>>>>")
    writer.put(pages, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    root = writer.add(f"<</Type/Catalog/Pages {pages} 0 R>>")
    writer.finish(root, writer.add("<<>>"))
    with pikepdf.open(BytesIO(file.getvalue())) as made:
        fonts = made.pages[0].resources["/Font"]
        return Dictionary({key: target.copy_foreign(fonts[key]) for key in fonts.keys()})  # noqa: SIM118 (pikepdf)
