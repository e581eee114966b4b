"""Layers of other programs (optional content, ISO 32000-1, 8.11): what is not shown when printing is taken out.

A press file has no layers: a shop's machines differ in what they make of them. So what names a layer goes, too.
"""

from collections.abc import Callable, Iterable, Iterator

import pikepdf
from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Operator, Pdf, Stream

from careerpdf.check.objects import ObjGen, entry, items, name, reference, spelled, text
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.press.damage import reading
from careerpdf.press.words import quoted

_PAINTS_PATH = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_PAINTS_OTHER = frozenset(("sh", "Do"))
_INVISIBLE, _CLIPS = 3, 4  # text rendering modes: the one that paints nothing, and the first that clips
_MOST_NESTED = 20  # visibility expressions in each other
_MOST_NAMED = 3  # layers in the warning


def remove_hidden_layers(pdf: Pdf, place: str) -> tuple[Diagnostic, ...]:
    """Take out what belongs to layers that are not to be printed, and say which. Raises DamageError."""
    layers = _Layers(pdf)
    if not layers.known:
        return ()
    removal = _Removal(layers)
    for number, page in enumerate(pdf.pages, 1):
        with reading(place, f"page {number}"):
            removal.page(page)
    if not removal.removed:
        return ()
    names = [quoted(text(layer, "/Name") or "without a name") for layer in layers.hidden]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    shown = ", ".join(names[:_MOST_NAMED]) + more
    what = f"the layer {shown} is" if len(names) == 1 else f"the layers {shown} are"
    return (
        Diagnostic(
            "hidden-layers",
            Severity.WARNING,
            f"{what} switched off for printing, and not printed",
            file=place,
            hint="if it should be printed, switch it on in the program that made the file, and export it again",
        ),
    )


class _Layers:
    """The layers of a file, and those that are off when it is printed."""

    def __init__(self, pdf: Pdf) -> None:
        properties = entry(pdf.Root, "/OCProperties")
        default = entry(properties, "/D")
        self.known = [layer for layer in items(entry(properties, "/OCGs")) if isinstance(layer, Dictionary)]
        switched_on = {reference(layer) for layer in items(entry(default, "/ON"))}
        switched_off = {reference(layer) for layer in items(entry(default, "/OFF"))}
        begins_off = name(default, "/BaseState") == "OFF"
        self.hidden = []
        self._off: set[ObjGen] = set()
        for layer in self.known:
            key = reference(layer)
            off = key in switched_off or (begins_off and key not in switched_on)
            # Viewers follow what a layer says of its own printing, whether or not the configuration asks them to.
            wanted = name(entry(entry(layer, "/Usage"), "/Print"), "/PrintState")
            if key != (0, 0) and (off if wanted not in ("ON", "OFF") else wanted == "OFF"):
                self.hidden.append(layer)
                self._off.add(key)

    def hides(self, membership: object) -> bool:
        """True for the content of a layer that is off, or of a membership dictionary that is not fulfilled."""
        if name(membership, "/Type") != "OCMD":
            return reference(membership) in self._off
        expression = entry(membership, "/VE")
        if isinstance(expression, Array):
            return not self._holds(expression, 0)
        groups = entry(membership, "/OCGs")
        listed = [groups] if isinstance(groups, Dictionary) else [one for one in items(groups) if one is not None]
        states = [reference(layer) not in self._off for layer in listed]
        if not states:
            return False
        policies: dict[str, Callable[[Iterable[bool]], bool]] = {
            "AllOn": all,
            "AnyOff": lambda on: not all(on),
            "AllOff": lambda on: not any(on),
        }
        return not policies.get(name(membership, "/P") or "", any)(states)

    def _holds(self, expression: object, depth: int) -> bool:
        """The value of a visibility expression: a layer, or an array of And, Or, Not and what they join."""
        if not isinstance(expression, Array):
            return reference(expression) not in self._off
        operator, *operands = items(expression) if len(expression) else (None,)
        if depth > _MOST_NESTED:
            return True
        values = [self._holds(operand, depth + 1) for operand in operands]
        match spelled(operator):
            case "/Not":
                return not any(values)
            case "/Or":
                return any(values)
            case _:
                return all(values)


class _Removal:
    """Removal of hidden content from pages and from the forms and patterns that they use, each once."""

    def __init__(self, layers: _Layers) -> None:
        self.layers = layers
        self.removed = False
        self._done: set[ObjGen] = set()

    def page(self, page: pikepdf.Page) -> None:
        annotations = entry(page.obj, "/Annots")
        if isinstance(annotations, Array):
            kept = [one for one in annotations if not self.layers.hides(entry(one, "/OC"))]
            if len(kept) < len(annotations):
                self.removed = True
                page.obj[Name.Annots] = Array(kept)
        if self._names_layers(page.resources):
            page.contents_coalesce()
            contents = entry(page.obj, "/Contents")
            if isinstance(contents, Stream):
                self._rewrite(contents, page.resources)
        self._inside(page.resources)

    def _inside(self, resources: object) -> None:
        waiting = [resources]
        while waiting:
            inside = waiting.pop()
            for kind in ("/XObject", "/Pattern"):
                for found in _values(entry(inside, kind)):
                    if not isinstance(found, Stream) or reference(found) in self._done:
                        continue
                    self._done.add(reference(found))
                    if self.layers.hides(entry(found, "/OC")):
                        self.removed = True
                        _empty(found)
                        continue
                    if "/OC" in found:
                        del found[Name.OC]
                    if name(found, "/Subtype") != "Image":
                        own = entry(found, "/Resources")
                        used = inside if own is None else own
                        if self._names_layers(used):
                            self._rewrite(found, used)
                        waiting.append(used)

    def _names_layers(self, resources: object) -> bool:
        return any(_is_layer(found) for found in _values(entry(resources, "/Properties")))

    def _rewrite(self, stream: Stream, resources: object) -> None:
        follower = _Hiding(self.layers, resources)
        written = list(follower.visible(pikepdf.parse_content_stream(stream)))
        self.removed = self.removed or follower.removed
        stream.write(pikepdf.unparse_content_stream(written) or b"\n")  # type: ignore[arg-type]


class _Hiding:
    """A filter of one content stream: all but the names of layers and what paints inside of a hidden one passes."""

    def __init__(self, layers: _Layers, resources: object) -> None:
        self.layers = layers
        self.properties = entry(resources, "/Properties")
        self.fonts = entry(resources, "/Font")
        self.removed = False
        self.mode, self.has_glyph_programs = 0, False  # of text
        self.saved: list[tuple[int, bool]] = []

    def visible(self, instructions: Iterable[object]) -> Iterator[object]:
        open_: list[
            bool | None
        ] = []  # marked content: True for a hidden layer, False for another one, None for no layer
        for instruction in instructions:
            if isinstance(instruction, ContentStreamInlineImage):
                if any(open_):
                    self.removed = True
                else:
                    yield instruction
                continue
            operands = list(instruction.operands)  # type: ignore[attr-defined]
            operator = spelled(instruction.operator)  # type: ignore[attr-defined]
            if operator in ("BMC", "BDC"):
                open_.append(self._begun(operands) if operator == "BDC" else None)
                if open_[-1] is not None:
                    continue
            elif operator == "EMC" and open_:
                if open_.pop() is not None:
                    continue
            else:
                self._note(operator, operands)
            yield from self._without_paint(instruction, operator) if any(open_) else (instruction,)

    def _begun(self, operands: list[object]) -> bool | None:
        """True if marked content begins that belongs to a hidden layer, False for another layer, None for none."""
        if len(operands) < 2 or spelled(operands[0]) != "/OC" or not isinstance(operands[1], Name):
            return None
        layer = entry(self.properties, spelled(operands[1]))
        return self.layers.hides(layer) if _is_layer(layer) else None

    def _note(self, operator: str, operands: list[object]) -> None:
        if operator == "q":
            self.saved.append((self.mode, self.has_glyph_programs))
        elif operator == "Q" and self.saved:
            self.mode, self.has_glyph_programs = self.saved.pop()
        elif operator == "Tr" and operands and isinstance(operands[0], int):
            self.mode = operands[0]
        elif operator == "Tf" and operands:
            font = entry(self.fonts, spelled(operands[0]))
            self.has_glyph_programs = name(font, "/Subtype") == "Type3"

    def _without_paint(self, instruction: object, operator: str) -> Iterator[object]:
        if operator in _PAINTS_PATH:
            self.removed = True
            yield ([], Operator("n"))
        elif operator in _PAINTS_OTHER:
            self.removed = True
        elif operator in _SHOWS_TEXT:
            self.removed = True
            # Text moves what follows it, so it is shown without ink; of glyphs that are drawings that cannot be asked.
            if not self.has_glyph_programs:
                hidden = _INVISIBLE if self.mode < _CLIPS else _INVISIBLE + _CLIPS
                yield from (([hidden], Operator("Tr")), instruction, ([self.mode], Operator("Tr")))
        else:
            yield instruction


def _empty(stream: Stream) -> None:
    """Make a picture or a form one that draws nothing, wherever it is named."""
    for key in list(stream.keys()):
        if key not in ("/Length", "/Type"):
            del stream[key]
    stream[Name.Subtype], stream[Name.BBox] = Name.Form, Array([0, 0, 0, 0])
    stream.write(b"\n")


def _is_layer(found: object) -> bool:
    return name(found, "/Type") in ("OCG", "OCMD")


def _values(holder: object) -> Iterator[object]:
    for key in holder.keys() if isinstance(holder, Dictionary) else ():
        yield entry(holder, key)
