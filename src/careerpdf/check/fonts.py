"""Fonts of a PDF: texts and widths of their character codes. Font programs are never read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Name, Stream
from reportlab.pdfbase._fontdata import encodings, widthsByFontGlyph
from reportlab.pdfbase._glyphlist import _glyphname2unicode

from careerpdf.check.objects import UNREADABLE, entry, integer, items, name, number, numbers, spelled

UNKNOWN = "\ufffd"  # a code that stands for nothing that anyone could read out

_HEX = rb"<\s*([0-9A-Fa-f\s]*)>"
_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[(.*?)\])", re.DOTALL)
_HEX_STRING = re.compile(_HEX)
_LONGEST_RANGE = 0x10000
_USUAL_WIDTH = 500.0
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_MOST_SHOWN = 50_000  # strings to remember of a font
_FORCE_BOLD = 1 << 18  # FontDescriptor Flags, ISO 32000-1, table 123


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shown character: the text it stands for, its advance in thousandths of the font size."""

    text: str
    advance: float
    is_space: bool  # a one-byte code 32, to which word spacing applies


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a shown string, its advance in thousandths of the font size, its numbers of glyphs and spaces."""

    text: str
    advance: float
    glyphs: int
    spaces: int


@dataclass(frozen=True)
class Font:
    """A font, as far as the strings shown in it are to be read."""

    name: str
    bold: bool
    code_lengths: tuple[int, ...]
    texts: Mapping[tuple[int, int], str]  # (bytes, code) → text
    widths: Mapping[int, float]
    default_width: float
    named: Mapping[tuple[int, int], str] = field(default_factory=dict)  # code → text by the name of its glyph
    used: set[tuple[int, int]] = field(default_factory=set, compare=False, repr=False)  # codes that were shown
    _shown: dict[bytes, Shown] = field(default_factory=dict, compare=False, repr=False)

    def shown(self, data: bytes) -> Shown:
        """A shown string as a whole; remembered, because pages repeat their words."""
        found = self._shown.get(data)
        if found is None:
            glyphs = list(self.decode(data))
            found = Shown(
                "".join(glyph.text for glyph in glyphs),
                sum(glyph.advance for glyph in glyphs),
                len(glyphs),
                sum(glyph.is_space for glyph in glyphs),
            )
            if len(self._shown) < _MOST_SHOWN:
                self._shown[data] = found
        return found

    def decode(self, data: bytes) -> Iterator[Glyph]:
        """The glyphs of a shown string."""
        at = 0
        while at < len(data):
            length, code = self._next(data, at)
            at += length
            self.used.add((length, code))
            yield Glyph(
                self.texts.get((length, code), UNKNOWN),
                self.widths.get(code, self.default_width),
                length == 1 and code == 32,
            )

    def _next(self, data: bytes, at: int) -> tuple[int, int]:
        for length in self.code_lengths:
            code = int.from_bytes(data[at : at + length])
            if (length, code) in self.texts:
                return length, code
        length = self.code_lengths[-1]
        return length, int.from_bytes(data[at : at + length])


#: What is used where a stream selects a font that its resources do not have.
NO_FONT = Font("(none)", False, (1,), {}, {}, _USUAL_WIDTH)


def read_font(font: object) -> Font:
    """The font that a font dictionary describes."""
    base = name(font, "/BaseFont") or ""
    if name(font, "/Subtype") == "Type0":
        return _composite(font, base)
    glyph_names = _glyph_names(font, base)
    texts = {(1, code): text for code, glyph in glyph_names.items() if (text := _text_of(glyph))}
    mapped = _cmap(entry(font, "/ToUnicode"))
    named = dict(texts) if isinstance(entry(entry(font, "/Encoding"), "/Differences"), Array) else {}
    texts |= {(1, code): text for (_, code), text in mapped.texts.items()}
    widths = _simple_widths(font, base, glyph_names)
    return Font(_plain(base), _is_bold(font, base), (1,), texts, widths, _missing(font), named)


@dataclass(frozen=True)
class _CMap:
    lengths: tuple[int, ...]
    texts: Mapping[tuple[int, int], str]


def _composite(font: object, base: str) -> Font:
    descendant = next(items(entry(font, "/DescendantFonts")), None)
    mapped = _cmap(entry(font, "/ToUnicode"))
    encoding = entry(font, "/Encoding")
    lengths: tuple[int, ...] = (2,)
    if isinstance(encoding, Stream):
        lengths = _cmap(encoding).lengths or lengths
    elif isinstance(encoding, Name) and not spelled(encoding).startswith("/Identity"):
        lengths = mapped.lengths or lengths
    default = entry(descendant, "/DW")
    return Font(
        _plain(base),
        _is_bold(descendant, base),
        lengths,
        mapped.texts,
        _cid_widths(descendant),
        1000.0 if default is None else number(default),
    )


def _cmap(stream: object) -> _CMap:
    """The content of a CMap stream: the lengths of its codes and, for a ToUnicode CMap, their texts."""
    if not isinstance(stream, Stream):
        return _CMap((), {})
    try:
        data = stream.read_bytes()
    except UNREADABLE:
        return _CMap((), {})
    lengths: set[int] = set()
    texts: dict[tuple[int, int], str] = {}
    for kind, body in _SECTION.findall(data):
        if kind == b"codespacerange":
            lengths |= {len(_bytes(low)) for low, _ in _PAIR.findall(body)}
        elif kind == b"bfchar":
            for code, target in _PAIR.findall(body):
                raw = _bytes(code)
                texts[len(raw), int.from_bytes(raw)] = _utf16(_bytes(target))
        else:
            for low, high, target, listed in _RANGE.findall(body):
                texts |= _range(_bytes(low), _bytes(high), _bytes(target), listed)
    return _CMap(tuple(sorted(lengths - {0})), texts)


def _range(low: bytes, high: bytes, target: bytes, listed: bytes) -> dict[tuple[int, int], str]:
    first, last, length = int.from_bytes(low), int.from_bytes(high), len(low)
    if not 0 <= last - first < _LONGEST_RANGE:
        return {}
    if listed:
        found = [_utf16(_bytes(item)) for item in _HEX_STRING.findall(listed)]
        return {(length, first + k): text for k, text in enumerate(found[: last - first + 1])}
    start, size = int.from_bytes(target[-2:]), len(target)
    return {
        (length, first + k): _utf16(target[:-2] + ((start + k) & 0xFFFF).to_bytes(2) if size >= 2 else target)
        for k in range(last - first + 1)
    }


def _bytes(hexadecimal: bytes) -> bytes:
    digits = b"".join(hexadecimal.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _utf16(data: bytes) -> str:
    if len(data) == 1:  # against the standard, but met often
        return chr(data[0])
    return data.decode("utf-16-be", errors="replace")


def _glyph_names(font: object, base: str) -> dict[int, str]:
    encoding = entry(font, "/Encoding")
    plain = _plain(base)
    start = spelled(encoding)[1:] if isinstance(encoding, Name) else name(encoding, "/BaseEncoding")
    if start is None:
        start = {"Symbol": "SymbolEncoding", "ZapfDingbats": "ZapfDingbatsEncoding"}.get(plain)
    if start is None:
        start = "WinAnsiEncoding" if name(font, "/Subtype") == "TrueType" else "StandardEncoding"
    glyphs = {code: glyph for code, glyph in enumerate(encodings.get(start, ())) if glyph}
    code = 0
    for item in items(entry(encoding, "/Differences")):
        if isinstance(item, Name):
            glyphs[code] = spelled(item)[1:]
            code += 1
        else:
            code = int(number(item))
    return glyphs


def _text_of(glyph: str) -> str:
    """The text of a glyph name, after the Adobe Glyph List's rules; empty if it says nothing."""
    return "".join(_component(part) for part in glyph.partition(".")[0].split("_"))


def _component(part: str) -> str:
    known = _glyphname2unicode.get(part)
    if known is not None:
        return chr(known)
    digits = re.fullmatch(r"(?:uni|u)([0-9A-F]{4,6})", part)
    value = int(digits[1], 16) if digits else 0
    return chr(value) if 0 < value < 0x110000 else ""


def _simple_widths(font: object, base: str, glyphs: Mapping[int, str]) -> dict[int, float]:
    first = integer(font, "/FirstChar") or 0
    widths = {first + k: width for k, width in enumerate(numbers(font, "/Widths"))}
    if not widths:
        known = widthsByFontGlyph.get(_plain(base), {})
        return {code: float(known[glyph]) for code, glyph in glyphs.items() if glyph in known}
    matrix = numbers(font, "/FontMatrix")
    if name(font, "/Subtype") == "Type3" and matrix:
        widths = {code: width * matrix[0] * 1000 for code, width in widths.items()}
    return widths


def _missing(font: object) -> float:
    found = entry(entry(font, "/FontDescriptor"), "/MissingWidth")
    return _USUAL_WIDTH if found is None else number(found)


def _cid_widths(descendant: object) -> dict[int, float]:
    widths: dict[int, float] = {}
    pending: list[int] = []
    for item in items(entry(descendant, "/W")):
        listed = list(items(item))
        if listed and pending:
            widths |= {pending[-1] + k: number(width) for k, width in enumerate(listed)}
            pending = []
        elif len(pending) == 2:
            low, high = pending
            if 0 <= high - low < _LONGEST_RANGE:
                widths |= dict.fromkeys(range(low, high + 1), number(item))
            pending = []
        else:
            pending.append(int(number(item)))
    return widths


def _plain(base: str) -> str:
    """A font's name without the six letters that mark a subset."""
    return re.sub(r"^[A-Z]{6}\+", "", base)


def _is_bold(font: object, base: str) -> bool:
    descriptor = entry(font, "/FontDescriptor")
    return bool(
        _BOLD.search(base)
        or (integer(descriptor, "/Flags") or 0) & _FORCE_BOLD
        or number(entry(descriptor, "/FontWeight")) >= 700
    )
