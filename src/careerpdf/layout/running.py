"""Running heads and feet at the edges of a page, on right-hand and left-hand pages of a book. Lengths in pt."""

from dataclasses import dataclass, replace

from careerpdf.document import nodes as n
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.drawing import PageNumberPlaceholder
from careerpdf.text.measured import TextCache
from careerpdf.text.paragraph import Paragraph, numerals
from careerpdf.text.style import TextStyle

_FOLIO = "{page}"  # stands for the page number
_KEPT = 200  # lines; those of earlier chapters are not drawn again

_Line = tuple[str, str, str, bool, bool]  # left, middle, right; on a verso; at the head


@dataclass(frozen=True)
class Heads:
    """Running heads and feet of one document; None means the same as on other pages."""

    first_head: n.Running
    head: n.Running
    verso_head: n.Running | None
    first_foot: n.Running | None
    foot: n.Running
    verso_foot: n.Running | None

    @classmethod
    def of(cls, document: n.Document) -> "Heads":
        """Return those of a document."""
        return cls(
            document.first_head,
            document.head,
            document.verso_head,
            document.first_foot,
            document.foot,
            document.verso_foot,
        )

    def on(self, *, first: bool, verso: bool) -> tuple[n.Running, n.Running]:
        """Return head and foot of a page."""
        head = self.first_head if first else (verso and self.verso_head) or self.head
        foot = (first and self.first_foot) or (verso and self.verso_foot) or self.foot
        return head, foot


@dataclass
class RunningHeads:
    """Drawer of heads and feet on a sheet's pages. Lines are kept once they are drawn: a book's pages repeat them."""

    sheet: StyleSheet
    canvas: PdfCanvas

    def __post_init__(self) -> None:
        self._style = replace(self.sheet.text("running"), measure=None)
        self._aligned: dict[str, TextStyle] = {
            "left": self._style,
            "center": replace(self._style, align="center"),
            "right": replace(self._style, align="right"),
        }
        self._kept: dict[_Line, str] = {}
        self._folios: dict[_Line, PageNumberPlaceholder] = {}

    def operators(self, head: n.Running, foot: n.Running, page: str, *, verso: bool) -> tuple[str, str]:
        """Return the operators of head and foot on a page of a book: those of its lines, and those of its page number.

        Other pages may share the first ones. On a `verso` the margins change sides.
        """
        shared, own = [], []
        for content, at_head in ((head, True), (foot, False)):
            parts = (content.left, content.middle, content.right)
            key = (*parts, verso, at_head)
            if parts in (("", "", _FOLIO), (_FOLIO, "", "")):
                own.append(self._folio(key).operators(page))
            elif any(_FOLIO in part for part in parts):
                own.append(self._drawn(content, page, verso=verso, at_head=at_head))
            elif any(parts):
                found = self._kept.get(key)
                if found is None:
                    if len(self._kept) > _KEPT:
                        self._kept.clear()
                    found = self._kept[key] = self._drawn(content, page, verso=verso, at_head=at_head)
                shared.append(found)
        return "\n".join(shared), "\n".join(own)

    def _drawn(self, content: n.Running, page: str, *, verso: bool, at_head: bool) -> str:
        """Return the operators of a head or a foot."""
        nothing = n.Running()
        self.draw(content if at_head else nothing, nothing if at_head else content, page, verso=verso)
        return self.canvas.take_operators()

    def _folio(self, key: _Line) -> PageNumberPlaceholder:
        """Return a placeholder for a page number alone at the edge of the text, of which only the number changes."""
        found = self._folios.get(key)
        if found is None:
            _, _, right, verso, at_head = key
            left = self._left(verso=verso)
            baseline = self._head if at_head else self.sheet.page.foot
            text_state, glyphs = numerals(self.canvas, self._style.regular, self._style)
            x = left + self.sheet.width if right else left
            mark = self.canvas.mark(None)
            found = PageNumberPlaceholder("", x, bool(right), baseline, mark, text_state, glyphs)
            self._folios[key] = found
        return found

    def _left(self, *, verso: bool) -> float:
        """Return the left edge of the text."""
        return self.sheet.margins.right if verso else self.sheet.margins.left

    @property
    def _head(self) -> float:
        """Baseline of the running head."""
        return self.sheet.page_size[1] - self.sheet.page.head

    def draw(self, head: n.Running, foot: n.Running, page: str, pages: str = "", *, verso: bool = False) -> None:
        """Draw head and foot with the page number `page` in them; on a `verso` the margins change sides."""
        left = self._left(verso=verso)
        self._line(head, left, self._head, page, pages)
        if not self.sheet.book and "foot" in self.sheet.style.rules and any((foot.left, foot.middle, foot.right)):
            look = self.sheet.rule("foot")
            colour = self.sheet.colour(look.colour)
            line = self.sheet.page.foot + self._style.leading
            self.canvas.rule(left, line, self.sheet.width, look.thickness, colour)
        self._line(foot, left, self.sheet.page.foot, page, pages)

    def _line(self, content: n.Running, left: float, baseline: float, page: str, pages: str) -> None:
        """Draw the parts of a head or a foot that have room."""
        style, width = self._style, self.sheet.width
        parts = (content.left, content.middle, content.right)
        if not any(parts):
            return
        taken = 0.0
        # The page number goes first: readers need it most where there is no room for all.
        placed = sorted(zip(parts, self._aligned.values(), strict=True), key=lambda part: _FOLIO not in part[0])
        for text, looks in placed:
            if not text:
                continue
            words = (n.Text(text.replace(_FOLIO, page).replace("{pages}", pages)),)
            paragraph = Paragraph(None, words, looks, TextCache())
            own = paragraph.natural_width()
            if taken and taken + own + 2 * style.size > width:
                continue  # no room beside the parts before it
            taken += own
            paragraph.wrap(width)
            paragraph.draw(self.canvas, left, baseline + style.baseline)


def foot_fits(sheet: StyleSheet, text: str) -> bool:
    """Tell whether a text has room at the foot of a page beside its number, however large copy-fit makes it."""
    largest = replace(sheet, scale=sheet.style.fit.largest)
    style = replace(largest.text("running"), measure=None)
    widths = (Paragraph(None, (n.Text(one),), style, TextCache()).natural_width() for one in (text, "00"))
    return sum(widths) + 2 * style.size <= sheet.width
