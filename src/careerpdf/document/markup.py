"""XML, as templates write it, to document nodes. Anything outside the closed vocabulary is an error with its line."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import isfinite, nan
from xml.parsers import expat

from careerpdf.document import nodes as n

_SPACE = re.compile(r"[ \t\r\n]+")
_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
_INLINE = {"b", "i", "a", "lang"}
_MAX_DEPTH = 60
_MAX_COLUMNS = 12
_MAX_STEPS = 20  # of a meter


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
        children=_filled(_block(c) for c in body),
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


def _children(element: _Element, *names: str) -> list[_Element]:
    """The elements inside, which may be of these names only."""
    found = _elements(element)
    for child in found:
        if child.name not in names:
            raise MarkupError(f"<{child.name}> cannot stand in <{element.name}>", child.line)
    return found


def _required(element: _Element, name: str) -> str:
    if not element.attributes.get(name, "").strip():
        raise MarkupError(f'<{element.name}> needs the attribute "{name}"', element.line)
    return element.attributes[name]


def _number(element: _Element, name: str, default: str | None = None) -> float:
    text = element.attributes.get(name, default)
    if text is None:
        text = _required(element, name)
    return _float(element, name, text)


def _float(element: _Element, name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = nan
    if not isfinite(value):
        raise MarkupError(f'{name}="{text}" of <{element.name}> is not a number', element.line)
    return value


def _whole(element: _Element, name: str, low: int, high: int, default: str | None = None) -> int:
    value = _number(element, name, default)
    if value != int(value) or not low <= value <= high:
        raise MarkupError(
            f'{name}="{value:g}" of <{element.name}> is not a whole number from {low} to {high}', element.line
        )
    return int(value)


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
        says_something = _VISIBLE.search(n.plain_text(tuple(inside)))
        if child.name == "a":
            href = _required(child, "href")
            found.extend([n.Link(href, tuple(inside))] if says_something else inside)
        elif child.name == "lang":
            tag = _required(child, "tag")
            found.extend([n.Lang(tag, tuple(inside))] if says_something else inside)
        else:
            found.extend(inside)
    return found


def _trim(content: list[n.Inline]) -> tuple[n.Inline, ...]:
    if content and isinstance(content[0], n.Text):
        content[0] = n.Text(content[0].text.lstrip(" "), content[0].bold, content[0].italic)
    if content and isinstance(content[-1], n.Text):
        content[-1] = n.Text(content[-1].text.rstrip(" "), content[-1].bold, content[-1].italic)
    found = tuple(c for c in content if not isinstance(c, n.Text) or c.text)
    return found if _VISIBLE.search(n.plain_text(found)) else ()


# -- blocks


def _blocks(element: _Element) -> tuple[n.Block, ...]:
    return _filled(_block(c) for c in _elements(element))


def _filled(blocks: Iterable[n.Block]) -> tuple[n.Block, ...]:
    """Blocks without those that hold nothing: no page would show them, so no tag could name what they show."""
    found: list[n.Block] = []
    for block in blocks:
        if isinstance(block, n.Beside) and _is_empty(block.aside):
            found.extend((*block.lead, *block.main))
        elif not _is_empty(block):
            found.append(block)
    return tuple(found)


def _is_empty(block: n.Block) -> bool:
    match block:
        case n.Heading() | n.Para():
            return not block.content
        case n.List() | n.DefinitionList():
            return not block.items
        case n.Pathway():
            return not block.steps
        case n.Section() | n.Group() | n.Box():
            return all(isinstance(child, n.Rule) for child in block.children)
        case n.Columns():
            return all(_is_empty(cell) for cell in block.children)
        case _:
            return False


def _block(element: _Element) -> n.Block:
    make = _BLOCKS.get(element.name)
    if make is None:
        raise MarkupError(f"unknown element <{element.name}>", element.line)
    return make(element)


def _role(element: _Element, default: str) -> str:
    return element.attributes.get("role", default)


def _heading(e: _Element) -> n.Heading:
    level = _whole(e, "level", 1, 6, "2")
    return n.Heading(level, _content(e), _role(e, "heading"), e.attributes.get("outline", "yes") == "yes")


def _yes(e: _Element, name: str, default: str) -> bool:
    return e.attributes.get(name, default) == "yes"


def _list(e: _Element) -> n.List:
    items = []
    for item in _children(e, "item"):
        blocks = any(isinstance(c, _Element) and c.name not in _INLINE for c in item.children)
        children = _blocks(item) if blocks else _filled([n.Para(_content(item), "item")])
        if children:
            items.append(n.ListItem(children))
    return n.List(tuple(items), _role(e, "list"), _yes(e, "ordered", "no"), _yes(e, "marker", "yes"))


def _definitions(e: _Element) -> n.DefinitionList:
    facts = [n.Definition((n.Text(_required(i, "term")),), _content(i)) for i in _children(e, "item")]
    columns = _whole(e, "columns", 1, _MAX_COLUMNS, "1")
    return n.DefinitionList(tuple(fact for fact in facts if fact.description), _role(e, "definitions"), columns)


def _columns(e: _Element) -> n.Columns:
    cells = tuple(n.Group(_blocks(c), _role(c, "cell")) for c in _children(e, "column"))
    widths = tuple(_float(e, "widths", w) for w in e.attributes.get("widths", "").split())
    if widths and (len(widths) != len(cells) or min(widths) <= 0):
        raise MarkupError("<columns> needs one width above zero for each column", e.line)
    count = _whole(e, "count", 1, max(_MAX_COLUMNS, len(cells)), str(len(cells) or 1))
    return n.Columns(cells, count, widths, _role(e, "columns"))


def _beside(e: _Element) -> n.Beside:
    parts = {c.name: c for c in _elements(e)}
    if sorted(c.name for c in _elements(e)) != ["aside", "lead", "main"]:
        raise MarkupError("<beside> holds <lead>, <aside> and <main>, once each", e.line)
    aside = parts["aside"]
    return n.Beside(_blocks(parts["lead"]), n.Box(_blocks(aside), _role(aside, "panel")), _blocks(parts["main"]))


def _mark(e: _Element) -> n.Mark:
    return n.Mark(_number(e, "value"), e.attributes.get("label", ""), e.attributes.get("caption", ""))


def _scale(e: _Element) -> n.Scale:
    marks = tuple(_mark(c) for c in _children(e, "mark"))
    if len(marks) < 2:
        raise MarkupError("<scale> needs at least its two ends as <mark>", e.line)
    return n.Scale(marks[0], marks[-1], marks[1:-1], _required(e, "alt"), _role(e, "scale"))


def _meter(e: _Element) -> n.Meter:
    steps = _whole(e, "steps", 1, _MAX_STEPS)
    return n.Meter(_whole(e, "level", 0, steps), steps, _required(e, "alt"), _role(e, "meter"))


def _pathway(e: _Element) -> n.Pathway:
    origin: tuple[n.Inline, ...] = ()
    says = ""
    steps = []
    for child in _children(e, "origin", "step"):
        if child.name == "origin":
            origin, says = _content(child), child.attributes.get("says", "")
        else:
            parts = {c.name: _content(c) for c in _children(child, "title", "how")}
            if parts.get("title"):
                steps.append(n.Step(parts["title"], parts.get("how", ())))
    if not origin:
        raise MarkupError("<pathway> needs an <origin>", e.line)
    return n.Pathway(origin, tuple(steps), _role(e, "pathway"), says)


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
    "meter": _meter,
    "pathway": _pathway,
    "qr": lambda e: n.QrCode(_required(e, "data"), _required(e, "alt"), _role(e, "qr")),
    "image": lambda e: n.Image(_required(e, "src"), e.attributes.get("alt"), _role(e, "image")),
    "rule": lambda e: n.Rule(_role(e, "rule")),
}
