"""SVG files, read with suspicion: what is left of one holds shapes in plain colours and nothing that leads out of it.

A drawing program may put text, pictures, scripts and links into an SVG file. What a print of shapes cannot show is
refused with what to do about it; what shows nothing is left out. No entity is expanded, and no other file opened.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
LARGEST = 250_000  # bytes
_MOST_ELEMENTS = 4_000
_MOST_DRAWN = 4_000  # elements, those that are drawn again by <use> counted each time
_DEEPEST = 40
_LONGEST_VALUE = 1_000  # characters, but for the points of a shape
_MOST_MATCHES = 200_000  # rules of a style sheet times elements

_DRAWN = {"svg", "g", "defs", "symbol", "use", "a", "clipPath", "path", "rect", "circle", "ellipse", "line", "polyline",
          "polygon", "style"}  # fmt: skip
_SAYS_NOTHING = {"title", "desc", "metadata", "linearGradient", "radialGradient", "pattern", "filter", "mask", "marker",
                 "view", "cursor"}  # fmt: skip
_WHAT_TO_DO = {
    "text": "turn its text into paths (in Inkscape: Path > Object to Path; in Illustrator: Type > Create Outlines)",
    "image": "a picture made of dots is no drawing: save the whole as PNG instead",
    "script": "save it as plain SVG, without scripts",
    "foreignObject": "save it as plain SVG, without what only one program understands",
    "switch": "save it as plain SVG, without what only one program understands",
}
_ON_WHITE = "give it the color that it has on white"
_OTHERWISE = "save it as plain SVG, or as PNG at least 600 pixels wide"
_GEOMETRY = {"id", "class", "transform", "d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
             "width", "height", "viewBox", "preserveAspectRatio"}  # fmt: skip
_POINTS = {"d", "points"}
_COLOURS = {"fill", "stroke", "color"}
_OPACITIES = {"opacity", "fill-opacity", "stroke-opacity", "stop-opacity"}
_KEPT = {"fill-rule", "clip-rule", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "display",
         "visibility"}  # fmt: skip
_EFFECTS = {"filter", "mask", "marker", "marker-start", "marker-mid", "marker-end", "mix-blend-mode", "mask-image"}
_PLAIN_EFFECTS = ("none", "normal", "inherit", "")
_LOCAL = re.compile(r"url\(\s*(['\"]?)#([\w.:-]+)\1\s*\)")
_NUMBERS = re.compile(r"[-+0-9.eE,\s]*")
_PATH = re.compile(r"[-+0-9.,\sMmZzLlHhVvCcSsQqTtAaEe]*")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"\s*[.#]?[\w-]+\s*(?:,\s*[.#]?[\w-]+\s*)*")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)


class SvgError(Exception):
    """Why an SVG file cannot be drawn, and what to do about it. `line` counts from 1."""

    def __init__(self, message: str, hint: str = _OTHERWISE, line: int | None = None) -> None:
        super().__init__(message)
        self.hint, self.line = hint, line


@dataclass(slots=True, eq=False)
class _Element:
    name: str
    attributes: dict[str, str]
    children: "list[_Element]" = field(default_factory=list)
    text: str = ""
    drawn: int = 0  # elements that it draws; 0 is not counted yet, -1 is being counted


def plain_svg(data: bytes) -> str:
    """The drawing in the file as SVG of shapes, plain colours and references within it. Raises SvgError."""
    if len(data) > LARGEST:
        raise SvgError(f"it is larger than {LARGEST // 1000} kB", "simplify its paths, or save it as PNG")
    reader = _Reader()
    root = reader.read(data)
    if root is None or root.name != "svg":
        raise SvgError("it is no SVG drawing")
    try:
        _count(root, reader.ids)
    except RecursionError:
        raise SvgError("its parts refer to each other in too long a chain", "simplify it, or save it as PNG") from None
    out: list[str] = []
    _write(root, out, top=True)
    return "".join(out)


class _Reader:
    """Reads one file; `ids` are the elements that can be referred to."""

    def __init__(self) -> None:
        self.ids: dict[str, _Element] = {}
        self._elements = self._rules = 0
        self._skipping = 0  # depth inside something that is left out
        self._stack: list[_Element] = []
        self._root: _Element | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True

    def read(self, data: bytes) -> _Element | None:
        parser = self._parser
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise SvgError(f"it is not well-formed: {expat.ErrorString(error.code)}", line=error.lineno) from error
        except (ValueError, LookupError) as error:  # an encoding that nobody knows
            raise SvgError("its characters cannot be read") from error
        if self._rules * self._elements > _MOST_MATCHES:
            raise SvgError("its style sheet is too long", "save it with presentation attributes, or as PNG")
        return self._root

    def _fail(self, message: str, hint: str = _OTHERWISE) -> SvgError:
        return SvgError(message, hint, self._parser.CurrentLineNumber)

    def _doctype(self, _name: str, system: str | None, _public: str | None, inner: int) -> None:
        # The declaration that older programs write is passed over; nobody fetches what it names.
        if inner or not (system or "http://www.w3.org/").startswith("http://www.w3.org/"):
            raise self._fail("it declares a document type of its own", "save it as plain SVG")

    def _entity(self, *_: object) -> None:
        raise self._fail("it declares entities", "save it as plain SVG")

    def _start(self, full: str, given: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        if self._skipping or space not in ("", _SVG) or name in _SAYS_NOTHING:
            self._skipping += 1
            return
        if name not in _DRAWN:
            hint = _WHAT_TO_DO.get("text" if name in ("tspan", "textPath") else name, _OTHERWISE)
            raise self._fail(f"it holds <{name}>, which cannot be drawn", hint)
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or len(self._stack) > _DEEPEST:
            raise self._fail("it has too many parts", "simplify it, or save it as PNG")
        element = _Element(name, self._attributes(name, given))
        if "id" in element.attributes:
            self.ids.setdefault(element.attributes["id"], element)
        if self._stack:
            self._stack[-1].children.append(element)
        else:
            self._root = element
        self._stack.append(element)

    def _end(self, _full: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        element = self._stack.pop()
        if element.name == "style":
            element.text = self._sheet(element.text)

    def _text(self, text: str) -> None:
        if self._stack and not self._skipping and self._stack[-1].name == "style":
            self._stack[-1].text += text

    def _attributes(self, element: str, given: dict[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for full, value in given.items():
            space, _, name = full.rpartition(" ")
            if name == "href" and space in ("", _XLINK) and element != "a":
                if not re.fullmatch(r"#[\w.:-]+", value):
                    raise self._fail(
                        f"<{element}> refers to another file: {value[:40]!r}", "put all parts into one file"
                    )
                kept["href"] = value
            elif space:
                continue
            elif name == "style":
                kept[name] = self._declarations(value)
            elif name in _GEOMETRY:
                if name not in _POINTS and len(value) > _LONGEST_VALUE:
                    raise self._fail(f"a value in it is too long: {name}")
                if (name == "d" and not _PATH.fullmatch(value)) or (name == "points" and not _NUMBERS.fullmatch(value)):
                    raise self._fail(f'the points of a <{element}> cannot be read: "{value[:40]}"')
                kept[name] = value
            elif name == "clipPathUnits" and value != "userSpaceOnUse":
                raise self._fail("it crops a part in shares of its size", _OTHERWISE)
            elif (found := self._property(name, value)) is not None:
                kept[name] = found
        return kept

    def _sheet(self, text: str) -> str:
        text = _COMMENT.sub(" ", text)
        if "@" in text or "\\" in text:
            raise self._fail("its style sheet asks for other files or fonts")
        if _RULE.sub("", text).strip():
            raise self._fail("its style sheet cannot be read")
        rules = []
        for selector, declarations in _RULE.findall(text):
            if not _SELECTOR.fullmatch(selector):
                raise self._fail(f"its style sheet has a rule for {selector.strip()[:40]!r}, which is not understood")
            self._rules += 1 + selector.count(",")
            rules.append(f"{selector.strip()}{{{self._declarations(declarations)}}}")
        return "\n".join(rules)

    def _declarations(self, text: str) -> str:
        if "\\" in text:
            raise self._fail("a style in it cannot be read")
        kept = []
        for declaration in _COMMENT.sub(" ", text).split(";"):
            name, _, value = declaration.partition(":")
            name = name.strip().lower()
            if (found := self._property(name, value.replace("!important", "").strip())) is not None:
                kept.append(f"{name}:{found}")
        return ";".join(kept)

    def _property(self, name: str, value: str) -> str | None:
        """The value of a property as it is kept; None for one that nobody sees."""
        value = value.strip()
        if name in _COLOURS:
            return self._colour(name, value)
        if name in _OPACITIES:
            if not _is_one(value):
                raise self._fail(f"a part of it is see-through ({name} {value[:20]})", _ON_WHITE)
            return None
        if name in _EFFECTS:
            if value not in _PLAIN_EFFECTS:
                raise self._fail(
                    f"it has an effect that cannot be drawn ({name})", "turn the effect into shapes, or save as PNG"
                )
            return None
        if name == "clip-path":
            if value in _PLAIN_EFFECTS:
                return None
            if not (local := _LOCAL.fullmatch(value)):
                raise self._fail(f"it is cropped by something in another file: {value[:40]!r}")
            return f"url(#{local[2]})"
        if name in _KEPT:
            if len(value) > _LONGEST_VALUE or not re.fullmatch(r"[\w\s.,%+-]*", value):
                raise self._fail(f"a value in it cannot be read: {name} {value[:40]!r}")
            return value
        if "url(" in value.lower():
            raise self._fail(f"it refers to something that cannot be drawn: {name}")
        return None

    def _colour(self, name: str, value: str) -> str | None:
        if value in ("", "inherit"):
            return None
        if value.lower() in ("none", "transparent"):
            return "none"
        if value.lower() == "currentcolor":
            return "currentColor"
        if value.startswith("url("):
            if not _LOCAL.match(value):
                raise self._fail(f"it refers to another file: {value[:40]!r}", "put all parts into one file")
            raise self._fail(f"a part of it has a gradient or a pattern ({name})", "give it one color, or save as PNG")
        if value.lower().startswith(("rgba(", "hsla(")):
            raise self._fail(f"a part of it is see-through ({name} {value[:24]})", _ON_WHITE)
        from PIL import ImageColor  # few files are SVG

        try:
            red, green, blue, *alpha = ImageColor.getrgb(value)
        except ValueError:
            raise self._fail(f"the color {value[:40]!r} is not understood", "write it as #rrggbb") from None
        if alpha not in ([], [255]):
            raise self._fail(f"a part of it is see-through ({name} {value[:20]})", _ON_WHITE)
        return f"#{min(red, 255):02x}{min(green, 255):02x}{min(blue, 255):02x}"


def _is_one(value: str) -> bool:
    try:
        return (float(value[:-1]) / 100 if value.endswith("%") else float(value)) >= 1
    except ValueError:
        return value in ("", "inherit")


def _count(element: _Element, ids: dict[str, _Element]) -> int:
    """The elements that one draws. Raises SvgError for too many, and for one that draws itself."""
    if element.drawn < 0:
        raise SvgError("a part of it is drawn inside itself", _OTHERWISE)
    if not element.drawn:
        element.drawn = -1
        inside = list(element.children)
        if "href" in element.attributes:
            target = ids.get(element.attributes["href"][1:])
            if target is None:
                raise SvgError(f"it refers to a part that it lacks: {element.attributes['href'][:40]!r}")
            inside.append(target)
        clip = _LOCAL.search(element.attributes.get("clip-path", "") + element.attributes.get("style", ""))
        if clip and clip[2] in ids:
            inside.append(ids[clip[2]])
        drawn = 1
        for part in inside:
            drawn += _count(part, ids)
            if drawn > _MOST_DRAWN:
                raise SvgError("it has too many parts", "simplify it, or save it as PNG")
        element.drawn = drawn
    return element.drawn


def _write(element: _Element, out: list[str], *, top: bool = False) -> None:
    quoted: Callable[[str], str] = html.escape
    space = f' xmlns="{_SVG}"' if top else ""
    attributes = "".join(f' {name}="{quoted(value)}"' for name, value in element.attributes.items())
    out.append(f"<{element.name}{space}{attributes}>{quoted(element.text)}")
    for child in element.children:
        _write(child, out)
    out.append(f"</{element.name}>")
