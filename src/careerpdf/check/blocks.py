"""Blocks of a tagged document in reading order: what each says, where it stands and how its type looks.

The tag tree says what a block is, the pages say where it is; whoever judges meaning needs both.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careerpdf.check.drawn import Drawn, Kind, Mark
from careerpdf.check.geometry import Box
from careerpdf.check.objects import ObjGen
from careerpdf.check.reader import PdfFile, kept
from careerpdf.check.reading import BLOCKS, join, replacement, tidy
from careerpdf.check.structure import HEADING, Element, ObjectRef

#: Elements that hold a text of their own; unlike in `reading.py` the cells of a table and the parts of a list item are.
_PARTS = BLOCKS | {"TH", "TD", "LBody", "Lbl", "THead", "TBody", "TFoot"}
_LEAVES = frozenset(("P", "H", "Title", "Caption", "TH", "TD", "LBody"))


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it is read. `around` has the roles of the elements that it stands in, the outermost first.

    `text` is what a reader hears, `drawn` what the page shows of it. `box` is on `page`, where the block begins;
    `size` is the type size of most of its letters in pt.
    """

    element: Element
    role: str
    around: tuple[str, ...]
    lang: str | None
    text: str
    pieces: tuple[tuple[int, Drawn], ...]  # page and piece, in reading order
    links: tuple[ObjGen, ...] = ()

    @property
    def page(self) -> int | None:
        return self.pieces[0][0] if self.pieces else self.element.page

    @property
    def texts(self) -> list[Drawn]:
        return [piece for _, piece in self.pieces if piece.kind is Kind.TEXT and piece.text.strip()]

    @property
    def box(self) -> Box | None:
        here = [piece.box for page, piece in self.pieces if page == self.page and piece.kind is not Kind.SHAPE]
        if not here:
            return None
        return (min(b[0] for b in here), min(b[1] for b in here), max(b[2] for b in here), max(b[3] for b in here))

    @property
    def size(self) -> float:
        sizes: Counter[float] = Counter()
        for piece in self.texts:
            sizes[round(piece.size, 1)] += len(piece.text)
        return sizes.most_common(1)[0][0] if sizes else 0.0

    @property
    def bold(self) -> bool:
        texts = self.texts
        return bool(texts) and all(piece.bold for piece in texts)

    @property
    def drawn(self) -> str:
        return tidy(join([piece for _, piece in self.pieces if piece.kind is Kind.TEXT]))

    @property
    def lines(self) -> list[list[Drawn]]:
        """Pieces of text by the line that they stand on, in reading order."""
        found: list[list[Drawn]] = []
        for _, piece in self.pieces:
            if piece.kind is not Kind.TEXT or not piece.text.strip():
                continue
            last = found[-1][-1] if found else None
            if last is not None and abs(last.start[1] - piece.start[1]) <= 0.5 * max(piece.size, last.size, 1):
                found[-1].append(piece)
            else:
                found.append([piece])
        return found


@kept
def read_blocks(pdf: PdfFile) -> tuple[Block, ...]:
    """All blocks that hold something of their own, in the order of the tag tree."""
    if pdf.tree is None:
        return ()
    pieces: dict[Mark, list[tuple[int, Drawn]]] = {}
    for page in pdf.pages:
        for piece in page.content.drawn:
            if piece.mark is not None and not piece.artifact:
                pieces.setdefault(piece.mark, []).append((page.number, piece))
    return tuple(block for root in pdf.tree.roots for block in _blocks(root, (), pdf.lang, pieces))


def _blocks(
    element: Element, around: tuple[str, ...], lang: str | None, pieces: Mapping[Mark, list[tuple[int, Drawn]]]
) -> Iterator[Block]:
    lang = element.lang or lang
    whole = element.role in ("Figure", "Formula") or replacement(element) is not None
    own: list[tuple[int, Drawn]] = []
    links: list[ObjGen] = []
    inner: list[Element] = []
    for kid in element.kids:
        _gather(kid, whole, own, links, inner, pieces)
    if own or whole or ((element.role in _LEAVES or HEADING.fullmatch(element.role)) and not inner):
        said = replacement(element)
        text = said if said is not None else join([piece for _, piece in own])
        yield Block(element, element.role, around, lang, tidy(text), tuple(own), tuple(links))
    for kid in inner:
        yield from _blocks(kid, (*around, element.role), lang, pieces)


def _gather(
    kid: "Element | Mark | ObjectRef",
    whole: bool,
    own: list[tuple[int, Drawn]],
    links: list[ObjGen],
    inner: list[Element],
    pieces: Mapping[Mark, list[tuple[int, Drawn]]],
) -> None:
    """Sort what an element holds into its own content and the blocks inside; a figure is one block with all in it."""
    if isinstance(kid, Mark):
        own.extend(pieces.get(kid, ()))
    elif isinstance(kid, ObjectRef):
        links.append(kid.key)
    elif whole or kid.role not in _PARTS:
        if not whole and any(inside.role in _PARTS for inside in kid.walk()):
            inner.append(kid)
            return
        for inside in kid.kids:
            _gather(inside, whole, own, links, inner, pieces)
    else:
        inner.append(kid)
