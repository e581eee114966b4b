"""The operators of one content stream in the colours of the press.

A colour is written where it is first used and not where it was set, because text may want other inks than a shape of
the same colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import ContentStreamInlineImage, Dictionary, Name, Operator, Stream

from careerpdf.check.objects import entry, name, number, spelled
from careerpdf.press.colour import Values, held, screened
from careerpdf.press.conversion import Conversion
from careerpdf.press.damage import FAULTS
from careerpdf.press.overprint import KNOCKOUT, Overprint, overprint_of
from careerpdf.press.picture_colours import convert_picture
from careerpdf.press.spaces import Space, device, space_of

_SETS = {"g": 1, "rg": 3, "k": 4, "G": 1, "RG": 3, "K": 4}
_WRITES = {(1, False): "g", (1, True): "G", (3, False): "rg", (3, True): "RG", (4, False): "k", (4, True): "K"}
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_BEGINS_PATH = frozenset(("m", "re"))
_ENDS_PATH = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))

_CODE = 60  # rectangles in one path: a code of the smallest size has more, a chart fewer

#: An operator with its operands.
Written = tuple[list[object], object]


@dataclass(frozen=True, slots=True)
class _Raw:
    """A colour that is no plain one: the operators that set it, kept as they are."""

    operators: tuple[tuple[tuple[object, ...], str], ...]


_Paint = Values | _Raw | None  # None: the paint that holds outside of this stream
_PAGE: Values = (0.0,)  # the paint with which a page begins


@dataclass
class _State:
    """Colours of areas and lines: as the stream set them, in which space, and as they were written for the press last.

    `asked` is the overprinting that the file asks for, `overprint` the one that was written last, None if it is not
    known.
    """

    set: list[_Paint] = field(default_factory=lambda: [None, None])
    spaces: list[Space | None] = field(default_factory=lambda: [None, None])
    written: list[object] = field(default_factory=lambda: [None, None])
    asked: Overprint = KNOCKOUT
    overprint: Overprint | None = None

    def copy(self) -> "_State":
        return _State([*self.set], [*self.spaces], [*self.written], self.asked, self.overprint)


class ContentColours:
    """The operators of one stream, followed and written anew. That of a page `begins` with black."""

    def __init__(
        self, conversion: Conversion, resources: object, *, is_glyph: bool = False, begins: bool = False
    ) -> None:
        self.conversion = conversion
        self.resources = resources
        self.is_glyph = is_glyph
        self.overprints = conversion.converter.components == 4 and not is_glyph
        self.out: list[object] = []
        # What a page has set nothing for is painted in gray, which would be no black of the four inks.
        self.state = _State([_PAGE, _PAGE], overprint=KNOCKOUT) if begins and self.overprints else _State()
        self.saved: list[_State] = []
        self.in_path = False
        self.kept: dict[str, object] = {}
        self.pictures: dict[str, pikepdf.Object] = {}
        self.used: dict[str, Overprint] = {}

    @property
    def changes_resources(self) -> bool:
        return bool(self.pictures or self.used) or entry(self.resources, "/ColorSpace") is not None

    def resources_for_press(self) -> Dictionary:
        """The resources of this stream: the colour spaces that it still names, and what is new in it."""
        known = self.resources
        made = _with(known, {})
        if "/ColorSpace" in made:
            del made["/ColorSpace"]
        if self.kept:
            made[Name.ColorSpace] = Dictionary(self.kept)
        if self.pictures:
            made[Name.XObject] = _with(entry(known, "/XObject"), self.pictures)
        if self.used:
            states = {key: overprint.state for key, overprint in self.used.items()}
            made[Name.ExtGState] = _with(entry(known, "/ExtGState"), states)
        return made

    def follow(self, instructions: Sequence[object]) -> list[object]:
        """The operators for the press."""
        for at, instruction in enumerate(instructions):
            if isinstance(instruction, ContentStreamInlineImage):
                self._inline(instruction)
                continue
            operands = list(instruction.operands)  # type: ignore[attr-defined]
            operator = spelled(instruction.operator)  # type: ignore[attr-defined]
            if operator in _BEGINS_PATH and not self.in_path:
                self.in_path = True
                self._write(text=operator == "re" and _is_code(instructions, at))
            elif not self._colour(operator, operands):
                self._before(operator, operands)
            else:
                continue
            self.out.append(instruction)
        return self.out

    def _before(self, operator: str, operands: list[object]) -> None:
        if operator == "q":
            self.saved.append(self.state.copy())
        elif operator == "Q" and self.saved:
            self.state = self.saved.pop()
        elif operator in _ENDS_PATH:
            self.in_path = False
        elif operator in _SHOWS:
            self._write(text=True)
        elif operator == "Do":
            self._write(text=False, knocks_out=self._is_picture(operands))
        elif operator == "sh":
            self._overprint(self.state.asked)
        elif operator == "gs":
            state = entry(entry(self.resources, "/ExtGState"), spelled(operands[0])) if operands else None
            self.state.asked, self.state.overprint = self.state.asked.changed_by(state), None

    def _is_picture(self, operands: list[object]) -> bool:
        """True for a picture with colours of its own."""
        drawn = entry(entry(self.resources, "/XObject"), spelled(operands[0])) if operands else None
        return name(drawn, "/Subtype") == "Image" and entry(drawn, "/ImageMask") is not True

    # -- what is set

    def _set(self, paint: _Paint, space: Space | None, *, stroke: bool) -> None:
        self.state.set[stroke], self.state.spaces[stroke] = paint, space

    def _colour(self, operator: str, operands: list[object]) -> bool:
        """Note a colour; True if the operator was one that sets it."""
        stroke = operator.isupper()
        if operator in _SETS:
            count = _SETS[operator]
            values = _within(operands)[-count:]
            if len(values) == count:
                self._set(values, device(count), stroke=stroke)
            return True
        if operator in ("cs", "CS"):
            self._begin(operands, stroke=stroke)
            return True
        if operator in ("sc", "scn", "SC", "SCN"):
            self._components_set(operator, operands, stroke=stroke)
            return True
        return False

    def _begin(self, operands: list[object], *, stroke: bool) -> None:
        """Set the colour with which a colour space begins. A space that is kept is written with its name."""
        named = operands[0] if operands else None
        written = self._space(named)
        raw = _Raw((((named,), "CS" if stroke else "cs"),))
        try:
            space = space_of(written)
            if space.is_pattern or self.conversion.is_kept(space):
                self.conversion.note_inks(space.base if space.is_pattern and space.base else space)
                if isinstance(named, Name) and named != Name.Pattern:
                    self.kept[spelled(named)] = self.conversion.named_space(written)
                self._set(raw, space, stroke=stroke)
            else:
                self._set(space.plain(space.start), space, stroke=stroke)
        except FAULTS:
            self.conversion.note("a color in a space that cannot be read")
            if written is not None and isinstance(named, Name):
                self.kept[spelled(named)] = written
            self._set(raw if isinstance(named, Name) else None, None, stroke=stroke)

    def _components_set(self, operator: str, operands: list[object], *, stroke: bool) -> None:
        now, space = self.state.set[stroke], self.state.spaces[stroke]
        values = tuple(number(value) for value in operands if not isinstance(value, Name))
        try:
            if isinstance(now, _Raw):
                operands = self._raw_operands(operands, values, space)
                self._set(_Raw((now.operators[0], (tuple(operands), operator))), space, stroke=stroke)
            elif space is None or space.is_device:
                if len(values) in (1, 3, 4):
                    self._set(_within(values), space, stroke=stroke)
            elif len(values) == space.count:
                self._set(_within(space.plain(values)), space, stroke=stroke)
        except FAULTS:
            self.conversion.note("a spot color")

    def _raw_operands(self, operands: list[object], values: Values, space: Space | None) -> list[object]:
        """The operands of a kept colour: tints of inks that a press can hold; the colour of a pattern in inks."""
        named = [value for value in operands if isinstance(value, Name)]
        if space and space.is_pattern and space.base and values and not self.conversion.is_kept(space.base):
            inks = self.conversion.converter.values(space.base.plain(values[: space.count]), text=False)
            return [*screened(self.conversion.as_inks(inks), text=False), *named]
        if space and space.inks and not space.table and len(values) == space.count:
            return [*held(values, text=False), *named]
        return operands

    def _space(self, space: object) -> object:
        found = entry(entry(self.resources, "/ColorSpace"), spelled(space)) if isinstance(space, Name) else None
        return space if found is None else found

    # -- what is written

    def _write(self, *, text: bool, knocks_out: bool = False) -> None:
        """Write colours, and overprinting, as what follows needs them."""
        written = self.state.written
        inks: list[Values | None] = [None, None]
        for stroke, paint in enumerate(self.state.set):
            if paint is None:
                continue
            if isinstance(paint, _Raw):
                wanted: list[Written] = [(list(operands), Operator(name)) for operands, name in paint.operators]
                key: object = paint
            else:
                values = self.conversion.converter.values(paint, text=text)
                if self.conversion.converter.prints:
                    values = screened(values, text=text)
                key = values = inks[stroke] = tuple(round(value, 4) for value in values)
                wanted = [(list(values), Operator(_WRITES[len(values), bool(stroke)]))]
            if key != written[stroke]:
                self.out += wanted
                written[stroke] = key
        if not self.overprints:
            return
        if knocks_out:
            self._overprint(KNOCKOUT)
        else:
            in_inks = (_in_inks(self.state.set[0]), _in_inks(self.state.set[1]))
            self._overprint(overprint_of(self.state.asked, inks[0], inks[1], in_inks=in_inks))

    def _overprint(self, wanted: Overprint) -> None:
        """Write the overprinting if it is not so already; of a form, that of where it is drawn is not known."""
        if not self.overprints or wanted == self.state.overprint:
            return
        if self.state.overprint is None and self.state.set == [None, None]:
            return
        self.used[wanted.name] = wanted
        self.out.append(([Name(wanted.name)], Operator("gs")))
        self.state.overprint = wanted

    def _inline(self, image: ContentStreamInlineImage) -> None:
        """Write a picture inside of the content; one in other colours is moved out of it."""
        written = image.iimage.obj
        space, is_mask = entry(written, "/ColorSpace"), entry(written, "/ImageMask") is True
        self._write(text=False, knocks_out=not is_mask)
        if is_mask or spelled(space) in ("/DeviceGray", spelled(self.conversion.device)):
            self.out.append(image)
        elif self.is_glyph or not isinstance(self.resources, Dictionary):
            self.conversion.note("a picture inside of the content")
            self.out.append(image)
        else:
            self._move_out(image, written, space)

    def _move_out(self, image: ContentStreamInlineImage, written: pikepdf.Object, space: object) -> None:
        stream = self.conversion.pdf.make_stream(_data_of(image))
        for key in written.keys():  # noqa: SIM118 (pikepdf)
            if key not in ("/Length", "/L"):
                stream[key] = written[key]
        stream[Name.Type], stream[Name.Subtype] = Name.XObject, Name.Image
        if space is not None:
            stream[Name.ColorSpace] = self._space(space)
        made = self.conversion.pdf.make_indirect(stream)
        if isinstance(made, Stream):
            convert_picture(self.conversion, made)
        label = f"/Inside{made.objgen[0]}"
        self.pictures[label] = made
        self.out.append(([Name(label)], Operator("Do")))


def _is_code(instructions: Sequence[object], first: int) -> bool:
    """True for a path of so many rectangles, and nothing else, that it is a code: it wants the ink of text."""
    last = instructions[first : first + _CODE]
    return len(last) == _CODE and all(_spelled(instruction) == "re" for instruction in last)


def _spelled(instruction: object) -> str:
    return "" if isinstance(instruction, ContentStreamInlineImage) else spelled(instruction.operator)  # type: ignore[attr-defined]


def _in_inks(paint: _Paint) -> bool:
    """True for a colour that the file itself has in inks, or one that is not known here."""
    return paint is None or isinstance(paint, _Raw) or len(paint) == 4


def _within(values: Sequence[object]) -> Values:
    """Numbers from 0 to 1; what is none counts as 0, as in viewers."""
    return tuple(min(max(number(value), 0.0), 1.0) for value in values)


def _with(known: object, more: dict[str, pikepdf.Object] | dict[str, Dictionary]) -> Dictionary:
    before = {key: entry(known, key) for key in (known.keys() if isinstance(known, Dictionary) else ())}
    return Dictionary({key: value for key, value in {**before, **more}.items() if value is not None})


def _data_of(image: ContentStreamInlineImage) -> bytes:
    """The data of a picture inside of the content, as its filters left it."""
    return bytes(image.iimage.unparse()).split(b"\nID\n", 1)[1].removesuffix(b"EI")
