"""Finished pages in the colours of the press: all content, gradients, pictures and masks that their forms use.

Spot colours keep their ink where the press has more than black. What cannot be converted stays, and is returned in
words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from careerpdf.check.objects import ObjGen, entry, integer, name, numbers
from careerpdf.press.colour import Converter, Luminosity
from careerpdf.press.content_colours import ContentColours
from careerpdf.press.conversion import SAMPLES, Conversion, PageKey, Unconverted
from careerpdf.press.damage import FAULTS
from careerpdf.press.functions import calculating, function_of, samples
from careerpdf.press.picture_colours import convert_picture
from careerpdf.press.spaces import Space, space_of

_MESHES = (4, 5, 6, 7)


def recolour(pdf: Pdf, pages: Mapping[PageKey, pikepdf.Object], converter: Converter) -> tuple[Unconverted, ...]:
    """Write the content of a file's forms anew, with all that they use; they are named by the keys of `pages`."""
    conversion = Conversion(pdf, converter)
    walk = _Walk(conversion)
    with calculating():
        for key, page in pages.items():
            conversion.page = key
            try:
                walk.stream(page, entry(page, "/Resources"), begins=True)
            except FAULTS:
                conversion.note("a part of it that cannot be read")
    return conversion.unconverted


@dataclass
class _Walk:
    """A walk through all that pages use, each object once."""

    conversion: Conversion
    done: set[ObjGen] = field(default_factory=set)

    def stream(self, holder: object, outer: object, font: object = None, *, begins: bool = False) -> None:
        """Convert a form, a pattern or a glyph of a font; `outer` has the resources if it has none of its own."""
        if not isinstance(holder, Stream) or self._is_done(holder):
            return
        own = entry(holder, "/Resources")
        resources = outer if own is None else own
        content = ContentColours(self.conversion, resources, is_glyph=font is not None, begins=begins)
        try:
            operators = content.follow(pikepdf.parse_content_stream(holder))
            written = pikepdf.unparse_content_stream(operators) or b"\n"  # type: ignore[arg-type]
            if content.changes_resources:
                receiver = font if isinstance(font, Dictionary) and own is None else holder
                receiver[Name.Resources] = content.resources_for_press()
            holder.write(written)
        except FAULTS:
            self.conversion.note("content that cannot be read")
            return
        group = entry(holder, "/Group")
        if isinstance(group, Dictionary) and entry(group, "/CS") is not None:
            group[Name.CS] = self.conversion.device
        self._inside(resources)

    def _is_done(self, found: pikepdf.Object) -> bool:
        """True for an object that was met before; objects without a number cannot be told apart."""
        if found.objgen == (0, 0):
            return False
        is_done = found.objgen in self.done
        self.done.add(found.objgen)
        return is_done

    def _inside(self, resources: object) -> None:
        for found in _values(entry(resources, "/XObject")):
            if name(found, "/Subtype") != "Image":
                self.stream(found, resources)
            elif isinstance(found, Stream) and not self._is_done(found):
                convert_picture(self.conversion, found)
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
        """Convert a soft mask: it is measured by its own luminosity, whatever the inks are, so that it becomes grey."""
        group = entry(mask, "/G")
        if not isinstance(group, Stream) or group.objgen in self.done:
            return
        space, behind = entry(entry(group, "/Group"), "/CS"), numbers(mask, "/BC")
        inks = Luminosity()
        outer = self.conversion
        inside = Conversion(outer.pdf, inks, outer.page, outer.notes)
        _Walk(inside, self.done).stream(group, resources)
        try:
            if behind and isinstance(mask, Dictionary) and space is not None:
                mask[Name.BC] = Array(inks.values(space_of(space).plain(behind), text=False))
        except FAULTS:
            outer.note("a mask in colors that cannot be read")

    # -- gradients

    def _shading(self, shading: object) -> None:
        if not isinstance(shading, Dictionary | Stream) or self._is_done(shading):
            return
        conversion, written = self.conversion, entry(shading, "/ColorSpace")
        kind = integer(shading, "/ShadingType")
        try:
            space = space_of(written)
            if conversion.is_met(space):
                return
            if conversion.is_kept(space):
                conversion.note_inks(space)
                shading[Name.ColorSpace] = conversion.named_space(written)
                return
            if entry(shading, "/Function") is None:
                conversion.note("a gradient mesh" if kind in _MESHES else "a gradient")
                return
            self._write_shading(shading, space, _inputs(shading, kind))
        except FAULTS:
            conversion.note("a gradient")

    def _write_shading(self, shading: pikepdf.Object, space: Space, domain: Sequence[tuple[float, float]]) -> None:
        """Write a gradient in the inks of the press. Raises UnknownFunctionError, and the faults of damaged objects."""
        work_out = function_of(entry(shading, "/Function"))
        each = SAMPLES[len(domain)]
        colours = [space.plain(work_out(point)[: space.count]) for point in samples(domain, each)]
        behind, conversion = numbers(shading, "/Background"), self.conversion
        if behind:
            inks = conversion.converter.values(space.plain(behind), text=False)
            shading[Name.Background] = Array(conversion.as_inks(inks))
        shading[Name.Function] = conversion.function(colours, domain, each)
        shading[Name.ColorSpace] = conversion.device


def _inputs(shading: object, kind: int | None) -> list[tuple[float, float]]:
    """The domain of a gradient's function."""
    if kind in _MESHES:
        values = numbers(shading, "/Decode")[4:6] or (0.0, 1.0)
    else:
        values = numbers(shading, "/Domain") or ((0.0, 1.0, 0.0, 1.0) if kind == 1 else (0.0, 1.0))
    return list(zip(values[::2], values[1::2], strict=True))[: 2 if kind == 1 else 1]


def _values(holder: object) -> Iterator[object]:
    for key in holder.keys() if isinstance(holder, Dictionary) else ():
        yield entry(holder, key)
