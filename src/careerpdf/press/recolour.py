"""Finished pages in other colours: the operators that set colours, gradients and pictures, written anew for the press.

A colour is written where it is first used and not where it was set, because text may want other inks than a shape of
the same colour. Spot colours keep their ink where the press has more than black. What cannot be converted stays, and is
returned in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Operator, Pdf, PdfError, Stream, String

from careerpdf.check.objects import ObjGen, entry, integer, items, name, number, numbers, spelled
from careerpdf.press.colour import Converter, Luminosity, Values
from careerpdf.press.functions import UnknownFunctionError, function_of, samples
from careerpdf.press.spaces import PROCESS, Space, UnknownSpaceError, device, space_of, srgb_of

if TYPE_CHECKING:
    from PIL import Image

_SETS = {"g": 1, "rg": 3, "k": 4, "G": 1, "RG": 3, "K": 4}
_WRITES = {(1, False): "g", (1, True): "G", (3, False): "rg", (3, True): "RG", (4, False): "k", (4, True): "K"}
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_BEGINS_PATH = frozenset(("m", "re"))
_ENDS_PATH = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))
_JPEG_QUALITY = 92
_EACH = {1: 512, 2: 96, 3: 17, 4: 9}  # samples a side of a table that stands for a function, by its inputs
_MESHES = (4, 5, 6, 7)

#: A page, by its file and its number, from 1.
PageKey = tuple[int, int]
#: An operator with its operands.
Written = tuple[list[object], object]


@dataclass(frozen=True, slots=True)
class Left:
    """What was not converted, in words, and the pages where it was met first; `ink` if it is one that was kept."""

    what: str
    pages: tuple[PageKey, ...]
    ink: bool = False


@dataclass(frozen=True, slots=True)
class _Raw:
    """A colour that is no plain one: the operators that set it, kept as they are."""

    operators: tuple[tuple[tuple[object, ...], str], ...]


_Paint = Values | _Raw | None  # None: what holds outside of this stream


def recolour(pdf: Pdf, pages: Mapping[PageKey, pikepdf.Object], converter: Converter) -> tuple[Left, ...]:
    """Write the content of a file's forms anew, with all that they use; they are named by the keys of `pages`."""
    walk = _Walk(pdf, converter)
    for key, page in pages.items():
        walk.page = key
        walk.stream(page, entry(page, "/Resources"))
    return tuple(Left(what, tuple(where), ink) for (what, ink), where in walk.left.items())


@dataclass
class _Walk:
    pdf: Pdf
    converter: Converter
    page: PageKey = (1, 1)
    left: dict[tuple[str, bool], dict[PageKey, None]] = field(default_factory=dict)
    done: set[ObjGen] = field(default_factory=set)
    spaces: dict[ObjGen, object] = field(default_factory=dict)

    def leave(self, what: str, *, ink: bool = False) -> None:
        self.left.setdefault((what, ink), {})[self.page] = None

    @property
    def device(self) -> Name:
        return Name.DeviceGray if self.converter.components == 1 else Name.DeviceCMYK

    def is_met(self, space: Space) -> bool:
        """Whether a press has its colours as they are: grey, or CMYK for four inks."""
        return space.is_device and space.count in (1, self.converter.components)

    def is_kept(self, space: Space) -> bool:
        """Whether it is a spot colour that keeps its ink."""
        return bool(space.inks) and self.converter.components == 4

    def stream(self, holder: object, outer: object, font: object = None) -> None:
        """A form, a pattern or a glyph of a font; `outer` has the resources if it has none of its own."""
        if not isinstance(holder, Stream) or (holder.objgen in self.done and holder.objgen != (0, 0)):
            return
        self.done.add(holder.objgen)
        own = entry(holder, "/Resources")
        resources = outer if own is None else own
        try:
            instructions = pikepdf.parse_content_stream(holder)
        except (PdfError, TypeError, ValueError):
            self.leave("content that cannot be read")
            return
        content = _Content(self, resources, is_glyph=font is not None)
        holder.write(pikepdf.unparse_content_stream(content.follow(instructions)) or b"\n")  # type: ignore[arg-type]
        if isinstance(resources, Dictionary) and content.changes_resources:
            receiver = font if isinstance(font, Dictionary) and own is None else holder
            receiver[Name.Resources] = content.resources_for_press(resources)
        group = entry(holder, "/Group")
        if isinstance(group, Dictionary) and entry(group, "/CS") is not None:
            group[Name.CS] = self.device
        self._inside(resources)

    def _inside(self, resources: object) -> None:
        for found in _values(entry(resources, "/XObject")):
            if name(found, "/Subtype") == "Image":
                self.image(found)
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
            inside = entry(font, "/Resources") or resources
            for glyph in _values(entry(font, "/CharProcs")):
                self.stream(glyph, inside, font)
        for state in _values(entry(resources, "/ExtGState")):
            self._mask(entry(state, "/SMask"), resources)

    def _mask(self, mask: object, resources: object) -> None:
        """A soft mask: it is measured by its own luminosity, whatever the inks are, so that it becomes grey."""
        group = entry(mask, "/G")
        if not isinstance(group, Stream) or group.objgen in self.done:
            return
        space, behind = entry(entry(group, "/Group"), "/CS"), numbers(mask, "/BC")
        inks = Luminosity()
        _Walk(self.pdf, inks, self.page, self.left, self.done).stream(group, resources)
        try:
            if behind and isinstance(mask, Dictionary) and space is not None:
                mask[Name.BC] = Array(inks.values(space_of(space).plain(behind), text=False))
        except UnknownSpaceError:
            self.leave("a mask in colors that cannot be read")

    # -- colour spaces

    def named_space(self, written: object) -> object:
        """How a colour space that is kept is written for the press. Raises UnknownSpaceError."""
        key = written.objgen if isinstance(written, pikepdf.Object) else (0, 0)
        if key == (0, 0) or key not in self.spaces:
            made = self._space(written)
            if key == (0, 0):
                return made
            self.spaces[key] = made
        return self.spaces[key]

    def _space(self, written: object) -> object:
        space = space_of(written)
        parts = list(items(written))
        if space.is_pattern:
            under = self.named_space(parts[1]) if space.base and self.is_kept(space.base) else self.device
            return Array([Name.Pattern, under]) if space.base else Name.Pattern
        if space.table:
            if self.is_kept(space):
                return Array([Name.Indexed, self.named_space(parts[1]), parts[2], parts[3]])
            return self.table(space.table)
        if not self.is_kept(space) or space.base is None:
            return self.device
        if self.is_met(space.base):
            return written
        each = _EACH.get(space.count)
        if each is None:
            raise UnknownSpaceError("DeviceN")
        domain = [(0.0, 1.0)] * space.count
        colours = [space.plain(point) for point in samples(domain, each)]
        tint = self._function(colours, domain, each)
        return Array([parts[0], parts[1], self.device, tint])

    def table(self, colours: Sequence[Values]) -> Array:
        """A colour space of the press that counts colours."""
        each = [_inks(self.converter.values(colour, text=False), self.converter.components) for colour in colours]
        data = bytes(round(255 * value) for inks in each for value in inks)
        return Array([Name.Indexed, self.device, len(each) - 1, String(data)])

    def _function(self, colours: Sequence[Values], domain: Sequence[tuple[float, float]], each: int) -> pikepdf.Object:
        """A table of colours in the inks of the press, to look up what a function worked out before."""
        count = self.converter.components
        data = b"".join(
            round(65535 * min(max(value, 0.0), 1.0)).to_bytes(2, "big")
            for inks in self.converter.shades(colours)
            for value in _inks(inks, count)
        )
        stream = self.pdf.make_stream(data)
        stream[Name.FunctionType], stream[Name.BitsPerSample] = 0, 16
        stream[Name.Size] = Array([each] * len(domain))
        stream[Name.Domain] = Array([value for pair in domain for value in pair])
        stream[Name.Range] = Array([0, 1] * count)
        return self.pdf.make_indirect(stream)

    # -- gradients

    def _shading(self, shading: object) -> None:
        if not isinstance(shading, Dictionary | Stream):
            return
        if shading.objgen != (0, 0):
            if shading.objgen in self.done:
                return
            self.done.add(shading.objgen)
        written = entry(shading, "/ColorSpace")
        try:
            space = space_of(written)
            if self.is_met(space):
                return
            if self.is_kept(space):
                self.note_inks(space)
                shading[Name.ColorSpace] = self.named_space(written)
                return
            kind, function = integer(shading, "/ShadingType"), entry(shading, "/Function")
            if function is None:
                self.leave("a gradient mesh" if kind in _MESHES else "a gradient")
                return
            self._write_shading(shading, space, _inputs(shading, kind))
        except (UnknownSpaceError, UnknownFunctionError, IndexError):
            self.leave("a gradient")

    def _write_shading(self, shading: pikepdf.Object, space: Space, domain: Sequence[tuple[float, float]]) -> None:
        """Raises UnknownFunctionError, IndexError."""
        work_out = function_of(entry(shading, "/Function"))
        each = _EACH[len(domain)]
        colours = [space.plain(work_out(point)[: space.count]) for point in samples(domain, each)]
        behind = numbers(shading, "/Background")
        if behind:
            inks = self.converter.values(space.plain(behind), text=False)
            shading[Name.Background] = Array(_inks(inks, self.converter.components))
        shading[Name.Function] = self._function(colours, domain, each)
        shading[Name.ColorSpace] = self.device

    # -- pictures

    def image(self, image: object) -> None:
        if not isinstance(image, Stream) or (image.objgen in self.done and image.objgen != (0, 0)):
            return
        self.done.add(image.objgen)
        written = entry(image, "/ColorSpace")
        if entry(image, "/ImageMask") is True:
            return
        try:
            space = device(3) if written is None else space_of(written)
            if not self.is_met(space) or written is None:
                self._write_image(image, space, written)
        except UnknownSpaceError:
            self.leave("a picture in colors that cannot be read")
        except (PdfError, NotImplementedError, OSError, ValueError, TypeError, KeyError):
            self.leave("a picture that cannot be converted")

    def _write_image(self, image: Stream, space: Space, written: object) -> None:
        """Raises what pikepdf and Pillow do."""
        bits = integer(image, "/BitsPerComponent") or 8
        _convert_matte(image, space, self.converter)
        if self.is_kept(space):
            self.note_inks(space)
            image[Name.ColorSpace] = self.named_space(written)
        elif space.table:
            image[Name.ColorSpace] = self.named_space(written)
        elif space.inks and space.count == 1 and bits <= 8:
            # Each step of the ink is looked up, so that the picture's own data stay as they are.
            steps = [space.plain((step / (2**bits - 1),)) for step in range(2**bits)]
            if numbers(image, "/Decode")[:1] == (1.0,):
                steps.reverse()
            if "/Decode" in image:
                del image["/Decode"]
            image[Name.ColorSpace] = self.table(steps)
        elif space.count in (1, self.converter.components) and not space.inks:
            image[Name.ColorSpace] = Name.DeviceGray if space.count == 1 else Name.DeviceCMYK
        elif space.inks or spelled(next(items(written), written)) == "/Lab":
            self.leave("a picture of several spot colors" if space.inks else "a picture in Lab colors")
        else:
            self._draw_image(image, written)

    def _draw_image(self, image: Stream, written: object) -> None:
        keyed = entry(image, "/Mask")
        profile = next(iter(list(items(written))[1:2]), None)
        is_profiled = spelled(next(items(written), written)) == "/ICCBased" and integer(profile, "/N") == 3
        if written is not None and integer(profile, "/N") != 4 and spelled(written) != "/DeviceCMYK":
            image[Name.ColorSpace] = Name.DeviceRGB  # its profile is followed here
        picture: Image.Image = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
        if isinstance(keyed, Array):
            image[Name.Mask] = self._stencil(picture, numbers(image, "/Mask"))
        if is_profiled and isinstance(profile, Stream):
            picture = srgb_of(profile.read_bytes(), picture)
        jpeg = spelled(entry(image, "/Filter")) == "/DCTDecode"
        converted = self.converter.picture(picture)
        _write_picture(image, converted, jpeg=jpeg and converted.mode == "L" and not isinstance(keyed, Array))

    def _stencil(self, picture: "Image.Image", limits: Sequence[float]) -> pikepdf.Object:
        """What shows a picture but for the pixels whose colours lie within the limits."""
        from PIL import ImageChops

        hidden = None
        for band, low, high in zip(picture.split(), limits[::2], limits[1::2], strict=True):
            inside = band.point([255 if low <= step <= high else 0 for step in range(256)])
            hidden = inside if hidden is None else ImageChops.darker(hidden, inside)
        if hidden is None:
            raise ValueError("a picture without bands")
        stencil = self.pdf.make_stream(hidden.convert("1").tobytes())
        stencil[Name.Type], stencil[Name.Subtype], stencil[Name.ImageMask] = Name.XObject, Name.Image, True
        stencil[Name.Width], stencil[Name.Height] = picture.size
        stencil[Name.BitsPerComponent] = 1
        return self.pdf.make_indirect(stencil)

    def note_inks(self, space: Space) -> None:
        for ink in space.inks:
            if ink not in PROCESS:
                self.leave(ink, ink=True)


def _inks(values: Values, count: int) -> Values:
    """A colour of the press with the number of values that its space has: black alone may be given by its grey."""
    return (0.0, 0.0, 0.0, 1 - values[0]) if count == 4 and len(values) == 1 else values


def _inputs(shading: object, kind: int | None) -> list[tuple[float, float]]:
    """The domain of a gradient's function."""
    if kind in _MESHES:
        values = numbers(shading, "/Decode")[4:6] or (0.0, 1.0)
    else:
        values = numbers(shading, "/Domain") or ((0.0, 1.0, 0.0, 1.0) if kind == 1 else (0.0, 1.0))
    return list(zip(values[::2], values[1::2], strict=True))[: 2 if kind == 1 else 1]


def _convert_matte(image: Stream, space: Space, converter: Converter) -> None:
    """The colour with which a see-through picture was mixed before."""
    mask = entry(image, "/SMask")
    matte = numbers(mask, "/Matte")
    if isinstance(mask, Stream) and matte and not space.inks and not space.table:
        mask[Name.Matte] = Array(_inks(converter.values(space.plain(matte), text=False), converter.components))


def _write_picture(image: Stream, picture: "Image.Image", *, jpeg: bool) -> None:
    for key in ("/Decode", "/DecodeParms", "/Intent", "/SMaskInData"):
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

    def __init__(self, walk: _Walk, resources: object, *, is_glyph: bool = False) -> None:
        self.walk = walk
        self.resources = resources
        self.is_glyph = is_glyph
        self.out: list[object] = []
        # Fill and stroke: as the page set them, in which space, and as they were written for the press last.
        self.set: list[_Paint] = [None, None]
        self.spaces: list[Space | None] = [None, None]
        self.written: list[object] = [None, None]
        self.saved: list[tuple[list[_Paint], list[Space | None], list[object]]] = []
        self.in_path = False
        self.kept: dict[str, object] = {}
        self.pictures: dict[str, pikepdf.Object] = {}

    @property
    def changes_resources(self) -> bool:
        return bool(self.pictures) or entry(self.resources, "/ColorSpace") is not None

    def resources_for_press(self, resources: Dictionary) -> Dictionary:
        """The resources of this stream: only the colour spaces that it still names, and pictures that were inside."""
        made = Dictionary({key: resources[key] for key in resources.keys() if key != "/ColorSpace"})  # noqa: SIM118
        if self.kept:
            made[Name.ColorSpace] = Dictionary(self.kept)
        if self.pictures:
            found = entry(resources, "/XObject")
            known = {key: found[key] for key in found.keys()} if isinstance(found, Dictionary) else {}  # noqa: SIM118
            made[Name.XObject] = Dictionary(known | self.pictures)
        return made

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
            self.saved.append((list(self.set), list(self.spaces), list(self.written)))
        elif operator == "Q" and self.saved:
            self.set, self.spaces, self.written = self.saved.pop()
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
        stroke = operator.isupper()
        if operator in _SETS:
            values = tuple(number(value) for value in operands)
            if len(values) == _SETS[operator]:
                self.set[stroke], self.spaces[stroke] = values, device(len(values))
            return True
        if operator in ("cs", "CS"):
            self._begin(operands, stroke=stroke)
            return True
        if operator in ("sc", "scn", "SC", "SCN"):
            self._components_set(operator, operands, stroke=stroke)
            return True
        return False

    def _begin(self, operands: list[object], *, stroke: bool) -> None:
        """What a colour space begins with. One that is kept is written with its name."""
        named = operands[0] if operands else None
        written = self._space(named)
        self.spaces[stroke] = None
        raw = _Raw((((named,), "CS" if stroke else "cs"),))
        try:
            space = space_of(written)
            if space.is_pattern or self.walk.is_kept(space):
                self.walk.note_inks(space.base if space.is_pattern and space.base else space)
                if spelled(named) != "/Pattern":
                    self.kept[spelled(named)] = self.walk.named_space(written)
                self.set[stroke] = raw
            else:
                self.set[stroke] = space.plain(space.start)
            self.spaces[stroke] = space
        except UnknownSpaceError:
            self.walk.leave("a color in a space that cannot be read")
            if written is not None and isinstance(named, Name):
                self.kept[spelled(named)] = written
            self.set[stroke] = raw

    def _components_set(self, operator: str, operands: list[object], *, stroke: bool) -> None:
        now, space = self.set[stroke], self.spaces[stroke]
        values = tuple(number(value) for value in operands if not isinstance(value, Name))
        if isinstance(now, _Raw):
            if space and space.is_pattern and space.base and values and not self.walk.is_kept(space.base):
                inks = self.walk.converter.values(space.base.plain(values[: space.count]), text=False)
                inks = _inks(inks, self.walk.converter.components)
                operands = [*inks, *(value for value in operands if isinstance(value, Name))]
            self.set[stroke] = _Raw((now.operators[0], (tuple(operands), operator)))
        elif space is None:
            if len(values) in (1, 3, 4):
                self.set[stroke] = values
        elif len(values) == space.count:
            try:
                self.set[stroke] = space.plain(values)
            except UnknownFunctionError:
                self.walk.leave("a spot color")

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
        """A picture inside of the content; one in other colours is moved out of it."""
        self._write(text=False)
        written = image.iimage.obj
        space = entry(written, "/ColorSpace")
        if entry(written, "/ImageMask") is True or spelled(space) in ("/DeviceGray", spelled(self.walk.device)):
            self.out.append(image)
        elif self.is_glyph or not isinstance(self.resources, Dictionary):
            self.walk.leave("a picture inside of the content")
            self.out.append(image)
        else:
            stream = self.walk.pdf.make_stream(_data_of(image))
            for key in written.keys():  # noqa: SIM118 (pikepdf)
                if key not in ("/Length", "/L"):
                    stream[key] = written[key]
            stream[Name.Type], stream[Name.Subtype] = Name.XObject, Name.Image
            if space is not None:
                stream[Name.ColorSpace] = self._space(space)
            made = self.walk.pdf.make_indirect(stream)
            self.walk.image(made)
            label = f"/Inside{made.objgen[0]}"
            self.pictures[label] = made
            self.out.append(([Name(label)], Operator("Do")))


def _values(holder: object) -> Iterable[object]:
    if isinstance(holder, Dictionary):
        for key in holder.keys():  # noqa: SIM118 (pikepdf)
            yield entry(holder, key)


def _data_of(image: ContentStreamInlineImage) -> bytes:
    """The data of a picture inside of the content, as its filters left it."""
    return bytes(image.iimage.unparse()).split(b"\nID\n", 1)[1].removesuffix(b"EI")
