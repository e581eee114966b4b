"""PostScript outlines as a PDF holds them: a CID-keyed CFF font (Adobe TN 5176) of the glyphs that are used.

A font file has its glyphs by name, or by CIDs of its own, in units of its own. Here CIDs are the glyph numbers of the
file and units are thousandths of an em, so that every reader finds the same glyph in the same size whatever it makes of
the rest (ISO 32000-1, 9.7.4.2, leaves it open for fonts by name). Outlines and widths are HarfBuzz's, as in layout.
"""

from collections.abc import Iterable
from io import BytesIO

from fontTools.cffLib import (
    CFFFontSet,
    CharStrings,
    FDArrayIndex,
    FDSelect,
    FontDict,
    GlobalSubrsIndex,
    PrivateDict,
    TopDict,
    TopDictIndex,
)
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from careerpdf.text.font import Font

_FARTHEST = 16_000  # that a point can lie: the way to the next one has to be less than 32768. Beyond is damage
_ROUNDED = 0.01  # what is nearer to a whole thousandth of an em is written as one, which takes a third of the room


def cff_program(font: Font, glyphs: Iterable[int]) -> bytes:
    """A CFF font with the outlines of `glyphs`, and of glyph 0, by their numbers."""
    numbers = sorted({0, *glyphs})
    subroutines, private = GlobalSubrsIndex(), PrivateDict()
    names = [".notdef", *(f"cid{number:05d}" for number in numbers[1:])]
    descriptions, choice = FDArrayIndex(), FDSelect(format=3)  # format 0 is one that page-validation does not read
    description = FontDict()
    description.Private = private
    descriptions.append(description)
    choice.gidArray = [0] * len(numbers)

    top = TopDict()
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = numbers[-1] + 1
    top.charset = names
    top.GlobalSubrs = subroutines
    top.FDArray, top.FDSelect = descriptions, choice
    top.CharStrings = CharStrings(None, names, subroutines, None, choice, descriptions)
    for name, number in zip(names, numbers, strict=True):
        top.CharStrings[name] = _charstring(font, number, private, subroutines)

    fonts = CFFFontSet()
    fonts.major, fonts.minor = 1, 0
    fonts.fontNames = [font.postscript_name]
    fonts.GlobalSubrs, fonts.topDictIndex = subroutines, TopDictIndex()
    fonts.topDictIndex.append(top)
    file = BytesIO()
    fonts.compile(file, TTFont())
    return file.getvalue()


def _charstring(font: Font, glyph: int, private: PrivateDict, subroutines: GlobalSubrsIndex) -> T2CharString:
    drawn, pen = RecordingPen(), T2CharStringPen(None, None, _ROUNDED)
    scale = font.per_mille
    font.hb_font.draw_glyph_with_pen(glyph, TransformPen(drawn, (scale, 0, 0, scale, 0, 0)))
    if all(abs(length) <= _FARTHEST for _, points in drawn.value for point in points for length in point):
        drawn.replay(pen)
    charstring = pen.getCharString(private, subroutines)
    width = round(font.advance(glyph), 1)
    charstring.program.insert(0, int(width) if width.is_integer() else width)
    return charstring
