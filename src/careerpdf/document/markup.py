"""XML, as templates write it, to document nodes. Anything outside the closed vocabulary is an error with its line."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from careerpdf.document import nodes as n

_SPACE = re.compile(r"[ \t\r\n]+")
_INLINE = {"b", "i", "a", "lang"}
_MAX_DEPTH = 60


class MarkupError(Exception):
    """A template produced something that is no document. `line` counts in the rendered XML, from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    line: int
    children: "list[_Element | str]" = field(default_factory=list)


def parse_document(xml: str) -> n.Document:
    """The document that `xml` describes. Raises MarkupError."""
    root = _read(xml)
    if root.name != "document":
        raise MarkupError(f"the outermost element is <{root.name}>, not <document>", root.line)
    running = {c.name: c for c in _elements(root) if c.name in ("first-head", "head", "foot")}
    body = [c for c in _elements(root) if c.name not in running]
    return n.Document(
        title=_required(root, "title"),
        lang=_required(root, "lang"),
        children=tuple(_block(c) for c in body),
        author=root.attributes.get("author", ""),
        subject=root.attributes.get("subject", ""),
        keywords=tuple(k.strip() for k in root.attributes.get("keywords", "").split(";") if k.strip()),
        first_head=_running(running.get("first-head")),
        head=_running(running.get("head")),
        foot=_running(running.get("foot")),
    )


def _read(xml: str) -> _Element:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    top = _Element("", {}, 0)
    stack = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > _MAX_DEPTH:
            raise MarkupError(f"elements nest deeper than {_MAX_DEPTH}", parser.CurrentLineNumber)
        element = _Element(name, attributes, parser.CurrentLineNumber)
        stack[-1].children.append(element)
        stack.append(element)

    def end(_name: str) -> None:
        stack.pop()

    def doctype(*_: object) -> None:
        raise MarkupError("a document type declaration is not allowed", parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: stack[-1].children.append(text)
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise MarkupError(f"not well-formed XML: {expat.ErrorString(error.code)}", error.lineno) from error
    return next(c for c in top.children if isinstance(c, _Element))


def _elements(element: _Element) -> list[_Element]:
    for child in element.children:
        if isinstance(child, str) and child.strip():
            raise MarkupError(f"text directly inside <{element.name}>: {child.strip()[:40]!r}", element.line)
    return [c for c in element.children if isinstance(c, _Element)]


def _required(element: _Element, name: str) -> str:
    if name not in element.attributes:
        raise MarkupError(f'<{element.name}> needs the attribute "{name}"', element.line)
    return element.attributes[name]


def _number(element: _Element, name: str, default: str | None = None) -> float:
    text = element.attributes.get(name, default)
    if text is None:
        text = _required(element, name)
    try:
        return float(text)
    except ValueError:
        raise MarkupError(f'{name}="{text}" of <{element.name}> is not a number', element.line) from None


def _running(element: _Element | None) -> n.Running:
    return (
        n.Running(**{k: element.attributes.get(k, "") for k in ("left", "middle", "right")}) if element else n.Running()
    )


# -- inline content


def _content(element: _Element) -> tuple[n.Inline, ...]:
    return _trim(_inlines(element.children, bold=False, italic=False))


def _inlines(children: "list[_Element | str]", *, bold: bool, italic: bool) -> list[n.Inline]:
    found: list[n.Inline] = []
    for child in children:
        if isinstance(child, str):
            found.append(n.Text(_SPACE.sub(" ", child), bold, italic))
            continue
        if child.name not in _INLINE:
            raise MarkupError(f"<{child.name}> cannot stand inside text", child.line)
        inside = _inlines(child.children, bold=bold or child.name == "b", italic=italic or child.name == "i")
        if child.name == "a":
            found.append(n.Link(_required(child, "href"), tuple(inside)))
        elif child.name == "lang":
            found.append(n.Lang(_required(child, "tag"), tuple(inside)))
        else:
            found.extend(inside)
    return found


def _trim(content: list[n.Inline]) -> tuple[n.Inline, ...]:
    if content and isinstance(content[0], n.Text):
        content[0] = n.Text(content[0].text.lstrip(" "), content[0].bold, content[0].italic)
    if content and isinstance(content[-1], n.Text):
        content[-1] = n.Text(content[-1].text.rstrip(" "), content[-1].bold, content[-1].italic)
    return tuple(c for c in content if not isinstance(c, n.Text) or c.text)


# -- blocks


def _blocks(element: _Element) -> tuple[n.Block, ...]:
    return tuple(_block(c) for c in _elements(element))


def _block(element: _Element) -> n.Block:
    make = _BLOCKS.get(element.name)
    if make is None:
        raise MarkupError(f"unknown element <{element.name}>", element.line)
    return make(element)


def _role(element: _Element, default: str) -> str:
    return element.attributes.get("role", default)


def _heading(e: _Element) -> n.Heading:
    level = int(_number(e, "level", "2"))
    return n.Heading(level, _content(e), _role(e, "heading"), e.attributes.get("outline", "yes") == "yes")


def _list(e: _Element) -> n.List:
    items = []
    for item in _elements(e):
        if item.name != "item":
            raise MarkupError(f"<{item.name}> cannot stand in a <list>", item.line)
        blocks = any(isinstance(c, _Element) and c.name not in _INLINE for c in item.children)
        items.append(n.ListItem(_blocks(item) if blocks else (n.Para(_content(item), "item"),)))
    return n.List(tuple(items), _role(e, "list"), e.attributes.get("ordered", "no") == "yes")


def _definitions(e: _Element) -> n.DefinitionList:
    return n.DefinitionList(
        tuple(n.Definition((n.Text(_required(i, "term")),), _content(i)) for i in _elements(e)),
        _role(e, "definitions"),
    )


def _columns(e: _Element) -> n.Columns:
    cells = tuple(n.Group(_blocks(c), _role(c, "cell")) for c in _elements(e))
    widths = tuple(float(w) for w in e.attributes.get("widths", "").split())
    return n.Columns(cells, int(_number(e, "count", str(len(cells) or 1))), widths, _role(e, "columns"))


def _beside(e: _Element) -> n.Beside:
    parts = {c.name: c for c in _elements(e)}
    if set(parts) != {"lead", "aside", "main"}:
        raise MarkupError("<beside> holds <lead>, <aside> and <main>, once each", e.line)
    aside = parts["aside"]
    return n.Beside(_blocks(parts["lead"]), n.Box(_blocks(aside), _role(aside, "panel")), _blocks(parts["main"]))


def _mark(e: _Element) -> n.Mark:
    return n.Mark(_number(e, "value"), e.attributes.get("label", ""), e.attributes.get("caption", ""))


def _scale(e: _Element) -> n.Scale:
    marks = tuple(_mark(c) for c in _elements(e))
    if len(marks) < 2:
        raise MarkupError("<scale> needs at least its two ends as <mark>", e.line)
    return n.Scale(marks[0], marks[-1], marks[1:-1], _required(e, "alt"), _role(e, "scale"))


def _pathway(e: _Element) -> n.Pathway:
    origin: tuple[n.Inline, ...] = ()
    steps = []
    for child in _elements(e):
        if child.name == "origin":
            origin = _content(child)
        else:
            parts = {c.name: _content(c) for c in _elements(child)}
            steps.append(n.Step(parts["title"], parts.get("how", ())))
    return n.Pathway(origin, tuple(steps), _role(e, "pathway"))


_BLOCKS: dict[str, Callable[[_Element], n.Block]] = {
    "h": _heading,
    "p": lambda e: n.Para(_content(e), _role(e, "body")),
    "list": _list,
    "definitions": _definitions,
    "section": lambda e: n.Section(_blocks(e), _role(e, "section"), e.attributes.get("id")),
    "group": lambda e: n.Group(_blocks(e), _role(e, "group")),
    "columns": _columns,
    "box": lambda e: n.Box(_blocks(e), _role(e, "callout")),
    "beside": _beside,
    "scale": _scale,
    "meter": lambda e: n.Meter(
        int(_number(e, "level")), int(_number(e, "steps")), _required(e, "alt"), _role(e, "meter")
    ),
    "pathway": _pathway,
    "qr": lambda e: n.QrCode(_required(e, "data"), _required(e, "alt"), _role(e, "qr")),
    "image": lambda e: n.Image(_required(e, "src"), e.attributes.get("alt"), _role(e, "image")),
    "rule": lambda e: n.Rule(_role(e, "rule")),
}
