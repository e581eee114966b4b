"""The line of text beside a sheet's marks: which file, which sheet, which side. It is cut off. Lengths in pt."""

from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Dictionary, Pdf

from careerpdf.press.layouts import Imposition
from careerpdf.press.lettering import Lettering
from careerpdf.press.marks import GAP

SIZE = 6.0
_ASIDE = 9.0  # from a crop mark
_ROOM = GAP + 1.5 * SIZE + 3.0  # outside of the bleed


@dataclass(frozen=True, slots=True)
class Slug:
    """The words beside each side: the `name` of the file, the `day` on which it was made, its `colours`."""

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
    lettering = Lettering("Slug")
    lines = [
        f"BT 1 0 0 1 {place.x:.3f} {place.baseline:.3f} Tm "
        f"{lettering.shown(_fitting(lettering, said, slug, place.width), SIZE)} ET"
        for said in _said(imposition)
    ]
    return lines, lettering.embed(target)


def _place(imposition: Imposition) -> _Place | None:
    """The place of the line: under the leftmost page, or over it."""
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
    """Each side by sheet and face, or by page, in the order of the file."""
    sheets = len(imposition.sheets)
    if imposition.layout == "perfect":
        pages = sum(1 for _ in imposition.sides)
        return [f"page {number:,} of {pages:,}" for number in range(1, pages + 1)]
    return [
        f"sheet {number:,} of {sheets:,}" + (f", {side}" if imposition.duplex else "")
        for number, sheet in enumerate(imposition.sheets, 1)
        for side, _ in zip(("front", "back"), sheet.sides, strict=False)
    ]


def _fitting(lettering: Lettering, said: str, slug: Slug, width: float) -> str:
    """The whole line, or as much of it as fits into a width in pt."""
    for parts in ((slug.name, said, slug.day, slug.colours), (slug.name, said, slug.day), (said, slug.day)):
        text = " · ".join(parts)
        if lettering.width(text, SIZE) <= width:
            return text
    return said
