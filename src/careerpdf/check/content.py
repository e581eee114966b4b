"""Content of a page: a walk through its content streams that keeps each text, shape and image with its tag.

Measures in pt in the page's own space, y grows upwards; colours are (r, g, b) from 0 to 1. What the tags mean for a
reader is `structure.py`'s business.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import ContentStreamInlineImage, Dictionary, Name, Stream, String

from careerpdf.check.colours import colour_of, start_colour
from careerpdf.check.drawn import Drawn, Fault, Kind, PageContent
from careerpdf.check.fonts import NO_FONT, Font, read_font
from careerpdf.check.geometry import (
    IDENTITY,
    Box,
    Colour,
    Fill,
    Matrix,
    Point,
    apply,
    around,
    clip_box,
    curve,
    finite,
    line_outline,
    matrix,
    mixed,
    overlap,
    scale_of,
    times,
)
from careerpdf.check.marked_content import MarkedContent
from careerpdf.check.objects import (
    UNREADABLE,
    ObjGen,
    entry,
    inherited,
    integer,
    items,
    name,
    number,
    reference,
    spelled,
)  # fmt: skip

_DEEPEST = 16  # forms inside forms
_INVISIBLE = 3  # text rendering mode of the layer under a scanned page
_ASCENT, _DESCENT = 0.7, -0.2  # of the font size: where ink is to be expected
_WORD_GAP = 0.18  # of the font size: a kern as wide as this is a space between words
_SMALLEST = 2.0  # pt each way: an area that text may stand on; charts have thousands of smaller ones
_THICK = 3.0  # pt: a line that text may stand on
_EVERYWHERE: tuple[Point, ...] = ((-1e6, -1e6), (1e6, -1e6), (1e6, 1e6), (-1e6, 1e6))


def read_content(page: pikepdf.Page, fonts: dict[ObjGen, Font], *, backgrounds: bool = True) -> PageContent:
    """Walk a page's content; `fonts` keeps fonts from one page to the next.

    The colour behind a text takes long to find, and is white without `backgrounds`.
    """
    walk = _Walk(fonts, backgrounds)
    walk.run(page.obj, page.obj.objgen, inherited(page.obj, "/Resources"), _State())
    return PageContent(tuple(walk.drawn), tuple(walk.marked.marks), tuple(walk.marked.faults), tuple(walk.fills))


@dataclass(frozen=True)
class _State:
    """The graphics state, as far as it matters here."""

    matrix: Matrix = IDENTITY
    colour: Colour | None = (0.0, 0.0, 0.0)
    space: object = Name.DeviceGray
    stroke: Colour | None = (0.0, 0.0, 0.0)
    stroke_space: object = Name.DeviceGray
    alpha: float | None = 1.0  # of what is filled; None: a soft mask or a blend mode, so it cannot be told
    line: float = 1.0
    clip: tuple[tuple[Point, ...], ...] = ()  # the last clipping path; none: the whole page
    font: Font = NO_FONT
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass
class _Walk:
    """The walk through one page: what it has met so far, and the areas painted."""

    fonts: dict[ObjGen, Font]
    backgrounds: bool = True
    drawn: list[Drawn] = field(default_factory=list)
    marked: MarkedContent = field(default_factory=MarkedContent)
    fills: list[Fill] = field(default_factory=list)
    inside: list[ObjGen] = field(default_factory=list)  # forms being drawn

    def run(self, stream: pikepdf.Object, owner: ObjGen, resources: object, state: _State) -> None:
        depth = self.marked.depth
        try:
            _Stream(self, owner, resources, state).follow(pikepdf.parse_content_stream(stream))
        except UNREADABLE as error:
            self.marked.faults.append(Fault("content-unreadable", str(error)))
        self.marked.close_to(depth)

    def end_mark(self) -> None:
        closed = self.marked.end()
        if closed is not None and closed.unsaid:
            # Replacement text for something that is no text: a drawing of a letter, say.
            at = self.drawn[-1].box if self.drawn else (0.0, 0.0, 0.0, 0.0)
            self.drawn.append(Drawn(Kind.TEXT, closed.under, False, at, closed.unsaid, visible=False))

    def add(self, piece: Drawn) -> None:
        if piece.kind is Kind.TEXT and piece.visible:
            piece = replace(piece, text=self.marked.said(piece.text))
        self.drawn.append(piece)

    def background(self, box: Box) -> Colour | None:
        """The colour behind a box: the last area painted that holds it, or white paper."""
        for fill in reversed(self.fills) if self.backgrounds else ():
            if fill.holds_text(box):
                return fill.colour
        return (1.0, 1.0, 1.0)


class _Stream:
    """Follows the operators of one content stream."""

    def __init__(self, walk: _Walk, owner: ObjGen, resources: object, state: _State) -> None:
        self.walk = walk
        self.owner = owner
        self.resources = resources
        self.state = state
        self.saved: list[_State] = []
        self.paths: list[list[Point]] = []
        self.clipping = False  # the path being built will clip what follows
        self.line: Matrix = IDENTITY  # start of the text line
        self.at: Matrix = IDENTITY  # where the next glyph goes

    def follow(self, instructions: Sequence[object]) -> None:
        for instruction in instructions:
            if isinstance(instruction, pikepdf.ContentStreamInstruction):
                method = _OPERATORS.get(spelled(instruction.operator))
                if method is not None:
                    method(self, list(instruction.operands))
            elif isinstance(instruction, ContentStreamInlineImage):
                self._image()

    def set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]

    # -- graphics state

    def save(self, _: list[object]) -> None:
        self.saved.append(self.state)

    def restore(self, _: list[object]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def concat(self, operands: list[object]) -> None:
        self.set(matrix=times(matrix(operands), self.state.matrix))

    def graphics_state(self, operands: list[object]) -> None:
        found = self._resource("/ExtGState", operands)
        alpha, mask, blend = entry(found, "/ca"), entry(found, "/SMask"), entry(found, "/BM")
        if alpha is not None and self.state.alpha is not None:
            self.set(alpha=number(alpha))
        if mask is not None:
            self.set(alpha=1.0 if isinstance(mask, Name) else None)
        if blend is not None and spelled(next(items(blend), blend)) not in ("/Normal", "/Compatible"):
            self.set(alpha=None)
        line = entry(found, "/LW")
        if line is not None:
            self.set(line=number(line))
        font = list(items(entry(found, "/Font")))
        if len(font) == 2:
            self.set(font=self._read_font(font[0]), size=number(font[1]))

    def gray(self, operands: list[object]) -> None:
        self.set(space=Name.DeviceGray, colour=colour_of(Name.DeviceGray, operands))

    def rgb(self, operands: list[object]) -> None:
        self.set(space=Name.DeviceRGB, colour=colour_of(Name.DeviceRGB, operands))

    def cmyk(self, operands: list[object]) -> None:
        self.set(space=Name.DeviceCMYK, colour=colour_of(Name.DeviceCMYK, operands))

    def colour_space(self, operands: list[object]) -> None:
        space = self._space(operands)
        self.set(space=space, colour=start_colour(space))

    def colour(self, operands: list[object]) -> None:
        self.set(colour=colour_of(self.state.space, operands))

    def stroke_gray(self, operands: list[object]) -> None:
        self.set(stroke_space=Name.DeviceGray, stroke=colour_of(Name.DeviceGray, operands))

    def stroke_rgb(self, operands: list[object]) -> None:
        self.set(stroke_space=Name.DeviceRGB, stroke=colour_of(Name.DeviceRGB, operands))

    def stroke_cmyk(self, operands: list[object]) -> None:
        self.set(stroke_space=Name.DeviceCMYK, stroke=colour_of(Name.DeviceCMYK, operands))

    def stroke_colour_space(self, operands: list[object]) -> None:
        space = self._space(operands)
        self.set(stroke_space=space, stroke=start_colour(space))

    def stroke_colour(self, operands: list[object]) -> None:
        self.set(stroke=colour_of(self.state.stroke_space, operands))

    def _space(self, operands: list[object]) -> object:
        space = operands[0] if operands else None
        named = entry(entry(self.resources, "/ColorSpace"), spelled(space)) if isinstance(space, Name) else None
        return space if named is None else named

    # -- paths

    def move(self, operands: list[object]) -> None:
        self.paths.append([self._point(operands[-2:])])

    def line_to(self, operands: list[object]) -> None:
        if self.paths:
            self.paths[-1].append(self._point(operands[-2:]))

    def curve(self, operands: list[object]) -> None:
        self._curve([self._point(operands[k : k + 2]) for k in (0, 2, 4)])

    def curve_from_here(self, operands: list[object]) -> None:
        if self.paths:
            self._curve([self.paths[-1][-1], *(self._point(operands[k : k + 2]) for k in (0, 2))])

    def curve_to_end(self, operands: list[object]) -> None:
        end = self._point(operands[2:4])
        self._curve([self._point(operands[:2]), end, end])

    def _curve(self, points: list[Point]) -> None:
        if self.paths:
            self.paths[-1].extend(curve(self.paths[-1][-1], *points))

    def rectangle(self, operands: list[object]) -> None:
        x, y, width, height = ([number(v) for v in operands] + [0.0] * 4)[:4]
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.paths.append([apply(self.state.matrix, corner) for corner in corners])

    def clip(self, _: list[object]) -> None:
        self.clipping = True

    def no_paint(self, _: list[object]) -> None:
        self._end_path()

    def stroke(self, _: list[object]) -> None:
        self._shape(filled=False, stroked=True)

    def fill_and_stroke(self, _: list[object]) -> None:
        self._shape(filled=True, stroked=True)

    def fill_and_stroke_even_odd(self, _: list[object]) -> None:
        self._shape(filled=True, stroked=True, even_odd=True)

    def fill(self, _: list[object]) -> None:
        self._shape(filled=True)

    def fill_even_odd(self, _: list[object]) -> None:
        self._shape(filled=True, even_odd=True)

    def shade(self, _: list[object]) -> None:
        # A gradient covers all that the clipping path lets through.
        outlines = self.state.clip or (_EVERYWHERE,)
        box = around(point for outline in outlines for point in outline)
        self._paint(outlines, box, even_odd=False, colour=None)
        self._piece(Kind.SHAPE, box)

    def _end_path(self) -> tuple[tuple[Point, ...], ...]:
        outlines = tuple(tuple(path) for path in self.paths)
        self.paths = []
        if self.clipping:
            self.set(clip=outlines)
            self.clipping = False
        return outlines

    def _shape(self, *, filled: bool, stroked: bool = False, even_odd: bool = False) -> None:
        outlines = self._end_path()
        if not outlines:
            return
        box = around(point for outline in outlines for point in outline)
        scale = scale_of(self.state.matrix)
        if filled:
            self._paint(outlines, box, even_odd=even_odd, colour=self.state.colour)
        elif stroked and self.state.line * scale >= _THICK:
            # A thick line is what some programs draw bars with.
            for outline in outlines:
                area = line_outline(outline, self.state.line * scale)
                if area:
                    self._paint((area,), around(area), even_odd=False, colour=self.state.stroke)
        self._piece(
            Kind.SHAPE,
            box,
            line=self.state.line * scale if stroked else None,
            fill=self.state.colour if filled and self.state.alpha == 1 else None,
        )

    def _paint(
        self, outlines: tuple[tuple[Point, ...], ...], box: Box, *, even_odd: bool, colour: Colour | None
    ) -> None:
        """Note an area that hides or tints what lies behind it."""
        alpha = self.state.alpha
        if (alpha is not None and alpha <= 0) or box[2] - box[0] < _SMALLEST or box[3] - box[1] < _SMALLEST:
            return
        if alpha != 1 and colour is not None:
            colour = mixed(colour, self.walk.background(box), alpha)
        clip = self.state.clip
        self.walk.fills.append(Fill(outlines, box, even_odd, colour, clip, opaque=alpha == 1))

    def _point(self, operands: list[object]) -> Point:
        x, y = ([number(v) for v in operands] + [0.0, 0.0])[:2]
        return apply(self.state.matrix, (x, y))

    # -- images and forms

    def x_object(self, operands: list[object]) -> None:
        found = self._resource("/XObject", operands)
        if not isinstance(found, Stream):
            return
        if name(found, "/Subtype") != "Form":
            solid = entry(found, "/SMask") is None and entry(found, "/Mask") is None
            solid = solid and entry(found, "/ImageMask") is not True
            self._image((integer(found, "/Width") or 0, integer(found, "/Height") or 0), solid=solid, key=found.objgen)
            return
        key = found.objgen
        if key in self.walk.inside or len(self.walk.inside) >= _DEEPEST:
            return
        self.walk.inside.append(key)
        own_matrix = list(items(entry(found, "/Matrix")))
        placed = matrix(own_matrix) if len(own_matrix) == 6 else IDENTITY
        own = entry(found, "/Resources")
        state = replace(self.state, matrix=times(placed, self.state.matrix))
        self.walk.run(found, key, self.resources if own is None else own, state)
        self.walk.inside.pop()

    def _image(self, pixels: tuple[int, int] | None = None, *, solid: bool = False, key: ObjGen = (0, 0)) -> None:
        corners = tuple(apply(self.state.matrix, corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1)))
        box = around(corners)
        opaque = solid and self.state.alpha == 1
        self.walk.fills.append(Fill((corners,), box, False, None, self.state.clip, opaque=opaque))
        self._piece(Kind.IMAGE, box, pixels=pixels, image=key)

    # -- marks

    def begin(self, operands: list[object]) -> None:
        tag = spelled(operands[0]).removeprefix("/") if operands else ""
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, Name):
            properties = entry(entry(self.resources, "/Properties"), spelled(properties))
        self.walk.marked.begin(tag, properties, self.owner)

    def end(self, _: list[object]) -> None:
        self.walk.end_mark()

    # -- text

    def begin_text(self, _: list[object]) -> None:
        self.line = self.at = IDENTITY

    def text_font(self, operands: list[object]) -> None:
        self.set(font=self._read_font(self._resource("/Font", operands)), size=number(operands[-1]) if operands else 0)

    def text_matrix(self, operands: list[object]) -> None:
        self.line = self.at = matrix(operands)

    def next_line(self, operands: list[object]) -> None:
        x, y = ([number(v) for v in operands] + [0.0, 0.0])[:2]
        self.line = self.at = times((1, 0, 0, 1, x, y), self.line)

    def next_line_leading(self, operands: list[object]) -> None:
        self.set(leading=-number(operands[-1]) if operands else 0.0)
        self.next_line(operands)

    def next_line_plain(self, _: list[object]) -> None:
        self.next_line([0, -self.state.leading])

    def show(self, operands: list[object]) -> None:
        self._show(operands)

    def show_array(self, operands: list[object]) -> None:
        self._show([item for operand in operands for item in items(operand)])

    def show_next_line(self, operands: list[object]) -> None:
        self.next_line_plain([])
        self._show(operands)

    def show_spaced(self, operands: list[object]) -> None:
        if len(operands) == 3:
            self.set(word_spacing=number(operands[0]), spacing=number(operands[1]))
        self.show_next_line(operands[-1:])

    def _show(self, parts: list[object]) -> None:
        state, read, width = self.state, "", 0.0
        for part in parts:
            if isinstance(part, (String, bytes, str)):
                shown = state.font.shown(bytes(part) if isinstance(part, String) else _raw(part))
                read += shown.text
                extra = shown.glyphs * state.spacing + shown.spaces * state.word_spacing
                width += (shown.advance / 1000 * state.size + extra) * state.stretch
            else:
                gap = -number(part) / 1000
                if gap > _WORD_GAP and read and not read[-1].isspace():
                    read += " "
                width += gap * state.size * state.stretch
        if not parts:
            return
        placed = times(self.at, state.matrix)
        self.at = times((1, 0, 0, 1, width, 0), self.at)
        if not read:
            return
        low, high = state.rise + _DESCENT * state.size, state.rise + _ASCENT * state.size
        corners = ((0, low), (width, low), (width, high), (0, high))
        box = around(apply(placed, corner) for corner in corners)
        background = self.walk.background(box)
        colour = state.stroke if state.mode % 4 == 1 else state.colour
        if state.alpha != 1:
            colour = mixed(colour, background, state.alpha)
        self._piece(
            Kind.TEXT,
            box,
            text=read,
            start=apply(placed, (0, state.rise)),
            end=apply(placed, (width, state.rise)),
            size=abs(state.size) * math.hypot(placed[2], placed[3]),
            font=state.font.name,
            bold=state.font.bold,
            colour=colour,
            visible=state.mode % 4 != _INVISIBLE and (not state.clip or overlap(box, clip_box(state.clip)) > 0),
            background=background,
            layer=len(self.walk.fills),
        )

    def _piece(self, kind: Kind, box: Box, **more: object) -> None:
        piece = Drawn(kind, self.walk.marked.tagged, self.walk.marked.artifact, finite(box), **more)  # type: ignore[arg-type]
        self.walk.add(piece)

    def _resource(self, kind: str, operands: list[object]) -> object:
        return entry(entry(self.resources, kind), spelled(operands[0])) if operands else None

    def _read_font(self, font: object) -> Font:
        key = reference(font)
        known = self.walk.fonts.get(key) if key != (0, 0) else None
        if known is None:
            known = read_font(font) if isinstance(font, Dictionary) else NO_FONT
            if key != (0, 0):
                self.walk.fonts[key] = known
        return known


def _setter(attribute: str, factor: float = 1.0) -> Callable[[_Stream, list[object]], None]:
    def set_number(stream: _Stream, operands: list[object]) -> None:
        stream.set(**{attribute: number(operands[0]) * factor if operands else 0.0})

    return set_number


def _set_line(stream: _Stream, operands: list[object]) -> None:
    stream.set(line=number(operands[0]) if operands else 0.0)


def _set_mode(stream: _Stream, operands: list[object]) -> None:
    stream.set(mode=int(number(operands[0])) if operands else 0)


_OPERATORS: dict[str, Callable[[_Stream, list[object]], None]] = {
    "q": _Stream.save, "Q": _Stream.restore, "cm": _Stream.concat, "gs": _Stream.graphics_state,
    "g": _Stream.gray, "rg": _Stream.rgb, "k": _Stream.cmyk,
    "cs": _Stream.colour_space, "sc": _Stream.colour, "scn": _Stream.colour,
    "G": _Stream.stroke_gray, "RG": _Stream.stroke_rgb, "K": _Stream.stroke_cmyk,
    "CS": _Stream.stroke_colour_space, "SC": _Stream.stroke_colour, "SCN": _Stream.stroke_colour,
    "m": _Stream.move, "l": _Stream.line_to, "c": _Stream.curve, "v": _Stream.curve_from_here,
    "y": _Stream.curve_to_end, "re": _Stream.rectangle, "n": _Stream.no_paint, "W": _Stream.clip, "W*": _Stream.clip,
    "S": _Stream.stroke, "s": _Stream.stroke, "f": _Stream.fill, "F": _Stream.fill, "w": _set_line,
    "B": _Stream.fill_and_stroke, "b": _Stream.fill_and_stroke, "f*": _Stream.fill_even_odd,
    "B*": _Stream.fill_and_stroke_even_odd, "b*": _Stream.fill_and_stroke_even_odd,
    "sh": _Stream.shade, "Do": _Stream.x_object,
    "BMC": _Stream.begin, "BDC": _Stream.begin, "EMC": _Stream.end,
    "BT": _Stream.begin_text, "Tf": _Stream.text_font, "Tm": _Stream.text_matrix, "Td": _Stream.next_line,
    "TD": _Stream.next_line_leading, "T*": _Stream.next_line_plain, "Tj": _Stream.show, "TJ": _Stream.show_array,
    "'": _Stream.show_next_line, '"': _Stream.show_spaced,
    "Tc": _setter("spacing"), "Tw": _setter("word_spacing"), "Tz": _setter("stretch", 0.01),
    "TL": _setter("leading"), "Ts": _setter("rise"), "Tr": _set_mode,
}  # fmt: skip


def _raw(part: bytes | str) -> bytes:
    return part if isinstance(part, bytes) else part.encode("latin-1", errors="replace")
