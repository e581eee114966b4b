"""Contrast of text against what lies behind it, as WCAG 2.1 defines it (success criterion 1.4.3)."""

from dataclasses import dataclass

from careerpdf.check.drawn import Drawn, Kind
from careerpdf.check.geometry import Colour
from careerpdf.check.reader import PdfFile, kept

#: Ratios that text has to reach: ordinary, and large (18 pt, or 14 pt bold).
NORMAL, LARGE = 4.5, 3.0
_LARGE_SIZE, _LARGE_BOLD_SIZE = 18.0, 14.0
_SAMPLE = 40  # characters of the text that is quoted


@dataclass(frozen=True, slots=True)
class Pair:
    """A text colour on a background, as `#rrggbb`; None where it cannot be told. `ratio` from 1 to 21."""

    colour: str | None
    background: str | None
    large: bool
    ratio: float | None
    needed: float
    pages: tuple[int, ...]
    sample: str

    @property
    def passes(self) -> bool | None:
        """None if it cannot be computed."""
        return None if self.ratio is None else self.ratio >= self.needed

    @property
    def shown_ratio(self) -> float | None:
        """With two digits, never rounded up: what is shown as 4.5 has passed."""
        return None if self.ratio is None else int(self.ratio * 100) / 100


@kept
def contrast_pairs(pdf: PdfFile) -> tuple[Pair, ...]:
    """Every pair of colours that the document's visible text has, the weakest first, what is not known at the end."""
    found: dict[tuple[str | None, str | None, bool], list[tuple[int, Drawn]]] = {}
    for page in pdf.pages:
        for piece in page.content.drawn:
            if piece.kind is Kind.TEXT and piece.visible and piece.text.strip():
                key = (hexadecimal(piece.colour), hexadecimal(piece.background), is_large(piece))
                found.setdefault(key, []).append((page.number, piece))
    pairs = (_pair(*key, pieces) for key, pieces in found.items())
    return tuple(sorted(pairs, key=lambda pair: (pair.ratio is None, (pair.ratio or 0) / pair.needed)))


def _pair(colour: str | None, background: str | None, large: bool, pieces: list[tuple[int, Drawn]]) -> Pair:
    # Computed from the colours as they are shown: a screen has 8 bits a channel.
    ratio = contrast_ratio(_rgb(colour), _rgb(background)) if colour and background else None
    longest = max((piece.text.strip() for _, piece in pieces), key=len)
    sample = longest if len(longest) <= _SAMPLE else f"{longest[:_SAMPLE].rstrip()}…"
    pages = tuple(sorted({page for page, _ in pieces}))
    return Pair(colour, background, large, ratio, LARGE if large else NORMAL, pages, sample)


def contrast_ratio(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (min(max(v, 0.0), 1.0) for v in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def needed_ratio(piece: Drawn) -> float:
    """The ratio that a text has to reach."""
    return LARGE if is_large(piece) else NORMAL


def is_large(piece: Drawn) -> bool:
    """Tell whether a text is large in the sense of WCAG."""
    # A hundredth of a point is lost where sizes are written with few digits.
    return piece.size + 0.01 >= (_LARGE_BOLD_SIZE if piece.bold else _LARGE_SIZE)


def hexadecimal(colour: Colour | None) -> str | None:
    """A colour as `#rrggbb`."""
    if colour is None:
        return None
    return "#" + "".join(f"{round(min(max(channel, 0.0), 1.0) * 255):02x}" for channel in colour)


def _rgb(written: str) -> Colour:
    red, green, blue = (int(written[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return (red, green, blue)
