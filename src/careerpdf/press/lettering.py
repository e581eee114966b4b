"""Text in the program's own fonts, for what it writes on other programs' pages: slugs, form fields, notes."""

from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Pdf

from careerpdf.pdf.fonts import embed_font
from careerpdf.pdf.writer import PdfWriter
from careerpdf.text.font import Font
from careerpdf.text.library import family_font, font_stack
from careerpdf.text.shaping import SHIFT, FontStack

_FAMILY, _FALLBACK = "Source Sans 3", ("Noto Sans", "Noto Sans JP")
ASCENT, DESCENT = 0.75, 0.25  # of the size: what a line of text takes up above and below its baseline


class Lettering:
    """Text of one file: it is measured and written here, and its fonts are embedded once all of it is known.

    Fonts are named with `prefix` and a number. `missing` has the characters that no font has.
    """

    def __init__(self, prefix: str) -> None:
        self.missing: set[str] = set()
        self._prefix = prefix
        self._glyphs: dict[Font, dict[int, str]] = {}

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width in pt of a text that is set in a size in pt. Raises FontNotFoundError."""
        return _stack(bold=bold).word(text).width * size / 1000

    def shown(self, text: str, size: float, *, bold: bool = False) -> str:
        """Operators that set the font and show a text at the current place. Raises FontNotFoundError."""
        word, parts = _stack(bold=bold).word(text), []
        self.missing.update(word.missing)
        for piece in word.pieces:
            self._glyphs.setdefault(piece.font, {}).update(piece.glyphs)
            number = list(self._glyphs).index(piece.font)
            parts.append(f"/{self._prefix}{number} {size:g} Tf [{_without_shifts(piece.tj)}] TJ")
        return " ".join(parts)

    def embed(self, target: Pdf) -> Dictionary:
        """The fonts by the names under which the text has them, embedded in a file."""
        file = BytesIO()
        writer = PdfWriter(file)
        numbers = [embed_font(writer, font, used) for font, used in self._glyphs.items()]
        named = "".join(f"/{self._prefix}{index} {number} 0 R" for index, number in enumerate(numbers))
        page, pages = writer.reserve(), writer.reserve()
        writer.put(page, f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 9 9]/Resources<</Font<<{named}>>>>>>")
        writer.put(pages, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
        root = writer.add(f"<</Type/Catalog/Pages {pages} 0 R>>")
        writer.finish(root, writer.add("<<>>"))
        with pikepdf.open(BytesIO(file.getvalue())) as made:
            fonts = made.pages[0].resources["/Font"]
            return Dictionary({key: target.copy_foreign(fonts[key]) for key in fonts.keys()})  # noqa: SIM118 (pikepdf)


def _stack(*, bold: bool) -> FontStack:
    cut = "bold" if bold else "regular"
    return font_stack(family_font(_FAMILY, cut), _FALLBACK, cut, ())


def _without_shifts(inside: str) -> str:
    """A TJ array's inside without the shifts of marks above or below letters, which short lines can do without."""
    return "".join(inside.split(SHIFT)[::2])
