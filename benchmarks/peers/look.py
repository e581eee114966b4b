"""The look that all peers get, measured from careerpdf's `classic` on half-letter paper: fonts, sizes, colours, room.

They set it in one column and without running heads, charts and links to neighbours, which careerpdf draws besides.
All measures in points.
"""

from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT = 396.0, 612.0
TOP, BOTTOM, INNER, OUTER = 36.0, 44.0, 44.0, 36.0
SANS, SERIF = "Source Sans 3", "EB Garamond"
INK, TEXT, ACCENT, MUTED, LINE = "#1d3557", "#1f2937", "#8a5a00", "#4a5260", "#b9c0c9"
#: The room for notes at the end of a role: how many lines, and how far from each other.
NOTES, NOTES_GAP = 14, 21.0


@dataclass(frozen=True)
class Look:
    """How a kind of text is set: its cut, its size and leading, the room before and after it."""

    family: str
    size: float
    leading: float
    before: float = 0
    after: float = 0
    bold: bool = False
    italic: bool = False
    colour: str = TEXT
    centred: bool = False

    @property
    def cut(self) -> str:
        return ("Bold" if self.bold else "") + ("Italic" if self.italic else "") or "Regular"


LOOKS = {
    "category": Look(SANS, 8.3, 10.6, after=3, bold=True, colour=ACCENT, centred=True),
    "title": Look(SERIF, 31.7, 34.6, after=2, colour=INK, centred=True),
    "question": Look(SERIF, 14.4, 19.2, after=22, italic=True, colour=MUTED, centred=True),
    "lead": Look(SERIF, 11.7, 15.2, after=14),
    "heading": Look(SERIF, 15.8, 18.7, before=22, after=3, colour=INK),
    "subheading": Look(SERIF, 11.3, 13.6, before=6, after=1, italic=True, colour=ACCENT),
    "text": Look(SANS, 9.0, 12.3, after=5),
    "cell": Look(SANS, 8.8, 11.9, after=4),
    "list": Look(SANS, 9.0, 12.3, after=3),
    "facts": Look(SANS, 9.0, 12.3, after=8),
    "note": Look(SANS, 8.3, 11.5, after=2, colour=MUTED),
    "contents": Look(SANS, 9.0, 12.3, after=3),
    "part": Look(SERIF, 26.9, 30.7, after=12, colour=INK),
    "folio": Look(SANS, 8.3, 11.5, colour=MUTED),
}


def fonts_dir(family: str) -> Path:
    """The folder with a family's files. Raises ImportError without the package of fonts, on which careerpdf depends."""
    import rendercv_fonts

    return Path(next(str(path) for path in rendercv_fonts.paths_to_font_folders if Path(path).name == family))


def font_file(family: str, cut: str) -> Path:
    return fonts_dir(family) / f"{family.replace(' ', '')}-{cut}.ttf"


#: Family and cut of every font that is used.
CUTS = sorted({(look.family, look.cut) for look in LOOKS.values()} | {(SANS, "Bold")})
