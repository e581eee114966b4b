"""Small fonts for the tests, the same boxes in each format that fonts come in."""

from io import BytesIO
from typing import Any

from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

LETTERS = "ABCDEFGHIJabcdefghij ?"
FORMATS = ("TrueType", "CFF", "CFF by CID", "CFF2")


def made_font(
    kind: str = "TrueType", *, letters: str = LETTERS, name: str = "Made-Regular", upem: int = 1000, **more: Any
) -> bytes:
    """A font in which each letter is a box, a bit wider and higher than that of the letter before it.

    `more` are fields of the table OS/2.
    """
    names = {letter: letter if letter.isalpha() else f"uni{ord(letter):04X}" for letter in letters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(upem, isTTF=kind == "TrueType")
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(letter): glyph for letter, glyph in names.items()})
    metrics = {glyph: round((400 + 20 * k) * upem / 1000) for k, glyph in enumerate(order)}
    scale = upem / 1000

    def draw(pen: Any, glyph: str) -> Any:
        if glyph != "uni0020":
            right, top = (metrics[glyph] - 100 * scale), (300 + 20 * order.index(glyph)) * scale
            corners = [(round(50 * scale), 0), (round(50 * scale), round(top)), (round(right), round(top))]
            pen.moveTo(corners[0])
            for corner in (*corners[1:], (round(right), 0)):
                pen.lineTo(corner)
            pen.closePath()
        return pen

    if kind == "TrueType":
        builder.setupGlyf({glyph: draw(TTGlyphPen(None), glyph).glyph() for glyph in order})
    elif kind == "CFF2":
        charstrings = {g: draw(T2CharStringPen(None, None, CFF2=True), g).getCharString() for g in order}
        builder.setupCFF2(charstrings)
    else:
        charstrings = {glyph: draw(T2CharStringPen(metrics[glyph], None), glyph).getCharString() for glyph in order}
        builder.setupCFF(name, {"FullName": name}, charstrings, {})
    builder.setupHorizontalMetrics({glyph: (width, round(50 * scale)) for glyph, width in metrics.items()})
    builder.setupHorizontalHeader(ascent=round(800 * scale), descent=round(-200 * scale))
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=round(800 * scale), usWinAscent=round(800 * scale), **more)
    builder.setupPost(keepGlyphNames=kind == "TrueType")
    if kind == "CFF by CID":
        _key_by_cid(builder.font, order)
    file = BytesIO()
    builder.font.save(file)
    return file.getvalue()


def with_accent(kind: str = "CFF") -> bytes:
    """A font whose "a" is made of the glyphs of "A" and "B", as old fonts make accented letters (`endchar` with four
    numbers, Adobe TN 5177, appendix C).
    """
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(made_font(kind)))
    top = font["CFF "].cff.topDictIndex[0]
    width = font["hmtx"]["a"][0]
    old = top.CharStrings["a"]
    made = T2CharString(program=[width, 300, 100, 65, 66, "endchar"], private=old.private, globalSubrs=old.globalSubrs)
    top.CharStrings.charStringsIndex.items[top.CharStrings.charStrings["a"]] = made
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def _key_by_cid(font: Any, order: list[str]) -> None:
    """Give the glyphs numbers of their own instead of names, in an order that is not that of the file."""
    top = font["CFF "].cff.topDictIndex[0]
    numbers = {glyph: f"cid{7 * k % 1009:05d}" if k else ".notdef" for k, glyph in enumerate(order)}
    descriptions, choice, description = FDArrayIndex(), FDSelect(), FontDict()
    description.Private = top.Private
    descriptions.append(description)
    choice.gidArray = [0] * len(order)
    top.ROS, top.CIDCount = ("Adobe", "Japan1", 0), 1009
    top.FDArray, top.FDSelect = descriptions, choice
    strings = top.CharStrings
    strings.charStrings = {numbers[glyph]: strings.charStrings[glyph] for glyph in order}
    strings.fdSelect, strings.fdArray = choice, descriptions
    top.charset = list(numbers.values())
    del top.Private
    top.rawDict.pop("Private", None)
    font.setGlyphOrder(top.charset)
    cmap = font["cmap"].tables
    for table in cmap:
        table.cmap = {code: numbers[glyph] for code, glyph in table.cmap.items()}
    font["hmtx"].metrics = {numbers[glyph]: value for glyph, value in font["hmtx"].metrics.items()}
