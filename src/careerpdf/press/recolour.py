"""Finished pages in other colours: the operators that set colours, and the pictures, written anew for the press.

A colour is written where it is first used and not where it was set, because text may want other inks than a shape of
the same colour. What cannot be converted (gradients, spot colours) stays, and is returned in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Operator, PdfError, Stream

from careerpdf.check.objects import ObjGen, entry, integer, items, name, number, spelled
from careerpdf.press.colour import Converter

if TYPE_CHECKING:
    from PIL import Image

_DEVICE = {
    "/DeviceGray": 1, "/CalGray": 1, "/G": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/RGB": 3, "/DeviceCMYK": 4, "/CMYK": 4,
}  # fmt: skip
_SETS = {"g": 1, "rg": 3, "k": 4, "G": 1, "RG": 3, "K": 4}
_WRITES = {(1, False): "g", (1, True): "G", (3, False): "rg", (3, True): "RG", (4, False): "k", (4, True): "K"}
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_BEGINS_PATH = frozenset(("m", "re"))
_ENDS_PATH = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))
_JPEG_QUALITY = 92

#: An operator with its operands.
Written = tuple[list[object], object]


@dataclass(frozen=True, slots=True)
class _Raw:
    """A colour that is no plain one: the operators that set it, kept as they are."""

    operators: tuple[tuple[tuple[object, ...], str], ...]


_Paint = tuple[float, ...] | _Raw | None  # None: what holds outside of this stream


def recolour(pages: Iterable[pikepdf.Object], converter: Converter) -> tuple[str, ...]:
    """Write the content of forms or pages anew, with all that they use. What stays as it is, is said once each."""
    walk = _Walk(converter)
    for page in pages:
        walk.stream(page, entry(page, "/Resources"))
    return tuple(dict.fromkeys(walk.left))


@dataclass
class _Walk:
    converter: Converter
    left: list[str] = field(default_factory=list)
    done: set[ObjGen] = field(default_factory=set)

    def stream(self, holder: object, outer: object) -> None:
        """A form, a pattern or a glyph; `outer` has the resources if it has none of its own."""
        if not isinstance(holder, Stream) or (holder.objgen in self.done and holder.objgen != (0, 0)):
            return
        self.done.add(holder.objgen)
        own = entry(holder, "/Resources")
        resources = outer if own is None else own
        try:
            instructions = pikepdf.parse_content_stream(holder)
        except (PdfError, TypeError, ValueError):
            self.left.append("content that cannot be read")
            return
        written = _Content(self, resources).follow(instructions)
        holder.write(pikepdf.unparse_content_stream(written))  # type: ignore[arg-type]
        group = entry(holder, "/Group")
        if isinstance(group, Dictionary) and entry(group, "/CS") is not None:
            group[Name.CS] = Name.DeviceGray if self.converter.components == 1 else Name.DeviceCMYK
        self._inside(resources)

    def _inside(self, resources: object) -> None:
        for found in _values(entry(resources, "/XObject")):
            if name(found, "/Subtype") == "Image":
                self._image(found)
            elif isinstance(found, Stream):
                self.stream(found, resources)
        for found in _values(entry(resources, "/Pattern")):
            if isinstance(found, Stream):
                self.stream(found, resources)
            else:
                self._shading(entry(found, "/Shading"))
        for found in _values(entry(resources, "/Shading")):
            self._shading(found)
        for font in _values(entry(resources, "/Font")):
            for glyph in _values(entry(font, "/CharProcs")):
                self.stream(glyph, entry(font, "/Resources") or resources)
        for state in _values(entry(resources, "/ExtGState")):
            group = entry(entry(state, "/SMask"), "/G")
            if isinstance(group, Stream):
                # A mask is measured by its own luminosity, whatever the inks are.
                self.done.add(group.objgen)

    def _shading(self, shading: object) -> None:
        space = entry(shading, "/ColorSpace")
        if (_components(space) or 9) not in (1, self.converter.components):
            self.left.append("a gradient")

    def _image(self, image: object) -> None:
        if not isinstance(image, Stream) or image.objgen in self.done:
            return
        self.done.add(image.objgen)
        space = entry(image, "/ColorSpace")
        if entry(image, "/ImageMask") is True or (_components(space) or 9) in (1, self.converter.components):
            return
        if isinstance(entry(image, "/Mask"), Array):
            self.left.append("a picture of which one color is see-through")
            return
        try:
            picture: Image.Image = pikepdf.PdfImage(image).as_pil_image()
            jpeg = spelled(entry(image, "/Filter")) == "/DCTDecode"
            converted = self.converter.picture(picture.convert("RGB"))
        except (PdfError, NotImplementedError, OSError, ValueError, TypeError, KeyError):
            self.left.append("a picture that cannot be converted")
            return
        _write_image(image, converted, jpeg=jpeg and converted.mode == "L")


def _write_image(image: Stream, picture: "Image.Image", *, jpeg: bool) -> None:
    for key in ("/Decode", "/DecodeParms", "/Intent"):
        if key in image:
            del image[key]
    image[Name.ColorSpace] = Name.DeviceGray if picture.mode == "L" else Name.DeviceCMYK
    image[Name.BitsPerComponent] = 8
    image[Name.Width], image[Name.Height] = picture.size
    if jpeg:
        from io import BytesIO

        file = BytesIO()
        picture.save(file, "JPEG", quality=_JPEG_QUALITY)
        image.write(file.getvalue(), filter=Name.DCTDecode)
    else:
        image.write(picture.tobytes())


class _Content:
    """Follows the operators of one stream and writes them anew."""

    def __init__(self, walk: _Walk, resources: object) -> None:
        self.walk = walk
        self.resources = resources
        self.out: list[object] = []
        # Fill and stroke: as the page set them, and as they were written for the press last.
        self.set: list[_Paint] = [None, None]
        self.written: list[object] = [None, None]
        self.saved: list[tuple[list[_Paint], list[object]]] = []
        self.in_path = False

    def follow(self, instructions: Sequence[object]) -> list[object]:
        for instruction in instructions:
            if isinstance(instruction, ContentStreamInlineImage):
                self._inline(instruction)
                continue
            operands = list(instruction.operands)  # type: ignore[attr-defined]
            operator = spelled(instruction.operator)  # type: ignore[attr-defined]
            if not self._colour(operator, operands):
                self._before(operator)
                self.out.append(instruction)
        return self.out

    def _before(self, operator: str) -> None:
        if operator == "q":
            self.saved.append((list(self.set), list(self.written)))
        elif operator == "Q" and self.saved:
            self.set, self.written = self.saved.pop()
        elif operator in _BEGINS_PATH and not self.in_path:
            self._write(text=False)
            self.in_path = True
        elif operator in _ENDS_PATH:
            self.in_path = False
        elif operator in _SHOWS:
            self._write(text=True)
        elif operator == "Do":
            self._write(text=False)

    def _colour(self, operator: str, operands: list[object]) -> bool:
        """Note a colour; whether the operator was one that sets it."""
        if operator in _SETS:
            values = tuple(number(value) for value in operands)
            if len(values) == _SETS[operator]:
                self.set[operator.isupper()] = values
            return True
        if operator in ("cs", "CS"):
            self.set[operator == "CS"] = self._start(operands, operator)
            return True
        if operator in ("sc", "scn", "SC", "SCN"):
            self._components_set(operator, operands)
            return True
        return False

    def _start(self, operands: list[object], operator: str) -> _Paint:
        """What a colour space begins with. One that stays as it is, is written with its name."""
        space = self._space(operands[0] if operands else None)
        count = _components(space)
        if count:
            return (0.0,) * 3 + (1.0,) if count == 4 else (0.0,) * count
        if spelled(next(items(space), space)) != "/Pattern" and not _is_every_press(space):
            self.walk.left.append("a spot color")
        return _Raw(((tuple(operands), operator),))

    def _components_set(self, operator: str, operands: list[object]) -> None:
        stroke = operator.isupper()
        now = self.set[stroke]
        if isinstance(now, _Raw):
            self.set[stroke] = _Raw((now.operators[0], (tuple(operands), operator)))
            return
        values = tuple(number(value) for value in operands if not isinstance(value, Name))
        if now is None or len(values) in (1, 3, 4):
            self.set[stroke] = values

    def _space(self, space: object) -> object:
        named = entry(entry(self.resources, "/ColorSpace"), spelled(space)) if isinstance(space, Name) else None
        return space if named is None else named

    def _write(self, *, text: bool) -> None:
        for stroke in (False, True):
            paint = self.set[stroke]
            if paint is None:
                continue
            if isinstance(paint, _Raw):
                wanted: list[Written] = [(list(operands), Operator(name)) for operands, name in paint.operators]
                key: object = paint
            else:
                values = self.walk.converter.values(paint, text=text)
                wanted = [([round(value, 4) for value in values], Operator(_WRITES[len(values), stroke]))]
                key = values
            if key != self.written[stroke]:
                self.out += wanted
                self.written[stroke] = key

    def _inline(self, image: ContentStreamInlineImage) -> None:
        self._write(text=False)
        self.out.append(image)
        obj = image.iimage.obj
        if entry(obj, "/ImageMask") is not True and entry(obj, "/IM") is not True:
            space = entry(obj, "/ColorSpace") or entry(obj, "/CS")
            if (_components(self._space(space)) or 9) not in (1, self.walk.converter.components):
                self.walk.left.append("a picture inside of the content")


def _values(holder: object) -> Iterable[object]:
    if isinstance(holder, Dictionary):
        for key in holder.keys():  # noqa: SIM118 (pikepdf)
            yield entry(holder, key)


def _components(space: object) -> int | None:
    """How many values a plain colour space has; None for spot colours, patterns and others."""
    family = spelled(next(items(space), space))
    if family == "/ICCBased" and isinstance(space, Array) and len(space) > 1:
        count = integer(space[1], "/N")
        return count if count in (1, 3, 4) else None
    return _DEVICE.get(family)


def _is_every_press(space: object) -> bool:
    """Whether it is a spot colour that no job needs an ink of its own for: black, or all inks at once."""
    return (
        isinstance(space, Array)
        and len(space) > 1
        and spelled(space[0]) == "/Separation"
        and spelled(space[1]) in ("/Black", "/All", "/None")
    )
