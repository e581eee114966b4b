"""The elements of an SVG file. No other file is opened, and an entity is plain text.

What no program but its own understands is left out; what cannot be drawn is refused where it would be seen.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element as _XmlElement
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

LARGEST = 1_000_000  # bytes
_MOST_ELEMENTS = 10_000
_DEEPEST = 60
_MOST_ENTITIES, _LONGEST_ENTITY = 100, 200

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_SAYS_NOTHING = {"title", "desc", "metadata", "view", "cursor"}
_MOVES = {"script", "animate", "animateColor", "animateMotion", "animateTransform", "set"}
OTHERWISE = "save it as plain SVG, or as PNG at least 600 pixels wide"


class SvgError(Exception):
    """The reason why an SVG file cannot be drawn, and what to do about it. `line` counts from 1."""

    def __init__(self, message: str, hint: str = OTHERWISE, line: int | None = None) -> None:
        super().__init__(message)
        self.hint, self.line = hint, line


class Element(_XmlElement):
    """An element with the line where it begins. `name` is its tag without a namespace."""

    line: int = 0
    parent: "Element | None" = None

    @property
    def name(self) -> str:
        return self.tag.rpartition("}")[2]

    @property
    def inner(self) -> "Iterator[Element]":
        return iter(self)  # type: ignore[arg-type]

    @property
    def everything(self) -> "Iterator[Element]":
        return self.iter()  # type: ignore[return-value]

    @property
    def href(self) -> str | None:
        return self.get("href", self.get(f"{{{_XLINK}}}href"))

    def error(self, message: str, hint: str = OTHERWISE) -> SvgError:
        return SvgError(message, hint, self.line)


def read_elements(data: bytes) -> Element:
    """The root of an SVG file. Raises SvgError."""
    if len(data) > LARGEST:
        raise SvgError(f"it is larger than {LARGEST // 1000} kB", "simplify its paths, or save it as PNG")
    return _Reader().read(data)


class _Reader:
    def __init__(self) -> None:
        self._elements = self._entities = 0
        self._skipping = 0  # depth inside something that is left out
        self._stack: list[Element] = []
        self._builder = TreeBuilder(element_factory=Element)
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True

    def read(self, data: bytes) -> Element:
        parser = self._parser
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._unknown_entity
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            message = f"it is not well-formed: {expat.ErrorString(error.code)}"
            raise SvgError(message, line=error.lineno) from error
        except (ValueError, LookupError) as error:  # an encoding that nobody knows
            raise SvgError("its characters cannot be read") from error
        root = self._builder.close()
        if not isinstance(root, Element) or root.name != "svg":
            raise SvgError("it is no SVG drawing")
        return root

    def _fail(self, message: str, hint: str = OTHERWISE) -> SvgError:
        return SvgError(message, hint, self._parser.CurrentLineNumber)

    def _entity(
        self, _name: str, is_parameter: bool, value: str | None, _base: object, system: str | None, *_: object
    ) -> None:
        """Take an entity of plain text, as Illustrator writes them for namespaces."""
        self._entities += 1
        too_many = self._entities > _MOST_ENTITIES or len(value or "") > _LONGEST_ENTITY
        if is_parameter or value is None or system or "&" in value or "<" in value or too_many:
            raise self._fail("it declares entities that are more than a short text", "save it as plain SVG")

    def _unknown_entity(self, name: str, _is_parameter: bool) -> None:
        if not self._skipping:
            raise self._fail(f"it names an entity that it does not declare: &{name[:40]};", "save it as plain SVG")

    def _start(self, full: str, given: dict[str, str]) -> None:
        space, _, name = full.rpartition("}")
        if self._skipping or space not in ("", _SVG) or name in _SAYS_NOTHING:
            self._skipping += 1
            return
        if name in _MOVES:
            raise self._fail(f"it holds <{name}>, which paper cannot show", "save it without scripts and animation")
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or len(self._stack) > _DEEPEST:
            raise self._fail("it has too many parts", "simplify it, or save it as PNG")
        attributes = {f"{{{key}" if "}" in key else key: value for key, value in given.items()}
        element: Element = self._builder.start(name, attributes)  # type: ignore[assignment]
        element.line = self._parser.CurrentLineNumber
        element.parent = self._stack[-1] if self._stack else None
        self._stack.append(element)

    def _end(self, _full: str) -> None:
        if self._skipping:
            self._skipping -= 1
        else:
            self._builder.end(self._stack.pop().tag)

    def _text(self, text: str) -> None:
        if not self._skipping and self._stack:
            self._builder.data(text)
