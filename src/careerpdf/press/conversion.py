"""The conversion of a job to the colours of the press: colour spaces as they are written for it, and what stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Name, Pdf, String

from careerpdf.check.objects import ObjGen, items
from careerpdf.press.colour import Converter, Values
from careerpdf.press.functions import samples
from careerpdf.press.spaces import PROCESS, Space, UnknownSpaceError, space_of

#: Samples a side of a table that stands for a function, by the number of its inputs.
SAMPLES = {1: 512, 2: 96, 3: 17, 4: 9}

#: A page, by its file and its number, both from 1.
PageKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unconverted:
    """A colour that was not converted, in words, and the pages that have it; `ink` if it is one that was kept."""

    what: str
    pages: tuple[PageKey, ...]
    ink: bool = False


@dataclass
class Conversion:
    """The file in which colours are converted, the press, and all that was met in other colours, by page."""

    pdf: Pdf
    converter: Converter
    page: PageKey = (1, 1)
    notes: dict[tuple[str, bool], dict[PageKey, None]] = field(default_factory=dict)
    _spaces: dict[ObjGen, object] = field(default_factory=dict)

    @property
    def unconverted(self) -> tuple[Unconverted, ...]:
        return tuple(Unconverted(what, tuple(pages), ink) for (what, ink), pages in self.notes.items())

    def note(self, what: str, *, ink: bool = False) -> None:
        """Note a colour of the current page that stays as it is."""
        self.notes.setdefault((what, ink), {})[self.page] = None

    def note_inks(self, space: Space) -> None:
        """Note the inks of a spot colour that is kept."""
        for ink in space.inks:
            if ink not in PROCESS:
                self.note(ink, ink=True)

    @property
    def device(self) -> Name:
        return Name.DeviceGray if self.converter.components == 1 else Name.DeviceCMYK

    def is_met(self, space: Space) -> bool:
        """True for a space whose colours the press has as they are: grey, or CMYK for four inks."""
        return space.is_device and space.count in (1, self.converter.components)

    def is_kept(self, space: Space) -> bool:
        """True for a spot colour that keeps its ink."""
        return bool(space.inks) and self.converter.components == 4

    def named_space(self, written: object) -> object:
        """A colour space that is kept, as it is written for the press. Raises UnknownSpaceError."""
        key = written.objgen if isinstance(written, pikepdf.Object) else (0, 0)
        if key == (0, 0):
            return self._space(written)
        if key not in self._spaces:
            self._spaces[key] = self._space(written)
        return self._spaces[key]

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
        each = SAMPLES.get(space.count)
        if each is None:
            raise UnknownSpaceError("DeviceN")
        domain = [(0.0, 1.0)] * space.count
        colours = [space.plain(point) for point in samples(domain, each)]
        return Array([parts[0], parts[1], self.device, self.function(colours, domain, each)])

    def table(self, colours: Sequence[Values]) -> Array:
        """A colour space of the press that counts colours."""
        rows = [self.as_inks(self.converter.values(colour, text=False)) for colour in colours]
        data = bytes(round(255 * min(max(value, 0.0), 1.0)) for inks in rows for value in inks)
        return Array([Name.Indexed, self.device, len(rows) - 1, String(data)])

    def function(self, colours: Sequence[Values], domain: Sequence[tuple[float, float]], each: int) -> pikepdf.Object:
        """A function that looks up, in the inks of the press, the colours that another one worked out."""
        count = self.converter.components
        data = b"".join(
            round(65535 * min(max(value, 0.0), 1.0)).to_bytes(2, "big")
            for inks in self.converter.shades(colours)
            for value in self.as_inks(inks)
        )
        stream = self.pdf.make_stream(data)
        stream[Name.FunctionType], stream[Name.BitsPerSample] = 0, 16
        stream[Name.Size] = Array([each] * len(domain))
        stream[Name.Domain] = Array([value for pair in domain for value in pair])
        stream[Name.Range] = Array([0, 1] * count)
        return self.pdf.make_indirect(stream)

    def as_inks(self, values: Values) -> Values:
        """A colour of the press with as many values as its space has: black alone may be given by its grey."""
        return (0.0, 0.0, 0.0, 1 - values[0]) if self.converter.components == 4 and len(values) == 1 else values
