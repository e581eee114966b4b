"""Reads a finished PDF back: text runs with font, size and place in content order, shapes, links, and the tag tree.

Knows nothing of careerpdf, so that a fault of the writer cannot hide in the reader. Measures in pt, y grows upwards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_ASCENT, _DESCENT = 0.72, 0.2  # of the type size: what ink needs, without accents and line spacing


@dataclass(frozen=True)
class Run:
    """Text drawn in one go: one font, size and tag. `mcid` is None for artifacts; `y` is the baseline.

    `width` is that of the ink: spaces at the end of a line are part of the text, but nobody sees them.
    """

    text: str
    font: str
    size: float
    x: float
    y: float
    width: float
    mcid: int | None
    marked: bool

    @property
    def box(self) -> Box:
        return (self.x, self.y - _DESCENT * self.size, self.x + self.width, self.y + _ASCENT * self.size)


@dataclass(frozen=True)
class Shape:
    """A painted path, by the box around its points."""

    box: Box
    mcid: int | None


@dataclass
class PageContent:
    """What one page draws, in content order."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    mcids: list[int] = field(default_factory=list)  # in the order in which they are opened
    unmarked: int = 0  # painting operators that are neither tagged nor artifacts

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def tagged(self) -> list[Run]:
        return [run for run in self.runs if run.mcid is not None]

    def artifacts(self) -> list[Run]:
        return [run for run in self.runs if run.mcid is None]


@dataclass
class Tag:
    """A structure element: what it is, what it says, where its content is as (page, mcid) pairs."""

    type: str
    kids: "list[Tag | tuple[int, int] | pikepdf.Object]"
    alt: str | None
    lang: str | None
    source: Any

    def walk(self) -> "Iterator[Tag]":
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def content(self) -> Iterator[tuple[int, int]]:
        """(page, mcid) of this element and those below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.content()
            elif isinstance(kid, tuple):
                yield kid


class TextInspector:
    """One PDF, opened from its bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(BytesIO(data))
        self._numbers = {page.obj.objgen: k for k, page in enumerate(self.pdf.pages)}
        self._fonts: dict[tuple[int, int], _Font] = {}
        self.pages = [_Reader(self, page).read() for page in self.pdf.pages]
        self.root = self._tag(self.pdf.Root.StructTreeRoot.K[0])
        self.text_of: dict[tuple[int, int], str] = {}
        for number, page in enumerate(self.pages):
            for run in page.tagged():
                key = (number, run.mcid or 0)
                self.text_of[key] = self.text_of.get(key, "") + run.text

    # -- text

    @property
    def runs(self) -> list[Run]:
        return [run for page in self.pages for run in page.runs]

    def words_drawn(self) -> list[str]:
        """Tagged words in the order in which the pages draw them."""
        found: list[str] = []
        for page in self.pages:
            previous: Run | None = None
            text = ""
            for run in page.tagged():
                if previous and run.mcid != previous.mcid and run.y != previous.y:
                    text += " "
                text += run.text
                previous = run
            found += words(text)
        return found

    # -- tags

    def text(self, tag: Tag) -> str:
        """The words of an element. Blocks are set apart by spaces, inline elements are not."""
        parts: list[str] = []
        for kid in tag.kids:
            if isinstance(kid, Tag):
                inner = self.text(kid)
                parts.append(inner if kid.type in ("Link", "Span") else f" {inner} ")
            elif isinstance(kid, tuple):
                parts.append(self.text_of.get(kid, "") + (" " if tag.type == "Figure" else ""))
        return re.sub(r" +", " ", "".join(parts)).replace("\u00ad", "")

    def words(self) -> list[str]:
        """Every word of the tag tree, in reading order."""
        return words(self.text(self.root))

    def tags(self, *types: str) -> list[Tag]:
        return [tag for tag in self.root.walk() if tag.type in types]

    def dump(self) -> str:
        """The tag tree as indented text: type, language, alternative text and the text of leaves."""
        lines: list[str] = []

        def walk(tag: Tag, depth: int) -> None:
            notes = [tag.type]
            if tag.lang:
                notes.append(f"lang={tag.lang}")
            if tag.alt is not None:
                notes.append(f"alt={tag.alt!r}")
            blocks = [k for k in tag.kids if isinstance(k, Tag) and k.type not in ("Link", "Span")]
            if not blocks and (text := self.text(tag).strip()):
                notes.append(f'"{text}"')
            lines.append("  " * depth + " ".join(notes))
            for kid in tag.kids:
                if isinstance(kid, Tag):
                    walk(kid, depth + 1)

        walk(self.root, 0)
        return "\n".join(lines) + "\n"

    def first_page(self, tag: Tag) -> int:
        """The page on which an element starts."""
        return next(tag.content())[0]

    def faults(self) -> list[str]:
        """Where drawing, tag tree, ParentTree and annotations disagree; empty for a sound file."""
        found: list[str] = []
        tree = {int(k): v for k, v in _numbers_of(self.pdf.Root.StructTreeRoot.ParentTree)}
        owners: dict[tuple[int, int], list[Tag]] = {}
        object_owners: dict[tuple[int, int], list[Tag]] = {}
        for tag in self.root.walk():
            if not tag.kids:
                found.append(f"{tag.type} holds nothing")
            for kid in tag.kids:
                if isinstance(kid, tuple):
                    owners.setdefault(kid, []).append(tag)
                elif isinstance(kid, Tag):
                    if kid.source.P.objgen != tag.source.objgen:
                        found.append(f"{kid.type} names another parent than {tag.type}")
                else:
                    object_owners.setdefault(kid.Obj.objgen, []).append(tag)
        for number, page in enumerate(self.pages):
            if page.unmarked:
                found.append(f"page {number + 1}: {page.unmarked} operators paint without a mark")
            if len(set(page.mcids)) != len(page.mcids):
                found.append(f"page {number + 1} opens an mcid twice")
            listed = tree.get(int(self.pdf.pages[number].obj.StructParents))
            for mcid in page.mcids:
                mine = owners.pop((number, mcid), [])
                if len(mine) != 1:
                    found.append(f"page {number + 1}, mcid {mcid} is in the tree {len(mine)} times")
                elif listed is None or listed[mcid].objgen != mine[0].source.objgen:
                    found.append(f"page {number + 1}, mcid {mcid}: the ParentTree names another element")
            for note in self.pdf.pages[number].obj.get("/Annots", []):
                mine = object_owners.pop(note.objgen, [])
                if len(mine) != 1:
                    found.append(f"an annotation of page {number + 1} is in the tree {len(mine)} times")
                elif tree[int(note.StructParent)].objgen != mine[0].source.objgen:
                    found.append(f"an annotation of page {number + 1}: the ParentTree names another element")
        found += [f"mcid {mcid} of page {page + 1} is in the tree but not drawn" for page, mcid in owners]
        found += [f"object {number} is in the tree but on no page" for number in object_owners]
        return found

    def fonts(self) -> list[Any]:
        """Every font dictionary of every page's resources."""
        found = {}
        for page in self.pdf.pages:
            for font in page.obj.Resources.get("/Font", {}).values():
                found[font.objgen] = font
        return list(found.values())

    def links(self) -> list[Any]:
        return [note for page in self.pdf.pages for note in page.obj.get("/Annots", [])]

    def outline(self) -> list[tuple[int, str]]:
        """Bookmarks as (depth, title)."""
        found: list[tuple[int, str]] = []
        with self.pdf.open_outline() as outline:

            def walk(items: Any, depth: int) -> None:
                for item in items:
                    found.append((depth, item.title))
                    walk(item.children, depth + 1)

            walk(outline.root, 0)
        return found

    def _tag(self, source: Any) -> Tag:
        kids = source.get("/K", [])
        if not isinstance(kids, pikepdf.Array):
            kids = [kids]
        own = self._numbers[source.Pg.objgen] if "/Pg" in source else -1
        below: list[Tag | tuple[int, int] | pikepdf.Object] = []
        for kid in kids:
            if isinstance(kid, int | Decimal):
                below.append((own, int(kid)))
            elif kid.get("/Type") == "/MCR":
                below.append((self._numbers[kid.Pg.objgen] if "/Pg" in kid else own, int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                below.append(kid)
            else:
                below.append(self._tag(kid))
        alt, lang = source.get("/Alt"), source.get("/Lang")
        return Tag(
            str(source.S)[1:],
            below,
            None if alt is None else str(alt),
            None if lang is None else str(lang),
            source,
        )

    def font(self, source: Any) -> "_Font":
        if source.objgen not in self._fonts:
            self._fonts[source.objgen] = _Font(source)
        return self._fonts[source.objgen]


def words(text: str) -> list[str]:
    """Words as a reader counts them: between blanks, without soft hyphens."""
    return text.replace("\u00ad", "").split()


def overlap(one: Box, other: Box) -> tuple[float, float]:
    """Width and height of what two boxes share; negative if they lie apart."""
    return min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])


def meanings(font: Any) -> dict[int, str]:
    """What each glyph of a font stands for, by its ToUnicode map."""
    blocks = re.findall(r"beginbfchar\n(.*?)endbfchar", font.ToUnicode.read_bytes().decode("ascii"), re.DOTALL)
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", "".join(blocks))
    }


class _Font:
    def __init__(self, source: Any) -> None:
        self.name = str(source.BaseFont)[1:]
        below = source.DescendantFonts[0]
        self.default = float(below.get("/DW", 1000))
        self.widths: dict[int, float] = {}
        entries = list(below.get("/W", []))
        while entries:
            first = int(entries.pop(0))
            following = entries.pop(0)
            if isinstance(following, pikepdf.Array):
                self.widths |= {first + k: float(width) for k, width in enumerate(following)}
            else:
                width = float(entries.pop(0))
                self.widths |= dict.fromkeys(range(first, int(following) + 1), width)
        self.unicode = meanings(source)

    def read(self, codes: bytes) -> Iterator[tuple[str, float]]:
        for k in range(0, len(codes), 2):
            code = int.from_bytes(codes[k : k + 2], "big")
            yield self.unicode.get(code, ""), self.widths.get(code, self.default)


@dataclass
class _State:
    matrix: Matrix = _IDENTITY
    font: _Font | None = None
    size: float = 0.0
    tracking: float = 0.0
    rise: float = 0.0


class _Reader:
    """Interprets the content stream of one page."""

    def __init__(self, pdf: TextInspector, page: pikepdf.Page) -> None:
        left, bottom, right, top = (float(v) for v in page.mediabox)
        self.pdf, self.page = pdf, page
        self.out = PageContent(right - left, top - bottom)
        self.state = _State()
        self.saved: list[_State] = []
        self.text: Matrix = _IDENTITY
        self.marks: list[tuple[str, int | None, str | None]] = []  # tag, mcid, ActualText
        self.path: list[tuple[float, float]] = []
        self.pending: list[Any] | None = None  # [text, x, y, width] of the run that is being collected

    def read(self) -> PageContent:
        for operands, operator in pikepdf.parse_content_stream(self.page):
            handler = getattr(self, f"_do_{_NAMES.get(str(operator), str(operator))}", None)
            if handler:
                handler(*operands)
        assert not self.marks, "marked content is left open"
        return self.out

    # -- graphics state

    def _do_q(self) -> None:
        self.saved.append(_State(**vars(self.state)))

    def _do_Q(self) -> None:  # noqa: N802 (operators keep their names)
        self.state = self.saved.pop()

    def _do_cm(self, *values: Any) -> None:
        self.state.matrix = _times(tuple(map(float, values)), self.state.matrix)  # type: ignore[arg-type]

    # -- marks

    def _do_BMC(self, tag: Any) -> None:  # noqa: N802
        self.marks.append((str(tag), None, None))

    def _do_BDC(self, tag: Any, entries: Any) -> None:  # noqa: N802
        mcid = int(entries.MCID) if "/MCID" in entries else None
        if mcid is not None:
            self.out.mcids.append(mcid)
        actual = str(entries.ActualText) if "/ActualText" in entries else None
        self.marks.append((str(tag), mcid, actual))
        if actual is not None:
            self.pending = ["", 0.0, 0.0, 0.0]

    def _do_EMC(self) -> None:  # noqa: N802
        _, _, actual = self.marks.pop()
        if actual is not None and self.pending is not None:
            _, x, y, width = self.pending
            self.pending = None
            self._add(actual, x, y, width)

    @property
    def _mcid(self) -> int | None:
        return next((mcid for _, mcid, _ in reversed(self.marks) if mcid is not None), None)

    @property
    def _is_marked(self) -> bool:
        return any(mcid is not None or tag == "/Artifact" for tag, mcid, _ in self.marks)

    # -- text

    def _do_BT(self) -> None:  # noqa: N802
        self.text = _IDENTITY

    def _do_Tf(self, name: Any, size: Any) -> None:  # noqa: N802
        self.state.font = self.pdf.font(self.page.obj.Resources.Font[str(name)])
        self.state.size = float(size)

    def _do_Tc(self, value: Any) -> None:  # noqa: N802
        self.state.tracking = float(value)

    def _do_Ts(self, value: Any) -> None:  # noqa: N802
        self.state.rise = float(value)

    def _do_Tm(self, *values: Any) -> None:  # noqa: N802
        self.text = tuple(map(float, values))  # type: ignore[assignment]

    def _do_TJ(self, items: Any) -> None:  # noqa: N802
        state, font = self.state, self.state.font
        assert font is not None, "text without a font"
        if not self._is_marked:
            self.out.unmarked += 1
        x, y = _apply((0.0, 0.0), _times(self.text, state.matrix))
        said, advance, ink = "", 0.0, 0.0
        for item in items:
            if isinstance(item, int | float | Decimal):
                advance -= float(item) * state.size / 1000
                continue
            for text, width in font.read(bytes(item)):
                said += text
                advance += width * state.size / 1000 + state.tracking
                ink = ink if text == " " else advance
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, e + advance * a, f + advance * b)
        if self.pending is None:
            self._add(said, x, y, ink)
        elif not self.pending[3]:
            self.pending = [said, x, y, ink]
        else:
            self.pending[3] = _apply((0.0, 0.0), _times(self.text, state.matrix))[0] - self.pending[1]

    def _add(self, text: str, x: float, y: float, width: float) -> None:
        state = self.state
        assert state.font is not None
        size = state.size * abs(_times(self.text, state.matrix)[3])
        self.out.runs.append(Run(text, state.font.name, size, x, y, width, self._mcid, self._is_marked))

    # -- paths

    def _do_m(self, x: Any, y: Any) -> None:
        self.path.append(_apply((float(x), float(y)), self.state.matrix))

    _do_l = _do_m

    def _do_c(self, *values: Any) -> None:
        for x, y in zip(values[::2], values[1::2], strict=True):
            self._do_m(x, y)

    def _do_re(self, x: Any, y: Any, width: Any, height: Any) -> None:
        self._do_m(x, y)
        self._do_m(x + width, y + height)

    def _do_paint(self) -> None:
        if not self._is_marked:
            self.out.unmarked += 1
        xs, ys = [p[0] for p in self.path], [p[1] for p in self.path]
        self.out.shapes.append(Shape((min(xs), min(ys), max(xs), max(ys)), self._mcid))
        self.path = []


_NAMES = dict.fromkeys(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*"), "paint")


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _apply(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _numbers_of(tree: Any) -> Iterator[tuple[Any, Any]]:
    """The entries of a number tree."""
    for kid in tree.get("/Kids", []):
        yield from _numbers_of(kid)
    values = list(tree.get("/Nums", []))
    yield from zip(values[::2], values[1::2], strict=True)
